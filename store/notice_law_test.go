package store_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// tableOf are the texts of all that a street gave a community, in no order.
func tableOf(b *store.Book) map[string]string {
	out := map[string]string{}
	for _, kind := range ledger.OfStreet {
		for _, r := range travel.Received(b, kind) {
			text := r.Head().Owner.String()
			for i := range kind.Fields() {
				text += "|" + find.TextOf(b.Today(), kind, r, kind.Columns()[i].Key)
			}
			out[kind.Name()+r.Head().ID.String()] = text
		}
	}
	own := stage.Home(b)
	for i := range ledger.Communities.Fields() {
		out["own"] += "|" + ledger.Communities.Text(own, i, ledger.Basis{})
	}
	return out
}

// toldApart gives another name to each community of a street that bears another's, and sees
// that no notice goes out before.
func toldApart(t testing.TB, s *store.Book) {
	t.Helper()
	seen := map[string]bool{}
	for i, r := range slices.Clone(stage.Now(s).Of(ledger.Communities)) {
		c := ledger.Communities.Clone(r).(*ledger.Community)
		if seen[c.Title] {
			if _, _, err := travel.Notice(context.Background(), s, travel.Giving{Dir: t.TempDir(), Passphrase: spoken}); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, c.Title) {
				t.Fatal("two of one name: ", err)
			}
			c.Title += "第" + strconv.Itoa(i)
			stage.Keep(t, s, ledger.Communities, c)
		}
		seen[c.Title] = true
	}
}

// TestNoticesConverge: whatever a street does between its notices, a community that took
// all of them holds what one holds that took only the last, and the last again changes
// nothing.
func TestNoticesConverge(t *testing.T) {
	s, every, last := streetOfTwo(t), stage.Book(t), stage.Book(t)
	enrol(t, s, every)
	enrol(t, s, last)
	we := stage.Now(s).Of(ledger.Communities)[0].Head().ID
	take := func(t testing.TB, b *store.Book, path string) *travel.NoticePlan {
		p := planned(t, b, path)
		if err := p.Choose(we); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if err := p.Apply(p.Words); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		return p
	}
	word := rapid.StringMatching("[一-龥]{2,5}")
	rapid.Check(t, func(rt *rapid.T) {
		path := ""
		for range rapid.IntRange(1, 3).Draw(rt, "notices") {
			for range rapid.IntRange(0, 4).Draw(rt, "deeds") {
				kind := rapid.SampledFrom([]ledger.Kind{ledger.Communities, ledger.Officers, ledger.Liaisons}).Draw(rt, "kind")
				records := stage.Now(s).Of(kind)
				officer := stage.Now(s).Of(ledger.Officers)[0].(*ledger.Officer)
				of := rapid.SampledFrom(stage.Now(s).Of(ledger.Communities)).Draw(rt, "community").Head().ID
				switch x := rapid.IntRange(0, 5).Draw(rt, "deed"); {
				case x == 0 && kind == ledger.Communities:
					c := stage.Keep(t, s, kind, &ledger.Community{Title: word.Draw(rt, "name") + "新村社区" + strconv.Itoa(s.Today().Count(kind))})
					enrol(t, s, every, c.Title)
					enrol(t, s, last, c.Title)
				case x == 0 && kind == ledger.Officers:
					_, _ = s.Save(kind, &ledger.Officer{Title: word.Draw(rt, "name"), Duty: codes.DutyDeputy})
				case x == 0:
					_, _ = s.Save(kind, &ledger.Liaison{Officer: officer.ID, Community: of})
				case x == 1: // what others need stays
					if id := rapid.SampledFrom(records).Draw(rt, "record").Head().ID; id != we && id != officer.ID {
						_ = s.Remove(kind, []value.ID{id}, "不再有")
					}
				default:
					r := kind.Clone(rapid.SampledFrom(records).Draw(rt, "record"))
					switch r := r.(type) {
					case *ledger.Community:
						r.Title = word.Draw(rt, "name") + "社区"
						r.Sort = rapid.SampledFrom([]string{"", "1", "2"}).Draw(rt, "sort")
					case *ledger.Officer:
						r.Phone = rapid.SampledFrom([]string{"", "13900000003"}).Draw(rt, "phone")
					case *ledger.Liaison:
						r.Community = of
						r.To = rapid.SampledFrom([]value.Date{0, value.Day(2026, 1, 2)}).Draw(rt, "to")
					}
					_, _ = s.Save(kind, r)
				}
			}
			toldApart(t, s)
			path = give(t, s)
			take(t, every, path)
		}
		take(t, last, path)
		a, b := tableOf(every), tableOf(last)
		if len(a) != len(b) {
			rt.Fatalf("%d records, %d", len(a), len(b))
		}
		for key, text := range a {
			if b[key] != text {
				rt.Fatalf("%s\n%s", text, b[key])
			}
		}
		seq := stage.Seq(every)
		if p := take(t, every, path); !p.Taken || stage.Seq(every) != seq {
			rt.Fatal("the same notice changed something")
		}
		if every.Profile().Name != stage.Home(every).Title || every.Profile().Name != s.Today().Name(ledger.Communities, we) {
			rt.Fatal("names differ")
		}
	})
}
