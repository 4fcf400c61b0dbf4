package kit

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// waitedFor are the panels of RunLong that a person waits at.
var waitedFor = map[*progressPanel]bool{}

// Working says whether long work is under way that a person waits for.
func Working() bool { return len(waitedFor) > 0 }

// TooLate is what a person reads who has cancelled long work that was done all the same.
const TooLate = "按下取消的时候已经做完，来不及取消。"

// RunLong is Run for work that takes longer than a breath: it shows a panel over
// the canvas with a heading, what is being done, a bar, and 取消. The work must look
// at its context between steps and leave nothing half done when it ends early;
// fail then receives context.Canceled. Work that was past stopping goes on to then, and
// the person is told so. The panel closes before then or fail.
func RunLong[T any](c fyne.Canvas, heading string, work func(context.Context, hands.Step) (T, error), then func(T), fail func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	asked := false
	p := newProgressPanel(c, heading, func() { asked = true; cancel() })
	p.show()
	waitedFor[p] = true
	step := hands.Seldom(p.set)
	end := func() { delete(waitedFor, p); cancel(); p.close() }
	hands.Run(func() (T, error) { return work(ctx, step) },
		func(got T) {
			end()
			if then != nil {
				then(got)
			}
			if asked {
				TellText(c, "没有取消", TooLate, nil)
			}
		},
		func(err error) {
			end()
			if fail != nil {
				fail(err)
			}
		})
}

// progressPanel is what RunLong shows.
type progressPanel struct {
	float       *Float
	what, count *look.Words
	bar         *look.Progress
	stop        *Button
	wait        *patience
}

func newProgressPanel(c fyne.Canvas, heading string, cancel func()) *progressPanel {
	p := &progressPanel{what: look.NewWords("正在准备", look.Body), count: look.NewWords("", look.Aside), bar: look.NewProgress()}
	p.stop = NewButton(Ordinary, look.IconNone, "取消", "Esc", func() {
		p.stop.SetLabel("正在停下")
		p.stop.Disable()
		cancel()
	})
	along(c, []*Button{p.stop}, p.stop.Press)
	p.wait = newPatience(p.stop.Press)
	width := canvas.NewRectangle(look.Faint(look.Panel, 0))
	width.SetMinSize(fyne.NewSize(askEms*look.Now().Text, 1))
	p.float = NewFloat(c, look.Inset(look.Gap6, look.Column(look.Gap4, look.NewWords(heading, look.Head),
		look.Column(look.Gap2, look.Row(p.what, layout.NewSpacer(), p.count), container.NewStack(p.wait, p.bar), width),
		look.Row(layout.NewSpacer(), p.stop))))
	return p
}

// show gives the keyboard to nothing that Enter could press: the panel comes while a
// person may still be typing.
func (p *progressPanel) show()  { p.float.Open(p.wait) }
func (p *progressPanel) close() { p.float.Close() }

func (p *progressPanel) set(what string, n, m int) {
	p.what.SetText(what)
	count := ""
	if m > 0 {
		count = fmt.Sprintf("%d / %d", n, m)
	} else if n > 0 {
		count = fmt.Sprint(n)
	}
	p.count.SetText(count)
	p.bar.Set(n, m)
	p.float.Refresh()
}

// patience has the keyboard while a person waits. Esc asks to stop; every other key
// was meant for something else and does nothing, but Tab goes to the button.
type patience struct {
	widget.BaseWidget
	escape func()
}

func newPatience(escape func()) *patience {
	p := &patience{escape: escape}
	p.ExtendBaseWidget(p)
	return p
}

func (p *patience) FocusGained()   {}
func (p *patience) FocusLost()     {}
func (p *patience) TypedRune(rune) {}

func (p *patience) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if ev.Name == fyne.KeyEscape {
		p.escape()
	}
}

func (p *patience) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(look.Faint(look.Panel, 0)))
}
