package records

import (
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Name is how people call the record with this ID, "" where there is none.
func (v *View) Name(kind ledger.Kind, id value.ID) string {
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
	kind := ledger.KindFor(r)
	if kind == nil {
		return ""
	}
	return kind.Called(r, v.texts(kind, r))
}

// Hint is what tells two records of one name apart, "" where nothing does.
func (v *View) Hint(r ledger.Record) string {
	kind := ledger.KindFor(r)
	return kind.Hint(r, v.texts(kind, r))
}

func (v *View) texts(kind ledger.Kind, r ledger.Record) ledger.Texts {
	return func(key string) string { return v.Text(kind, r, key) }
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
	ids, err := value.IDs(text)
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
