package store

import (
	"tuanjian/store/ledger"
)

// meet stages one outcome. Where both sides had changed something, the journal gets
// first their version and then what became of it: so both stay in the history, and the
// next meeting finds that theirs was seen.
func (t *Turn) meet(o *outcome) error {
	t.mark.Overruled = o.over && o.was != nil
	defer func() { t.mark.Overruled = false }()
	switch {
	case o.was == nil && o.now == nil:
		return t.seenGone(o)
	case o.now == nil:
		return t.Remove(o.kind, o.was, "另一台电脑上移走")
	case o.was == nil:
		return t.meetNew(o)
	case o.theirs == nil:
		return t.keepSeen(o)
	case o.forward:
		r := t.settled(o, o.theirs)
		h := r.Head()
		h.Rev = o.was.Head().Rev + 1
		h.ChangedBy, h.Changed = savedBy(o.theirs)
		return t.stage(o.kind, o.was, r)
	}
	seen := t.settled(o, o.theirs)
	seen.Head().Rev = o.was.Head().Rev + 1
	seen.Head().ChangedBy, seen.Head().Changed = savedBy(o.theirs)
	if err := t.lineOf(o.kind, o.was, seen); err != nil {
		return err
	}
	t.mark.Overruled = false // what was overruled is ours, not theirs
	return t.Replace(o.kind, seen, t.settled(o, o.now))
}

// settled is a version with the particulars of the record here.
func (t *Turn) settled(o *outcome, r ledger.Record) ledger.Record {
	r = o.kind.Clone(r)
	own := *o.was.Head()
	own.Excuses, own.Loose = r.Head().Excuses, r.Head().Loose
	*r.Head() = own
	return r
}

// meetNew stages a record that comes, for the first time or back from the recycle bin.
func (t *Turn) meetNew(o *outcome) error {
	r := o.kind.Clone(o.now)
	h := r.Head()
	h.Rev, h.Order = 1, t.order()
	if o.last != nil {
		h.Rev, h.Order = o.last.Head().Rev+1, o.last.Head().Order
		t.drops = append(t.drops, drop{binBucket, draftKey(o.kind.Name(), o.id)})
	}
	return t.stage(o.kind, nil, r)
}

// keepSeen notes that a record was removed there and stays here.
func (t *Turn) keepSeen(o *outcome) error {
	if err := t.lineOf(o.kind, o.was, nil); err != nil {
		return err
	}
	r := o.kind.Clone(o.was)
	r.Head().Rev++
	return t.stage(o.kind, nil, r)
}

// seenGone notes what a record is there that stays in the recycle bin here.
func (t *Turn) seenGone(o *outcome) error {
	if err := t.lineOf(o.kind, nil, o.theirs); err != nil {
		return err
	}
	return t.lineOf(o.kind, o.theirs, nil)
}

// lineOf writes a change into the journal and nowhere else; nil is a removal.
func (t *Turn) lineOf(kind ledger.Kind, was, now ledger.Record) error {
	var id ledger.ID
	var texts [2][]byte
	for i, r := range []ledger.Record{was, now} {
		if r == nil {
			continue
		}
		text, err := writing.Marshal(r)
		if err != nil {
			return err
		}
		id, texts[i] = r.Head().ID, text
	}
	return t.line(kind, id, texts[0], texts[1])
}
