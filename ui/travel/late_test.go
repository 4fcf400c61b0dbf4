package travel

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
	community, street := newBook(t, 0), newStreetBook(t, 8)
	for name, c := range map[string]struct {
		b     *store.Book
		begin func(s *page.Shell) (p *page.Page, late func())
	}{
		"submit":  {community, func(s *page.Shell) (*page.Page, func()) { u := newSubmit(s); return u.page, u.overview }},
		"receive": {street, func(s *page.Shell) (*page.Page, func()) { v := newReceive(s, nil); return v.page, v.choose }},
		"take":    {community, func(s *page.Shell) (*page.Page, func()) { k := newTake(s); return k.page, k.choose }},
		"give":    {street, func(s *page.Shell) (*page.Page, func()) { g := newGive(s); return g.page, g.ask }},
		"reply":   {street, func(s *page.Shell) (*page.Page, func()) { y := newReply(s, replyDues); return y.page, y.ask }},
		"meet":    {community, func(s *page.Shell) (*page.Page, func()) { m := newMeet(s); return m.page, m.start }},
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
