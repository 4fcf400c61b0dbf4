package kit

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// typist plays what the window reports: keys when they are pressed, characters when
// the input method gives them, both to whatever has the keyboard then.
type typist struct {
	t     *testing.T
	win   fyne.Window
	clock *hands.Still
}

func typingInto(t *testing.T, fields ...fyne.CanvasObject) *typist {
	t.Helper()
	clock := still(t)
	win := stage(t, look.Standard, 600, 500, look.NewWords("", look.Body))
	win.SetContent(look.Column(look.Gap2, fields...))
	win.Canvas().Focus(fields[0].(fyne.Focusable))
	return &typist{t, win, clock}
}

// special are the keys whose names are longer than a character.
var special = map[string]fyne.KeyName{"⏎": fyne.KeyReturn, "⌤": fyne.KeyEnter, "⇥": fyne.KeyTab, "␣": fyne.KeySpace, "↓": fyne.KeyDown,
	"⌫": fyne.KeyBackspace, "⎋": fyne.KeyEscape, "⑨": fyne.KeyF9, "⇧": desktop.KeyShiftLeft}

// plays a score: words apart by spaces, all characters of k:… are keys, of c:… are
// characters, w waits a turn, W for ages, | lets a commit's moment pass.
func (y *typist) plays(score string) {
	y.t.Helper()
	for _, word := range strings.Fields(score) {
		what, of, _ := strings.Cut(word, ":")
		for _, r := range of {
			on := y.win.Canvas().Focused()
			if on == nil {
				y.t.Fatalf("%s: nothing has the keyboard", word)
			}
			name, ok := special[string(r)]
			if !ok {
				name = fyne.KeyName(strings.ToUpper(string(r)))
			}
			if what == "k" {
				on.TypedKey(&fyne.KeyEvent{Name: name})
			} else {
				on.TypedRune(r)
			}
		}
		switch what {
		case "w":
			y.clock.Pass(turn + time.Millisecond)
		case "W":
			y.clock.Pass(ages)
		case "|":
			y.clock.Pass(commitsIn)
		}
	}
}

// What is typed ahead of the input method stands where it was typed. F9 is heard as
// the texts that stood when it had its turn.
func TestKeysAheadOfTheInputMethod(t *testing.T) {
	for _, c := range []struct{ what, score, want string }{
		{"digits that lag behind their keys fill one field after the other",
			"k:123456 c:1234 k:78 c:5678", "1234|5678||"},
		{"all keys before the first character", "k:12345678ab⏎cd c:12345678abcd", "1234|5678|ab|cd"},
		{"F9 does not overtake digits", "k:12⑨ c:12", "12||| ⑨ 12|||"},
		{"F9 waits through a slow answer", "k:12⑨ w w w w c:1 w w w w w w c:2", "12||| ⑨ 12|||"},
		{"Enter waits for the digits before it", "k:12⏎34 c:1 w c:234", "12|34||"},
		{"a name and what follows, all ahead", "k:⏎⏎liujing␣⏎77 | c:刘婧77", "||刘婧|77"},
		{"a name, then its Enter with nothing behind", "k:⏎⏎liujing␣⏎ c:刘婧 w k:8 c:8", "||刘婧|8"},
		{"the second character of a commit does not land behind the Enter", "k:⏎⏎liu␣⏎ c:刘 c:婧 w", "||刘婧|"},
		{"two names in a row", "k:⏎⏎liu␣jing␣⏎ | c:刘 | c:婧 w k:8 c:8", "||刘婧|8"},
		{"a digit chooses a candidate", "k:⏎⏎liu2⏎9 c:柳 w c:9", "||柳|9"},
		{"Chinese punctuation", "k:⏎⏎ab.⏎ c:ab。 w k:8 c:8", "||ab。|8"},
		{"Enter while composing gives the letters and stays", "k:⏎⏎ab w w w w k:⏎ c:ab k:c c:c", "||abc|"},
		{"direct letters, then Enter at once", "k:⏎⏎ab c:ab k:cd⏎ c:cd k:x c:x", "||abcd|x"},
		{"a composition erased, then Enter", "k:⏎⏎ab W k:⌫⌫ W k:⏎8 c:8", "|||8"},
		{"a composition given up, then Enter", "k:⏎⏎ab k:⎋ W k:⏎8 c:8", "|||8"},
		{"F9 over candidates is the input method's", "k:⏎⏎ab W k:⑨ W k:␣ c:阿爸 w k:⑨", "||阿爸| ⑨ ||阿爸|"},
		{"Enter in a field of code is never lost", "k:ab W k:⏎ c:ab k:8 c:8", "ab|8||"},
		{"nothing waits for ever", "k:1⑨ W", "||| ⑨ |||"},
	} {
		t.Run(c.what, func(t *testing.T) {
			coded, also, plain, last := NewEntry(), NewEntry(), NewEntry(), NewEntry()
			coded.Length, also.Length = 4, 4
			y := typingInto(t, coded, also, plain, last)
			texts := func() string {
				return coded.Text + "|" + also.Text + "|" + plain.Text + "|" + last.Text
			}
			heard := ""
			for _, e := range []*Entry{coded, also, plain, last} {
				e.OnKey = func(k fyne.KeyName) bool {
					if k == fyne.KeyF9 {
						heard += " ⑨ " + texts()
						return true
					}
					return false
				}
			}
			y.plays(c.score)
			if got := texts() + heard; got != c.want {
				t.Errorf("%s: %q, want %q", c.score, got, c.want)
			}
		})
	}
}

// A text is one text however long the program is held up between its characters: by the field that draws the first, or by
// whatever else the machine is doing, where figures are to come before the next letters.
func TestATextIsOneHoweverSlowTheMachine(t *testing.T) {
	for _, c := range []struct {
		what, ahead   string
		field, beside time.Duration // how long the field takes for a character, and what lies between two
	}{
		{"a slow field", "k:liujing␣⏎⑨zhou", 2 * commitsIn, 0},
		{"a slow field, a member ahead", "k:liujing␣⏎7777⏎zhou␣⏎", 2 * commitsIn, 0},
		{"the machine stands still, a member ahead", "k:liujing␣⏎7777⏎zhou␣⏎", 0, time.Second},
	} {
		t.Run(c.what, func(t *testing.T) {
			name, code, other := NewEntry(), NewEntry(), NewEntry()
			y := typingInto(t, name, code, other)
			name.OnChanged = func(string) { y.clock.Stall(c.field) }
			y.plays(c.ahead + " c:刘")
			y.clock.Stall(c.beside)
			if y.plays("c:婧"); name.Text != "刘婧" {
				t.Errorf("%q, %q, %q", name.Text, code.Text, other.Text)
			}
		})
	}
}

// A machine that stands still for half a minute loses no key: an Enter far ahead still has its turn behind the characters
// before it.
func TestFarAhead(t *testing.T) {
	const many = 300
	first, second := NewEntry(), NewEntry()
	y := typingInto(t, first, second)
	y.plays("k:" + strings.Repeat("7", many) + "⏎8 c:" + strings.Repeat("7", many) + "8")
	if len(first.Text) != many || second.Text != "8" {
		t.Errorf("%d of %d, then %q", len(first.Text), many, second.Text)
	}
}

// Long habit puts an Enter or Tab behind a full field, which has gone on by itself.
func TestHabitualEnterBehindAFullField(t *testing.T) {
	for _, c := range []struct{ what, score, want string }{
		{"Enter", "k:1234 c:1234 k:⏎56 c:56", "|1234|56|"},
		{"Enter of the keypad", "k:1234 c:1234 k:⌤56 c:56", "|1234|56|"},
		{"Tab", "k:1234 c:1234 k:⇥56 c:56", "|1234|56|"},
		{"ahead of the digits", "k:1234⏎56 c:123456", "|1234|56|"},
		{"twice is meant", "k:1234⏎⏎56 c:123456", "|1234||56"},
		{"behind another key it is meant", "k:1234 c:1234 k:5⏎6 c:56", "|1234|5|6"},
		{"Shift is no key", "k:1234 c:1234 k:⇧⏎56 c:56", "|1234|56|"},
		{"↓ is meant", "k:1234 c:1234 k:↓56 c:56", "|1234||56"},
	} {
		t.Run(c.what, func(t *testing.T) {
			full, next, last := NewEntry(), NewEntry(), NewEntry()
			full.Length = 4
			y := typingInto(t, full, next, last)
			y.plays(c.score)
			if got := "|" + full.Text + "|" + next.Text + "|" + last.Text; got != c.want {
				t.Errorf("%s: %q, want %q", c.score, got, c.want)
			}
		})
	}
	t.Run("a click in between", func(t *testing.T) {
		full, next, last := NewEntry(), NewEntry(), NewEntry()
		full.Length = 4
		y := typingInto(t, full, next, last)
		y.plays("k:1234 c:1234")
		next.MouseDown(mouseAt(2, 2))
		y.plays("k:⏎56 c:56")
		if last.Text != "56" {
			t.Errorf("Enter behind a click was swallowed: %q %q", next.Text, last.Text)
		}
	})
	t.Run("on a button", func(t *testing.T) {
		full, pressed := NewEntry(), 0
		full.Length = 4
		y := typingInto(t, full, NewButton(Primary, look.IconNone, "保存", "", func() { pressed++ }))
		y.plays("k:1234 c:1234 k:⏎")
		if pressed != 0 {
			t.Error("habit pressed the button")
		}
		if y.plays("k:⏎"); pressed != 1 {
			t.Error("the second Enter did not")
		}
	})
}

// byInitials matches one branch by its pinyin.
func byInitials(q string) []Option {
	if q == "hr" {
		q = "华润"
	}
	return matchBranches(q)
}

// The other fields have the same order.
func TestEveryFieldKeepsTheOrder(t *testing.T) {
	date, secret, password, picker := NewDate(today, plainDate), NewSecret(func(s string) string { return s }), NewPassword(), NewPicker(byInitials)
	last := NewEntry()
	y := typingInto(t, date, secret, password, picker, last)
	y.plays("k:20190504⏎77⏎abc1⏎hr c:2019050477abc1hr")
	if date.Text != "2019-05-04" || secret.Text != "77" || password.Text != "abc1" || picker.Text != "hr" {
		t.Errorf("%q %q %q %q", date.Text, secret.Text, password.Text, picker.Text)
	}
	y.plays("k:⏎9 c:9")
	if last.Text != "9" {
		t.Errorf("behind the choice %q stands %q", picker.Text, last.Text)
	}
}

// Letters typed into a choice with an input method on: its Enter gives the letters,
// and where they mean one option takes it. The Enter that was meant to is not missed,
// and not heard by the next field.
func TestLettersOfAChoice(t *testing.T) {
	for _, score := range []string{"k:li␣ c:里 k:⏎1hr⏎⏎9 c:1hr9", "k:li␣ c:里 k:⏎1hr⏎ c:1hr w k:9 c:9"} {
		name, code, picker, last := NewEntry(), NewEntry(), NewPicker(byInitials), NewEntry()
		code.Length = 1
		y := typingInto(t, name, code, picker, last)
		y.plays(score)
		if v, _ := picker.Value(); v != "3" || last.Text != "9" {
			t.Errorf("%s: %q, behind it %q", score, picker.Text, last.Text)
		}
	}
}
