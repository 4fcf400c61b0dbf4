// Package merge compares what a record was with what two people made of it, field by
// field. It knows the field tables and nothing of files, journals or screens: it
// touches no record that it is given and decides nothing where both changed the same
// field to something else.
package merge

import (
	"cmp"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A Clash is a field that both sides changed, each to something else. The texts are
// those of the field table; a reference's are ids.
type Clash struct {
	Key               string
	Was, Ours, Theirs string
}

// Three answers theirs with our changes brought in: fields that only we changed have
// our value, fields that only they changed have theirs, and what both changed to
// something else stays as theirs and is a Clash. With was being what an intent left
// behind and ours what it found, Three takes the intent back around all that came
// later. was may be nil when nothing is known of it: then every difference clashes.
// The record's own particulars are those of theirs.
func Three(kind ledger.Kind, was, ours, theirs ledger.Record) (ledger.Record, []Clash) {
	if was == nil {
		was = kind.New()
	}
	r := kind.Clone(theirs)
	var clashes []Clash
	for i := range kind.Fields() {
		key := kind.Columns()[i].Key
		w, o, t := written(kind, was, i), written(kind, ours, i), written(kind, theirs, i)
		switch {
		case o == w || o == t:
			continue
		case t != w || !take(kind, r, ours, i):
			clashes = append(clashes, Clash{Key: key, Was: w, Ours: o, Theirs: t})
		}
	}
	for _, key := range asides(kind, was, ours, theirs) {
		w, o, t := was.Head().LooseText(key), ours.Head().LooseText(key), theirs.Head().LooseText(key)
		switch {
		case o == w || o == t:
		case t == w:
			r.Head().SetLoose(key, o)
		default:
			clashes = append(clashes, Clash{Key: key, Was: w, Ours: o, Theirs: t})
		}
	}
	for _, key := range kind.Histories() {
		past, both := sets(kind.Past(was, key), kind.Past(ours, key), kind.Past(theirs, key))
		if both {
			slices.SortFunc(past, earlier)
		}
		kind.SetPast(r, key, past)
	}
	// A reason holds only for the text that it was given for, so none can do harm.
	r.Head().Excuses, _ = sets(was.Head().Excuses, ours.Head().Excuses, theirs.Head().Excuses)
	return r, clashes
}

// written is what a field holds, or what somebody wrote that does not fit it.
func written(kind ledger.Kind, r ledger.Record, i int) string {
	if text := kind.Text(r, i, ledger.Basis{}); text != "" {
		return text
	}
	return r.Head().LooseText(kind.Columns()[i].Key)
}

// take gives a field what another record holds in it. It says false where the field
// refuses it.
func take(kind ledger.Kind, r, from ledger.Record, i int) bool {
	key := kind.Columns()[i].Key
	if text := kind.Text(from, i, ledger.Basis{}); text != kind.Text(r, i, ledger.Basis{}) {
		if fault, ok := kind.Set(r, i, text).(*value.Fault); ok && !fault.Soft {
			return false
		}
	}
	r.Head().SetLoose(key, from.Head().LooseText(key))
	return true
}

// asides are the keys under which something is kept that no field can hold.
func asides(kind ledger.Kind, records ...ledger.Record) []string {
	var keys []string
	for _, r := range records {
		for _, l := range r.Head().Loose {
			if kind.At(l.Key) < 0 && !slices.Contains(keys, l.Key) {
				keys = append(keys, l.Key)
			}
		}
	}
	return keys
}

// earlier orders past stretches; no two different ones are equal, so that who merges
// does not matter.
func earlier(a, b ledger.Spell) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Until, b.Until), cmp.Compare(a.State, b.State), cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Document, b.Document))
}

// sets answers theirs without what we took out and with what we added, and says
// whether both sides had changed it.
func sets[E comparable](was, ours, theirs []E) (out []E, both bool) {
	switch {
	case slices.Equal(theirs, was):
		return ours, false
	case slices.Equal(ours, was), slices.Equal(ours, theirs):
		return theirs, false
	}
	for _, e := range theirs {
		if slices.Contains(ours, e) || !slices.Contains(was, e) {
			out = append(out, e)
		}
	}
	for _, e := range ours {
		if !slices.Contains(was, e) && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out, true
}

// Same says that two versions of a record hold the same, apart from when and by whom
// they were saved.
func Same(kind ledger.Kind, a, b ledger.Record) bool {
	for i := range kind.Fields() {
		if written(kind, a, i) != written(kind, b, i) {
			return false
		}
	}
	for _, key := range kind.Histories() {
		if !slices.Equal(kind.Past(a, key), kind.Past(b, key)) {
			return false
		}
	}
	for _, key := range asides(kind, a, b) {
		if a.Head().LooseText(key) != b.Head().LooseText(key) {
			return false
		}
	}
	x, y := a.Head().Excuses, b.Head().Excuses
	return len(x) == len(y) && !slices.ContainsFunc(x, func(e ledger.Excuse) bool { return !slices.Contains(y, e) })
}

// A Differing is a field as two people left it. The texts are as people read them,
// secrets whole; OursText is what the field table's Set takes to have ours.
type Differing struct {
	Key, Label        string
	Was, Ours, Theirs string
	OursText          string
}
