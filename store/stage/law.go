package stage

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/rules"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// Laptops are a ledger and its copies on other computers.
// Laptops are copies of one ledger, each open in its own window.
func Laptops(t testing.TB, n int, fill func(*store.Book)) []*store.Book {
	t.Helper()
	dir := t.TempDir()
	name := func(i int) string { return filepath.Join(dir, "电脑"+strconv.Itoa(i)+".tjz") }
	b, _, err := store.Create(name(0), store.Profile{Name: "塔北社区"}, "王干事", Password, Env())
	if err != nil {
		t.Fatal(err)
	}
	fill(b)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name(0))
	if err != nil {
		t.Fatal(err)
	}
	var all []*store.Book
	for i := range n {
		if i > 0 {
			if err := os.WriteFile(name(i), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		b, err := store.Open(name(i), Password, Env())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		all = append(all, b)
	}
	return all
}

// HoldAlike compares what two ledgers hold now.
func HoldAlike(a, b *store.Book) string {
	for _, kind := range ledger.OfCommunity {
		if a.Today().Count(kind) != b.Today().Count(kind) {
			return kind.Name() + ": " + strconv.Itoa(a.Today().Count(kind)) + " and " + strconv.Itoa(b.Today().Count(kind))
		}
		for _, r := range Now(a).Of(kind) {
			x := b.Today().Get(kind, r.Head().ID)
			if x == nil || !merge.Same(kind, r, x) {
				return kind.Name() + " " + Now(a).Called(r)
			}
		}
	}
	return ""
}

// A Colleague does something to a ledger: registers, changes, removes, takes back. What
// the ledger refuses has not happened.
func Colleague(t *rapid.T, b *store.Book) {
	kind := rapid.SampledFrom([]ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Members, ledger.Posts}).Draw(t, "kind")
	some := func(kind ledger.Kind) ledger.Record {
		all := slices.Clone(Now(b).Of(kind))
		if len(all) == 0 || rapid.IntRange(0, 3).Draw(t, "none") == 0 {
			return nil
		}
		// The copies draw by name, not by a random ID, so that a run can be run again.
		slices.SortFunc(all, func(x, y ledger.Record) int { return int(x.Head().Order) - int(y.Head().Order) })
		return rapid.SampledFrom(all).Draw(t, kind.Name())
	}
	id := func(r ledger.Record) value.ID {
		if r == nil {
			return value.ID{}
		}
		return r.Head().ID
	}
	r := some(kind)
	switch deed := rapid.IntRange(0, 9).Draw(t, "deed"); {
	case deed == 0 && r != nil:
		_ = b.Remove(kind, []value.ID{r.Head().ID}, "")
		return
	case deed == 1:
		if p, err := undo.Last(b); err == nil && p != nil && !p.Nothing() {
			if _, err := p.Apply(); err != nil {
				t.Fatal(err)
			}
		}
		return
	case r == nil:
		r = kind.New()
	}
	draft := kind.Clone(r)
	word := rapid.SampledFrom([]string{"甲", "乙", "丙"}).Draw(t, "word")
	which := rapid.IntRange(0, 2).Draw(t, "which")
	switch r := draft.(type) {
	case *ledger.Enterprise:
		if r.Title == "" {
			r.Title = word + "五金"
		}
		*[]*string{&r.Boss, &r.Address, &r.Business}[which] = word
	case *ledger.Branch:
		if r.Title == "" {
			r.Title = word + "团支部"
		}
		switch which {
		case 0:
			r.Superior = id(some(ledger.Branches))
		case 1:
			r.Enterprises = nil
			if e := some(ledger.Enterprises); e != nil {
				r.Enterprises = []value.ID{e.Head().ID}
			}
		default:
			r.State = rapid.SampledFrom([]string{"1", "2"}).Draw(t, "state")
		}
	case *ledger.Member:
		if r.Title == "" {
			r.Title = "李" + word
		}
		switch which {
		case 0:
			r.Branch = id(some(ledger.Branches))
		case 1:
			r.Position = word
			r.Excuse(ledger.Excuse{Key: "position", Code: "x", Text: word, Reason: word})
		default:
			r.IDNumber = IDNumber([]string{"2002-03-04", "2003-04-05"}[rapid.IntRange(0, 1).Draw(t, "born")], rapid.IntRange(1, 40).Draw(t, "nr"))
		}
	case *ledger.Post:
		r.Person, r.Branch = id(some(ledger.Members)), id(some(ledger.Branches))
		r.Duty, r.From = codes.DutySecretary, 20260101
	}
	_, _ = b.Save(kind, draft)
}

// HoldsTogether says that nothing refers to nothing and that file and memory say the same.
func HoldsTogether(t *rapid.T, b *store.Book) {
	for _, kind := range ledger.OfCommunity {
		for _, r := range Now(b).Of(kind) {
			for field, id := range kind.Refs(r) {
				if Now(b).Get(ledger.KindOf(kind.Columns()[field].Choices.Kind), id) == nil {
					t.Fatalf("%s %s refers to nothing: %s", kind.Name(), Now(b).Called(r), kind.Columns()[field].Label)
				}
			}
			if o, ok := r.(*ledger.Branch); ok && rules.Cycle(Now(b), o) {
				t.Fatalf("%s goes round in a circle", o.Title)
			}
		}
	}
	text, err := os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	folder, err := os.MkdirTemp(filepath.Dir(b.Path()), "again")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	if err := os.WriteFile(filepath.Join(folder, "again.tjz"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(filepath.Join(folder, "again.tjz"), Password, Env())
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if diff := HoldAlike(b, again); diff != "" {
		t.Fatalf("the file does not hold what the window shows: %s", diff)
	}
}
