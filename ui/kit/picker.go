package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Option is one thing that can be chosen: what is kept, what is shown, and a
// second word at the right of the list (a code, a place) that tells equals apart.
type Option struct {
	Value, Label, Hint string
}

// Picker is a field for a choice. Typing filters, by whatever the owner's Match
// heeds (label, code, pinyin); F4, ↓ or the arrow opens the list; Enter takes the
// marked option, or the only one left, and goes on. Esc closes the list and
// leaves the text alone.
type Picker struct {
	Entry
	notTwice
	// Match answers the options for what was typed, best first; all of them for "".
	// It may answer thousands. It runs on the drawing thread at every key.
	Match func(query string) []Option
	// AllowOther keeps text that is no option, as it was typed.
	AllowOther bool
	// OnPicked is told each new choice, and the zero Option when it is cleared.
	OnPicked func(Option)

	keep   func(Option) bool // Picks: true when the field took the option in and stays
	erase  func()            // Picks: Backspace in the empty field
	chosen Option
	list   *dropList
	pop    *Float
	tapped time.Time // last
}

// notTwice takes DoubleTapped out of a widget around an Entry: Go promotes neither of two
// methods of the same depth. Fyne lets whoever can be clicked twice wait for the second
// click before it tells of the first, and a list would open only after that pause.
type notTwice struct{ no }

type no struct{}

// DoubleTapped is never called.
func (no) DoubleTapped(*fyne.PointEvent) {}

var _ fyne.DoubleTappable = no{} // else it would hide nothing

// doubleClick is the pause that makes two clicks of a double one, as in Fyne.
const doubleClick = 300 * time.Millisecond

// NewPicker makes an empty choice field.
func NewPicker(match func(string) []Option) *Picker {
	p := &Picker{Match: match, notTwice: notTwice{}}
	p.ActionItem = newGlyph(look.IconDown, p.toggle)
	p.init(p)
	return p
}

// Choose sets the choice without telling OnPicked.
func (p *Picker) Choose(o Option) {
	p.chosen = o
	p.SetText(o.Label)
}

// Value is what is chosen. known is false when the text is no option; value is
// then the text itself, which is right only with AllowOther. Empty text is the
// known empty value.
func (p *Picker) Value() (value string, known bool) {
	text := look.OneLine(p.Text)
	if text == "" || text == p.chosen.Label {
		if text == "" {
			return "", true
		}
		return p.chosen.Value, true
	}
	return text, false
}

// settle makes the text a choice where it can be only one, and says whether the
// field may be left by Enter.
func (p *Picker) settle() bool {
	text := look.OneLine(p.Text)
	if text == p.chosen.Label && text != "" {
		return true
	}
	if text == "" {
		switch {
		case p.chosen != (Option{}):
			p.take(Option{})
		case p.Text != "":
			p.SetText("") // spaces only
		}
		return true
	}
	found := p.Match(text)
	if o, ok := only(found, text); ok {
		if p.keep != nil && p.keep(o) {
			return false
		}
		p.take(o)
		return true
	}
	return p.AllowOther
}

// only is the one option that the text can mean: the single match, or the single
// one whose label it is.
func only(found []Option, text string) (Option, bool) {
	if len(found) == 1 {
		return found[0], true
	}
	var hit Option
	n := 0
	for _, o := range found {
		if o.Label == text {
			hit = o
			n++
		}
	}
	return hit, n == 1
}

// takeOnly takes the only option that the text can mean, if there is one, and goes on.
func (p *Picker) takeOnly() {
	if o, ok := only(p.Match(look.OneLine(p.Text)), look.OneLine(p.Text)); ok {
		p.pick(o)
	}
}

// pick takes an option in by Enter or by hand, and goes on.
func (p *Picker) pick(o Option) {
	p.close()
	if p.keep != nil && p.keep(o) {
		return
	}
	p.take(o)
	p.next()
}

func (p *Picker) take(o Option) {
	p.chosen = o
	p.SetText(o.Label)
	if p.OnPicked != nil {
		p.OnPicked(o)
	}
}

// Opened says whether the list is shown.
func (p *Picker) Opened() bool { return p.pop != nil && p.pop.Shown() }

// Shut closes the list and leaves the text alone.
func (p *Picker) Shut() { p.close() }

func (p *Picker) close() {
	if p.pop != nil {
		p.pop.Close()
	}
}

func (p *Picker) toggle() {
	if p.Opened() {
		p.close()
	} else {
		p.Focus()
		p.open("")
	}
}

// open shows the options for the query with the present choice marked.
func (p *Picker) open(query string) {
	c := p.canvas()
	if c == nil || p.Disabled() {
		return
	}
	found := p.Match(query)
	at := 0
	for i, o := range found {
		if o == p.chosen {
			at = i
			break
		}
	}
	if p.list == nil {
		p.list = newDropList(p.pick)
		p.list.field = p
		p.list.onKey = func(ev *fyne.KeyEvent) { p.TypedKey(ev) }
		p.list.onRune = func(r rune) { p.TypedRune(r) }
		p.list.onDown = func(ev *fyne.KeyEvent) { p.KeyDown(ev) }
		p.list.onUp = func(ev *fyne.KeyEvent) { p.KeyUp(ev) }
		p.list.shortcut = func(s fyne.Shortcut) { p.TypedShortcut(s) }
	}
	p.list.set(found, at)
	if !p.Opened() {
		p.pop = NewFloatUnder(c, p, p.list, true)
		p.pop.OnOutside = p.outside
		p.pop.Open(p.list)
	} else {
		p.pop.Refresh()
	}
}

// filter follows the text after it changed under the hand: not where the key led out of the field, which then made a choice of
// its text by itself.
func (p *Picker) filter(before string) {
	if p.Text == before || !p.focus && !p.Opened() {
		return
	}
	if strings.TrimSpace(p.Text) == "" {
		p.close()
		return
	}
	p.open(look.OneLine(p.Text))
}

// Tapped is Fyne's door for a tap: a click anywhere in the field opens the list, not
// only one on the arrow. A second one at once selects the text.
func (p *Picker) Tapped(ev *fyne.PointEvent) {
	if p.twice() {
		return
	}
	p.Entry.Tapped(ev)
	p.clicked()
}

// twice says whether this tap is the second of a double click, which selects the text.
func (p *Picker) twice() bool {
	now := hands.Now()
	if now.Sub(p.tapped) >= doubleClick {
		p.tapped = now
		return false
	}
	p.tapped = time.Time{}
	if p.Text != "" {
		p.Entry.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	return true
}

// outside is a click beside the list: on the field below, it may be the second of a
// double click, after which the list stays.
func (p *Picker) outside() {
	if !p.twice() {
		p.close()
	}
}

func (p *Picker) clicked() {
	if p.Opened() {
		return
	}
	p.Focus()
	if _, known := p.Value(); known {
		p.open("")
	} else {
		p.open(look.OneLine(p.Text))
	}
}

// TypedRune is Fyne's door for a character.
func (p *Picker) TypedRune(r rune) {
	if keys.char(p, r) {
		return
	}
	before := p.Text
	p.Entry.TypedRune(r)
	p.filter(before)
}

// TypedShortcut is Fyne's door for Ctrl+V and its like.
func (p *Picker) TypedShortcut(s fyne.Shortcut) {
	if keys.shortcut(p, s) {
		return
	}
	before := p.Text
	p.Entry.TypedShortcut(s)
	p.filter(before)
}

// TypedKey is Fyne's door for a key.
func (p *Picker) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if keys.typed(p, ev) {
		return
	}
	if p.Opened() && p.listKey(ev) {
		return
	}
	if windowKey(ev.Name) && ev.Name != fyne.KeyEscape && ev.Name != fyne.KeyF4 {
		// F9 and F10 save what is meant, not what is half typed.
		p.close()
		p.settle()
	}
	if !printable(ev.Name) && p.OnKey != nil && p.OnKey(ev.Name) {
		return
	}
	before := p.Text
	switch ev.Name {
	case fyne.KeyF4, fyne.KeyDown:
		p.open("")
		return
	case fyne.KeyBackspace:
		if p.Text == "" && p.erase != nil {
			p.erase()
			return
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if !shiftDown() && !p.settle() {
			if p.Text != "" {
				p.open(look.OneLine(p.Text))
			}
			return
		}
	}
	p.act(ev)
	p.filter(before)
}

// listKey answers whether the open list has the key.
func (p *Picker) listKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyF4:
		p.close()
		return true
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		back := shiftDown()
		o, ok := p.list.marked()
		switch {
		case ok && !back:
			p.pick(o)
		case back:
			p.close()
			p.previous()
		case p.AllowOther || ev.Name == fyne.KeyTab:
			p.close()
			p.next()
		}
		return true
	}
	return p.list.move(ev.Name)
}

// FocusLost is Fyne's door.
func (p *Picker) FocusLost() {
	p.close()
	if !p.Disabled() {
		p.settle()
	}
	p.Entry.FocusLost()
}
