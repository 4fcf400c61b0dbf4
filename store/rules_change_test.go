package store_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/effects"
	"tuanjian/store/figures"
	"tuanjian/store/help"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// amended plans a change and puts it in force.
func amended(t testing.TB, b *store.Book, reason string, changes ...rulebook.Amendment) *tend.RulesPlan {
	t.Helper()
	p, err := tend.PlanRules(b, "", changes...)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if err := p.Apply(reason); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p
}

func planLines(p *tend.RulesPlan) (out []string) {
	for _, c := range p.Changes {
		out = append(out, changeLine(c))
	}
	for _, e := range p.Effects {
		out = append(out, e.Text+" "+e.Names(3))
	}
	return out
}

// Every line of the rules in force has what people are to know of it: also F1's.
func TestEveryRuleHasItsHelp(t *testing.T) {
	b := stage.Book(t)
	all, err := tend.RulesTold(b)
	if err != nil || len(all) != len(b.Basis().Rules.Rows())-1 {
		t.Fatalf("%d rules told of %d: %v", len(all), len(b.Basis().Rules.Rows()), err)
	}
	for _, r := range all {
		h, ok := help.OfRule(r.Key)
		if !ok || r.Decides == "" || r.Source == "" || r.Bounds() == "" || r.Text() == "" || h.Decides != r.Decides {
			t.Errorf("%s lacks something: %+v", r.Key, r)
		}
		if r.Since.Seq != 0 || r.Since.Version != "2026-1" {
			t.Errorf("%s holds since %+v", r.Key, r.Since)
		}
	}
	if _, ok := help.OfRule("nothing"); ok {
		t.Error("help of no rule")
	}
}

// Changing rules shows first what it does, is one entry with its reason, and can be taken back and done again.
func TestRulesAreChangedByPeople(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell, Sort: codes.SortSingle, State: codes.BranchNormal, Community: b.Today().Own().Head().ID})
	var four []*ledger.Member
	for i, name := range []string{"李华", "王刚", "张敏", "赵强"} {
		m := stage.Person(name, []string{"1997-03-04", "1999-01-02", "2002-05-06", "2003-07-08"}[i], 11+2*i)
		m.Branch, m.Wage = o.ID, value.MoneyOf(500000)
		four = append(four, stage.Keep(t, b, ledger.Members, m))
	}
	if points.FiguresOn(b, 0).Total["over_age_not_left"].Part != 1 {
		t.Fatal("one is 29")
	}
	was, journal := b.Basis().Rules, stage.Seq(b)
	p, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_out", Text: "27 岁"}, rulebook.Amendment{Key: "branch_min", Text: "5"}, rulebook.Amendment{Key: "dues.2", Text: "2000;;1;20"})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	want := []string{
		"规则|离团年龄||变更|28 岁|27 岁", "规则|团支部最少团员数||变更|3 人|5 人", "规则|按月收入的团费第 2 档||变更|月收入 2000 元起，每月按 2‰，最多 20 元|月收入 2000 元起，每月按 1‰，最多 20 元",
		"1 名团员将算满 27 周岁、应办离团 王刚", "1 个团组织将不足 5 人 东升五金团支部", "4 名团员每月应交的团费会变，合计 40 元 → 20 元 李华、王刚、张敏 等",
	}
	got := planLines(p)
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("it does not say %q:\n%s", line, strings.Join(got, "\n"))
		}
	}
	if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "1 → 2") && strings.HasPrefix(s, "汇总里") }) {
		t.Errorf("no figure:\n%s", strings.Join(got, "\n"))
	}
	if p.Version != "2026-2" || b.Basis().Rules != was || stage.Seq(b) != journal {
		t.Fatal("planning changed something")
	}
	if err := p.Apply("  "); stage.CodeOf(err) != store.Refused || stage.Seq(b) != journal {
		t.Fatalf("without a reason: %v", err)
	}
	if err := p.Apply("区里 7 月通知"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if stage.Seq(b) != journal+1 {
		t.Error("not one entry")
	}
	check := func(b *store.Book, version string, over, small, pay int) {
		t.Helper()
		s := rules.SummaryOf(b.Today())
		due, _ := four[0].Due(b.Basis().Rules)
		if b.Basis().Rules.Version != version || s.OverAge != over || s.BranchesSmall != small || due != value.MoneyOf(int64(pay)) || points.FiguresOn(b, 0).Total["over_age_not_left"].Part != over {
			t.Errorf("%s: %d over age, %d small, %v a month, want %s: %d, %d, %d", b.Basis().Rules.Version, s.OverAge, s.BranchesSmall, due, version, over, small, pay)
		}
	}
	check(b, "2026-2", 2, 1, 500)
	b = stage.Reopened(t, b)
	check(b, "2026-2", 2, 1, 500)
	ops, err := undo.Operations(b, 1)
	if err != nil || ops[0].Intent != "rules" || ops[0].Detail.Reason != "区里 7 月通知" || !ops[0].Undoable || ops[0].Count != 1 {
		t.Fatalf("%+v %v", ops, err)
	}
	all, err := tend.RulesTold(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if changed := r.Key == "age_out" || r.Key == "branch_min" || r.Key == "dues.2"; changed != (r.Since.Version == "2026-2") || changed && (r.Since.Who != "王干事" || r.Since.Reason != "区里 7 月通知") {
			t.Errorf("%s holds since %+v", r.Key, r.Since)
		}
	}
	u := stage.Undo(t, b, ops[0].Seq)
	if u.Decisions != "规则 2026-2 → 2026-1" {
		t.Error(u.Decisions)
	}
	check(b, "2026-1", 1, 0, 1000)
	again, err := undo.Redo(b)
	if err != nil || again == nil {
		t.Fatal(err)
	}
	if _, err := again.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	check(b, "2026-2", 2, 1, 500)
	next := amended(t, b, "又改", rulebook.Amendment{Key: "age_out", Text: "29"})
	if next.Version != "2026-3" {
		t.Error(next.Version)
	}
	late, err := undo.Of(b, ops[0].Seq)
	if stage.CodeOf(err) == "ok" && (!late.Nothing() || said(late.Left) == "") {
		t.Errorf("the older change is taken back over the newer: %+v", late)
	}
	versions, err := b.RulesVersions()
	if err != nil || len(versions) != 5 || versions[0].Version != "2026-3" || versions[4].Seq != 0 || versions[4].Version != "2026-1" || versions[2].Deed != "undo" {
		t.Errorf("%+v %v", versions, err)
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
}

// What is no value, what is as it is, a used version and a rule that is none are refused, and nothing is written.
func TestRulesThatAreRefused(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	amended(t, b, "试用", rulebook.Amendment{Key: "xinjiang", Text: "是"})
	seq := stage.Seq(b)
	for _, c := range []struct{ version, key, text, code string }{
		{"", "age_out", "17", store.Invalid}, {"", "age_out", "二十八", store.Invalid}, {"", "age_out", "28", store.Refused}, {"2026-1", "age_out", "29", store.Refused}, {"2026-2", "age_out", "29", store.Refused},
		{"很长很长很长很长很长很长很长很长很长很长很长", "age_out", "29", store.Invalid}, {"", "nothing", "1", store.Invalid}, {"", "branch_min", "50", "ok"}, {"", "branch_max", "2", store.Invalid}, {"街道 3", "age_out", "29", "ok"},
	} {
		p, err := tend.PlanRules(b, c.version, rulebook.Amendment{Key: c.key, Text: c.text})
		if stage.CodeOf(err) != c.code || err == nil && p.Version == "" || err != nil && len([]rune(store.Tell(err).Message)) < 8 {
			t.Errorf("%+v: %v", c, err)
		}
		if stage.CodeOf(err) == store.Invalid && len(store.Tell(err).Faults) != 1 {
			t.Errorf("%+v: no fault", c)
		}
	}
	p, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_out", Text: "30"})
	if err != nil {
		t.Fatal(err)
	}
	amended(t, b, "先一步", rulebook.Amendment{Key: "age_out", Text: "29"})
	if err := p.Apply("晚一步"); stage.CodeOf(err) != store.Changed || b.Basis().Rules.AgeOut != 29 {
		t.Errorf("a plan of older rules: %v", err)
	}
	if stage.Seq(b) != seq+1 {
		t.Error("a refusal was written")
	}
}

// Xinjiang's rule can be switched on: who joined in 2016 then needs a number.
func TestXinjiangCanBeSwitchedOn(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11)) // joined in May 2016
	lacks := func() bool {
		return slices.ContainsFunc(rules.Faults(b.Today(), ledger.Members, m), func(f value.Fault) bool { return f.Key == "devno" && f.Code == value.Missing })
	}
	if lacks() {
		t.Fatal("elsewhere no number is needed")
	}
	p := amended(t, b, "本台账在新疆", rulebook.Amendment{Key: "xinjiang", Text: "是"})
	if !lacks() {
		t.Error("in Xinjiang a number is needed")
	}
	if !slices.ContainsFunc(p.Effects, func(e effects.Effect) bool {
		return strings.Contains(e.Text, "将要核对：“入团在 2016-01") && e.Records[0].Name == "李华"
	}) {
		t.Errorf("%+v", p.Effects)
	}
}

// Figures of the past are judged by the rule of their day: a snapshot of a day that is over, the figures as of it, and a
// submission, however often the rules have changed since.
func TestThePastIsJudgedByItsOwnRules(t *testing.T) {
	trial.Stand(t, "2026-05-20")
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "1997-06-01", 11)) // 28 in 2025, 29 from June 2026 on
	b.InEnv().Now = func() time.Time { return time.Date(2026, 7, 5, 9, 0, 0, 0, time.Local) }
	over := func(day value.Date) int { return points.FiguresOn(b, day).Total["over_age_not_left"].Part }
	if over(20260630) != 1 || over(0) != 1 {
		t.Fatal("he is over age by 28")
	}
	sent, _, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir(), Passphrase: spoken}, nil)
	if err != nil {
		t.Fatal(err)
	}
	amended(t, b, "改到 30 岁", rulebook.Amendment{Key: "age_out", Text: "30"})
	if over(0) != 0 || over(20260704) != 1 || over(20260705) != 0 || over(20250101) != 0 {
		t.Errorf("today %d, yesterday %d", over(0), over(20260704))
	}
	p, err := points.At(b, strconv.Itoa(int(sent.Number)))
	if err != nil {
		t.Fatal(err)
	}
	if f, err := points.FiguresAt(b, p); err != nil || f.Total["over_age_not_left"].Part != 1 {
		t.Errorf("the submission by today's rules: %v %+v", err, f)
	}
	s, err := points.TakeSnapshot(b, 20260630, "")
	if err != nil {
		t.Fatal(err)
	}
	if f, err := points.SnapshotFigures(b, s); err != nil || f.Total["over_age_not_left"].Part != 1 || !strings.Contains(s.Rules, "age_out,28") {
		t.Errorf("a snapshot of June by the rules of July: %v", err)
	}
	for day, want := range map[value.Date]int{20260101: 28, 20260630: 28, 20260705: 30, 20270101: 30} {
		if r, err := b.RulesOn(day); err != nil || r.AgeOut != want {
			t.Errorf("on %s: %+v %v", day, r.AgeOut, err)
		}
	}
	if ids, err := points.Behind(b, figures.Point{Day: 20260701}, figures.Whole, "over_age_not_left", figures.WantPart); err != nil || len(ids) != 1 {
		t.Errorf("the list behind: %v %v", ids, err)
	}
}

// A rule of the reminders tells whom they would name, and whom no more.
func TestRulesOfRemindersSayWhatFollows(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "1999-01-15", 11)) // 28 in 54 days
	p, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_notice", Text: "40"})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := strings.Join(planLines(p), "\n"); !strings.Contains(got, "1 名团员不再列入“90天内满28岁”的提醒 李华") {
		t.Error(got)
	}
	if p, err = tend.PlanRules(b, "", rulebook.Amendment{Key: "age_notice_last", Text: "60"}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := strings.Join(planLines(p), "\n"); !strings.Contains(got, "1 名团员将列入“") {
		t.Error(got)
	}
}
