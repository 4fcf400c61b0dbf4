package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store"
	"tuanjian/ui/kit"
)

// A keenWindow gives the keyboard as the desktop driver does: to whoever it is asked for, under an open question too,
// which the driver of tests refuses. It notes when that happens.
type keenWindow struct {
	fyne.Window
	pulled bool
}

type keenCanvas struct {
	fyne.Canvas
	w *keenWindow
}

func (w *keenWindow) Canvas() fyne.Canvas { return keenCanvas{w.Window.Canvas(), w} }

func (c keenCanvas) Focus(f fyne.Focusable) {
	c.Canvas.Focus(f)
	c.w.pulled = c.w.pulled || c.Focused() != f
}

// TestALateAnswerLeavesTheQuestionAlone: what a journey shows while a question is open over it does not pull the
// keyboard; once the question is answered, the keyboard is with what is on show and not with what was.
func TestALateAnswerLeavesTheQuestionAlone(t *testing.T) {
	community, street := newBook(t, 0), newStreetBook(t, 8)
	for name, c := range map[string]struct {
		b     *store.Book
		begin func(s *Shell) (p *Page, late func())
	}{
		"submit":   {community, func(s *Shell) (*Page, func()) { u := newSubmit(s); return u.page, u.overview }},
		"receive":  {street, func(s *Shell) (*Page, func()) { v := newReceive(s, nil); return v.page, v.choose }},
		"take":     {community, func(s *Shell) (*Page, func()) { k := newTake(s); return k.page, k.choose }},
		"give":     {street, func(s *Shell) (*Page, func()) { g := newGive(s); return g.page, g.ask }},
		"reply":    {street, func(s *Shell) (*Page, func()) { y := newReply(s, replyDues); return y.page, y.ask }},
		"intake":   {community, func(s *Shell) (*Page, func()) { k := newIntake(s, nil, nil); return k.page, k.choose }},
		"meet":     {community, func(s *Shell) (*Page, func()) { m := newMeet(s); return m.page, m.start }},
		"handover": {community, func(s *Shell) (*Page, func()) { h := newHandover(s); return h.page, h.review }},
	} {
		t.Run(name, func(t *testing.T) {
			s := onDesk(t, c.b)
			w := &keenWindow{Window: s.Window}
			s.Window = w
			p, late := c.begin(s)
			s.Show(p)
			was := p.First
			if was == nil || s.Canvas().Focused() != was {
				t.Fatalf("the keyboard is with %T", s.Canvas().Focused())
			}
			kit.Ask(s.Canvas(), "还没有写完", "要离开吗？", kit.Answer{Verb: "留下", Safe: true}, kit.Answer{Verb: "离开"})
			w.pulled = false
			late()
			if w.pulled {
				t.Error("the keyboard was pulled from under the question")
			}
			press(s, fyne.KeyEscape)
			if now := s.Canvas().Focused(); p.First == was || now != p.First {
				t.Errorf("after the answer the keyboard is with %T, which is shown no more", now)
			}
		})
	}
}
