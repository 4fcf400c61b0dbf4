package ledger

import "tuanjian/store/value"

// A kind is one of two things to time: its records are events, each on a day, or they last: a firm, a person, a standing
// contact, whose events are told in order. A kind says in its table which it is; package chronicle walks over both.

// Event says that the records of the kind are events.
func (t *Table[T]) Event() bool { return t.parts.happened != nil }

// Lasts says that the records of the kind go on, and events are told of them.
func (t *Table[T]) Lasts() bool { return t.parts.lasts }

// Happened is the day of an event, at the precision in which it was written; 0 where it says none: the day of what it is a
// part of counts then.
func (t *Table[T]) Happened(r Record) value.Date {
	if t.parts.happened == nil {
		return 0
	}
	return t.parts.happened(t.of(r))
}

// Told is an event in one line, without its day and whom it is about.
func (t *Table[T]) Told(r Record) string {
	if t.parts.told == nil {
		return ""
	}
	return value.OneLine(t.parts.told(t.of(r)))
}

// Began is the place of the day on which something that lasts began, or -1.
func (t *Table[T]) Began() int { return t.At(t.parts.began) }

// About is a record that an event is about without referring to it; zero for none.
func (t *Table[T]) About(r Record) value.ID {
	if t.parts.about == nil {
		return value.ID{}
	}
	return t.parts.about(t.of(r))
}

// Stands is the spell of a dated state that has not ended.
func (t *Table[T]) Stands(r Record, key string) Spell {
	for _, h := range t.histories {
		if h.Key == key {
			of := t.of(r)
			s := Spell{State: h.State(of), From: *h.Since(of)}
			if h.Reason != nil {
				s.Reason, s.Document = *h.Reason(of), *h.Document(of)
			}
			return s
		}
	}
	return Spell{}
}

// Why is the place of the reason of a state, or -1: the changes of what needs none, as a wage, are no events.
func (t *Table[T]) Why(key string) int {
	for _, h := range t.histories {
		if h.Key == key {
			return t.At(h.Why)
		}
	}
	return -1
}

// worded is what was written with the word for it, "" where nothing was.
func worded(word, text string) string {
	if text == "" {
		return ""
	}
	return word + text
}

// attended says how many were due and came, as far as it is known.
func attended(due, present value.Count) string {
	return said(" ", worded("应到 ", due.String()), worded("实到 ", present.String()))
}

// reached is the last step that was taken.
func reached(steps []Step) (last Step) {
	for _, s := range steps {
		if s.Day != 0 {
			last = s
		}
	}
	return last
}

// ofYear is a year as a day of that precision.
func ofYear(year value.Count) value.Date {
	n, _ := year.Value()
	return value.Day(max(0, n), 0, 0)
}
