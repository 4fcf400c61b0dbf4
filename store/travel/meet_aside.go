package travel

import (
	"context"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/value"
)

// overruled finds what the other copy's people have overruled and this copy has never
// had: it goes into the history here too, so that nobody's value is on one computer only.
func (m *Meeting) overruled(ctx context.Context, p *parcel.Parcel) error {
	had := map[value.ID][]ledger.Record{}
	var found []meetRecord
	err := p.Overruled(ctx, func(w parcel.Was) error {
		kind := ledger.KindOf(w.Kind)
		if kind == nil {
			return nil
		}
		r := kind.New()
		r.Head().ID = w.ID
		for i, c := range kind.Columns()[:kind.Fields()] {
			if f, ok := kind.Set(r, i, w.Fields[c.Key]).(*value.Fault); ok && !f.Soft {
				r.Head().SetLoose(c.Key, w.Fields[c.Key])
			}
		}
		had[w.ID] = nil
		found = append(found, meetRecord{kind: kind, record: r})
		return nil
	})
	if err != nil || len(found) == 0 {
		return err
	}
	err = m.book.Changes(1, func(_ uint64, kind ledger.Kind, c store.Before) error {
		if _, asked := had[value.ID(c.ID)]; !asked {
			return nil
		}
		for _, text := range [][]byte{c.Was, c.Now} {
			r, err := store.RecordOf(kind, text)
			if err != nil {
				return err
			}
			if r != nil {
				had[r.Head().ID] = append(had[r.Head().ID], r)
			}
		}
		return nil
	})
	for _, f := range found {
		id := f.record.Head().ID
		known := false
		for _, r := range had[id] {
			known = known || sameFields(f.kind, r, f.record)
		}
		if !known {
			had[id] = append(had[id], f.record)
			m.asides = append(m.asides, f)
		}
	}
	return err
}

func sameFields(kind ledger.Kind, a, b ledger.Record) bool {
	for i := range kind.Fields() {
		if FieldText(kind, a, i) != FieldText(kind, b, i) {
			return false
		}
	}
	return true
}

// putAside writes a version into the history of a record that never was so here.
func (x meetRecord) putAside(t *store.Turn) error {
	t.Mark(false, true)
	defer t.Mark(false, false)
	now := t.View().Get(x.kind, x.record.Head().ID)
	if err := t.Past(x.kind, now, x.record); err != nil {
		return err
	}
	return t.Past(x.kind, x.record, now)
}
