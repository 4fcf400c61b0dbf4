package jobs

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/report"
	"tuanjian/store/value"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// A report by keys: begun from the page of jobs, a paragraph written, a list opened from its figure and come back from, saved,
// taken back.
func TestAReportByKeys(t *testing.T) {
	b, _ := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	s.Open(jobsFrom(reportTitle))
	s.press(fyne.KeyReturn)
	s.tells(t, "写一份新的", "2026年")
	stage.InTwoSizes(t, s.Window, s.Page().View, "report_choose")
	s.press(fyne.KeyReturn)
	s.tells(t, "一、基本情况及团建现状", "名。", "处是台账的数字和名单")
	p := reportOn(s, value.ID{}, report.Periods(b.Basis().Today)[0])
	stage.InTwoSizes(t, s.Window, s.Page().View, "report")
	for i := 0; !strings.Contains(p.r.Lines[p.at], "{团员=50}"); i++ {
		if i > 20 {
			t.Fatal("the keyboard does not walk")
		}
		s.press(fyne.KeyDown)
	}
	s.tells(t, "团员　50")
	s.press(fyne.KeyReturn)
	stage.Keyed(s.Canvas(), "新写的一句。")
	s.press(fyne.KeyEscape)
	if line := p.r.Lines[p.at]; !strings.HasSuffix(line, "新写的一句。") || !strings.Contains(line, "{团员=50}") {
		t.Fatal(line)
	}
	s.press(fyne.KeyF8)
	for !strings.HasPrefix(p.figures[p.rows.At()].Label, "团员") {
		s.press(fyne.KeyDown)
	}
	s.press(fyne.KeyReturn)
	if s.Page().Title == reportTitle {
		t.Fatal("the figure opens no list")
	}
	s.press(fyne.KeyEscape)
	s.tells(t, "新写的一句。", "还没有保存")
	stage.InTwoSizes(t, s.Window, s.Page().View, "report_written")
	s.press(fyne.KeyF10)
	all := report.All(b.Today())
	if len(all) != 1 || !strings.Contains(all[0].Text, "{团员=50}名") || !strings.Contains(all[0].Text, "新写的一句。") {
		t.Fatalf("%+v", all)
	}
	s.press(fyne.KeyEscape)
	s.tells(t, "写过的", all[0].Title)
	s.Undo()
	if n := len(report.All(b.Today())); n != 0 {
		t.Errorf("%d are left after one undo", n)
	}
}

// reportOn opens a report and answers its page.
func reportOn(s *desk, id value.ID, t report.Period) (p *writing) {
	s.Open(func(s *page.Shell) *page.Page { p = newWriting(s, id, t); return p.page })
	return p
}

// A figure that has moved on is told, and taken over by one key; a paragraph that was taken out can be put back; the report
// before stands beside; what is not saved is there again, and may be given up.
func TestAReportFollowsTheLedger(t *testing.T) {
	b, _ := fifty(t)
	old, err := report.Compose(b, report.Periods(b.Basis().Today)[2])
	if err != nil {
		t.Fatal(err)
	}
	old.Lines = append(old.Lines, "去年写的话。")
	r, err := report.Compose(b, report.Periods(b.Basis().Today)[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []*report.Report{old, r} {
		if _, err := one.Save(); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	m := b.Today().Of(ledger.Members)[0].(*ledger.Member)
	if err := b.Remove(ledger.Members, []value.ID{m.ID}, "记错了"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	p := reportOn(s, r.Kept().ID, report.Period{})
	s.tells(t, "台账里已经变了", "！50")
	stage.InTwoSizes(t, s.Window, s.Page().View, "report_moved")
	s.press(fyne.KeyF6)
	s.tells(t, "上一份：", "去年写的话。")
	stage.InTwoSizes(t, s.Window, s.Page().View, "report_beside")
	s.press(fyne.KeyF7)
	if !slices.ContainsFunc(p.r.Lines, func(line string) bool { return strings.Contains(line, "{团员=49}") }) {
		t.Error(p.r.Lines)
	}
	n := len(p.r.Lines)
	s.press(fyne.KeyEnd, fyne.KeyDelete)
	if len(p.r.Lines) != n-1 {
		t.Fatal("no paragraph was taken out")
	}
	s.Toasts.Do()
	if len(p.r.Lines) != n {
		t.Fatal("no paragraph came back")
	}
	s.press(fyne.KeyEscape)
	s.tells(t, "改了没有保存")
	reportOn(s, r.Kept().ID, report.Period{})
	s.tells(t, "还没有保存")
	var list *reports
	s.Open(func(s *page.Shell) *page.Page { list = newReports(s); return list.page })
	for i := 0; i < 8 && !strings.Contains(list.rows.Items()[list.rows.At()].Hint, "改了没有保存"); i++ {
		s.press(fyne.KeyDown)
	}
	s.press(fyne.KeyDelete)
	stage.Button(t, s.Canvas().Overlays().Top(), "去掉没有保存的").Press()
	var kept halves[reportDraft]
	if b.Setting(reportSetting, &kept); len(kept) != 0 {
		t.Errorf("%d drafts are left: %s", len(kept), s.words())
	}
}

// A time is read as people write it.
func TestATimeIsReadAsItIsWritten(t *testing.T) {
	for _, text := range []string{"2026-01-01 2026-06-30", "2026.1.1至2026.6.30"} {
		if p, err := readPeriod(text); err != nil || p.From != 20260101 || p.Until != 20260630 {
			t.Errorf("%s: %v %v", text, p, err)
		}
	}
	for _, text := range []string{"", "2026", "2026-06-30 2026-01-01", "2026-06 2026-07", "一月 二月"} {
		if p, err := readPeriod(text); err == nil {
			t.Errorf("%s: %v", text, p)
		}
	}
}

// The handbook of a branch from the branch itself: its pages are there, and another year has other ones.
func TestAHandbookFromItsBranch(t *testing.T) {
	b, o := fifty(t)
	s := &desk{Shell: stand.OnDesk(t, b, own)}
	for _, w := range Works(s.Shell, ledger.Branches, o) {
		if w.Label == yearBookTitle {
			w.Begin()
		}
	}
	s.tells(t, "打印预览", "年份", "另存 Word", "第 1 页，共 ")
	stage.InTwoSizes(t, s.Window, s.Page().View, "yearbook")
	s.Open(jobsFrom(yearBookTitle))
	s.press(fyne.KeyReturn)
	s.tells(t, "请在上面选一个团支部")
}
