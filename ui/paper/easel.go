package paper

import (
	"image"
	"image/color"
	"math"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"tuanjian/store/forms"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

var (
	desk      = color.NRGBA{0xD9, 0xDD, 0xE3, 0xFF} // behind the paper
	paperEdge = color.NRGBA{0xA9, 0xB1, 0xBC, 0xFF}
)

// How a page is made to fit; from 1 on it is a step of zooms.
const (
	fitWidth = -2
	fitWhole = -1
)

var zooms = []float32{0.5, 0.75, 1, 1.25, 1.5, 2, 3}

// pointsPerInch and dotsPerInch turn the points of paper into what a screen calls
// its natural size.
const (
	pointsPerInch = 72
	dotsPerInch   = 96
)

// easel shows one page of a form at a time, as large as was asked for. ↑ ↓ scroll,
// and turn the page at its ends.
type easel struct {
	widget.BaseWidget
	toWindow map[fyne.KeyName]func()

	leaf    func(int) (forms.Page, bool)
	picture func(int) image.Image // over the page, of a file that was kept; nil for none, and while it is drawn
	pages   int
	at      int
	mode    int
	told    string
	zoomed  func()
	edge    func(by int)
	focused bool
	scroll  *leafScroll
	paper   *fyne.Container
}

func newEasel(zoomed func(), edge func(int)) *easel {
	e := &easel{mode: fitWidth, zoomed: zoomed, edge: edge, paper: container.NewWithoutLayout()}
	e.scroll = newLeafScroll(e.paper, e.edge)
	e.ExtendBaseWidget(e)
	return e
}

// set gives the easel other pages.
func (e *easel) set(leaf func(int) (forms.Page, bool), pages int) {
	e.leaf, e.pages, e.told = leaf, pages, ""
	e.at = -1
}

// say shows a sentence instead of a page.
func (e *easel) say(sentence string) { e.told, e.leaf = sentence, nil; e.draw() }

// turn goes to a page and shows its top.
func (e *easel) turn(n int) {
	if n != e.at {
		e.at = n
		e.scroll.Offset = fyne.Position{}
	}
	e.draw()
}

func (e *easel) wide()  { e.fit(fitWidth) }
func (e *easel) whole() { e.fit(fitWhole) }

func (e *easel) fit(mode int) { e.mode = mode; e.draw(); e.zoomed() }

// zoom goes a step larger or smaller from what is shown.
func (e *easel) zoom(by int) {
	now := e.scale() * pointsPerInch / dotsPerInch
	at := 0
	for i, z := range zooms {
		if by > 0 && z > now*1.01 {
			at = i
			break
		}
		if by < 0 && z < now*0.99 || by > 0 {
			at = i
		}
	}
	e.fit(at)
}

// percent is the zoom in words.
func (e *easel) percent() string {
	if e.leaf == nil {
		return ""
	}
	return strconv.Itoa(int(math.Round(float64(100*e.scale()*pointsPerInch/dotsPerInch)))) + "%"
}

// scale is dp a point of the page on show.
func (e *easel) scale() float32 {
	if e.mode >= 0 {
		return zooms[e.mode] * dotsPerInch / pointsPerInch
	}
	size := e.Size().SubtractWidthHeight(2*look.Gap4, 2*look.Gap4)
	p, ok := e.present()
	if !ok || size.Width < 50 {
		return 1
	}
	s := size.Width / float32(p.Width)
	if e.mode == fitWhole {
		s = min(s, size.Height/float32(p.Height))
	}
	return max(0.2, min(s, 2.4))
}

func (e *easel) present() (forms.Page, bool) {
	if e.leaf == nil || e.at < 0 {
		return forms.Page{}, false
	}
	return e.leaf(e.at)
}

func (e *easel) draw() {
	if e.told != "" {
		e.paper.Objects = nil
		e.scroll.Content = container.NewCenter(look.NewWords(e.told, look.Body))
		e.scroll.Refresh()
		return
	}
	p, ok := e.present()
	if !ok {
		return
	}
	scale := e.scale()
	sheet := fyne.NewSize(float32(p.Width)*scale, float32(p.Height)*scale)
	room := e.Size().Max(sheet.AddWidthHeight(2*look.Gap4, 2*look.Gap4))
	at := fyne.NewPos((room.Width-sheet.Width)/2, look.Gap4)
	if sheet.Height+2*look.Gap4 < room.Height {
		at.Y = (room.Height - sheet.Height) / 2
	}
	e.paper.Layout = still{room}
	e.paper.Objects = drawn(p, scale, at)
	if e.picture != nil {
		if img := e.picture(e.at); img != nil {
			e.paper.Objects = append(e.paper.Objects, stretched(img, sheet, at))
		}
	}
	e.scroll.Content = e.paper
	e.scroll.Refresh()
}

// still is a room of one size whose things stay where they were put.
type still struct{ size fyne.Size }

func (l still) MinSize([]fyne.CanvasObject) fyne.Size      { return l.size }
func (still) Layout(_ []fyne.CanvasObject, size fyne.Size) {}

// drawn is a page as canvas objects, from a corner on.
func drawn(p forms.Page, scale float32, at fyne.Position) []fyne.CanvasObject {
	ground := canvas.NewRectangle(look.White)
	ground.StrokeColor, ground.StrokeWidth = paperEdge, 1
	ground.Move(at)
	ground.Resize(fyne.NewSize(float32(p.Width)*scale, float32(p.Height)*scale))
	all := make([]fyne.CanvasObject, 1, len(p.Marks)+1)
	all[0] = ground
	place := func(x, y float64) fyne.Position {
		return fyne.NewPos(at.X+float32(x)*scale, at.Y+float32(y)*scale)
	}
	pieces := writer{scale, place, map[[2]any]float32{}}
	for _, m := range p.Marks {
		switch m.Kind {
		case forms.MarkShade:
			grey := uint8(255 * (1 - m.Size))
			r := canvas.NewRectangle(color.NRGBA{grey, grey, grey, 0xFF})
			r.Move(place(m.X, m.Y))
			r.Resize(fyne.NewSize(float32(m.W)*scale, float32(m.H)*scale))
			all = append(all, r)
		case forms.MarkImage:
			if img, err := m.Picture.Image(); err == nil {
				all = append(all, stretched(img, fyne.NewSize(float32(m.W)*scale, float32(m.H)*scale), place(m.X, m.Y)))
			}
		case forms.MarkLine:
			all = append(all, rule(m, scale, place(m.X, m.Y)))
		case forms.MarkText:
			all = append(all, pieces.text(m)...)
		}
	}
	return all
}

// stretched is a picture that fills a place.
func stretched(img image.Image, size fyne.Size, at fyne.Position) *canvas.Image {
	c := canvas.NewImageFromImage(img)
	c.FillMode, c.ScaleMode = canvas.ImageFillStretch, canvas.ImageScaleSmooth
	c.Move(at)
	c.Resize(size)
	return c
}

// A writer sets the text of a page.
type writer struct {
	scale float32
	place func(x, y float64) fyne.Position
	rise  map[[2]any]float32 // from the top of a text to its baseline
}

// text is one mark: in one piece, or in two for a spread name, or character by character
// where the line is drawn apart or together.
func (w writer) text(m forms.Mark) (all []fyne.CanvasObject) {
	size := float32(m.Size) * w.scale
	style := fyne.TextStyle{Bold: m.Bold}
	if m.Title {
		style = look.TitleStyle()
	}
	key := [2]any{style, m.Size}
	if _, ok := w.rise[key]; !ok {
		_, w.rise[key] = fyne.CurrentApp().Driver().RenderedTextSize("国", size, style, nil)
	}
	for _, m := range m.Letters() {
		pos := w.place(m.X, m.Y)
		pos.Y -= w.rise[key]
		first, rest := m.Text, ""
		if m.Gap > 0 {
			runes := []rune(m.Text)
			first, rest = string(runes[:1]), string(runes[1:])
		}
		if rest == "" {
			all = append(all, run(first, size, style, pos, float32(m.W)*w.scale))
			continue
		}
		all = append(all, run(first, size, style, pos, size))
		pos.X += size + float32(m.Gap)*w.scale
		all = append(all, run(rest, size, style, pos, size*float32(len([]rune(rest)))))
	}
	return all
}

var ink = color.NRGBA{0x10, 0x10, 0x10, 0xFF}

// squeezes is how often a run is made smaller at most: the rounded widths follow its
// size in jumps.
const squeezes = 4

// run is a piece of text on paper. A screen rounds the place of every character, so
// a long run comes out wider than on paper and is made smaller until it fits.
func run(text string, size float32, style fyne.TextStyle, at fyne.Position, width float32) fyne.CanvasObject {
	t := canvas.NewText(text, ink)
	t.TextSize, t.TextStyle = size, style
	for range squeezes {
		is := t.MinSize().Width
		if is <= width*1.01 {
			break
		}
		t.TextSize *= 0.99 * width / is
	}
	t.Move(at)
	t.Resize(t.MinSize())
	return t
}

// rule is a line as thick as a screen can show it: a hairline of paper is thinner
// than a dot, so it becomes a lighter one.
func rule(m forms.Mark, scale float32, at fyne.Position) fyne.CanvasObject {
	thick := float32(m.Size) * scale
	shade := uint8(0x30)
	if thick < 1 {
		shade = uint8(0xB0 - 0x80*thick)
		thick = 1
	}
	r := canvas.NewRectangle(color.NRGBA{shade, shade, shade, 0xFF})
	at = fyne.NewPos(float32(math.Round(float64(at.X))), float32(math.Round(float64(at.Y))))
	r.Move(at)
	r.Resize(fyne.NewSize(max(thick, float32(m.W)*scale), max(thick, float32(m.H)*scale)))
	return r
}

// FocusGained is Fyne's door.
func (e *easel) FocusGained() { e.focused = true; e.Refresh() }

// FocusLost is Fyne's door.
func (e *easel) FocusLost() { e.focused = false; e.Refresh() }

// TypedRune does nothing.
func (e *easel) TypedRune(rune) {}

// TypedShortcut hands keys with Ctrl on to the window.
func (e *easel) TypedShortcut(s fyne.Shortcut) { kit.ShortcutToWindow(e, s) }

// Tapped takes the keyboard.
func (e *easel) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(e); c != nil {
		c.Focus(e)
	}
}

const easelStep = 60 // dp a press of an arrow scrolls

// TypedKey scrolls and turns pages.
func (e *easel) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	switch ev.Name {
	case fyne.KeyDown, fyne.KeySpace:
		e.scroll.by(easelStep)
	case fyne.KeyUp:
		e.scroll.by(-easelStep)
	case fyne.KeyHome:
		e.edge(-e.at)
	case fyne.KeyEnd:
		e.edge(e.pages - 1 - e.at)
	case fyne.KeyRight:
		e.edge(1)
	case fyne.KeyLeft:
		e.edge(-1)
	default:
		kit.ToWindow(e, ev)
	}
}

// CreateRenderer is Fyne's door to the drawing.
func (e *easel) CreateRenderer() fyne.WidgetRenderer {
	ring := canvas.NewRectangle(color.Transparent)
	ring.StrokeColor, ring.StrokeWidth = look.Ring, look.RingPx
	return &easelRenderer{e: e, ring: ring}
}

type easelRenderer struct {
	e    *easel
	ring *canvas.Rectangle
	size fyne.Size
}

func (r *easelRenderer) Destroy()                     {}
func (r *easelRenderer) MinSize() fyne.Size           { return fyne.NewSize(200, 200) }
func (r *easelRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.e.scroll, r.ring} }

func (r *easelRenderer) Layout(size fyne.Size) {
	r.e.scroll.Resize(size)
	r.ring.Resize(size)
	if size != r.size { // the page that fits is another one now
		r.size = size
		r.e.draw()
		r.e.zoomed()
	}
}

func (r *easelRenderer) Refresh() {
	r.ring.Hidden = !kit.Ringed(r.e, r.e.focused)
	canvas.Refresh(r.e)
}

// leafScroll scrolls a page, and turns it where there is nothing left to scroll.
type leafScroll struct {
	container.Scroll
	edge func(by int)
}

func newLeafScroll(content fyne.CanvasObject, edge func(int)) *leafScroll {
	s := &leafScroll{edge: edge}
	s.Content = content
	s.ExtendBaseWidget(s)
	return s
}

// Scrolled is the wheel.
func (s *leafScroll) Scrolled(ev *fyne.ScrollEvent) {
	hands.Touch()
	if ev.Scrolled.DY != 0 && !s.room(ev.Scrolled.DY < 0) {
		if ev.Scrolled.DY < 0 {
			s.edge(1)
		} else {
			s.edge(-1)
		}
		return
	}
	s.Scroll.Scrolled(ev)
}

func (s *leafScroll) room(down bool) bool {
	if down {
		return s.Offset.Y+s.Size().Height < s.Content.MinSize().Height-1
	}
	return s.Offset.Y > 0
}

func (s *leafScroll) by(dy float32) {
	if !s.room(dy > 0) {
		s.edge(int(dy / float32(math.Abs(float64(dy)))))
		return
	}
	s.Offset.Y = max(0, min(s.Offset.Y+dy, s.Content.MinSize().Height-s.Size().Height))
	s.Refresh()
}
