package ledger

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// found gives the faults of a record as key:code, hard ones with a !, sorted.
func found(kind Kind, r Record, b Basis) string {
	var all []string
	for _, f := range kind.Faults(r, b) {
		s := f.Key + ":" + f.Code
		if !f.Soft {
			s += "!"
		}
		all = append(all, s)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// Born 12 May 2006, a member in order.
func member() *Member {
	return &Member{Title: "李华", IDNumber: "430502200605123182", Nation: "01", Joined: 20200500, DevNumber: "202043000001", Branch: value.ID{1}, Phone: "13912345678"}
}

func TestMemberFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Member)
		want   string
	}{
		{"in order", func(m *Member) {}, ""},
		{"nothing known", func(m *Member) { *m = Member{Title: "李华"} }, "branch:missing idno:missing joined:missing nation:missing phone:missing"},
		{"no name", func(m *Member) { m.Title = "" }, "name:missing!"},
		{"one character", func(m *Member) { m.Title = "李" }, "name:name.short"},
		{"digits", func(m *Member) { m.Title = "李华2" }, "name:name.digits"},
		{"a note in brackets", func(m *Member) { m.Title = "李华（书记）" }, "name:name.sign"},
		{"two people", func(m *Member) { m.Title = "李华、王刚" }, "name:name.sign"},
		{"a name of another tongue", func(m *Member) { m.Title = "阿依古丽·买买提" }, ""},
		{"31 characters", func(m *Member) { m.Title = strings.Repeat("李", 31) }, "name:name.long"},
		{"joined at 12 in 2018", func(m *Member) { m.Joined, m.DevNumber = 20190400, "201943000001" }, "joined:joined.young!"},
		{"the month of the 13th birthday", func(m *Member) { m.Joined, m.DevNumber = 20190500, "201943000001" }, "joined:joined.early"},
		{"13 and 11 months", func(m *Member) { m.Joined, m.DevNumber = 20200400, "202043000001" }, "joined:joined.early"},
		{"14", func(m *Member) { m.Joined = 20200512 }, ""},
		{"a day before 14", func(m *Member) { m.Joined = 20200511 }, "joined:joined.early"},
		{"at birth", func(m *Member) { m.Joined, m.DevNumber = 20060500, "" }, "joined:joined.young!"},
		{"before birth", func(m *Member) { m.Joined, m.DevNumber = 19990500, "" }, "joined:joined.young!"},
		{"at 12 in 2016, as was allowed", func(m *Member) { m.IDNumber, m.Joined, m.DevNumber = "430502200308156623", 20160500, "" }, "joined:joined.early"},
		{"at 11 in 2015", func(m *Member) { m.IDNumber, m.Joined, m.DevNumber = "430502200308156623", 20150700, "" }, "joined:joined.young!"},
		{"after 28", func(m *Member) { m.IDNumber, m.Joined, m.DevNumber = "430511199107044052", 20200500, "202043000001" }, "joined:joined.late"},
		{"next month", func(m *Member) { m.Joined, m.DevNumber = 20261200, "202643000001" }, "joined:date.future!"},
		{"this month", func(m *Member) { m.Joined, m.DevNumber = 20261100, "202643000001" }, ""},
		{"only the year", func(m *Member) { m.Joined = 20200000 }, "joined:joined.year"},
		{"no number since 2017", func(m *Member) { m.DevNumber = "" }, "devno:missing"},
		{"another year's number", func(m *Member) { m.DevNumber = "201943000001" }, "devno:dev.year"},
		{"gone: nobody asks for the number", func(m *Member) { m.DevNumber, m.State, m.StateFrom = "", codes.MemberMoved, 20250101 }, ""},
		{"gone without a day", func(m *Member) { m.State = codes.MemberMoved }, "state_from:missing"},
		{"no member needs no joining", func(m *Member) { m.State, m.Joined, m.DevNumber = codes.MemberNot, 20060600, "" }, ""},
		{"a sex that differs", func(m *Member) { m.Sex = value.Male }, "sex:sex.differs"},
		{"the sex again", func(m *Member) { m.Sex = value.Female }, ""},
		{"a word for the sex", func(m *Member) { m.Sex = "未知" }, "sex:unlisted"},
		{"a birthday that differs", func(m *Member) { m.Born = 20060513 }, "born:born.differs"},
		{"the month of the birthday", func(m *Member) { m.Born = 20060500 }, ""},
		{"a wrong number", func(m *Member) { m.IDNumber = "430502200605123183" }, "born:missing idno:id.check! sex:missing"},
		{"15 digits", func(m *Member) { m.IDNumber = "430502850615241"; m.Joined, m.DevNumber = 20000500, "" }, "idno:id.fifteen"},
		{"older than 120", func(m *Member) { m.IDNumber, m.Joined, m.DevNumber = "440524188001010014", 0, "" }, "idno:id.age! joined:missing"},
		{"a permit", func(m *Member) {
			m.IDType, m.IDNumber, m.Joined, m.DevNumber = codes.IDPermit, "810000199503150038", 20120500, ""
		}, ""},
		{"a permit of the mainland", func(m *Member) { m.IDType = codes.IDPermit }, "idno:id.permit"},
		{"a passport", func(m *Member) { m.IDType, m.IDNumber = codes.IDPassport, "E12345678" }, "born:missing sex:missing"},
		{"a passport, told", func(m *Member) {
			m.IDType, m.IDNumber, m.Sex, m.Born = codes.IDPassport, "E12345678", value.Male, 20060501
		}, ""},
		{"a home-return permit without a type", func(m *Member) { m.IDNumber, m.Sex, m.Born = "H12345678", value.Male, 20060501 }, "idno:id.type"},
		{"Party at 17", func(m *Member) { m.Party = 20240511 }, "party:party.young"},
		{"Party at 18", func(m *Member) { m.Party = 20240512 }, ""},
		{"Party tomorrow", func(m *Member) { m.Party = 20261123 }, "party:date.future"},
		{"adrift without a day", func(m *Member) { m.Drift = codes.DriftOut }, "drift_from:missing"},
		{"adrift backwards", func(m *Member) { m.Drift, m.DriftFrom, m.DriftTo = codes.DriftOut, 20250101, 20241231 }, "drift_to:drift.before"},
		{"a phone short of one", func(m *Member) { m.Phone = "1391234567" }, "phone:phone"},
		{"a word that no list has", func(m *Member) { m.Schooling = "大砖" }, "schooling:unlisted"},
		{"a unit that is not kept", func(m *Member) { m.SetLoose("unit", "没有的厂") }, "unit:unlisted"},
		{"a branch that is not kept", func(m *Member) { m.Branch = value.ID{}; m.SetLoose("branch", "没有的支部") }, "branch:unlisted"},
	} {
		m := member()
		c.change(m)
		if got := found(Members, m, basis()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEnterpriseFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Enterprise)
		want   string
	}{
		{"in order", func(e *Enterprise) {}, ""},
		{"nothing known", func(e *Enterprise) { *e = Enterprise{Title: "东升五金"} }, "boss:missing business:missing credit:missing nonpublic:missing"},
		{"no name", func(e *Enterprise) { e.Title = "" }, "name:missing!"},
		{"more under 35 than staff", func(e *Enterprise) { e.Staff, e.Under35 = value.CountOf(10), value.CountOf(11) }, "under35:staff.under35"},
		{"as many", func(e *Enterprise) {
			e.Staff, e.Under35, e.Under28, e.Members = value.CountOf(10), value.CountOf(10), value.CountOf(10), value.CountOf(10)
		}, ""},
		{"more under 28 than under 35", func(e *Enterprise) { e.Under35, e.Under28 = value.CountOf(3), value.CountOf(4) }, "under28:staff.under28"},
		{"more members than youths", func(e *Enterprise) { e.Under28, e.Members = value.CountOf(3), value.CountOf(4) }, "members:staff.members"},
		{"an unknown staff", func(e *Enterprise) { e.Under35 = value.CountOf(11) }, ""},
		{"said otherwise than registered", func(e *Enterprise) { e.NonPublic = codes.No }, "nonpublic:nonpublic.differs"},
		{"a share decides", func(e *Enterprise) { e.Registration, e.NonPublic = "119", "" }, "nonpublic:missing"},
		{"closed, no day", func(e *Enterprise) { e.Business = "2" }, "business_from:missing"},
		{"closed", func(e *Enterprise) { e.Business, e.BusinessFrom = "2", 20260101 }, ""},
		{"closed tomorrow", func(e *Enterprise) { e.Business, e.BusinessFrom = "2", 20261123 }, "business_from:date.future"},
		{"due and no reason", func(e *Enterprise) { e.Founding = codes.FoundingDue }, "nobranch:missing"},
		{"a code that is wrong", func(e *Enterprise) { e.Credit = "91430502MA4L12346X" }, "credit:credit.check"},
	} {
		e := &Enterprise{Title: "东升五金", Credit: "91430502MA4L12346Y", Registration: "112", Boss: "周建国", Business: codes.BusinessOpen}
		c.change(e)
		if got := found(Enterprises, e, basis()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBranchFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Branch)
		want   string
	}{
		{"in order", func(o *Branch) {}, ""},
		{"nothing known", func(o *Branch) { *o = Branch{Title: "团支部"} }, "founded:missing short:missing type:missing"},
		{"founded tomorrow", func(o *Branch) { o.Founded, o.TermFrom = 20261123, 0 }, "founded:date.future!"},
		{"a term of 5 years", func(o *Branch) { o.TermYears = value.CountOf(5) }, "term_years:term.years"},
		{"a committee's term of 5", func(o *Branch) { o.Type, o.TermYears = codes.BranchLeague, value.CountOf(5) }, ""},
		{"over since yesterday", func(o *Branch) { o.TermFrom = 20231121 }, "term_from:term.over"},
		{"over today, not yet late", func(o *Branch) { o.TermFrom = 20231122 }, ""},
		{"over, counted from the founding", func(o *Branch) { o.Founded, o.TermFrom = 20200101, 0 }, "term_from:term.over"},
		{"over, but dissolved", func(o *Branch) { o.TermFrom, o.State, o.StateFrom = 20231121, codes.BranchDissolved, 20250101 }, ""},
		{"a term before the founding", func(o *Branch) { o.TermFrom = 20221231 }, "term_from:term.before term_from:term.over"},
		{"joint with one", func(o *Branch) { o.Sort, o.Enterprises = codes.SortJoint, []value.ID{{1}} }, "enterprises:joint.one"},
		{"joint with two", func(o *Branch) { o.Sort, o.Enterprises = codes.SortJoint, []value.ID{{1}, {2}} }, ""},
		{"single with two", func(o *Branch) {
			o.Sort, o.Enterprises, o.Superior = codes.SortSingle, []value.ID{{1}, {2}}, value.ID{3}
		}, "sort:single.many"},
		{"appointed and elected", func(o *Branch) { o.State, o.StateFrom, o.Elected = codes.BranchAppointed, 20261001, codes.ByElection }, "elected:elected.state"},
		{"dissolved, no day", func(o *Branch) { o.State = codes.BranchDissolved }, "state_from:missing"},
	} {
		o := &Branch{Title: "共青团东升五金支部委员会", Short: "东升五金团支部", Type: codes.BranchCell, Founded: 20230101, TermFrom: 20250101, TermYears: value.CountOf(3)}
		c.change(o)
		if got := found(Branches, o, basis()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPostFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Post)
		want   string
	}{
		{"in order", func(p *Post) {}, ""},
		{"nobody", func(p *Post) { p.Person = value.ID{} }, "person:missing!"},
		{"nowhere", func(p *Post) { p.Branch = value.ID{} }, "branch:missing!"},
		{"nothing", func(p *Post) { p.Duty = "" }, "duty:missing!"},
		{"no day", func(p *Post) { p.From = 0 }, "from:missing"},
		{"backwards", func(p *Post) { p.To = 20241231 }, "to:post.before!"},
		{"a month that may hold both days", func(p *Post) { p.From, p.To = 20250115, 20250100 }, ""},
		{"tomorrow", func(p *Post) { p.From = 20261123 }, "from:date.future"},
		{"extra, no deputy", func(p *Post) { p.Sort, p.Origin = codes.DutyExtra, "供电局" }, "sort:post.extra"},
		{"extra deputy", func(p *Post) { p.Sort, p.Duty = codes.DutyExtra, codes.DutyDeputy }, "origin:missing"},
	} {
		p := &Post{Person: value.ID{1}, Branch: value.ID{2}, Duty: codes.DutySecretary, From: 20250101}
		c.change(p)
		if got := found(Posts, p, basis()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		from, to value.Date
		want     bool
	}{{0, 0, true}, {20261122, 0, true}, {20261123, 0, false}, {20250101, 20261122, true}, {20250101, 20261121, false}, {20261100, 20261100, true}, {20261200, 0, false}} {
		if p := (&Post{From: c.from, To: c.to}); p.Current(today.Today) != c.want {
			t.Errorf("%s to %s: current %v", c.from, c.to, !c.want)
		}
	}
}

func TestCommunityFaults(t *testing.T) {
	for _, c := range []struct{ code, sort, want string }{
		{"430502001001", "1", ""}, {"430502001201", "1", "sort:region.village"}, {"430502001201", "2", ""}, {"", "", "code:missing sort:missing"}, {"430502001000", "1", "code:region.community"},
	} {
		if got := found(Communities, &Community{Title: "塔北社区", Code: c.code, Sort: c.sort}, basis()); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.code, c.sort, got, c.want)
		}
	}
}

// What the ID number tells is not stored; what contradicts it is, and is shown.
func TestWhatIsDerivedIsNotStored(t *testing.T) {
	m := member()
	set := func(key, text string) *value.Fault {
		err := Members.Set(m, Members.At(key), text)
		if err == nil {
			return nil
		}
		return err.(*value.Fault)
	}
	get := func(key string) string { return Members.Text(m, Members.At(key), basis()) }
	if get("sex") != "女" || get("born") != "2006-05-12" || get("age") != "20" {
		t.Errorf("%s %s %s", get("sex"), get("born"), get("age"))
	}
	set("sex", "女")
	set("born", "2006年5月")
	if m.Sex != "" || m.Born != 0 {
		t.Errorf("stored %q %s", m.Sex, m.Born)
	}
	set("sex", "男")
	set("born", "2006-05-13")
	if m.Sex != value.Male || m.Born != 20060513 || get("sex") != "男" || !m.IsFemale() || m.IsMale() || m.BornOn() != 20060512 {
		t.Errorf("a contradiction is shown and does not count: %q %s", m.Sex, m.Born)
	}
	set("idno", "430502200707040011")
	Members.Tidy(m)
	if m.Sex != "" || m.Born != 20060513 {
		t.Errorf("the number that says the same takes the typed one away: %q %s", m.Sex, m.Born)
	}
	set("idno", "")
	set("sex", "男")
	set("born", "2007-07-04")
	set("idno", "430502200707040011")
	Members.Tidy(m)
	if m.Sex != "" || m.Born != 0 || get("sex") != "男" || get("born") != "2007-07-04" {
		t.Errorf("%q %s", m.Sex, m.Born)
	}
	if f := set("idno", "110105491231002"); f == nil || f.Offer != "11010519491231002X" || m.IDNumber != "110105491231002" || get("born") != "1949-12-31" {
		t.Errorf("15 digits: %+v %s", f, get("born"))
	}
	for _, c := range []struct {
		change func(*Member)
		due    string
	}{
		{func(m *Member) {}, "无法计算"}, {func(m *Member) { m.Wage = value.MoneyOf(350000) }, "7"}, {func(m *Member) { m.DuesSort = codes.DuesStudents }, "0.20"},
		{func(m *Member) { m.DuesSort = codes.DuesFarmers }, "0.50"}, {func(m *Member) { m.DuesSort = codes.DuesPoor }, "0.20"}, {func(m *Member) { m.DuesSort = codes.DuesVolunteer }, "自愿"}, {func(m *Member) { m.Wage = value.MoneyOf(0) }, "3"},
	} {
		m := &Member{}
		c.change(m)
		if got := m.DueText(rulebook.DefaultRules()); got != c.due {
			t.Errorf("%q, want %q", got, c.due)
		}
	}
}

func TestCompleteness(t *testing.T) {
	m := &Member{Title: "李华"}
	if got := m.Completeness(); got != 100/16 {
		t.Errorf("%d", got)
	}
	m = member()
	m.Schooling, m.Standing, m.Unit, m.Home, m.Address, m.Wage = "21", codes.StandingLeague, value.ID{2}, "邵阳", "邵阳", value.MoneyOf(1)
	if got := m.Completeness(); got != 15*100/16 {
		t.Errorf("all but the consent: %d", got)
	}
	if m.Consent = 20260101; m.Completeness() != 100 {
		t.Errorf("all: %d", m.Completeness())
	}
}
