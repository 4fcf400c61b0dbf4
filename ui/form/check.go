package form

import (
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/look"
)

// typed is called at every change under the hand.
func (f *Form) typed(c *cell) {
	if f.quiet {
		return
	}
	if f.o.ReadOnly { // a calendar or a list was opened by the pointer
		c.put(c.text)
		return
	}
	f.dirty = true
	c.carried, c.given, c.keyed = false, false, true
	f.unask()
	f.later(keepEvery)
}

// touch notes that a person has been in a field; from then on its faults are
// shown.
func (f *Form) touch(c *cell) {
	if !c.touched {
		c.touched = true
		f.tell()
	}
}

// leave takes in a field that was left, once.
func (f *Form) leave(c *cell) {
	if c.leaving {
		c.leaving = false
		f.touch(c)
		f.commit(c)
		if f.dirty {
			f.later(keepSoon)
		}
	}
}

// afterLeft follows a field that lost the keyboard, when the click that took it is done. A
// field that has it again by then, or only waits for its window, was not left.
func (f *Form) afterLeft(c *cell) {
	if c.entry.Focused() {
		c.leaving = false
		return
	}
	if canvas := f.canvas(); canvas != nil && canvas.Focused() == c.entry.Focusable() {
		return
	}
	f.leave(c)
}

// flush takes in whatever was left and waits for the end of a click.
func (f *Form) flush() {
	for _, c := range f.cells {
		f.leave(c)
	}
}

// commit takes what stands in a field into the draft. What cannot be taken stays
// in the field with its fault, and the draft keeps what it had.
func (f *Form) commit(c *cell) {
	if c.read() == c.kept {
		return
	}
	f.take(c)
	if f.dirty {
		f.later(keepSoon)
	}
	for _, o := range f.cells {
		if o != c && o.own == nil && !o.entry.Focused() && o.stale() {
			o.load()
		}
	}
	f.recheck()
}

// take sets the draft's value from what stands in a field.
func (f *Form) take(c *cell) {
	text := c.read()
	c.kept, c.own = text, nil
	if (c.col.Shape == ledger.Day8 || c.col.Shape == ledger.Month6) && halfDate(text) {
		c.own = &value.Fault{Key: c.col.Key, Code: value.Malformed, Text: errHalfDate.Error()}
		return
	}
	if err := f.kind.Set(f.draft, c.at, text); err != nil {
		if fault, ok := err.(*value.Fault); ok && !fault.Soft {
			c.own = f.unknown(c, fault)
		}
	}
	if c.own == nil {
		c.load()
	}
}

// sound says whether a text can be right: the record takes it, and finds nothing in it
// that stops a save. A credit code has a check digit like an ID number, though some early
// ones do not keep to it.
func (c *cell) sound(text string) bool {
	if halfDate(text) && (c.col.Shape == ledger.Day8 || c.col.Shape == ledger.Month6) {
		return false
	}
	with := c.f.kind.Clone(c.f.draft)
	if fault, ok := c.f.kind.Set(with, c.at, text).(*value.Fault); ok && !fault.Soft {
		return false
	}
	return !slices.ContainsFunc(c.f.check(with), func(fault value.Fault) bool {
		return fault.Key == c.col.Key && (!fault.Soft || c.col.Shape == ledger.Credit)
	})
}

// stale says that the draft has another value than the field shows: one that
// follows from a field left just now.
func (c *cell) stale() bool {
	return c.text != c.f.kind.Text(c.f.draft, c.at, c.f.o.Basis)
}

// unknown says in a reference's fault that the record can be made, where it can.
func (f *Form) unknown(c *cell, fault *value.Fault) *value.Fault {
	if c.col.Shape != ledger.Ref || f.o.OnCreate == nil {
		return fault
	}
	return &value.Fault{Key: fault.Key, Code: fault.Code,
		Text: "没有“" + look.OneLine(c.entry.Text) + "”。请按 F4 选一个，或按 F2 新建。"}
}

// recheck asks for the faults of the draft and shows all that follows from it.
func (f *Form) recheck() {
	f.faults = f.check(f.draft)
	f.tell()
}

func (f *Form) check(r ledger.Record) []value.Fault {
	if f.o.Check != nil {
		return f.o.Check(r)
	}
	return f.kind.Faults(r, f.o.Basis)
}

// open says that a fault is neither explained nor hidden behind a field's own.
func (f *Form) open(fault value.Fault) bool {
	if c := f.cell(fault.Key); c != nil && c.own != nil {
		return false
	}
	return !fault.Soft || f.reason(fault) == ""
}

func (f *Form) reason(fault value.Fault) string {
	return f.draft.Head().Excused(fault, f.text(fault.Key))
}

// text is the draft's text of a field; "" for the record as a whole.
func (f *Form) text(key string) string {
	if i := f.kind.At(key); i >= 0 {
		return f.kind.Text(f.draft, i, f.o.Basis)
	}
	return ""
}

// problems are the faults that stand now, in the order of the fields, those of the
// record as a whole last.
func (f *Form) problems() []value.Fault {
	var all []value.Fault
	for _, c := range f.cells {
		all = append(all, c.problems()...)
	}
	for _, fault := range f.faults {
		if f.cell(fault.Key) == nil && f.open(fault) {
			all = append(all, fault)
		}
	}
	return all
}

func (c *cell) problems() []value.Fault {
	if c.own != nil {
		return []value.Fault{*c.own}
	}
	var all []value.Fault
	for _, fault := range c.f.faults {
		if fault.Key == c.col.Key && c.f.open(fault) {
			all = append(all, fault)
		}
	}
	return all
}

// speaks says that a fault of the field is to be shown: not on a form that nobody has
// filled yet, and what is missing not of a field that somebody only passed through.
func (c *cell) speaks(fault value.Fault) bool {
	switch {
	case c.f.attempted || !c.f.o.New:
		return true
	case fault.Code == value.Missing:
		return c.keyed
	}
	return c.touched
}

// tell shows the faults, the second texts and the summary, and moves what they
// push about.
func (f *Form) tell() {
	for _, c := range f.cells {
		c.tell()
	}
	for _, a := range f.asides {
		a.tell()
	}
	f.bar.tell()
	f.tellKeys()
	f.relayout()
}

// gravestFirst puts the hard faults before the others.
func gravestFirst(faults []value.Fault) []value.Fault {
	return slices.SortedStableFunc(slices.Values(faults), func(a, b value.Fault) int {
		switch {
		case a.Soft == b.Soft:
			return 0
		case b.Soft:
			return -1
		}
		return 1
	})
}

func (c *cell) tell() {
	c.tellFaults()
	c.tellUnder()
	c.drawEdge()
}

func (c *cell) tellUnder() {
	var parts []string
	if c.f.o.Aside != nil && c.own == nil {
		parts = append(parts, c.f.o.Aside(c.col.Key, c.f.draft))
	}
	for _, fault := range c.f.faults {
		if fault.Key == c.col.Key && fault.Soft && c.own == nil {
			if why := c.f.reason(fault); why != "" {
				parts = append(parts, "已说明："+why)
			}
		}
	}
	text := ""
	for _, p := range parts {
		if text != "" && p != "" {
			text += "　"
		}
		text += p
	}
	c.tellHint()
	c.under.SetText(text)
	if text == "" {
		c.under.Hide()
	} else {
		c.under.Show()
	}
}

// tellHint says what is to be known of the value beside the label.
func (c *cell) tellHint() {
	hint := ""
	stays, refused := c.entry.Stays()
	switch {
	case refused:
		hint = "后面打的没有收，先改这一项"
	case stays:
		hint = "改好再往下；↓ 先放着"
	case c.carried:
		hint = "沿用上一条"
	case c.given:
		hint = "先填好的，可改"
	case c.secret != nil && c.secret.Focused() && c.secret.Masked():
		hint = "按住 Ctrl 看完整号码"
	}
	c.hint.SetText(hint)
}

// drawEdge puts the colour of the fault around the field, unless the focus ring
// is there.
func (c *cell) drawEdge() {
	here := c.entry.Focused()
	ring := here && c.f.o.ReadOnly // a field that cannot be typed into draws none itself
	shown := c.says() != "" && !here || ring
	if shown == c.edge.Hidden {
		c.edge.Hidden = !shown
		c.edge.Refresh()
	}
	colour := look.Red
	if ring {
		colour = look.Ring
	} else if faults := c.problems(); len(faults) > 0 && gravestFirst(faults)[0].Soft {
		colour = look.Amber
	}
	if c.edge.StrokeColor != colour {
		c.edge.StrokeColor = colour
		c.edge.Refresh()
	}
}

// nextFault is F6: the keyboard goes to the next field with a fault, round and
// round.
func (f *Form) nextFault() {
	f.flush()
	from := 0
	for i, c := range f.cells {
		if c.entry.Focused() {
			from = i + 1
		}
	}
	for i := range f.cells {
		c := f.cells[(from+i)%len(f.cells)]
		if c.says() != "" {
			c.focus()
			return
		}
	}
}

// relayout gives everything its place again, after something below a field came
// or went.
func (f *Form) relayout() {
	if f.Size().Width <= 0 {
		return
	}
	f.place(f.Size())
	if c := f.current(); c != nil {
		f.reveal(c)
	}
}

// current is the field that has the keyboard, or nil.
func (f *Form) current() *cell {
	for _, c := range f.cells {
		if c.entry.Focused() {
			return c
		}
	}
	return nil
}
