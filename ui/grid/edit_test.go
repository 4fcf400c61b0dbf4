package grid

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

func TestACellIsWrittenInWhereItStands(t *testing.T) {
	g, _, w := shown(t, 50, look.Standard, 900, 400)
	var told []string
	done := func(text string, key fyne.KeyName) { told = append(told, text+" by "+string(key)) }

	g.Edit(3, 3, "430502", done)
	field, ok := w.Canvas().Focused().(*kit.Entry)
	if !ok || field.Text != "430502" || field.SelectedText() != "430502" {
		t.Fatalf("the keyboard is in %T", w.Canvas().Focused())
	}
	from, to := g.span(3)
	at := field.Position()
	if at.X < from-1 || at.X+field.Size().Width > to+1 || at.Y < 4*rowHigh()-look.Gap2 || at.Y > 4*rowHigh()+look.Gap2 {
		t.Errorf("the field lies at %v, the cell at %v of row 3", at, from)
	}
	test.Type(field, "11")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(told) != 1 || told[0] != "11 by Return" || w.Canvas().Focused() != fyne.Focusable(g) || g.Editing() {
		t.Errorf("Enter told %q, the keyboard is in %T", told, w.Canvas().Focused())
	}

	g.Edit(2, 0, "某", done)
	field = w.Canvas().Focused().(*kit.Entry)
	test.Type(field, "甲")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(told) != 1 || w.Canvas().Focused() != fyne.Focusable(g) {
		t.Errorf("Esc told %q, the keyboard is in %T", told, w.Canvas().Focused())
	}

	g.Edit(2, 0, "某", done)
	field = w.Canvas().Focused().(*kit.Entry)
	test.Type(field, "乙")
	g.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, 6.5*rowHigh())}})
	if len(told) != 2 || told[1] != "乙 by " || g.Current() != 5 {
		t.Errorf("a click elsewhere told %q and stands on %d", told, g.Current())
	}
}

func TestTheFieldMovesWithItsCell(t *testing.T) {
	g, _, w := shown(t, 500, look.Large, 700, 400)
	g.Edit(300, 11, "", func(string, fyne.KeyName) {})
	field := w.Canvas().Focused().(*kit.Entry)
	before, top := field.Position(), g.top
	if before.X+field.Size().Width > 700 || before.Y+field.Size().Height > 400 {
		t.Fatalf("the field at %v is out of sight", before)
	}
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 2)})
	if got, want := field.Position().Y-before.Y, float32(top-g.top); got != want || want == 0 {
		t.Errorf("the rows moved by %v, the field by %v", want, got)
	}
	g.Edit(-1, 0, "", nil)
	g.Edit(3, 99, "", nil)
	if g.Editing() {
		t.Error("a cell out of range is being written in")
	}
}

func TestRowsArePastedIntoTheGrid(t *testing.T) {
	g, _, w := shown(t, 5, look.Standard, 900, 400)
	got := ""
	g.OnPaste = func(text string) { got = text }
	clip := test.NewClipboard()
	clip.SetContent("甲\t乙\r\n")
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if got != "甲\t乙\r\n" {
		t.Errorf("the owner was told %q", got)
	}
}
