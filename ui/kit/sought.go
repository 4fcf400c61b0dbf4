package kit

import (
	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

// Match answers which of some labels a person may mean by what was typed, best first.
type Match func(labels []string, query string) []int

// Sought is a list of lines with a search above it: a letter typed over the lines begins
// the search, ↑ ↓ walk through what it finds, Enter chooses, Esc ends the search and then
// whatever the list is in. Lines are counted as they were given, found or not: OnPick and
// At of the Rows answer places on show, which Of translates.
type Sought struct {
	View  *fyne.Container // the search and the lines
	Field *Entry
	// OnKey is asked about each key that neither the search nor the lines have a use for.
	OnKey func(fyne.KeyName) bool

	rows  *Rows
	items []Item
	match Match
	shown []int // the lines on show
}

// NewSought lays a search over rows, which shows the items from now on.
func NewSought(rows *Rows, items []Item, match Match) *Sought {
	s := &Sought{Field: NewEntry(), rows: rows, match: match}
	s.Field.SetPlaceHolder("打字找：拼音、汉字")
	s.Field.OnChanged = func(string) { s.find() }
	s.Field.OnNext = rows.Pick
	s.Field.OnPrevious = s.back
	s.Field.OnKey = s.fieldKey
	s.Field.OnEntered = func() { rows.Lit = true; rows.Refresh() }
	s.Field.OnLeft = func() { rows.Lit = false; rows.Refresh() }
	rows.OnType = func(r rune) {
		s.Field.Focus()
		s.Field.SetText("")
		s.Field.TypedRune(r)
	}
	rows.OnKey = func(name fyne.KeyName) bool { return s.OnKey != nil && s.OnKey(name) }
	s.View = look.Column(look.Gap1, s.Field, rows)
	s.Set(items)
	return s
}

// Set shows other words in the same lines.
func (s *Sought) Set(items []Item) {
	s.items = items
	s.draw()
}

// Of is the line that stands at a place on show.
func (s *Sought) Of(place int) int { return s.shown[place] }

// Clear ends the search and stands on a line, with the keyboard in the lines.
func (s *Sought) Clear(line int) {
	s.Field.SetText("")
	s.rows.Stand(line)
	s.back()
}

func (s *Sought) back() {
	if c := hands.CanvasOf(s.rows); c != nil {
		hands.Steer(c, s.rows)
	}
}

func (s *Sought) find() {
	s.draw()
	s.rows.Stand(0)
}

// draw shows the lines that are found; all where nothing is sought.
func (s *Sought) draw() {
	query := look.OneLine(s.Field.Text)
	s.shown = s.shown[:0]
	if query == "" {
		for i := range s.items {
			s.shown = append(s.shown, i)
		}
	} else {
		labels := make([]string, len(s.items))
		for i, it := range s.items {
			labels[i] = it.Label
		}
		s.shown = append(s.shown, s.match(labels, query)...)
	}
	items := make([]Item, len(s.shown))
	for i, at := range s.shown {
		items[i] = s.items[at]
	}
	if len(items) == 0 {
		items = []Item{{Head: true, Label: "没有这样的选项"}}
	}
	s.rows.Set(items)
}

func (s *Sought) fieldKey(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape:
		if s.Field.Text == "" {
			return s.OnKey != nil && s.OnKey(name)
		}
		s.Clear(0)
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		s.rows.Walk(name)
	case fyne.KeyTab:
		if s.OnKey == nil || !s.OnKey(name) {
			s.back()
		}
	default:
		return s.OnKey != nil && s.OnKey(name)
	}
	return true
}
