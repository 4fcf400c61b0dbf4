package page

import (
	"testing"

	"tuanjian/store/overview"
)

// TestWhatIsToDoHasItsTab: each thing to do that is a list opens as many rows as it says, under a tab that shows it.
func TestWhatIsToDoHasItsTab(t *testing.T) {
	b := newBook(t, 300)
	s := onDesk(t, b)
	lists := 0
	for _, todo := range overview.Todos(b) {
		s.ShowTodo(todo)
		l := s.page.list
		if l == nil {
			continue
		}
		lists++
		if l.length() != todo.Count {
			t.Errorf("%d %s: %d rows", todo.Count, todo.Text, l.length())
		}
		if l.tabKeys[l.tabs.At()] != l.q.Tab {
			t.Errorf("%s: no tab shows it", todo.Text)
		}
	}
	if lists < 5 {
		t.Errorf("only %d lists", lists)
	}
}
