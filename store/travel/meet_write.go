package travel

import (
	"tuanjian/store"
	"tuanjian/store/ledger"
)

// take stages one outcome. Where both sides had changed something, the journal gets
// first their version and then what became of it: so both stay in the history, and the
// next meeting finds that theirs was seen.
func (o *outcome) take(t *store.Turn) error {
	t.Mark(o.over && o.was != nil, false)
	defer t.Mark(false, false)
	switch {
	case o.was == nil && o.now == nil:
		return o.seenGone(t)
	case o.now == nil:
		return t.Remove(o.kind, o.was, "另一台电脑上移走")
	case o.was == nil:
		return o.comes(t)
	case o.theirs == nil:
		return o.keepSeen(t)
	case o.forward:
		return t.Take(o.kind, o.was, o.saved(o.theirs))
	}
	seen := o.saved(o.theirs)
	if err := t.Past(o.kind, o.was, seen); err != nil {
		return err
	}
	t.Mark(false, false) // what was overruled is ours, not theirs
	return t.Replace(o.kind, seen, o.settled(o.now))
}

// settled is a version with the particulars of the record here.
func (o *outcome) settled(r ledger.Record) ledger.Record {
	r = o.kind.Clone(r)
	own := *o.was.Head()
	own.Excuses, own.Loose = r.Head().Excuses, r.Head().Loose
	*r.Head() = own
	return r
}

// saved is such a version as the other copy has saved it.
func (o *outcome) saved(theirs ledger.Record) ledger.Record {
	r := o.settled(theirs)
	h := r.Head()
	h.Rev = o.was.Head().Rev + 1
	h.ChangedBy, h.Changed = savedBy(theirs)
	return r
}

// comes stages a record that comes, for the first time or back from the recycle bin.
func (o *outcome) comes(t *store.Turn) error {
	r := o.kind.Clone(o.now)
	h := r.Head()
	if o.last == nil {
		h.Rev = 1
		return t.Take(o.kind, nil, r)
	}
	h.Rev, h.Order = o.last.Head().Rev+1, o.last.Head().Order
	return t.Return(o.kind, r)
}

// keepSeen notes that a record was removed there and stays here.
func (o *outcome) keepSeen(t *store.Turn) error {
	if err := t.Past(o.kind, o.was, nil); err != nil {
		return err
	}
	r := o.kind.Clone(o.was)
	r.Head().Rev++
	return t.Return(o.kind, r)
}

// seenGone notes what a record is there that stays in the recycle bin here.
func (o *outcome) seenGone(t *store.Turn) error {
	if err := t.Past(o.kind, nil, o.theirs); err != nil {
		return err
	}
	return t.Past(o.kind, o.theirs, nil)
}
