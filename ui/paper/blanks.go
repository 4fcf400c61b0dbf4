package paper

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// blanks is the page of the forms that are filled in by hand: all of them at the left, the one chosen as it will be printed.
type blanks struct {
	*preview
	all    []forms.BlankForm
	rows   *kit.Rows
	copies *kit.Entry
}

// Blanks is the page of all blank forms of this ledger, with its name on them.
func Blanks(s *page.Shell) *page.Page { return newBlanks(s).page }

func newBlanks(s *page.Shell) *blanks {
	p := &blanks{all: forms.BlankForms(s.Book), copies: kit.NewEntry(),
		preview: &preview{s: s, q: records.Query{Kind: ledger.Members}, fixed: &forms.Print{}, later: hands.Delay{Wait: 400 * time.Millisecond}}}
	p.behind = func() { s.Open(s.Screens.Jobs) }
	p.build()
	p.copies.SetText("1")
	p.copies.SetLeast(4 * look.Now().Text)
	p.copies.OnChanged = func(string) { p.later.Call(p.choose) }
	p.rows = kit.RowsOf(0, p.all, func(f forms.BlankForm) kit.Item {
		return kit.Item{Icon: face.Of(f.Kind).Icon, Label: f.Title}
	}, nil)
	p.rows.OnStand = func(int) { p.anewFrom() }
	p.rows.OnPick = func(int) { s.Canvas().Focus(p.copies) }
	p.copies.OnNext = func() { s.Canvas().Focus(p.printer) }
	leave := kit.NewButton(kit.Ordinary, look.IconNone, "返回", "Esc", p.leave)
	head := look.Flow(look.NewWords("空白表", look.Title), look.NewWords("选一张，写份数，打出来手填", look.Aside), layout.NewSpacer(),
		look.Row(look.NewWords("份数", look.Aside), p.copies), leave, p.pdf, p.printer)
	left := &fyne.Container{Layout: listLayout{}, Objects: []fyne.CanvasObject{look.Card(look.Inset(look.Gap2, p.rows))}}
	middle := container.NewBorder(p.notes, nil, look.Padding(look.Gap4, 0, left), nil, look.Ground(desk, p.easel))
	p.easel.mode = fitWhole // a picture of the form is what one looks for
	zoom := func(label string, do func()) fyne.CanvasObject {
		return kit.NewButton(kit.Quiet, look.IconNone, label, "", do)
	}
	p.page.View = look.Folio(head, middle, p.back, p.status, p.on, look.NewWords("　↑ ↓ 选表　Enter 写份数　PageUp、PageDown 翻页", look.Note), layout.NewSpacer(),
		zoom("整页", p.easel.whole), zoom("页宽", p.easel.wide), p.zoomed)
	p.page.Key, p.page.Title, p.page.First = "jobs", "空白表", p.rows
	p.page.Shut = func() { p.latest.Drop(); p.later.Drop(); p.asking.Drop() }
	p.page.Own(p.copies)
	p.rows.Stand(0)
	p.choose()
	return p
}

// listLayout gives the list of forms a width by its type, and all of the height.
type listLayout struct{}

// listEms is that width in characters.
const listEms = 17

func (listLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(listEms*look.Now().Text, o[0].MinSize().Height)
}

func (listLayout) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

// anewFrom shows another form from its first page on.
func (p *blanks) anewFrom() { p.easel.at = 0; p.choose() }

// choose lays out the form on which the list stands, in as many copies as are written.
func (p *blanks) choose() {
	at := p.rows.At()
	if at < 0 || at >= len(p.all) {
		return
	}
	copies, err := strconv.Atoi(strings.TrimSpace(p.copies.Text))
	if err != nil || copies < 1 {
		p.fail("请写打几份，例如 30。")
		return
	}
	p.form = p.all[at].Form
	p.fixed = &forms.Print{Form: p.form, Which: p.all[at].Which, Empty: true, Copies: copies}
	p.ask()
}
