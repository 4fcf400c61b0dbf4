package records

import (
	"strings"

	"tuanjian/store/ledger"
)

// Name is how people call the record with this ID, "" where there is none.
func (v *View) Name(kind ledger.Kind, id ledger.ID) string {
	if id.IsZero() {
		return ""
	}
	if r := v.Get(kind, id); r != nil {
		return v.Called(r)
	}
	return ""
}

// Called is how people call a record: its name, or what it ties together where it has none of its own.
func (v *View) Called(r ledger.Record) string {
	switch r := r.(type) {
	case *ledger.Post:
		return said(" ", v.Name(ledger.Members, r.Person), v.Name(ledger.Branches, r.Branch), ledger.Duties.Label(r.Duty))
	case *ledger.Liaison:
		return said(" → ", v.Name(ledger.Officers, r.Officer), v.Contact(r))
	case *ledger.Visit:
		return said(" ", r.Day.String(), v.Name(ledger.Liaisons, r.Liaison))
	case *ledger.Parcel:
		return said(" ", v.Name(ledger.Communities, r.Community), ledger.ParcelSorts.Label(r.Sort), "第 "+r.Number.String()+" 包")
	}
	return ledger.NameOf(r)
}

// Contact is with whom a standing contact is held.
func (v *View) Contact(l *ledger.Liaison) string {
	return said("、", v.Name(ledger.Branches, l.Branch), v.Name(ledger.Enterprises, l.Enterprise), v.Name(ledger.Communities, l.Community))
}

// said joins what there is to say.
func said(between string, parts ...string) string {
	there := parts[:0]
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, between)
}

// Text is what people read in one of a kind's own columns: references by name, secrets whole; where a field holds nothing,
// what was written for it. "" for a key that the kind does not have.
func (v *View) Text(kind ledger.Kind, r ledger.Record, key string) string {
	if i := kind.At(key); i >= 0 {
		return v.TextAt(kind, r, i)
	}
	return ""
}

// TextAt is Text by the place of the column.
func (v *View) TextAt(kind ledger.Kind, r ledger.Record, i int) string {
	c := &kind.Columns()[i]
	text := kind.Text(r, i, v.moment.Basis)
	if text == "" {
		return r.Head().LooseText(c.Key)
	}
	if c.Shape != ledger.Ref {
		return text
	}
	ids, err := ledger.IDs(text)
	if err != nil {
		return ""
	}
	of := ledger.KindOf(c.Choices.Kind)
	if len(ids) == 1 {
		return v.Name(of, ids[0])
	}
	names := make([]string, len(ids))
	for j, id := range ids {
		names[j] = v.Name(of, id)
	}
	return strings.Join(names, "、")
}
