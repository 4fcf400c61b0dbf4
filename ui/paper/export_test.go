package paper

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

func TestExportAsksForAReasonBeforeWholeNumbers(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	x := newExport(s.Shell, onRollQuery, []string{"name", "idno"})
	s.Show(x.page)
	s.Photograph("export-standard")
	if x.reasonIn.Visible() {
		t.Error("a reason is asked for masked numbers")
	}
	x.whole.Choose(1)
	x.whole.OnTap(1)
	s.Photograph("export-whole")
	if !x.reasonIn.Visible() {
		t.Fatal("no reason is asked for")
	}
	x.run()
	if x.fault.Text() == "" {
		t.Error("whole numbers go out without a reason")
	}
	s.Press(fyne.KeyReturn, fyne.KeyReturn)
	if x.reason.Text != reasons[0] {
		t.Errorf("Enter twice takes the reason %q, want the first that is offered", x.reason.Text)
	}
	x.reason.SetText("核对身份信息")
	if e, _, _, ok := x.wanted(); !ok || !e.Full || e.Reason != "核对身份信息" {
		t.Errorf("wanted %+v, %v", e, ok)
	}
}

func TestExportWritesWhatIsShown(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	x := newExport(s.Shell, onRollQuery, []string{"name", "idno"})
	e, name, sort, ok := x.wanted()
	if !ok || e.List.Len() != x.shown || !strings.HasPrefix(name, practice.Name+"团员-"+testEnv().Now().Format("20060102")) || sort.Endings[0] != ".xlsx" {
		t.Fatalf("wanted %+v %q %v", e, name, sort)
	}
	x.form.Choose(1)
	e, _, sort, _ = x.wanted()
	e.To = filepath.Join(t.TempDir(), "a"+sort.Endings[0])
	went := false
	page.Exporting(s.Shell, e, "", func() { went = true })
	text, err := os.ReadFile(e.To)
	if err != nil || !went {
		t.Fatal(err, went)
	}
	m := find.ListOf(s.Book.Today(), onRollQuery).Row(0).(*ledger.Member)
	if !strings.Contains(string(text), m.Title) || strings.Contains(string(text), m.IDNumber) || strings.Contains(string(text), "手机") {
		t.Errorf("the file begins %.200q", text)
	}
	if got := s.Intents(); got[0] != "export" {
		t.Errorf("the journal says %v", got)
	}
	if shown := s.Toasts.Shown(); len(shown) != 1 || !strings.HasPrefix(shown[0], "已导出 ") {
		t.Errorf("told %v", shown)
	}
}

func TestExportKnowsItsFiles(t *testing.T) {
	s := newStand(t, look.Huge, 30)
	x := newExport(s.Shell, records.Query{Kind: ledger.Enterprises, Tab: "open"}, nil)
	s.Show(x.page)
	s.Narrow()
	x.whole.Choose(1)
	x.draw()
	s.Photograph("export-huge")
	if cut := s.Outside(); len(cut) > 0 {
		t.Errorf("outside of the window: %v", cut)
	}
	x.whole.Choose(0)
	for _, c := range []struct {
		what, form   int
		ending, name string
	}{{exportShown, 0, ".xlsx", "练习社区企业-"}, {exportAll, 0, ".xlsx", "练习社区全部台账-"}, {exportAll, 1, ".zip", "练习社区全部台账-"}, {exportBlank, 1, ".csv", "企业空白模板"}} {
		x.what.Choose(c.what)
		x.form.Choose(c.form)
		x.draw()
		e, name, sort, _ := x.wanted()
		if sort.Endings[0] != c.ending || !strings.HasPrefix(name, c.name) || e.Template != (c.what == exportBlank) {
			t.Errorf("%v: %q %v template %v", c, name, sort.Endings, e.Template)
		}
	}
}

// Who may only look is offered no whole numbers for a file.
func TestAReaderExportsMasked(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	if err := s.Book.Staff().Add("王干事", "wang-long-1", store.Admin); err != nil {
		t.Fatal(err)
	}
	if err := s.Book.Staff().SetRole(s.Book.Operator(), store.Reader); err != nil {
		t.Fatal(err)
	}
	x := newExport(s.Shell, records.Query{Kind: ledger.Members}, nil)
	x.whole.Choose(1)
	if e, _, _, ok := x.wanted(); e.Full || !ok {
		t.Error("whole numbers are offered for a file")
	}
}
