package store_test

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// valuesOf are all values that stand in a ledger: of each record's fields, by record.
func valuesOf(b *store.Book) map[value.ID]map[string][]string {
	out := map[value.ID]map[string][]string{}
	for _, kind := range ledger.OfCommunity {
		for _, r := range stage.Now(b).Of(kind) {
			out[r.Head().ID] = map[string][]string{}
			for i, c := range kind.Columns()[:kind.Fields()] {
				out[r.Head().ID][c.Key] = append(out[r.Head().ID][c.Key], travel.FieldText(kind, r, i))
			}
		}
	}
	return out
}

// forgotten says which of some values are neither in a ledger nor in its history.
func forgotten(t *rapid.T, b *store.Book, values map[value.ID]map[string][]string) string {
	had := map[value.ID][]ledger.Record{}
	kinds := map[value.ID]ledger.Kind{}
	err := b.Changes(1, func(_ uint64, kind ledger.Kind, c store.Before) error {
		for _, text := range [][]byte{c.Was, c.Now} {
			if r, err := store.RecordOf(kind, text); err != nil {
				return err
			} else if r != nil {
				had[value.ID(c.ID)], kinds[value.ID(c.ID)] = append(had[value.ID(c.ID)], r), kind
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
				if text != "" && !slices.ContainsFunc(had[id], func(r ledger.Record) bool { return travel.FieldText(kinds[id], r, kinds[id].At(key)) == text }) {
					return id.String() + "." + key + " = " + text
				}
			}
		}
	}
	return ""
}

// takesOver is meets for a law: the same decisions everywhere, those of the first.
func takesOver(t *rapid.T, b *store.Book, from *store.Book, pick travel.Pick) (clashes int) {
	return takesIn(t, b, planOf(t, b, from), pick)
}

func planOf(t *rapid.T, b, from *store.Book) *travel.Meeting {
	m, err := travel.MeetOpen(context.Background(), b, packageOf(t, from, b), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func takesIn(t *rapid.T, b *store.Book, m *travel.Meeting, pick travel.Pick) (clashes int) {
	for i := range m.Clashes {
		m.Clashes[i].Pick = pick
	}
	if !m.Nothing() {
		if _, _, err := m.Apply(); err != nil && store.Tell(err).Code != store.Refused {
			t.Fatal(err)
		}
	}
	stage.HoldsTogether(t, b)
	return len(m.Clashes)
}

// Two copies go their own ways and meet, several times over. Meeting itself changes
// nothing. Whoever takes first, and where both decide alike, they come to the same;
// nobody's value is lost on either; a second time changes nothing.
func TestMeetingLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := stage.Laptops(t, 2, func(b *store.Book) {
			for range rapid.IntRange(0, 8).Draw(rt, "before") {
				stage.Colleague(rt, b)
			}
		})
		one, two := all[0], all[1]
		for range rapid.IntRange(1, 3).Draw(rt, "rounds") {
			for range rapid.IntRange(0, 6).Draw(rt, "deeds") {
				stage.Colleague(rt, rapid.SampledFrom(all).Draw(rt, "whose"))
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
				takesIn(rt, one, first, travel.TakeOurs)
				takesIn(rt, two, second, travel.TakeTheirs)
			} else {
				takesIn(rt, one, first, rapid.SampledFrom([]travel.Pick{travel.TakeOurs, travel.TakeTheirs}).Draw(rt, "pick"))
				if n := takesOver(rt, two, one, travel.TakeTheirs); n > 0 {
					rt.Fatalf("decided by one, and the other is asked %d times", n)
				}
			}
			if diff := stage.HoldAlike(one, two); diff != "" {
				rt.Fatalf("after both: %s", diff)
			}
			for _, values := range []map[value.ID]map[string][]string{here, there} {
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
		all := stage.Laptops(t, 4, func(b *store.Book) {
			for range rapid.IntRange(2, 8).Draw(rt, "before") {
				stage.Colleague(rt, b)
			}
		})
		for range rapid.IntRange(0, 6).Draw(rt, "deeds") {
			stage.Colleague(rt, rapid.SampledFrom(all[2:]).Draw(rt, "whose"))
		}
		if len(planOf(rt, all[2], all[3]).Clashes) > 0 {
			rt.Skip("they clash")
		}
		takesOver(rt, all[0], all[2], travel.Undecided)
		takesOver(rt, all[0], all[3], travel.Undecided)
		takesOver(rt, all[1], all[3], travel.Undecided)
		takesOver(rt, all[1], all[2], travel.Undecided)
		if diff := stage.HoldAlike(all[0], all[1]); diff != "" {
			rt.Fatal(diff)
		}
	})
}
