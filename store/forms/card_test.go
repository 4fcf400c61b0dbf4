package forms

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/sheet"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// Rare characters and the longest names that people have.
const (
	rare = "李𬭎㛃"
	long = "阿卜杜热西提·买买提吐尔逊·艾合买提江"
	firm = "邵阳市大祥区城南街道塔北社区振华精密机械制造与进出口贸易（集团）有限责任公司第二分公司"
)

// An office is a ledger with one of each record that has papers, of people with rare and long names.
type office struct {
	b       *store.Book
	branch  *ledger.Branch
	members []*ledger.Member
	of      map[Form]value.ID
}

func newOffice(t testing.TB, people int) *office {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	e := stage.Firm(firm)
	e.Staff, e.Under35, e.Under28, e.Boss, e.Phone, e.Attitude = value.CountOf(120), value.CountOf(80), value.CountOf(30), long, "13807390001", "1"
	e = stage.Keep(t, b, ledger.Enterprises, e)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("振华支部", e))
	f := &office{b: b, branch: o, of: map[Form]value.ID{EnterpriseCard: e.ID, SupplyReceipt: o.ID}}
	for i := range people {
		m := stage.Person("王"+strconv.Itoa(i), "2001-05-06", i+1)
		if i < 2 {
			m.Title = []string{rare, long}[i]
		}
		m.Branch, m.Unit, m.Phone, m.Position = o.ID, e.ID, "1380739"+strconv.Itoa(1000+i), "质检员"
		f.members = append(f.members, stage.Keep(t, b, ledger.Members, m))
	}
	ids := make([]value.ID, len(f.members))
	for i, m := range f.members {
		ids[i] = m.ID
	}
	keep := func(form Form, kind ledger.Kind, r ledger.Record) value.ID {
		f.of[form] = stage.Keep(t, b, kind, r).Head().ID
		return f.of[form]
	}
	f.of[MemberCard] = f.members[0].ID
	keep(ReferralCard, ledger.Referrals, &ledger.Referral{Person: f.members[1].ID, Course: "1", From: 20260901, Employer: e.ID, Job: "面点师", Recommended: 20261001})
	keep(VisitCard, ledger.Visits, &ledger.Visit{Enterprise: e.ID, Day: 20261010, Sort: "1", Went: rare, Content: strings.Repeat("看了车间，谈了建团的打算。", 5), Talked: ids[:2]})
	keep(ProblemCard, ledger.Problems, &ledger.Problem{Day: 20261011, Source: "2", Person: f.members[1].ID, Branch: o.ID, Group: "3", What: "宿舍到厂里没有公交。联系 13807390099", Handler: rare, Due: 20261201})
	keep(RatingCard, ledger.Ratings, &ledger.Rating{Branch: o.ID, Year: value.CountOf(2026), Team: value.CountOf(18), Members: value.CountOf(17), Life: value.CountOf(19), Order: value.CountOf(18), Role: value.CountOf(16)})
	f.of[SignIn] = keep(Minutes, ledger.Meetings, &ledger.Meeting{Day: 20261112, Sort: codes.MeetingGeneral, Title: "学习团章", Branches: []value.ID{o.ID}, Chair: rare, Recorder: long, Due: value.CountOf(people), Present: value.CountOf(people - 1),
		Came: ids[1:], Missed: ids[:1], MissedWhy: "出差", Content: strings.Repeat("讲了团员的义务和权利，大家发了言。", 110), Decision: "每月学习一次。"})
	f.of[Votes] = keep(Ballot, ledger.Elections, &ledger.Election{Branch: o.ID, Sort: codes.ElectionTerm, Session: value.CountOf(3), Day: 20261120, Due: value.CountOf(people), Seats: value.CountOf(1)})
	for i, m := range f.members[:2] {
		stage.Keep(t, b, ledger.Candidates, &ledger.Candidate{Election: f.of[Ballot], Person: m.ID, Duty: []string{codes.DutySecretary, "3"}[i]})
	}
	s := ledger.SurveyForms()[0]
	f.of[SurveyResult] = keep(SurveyForms, ledger.Surveys, &ledger.Survey{Title: "2026年" + s.Title, From: 20261101, Until: 20261231, Branches: []value.ID{o.ID}, Given: "7", By: rare, Version: s.Version, Form: s.Text})
	return f
}

// only is the print of one record's paper.
func (f *office) only(form Form) Print {
	return Print{Form: form, List: find.ListOf(f.b.Today(), records.Query{Kind: KindOf(form), Only: []value.ID{f.of[form]}})}
}

// pagesOf is what stands on the pages, and the file in the folder CARDS names, for the eye.
func pagesOf(t testing.TB, o *Printout, name string) (text string) {
	t.Helper()
	for n := range o.Pages() {
		for _, m := range o.Page(n).Marks {
			if m.Kind == MarkText {
				text += m.Text
			}
		}
	}
	if dir := os.Getenv("CARDS"); dir != "" {
		var pdf bytes.Buffer
		if err := o.PDF(context.Background(), &pdf, nil); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return text
}

// TestThePapersOfOneRecord prints each of them, and finds on it what the ledger knows; masked, unless somebody said why not.
func TestThePapersOfOneRecord(t *testing.T) {
	f := newOffice(t, 23)
	for _, c := range []struct {
		form  Form
		pages int // 0: any
		want  []string
	}{
		{EnterpriseCard, 1, []string{"非公企业团建情况调查表", "第二分公司", "阿卜杜热西提", "120", "已建", "138****0001", "共青团"}},
		{MemberCard, 0, []string{rare, "2001.05", "介绍人意见（二）", "支部大会决议", "上级审批", "入团志愿", "质检员", "振华支部"}},
		{ReferralCard, 1, []string{"阿卜杜热西提", "烹饪", "面点师", "2026.10.01"}},
		{VisitCard, 1, []string{rare, "2026.10.10", "摸底调研", "看了车间"}},
		{ProblemCard, 1, []string{"宿舍到厂里", rare, "2026.12.01", "走访", "回访日期", "生活"}},
		{RatingCard, 1, []string{"班子建设", "18", "88", "四星级", "团员代表签字", "2026"}},
		{SupplyReceipt, 0, []string{rare, "团章 23 本", "团徽（枚）", "团旗 1 面"}},
		{Minutes, 0, []string{"支部大会记录", "学习团章", rare, "出差", "会议内容（续）", "每月学习一次", "缺席人数"}},
		{SignIn, 0, []string{"支部大会签到表", "学习团章", rare, "签名", "应到：23 人"}},
		{Ballot, 0, []string{"振华支部第3届选举选票", rare, "书记", "赞成○", "不能超过 1 名"}},
		{Votes, 0, []string{"计票单", rare, "不赞成×", "监票人"}},
		{SurveyForms, 0, []string{"2026年青年需求调查表", "团组织：振华支部", "发放人：" + rare, "□ A 电脑和办公软件", "【学习】您最想学什么", "还有什么想说的", "2026.12.31"}},
		{SurveyResult, 0, []string{"结果汇总", "发放 7 份，收回 0 份", "A 电脑和办公软件"}},
	} {
		out, err := Lay(f.b, f.only(c.form))
		if err != nil {
			t.Fatal(c.form, store.Tell(err).Message)
		}
		text := pagesOf(t, out, string(c.form))
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in %.400s…", c.form, want, text)
			}
		}
		if c.pages > 0 && out.Pages() != c.pages {
			t.Errorf("%s has %d pages, not %d", c.form, out.Pages(), c.pages)
		}
		if out.Missing != "" || out.Rows() != 1 || len(out.Sheet().Columns) == 0 {
			t.Errorf("%s: the font lacks %q, %d rows, %d columns", c.form, out.Missing, out.Rows(), len(out.Sheet().Columns))
		}
		for _, secret := range []string{f.members[0].IDNumber, f.members[0].Phone, "13807390099"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s gives %s away", c.form, secret)
			}
		}
	}
	whole := f.only(MemberCard)
	whole.Full = true
	if _, err := Lay(f.b, whole); stage.CodeOf(err) != store.Refused {
		t.Errorf("whole numbers without a reason: %v", err)
	}
	whole.Reason = "团籍档案"
	out, err := Lay(f.b, whole)
	if err != nil {
		t.Fatal(err)
	}
	if text := pagesOf(t, out, "member-card-whole"); !strings.Contains(text, f.members[0].IDNumber) || !strings.Contains(text, f.members[0].Phone) {
		t.Error("with a reason the numbers are still masked")
	}
}

// TestManyPapersAreOneFile prints the cards of all members, the forms of a survey and the ballots of an election: each of them
// once, each name there, as a reader of PDF reads it back.
func TestManyPapersAreOneFile(t *testing.T) {
	f := newOffice(t, 23)
	out, err := Lay(f.b, Print{Form: MemberCard, List: find.ListOf(f.b.Today(), records.Query{Kind: ledger.Members, Tab: "on"})})
	if err != nil {
		t.Fatal(err)
	}
	one, err := Lay(f.b, f.only(MemberCard))
	if err != nil {
		t.Fatal(err)
	}
	if out.Rows() != 23 || out.Pages() != 23*one.Pages() || out.Sheet().Len != 23 {
		t.Errorf("%d cards, %d pages of %d each, %d rows in the workbook", out.Rows(), out.Pages(), one.Pages(), out.Sheet().Len)
	}
	path := filepath.Join(t.TempDir(), "登记表.pdf")
	if err := out.Write(context.Background(), path, nil); err != nil {
		t.Fatal(err)
	}
	text := printed(t, path)
	for _, m := range f.members {
		if !strings.Contains(text, m.Title) {
			t.Errorf("%s cannot be read back", m.Title)
		}
	}
	if err := out.Write(context.Background(), filepath.Join(t.TempDir(), "登记表.xlsx"), nil); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		form   Form
		copies int
		mark   string
		want   int
	}{{SurveyForms, 0, "团组织：振华支部", 7}, {SurveyForms, 3, "团组织：振华支部", 3}, {Ballot, 0, "（盖章有效）", 23}, {Ballot, 5, "（盖章有效）", 5}} {
		p := f.only(c.form)
		p.Copies = c.copies
		out, err := Lay(f.b, p)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(pagesOf(t, out, string(c.form)+"-many"), c.mark); got != c.want {
			t.Errorf("%s, %d asked for: %d copies, want %d", c.form, c.copies, got, c.want)
		}
	}
	p := f.only(SignIn)
	p.Blank = 4
	out, err = Lay(f.b, p)
	if err != nil || !strings.Contains(pagesOf(t, out, "sign-in-4"), "27") {
		t.Errorf("four more lines to sign in: %v", err)
	}
	if _, err := Lay(f.b, Print{Form: Ballot, List: find.ListOf(f.b.Today(), records.Query{Kind: ledger.Members})}); stage.CodeOf(err) != store.Refused {
		t.Errorf("ballots of members: %v", err)
	}
	if _, err := Lay(f.b, Print{Form: MemberCard, List: find.ListOf(f.b.Today(), records.Query{Kind: ledger.Members, Words: "没有这个人"})}); stage.CodeOf(err) != store.Refused {
		t.Errorf("cards of nobody: %v", err)
	}
}

// TestASurveysResult counts what came back, all together and of one branch, and tells what was written without numbers.
func TestASurveysResult(t *testing.T) {
	f := newOffice(t, 6)
	other := stage.Keep(t, f.b, ledger.Branches, stage.Cell("城南支部"))
	stage.Alter(t, f.b, ledger.Surveys, f.b.Get(ledger.Surveys, f.of[SurveyForms]).(*ledger.Survey), func(s *ledger.Survey) {
		s.Branches, s.Given = append(s.Branches, other.ID), "7 5"
	})
	for _, x := range []ledger.Return{{Branch: f.branch.ID, Ticks: "1A 1B 2A"}, {Branch: f.branch.ID, Ticks: "1A 2B", Words: "想打球，电话 13807390077"}, {Branch: other.ID, Ticks: "1C"}} {
		x.Survey = f.of[SurveyForms]
		stage.Keep(t, f.b, ledger.Returns, &x)
	}
	for _, c := range []struct {
		branch value.ID
		want   []string
		row    []string // of the first choice
	}{
		{value.ID{}, []string{"发放 12 份，收回 3 份（25%）", "2（67%）", "城南支部", "写的意见 1 条", "想打球"}, []string{"1", "您最想学什么（最多 3 项）", "A 电脑和办公软件", "2", "2", "0"}},
		{other.ID, []string{"发放 5 份，收回 1 份（20%）", "1（100%）"}, []string{"1", "您最想学什么（最多 3 项）", "A 电脑和办公软件", "0", "0"}},
	} {
		p := f.only(SurveyResult)
		p.Branch = c.branch
		out, err := Lay(f.b, p)
		if err != nil {
			t.Fatal(err)
		}
		text := pagesOf(t, out, "survey-result-"+strconv.Itoa(len(c.row)))
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in %s", want, text)
			}
		}
		if row := out.Sheet().Row(0); !slices.Equal(row, c.row) || strings.Contains(text, "13807390077") {
			t.Errorf("row %q, or a number is told", row)
		}
	}
}

// TestBlankForms prints every form that is filled in by hand: with the unit's name, without anybody's, in as many copies as
// are asked for.
func TestBlankForms(t *testing.T) {
	f := newOffice(t, 23)
	all := BlankForms(f.b)
	titles := map[string]bool{}
	for i, form := range all {
		one, err := Lay(f.b, Print{Form: form.Form, Which: form.Which, Empty: true})
		if err != nil {
			t.Fatal(form.Title, store.Tell(err).Message)
		}
		text := pagesOf(t, one, "blank-"+strconv.Itoa(i)+"-"+string(form.Form))
		more, err := Lay(f.b, Print{Form: form.Form, Which: form.Which, Empty: true, Copies: 30})
		if err != nil {
			t.Fatal(form.Title, err)
		}
		if most := 30 * one.Pages(); more.Pages() > most || more.Pages() < 2 {
			t.Errorf("%s: %d pages, 30 copies have %d", form.Title, one.Pages(), more.Pages())
		}
		if !strings.Contains(text, f.b.Profile().Name) && form.Form != Ballot {
			t.Errorf("%s has no unit on it", form.Title)
		}
		if strings.Contains(text, "王") || strings.Contains(text, rare) || one.Rows() != 0 {
			t.Errorf("%s tells of somebody, or of %d records", form.Title, one.Rows())
		}
		titles[form.Title] = true
	}
	for _, want := range []string{"非公企业团建情况调查表", "团员登记表", "签到表", "青年需求调查表", "企业负责人意见表", "选票", "团支部基本情况登记表", "团员花名册", "问题办理单"} {
		if !titles[want] {
			t.Errorf("%s cannot be had empty", want)
		}
	}
	if _, err := Lay(f.b, Print{Form: Ballot, Empty: true, Copies: mostCopies + 1}); stage.CodeOf(err) != store.Refused {
		t.Errorf("too many copies: %v", err)
	}
}

// TestDraftsArePrinted prints who is invited before the meeting is saved.
func TestDraftsArePrinted(t *testing.T) {
	f := newOffice(t, 3)
	out, err := Lay(f.b, Print{Form: SignIn, Drafts: []ledger.Record{&ledger.Meeting{Sort: codes.MeetingRally, Day: 20261125, Place: "社区会议室", Invited: []value.ID{f.of[EnterpriseCard]}}}})
	if err != nil {
		t.Fatal(err)
	}
	text := pagesOf(t, out, "sign-in-rally")
	for _, want := range []string{"动员会签到表", "第二分公司", "阿卜杜热西提", "2026.11.25", "社区会议室"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	if f.b.Today().Count(ledger.Meetings) != 1 {
		t.Error("printing saved the meeting")
	}
}

// BenchmarkManyPapers lays out and writes 200 papers as one file; its peer is one list with as many marks.
func BenchmarkManyPapers(b *testing.B) {
	f := newOffice(b, 200)
	list := find.ListOf(f.b.Today(), records.Query{Kind: ledger.Members, Tab: "on"})
	survey := f.only(SurveyForms)
	survey.Copies = 200
	marks := 0
	count := func(o *Printout) {
		marks = 0
		for n := range o.Pages() {
			marks += len(o.Page(n).Marks)
		}
	}
	write := func(b *testing.B, p Print) {
		for b.Loop() {
			o, err := Lay(f.b, p)
			if err != nil {
				b.Fatal(err)
			}
			var pdf bytes.Buffer
			if err := o.PDF(context.Background(), &pdf, nil); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(o.Pages()), "pages")
		}
	}
	peer := func(b *testing.B, p Print) {
		o, err := Lay(f.b, p)
		if err != nil {
			b.Fatal(err)
		}
		count(o)
		const columns = 8
		row := slices.Repeat([]string{"团员登记"}, columns)
		s := paper.Sheet{Title: "名册", Len: marks / columns, Row: func(int) []string { return row }}
		for range columns {
			s.Columns = append(s.Columns, paper.Column{Head: "栏", Width: 8})
		}
		for b.Loop() {
			var pdf bytes.Buffer
			if err := paper.Write(&pdf, s.Lay(), nil); err != nil {
				b.Fatal(err)
			}
		}
	}
	for name, p := range map[string]Print{"cards": {Form: MemberCard, List: list}, "surveys": survey} {
		b.Run(name, func(b *testing.B) { write(b, p) })
		b.Run(name+"-peer", func(b *testing.B) { peer(b, p) })
	}
}

// Who stands in an election stands on the ballot and the tally by the strokes of the name, duty by duty.
func TestCandidatesStandByTheirStrokes(t *testing.T) {
	f := newOffice(t, 6)
	for i, name := range []string{"张三", "李四", "丁一"} {
		stage.Alter(t, f.b, ledger.Members, f.b.Get(ledger.Members, f.members[2+i].ID).(*ledger.Member), func(m *ledger.Member) { m.Title = name })
		stage.Keep(t, f.b, ledger.Candidates, &ledger.Candidate{Election: f.of[Ballot], Person: f.members[2+i].ID, Duty: "3"})
	}
	for _, form := range []Form{Ballot, Votes} {
		out, err := Lay(f.b, f.only(form))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		at := slices.IndexFunc(out.Sheet().Columns, func(c sheet.OutColumn) bool { return c.Head == "姓名" })
		for i := range out.Sheet().Len {
			names = append(names, out.Sheet().Row(i)[at])
		}
		if want := []string{rare, "丁一", "李四", "张三", long}; !slices.Equal(names, want) {
			t.Errorf("%s: %v, want %v", form, names, want)
		}
	}
}
