package store_test

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/report"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// composed is a report with its text as people read it.
func composed(t *testing.T, b *store.Book, p report.Period) (*report.Report, string) {
	t.Helper()
	r, err := report.Compose(b, p)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	words := make([]string, len(r.Lines))
	for i, line := range r.Lines {
		words[i], _ = report.Plain(line)
	}
	return r, strings.Join(words, "\n")
}

// hollow is a figure of nothing in a sentence, or what is left of one that was left out.
var hollow = regexp.MustCompile(`[^0-9.]0\p{Han}|、[。，；）]|，[。，；]|[（：][）。]|[{}=\[\]]`)

// The report of the practice street of the report says what its source says, each figure leads to its records, and no sentence is
// empty.
func TestTheSeedStreetsReportSaysWhatItsSourceSays(t *testing.T) {
	b := stage.PractisedReport(t)
	p := report.Periods(b.Basis().Today)[0]
	r, text := composed(t, b, p)
	for _, want := range []string{"辖区面积4.5平方公里，共有8个社区，其中3个农转非社区、5个城区社区", "规模企业14家", "改制企业6家", "能正常开展组织生活的只有东建公司一家",
		"在条件较好的塔北社区和五一社区建立了社区团委", "从城东供电局、自来水公司、第二人民医院、阳光发制品有限公司各选配一名，共选配编制外副书记4名", "将社区书记、主任等9人编入团建调研小组",
		"向团员青年开放活动设施12处", "现在还有2个单位的团组织负责人由任命产生", "一、基本情况及团建现状", "二、进展情况", "（一）", "三、影响和制约团建工作的主要方面", "四、几点建议"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if found := hollow.FindAllString(text, -1); len(found) > 0 {
		t.Errorf("of nothing it says %q", found)
	}
	if !strings.HasPrefix(r.Title, "小江湖街道团工委") {
		t.Errorf("called %q", r.Title)
	}
	reader, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{"规模企业": 14, "农转非社区": 3, "编制外.单位": 4, "社区团委.社区": 2, "正常开展.企业": 1}
	for _, line := range r.Lines {
		for _, f := range reader.Figures(line) {
			q, shown := reader.Behind(f)
			if want, asked := n[f.Name]; asked && (!shown || len(q.Only) != want) {
				t.Errorf("%s leads to %d records, want %d", f.Name, len(q.Only), want)
			}
			delete(n, f.Name)
			if f.Moved() {
				t.Errorf("%s has moved before anything was saved: %q, now %q", f.Name, f.Said, f.Now)
			}
		}
	}
	if len(n) > 0 {
		t.Errorf("not in the report: %v", n)
	}
	if t.Failed() {
		t.Log(text)
	}
}

// What was done in a year stands in the report of that year, as the source tells it: the meeting of the heads, the charter in rest
// time, elections and appointments, a flag a branch and a booklet and a badge a member, the survey, the outings, five courses.
func TestTheSeedStreetsReportTellsTheYear(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	_, text := composed(t, stage.PractisedReport(t), report.Periods(20261122)[0])
	for _, want := range []string{"召开动员会2次，到会的企业有13家", "深入企业讲解团章2次，均利用职工的休息时间，听过讲解的企业有13家", "对建团表示支持的企业有13家", "新成立团支部8个", "城东供电局团支部、自来水公司团支部",
		"按照《团章》规定召开团员大会选举产生团组织负责人，共选举6次", "由企业负责人和街道团委协商任命，有2个单位", "发放团旗8面、团章55本、团徽55枚，在8次仪式上组织团员宣誓",
		"发放团员青年需求调查表103份，收回85份", "登记团员青年的困难和需求", "松坡公园、八路军驻湘通讯处", "其中与城东中学联合组织2次", "举办烹饪、面点、酒店服务、管理、美容美发技能培训，参加15人，结业15人", "推荐就业10人次",
		"与区工商局、区委统战部、区工商联、个体私营协会、街道工会、街道妇联、区劳动局、城东中学保持联系"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// The version for who decides has its charts drawn, with every number beside its bar.
func TestTheLeadersPageHasItsChartsDrawn(t *testing.T) {
	b := stage.PractisedReport(t)
	r, _ := composed(t, b, report.Periods(b.Basis().Today)[0])
	text, err := r.Leader()
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	page := text.Lay().Page(0)
	bars := 0
	for _, m := range page.Marks {
		if m.Kind == paper.Shade && m.Size == paper.BarShade {
			bars++
		}
	}
	said := pageText(page)
	if bars != 11 { // 已建团, 应建未建, 还不够条件, eight communities
		t.Errorf("%d bars", bars)
	}
	for _, want := range []string{"企业建团（家）", "在册团员（名）", "塔北社区", "高塘社区", "不配合的企业：西湖食品有限公司。", "应建未建的企业："} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not there", want)
		}
	}
	if hollow.MatchString(said) {
		t.Errorf("%q", hollow.FindAllString(said, -1))
	}
}

// A kept report says which of its figures the ledger tells otherwise since, takes them over, and is undone in one go.
func TestAReportIsKeptAndSaysWhatMovedOn(t *testing.T) {
	b := stage.PractisedReport(t)
	p := report.Periods(b.Basis().Today)[0]
	r, _ := composed(t, b, p)
	seq, err := r.Save()
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if all := report.All(b.Today()); len(all) != 1 || all[0].Text != strings.Join(r.Lines, "\n") || all[0].From != p.From {
		t.Fatalf("%+v", all)
	}
	for c := range stage.All[*ledger.Officer](b, ledger.Officers) {
		if c.Unit == "自来水公司" {
			stage.Alter(t, b, ledger.Officers, c, func(o *ledger.Officer) { o.To = b.Basis().Today.AddDays(-1); o.From = o.To.AddDays(-30) })
		}
	}
	r, err = report.Open(b, report.All(b.Today())[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	moved := map[string]string{}
	for i, line := range r.Lines {
		for _, f := range reader.Figures(line) {
			if f.Moved() {
				moved[f.Name] = f.Said + " → " + f.Now
			}
		}
		r.Lines[i] = reader.Update(line)
	}
	if len(moved) != 2 || moved["编制外"] != "4 → 3" {
		t.Errorf("%v", moved)
	}
	if !r.Changed() {
		t.Error("nothing was taken over")
	}
	again, err := r.Save()
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	stage.Undo(t, b, again)
	if stale, gone := r.Stale(); !stale || gone {
		t.Error("nobody is told of the undoing")
	}
	if _, err := r.Save(); stage.CodeOf(err) != store.Changed {
		t.Errorf("it was saved over what was undone: %v", err)
	}
	stage.Undo(t, b, seq)
	if n := len(report.All(b.Today())); n != 0 {
		t.Errorf("%d are left", n)
	}
}

// What was locked about a year ago stands beside the figures of now; of what happened, the days of the records tell.
func TestAReportSetsTheYearBeforeBeside(t *testing.T) {
	b := stage.Practised(t, 120)
	today := b.Basis().Today
	last := report.Periods(today)[2]
	_, before := composed(t, b, last)
	if strings.Contains(before, "上年同期") && !strings.Contains(before, "（上年同期") {
		t.Error(before)
	}
	p := report.Period{From: value.Day(today.Year(), 1, 1), Until: today}
	_, text := composed(t, b, p)
	if strings.Contains(text, "名（上年同期") {
		t.Fatalf("members of the year before, and nothing was locked:\n%s", text)
	}
	if _, err := points.TakeSnapshot(b, p.Before().Until, ""); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if _, text = composed(t, b, p); !strings.Contains(text, "名（上年同期") {
		t.Errorf("what was locked is not beside:\n%s", text)
	}
}

// An empty ledger has a report of suggestions alone, and it can be kept.
func TestAReportOfAnEmptyLedger(t *testing.T) {
	b := stage.Book(t)
	r, text := composed(t, b, report.Periods(b.Basis().Today)[0])
	if strings.Contains(text, "0") && strings.Contains(text, "0家") {
		t.Error(text)
	}
	if _, err := r.Save(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for _, p := range []report.Period{{}, {From: 20260501, Until: 20260401}, {From: value.Day(b.Basis().Today.Year()+1, 1, 1), Until: value.Day(b.Basis().Today.Year()+1, 12, 31)}, {From: 20260000, Until: 20260401}} {
		if _, err := report.Compose(b, p); stage.CodeOf(err) != store.Refused {
			t.Errorf("%v: %v", p, err)
		}
	}
}

// A kept report and a branch's handbook go out as pages and as a document to go on writing in, never as a workbook, and no number
// that somebody typed into them is whole.
func TestReportsAndHandbooksGoOut(t *testing.T) {
	b := stage.PractisedReport(t)
	r, _ := composed(t, b, report.Periods(b.Basis().Today)[0])
	r.Lines = append(r.Lines, "联系电话13912345678，证件430502200605123182。")
	if _, err := r.Save(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	branch := stage.BranchNamed(b, "东建公司团支部")
	dir := t.TempDir()
	for _, p := range []forms.Print{{Form: forms.WorkReport, Of: records.Place{Kind: "document", ID: r.Kept().ID}}, {Form: forms.LeaderReport, Of: records.Place{Kind: "document", ID: r.Kept().ID}}, {Form: forms.YearBook, Branch: branch}} {
		out, err := forms.Lay(b, p)
		if err != nil {
			t.Fatal(p.Form, store.Tell(err).Message)
		}
		if !out.Prose() || out.Tabled() || out.Pages() == 0 || p.Form == forms.LeaderReport && out.Pages() != 1 {
			t.Errorf("%s: %d pages", p.Form, out.Pages())
		}
		for n := range out.Pages() {
			for _, m := range out.Page(n).Marks {
				if strings.Contains(m.Text, "13912345678") || strings.Contains(m.Text, "430502200605123182") {
					t.Errorf("%s shows %q", p.Form, m.Text)
				}
			}
		}
		for _, end := range []string{".pdf", ".docx"} {
			if err := out.Write(context.Background(), filepath.Join(dir, string(p.Form)+end), nil); err != nil {
				t.Errorf("%s%s: %s", p.Form, end, store.Tell(err).Message)
			}
		}
		if err := out.Write(context.Background(), filepath.Join(dir, string(p.Form)+".xlsx"), nil); stage.CodeOf(err) != store.Refused {
			t.Errorf("%s as a workbook: %v", p.Form, err)
		}
	}
	if _, err := forms.Lay(b, forms.Print{Form: forms.WorkReport}); stage.CodeOf(err) != store.Refused {
		t.Errorf("no report: %v", err)
	}
}
