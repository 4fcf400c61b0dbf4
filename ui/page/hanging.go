package page

import (
	"tuanjian/store/value"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// hung is what hangs on the panel's record, present ones first.
func (r *record) hung() []ledger.Record {
	h := face.Of(r.kind).Hangs
	all := find.ListOf(r.s.Book.Today(), records.Query{Kind: h.Kind, Under: records.Place{Kind: r.kind.Name(), ID: r.id}})
	today := r.s.Book.Basis().Today
	var now, past []ledger.Record
	for i := range all.Len() {
		if one := all.Row(i); h.Past(one, today) {
			past = append(past, one)
		} else {
			now = append(now, one)
		}
	}
	return append(now, past...)
}

// hungList shows what hangs on the record, with a way to enter one and to end one.
func (r *record) hungList() fyne.CanvasObject {
	h, all := face.Of(r.kind).Hangs, r.hung()
	rows := kit.RowsOf(0, all, func(one ledger.Record) kit.Item {
		return kit.Item{Icon: face.Of(h.Kind).Icon, Label: h.Label(r.s.Book, one), Hint: h.Hint(r.s.Book, one)}
	}, func(one ledger.Record) { r.openHung(one.Head().ID, nil) })
	add := kit.NewButton(kit.Ordinary, look.IconAdd, h.Verb, "", func() {
		r.openHung(value.ID{}, func(n ledger.Record) { h.Fill(r.s.Book, r.id, n) })
	})
	r.s.Only(store.MayAdd, add)
	switch {
	case r.foreign() && len(all) == 0:
		return kit.Empty(face.Of(h.Kind).Icon, h.None)
	case len(all) == 0:
		return kit.Empty(face.Of(h.Kind).Icon, h.None, kit.Stage{Icon: look.IconAdd, Verb: h.Verb, Tell: h.Tell, Do: add.OnTapped})
	case r.foreign():
		return look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords("Enter 打开", look.Note), rows))
	}
	return look.Inset(look.Gap4, look.Pile(look.Gap2, look.Row(look.NewWords(h.Tip, look.Note), layout.NewSpacer(), add), rows))
}

// openHung shows one of what hangs on the record in the panel; at its end the record
// comes back.
func (r *record) openHung(id value.ID, set func(ledger.Record)) {
	l, kind, owner := r.l, r.kind, r.id
	l.openPanel(face.Of(kind).Hangs.Kind, id, set, func() {
		l.closePanel()
		l.openPanel(kind, owner, nil, l.closeForm)
		if l.panel != nil {
			l.panel.tabs.Choose(1)
			l.panel.turn(1)
		}
	})
}
