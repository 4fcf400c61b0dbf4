package form

import (
	"maps"
	"slices"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// Kept is all that a person has typed into a form and not saved, enough to put it
// back exactly where it was.
type Kept struct {
	At string // key of the field that has, or had last, the keyboard
	// Texts are what stands in the fields, by key, as it was typed: of a record that
	// is in the ledger those that differ from it, of a new one also those that
	// somebody has been in. A reference that was chosen is its ID.
	Texts   map[string]string
	Excuses []ledger.Excuse // given since the form began
}

// Empty says that nothing was typed.
func (k Kept) Empty() bool { return len(k.Texts) == 0 && len(k.Excuses) == 0 }

func (k Kept) equal(o Kept) bool {
	return k.At == o.At && maps.Equal(k.Texts, o.Texts) && slices.Equal(k.Excuses, o.Excuses)
}

const (
	keepEvery = 2 * time.Second // the longest that a half-typed field stays in memory only
	keepSoon  = 0               // after what is happening now, so that one deed keeps once
)

// later asks for what was typed to be kept: wait is how long at most from now.
func (f *Form) later(wait time.Duration) {
	if f.o.OnKeep == nil || f.waits && wait >= f.pause.Wait {
		return
	}
	f.waits, f.pause.Wait = true, wait
	f.pause.Call(f.Keep)
}

// Keep hands what was typed to OnKeep now, unless it has it already. The form calls
// it by itself; its owner calls it before the form goes.
func (f *Form) Keep() {
	f.rest()
	if f.o.OnKeep == nil || !f.dirty {
		return
	}
	if k := f.Kept(); !k.equal(f.had) {
		f.had = k
		f.o.OnKeep(k)
	}
}

// Discard gives up what was typed: it is not kept any more. The form is of no use
// afterwards.
func (f *Form) Discard() {
	f.rest()
	f.dirty = false
}

// rest forgets a keeping that has not come yet.
func (f *Form) rest() {
	f.waits = false
	f.pause.Drop()
}

// Kept is what stands in the form and is not saved.
func (f *Form) Kept() Kept {
	k := Kept{At: f.at, Texts: map[string]string{}}
	for _, c := range f.cells {
		if text := c.raw(); text != f.began[c.col.Key] || f.o.New && (c.touched || f.attempted) {
			k.Texts[c.col.Key] = text
		}
	}
	for _, e := range f.draft.Head().Excuses {
		if !slices.Contains(f.excused, e) {
			k.Excuses = append(k.Excuses, e)
		}
	}
	return k
}

// note remembers what the form began with. Of a new record that is the empty one:
// what is carried over or known beforehand is not in the ledger either.
func (f *Form) note(draft ledger.Record) {
	if f.o.New {
		draft = f.kind.New()
	}
	f.began = map[string]string{}
	for _, c := range f.cells {
		f.began[c.col.Key] = f.kind.Text(draft, c.at, f.o.Basis)
	}
	f.excused = slices.Clone(draft.Head().Excuses)
	f.had, f.at = Kept{}, ""
}

// Restore puts back what was kept, with the keyboard where it was and the caret at
// the end of what stands there. What was taken over into a new record goes: what is
// kept is all of it.
func (f *Form) Restore(k Kept) {
	if f.o.New {
		f.draft = f.kind.New()
		for _, c := range f.cells {
			c.carried, c.given = false, false
			c.load()
		}
	}
	for _, e := range k.Excuses {
		f.draft.Head().Excuse(e)
	}
	typed := func(c *cell) bool { _, ok := k.Texts[c.col.Key]; return ok && c.col.Key != k.At }
	for _, c := range f.cells {
		if typed(c) {
			c.put(k.Texts[c.col.Key])
			f.take(c)
			c.touched, c.keyed = true, c.keyed || k.Texts[c.col.Key] != c.first
		}
	}
	// What follows from one field may have gone over what a person typed into another.
	for _, c := range f.cells {
		if typed(c) && c.own == nil && c.stale() {
			c.put(k.Texts[c.col.Key])
			f.take(c)
		}
	}
	for _, c := range f.cells {
		if !typed(c) && c.stale() {
			c.load()
		}
	}
	for _, c := range f.cells {
		if text, ok := k.Texts[c.col.Key]; ok && text != c.first {
			f.unfoldFor(c)
		}
	}
	at := f.cell(k.At)
	if at != nil {
		f.unfoldFor(at)
		if text, ok := k.Texts[k.At]; ok {
			f.quietly(func() { at.back(text) })
			// Kept as it began, so somebody had been in it before: 必填 is said of it again.
			at.touched = at.touched || text == f.began[k.At]
		}
	}
	f.dirty = true
	f.recheck()
	f.at, f.had = k.At, k
	if at == nil {
		f.Start()
		return
	}
	at.entry.FocusAtEnd()
}

// Recheck asks for the faults again: for whoever's Check has changed its mind.
func (f *Form) Recheck() { f.recheck() }

func (f *Form) quietly(do func()) {
	was := f.quiet
	f.quiet = true
	do()
	f.quiet = was
}

// back shows what was half typed, without taking it for a choice.
func (c *cell) back(text string) {
	if p, ok := c.box.(*kit.Picker); ok && c.col.Shape == ledger.Choice {
		if _, known := c.col.Choices.Code(text); !known {
			p.Choose(kit.Option{})
			p.SetText(text)
			return
		}
	}
	c.show(text)
}
