package page

import (
	"tuanjian/store"
	"tuanjian/store/chronicle"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// HouseholdWord is what people call the page of all that is known of one record.
const HouseholdWord = "一户一档"

// ShowHousehold goes to the page of all that is known of one record; back leads to where a person came from. A kind that has
// no such page opens nothing.
func (s *Shell) ShowHousehold(kind ledger.Kind, id value.ID, back func()) {
	if s.housed(kind) && s.Book.Today().Get(kind, id) != nil {
		s.Open(func(s *Shell) *Page { return s.Screens.Household(s, kind, id, back) })
	}
}

// housed says that records of a kind have a page of their own.
func (s *Shell) housed(kind ledger.Kind) bool {
	return chronicle.Has(kind) && s.Screens.Household != nil
}

// household goes from the list to the page of one record, and comes back to the same row, or the same open panel.
func (l *list) household(id value.ID) {
	open := l.panel != nil && l.panel.id == id
	l.s.ShowHousehold(l.q.Kind, id, l.backTo(id, open))
}

// housedRow is household for the row on which the keyboard stands, or the record that is open.
func (l *list) housedRow() {
	switch at := l.grid.Current(); {
	case l.panel != nil && l.panel.kind == l.q.Kind && !l.panel.id.IsZero():
		l.household(l.panel.id)
	case l.panel == nil && at >= 0 && at < l.length():
		l.household(l.rows.Row(at).Head().ID)
	}
}

// DeedsOf are the lines of a menu for what can be done with a record: its transitions, each of which opens it, and the jobs
// about it. from leads back to where a person was.
func (s *Shell) DeedsOf(kind ledger.Kind, r ledger.Record, from *Way) []kit.Deed {
	deeds := transitionDeeds(s.transitions(kind, r), func(t face.Transition) {
		way := *from
		way.begin = &t
		s.ShowRecordFrom(kind, r.Head().ID, &way)
	})
	return append(append(s.WorksOf(kind, r), s.LetterDeeds(kind, r, from.Do)...), deeds...)
}

// WorksOf are the lines of a menu for the jobs about a record.
func (s *Shell) WorksOf(kind ledger.Kind, r ledger.Record) []kit.Deed { return s.workDeeds(kind, r) }

// transitions are those that a person may begin.
func (s *Shell) transitions(kind ledger.Kind, r ledger.Record) []face.Transition {
	if foreign(kind, r) || !s.Book.May(store.MayEdit) {
		return nil
	}
	return s.fitting(kind, r)
}

// ShowListFrom is ShowList with a way back to where a person was sent to it from.
func (s *Shell) ShowListFrom(q records.Query, from *Way) {
	s.Leave(func() { s.put(listFrom(s, q, from).page) })
}

// houseButton leads from an open record to its page.
func (r *record) houseButton() *kit.Button {
	return kit.NewButton(kit.Quiet, look.IconNone, HouseholdWord, "", func() { r.l.household(r.id) })
}
