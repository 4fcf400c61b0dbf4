package store_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/practice"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// sound says what is wrong with figures that no ledger can have.
func sound(b *store.Book, f *figures.Figures) error {
	for i := range figures.Indicators {
		n := &figures.Indicators[i]
		total := f.Total[n.Key]
		sum := figures.Tally{Of: total.Of}
		if n.Rate() {
			sum.Of = 0
		}
		for _, c := range f.Communities {
			t := c.Tallies[n.Key]
			sum.Part += t.Part
			if n.Rate() {
				sum.Of += t.Of
			}
			if err := opens(b, f.Day, figures.One(c.ID), n, t); err != nil {
				return err
			}
		}
		switch {
		case sum != total:
			return fmt.Errorf("%s: the communities add up to %v, the total is %v", n.Key, sum, total)
		case n.Rate() && n.Key != "youth_share" && total.Part > total.Of:
			return fmt.Errorf("%s: %v is more than all", n.Key, total)
		case !n.Rate() && total.Of != -1:
			return fmt.Errorf("%s: a plain number out of %d", n.Key, total.Of)
		}
	}
	return nil
}

// opens says whether the records behind a value are as many as it says.
func opens(b *store.Book, day value.Date, s figures.Scope, n *figures.Indicator, t figures.Tally) error {
	for _, side := range []struct {
		of   figures.Wanted
		want int
	}{{figures.WantPart, t.Part}, {figures.WantOf, t.Of}, {figures.WantRest, t.Of - t.Part}} {
		if side.of != figures.WantPart && !n.Rate() {
			continue
		}
		ids, err := points.Behind(b, figures.Point{Day: day}, s, n.Key, side.of)
		if err != nil {
			return err
		}
		states := slices.Contains([]string{"staff", "under35", "under28", "young_rate"}, n.Key) || side.of != figures.WantPart && n.Key == "youth_share" || n.Group == "走访" || n.Key == "attendances" || n.Unit == "面" || n.Unit == "本" || n.Unit == "枚" || n.Unit == "份"
		if !states && len(ids) != side.want || states && side.of != figures.WantRest && side.want > 0 && len(ids) == 0 {
			return fmt.Errorf("%s (side %v) is %d, behind it are %d", n.Key, side.of, side.want, len(ids))
		}
	}
	return nil
}

func TestFiguresAgreeWithTheSummary(t *testing.T) {
	b := stage.Practised(t, 400)
	f := points.FiguresOn(b, 0)
	want := rules.SummaryOf(b.Today())
	want.Pending = 0
	if got := f.Total.Summary(); got != want {
		t.Errorf("the figures are\n%+v\nthe summary\n%+v", got, want)
	}
	if err := sound(b, f); err != nil {
		t.Error(err)
	}
	if len(f.Communities) != 1 || f.Communities[0].Name != practice.Name {
		t.Errorf("%+v", f.Communities)
	}
	for _, key := range []string{"members", "mobile", "over_age_not_left", "men", "women", "enterprises", "branches", "cadres", "founding_rate", "staff", "complete_rate"} {
		if f.Total[key].Part == 0 {
			t.Errorf("%s: a practice ledger has none", key)
		}
	}
}

// Whatever is done to a ledger, the figures count what the summary counts, and each
// number opens as many records as it says.
func TestFiguresAgreeWithTheSummaryAlways(t *testing.T) {
	folder, n := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		m := newModel(t, subfolder(t, folder, n))
		defer m.book.Close()
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			kind, draft := m.draw(t)
			if saved, err := m.book.Save(kind, draft); err == nil {
				m.kept[kind.Name()][saved.Head().ID] = saved
			}
		}
		f := points.FiguresOn(m.book, 0)
		want := rules.SummaryOf(m.book.Today())
		// A post of nobody makes no cadre.
		want.Pending, want.Cadres = 0, f.Total["cadres"].Part
		if got := f.Total.Summary(); got != want {
			t.Fatalf("the figures are\n%+v\nthe summary\n%+v", got, want)
		}
		if err := sound(m.book, f); err != nil {
			t.Fatal(err)
		}
	})
}

func TestNothingIsNoShare(t *testing.T) {
	for _, c := range []struct {
		t    figures.Tally
		want string
	}{
		{figures.Tally{Part: 0, Of: 0}, "—"}, {figures.Tally{Part: 3, Of: 0}, "—"}, {figures.Tally{Part: 0, Of: 4}, "0%"}, {figures.Tally{Part: 4, Of: 4}, "100%"}, {figures.Tally{Part: 1, Of: 3}, "33.3%"}, {figures.Tally{Part: 2, Of: 3}, "66.7%"},
		{figures.Tally{Part: 1, Of: 100000}, "<0.1%"}, {figures.Tally{Part: 99999, Of: 100000}, "99.9%"}, {figures.Tally{Part: 5, Of: -1}, ""}, {figures.Tally{Part: 5, Of: 4}, "125.0%"},
	} {
		if got := c.t.Percent(); got != c.want {
			t.Errorf("%v: %q, want %q", c.t, got, c.want)
		}
	}
	f := points.FiguresOn(stage.Book(t), 0)
	for i := range figures.Indicators {
		if n := &figures.Indicators[i]; n.Within != "" && (figures.IndicatorOf(n.Within) == nil || !figures.IndicatorOf(n.Within).Rate()) {
			t.Errorf("%s is within %q, which is no share", n.Key, n.Within)
		}
	}
	for i := range figures.Indicators {
		if n := &figures.Indicators[i]; n.Rate() && f.Total[n.Key].Percent() != "—" {
			t.Errorf("%s of an empty ledger is %s", n.Key, f.Total[n.Key].Percent())
		}
	}
}

// The day decides ages, terms and posts.
func TestFiguresAsOfADay(t *testing.T) {
	b := stage.Book(t)
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	o := stage.Cell("东升五金团支部", e)
	o.TermFrom, o.TermYears = 20230701, value.CountOf(3)
	o = stage.Keep(t, b, ledger.Branches, o)
	m := stage.Person("李华", "1998-08-01", 11)
	m.Branch, m.Unit = o.ID, e.ID
	stage.Keep(t, b, ledger.Members, m)
	w := stage.Person("王刚", "1998-08-02", 13)
	w.Branch, w.Unit = o.ID, e.ID
	w = stage.Keep(t, b, ledger.Members, w)
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: w.ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20250105, To: 20260731})
	for _, c := range []struct {
		day            value.Date
		over, vacant   int
		renewal, moved figures.Tally
	}{
		{20260630, 0, 0, figures.Tally{Part: 1, Of: 1}, figures.Tally{Part: 0, Of: 1}},
		{20260731, 0, 0, figures.Tally{Part: 0, Of: 1}, figures.Tally{Part: 0, Of: 1}},
		{20260801, 1, 1, figures.Tally{Part: 0, Of: 1}, figures.Tally{Part: 1, Of: 1}},
		{20260802, 2, 1, figures.Tally{Part: 0, Of: 1}, figures.Tally{Part: 1, Of: 1}},
		{20250104, 0, 1, figures.Tally{Part: 1, Of: 1}, figures.Tally{Part: 0, Of: 0}},
	} {
		f := points.FiguresOn(b, c.day).Total
		if f["over_age_not_left"].Part != c.over || f["branches_without_secretary"].Part != c.vacant || f["renewal_rate"] != c.renewal || f["turnover_rate"] != c.moved {
			t.Errorf("%v: over age %v, no secretary %v, in term %v, replaced %v", c.day, f["over_age_not_left"], f["branches_without_secretary"], f["renewal_rate"], f["turnover_rate"])
		}
	}
}

// A street counts by community: by the owner of what was received, by the place of
// what it keeps itself.
func TestFiguresByCommunity(t *testing.T) {
	b, ids := streetOf(t, 2, 3)
	f := points.FiguresOn(b, 0)
	if err := sound(b, f); err != nil {
		t.Fatal(err)
	}
	if len(f.Communities) != 2 || f.Communities[0].Name != "社区1" || f.Of(figures.One(ids[1]))["members"].Part != 3 || f.Total["members"].Part != 6 {
		t.Errorf("%+v", f.Communities)
	}
	if f.Of(figures.One(value.ID{9})) != nil {
		t.Error("figures of no community")
	}
}

// streetOf is a street's ledger with members received from each of its communities.
func streetOf(t testing.TB, communities, members int) (*store.Book, []value.ID) {
	t.Helper()
	b, _, err := store.Create(filepath.Join(t.TempDir(), "小江湖街道.tjz"), store.Profile{Name: "小江湖街道", Street: true}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	var ids []value.ID
	for i := range communities {
		ids = append(ids, stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: fmt.Sprint("社区", i+1), Sort: []string{"1", "2"}[i%2], Code: fmt.Sprintf("430502001%03d", i+1)}).ID)
	}
	receiveFor(t, b, ids, func(put func(kind ledger.Kind, owner value.ID, r ledger.Record)) {
		for i, id := range ids {
			for j := range members {
				put(ledger.Members, id, stage.Person("李华", "2002-03-04", 100*i+2*j+1))
			}
		}
	})
	return b, ids
}

// receiveFor writes records of others into a ledger, as a package that is taken in does.
func receiveFor(t testing.TB, b *store.Book, owners []value.ID, fill func(put func(kind ledger.Kind, owner value.ID, r ledger.Record))) {
	t.Helper()
	err := b.Write("receive", nil, func(tn *store.Turn) error {
		fill(func(kind ledger.Kind, owner value.ID, r ledger.Record) {
			r.Head().Owner = owner
			var was ledger.Record
			if r.Head().Rev > 0 {
				was = b.Get(kind, r.Head().ID)
			}
			if err := tn.Put(kind, was, r); err != nil {
				t.Fatal(err)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The street's own people and their visits.
func TestFiguresOfTheStreetItself(t *testing.T) {
	b, ids := streetOf(t, 2, 0)
	o := stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: "周平", Duty: codes.DutyDeputy, Sort: codes.DutyExtra, Unit: "自来水公司", From: 20250101})
	stage.Keep(t, b, ledger.Officers, &ledger.Officer{Title: "陈涛", Duty: codes.DutySecretary, Sort: "1", From: 20240101, To: 20260101})
	first := stage.Keep(t, b, ledger.Liaisons, &ledger.Liaison{Officer: o.ID, Community: ids[0], From: 20260101, Plan: value.CountOf(2)})
	second := stage.Keep(t, b, ledger.Liaisons, &ledger.Liaison{Officer: o.ID, Community: ids[1], From: 20260101, Plan: value.CountOf(4)})
	for _, v := range []*ledger.Visit{
		{Liaison: first.ID, Day: 20260301}, {Liaison: first.ID, Day: 20260401, Problem: "没有阵地", Settled: 20260801}, {Liaison: first.ID, Day: 20260501},
		{Liaison: second.ID, Day: 20251231}, {Liaison: second.ID, Day: 20260701, Problem: "缺人"},
	} {
		stage.Keep(t, b, ledger.Visits, v)
	}
	f := points.FiguresOn(b, 20260731)
	if err := sound(b, f); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		s    figures.Scope
		key  string
		want figures.Tally
	}{
		{figures.Whole, "officers", figures.Tally{Part: 1, Of: -1}}, {figures.Whole, "officers_extra", figures.Tally{Part: 1, Of: -1}}, {figures.One(value.ID{}), "officers", figures.Tally{Part: 1, Of: -1}},
		{figures.One(ids[0]), "visits_rate", figures.Tally{Part: 2, Of: 2}}, {figures.One(ids[1]), "visits_rate", figures.Tally{Part: 1, Of: 4}}, {figures.Whole, "visits", figures.Tally{Part: 4, Of: -1}}, {figures.Whole, "settled_rate", figures.Tally{Part: 0, Of: 2}},
		{figures.Whole, "communities", figures.Tally{Part: 2, Of: -1}}, {figures.Whole, "communities_rural", figures.Tally{Part: 1, Of: -1}},
	} {
		if got := f.Of(c.s)[c.key]; got != c.want {
			t.Errorf("%s in %v: %v, want %v", c.key, c.s, got, c.want)
		}
	}
	if last := f.Communities[len(f.Communities)-1]; last.Name != "街道本级" || len(f.Communities) != 3 {
		t.Errorf("%+v", last)
	}
	if q, ok, err := points.BehindList(b, figures.Point{Day: 20260731}, figures.Whole, "settled_rate", figures.WantOf); err != nil || !ok || q.Kind != ledger.Visits || find.ListOf(b.Today(), q).Len() != 2 {
		t.Errorf("%+v", q)
	}
	if _, ok, err := points.BehindList(b, figures.Point{}, figures.Whole, "members", figures.WantPart); err != nil || ok {
		t.Error("a list of nobody")
	}
}

// Counting goes on beside saving: what is counted is the ledger of one moment.
func TestFiguresWhileSaving(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	done := make(chan error)
	go func() {
		for i := range 30 {
			draft := ledger.Members.Clone(m).(*ledger.Member)
			draft.Drift = []string{codes.DriftOut, codes.DriftNone}[i%2]
			saved, err := b.Save(ledger.Members, draft)
			if err != nil {
				done <- err
				return
			}
			m = saved.(*ledger.Member)
		}
		done <- nil
	}()
	for {
		if f := points.FiguresOn(b, 0).Total; f["members"].Part != 1 || f["mobile"].Part != f["mobile_rate"].Part {
			t.Fatalf("%v members, %v drift", f["members"], f["mobile"])
		}
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
	}
}
