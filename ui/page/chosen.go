package page

import (
	"slices"

	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// chosen are the selected records, or the one that the keyboard stands on.
func (l *list) chosen() []value.ID {
	rows := l.grid.Selected()
	if at := l.grid.Current(); len(rows) == 0 && at >= 0 && at < l.length() {
		rows = []int{at}
	}
	ids := make([]value.ID, len(rows))
	for i, row := range rows {
		ids[i] = l.rows.Row(row).Head().ID
	}
	return ids
}

// remove takes the chosen records to the recycle bin.
func (l *list) remove() {
	ids := l.chosen()
	l.s.askRemove(l.q.Kind, ids, func() {
		if l.panel != nil && slices.Contains(ids, l.panel.id) {
			l.panel.form.Discard()
			l.closeForm()
		}
	})
}

// follow shows in the open panel what was saved elsewhere, by an undo say. A form in
// which something was typed stays: its save tells.
func (l *list) follow() {
	p := l.panel
	if p == nil || p.id.IsZero() || p.form.Dirty() {
		return
	}
	switch now := l.s.Book.Today().Get(p.kind, p.id); {
	case now == nil:
		p.after()
	case now.Head().Rev != p.was.Head().Rev:
		at := 0
		if p.tabs != nil {
			at = p.tabs.At()
		}
		l.openPanel(p.kind, p.id, p.fresh, p.after)
		if at > 0 && l.panel != nil && l.panel.tabs != nil {
			l.panel.tabs.Choose(at)
			l.panel.turn(at)
		}
	}
}

// edit goes to the bulk edit of the chosen records.
func (l *list) edit() {
	if ids := l.chosen(); len(ids) > 1 {
		l.s.Show(Bulk(l.s, l.q, ids))
	}
}

// A Way leads back to where a person was sent to a record from.
type Way struct {
	Label string
	Do    func()
	Tell  string // above the record; "" says to mend it and to come back
	Field string // of the record, to begin with
	Home  bool   // closing the record, or Esc in the list, leads back

	begin *face.Transition // of the record
}

func (w *Way) button() *kit.Button {
	return kit.NewButton(kit.Ordinary, look.IconLeft, w.Label, "", w.Do)
}
