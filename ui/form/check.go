package form

import (
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
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
	c.carried = false
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
	if err := f.kind.Set(f.draft, c.at, text); err != nil {
		if fault, ok := err.(*ledger.Fault); ok && !fault.Soft {
			c.own = f.unknown(c, fault)
		}
	}
	if c.own == nil {
		c.load()
	}
}

// stale says that the draft has another value than the field shows: one that
// follows from a field left just now.
func (c *cell) stale() bool {
	return c.text != c.f.kind.Text(c.f.draft, c.at, c.f.o.Basis)
}

// unknown says in a reference's fault that the record can be made, where it can.
func (f *Form) unknown(c *cell, fault *ledger.Fault) *ledger.Fault {
	if c.col.Shape != ledger.Ref || f.o.OnCreate == nil {
		return fault
	}
	return &ledger.Fault{Key: fault.Key, Code: fault.Code,
		Text: "没有“" + kit.OneLine(c.entry.Text) + "”。请按 F4 选一个，或按 F2 新建。"}
}

// recheck asks for the faults of the draft and shows all that follows from it.
func (f *Form) recheck() {
	if f.o.Check != nil {
		f.faults = f.o.Check(f.draft)
	} else {
		f.faults = f.kind.Faults(f.draft, f.o.Basis)
	}
	f.tell()
}

// open says that a fault is neither explained nor hidden behind a field's own.
func (f *Form) open(fault ledger.Fault) bool {
	if c := f.cell(fault.Key); c != nil && c.own != nil {
		return false
	}
	return !fault.Soft || f.reason(fault) == ""
}

func (f *Form) reason(fault ledger.Fault) string {
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
func (f *Form) problems() []ledger.Fault {
	var all []ledger.Fault
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

func (c *cell) problems() []ledger.Fault {
	if c.own != nil {
		return []ledger.Fault{*c.own}
	}
	var all []ledger.Fault
	for _, fault := range c.f.faults {
		if fault.Key == c.col.Key && c.f.open(fault) {
			all = append(all, fault)
		}
	}
	return all
}

// speaks says that a field's faults are to be shown: not on a form that nobody has
// filled yet.
func (c *cell) speaks() bool { return c.touched || c.f.attempted || !c.f.o.New }

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
	f.relayout()
}

// gravest are the hard faults where there are any, else all.
func gravest(faults []ledger.Fault) []ledger.Fault {
	var hard []ledger.Fault
	for _, fault := range faults {
		if !fault.Soft {
			hard = append(hard, fault)
		}
	}
	if len(hard) > 0 {
		return hard
	}
	return faults
}

func (c *cell) tell() {
	var faults []ledger.Fault
	if c.speaks() {
		faults = gravest(c.problems())
	}
	text := ""
	for i, fault := range faults {
		if i > 0 {
			text += "\n"
		}
		text += c.named(fault.Text)
	}
	switch {
	case text == "":
		c.fault.Clear()
	case faults[0].Soft:
		c.fault.Soft(text)
	default:
		c.fault.Hard(text)
	}
	c.tellDeed(faults)
	c.tellUnder()
	c.drawEdge()
}

// tellDeed names what F2 does, on a button for the pointer.
func (c *cell) tellDeed(faults []ledger.Fault) {
	label := ""
	for _, fault := range faults {
		switch {
		case c.f.o.ReadOnly && !c.f.opens(fault):
		case c.creates():
			label = "新建"
		case fault.Offer != "":
			label = "采用新号码"
		case c.f.opens(fault):
			label = "打开该记录"
		case fault.Soft && fault.Code != ledger.Missing && label == "":
			label = "保留并说明"
		}
	}
	if label != "" {
		c.fault.OnTap = func() { c.f.force(c) }
	}
	if label == c.deed.Label() {
		return
	}
	c.deed.SetLabel(label)
	if label == "" {
		c.deed.Hide()
	} else {
		c.deed.Show()
	}
}

// opens says that a fault names another record that can be opened.
func (f *Form) opens(fault ledger.Fault) bool {
	return !fault.Soft && !fault.Other.IsZero() && f.o.OnOther != nil
}

// creates says that the field holds the name of a record that is not there yet and
// can be made.
func (c *cell) creates() bool {
	return c.own != nil && c.col.Shape == ledger.Ref && c.f.o.OnCreate != nil
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
	switch {
	case c.carried:
		hint = "沿用上一条"
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
	shown := c.fault.Text() != "" && !here || ring
	if shown == c.edge.Hidden {
		c.edge.Hidden = !shown
		c.edge.Refresh()
	}
	colour := kit.Red
	if ring {
		colour = kit.Ring
	} else if faults := c.problems(); len(faults) > 0 && gravest(faults)[0].Soft {
		colour = kit.Amber
	}
	if c.edge.StrokeColor != colour {
		c.edge.StrokeColor = colour
		c.edge.Refresh()
	}
}

// force is F2: it takes an offer, makes a record that is missing, opens the record
// that a fault clashes with, or asks for the reason of a soft fault and keeps it in
// the record.
func (f *Form) force(c *cell) {
	if c.creates() {
		f.o.OnCreate(c.col.Choices, kit.OneLine(c.entry.Text), func(id ledger.ID) { f.created(c, id) })
		return
	}
	for _, fault := range gravest(c.problems()) {
		switch {
		case f.opens(fault):
			f.o.OnOther(fault.Other)
			return
		case f.o.ReadOnly:
			continue
		case fault.Offer != "":
			c.show(fault.Offer)
			f.commit(c)
			return
		case fault.Soft:
			f.askReason(c.col.Label, fault)
			return
		}
	}
}

func (f *Form) created(c *cell, id ledger.ID) {
	text := id.String()
	if c.col.Choices.Many && c.text != "" {
		text = c.text + " " + text
	}
	c.show(text)
	f.commit(c)
	c.focus()
}

func (f *Form) askReason(label string, fault ledger.Fault) {
	kit.AskLine(f.canvas(), kit.Prompt{
		Title: "保留“" + label + "”", Text: fault.Text, Label: "原因", Least: 2,
		Offers: []string{"已与本人核对", "以原件为准", "历史原因"},
		Verb:   "保留并记下原因",
		Do: func(why string) {
			f.draft.Head().Excuse(ledger.Excuse{Key: fault.Key, Code: fault.Code, Text: f.text(fault.Key), Reason: why})
			f.dirty = true
			f.later(keepSoon)
			f.tell()
		},
	})
}

// nextFault is F6: the keyboard goes to the next field with a fault, round and
// round.
func (f *Form) nextFault() {
	from := 0
	for i, c := range f.cells {
		if c.entry.Focused() {
			from = i + 1
		}
	}
	for i := range f.cells {
		c := f.cells[(from+i)%len(f.cells)]
		if c.fault.Text() != "" {
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
