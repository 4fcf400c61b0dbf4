package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Tips is a layer on which stands, beside the pointer that rests, what has no room of
// its own: the whole of a text that is cut, what a sign means, the key of a line. Lay
// it over the whole window (container.NewStack(page, tips)); it takes no event and no
// focus. Each Float has a layer of its own.
type Tips struct {
	widget.BaseWidget
	text string // on show, or after the pause
	on   bool
	at   fyne.Position
	wait hands.Delay
}

const (
	tipAfter = 500 * time.Millisecond // a pointer that passes by tells nothing
	tipEms   = 26
	tipDown  = 18 // below the pointer's point, so that it covers no word
	tipAside = 10
)

// lowest is the layer over the window's pages.
var lowest *Tips

// NewTips makes the layer over a window's pages, in the place of the one before.
func NewTips() *Tips {
	lowest = newTips()
	return lowest
}

func newTips() *Tips {
	t := &Tips{wait: hands.Delay{Wait: tipAfter}}
	t.ExtendBaseWidget(t)
	return t
}

// Text is what the layer shows, "" for nothing.
func (t *Tips) Text() string {
	if !t.on {
		return ""
	}
	return t.text
}

// tipsOver is the layer over whatever lies highest.
func tipsOver(c fyne.Canvas) *Tips {
	if c != nil {
		if f, ok := c.Overlays().Top().(*Float); ok {
			return f.tips
		}
	}
	return lowest
}

// Point tells that the pointer is at a place in an object, about which text tells more;
// "" that there is nothing to tell. Called at each move it shows the text when the
// pointer has rested.
func Point(o fyne.CanvasObject, at fyne.Position, text string) {
	t := tipsOver(hands.CanvasOf(o))
	if t == nil {
		return
	}
	if text == "" || text != t.text {
		t.hide()
	}
	if text == "" {
		return
	}
	if !t.on {
		t.text, t.at = text, fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Add(at)
		t.wait.Call(t.show)
	}
}

// Unpoint takes away what is shown: the pointer has left, or something was done.
func Unpoint(o fyne.CanvasObject) {
	tipsOver(hands.CanvasOf(o)).hide()
}

func (t *Tips) show() {
	t.on = true
	t.Refresh()
}

func (t *Tips) hide() {
	if t == nil {
		return
	}
	t.wait.Drop()
	t.text = ""
	if t.on {
		t.on = false
		t.Refresh()
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (t *Tips) CreateRenderer() fyne.WidgetRenderer {
	r := &tipsRenderer{t: t, box: canvas.NewRectangle(look.Panel), words: look.NewParagraph("", look.Body, tipEms)}
	r.box.CornerRadius, r.box.StrokeColor, r.box.StrokeWidth = look.Corner, look.Edge, look.HairPx
	r.box.Shadow = canvas.Shadow{Color: look.Faint(look.Ink, 0x38), BlurRadius: 8, Offset: fyne.NewPos(0, 2)}
	r.Refresh()
	return r
}

type tipsRenderer struct {
	t     *Tips
	box   *canvas.Rectangle
	words *look.Paragraph
}

func (r *tipsRenderer) Destroy()           {}
func (r *tipsRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *tipsRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.words}
}

func (r *tipsRenderer) Layout(size fyne.Size) {
	if !r.t.on {
		return
	}
	words := r.words.MinSize()
	box := words.AddWidthHeight(2*look.Gap2, 2*look.Gap1)
	at := r.t.at.AddXY(tipAside, tipDown)
	if at.Y+box.Height > size.Height {
		at.Y = r.t.at.Y - box.Height - look.Gap1
	}
	at = fyne.NewPos(max(0, min(at.X, size.Width-box.Width-look.Gap1)), max(0, at.Y))
	r.box.Move(at)
	r.box.Resize(box)
	r.words.Move(at.AddXY(look.Gap2, look.Gap1))
	r.words.Resize(words)
}

func (r *tipsRenderer) Refresh() {
	r.box.Hidden, r.words.Hidden = !r.t.on, !r.t.on
	if r.t.on {
		r.words.SetText(r.t.text)
	}
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}
