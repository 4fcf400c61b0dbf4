package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

// ringsOn counts the rings that a window shows, on its page and on what lies over it.
func ringsOn(c fyne.Canvas) (n int) {
	for _, layer := range append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...) {
		for _, o := range test.LaidOutObjects(layer) {
			if r, ok := o.(*canvas.Rectangle); ok && r.Visible() && r.StrokeColor == look.Ring && r.StrokeWidth == look.RingPx && r.FillColor != look.RingTint {
				n++
			}
		}
	}
	return n
}

// TestOneRingIsShown: over a dimmed page the panel has the only ring, and the page has its ring again afterwards.
func TestOneRingIsShown(t *testing.T) {
	tempApp(t)
	still(t)
	widgets := map[string]fyne.Focusable{"field": NewEntry(), "password": NewPassword(), "button": NewButton(Ordinary, look.IconNone, "保存", "", nil),
		"tabs": NewTabs([]Tab{{Label: "甲"}, {Label: "乙"}}, nil), "tile": NewTile(look.NewWords("甲", look.Body), func() {})}
	for name, on := range widgets {
		w := test.NewWindow(container.NewVBox(on.(fyne.CanvasObject), NewButton(Ordinary, look.IconNone, "别的", "", nil)))
		w.Resize(fyne.NewSize(900, 600))
		c := w.Canvas()
		c.Focus(on)
		if n := ringsOn(c); n != 1 {
			t.Errorf("%s: %d rings on the page", name, n)
		}
		TellText(c, "没有建成", "一句话。", nil)
		if n := ringsOn(c); n != 1 {
			t.Errorf("%s: %d rings under a panel", name, n)
		}
		on.(fyne.CanvasObject).Refresh()
		if n := ringsOn(c); n != 1 {
			t.Errorf("%s: %d rings when the page under a panel is drawn anew", name, n)
		}
		Ask(c, "真的吗？", "一句话。", Answer{Verb: "取消", Safe: true})
		if n := ringsOn(c); n != 1 {
			t.Errorf("%s: %d rings under two panels", name, n)
		}
		c.Overlays().Top().(*Float).Close()
		if n := ringsOn(c); n != 1 {
			t.Errorf("%s: %d rings when the upper one is closed", name, n)
		}
		c.Overlays().Top().(*Float).Close()
		if n := ringsOn(c); n != 1 || c.Focused() != on {
			t.Errorf("%s: %d rings when all is closed, the keyboard is with %T", name, n, c.Focused())
		}
		w.Close()
	}
}
