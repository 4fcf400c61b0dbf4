package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

func pickerField(t *testing.T) (fyne.Window, *Picker, *Entry) {
	t.Helper()
	win := stage(t, look.Standard, 500, 600, look.NewWords("", look.Body))
	p, after := NewPicker(matchBranches), NewEntry()
	win.SetContent(look.Column(look.Gap2, p, after))
	p.Focus()
	return win, p, after
}

// under is what has the keyboard, which is the list while it is open.
func under(w fyne.Window) fyne.Focusable { return w.Canvas().Focused() }

func typed(w fyne.Window, text string) {
	for _, r := range text {
		under(w).TypedRune(r)
	}
}

func TestPickerTakesTheOnlyMatch(t *testing.T) {
	win, p, after := pickerField(t)
	var picked []Option
	p.OnPicked = func(o Option) { picked = append(picked, o) }
	typed(win, "华润")
	if !p.Opened() || p.Text != "华润" {
		t.Fatalf("typing: open %v, text %q", p.Opened(), p.Text)
	}
	press(under(win), fyne.KeyReturn)
	if v, known := p.Value(); v != "3" || !known || p.Opened() || !after.Focused() {
		t.Fatalf("value %q %v, open %v", v, known, p.Opened())
	}
	if len(picked) != 1 || picked[0].Value != "3" {
		t.Fatalf("told %v", picked)
	}
}

func TestPickerWalksTheList(t *testing.T) {
	win, p, _ := pickerField(t)
	press(p, fyne.KeyF4)
	for _, c := range []struct {
		key fyne.KeyName
		at  int
	}{{fyne.KeyDown, 1}, {fyne.KeyEnd, 10}, {fyne.KeyDown, 10}, {fyne.KeyPageUp, 2}, {fyne.KeyHome, 0}, {fyne.KeyUp, 0}, {fyne.KeyPageDown, 8}} {
		press(under(win), c.key)
		if p.list.at != c.at {
			t.Errorf("%s: at %d, want %d", c.key, p.list.at, c.at)
		}
		if p.list.at < p.list.top || p.list.at >= p.list.top+barRow {
			t.Errorf("%s: %d is out of sight, first shown %d", c.key, p.list.at, p.list.top)
		}
	}
	press(under(win), fyne.KeyEscape)
	if p.Opened() || p.Text != "" {
		t.Fatalf("Esc: open %v, text %q", p.Opened(), p.Text)
	}
	press(p, fyne.KeyDown) // opens the list
	press(under(win), fyne.KeyDown)
	press(under(win), fyne.KeyTab)
	if v, _ := p.Value(); v != "2" {
		t.Fatalf("Tab took %q", v)
	}
}

func TestPickerAndUnknownText(t *testing.T) {
	win, p, after := pickerField(t)
	typed(win, "没有的支部")
	press(under(win), fyne.KeyReturn)
	if after.Focused() || p.Text != "没有的支部" {
		t.Fatal("an unknown word was let through or lost")
	}
	press(under(win), fyne.KeyEscape)
	if v, known := p.Value(); known || v != "没有的支部" {
		t.Fatalf("value %q %v", v, known)
	}
	p.AllowOther = true
	press(under(win), fyne.KeyReturn)
	if v, known := p.Value(); known || v != "没有的支部" || !after.Focused() {
		t.Fatalf("with AllowOther: value %q %v, gone on %v", v, known, after.Focused())
	}
}

func TestPickerClearsAndReopensOnTheChoice(t *testing.T) {
	win, p, _ := pickerField(t)
	p.Choose(branches[9])
	press(p, fyne.KeyF4)
	if p.list.at != 9 || p.list.top != 2 {
		t.Fatalf("opened at %d from %d", p.list.at, p.list.top)
	}
	press(under(win), fyne.KeyEscape)
	cleared := false
	p.OnPicked = func(o Option) { cleared = o == Option{} }
	p.SetText("")
	press(p, fyne.KeyReturn)
	if v, known := p.Value(); v != "" || !known || !cleared {
		t.Fatalf("cleared: %q %v, told %v", v, known, cleared)
	}
}

func TestPickerKeepsTheCompositionOutOfTheList(t *testing.T) {
	clock := still(t)
	win, p, after := pickerField(t)
	compose(p, "HUARUN")
	clock.Pass(composesIn)
	if p.Opened() {
		t.Fatal("the list opened under a composition")
	}
	press(under(win), fyne.KeyReturn)
	clock.Pass(ages)
	if after.Focused() {
		t.Fatal("Enter of the input method left the field")
	}
	typed(win, "华润")
	press(under(win), fyne.KeyReturn)
	if v, _ := p.Value(); v != "3" {
		t.Fatalf("value %q", v)
	}
}

// A click anywhere in the field opens the list, and at once; a second one does not shut
// it but selects the text; what is half typed is looked for.
func TestPickerOpensOnAClick(t *testing.T) {
	clock := still(t)
	for _, double := range []bool{false, true} {
		win, p, after := pickerField(t)
		after.Focus()
		mouse := trial.On(win.Canvas())
		at := trial.Middle(p).AddXY(-60, 0)
		click := mouse.Click
		if double {
			click = mouse.DoubleClick
		}
		if _, waits := any(p).(fyne.DoubleTappable); waits {
			t.Fatal("Fyne tells of a click only when it knows that no second one comes")
		}
		if click(at); !p.Opened() || len(p.list.options) != len(branches) {
			t.Fatalf("double %v: open %v", double, p.Opened())
		}
		press(under(win), fyne.KeyDown, fyne.KeyReturn)
		if v, _ := p.Value(); v != "2" || !after.Focused() {
			t.Errorf("double %v: took %q", double, v)
		}
		p.SetText("华润")
		clock.Pass(doubleClick)
		if click(at); !p.Opened() || len(p.list.options) != 1 {
			t.Errorf("double %v: a half typed word offers %d", double, len(p.list.options))
		}
		if double && p.SelectedText() != "华润" {
			t.Errorf("a double click selects %q", p.SelectedText())
		}
		clock.Pass(doubleClick)
		if mouse.Click(at); p.Opened() {
			t.Errorf("double %v: a later click does not shut the list", double)
		}
		p.SetReadOnly(true)
		if click(at); p.Opened() {
			t.Error("what can only be read offers a choice")
		}
	}
}

func TestPickerHoldsThousands(t *testing.T) {
	win := stage(t, look.Standard, 500, 600, look.NewWords("", look.Body))
	all := make([]Option, 5000)
	for i := range all {
		all[i] = Option{Value: fmt.Sprint(i), Label: fmt.Sprintf("企业%04d", i)}
	}
	p := NewPicker(func(q string) []Option {
		var out []Option
		for _, o := range all {
			if strings.Contains(o.Label, q) {
				out = append(out, o)
			}
		}
		return out
	})
	win.SetContent(look.Column(look.Gap2, p))
	p.Focus()
	press(p, fyne.KeyF4)
	press(under(win), fyne.KeyEnd)
	r := p.list.rows()
	if r != 8 || p.list.top != 4992 {
		t.Fatalf("%d rows from %d", r, p.list.top)
	}
	press(under(win), fyne.KeyReturn)
	if v, _ := p.Value(); v != "4999" {
		t.Fatalf("took %q", v)
	}
}

func TestPicksAddAndRemoveByKeys(t *testing.T) {
	win := stage(t, look.Standard, 500, 600, look.NewWords("", look.Body))
	p, after := NewPicks(matchBranches), NewEntry()
	win.SetContent(look.Column(look.Gap2, p, after))
	changes := 0
	p.OnChanged = func([]Option) { changes++ }
	p.Field().Focus()
	typed(win, "华润")
	press(under(win), fyne.KeyReturn)
	typed(win, "青藤")
	press(under(win), fyne.KeyReturn)
	if got := p.Chosen(); len(got) != 2 || got[1].Value != "4" || p.Field().Text != "" || after.Focused() {
		t.Fatalf("chosen %v, text %q", got, p.Field().Text)
	}
	if left := p.Field().Match(""); len(left) != len(branches)-2 {
		t.Fatalf("%d options left", len(left))
	}
	press(p.Field(), fyne.KeyBackspace)
	if got := p.Chosen(); len(got) != 1 || got[0].Value != "3" || changes != 3 {
		t.Fatalf("after Backspace %v, told %d times", got, changes)
	}
	press(p.Field(), fyne.KeyReturn)
	if !after.Focused() {
		t.Fatal("Enter on the empty field did not go on")
	}
	p.Choose([]Option{branches[0], branches[0], branches[1]})
	if len(p.Chosen()) != 2 {
		t.Fatal("chosen twice")
	}
}

func TestPickerSettlesBeforeTheFormSaves(t *testing.T) {
	win, p, _ := pickerField(t)
	saved := ""
	p.OnKey = func(k fyne.KeyName) bool {
		if k == fyne.KeyF10 {
			saved, _ = p.Value()
		}
		return k == fyne.KeyF10
	}
	typed(win, "华润")
	press(under(win), fyne.KeyF10)
	if saved != "3" || p.Opened() {
		t.Fatalf("saved %q, list open %v", saved, p.Opened())
	}
}

// Spaces are no text: they do not stay in a choice, where a draft would keep them.
func TestPickerKeepsNoSpaces(t *testing.T) {
	_, p, _ := pickerField(t)
	keyed(p, " ")
	press(p, fyne.KeyReturn)
	if p.Text != "" {
		t.Fatalf("text %q", p.Text)
	}
}

// A field that makes a choice of its text as it is left opens no list behind the back of who has gone on.
func TestPickerLeftByATextOpensNoList(t *testing.T) {
	win, p, after := pickerField(t)
	typed(win, "华润")
	press(under(win), fyne.KeyEscape)
	if p.Opened() || p.Text != "华润" {
		t.Fatalf("Esc: open %v, text %q", p.Opened(), p.Text)
	}
	press(p, fyne.KeyTab)
	if v, _ := p.Value(); v != "3" || p.Opened() || under(win) != fyne.Focusable(after) {
		t.Errorf("value %q, open %v, the keyboard is with %T", v, p.Opened(), under(win))
	}
}
