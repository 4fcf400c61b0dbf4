package rulebook_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// comingSet is the program's set amended.
func comingSet(t *testing.T, r *rulebook.Rules, changes ...rulebook.Amendment) *rulebook.Rules {
	t.Helper()
	text, f := r.Amend("2026-2", changes...)
	if f != nil {
		t.Fatal(f.Text)
	}
	now, err := rulebook.ParseRules(text)
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// Each day has the rules of that day, whatever is written for later ones: also a step of the dues, a new one, one that goes, and
// several rules on several days.
func TestRulesOfEachDay(t *testing.T) {
	r := comingSet(t, rulebook.DefaultRules(), rulebook.Amendment{"age_out", "27", 20270101}, rulebook.Amendment{"branch_min", "5", 20270701}, rulebook.Amendment{"dues.2", "2000;;1;20", 20270101}, rulebook.Amendment{"dues.3", "8000;25;;", 20270101},
		rulebook.Amendment{"begin.member.nation", "", 20270701}, rulebook.Amendment{"post_age", "34", 0})
	for _, c := range []struct {
		day           value.Date
		age, min, due int
		nation        bool
	}{{20261122, 28, 3, 20, true}, {20261231, 28, 3, 20, true}, {20270101, 27, 3, 25, true}, {20270630, 27, 3, 25, true}, {20270701, 27, 5, 25, false}, {20990101, 27, 5, 25, false}, {20270100, 27, 3, 25, true}} {
		on := r.On(c.day)
		m := &ledger.Member{Wage: value.MoneyOf(1000000), DuesSort: codes.DuesByWage}
		due, _ := m.Due(on)
		nation := slices.ContainsFunc(ledger.Begins(on, ledger.Members), func(b rulebook.Begin) bool { return b.Key == "nation" })
		if on.AgeOut != c.age || on.BranchMin != c.min || due != value.MoneyOf(int64(c.due)*100) || nation != c.nation || on.PostAge != 34 || on.Version != "2026-2" {
			t.Errorf("%s: %d, %d, %s, %v", c.day, on.AgeOut, on.BranchMin, due, nation)
		}
		if on != r.On(c.day) {
			t.Errorf("%s: not the same pointer", c.day)
		}
		again, err := rulebook.ParseRules(on.Source())
		if err != nil || again.AgeOut != on.AgeOut || len(again.Coming()) != len(on.Coming()) || rulebook.CheckRules(on.Source()) != nil {
			t.Errorf("%s: its own text says otherwise: %v", c.day, err)
		}
	}
	if gone := comingSet(t, r, rulebook.Amendment{"dues.2", "", 20270101}).On(20270101); len(gone.Dues) != 2 || gone.Dues[1].From != value.MoneyOf(800000) {
		t.Errorf("a step that goes: %+v", gone.Dues)
	}
	if back := comingSet(t, r, rulebook.Amendment{"age_out", "28", 20270301}); len(back.Coming()) != len(r.Coming())-1 {
		t.Error("what is to be as it is stays to come")
	}
	if back := comingSet(t, r, rulebook.Amendment{"coming.age_out", "", 0}); back.On(20270101).AgeOut != 28 {
		t.Error("what was to come was called off, and comes")
	}
	if moved := comingSet(t, r, rulebook.Amendment{"age_out", "26", 20270301}); moved.On(20270101).AgeOut != 28 || moved.On(20270301).AgeOut != 26 {
		t.Error("another day for one rule")
	}
}

// Bounds hold on every day, and what does not go together is refused with its day.
func TestRulesToComeThatAreRefused(t *testing.T) {
	for _, c := range []struct {
		changes []rulebook.Amendment
		says    string
	}{
		{[]rulebook.Amendment{{"age_out", "17", 20270101}}, "自 2027-01-01 起，规则“离团年龄”"},
		{[]rulebook.Amendment{{"branch_min", "40", 20270101}, {"branch_max", "30", 20270701}}, "自 2027-07-01 起"},
		{[]rulebook.Amendment{{"age_out", "二十", 20270101}}, "整数"},
		{[]rulebook.Amendment{{"age_out", "27", 21990101}}, "2100"},
		{[]rulebook.Amendment{{"dues.2", "2000;;1;20", 20270101}, {"dues.3", "8000;25;;", 20270201}}, "同一天"},
		{[]rulebook.Amendment{{"dues.2", "2000;;1;20", 20270101}, {"dues.3", "1000;4;;", 0}}, "先取消"},
	} {
		if _, f := rulebook.DefaultRules().Amend("2026-2", c.changes...); f == nil || !strings.Contains(f.Text, c.says) {
			t.Errorf("%+v: %+v", c.changes, f)
		}
	}
	for _, row := range []string{"coming.age_out,2027-01-01", "coming.age_out,2027-01;27", "coming.nothing,2027-01-01;1", "coming.version,2027-01-01;9", "coming.coming.age_out,2027-01-01;27",
		"coming.age_out,2027-02-30;27", "coming.age_out,2027-01-01;x", "coming.age_out,2027-01-01;27\ncoming.age_out,2027-02-01;26"} {
		if _, err := rulebook.ParseRules(append(slices.Clone(rulebook.DefaultRules().Source()), row+"\n"...)); err == nil {
			t.Errorf("%s was taken", row)
		}
	}
	text := string(rulebook.DefaultRules().Source())
	for i := range rulebook.MostComing + 1 {
		text += "coming.dues." + strconv.Itoa(i+1) + ",2027-01-01;" + strconv.Itoa(i*1000) + ";3;;\n"
	}
	if _, err := rulebook.ParseRules([]byte(text)); err == nil {
		t.Error("no end of what is to come")
	}
}

// What is to come in words.
func TestRulesToComeInWords(t *testing.T) {
	for value, want := range map[string]string{"coming.age_out 2027-01-01;27": "离团年龄 自 2027-01-01 起 27 岁", "coming.dues.2 2027-01-01;": "按月收入的团费第 2 档 自 2027-01-01 起去掉",
		"coming.begin.member.nation 2027-01-01;": "团员的民族 自 2027-01-01 起 不先填"} {
		key, text, _ := strings.Cut(value, " ")
		if got := rulebook.RuleName(key) + " " + rulebook.RuleText(key, text); got != want {
			t.Error(got)
		}
	}
}
