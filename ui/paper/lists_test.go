package paper

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
)

// The paper of a list begins with the form of its state; a form that is about one state takes it from wherever it is chosen,
// unless rows were selected.
func TestPaperBeginsWithTheFormOfTheState(t *testing.T) {
	s := newStand(t, look.Standard, 300)
	for _, c := range []struct {
		kind ledger.Kind
		tab  string
		want forms.Form
	}{
		{ledger.Enterprises, "open", forms.EnterpriseBook}, {ledger.Enterprises, "due", forms.UnbuiltList}, {ledger.Enterprises, rules.PendingTab, forms.CheckList},
		{ledger.Members, "on", forms.MemberRoster}, {ledger.Members, "drift", forms.DriftList}, {ledger.Members, "over", forms.OverAgeList}, {ledger.Members, rules.PendingTab, forms.CheckList},
		{ledger.Transfers, "open", forms.TransferList}, {ledger.Problems, "open", forms.ProblemBook}, {ledger.Facilities, "", forms.FacilityHours},
	} {
		p := s.preview(records.Query{Kind: c.kind, Tab: c.tab})
		if p.form != c.want || p.out == nil {
			t.Errorf("%s in %q begins with %q: %s", c.kind.Name(), c.tab, p.form, words(p.page.View))
		}
	}
	p := s.preview(onRollQuery)
	p.forms.OnPicked(kit.Option{Value: string(forms.DriftList)})
	drifting := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Members, Tab: "drift"})
	if p.out.Rows() != drifting.Len() || drifting.Len() == 0 || p.wanted().lays(s).print.Filter != "" {
		t.Errorf("%d rows of %d who drift", p.out.Rows(), drifting.Len())
	}
	s.Photograph("print-drifting")
	chosen := onRollQuery
	chosen.Only = nil
	for i := range 3 {
		chosen.Only = append(chosen.Only, find.ListOf(s.Book.Today(), onRollQuery).Row(i).Head().ID)
	}
	p = s.preview(chosen)
	p.forms.OnPicked(kit.Option{Value: string(forms.DriftList)})
	if p.out.Rows() != 3 {
		t.Errorf("%d rows of the 3 selected", p.out.Rows())
	}
}

// lays is what an order will print, its words filled in.
func (o order) lays(s *stand) order {
	if o.told != nil {
		o.print.Filter = particulars(s.Book, *o.told)
	}
	return o
}

// Every list prints with what it was narrowed by, whatever its kind: the state, several filters, words, the rows selected.
func TestEveryNarrowedListSaysSo(t *testing.T) {
	s := newStand(t, look.Standard, 120)
	for _, kind := range ledger.Listed {
		if len(face.Of(kind).Forms) == 0 {
			continue
		}
		for _, tab := range append(rules.Tabs(s.Book.Today(), kind, records.Place{}), rules.Tab{Key: kind.Begin(), Title: ""}) {
			q := records.Query{Kind: kind, Tab: tab.Key, Sort: face.Sort(kind)}
			o := order{print: forms.Print{Form: forms.Plain(kind)}, rows: &q, told: &q}
			got, want := particulars(s.Book, q), tab.Title
			switch {
			case tab.Key == kind.Begin():
				want = ""
			case tab.Key == "":
				want = "全部，不分状态"
			}
			if got != want {
				t.Errorf("%s in %q says %q, want %q", kind.Name(), tab.Key, got, want)
			}
			if forms.KindOf(o.print.Form) == nil {
				continue // a place of the ledger itself
			}
			laid, err := o.lay(s.Book)
			if err != nil {
				t.Errorf("%s in %q: %v", kind.Name(), tab.Key, err)
			} else if want != "" && !strings.Contains(onPaper(laid.out.Page(0)), want) {
				t.Errorf("%s in %q: %q is not on paper", kind.Name(), tab.Key, want)
			}
		}
	}
	q := records.Query{Kind: ledger.Members, Tab: "drift", Words: "李", Filters: []records.Filter{{Key: "sex", Texts: []string{"男", ""}}, {Key: "joined", From: "2015-01", To: "2020-12"}}, Sort: "name"}
	const want = "流动，性别是男或（空），入团年月 2015-01 到 2020-12，含有“李”"
	if got := particulars(s.Book, q); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	p := s.preview(q)
	p.forms.OnPicked(kit.Option{Value: string(forms.MemberRoster)})
	if got := onPaper(p.out.Page(0)); !strings.Contains(got, want) {
		t.Errorf("on paper is not %q", want)
	}
	q.Only = append(q.Only, s.Book.Today().Of(ledger.Members)[0].Head().ID)
	if got := particulars(s.Book, q); !strings.HasSuffix(got, "选中的 1 行") {
		t.Errorf("it says %q", got)
	}
}

// Labels and name cards are to be had from any list, with the fields that a person chooses.
func TestLabelsAreChosen(t *testing.T) {
	s := newStand(t, look.Standard, 60)
	p := s.preview(records.Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name"})
	if p.fieldsBox.Visible() {
		t.Error("a register asks for the fields of a label")
	}
	p.forms.OnPicked(kit.Option{Value: string(forms.Labels)})
	if !p.fieldsBox.Visible() || p.turnBox.Visible() || p.columnsBox.Visible() || p.blankBox.Visible() {
		t.Error("labels do not ask for their fields, or can be turned")
	}
	s.Photograph("print-labels")
	firms := find.ListOf(s.Book.Today(), p.q)
	e := firms.Row(0).(*ledger.Enterprise)
	for i := 1; e.Credit == "" && i < firms.Len(); i++ {
		e = firms.Row(i).(*ledger.Enterprise)
	}
	if got := onPaper(p.out.Page(0)); !strings.Contains(got, e.Title) || strings.Contains(got, e.Credit) || e.Credit == "" {
		t.Error("the labels have", got)
	}
	s.Canvas().Focus(p.fields[3])
	p.fields[3].Choose(p.fieldOption("credit"))
	p.fields[3].OnPicked(p.fieldOption("credit"))
	if got := onPaper(p.out.Page(0)); !strings.Contains(got, e.Credit) {
		t.Error("what was chosen is not on the labels")
	}
	for _, f := range p.fields {
		f.Choose(p.fieldOption(nothing))
	}
	if keys := p.labelled(); len(keys) != 0 {
		t.Errorf("nothing chosen is %v", keys)
	}
	p.forms.OnPicked(kit.Option{Value: string(forms.NameCards)})
	s.Photograph("print-namecards")
	path := filepath.Join(t.TempDir(), "名片.pdf")
	p.saveTo(path)
	if got := s.Intents(); got[0] != "print" {
		t.Errorf("the journal says %v", got)
	}
	h := newStand(t, look.Huge, 60)
	p = h.preview(records.Query{Kind: ledger.Members, Tab: "on"})
	h.Narrow()
	p.forms.OnPicked(kit.Option{Value: string(forms.Labels)})
	h.Photograph("print-labels-huge")
	if cut := h.Outside(); len(cut) > 0 {
		t.Errorf("outside of the window: %v", cut)
	}
}

// Labels are to be had from a list without the mouse: F12, F8, a few letters, Enter.
func TestLabelsByKeys(t *testing.T) {
	s := newStand(t, look.Standard, 60)
	p := s.preview(records.Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name"})
	for letters, want := range map[string]forms.Form{"biaoqian": forms.Labels, "xingmingka": forms.NameCards} {
		s.Typed(fyne.KeyF8)
		if s.Canvas().Focused() != fyne.Focusable(p.forms) {
			t.Fatalf("F8 leads to %T", s.Canvas().Focused())
		}
		stage.Keyed(s.Canvas(), letters)
		s.Press(fyne.KeyReturn)
		if p.form != want || p.out == nil || p.out.Pages() == 0 {
			t.Errorf("%s leads to %s: %s", letters, p.form, words(p.page.View))
		}
		s.Canvas().Focus(p.easel)
	}
}

// The dues of a branch are of a year that can be chosen.
func TestDuesOfAYear(t *testing.T) {
	s := newStand(t, look.Standard, 120)
	p := s.preview(records.Query{Kind: ledger.Payments})
	p.forms.OnPicked(kit.Option{Value: string(forms.DuesRegister)})
	if p.out != nil || !p.yearBox.Visible() || !p.branchBox.Visible() {
		t.Fatal("without a branch there are dues")
	}
	branch := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Branches, Sort: "name"}).Row(0)
	p.branches.OnPicked(kit.Option{Value: branch.Head().ID.String()})
	year := s.Book.Basis().Today.Year()
	if p.out == nil || !strings.Contains(p.out.Title(), strconv.Itoa(year)+"年团费收缴登记表") {
		t.Fatal(words(p.page.View))
	}
	s.Photograph("print-dues")
	p.years.OnPicked(kit.Option{Value: strconv.Itoa(year - 1)})
	if !strings.Contains(p.out.Title(), strconv.Itoa(year-1)+"年") {
		t.Error(p.out.Title())
	}
}

// The export for the national system says whom it will refuse before it writes, and opens them.
func TestExportForTheNationalSystem(t *testing.T) {
	for _, size := range []look.Size{look.Standard, look.Huge} {
		s := newStand(t, size, 120)
		x := newExport(s.Shell, records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"}, nil)
		s.Show(x.page)
		if size == look.Huge {
			s.Narrow()
		}
		x.what.Choose(exportNational)
		x.what.OnTap(exportNational)
		n := x.national.check
		if len(n.Refused) == 0 || n.Ready.Len() == 0 || !x.national.view.Visible() || x.whole.At() != 1 {
			t.Fatalf("%d refused, %d ready", len(n.Refused), n.Ready.Len())
		}
		s.Photograph("export-national-" + strconv.Itoa(int(size)))
		if cut := s.Outside(); len(cut) > 0 {
			t.Errorf("outside of the window: %v", cut)
		}
		x.run()
		if x.fault.Text() == "" {
			t.Error("whole numbers go out without a reason")
		}
		x.reason.SetText("导入智慧团建")
		e, name, _, ok := x.wanted()
		if !ok || !e.National || !e.Full || !strings.Contains(name, "智慧团建团员") {
			t.Fatalf("%+v %q", e, name)
		}
		e.To = filepath.Join(t.TempDir(), "a.xlsx")
		went := false
		page.Exporting(s.Shell, e, "", func() { went = true })
		if !went {
			t.Error(s.Told())
		}
		x.printRefused()
		if got := words(s.Page().View); !strings.Contains(got, "打印预览") {
			t.Error(got)
		}
		s.Press(fyne.KeyEscape)
		if got := words(s.Page().View); !strings.Contains(got, "会被退回的") {
			t.Error("Esc does not come back:", got)
		}
	}
	s := newStand(t, look.Standard, 10)
	if x := newExport(s.Shell, records.Query{Kind: ledger.Enterprises}, nil); strings.Contains(words(x.page.View), "智慧团建") {
		t.Error("the national system has a template of enterprises")
	}
}
