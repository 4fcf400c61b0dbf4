package household

import (
	"tuanjian/store/chronicle"
	"tuanjian/store/records"
	"tuanjian/ui/page"
)

// events are the rows of a chronicle in a grid of columns: those of one record, or those of a year.
type events struct {
	shown *chronicle.Chronicle // nil before they are known
}

func (e *events) length() int {
	if e.shown == nil {
		return 0
	}
	return len(e.shown.Events)
}

func (e *events) cell(row, col int) string {
	switch col {
	case 0:
		return e.shown.When(row)
	case 1:
		return e.shown.Sort(row)
	case 2:
		return e.shown.With(row)
	}
	return e.shown.What(row)
}

// show opens the record of an event, at the field that it is about, or the list of those that it tells of together; way leads
// back.
func (e *events) show(s *page.Shell, row int, way func(field string) *page.Way) {
	one, field := &e.shown.Events[row], ""
	if one.Field >= 0 {
		field = one.Kind.Columns()[one.Field].Key
	}
	if len(one.Together) > 1 {
		q := records.Query{Kind: one.Kind}
		for _, r := range one.Together {
			q.Only = append(q.Only, r.Head().ID)
		}
		back := way("")
		back.Tell = ""
		s.ShowListFrom(q, back)
		return
	}
	s.ShowRecordFrom(one.Kind, one.Record.Head().ID, way(field))
}
