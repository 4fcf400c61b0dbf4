package form

import (
	"errors"
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
)

// ErrTold is OnSave's answer where nothing was saved and the person has been told
// already. The form may be gone by then.
var ErrTold = errors.New("nothing saved, and told so")

// SaveAndNext is Save with a next one, and says whether the form offers it.
func (f *Form) SaveAndNext() bool {
	if f.o.Verb != "" || f.o.ReadOnly {
		return false
	}
	f.Save(true)
	return true
}

// Save saves the record and closes the form, or goes on with a next one. A hard
// fault stops it: its field has the keyboard, nothing typed is lost. A soft fault, and
// what is missing, stops it once, so that it is seen; saving again passes it, and the
// record waits in 待核.
func (f *Form) Save(andNext bool) {
	if f.settle(); f.o.Locked || f.o.ReadOnly || f.stopped(andNext) {
		return
	}
	record := f.kind.Clone(f.draft)
	if f.o.OnSave != nil {
		faults, err := f.o.OnSave(record, andNext)
		if errors.Is(err, ErrTold) {
			return
		}
		if err != nil {
			kit.Tell(f.canvas(), "没有保存", err, nil)
			return
		}
		if len(faults) > 0 {
			f.refused(faults)
			return
		}
	}
	f.dirty = false
	f.rest()
	switch {
	case andNext && f.o.OnNext != nil:
		f.o.OnNext(record)
	case andNext:
		f.again(record)
	case f.o.OnClose != nil:
		f.o.OnClose()
	}
}

// settle takes in the field that has the keyboard, as if it had been left.
func (f *Form) settle() {
	f.flush()
	c := f.current()
	if c == nil {
		return
	}
	if p, ok := c.box.(*kit.Picker); ok {
		p.Shut()
	}
	hands.Steer(f.canvas(), nil)
	c.focus()
}

// stopped shows what stops a save and says whether anything does.
func (f *Form) stopped(andNext bool) bool {
	f.attempted, f.ask = true, ""
	f.recheck()
	var unseen []value.Fault
	for _, fault := range f.problems() {
		if !fault.Soft {
			f.goTo(fault)
			return true
		}
		if f.sees(fault) {
			unseen = append(unseen, fault)
		}
	}
	if len(unseen) == 0 {
		return false
	}
	f.ask = f.askAgain(unseen, andNext)
	f.tell()
	f.goTo(unseen[0])
	return true
}

// sees notes that a soft fault is seen now, and says whether it was not before.
func (f *Form) sees(fault value.Fault) bool {
	if fault.Code == value.Missing && f.o.Only != nil {
		return false // of what is no whole record nothing is missing
	}
	mark := fault.Key + "\n" + fault.Code + "\n" + f.text(fault.Key)
	if f.warned[mark] {
		return false
	}
	f.warned[mark] = true
	return true
}

// pass counts what a record of the ledger lacks already as seen: it says so as it is
// opened, and waits in 待核.
func (f *Form) pass() {
	for _, fault := range f.problems() {
		if !f.o.New && fault.Code == value.Missing {
			f.sees(fault)
		}
	}
}

// askAgain says what a save was stopped with and that saving again passes it.
func (f *Form) askAgain(faults []value.Fault, andNext bool) string {
	var missing, doubtful []string
	for _, fault := range faults {
		label := f.kind.Title()
		if c := f.cell(fault.Key); c != nil {
			label = c.col.Label
		}
		if fault.Code == value.Missing {
			missing = append(missing, label)
		} else if !slices.Contains(doubtful, label) {
			doubtful = append(doubtful, label)
		}
	}
	key := "F10"
	if andNext {
		key = "F9"
	}
	text := ""
	if len(missing) > 0 {
		text += "还没有填：" + strings.Join(missing, "、") + "。"
	}
	if len(doubtful) > 0 {
		text += "请核对：" + strings.Join(doubtful, "、") + "。"
	}
	return text + "再按一次 " + key + "，就先这样保存，记在待核里。"
}

// unask takes back what a save was stopped with, as soon as something else is typed.
func (f *Form) unask() {
	if f.ask != "" {
		f.ask = ""
		f.bar.tell()
		f.relayout()
	}
}

// refused shows the faults that saving found.
func (f *Form) refused(faults []value.Fault) {
	for _, fault := range faults {
		if !slices.Contains(f.faults, fault) { // saving checks again what Check has said
			f.faults = append(f.faults, fault)
		}
	}
	f.tell()
	f.goTo(gravestFirst(faults)[0])
}

// goTo gives the keyboard to a fault's field. One of the record as a whole stands
// above the bar and has none.
func (f *Form) goTo(fault value.Fault) {
	if c := f.cell(fault.Key); c != nil {
		c.focus()
		if !fault.Soft {
			c.entry.Refuse()
		}
		f.reveal(c)
	}
}

// again begins the next record after one was saved.
func (f *Form) again(saved ledger.Record) {
	f.o.Last, f.o.New = saved, true
	fresh := f.kind.New()
	if f.o.Fresh != nil {
		fresh = f.o.Fresh()
	}
	hands.Steer(f.canvas(), nil)
	f.begin(fresh)
	f.scroll.ScrollToTop()
	f.Start()
}

// Cancel leaves the form. What was typed and is not saved goes to OnKeep.
func (f *Form) Cancel() {
	f.Keep()
	if f.o.OnClose != nil {
		f.o.OnClose()
	}
}
