package form

import (
	"tuanjian/store/value"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// said is one fault below its field, with what can be done about it beside it.
type said struct {
	fault *kit.Fault
	deed  *kit.Button
	do    func() // nil where nothing can be done but to type something else
}

func (s *said) objects() []fyne.CanvasObject { return []fyne.CanvasObject{s.fault, s.deed} }

// line is the place for the i-th fault of a field, made when it is needed first.
func (c *cell) line(i int) *said {
	if i == len(c.lines) {
		s := &said{fault: kit.NewFault()}
		s.deed = kit.NewButton(kit.Quiet, look.IconNone, "", "F2", func() { s.act(c.f) })
		s.deed.Hide()
		c.lines = append(c.lines, s)
		if c.f.body != nil {
			c.f.fill()
		}
	}
	return c.lines[i]
}

func (s *said) act(f *Form) {
	f.flush()
	if s.do != nil {
		s.do()
	}
}

// says is what stands below the field, all of it.
func (c *cell) says() string {
	text := ""
	for _, s := range c.lines {
		if t := s.fault.Text(); t != "" && text != "" {
			text += "\n" + t
		} else {
			text += t
		}
	}
	return text
}

// tellFaults shows the faults of a field that are to be seen, the gravest first, each
// with its own deed.
func (c *cell) tellFaults() {
	var faults []value.Fault
	for _, fault := range c.problems() {
		if c.speaks(fault) {
			faults = append(faults, fault)
		}
	}
	faults = gravestFirst(faults)
	for i, fault := range faults {
		s := c.line(i)
		if fault.Soft {
			s.fault.Soft(c.named(fault.Text))
		} else {
			s.fault.Hard(c.named(fault.Text))
		}
		s.offer(c.deed(fault))
	}
	for _, s := range c.lines[min(len(faults), len(c.lines)):] {
		s.fault.Clear()
		s.offer("", nil)
	}
}

// offer puts the deed beside the fault.
func (s *said) offer(label string, do func()) {
	s.do = do
	if do != nil {
		s.fault.OnTap = s.deed.Press
	}
	if label == s.deed.Label() {
		return
	}
	s.deed.SetLabel(label)
	if label == "" {
		s.deed.Hide()
	} else {
		s.deed.Show()
	}
}

// deed is what can be done about a fault besides typing: take an offer, make a record
// that is missing, open the record that it clashes with, or keep what stands there and
// say why.
func (c *cell) deed(fault value.Fault) (label string, do func()) {
	f := c.f
	switch {
	case f.opens(fault):
		return "打开该记录", func() { f.o.OnOther(fault.Other) }
	case f.o.ReadOnly:
	case c.creates():
		return "新建", func() {
			here := f.current() == c
			f.o.OnCreate(c.col.Choices, look.OneLine(c.entry.Text), func(id value.ID) { f.created(c, id, here) })
		}
	case fault.Offer != "":
		return "采用新号码", func() { c.show(fault.Offer); f.commit(c) }
	case fault.Soft && fault.Code != value.Missing:
		return "保留并说明", func() { f.askReason(c.col.Label, fault) }
	}
	return "", nil
}

// opens says that a fault names another record that can be opened.
func (f *Form) opens(fault value.Fault) bool {
	return !fault.Soft && !fault.Other.IsZero() && f.o.OnOther != nil
}

// creates says that the field holds the name of a record that is not there yet and
// can be made.
func (c *cell) creates() bool {
	return c.own != nil && c.col.Shape == ledger.Ref && c.f.o.OnCreate != nil
}

func (f *Form) created(c *cell, id value.ID, here bool) {
	text := id.String()
	if c.col.Choices.Many && c.text != "" {
		text = c.text + " " + text
	}
	c.show(text)
	f.commit(c)
	if here {
		c.focus()
	}
}

// deedOf is the fault whose deed F2 does: of the field that has the keyboard, else of
// the one that was left last, else the first on the form. Only there stands the key.
func (f *Form) deedOf() *said {
	near := []*cell{}
	if c := f.current(); c != nil {
		near = append(near, c)
	}
	if f.left != nil {
		near = append(near, f.left)
	}
	for _, c := range append(near, f.walk()...) {
		for _, s := range c.lines {
			if s.do != nil && s.fault.Text() != "" {
				return s
			}
		}
	}
	return nil
}

// tellKeys draws F2 beside the deed that it does, and nowhere else.
func (f *Form) tellKeys() {
	here := f.deedOf()
	for _, c := range f.cells {
		for _, s := range c.lines {
			s.deed.ShowKey(s == here)
		}
	}
}

// force is F2. Where there is nothing else to do, a field that is empty may stay so
// for a reason.
func (f *Form) force(c *cell) {
	if s := f.deedOf(); s != nil {
		s.act(f)
		return
	}
	for _, fault := range c.problems() {
		if fault.Soft && !f.o.ReadOnly {
			f.askReason(c.col.Label, fault)
			return
		}
	}
}

func (f *Form) askReason(label string, fault value.Fault) {
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
