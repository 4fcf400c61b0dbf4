package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/assets"
	"tuanjian/ui/gate"
)

const twoReleases = "团建台账 0.2.0\n- 开会\n- 收团费\n\n团建台账 0.1.0\n- 名册\n"

func TestTheNewsAreReleases(t *testing.T) {
	all := releases(twoReleases)
	if len(all) != 2 || all[0].version != "0.2.0" || !slices.Equal(all[0].brought, []string{"开会", "收团费"}) || all[1].version != "0.1.0" {
		t.Errorf("%+v", all)
	}
	for _, r := range releases(assets.News) {
		if r.version == "" || len(r.brought) == 0 {
			t.Errorf("a release of which nothing is said: %+v", r)
		}
	}
}

// Who comes from an older program is told once; who begins with this one is not.
func TestNewsAreToldOnce(t *testing.T) {
	app := tempApp(t)
	was := app.Preferences().String("recent")
	t.Cleanup(func() { app.Preferences().SetString("recent", was) })
	all := releases(twoReleases)
	for _, c := range []struct {
		seen   string
		opened bool
		want   int
	}{{"", false, 0}, {"", true, 1}, {"0.1.0", true, 1}, {"0.0.9", true, 1}, {"0.2.0", true, 0}} {
		app.Preferences().SetString(newsKey, c.seen)
		app.Preferences().RemoveValue("recent")
		if c.opened {
			gate.Remember(app, "塔北社区", "/台账/塔北.tjz")
		}
		if got := unseen(app, all, "0.2.0"); len(got) != c.want || len(got) > 0 && got[0].version != "0.2.0" {
			t.Errorf("seen %q, opened before %v: %+v", c.seen, c.opened, got)
		}
	}
}

func TestNewsOverTheFirstPage(t *testing.T) {
	d := onDesk(t)
	if d.w.Canvas().Overlays().Top() != nil {
		t.Fatal("something lies over the first page")
	}
	d.news = releases(twoReleases)[:1]
	d.a.Preferences().SetString(newsKey, "0.1.0")
	d.tellNews()
	if d.w.Canvas().Overlays().Top() == nil || d.a.Preferences().String(newsKey) != "9.8.7" {
		t.Fatal("nothing is told, or it is not noted")
	}
	key(d, fyne.KeyEscape)
	d.tellNews()
	if d.w.Canvas().Overlays().Top() != nil {
		t.Error("told twice")
	}
}
