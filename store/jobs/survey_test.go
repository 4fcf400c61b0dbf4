package jobs_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

const threeQuestions = "学习｜想学什么（最多 2 项）｜电脑｜烹饪｜外语\n生活｜需要什么｜篮球｜联谊\n什么时候方便（单选）｜周六｜周日"

// asked is a ledger with a survey of three questions, ten forms of which a branch of six was given.
func asked(t *testing.T) (*store.Book, *ledger.Branch, value.ID) {
	t.Helper()
	b, o := paying(t)
	c := jobs.NewCanvass(b, ledger.SurveyForms()[0])
	c.Survey.Form = threeQuestions
	id, err := c.Save(jobs.CanvassForm, c.Survey)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if c, err = jobs.CanvassOf(b, id); err != nil || c.Step() != jobs.CanvassGive {
		t.Fatalf("%v, step %d", err, c.Step())
	}
	c.Rows[slices.IndexFunc(c.Rows, func(r jobs.CanvassRow) bool { return r.Branch.ID == o.ID })].Given = 10
	if _, err := c.Save(jobs.CanvassGive, c.Record()); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return b, o, id
}

// papers are sheets as somebody reads them off: the ticks of each.
func papers(texts ...string) (all []jobs.Paper) {
	for _, text := range texts {
		ticks, words, _ := strings.Cut(text, "|")
		read, _ := ledger.ParseTicks(ticks)
		all = append(all, jobs.Paper{Ticks: read, Words: words})
	}
	return all
}

func keyed(t *testing.T, b *store.Book, survey, branch value.ID, texts ...string) {
	t.Helper()
	k, err := jobs.KeySheets(b, survey, branch)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	k.Sheets = papers(texts...)
	if _, err := k.Save(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
}

// TestASurveyPlayedThrough makes a survey, closes the ledger half way, keys what came back, counts it, and makes problems of
// what is needed most.
func TestASurveyPlayedThrough(t *testing.T) {
	b, o, id := asked(t)
	if w := jobs.Surveyings(b); len(w) != 1 || w[0].Next != "收回 0/10" {
		t.Errorf("waiting: %+v", w)
	}
	keyed(t, b, id, o.ID, "1A 2A 3A", "1AB 2A 3B", "1A 2B 3A|晚上开放球场")
	b = stage.Reopened(t, b)
	keyed(t, b, id, o.ID, "1C 2A 3A")
	if w := jobs.Surveyings(b); len(w) != 1 || w[0].Next != "收回 4/10" {
		t.Errorf("waiting: %+v", w)
	}
	sum, err := jobs.TallyOf(b, id, value.ID{})
	if err != nil {
		t.Fatal(err)
	}
	if q := sum.Questions; sum.Sheets != 4 || !slices.Equal(q[0].N, []int{3, 1, 1}) || !slices.Equal(q[1].N, []int{3, 1}) || q[2].Sheets != 4 || len(sum.Words) != 1 {
		t.Errorf("%+v", sum)
	}
	needs := sum.Needs()
	if len(needs) != 5 || needs[0].N != 3 || needs[0].Text != "电脑" || needs[1].Text != "篮球" {
		t.Fatalf("%+v", needs)
	}
	if n, err := sum.Raise(needs[:2]); err != nil || n != 2 {
		t.Fatalf("%d %v", n, err)
	}
	entries, err := b.Journal(1)
	if err != nil || len(entries) != 1 || entries[0].Detail.Reason != "记成问题：电脑、篮球" {
		t.Errorf("taking it back would say %+v, %v", entries, err)
	}
	all := of[*ledger.Problem](b, ledger.Problems)
	if p := all[0]; len(all) != 2 || p.Branch != o.ID || p.Survey != id || p.Need != "1A" || p.Group != "1" || p.Source != codes.ProblemSurvey || !strings.Contains(p.What, "4 份答卷里 3 份") {
		t.Errorf("%+v", p)
	}
	m := stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Day: b.Basis().Today, Sort: codes.MeetingTraining, Title: "电脑班", Branches: []value.ID{o.ID}})
	stage.Alter(t, b, ledger.Problems, all[0], func(p *ledger.Problem) { p.Services = []value.ID{m.ID} })
	sum, _ = jobs.TallyOf(b, id, o.ID)
	if needs = sum.Needs(); needs[0].Problem == nil || needs[0].Answer != "电脑班" || needs[1].Answer != "" {
		t.Errorf("what became of the needs is not known: %+v", needs)
	}
	if _, err := sum.Raise(needs[:2]); stage.CodeOf(err) != store.Refused {
		t.Errorf("twice: %v", err)
	}
}

// TestWhatASurveyForbids tries more sheets than were given out, more ticks than the question allows, other questions once
// sheets are in, and a survey that is not there.
func TestWhatASurveyForbids(t *testing.T) {
	b, o, id := asked(t)
	k, err := jobs.KeySheets(b, id, o.ID)
	if err != nil {
		t.Fatal(err)
	}
	var p jobs.Paper
	for _, c := range []struct {
		tick ledger.Tick
		why  string
		have string
	}{
		{ledger.Tick{Question: 1, Choice: 1}, "", "1A"}, {ledger.Tick{Question: 1, Choice: 3}, "", "1A 1C"}, {ledger.Tick{Question: 1, Choice: 2}, "最多勾 2 项", "1A 1C"},
		{ledger.Tick{Question: 1, Choice: 1}, "", "1C"}, {ledger.Tick{Question: 1, Choice: 4}, "只有 3 项", "1C"},
		{ledger.Tick{Question: 3, Choice: 1}, "", "1C 3A"}, {ledger.Tick{Question: 3, Choice: 2}, "", "1C 3B"},
	} {
		why := k.Tick(&p, c.tick)
		if got := ledger.TicksText(p.Ticks); got != c.have || (why == "") != (c.why == "") || !strings.Contains(why, c.why) {
			t.Errorf("%v: %q, have %q; want %q, %q", c.tick, why, got, c.why, c.have)
		}
	}
	for range 11 {
		k.Sheets = append(k.Sheets, papers("1A 2A 3A")...)
	}
	if _, err := k.Save(); stage.CodeOf(err) != store.Refused || b.Today().Count(ledger.Returns) != 0 {
		t.Errorf("eleven of ten: %v", err)
	}
	if k.Sheets = nil; k.Left() != 10 {
		t.Errorf("%d are left", k.Left())
	}
	if _, err := k.Save(); stage.CodeOf(err) != store.Refused {
		t.Errorf("none: %v", err)
	}
	keyed(t, b, id, o.ID, "1A")
	c, _ := jobs.CanvassOf(b, id)
	draft := c.Record()
	draft.Form += "\n多问一题｜是｜否"
	if _, err := c.Save(jobs.CanvassForm, draft); stage.CodeOf(err) != store.Invalid {
		t.Errorf("other questions: %v", err)
	}
	for i := range c.Rows {
		c.Rows[i].Given = 0
	}
	if _, err := c.Save(jobs.CanvassGive, c.Record()); stage.CodeOf(err) != store.Invalid {
		t.Errorf("given to nobody: %v", err)
	}
	if _, err := jobs.KeySheets(b, value.ID{1}, o.ID); stage.CodeOf(err) != store.Refused {
		t.Errorf("a survey that is not there: %v", err)
	}
	stage.Keep(t, b, ledger.Returns, &ledger.Return{Survey: id, Branch: o.ID, Ticks: "1D 9A"})
	if n := len(rules.Pending(b.Today(), ledger.Returns)); n != 1 {
		t.Errorf("%d sheets with what is on no form", n)
	}
}

// TestABatchIsTakenBackAtOnce undoes one.
func TestABatchIsTakenBackAtOnce(t *testing.T) {
	b, o, id := asked(t)
	keyed(t, b, id, o.ID, "1A 2A", "1B", "1C")
	stage.Undo(t, b, stage.Seq(b))
	if n := b.Today().Count(ledger.Returns); n != 0 || b.Today().Count(ledger.Surveys) != 1 {
		t.Errorf("%d sheets are left", n)
	}
}

// heldBy is all that a ledger holds of the sheets, without their IDs: the records, and line by line what the journal says.
func heldBy(t *testing.T, b *store.Book, from uint64) (held []any) {
	t.Helper()
	var sheets []ledger.Return
	for _, r := range of[*ledger.Return](b, ledger.Returns) {
		c := *r
		if c.ID.IsZero() || c.Created != 0 || c.CreatedBy != "" || c.Changed != 0 || c.ChangedBy != "" || c.Rev != 1 {
			t.Errorf("a sheet tells of itself: %+v", c.Meta)
		}
		c.ID = value.ID{}
		sheets = append(sheets, c)
	}
	slices.SortFunc(sheets, func(x, y ledger.Return) int { return strings.Compare(x.Ticks+"|"+x.Words, y.Ticks+"|"+y.Words) })
	for _, s := range sheets {
		held = append(held, s)
	}
	if err := b.Changes(from, func(seq uint64, kind ledger.Kind, c store.Before) error {
		r, err := store.RecordOf(kind, c.Now)
		if err != nil {
			return err
		}
		r.Head().ID = value.ID{}
		held = append(held, seq, kind.Name(), len(c.Was), r)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	all, err := b.Journal(100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		held = append(held, e)
	}
	return held
}

// TestNobodyCanTellWhichPaperWasWhich keys the same papers into two copies of one ledger in different orders, by the job, from
// a table and by hand in one turn: afterwards they differ in nothing but what is drawn by lot.
func TestNobodyCanTellWhichPaperWasWhich(t *testing.T) {
	var id value.ID
	var o *ledger.Branch
	both := stage.Laptops(t, 2, func(b *store.Book) {
		e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("邵阳市东升五金有限公司"))
		o = stage.Keep(t, b, ledger.Branches, stage.Cell("东升五金团支部", e))
		id = stage.Keep(t, b, ledger.Surveys, &ledger.Survey{Title: "需求调查", From: 20261101, Branches: []value.ID{o.ID}, Given: "40", Form: threeQuestions}).ID
	})
	texts := []string{"1A 2A 3A", "1A 2A 3A", "1C", "2B 3B|开放球场", "1AB 2A 3B", "1B 2B 3A", "2A|不要登我", "1AC 3A"}
	var held [2][]any
	for i, b := range both {
		from := stage.Seq(b) + 1
		mine := slices.Clone(texts)
		if i == 1 {
			slices.Reverse(mine)
			mine[0], mine[3] = mine[3], mine[0]
		}
		keyed(t, b, id, o.ID, mine...)
		held[i] = heldBy(t, b, from)
		ids := map[value.ID]bool{}
		orders := map[uint64]bool{}
		for _, r := range of[*ledger.Return](b, ledger.Returns) {
			ids[r.ID], orders[r.Order] = true, true
		}
		if len(ids) != len(texts) || len(orders) != 1 {
			t.Errorf("%d IDs, %d places", len(ids), len(orders))
		}
	}
	if !reflect.DeepEqual(held[0], held[1]) {
		t.Errorf("the order of the papers shows:\n%+v\n%+v", held[0], held[1])
	}
}
