package merge

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/assets"
	"tuanjian/store/ledger"
)

func init() {
	if err := ledger.Load(assets.Codes()); err != nil {
		panic(err)
	}
}

// some are values that a field may be given, refused ones among them.
var some = map[ledger.Shape][]string{
	ledger.Line: {"", "甲", "乙 丙"}, ledger.Lines: {"", "第一行\n第二行"}, ledger.Number: {"", "3", "三个"}, ledger.Amount: {"", "3500.5"},
	ledger.Day8: {"", "2024-05-04", "2024-05"}, ledger.Month6: {"", "2024-05"}, ledger.Choice: {"", "1", "没有这一项"},
	ledger.Ref: {"", "000102030405060708090a0b0c0d0e0f"}, ledger.IDCard: {"", "430502200211192929"}, ledger.Credit: {"", "91430502MA4L12346Y"},
	ledger.Phone: {"", "13912345678", "139"}, ledger.Digits: {"", "201843000002"},
}

var spellsOf = [][]ledger.Spell{nil, {{State: "1"}}, {{State: "1"}, {State: "2", From: 20240100}}, {{State: "3", From: 20200000}, {State: "1"}}}

// change gives some of a record's fields other values.
func change(t *rapid.T, kind ledger.Kind, r ledger.Record, fields ...int) ledger.Record {
	c := kind.Clone(r)
	for range rapid.IntRange(0, 6).Draw(t, "changes") {
		i := rapid.SampledFrom(fields).Draw(t, "field")
		texts := some[kind.Columns()[i].Shape]
		_ = kind.Set(c, i, rapid.SampledFrom(texts).Draw(t, "text")) // refused ones change nothing
		if rapid.IntRange(0, 5).Draw(t, "loose") == 0 && kind.Text(c, i, ledger.Basis{}) == "" {
			c.Head().SetLoose(kind.Columns()[i].Key, "写在格外")
		}
	}
	if rapid.Bool().Draw(t, "excused") {
		c.Head().Excuse(ledger.Excuse{Key: "name", Code: "x", Reason: rapid.SampledFrom([]string{"原件", "本人说"}).Draw(t, "reason")})
	}
	for _, key := range kind.Histories() {
		if rapid.IntRange(0, 3).Draw(t, "past") == 0 {
			kind.SetPast(c, key, rapid.SampledFrom(spellsOf).Draw(t, "spells"))
		}
	}
	return c
}

func everyField(kind ledger.Kind) []int {
	all := make([]int, kind.Fields())
	for i := range all {
		all[i] = i
	}
	return all
}

func draw(t *rapid.T) (kind ledger.Kind, was, ours, theirs ledger.Record) {
	kind = rapid.SampledFrom(ledger.All).Draw(t, "kind")
	was = change(t, kind, kind.New(), everyField(kind)...)
	return kind, was, change(t, kind, was, everyField(kind)...), change(t, kind, was, everyField(kind)...)
}

// Where only one side changed anything, its record is the answer, whole.
func TestOneSideOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind, was, ours, theirs := draw(t)
		for name, c := range map[string][3]ledger.Record{
			"only ours": {ours, was, ours}, "only theirs": {was, theirs, theirs}, "both alike": {ours, ours, ours},
		} {
			r, clashes := Three(kind, was, c[0], c[1])
			if len(clashes) != 0 || !Same(kind, r, c[2]) {
				t.Fatalf("%s: %v\n got %+v\nwant %+v", name, clashes, r, c[2])
			}
		}
	})
}

// Nobody's field is lost: in the answer stands ours, theirs, or theirs with a clash
// that names ours.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind, was, ours, theirs := draw(t)
		keep := kind.Clone(theirs)
		r, clashes := Three(kind, was, ours, theirs)
		if !Same(kind, theirs, keep) {
			t.Fatal("theirs was touched")
		}
		for i, c := range kind.Columns()[:kind.Fields()] {
			w, o, th, got := written(kind, was, i), written(kind, ours, i), written(kind, theirs, i), written(kind, r, i)
			at := slices.IndexFunc(clashes, func(x Clash) bool { return x.Key == c.Key })
			switch {
			case at >= 0:
				if x := clashes[at]; x.Ours != o || x.Theirs != th || got != th || o == th || o == w {
					t.Fatalf("%s: %+v", c.Key, x)
				}
			case o != w && got != o, o == w && got != th:
				t.Fatalf("%s: was %q, ours %q, theirs %q, got %q", c.Key, w, o, th, got)
			}
		}
	})
}

// Where there is no clash the order of the two sides does not matter, and bringing
// the same in twice changes nothing.
func TestOrderAndRepetition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(ledger.All).Draw(t, "kind")
		fields := everyField(kind)
		half := len(fields) / 2
		was := change(t, kind, kind.New(), fields...)
		was.Head().Excuses = nil
		ours, theirs := change(t, kind, was, fields[:half]...), change(t, kind, was, fields[half:]...)
		ours.Head().Excuses = nil
		for _, key := range kind.Histories() {
			kind.SetPast(ours, key, kind.Past(was, key))
		}
		a, first := Three(kind, was, ours, theirs)
		b, second := Three(kind, was, theirs, ours)
		if len(first)+len(second) > 0 || !Same(kind, a, b) {
			t.Fatalf("%v %v\n%+v\n%+v", first, second, a, b)
		}
		again, clashes := Three(kind, was, ours, a)
		if len(clashes) > 0 || !Same(kind, again, a) {
			t.Fatalf("%v\n%+v\n%+v", clashes, again, a)
		}
	})
}

// What is known of nothing before it clashes wherever it differs.
func TestWithoutAnAncestor(t *testing.T) {
	ours, theirs := &ledger.Member{Title: "李华", Phone: "13912345678"}, &ledger.Member{Title: "李华", Phone: "13800000000", Note: "x"}
	r, clashes := Three(ledger.Members, nil, ours, theirs)
	if len(clashes) != 1 || clashes[0].Key != "phone" || r.(*ledger.Member).Note != "x" {
		t.Errorf("%+v %+v", clashes, r)
	}
}

// A field that refuses what we have in it clashes instead of losing it, and what no
// field holds is compared as well.
func TestWhatNoFieldHolds(t *testing.T) {
	was, ours, theirs := &ledger.Branch{}, &ledger.Branch{}, &ledger.Branch{}
	ours.SetLoose("secretary", "李华")
	r, clashes := Three(ledger.Branches, was, ours, theirs)
	if len(clashes) != 0 || r.Head().LooseText("secretary") != "李华" {
		t.Errorf("%+v", r.Head())
	}
	theirs.SetLoose("secretary", "王刚")
	if r, clashes = Three(ledger.Branches, was, ours, theirs); len(clashes) != 1 || clashes[0].Ours != "李华" || r.Head().LooseText("secretary") != "王刚" {
		t.Errorf("%+v %+v", clashes, r.Head())
	}
	bad := &ledger.Member{Title: "李华", IDNumber: "430502200211192928"} // a wrong check digit, as a damaged file may hold
	m, clashes := Three(ledger.Members, &ledger.Member{Title: "李华"}, bad, &ledger.Member{Title: "李华"})
	if len(clashes) != 1 || clashes[0].Ours != bad.IDNumber || m.(*ledger.Member).IDNumber != "" {
		t.Errorf("%+v %+v", clashes, m)
	}
}

func TestSame(t *testing.T) {
	m := &ledger.Member{Title: "李华"}
	for name, change := range map[string]func(*ledger.Member){
		"a field": func(m *ledger.Member) { m.Note = "x" },
		"a spell": func(m *ledger.Member) { m.StatePast = []ledger.Spell{{State: "1"}} },
		"a word":  func(m *ledger.Member) { m.SetLoose("branch", "东升") },
		"excuse":  func(m *ledger.Member) { m.Excuse(ledger.Excuse{Key: "name"}) },
	} {
		other := *m
		change(&other)
		if Same(ledger.Members, m, &other) {
			t.Errorf("%s makes no difference", name)
		}
	}
	saved := *m
	saved.Rev, saved.Changed, saved.ChangedBy = 7, 7, "王干事"
	if !Same(ledger.Members, m, &saved) {
		t.Error("when it was saved makes a difference")
	}
}
