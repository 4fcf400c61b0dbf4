package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A Slip is a small form over the page: a few fields, a button with its verb, and
// 取消. Esc closes it, F10 does it.
type Slip struct {
	Float *kit.Float // for focus and drawing anew
	yes   *kit.Button
	busy  hands.Only

	fields []*kit.Entry
}

// NewSlip lays the rows out; nothing is shown before Open.
func NewSlip(c fyne.Canvas, title, verb string, rows ...fyne.CanvasObject) *Slip {
	s := &Slip{Float: kit.NewFloat(c, nil), yes: kit.NewButton(kit.Primary, look.IconNone, verb, "F10", nil)}
	no := kit.NewButton(kit.Ordinary, look.IconNone, "取消", "Esc", s.Float.Close)
	s.Float.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: s.Float.Close, fyne.KeyF10: s.yes.Press}
	all := append([]fyne.CanvasObject{look.NewWords(title, look.Head)}, rows...)
	s.Float.SetContent(look.Inset(look.Gap6, look.Column(look.Gap4, append(all, look.Row(layout.NewSpacer(), no, s.yes))...)))
	return s
}

// Open shows the slip; run is what its button does. Enter in the last field does it
// too.
func (s *Slip) Open(run func(), first fyne.Focusable, fields ...*kit.Entry) {
	s.yes.OnTapped = run
	s.fields = fields
	page := &Page{Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.Float.Close, fyne.KeyF10: s.yes.Press}}
	page.Own(fields...)
	if n := len(fields); n > 0 {
		fields[n-1].OnNext = s.yes.Press
	}
	s.Float.Open(first)
}

// Do runs the work behind the button, with the button off and the fields closed
// meanwhile. A success closes the slip.
func (s *Slip) Do(work func() error, then func(), fail func(error)) {
	if s.busy.Busy() {
		return
	}
	s.yes.Disable()
	for _, e := range s.fields {
		e.Lock()
	}
	hands.RunOnly(&s.busy, func() (struct{}, error) { return struct{}{}, work() },
		func(struct{}) { s.Float.Close(); then() },
		func(err error) {
			s.yes.Enable()
			fail(err) // refuses one of them
			for _, e := range s.fields {
				e.Unlock()
			}
			s.Float.Refresh()
		})
}
