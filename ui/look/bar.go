package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Progress is a bar that fills from the left. Where the end is not known it stays
// empty and only the words beside it change: nothing moves for its own sake.
type Progress struct {
	widget.BaseWidget
	part float32
}

// NewProgress makes an empty bar.
func NewProgress() *Progress {
	p := &Progress{}
	p.ExtendBaseWidget(p)
	return p
}

// Set fills the bar to n of m.
func (p *Progress) Set(n, m int) {
	p.part = 0
	if m > 0 {
		p.part = max(0, min(1, float32(n)/float32(m)))
	}
	p.Refresh()
}

// CreateRenderer is Fyne's door to the drawing.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	r := &progressRenderer{p: p, track: canvas.NewRectangle(Shade), fill: canvas.NewRectangle(Ring)}
	r.track.CornerRadius, r.fill.CornerRadius = barHigh/2, barHigh/2
	return r
}

const barHigh = 8

type progressRenderer struct {
	p           *Progress
	track, fill *canvas.Rectangle
}

func (r *progressRenderer) Destroy()           {}
func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(120, barHigh) }

func (r *progressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.fill}
}

func (r *progressRenderer) Layout(size fyne.Size) {
	y := (size.Height - barHigh) / 2
	r.track.Move(fyne.NewPos(0, y))
	r.track.Resize(fyne.NewSize(size.Width, barHigh))
	r.fill.Move(fyne.NewPos(0, y))
	r.fill.Resize(fyne.NewSize(size.Width*r.p.part, barHigh))
	r.fill.Hidden = r.p.part == 0
}

func (r *progressRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
