package store_test

import (
	"reflect"
	"testing"

	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
)

// The practice street has the numbers of domain.md §8.0b: what it reports and what its
// ledger has agree, and all that came from its communities is theirs.
func TestThePracticeStreetIsWhole(t *testing.T) {
	b := stage.PractisedStreet(t, 480)
	basis := b.Basis()
	own := b.Today().Own().(*ledger.Street)
	if faults := rules.Faults(b.Today(), ledger.Streets, own); len(faults) > 0 {
		t.Errorf("the street itself: %v", faults)
	}
	f := points.FiguresOn(b, 0).Total
	for key, want := range map[string]int{"communities": 8, "communities_urban": 5, "communities_rural": 3, "above_scale": 14, "branches_league": 2, "officers_extra": 4} {
		if got := f[key].Part; got != want {
			t.Errorf("%s: %d, want %d", key, got, want)
		}
	}
	if n := f["members"].Part; n < 440 || n > 500 {
		t.Errorf("%d members on the roll", n)
	}
	for _, kind := range []ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts} {
		for _, r := range stage.Now(b).Of(kind) {
			if !r.Head().Received() || b.Get(ledger.Communities, r.Head().Owner) == nil {
				t.Fatalf("a %s belongs to %v", kind.Name(), r.Head().Owner)
			}
		}
	}
	for o := range stage.All[*ledger.Officer](b, ledger.Officers) {
		if faults := rules.Faults(b.Today(), ledger.Officers, o); len(faults) > 0 {
			t.Errorf("%s: %v", codes.Duties.Label(o.Duty), faults)
		}
	}
	came, hard, answered := 0, 0, 0
	for _, a := range rules.Arrivals(b.Today()) {
		if a.Last == nil || a.Members == 0 {
			t.Errorf("%s has sent nothing", a.Community.Title)
		}
		if a.Parcel == nil {
			continue
		}
		came++
		if a.Parcel.Day < rules.RoundOf(basis).Since {
			t.Errorf("%s: a package of %v counts for the round of %v", a.Community.Title, a.Parcel.Day, rules.RoundOf(basis).Day)
		}
		n, _ := a.Parcel.Hard.Value()
		hard += n
		if a.Parcel.Answer != 0 {
			answered++
		}
	}
	if came != 7 || hard == 0 || answered == 0 || answered == came {
		t.Errorf("%d of 8 came, %d faults, %d answered", came, hard, answered)
	}
	h := overview.HomeOf(b)
	if h.Empty || !h.Street || len(h.Todos) != 6 || h.Todos[0].Page != rules.PageReceive {
		t.Errorf("the first page: empty %v, to do %v", h.Empty, h.Todos)
	}
	nodes := overview.Tree(b)
	if len(nodes) != 9 || len(nodes[0].Children) != 8 || nodes[0].Children[0].Title != "高塘社区" || nodes[5].Title != ledger.ChapterOrder || nodes[5].Children[1].Count != 11 {
		t.Errorf("the tree: %v", nodes)
	}
	shown := map[ledger.Kind]int{}
	for _, n := range nodes {
		for _, n := range append(n.Children, n) {
			shown[n.Query.Kind]++
		}
	}
	for _, kind := range ledger.Listed { // folded, and nothing lost
		if b.Today().Count(kind) > 0 && kind != ledger.Streets && shown[kind] == 0 {
			t.Errorf("the tree has no line for %s", kind.Title())
		}
	}
}

// The practice street has something on every page: who learns there sees what each is
// for. Two of one seed show the same.
func TestThePracticeStreetHasSomethingOnEveryPage(t *testing.T) {
	b := stage.PractisedStreet(t, 480)
	snapshots, err := points.Snapshots(b)
	if err != nil || len(snapshots) != 2 {
		t.Fatalf("%d snapshots, %v", len(snapshots), err)
	}
	if snapshots[0].Day <= snapshots[1].Day || snapshots[0].Day > b.Basis().Today || snapshots[0].Time > b.InEnv().Now().Unix() {
		t.Errorf("locked at %v and %v", snapshots[1].Day, snapshots[0].Day)
	}
	for _, s := range snapshots {
		then, err := points.SnapshotFigures(b, s)
		if err != nil {
			t.Fatal(err)
		}
		c, err := points.Compare(b, figures.Point{Title: s.Title(), Day: s.Day, Snapshot: s.Number, Seq: s.Seq, Rules: s.Rules}, figures.NowOf(stage.Now(b)))
		if err != nil {
			t.Fatal(err)
		}
		if m, ok := c.Movement(figures.Whole, "left"); !ok || len(m.Part) == 0 {
			t.Errorf("since %s nobody has left: %v", s.Title(), m)
		}
		if then.Total["communities"].Part != 8 {
			t.Errorf("%s: %v communities", s.Title(), then.Total["communities"])
		}
	}
	for what, n := range map[string]int{
		"doubles": len(rules.AllDoubles.Of(b.Today())), "receipts due": len(travel.Dues(b)), "contacts": b.Today().Count(ledger.Liaisons), "visits": b.Today().Count(ledger.Visits), "officers": b.Today().Count(ledger.Officers),
		"signatures": b.Today().Count(ledger.Signers), "packages": b.Today().Count(ledger.Parcels),
	} {
		if n == 0 {
			t.Errorf("no %s", what)
		}
	}
	states := map[string]int{}
	for m := range stage.All[*ledger.Matter](b, ledger.Matters) {
		if states[rules.MatterState(stage.Now(b), m)]++; rules.MatterState(stage.Now(b), m) == codes.MatterMended {
			t.Errorf("%s counts as mended", m.Text)
		}
	}
	if states[codes.MatterOpen] != 3 || states[codes.MatterAnswered] != 1 || states[codes.MatterSettled] != 1 {
		t.Errorf("matters by state: %v", states)
	}
	sents, err := travel.Sents(b)
	if err != nil || len(sents) < 10 || sents[len(sents)-1].Sort != codes.ParcelNotice {
		t.Errorf("%d packages given out, %v", len(sents), err)
	}
	returned := 0
	for p := range stage.All[*ledger.Parcel](b, ledger.Parcels) {
		if p.State == codes.ParcelReturned {
			returned++
		}
	}
	bin, err := b.Bin().All()
	if err != nil || len(bin) != 1 || returned != 1 {
		t.Errorf("%d in the bin, %d packages returned, %v", len(bin), returned, err)
	}
	if text := care.ClockWarning(b); text != "" {
		t.Error(text)
	}
	if again := stage.PractisedStreet(t, 480); !sameFigures(points.FiguresOn(b, 0), points.FiguresOn(again, 0)) {
		t.Error("two streets of one seed differ")
	}
}

func sameFigures(x, y *figures.Figures) bool { return reflect.DeepEqual(x.Total, y.Total) }
