package store

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// What a turn takes over from elsewhere: from a package, from another copy of the ledger.

// Take stages a record as its owner has it: with its number of versions and with who saved it when. Its place among
// the others is this ledger's.
func (t *Turn) Take(kind ledger.Kind, was, now ledger.Record) error {
	m := now.Head()
	switch {
	case was != nil:
		m.Order = was.Head().Order
	case kind.Blind():
		m.Order = t.seq << 24
	default:
		m.Order = t.order()
	}
	return t.stage(kind, was, now)
}

// Return stages a record that comes back as another copy of the ledger has it, to the place that it had here: out of the
// bin, where it lies there.
func (t *Turn) Return(kind ledger.Kind, r ledger.Record) error {
	t.drops = append(t.drops, drop{BinBucket, DraftKey(kind.Name(), r.Head().ID)})
	return t.stage(kind, nil, r)
}

// Past writes a change into the journal and nowhere else: what was on another copy of the ledger; nil is no record.
func (t *Turn) Past(kind ledger.Kind, was, now ledger.Record) error {
	var id value.ID
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

// Mark says of the next changes in the journal whether a person has overruled what was, and whether they are kept for the
// history alone: see Before.
func (t *Turn) Mark(overruled, aside bool) { t.mark.Overruled, t.mark.Aside = overruled, aside }

// TakeAll is Take for many, which are brought into the form of the file on all processors.
func (t *Turn) TakeAll(brings []records.Change, step func() error) error {
	const many = 1024 // at a time, so that few wait in both forms
	for ; len(brings) > 0; brings = brings[min(many, len(brings)):] {
		some := brings[:min(many, len(brings))]
		for i, x := range some {
			m := x.Now.Head()
			switch m.Order = t.order() + uint64(i); {
			case x.Was != nil:
				m.Order = x.Was.Head().Order
			case x.Kind.Blind():
				m.Order = t.seq << 24
			}
			if err := t.mine(x.Kind, x.Was, x.Now); err != nil {
				return err
			}
			x.Kind.Tidy(x.Now)
		}
		written := make([]struct {
			before, after []byte
			err           error
		}, len(some))
		records.InParts(len(some), func(i int) {
			w, x := &written[i], some[i]
			if x.Was != nil {
				w.before, w.err = writing.Marshal(x.Was)
			}
			if w.err == nil {
				w.after, w.err = writing.Marshal(x.Now)
			}
		})
		for i, x := range some {
			if err := written[i].err; err != nil {
				return err
			}
			if err := step(); err != nil {
				return err
			}
			id := x.Now.Head().ID
			t.items[x.Kind.Name()] = append(t.items[x.Kind.Name()], vault.Item{Key: id[:], Plain: written[i].after})
			if err := t.journal(x.Kind, id, written[i].before, written[i].after, x.Now); err != nil {
				return err
			}
		}
	}
	return nil
}
