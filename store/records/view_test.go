package records

import (
	"maps"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/assets"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

var moment = func() Moment {
	if err := ledger.Load(assets.Codes()); err != nil {
		panic(err)
	}
	return Moment{Basis: ledger.Basis{Today: 20261122, Rules: rulebook.DefaultRules()}, Street: true, Name: "某街道"}
}()

// some counts members by branch, and follows.
var some = Derive(func(v *View) map[value.ID]int {
	n := map[value.ID]int{}
	for m := range All[*ledger.Member](v, ledger.Members) {
		n[m.Branch]++
	}
	return n
}, ledger.Members).Following(func(was map[value.ID]int, _ *View, changes []Change) (map[value.ID]int, bool) {
	n := maps.Clone(was)
	for _, c := range changes {
		if m, ok := c.Was.(*ledger.Member); ok {
			if n[m.Branch]--; n[m.Branch] == 0 {
				delete(n, m.Branch)
			}
		}
		if m, ok := c.Now.(*ledger.Member); ok {
			n[m.Branch]++
		}
	}
	return n, true
})

// names is computed from two kinds, without a short way.
var names = Derive(func(v *View) (out []string) {
	for _, m := range v.Of(ledger.Members) {
		out = append(out, v.Called(m)+" "+v.Text(ledger.Members, m, "branch"))
	}
	return out
}, ledger.Members, ledger.Branches)

func id(n int) value.ID { return value.ID{byte(n >> 8), byte(n), 1} }

func member(n, branch, order int, owner value.ID) *ledger.Member {
	m := &ledger.Member{Title: "张三", Branch: id(branch)}
	m.ID, m.Order, m.Owner = id(n), uint64(order), owner
	return m
}

func branch(n, order int) *ledger.Branch {
	b := &ledger.Branch{Title: "一支部", Community: id(900 + n%3)}
	b.ID, b.Order = id(n), uint64(order)
	return b
}

// same compares all that a View tells of the records with one that was laid out from nothing.
func same(t *rapid.T, got *View) {
	of := map[ledger.Kind][]ledger.Record{}
	for _, k := range ledger.All {
		of[k] = slices.Clone(got.Of(k))
		rand := slices.Clone(of[k])
		slices.Reverse(rand)
		of[k] = rand
	}
	want := New(got.Moment(), of)
	for _, k := range ledger.All {
		if !slices.Equal(got.Of(k), want.Of(k)) {
			t.Fatalf("%s: %d records in another order than that of entry", k.Name(), got.Count(k))
		}
		for n := range 1000 {
			if got.Get(k, id(n)) != want.Get(k, id(n)) || got.Place(k, id(n)) != want.Place(k, id(n)) {
				t.Fatalf("%s %d: at %d, want %d", k.Name(), n, got.Place(k, id(n)), want.Place(k, id(n)))
			}
		}
		for owner := range 4 {
			if o := id(owner); !slices.Equal(got.Owned(k, o), want.Owned(k, o)) {
				t.Fatalf("%s of owner %d differ", k.Name(), owner)
			}
		}
	}
	if !maps.Equal(some.Of(got), some.Of(want)) || !slices.Equal(names.Of(got), names.Of(want)) {
		t.Fatal("what is computed differs")
	}
}

// A View after any changes tells the same as one that was laid out from the records that are left, and those before it tell
// what they told.
func TestAViewAfterChangesIsTheViewOfWhatIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		views := []*View{New(moment, nil)}
		var told [][]ledger.Record
		order := 0
		for range rapid.IntRange(1, 12).Draw(t, "turns") {
			from := rapid.IntRange(0, len(views)-1).Draw(t, "from")
			v := views[from]
			if rapid.Bool().Draw(t, "asked") {
				some.Of(v)
				names.Of(v)
			}
			by := map[value.ID]Change{}
			for range rapid.IntRange(1, 200).Draw(t, "changes") {
				n := rapid.IntRange(0, 150).Draw(t, "id")
				if _, again := by[id(n)]; again {
					continue
				}
				order++
				place := order
				if rapid.IntRange(0, 9).Draw(t, "back") == 0 {
					place = rapid.IntRange(0, order).Draw(t, "order")
				}
				c := Change{Kind: ledger.Members, ID: id(n)}
				if n%5 == 0 {
					c.Kind = ledger.Branches
				}
				switch had := v.Get(c.Kind, c.ID); {
				case rapid.IntRange(0, 2).Draw(t, "gone") == 0:
				case n%5 == 0:
					c.Now = branch(n, place)
				default:
					c.Now = member(n, n/7*5, place, id(rapid.IntRange(0, 3).Draw(t, "owner")*rapid.IntRange(0, 1).Draw(t, "received")))
					if had != nil {
						c.Now.Head().Order = had.Head().Order
					}
				}
				if had := v.Get(c.Kind, c.ID); had != nil && c.Now != nil {
					c.Now.Head().Order = had.Head().Order
				}
				by[id(n)] = c
			}
			next := v.After(slices.Collect(maps.Values(by)))
			for _, c := range by {
				if next.Get(c.Kind, c.ID) != c.Now {
					t.Fatal("a change was not made")
				}
			}
			same(t, next)
			views = append(views, next)
			told = append(told, slices.Clone(next.Of(ledger.Members)))
			for i, records := range told {
				if !slices.Equal(views[i+1].Of(ledger.Members), records) {
					t.Fatal("an older View was changed")
				}
			}
		}
	})
}

// One save after the other, with or without somebody asking for all records in between: each View has its own.
func TestSavesInARow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var first []ledger.Record
		for n := range 20 {
			first = append(first, member(n, 0, n, value.ID{}))
		}
		views := []*View{New(moment, map[ledger.Kind][]ledger.Record{ledger.Members: first})}
		want := [][]ledger.Record{slices.Clone(first)}
		for range rapid.IntRange(1, 50).Draw(t, "saves") {
			v := views[len(views)-1]
			if rapid.IntRange(0, 5).Draw(t, "asked") == 0 && len(v.Of(ledger.Members)) != 20 {
				t.Fatal("records are lost")
			}
			n := rapid.IntRange(0, 19).Draw(t, "which")
			now := member(n, 0, n, value.ID{})
			views = append(views, v.After([]Change{{Kind: ledger.Members, ID: id(n), Now: now}}))
			next := slices.Clone(want[len(want)-1])
			next[n] = now
			want = append(want, next)
			if got := views[len(views)-1].Get(ledger.Members, id(n)); got != now {
				t.Fatal("the newest is not the one that was saved")
			}
		}
		for i, v := range views {
			for n, r := range want[i] {
				if v.Get(ledger.Members, id(n)) != r {
					t.Fatalf("view %d has another %d", i, n)
				}
			}
			if !slices.Equal(v.Of(ledger.Members), want[i]) || v.Count(ledger.Members) != 20 {
				t.Fatalf("view %d has other records", i)
			}
		}
	})
}

func TestOneMomentIsComputedOnce(t *testing.T) {
	made := 0
	counted := Derive(func(v *View) int { made++; return v.Count(ledger.Branches) }, ledger.Branches)
	dated := Derive(func(v *View) value.Date { made++; return v.Basis().Today }, ledger.Branches).Dated()
	v := New(moment, nil)
	tomorrow := moment.Basis
	tomorrow.Today++
	if counted.Of(v) != 0 || dated.Of(v) != moment.Basis.Today || made != 2 {
		t.Fatal("not made")
	}
	for _, c := range []struct {
		what string
		v    *View
		want int // how often anything was made so far
	}{
		{"again", v, 2}, {"another kind", v.With(member(1, 1, 1, value.ID{})), 2}, {"its kind", v.With(branch(5, 1)), 4},
		{"the same day", v.On(moment.Basis), 4}, {"another day", v.On(tomorrow), 5}, {"older", v.Aged(), 5},
	} {
		if n := counted.Of(c.v); n != c.v.Count(ledger.Branches) || dated.Of(c.v) != c.v.Basis().Today || made != c.want {
			t.Errorf("%s: %d, made %d times, want %d", c.what, n, made, c.want)
		}
	}
}

// Many may ask one View at once, and one of them computes.
func TestManyAskAtOnce(t *testing.T) {
	var made sync.Map
	slow := Derive(func(v *View) int {
		if _, twice := made.LoadOrStore(v, true); twice {
			t.Error("made twice")
		}
		return v.Count(ledger.Members)
	})
	v := New(moment, nil)
	for n := range 20 {
		v = v.With(member(n, 1, n, value.ID{}))
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				if slow.Of(v) != n+1 || some.Of(v)[id(1)] != n+1 {
					t.Error("not this View's")
				}
			})
		}
		wait.Wait()
	}
}

func TestAnUnchangedViewKeepsItsAge(t *testing.T) {
	v := New(moment, nil)
	if v.Age() == 0 || v.After(nil) != v || v.With(branch(5, 1)).Age() == v.Age() || v.Aged().Age() == v.Age() || v.On(moment.Basis).Age() != v.Age() {
		t.Error("an age says that nothing changed, or that something did")
	}
}

func TestWhereARecordBelongs(t *testing.T) {
	set := func(r ledger.Record, n int, owner value.ID) ledger.Record {
		r.Head().ID, r.Head().Owner = id(n), owner
		return r
	}
	west, east := set(&ledger.Community{Title: "西"}, 901, value.ID{}), set(&ledger.Community{Title: "东"}, 902, value.ID{})
	cell := set(&ledger.Branch{Title: "一支部", Community: id(901)}, 1, value.ID{})
	loose := set(&ledger.Branch{Title: "二支部"}, 2, value.ID{})
	firm := set(&ledger.Enterprise{Title: "东建", Community: id(902)}, 3, value.ID{})
	contact := set(&ledger.Liaison{Branch: id(1)}, 4, value.ID{})
	for _, c := range []struct {
		what string
		r    ledger.Record
		want value.ID
	}{
		{"itself", west, id(901)},
		{"as it says", firm, id(902)},
		{"by its branch", set(&ledger.Member{Branch: id(1), Unit: id(3)}, 10, value.ID{}), id(901)},
		{"by its enterprise, the branch lies nowhere", set(&ledger.Member{Branch: id(2), Unit: id(3)}, 10, value.ID{}), id(902)},
		{"who sent it", set(&ledger.Member{Branch: id(1)}, 10, id(902)), id(902)},
		{"by the branch of the post", set(&ledger.Post{Branch: id(1)}, 11, value.ID{}), id(901)},
		{"by the contact of the visit", set(&ledger.Visit{Liaison: id(4)}, 12, value.ID{}), id(901)},
		{"nowhere", loose, value.ID{}},
	} {
		if got := New(moment, nil).With(west, east, cell, loose, firm, contact, c.r).Home(c.r); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	ours := moment
	ours.Street, ours.Name = false, "西"
	v := New(ours, nil).With(west, east, firm)
	if v.Own() != west || v.Community() != west {
		t.Error("a community's ledger is about the community of its name")
	}
	if v.With(set(&ledger.Community{Title: "西区"}, 901, value.ID{})).Own() != nil {
		t.Error("of two communities without its name neither is its own")
	}
}

func TestWhatARecordIsCalled(t *testing.T) {
	set := func(r ledger.Record, n int) ledger.Record { r.Head().ID = id(n); return r }
	v := New(moment, nil).With(set(&ledger.Community{Title: "西"}, 901), set(&ledger.Branch{Title: "某公司团支部", Short: "一支部"}, 1), set(&ledger.Member{Title: "张三", Branch: id(1)}, 2),
		set(&ledger.Officer{Title: "李四"}, 3), set(&ledger.Liaison{Officer: id(3), Branch: id(1), Community: id(901)}, 4))
	for _, c := range []struct {
		r    ledger.Record
		want string
	}{
		{v.Get(ledger.Members, id(2)), "张三"}, {v.Get(ledger.Branches, id(1)), "一支部"}, {&ledger.Post{Person: id(2), Branch: id(1), Duty: codes.DutySecretary}, "张三 一支部 书记"},
		{v.Get(ledger.Liaisons, id(4)), "李四 → 一支部、西"}, {&ledger.Visit{Day: 20260301, Liaison: id(4)}, "2026-03-01 李四 → 一支部、西"}, {&ledger.Post{Person: id(99)}, ""},
	} {
		if got := v.Called(c.r); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	m := v.Get(ledger.Members, id(2))
	if got := v.Text(ledger.Members, m, "branch"); got != "一支部" || v.Text(ledger.Members, m, "no such") != "" || v.Name(ledger.Members, id(77)) != "" {
		t.Errorf("%q", got)
	}
}
