package store

import (
	"cmp"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// DraftBucket holds what was typed and not saved: kind and id → Draft.
const DraftBucket = "draft"

// A Draft is what somebody typed into a form and has not saved: kept sealed in the
// ledger, so that a power cut or a lock takes nothing away. It is no record and no
// history; it goes when its record is saved or the person gives it up.
type Draft struct {
	Kind    string            `json:"k"`
	ID      value.ID          `json:"i"`           // of a new record: from NewID, or zero as one was kept before
	Rev     uint32            `json:"r,omitempty"` // of the record when the form began; 0: a record that is new
	At      string            `json:"a,omitempty"` // key of the field with the keyboard
	Texts   map[string]string `json:"t,omitempty"` // what was typed, by field; half-typed too
	Excuses []ledger.Excuse   `json:"e,omitempty"`
	Who     string            `json:"w,omitempty"` // filled in by Keep
	Time    int64             `json:"m,omitempty"` // Unix seconds, filled in by Keep
	Seq     uint64            `json:"n,omitempty"` // grows with every keeping; the order of drafts
}

// Drafts are the forms of a ledger that wait to be gone on with.
type Drafts struct{ book *Book }

// Drafts are those of this ledger.
func (b *Book) Drafts() Drafts { return Drafts{b} }

// New says that the draft is of a record that is not in the ledger yet.
func (d Draft) New() bool { return d.Rev == 0 }

func DraftKey(kind string, id value.ID) []byte {
	return append(append([]byte(kind), 0), id[:]...)
}

// Keep keeps a draft in the place of the record's older one: one small commit,
// durable when it returns, without an entry in the journal. A draft of a kind that
// this program does not know is refused.
func (f Drafts) Keep(d Draft) error {
	b := f.book
	if err := b.Allow(MayEdit); err != nil {
		return err
	}
	if ledger.KindOf(d.Kind) == nil {
		return Refuse("没有这一类资料：" + d.Kind + "。")
	}
	err := b.vault.Update(func(tx *vault.Tx) error {
		last := uint64(0)
		if _, err := tx.Each(DraftBucket, func(_, plain []byte) error {
			var other Draft
			if err := reading.Unmarshal(plain, &other); err == nil {
				last = max(last, other.Seq)
			}
			return nil
		}); err != nil {
			return err
		}
		d.Who, d.Time, d.Seq = b.operator, b.env.Now().Unix(), last+1
		text, err := writing.Marshal(d)
		if err != nil {
			return err
		}
		return tx.Put(DraftBucket, DraftKey(d.Kind, d.ID), text)
	})
	if err != nil {
		return Tell(err)
	}
	return nil
}

// All are all that wait to be gone on with, newest first. One that cannot be read
// is passed over: Check names it.
func (f Drafts) All() ([]Draft, error) {
	var out []Draft
	err := f.book.vault.View(func(tx *vault.Tx) error {
		_, err := tx.Each(DraftBucket, func(_, plain []byte) error {
			var d Draft
			if err := reading.Unmarshal(plain, &d); err == nil && ledger.KindOf(d.Kind) != nil {
				out = append(out, d)
			}
			return nil
		})
		return err
	})
	if err != nil {
		return nil, Tell(err)
	}
	slices.SortFunc(out, func(a, b Draft) int { return cmp.Compare(b.Seq, a.Seq) })
	return out, nil
}

// Drop gives a draft up. Nothing happens where there is none.
func (f Drafts) Drop(kind string, id value.ID) error {
	b := f.book
	if err := b.Allow(MayEdit); err != nil {
		return err
	}
	err := b.vault.Update(func(tx *vault.Tx) error { return tx.Delete(DraftBucket, DraftKey(kind, id)) })
	if err != nil {
		return Tell(err)
	}
	return nil
}
