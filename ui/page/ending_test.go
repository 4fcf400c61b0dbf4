package page

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/undo"
	"tuanjian/ui/face"
)

// 办理 of one who leaves says at once that his posts end with him, and the one save ends them; one undo brings both back.
func TestTransitionEndsPosts(t *testing.T) {
	b := newBook(t, 60)
	s := onDesk(t, b)
	var m *ledger.Member
	var p *ledger.Post
	posts := find.ListOf(b.Today(), records.Query{Kind: ledger.Posts, Tab: "now"})
	for i := range posts.Len() {
		p = posts.Row(i).(*ledger.Post)
		if m, _ = b.Today().Get(ledger.Members, p.Person).(*ledger.Member); m != nil && m.OnRoll() && p.From.First() < b.Basis().Today {
			break
		}
	}
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	at := slices.IndexFunc(face.Of(ledger.Members).Transitions, func(tr face.Transition) bool { return tr.Label == "去世" })
	l.panel.begin(face.Of(ledger.Members).Transitions[at])
	if !strings.Contains(l.panel.hint, "一并离任") {
		t.Errorf("nothing is proposed: %s", l.panel.hint)
	}
	l.panel.form.Save(false)
	if l.panel != nil {
		l.panel.form.Save(false)
	}
	if got := b.Today().Get(ledger.Posts, p.ID).(*ledger.Post); got.To != b.Basis().Today || find.TextOf(b.Today(), ledger.Members, b.Today().Get(ledger.Members, m.ID), "duties") != "" {
		t.Errorf("the post is to %v", got.To)
	}
	undo, err := undo.Last(b)
	if err == nil {
		_, err = undo.Apply()
	}
	if got := b.Today().Get(ledger.Posts, p.ID).(*ledger.Post); err != nil || got.To != 0 || !b.Today().Get(ledger.Members, m.ID).(*ledger.Member).OnRoll() {
		t.Errorf("undone: %v, the post is to %v", err, got.To)
	}
}
