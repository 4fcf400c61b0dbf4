package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/points"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/trial"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// standOn sets a Book's clock to nine in the morning of a day.
func standOn(t testing.TB, b *store.Book, day string) {
	t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", day+" 09:00", time.Local)
	if err != nil {
		t.Fatal(err)
	}
	b.InEnv().Now = func() time.Time { return now }
}

// A rule with a day to come holds from that day on by the clock alone: lists, reminders, figures and the calendar go by the
// rule of each day, before and after, also when the ledger is opened anew; past days keep theirs.
func TestARuleFromADayToCome(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "1999-05-01", 11)) // 27 in May 2026, 28 in May 2027
	stage.Keep(t, b, ledger.Members, stage.Person("王芳", "1999-02-01", 12))
	p, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_out", Text: "27", From: 20270101})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := strings.Join(planLines(p), "\n"); !strings.Contains(got, "规则|离团年龄||新增||自 2027-01-01 起 27 岁") || !strings.Contains(got, "自 2027-01-01 起，2 名团员将算满 27 周岁、应办离团 李华、王芳") || strings.Contains(got, "\n2 名") {
		t.Errorf("what follows:\n%s", got)
	}
	if err := p.Apply("团区委 2026 年 11 月通知"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	late := func() bool {
		return slices.ContainsFunc(rules.Faults(b.Today(), ledger.Members, m), func(f value.Fault) bool { return f.Code == "state.overage" })
	}
	over := func(day value.Date) int { return points.FiguresOn(b, day).Total["over_age_not_left"].Part }
	todo := func(key string) int {
		for _, t := range overview.Todos(b) {
			if t.Key == key {
				return t.Count
			}
		}
		return 0
	}
	if b.Basis().Rules.AgeOut != 28 || over(0) != 0 || todo("member.over") != 0 || late() {
		t.Errorf("before its day: %d, %d over age", b.Basis().Rules.AgeOut, over(0))
	}
	if over(20261231) != 0 || over(20270101) != 2 {
		t.Errorf("on the day before %d, on its day %d", over(20261231), over(20270101))
	}
	var lines []string
	for _, d := range overview.CalendarOf(b).Dates {
		lines = append(lines, d.Day.String()+" "+d.Name+d.Text)
		if d.Day == 20270101 && strings.HasPrefix(d.Text, "规则改变") && d.Page != overview.PageRules {
			t.Errorf("it opens %q", d.Page)
		}
	}
	if got := strings.Join(lines, "\n"); !strings.Contains(got, "2027-01-01 规则改变，离团年龄：28 岁 → 27 岁") || strings.Contains(got, "王芳满 28") {
		t.Errorf("the calendar:\n%s", got)
	}
	told := func() tend.RuleTold {
		all, err := tend.RulesTold(b)
		if err != nil {
			t.Fatal(err)
		}
		return all[slices.IndexFunc(all, func(r tend.RuleTold) bool { return r.Key == "age_out" })]
	}
	if r := told(); r.Value != "28" || r.From != 0 || r.Next == nil || r.Next.From != 20270101 || r.Next.Text != "27 岁" {
		t.Errorf("told before: %+v", r)
	}
	standOn(t, b, "2026-12-31")
	if b.Basis().Rules.AgeOut != 28 || over(0) != 0 {
		t.Error("the last day of the old rule")
	}
	standOn(t, b, "2027-01-01")
	if b.Basis().Rules.AgeOut != 27 || over(0) != 2 || todo("member.over") != 2 || !late() || over(20261231) != 0 {
		t.Errorf("on its day: %d, %d over age, %d reminded of", b.Basis().Rules.AgeOut, over(0), todo("member.over"))
	}
	if r := told(); r.Value != "27" || r.From != 20270101 || r.Since.Version != "2026-2" || r.Next != nil {
		t.Errorf("told after: %+v", r)
	}
	now := b.InEnv().Now
	b = stage.Reopened(t, b)
	b.InEnv().Now = now
	if b.Basis().Rules.AgeOut != 27 || over(20261231) != 0 {
		t.Error("opened anew")
	}
	amended(t, b, "再改", rulebook.Amendment{Key: "branch_min", Text: "4"})
	versions, err := b.RulesVersions()
	if err != nil || len(versions[0].Changes) != 1 || versions[0].Rules.AgeOut != 27 || len(versions[0].Rules.Coming()) != 0 {
		t.Errorf("%+v %v", versions[0].Changes, err)
	}
	if r := told(); r.From != 20270101 {
		t.Errorf("a later change of another rule moves its day: %v", r.From)
	}
	for day, want := range map[value.Date]int{20261122: 28, 20261231: 28, 20270101: 27, 20280101: 27} {
		if r, err := b.RulesOn(day); err != nil || r.AgeOut != want {
			t.Errorf("on %s: %d %v", day, r.AgeOut, err)
		}
	}
}

// What is to come is called off, taken back by undoing, and refused for a day that is not to come.
func TestWhatIsToComeIsCalledOff(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	amended(t, b, "通知", rulebook.Amendment{Key: "age_out", Text: "27", From: 20270101})
	p := amended(t, b, "通知收回了", rulebook.Amendment{Key: "coming.age_out"})
	if got := strings.Join(planLines(p), "\n"); !strings.Contains(got, "规则|离团年龄||减少|自 2027-01-01 起 27 岁|") || b.Basis().Rules.On(20270101).AgeOut != 28 {
		t.Error(got)
	}
	plan, err := undo.Last(b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil || b.Basis().Rules.On(20270101).AgeOut != 27 || b.Basis().Rules.AgeOut != 28 {
		t.Errorf("undone: %v", err)
	}
	for _, day := range []value.Date{20261122, 20261121, 20270100, 20270230} {
		if _, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_out", Text: "26", From: day}); stage.CodeOf(err) != store.Refused {
			t.Errorf("%v: %v", day, err)
		}
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
}

// A street's notice brings what is to come: shown first with its day, kept, and in force on the day.
func TestANoticeBringsWhatIsToCome(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b := streetOfTwo(t), stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "1999-05-01", 11))
	enrol(t, s, b)
	amended(t, s, "团区委通知", rulebook.Amendment{Key: "age_out", Text: "27", From: 20270101})
	p := planned(t, b, give(t, s))
	if !p.We.IsZero() {
		t.Log("found by name")
	} else if err := p.Choose(p.Communities[0].ID); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, c := range p.Changes {
		lines = append(lines, changeLine(c))
	}
	for _, e := range p.Effects {
		lines = append(lines, e.Text)
	}
	if got := strings.Join(lines, "\n"); !strings.Contains(got, "自 2027-01-01 起 27 岁") || !strings.Contains(got, "自 2027-01-01 起，1 名团员将算满 27 周岁") {
		t.Errorf("before it is taken in:\n%s", got)
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if b.Basis().Rules.AgeOut != 28 {
		t.Error("in force before its day")
	}
	standOn(t, b, "2027-01-01")
	standOn(t, s, "2027-01-02")
	if b.Basis().Rules.AgeOut != 27 || points.FiguresOn(b, 0).Total["over_age_not_left"].Part != 1 {
		t.Error("not in force on its day")
	}
	again := planned(t, b, give(t, s))
	for _, c := range again.Changes {
		if c.What == "规则" {
			t.Errorf("the same rules a year on: %s", changeLine(c))
		}
	}
}
