package travel

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// doubleItem is the line of a person or enterprise that two communities have.
func doubleItem(d rules.Double) kit.Item {
	names := make([]string, len(d.Sides))
	for j, side := range d.Sides {
		names[j] = side.Community + "“" + ledger.NameOf(side.Record) + "”"
	}
	return kit.Item{Icon: face.Of(d.Sides[0].Kind).Icon, Label: strings.Join(names, "　和　"), Hint: d.Title()}
}

// compareDouble shows the records of a double side by side. write puts it into the receipts; nil where that cannot be
// done yet.
func compareDouble(s *page.Shell, d rules.Double, write func()) {
	kind := d.Sides[0].Kind
	head := []fyne.CanvasObject{look.NewWords("", look.Aside)}
	for _, side := range d.Sides {
		head = append(head, look.NewWords(side.Community, look.Strong))
	}
	n := len(d.Sides) + 1
	rows := []fyne.CanvasObject{look.NewWords(d.Title(), look.Head), look.Columns(n, look.Gap4, head...), look.HLine()}
	for _, key := range face.Of(kind).Apart {
		i := kind.At(key)
		cells := []fyne.CanvasObject{look.NewWords(kind.Columns()[i].Label, look.Aside)}
		for _, side := range d.Sides {
			text := ledger.Start.Mask(kind.Columns()[i], find.TextOf(s.Book.Today(), kind, side.Record, key))
			cells = append(cells, look.NewWords(look.Cut(cmp.Or(text, look.Blank), doubleEms), look.Body))
		}
		rows = append(rows, look.Columns(n, look.Gap4, cells...))
	}
	var f *kit.Float
	shut := kit.NewButton(kit.Ordinary, look.IconNone, "关上", "Esc", func() { f.Close() })
	bar := []fyne.CanvasObject{layout.NewSpacer(), shut}
	var first fyne.Focusable = shut
	keys := map[fyne.KeyName]func(){fyne.KeyEscape: shut.Press}
	if write != nil {
		deed := kit.NewButton(kit.Primary, look.IconSend, "写进回执", "F10", func() {
			f.Close()
			write()
		})
		keys[fyne.KeyF10] = deed.Press
		bar, first = append(bar, deed), deed
	}
	rows = append(rows, look.NewParagraph("两边只会看到对方社区的名字，看不到对方的资料。", look.Aside, 40), look.Row(bar...))
	f = kit.NewFloat(s.Canvas(), look.Inset(look.Gap6, look.Column(look.Gap2, rows...)))
	f.OnOutside, f.Keys = f.Close, keys
	f.Open(first)
}

const doubleEms = 16
