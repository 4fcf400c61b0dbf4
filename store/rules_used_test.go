package store_test

import (
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// Every rule that people see decides something: a number that nothing goes by is a promise that nobody keeps.
func TestEveryRuleIsGoneBy(t *testing.T) {
	var text strings.Builder
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "store/ledger/rules") {
			return err
		}
		code, err := fs.ReadFile(os.DirFS(".."), path)
		text.Write(code)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[rulebook.Rules]()) {
		if f.IsExported() && !f.Anonymous && !regexp.MustCompile(`\.`+f.Name+`\b`).MatchString(text.String()) {
			t.Errorf("nothing goes by %s", f.Name)
		}
	}
}

// Whoever is over age is reminded of once: for his age, or for the post whose end makes him leave.
func TestNobodyIsRemindedOfTwiceForHisAge(t *testing.T) {
	b := oneOfEach(t)
	seen := map[value.ID]string{}
	n := 0
	for _, todo := range overview.Todos(b) {
		if todo.Key != "member.over" && todo.Key != "member.served" {
			continue
		}
		for l, i := find.ListOf(b.Today(), todo.Query), 0; i < l.Len(); i++ {
			id := l.Row(i).Head().ID
			if seen[id] != "" {
				t.Errorf("%s stands in %s and in %s", ledger.NameOf(l.Row(i)), seen[id], todo.Key)
			}
			seen[id] = todo.Key
			n++
		}
	}
	if over := points.FiguresOn(b, 0).Total["over_age_not_left"].Part; n != over || over < 2 {
		t.Errorf("%d are reminded of, %d are over age", n, over)
	}
}

// The day of consent is asked for by rules: not at all where the office needs none, and not before its days are over.
func TestConsentGoesByRules(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	due := func() (n int) {
		for _, todo := range overview.Todos(b) {
			if todo.Key == "member.consent" {
				n = todo.Count
				if todo.Rule != "consent_days" {
					t.Errorf("it goes by %q", todo.Rule)
				}
			}
		}
		return n
	}
	if due() != 1 {
		t.Fatal("a member without a day of consent")
	}
	amended(t, b, "先收表", rulebook.Amendment{Key: "consent_days", Text: "30"})
	if due() != 0 {
		t.Error("entered today, and reminded of at once")
	}
	amended(t, b, "当天", rulebook.Amendment{Key: "consent_days", Text: "0"})
	p := amended(t, b, "凭法定职责收集", rulebook.Amendment{Key: "consent_needed", Text: "否"})
	if due() != 0 || !strings.Contains(strings.Join(planLines(p), "\n"), "1 名团员不再列入“缺同意日期”的提醒 李华") {
		t.Errorf("no consent is needed: %d, %v", due(), planLines(p))
	}
}

// What organisation an enterprise should have follows from its members and the rules (domain.md §1.3).
func TestAdvisedOrganisation(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	for members, want := range map[int]string{0: "", 2: "联合团支部", 3: "团支部", 29: "团支部", 30: "团总支", 99: "团总支", 100: "团委"} {
		e := stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "企业" + strconv.Itoa(members), Business: codes.BusinessOpen, Members: value.CountOf(members)})
		if got := find.TextOf(b.Today(), ledger.Enterprises, e, "advice"); got != want {
			t.Errorf("%d members: %q, want %q", members, got, want)
		}
	}
	p := amended(t, b, "区里定 20 人", rulebook.Amendment{Key: "general_from", Text: "20"})
	if got := strings.Join(planLines(p), "\n"); !strings.Contains(got, "1 家企业的建议建制会变 企业29") {
		t.Error(got)
	}
}

// The months of rating are rules.
func TestRatingGoesByRules(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "甲团支部", Type: codes.BranchCell, Founded: 20250301, Star: "5", StarYear: value.CountOf(2025)})
	early := func() bool {
		return strings.Contains(find.TextOf(b.Today(), ledger.Branches, b.Get(ledger.Branches, o.ID), find.FaultsKey), "不能定四星、五星")
	}
	if !early() {
		t.Fatal("ten months old with five stars")
	}
	if amended(t, b, "区里定 9 个月", rulebook.Amendment{Key: "star_high_months", Text: "9"}); early() {
		t.Error("nine months are enough now")
	}
	if _, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "star_months", Text: "10"}); stage.CodeOf(err) != store.Invalid {
		t.Errorf("rated later than with five stars: %v", err)
	}
}

// A tab is named by the rule that fills it.
func TestTabsAreNamedByTheirRules(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	amended(t, b, "试", rulebook.Amendment{Key: "branch_min", Text: "5"})
	for _, tab := range rules.Tabs(b.Today(), ledger.Branches, records.Place{}) {
		if tab.Key == "small" && tab.Title != "不足5人" {
			t.Error(tab.Title)
		}
	}
}
