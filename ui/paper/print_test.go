package paper

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/trial"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
)

var onRollQuery = records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"}

func (s *stand) preview(q records.Query, columns ...string) *preview {
	s.T.Helper()
	p := newPreview(s.Shell, q, columns)
	s.Show(p.page)
	return p
}

// onPaper is the text that a page shows, runs without their places.
func onPaper(p forms.Page) string {
	var b strings.Builder
	for _, m := range p.Marks {
		b.WriteString(m.Text)
	}
	return b.String()
}

func TestPreviewDrawsWhatIsPrinted(t *testing.T) {
	s := newStand(t, look.Standard, 120)
	p := s.preview(onRollQuery, "name", "phone")
	if p.out == nil || p.out.Pages() < 3 {
		t.Fatalf("no pages: %s", words(p.page.View))
	}
	page := p.out.Page(0)
	var drawn_ strings.Builder
	for _, o := range drawn(page, 1, fyne.Position{}) {
		if text, ok := o.(*canvas.Text); ok {
			drawn_.WriteString(text.Text)
		}
	}
	if drawn_.String() != onPaper(page) || drawn_.Len() == 0 {
		t.Error("the screen shows other words than the paper")
	}
	for _, o := range drawn(page, 1.7, fyne.NewPos(10, 10)) {
		far := o.Position().Add(o.Size())
		if far.X > 10+float32(page.Width)*1.7+1 || far.Y > 10+float32(page.Height)*1.7+1 {
			t.Fatalf("something stands outside of the paper, at %v", far)
		}
	}
	s.Photograph("print-standard")
	if got := s.Intents(); slices.Contains(got, "print") || slices.Contains(got, "printer") {
		t.Error("looking was noted as printing")
	}
}

func TestPreviewTurnsPagesByKeys(t *testing.T) {
	s := newStand(t, look.Standard, 120)
	p := s.preview(onRollQuery)
	last := p.out.Pages() - 1
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyPageUp, 0}, {fyne.KeyPageDown, 1}, {fyne.KeyRight, 2}, {fyne.KeyLeft, 1}, {fyne.KeyPageUp, 0}, {fyne.KeyEnd, last}, {fyne.KeyPageDown, last}, {fyne.KeyHome, 0}} {
		s.Press(step.key)
		if p.easel.at != step.want {
			t.Errorf("after %s page %d, want %d", step.key, p.easel.at, step.want)
		}
	}
	p.easel.whole()
	s.Press(fyne.KeyDown)
	if p.easel.at != 1 {
		t.Error("↓ at the end of a page does not turn it")
	}
	was := p.easel.scale()
	s.Press(fyne.KeyPlus)
	if p.easel.scale() <= was {
		t.Error("＋ does not make the page larger")
	}
	s.Press(fyne.KeyMinus, fyne.KeyMinus)
	if p.easel.scale() >= was*1.3 {
		t.Error("－ does not make the page smaller")
	}
}

func TestPreviewShowsWholeNumbersOnlyForAReason(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	p := s.preview(onRollQuery)
	id := find.ListOf(s.Book.Today(), onRollQuery).Row(0).(*ledger.Member).IDNumber
	if strings.Contains(onPaper(p.out.Page(0)), id) {
		t.Fatal("whole ID numbers are shown unasked")
	}
	s.Canvas().Focus(p.whole)
	s.Press(fyne.KeyRight)
	s.Photograph("print-reason")
	s.Press(fyne.KeyEscape)
	if p.whole.At() != 0 || p.wanted().print.Full {
		t.Error("without a reason the numbers are whole")
	}
	s.Press(fyne.KeyRight)
	s.Canvas().Focused().(*kit.Entry).SetText("报街道团工委")
	s.Press(fyne.KeyReturn)
	if p.whole.At() != 1 || !strings.Contains(onPaper(p.out.Page(0)), id) {
		t.Error("with a reason the numbers are still masked")
	}
}

func TestPreviewFollowsItsOptions(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	p := s.preview(onRollQuery, "name", "schooling")
	across := p.out.Page(0)
	s.Press(fyne.KeyEnd)
	p.turn.Choose(1)
	p.turn.OnTap(1)
	if p.easel.at != 0 {
		t.Errorf("turned paper begins with page %d", p.easel.at)
	}
	if upright := p.out.Page(0); upright.Width >= across.Width {
		t.Errorf("upright paper is %v wide, lying %v", upright.Width, across.Width)
	}
	p.turn.Choose(0)
	p.columns.Choose(1)
	p.columns.OnTap(1)
	if strings.Contains(onPaper(p.out.Page(0)), "手机号码") {
		t.Error("columns that are not on screen are printed")
	}
	pages := p.out.Pages()
	p.blank.SetText("60")
	s.Still.Pass(time.Second)
	if p.out.Pages() <= pages {
		t.Error("sixty empty rows need no more pages")
	}
	p.forms.OnPicked(kit.Option{Value: string(forms.BranchRoster)})
	if p.out != nil || !p.printer.Disabled() {
		t.Error("a branch's roster is printed without a branch")
	}
	s.Photograph("print-no-branch")
	branch := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Branches, Sort: "name"}).Row(0)
	p.branches.OnPicked(kit.Option{Value: branch.Head().ID.String()})
	if p.out == nil || !strings.Contains(p.out.Title(), branch.(*ledger.Branch).Title) {
		t.Error("the branch's roster does not come")
	}
	s.Photograph("print-branch")
	p.forms.OnPicked(kit.Option{Value: string(forms.BranchSheet)})
	s.Photograph("print-sheet")
}

func TestPreviewSavesAndPrints(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	p := s.preview(onRollQuery)
	for _, ending := range []string{".pdf", ".xlsx"} {
		path := filepath.Join(t.TempDir(), "花名册"+ending)
		p.saveTo(path)
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
			t.Errorf("%s: %v, %v", ending, info, err)
		}
	}
	if got := s.Intents(); got[0] != "print" {
		t.Errorf("the journal says %v", got)
	}
	t.Setenv("PATH", t.TempDir())
	s.Press(fyne.KeyF12)
	if !strings.Contains(s.Told(), "没有能用的打印机") {
		t.Errorf("without a printer it says %q", s.Told())
	}
	if got := s.Intents(); slices.Contains(got, "printer") {
		t.Error("a page that no printer took is noted as printed")
	}
	s.Press(fyne.KeyEscape)
	taken := filepath.Join(t.TempDir(), "taken.pdf")
	stage.OnPath(t, map[string]string{"lpstat": `[ "$1" != -e ] || echo Office`, "lp": "/bin/cat > " + taken})
	s.Press(fyne.KeyF12, fyne.KeyEscape)
	if got := s.Intents(); slices.Contains(got, "printer") || s.Canvas().Focused() != fyne.Focusable(p.easel) {
		t.Errorf("cancelled, the journal says %v, the keyboard is with %T", got, s.Canvas().Focused())
	}
	s.Press(fyne.KeyF12, fyne.KeyReturn)
	if got := s.Intents(); got[0] != "printer" {
		t.Errorf("after printing the journal says %v; %s", got, s.Told())
	}
	if text, err := os.ReadFile(taken); err != nil || !strings.HasPrefix(string(text), "%PDF-") {
		t.Errorf("the printer got %.10q, %v", text, err)
	}
}

func TestPreviewNamesWhatTheFontLacks(t *testing.T) {
	s := newStand(t, look.Standard, 30)
	m := ledger.Members.Clone(find.ListOf(s.Book.Today(), onRollQuery).Row(0)).(*ledger.Member)
	m.Title = "李\U000323AF"
	if _, err := s.Book.Save(ledger.Members, m); err != nil {
		t.Fatal(err)
	}
	p := s.preview(onRollQuery)
	s.Photograph("print-missing")
	if p.out.Missing == "" {
		t.Fatal("the font has every character")
	}
	if seen := words(p.page.View); !strings.Contains(seen, "1 个姓名含有字库缺少的字") {
		t.Errorf("the page does not say so: %s", seen)
	}
}

func TestPreviewKeepsFewPictures(t *testing.T) {
	s := newStand(t, look.Standard, 0)
	made := 0
	leaf := func(int) (forms.Page, bool) { made++; return forms.Page{Width: 842, Height: 595}, true }
	th := newThumbs(leaf, 300, func(int) {})
	for i := range 300 {
		th.picture(i)
	}
	if len(th.ready) != thumbsKept || len(th.order) != thumbsKept {
		t.Errorf("%d pictures are kept, want %d", len(th.ready), thumbsKept)
	}
	before := made
	th.picture(299)
	if made != before {
		t.Error("a picture that is ready is made again")
	}
	_ = s
}

func TestPreviewOpensALongRosterFast(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 5,000 members")
	}
	s := newStand(t, look.Standard, 5000)
	began := trial.Start()
	p := s.preview(onRollQuery)
	t.Logf("%d pages of %d members laid out and drawn in %v", p.out.Pages(), p.out.Rows(), began.Taken().Round(time.Millisecond))
	s.Photograph("print-5000")
	began = trial.Start()
	s.Press(fyne.KeyEnd)
	t.Logf("the last page in %v", began.Taken().Round(time.Millisecond))
	if p.easel.at != p.out.Pages()-1 {
		t.Errorf("page %d", p.easel.at)
	}
	s.Photograph("print-5000-end")
	path := filepath.Join(t.TempDir(), "长.pdf")
	began = trial.Start()
	if err := p.out.Write(context.Background(), path, nil); err != nil {
		t.Fatal(err)
	}
	t.Logf("written in %v", began.Taken().Round(time.Millisecond))
}

func TestPreviewInHugeText(t *testing.T) {
	s := newStand(t, look.Huge, 60)
	s.preview(onRollQuery, "name")
	s.Narrow()
	s.Photograph("print-huge")
	if cut := s.Outside(); len(cut) > 0 {
		t.Errorf("outside of the window: %v", cut)
	}
	p := s.preview(records.Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name"})
	if p.out.Pages() < 1 {
		t.Error("no enterprises")
	}
	s.Photograph("print-firms-huge")
}

// In a low window with huge text, as a laptop of 1024×700 leaves it beside the tree, there is paper to be seen, and every
// option can be scrolled to.
func TestPaperIsSeenInALowWindow(t *testing.T) {
	s := newStand(t, look.Huge, 60)
	s.Window.Resize(fyne.NewSize(708, 578))
	p := s.preview(onRollQuery, "name")
	s.Photograph("print-low")
	if got := p.easel.Size().Height; got < 578/3 {
		t.Errorf("the paper has %g of 578", got)
	}
	if cut := s.Outside(); len(cut) > 0 {
		t.Errorf("outside of the window: %v", cut)
	}
	s.Window.Resize(fyne.NewSize(1146, 692))
	if p = s.preview(onRollQuery, "name"); p.columns.Size().Height <= 0 {
		t.Error("no options")
	}
}
