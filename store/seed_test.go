package store_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// A movedClock is the clock of an office that plays days of the past.
type movedClock struct{ now time.Time }

func (c *movedClock) on(day value.Date, do func() error) error {
	now := c.now
	defer func() { c.now = now }()
	c.now = time.Date(day.Year(), time.Month(day.Month()), day.DayOfMonth(), 12, 0, 0, 0, now.Location())
	return do()
}

// playedOffice is the ledger of a community that knows the street's key, whose clock can be moved.
func (w *district) playedOffice(name string) (*store.Book, *movedClock) {
	w.t.Helper()
	_, public, err := parcel.KeysFrom(w.street.InProfile().Key)
	if err != nil {
		w.t.Fatal(err)
	}
	env := stage.Env()
	clock := &movedClock{env.Now()}
	env.Now = func() time.Time { return clock.now }
	b, _, err := store.Create(filepath.Join(w.t.TempDir(), name+".tjz"), store.Profile{Name: name}, "王干事", stage.Password, env)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { b.Close() })
	b.InProfile().StreetKey = public
	return b, clock
}

// The seed's street is played through by the jobs as its report tells it, each community in its own ledger; the packages go to the
// street, which does its own, and its figures say what the report says. The practice street of the report is the same street.
func TestTheSeedStreetIsPlayedByItsJobs(t *testing.T) {
	w := newDistrict(t, 0)
	for i, place := range practice.ReportPlaces() {
		stage.Keep(t, w.street, ledger.Communities, &ledger.Community{Title: place.Name, Code: place.Code, Sort: place.Sort})
		b, clock := w.playedOffice(place.Name)
		w.offices = append(w.offices, b)
		if err := practice.PlayCommunity(b, place, clock.on, 1+uint64(i)); err != nil {
			t.Fatal(place.Name, store.Tell(err).Message, store.Tell(err).Faults)
		}
	}
	for _, b := range w.offices {
		w.receive(w.submit(b))
	}
	if err := practice.PlayStreet(w.street, func(_ value.Date, do func() error) error { return do() }, 1); err != nil {
		t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
	}
	played := points.FiguresOn(w.street, 0)
	reported(t, w.street, played)

	made, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "r.tjz"), stage.Password, practice.Options{Street: true, Report: true, Seed: 1}, stage.Env())
	if err != nil {
		t.Fatal(store.Tell(err).Message, store.Tell(err).Faults)
	}
	t.Cleanup(func() { made.Close() })
	again := points.FiguresOn(made, 0)
	reported(t, made, again)
	for key, was := range played.Total {
		if is := again.Total[key]; is != was {
			t.Errorf("%s: played %s, made %s", key, was, is)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(made.Path()), ".*")); len(left) > 0 {
		t.Errorf("the communities' ledgers are left: %d", len(left))
	}
	if text := care.ClockWarning(made); text != "" {
		t.Error(text)
	}
	if all, err := points.Snapshots(made); err != nil || len(all) != 2 {
		t.Errorf("%d snapshots, %v", len(all), err)
	}
	for _, kind := range ledger.Listed { // whoever opens a list sees what it is for
		if made.Today().Count(kind) == 0 {
			t.Errorf("nothing in %s", kind.Title())
		}
	}
}

// reported holds a street against what the report says (domain.md §8.0b).
func reported(t *testing.T, b *store.Book, f *figures.Figures) {
	t.Helper()
	v := b.Today()
	for key, want := range map[string]int{"communities": 8, "communities_urban": 5, "communities_rural": 3, "above_scale": 14, "reformed": 6, "branches_league": 2, "officers_extra": 4,
		"facilities": 12, "appointments": 2, "regular_rate": 1, "flags_rate": 9, "led": 4, "solved_rate": 6, "referral_rate": 5} {
		if got := f.Total[key].Part; got != want && !map[string]bool{"solved_rate": true, "referral_rate": true}[key] || got > want {
			t.Errorf("%s: %s, want %d", key, f.Total[key], want)
		}
	}
	for _, key := range []string{"charters_rate", "badges_rate", "taught_rate"} { // every member was given his, every enterprise of the two was talked to
		if x := f.Total[key]; key != "taught_rate" && (x.Part == 0 || x.Part != x.Of) || key == "taught_rate" && x.Part != 13 {
			t.Errorf("%s: %s", key, x)
		}
	}
	units := map[string]int{}
	for o := range stage.All[*ledger.Officer](b, ledger.Officers) {
		if o.Extra() {
			units[o.Unit]++
		}
	}
	for _, unit := range []string{"城东供电局", "自来水公司", "第二人民医院", "阳光发制品有限公司"} {
		if units[unit] != 1 {
			t.Errorf("%d deputies of %s", units[unit], unit)
		}
	}
	regular := figures.Behind(v, figures.Whole, "regular_rate", figures.WantPart)
	if len(regular) != 1 || v.Name(ledger.Branches, regular[0]) != "东建公司团支部" {
		t.Errorf("works as it should: %d, %s", len(regular), v.Name(ledger.Branches, append(regular, value.ID{})[0]))
	}
	courses, oaths, joint, sheets := map[string]bool{}, 0, 0, v.Count(ledger.Returns)
	for r := range stage.All[*ledger.Referral](b, ledger.Referrals) {
		courses[r.Course] = true
	}
	for m := range stage.All[*ledger.Meeting](b, ledger.Meetings) {
		if m.Sort == codes.MeetingFounding && m.Oath == codes.Yes {
			oaths++
		}
	}
	for _, z := range rules.Zones(v) {
		if len(z.Joint) > 0 {
			joint++
		}
	}
	if len(courses) != 5 || oaths != 9 || joint != 4 || sheets < 60 {
		t.Errorf("%d courses, %d founding days with an oath, %d zones for a joint branch, %d sheets", len(courses), oaths, joint, sheets)
	}
	classes := map[string]int{}
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		classes[rules.Class(v, e)]++
	}
	if classes[codes.ClassA] != 9 || classes[codes.ClassB] == 0 || classes[codes.ClassC] == 0 {
		t.Errorf("classes: %v", classes)
	}
	l := find.ListOf(v, records.Query{Kind: ledger.Enterprises, Words: "东建"})
	since, founded := l.Cell(0, "class_since", ledger.Bare), ""
	for o := range stage.All[*ledger.Branch](b, ledger.Branches) {
		if len(o.Enterprises) > 0 && o.Enterprises[0] == l.Row(0).Head().ID {
			founded = o.Founded.String()
		}
	}
	out, err := forms.Lay(b, forms.Print{Form: forms.EnterpriseBook, List: l, Keys: []string{"name", "class", "class_why", "class_since"}})
	if err != nil {
		t.Fatal(err)
	}
	if page := pageText(out.Page(0)); since != founded || since == "" || !strings.Contains(page, since) || !strings.Contains(page, "从哪天起") {
		t.Errorf("东建 is in its class since %q, founded %q, on paper: %v", since, founded, strings.Contains(page, since))
	}
	own := v.Own()
	if faults := rules.Faults(v, ledger.Streets, own); len(faults) > 0 {
		t.Errorf("the street itself: %v", faults)
	}
	for _, kind := range ledger.Listed {
		for _, r := range v.Of(kind) {
			for _, x := range rules.Faults(v, kind, r) {
				if !x.Soft {
					t.Errorf("%s: %s", kind.Title(), x.Text)
				}
			}
		}
	}
}
