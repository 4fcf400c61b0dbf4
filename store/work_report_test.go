package store_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/report"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// reportedStreet is a street as its work report tells it, with what that says of figures and of names (domain.md §8.0b): eight
// communities, fourteen enterprises of scale, two League committees of communities, four deputies of four units, and one branch
// of which the life is regular. People and firms are invented.
func reportedStreet(t *testing.T) *store.Book {
	t.Helper()
	w := newDistrict(t, 8)
	rural := []string{"松坡社区", "资江社区", "高塘社区"}
	for c := range stage.All[*ledger.Community](w.street, ledger.Communities) {
		stage.Alter(t, w.street, ledger.Communities, c, func(c *ledger.Community) {
			c.Sort = codes.CommunityUrban
			if slices.Contains(rural, c.Title) {
				c.Sort = codes.CommunityRural
			}
		})
	}
	for s := range stage.All[*ledger.Street](w.street, ledger.Streets) {
		stage.Alter(t, w.street, ledger.Streets, s, func(s *ledger.Street) { s.Area, s.League = "4.5", "团工委" })
	}
	today := w.street.Basis().Today
	for i, b := range w.offices[:2] {
		stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团" + b.Profile().Name + "委员会", Short: b.Profile().Name + "团委", Type: codes.BranchLeague, Sort: codes.SortCommunity, State: codes.BranchNormal, Elected: codes.ByElection})
		for n := range 7 {
			name := string([]rune("长青星光万家永盛金桥红叶远大")[2*n:2*n+2]) + []string{"公司", "商行"}[i]
			if i == 0 && n == 0 {
				name = "东建公司"
			}
			e := stage.Firm(name)
			e.AboveScale = codes.Yes
			e = stage.Keep(t, b, ledger.Enterprises, e)
			if n > 1 {
				continue
			}
			o := stage.Keep(t, b, ledger.Branches, stage.Cell(name+"团支部", e))
			for k := range 3 {
				m := stage.Person("陈"+string([]rune("甲乙丙")[k])+string([]rune("春夏秋冬")[2*i+n]), "2003-07-01", 10+20*i+5*n+k)
				m.Branch = o.ID
				stage.Keep(t, b, ledger.Members, m)
			}
			many := 1
			if name == "东建公司" {
				many = 4
			}
			for q := range many {
				day := today.AddMonths(-3*q - 1)
				for _, sort := range []string{codes.MeetingGeneral, codes.MeetingTheme} {
					stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Sort: sort, Day: day, Branches: []value.ID{o.ID}, Due: value.CountOf(3), Present: value.CountOf(3), Place: "松坡公园"})
				}
			}
		}
	}
	for _, unit := range []string{"城东供电局", "自来水公司", "第二人民医院", "阳光发制品有限公司"} {
		stage.Keep(t, w.street, ledger.Officers, &ledger.Officer{Title: "周" + unit[:3], Duty: codes.DutyDeputy, Sort: codes.DutyExtra, Unit: unit, From: today})
	}
	for _, b := range w.offices[:2] {
		w.receive(w.submit(b))
	}
	return w.street
}

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

// The report of the seed's street says what its source says, each figure leads to its records, and of what there is nothing no
// sentence is written.
func TestTheSeedStreetsReportSaysWhatItsSourceSays(t *testing.T) {
	b := reportedStreet(t)
	p := report.Periods(b.Basis().Today)[0]
	r, text := composed(t, b, p)
	for _, want := range []string{"辖区面积4.5平方公里，共有8个社区，其中3个农转非社区、5个城区社区", "规模企业14家", "能正常开展组织生活的只有东建公司一家",
		"塔北社区和五一社区建立了社区团委", "从城东供电局、自来水公司、第二人民医院、阳光发制品有限公司各选配一名，共选配编制外副书记4名", "一、基本情况及团建现状", "二、进展情况", "（一）", "三、影响和制约团建工作的主要方面", "四、几点建议"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	for _, never := range []string{"需求调查表", "推荐就业", "动员会", "0个", "0家", "、。", "，。", "{", "="} {
		if strings.Contains(text, never) {
			t.Errorf("the report says %q", never)
		}
	}
	if t.Failed() {
		t.Log(text)
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
}

// A kept report says which of its figures the ledger tells otherwise since, takes them over, and is undone in one go.
func TestAReportIsKeptAndSaysWhatMovedOn(t *testing.T) {
	b := reportedStreet(t)
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
	b := reportedStreet(t)
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
