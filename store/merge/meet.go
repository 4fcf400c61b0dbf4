package merge

import (
	"slices"

	"tuanjian/store/ledger"
)

// Meet brings their changes into ours, where ours and theirs are one record in two
// copies of a ledger: what only one side changed is taken, what both changed to
// something else stays ours and is a Clash. bases are the newest versions that both
// have had, one, or two where the copies have met before and each went on in its own
// way: then nothing is known of a field of which the two lead to different answers,
// and it is a Clash. Without bases every difference is one, but a filled field comes
// before an empty one. Which copy asks makes no difference to what is a Clash. The
// record's own particulars are those of ours.
func Meet(kind ledger.Kind, bases []ledger.Record, ours, theirs ledger.Record) (ledger.Record, []Clash) {
	var base ledger.Record
	if len(bases) > 0 {
		base = bases[0]
	}
	r, clashes := Three(kind, base, theirs, ours)
	if len(bases) > 1 {
		other, more := Three(kind, bases[1], theirs, ours)
		known := func(key string) bool { return slices.ContainsFunc(clashes, func(c Clash) bool { return c.Key == key }) }
		for i, c := range kind.Columns()[:kind.Fields()] {
			o, t := written(kind, ours, i), written(kind, theirs, i)
			clash := slices.ContainsFunc(more, func(x Clash) bool { return x.Key == c.Key })
			if known(c.Key) || !clash && written(kind, r, i) == written(kind, other, i) {
				continue
			}
			Take(kind, r, ours, c.Key)
			clashes = append(clashes, Clash{Key: c.Key, Ours: t, Theirs: o})
		}
		for _, x := range more {
			if kind.At(x.Key) < 0 && !known(x.Key) {
				Take(kind, r, ours, x.Key)
				clashes = append(clashes, Clash{Key: x.Key, Ours: x.Ours, Theirs: x.Theirs})
			}
		}
	}
	for i, c := range clashes {
		clashes[i].Ours, clashes[i].Theirs = c.Theirs, c.Ours
	}
	return r, clashes
}

// Take gives a field of r what another version of the record holds in it. It says
// false, and changes nothing, where the field refuses that.
func Take(kind ledger.Kind, r, from ledger.Record, key string) bool {
	if i := kind.At(key); i >= 0 && i < kind.Fields() {
		return take(kind, r, from, i)
	}
	r.Head().SetLoose(key, from.Head().LooseText(key))
	return true
}
