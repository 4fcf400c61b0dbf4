package find

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Whatever stands in the paragraphs, mark finds those that hold the word, and no
// others.
func TestMark(t *testing.T) {
	some := rapid.StringOfN(rapid.SampledFrom([]rune("ab张章")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(some).Draw(t, "texts")
		word := rapid.StringOfN(rapid.SampledFrom([]rune("ab张章")), 1, 3, -1).Draw(t, "word")
		w := &words{}
		for rest := texts; len(rest) > 0; {
			k := &block{}
			for _, text := range rest[:min(len(rest), 3)] {
				k.of = append(k.of, nil)
				k.take(text + "\x00")
			}
			w.lay(k)
			rest = rest[min(len(rest), 3):]
		}
		hits := make([]bool, len(texts))
		any, wanted := w.mark(word, hits), false
		for i, text := range texts {
			want := strings.Contains(text, word)
			if wanted = wanted || want; hits[i] != want {
				t.Fatalf("%q in %q: %v", word, text, hits[i])
			}
		}
		if any != wanted {
			t.Fatalf("%q: any %v", word, any)
		}
	})
}

// What search reads after changes is what it would read of the same records if it had never looked before.
func TestSearchFollowsChanges(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	order := uint64(0)
	someone := func() *ledger.Member {
		order++
		m := &ledger.Member{Title: string([]rune("王李张刘陈")[rng.IntN(5)]) + strconv.Itoa(rng.IntN(1000)), Branch: value.ID{2, byte(rng.IntN(3))}}
		m.ID, m.Order = value.ID{1, byte(order), byte(order >> 8)}, order
		return m
	}
	var all []ledger.Record
	for range 3000 {
		all = append(all, someone())
	}
	branch := func(n byte) ledger.Record {
		o := &ledger.Branch{Title: "支部" + strconv.Itoa(int(n))}
		o.ID, o.Order = value.ID{2, n}, uint64(n)
		return o
	}
	club := func(of ...ledger.Record) ledger.Record {
		c := &ledger.Club{Title: "篮球队", Members: []value.ID{{9, 9}}}
		for _, r := range of {
			c.Members = append(c.Members, r.Head().ID)
		}
		c.ID, c.Order = value.ID{3, 1}, 1
		return c
	}
	v := records.New(records.Moment{}, map[ledger.Kind][]ledger.Record{ledger.Members: all, ledger.Branches: {branch(0), branch(1)}, ledger.Clubs: {club(all[7], all[2999])}})
	inClubs := link{ledger.Clubs, ledger.Clubs.At("members")}
	text := func(w *words) (all string) {
		for i := range v.Count(ledger.Members) {
			all += string(w.paragraph(i)) + "\n\n"
		}
		return all
	}
	toBranch, toUnit := link{ledger.Members, ledger.Members.At("branch")}, link{ledger.Members, ledger.Members.At("unit")}
	for round := range 12 {
		paragraphs.Of(v, ledger.Members)
		links.Of(v, toBranch)
		links.Of(v, toUnit)
		bundles.Of(v, inClubs)
		var changes []records.Change
		for range 1 + rng.IntN(40) {
			r := v.Of(ledger.Members)[rng.IntN(v.Count(ledger.Members))].(*ledger.Member)
			c := records.Change{Kind: ledger.Members, ID: r.ID}
			switch rng.IntN(3) {
			case 0:
				now := *r
				now.Title += "改"
				c.Now = &now
			case 1:
				now := someone()
				c.ID, c.Now = now.ID, now
			}
			changes = append(changes[:0:0], append(changes, c)...)
		}
		last := map[value.ID]bool{}
		var one []records.Change
		for _, c := range changes {
			if !last[c.ID] {
				last[c.ID] = true
				one = append(one, c)
			}
		}
		if round == 5 {
			one = append(one, records.Change{Kind: ledger.Branches, ID: value.ID{2, 0}})
		}
		if round == 7 {
			one = append(one, records.Change{Kind: ledger.Branches, ID: value.ID{2, 2}, Now: branch(2)})
		}
		if round == 9 {
			one = append(one, records.Change{Kind: ledger.Clubs, ID: value.ID{3, 1}, Now: club(v.Of(ledger.Members)[5])})
		}
		v = v.After(one)
		if got, want := text(paragraphs.Of(v, ledger.Members)), text(paragraphs.Of(v.Anew(), ledger.Members)); got != want {
			t.Fatalf("round %d: what search reads has fallen behind", round)
		}
		if got, want := bundles.Of(v, inClubs), bundles.Of(v.Anew(), inClubs); !slices.Equal(got.places, want.places) || !slices.Equal(got.ends, want.ends) {
			t.Fatalf("round %d: the club is linked to %v, want %v", round, got, want)
		}
		for _, l := range []link{toBranch, toUnit} {
			got, want := links.Of(v, l), links.Of(v.Anew(), l)
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("round %d: member %d is linked to %d, want %d", round, i, got[i], want[i])
				}
			}
		}
	}
}

// Where few are meant only their names are read; what is found is the same.
func TestAFewAreFoundAsManyAre(t *testing.T) {
	var people []ledger.Record
	for n := range 400 {
		m := &ledger.Member{Title: string([]rune("王李张刘陈")[n%5]) + strconv.Itoa(n), Phone: "139" + strconv.Itoa(10000000+n)}
		m.ID, m.Order = value.ID{1, byte(n), byte(n >> 8)}, uint64(n+1)
		people = append(people, m)
	}
	clubs := func(each int) (all []ledger.Record) {
		for n := range 8 {
			c := &ledger.Club{Title: "队" + strconv.Itoa(n)}
			for i := range each {
				c.Members = append(c.Members, people[n*each+i].Head().ID)
			}
			c.ID, c.Order = value.ID{3, byte(n)}, uint64(n+1)
			all = append(all, c)
		}
		return all
	}
	for _, each := range []int{2, 40} { // 16 and 320 of 400
		v := records.New(records.Moment{}, map[ledger.Kind][]ledger.Record{ledger.Members: people, ledger.Clubs: clubs(each)})
		for _, word := range []string{"王", "wang", "1", "13", "张12", "王5 李1", "1390", "队1", "不在"} {
			var got, want []string
			for _, hit := range Anything(v, word, 1000).All() {
				if hit.Kind == ledger.Clubs {
					got = append(got, hit.Name)
				}
			}
			for _, r := range v.Of(ledger.Clubs) {
				held := true
				for _, w := range strings.Fields(word) {
					in := strings.Contains(Paragraph(ledger.Clubs, r), w)
					for _, id := range r.(*ledger.Club).Members {
						in = in || strings.Contains(Title(ledger.Members, v.Get(ledger.Members, id)), w)
					}
					held = held && in
				}
				if held {
					want = append(want, v.Called(r))
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%d each, %s: %v, want %v", each, word, got, want)
			}
		}
	}
}
