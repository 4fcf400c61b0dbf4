package store_test

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// told is a movement as words: was → is, then each cause with its sum and notes.
func told(ps []figures.Portion) string {
	var words []string
	for _, p := range ps {
		line := fmt.Sprintf("%s %+d", p.Cause, p.Sum)
		for _, i := range p.Items {
			line += fmt.Sprintf(" %s(%s)%+d", i.Name, i.Note, i.Delta)
		}
		words = append(words, line)
	}
	return strings.Join(words, "; ")
}

// compared is the difference between a snapshot and now.
func compared(t testing.TB, b *store.Book, word string) *figures.Comparison {
	t.Helper()
	from, err := points.At(b, word)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	c, err := points.Compare(b, from, figures.NowOf(stage.Now(b)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sees(t *testing.T, c *figures.Comparison, s figures.Scope, key, part, of string) {
	t.Helper()
	m, ok := c.Movement(s, key)
	if !ok || told(m.Part) != part || told(m.Of) != of {
		t.Errorf("%s %v → %v\n part %s\n want %s\n of   %s\n want %s", key, m.Was, m.Is, told(m.Part), part, told(m.Of), of)
	}
}

// Why the number of members changed: each cause has its people.
func TestWhyTheNumberChanged(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b, ids := streetOf(t, 2, 0)
	north, south := ids[0], ids[1]
	p := map[string]*ledger.Member{}
	receiveFor(t, b, ids, func(put func(ledger.Kind, value.ID, ledger.Record)) {
		for i, name := range []string{"离团的", "删掉的", "转走的", "更正的", "到龄的", "流动的", "晚登的"} {
			m := stage.Person(name, "2002-03-04", 2*i+1)
			if name == "到龄的" {
				m = stage.Person(name, "1998-08-01", 1)
			}
			p[name] = m
			put(ledger.Members, north, m)
		}
	})
	if _, err := points.TakeSnapshot(b, 20260630, ""); err != nil {
		t.Fatal(err)
	}
	change := func(name string, how func(m *ledger.Member)) {
		m := ledger.Members.Clone(b.Get(ledger.Members, p[name].ID)).(*ledger.Member)
		how(m)
		receiveFor(t, b, ids, func(put func(ledger.Kind, value.ID, ledger.Record)) { put(ledger.Members, m.Owner, m) })
	}
	change("离团的", func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberLeft, 20260801 })
	change("晚登的", func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberWithdrew, 20260101 })
	change("更正的", func(m *ledger.Member) { m.Drift, m.DriftFrom = codes.DriftIn, 20250101 })
	change("流动的", func(m *ledger.Member) { m.Drift, m.DriftFrom = codes.DriftOut, 20260901 })
	err := b.Write("receive", nil, func(tn *store.Turn) error {
		for _, name := range []string{"删掉的", "转走的"} {
			if err := tn.Remove(ledger.Members, b.Get(ledger.Members, p[name].ID), ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	receiveFor(t, b, ids, func(put func(ledger.Kind, value.ID, ledger.Record)) {
		came := stage.Person("转走的", "2002-03-04", 5)
		fresh := stage.Person("新发展的", "2008-03-04", 1)
		fresh.Joined = value.Day(2026, 9, 0)
		late := stage.Person("补录的", "2002-03-04", 101)
		late.StayFrom = 20250301
		in := stage.Person("转入的", "2002-03-04", 103)
		in.StayFrom = 20260901
		for _, m := range []*ledger.Member{came, fresh, late, in, stage.Person("新登记的", "2002-03-04", 105)} {
			put(ledger.Members, south, m)
		}
	})
	c := compared(t, b, "1")
	sees(t, c, figures.One(north), "members", "left -1 离团的(离团（满28周岁）)-1; out -1 转走的(转到社区2)-1; corrected -2 删掉的(删除)-1 晚登的(补登退团（2026-01-01）)-1", "")
	sees(t, c, figures.One(south), "members", "joined +2 新发展的(新发展)+1 新登记的(新登记)+1; in +2 转走的(从社区1转入)+1 转入的(转入)+1; corrected +1 补录的(补录)+1", "")
	sees(t, c, figures.Whole, "mobile_rate", "altered +1 流动的(流动情况填了“流出”)+1; corrected +1 更正的(流动情况填了“流入”)+1",
		"joined +2 新发展的(新发展)+1 新登记的(新登记)+1; left -1 离团的(离团（满28周岁）)-1; in +2 转走的(从社区1转入)+1 转入的(转入)+1; out -1 转走的(转到社区2)-1; corrected -1 删掉的(删除)-1 晚登的(补登退团（2026-01-01）)-1 补录的(补录)+1")
	sees(t, c, figures.Whole, "over_age_not_left", "elapsed +1 到龄的(资料没有改，到 2026-11-22 情况不同了)+1", "")
	sees(t, c, figures.Whole, "enterprises", "", "")
}

// Enterprises open, close, move and are put right; branches are founded and dissolved.
func TestWhyEnterprisesAndBranchesChanged(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	open, closed, gone, wrong := stage.Keep(t, b, ledger.Enterprises, stage.Firm("一直在的")), stage.Keep(t, b, ledger.Enterprises, stage.Firm("关门的")), stage.Keep(t, b, ledger.Enterprises, stage.Firm("搬走的")), stage.Keep(t, b, ledger.Enterprises, stage.Firm("填错的"))
	old := stage.Keep(t, b, ledger.Branches, stage.Cell("老支部", closed))
	if _, err := points.TakeSnapshot(b, 20260630, ""); err != nil {
		t.Fatal(err)
	}
	state := func(e *ledger.Enterprise, how func(e *ledger.Enterprise)) {
		e = ledger.Enterprises.Clone(e).(*ledger.Enterprise)
		how(e)
		stage.Keep(t, b, ledger.Enterprises, e)
	}
	state(closed, func(e *ledger.Enterprise) { e.Business, e.BusinessFrom = "4", 20260801 })
	state(gone, func(e *ledger.Enterprise) { e.Business, e.BusinessFrom = "5", 20260802 })
	state(wrong, func(e *ledger.Enterprise) { e.NonPublic = codes.No })
	fresh := stage.Firm("新开的")
	fresh.BusinessFrom = 20260901
	stage.Keep(t, b, ledger.Enterprises, fresh)
	o := stage.Cell("新支部", open)
	o.Founded = 20260715
	stage.Keep(t, b, ledger.Branches, o)
	dead := ledger.Branches.Clone(old).(*ledger.Branch)
	dead.State, dead.StateFrom = codes.BranchDissolved, 20260801
	stage.Keep(t, b, ledger.Branches, dead)
	c := compared(t, b, "2026-06-30")
	sees(t, c, figures.Whole, "open_enterprises", "joined +1 新开的(新开办)+1; left -1 关门的(注销)-1; out -1 搬走的(迁出)-1", "")
	sees(t, c, figures.Whole, "non_public", "joined +1 新开的(新开办)+1; left -1 关门的(注销)-1; out -1 搬走的(迁出)-1; corrected -1 填错的(非公企业“是”改为“否”)-1", "")
	sees(t, c, figures.Whole, "branches", "joined +1 新支部(新成立)+1; left -1 老支部(撤销)-1", "")
	sees(t, c, figures.Whole, "coverage_rate", "left -1 关门的(注销)-1; altered +1 一直在的(有关的记录变了)+1",
		"joined +1 新开的(新开办)+1; left -1 关门的(注销)-1; out -1 搬走的(迁出)-1; corrected -1 填错的(非公企业“是”改为“否”)-1")
	if m, _ := c.Movement(figures.Whole, "members"); !m.None() {
		t.Errorf("%+v", m)
	}
}

// Whatever a street takes in, and whatever days two of its snapshots are of: what was
// locked is what the journal still gives, and the parts of each difference add up to
// it, in each community and together.
func TestThePartsOfADifferenceAddUp(t *testing.T) {
	folder, n := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		m := &streetModel{book: emptyStreet(t, subfolder(t, folder, n))}
		defer m.book.Close()
		for range 3 {
			saved, err := m.book.Save(ledger.Communities, &ledger.Community{Title: fmt.Sprint("社区", len(m.homes))})
			if err != nil {
				t.Fatal(err)
			}
			m.homes = append(m.homes, saved.Head().ID)
		}
		for range 3 {
			for range rapid.IntRange(0, 6).Draw(t, "steps") {
				m.step(t)
			}
			ago := rapid.SampledFrom([]int{326, 145, 113, 0}).Draw(t, "days ago")
			if _, err := points.TakeSnapshot(m.book, m.book.Basis().Today.AddDays(-ago), ""); err != nil {
				t.Fatal(err)
			}
		}
		m.step(t)
		all, err := points.All(m.book)
		if err != nil || len(all) != 4 {
			t.Fatal(err, all)
		}
		for _, from := range all {
			for _, to := range all {
				c, err := points.Compare(m.book, from, to)
				if err != nil {
					t.Fatal(err)
				}
				addsUp(t, m.book, c)
			}
		}
	})
}

func addsUp(t *rapid.T, b *store.Book, c *figures.Comparison) {
	for _, side := range []struct {
		point  figures.Point
		locked *figures.Figures
	}{{c.From, c.Was}, {c.To, c.Is}} {
		// Asked for as if it had gone to the street, and not been locked, it is counted anew.
		anew := side.point
		if anew.Snapshot > 0 {
			anew.Snapshot, anew.Submission = 0, anew.Snapshot
		}
		again, err := points.FiguresAt(b, anew)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(again) != fmt.Sprint(side.locked) {
			t.Fatalf("%s → %s: locked\n%v\nfrom the journal\n%v", c.From.Title, c.To.Title, side.locked, again)
		}
	}
	scopes := []figures.Scope{figures.Whole}
	for _, f := range []*figures.Figures{c.Was, c.Is} {
		for _, home := range f.Communities {
			scopes = append(scopes, figures.One(home.ID))
		}
	}
	for _, s := range scopes {
		for _, m := range c.Movements(s) {
			for _, side := range []struct {
				parts   []figures.Portion
				was, is int
			}{{m.Part, m.Was.Part, m.Is.Part}, {m.Of, m.Was.Of, m.Is.Of}} {
				sum := 0
				for _, p := range side.parts {
					items := 0
					for _, i := range p.Items {
						items += i.Delta
						if i.Note == "" || i.Delta == 0 {
							t.Fatalf("%s: %+v says nothing", m.Indicator.Key, i)
						}
					}
					if items != p.Sum || p.Cause == figures.Recounted {
						t.Fatalf("%s: %s is %d, its records add up to %d", m.Indicator.Key, p.Cause, p.Sum, items)
					}
					sum += p.Sum
				}
				if sum != side.is-side.was {
					t.Fatalf("%s in %v: from %d to %d, but the parts add up to %d: %s", m.Indicator.Key, s, side.was, side.is, sum, told(side.parts))
				}
			}
		}
	}
}

// What an older program counted otherwise, or did not count yet, is no record's doing.
func TestAnOlderProgramsFigures(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	s, err := points.TakeSnapshot(b, 20260630, "")
	if err != nil {
		t.Fatal(err)
	}
	f, err := points.SnapshotFigures(b, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, home := range []figures.Tallies{f.Total, f.Communities[0].Tallies} {
		home["women"] = figures.Tally{Part: 5, Of: -1}
		delete(home, "men")
	}
	err = b.InVault().Update(func(tx *vault.Tx) error {
		return tx.Put(store.FiguresBucket, binary.BigEndian.AppendUint64(nil, s.Number), []byte(textOf(t, f)))
	})
	if err != nil {
		t.Fatal(err)
	}
	stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	c := compared(t, b, "1")
	for _, scope := range []figures.Scope{figures.Whole, figures.One(f.Communities[0].ID)} {
		m, _ := c.Movement(scope, "women")
		if m.Was.Part != 5 || m.Part[len(m.Part)-1].Cause != figures.Recounted || m.Part[len(m.Part)-1].Sum != m.Is.Part-5 {
			t.Errorf("%v: %s", m, told(m.Part))
		}
		sees(t, c, scope, "men", "joined +1 王刚(新登记)+1", "")
	}
}

func emptyStreet(t *rapid.T, folder string) *store.Book {
	b, _, err := store.Create(filepath.Join(folder, "街道.tjz"), store.Profile{Name: "街道", Street: true}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A streetModel draws what packages do to a street's ledger.
type streetModel struct {
	book  *store.Book
	homes []value.ID
	ids   map[string][]value.ID
}

func (m *streetModel) some(t *rapid.T, kind string) value.ID {
	return rapid.SampledFrom(append([]value.ID{{}}, m.ids[kind]...)).Draw(t, kind)
}

// step receives one record: new, changed, of another community by now, or gone.
func (m *streetModel) step(t *rapid.T) {
	kind := ledger.KindOf(rapid.SampledFrom([]string{"enterprise", "branch", "member", "member", "member", "post"}).Draw(t, "kind"))
	day := func(what string) value.Date {
		return rapid.SampledFrom([]value.Date{0, 20240501, 20260101, 20260630, 20260715, 20260900}).Draw(t, what)
	}
	r := kind.New()
	if id := m.some(t, kind.Name()); !id.IsZero() && m.book.Get(kind, id) != nil {
		r = kind.Clone(m.book.Get(kind, id))
	}
	switch r := r.(type) {
	case *ledger.Enterprise:
		r.Title, r.Business, r.BusinessFrom = "东升五金", rapid.SampledFrom([]string{"", "1", "4", "5"}).Draw(t, "business"), day("business from")
		r.NonPublic, r.Members, r.Under28 = rapid.SampledFrom([]string{"1", "2"}).Draw(t, "non-public"), value.CountOf(rapid.IntRange(0, 4).Draw(t, "members")), value.Count(rapid.IntRange(0, 5).Draw(t, "young"))
		r.Credit = rapid.SampledFrom([]string{"", "91430502MA4L12346Y"}).Draw(t, "credit")
	case *ledger.Branch:
		r.Title, r.Type, r.State, r.StateFrom = "东升五金团支部", rapid.SampledFrom([]string{"5", "5", "2"}).Draw(t, "type"), rapid.SampledFrom([]string{"2", "3", "7"}).Draw(t, "state"), day("state from")
		r.Founded, r.TermYears, r.Superior = day("founded"), value.CountOf(2), m.some(t, "branch")
		r.Enterprises = nil
		if e := m.some(t, "enterprise"); !e.IsZero() {
			r.Enterprises = []value.ID{e}
		}
	case *ledger.Member:
		r.Title, r.State, r.StateFrom = "李华", rapid.SampledFrom([]string{"", "1", "5", "9", "11"}).Draw(t, "state"), day("state from")
		r.IDNumber = stage.IDNumber(rapid.SampledFrom([]string{"1998-07-01", "2002-03-04"}).Draw(t, "born"), rapid.IntRange(0, 2).Draw(t, "number"))
		r.Joined, r.StayFrom, r.Drift, r.DriftFrom = day("joined"), day("stay"), rapid.SampledFrom([]string{"", "2", "3"}).Draw(t, "drift"), day("drift from")
		r.Branch, r.Unit = m.some(t, "branch"), m.some(t, "enterprise")
	case *ledger.Post:
		r.Person, r.Branch, r.Duty, r.From, r.To = m.some(t, "member"), m.some(t, "branch"), rapid.SampledFrom([]string{"1", "3"}).Draw(t, "duty"), day("from"), day("to")
	}
	removed := r.Head().Rev > 0 && rapid.IntRange(0, 4).Draw(t, "remove") == 0
	err := m.book.Write("receive", nil, func(tn *store.Turn) error {
		if removed {
			return tn.Remove(kind, m.book.Get(kind, r.Head().ID), "")
		}
		r.Head().Owner = rapid.SampledFrom(append([]value.ID{{}}, m.homes...)).Draw(t, "home")
		return tn.Put(kind, m.book.Get(kind, r.Head().ID), r)
	})
	if err != nil {
		t.Fatal(err)
	}
	if m.ids == nil {
		m.ids = map[string][]value.ID{}
	}
	if !removed {
		m.ids[kind.Name()] = append(m.ids[kind.Name()], r.Head().ID)
	}
}

func TestPointsAreFound(t *testing.T) {
	b := stage.Book(t)
	b.InEnv().Now = func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local) }
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	for range 2 {
		if _, err := points.TakeSnapshot(b, 20260630, ""); err != nil {
			t.Fatal(err)
		}
	}
	p := map[string]*ledger.Community{}
	for c := range stage.All[*ledger.Community](b, ledger.Communities) {
		p[c.Title] = ledger.Communities.Clone(c).(*ledger.Community)
	}
	p["塔北社区"].Code, p["塔北社区"].Sort = "430502001001", "1"
	stage.Keep(t, b, ledger.Communities, p["塔北社区"])
	if _, _, err := travel.Submit(t.Context(), b, travel.Sending{Dir: t.TempDir(), Passphrase: "long enough for all"}, nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for _, c := range []struct{ word, want string }{
		{"", "现在"}, {"1", "第 1 次上报"}, {"2", "2026-06-30"}, {"2026-06-30", "2026-06-30"}, {"2026-11-22", "第 1 次上报"},
		{"3", "没有第 3 次上报，也没有这样的锁定汇总。上报过 1 次，锁定过 2 次。"}, {"2025-01-01", "没有2025-01-01 的上报，也没有这样的锁定汇总。上报过 1 次，锁定过 2 次。"},
	} {
		point, err := points.At(b, c.word)
		got := point.Title
		if err != nil {
			got = store.Tell(err).Message
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.word, got, c.want)
		}
	}
	stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	for word, want := range map[string]int{"": 2, "1": 1, "2": 1} {
		point, err := points.At(b, word)
		if err != nil {
			t.Fatal(err)
		}
		a, err := points.AccountOf(b, point)
		if err != nil || a.Summary.Members != want || a.Figures.Total["members"].Part != want {
			t.Errorf("%q: %v %+v", word, err, a.Summary)
		}
	}
}
