package vault

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"go.etcd.io/bbolt"

	"tuanjian/store/seal"
)

// salvaged is what Rescue finds, by bucket and key; live are the values in use.
type salvaged struct {
	live, all map[string][]string
	damaged   []Damage
	strays    int
}

func rescue(t testing.TB, path string, unlock func([]seal.Slot) (seal.Key, error), o Options) (s salvaged, err error) {
	t.Helper()
	r, err := Rescue(path, unlock, o)
	if err != nil {
		return s, err
	}
	defer func() { must(t, r.Close()) }()
	if r.Cut() {
		t.Error("the search was cut short")
	}
	s = salvaged{live: map[string][]string{}, all: map[string][]string{}, damaged: r.Damaged(), strays: r.Strays()}
	last := ""
	must(t, r.Each(func(bucket string, key, plain []byte, live bool) error {
		name := bucket + "/" + string(key)
		if seq, ok := Seq(key); ok && bucket == JournalBucket {
			name = fmt.Sprint(bucket, "/", seq)
		}
		if place := bucket + "\x00" + string(key); place < last {
			t.Errorf("%q after %q", place, last)
		} else {
			last = place
		}
		if live {
			s.live[name] = append(s.live[name], string(plain))
		}
		s.all[name] = append(s.all[name], string(plain))
		return nil
	}))
	return s, nil
}

func TestRescueOfAWholeLedger(t *testing.T) {
	raw, key, want := sample(t)
	path := filepath.Join(t.TempDir(), "whole"+Extension)
	must(t, os.WriteFile(path, raw, 0o400))
	s, err := rescue(t, path, byPassword(password), options())
	must(t, err)
	for name, plain := range want {
		if len(s.live[name]) != 1 || s.live[name][0] != plain {
			t.Errorf("%s: %d live versions", name, len(s.live[name]))
		}
	}
	if len(s.live) != len(want)+3 || len(s.live["journal/3"]) != 1 || len(s.damaged) > 0 {
		t.Errorf("%d values in use, %v", len(s.live), s.damaged)
	}
	older := 0
	for _, versions := range s.all {
		older += len(versions) - 1
	}
	t.Logf("%d older versions, %d strays", older, s.strays)
	if older == 0 {
		t.Error("no older version found in free pages")
	}
	r, err := Rescue(path, with(key), options())
	must(t, err)
	defer r.Close()
	if n, known := r.Expected("member"); n != 40 || !known || fmt.Sprint(r.Buckets()) != "[branch journal member]" {
		t.Errorf("%d members expected, buckets %v", n, r.Buckets())
	}
	if _, known := r.Expected("enterprise"); known || len(r.Slots()) != 1 {
		t.Errorf("an unknown bucket is known; slots %v", r.Slots())
	}
	own := errors.New("enough")
	if err := r.Each(func(string, []byte, []byte, bool) error { return own }); !errors.Is(err, own) {
		t.Errorf("each: %v", err)
	}
	must(t, r.Each(func(string, []byte, []byte, bool) error { return ErrStop }))
}

func TestRescueRefuses(t *testing.T) {
	v, key, path := fresh(t)
	fillWith(t, v, 30, "value")
	if _, err := Rescue(path, with(key), options()); !errors.Is(err, ErrBusy) {
		t.Errorf("while open: %v", err)
	}
	must(t, v.Close())
	dir := t.TempDir()
	letter := filepath.Join(dir, "letter")
	must(t, os.WriteFile(letter, bytes.Repeat([]byte("a letter, no ledger. "), 1000), 0o600))
	never := func([]seal.Slot) (seal.Key, error) {
		t.Error("asked for a password")
		return seal.Key{}, nil
	}
	for name, want := range map[string]error{letter: ErrNotLedger, dir: ErrNotLedger, letter + "2": ErrMissing} {
		if _, err := Rescue(name, never, options()); !errors.Is(err, want) {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
	if _, err := Rescue(path, byPassword("wrong password"), options()); !errors.Is(err, seal.ErrWrongPassword) {
		t.Errorf("wrong password: %v", err)
	}
	if _, err := Rescue(path, with(seal.Key{9}), options()); !errors.Is(err, ErrDamaged) {
		t.Errorf("wrong key: %v", err)
	}
	if _, err := Rescue(path, never, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer ledger: %v", err)
	}

	// Without its slots the file needs those of a backup.
	copied := filepath.Join(dir, "copy"+Extension)
	copyFile(t, path, copied)
	slots, err := SlotsOf(copied, options())
	must(t, err)
	rawly(t, path, func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(headBucket)) })
	raw, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, bytes.ReplaceAll(raw, []byte(`"kind"`), []byte(`"xxxx"`)), 0o600)) // in old pages too
	raw, err = os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, bytes.ReplaceAll(raw, []byte(`"wrapped"`), []byte(`"xxxxxxx"`)), 0o600))
	if _, err := Rescue(path, never, options()); !errors.Is(err, ErrSlotsLost) {
		t.Errorf("no slots: %v", err)
	}
	o := options()
	o.Slots = slots
	s, err := rescue(t, path, byPassword(password), o)
	must(t, err)
	if len(s.live) != 31 {
		t.Errorf("%d values with the slots of a backup", len(s.live))
	}
	w, _, other := fresh(t)
	must(t, w.Close())
	if o.Slots, err = SlotsOf(other, options()); err != nil {
		t.Fatal(err)
	}
	if _, err := Rescue(path, byPassword(password), o); !errors.Is(err, ErrOtherLedger) {
		t.Errorf("with the slots of another ledger: %v", err)
	}
}

// A ledger whose head pages, tree and list of buckets are gone still gives what lies
// in its leaves, when the caller knows what the buckets are called.
func TestRescueWithoutATree(t *testing.T) {
	raw, key, want := sample(t)
	m, _ := freePages(t, raw)
	bad, long := bytes.Clone(raw), 0
	clear(bad[:2*m.pageSize])
	for id := 2; id < len(raw)/m.pageSize; id++ {
		if flags := le.Uint16(raw[id*m.pageSize+8:]); flags == flagBranch || uint64(id) == m.root {
			clear(bad[id*m.pageSize:][:m.pageSize])
		} else if flags == flagLeaf && le.Uint32(raw[id*m.pageSize+12:]) > 0 {
			long++
			clear(bad[id*m.pageSize:][:pageHeader]) // how many pages it takes is lost, too
		}
	}
	if long == 0 {
		t.Fatal("no value is longer than a page")
	}
	path := filepath.Join(t.TempDir(), "torn"+Extension)
	must(t, os.WriteFile(path, bad, 0o600))
	o := options()
	o.Buckets = []string{"member", "branch"}
	s, err := rescue(t, path, with(key), o)
	must(t, err)
	lost := 0
	for name, plain := range want {
		if !contains(s.all[name], plain) {
			lost++
			t.Logf("lost: %s", name)
		}
	}
	if lost > 1 || len(s.live) > 0 { // the one branch lay in the list of buckets itself
		t.Errorf("%d of %d values lost, %d live", lost, len(want), len(s.live))
	}
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

// A journal that is brought over keeps its numbers.
func TestAppendAs(t *testing.T) {
	v, _, _ := fresh(t)
	must(t, v.Update(func(tx *Tx) error {
		for _, seq := range []uint64{3, 4, 9} {
			must(t, tx.AppendAs(seq, []byte{byte(seq)}))
		}
		if err := tx.AppendAs(9, nil); !errors.Is(err, ErrName) {
			t.Errorf("a number twice: %v", err)
		}
		seq, err := tx.Append([]byte{10})
		if seq != 10 {
			t.Errorf("then %d", seq)
		}
		return err
	}))
	clean(t, v)
	must(t, v.View(func(tx *Tx) error {
		var seqs []uint64
		damage, err := tx.Journal(1, func(seq uint64, e []byte) error {
			if int(e[0]) != int(seq) {
				t.Errorf("%d: %v", seq, e)
			}
			seqs = append(seqs, seq)
			return nil
		})
		if fmt.Sprint(seqs) != "[3 4 9 10]" || len(damage) > 0 {
			t.Errorf("%v, %v", seqs, damage)
		}
		return err
	}))
}

// Slots of more text than a ledger may have are not read here either.
func TestRescueReadsSlotsUpToACap(t *testing.T) {
	for _, c := range []struct {
		blanks int
		want   error
	}{{maxSlotText / 2, nil}, {maxSlotText, ErrSlotsLost}} {
		v, key, path := fresh(t)
		fillWith(t, v, 3, "value")
		must(t, v.Close())
		rawly(t, path, func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte(headBucket))
			slots := append(bytes.Clone(b.Get(slotsKey)), bytes.Repeat([]byte(" "), c.blanks)...)
			return errors.Join(b.Put(slotsKey, slots), b.Put(sumKey, sumHead(b.Get(versionKey), slots)))
		})
		raw, err := os.ReadFile(path) // the head of before lies in a free page still
		must(t, err)
		must(t, os.WriteFile(path, regexp.MustCompile(`"wrapped":"[^"]*"\}\][^ ]`).ReplaceAllFunc(raw, func(b []byte) []byte { return bytes.Repeat([]byte("x"), len(b)) }), 0o600))
		r, err := Rescue(path, with(key), options())
		if !errors.Is(err, c.want) {
			t.Errorf("%d blanks: %v", c.blanks, err)
		}
		if err == nil {
			must(t, r.Close())
		}
	}
}
