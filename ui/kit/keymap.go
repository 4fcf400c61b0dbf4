package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/ui/look"
)

// Key is one line of the key map: the key as people read it, and what it does.
type Key struct{ Key, Does string }

// Keys is a group of the key map under a heading.
type Keys struct {
	Heading string
	Keys    []Key
}

// EntryKeys are the keys that every field of kit knows, for the map.
var EntryKeys = Keys{"填写", []Key{
	{"Enter　Tab　↓", "到下一项"},
	{"Shift+Enter　↑", "回到上一项"},
	{"F4", "打开选项或日历"},
	{"Esc", "关上选项，不改内容"},
}}

// ShowKeys lays the key map over the page, two groups beside each other where there is
// room for two. ↑ ↓ scroll what is too long. Esc, Enter and a tap beside it close it.
func ShowKeys(c fyne.Canvas, groups []Keys) *Float {
	f := NewFloat(c, nil)
	f.explains = true
	done := NewButton(Ordinary, look.IconNone, "关闭", "Esc", f.Close)
	along(c, []*Button{done}, f.Close)
	var all []fyne.CanvasObject
	for _, g := range groups {
		lines := []fyne.CanvasObject{}
		for _, k := range g.Keys {
			lines = append(lines, look.NewWords(k.Key, look.Strong), look.NewWords(k.Does, look.Body))
		}
		all = append(all, look.Column(look.Gap2, look.NewWords(g.Heading, look.Head), container.New(pairLayout{look.Gap6, look.Gap1}, lines...)))
	}
	var columns [2][]fyne.CanvasObject
	for i, g := range all {
		columns[i%2] = append(columns[i%2], g)
	}
	body := container.NewHBox(look.Column(look.Gap6, columns[0]...), space(2*look.Gap6), look.Column(look.Gap6, columns[1]...))
	if body.MinSize().Width > c.Size().Width-4*look.Gap6 {
		body = look.Column(look.Gap6, all...)
	}
	scroll := container.NewVScroll(body)
	walk := done.OnKey
	done.OnKey = func(name fyne.KeyName) bool { return scrolls(scroll, name) || walk(name) }
	f.content = look.Inset(look.Gap6, look.Column(look.Gap4, look.Row(look.NewPicture(look.IconKeyboard, look.Second), look.NewWords("按键一览", look.Title)),
		container.New(atMost{c}, scroll), look.Row(look.NewWords("↑ ↓ 上下看", look.Note), layout.NewSpacer(), done)))
	f.OnOutside = f.Close
	f.Open(done)
	return f
}

// pairLayout sets pairs in two columns, the first as wide as its widest.
type pairLayout struct{ between, line float32 }

func (l pairLayout) measure(objects []fyne.CanvasObject) (left, right, height float32) {
	for i := 0; i+1 < len(objects); i += 2 {
		a, b := objects[i].MinSize(), objects[i+1].MinSize()
		left, right = max(left, a.Width), max(right, b.Width)
		height += max(a.Height, b.Height) + l.line
	}
	return left, right, height
}

func (l pairLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	left, right, height := l.measure(objects)
	return fyne.NewSize(left+l.between+right, height)
}

func (l pairLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, _, _ := l.measure(objects)
	y := float32(0)
	for i := 0; i+1 < len(objects); i += 2 {
		h := max(objects[i].MinSize().Height, objects[i+1].MinSize().Height)
		objects[i].Move(fyne.NewPos(0, y))
		objects[i].Resize(fyne.NewSize(left, h))
		objects[i+1].Move(fyne.NewPos(left+l.between, y))
		objects[i+1].Resize(fyne.NewSize(size.Width-left-l.between, h))
		y += h + l.line
	}
}

// space is a gap of its own width.
func space(width float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(width, 1))
	return r
}
