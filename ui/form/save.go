package form

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// ErrTold is OnSave's answer where nothing was saved and the person has been told
// already. The form may be gone by then.
var ErrTold = errors.New("nothing saved, and told so")

// Save saves the record and closes the form, or goes on with a next one. A hard
// fault stops it: its field has the keyboard, nothing typed is lost. A soft fault
// stops it once, so that it is seen; saving again passes it, and the record waits
// in 待核. What is only missing never stops.
func (f *Form) Save(andNext bool) {
	if f.settle(); f.o.Locked || f.o.ReadOnly || f.stopped() {
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
	c := f.current()
	if c == nil {
		return
	}
	if p, ok := c.box.(*kit.Picker); ok && p.Opened() {
		p.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) // closes the list
	}
	f.canvas().Unfocus()
	f.touch(c)
	f.commit(c)
	c.focus()
}

// stopped shows what stops a save and says whether anything does.
func (f *Form) stopped() bool {
	f.attempted = true
	f.recheck()
	var first *ledger.Fault
	for _, fault := range f.problems() {
		if !fault.Soft {
			f.goTo(fault)
			return true
		}
		mark := fault.Key + "\n" + fault.Code + "\n" + f.text(fault.Key)
		if fault.Code != ledger.Missing && !f.warned[mark] {
			f.warned[mark] = true
			if first == nil {
				first = &fault
			}
		}
	}
	if first != nil {
		f.goTo(*first)
	}
	return first != nil
}

// refused shows the faults that saving found.
func (f *Form) refused(faults []ledger.Fault) {
	for _, fault := range faults {
		if !slices.Contains(f.faults, fault) { // saving checks again what Check has said
			f.faults = append(f.faults, fault)
		}
	}
	f.tell()
	f.goTo(gravest(faults)[0])
}

// goTo gives the keyboard to a fault's field. One of the record as a whole stands
// above the bar and has none.
func (f *Form) goTo(fault ledger.Fault) {
	if c := f.cell(fault.Key); c != nil {
		c.focus()
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
	f.canvas().Unfocus()
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
