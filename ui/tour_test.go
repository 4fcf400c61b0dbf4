package ui

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/travel"
	"tuanjian/store/value"
	"tuanjian/ui/gate"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
	"tuanjian/ui/trial"
)

// stripped are the words of the tour's strip.
func stripped(d *desk) string {
	var all []string
	for _, o := range test.LaidOutObjects(d.frame.tour.Strip) {
		if w, ok := o.(*look.Words); ok {
			all = append(all, w.Text())
		}
	}
	return strings.Join(all, "|")
}

// at says which step the strip stands at.
func (d *desk) at(t *testing.T, title string) {
	t.Helper()
	if got := stripped(d); !strings.Contains(got, title) {
		t.Fatalf("the strip says %q, not %s", got, title)
	}
}

// TestTheTourLeavesRoom looks at the strip and the home page at the smallest and the
// largest text.
func TestTheTourLeavesRoom(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		d := onDesk(t)
		look.SetSize(d.a, size)
		d.w.Resize(fyne.NewSize(1366, 768))
		d.frame.shell.ShowHome()
		trial.Photograph(t, d.w.Canvas(), "tour-offer"+name)
		d.control(fyne.KeyT)
		for i, step := range overview.TourSteps {
			if high := d.frame.tour.Strip.MinSize().Height; high > 5.5*look.Now().Text+20 {
				t.Errorf("%s%s: the strip is %v high", step.Key, name, high)
			}
			if wide := d.frame.tour.Strip.MinSize().Width; wide > 1366 {
				t.Errorf("%s%s: the strip wants %v", step.Key, name, wide)
			}
			trial.Photograph(t, d.w.Canvas(), "tour-"+step.Key+name)
			if err := overview.SetTour(d.frame.shell.Book, overview.TourState{At: i + 1}); err != nil {
				t.Fatal(err)
			}
			d.frame.tour.Begin()
		}
	}
}

// TestTheTour goes through all of it by keyboard, leaves it once, closes the ledger once,
// and ends with a package that says that it is practice.
func TestTheTour(t *testing.T) {
	d := onDesk(t)
	if stripped(d) != "" {
		t.Fatal("there is a strip that nobody asked for")
	}
	d.control(fyne.KeyT)
	d.at(t, "看首页")
	key(d, fyne.KeyReturn)
	d.at(t, "找一个人")
	d.frame.shell.ShowList(records.Query{Kind: ledger.Members})
	says := func() bool { return stage.Button(t, d.frame.tour.Strip, "先放下").KeyShown() }
	if !says() {
		t.Error("nothing says that Esc leaves")
	}
	if key(d, fyne.KeyF12); says() {
		t.Error("Esc is said to leave, and leads back from the preview")
	}
	key(d, fyne.KeyEscape)
	d.at(t, "找一个人")
	d.control(fyne.KeyT)
	if d.w.Canvas().Focused() != fyne.Focusable(d.frame.search.Field) {
		t.Error("the tour does not lead to the search")
	}
	test.Type(d.frame.search.Field, "李")
	key(d, fyne.KeyReturn)
	d.at(t, "录一名团员")

	key(d, fyne.KeyEscape) // out of the form
	d.at(t, "录一名团员")
	key(d, fyne.KeyEscape)
	if got := stripped(d); got != "" {
		t.Fatalf("Esc leaves the strip: %s", got)
	}
	d.control(fyne.KeyT)
	d.at(t, "录一名团员")

	path := d.frame.shell.Book.Path()
	d.part(func(gate.Recent) {})
	b, err := store.Open(path, password, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	d.enter(b)
	d.at(t, "录一名团员")

	m := find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Row(3).(*ledger.Member)
	kept, err := b.Save(ledger.Members, &ledger.Member{Title: "张三丰", Branch: m.Branch})
	if err != nil {
		t.Fatal(err)
	}
	d.at(t, "改一处疑问")
	if err := b.Remove(ledger.Members, []value.ID{kept.Head().ID}, "练习"); err != nil {
		t.Fatal(err)
	}
	d.at(t, "导入一张表")
	d.control(fyne.KeyT)
	if title := d.frame.shell.Page().Title; title != "导入" {
		t.Fatalf("the tour leads to %q", title)
	}
	for range 4 {
		if !strings.Contains(stripped(d), "导入一张表") {
			break
		}
		key(d, fyne.KeyF10)
	}
	d.at(t, "看花名册")
	d.control(fyne.KeyT)
	key(d, fyne.KeyF12)
	d.at(t, "上报")
	key(d, fyne.KeyEscape)
	dir := t.TempDir()
	if _, _, err := travel.Submit(t.Context(), b, travel.Sending{Dir: dir, Passphrase: "一二三四五六七八", Sample: true}, nil); err != nil {
		t.Fatal(err)
	}
	d.frame.shell.ShowSubmit()
	d.at(t, "走完了")
	if made, err := filepath.Glob(filepath.Join(dir, "*.tjb")); err != nil || len(made) != 1 {
		t.Errorf("%v, %v", made, err)
	}
	d.control(fyne.KeyT)
	if stripped(d) != "" {
		t.Error("the end stays")
	}
	if last := d.toasts.Shown(); len(last) > 0 && strings.Contains(last[len(last)-1], "接着走") {
		t.Errorf("at the end it says %q", last)
	}
	d.frame.shell.ShowHome()
	if _, rows := d.w.Canvas().Focused().(*kit.Rows); !rows {
		t.Errorf("the home page gives the keyboard to %T, not to what needs doing", d.w.Canvas().Focused())
	}
	if s, begun := overview.StateOf(b); !begun || s.At != len(overview.TourSteps) {
		t.Errorf("remembered: %+v", s)
	}
}

// Who stands on the home page has seen it: the key of the tour goes on from there, and leads there from elsewhere.
func TestTheTourGoesOnFromHome(t *testing.T) {
	d := onDesk(t)
	d.control(fyne.KeyT)
	d.at(t, "看首页")
	d.control(fyne.KeyT)
	d.at(t, "找一个人")
}
