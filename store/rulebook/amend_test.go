package rulebook_test

import (
	"os"
	"strings"
	"testing"

	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// Every rule of the program, and every one that came later, has a name, a group, and what it may be; a whole number has
// bounds and every other value a shape of its own.
func TestEveryRuleIsToldToPeople(t *testing.T) {
	r := rulebook.DefaultRules()
	told := map[string]rulebook.Rule{}
	for _, u := range r.Told() {
		told[u.Key] = u
	}
	for key := range rulebook.Keys() {
		u, ok := told[key]
		switch {
		case key == "version":
		case !ok:
			t.Errorf("%s has no line in rulenames.csv", key)
		case u.Group == "" || u.Name == "" || u.Unit == "" || u.Bounds() == "":
			t.Errorf("%s lacks a group, a name, a unit or bounds: %+v", key, u)
		case u.Text() == "" || u.Text() == u.Value && u.Unit != rulebook.RuleDay:
			t.Errorf("%s is told without its unit: %q", key, u.Text())
		}
		if _, whole := rulebook.Bounds[key]; ok && whole == (u.Unit == rulebook.RuleDay || u.Unit == rulebook.RuleYes || u.Unit == rulebook.RuleMoney || u.Unit == rulebook.RuleDays || u.Unit == rulebook.RuleShare || u.Unit == rulebook.RuleStars || u.Unit == rulebook.RuleMonth) {
			t.Errorf("%s in %s: bounds are for whole numbers", key, u.Unit)
		}
	}
	for _, row := range r.Rows() {
		u, ok := told[row[0]]
		if row[0] == "version" {
			continue
		}
		if !ok || u.Bounds() == "" || u.Group == "" || rulebook.RuleName(row[0]) == row[0] {
			t.Errorf("%s is not told: %+v", row[0], u)
		}
		if back, f := u.Read(u.Value); f != nil || back != u.Value {
			t.Errorf("%s: the value %q is read as %q: %v", row[0], u.Value, back, f)
		}
		if u.Family() != "dues" && u.Family() != "size" && u.Text() != "不先填" {
			if back, f := u.Read(u.Text()); f != nil || back != u.Value {
				t.Errorf("%s: its own words %q are read as %q: %v", row[0], u.Text(), back, f)
			}
		}
	}
	var seen []string
	for _, u := range r.Told() {
		if len(seen) == 0 || seen[len(seen)-1] != u.Group {
			seen = append(seen, u.Group)
		}
	}
	if got := strings.Join(seen, " "); got != "年龄 入团 团组织 任期 编号 团费 规模 选举 会议 评议 处分 提醒 统计 保留 新录入先填" {
		t.Errorf("the groups: %s", got)
	}
}

// An amended set is another version with all else as it was, and a value that is none, or that the others do not allow,
// is a fault on its rule.
func TestAmendingRules(t *testing.T) {
	r := rulebook.DefaultRules()
	text, f := r.Amend("2026-2", rulebook.Amendment{Key: "age_out", Text: "３０ 岁"}, rulebook.Amendment{Key: "xinjiang", Text: "是"}, rulebook.Amendment{Key: "begin.member.nation", Text: ""}, rulebook.Amendment{Key: "half_days", Text: "6-30、12-31"},
		rulebook.Amendment{Key: "dues_farmer", Text: "1 元"}, rulebook.Amendment{Key: "dues.3", Text: "8000; 20;;"}, rulebook.Amendment{Key: "size.2", Text: "900/300/20;40000/2000/300;-"})
	if f != nil {
		t.Fatal(f.Text)
	}
	now, err := rulebook.ParseRules(text)
	if err != nil || now.Version != "2026-2" || now.AgeOut != 30 || !now.Xinjiang || len(now.Dues) != 3 || now.Dues[2].Flat != value.MoneyOf(2000) || now.DuesFarmer != value.MoneyOf(100) || now.Sizes[1].Staff[0] != 900 {
		t.Fatalf("%+v %v", now, err)
	}
	if now.AgeJoin != r.AgeJoin || len(now.Rows()) != len(r.Rows())+1 {
		t.Error("more was changed than was asked")
	}
	back, f := now.Amend("2026-3", rulebook.Amendment{Key: "dues.2", Text: ""})
	if f != nil || !strings.Contains(string(back), "dues.2,8000;20;;") || strings.Contains(string(back), "dues.3") {
		t.Errorf("a step taken away: %v\n%s", f, back)
	}
	if same, f := r.Amend("2026-2", rulebook.Amendment{Key: "age_out", Text: "28"}); f != nil || string(same) != string(r.Source()) {
		t.Error("amending nothing gives another set")
	}
	for _, c := range [][2]string{{"age_out", "二十八"}, {"age_out", "17"}, {"age_out", ""}, {"branch_min", "51"}, {"term_min", "4"}, {"xinjiang", "也许"}, {"dev_number_since", "2017-01"}, {"dev_number_since", "1900-01-01"},
		{"half_days", "13-45"}, {"dues_student", ""}, {"dues.1", "100;3;;"}, {"dues.3", "2000;20;;"}, {"dues.3", "5000;;;"}, {"dues.3", "5000;3;2;"}, {"size.2", "1/2/3;-;-"}, {"size.99", "3/2/1;-;-"},
		{"begin.member.nation", "没有的族"}, {"begin.member.nothing", "x"}, {"retention_years", "0"}, {"version", "9"}, {"nothing", "1"}} {
		if text, f := r.Amend("2026-2", rulebook.Amendment{Key: c[0], Text: c[1]}); f == nil {
			t.Errorf("%s = %q was taken: %s", c[0], c[1], text)
		} else if f.Key != c[0] && f.Key != "" && f.Key != "term_min" && !strings.Contains(f.Text, "第一档") && !strings.Contains(f.Text, "各档") {
			t.Errorf("%s = %q: the fault is on %q: %s", c[0], c[1], f.Key, f.Text)
		}
	}
	for year, want := range map[int]string{2026: "2026-2", 2027: "2027-1"} {
		if got := r.NextVersion(year); got != want {
			t.Errorf("in %d: %s", year, got)
		}
	}
	if got := (&rulebook.Rules{Version: "街道版"}).NextVersion(2026); got != "2026-1" {
		t.Error(got)
	}
	if _, f := r.Amend("", rulebook.Amendment{Key: "age_out", Text: "30"}); f == nil {
		t.Error("a set without a version was taken")
	}
}

// A set with a key that no rule goes by any more is read, told and amended without it.
func TestAKeyThatIsGone(t *testing.T) {
	old, err := rulebook.ParseRules(append(rulebook.DefaultRules().Source(), "arriving_months,9,\nnew_branch_days,30,\ncoming.new_branch_until,2030-01-01;90,\n"...))
	if err != nil {
		t.Fatal(err)
	}
	text, f := old.Amend("2026-2", rulebook.Amendment{Key: "age_out", Text: "29"})
	if f != nil || strings.Contains(string(text), "arriving_months") || strings.Contains(string(text), "new_branch") || len(old.Rows()) != len(rulebook.DefaultRules().Rows()) {
		t.Errorf("%v\n%s", f, text)
	}
}

// What people are told of a rule.
func TestRulesInWords(t *testing.T) {
	for key, want := range map[string]string{
		"age_out": "28 岁", "xinjiang": "否", "dues_student": "0.2 元", "half_days": "06-30、12-31", "dev_number_since": "2017-01-01", "begin.member.nation": "汉族",
		"dues.1": "月收入 0 元起，每月 3 元", "dues.2": "月收入 2000 元起，每月按 2‰，最多 20 元", "size.2": "从业人员 1000/300/20，营业收入（万元） 40000/2000/300",
	} {
		found := false
		for _, u := range rulebook.DefaultRules().Told() {
			if u.Key == key {
				found = true
				if u.Text() != want {
					t.Errorf("%s: %q, want %q", key, u.Text(), want)
				}
			}
		}
		if !found {
			t.Errorf("%s is not told", key)
		}
	}
	if u, _ := rulebook.RuleNamed("age_join"); u.Bounds() != "7 到 28 岁，不小于“分界日前入团，小于此岁不收”，不小于“分界日起入团，小于此岁不收”，不大于“离团年龄”" {
		t.Error(u.Bounds())
	}
	for key, want := range map[string]string{"size.2": "工业", "begin.member.nation": "团员的民族", "dues.2": "按月收入的团费第 2 档", "version": "规则版本", "age_out": "离团年龄", "who": "who"} {
		if got := rulebook.RuleName(key); got != want {
			t.Errorf("%s: %s", key, got)
		}
	}
}

// A folder without the names of the rules is no folder of this program.
func TestRuleNamesAreNeeded(t *testing.T) {
	dir := t.TempDir()
	text, err := os.ReadFile("../../assets/codes/rules.csv")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/rules.csv", text, 0o600); err != nil {
		t.Fatal(err)
	}
	rulebook.WithoutNames(func(w rulebook.Words) {
		if err := rulebook.Load(os.DirFS(dir), w); err == nil {
			t.Error("rules without names were taken")
		}
	})
}
