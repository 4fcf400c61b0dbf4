package intake_test

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
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// The tables of enterprises and organisations that other offices keep.
func TestLayoutsOfUnits(t *testing.T) {
	for _, c := range []struct {
		name  string
		pages []stage.Page
		want  intake.Report
		keys  string
		seen  []string
	}{
		{"the survey form with groups", []stage.Page{{Name: "调查表", Merged: []string{"A1:P1", "A2:A3", "B2:G2", "H2:L2", "M2:P2"}, Text: `
非公企业团建情况调查表
序号|企业基本情况||||||人员情况|||||团建情况|||
|企业名称|统一社会信用代码|法定代表人（负责人）|联系电话|企业性质|行业|职工总数|35岁以下|28岁以下|团员数|党员数|是否建团|未建团原因|企业态度|备注
=1|东升五金有限公司|91430502MA4L12346Y|周建国|=7395321234|私营|制造业|=45|=30|=12|=5|=2|否|团员少|支持|
=2|长虹\n印务有限公司||李红|0739-5321235|有限责任公司|印刷|约50人|20人||||是||不支持|改制
合计|||||||=95|=50|=12|=5|=2||||
填表人：张三|||审核人：李四`}}, intake.Report{Rows: 2, Added: 2}, "name credit boss phone registration industry staff under35 members party founding nobranch attitude note community", []string{
			"东升五金有限公司|91430502MA4L12346Y|周建国|7395321234|私营有限责任公司|制造业|45|30|5|2|否|团员不足3人|支持||塔北社区",
			"长虹 印务有限公司||李红|0739-5321235|其他有限责任公司|印刷|50|20|||已建||不配合|改制|塔北社区",
		}},
		{"few columns, other words", []stage.Page{{Name: "名单", Text: `
辖区市场主体名单（截至2026年11月）
No.|市场主体名称|经营者|联系人电话|用工人数|登记状态|规上企业
1|东升五金店|周建国|13912345678|3|存续（在营、开业、在册）|否
2|长虹超市|李红|13912345679|12|注销|是
3|东升五金店|周建国|13912345678|3|存续|否`}}, intake.Report{Rows: 3, Added: 2, Faulty: 1}, "name boss phone staff business abovescale", []string{
			"东升五金店|周建国|13912345678|3|正常|否", "长虹超市|李红|13912345679|12|注销|是",
		}},
		{"damaged numbers of registration", []stage.Page{{Name: "企业台账", Text: `
企业名称|信用代码|负责人|状态
甲厂|9.14305E+17|周|营业
乙厂|=310000400735611|吴|正常
丙厂|91430502ma4l12346y|郑|停产
丁厂|无|王|`}}, intake.Report{Rows: 4, Added: 4}, "name credit boss business", []string{
			"甲厂|914305E+17|周|正常", "乙厂|310000400735611|吴|正常", "丙厂|91430502MA4L12346Y|郑|停业", "丁厂||王|",
		}},
	} {
		t.Run(c.name, func(t *testing.T) { layout(t, stage.Book(t), ledger.Enterprises, c.pages, c.want, c.keys, c.seen) })
	}
	for _, c := range []struct {
		name  string
		pages []stage.Page
		want  intake.Report
		keys  string
		seen  []string
	}{
		{"joint branches", []stage.Page{{Name: "团组织情况", Text: `
塔北社区团组织基本情况统计表
序号|团组织名称|团组织类型|组建方式|覆盖企业|成立时间|批复文号|届数|任期|换届时间|联系方式
1|东升长虹联合团支部|团支部|联合组建|邵阳市东升五金有限公司、邵阳市长虹印务有限公司|2024年3月|塔团〔2024〕3号|第二届|三年|2025.3.1|5321234
2|五金支部|团支部|单建|邵阳市东升五金有限公司|45413||1|=3||`}}, intake.Report{Rows: 2, Added: 2}, "name type sort enterprises founded founded_doc session term_years term_from term_end phone", []string{
			"东升长虹联合团支部|团支部|联合|邵阳市东升五金有限公司、邵阳市长虹印务有限公司|2024-03|塔团〔2024〕3号|2|3|2025-03-01|2028-03-01|5321234",
			"五金支部|团支部|单独|邵阳市东升五金有限公司|2024-05-01||1|3||2027-05-01|",
		}},
		{"the kept ones, by their short names", []stage.Page{{Name: "支部", Text: `
支部名称|所在企业|状态|星级
东升五金团支部|邵阳市东升五金有限公司|正常|四星
长虹印务团支部|没有的厂|不足3人|`}}, intake.Report{Rows: 2, Changed: 2}, "short enterprises state star", []string{
			"东升五金团支部|邵阳市东升五金有限公司|正常|四星级", "长虹印务团支部|邵阳市长虹印务有限公司|不足3人|",
		}},
	} {
		t.Run(c.name, func(t *testing.T) { layout(t, stage.TwoBranches(t), ledger.Branches, c.pages, c.want, c.keys, c.seen) })
	}
}

func layout(t *testing.T, b *store.Book, kind ledger.Kind, pages []stage.Page, want intake.Report, keys string, seen []string) {
	t.Helper()
	path := stage.Workbook(t, pages...)
	p := stage.TakeIn(t, b, path)
	if p.Report() != want {
		t.Errorf("%+v\n%v\n%s", p.Report(), stage.Changed(p), stage.FaultsSaid(p))
	}
	l := find.ListOf(b.Today(), records.Query{Kind: kind})
	var got []string
	for i := range l.Len() {
		got = append(got, stage.Values(b, kind, l.Row(i), keys))
	}
	for _, line := range seen {
		if !slices.Contains(got, line) {
			t.Errorf("want %s\n got %s", line, strings.Join(got, "\n     "))
		}
	}
	if again := stage.TakeIn(t, b, path); again.Report().Added+again.Report().Changed != 0 {
		t.Errorf("a second time: %+v %v", again.Report(), stage.Changed(again))
	}
}

// The figures of a street office's kind: what is counted and what is not.
func TestSummary(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	east := stage.BranchNamed(b, "东升五金团支部")
	unit := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises, Words: "东升"}).Row(0).Head().ID
	for i, c := range []func(*ledger.Member){
		func(m *ledger.Member) { m.Branch = east }, func(m *ledger.Member) { m.Branch, m.Drift, m.DriftFrom = east, codes.DriftOut, 20260101 },
		func(m *ledger.Member) { m.Branch, m.Nation, m.Party = east, "15", 20240101 }, func(m *ledger.Member) { m.Unit = unit },
		func(m *ledger.Member) { m.State, m.StateFrom = codes.MemberMoved, 20260101 }, func(m *ledger.Member) { m.State = codes.MemberNot },
		func(m *ledger.Member) {
			m.Branch, m.IDNumber, m.Joined = east, stage.IDNumber("1998-11-22", 100), 20140500
		},
	} {
		m := stage.Person("李华", "2002-03-04", 100+i)
		c(m)
		m = stage.Keep(t, b, ledger.Members, m)
		if i == 0 {
			stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: east, Duty: codes.DutySecretary, From: 20250101})
			stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: east, Duty: "3", From: 20250101})
			stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: east, Duty: "4", From: 20230101, To: 20241231})
		}
	}
	for i, c := range []func(*ledger.Enterprise){
		func(e *ledger.Enterprise) { e.Members = value.CountOf(3) }, func(e *ledger.Enterprise) { e.Members = value.CountOf(2) },
		func(e *ledger.Enterprise) {
			e.Members, e.Business, e.BusinessFrom = value.CountOf(9), "4", 20260101
		},
		func(e *ledger.Enterprise) { e.NonPublic, e.Registration, e.AboveScale = "", "131", codes.Yes }, func(e *ledger.Enterprise) { e.Founding = codes.FoundingBuilt },
	} {
		e := stage.Firm(fmt.Sprint("厂", i))
		c(e)
		stage.Keep(t, b, ledger.Enterprises, e)
	}
	got := rules.SummaryOf(b.Today())
	want := rules.Summary{Communities: 1, Enterprises: 7, OpenEnterprises: 6, NonPublic: 5, EnterprisesWithBranch: 2, ShouldHaveBranch: 1, NonPublicCovered: 2, AboveScale: 1,
		Branches: 2, BranchesSmall: 1, BranchesVacant: 1, Members: 5, Men: got.Men, Women: got.Women, PartyMembers: 1, Minorities: 1, Mobile: 1, Unassigned: 1, OverAge: 1, Left: 1, Cadres: 1, Pending: got.Pending}
	if got != want || got.Men+got.Women != 5 {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	tabs := func(kind ledger.Kind) string {
		var texts []string
		for _, tab := range rules.Tabs(b.Today(), kind, records.Place{}) {
			if tab.Due {
				continue // a reminder's, shown only to who comes from it
			}
			texts = append(texts, fmt.Sprint(tab.Title, tab.Count))
			if n := find.ListOf(b.Today(), records.Query{Kind: kind, Tab: tab.Key}).Len(); n != tab.Count {
				t.Errorf("%s: %d in the list, %d on the tab", tab.Title, n, tab.Count)
			}
		}
		return strings.Join(texts, " ")
	}
	for kind, want := range map[ledger.Kind]string{
		ledger.Members: "全部7 在册5 流动1 超龄待离1 未编入支部1 已离团1 非团员1 待核", ledger.Enterprises: "全部7 在营6 已建团2 应建未建1 6个月没走访6 青年为主0 停业注销1 待核",
		ledger.Branches: "全部2 现有2 不足3人1 届满0 无书记1 已撤销0 待核", ledger.Posts: "全部3 现任2 已离任1 工时不到4小时0 待核",
	} {
		if got := tabs(kind); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", kind.Title(), got)
		}
	}
	var tree []string
	for _, n := range overview.Tree(b) {
		tree = append(tree, fmt.Sprint(n.Title, n.Count, len(n.Children)))
		if n.Title != "任职" && find.ListOf(b.Today(), n.Query).Len() != n.Count {
			t.Errorf("%s: %d in the list, %d in the tree", n.Title, find.ListOf(b.Today(), n.Query).Len(), n.Count)
		}
		for _, c := range n.Children {
			if find.ListOf(b.Today(), c.Query).Len() != c.Count {
				t.Errorf("%s: %d in the list, %d in the tree", c.Title, find.ListOf(b.Today(), c.Query).Len(), c.Count)
			}
		}
	}
	if strings.Join(tree, " ") != "企业6 6 团组织2 2 团员5 0 任职1 0" {
		t.Error(tree)
	}
	home := overview.HomeOf(b)
	if home.Empty || !overview.HomeOf(stage.Book(t)).Empty {
		t.Error("empty or not")
	}
	for _, todo := range home.Todos {
		if n := find.ListOf(b.Today(), todo.Query).Len(); n != todo.Count {
			t.Errorf("%d%s: %d in the list", todo.Count, todo.Text, n)
		}
	}
	for _, s := range slices.Concat(home.Founding, home.Branches) {
		if n := find.ListOf(b.Today(), s.Query).Len(); n != s.Count {
			t.Errorf("%s: %d in the chart, %d in the list", s.Label, s.Count, n)
		}
	}
}
