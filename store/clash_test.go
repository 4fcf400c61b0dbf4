package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// faultCodes are the codes of a record's open faults, hard ones with a !, sorted.
func faultCodes(b *store.Book, kind ledger.Kind, r ledger.Record) string {
	var all []string
	for _, f := range rules.Faults(b.Today(), kind, r) {
		code := f.Code
		if !f.Soft {
			code += "!"
		}
		all = append(all, code)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// crew puts n members into a branch.
func crew(t testing.TB, b *store.Book, branch value.ID, n, from int) []*ledger.Member {
	var people []*ledger.Member
	for i := range n {
		m := stage.Person("李华", value.Day(2002, 1, 1).AddDays(from+i).String(), 11)
		m.Branch = branch
		people = append(people, stage.Keep(t, b, ledger.Members, m))
	}
	return people
}

func TestOneNumberOnePerson(t *testing.T) {
	b := stage.Book(t)
	m := stage.Person("李华", "1985-06-15", 24)
	m.Joined = 20000500
	m = stage.Keep(t, b, ledger.Members, m)
	twin := stage.Person("王刚", "1985-06-15", 24)
	twin.Joined = 20000500
	faults := rules.Faults(b.Today(), ledger.Members, twin)
	at := slices.IndexFunc(faults, func(f value.Fault) bool { return f.Code == value.Twice })
	if at < 0 || faults[at].Soft || faults[at].Other != m.ID || !strings.Contains(faults[at].Text, "李华") {
		t.Fatalf("%+v", faults)
	}
	if _, err := b.Save(ledger.Members, twin); stage.CodeOf(err) != store.Invalid {
		t.Error("two of one number")
	}
	twin.IDNumber = m.IDNumber[:6] + m.IDNumber[8:17] // his card of the first generation
	if _, err := b.Save(ledger.Members, twin); stage.CodeOf(err) != store.Invalid {
		t.Error("15 digits are the same person's")
	}
	draft := ledger.Members.Clone(m).(*ledger.Member)
	draft.IDNumber = stage.IDNumber("1985-06-15", 25)
	stage.Keep(t, b, ledger.Members, draft)
	twin.IDNumber = stage.IDNumber("1985-06-15", 24)
	stage.Keep(t, b, ledger.Members, twin) // the number is free again
	a, z := stage.Person("赵云", "2002-03-04", 15), stage.Person("欧阳娜", "2002-03-04", 17)
	a.DevNumber, z.DevNumber = "201643000001", "201643000001"
	stage.Keep(t, b, ledger.Members, a)
	if got := faultCodes(b, ledger.Members, z); !strings.Contains(got, "twice!") {
		t.Errorf("a number of joining twice is refused: %s", got)
	}
	z.DevNumber = ""
	z = stage.Keep(t, b, ledger.Members, z)
	had := *z
	had.DevNumber, had.Rev = a.DevNumber, z.Rev
	b.Lay(stage.Now(b).With(&had)) // as an older program let it be, or two communities have it
	if got := faultCodes(b, ledger.Members, &had); !strings.Contains(got, "twice") || strings.Contains(got, "!") {
		t.Errorf("a number that two have already waits: %s", got)
	}
}

func TestOneCodeOneEnterprise(t *testing.T) {
	b := stage.Book(t)
	e := stage.Firm("东升五金")
	e.Credit = "91430502MA4L12346Y"
	e = stage.Keep(t, b, ledger.Enterprises, e)
	other := stage.Firm("长虹印务")
	other.Credit = e.Credit
	other = stage.Keep(t, b, ledger.Enterprises, other)
	if faultCodes(b, ledger.Enterprises, e) != "twice" || faultCodes(b, ledger.Enterprises, other) != "twice" {
		t.Errorf("%s, %s", faultCodes(b, ledger.Enterprises, e), faultCodes(b, ledger.Enterprises, other))
	}
	community := &ledger.Community{Title: "五一社区", Code: "430502001001", Sort: "1"}
	stage.Keep(t, b, ledger.Communities, community)
	if _, err := b.Save(ledger.Communities, &ledger.Community{Title: "红旗社区", Code: "430502001001", Sort: "1"}); stage.CodeOf(err) != store.Invalid {
		t.Errorf("two communities of one code: %v", err)
	}
}

func TestSuperiorsMakeNoCircle(t *testing.T) {
	b := stage.Book(t)
	top := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "团工委", Type: codes.BranchWorking})
	middle := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "团委", Type: codes.BranchLeague, Superior: top.ID})
	low := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "团支部", Type: codes.BranchCell, Superior: middle.ID})
	for _, up := range []value.ID{low.ID, middle.ID, top.ID} {
		draft := ledger.Branches.Clone(top).(*ledger.Branch)
		draft.Superior = up
		if _, err := b.Save(ledger.Branches, draft); stage.CodeOf(err) != store.Invalid {
			t.Errorf("a circle: %v", err)
		}
	}
	p := stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团组织", Text: "组织全称|上级组织|成立时间\n团工委|团支部|2020.1"}))
	if p.Report() != (intake.Report{Rows: 1, Faulty: 1}) {
		t.Errorf("a circle by table: %+v", p.Report())
	}
	for _, text := range []string{
		"甲团委|乙团总支|2020.1\n乙团总支|甲团委|2020.1\n丙团支部|甲团委|2020.1", // new ones that go round
		"团委|丙团支部|2020.1\n丙团支部|团支部|2020.1",                   // two that are kept already
	} {
		stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团组织", Text: "组织全称|上级组织|成立时间\n" + text}))
		l := find.ListOf(b.Today(), records.Query{Kind: ledger.Branches})
		for i := range l.Len() {
			if rules.Cycle(stage.Now(b), l.Row(i).(*ledger.Branch)) {
				t.Errorf("%s is below itself", l.Cell(i, "name", ledger.Ends))
			}
		}
	}
}

func TestClosedEnterpriseWithALiveBranch(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	e := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises, Words: "东升"}).Row(0).(*ledger.Enterprise)
	o := find.ListOf(b.Today(), records.Query{Kind: ledger.Branches, Words: "东升"}).Row(0).(*ledger.Branch)
	closed := ledger.Enterprises.Clone(e).(*ledger.Enterprise)
	closed.Business, closed.BusinessFrom = "4", 20260901
	closed = stage.Keep(t, b, ledger.Enterprises, closed)
	if got := faultCodes(b, ledger.Enterprises, closed); !strings.Contains(got, "business.branch") {
		t.Errorf("%s", got)
	}
	gone := ledger.Branches.Clone(o).(*ledger.Branch)
	gone.State, gone.StateFrom = codes.BranchDissolved, 20260902
	stage.Keep(t, b, ledger.Branches, gone)
	if got := faultCodes(b, ledger.Enterprises, closed); strings.Contains(got, "business.branch") {
		t.Errorf("%s", got)
	}
	m := stage.Person("李华", "2002-03-04", 11)
	m.Branch = o.ID
	if got := faultCodes(b, ledger.Members, m); got != "branch.dissolved" {
		t.Errorf("a member of a dissolved branch: %s", got)
	}
}

func TestSizeAndOfficersOfABranch(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	o := find.ListOf(b.Today(), records.Query{Kind: ledger.Branches, Words: "东升"}).Row(0).(*ledger.Branch)
	want := func(what, expected string) {
		t.Helper()
		if got := faultCodes(b, ledger.Branches, b.Get(ledger.Branches, o.ID)); got != expected {
			t.Errorf("%s: %q, want %q", what, got, expected)
		}
	}
	post := func(m *ledger.Member, duty string) *ledger.Post {
		return stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: duty, From: 20250101})
	}
	want("nobody", "branch.small secretary.none")
	people := crew(t, b, o.ID, 2, 0)
	want("two", "branch.small secretary.none")
	people = append(people, crew(t, b, o.ID, 1, 2)...)
	want("three", "secretary.none")
	first := post(people[0], codes.DutySecretary)
	want("three with a secretary", "")
	people = append(people, crew(t, b, o.ID, 4, 3)...)
	want("seven without a committee", "committee.small")
	post(people[1], "3")
	post(people[2], "4")
	want("seven with three officers", "")
	second := &ledger.Post{Person: people[3].ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20250101}
	if got := faultCodes(b, ledger.Posts, second); got != "secretary.two" {
		t.Errorf("a second secretary: %s", got)
	}
	stage.Keep(t, b, ledger.Posts, second)
	want("two secretaries", "secretary.two")
	over := ledger.Posts.Clone(first).(*ledger.Post)
	over.To = 20261121
	stage.Keep(t, b, ledger.Posts, over)
	want("the first left yesterday", "")
	for i := range 5 {
		post(people[i], "11")
	}
	want("eight posts of five people", "")
	for _, m := range crew(t, b, o.ID, 4, 60) {
		post(m, "11")
	}
	want("nine officers", "committee.large")
	crew(t, b, o.ID, 39, 10)
	want("fifty", "committee.large")
	last := crew(t, b, o.ID, 1, 100)[0]
	want("fifty-one", "branch.large committee.large")
	left := ledger.Members.Clone(last).(*ledger.Member)
	left.State, left.StateFrom = codes.MemberMoved, 20260901
	stage.Keep(t, b, ledger.Members, left)
	want("one moved away", "committee.large")
	draft := ledger.Branches.Clone(b.Get(ledger.Branches, o.ID)).(*ledger.Branch)
	draft.State, draft.StateFrom = codes.BranchDissolved, 20260901
	stage.Keep(t, b, ledger.Branches, draft)
	want("dissolved", "")
}

func TestKindsOfBranches(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	for _, c := range []struct {
		change func(*ledger.Branch)
		want   string
	}{
		{func(o *ledger.Branch) {}, "branch.small secretary.none"},
		{func(o *ledger.Branch) { o.State = codes.BranchPlanned }, ""},
		{func(o *ledger.Branch) { o.Sort = codes.SortTemporary }, "secretary.none"},
		{func(o *ledger.Branch) { o.Sort = codes.SortDrifting }, "secretary.none"},
		{func(o *ledger.Branch) { o.Type = codes.BranchLeague }, "branch.hollow secretary.none"},
		{func(o *ledger.Branch) { o.Type = codes.BranchGeneral }, "branch.hollow secretary.none"},
		{func(o *ledger.Branch) { o.Type = codes.BranchOrgan }, ""},
	} {
		o := stage.Cell("东升五金团支部")
		c.change(o)
		o = stage.Keep(t, b, ledger.Branches, o)
		if got := faultCodes(b, ledger.Branches, o); got != c.want {
			t.Errorf("%+v: %q, want %q", o, got, c.want)
		}
	}
	top := find.ListOf(b.Today(), records.Query{Kind: ledger.Branches, Filters: []records.Filter{{Key: "type", Texts: []string{"团委"}}}}).Row(0).(*ledger.Branch)
	below := stage.Cell("下面的团支部")
	below.Superior = top.ID
	stage.Keep(t, b, ledger.Branches, below)
	if got := faultCodes(b, ledger.Branches, top); got != "secretary.none" {
		t.Errorf("with a branch below: %s", got)
	}
	m := stage.Person("李华", "2002-03-04", 11)
	m.Branch = top.ID
	if got := faultCodes(b, ledger.Members, m); got != "branch.level" {
		t.Errorf("a member belongs to a branch: %s", got)
	}
}

// 28 without a post is overdue, with one is not, from the birthday on; officers of
// 28 are of the Party; more than three posts are many.
func TestAgeAndPosts(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	east := stage.BranchNamed(b, "东升五金团支部")
	old := func(born string, n int) *ledger.Member {
		m := stage.Person("李华", born, n)
		m.Joined, m.Branch = 20140500, east
		return m
	}
	for born, want := range map[string]string{"1998-11-22": "state.overage", "1998-11-23": "", "1990-01-01": "state.overage"} {
		if got := faultCodes(b, ledger.Members, old(born, 11)); got != want {
			t.Errorf("born %s: %q, want %q", born, got, want)
		}
	}
	left := old("1998-11-22", 13)
	left.State, left.StateFrom = codes.MemberLeft, 20261122
	waits := old("1998-11-22", 15)
	waits.State = codes.MemberOverAge
	if faultCodes(b, ledger.Members, left)+faultCodes(b, ledger.Members, waits) != "" {
		t.Error("who left, or is marked, is not overdue")
	}
	m := stage.Keep(t, b, ledger.Members, old("1998-11-22", 17))
	if n := rules.SummaryOf(b.Today()).OverAge; n != 1 {
		t.Errorf("%d over age", n)
	}
	p := stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: east, Duty: codes.DutySecretary, From: 20250101})
	if got := faultCodes(b, ledger.Members, m); got != "" || rules.SummaryOf(b.Today()).OverAge != 0 {
		t.Errorf("an officer stays: %s", got)
	}
	if got := faultCodes(b, ledger.Posts, p); got != "post.party" {
		t.Errorf("of the Party? %s", got)
	}
	ended := ledger.Posts.Clone(p).(*ledger.Post)
	ended.To = 20261121
	stage.Keep(t, b, ledger.Posts, ended)
	if got := faultCodes(b, ledger.Members, m); got != "state.overage" {
		t.Errorf("the post ended: %s", got)
	}
	busy := stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 19))
	for i := range 4 {
		post := &ledger.Post{Person: busy.ID, Branch: east, Duty: fmt.Sprint(3 + i), From: 20250101}
		if got := faultCodes(b, ledger.Posts, post); got != map[bool]string{true: "posts.many"}[i == 3] {
			t.Errorf("post %d: %s", i+1, got)
		}
		stage.Keep(t, b, ledger.Posts, post)
	}
	if got := faultCodes(b, ledger.Posts, &ledger.Post{Person: busy.ID, Branch: east, Duty: "3", From: 20260101}); !strings.Contains(got, "post.twice") {
		t.Errorf("the same post again: %s", got)
	}
}
