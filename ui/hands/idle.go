package hands

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// touched is when somebody was last at work. It belongs to the drawing thread.
var touched time.Time

// Touch notes that somebody is at work: a key, a click, the wheel, the pointer.
// Whatever takes keys or the wheel calls it, since Fyne gives an event to one widget
// and to nobody else.
func Touch() { touched = Now() }

// Untouched is for how long nobody has been at work. Setting the clock does not
// change it.
func Untouched() time.Duration { return Now().Sub(touched) }

// NewFeeler is the lowest layer of a window: nothing to be seen, but it feels the
// pointer wherever it moves, and a click on the bare page leaves the keyboard where it was.
func NewFeeler() fyne.CanvasObject {
	f := &feeler{}
	f.ExtendBaseWidget(f)
	return f
}

// feeler rests on how Fyne finds the pointer's shape: at each move it asks every
// object below the pointer, from the lowest up, and the highest wins. A hover would
// be given to the highest alone.
type feeler struct{ widget.BaseWidget }

// Cursor is asked for at each move of the pointer.
func (f *feeler) Cursor() desktop.Cursor {
	Touch()
	NoteKeyboard(CanvasOf(f))
	return desktop.DefaultCursor
}

// Tapped is Fyne's door for a click that nothing on the page has taken.
func (f *feeler) Tapped(*fyne.PointEvent) { GiveBack(CanvasOf(f)) }

// TappedSecondary is Fyne's door for the second button.
func (f *feeler) TappedSecondary(*fyne.PointEvent) { GiveBack(CanvasOf(f)) }

// MouseDown is Fyne's door for a button of the mouse; afterwards Fyne takes the keyboard away.
func (f *feeler) MouseDown(*desktop.MouseEvent) {
	Touch()
	NoteKeyboard(CanvasOf(f))
	PressDown()
}

// MouseUp ends MouseDown.
func (f *feeler) MouseUp(*desktop.MouseEvent) { PressUp() }

func (f *feeler) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
