package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"tuanjian/store/seal"
)

// fillWith puts some members and a journal entry.
func fillWith(t testing.TB, v *Vault, n int, value string) {
	t.Helper()
	must(t, v.Update(func(tx *Tx) error {
		for i := range n {
			must(t, tx.Put("member", fmt.Appendf(nil, "id%04d", i), fmt.Appendf(nil, "%s %d", value, i)))
		}
		_, err := tx.Append([]byte(value))
		return err
	}))
}

func fingerprint(t testing.TB, v *Vault) string {
	t.Helper()
	sum, err := v.Fingerprint()
	must(t, err)
	if len(sum) != 32 {
		t.Fatalf("%d bytes", len(sum))
	}
	return string(sum)
}

func TestFingerprint(t *testing.T) {
	v, _, path := fresh(t)
	empty := fingerprint(t, v)
	fillWith(t, v, 50, "one")
	full := fingerprint(t, v)
	if full == empty {
		t.Error("values change nothing")
	}
	must(t, v.Copy(path+"2", false))
	c, err := v.OpenCopy(path + "2")
	must(t, err)
	defer c.Close()
	if fingerprint(t, c) != full {
		t.Error("a copy is another")
	}
	if sum := func() (s []byte) {
		must(t, v.View(func(tx *Tx) error { s, err = tx.Fingerprint(); return err }))
		return s
	}(); string(sum) != full {
		t.Error("a transaction sees another")
	}
	// The same plain value, sealed again, is another sealed value.
	must(t, v.Update(func(tx *Tx) error { return tx.Put("member", []byte("id0001"), []byte("one 1")) }))
	if fingerprint(t, v) == full {
		t.Error("a value sealed anew changes nothing")
	}
	again := fingerprint(t, v)
	must(t, v.AddSlot(func(k seal.Key) (seal.Slot, error) {
		return seal.NewPassword(rand.Reader, k, "op2", "another password", cheap)
	}))
	if fingerprint(t, v) != again {
		t.Error("a slot is no value")
	}
	// A bucket that was emptied counts as none.
	must(t, v.Update(func(tx *Tx) error { return tx.Put("branch", []byte("b"), nil) }))
	must(t, v.Update(func(tx *Tx) error { return tx.Delete("branch", []byte("b")) }))
	if fingerprint(t, v) != again {
		t.Error("an emptied bucket counts")
	}
}

func TestOpenReadOnly(t *testing.T) {
	v, _, path := fresh(t)
	fillWith(t, v, 50, "one")
	if _, err := OpenReadOnly(path, byPassword(password), options()); !errors.Is(err, ErrBusy) {
		t.Errorf("while it is open: %v", err)
	}
	must(t, v.Close())
	before, err := os.ReadFile(path)
	must(t, err)
	newer := options()
	newer.Steps = append(newer.Steps, upper)
	must(t, os.Chmod(path, 0o400))
	must(t, os.Chmod(filepath.Dir(path), 0o500))
	defer os.Chmod(filepath.Dir(path), 0o700)
	a, err := OpenReadOnly(path, byPassword(password), newer)
	must(t, err)
	b, err := OpenReadOnly(path, byPassword(password), options()) // two readers
	must(t, err)
	clean(t, a)
	if u := a.Upgraded(); u != (Upgrade{From: 1, To: 1}) {
		t.Errorf("%+v", u)
	}
	for what, err := range map[string]error{
		"update":  a.Update(func(tx *Tx) error { return tx.Put("member", []byte("id"), nil) }),
		"slot":    a.RemoveSlot(seal.KindPassword, "op1"),
		"rewrite": a.Rewrite(),
	} {
		if !errors.Is(err, ErrReadOnly) {
			t.Errorf("%s: %v", what, err)
		}
	}
	to := filepath.Join(t.TempDir(), "copy"+Extension)
	must(t, b.Copy(to, false))
	must(t, a.Close())
	must(t, b.Close())
	if _, err := OpenReadOnly(path, byPassword("wrong password"), options()); !errors.Is(err, seal.ErrWrongPassword) {
		t.Errorf("wrong password: %v", err)
	}
	if _, err := OpenReadOnly(path+"no", byPassword(password), options()); !errors.Is(err, ErrMissing) {
		t.Errorf("missing: %v", err)
	}
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
	slots, err := SlotsOf(path, options())
	must(t, err)
	if len(slots) != 1 || slots[0].Name != "op1" {
		t.Errorf("slots %v", slots)
	}
	c, err := Open(to, byPassword(password), newer) // the copy can be taken on as a ledger
	must(t, err)
	defer c.Close()
	if c.Upgraded().To != 2 {
		t.Errorf("%+v", c.Upgraded())
	}
}

func TestOpenCopy(t *testing.T) {
	v, _, path := fresh(t)
	if _, err := v.OpenCopy(path); !errors.Is(err, ErrBusy) {
		t.Errorf("itself: %v", err)
	}
	fillWith(t, v, 20, "one")
	dir := t.TempDir()
	copied := filepath.Join(dir, "copy"+Extension)
	must(t, v.Copy(copied, false))
	// A new password, and even all new slots, do not make a stranger of a backup.
	must(t, v.ReplaceSlot(seal.KindPassword, "op1", func(k seal.Key) (seal.Slot, error) {
		return seal.NewPassword(rand.Reader, k, "op1", "changed password", cheap)
	}))
	c, err := v.OpenCopy(copied)
	must(t, err)
	must(t, c.View(func(tx *Tx) error {
		got, err := tx.Get("member", []byte("id0007"))
		if string(got) != "one 7" {
			t.Errorf("got %q", got)
		}
		return err
	}))
	must(t, c.Close())

	spoil := func(path, bucket string, key []byte) {
		rawly(t, path, func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte(bucket))
			sealed := bytes.Clone(b.Get(key))
			sealed[len(sealed)-1] ^= 1
			return b.Put(key, sealed)
		})
	}
	spoil(copied, proofBucket, []byte(proofKey))
	if _, err := v.OpenCopy(copied); !errors.Is(err, ErrDamaged) || errors.Is(err, ErrOtherLedger) {
		t.Errorf("damaged tallies: %v", err)
	}
	// With no value to try, the slots tell whose it is.
	e, _, empty := fresh(t)
	must(t, e.Copy(empty+"2", false))
	spoil(empty+"2", proofBucket, []byte(proofKey))
	if _, err := e.OpenCopy(empty + "2"); !errors.Is(err, ErrDamaged) || errors.Is(err, ErrOtherLedger) {
		t.Errorf("damaged tallies of an empty ledger: %v", err)
	}
	w, _, other := fresh(t)
	fillWith(t, w, 20, "other")
	must(t, w.Close())
	if _, err := v.OpenCopy(other); !errors.Is(err, ErrOtherLedger) {
		t.Errorf("somebody else's: %v", err)
	}
	must(t, os.WriteFile(other, []byte("not a ledger, but a letter"), 0o600))
	if _, err := v.OpenCopy(other); !errors.Is(err, ErrNotLedger) {
		t.Errorf("a letter: %v", err)
	}
	must(t, v.Close())
	if _, err := v.OpenCopy(copied); !errors.Is(err, ErrClosed) {
		t.Errorf("after closing: %v", err)
	}
}
