package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Ground lays a plain colour behind something that lies on the window itself. The
// window is of the colour Page: that is not painted a second time.
func Ground(c color.Color, object fyne.CanvasObject) *fyne.Container {
	if c == Page {
		return container.NewStack(object)
	}
	return container.NewStack(canvas.NewRectangle(c), object)
}

// Card is a white panel with a hairline around it. It leaves no space inside;
// put an Inset into it.
func Card(object fyne.CanvasObject) *fyne.Container {
	return container.NewStack(newCardGround(), object)
}

// HLine is a hairline across.
func HLine() fyne.CanvasObject {
	l := canvas.NewRectangle(Line)
	l.SetMinSize(fyne.NewSize(HairPx, HairPx))
	return l
}

// picture is an icon that grows with the text.
type picture struct {
	widget.BaseWidget
	icon   Icon
	colour color.NRGBA
	factor float32
}

// NewPicture shows an icon as large as the icons beside text.
func NewPicture(icon Icon, c color.NRGBA) fyne.CanvasObject { return NewLargePicture(icon, c, 1) }

// NewLargePicture shows an icon so many times as large.
func NewLargePicture(icon Icon, c color.NRGBA, times float32) fyne.CanvasObject {
	p := &picture{icon: icon, colour: c, factor: times}
	p.ExtendBaseWidget(p)
	return p
}

func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	return &pictureRenderer{p: p, image: p.icon.Image(p.colour)}
}

type pictureRenderer struct {
	p     *picture
	image *canvas.Image
}

func (r *pictureRenderer) Destroy()                     {}
func (r *pictureRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.image} }

func (r *pictureRenderer) MinSize() fyne.Size {
	return fyne.NewSquareSize(Now().Icon * r.p.factor)
}

func (r *pictureRenderer) Layout(size fyne.Size) {
	s := Now().Icon * r.p.factor
	r.image.Resize(fyne.NewSquareSize(s))
	r.image.Move(fyne.NewPos((size.Width-s)/2, (size.Height-s)/2))
}

func (r *pictureRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

// Tone is the sense of a badge: sign, word and colour say the same.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Good       // ✓
	Warn       // ！
	Bad        // ✕
)

// Badge is a short state: a sign and a word on a tint.
type Badge struct {
	widget.BaseWidget
	tone Tone
	word string
}

// NewBadge makes a badge.
func NewBadge(tone Tone, word string) *Badge {
	b := &Badge{tone: tone, word: word}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes tone and word.
func (b *Badge) Set(tone Tone, word string) { b.tone, b.word = tone, word; b.Refresh() }

func (t Tone) look() (Icon, color.NRGBA, color.NRGBA) {
	switch t {
	case Good:
		return IconDone, Green, GreenBg
	case Warn:
		return IconWarning, Amber, AmberBg
	case Bad:
		return IconFault, Red, RedTint
	}
	return IconNone, Second, Shade
}

// CreateRenderer is Fyne's door to the drawing.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	r := &badgeRenderer{b: b, box: canvas.NewRectangle(Shade), sign: IconInfo.Image(Second), text: canvas.NewText("", Ink)}
	r.Refresh()
	return r
}

type badgeRenderer struct {
	b    *Badge
	box  *canvas.Rectangle
	sign *canvas.Image
	text *canvas.Text
}

func (r *badgeRenderer) Destroy() {}

func (r *badgeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.sign, r.text}
}

func (r *badgeRenderer) room() (icon, lead float32) {
	icon = Now().Small + 2
	lead = Gap2
	if !r.sign.Hidden {
		lead += icon + Gap1
	}
	return icon, lead
}

func (r *badgeRenderer) MinSize() fyne.Size {
	r.text.TextSize = Now().Small
	_, lead := r.room()
	s := r.text.MinSize()
	return fyne.NewSize(lead+s.Width+Gap2, s.Height+Gap1)
}

func (r *badgeRenderer) Layout(size fyne.Size) {
	icon, lead := r.room()
	s := r.text.MinSize()
	want := r.MinSize()
	y := (size.Height - want.Height) / 2
	r.box.Move(fyne.NewPos(0, y))
	r.box.Resize(want)
	r.sign.Move(fyne.NewPos(Gap2, (size.Height-icon)/2))
	r.sign.Resize(fyne.NewSquareSize(icon))
	r.text.Move(fyne.NewPos(lead, Middle(size.Height, r.text)))
	r.text.Resize(s)
}

func (r *badgeRenderer) Refresh() {
	icon, ink, ground := r.b.tone.look()
	r.sign.Hidden = icon == IconNone
	if icon != IconNone {
		r.sign.Resource = icon.Resource(ink)
		r.sign.Refresh() // else the picture drawn before stays
	}
	r.text.Text, r.text.Color, r.text.TextSize = r.b.word, ink, Now().Small
	r.box.FillColor, r.box.CornerRadius = ground, Corner-2
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}
