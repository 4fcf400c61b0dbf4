package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
)

// keyboard puts keys and characters back into the order in which they were typed,
// because with an input method they do not arrive in it, and neither Fyne 2.8.1 nor
// GLFW 3.4 says what an input method is doing. It relies on what GLFW does:
//
//   - X11 with XIM (fcitx, ibus): a key is reported as soon as it is pressed, before
//     XFilterEvent is heeded. Its character comes later, after a round trip through
//     the input method, and does not come at all while letters are composed; then a
//     text that was chosen comes in their place. The answers keep their order.
//   - Windows: keys that the input method takes never arrive, and every other key has
//     its character right behind it. Nothing ever waits here.
//   - Wayland: GLFW has no input method at all; Fyne runs there through X11.
//
// So keys that make a character wait for it, and a key that does something (Enter,
// F9, Ctrl+S) waits for those before it. Characters are the proof: one that answers
// a key shows what became of all keys before that one. Only where none comes does
// time decide. There is one keyboard, and it belongs to the drawing thread.
type keyboard struct {
	canvas  fyne.Canvas
	waiting []stroke       // not answered yet, oldest first
	inside  []fyne.KeyName // letters before them, known to be in the input method
	method  method         // what became of the last letters
	doing   bool           // a key or character has its turn: what it calls is no new one
	shift   *bool          // of the key whose turn it is
	raw     bool           // the last answer was a letter as it was typed
	handed  handed
	chars   int       // how many came
	last    time.Time // when the last one did
	watched bool

	// advanced is the field that a full field before it went on to by itself, until
	// the next key. Long habit puts an Enter or Tab behind a full field: it is not meant
	// for this one.
	advanced fyne.Focusable
}

// stroke is a key that waits. One with a shortcut came with Ctrl or Alt.
type stroke struct {
	key    *fyne.KeyEvent
	cut    fyne.Shortcut
	on     fyne.Focusable
	shift  bool
	theirs bool // the input method has it, as far as was known when it was pressed
	at     time.Time
}

type method int

const (
	unknown method = iota
	passes         // letters come as they are
	composes
)

// handed is a text that the input method hands over: all its characters at once.
type handed struct {
	on bool
	at time.Time
}

var keys keyboard

const (
	// turn is longer than the loop that asks for events takes for one round with nothing
	// to draw. What is drawn slowly makes a round longer, and so a turn, which ends
	// between two rounds.
	turn = 40 * time.Millisecond
	// An input method may take two rounds for each key.
	turnsLeast, turnsPerKey = 6, 2
	// commitsIn bounds a text whose characters come one by one.
	commitsIn = 3 * time.Millisecond
	// composesIn of silence tells letters that are composed from those whose answer is
	// under way, while it is not known which of the two the input method does.
	composesIn = 150 * time.Millisecond
	longest    = 4096 // keys that wait: nobody types four minutes ahead of a program that stands still
)

// isNoKey names those that only change others.
func isNoKey(name fyne.KeyName) bool {
	switch name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock, "":
		return true
	}
	return false
}

// printable names the keys that make a character; Fyne calls them by it.
func printable(name fyne.KeyName) bool { return len(name) == 1 || name == fyne.KeySpace }

func letter(name fyne.KeyName) bool { return len(name) == 1 && name[0] >= 'A' && name[0] <= 'Z' }

// pages says whether a key turns over the candidates rather than choosing one.
func pages(name fyne.KeyName) bool { return name == fyne.KeyMinus || name == fyne.KeyEqual }

// walks says whether a key only moves or corrects within a composition.
func walks(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown,
		fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyTab:
		return true
	}
	return false
}

func enter(name fyne.KeyName) bool { return name == fyne.KeyReturn || name == fyne.KeyEnter }

// makes says whether a key can have made a character of ASCII.
func makes(name fyne.KeyName, r rune) bool {
	switch {
	case name == fyne.KeySpace, name == " ":
		return r == ' '
	case r >= 'a' && r <= 'z':
		return rune(name[0]) == r-'a'+'A'
	case r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return rune(name[0]) == r
	}
	return !letter(name) && r != ' ' // with Shift, on whatever keyboard
}

func (p stroke) char() bool { return p.cut == nil && printable(p.key.Name) }

func (p stroke) name() fyne.KeyName {
	if p.cut != nil {
		return ""
	}
	return p.key.Name
}

// typed is asked by a widget about each key before anything else. true means that the
// key is dealt with or waits; its turn brings it back to the widget that then has the
// keyboard, and the answer is false.
func (k *keyboard) typed(on fyne.Focusable, ev *fyne.KeyEvent) bool {
	return k.pressed(stroke{key: ev, on: on})
}

// shortcut is typed for a key with Ctrl or Alt.
func (k *keyboard) shortcut(on fyne.Focusable, s fyne.Shortcut) bool {
	return k.pressed(stroke{cut: s, on: on})
}

func (k *keyboard) pressed(p stroke) bool {
	if k.doing {
		return false
	}
	k.at(windowOf(p.on))
	k.handed.on = false
	p.at, p.shift = hands.Now(), shiftDown()
	switch {
	case p.cut == nil && isNoKey(p.key.Name):
		k.method = unknown // Shift and Ctrl switch the input method
		return false
	case p.char():
		if k.waiting = append(k.waiting, p); len(k.waiting) > longest {
			k.waiting = k.waiting[1:]
		}
		k.do(p, p.on)
	case len(k.waiting)+len(k.inside) == 0:
		k.do(p, p.on)
	default:
		p.theirs = k.composing(p)
		k.waiting = append(k.waiting, p)
		k.advance()
		k.watch()
	}
	return true
}

// at follows the keyboard to the window. There is one; tests have many.
func (k *keyboard) at(c fyne.Canvas) {
	if k.canvas != c {
		*k = keyboard{canvas: c}
	}
}

// field is what has the keyboard; the list under a choice stands for the choice.
func (k *keyboard) field() fyne.Focusable {
	if l, ok := k.focused().(*dropList); ok {
		return l.field
	}
	return k.focused()
}

func (k *keyboard) focused() fyne.Focusable {
	if k.canvas == nil {
		return nil
	}
	return k.canvas.Focused()
}

// composing says whether the letters before a key are in the input method, as far as
// can be known while it is pressed.
func (k *keyboard) composing(p stroke) bool {
	n, since := len(k.inside), p.at
	for _, w := range k.waiting {
		switch name := w.name(); {
		case letter(name):
			if n == 0 {
				since = w.at
			}
			n++
		case w.char() && pages(name):
		case !w.char() && w.theirs && name == fyne.KeyBackspace:
			n = max(n-1, 0)
		case !w.char() && w.theirs && walks(name):
		default:
			n = 0
		}
	}
	if since.Before(k.last) {
		since = k.last // answers are under way
	}
	silent := len(k.inside) > 0 || k.method == unknown && p.at.Sub(since) >= composesIn
	return n > 0 && (k.method == composes || silent)
}

// direct says whether a field takes characters as they are typed and nothing that is
// composed: there an Enter is never lost to an input method that was left on.
func direct(on fyne.Focusable) bool {
	d, ok := on.(interface{ direct() bool })
	return ok && d.direct()
}

// advance does what nothing is waiting for any more.
func (k *keyboard) advance() {
	for len(k.waiting) > 0 && !k.waiting[0].char() {
		p := k.waiting[0]
		k.waiting = k.waiting[1:]
		k.take(p)
	}
}

// take gives a key that does something to whom it belongs.
func (k *keyboard) take(p stroke) {
	composed := len(k.inside) > 0
	switch name := p.name(); {
	case enter(name) && direct(k.field()):
		k.inside = nil
	case !composed && (!p.theirs || k.raw && !enter(name)):
	case enter(name) && p.theirs && k.raw:
		k.inside = nil
		k.letters()
		return
	case enter(name), name == fyne.KeyEscape:
		k.inside = nil
		return
	case name == fyne.KeyBackspace && composed:
		k.inside = k.inside[:len(k.inside)-1]
		return
	default:
		return
	}
	k.do(p, nil)
}

// letters follows an Enter by which the input method gave the letters as they are. In
// a choice they may mean one option only; then it is taken, as by the next Enter, and
// that one is not missed.
func (k *keyboard) letters() {
	if f, ok := k.field().(*Picker); ok {
		k.turn(func() { k.goOn(f.takeOnly) })
	}
}

// do gives a key its turn, at the widget or at whatever has the keyboard.
func (k *keyboard) do(p stroke, on fyne.Focusable) {
	if on == nil {
		on = k.focused()
	}
	if p.cut == nil && k.habitual(on, p.key.Name, p.shift) {
		return
	}
	k.advanced = nil
	k.turn(func() {
		k.shift = &p.shift
		defer func() { k.shift = nil }()
		switch {
		case p.cut != nil:
			if f, ok := on.(fyne.Shortcutable); ok {
				f.TypedShortcut(p.cut)
			}
		case on != nil:
			on.TypedKey(p.key)
		case k.canvas != nil && k.canvas.OnTypedKey() != nil:
			k.canvas.OnTypedKey()(p.key)
		}
	})
}

// habitual says whether a key is the Enter or Tab that long habit puts behind a full
// field, which has gone on by itself already. Only the first key can be.
func (k *keyboard) habitual(on fyne.Focusable, name fyne.KeyName, shift bool) bool {
	to := k.advanced
	if isNoKey(name) {
		return false
	}
	k.advanced = nil
	return to != nil && to == on && !shift && (enter(name) || name == fyne.KeyTab)
}

// again is habitual for what is not typed into, a button behind the last field.
func (k *keyboard) again(on fyne.Focusable, name fyne.KeyName) bool {
	return !k.doing && k.habitual(on, name, shiftDown())
}

func (k *keyboard) turn(do func()) {
	k.doing = true
	defer func() { k.doing = false }()
	do()
}

// goOn is how a field goes on by itself.
func (k *keyboard) goOn(do func()) {
	from := k.focused()
	do()
	if to := k.focused(); to != from {
		k.advanced = to
	}
}

// left notes that the keyboard was taken somewhere else, by the pointer or another
// window: letters in the input method are gone with it.
func (k *keyboard) left() {
	if k.doing {
		return
	}
	k.advanced, k.inside = nil, nil
	if len(k.waiting) > 0 && hands.Now().Sub(k.waiting[0].at) >= composesIn {
		k.waiting = nil
	}
}

// windowOf is where a widget is. Until it was drawn once Fyne itself does not know; the
// program has one window.
func windowOf(on fyne.Focusable) fyne.Canvas {
	d := fyne.CurrentApp().Driver()
	if o, ok := on.(fyne.CanvasObject); ok {
		if c := d.CanvasForObject(o); c != nil {
			return c
		}
	}
	if all := d.AllWindows(); len(all) == 1 {
		return all[0].Canvas()
	}
	return nil
}
