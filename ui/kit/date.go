package kit

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Date is a field for a day or a month. What may be typed and how it reads
// afterwards is the owner's (Parse); F4 opens a small calendar.
type Date struct {
	Entry
	// Parse turns what was typed into the form that is kept and shown, 2019-05-04 or
	// 2019-05, or says in a sentence why it cannot. Empty text is not parsed.
	Parse func(typed string) (kept string, err error)
	// Today is the clock. It must be set.
	Today func() time.Time
	// Likely is where the calendar of an empty field opens; the zero time and nil say
	// today.
	Likely func() time.Time
	// OnFault is told what Parse said about the text as the field is left, nil if it
	// is in order.
	OnFault func(error)

	pop *Float
}

// NewDate makes an empty date field.
func NewDate(today func() time.Time, parse func(string) (string, error)) *Date {
	d := &Date{Today: today, Parse: parse}
	d.PlaceHolder = "年-月-日"
	d.full, d.over = eightDigits, behindDate
	d.wrong = func(string) bool { _, err := d.Value(); return err != nil }
	d.OnStay = d.tidy
	d.ActionItem = newGlyph(look.IconCalendar, d.openCalendar)
	d.init(d)
	return d
}

// eightDigits: only a whole day typed as 20190504 has a length at which the field
// can be known to be full. 2019-5-1 may still become 2019-5-12.
func eightDigits(s string) bool {
	if len(s) != 8 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// behindDate: a figure behind eight of them, or behind 2019-10 or 2019-5-12, makes no date.
// It is meant for the field after this one.
func behindDate(text string, r rune) bool {
	if r < '0' || r > '9' {
		return false
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) == 0 || !strings.HasSuffix(text, parts[len(parts)-1]) {
		return false
	}
	if len(parts) == 1 {
		return len(text) >= 8 // 20190504; a number of Excel's has five
	}
	return len(parts[len(parts)-1]) >= 2
}

// Value is the date as it is kept, or what is wrong with the text.
func (d *Date) Value() (string, error) {
	text := look.OneLine(d.Text)
	if text == "" {
		return "", nil
	}
	return d.Parse(text)
}

// tidy puts the text into the form that is kept and tells OnFault.
func (d *Date) tidy() {
	kept, err := d.Value()
	if err == nil && kept != d.Text {
		d.SetText(kept)
	}
	if d.OnFault != nil {
		d.OnFault(err)
	}
}

// TypedKey is Fyne's door for a key.
func (d *Date) TypedKey(ev *fyne.KeyEvent) {
	hands.Touch()
	if keys.typed(d, ev) || d.claimed(ev.Name) {
		return
	}
	if ev.Name == fyne.KeyF4 {
		d.openCalendar()
		return
	}
	d.act(ev)
}

// FocusLost is Fyne's door.
func (d *Date) FocusLost() {
	if !d.Disabled() {
		d.tidy()
	}
	d.Entry.FocusLost()
}

func (d *Date) openCalendar() {
	c := d.canvas()
	if c == nil || d.Disabled() || (d.pop != nil && d.pop.Shown()) {
		return
	}
	start := d.Today()
	if d.Likely != nil && look.OneLine(d.Text) == "" {
		if likely := d.Likely(); !likely.IsZero() {
			start = likely
		}
	}
	if kept, err := d.Value(); err == nil {
		for _, form := range []string{time.DateOnly, "2006-01"} {
			if t, err := time.Parse(form, kept); err == nil {
				start = t
			}
		}
	}
	d.Focus()
	cal := newCalendar(start, d.Today())
	d.pop = NewFloatUnder(c, d, cal, false)
	cal.onPick = func(kept string) {
		d.pop.Close()
		d.SetText(kept)
		d.tidy()
		if d.OnChanged != nil {
			d.OnChanged(d.Text)
		}
		d.next()
	}
	cal.onClose = d.pop.Close
	d.pop.OnOutside = d.pop.Close
	d.pop.Keys = map[fyne.KeyName]func(){fyne.KeyF1: func() { Explain(c, "日历", calendarKeys) }}
	d.pop.Open(cal)
}
