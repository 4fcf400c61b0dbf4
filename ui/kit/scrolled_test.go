package kit

import (
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/look"
)

// TestTheKeyboardIsInSight: whatever Tab comes to in something higher than its place is scrolled to, there and back.
func TestTheKeyboardIsInSight(t *testing.T) {
	tempApp(t)
	var controls []fyne.CanvasObject
	for i := range 12 {
		controls = append(controls, NewButton(Ordinary, look.IconNone, "按钮"+strconv.Itoa(i), "", func() {}), NewPicker(func(string) []Option { return nil }), NewTabs([]Tab{{Label: "一"}}, nil))
	}
	w := stage(t, look.Standard, 400, 300, look.Ground(look.Page, Scrolled(look.Column(look.Gap4, controls...))))
	c := w.Canvas()
	seen := func(o fyne.CanvasObject) bool {
		top := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y
		return top >= 0 && top+o.Size().Height <= 300
	}
	for i := range controls {
		c.FocusNext()
		if o := controls[i]; !seen(o) {
			t.Fatalf("control %d is out of sight", i)
		}
	}
	for i := range controls[1:] {
		c.FocusPrevious()
		if o := controls[len(controls)-2-i]; !seen(o) {
			t.Fatalf("back at %d from the end it is out of sight", i)
		}
	}
}

// TestWhatIsSeenStays: who clicks on what is seen by half finds it under the pointer still.
func TestWhatIsSeenStays(t *testing.T) {
	tempApp(t)
	b := NewButton(Ordinary, look.IconNone, "按钮", "", func() {})
	above := look.NewParagraph("", look.Body, 20)
	s := Scrolled(container.NewVBox(&fyne.Container{Layout: tall(284), Objects: []fyne.CanvasObject{above}}, b, &fyne.Container{Layout: tall(600)}))
	w := stage(t, look.Standard, 400, 300, s)
	w.Canvas().Focus(b)
	if s.Offset.Y != 0 && b.Size().Height < 2*16 {
		t.Errorf("scrolled by %g", s.Offset.Y)
	}
	w.Canvas().Unfocus()
	s.ScrollToOffset(fyne.NewPos(0, 500))
	w.Canvas().Focus(b)
	if s.Offset.Y == 500 {
		t.Error("it stays out of sight")
	}
}

// tall is a layout of one height.
type tall float32

func (h tall) MinSize([]fyne.CanvasObject) fyne.Size      { return fyne.NewSize(10, float32(h)) }
func (tall) Layout(o []fyne.CanvasObject, size fyne.Size) {}
