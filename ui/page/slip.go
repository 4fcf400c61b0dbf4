package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/ui/kit"
)

// A slip is a small form over the page: a few fields, a button with its verb, and
// 取消. Esc closes it, F10 does it.
type slip struct {
	float *kit.Float
	yes   *kit.Button
	busy  kit.Only

	fields []*kit.Entry
}

// newSlip lays the rows out; nothing is shown before open.
func newSlip(c fyne.Canvas, title, verb string, rows ...fyne.CanvasObject) *slip {
	s := &slip{float: kit.NewFloat(c, nil), yes: kit.NewButton(kit.Primary, kit.IconNone, verb, "F10", nil)}
	no := kit.NewButton(kit.Ordinary, kit.IconNone, "取消", "Esc", s.float.Close)
	s.float.Keys = map[fyne.KeyName]func(){fyne.KeyEscape: s.float.Close, fyne.KeyF10: s.yes.Press}
	all := append([]fyne.CanvasObject{kit.NewWords(title, kit.Head)}, rows...)
	s.float.SetContent(kit.Inset(kit.Gap6, kit.Column(kit.Gap4, append(all, kit.Row(layout.NewSpacer(), no, s.yes))...)))
	return s
}

// open shows the slip; run is what its button does. Enter in the last field does it
// too.
func (s *slip) open(run func(), first fyne.Focusable, fields ...*kit.Entry) {
	s.yes.OnTapped = run
	s.fields = fields
	page := &Page{Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.float.Close, fyne.KeyF10: s.yes.Press}}
	page.Own(fields...)
	if n := len(fields); n > 0 {
		fields[n-1].OnNext = s.yes.Press
	}
	s.float.Open(first)
}

// do runs the work behind the button, with the button off and the fields closed
// meanwhile. A success closes the slip.
func (s *slip) do(work func() error, then func(), fail func(error)) {
	if s.busy.Busy() {
		return
	}
	s.yes.Disable()
	for _, e := range s.fields {
		e.Lock()
	}
	kit.RunOnly(&s.busy, func() (struct{}, error) { return struct{}{}, work() },
		func(struct{}) { s.float.Close(); then() },
		func(err error) {
			s.yes.Enable()
			fail(err) // refuses one of them
			for _, e := range s.fields {
				e.Unlock()
			}
			s.float.Refresh()
		})
}
