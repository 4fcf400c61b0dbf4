package look

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

type stackPart struct {
	bar, key *canvas.Rectangle
	on       *canvas.Text // in the bar
	word     *canvas.Text // below it
}

type stackRenderer struct {
	s     *Stack
	parts []stackPart
}

func (r *stackRenderer) Destroy() {}

func (r *stackRenderer) Objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, p := range r.parts {
		all = append(all, p.bar, p.on, p.key, p.word)
	}
	return all
}

func (s *Stack) total() int {
	n := 0
	for _, p := range s.parts {
		n += max(p.N, 0)
	}
	return n
}

// flow places the words below the bar in lines of the width.
func (r *stackRenderer) flow(width float32) float32 {
	m := Now()
	step := m.Text * LineFactor
	x, y := float32(0), m.Control+Gap2
	for _, p := range r.parts {
		ws := p.word.MinSize()
		w := m.Small + Gap2 + ws.Width
		if x > 0 && x+w > width {
			x, y = 0, y+step
		}
		p.key.Move(fyne.NewPos(x, y+(step-m.Small)/2))
		p.key.Resize(fyne.NewSquareSize(m.Small))
		p.word.Move(fyne.NewPos(x+m.Small+Gap2, y+Middle(step, p.word)))
		p.word.Resize(ws)
		x += w + Gap6
	}
	return y + step
}

func (r *stackRenderer) MinSize() fyne.Size {
	width := max(r.s.Size().Width, 24*Now().Text)
	return fyne.NewSize(24*Now().Text, r.flow(width))
}

func (r *stackRenderer) Layout(size fyne.Size) {
	m := Now()
	total := max(r.s.total(), 1)
	x := float32(0)
	for i, p := range r.parts {
		w := size.Width * float32(max(r.s.parts[i].N, 0)) / float32(total)
		p.bar.Move(fyne.NewPos(x, 0))
		p.bar.Resize(fyne.NewSize(max(w-2, 0), m.Control))
		s := p.on.MinSize()
		p.on.Hidden = s.Width+2*Gap2 > w
		p.on.Move(fyne.NewPos(x+Gap2, Middle(m.Control, p.on)))
		p.on.Resize(s)
		x += w
	}
	r.flow(size.Width)
}

func (r *stackRenderer) Refresh() {
	m := Now()
	shares := make([]string, len(r.s.parts))
	if r.s.total() > 0 {
		parts := make([]int, len(r.s.parts))
		for i, p := range r.s.parts {
			parts[i] = max(p.N, 0)
		}
		shares = Shares(parts)
	}
	r.parts = r.parts[:0]
	for i, p := range r.s.parts {
		tint := p.Tint
		if tint.A == 0 {
			tint = stackTints[i%len(stackTints)]
		}
		ink := White
		if luminance(tint) > 0.25 {
			ink = Ink
		}
		d := stackPart{bar: canvas.NewRectangle(tint), key: canvas.NewRectangle(tint),
			on:   canvas.NewText(fmt.Sprintf("%s %d", p.Label, p.N), ink),
			word: canvas.NewText(fmt.Sprintf("%s %d（%s）", p.Label, p.N, shares[i]), Ink)}
		d.bar.CornerRadius, d.key.CornerRadius = 2, 2
		d.on.TextSize, d.word.TextSize = m.Text, m.Text
		r.parts = append(r.parts, d)
	}
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

// Tapped is Fyne's door for a tap.
func (s *Stack) Tapped(ev *fyne.PointEvent) {
	if s.OnTap == nil || ev.Position.Y > Now().Control {
		return
	}
	x := float32(0)
	for _, p := range s.parts {
		x += s.Size().Width * float32(max(p.N, 0)) / float32(max(s.total(), 1))
		if ev.Position.X < x {
			s.OnTap(p.Label)
			return
		}
	}
}
