package kit

import (
	"context"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

// probe lies beneath a layer and counts what of the pointer comes through.
type probe struct {
	widget.BaseWidget
	felt []string
}

func newProbe() *probe {
	p := &probe{}
	p.ExtendBaseWidget(p)
	return p
}

func (p *probe) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(look.NewWords("", look.Body))
}
func (p *probe) feel(what string)                 { p.felt = append(p.felt, what) }
func (p *probe) Tapped(*fyne.PointEvent)          { p.feel("tap") }
func (p *probe) DoubleTapped(*fyne.PointEvent)    { p.feel("double tap") }
func (p *probe) TappedSecondary(*fyne.PointEvent) { p.feel("secondary tap") }
func (p *probe) MouseDown(*desktop.MouseEvent)    { p.feel("down") }
func (p *probe) MouseUp(*desktop.MouseEvent)      { p.feel("up") }
func (p *probe) MouseIn(*desktop.MouseEvent)      { p.feel("in") }
func (p *probe) MouseMoved(*desktop.MouseEvent)   { p.feel("moved") }
func (p *probe) MouseOut()                        {}
func (p *probe) Scrolled(*fyne.ScrollEvent)       { p.feel("scroll") }
func (p *probe) Dragged(*fyne.DragEvent)          { p.feel("drag") }
func (p *probe) DragEnd()                         { p.feel("drag end") }

// dialogs are all the panels that kit lays over a page. Each is opened over a canvas, beside a field.
var dialogs = map[string]func(c fyne.Canvas, field *Entry){
	"question": func(c fyne.Canvas, _ *Entry) {
		Ask(c, "锁定吗？", "一句话。", Answer{Verb: "取消", Safe: true})
	},
	"loss": func(c fyne.Canvas, _ *Entry) { AskLoss(c, "删除吗？", "一句话。", "删除这条走访", nil) },
	"line": func(c fyne.Canvas, _ *Entry) {
		AskLine(c, Prompt{Title: "原因", Label: "原因", Verb: "记下", Offers: []string{"统一核对"}})
	},
	"telling": func(c fyne.Canvas, _ *Entry) { TellText(c, "没有打印", "一句话。", nil) },
	"keys":    func(c fyne.Canvas, _ *Entry) { ShowKeys(c, []Keys{EntryKeys}) },
	"menu":    func(c fyne.Canvas, f *Entry) { Menu(c, f, []Deed{{Label: "甲"}, {Label: "乙"}}) },
	"sought menu": func(c fyne.Canvas, f *Entry) {
		SoughtMenu(c, f, []Deed{{Label: "甲"}, {Label: "乙"}}, func([]string, string) []int { return nil })
	},
	"progress": func(c fyne.Canvas, _ *Entry) {
		RunLong(c, "正在备份", func(context.Context, hands.Step) (int, error) { return 0, nil }, nil, nil)
	},
	"picker": func(c fyne.Canvas, f *Entry) {
		c.Content().(*fyne.Container).Objects[1].(*fyne.Container).Objects[2].(*Picker).open("")
	},
	"calendar": func(c fyne.Canvas, f *Entry) {
		c.Content().(*fyne.Container).Objects[1].(*fyne.Container).Objects[3].(*Date).openCalendar()
	},
}

// over is a window with a probe below a field, a picker and a date, with work that never ends by itself.
func over(t *testing.T) (fyne.Window, *probe, *Entry) {
	t.Helper()
	t.Cleanup(UseHands((&hands.Queue{}).Hands()))
	win := stage(t, look.Standard, 900, 700, look.NewWords("", look.Body))
	p, field := newProbe(), NewEntry()
	picker := NewPicker(func(string) []Option { return []Option{{Value: "1", Label: "甲"}} })
	win.SetContent(container.NewStack(p, look.Column(look.Gap6, look.NewWords("资料", look.Head), field, picker, NewDate(func() time.Time { return time.Unix(0, 0) }, func(s string) (string, error) { return s, nil }))))
	field.Focus()
	return win, p, field
}

// TestALayerSwallowsEveryEvent: nothing of what the pointer does on a layer reaches what lies beneath.
func TestALayerSwallowsEveryEvent(t *testing.T) {
	layers := map[string]func(win fyne.Window) fyne.Position{
		"cover": func(win fyne.Window) fyne.Position {
			panel := container.NewStack(NewCover(), look.NewWords("资料", look.Body))
			win.SetContent(container.NewStack(win.Content(), panel))
			return fyne.NewPos(600, 500)
		},
		"toast": func(win fyne.Window) fyne.Position {
			toasts := NewToasts()
			win.SetContent(container.NewStack(win.Content(), toasts))
			toasts.Say("已保存 刘婧 的资料，放在这里")
			return fyne.NewPos(450, 700-toastBottom()-look.Now().Control/2)
		},
	}
	for name, open := range dialogs {
		layers[name] = func(win fyne.Window) fyne.Position {
			open(win.Canvas(), under(win).(*Entry))
			return fyne.NewPos(880, 690)
		}
	}
	for name, lay := range layers {
		t.Run(name, func(t *testing.T) {
			win, p, field := over(t)
			at := lay(win)
			if dialogs[name] == nil {
				field.Focus()
			}
			mouse := trial.On(win.Canvas())
			had := under(win)
			p.felt = nil
			mouse.Move(at.AddXY(-2, 0))
			mouse.Move(at)
			for what, do := range map[string]func(){
				"click":           func() { mouse.Click(at) },
				"double click":    func() { mouse.DoubleClick(at) },
				"secondary click": func() { mouse.SecondaryClick(at) },
				"wheel":           func() { mouse.Scroll(at, 30) },
				"drag":            func() { mouse.Drag(at, fyne.NewDelta(-5, 0)) },
			} {
				if win.Canvas().Overlays().Top() == nil && dialogs[name] != nil {
					field.Focus()
					dialogs[name](win.Canvas(), field) // a click beside it has closed it
					had = under(win)
				}
				p.felt = nil
				do()
				if closed := dialogs[name] != nil && win.Canvas().Overlays().Top() == nil; closed && what == "double click" {
					if slices.Contains(p.felt, "double tap") {
						t.Error("a double click comes through")
					}
					continue // the first click has closed it, and the second is one on the page
				}
				if len(p.felt) > 0 {
					t.Errorf("a %s comes through: %v", what, p.felt)
				}
				if win.Canvas().Overlays().Top() != nil && under(win) != had || under(win) == nil {
					t.Errorf("after a %s the keyboard is with %T, before with %T", what, under(win), had)
				}
			}
		})
	}
}

// TestDialogsKeepTheKeyboard: opened by the mouse, clicked at every place, closed by Esc.
func TestDialogsKeepTheKeyboard(t *testing.T) {
	for name, open := range dialogs {
		t.Run(name, func(t *testing.T) {
			win, _, field := over(t)
			c := win.Canvas()
			b := NewButton(Ordinary, look.IconNone, "打开", "", func() { open(c, field) })
			box := c.Content().(*fyne.Container).Objects[1].(*fyne.Container)
			box.Add(b)
			box.Refresh()
			mouse := trial.On(c)
			mouse.Click(trial.Middle(b))
			f, ok := c.Overlays().Top().(*Float)
			if !ok || under(win) == nil {
				t.Fatalf("on top is %T, the keyboard is with %T", c.Overlays().Top(), under(win))
			}
			at, size := f.place(f.Size(), f.content.MinSize())
			for x := at.X + 3; x < at.X+size.Width; x += 37 {
				for y := at.Y + 3; y < at.Y+size.Height; y += 23 {
					here := fyne.NewPos(x, y)
					mouse.Move(here)
					objects, _ := mouse.Under(here)
					last := objects[len(objects)-1]
					if slices.ContainsFunc(objects, func(o fyne.CanvasObject) bool {
						switch o.(type) {
						case *Button, *Rows, *dropList, *dayCell, *glyph:
							return true
						}
						return false
					}) {
						continue // does what it is there for
					}
					had := under(win)
					if mouse.Click(here); under(win) == nil || !f.Shown() {
						t.Fatalf("a click at %v on %T leaves nobody with the keyboard, before %T", here, last, had)
					}
				}
			}
			if name == "progress" {
				return // stays until the work is done
			}
			press(under(win), fyne.KeyEscape)
			if f.Shown() || under(win) == nil {
				t.Fatalf("shown %v, the keyboard is with %T", f.Shown(), under(win))
			}
			if home := name != "picker" && name != "calendar"; home && under(win) != fyne.Focusable(field) {
				t.Errorf("the keyboard is with %T", under(win))
			}
		})
	}
}

// TestAButtonThatDoesNothingTakesNoKeyboard: a click on one that is off, or whose deed opens nothing.
func TestAButtonThatDoesNothingTakesNoKeyboard(t *testing.T) {
	win, a, b := twoFields(t)
	on, off := NewButton(Ordinary, look.IconNone, "换一个", "", func() {}), NewButton(Ordinary, look.IconNone, "打印", "", nil)
	off.Disable()
	win.SetContent(look.Column(look.Gap2, look.NewWords("口令", look.Body), a, b, on, off))
	mouse := trial.On(win.Canvas())
	for _, button := range []*Button{on, off} {
		b.Focus()
		if mouse.Click(trial.Middle(button)); under(win) != fyne.Focusable(b) {
			t.Errorf("%s: the keyboard is with %T", button.Label(), under(win))
		}
	}
}

// TestEnterOnItsWayCancelsNothing: a progress box comes up under the hands of somebody who types.
func TestEnterOnItsWayCancelsNothing(t *testing.T) {
	q := &hands.Queue{}
	defer UseHands(q.Hands())()
	win := stage(t, look.Standard, 600, 400, look.NewWords("", look.Body))
	c := win.Canvas()
	done := 0
	long := func() {
		RunLong(c, "正在导入", func(ctx context.Context, _ hands.Step) (int, error) { return 1, ctx.Err() },
			func(int) { done++ }, func(err error) { done = -100 })
	}
	long()
	press(under(win), fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
	keyed(under(win), "liu")
	q.Finish(0)
	if done != 1 || c.Overlays().Top() != nil {
		t.Fatalf("done %d", done)
	}
	long()
	c.FocusNext()
	if b, ok := under(win).(*Button); !ok || b.Label() != "取消" {
		t.Fatalf("Tab leads to %T", under(win))
	}
	press(under(win), fyne.KeyReturn)
	q.Finish(1)
	if done != -100 {
		t.Errorf("cancelled, and done %d", done)
	}
}

// TestCancelledTooLateIsSaid: the work does not look at its context any more.
func TestCancelledTooLateIsSaid(t *testing.T) {
	q := &hands.Queue{}
	defer UseHands(q.Hands())()
	win := stage(t, look.Standard, 600, 400, look.NewWords("", look.Body))
	c := win.Canvas()
	told := 0
	RunLong(c, "正在导入", func(context.Context, hands.Step) (int, error) { return 1, nil }, func(int) { told++ }, nil)
	press(under(win), fyne.KeyEscape)
	q.Finish(0)
	if told != 1 {
		t.Fatal("what was done is not told")
	}
	f, ok := c.Overlays().Top().(*Float)
	if !ok {
		t.Fatal("nothing says that it was too late")
	}
	for _, o := range test.LaidOutObjects(f) {
		if p, ok := o.(*look.Paragraph); ok && p.Text() == TooLate {
			return
		}
	}
	t.Error("it says something else")
}
