package paper

import (
	"context"
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/attach"
	"tuanjian/store/forms"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// How many pixels the longer side of a page is drawn with: enough for the width of a window, and for what is made larger.
const (
	finePixels   = 2000
	finestPixels = 3600
)

// picturesKept is how many pages stay drawn, so that turning back is at once.
const picturesKept = 3

// sight is a kept file over the window: one page at a time, turned, zoomed and printed as the preview of a form is.
type sight struct {
	s       *page.Shell
	of      page.Seeing
	float   *kit.Float
	easel   *easel
	status  *look.Words
	zoomed  *look.Words
	back    *kit.Button
	on      *kit.Button
	print   *kit.Button
	one     *kit.Button
	opened  *attach.Opened
	drawn   map[int]image.Image
	order   []int // of drawn, the newest last
	latest  hands.Latest
	context context.Context
}

// See shows a kept file as large as the window until Esc. It is opened and drawn elsewhere: what takes long ends with Esc.
func See(s *page.Shell, of page.Seeing) { newSight(s, of) }

func newSight(s *page.Shell, of page.Seeing) *sight {
	v := &sight{s: s, of: of, float: kit.NewFloat(s.Canvas(), nil), status: look.NewWords("", look.Aside), zoomed: look.NewWords("", look.Aside), drawn: map[int]image.Image{}}
	ctx, cancel := context.WithCancel(context.Background())
	v.context = ctx
	shut := func() {
		cancel()
		v.latest.Drop()
		v.float.Close()
	}
	v.easel = newEasel(v.zoomChanged, v.step)
	v.easel.picture = func(n int) image.Image { return v.drawn[n] }
	leave := kit.NewButton(kit.Ordinary, look.IconNone, "关上", "Esc", shut)
	head := []fyne.CanvasObject{look.NewWords(look.Cut(of.File.Title, titleChars), look.Head), layout.NewSpacer()}
	v.print, v.one = kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", nil), kit.NewButton(kit.Ordinary, look.IconPrint, "只打这一页", "", nil)
	v.one.Hide()
	if of.Save != nil {
		head = append(head, kit.NewButton(kit.Ordinary, look.IconExport, "另存", "", func() { shut(); of.Save() }))
	}
	if of.Print != nil {
		v.print.OnTapped = func() { shut(); of.Print(0) }
		v.one.OnTapped = func() { leaf := v.easel.at + 1; shut(); of.Print(leaf) }
		head = append(head, v.one, v.print)
	}
	v.print.Disable()
	v.back = kit.NewButton(kit.Quiet, look.IconLeft, "", "", func() { v.step(-1) })
	v.on = kit.NewButton(kit.Quiet, look.IconRight, "", "", func() { v.step(1) })
	zoom := func(label string, do func()) fyne.CanvasObject {
		return kit.NewButton(kit.Quiet, look.IconNone, label, "", do)
	}
	bar := look.Row(v.back, v.status, v.on, layout.NewSpacer(),
		zoom("整页", v.easel.whole), zoom("页宽", v.easel.wide), zoom("－", func() { v.easel.zoom(-1) }), v.zoomed, zoom("＋", func() { v.easel.zoom(1) }))
	v.float.Keys = map[fyne.KeyName]func(){
		fyne.KeyEscape: shut, fyne.KeyPageDown: func() { v.step(1) }, fyne.KeyPageUp: func() { v.step(-1) }, fyne.KeyF12: v.print.Press,
		fyne.KeyPlus: func() { v.easel.zoom(1) }, fyne.KeyEqual: func() { v.easel.zoom(1) }, fyne.KeyMinus: func() { v.easel.zoom(-1) },
	}
	v.float.OnOutside = shut
	size := s.Canvas().Size()
	room := canvas.NewRectangle(look.Faint(look.Panel, 0))
	room.SetMinSize(fyne.NewSize(size.Width-4*look.Gap4, size.Height-2*look.Gap4))
	top := look.Row(append(head, leave)...)
	v.float.SetContent(container.NewStack(room, look.Inset(look.Gap4, container.NewBorder(look.Column(look.Gap2, top, look.HLine()), bar, nil, nil, look.Ground(desk, v.easel)))))
	v.float.Open(v.easel)
	v.turns()
	v.open()
	return v
}

const titleChars = 30 // of a file's name

// open reads the file.
func (v *sight) open() {
	v.easel.say("正在打开…")
	b, file := v.s.Book, v.of.File
	hands.RunLatest(&v.latest, func() (*attach.Opened, error) { return attach.OpenKept(v.context, b, file) }, func(o *attach.Opened) {
		v.opened = o
		if v.of.Print != nil {
			v.print.Enable()
			if o.Pages() > 1 {
				v.print.SetLabel("打印 " + strconv.Itoa(o.Pages()) + " 页")
				v.one.Show()
			}
		}
		if o.Photo() {
			v.easel.mode = fitWhole
		}
		v.goTo(0)
	}, v.fail)
}

func (v *sight) fail(err error) {
	v.easel.say(kit.Sentence(err))
	v.turns()
}

// leaf is an empty page of the size of page n.
func (v *sight) leaf(n int) (forms.Page, bool) {
	if n < 0 || n >= v.opened.Pages() {
		return forms.Page{}, false
	}
	wide, high := v.opened.Size(n)
	return forms.Page{Width: wide, Height: high}, true
}

func (v *sight) step(by int) {
	if v.opened != nil {
		v.goTo(v.easel.at + by)
	}
}

func (v *sight) goTo(n int) {
	if n < 0 || n >= v.opened.Pages() {
		return
	}
	if v.easel.told != "" { // the page before could not be drawn
		v.easel.set(v.leaf, v.opened.Pages())
	}
	v.easel.turn(n)
	v.turns()
	v.ask()
}

// turns says which page it is, and where one can go from it.
func (v *sight) turns() {
	text, pages := "", 0
	if v.opened != nil {
		pages = v.opened.Pages()
		text = "第 " + strconv.Itoa(v.easel.at+1) + " 页，共 " + strconv.Itoa(pages) + " 页"
	}
	v.status.SetText(text)
	show(v.back, pages > 1)
	show(v.on, pages > 1)
	v.zoomed.SetText(v.easel.percent())
	v.float.Refresh()
}

// ask draws the page on show where it is not, or not as finely as it is looked at.
func (v *sight) ask() {
	n, o, ctx := v.easel.at, v.opened, v.context
	long := finePixels
	if wide, high := o.Size(n); float32(max(wide, high))*v.easel.scale() > finePixels*1.2 {
		long = finestPixels
	}
	if have := v.drawn[n]; have != nil && (o.Photo() || max(have.Bounds().Dx(), have.Bounds().Dy())*11/10 >= long) {
		return
	}
	v.status.SetText("正在画第 " + strconv.Itoa(n+1) + " 页，共 " + strconv.Itoa(o.Pages()) + " 页")
	hands.RunLatest(&v.latest, func() (image.Image, error) { return o.Page(ctx, n, long) }, func(img image.Image) {
		v.keep(n, img)
		v.turns()
		v.easel.draw()
	}, v.fail)
}

func (v *sight) keep(n int, img image.Image) {
	if v.drawn[n] == nil {
		v.order = append(v.order, n)
	}
	v.drawn[n] = img
	if len(v.order) > picturesKept {
		delete(v.drawn, v.order[0])
		v.order = v.order[1:]
	}
}

func (v *sight) zoomChanged() {
	if v.easel == nil || v.opened == nil {
		return
	}
	v.zoomed.SetText(v.easel.percent())
	v.ask()
}
