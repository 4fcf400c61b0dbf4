package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// An Entry is one line of the journal: who meant to do what, and when. What the
// intent did to each record lies beside it in the change bucket under the entry's
// number, so that an import of thousands stays quick to list.
type Entry struct {
	Seq    uint64 `json:"-"`
	Time   int64  `json:"t"` // Unix seconds; never used to order
	Who    string `json:"w"`
	Intent string `json:"i"`
	Detail Detail `json:"d,omitzero"`
	Count  int    `json:"n,omitempty"` // records changed
}

// A Detail says more of an intent, without any person's data but the reason that
// somebody typed.
type Detail struct {
	What   string `json:"w,omitempty"` // kind of record, form or package
	Reason string `json:"r,omitempty"`
	Whom   string `json:"m,omitempty"` // the operator concerned
	From   string `json:"l,omitempty"` // the operator who hands over to Whom
	Rows   int    `json:"n,omitempty"`
	Whole  bool   `json:"f,omitempty"` // whole ID numbers left the ledger
	Of     uint64 `json:"o,omitempty"` // the entry that an undo takes back
}

// A Before holds one record's change in the journal: nil Was for a new one, nil Now
// for one that went to the recycle bin.
type Before struct {
	Kind string `json:"k"`
	ID   []byte `json:"i"`
	Was  []byte `json:"b,omitempty"`
	Now  []byte `json:"a,omitempty"`

	Overruled bool `json:"o,omitempty"` // a person decided for another copy's version in the place of Was
	Aside     bool `json:"x,omitempty"` // kept for the history alone: the record never was so here

	// Removal tells which removal it was, by eight random bytes: that of another copy keeps
	// its own. Programs before said nothing.
	Removal []byte `json:"r,omitempty"`
}

// signRemoval says of a removal which it is, and of nothing else.
func (c *Before) signRemoval(random io.Reader) error {
	switch {
	case c.Now != nil || c.Was == nil:
		c.Removal = nil
	case c.Removal == nil:
		c.Removal = make([]byte, 8)
		_, err := io.ReadFull(random, c.Removal)
		return err
	}
	return nil
}

// Removal says of the next removals in the journal which they are: one of another copy of
// the ledger, in the eight bytes that it has there. Nil begins ones of this copy's own.
func (t *Turn) Removal(which []byte) { t.mark.Removal = which }

// History gives the versions of a record, newest first: the entry that made each
// and the record as it was after it.
func (b *Book) History(kind ledger.Kind, id value.ID) ([]Version, error) {
	entries := map[uint64]Entry{}
	var versions []Version
	err := b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.Each(ChangeBucket, func(key, plain []byte) error {
			if !bytes.Contains(plain, id[:]) {
				return nil // of the change of another record only what it refers to could hold the ID
			}
			var c Before
			if err := reading.Unmarshal(plain, &c); err != nil {
				return fmt.Errorf("journal: %w", err)
			}
			if c.Kind != kind.Name() || value.ID(c.ID) != id {
				return nil
			}
			v := Version{Seq: binary.BigEndian.Uint64(key), Record: kind.New(), Removed: c.Now == nil}
			state := c.Now
			if v.Removed {
				state = c.Was
			}
			if err := reading.Unmarshal(state, v.Record); err != nil {
				return fmt.Errorf("journal: %w", err)
			}
			versions, entries[v.Seq] = append(versions, v), Entry{}
			return nil
		})
		if err != nil {
			return err
		}
		_, err = tx.Journal(1, func(seq uint64, line []byte) error {
			e, made := entries[seq]
			if !made {
				return nil
			}
			if err := json.Unmarshal(line, &e); err != nil {
				return fmt.Errorf("journal: %w", err)
			}
			entries[seq] = e
			return nil
		})
		return err
	})
	if err != nil {
		return nil, Tell(err)
	}
	for i := range versions {
		versions[i].Entry = entries[versions[i].Seq]
	}
	slices.Reverse(versions)
	return versions, nil
}

// A Version is a record as one journal entry left it.
type Version struct {
	Seq     uint64
	Entry   Entry
	Record  ledger.Record
	Removed bool // the entry took it to the recycle bin; Record is what it was until then
}

// Journal gives the newest entries first, at most limit of them.
func (b *Book) Journal(limit int) ([]Entry, error) {
	var entries []Entry
	err := b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.JournalBack(func(seq uint64, line []byte) error {
			e := Entry{Seq: seq}
			if err := json.Unmarshal(line, &e); err != nil {
				return fmt.Errorf("journal: %w", err)
			}
			e.Seq = seq
			entries = append(entries, e)
			if len(entries) == limit {
				return vault.ErrStop
			}
			return nil
		})
		return err
	})
	if err != nil {
		return nil, Tell(err)
	}
	return entries, nil
}

// Changes calls each with every change of the entries from seq on, oldest first,
// until it answers vault.ErrStop. Changes of kinds that this program does not know
// are passed over.
func (b *Book) Changes(seq uint64, each func(seq uint64, kind ledger.Kind, change Before) error) error {
	return b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.From(ChangeBucket, binary.BigEndian.AppendUint64(nil, seq), func(key, plain []byte) error {
			var c Before
			if err := reading.Unmarshal(plain, &c); err != nil {
				return fmt.Errorf("journal: %w", err)
			}
			kind := ledger.KindOf(c.Kind)
			if kind == nil || len(key) < 8 || len(c.ID) != len(value.ID{}) {
				return nil
			}
			return each(binary.BigEndian.Uint64(key), kind, c)
		})
		return err
	})
}

// Made is the day of the ledger's first journal entry.
func (b *Book) Made() (day value.Date, err error) {
	err = b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.Journal(1, func(_ uint64, line []byte) error {
			var e Entry
			if err := json.Unmarshal(line, &e); err != nil {
				return fmt.Errorf("journal: %w", err)
			}
			day = value.DayOf(time.Unix(e.Time, 0).In(b.env.Now().Location()))
			return vault.ErrStop
		})
		return err
	})
	return day, err
}

// An Operation is a journal entry as a list of operations shows it.
type Operation struct {
	Entry
	Undone   bool // taken back, and not done again since
	Undoable bool // it may be taken back
	Here     bool // done since the ledger was opened
}

// EachOperation walks the journal, newest first, until each says stop.
func (b *Book) EachOperation(each func(Operation) (stop bool)) error {
	undone := map[uint64]bool{}
	err := b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.JournalBack(func(seq uint64, line []byte) error {
			o := Operation{Entry: Entry{Seq: seq}}
			if err := json.Unmarshal(line, &o.Entry); err != nil {
				return nil // Check names it; the others are still told
			}
			o.Seq, o.Undone = seq, undone[seq]
			// An entry that was itself taken back takes nothing back any more.
			if of := o.Detail.Of; of != 0 && of < seq && !o.Undone {
				undone[of] = true
			}
			o.Undoable = o.Count > 0 && !o.Undone && !deeds[Deed(o.Intent)].lasting
			o.Here = seq > b.opened
			if each(o) {
				return vault.ErrStop
			}
			return nil
		})
		return err
	})
	if err != nil {
		return Tell(err)
	}
	return nil
}

// A Touch is a record that an operation changed.
type Touch struct {
	Kind  ledger.Kind
	ID    value.ID
	Name  string // as it was called afterwards, or before it was removed
	Added bool   // new, or back from the recycle bin
	Gone  bool   // to the recycle bin
}

// RecordOf reads a record as it lies in the file; nil for no text.
func RecordOf(kind ledger.Kind, text []byte) (ledger.Record, error) {
	if text == nil {
		return nil, nil
	}
	r := kind.New()
	return r, reading.Unmarshal(text, r)
}

// A Left is something that an undo leaves as it is, and why.
type Left struct {
	Kind  string
	ID    value.ID
	Name  string
	Label string // of the field; "" for the whole record
	Why   string
}

// Stop ends a walk through changes from inside, without an error.
var Stop = vault.ErrStop

// note writes a journal entry that changes no record.
func (b *Book) note(intent string, d Detail) error {
	return b.write(intent, &d, func(*Turn) error { return nil })
}
