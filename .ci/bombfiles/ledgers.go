package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"go.etcd.io/bbolt"
)

// A slot is one of those that a password is tried on.
type slot struct {
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Salt    []byte `json:"salt"`
	Time    uint32 `json:"time,omitempty"`
	Memory  uint32 `json:"memory,omitempty"`
	Threads uint8  `json:"threads,omitempty"`
	Wrapped []byte `json:"wrapped"`
}

// slots are n that no password opens, each of so much work.
func slots(n int, time, memory uint32, threads uint8) []byte {
	var all []slot
	for i := range n {
		all = append(all, slot{"password", fmt.Sprint("王", i), make([]byte, 16), time, memory, threads, make([]byte, 72)})
	}
	text, err := json.Marshal(all)
	check(err)
	return text
}

// ledger is a file that says of itself that it is one, and in which nothing else is but what more puts there.
func ledger(slots []byte, more func(tx *bbolt.Tx)) func() []byte {
	return func() []byte {
		dir, err := os.MkdirTemp("", "bombs-")
		check(err)
		defer os.RemoveAll(dir)
		path := filepath.Join(dir, "l")
		db, err := bbolt.Open(path, 0o600, &bbolt.Options{NoSync: true})
		check(err)
		check(db.Update(func(tx *bbolt.Tx) error {
			head, err := tx.CreateBucket([]byte("head"))
			check(err)
			version := []byte{0, 0, 0, 1}
			sum := sha256.New()
			for _, part := range [][]byte{[]byte("tuanjian ledger"), version, slots} {
				sum.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part))))
				sum.Write(part)
			}
			for key, value := range map[string][]byte{"mark": []byte("tuanjian ledger"), "version": version, "slots": slots, "sum": sum.Sum(nil)} {
				check(head.Put([]byte(key), value))
			}
			if more != nil {
				more(tx)
			}
			return nil
		}))
		check(db.Close())
		b, err := os.ReadFile(path)
		check(err)
		return b
	}
}

// These files alone may take longer: nobody can tell them from a ledger of so many people of whom none has said his name.
const (
	fewSlots = "3 slots as ours are, of nobody named"
	asMany   = "18 slots as ours are, of nobody named"
)

// ledgers are files that are opened as a ledger or a backup.
func ledgers() (all []bomb) {
	add := func(name string, make func() []byte) {
		for _, how := range []struct {
			name string
			do   func(w *world, path string) []string
		}{
			{"ledger", func(_ *world, path string) []string { return []string{"check", "--ledger", path} }},
			{"backup", func(w *world, path string) []string {
				return []string{"restore", "--from", path, "--ledger", filepath.Join(w.dir, "恢复.tjz")}
			}},
			{"salvage", func(w *world, path string) []string {
				return []string{"salvage", "--from", path, "--ledger", filepath.Join(w.dir, "抢救.tjz")}
			}},
		} {
			all = append(all, bomb{how.name + ": " + name, "坏.tjz", make, how.do})
		}
	}
	add("one slot of 1 GB", ledger(slots(1, 8, 1<<20, 2), nil))
	add("64 slots of 1 GB", ledger(slots(64, 8, 1<<20, 2), nil))
	add("64 slots of 256 MB", ledger(slots(64, 16, 256<<10, 1), nil))
	add("64 slots as ours are", ledger(slots(64, 28, 64<<10, 2), nil))
	add(fewSlots, ledger(slots(3, 28, 64<<10, 2), nil))
	add(asMany, ledger(slots(18, 28, 64<<10, 2), nil))
	add("1,300,000 empty slots", ledger([]byte("["+strings.Repeat("{},", 1_300_000)+"{}]"), nil))
	add("slots in each other", ledger([]byte(strings.Repeat("[", 4_000_000)), nil))
	add("many buckets", ledger(slots(1, 1, 64, 1), func(tx *bbolt.Tx) {
		for i := range 30_000 {
			_, err := tx.CreateBucket(fmt.Append(nil, i))
			check(err)
		}
	}))
	add("buckets in each other", ledger(slots(1, 1, 64, 1), func(tx *bbolt.Tx) {
		b, err := tx.CreateBucket([]byte("x"))
		check(err)
		for range 1000 {
			b, err = b.CreateBucket([]byte("x"))
			check(err)
		}
	}))
	add("a million empty values", ledger(slots(1, 1, 64, 1), func(tx *bbolt.Tx) {
		b, err := tx.CreateBucket([]byte("member"))
		check(err)
		b.FillPercent = 1
		for i := range 300_000 {
			check(b.Put(binary.BigEndian.AppendUint32(nil, uint32(i)), nil))
		}
	}))
	add("zeros", func() []byte { return make([]byte, mostSize) })
	add("the head pages of a ledger and nothing behind", func() []byte {
		b := ledger(slots(1, 1, 64, 1), nil)()
		return append(bytes.Clone(b[:8192]), make([]byte, mostSize-8192)...)
	})
	return all
}
