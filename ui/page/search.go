package page

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"tuanjian/store/find"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// Search is the field in the bar that looks everywhere as somebody types, and the
// list of hits below it. The list lies on a layer of the window instead of a
// pop-up, so that the keyboard, and an input method, stay in the field.
type Search struct {
	Field *kit.Entry
	Layer *fyne.Container // to be laid over the whole window

	s      *Shell
	rows   *kit.Rows
	panel  *fyne.Container
	latest hands.Latest
	found  find.Found
	doors  []Door     // places that are called so
	hits   []find.Hit // on show
	picks  []func()   // what choosing a line does; nil for headings
	linked bool       // those found by what their company is called are asked for too
}

const hitsMost = 50

// NewSearch makes the field, empty.
func NewSearch(s *Shell) *Search {
	f := &Search{Field: kit.NewEntry(), s: s}
	f.Field.SetPlaceHolder("姓名、拼音、证件尾号、企业、功能　F3")
	f.rows = kit.NewRows(12, f.pick)
	f.rows.Lit = true
	box := canvas.NewRectangle(look.Panel)
	box.StrokeColor, box.StrokeWidth, box.CornerRadius = look.Line, 1, look.Corner
	box.Shadow = canvas.Shadow{Color: look.Shadow, BlurRadius: 14, Offset: fyne.NewPos(0, 4)}
	f.panel = &fyne.Container{Layout: hitsLayout{}, Objects: []fyne.CanvasObject{container.NewStack(box, kit.NewCover()), f.rows}}
	f.Layer = &fyne.Container{Layout: underField{f}, Objects: []fyne.CanvasObject{f.panel}}
	f.panel.Hide()
	f.Field.OnChanged = func(string) { f.linked = false; f.ask() }
	f.Field.OnKey = f.key
	f.Field.OnNext = f.enter
	f.Field.OnLeft = func() {
		if !f.rows.Hovered() {
			f.close()
		}
	}
	f.Field.OnEntered = func() {
		if f.Field.Text != "" {
			f.ask()
		}
	}
	return f
}

// Stop drops late answers, and what was found.
func (f *Search) Stop() {
	f.latest.Drop()
	f.found, f.doors, f.hits, f.picks = find.Found{}, nil, nil, nil
}

func (f *Search) ask() {
	query := look.OneLine(f.Field.Text)
	if query == "" {
		f.latest.Drop()
		f.close()
		return
	}
	hands.RunLatest(&f.latest, func() (find.Found, error) { return find.Anything(f.s.Book.Today(), query, hitsMost), nil }, func(found find.Found) {
		f.doors = f.s.DoorsTo(query)
		f.show(found)
	}, nil)
}

// show lists what was found, and how much it is, below the places of the program that are called so. Who only works at a
// company that is called so, or is in such a branch, stays apart until asked for.
func (f *Search) show(found find.Found) {
	f.found, f.hits, f.picks = found, nil, nil
	var items []kit.Item
	line := func(it kit.Item, pick func()) {
		items, f.picks = append(items, it), append(f.picks, pick)
	}
	list := func(n int, what string, hits []find.Hit) {
		if n > len(hits) {
			what += "，列出最相符的 " + strconv.Itoa(len(hits)) + " 条，再多填一点就能缩小范围"
		}
		line(kit.Item{Head: true, Label: what}, nil)
		for _, h := range hits {
			f.hits = append(f.hits, h)
			line(kit.Item{Icon: face.Of(h.Kind).Icon, Label: h.Name, Hint: h.Hint}, func() { f.open(h) })
		}
	}
	if len(f.doors) > 0 {
		line(kit.Item{Head: true, Label: doorsWord}, nil)
		for _, d := range f.doors {
			line(d.item(), func() { f.goTo(d) })
		}
	}
	own, at := found.Total-found.Others, len(items)+1
	if len(f.doors) > 0 && (own == 0 || f.doors[0].Label == look.OneLine(f.Field.Text)) {
		at = 1
	}
	if own > 0 {
		list(own, "找到 "+strconv.Itoa(own)+" 条", found.Hits)
	}
	switch others := strconv.Itoa(found.Others) + " 条因单位或团组织的名称相符"; {
	case found.Total == 0 && len(f.doors) > 0:
	case found.Total == 0:
		line(kit.Item{Head: true, Label: "没有找到。可以试试拼音首字母，或证件号码后四位。"}, nil)
	case found.Others == 0:
	case own > 0 && !f.linked:
		line(kit.Item{Icon: look.IconMore, Label: "另有 " + others + " · 显示"}, f.more)
	default:
		if own > 0 || len(f.doors) == 0 {
			at = len(items) + 1
		}
		list(found.Others, others, found.Linked)
	}
	f.rows.Set(items)
	f.rows.Stand(at)
	f.panel.Show()
	f.Layer.Refresh()
	f.Layer.Layout.Layout(f.Layer.Objects, f.Layer.Size())
}

// more shows those too that were found by what their company or branch is called.
func (f *Search) more() {
	f.linked = true
	f.show(f.found)
	f.s.Canvas().Focus(f.Field) // a tap on the line has taken the keyboard away
}

func (f *Search) close() {
	if f.panel.Visible() {
		f.panel.Hide()
		f.Layer.Refresh()
	}
}

// Opened says whether the hits are shown.
func (f *Search) Opened() bool { return f.panel.Visible() }

func (f *Search) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		if f.Opened() {
			return f.rows.Walk(name)
		}
		if name == fyne.KeyDown && f.Field.Text != "" {
			f.ask()
		}
		return true
	case fyne.KeyEscape:
		f.Field.SetText("")
		f.close()
		if f.s.Page() != nil && f.s.Page().First != nil {
			f.s.Canvas().Focus(f.s.Page().First)
		}
		return true
	}
	return false
}

func (f *Search) enter() {
	if f.Opened() {
		f.rows.Pick()
		return
	}
	f.ask()
}

func (f *Search) pick(i int) {
	if i >= 0 && i < len(f.picks) && f.picks[i] != nil {
		f.picks[i]()
	}
}

// goTo leaves the search for a place.
func (f *Search) goTo(d Door) {
	f.Field.SetText("")
	f.close()
	d.Open()
}

// open leaves the search for one of the hits.
func (f *Search) open(h find.Hit) {
	f.Field.SetText("")
	f.close()
	f.s.ShowRecord(h.Kind, h.Record.Head().ID)
	f.s.Guide.Found()
}

// underField lays the hits below the field, as wide as it or wider.
type underField struct{ f *Search }

func (underField) MinSize([]fyne.CanvasObject) (size fyne.Size) { return }

func (l underField) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.f.Field)
	least := l.f.panel.MinSize()
	w := min(max(least.Width, l.f.Field.Size().Width), size.Width-at.X-look.Gap2)
	y := at.Y + l.f.Field.Size().Height + look.Gap1
	objects[0].Move(fyne.NewPos(at.X, y))
	objects[0].Resize(fyne.NewSize(w, min(least.Height, size.Height-y-look.Gap4)))
}

// hitsLayout leaves a little room around the rows.
type hitsLayout struct{}

func (hitsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[1].MinSize().AddWidthHeight(2*look.Gap1, 2*look.Gap1)
}

func (hitsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
	o[1].Move(fyne.NewSquareOffsetPos(look.Gap1))
	o[1].Resize(size.SubtractWidthHeight(2*look.Gap1, 2*look.Gap1))
}

// Lines are what is shown below the field. The caller does not change them.
func (f *Search) Lines() []kit.Item { return f.rows.Items() }
