package kit

import (
	"slices"
	"time"
	"unicode"

	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
)

// char is asked by a widget about each character, as typed is about keys.
func (k *keyboard) char(on fyne.Focusable, r rune) bool {
	if k.doing {
		return false
	}
	k.at(windowOf(on))
	before := k.focused()
	k.chars, k.last = k.chars+1, hands.Now()
	if r < 0x80 {
		k.answer(r)
	} else {
		k.committed(r)
	}
	if now := k.focused(); now != before {
		on = now // a key before this character had waited for its turn
	}
	k.advanced = nil
	if on != nil {
		k.turn(func() { on.TypedRune(r) })
	}
	k.handed.at = hands.Now() // what the field did with a character is no pause within its text
	if !k.handed.on {
		k.advance()
	}
	k.watch()
	return true
}

// answer finds the key that made a character, after which all before it are known: no
// character will come for them.
func (k *keyboard) answer(r rune) {
	k.handed.on = false
	if len(k.inside) > 0 && makes(k.inside[0], r) {
		k.inside, k.raw = k.inside[1:], true
		return
	}
	for i, p := range k.waiting {
		if p.char() && makes(p.name(), r) {
			k.settle(i)
			k.waiting, k.raw = k.waiting[1:], true
			if letter(p.name()) && !slices.ContainsFunc(k.waiting, func(p stroke) bool { return p.theirs }) {
				k.method = passes
			}
			return
		}
	}
}

// settle deals with the first n that wait: no character is coming for them.
func (k *keyboard) settle(n int) {
	for range n {
		p := k.waiting[0]
		k.waiting = k.waiting[1:]
		switch {
		case !p.char():
			k.take(p)
		case letter(p.name()):
			k.inside, k.method, k.raw = append(k.inside, p.name()), composes, false
		case !pages(p.name()):
			k.inside = nil // it chose a candidate, or was none of a text
		}
	}
}

// committed takes note of a character that no key makes: it was composed, or is
// punctuation in its Chinese form.
func (k *keyboard) committed(r rune) {
	more := k.handed.on && (hands.Now().Sub(k.handed.at) < commitsIn || k.figuresNext())
	k.handed.on = true
	if more {
		return
	}
	k.raw = false
	first := func(p stroke) bool { return p.char() && letter(p.name()) }
	if !unicode.Is(unicode.Han, r) {
		first = func(p stroke) bool { return p.char() && !letter(p.name()) }
	} else if len(k.inside) > 0 {
		first = stroke.char
	}
	at := slices.IndexFunc(k.waiting, first)
	switch {
	case at < 0:
		k.inside = nil
		return
	case !unicode.Is(unicode.Han, r):
		k.settle(at)
		k.waiting = k.waiting[1:]
		return
	case len(k.inside) == 0:
		k.settle(at)
	}
	k.method = composes
	k.waiting = k.waiting[k.composed():]
	k.inside = nil
}

// figuresNext says that a figure is still to come before the next letter: answers keep their order, so a composed character
// that comes first belongs to the text before it, however long the program was held up within that text.
func (k *keyboard) figuresNext() bool {
	if len(k.inside) > 0 {
		return false
	}
	next := slices.IndexFunc(k.waiting, func(p stroke) bool { return p.char() && p.name() != fyne.KeySpace })
	return next >= 0 && k.waiting[next].name() >= "0" && k.waiting[next].name() <= "9"
}

// composed counts the keys at the head of those that wait whose text was handed over:
// up to the one that chose it. Where none did (a click on a candidate, codes of four
// letters), it is the letters that were in the input method already, or four.
func (k *keyboard) composed() int {
	n := 0
	for i, p := range k.waiting {
		name := p.name()
		switch {
		case letter(name):
			n = i + 1
		case p.char() && !pages(name), enter(name) && p.theirs:
			return i + 1
		case p.char(), walks(name):
		default:
			return k.unchosen(n)
		}
	}
	return k.unchosen(n)
}

func (k *keyboard) unchosen(letters int) int {
	const code = 4
	switch {
	case len(k.inside) > 0:
		return 0
	case letters > code:
		return code
	}
	return letters
}

// watch sees to it that nothing waits for ever.
func (k *keyboard) watch() {
	if k.watched || !k.held() {
		return
	}
	k.watched = true
	k.count(0, k.chars)
}

// count waits turn by turn while characters come, and long enough when none do.
func (k *keyboard) count(turns, chars int) {
	k.after(turn, func() {
		k.handed.on = false
		k.advance()
		first := slices.IndexFunc(k.waiting, func(p stroke) bool { return !p.char() })
		switch {
		case first < 0:
			k.watched = false
		case k.chars != chars:
			k.count(0, k.chars)
		case turns < turnsLeast+turnsPerKey*first:
			k.count(turns+1, chars)
		default:
			k.settle(first) // their characters will not come
			k.advance()
			k.count(0, chars)
		}
	})
}

// held says whether a key that does something waits.
func (k *keyboard) held() bool {
	return slices.ContainsFunc(k.waiting, func(p stroke) bool { return !p.char() })
}

func (k *keyboard) after(wait time.Duration, do func()) {
	c := k.canvas
	hands.After(wait, func() {
		if k.canvas == c {
			do()
		}
	})
}
