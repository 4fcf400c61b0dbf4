package jobs

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
	"tuanjian/ui/stand"
)

// A printing keeps the last paper that a desk was asked for, laid out.
type printing struct {
	*desk
	asked forms.Print
	of    records.Query
	back  func()
}

// printDesk is a desk that lays papers out instead of showing them.
func printDesk(t *testing.T, b *store.Book) *printing {
	t.Helper()
	p := &printing{}
	screens := own
	screens.Papers = func(_ *page.Shell, q records.Query, print forms.Print, back func()) *page.Page {
		p.asked, p.of, p.back = print, q, back
		return &page.Page{Title: "打印预览", View: look.NewWords("打印预览", look.Body)}
	}
	screens.Blanks = func(*page.Shell) *page.Page {
		return &page.Page{Title: "空白表", View: look.NewWords("空白表", look.Body)}
	}
	p.desk = &desk{Shell: stand.OnDesk(t, b, screens)}
	return p
}

// paper is what stands on the pages of what was asked for last.
func (p *printing) paper(t *testing.T) (text string, pages int) {
	t.Helper()
	print := p.asked
	if len(print.Drafts) == 0 {
		t.Fatalf("nothing was asked for: %+v", print)
	}
	out, err := forms.Lay(p.Book, print)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for n := range out.Pages() {
		for _, m := range out.Page(n).Marks {
			text += m.Text
		}
	}
	return text, out.Pages()
}

// A job prints what it needs by F12, of what stands on the page, saved or not, and goes on where it was.
func TestJobsPrintWhatTheyNeed(t *testing.T) {
	b, o := fifty(t)
	s := printDesk(t, b)
	s.Open(Jobs)
	s.press(fyne.KeyF12)
	if s.Page().Title != "空白表" {
		t.Errorf("F12 in 办事 leads to %s", s.Page().Title)
	}

	s.Open(attendOf(o.ID))
	s.press(fyne.KeyF12)
	if text, _ := s.paper(t); !strings.Contains(text, "支部大会签到表") || !strings.Contains(text, "团员100") || !strings.Contains(text, "应到：50 人") {
		t.Errorf("the list to sign in: %s", text)
	}
	s.back()
	if s.Page().Title != "记一次会议或活动" {
		t.Errorf("back at %s", s.Page().Title)
	}

	r, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: "东升五金", Boss: "赵总", NonPublic: "1", Business: "1"})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	s.asked = forms.Print{}
	s.Open(Rally)
	s.press(fyne.KeyF12)
	if s.asked.Form != "" {
		t.Error("a list to sign in of nobody")
	}
	s.Open(rallyOn(value.ID{}, r.Head().ID))
	s.press(fyne.KeyF12)
	if text, _ := s.paper(t); !strings.Contains(text, "动员会签到表") || !strings.Contains(text, "赵总") {
		t.Errorf("the list to sign in: %s", text)
	}
	s.back()
	if s.Page().Title != rallyTitle || !strings.Contains(stage.Words(s.Page().View), "这次请 1 家") {
		t.Errorf("back at %s: %s", s.Page().Title, stage.Words(s.Page().View))
	}
}

// The blank forms of a survey are printed while it is given out, all or those of one branch, and its result from the tally.
func TestASurveyIsPrinted(t *testing.T) {
	b, o, v := issued(t)
	s := printDesk(t, b)
	s.Open(survey(v.ID))
	s.press(fyne.KeyF12, fyne.KeyReturn)
	text, pages := s.paper(t)
	if got := strings.Count(text, "团组织："+o.Name()); got != 60 || pages < 60 {
		t.Errorf("%d forms on %d pages", got, pages)
	}
	s.back()
	s.press(fyne.KeyF12, fyne.KeyDown, fyne.KeyReturn)
	if s.asked.Branch != o.ID {
		t.Errorf("of the branch: %+v", s.asked.Branch)
	}
	s.back()
	s.press(fyne.KeyF9)
	s.press(fyne.KeyF12)
	if s.asked.Form != forms.SurveyResult || len(s.of.Only) != 1 || s.of.Only[0] != v.ID {
		t.Errorf("the result: %+v %+v", s.asked, s.of)
	}
	s.back()
	if s.Page().Title != "调查结果" {
		t.Errorf("back at %s", s.Page().Title)
	}
}

// Ballots and the tally sheet are those of the candidates that are typed, before anything is saved; then the flags' receipt.
func TestAnElectionIsPrinted(t *testing.T) {
	b, e := firm(t, 5)
	s := printDesk(t, b)
	s.Open(FoundIn(e.ID))
	s.press(fyne.KeyF10, fyne.KeyF10)
	s.enter("东升字1号", "20260301", "塔北团5号", "20260310")
	s.press(fyne.KeyF10)
	s.enter("张甲", "书记", "企业负责人")
	s.press(fyne.KeyF10)
	shows(t, s.desk, "应到 5 人，至少要到 5 人")
	s.press(fyne.KeyF12)
	if text, _ := s.paper(t); strings.Count(text, "张甲") != 5 || !strings.Contains(text, "选举选票") {
		t.Errorf("the ballots: %s", text)
	}
	s.asked.Form = forms.Votes
	if text, _ := s.paper(t); !strings.Contains(text, "张甲") || !strings.Contains(text, "计票单") {
		t.Errorf("the tally sheet: %s", text)
	}
	s.back()
	shows(t, s.desk, "应到 5 人，至少要到 5 人")
	if n := b.Today().Count(ledger.Elections); n != 0 {
		t.Errorf("printing saved %d elections", n)
	}
	f := stand.Form(t, s.Shell)
	for key, text := range map[string]string{"present": "5", "issued": "5", "received": "5", "valid": "5", "void": "0"} {
		f.Type(key, text)
	}
	s.press(fyne.KeyF10)
	s.enter("5", "0", "0")
	s.press(fyne.KeyF10)
	shows(t, s.desk, "发团旗")
	s.press(fyne.KeyF10, fyne.KeyF10)
	shows(t, s.desk, "现任书记：张甲")
	s.press(fyne.KeyF7) // F12 is the letters
	if s.asked.Form != forms.SupplyReceipt || len(s.of.Only) != 1 {
		t.Errorf("the receipt: %+v", s.asked)
	}
}

// 收团费 prints the register of the branch and year on show, and comes back to it.
func TestDuesArePrinted(t *testing.T) {
	b, o := fifty(t)
	s := printDesk(t, b)
	s.Open(duesOf(o.ID))
	s.press(fyne.KeyF12)
	if s.asked.Form != forms.DuesRegister || s.asked.Branch != o.ID || s.asked.Year != b.Basis().Today.Year() || s.of.Kind != ledger.Payments {
		t.Errorf("asked for %+v of %+v", s.asked, s.of)
	}
	s.back()
	if s.Page().Title != "收团费" {
		t.Errorf("back at %s", s.Page().Title)
	}
}
