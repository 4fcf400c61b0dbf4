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
	t.Removal(o.removal[:])
	defer t.Removal(nil)
	switch {
	case o.was == nil && o.now == nil:
		return o.seenGone(t)
	case o.now == nil:
		return o.goes(t)
	case o.was == nil:
		return o.comes(t)
	case o.theirs == nil:
		return o.keepSeen(t)
	case o.forward:
		return t.Take(o.kind, o.was, o.numbered(o.saved(o.theirs), o.was.Head().Rev+1))
	}
	seen := o.saved(o.theirs)
	if err := t.Past(o.kind, o.was, seen); err != nil {
		return err
	}
	t.Mark(false, false) // what was overruled is ours, not theirs
	return t.Replace(o.kind, seen, o.atHome(o.now))
}

// numbered is a version with a number of at least n. What a meeting makes of two versions
// is numbered above both, here as on the other copy: by its number a version that was
// taken over is told from one of the same content.
func (o *outcome) numbered(r ledger.Record, n uint32) ledger.Record {
	if r.Head().Rev >= n {
		return r
	}
	r = o.kind.Clone(r)
	r.Head().Rev = n
	return r
}

// goes stages a removal that is taken over, of the version that was removed there.
func (o *outcome) goes(t *store.Turn) error {
	was := o.numbered(o.was, o.gone)
	if was.Head().Rev > o.was.Head().Rev {
		if err := t.Past(o.kind, o.was, was); err != nil {
			return err
		}
	}
	return t.Remove(o.kind, was, "另一台电脑上移走")
}

// atHome is a version with the particulars of the record here.
func (o *outcome) atHome(r ledger.Record) ledger.Record {
	r = o.kind.Clone(r)
	own := *o.was.Head()
	own.Excuses, own.Loose = r.Head().Excuses, r.Head().Loose
	*r.Head() = own
	return r
}

// saved is such a version as the other copy has saved it.
func (o *outcome) saved(theirs ledger.Record) ledger.Record {
	r := o.atHome(theirs)
	h := r.Head()
	h.Rev = theirs.Head().Rev
	h.ChangedBy, h.Changed = savedBy(theirs)
	return r
}

// comes stages a record that comes, for the first time or back from the recycle bin.
func (o *outcome) comes(t *store.Turn) error {
	r := o.kind.Clone(o.now)
	h := r.Head()
	if o.last == nil {
		h.Rev = max(h.Rev, 1)
		return t.Take(o.kind, nil, r)
	}
	h.Rev, h.Order = max(h.Rev, o.last.Head().Rev+1), o.last.Head().Order
	return t.Return(o.kind, r)
}

// keepSeen notes that a record was removed there and stays here.
func (o *outcome) keepSeen(t *store.Turn) error {
	if err := t.Past(o.kind, o.was, nil); err != nil {
		return err
	}
	r := o.kind.Clone(o.was)
	r.Head().Rev = max(r.Head().Rev, o.gone) + 1
	return t.Return(o.kind, r)
}

// seenGone notes what a record is there that stays in the recycle bin here.
func (o *outcome) seenGone(t *store.Turn) error {
	if err := t.Past(o.kind, nil, o.theirs); err != nil {
		return err
	}
	return t.Past(o.kind, o.theirs, nil)
}
