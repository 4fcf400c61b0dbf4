package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// glyph is an icon that can be tapped and never takes the focus: the calendar at
// the end of a date field, the arrow of a choice. The same is always on a key.
type glyph struct {
	widget.BaseWidget
	icon  look.Icon
	onTap func()
	over  bool
}

func newGlyph(icon look.Icon, onTap func()) *glyph {
	g := &glyph{icon: icon, onTap: onTap}
	g.ExtendBaseWidget(g)
	return g
}

func (g *glyph) set(icon look.Icon) { g.icon = icon; g.Refresh() }

func (g *glyph) Tapped(*fyne.PointEvent)        { g.onTap(); hands.Keep(g) }
func (g *glyph) Cursor() desktop.Cursor         { return desktop.PointerCursor }
func (g *glyph) MouseIn(*desktop.MouseEvent)    { g.over = true; g.Refresh() }
func (g *glyph) MouseMoved(*desktop.MouseEvent) {}
func (g *glyph) MouseOut()                      { g.over = false; g.Refresh() }

func (g *glyph) CreateRenderer() fyne.WidgetRenderer {
	return &glyphRenderer{g: g, image: g.icon.Image(look.Second)}
}

type glyphRenderer struct {
	g     *glyph
	image *canvas.Image
}

func (r *glyphRenderer) Destroy()                     {}
func (r *glyphRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.image} }

func (r *glyphRenderer) MinSize() fyne.Size {
	m := look.Now()
	return fyne.NewSize(m.Icon+2*look.Gap2, m.Icon)
}

func (r *glyphRenderer) Layout(size fyne.Size) {
	s := look.Now().Icon
	r.image.Resize(fyne.NewSquareSize(s))
	r.image.Move(fyne.NewPos((size.Width-s)/2, (size.Height-s)/2))
}

func (r *glyphRenderer) Refresh() {
	c := look.Second
	if r.g.over {
		c = look.Ink
	}
	r.image.Resource = r.g.icon.Resource(c)
	r.Layout(r.g.Size())
	r.image.Refresh()
}
