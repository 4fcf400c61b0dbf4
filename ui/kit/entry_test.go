package kit

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tuanjian/ui/look"
)

func twoFields(t *testing.T) (fyne.Window, *Entry, *Entry) {
	t.Helper()
	win := stage(t, look.Standard, 400, 200, look.NewWords("", look.Body))
	a, b := NewEntry(), NewEntry()
	win.SetContent(look.Column(look.Gap2, a, b))
	a.Focus()
	return win, a, b
}

func TestEntryGoesOnAndBack(t *testing.T) {
	for _, c := range []struct {
		key   fyne.KeyName
		shift bool
		want  string
	}{
		{fyne.KeyReturn, false, "next"}, {fyne.KeyEnter, false, "next"}, {fyne.KeyTab, false, "next"},
		{fyne.KeyDown, false, "next"}, {fyne.KeyUp, false, "previous"},
		{fyne.KeyReturn, true, "previous"}, {fyne.KeyTab, true, "previous"},
		{fyne.KeyLeft, false, ""},
	} {
		_, a, _ := twoFields(t)
		went := ""
		a.OnNext, a.OnPrevious = func() { went = "next" }, func() { went = "previous" }
		if c.shift {
			withShift(a, func() { press(a, c.key) })
		} else {
			press(a, c.key)
		}
		if went != c.want {
			t.Errorf("%s shift %v went %q, want %q", c.key, c.shift, went, c.want)
		}
	}
}

func TestEntryGoesToTheNeighbourByItself(t *testing.T) {
	win, a, b := twoFields(t)
	left, entered := 0, 0
	a.OnLeft, b.OnEntered = func() { left++ }, func() { entered++ }
	press(a, fyne.KeyReturn)
	if win.Canvas().Focused() != fyne.Focusable(b) || left != 1 || entered != 1 {
		t.Fatal("Enter did not reach the next field")
	}
	press(b, fyne.KeyUp)
	if !a.Focused() {
		t.Fatal("↑ did not come back")
	}
}

func TestEntryAsksItsOwnerForKeys(t *testing.T) {
	_, a, _ := twoFields(t)
	var asked []fyne.KeyName
	a.OnKey = func(k fyne.KeyName) bool { asked = append(asked, k); return k == fyne.KeyF7 || k == fyne.KeyReturn }
	a.OnNext = func() { t.Error("a key the owner took went on all the same") }
	press(a, fyne.KeyF7, fyne.KeyF2, fyne.KeyReturn)
	keyed(a, "ab")
	if len(asked) != 3 || asked[0] != fyne.KeyF7 || a.Text != "ab" {
		t.Fatalf("asked %v, text %q", asked, a.Text)
	}
}

func TestEntryAdvancesWhenFull(t *testing.T) {
	defer SetAutoAdvance(true)
	for _, c := range []struct {
		on   bool
		want int
	}{{true, 1}, {false, 0}} {
		SetAutoAdvance(c.on)
		_, a, _ := twoFields(t)
		went := 0
		a.Length, a.OnNext = 4, func() { went++ }
		keyed(a, "张三李")
		if went != 0 {
			t.Fatal("went on before the field was full")
		}
		keyed(a, "四")
		if went != c.want {
			t.Errorf("auto-advance %v: went on %d times", c.on, went)
		}
	}
}

func TestEntrySelectsAllByKeyboardOnly(t *testing.T) {
	_, a, b := twoFields(t)
	b.SetText("旧值")
	press(a, fyne.KeyReturn)
	if b.SelectedText() != "旧值" {
		t.Fatalf("selected %q", b.SelectedText())
	}
	test.Type(b, "新")
	if b.Text != "新" {
		t.Fatalf("typing over the selection gave %q", b.Text)
	}
	a.SetText("点进来")
	a.MouseDown(mouseAt(2, 2))
	if a.SelectedText() != "" {
		t.Fatalf("a click selected %q", a.SelectedText())
	}
}

// Going to another window and back is reported as losing and gaining the focus.
func TestEntrySelectsNothingWhenTheWindowComesBack(t *testing.T) {
	_, a, _ := twoFields(t)
	commit(a, "张三")
	a.FocusLost()
	a.FocusGained()
	commit(a, "丰")
	if a.Text != "张三丰" {
		t.Fatalf("text %q", a.Text)
	}
}

func TestEntryPastesOneLine(t *testing.T) {
	_, a, _ := twoFields(t)
	clip := test.NewClipboard()
	clip.SetContent("\ufeff张三\t430502\r\n李四\u200b \n")
	a.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if a.Text != "张三 430502 李四" {
		t.Fatalf("pasted %q", a.Text)
	}
	a.SetText("只读")
	a.SetReadOnly(true)
	a.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	test.Type(a, "x")
	press(a, fyne.KeyBackspace)
	if a.Text != "只读" {
		t.Fatalf("a read-only field became %q", a.Text)
	}
}

func TestEntryKeepsItsHeight(t *testing.T) {
	for _, size := range look.Sizes {
		stage(t, size, 400, 200, look.NewWords("", look.Body))
		m := size.Measure()
		for _, f := range []fyne.CanvasObject{NewEntry(), NewDate(today, plainDate), NewPicker(matchBranches), NewPassword(),
			NewButton(Primary, look.IconAdd, "新增", "F9", nil), NewTabs([]Tab{{"在册", 1}}, nil)} {
			if got := f.MinSize().Height; got != m.Control {
				t.Errorf("%s: %T is %v high, want %v", size.Label(), f, got, m.Control)
			}
		}
	}
}

// ages is longer than any character can take.
const ages = 5 * time.Second

// compose plays what GLFW reports under XIM: keys without characters.
func compose(on fyne.Focusable, letters string) {
	for _, r := range letters {
		press(on, fyne.KeyName(string(r)))
	}
}

// commit plays the characters that an input method hands over. (test.Type would
// focus the field again, which selects all and ends a composition.)
func commit(on fyne.Focusable, text string) {
	for _, r := range text {
		on.TypedRune(r)
	}
}

func TestEnterBelongsToTheInputMethodWhileComposing(t *testing.T) {
	clock := still(t)
	_, a, _ := twoFields(t)
	went := 0
	a.OnNext, a.OnPrevious = func() { went++ }, func() { went++ }
	a.SetText("张")
	press(a, fyne.KeyEnd)

	compose(a, "ZHANG")
	clock.Pass(ages)
	press(a, fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyTab) // walking the candidates
	if went != 0 || !composing() {
		t.Fatal("keys of the candidate window left the field")
	}
	press(a, fyne.KeyBackspace)
	if a.Text != "张" {
		t.Fatalf("Backspace in the composition erased text: %q", a.Text)
	}
	press(a, fyne.KeyReturn) // commits the letters as they are
	commit(a, "zhan")
	if went != 0 || a.Text != "张zhan" {
		t.Fatalf("Enter while composing: went %d, text %q", went, a.Text)
	}
	clock.Pass(ages)
	press(a, fyne.KeyReturn)
	if went != 1 {
		t.Fatal("Enter after the composition did not go on")
	}

	compose(a, "NI")
	press(a, fyne.KeySpace) // picks the first candidate
	commit(a, "你")
	if composing() {
		t.Fatal("still composing after the commit")
	}
	press(a, fyne.KeyReturn)
	if went != 2 {
		t.Fatal("Enter after a commit did not go on")
	}

	compose(a, "NI")
	press(a, fyne.KeyEscape) // gives up
	clock.Pass(ages)
	press(a, fyne.KeyReturn)
	if went != 3 {
		t.Fatal("Enter after giving up did not go on")
	}
}

func TestFourLetterCodesGoOnComposing(t *testing.T) {
	clock := still(t)
	_, a, _ := twoFields(t)
	went := 0
	a.OnNext = func() { went++ }
	compose(a, "WQVBW") // the fifth letter commits the four before it
	commit(a, "你")
	press(a, fyne.KeyReturn)
	clock.Pass(ages)
	if went != 0 {
		t.Fatal("Enter left the field although the fifth letter composes on")
	}
	compose(a, "WQVB") // four letters that mean one character commit by themselves
	commit(a, "你")
	press(a, fyne.KeyReturn)
	if went != 1 {
		t.Fatal("Enter did not go on after a commit of four letters")
	}
}

func TestDirectTypingNeverComposes(t *testing.T) {
	_, a, _ := twoFields(t)
	keyed(a, "430502200211192929")
	if composing() || a.Text != "430502200211192929" {
		t.Fatal("digits are taken for a composition")
	}
}

// composing says whether letters wait, or are known to be in the input method.
func composing() bool { return len(keys.waiting)+len(keys.inside) > 0 }
