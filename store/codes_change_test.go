package store_test

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/effects"
	"tuanjian/store/find"
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

func entryIn(t testing.TB, b *store.Book, list, code string) tend.CodeEntry {
	t.Helper()
	for _, l := range tend.CodeLists(b.Today()) {
		for _, e := range l.Entries {
			if l.List.Name == list && e.Code == code {
				return e
			}
		}
	}
	t.Fatalf("%s has no %s", list, code)
	return tend.CodeEntry{}
}

func recoded(t testing.TB, b *store.Book, c tend.CodeChange) {
	t.Helper()
	if err := tend.ChangeCodes(b, c, "街道统一叫法"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
}

// A list is adapted in one entry with its reason: another word, the old one understood still; what is retired is shown and
// counted and not offered; a new one has a code that nothing had. All of it is there again when the ledger is opened anew,
// can be taken back, and is not another ledger's.
func TestCodesAreChangedByPeople(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for _, open := range slices.Clone(store.Speaking()) {
		open.Close() // a test before, of a ledger that dies, has left it: it would have the first word
	}
	b := stage.Book(t)
	e := stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "东升五金", Attitude: "1", Community: b.Today().Own().Head().ID})
	plain := codes.Attitudes.Label("1")
	offered := func(b *store.Book) (labels []string) {
		for _, o := range find.OptionsOf(b.Today(), codes.Attitudes, "", 100) {
			labels = append(labels, o.Label)
		}
		return labels
	}
	seq, added := stage.Seq(b), codes.Attitudes.NextCode("c")
	if got := entryIn(t, b, "attitude", "1"); got.Used != 1 { // counted before it is renamed, too
		t.Errorf("%+v", got)
	}
	recoded(t, b, tend.CodeChange{List: "attitude", Code: "1", Label: "很支持"})
	recoded(t, b, tend.CodeChange{List: "attitude", Code: "1", Retire: true})
	recoded(t, b, tend.CodeChange{List: "attitude", Label: "要再谈谈"})
	recoded(t, b, tend.CodeChange{List: "attitude", Code: added, First: true})
	check := func(b *store.Book) {
		t.Helper()
		if got := entryIn(t, b, "attitude", "1"); got.Label != "很支持" || got.Plain != plain || got.Used != 1 || !got.Retired || got.Relied != "" {
			t.Errorf("%+v", got)
		}
		if got := find.TextOf(b.Today(), ledger.Enterprises, b.Get(ledger.Enterprises, e.ID), "attitude"); got != "很支持" {
			t.Errorf("the record says %q", got)
		}
		if got := offered(b); got[0] != "要再谈谈" || slices.Contains(got, "很支持") || len(got) != len(codes.Attitudes.Items())-1 {
			t.Errorf("offered are %v", got)
		}
		if code, ok := codes.Attitudes.Code(plain); !ok || code != "1" {
			t.Error("the old word is not understood")
		}
	}
	check(b)
	if stage.Seq(b) != seq+4 {
		t.Errorf("%d entries", stage.Seq(b)-seq)
	}
	b = stage.Reopened(t, b)
	check(b)
	other := stage.Book(t)
	if entryIn(t, other, "attitude", "1").Label != "很支持" { // the first that is open speaks
		t.Error("what was opened beside it changed the words on the screen")
	}
	if b.Close(); entryIn(t, other, "attitude", "1").Label != plain || codes.Attitudes.Retired("1") {
		t.Error("another ledger speaks the words of one that is closed")
	}
	other.Close()
	b = stage.OpenAs(t, b.Path(), "王干事", stage.Password)
	check(b)
	ops, err := undo.Operations(b, 4)
	if err != nil || ops[1].Intent != "codes" || ops[1].Detail.Reason != "街道统一叫法" || !ops[1].Undoable {
		t.Fatalf("%+v %v", ops, err)
	}
	stage.Undo(t, b, ops[0].Seq)
	u := stage.Undo(t, b, ops[1].Seq)
	if u.Decisions == "" || !codes.Attitudes.Retired(added) || codes.Attitudes.Label(added) != "要再谈谈" || entryIn(t, b, "attitude", "1").Label != "很支持" {
		t.Errorf("the undone entry: %+v", entryIn(t, b, "attitude", added))
	}
	recoded(t, b, tend.CodeChange{List: "attitude", Label: "另约时间"})
	if codes.Attitudes.Label(added) != "要再谈谈" || !codes.Attitudes.Has("c2") {
		t.Error("a code was given twice")
	}
	if late, err := undo.Of(b, ops[3].Seq); err != nil || !late.Nothing() || said(late.Left) == "" {
		t.Errorf("%+v %v", late, err)
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
}

// What is refused: without a reason, what rules speak of, a word of another entry, lists of the program's own.
func TestCodesThatAreRefused(t *testing.T) {
	b := stage.Book(t)
	seq := stage.Seq(b)
	for _, c := range []struct {
		change tend.CodeChange
		says   string
	}{
		{tend.CodeChange{List: "memberstate", Code: "1", Retire: true}, "程序的规则要用到“正常”"}, {tend.CodeChange{List: "duty", Code: "3", Label: "副书记"}, "已经是“副书记”的意思"}, {tend.CodeChange{List: "duty", Label: "支书"}, "已经是“书记”的意思"},
		{tend.CodeChange{List: "duty", Code: "77", Label: "甲"}, "没有代码 77"}, {tend.CodeChange{List: "yesno", Code: "1", Label: "对"}, "不能改：只有是和否"}, {tend.CodeChange{List: "nothing", Label: "甲"}, "没有叫“nothing”"},
		{tend.CodeChange{List: "memberstate", Label: "观察"}, "不能加"}, {tend.CodeChange{List: "duty"}, "叫什么"}, {tend.CodeChange{List: "duty", Label: strings.Repeat("长", 31)}, "太长"}, {tend.CodeChange{List: "duty", Code: "3", Label: strings.Repeat("长", 31)}, "太长"},
	} {
		if err := tend.ChangeCodes(b, c.change, "试一试"); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, c.says) {
			t.Errorf("%+v: %v, want %s", c.change, store.Tell(err), c.says)
		}
	}
	if err := tend.ChangeCodes(b, tend.CodeChange{List: "duty", Label: "网格团长"}, " "); stage.CodeOf(err) != store.Refused {
		t.Errorf("without a reason: %v", err)
	}
	if stage.Seq(b) != seq {
		t.Error("a refusal was written")
	}
	for _, l := range tend.CodeLists(b.Today()) {
		if l.Title == "" || len(l.Entries) == 0 {
			t.Errorf("%+v", l)
		}
		for _, e := range l.Entries {
			if (e.Relied != "") != (l.List.Fixed() || l.List.Relied(e.Code)) {
				t.Errorf("%s %+v", l.Title, e)
			}
		}
	}
}

// A street's notice brings its rules and its words: what they would do here is said before it is accepted, they win over
// what the community had changed itself, and from then on only the street changes them.
func TestAStreetGivesRulesAndCodes(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b := streetOfTwo(t), stage.Book(t)
	enrol(t, s, b)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "1999-03-04", 11)) // 27
	amended(t, b, "社区自己改的", rulebook.Amendment{Key: "branch_min", Text: "4"})
	amended(t, s, "街道改的", rulebook.Amendment{Key: "age_out", Text: "27"})
	recoded(t, s, tend.CodeChange{List: "duty", Code: "7", Retire: true})
	if tend.RulesGiven(b) != "" {
		t.Fatal("nobody gives the rules yet")
	}
	p := planned(t, b, give(t, s))
	if err := p.Choose(p.Communities[0].ID); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"规则|离团年龄||变更|28 岁|27 岁", "规则|团支部最少团员数||变更|4 人|3 人", "代码表|团内职务||停用|权益委员|"} {
		if !slices.Contains(lines(p), want) {
			t.Errorf("it does not say %s:\n%s", want, strings.Join(lines(p), "\n"))
		}
	}
	if !slices.ContainsFunc(p.Effects, func(e effects.Effect) bool {
		return e.Text == "1 名团员将算满 27 周岁、应办离团" && e.Names(1) == "李华"
	}) {
		t.Errorf("what follows: %+v", p.Effects)
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if b.Basis().Rules.AgeOut != 27 || b.Basis().Rules.BranchMin != 3 || tend.RulesGiven(b) != "小江湖街道" || !slices.Contains(b.InLists()["duty"].Retired, "7") {
		t.Errorf("%+v, given by %q, %+v", b.Basis().Rules, tend.RulesGiven(b), b.InLists())
	}
	if _, err := tend.PlanRules(b, "", rulebook.Amendment{Key: "age_out", Text: "30"}); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "小江湖街道") {
		t.Errorf("%v", err)
	}
	if err := tend.ChangeCodes(b, tend.CodeChange{List: "duty", Code: "7", Offer: true}, "社区要用"); stage.CodeOf(err) != store.Refused {
		t.Errorf("%v", err)
	}
	versions, err := b.RulesVersions()
	if err != nil || len(versions) != 3 || versions[0].Deed != store.MayTakeNotice || versions[1].Reason != "社区自己改的" {
		t.Errorf("%+v %v", versions, err)
	}
	ops, err := undo.Operations(b, 1)
	if err != nil {
		t.Fatal(err)
	}
	stage.Undo(t, b, ops[0].Seq)
	if b.Basis().Rules.BranchMin != 4 || tend.RulesGiven(b) != "" || len(b.InLists()) != 0 {
		t.Errorf("undone: %+v %+v", b.Basis().Rules, b.InLists())
	}
}

// Every list takes an entry, or says why it takes none; nobody is left to wonder.
func TestEveryListTakesEntriesOrSaysWhyNot(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for name, b := range map[string]*store.Book{"community": stage.Book(t), "street": stage.Street(t)} {
		seen, closed := map[string]bool{}, 0
		for _, l := range tend.CodeLists(b.Today()) {
			seen[l.List.Name] = true
			err := tend.ChangeCodes(b, tend.CodeChange{List: l.List.Name, Label: "另一种" + name}, "本地要用")
			switch why := l.List.Why(); {
			case (why != "") != l.List.Closed():
				t.Errorf("%s, %s: closed %v, and says %q", name, l.Title, l.List.Closed(), why)
			case why == "" && err != nil:
				t.Errorf("%s, %s: %s", name, l.Title, store.Tell(err).Message)
			case why != "" && (stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, why)):
				t.Errorf("%s, %s: %v", name, l.Title, err)
			}
			if l.List.Closed() && !l.List.Fixed() {
				closed++
			}
			if l.List.Fixed() {
				if err := tend.ChangeCodes(b, tend.CodeChange{List: l.List.Name, Code: l.Entries[0].Code, Label: "别的"}, "试试"); stage.CodeOf(err) != store.Refused || l.Entries[0].Relied == "" {
					t.Errorf("%s, %s is fixed: %v", name, l.Title, err)
				}
			}
		}
		for _, kind := range rules.KindsOf(stage.Now(b)) {
			for _, c := range kind.Columns()[:kind.Fields()] {
				if c.Shape == ledger.Choice && c.Choices.Kind == "" && !seen[c.Choices.Name] {
					t.Errorf("%s: the list of %s is not shown", name, c.Label)
				}
			}
		}
		if closed > 6 {
			t.Errorf("%s: %d lists take no entry", name, closed)
		}
	}
}

// What an office adds to a list that the program had to itself counts as what it is: another paper has no check digit, another
// state of a branch is a live one, another state of founding is a slice of its own, another registration leaves 非公 to a person.
func TestAddedEntriesCount(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	for list, label := range map[string]string{"idtype": "外国人居留卡", "branchstate": "整顿提高", "founding": "巩固提高", "registration": "股份合作社", "standing": "民主人士"} {
		recoded(t, b, tend.CodeChange{List: list, Label: label})
	}
	set := func(kind ledger.Kind, r ledger.Record, key, text string) {
		t.Helper()
		if err := kind.Set(r, kind.At(key), text); err != nil {
			t.Errorf("%s %s: %v", key, text, err)
		}
	}
	m := stage.Person("李华", "2002-03-04", 11)
	m.IDNumber = ""
	set(ledger.Members, m, "idtype", "外国人居留卡")
	set(ledger.Members, m, "idno", "F1234567")
	set(ledger.Members, m, "standing", "民主人士")
	stage.Keep(t, b, ledger.Members, m)
	o := &ledger.Branch{Title: "甲团支部", Type: codes.BranchCell}
	set(ledger.Branches, o, "state", "整顿提高")
	stage.Keep(t, b, ledger.Branches, o)
	e := &ledger.Enterprise{Title: "东升五金", Business: codes.BusinessOpen}
	set(ledger.Enterprises, e, "founding", "巩固提高")
	set(ledger.Enterprises, e, "registration", "股份合作社")
	stage.Keep(t, b, ledger.Enterprises, e)
	total := points.FiguresOn(b, 0).Total
	if total["members"].Part != 1 || total["branches"].Part != 1 || total["party_members"].Part != 0 || total["branches_under_minimum"].Part != 1 {
		t.Errorf("%+v", total)
	}
	if slice := overview.HomeOf(b).Founding; len(slice) != 1 || slice[0].Label != "巩固提高" || find.ListOf(b.Today(), slice[0].Query).Len() != 1 {
		t.Errorf("%+v", slice)
	}
	if !slices.ContainsFunc(rules.Faults(b.Today(), ledger.Enterprises, e), func(f value.Fault) bool { return f.Key == "nonpublic" }) {
		t.Error("nobody is asked whether it is 非公")
	}
}
