package home

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/look"
)

// A tappedLine is a line about the backups that a tap leads on from. The keyboard goes by the
// settings: the line itself never takes it from what stands below.
type tappedLine struct {
	widget.BaseWidget
	badge *look.Badge
	to    func()
}

var _ desktop.Cursorable = (*tappedLine)(nil)

// careLine tells how the ledger is backed up, cut to what the page has room for.
func careLine(text string, tone look.Tone, to func()) fyne.CanvasObject {
	l := &tappedLine{badge: look.NewBadge(tone, look.Cut(text, careEms)), to: to}
	l.ExtendBaseWidget(l)
	return l
}

const careEms = 34 // characters of the line

// CreateRenderer is Fyne's door to the drawing.
func (l *tappedLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.badge) }

// Tapped leads to the backups.
func (l *tappedLine) Tapped(*fyne.PointEvent) { l.to() }

// Cursor shows that a tap leads on.
func (l *tappedLine) Cursor() desktop.Cursor { return desktop.PointerCursor }
