package store_test

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
)

// A colleague does something to a ledger: registers, changes, removes, takes back. What
// the ledger refuses has not happened.
func colleague(t *rapid.T, b *store.Book) {
	kind := rapid.SampledFrom([]ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Members, ledger.Posts}).Draw(t, "kind")
	some := func(kind ledger.Kind) ledger.Record {
		all := slices.Clone(stage.Now(b).Of(kind))
		if len(all) == 0 || rapid.IntRange(0, 3).Draw(t, "none") == 0 {
			return nil
		}
		// The copies draw by name, not by a random ID, so that a run can be run again.
		slices.SortFunc(all, func(x, y ledger.Record) int { return int(x.Head().Order) - int(y.Head().Order) })
		return rapid.SampledFrom(all).Draw(t, kind.Name())
	}
	id := func(r ledger.Record) ledger.ID {
		if r == nil {
			return ledger.ID{}
		}
		return r.Head().ID
	}
	r := some(kind)
	switch deed := rapid.IntRange(0, 9).Draw(t, "deed"); {
	case deed == 0 && r != nil:
		_ = b.Remove(kind, []ledger.ID{r.Head().ID}, "")
		return
	case deed == 1:
		if p, err := b.UndoLast(); err == nil && p != nil && !p.Nothing() {
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
				r.Enterprises = []ledger.ID{e.Head().ID}
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
			r.IDNumber = stage.IDNumber([]string{"2002-03-04", "2003-04-05"}[rapid.IntRange(0, 1).Draw(t, "born")], rapid.IntRange(1, 40).Draw(t, "nr"))
		}
	case *ledger.Post:
		r.Person, r.Branch = id(some(ledger.Members)), id(some(ledger.Branches))
		r.Duty, r.From = ledger.DutySecretary, 20260101
	}
	_, _ = b.Save(kind, draft)
}

// valuesOf are all values that stand in a ledger: of each record's fields, by record.
func valuesOf(b *store.Book) map[ledger.ID]map[string][]string {
	out := map[ledger.ID]map[string][]string{}
	for _, kind := range ledger.OfCommunity {
		for _, r := range stage.Now(b).Of(kind) {
			out[r.Head().ID] = map[string][]string{}
			for i, c := range kind.Columns()[:kind.Fields()] {
				out[r.Head().ID][c.Key] = append(out[r.Head().ID][c.Key], store.FieldText(kind, r, i))
			}
		}
	}
	return out
}

// forgotten says which of some values are neither in a ledger nor in its history.
func forgotten(t *rapid.T, b *store.Book, values map[ledger.ID]map[string][]string) string {
	had := map[ledger.ID][]ledger.Record{}
	kinds := map[ledger.ID]ledger.Kind{}
	err := b.ChangesFrom(1, func(_ uint64, kind ledger.Kind, c store.Before) error {
		for _, text := range [][]byte{c.Was, c.Now} {
			if r, err := store.RecordOf(kind, text); err != nil {
				return err
			} else if r != nil {
				had[ledger.ID(c.ID)], kinds[ledger.ID(c.ID)] = append(had[ledger.ID(c.ID)], r), kind
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, fields := range values {
		for key, texts := range fields {
			for _, text := range texts {
				if text != "" && !slices.ContainsFunc(had[id], func(r ledger.Record) bool { return store.FieldText(kinds[id], r, kinds[id].At(key)) == text }) {
					return id.String() + "." + key + " = " + text
				}
			}
		}
	}
	return ""
}

// holdsTogether says that nothing refers to nothing and that file and memory say the same.
func holdsTogether(t *rapid.T, b *store.Book) {
	for _, kind := range ledger.OfCommunity {
		for _, r := range stage.Now(b).Of(kind) {
			if lost := b.Dangling(kind, r, nil, nil); lost != "" {
				t.Fatalf("%s %s refers to nothing: %s", kind.Name(), stage.Now(b).Called(r), lost)
			}
			if o, ok := r.(*ledger.Branch); ok && rules.Cycle(stage.Now(b), o) {
				t.Fatalf("%s goes round in a circle", o.Title)
			}
		}
	}
	again := store.NewBook(b.Path(), b.InVault(), *b.InKey(), b.Operator(), *b.InEnv())
	if err := again.Load(); err != nil {
		t.Fatal(err)
	}
	if diff := holdAlike(b, again); diff != "" {
		t.Fatalf("the file does not hold what the window shows: %s", diff)
	}
}

// takesOver is meets for a law: the same decisions everywhere, those of the first.
func takesOver(t *rapid.T, b *store.Book, from *store.Book, pick store.Pick) (clashes int) {
	return takesIn(t, b, planOf(t, b, from), pick)
}

func planOf(t *rapid.T, b, from *store.Book) *store.Meeting {
	m, err := b.InPlanMeet(context.Background(), packageOf(t, from, b), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func takesIn(t *rapid.T, b *store.Book, m *store.Meeting, pick store.Pick) (clashes int) {
	for i := range m.Clashes {
		m.Clashes[i].Pick = pick
	}
	if !m.Nothing() {
		if _, _, err := m.Apply(); err != nil && store.Tell(err).Code != store.Refused {
			t.Fatal(err)
		}
	}
	holdsTogether(t, b)
	return len(m.Clashes)
}

// Two copies go their own ways and meet, several times over. Meeting itself changes
// nothing. Whoever takes first, and where both decide alike, they come to the same;
// nobody's value is lost on either; a second time changes nothing.
func TestMeetingLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := laptops(t, 2, func(b *store.Book) {
			for range rapid.IntRange(0, 8).Draw(rt, "before") {
				colleague(rt, b)
			}
		})
		one, two := all[0], all[1]
		for range rapid.IntRange(1, 3).Draw(rt, "rounds") {
			for range rapid.IntRange(0, 6).Draw(rt, "deeds") {
				colleague(rt, rapid.SampledFrom(all).Draw(rt, "whose"))
			}
			if m := planOf(rt, one, one); !m.Nothing() || len(m.Clashes) > 0 {
				rt.Fatalf("with itself: %+v", m.Changes())
			}
			here, there := valuesOf(one), valuesOf(two)
			first := planOf(rt, one, two)
			if rapid.Bool().Draw(rt, "at once") {
				second := planOf(rt, two, one)
				if len(first.Clashes) != len(second.Clashes) {
					rt.Fatalf("%+v\n%+v", first.Clashes, second.Clashes)
				}
				takesIn(rt, one, first, store.TakeOurs)
				takesIn(rt, two, second, store.TakeTheirs)
			} else {
				takesIn(rt, one, first, rapid.SampledFrom([]store.Pick{store.TakeOurs, store.TakeTheirs}).Draw(rt, "pick"))
				if n := takesOver(rt, two, one, store.TakeTheirs); n > 0 {
					rt.Fatalf("decided by one, and the other is asked %d times", n)
				}
			}
			if diff := holdAlike(one, two); diff != "" {
				rt.Fatalf("after both: %s", diff)
			}
			for _, values := range []map[ledger.ID]map[string][]string{here, there} {
				for _, b := range all {
					if lost := forgotten(rt, b, values); lost != "" {
						rt.Fatalf("lost: %s", lost)
					}
				}
			}
			if m := planOf(rt, one, two); !m.Nothing() || len(m.Clashes) > 0 {
				rt.Fatalf("a second time: %+v %+v", m.Clashes, m.Changes())
			}
		}
	})
}

// Where nothing clashes it does not matter whose package is taken first.
func TestOrderOfMeetings(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := laptops(t, 4, func(b *store.Book) {
			for range rapid.IntRange(2, 8).Draw(rt, "before") {
				colleague(rt, b)
			}
		})
		for range rapid.IntRange(0, 6).Draw(rt, "deeds") {
			colleague(rt, rapid.SampledFrom(all[2:]).Draw(rt, "whose"))
		}
		if len(planOf(rt, all[2], all[3]).Clashes) > 0 {
			rt.Skip("they clash")
		}
		takesOver(rt, all[0], all[2], store.Undecided)
		takesOver(rt, all[0], all[3], store.Undecided)
		takesOver(rt, all[1], all[3], store.Undecided)
		takesOver(rt, all[1], all[2], store.Undecided)
		if diff := holdAlike(all[0], all[1]); diff != "" {
			rt.Fatal(diff)
		}
	})
}
