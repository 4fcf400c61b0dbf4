package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// A Stretch is a part of a Passage that stands for something of the ledger, from one byte of its text to another.
type Stretch struct {
	From, To int
	Moved    bool // the ledger says otherwise since: it is told by a sign as well as by its colour
}

// Passage is a paragraph of running text that the keyboard can stand on: what stands in it for something of the ledger is
// underlined. Enter and Space choose it.
type Passage struct {
	widget.BaseWidget
	OnPick  func()                  // nil: nothing follows
	OnStand func()                  // the keyboard or the pointer came to it
	OnKey   func(fyne.KeyName) bool // is asked first; true: the key is dealt with

	text      string
	role      look.Role
	indent    int // characters that the first line begins later
	stretches []Stretch
	width     func() float32 // how wide its place is
	focus     bool
	on        bool // it is the one that is worked on
}

var _ fyne.Focusable = (*Passage)(nil)

// NewPassage makes an empty paragraph whose lines break where its place ends.
func NewPassage(width func() float32) *Passage {
	p := &Passage{width: width}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows another text; indent is for paragraphs that begin so many characters later.
func (p *Passage) Set(text string, role look.Role, indent int, stretches []Stretch) {
	p.text, p.role, p.indent, p.stretches = text, role, indent, stretches
	p.Refresh()
}

// Text is what is shown.
func (p *Passage) Text() string { return p.text }

// Choose marks it as the one that is worked on.
func (p *Passage) Choose(on bool) {
	if p.on != on {
		p.on = on
		p.Refresh()
	}
}

// Tapped and the others are Fyne's doors.
func (p *Passage) Tapped(*fyne.PointEvent) {
	if c := windowOf(p); c != nil {
		c.Focus(p)
	}
}

// DoubleTapped picks it.
func (p *Passage) DoubleTapped(*fyne.PointEvent) { p.pick() }

// Cursor says that it can be pressed.
func (p *Passage) Cursor() desktop.Cursor { return desktop.TextCursor }

// FocusGained shows the ring.
func (p *Passage) FocusGained() {
	p.focus = true
	p.Refresh()
	ComeTo(p)
	if p.OnStand != nil {
		p.OnStand()
	}
}

// FocusLost hides the ring.
func (p *Passage) FocusLost() { p.focus = false; p.Refresh() }

// TypedRune does nothing.
func (p *Passage) TypedRune(rune) {}

func (p *Passage) pick() {
	if p.OnPick != nil {
		p.OnPick()
	}
}

// TypedKey picks on Enter and Space.
func (p *Passage) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	switch {
	case p.OnKey != nil && p.OnKey(ev.Name):
	case ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter || ev.Name == fyne.KeySpace:
		p.pick()
	default:
		ToWindow(p, ev)
	}
}

// TypedShortcut hands keys with Ctrl on to the window.
func (p *Passage) TypedShortcut(s fyne.Shortcut) { ShortcutToWindow(p, s) }

// AccessibilityLabel is what a screen reader says.
func (p *Passage) AccessibilityLabel() string { return p.text }

// CreateRenderer is Fyne's door to the drawing.
func (p *Passage) CreateRenderer() fyne.WidgetRenderer {
	r := &passageRenderer{p: p, box: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(look.Red), ring: NewRing()}
	r.Refresh()
	return r
}

type passageRenderer struct {
	p              *Passage
	box, bar, ring *canvas.Rectangle
	parts          []fyne.CanvasObject
	wide, high     float32 // of the text as it is broken
}

// moved stands before a part that the ledger says otherwise since.
const moved = "！"

func (r *passageRenderer) Destroy() {}

func (r *passageRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{r.box, r.bar}, r.parts...), r.ring)
}

func (r *passageRenderer) size() float32 {
	if r.p.role == look.Head {
		return look.Now().Heading
	}
	return look.Now().Text
}

func (r *passageRenderer) MinSize() fyne.Size {
	if r.wide != r.p.width() {
		r.set()
	}
	return fyne.NewSize(12*look.Now().Text, r.high+look.Gap2)
}

func (r *passageRenderer) Layout(size fyne.Size) {
	r.box.Resize(size)
	r.bar.Resize(fyne.NewSize(look.MarkPx, size.Height))
	r.ring.Resize(size)
}

// set breaks the text into lines, and places what of it is one colour.
func (r *passageRenderer) set() {
	r.wide, r.parts = r.p.width(), nil
	size, width := r.size(), r.wide-2*look.Gap2
	style := fyne.TextStyle{Bold: r.p.role == look.Head || r.p.role == look.Strong}
	gauge := look.NewGauge(size, style.Bold)
	text, stretches := r.p.signed()
	begin := ""
	for range r.p.indent {
		begin += "　"
	}
	at, step := 0, size*look.LineFactor
	for i, line := range look.BreakLines(begin+text, width, gauge.Width) {
		x, y := look.Gap2, look.Gap1+float32(i)*step
		if i == 0 {
			x += gauge.Width(begin)
			line = line[len(begin):]
		}
		for at < len(text) && text[at] == ' ' && (line == "" || line[0] != ' ') {
			at++ // a space at which the line was broken
		}
		for line != "" {
			n, s := len(line), (*Stretch)(nil)
			for j := range stretches {
				switch t := &stretches[j]; {
				case t.From <= at && at < t.To:
					n, s = min(n, t.To-at), t
				case at < t.From:
					n = min(n, t.From-at)
				}
			}
			t := canvas.NewText(line[:n], look.Ink)
			t.TextSize, t.TextStyle = size, style
			w := gauge.Width(line[:n])
			if s != nil {
				t.Color = look.Link
				if s.Moved {
					t.Color = look.Amber
				}
				rule := canvas.NewRectangle(t.Color)
				rule.Resize(fyne.NewSize(w, look.HairPx))
				rule.Move(fyne.NewPos(x, y+step-look.Gap1))
				r.parts = append(r.parts, rule)
			}
			h := t.MinSize().Height
			t.Resize(fyne.NewSize(w, h))
			t.Move(fyne.NewPos(x, y+look.Middle(step, t)))
			r.parts = append(r.parts, t)
			x, at, line = x+w, at+n, line[n:]
		}
		r.high = y + step
	}
}

// signed is the text with the sign before each part that has moved.
func (p *Passage) signed() (text string, stretches []Stretch) {
	at := 0
	for _, s := range p.stretches {
		if s.From < at || s.To > len(p.text) {
			continue
		}
		text += p.text[at:s.From]
		from := len(text)
		if s.Moved {
			text += moved
		}
		text += p.text[s.From:s.To]
		stretches = append(stretches, Stretch{From: from, To: len(text), Moved: s.Moved})
		at = s.To
	}
	return text + p.text[at:], stretches
}

func (r *passageRenderer) Refresh() {
	r.set()
	r.box.FillColor = color.Transparent
	if r.p.on {
		r.box.FillColor = look.RedTint
	}
	r.bar.Hidden = !r.p.on
	r.bar.FillColor = look.Red
	showRing(r.ring, Ringed(r.p, r.p.focus))
	canvas.Refresh(r.p)
}
