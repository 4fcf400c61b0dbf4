package kit

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

func TestAskIsSafeByDefault(t *testing.T) {
	for _, c := range []struct {
		keys []fyne.KeyName
		want string
	}{
		{[]fyne.KeyName{fyne.KeyReturn}, "safe"},
		{[]fyne.KeyName{fyne.KeyEscape}, "safe"},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyEscape}, "safe"},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyReturn}, "loss"},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeySpace}, "loss"},
		{[]fyne.KeyName{fyne.KeyRight, fyne.KeyLeft, fyne.KeyEnter}, "safe"},
	} {
		win, a, _ := twoFields(t)
		got := ""
		Ask(win.Canvas(), "删除这条走访？", "历史里仍然查得到。",
			Answer{Verb: "留着", Safe: true, Do: func() { got += "safe" }},
			Answer{Verb: "删除这条走访", Loss: true, Do: func() { got += "loss" }})
		for _, k := range c.keys {
			press(under(win), k)
		}
		if got != c.want || win.Canvas().Overlays().Top() != nil {
			t.Errorf("%v gave %q, want %q", c.keys, got, c.want)
		}
		if under(win) != fyne.Focusable(a) {
			t.Errorf("%v: the field has lost the keyboard", c.keys)
		}
	}
}

func TestAskLineWantsAReason(t *testing.T) {
	win, _, _ := twoFields(t)
	got, cancelled := "", false
	open := func() *Float {
		return AskLine(win.Canvas(), Prompt{Title: "保留这个编号？", Label: "原因", Least: 2, Verb: "保留",
			Do: func(s string) { got = s }, Cancel: func() { cancelled = true }})
	}
	f := open()
	typed(win, " 是 ")
	press(under(win), fyne.KeyReturn)
	if got != "" || !f.Shown() {
		t.Fatal("one character passed for a reason of two")
	}
	typed(win, "志愿书原件")
	press(under(win), fyne.KeyReturn)
	if got != "是 志愿书原件" {
		t.Fatalf("reason %q", got)
	}
	if f.Shown() {
		t.Fatal("the question stayed")
	}
	f = AskLine(win.Canvas(), Prompt{Title: "打印完整号码？", Label: "用途", Least: 2, Verb: "打印", Offers: []string{"街道核对", "报市里"},
		Do: func(s string) { got = s }})
	press(under(win), fyne.KeyDown)
	press(under(win), fyne.KeyRight)
	press(under(win), fyne.KeyReturn) // takes the second offer into the field
	press(under(win), fyne.KeyReturn)
	if got != "报市里" || f.Shown() {
		t.Fatalf("the offer gave %q", got)
	}
	got, f = "", open()
	typed(win, "核过原件")
	press(under(win), fyne.KeyF10)
	if got != "核过原件" || f.Shown() {
		t.Fatalf("F10 gave %q", got)
	}
	got = ""
	open()
	typed(win, "写了一半")
	press(under(win), fyne.KeyEscape)
	if got != "" || !cancelled {
		t.Fatalf("Esc answered %q", got)
	}
}

func TestTellSpeaks(t *testing.T) {
	known := errors.New("not a parcel")
	var logged []error
	kept := ""
	defer UseVoice(Voice{
		Sentence: func(err error) string {
			if errors.Is(err, known) {
				return "这个文件不是团建台账的上报包。请让社区重新导出。"
			}
			return ""
		},
		Log: func(err error) string {
			logged = append(logged, err)
			return kept
		},
	})()
	for _, c := range []struct {
		err  error
		want string
		logs int
	}{
		{nil, "", 0},
		{fmt.Errorf("open: %w", known), "这个文件不是团建台账的上报包。请让社区重新导出。", 0},
		{errors.New("mystery"), Unforeseen, 1},
		{fmt.Errorf("%w: %w", hands.ErrPanic, known), Unforeseen, 1},
	} {
		logged = nil
		if got := Sentence(c.err); got != c.want || len(logged) != c.logs {
			t.Errorf("%v: %q, logged %d times", c.err, got, len(logged))
		}
	}
	kept = "/home/li/.config/tuanjian/log.txt"
	if got := Sentence(errors.New("mystery")); got != Unforeseen+Logged+kept {
		t.Errorf("of a log that was written is told %q", got)
	}
	win, _, _ := twoFields(t)
	if Tell(win.Canvas(), "", nil, nil) != nil || win.Canvas().Overlays().Top() != nil {
		t.Error("nothing was told about nothing")
	}
	after := false
	Tell(win.Canvas(), "打不开这个文件", known, func() { after = true })
	press(under(win), fyne.KeyReturn)
	if !after || win.Canvas().Overlays().Top() != nil {
		t.Error("Enter did not close the telling")
	}
}

func TestToastsGoAndNeverTakeTheFocus(t *testing.T) {
	s := still(t)
	win, a, b := twoFields(t)
	toasts := NewToasts()
	win.SetContent(container.NewStack(look.Column(look.Gap2, a, b), toasts))
	a.Focus()
	undone := 0
	toasts.Say("已保存")
	s.Pass(3 * time.Second)
	toasts.SayWith("已导入 472 人", "撤销", func() { undone++ })
	if under(win) != fyne.Focusable(a) || len(toasts.Shown()) != 2 {
		t.Fatalf("focus %T, shown %v", under(win), toasts.Shown())
	}
	s.Pass(3 * time.Second)
	if got := toasts.Shown(); len(got) != 1 || got[0] != "已导入 472 人" {
		t.Fatalf("after six seconds: %v", got)
	}
	toasts.Say("已保存")
	if !toasts.Do() || undone != 1 || len(toasts.Shown()) != 1 {
		t.Fatalf("undone %d times by the key, shown %v", undone, toasts.Shown())
	}
	if toasts.Do() {
		t.Fatal("a toast without a deed does something")
	}
	toasts.SayWith("已导入 472 人", "撤销", func() { undone++ })
	toasts.shown[1].deed.Press()
	if undone != 2 || len(toasts.Shown()) != 1 {
		t.Fatalf("undone %d times by the pointer, shown %v", undone, toasts.Shown())
	}
	toasts.Clear()
	for range 5 {
		toasts.Say("又一条")
	}
	if len(toasts.Shown()) != toastsMost {
		t.Fatalf("%d at once", len(toasts.Shown()))
	}
	s.Pass(time.Hour)
	if len(toasts.Shown()) != 0 {
		t.Fatal("some toast stays for ever")
	}
}

func TestATapInsideGivesTheKeyboardBack(t *testing.T) {
	win, _, _ := twoFields(t)
	f := AskLoss(win.Canvas(), "删除？", "", "删除这条走访", nil)
	had := under(win)
	win.Canvas().Unfocus() // what Fyne does before it reports the tap
	at, _ := f.place(f.Size(), f.content.MinSize())
	f.Tapped(&fyne.PointEvent{Position: at.AddXY(5, 5)})
	if under(win) != had || had == nil {
		t.Fatalf("the keyboard is with %T", under(win))
	}
}

func TestTapBesideAPanel(t *testing.T) {
	win, _, _ := twoFields(t)
	f := ShowKeys(win.Canvas(), []Keys{EntryKeys})
	at, _ := f.place(f.Size(), f.content.MinSize())
	f.Tapped(&fyne.PointEvent{Position: at.AddXY(5, 5)})
	if !f.Shown() {
		t.Fatal("a tap inside closed the panel")
	}
	f.Tapped(&fyne.PointEvent{Position: fyne.NewPos(0, 0)})
	if f.Shown() {
		t.Fatal("a tap outside left the panel open")
	}
}
