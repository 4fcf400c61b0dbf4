package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/look"
)

// Picks is a field for several choices (the enterprises that a joint branch
// covers). What is chosen stands as chips above a Picker: Enter adds, Enter on the
// empty field goes on, Backspace in the empty field takes the last one away, a tap
// on a chip takes that one away. Nothing is chosen twice.
type Picks struct {
	widget.BaseWidget
	// OnChanged is told after each change by hand.
	OnChanged func([]Option)

	picker *Picker
	chosen []Option
}

// NewPicks makes a field with nothing chosen. match is as in Picker; what is
// chosen already is left out of the list.
func NewPicks(match func(string) []Option) *Picks {
	p := &Picks{}
	p.picker = NewPicker(func(query string) []Option {
		var left []Option
		for _, o := range match(query) {
			if !p.has(o.Value) {
				left = append(left, o)
			}
		}
		return left
	})
	p.picker.keep = func(o Option) bool {
		p.picker.SetText("")
		p.change(append(p.chosen, o))
		return true
	}
	p.picker.erase = func() {
		if n := len(p.chosen); n > 0 {
			p.change(p.chosen[:n-1])
		}
	}
	p.ExtendBaseWidget(p)
	return p
}

// Field is the picker below the chips, for its hooks: OnNext, OnPrevious, OnKey,
// OnLeft, placeholder, focus.
func (p *Picks) Field() *Picker { return p.picker }

// Chosen are the choices in the order in which they were made.
func (p *Picks) Chosen() []Option { return append([]Option(nil), p.chosen...) }

// Choose sets all choices without telling OnChanged.
func (p *Picks) Choose(options []Option) {
	p.chosen = nil
	for _, o := range options {
		if !p.has(o.Value) {
			p.chosen = append(p.chosen, o)
		}
	}
	p.Refresh()
}

func (p *Picks) has(value string) bool {
	for _, o := range p.chosen {
		if o.Value == value {
			return true
		}
	}
	return false
}

func (p *Picks) change(to []Option) {
	p.chosen = to
	p.Refresh()
	if p.OnChanged != nil {
		p.OnChanged(p.Chosen())
	}
}

func (p *Picks) drop(value string) {
	var left []Option
	for _, o := range p.chosen {
		if o.Value != value {
			left = append(left, o)
		}
	}
	p.change(left)
}

// CreateRenderer is Fyne's door to the drawing.
func (p *Picks) CreateRenderer() fyne.WidgetRenderer {
	r := &picksRenderer{p: p}
	r.Refresh()
	return r
}

type picksRenderer struct {
	p     *Picks
	chips []*chip
}

func (r *picksRenderer) Destroy() {}

func (r *picksRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.p.picker}
	for _, c := range r.chips {
		all = append(all, c)
	}
	return all
}

// flow lays the chips out in lines of the width and answers the height they take.
func (r *picksRenderer) flow(width float32) float32 {
	x, y, h := float32(0), float32(0), float32(0)
	for _, c := range r.chips {
		s := c.MinSize()
		if x > 0 && x+s.Width > width {
			x, y = 0, y+s.Height+look.Gap1
		}
		c.Move(fyne.NewPos(x, y))
		c.Resize(fyne.NewSize(min(s.Width, max(width, 1)), s.Height))
		x += s.Width + look.Gap1
		h = y + s.Height + look.Gap1
	}
	return h
}

func (r *picksRenderer) MinSize() fyne.Size {
	m := r.p.picker.MinSize()
	return fyne.NewSize(m.Width, m.Height+r.flow(max(r.p.Size().Width, m.Width)))
}

func (r *picksRenderer) Layout(size fyne.Size) {
	y := r.flow(size.Width)
	r.p.picker.Move(fyne.NewPos(0, y))
	r.p.picker.Resize(fyne.NewSize(size.Width, r.p.picker.MinSize().Height))
}

func (r *picksRenderer) Refresh() {
	r.chips = r.chips[:0]
	for _, o := range r.p.chosen {
		r.chips = append(r.chips, newChip(o.Label, func() { r.p.drop(o.Value) }))
	}
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
