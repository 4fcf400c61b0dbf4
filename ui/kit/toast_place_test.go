package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// TestAToastCoversNoButton: wherever a page has its buttons, a toast stands beside them.
func TestAToastCoversNoButton(t *testing.T) {
	for _, y := range []float32{300, 500, 560, 610, 640} {
		tempApp(t)
		b := NewButton(Ordinary, IconNone, "保存", "", nil)
		page := container.NewWithoutLayout(b)
		b.Resize(b.MinSize())
		b.Move(fyne.NewPos(480, y))
		toasts := NewToasts()
		w := test.NewWindow(container.NewStack(page, toasts))
		w.SetPadded(false)
		w.Resize(fyne.NewSize(1000, 700))
		test.LaidOutObjects(w.Content()) // drawn once, as every page is before anybody does anything
		toasts.Say("已保存 张三")
		box := toastBox(t, toasts)
		if box.left < 480+b.Size().Width && box.right > 480 && box.top < y+b.Size().Height && box.bottom > y {
			t.Errorf("a button at %v is covered by a toast at %v", y, box)
		}
		if box.bottom > 700 || box.top < 100 {
			t.Errorf("with a button at %v the toast lies at %v", y, box)
		}
		w.Close()
	}
}

func toastBox(t *testing.T, toasts *Toasts) area {
	t.Helper()
	for _, o := range test.WidgetRenderer(toasts).Objects() {
		if c, ok := o.(*Cover); ok {
			at := c.Position()
			return area{at.X, at.Y, at.X + c.Size().Width, at.Y + c.Size().Height}
		}
	}
	t.Fatal("no toast is drawn")
	return area{}
}
