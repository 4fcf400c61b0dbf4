package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

// TestAToastCoversNoButton: wherever a page has its buttons, a toast stands beside them.
func TestAToastCoversNoButton(t *testing.T) {
	for _, y := range []float32{300, 500, 560, 610, 640} {
		tempApp(t)
		b := NewButton(Ordinary, look.IconNone, "保存", "", nil)
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

// TestARefusalHasNoTick: what was not done does not bear the sign of what was.
func TestARefusalHasNoTick(t *testing.T) {
	tempApp(t)
	toasts := NewToasts()
	toasts.Say("已保存 张三")
	toasts.Warn("您的角色是“只读”，不能办这件事。")
	if a, _ := toasts.shown[0].sign(); a != look.IconDone {
		t.Errorf("a success bears %s", a)
	}
	if a, _ := toasts.shown[1].sign(); a != look.IconWarning {
		t.Errorf("a refusal bears %s", a)
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

// TestAToastMakesWay: a toast that stands already covers neither the field to which the keyboard goes nor a button that
// comes to lie under it, and no other field where there is room beside them.
func TestAToastMakesWay(t *testing.T) {
	tempApp(t)
	clock := still(t)
	fields := []*Entry{NewEntry(), NewEntry(), NewEntry()}
	b := NewButton(Ordinary, look.IconNone, "保存", "", nil)
	page := container.NewWithoutLayout(b)
	toasts := NewToasts()
	w := test.NewWindow(container.NewStack(page, toasts))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1000, 700))
	toasts.Say("没有保存的“刘婧”放在一边，随时可以接着填")
	lies := toastBox(t, toasts)
	over := func(o fyne.CanvasObject) bool {
		box, at := toastBox(t, toasts), o.Position()
		return box.left < at.X+o.Size().Width && box.right > at.X && box.top < at.Y+o.Size().Height && box.bottom > at.Y
	}
	for i, f := range fields { // a form comes up right there
		page.Add(f)
		f.Resize(fyne.NewSize(900, f.MinSize().Height))
		f.Move(fyne.NewPos(50, lies.top+float32(i-1)*40))
	}
	test.LaidOutObjects(w.Content())
	clock.Pass(0)
	for i, f := range fields {
		if over(f) {
			t.Errorf("field %d is covered though there is room", i)
		}
		w.Canvas().Focus(f)
		clock.Pass(0)
		if over(f) {
			t.Errorf("field %d has the keyboard and is covered", i)
		}
	}
	for y := lies.top; y > 0; y -= 45 { // fields everywhere: the one with the keyboard is seen
		f := NewEntry()
		page.Add(f)
		f.Resize(fyne.NewSize(990, f.MinSize().Height))
		f.Move(fyne.NewPos(5, y))
		fields = append(fields, f)
	}
	test.LaidOutObjects(w.Content())
	for i, f := range fields {
		w.Canvas().Focus(f)
		clock.Pass(0)
		if over(f) {
			t.Errorf("among many, field %d has the keyboard and is covered", i)
		}
	}
	b.Resize(b.MinSize())
	b.Move(fyne.NewPos(480, toastBox(t, toasts).top))
	b.Refresh()
	clock.Pass(0)
	if over(b) {
		t.Error("a button that came later is covered")
	}
	clock.Pass(toastStays)
	if len(toasts.Shown()) != 0 || len(toastsUp) != 0 {
		t.Error("what is gone is looked after still")
	}
}
