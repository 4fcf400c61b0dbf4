package ledger

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// Codes that are on disk, in packages and in the program elsewhere: they never change.
func TestCodesAreForEver(t *testing.T) {
	for got, want := range map[string]string{
		value.Missing: "missing", value.Unlisted: "unlisted", value.Malformed: "malformed", value.Masked: "masked", value.Unregistered: "unregistered", value.Damaged: "damaged", value.Twice: "twice", value.Old15: "id.fifteen", value.TooYoung: "joined.young", value.Guessed: "guessed",
		SourceTyped: "", SourceImport: "import", SourceMerge: "merge", codes.OnRoll: "on",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, c := range []struct {
		list  *codes.List
		code  string
		label string
	}{{codes.IDTypes, codes.IDReturn, "来往内地（大陆）通行证"}, {codes.Drifts, codes.DriftYes, "是（流入流出未注明）"}, {codes.SizeClasses, rulebook.SizeMedium, "中型"}, {codes.SizeClasses, rulebook.SizeSmall, "小型"}} {
		if got := c.list.Label(c.code); got != c.label {
			t.Errorf("%s %s is %q, want %q", c.list.Name, c.code, got, c.label)
		}
	}
	if got := (&value.Fault{Key: "a", Code: "b", Text: "李华"}).Error(); got != "a: b" {
		t.Errorf("for logs: %q", got)
	}
	if codes.MemberStates.Group("正常") != "" || codes.MemberStates.Group(codes.MemberNormal) != codes.OnRoll || codes.MemberStates.Group("没有") != "" {
		t.Error("a label has no group, a code has")
	}
}

func TestEdgesOfDevNumbers(t *testing.T) {
	for _, c := range []struct {
		number, joined, want, text string
	}{
		{"", "", "ok", ""}, {"201743001234", "", "ok", ""}, {"2015160000001234", "", "ok", ""}, {"20174300123", "", "dev.format", "现在是 11 位"}, {"2017430012345", "", "dev.format", "现在是 13 位"},
		{"201516000000123", "", "dev.format", "现在是 15 位"}, {"20151600000012345", "", "dev.format", "现在是 17 位"},
		{"", "2017-01-01", value.Missing, "入团在 2017-01 以后，"}, {"", "2016-12-31", "ok", ""}, {"", "2017-01", value.Missing, "入团在"}, {"2017001", "2017-01-01", "dev.format", "现在是 7 位"}, {"2016001", "2016-12-31", "ok", ""},
		{"2015160000001234", "2015-05", "ok", ""}, {"2015160000001234", "2016-05", "ok", ""}, {"2015160000001234", "2017-05", "dev.format", "现在是 16 位"}, {"2015160000001234", "2014-05", "dev.format", ""},
		{"2016170000001234", "2016-05", "ok", ""}, {"2016170000001234", "2015-05", "dev.format", ""}, {"2014150000001234", "2015-05", "dev.format", ""}, {"2014150000001234", "2016-05", "dev.format", ""},
		{"20121", "2012-05", "ok", ""}, {"2012", "2012-05", "dev.format", "太短"}, {"2011", "2012-05", "dev.format", "太短"},
		{"201843001234", "2017-01", "ok", ""}, {"201843001234", "2019-01", "dev.year", "编号前四位 2018 与入团年份 2019 "}, {"201843001234", "2019-01-01", "dev.year", ""}, {"201743001234", "2018-12-31", "ok", ""},
		{"201643001234", "2017-01", "dev.year", ""}, {"201943001234", "2018-12", "dev.year", ""}, {"201743001234", "2016-12-31", "dev.year", ""},
	} {
		joined, err := value.ParseDate(c.joined)
		if err != nil {
			t.Fatal(err)
		}
		f := rulebook.DevNumberFault(c.number, joined, rulebook.DefaultRules())
		if got := code(f); got != c.want || f != nil && !strings.Contains(f.Text, c.text) {
			t.Errorf("%q joined %s: %s %+v, want %s", c.number, c.joined, got, f, c.want)
		}
	}
}

func TestEdgesOfTexts(t *testing.T) {
	m := member()
	set := func(key, text string) *value.Fault {
		f, _ := Members.Set(m, Members.At(key), text).(*value.Fault)
		return f
	}
	long := strings.Repeat("x", 6000)
	for _, key := range []string{"position", "schooling"} {
		if f := set(key, long); code(f) != "ok" && code(f) != value.Unlisted || Members.Text(m, Members.At(key), basis()) != long {
			t.Errorf("%s of 6,000 bytes: %s", key, code(f))
		}
		if f := set(key, long+"x"); code(f) != "long" || f.Soft || Members.Text(m, Members.At(key), basis()) != long {
			t.Errorf("%s of 6,001 bytes: %s", key, code(f))
		}
		set(key, "")
	}
	if set("position", " 车\n间  主任 "); m.Position != "车 间 主任" {
		t.Errorf("%q", m.Position)
	}
	if set("schooling", " 大  砖 "); m.Schooling != "大 砖" {
		t.Errorf("%q", m.Schooling)
	}
	if set("note", " 一\n\n二 "); m.Note != " 一\n\n二 " {
		t.Errorf("%q", m.Note)
	}
	refusing := textField(Line, "x", "X", 5, func(m *Member) *string { return &m.Position }, []check{func(text string) (string, *value.Fault) { return "other", value.Hard("no", "不行") }})
	if f, ok := refusing.Set(m, "new").(*value.Fault); !ok || f.Code != "no" || m.Position != "车 间 主任" {
		t.Errorf("a hard fault changes nothing: %q", m.Position)
	}
	if f := set("born", "待补"); code(f) != value.Malformed || m.Born != 0 {
		t.Errorf("born: %s", code(f))
	}
	if f := set("idno", "H12345678"); code(f) != "id.type" || m.IDNumber != "H12345678" {
		t.Errorf("%s %q", code(f), m.IDNumber)
	}
	if f := set("idno", " "); code(f) != value.Missing || m.IDNumber != "" {
		t.Errorf("%s %q", code(f), m.IDNumber)
	}
	for _, kind := range []string{codes.IDReturn, codes.IDPassport, codes.IDOther} {
		m.IDType = kind
		if f := set("idno", strings.Repeat("9", 40)); code(f) != "ok" || len(m.IDNumber) != 40 {
			t.Errorf("40 characters: %s", code(f))
		}
		if f := set("idno", strings.Repeat("9", 41)); code(f) != "long" || f.Soft || len(m.IDNumber) != 40 {
			t.Errorf("41 characters: %s", code(f))
		}
	}
	for text, want := range map[string]string{
		"㐀 㐀": "㐀㐀", "㏿ ㏿": "㏿ ㏿", "Anna Lee": "Anna Lee", "Anna M. Lee": "Anna M. Lee", "阿依.买买提": "阿依·买买提", "阿依•买买提": "阿依·买买提", "李:华": "李:华", "": "",
	} {
		if got, f := personName(text); got != want || f != nil {
			t.Errorf("%q: %q %v", text, got, f)
		}
	}
	for text, want := range map[string]string{"李0": "name.digits", "李9": "name.digits", "李/华": "name.sign", strings.Repeat("李", 30): "ok", strings.Repeat("李", 31): "name.long", "李": "name.short", "李华": "ok"} {
		if _, f := personName(text); code(f) != want {
			t.Errorf("%q: %s", text, code(f))
		}
	}
}

func TestEdgesOfHeaders(t *testing.T) {
	words := Headers(Members)
	for _, c := range []struct{ key, word string }{{"phone", "手机号码"}, {"phone", "联系电话"}, {"phone", "联系手机"}, {"idno", "证件号码"}, {"idno", "证件编号"}, {"duty", "团内职务"}} {
		if !slices.Contains(words[c.key], c.word) {
			t.Errorf("%s is not called %s", c.key, c.word)
		}
	}
	for _, derived := range []string{"age", "due", "complete"} {
		if words[derived] != nil {
			t.Errorf("%s cannot come in", derived)
		}
	}
	m := &Member{Title: "李华"}
	if got := Members.Text(m, Members.At("complete"), basis()); got != "6%" {
		t.Errorf("complete: %q", got)
	}
}

func TestEdgesOfMembers(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Member)
		want   string
	}{
		{"a resident's card by name", func(m *Member) { m.IDType = codes.IDResident }, ""},
		{"a resident's card by name that differs", func(m *Member) { m.IDType, m.Sex = codes.IDResident, value.Male }, "sex:sex.differs"},
		{"all tomorrow", func(m *Member) {
			m.Party, m.StateFrom, m.StayFrom, m.Contacted, m.Volunteer, m.Consent = 20261123, 20261123, 20261123, 20261123, 20261123, 20261123
		}, "consent:date.future contacted:date.future party:date.future state_from:date.future stay_from:date.future volunteer:date.future"},
		{"all today", func(m *Member) {
			m.Party, m.StateFrom, m.StayFrom, m.Contacted, m.Volunteer, m.Consent = 20261122, 20261122, 20261122, 20261122, 20261122, 20261122
		}, ""},
		{"adrift and not back", func(m *Member) { m.Drift, m.DriftFrom = codes.DriftOut, 20250101 }, ""},
		{"adrift for a day", func(m *Member) { m.Drift, m.DriftFrom, m.DriftTo = codes.DriftOut, 20250101, 20250101 }, ""},
		{"back, no word when he went", func(m *Member) { m.DriftTo = 20250101 }, ""},
		{"adrift, no word which way", func(m *Member) { m.Drift, m.DriftFrom = codes.DriftYes, 20250101 }, "drift:drift.way"},
		{"normal", func(m *Member) { m.State, m.DevNumber = codes.MemberNormal, "" }, "devno:missing"},
		{"joined today", func(m *Member) { m.Joined, m.DevNumber = 20261122, "202643000001" }, ""},
		{"joined tomorrow", func(m *Member) { m.Joined, m.DevNumber = 20261123, "202643000001" }, "joined:date.future!"},
		{"12 on the last day of the old rule", func(m *Member) { m.IDNumber, m.Joined, m.DevNumber = "430502200401171000", 20161231, "" }, "joined:joined.early"},
		{"12 on the first day of the new rule", func(m *Member) { m.IDNumber, m.Joined, m.DevNumber = "430502200401171000", 20170101, "201743000001" }, "joined:joined.young!"},
		{"in the Party, born nobody knows when", func(m *Member) { m.IDNumber, m.Party = "", 20200101 }, "idno:missing"},
		{"a permit of Macao", func(m *Member) {
			m.IDType, m.IDNumber, m.Joined, m.DevNumber = codes.IDPermit, "820000199811072125", 20150500, ""
		}, ""},
		{"a permit of Taiwan", func(m *Member) {
			m.IDType, m.IDNumber, m.Joined, m.DevNumber = codes.IDPermit, "830000200106203019", 20160500, ""
		}, ""},
	} {
		m := member()
		c.change(m)
		if got := found(Members, m, basis()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if f := joinedFault(19990500, 20060512, basis()); !strings.Contains(f.Text, "只有 0 周岁") {
		t.Error(f.Text)
	}
	if f := joinedFault(20180500, 20060512, basis()); !strings.Contains(f.Text, "只有 12 周岁") {
		t.Error(f.Text)
	}
	for _, c := range []struct {
		m    Member
		want bool
	}{{Member{}, false}, {Member{Standing: codes.StandingParty}, true}, {Member{Standing: codes.StandingPartyOn}, true}, {Member{Standing: codes.StandingLeague}, false}, {Member{Party: 20200101}, true}} {
		if c.m.InParty() != c.want {
			t.Errorf("%+v is in the Party: %v", c.m, !c.want)
		}
	}
	if n, known := (&Member{Born: 20000101}).Age(Basis{Rules: rulebook.DefaultRules()}); n != 0 || known {
		t.Errorf("no today: %d %v", n, known)
	}
	if n, known := (&Member{}).Age(basis()); n != 0 || known {
		t.Errorf("no birthday: %d %v", n, known)
	}
	if due, known := (&Member{DuesSort: codes.DuesVolunteer}).Due(rulebook.DefaultRules()); due != value.MoneyOf(0) || !known {
		t.Errorf("voluntary: %s %v", due, known)
	}
	before, after := Member{Joined: 20161200}, Member{Joined: 20170100}
	if before.Completeness() != 2*100/16 || after.Completeness() != 100/16 {
		t.Errorf("the number is asked of those of 2017 on: %d %d", before.Completeness(), after.Completeness())
	}
	for state, want := range map[string]bool{"": true, codes.MemberNormal: true, codes.MemberStopped: true, codes.MemberArriving: true, codes.MemberOverAge: true, codes.MemberLeft: false, codes.MemberMoved: false, codes.MemberNot: false} {
		if (&Member{State: state}).OnRoll() != want {
			t.Errorf("state %q on the roll: %v", state, !want)
		}
	}
}

func TestEdgesOfUnits(t *testing.T) {
	e := func(change func(*Enterprise)) *Enterprise {
		e := &Enterprise{Title: "东升五金", Credit: "91430502MA4L12346Y", Registration: "112", Boss: "周建国", Business: codes.BusinessOpen}
		change(e)
		return e
	}
	o := func(change func(*Branch)) *Branch {
		o := &Branch{Title: "共青团东升五金支部委员会", Short: "东升五金团支部", Type: codes.BranchCell, Founded: 20230101, TermFrom: 20250101, TermYears: value.CountOf(3)}
		change(o)
		return o
	}
	for _, c := range []struct {
		name string
		kind Kind
		r    Record
		want string
	}{
		{"closed today", Enterprises, e(func(e *Enterprise) { e.Business, e.BusinessFrom = "2", 20261122 }), ""},
		{"state unknown", Enterprises, e(func(e *Enterprise) { e.Business = "" }), "business:missing"},
		{"founded today", Branches, o(func(o *Branch) { o.Founded, o.TermFrom = 20261122, 0 }), ""},
		{"two years", Branches, o(func(o *Branch) { o.TermYears = value.CountOf(2) }), ""},
		{"one year", Branches, o(func(o *Branch) { o.TermFrom, o.TermYears = 20260101, value.CountOf(1) }), "term_years:term.years"},
		{"a working committee of five years", Branches, o(func(o *Branch) { o.Type, o.TermYears = codes.BranchWorking, value.CountOf(5) }), ""},
		{"a working committee of six", Branches, o(func(o *Branch) { o.Type, o.TermYears = codes.BranchWorking, value.CountOf(6) }), "term_years:term.years"},
		{"the term from the founding's day", Branches, o(func(o *Branch) { o.Founded, o.TermFrom = 20250101, 20250101 }), ""},
		{"the founding's day unknown", Branches, o(func(o *Branch) { o.Founded = 0 }), "founded:missing"},
		{"one enterprise of one", Branches, o(func(o *Branch) { o.Sort, o.Enterprises, o.Superior = codes.SortSingle, []value.ID{{1}}, value.ID{3} }), ""},
		{"appointed", Branches, o(func(o *Branch) {
			o.State, o.StateFrom, o.Elected = codes.BranchAppointed, 20251122, codes.ByAppointment
		}), ""},
		{"appointed for more than a year", Branches, o(func(o *Branch) {
			o.State, o.StateFrom, o.Elected = codes.BranchAppointed, 20251121, codes.ByAppointment
		}), "state_from:appointed.long"},
		{"elected", Branches, o(func(o *Branch) { o.State, o.Elected = codes.BranchNormal, codes.ByElection }), ""},
		{"a committee of two firms is not joint", Branches, o(func(o *Branch) { o.Type, o.Sort, o.Enterprises = codes.BranchLeague, codes.SortJoint, []value.ID{{1}} }), ""},
	} {
		if got := found(c.kind, c.r, basis()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		from, founded value.Date
		years         value.Count
		want          value.Date
	}{{0, 0, value.CountOf(3), 0}, {20250101, 0, 0, 0}, {0, 20250101, value.CountOf(3), 20280101}, {20260101, 20250101, value.CountOf(3), 20290101}, {0, 0, 0, 0}} {
		if got := (&Branch{TermFrom: c.from, Founded: c.founded, TermYears: c.years}).TermEnd(rulebook.DefaultRules()); got != c.want {
			t.Errorf("%+v ends %s", c, got)
		}
	}
	for _, c := range []struct {
		said, registration, sort string
		want                     bool
	}{{codes.Yes, "131", "1", true}, {codes.No, "112", "1", false}, {"", "112", "1", true}, {"", "131", "1", false}, {"", "119", "1", false}, {"", "", "3", false}} {
		if got := (&Enterprise{NonPublic: c.said, Registration: c.registration, Sort: c.sort}).IsNonPublic(); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	for _, c := range []struct{ registration, sort, want string }{{"", "3", codes.No}, {"", "1", ""}, {"112", "3", codes.Yes}, {"119", "3", ""}} {
		if got := NonPublicOf(c.registration, c.sort); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestEdgesOfShredding(t *testing.T) {
	m := member()
	m.State, m.StateFrom = codes.MemberLeft, 20200101
	missing := value.Fault{Key: "phone", Code: value.Missing}
	if m.MissesShredded(missing) {
		t.Error("nothing was shredded yet")
	}
	m.Excuses = []Excuse{{"sex", "sex.differs", "男", "户口本"}}
	m.Loose = []Loose{{"sex", "女?"}}
	m.Shred(7)
	if len(m.Excuses)+len(m.Loose) != 0 {
		t.Errorf("what was typed about the sex stays: %v %v", m.Excuses, m.Loose)
	}
	for _, c := range []struct {
		f    value.Fault
		want bool
	}{{missing, true}, {value.Fault{Key: "phone", Code: value.Masked}, false}, {value.Fault{Key: "name", Code: value.Missing}, false}} {
		if m.MissesShredded(c.f) != c.want {
			t.Errorf("%+v: %v", c.f, !c.want)
		}
	}
	if m.State = codes.MemberNormal; m.MissesShredded(missing) {
		t.Error("who is back is asked again")
	}
}
