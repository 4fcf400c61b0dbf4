package paper

import (
	"image"
	"image/color"
	"image/draw"
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

const (
	thumbWidth = 132
	thumbDots  = 2  // picture dots a dp, for fine screens
	thumbsKept = 24 // pictures that stay ready
)

// thumbs are the small pages at the left. A picture is made when its page comes
// into sight, and only the last few are kept, so a roster of hundreds of pages
// costs no more than one of ten.
type thumbs struct {
	widget.List
	leaf  func(int) (forms.Page, bool)
	ready map[int]image.Image
	order []int
	high  float32
	at    int // the page on show
}

func newThumbs(leaf func(int) (forms.Page, bool), pages int, pick func(int)) *thumbs {
	t := &thumbs{leaf: leaf, ready: map[int]image.Image{}, high: thumbWidth}
	if p, ok := leaf(0); ok && p.Width > 0 {
		t.high = thumbWidth * float32(p.Height/p.Width)
	}
	t.HideSeparators = true
	t.Length = func() int { return pages }
	t.CreateItem = func() fyne.CanvasObject { return t.item() }
	t.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { t.fill(i, o.(*fyne.Container)) }
	t.OnSelected = func(i widget.ListItemID) {
		t.Unselect(i) // the page on show has a mark of our own
		pick(i)
	}
	t.ExtendBaseWidget(t)
	return t
}

// mark shows which page is on show.
func (t *thumbs) mark(n int) {
	if n == t.at {
		return
	}
	before := t.at
	t.at = n
	t.RefreshItem(before)
	t.RefreshItem(n)
	t.ScrollTo(n)
}

func (t *thumbs) item() fyne.CanvasObject {
	frame := canvas.NewRectangle(color.Transparent)
	frame.StrokeWidth, frame.CornerRadius = 2, look.Gap1
	picture := canvas.NewImageFromImage(nil)
	picture.FillMode = canvas.ImageFillStretch
	picture.SetMinSize(fyne.NewSize(thumbWidth, t.high))
	return look.Padding(look.Gap4-look.Gap1, 0,
		look.Column(0, container.NewStack(frame, look.Inset(look.Gap1, picture)), look.NewWords("", look.Note).Centre()))
}

func (t *thumbs) fill(i int, o *fyne.Container) {
	column := o.Objects[0].(*fyne.Container)
	stack, number := column.Objects[0].(*fyne.Container), column.Objects[1].(*look.Words)
	frame, picture := stack.Objects[0].(*canvas.Rectangle), stack.Objects[1].(*fyne.Container).Objects[0].(*canvas.Image)
	number.SetText(strconv.Itoa(i + 1))
	frame.StrokeColor = color.Transparent
	if i == t.at {
		frame.StrokeColor = look.Red
	}
	frame.Refresh()
	if made := t.picture(i); made != nil && picture.Image != made {
		picture.Image = made
		picture.Refresh()
	}
}

func (t *thumbs) picture(i int) image.Image {
	if done := t.ready[i]; done != nil {
		return done
	}
	p, ok := t.leaf(i)
	if !ok {
		return nil
	}
	made := sketch(p, thumbWidth*thumbDots)
	t.ready[i] = made
	if t.order = append(t.order, i); len(t.order) > thumbsKept {
		delete(t.ready, t.order[0])
		t.order = t.order[1:]
	}
	return made
}

// sketch is a page as small as a stamp: its lines and shades, and a grey bar for
// every run of text, which is all that can be seen at that size.
func sketch(p forms.Page, width int) image.Image {
	scale := float64(width) / p.Width
	m := image.NewNRGBA(image.Rect(0, 0, width, int(p.Height*scale)))
	draw.Draw(m, m.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	fill := func(x, y, w, h float64, grey uint8) {
		r := image.Rect(int(x*scale), int(y*scale), max(int((x+w)*scale), int(x*scale)+1), max(int((y+h)*scale), int(y*scale)+1))
		draw.Draw(m, r, image.NewUniform(color.NRGBA{grey, grey, grey, 0xFF}), image.Point{}, draw.Src)
	}
	for _, k := range p.Marks {
		switch k.Kind {
		case forms.MarkShade:
			fill(k.X, k.Y, k.W, k.H, uint8(255*(1-k.Size)))
		case forms.MarkLine:
			fill(k.X, k.Y, k.W, k.H, 0xB8)
		case forms.MarkText:
			grey := uint8(0x9A)
			if k.Bold {
				grey = 0x50
			}
			fill(k.X, k.Y-0.75*k.Size, k.W, 0.7*k.Size, grey)
		case forms.MarkImage:
			if img, err := k.Picture.Image(); err == nil {
				sampled(m, image.Rect(int(k.X*scale), int(k.Y*scale), int((k.X+k.W)*scale), int((k.Y+k.H)*scale)), img)
			}
		}
	}
	edge := color.NRGBA{paperEdge.R, paperEdge.G, paperEdge.B, 0xFF}
	b := m.Bounds()
	for x := range b.Dx() {
		m.Set(x, 0, edge)
		m.Set(x, b.Dy()-1, edge)
	}
	for y := range b.Dy() {
		m.Set(0, y, edge)
		m.Set(b.Dx()-1, y, edge)
	}
	return m
}

// sampled puts a picture into a part of a sketch: of each dot of it the middle of a few that it stands for.
func sampled(m *image.NRGBA, part image.Rectangle, img image.Image) {
	const each = 3 // dots looked at, across and down
	from := img.Bounds()
	place := func(i, n, long int) int { return min((2*i+1)*long/(2*n), long-1) }
	for y := range part.Dy() {
		for x := range part.Dx() {
			var sum [3]uint32
			for k := range each * each {
				r, g, b, _ := img.At(from.Min.X+place(each*x+k%each, each*part.Dx(), from.Dx()), from.Min.Y+place(each*y+k/each, each*part.Dy(), from.Dy())).RGBA()
				sum[0], sum[1], sum[2] = sum[0]+r>>8, sum[1]+g>>8, sum[2]+b>>8
			}
			m.SetNRGBA(part.Min.X+x, part.Min.Y+y, color.NRGBA{uint8(sum[0] / (each * each)), uint8(sum[1] / (each * each)), uint8(sum[2] / (each * each)), 0xFF})
		}
	}
}

// MinSize is wide enough for a page and its edge.
func (t *thumbs) MinSize() fyne.Size {
	return fyne.NewSize(thumbWidth+2*look.Gap4+look.Gap2, 100)
}

// TypedKey walks the pages; what means nothing to it goes on to the window.
func (t *thumbs) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeySpace:
		t.List.TypedKey(ev)
	case fyne.KeyReturn, fyne.KeyEnter:
		t.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		kit.ToWindow(t, ev)
	}
}
