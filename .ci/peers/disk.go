package main

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/fxamacker/cbor/v2"
	"go.etcd.io/bbolt"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/seal"
)

// firstList measures from the password to the first list, with a password whose
// try costs next to nothing.
func firstList(file string, rounds int) {
	turnAbout("unlock to first list", rounds, 1.5,
		func() float64 {
			return timed(func() {
				b := opened(file)
				find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
				must(b.Close())
			})
		},
		func() float64 { return timed(func() { bareOpen(file) }) })
}

// bareOpen is what a plain program does to have the same records: open the file
// with bbolt, try the password, open and decode one value after another.
func bareOpen(file string) {
	db, err := bbolt.Open(file, 0o600, &bbolt.Options{ReadOnly: true})
	must(err)
	records := map[string][]ledger.Record{}
	must(db.View(func(tx *bbolt.Tx) error {
		var slots []seal.Slot
		if err := json.Unmarshal(tx.Bucket([]byte("head")).Get([]byte("slots")), &slots); err != nil {
			return err
		}
		key, _, err := seal.OpenPassword(slots, "", password)
		if err != nil {
			return err
		}
		sealer, err := seal.NewSealer(key, rand.Reader, 1)
		if err != nil {
			return err
		}
		var plain []byte
		for _, kind := range ledger.All {
			bucket := tx.Bucket([]byte(kind.Name()))
			if bucket == nil {
				continue
			}
			err := bucket.ForEach(func(k, sealed []byte) error {
				if plain, err = sealer.Open(plain[:0], kind.Name(), k, sealed); err != nil {
					return err
				}
				r := kind.New()
				records[kind.Name()] = append(records[kind.Name()], r)
				return cbor.Unmarshal(plain, r)
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	must(db.Close())
	if len(records["member"]) == 0 {
		must(fmt.Errorf("no members in %s", file))
	}
}

// save measures one edited member until it is durable, against bbolt that puts
// values of the same sizes into the same buckets of a copy of the same file.
func save(file string, rounds int) {
	dir, err := os.MkdirTemp(filepath.Dir(file), "peers")
	must(err)
	defer os.RemoveAll(dir)
	mine, theirs := filepath.Join(dir, "ours.tjz"), filepath.Join(dir, "bare.tjz")
	copied(file, mine)
	b := opened(mine)
	first := edited(b, 0)
	saved(b, first)
	must(b.Close())
	copied(mine, theirs)
	db, err := bbolt.Open(theirs, 0o600, nil)
	must(err)
	defer db.Close()
	var keys [][]byte
	var member, change, entry, tallies int // bytes, sealed
	must(db.View(func(tx *bbolt.Tx) error {
		member = len(tx.Bucket([]byte("member")).Get(first.ID[:]))
		_, v := tx.Bucket([]byte("change")).Cursor().Last()
		change = len(v)
		_, v = tx.Bucket([]byte("journal")).Cursor().Last()
		entry = len(v)
		_, v = tx.Bucket([]byte("proof")).Cursor().Last()
		tallies = len(v)
		return tx.Bucket([]byte("member")).ForEach(func(k, _ []byte) error {
			keys = append(keys, append([]byte(nil), k...))
			return nil
		})
	}))
	bare := func(i int) {
		seq := binary.BigEndian.AppendUint64(nil, uint64(i+1000))
		key, line := keys[i*7919%len(keys)], append(seq, 0, 0, 0, 0)
		must(db.Update(func(tx *bbolt.Tx) error {
			if err := tx.Bucket([]byte("member")).Put(key, make([]byte, member)); err != nil {
				return err
			}
			if err := tx.Bucket([]byte("change")).Put(line, make([]byte, change)); err != nil {
				return err
			}
			if err := tx.Bucket([]byte("proof")).Put([]byte("state"), make([]byte, tallies)); err != nil {
				return err
			}
			return tx.Bucket([]byte("journal")).Put(seq, make([]byte, entry))
		}))
	}
	b = opened(mine)
	defer b.Close()
	i, j := 0, 0
	// The peer writes all that a save writes: the record, its change, the journal's
	// entry, and the sealed tallies that tell of lost values.
	turnAbout(fmt.Sprintf("save one edited member, durable (%d + %d + %d + %d bytes)", member, change, entry, tallies), rounds, 1.3,
		func() float64 { i++; m := edited(b, i); return timed(func() { saved(b, m) }) },
		func() float64 { j++; return timed(func() { bare(j) }) })
}

// edited is the draft of a changed member, as the form holds it.
func edited(b *store.Book, i int) *ledger.Member {
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	m := ledger.Members.Clone(l.Row(i * 7919 % l.Len())).(*ledger.Member)
	m.Note = fmt.Sprintf("改于第 %d 次", i)
	return m
}

func saved(b *store.Book, m *ledger.Member) {
	_, err := b.Save(ledger.Members, m)
	must(err)
}

func copied(from, to string) {
	raw, err := os.ReadFile(from)
	must(err)
	must(os.WriteFile(to, raw, 0o600))
}
