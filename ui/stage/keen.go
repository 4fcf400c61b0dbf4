package stage

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/ui/kit"
)

// A KeenWindow gives the keyboard as the desktop driver does: to whoever it is asked for, under an open question too,
// which the driver of tests refuses. It notes when that happens.
type KeenWindow struct {
	fyne.Window
	Pulled bool
}

type keenCanvas struct {
	fyne.Canvas
	w *KeenWindow
}

// Canvas is the window's, which tells of each change of the keyboard.
func (w *KeenWindow) Canvas() fyne.Canvas { return keenCanvas{w.Window.Canvas(), w} }

func (c keenCanvas) Focus(f fyne.Focusable) {
	c.Canvas.Focus(f)
	c.w.Pulled = c.w.Pulled || c.Focused() != f
}

// KeepsTheQuestion opens a question over the page on show, lets a late answer come and answers the question: the answer
// does not pull the keyboard, and afterwards that is with what is on show, first, and not with what was.
func KeepsTheQuestion(t *testing.T, w *KeenWindow, first func() fyne.Focusable, late func()) {
	t.Helper()
	c, was := w.Canvas(), first()
	if was == nil || c.Focused() != was {
		t.Fatalf("the keyboard is with %T", c.Focused())
	}
	kit.Ask(c, "还没有写完", "要离开吗？", kit.Answer{Verb: "留下", Safe: true}, kit.Answer{Verb: "离开"})
	w.Pulled = false
	late()
	if w.Pulled {
		t.Error("the keyboard was pulled from under the question")
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if now := c.Focused(); first() == was || now != first() {
		t.Errorf("after the answer the keyboard is with %T, which is shown no more", now)
	}
}
