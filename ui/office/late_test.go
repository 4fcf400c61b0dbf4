package office

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/ui/page"
	"tuanjian/ui/stage"
)

// TestALateAnswerLeavesTheQuestionAlone: what a journey shows while a question is open over it does not pull the
// keyboard; once the question is answered, the keyboard is with what is on show and not with what was.
func TestALateAnswerLeavesTheQuestionAlone(t *testing.T) {
	community := newBook(t, 0)
	for name, c := range map[string]struct {
		b     *store.Book
		begin func(s *page.Shell) (p *page.Page, late func())
	}{
		"handover": {community, func(s *page.Shell) (*page.Page, func()) { h := newHandover(s); return h.page, h.review }},
	} {
		t.Run(name, func(t *testing.T) {
			s := onDesk(t, c.b)
			w := &stage.KeenWindow{Window: s.Window}
			s.Window = w
			p, late := c.begin(s)
			s.Show(p)
			stage.KeepsTheQuestion(t, w, func() fyne.Focusable { return p.First }, late)
		})
	}
}
