package form

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// bar is what stays at the bottom: the summary of faults, whose items lead to
// their fields, and below it the links and the buttons.
type bar struct {
	f       *Form
	ground  *canvas.Rectangle
	line    *canvas.Rectangle
	whole   *kit.Fault // of the record as a whole
	asks    *kit.Fault // what a save was stopped with
	said    *look.Words
	items   []*kit.Button
	links   []*kit.Button
	buttons []*kit.Button // 关上, 保存并继续, 保存
	pane    *fyne.Container
}

// most is how many faults the summary names; of more it says how many.
const most = 5

func newBar(f *Form) *bar {
	b := &bar{f: f, ground: canvas.NewRectangle(look.Panel), line: canvas.NewRectangle(look.Line),
		whole: kit.NewFault(), asks: kit.NewFault(), said: look.NewWords("", look.Aside), pane: &fyne.Container{}}
	for _, l := range f.o.Links {
		b.links = append(b.links, kit.NewButton(kit.Quiet, look.IconNone, l.Label, string(l.Key), func() { f.follow(l) }))
	}
	b.buttons = []*kit.Button{
		kit.NewButton(kit.Ordinary, look.IconNone, "关上", "Esc", f.Cancel),
		kit.NewButton(kit.Ordinary, look.IconNone, "保存并继续", "F9", func() { f.Save(true) }),
		kit.NewButton(kit.Primary, look.IconNone, "保存", "F10", func() { f.Save(false) }),
	}
	if f.o.ReadOnly {
		b.buttons = b.buttons[:1]
	} else if f.o.Locked {
		b.buttons[1].Disable()
		b.buttons[2].Disable()
	}
	if f.o.Verb != "" {
		b.buttons = append(b.buttons[:1], b.buttons[2])
		b.buttons[1].SetLabel(f.o.Verb)
	}
	if f.o.Leave != "" {
		b.buttons[0].SetLabel(f.o.Leave)
	}
	for i, button := range b.buttons {
		button.OnKey = func(name fyne.KeyName) bool { return b.key(i, name) }
	}
	b.pane.Layout = barLayout{b}
	b.fill()
	return b
}

// focus gives the keyboard to the button that follows the last field.
func (b *bar) focus() {
	at := len(b.buttons) - 1
	if b.f.o.New && b.f.o.Verb == "" && at > 0 {
		at = 1
	}
	hands.Steer(b.f.canvas(), b.buttons[at])
}

func (b *bar) key(at int, name fyne.KeyName) bool {
	switch name {
	case fyne.KeyLeft:
		hands.Steer(b.f.canvas(), b.buttons[max(at-1, 0)])
	case fyne.KeyRight, fyne.KeyDown:
		hands.Steer(b.f.canvas(), b.buttons[min(at+1, len(b.buttons)-1)])
	case fyne.KeyUp:
		b.f.back()
	default:
		return b.f.keyAnywhere(name)
	}
	return true
}

// tell makes the summary say which fields have faults that are shown.
func (b *bar) tell() {
	b.items = nil
	n := 0
	for _, c := range b.f.cells {
		if c.says() == "" {
			continue
		}
		n++
		if n > most {
			continue
		}
		icon := look.IconFault
		if gravestFirst(c.problems())[0].Soft {
			icon = look.IconWarning
		}
		b.items = append(b.items, kit.NewButton(kit.Quiet, icon, c.col.Label, "", c.focus))
	}
	said := ""
	if n > 0 {
		said = fmt.Sprintf("%d 处请核对 F6", n)
		if n > most {
			said += fmt.Sprintf("，先看前 %d 处", most)
		}
	}
	if b.f.ask != "" {
		b.items = nil // it names them, and the fields need the room
	}
	b.said.SetText(said)
	b.tellWhole()
	b.asks.Soft(b.f.ask)
	b.fill()
}

// tellWhole shows the gravest fault that belongs to no field; a tap on a soft one
// asks for the reason.
func (b *bar) tellWhole() {
	var faults []value.Fault
	if b.f.attempted || !b.f.o.New {
		for _, fault := range b.f.problems() {
			if b.f.cell(fault.Key) == nil {
				faults = append(faults, fault)
			}
		}
	}
	if len(faults) == 0 {
		b.whole.Clear()
		return
	}
	first := gravestFirst(faults)[0]
	if !first.Soft {
		b.whole.OnTap = nil
		b.whole.Hard(first.Text)
		return
	}
	b.whole.Soft(first.Text)
	if b.f.o.ReadOnly {
		return
	}
	b.whole.OnTap = func() { b.f.askReason(b.f.kind.Title(), first) }
}

func (b *bar) fill() {
	b.pane.Objects = []fyne.CanvasObject{b.ground, b.line, b.whole, b.asks}
	if len(b.items) > 0 {
		b.pane.Add(b.said)
	}
	for _, list := range [][]*kit.Button{b.items, b.links, b.buttons} {
		for _, button := range list {
			b.pane.Add(button)
		}
	}
}

// barLayout places the bar: the summary in as many lines as it needs, then links
// at the left and buttons at the right, in two lines where one is too narrow.
type barLayout struct{ b *bar }

func (l barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.b.place(l.b.f.Size().Width, false))
}

func (l barLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) { l.b.place(size.Width, true) }

func (b *bar) place(width float32, move bool) float32 {
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		if move {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(w, h))
		}
	}
	left, right := edge, width-edge
	y := look.Gap2
	high := look.Now().Control
	for _, said := range []*kit.Fault{b.whole, b.asks} {
		if !said.Visible() {
			continue
		}
		said.Resize(fyne.NewSize(right-left, said.Size().Height)) // lines break by the width
		h := said.MinSize().Height
		put(said, left, y, right-left, h)
		y += h + look.Gap1
	}
	if len(b.items) > 0 {
		w := b.said.MinSize().Width
		put(b.said, left, y, w, high)
		x := left + w + look.Gap1
		for _, item := range b.items {
			w := item.MinSize().Width
			if x+w > right && x > left {
				x, y = left, y+high
			}
			put(item, x, y, w, high)
			x += w
		}
		y += high + look.Gap1
	}
	x := left - look.Gap2 // a quiet button has no outline: its word stands in line
	for _, link := range b.links {
		w := link.MinSize().Width
		put(link, x, y, w, high)
		x += w
	}
	wide := -look.Gap2
	for _, button := range b.buttons {
		wide += button.MinSize().Width + look.Gap2
	}
	if len(b.links) > 0 && x+look.Gap2 > right-wide {
		y += high + look.Gap1
	}
	x = right - wide
	for _, button := range b.buttons {
		w := button.MinSize().Width
		put(button, x, y, w, high)
		x += w + look.Gap2
	}
	y += high + look.Gap2
	put(b.ground, 0, 0, width, y)
	put(b.line, 0, 0, width, 1)
	return y
}
