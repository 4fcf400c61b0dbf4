package vault

import (
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store/seal"
)

func upper(tx *Tx) error {
	return tx.Put("setting", []byte("step"), []byte("2"))
}

func TestUpgrade(t *testing.T) {
	v, key, path := fresh(t)
	must(t, v.Update(func(tx *Tx) error { return tx.Put("member", []byte("id"), []byte("江小团")) }))
	if v.Upgraded() != (Upgrade{From: 1, To: 1}) {
		t.Errorf("new ledger: %+v", v.Upgraded())
	}
	must(t, v.Close())

	// A step that fails leaves the old version, and the copy.
	bad := options()
	own := errors.New("step failed")
	bad.Steps = append(bad.Steps, func(tx *Tx) error { must(t, upper(tx)); return own })
	if _, err := Open(path, with(key), bad); !errors.Is(err, own) {
		t.Fatalf("failing step: %v", err)
	}
	v, err := Open(path, with(key), options())
	must(t, err)
	if u := v.Upgraded(); u.From != 1 || u.To != 1 || u.Copy != "" {
		t.Errorf("no step to take: %+v", u)
	}
	must(t, v.View(func(tx *Tx) error {
		if n, err := tx.Count("setting"); n != 0 || err != nil {
			t.Errorf("half a step was kept: %d, %v", n, err)
		}
		return nil
	}))
	must(t, v.Close())

	good := options()
	good.Steps = append(good.Steps, upper, func(tx *Tx) error { return tx.Delete("member", []byte("id")) })
	v, err = Open(path, with(key), good)
	must(t, err)
	u := v.Upgraded()
	if u.From != 1 || u.To != 3 || u.Copy != filepath.Join(filepath.Dir(path), "ledger.v1-2.tjz") {
		t.Errorf("%+v", u)
	}
	must(t, v.View(func(tx *Tx) error {
		step, err := tx.Get("setting", []byte("step"))
		n, _ := tx.Count("member")
		if string(step) != "2" || n != 0 {
			t.Errorf("step %q, %d members", step, n)
		}
		return err
	}))
	clean(t, v)
	must(t, v.Close())

	if _, err := Open(path, with(key), options()); !errors.Is(err, ErrNewer) {
		t.Errorf("old program: %v", err)
	}
	old, err := Open(u.Copy, with(key), options())
	must(t, err)
	defer old.Close()
	must(t, old.View(func(tx *Tx) error {
		got, err := tx.Get("member", []byte("id"))
		if string(got) != "江小团" {
			t.Errorf("copy: %q", got)
		}
		return err
	}))
}

// The fixture is a ledger that version 1 of the format wrote; every later
// program must open it. It was made by `go test -run TestFixture1 -write
// ./store/vault` at the commit that shipped version 1, with a fixed random
// source, and is never written again: version 2 gets a fixture of its own.
const fixture1 = "testdata/version1.tjz"

var write = flag.Bool("write", false, "write the fixture anew")

func fixed(seed byte) io.Reader { return mathrand.NewChaCha8([32]byte{seed}) }

func TestFixture1(t *testing.T) {
	if *write {
		writeFixture1(t)
	}
	path := filepath.Join(t.TempDir(), "one"+Extension)
	copyFile(t, fixture1, path)
	v, err := Open(path, byPassword(password), options())
	must(t, err)
	defer v.Close()
	clean(t, v)
	slots, err := v.Slots()
	must(t, err)
	code, err := seal.NewCode(fixed(2))
	must(t, err)
	if _, at, err := seal.OpenCode(slots, code); err != nil || at != 1 {
		t.Errorf("recovery code: slot %d, %v", at, err)
	}
	must(t, v.View(func(tx *Tx) error {
		names, err := tx.Buckets()
		must(t, err)
		if fmt.Sprint(names) != "[branch journal member]" {
			t.Errorf("buckets %v", names)
		}
		n := 0
		_, err = tx.Each("member", func(k, plain []byte) error {
			if want := fmt.Sprintf("团员%03d", n); string(k) != fmt.Sprintf("id%03d", n) || string(plain) != want {
				t.Errorf("%s: %s", k, plain)
			}
			n++
			return nil
		})
		must(t, err)
		_, err = tx.Journal(1, func(seq uint64, e []byte) error {
			if string(e) != fmt.Sprintf("entry %d", seq) {
				t.Errorf("%d: %s", seq, e)
			}
			n++
			return nil
		})
		if n != 120+3 {
			t.Errorf("%d values", n)
		}
		return err
	}))
}

func writeFixture1(t *testing.T) {
	must(t, os.MkdirAll("testdata", 0o755))
	must(t, os.RemoveAll(fixture1))
	key, err := seal.NewKey(fixed(1))
	must(t, err)
	code, err := seal.NewCode(fixed(2))
	must(t, err)
	pw, err := seal.NewPassword(fixed(3), key, "op1", password, cheap)
	must(t, err)
	rec, err := seal.NewRecovery(fixed(4), key, "recovery", code)
	must(t, err)
	v, err := Create(fixture1, key, []seal.Slot{pw, rec}, Options{Random: fixed(5), Steps: []Step{Layout}})
	must(t, err)
	for seq := 1; seq <= 3; seq++ {
		must(t, v.Update(func(tx *Tx) error {
			var items []Item
			for i := range 40 {
				i += (seq - 1) * 40
				items = append(items, Item{fmt.Appendf(nil, "id%03d", i), fmt.Appendf(nil, "团员%03d", i)})
			}
			must(t, tx.PutAll("member", items))
			_, err := tx.Append(fmt.Appendf(nil, "entry %d", seq))
			must(t, err)
			return tx.Put("branch", []byte("b"), []byte("一支部"))
		}))
	}
	must(t, v.Close())
}

func TestSlots(t *testing.T) {
	v, _, path := fresh(t)
	word := func(name, pw string) func(seal.Key) (seal.Slot, error) {
		return func(k seal.Key) (seal.Slot, error) { return seal.NewPassword(rand.Reader, k, name, pw, cheap) }
	}
	const second, changed = "second password", "changed password"
	own := errors.New("cannot wrap")
	for _, c := range []struct {
		name string
		do   func() error
		want error
	}{
		{"the last one stays", func() error { return v.RemoveSlot(seal.KindPassword, "op1") }, ErrLastSlot},
		{"add", func() error { return v.AddSlot(word("op2", second)) }, nil},
		{"add again", func() error { return v.AddSlot(word("op2", second)) }, ErrSlotExists},
		{"replace", func() error { return v.ReplaceSlot(seal.KindPassword, "op1", word("op1", changed)) }, nil},
		{"replace nobody's", func() error { return v.ReplaceSlot(seal.KindPassword, "op9", word("op9", changed)) }, ErrNoSlot},
		{"replace by another's name", func() error { return v.ReplaceSlot(seal.KindPassword, "op1", word("op2", changed)) }, ErrSlotExists},
		{"remove nobody's", func() error { return v.RemoveSlot(seal.KindRecovery, "op1") }, ErrNoSlot},
		{"wrapping fails", func() error {
			return v.ReplaceSlot(seal.KindPassword, "op1", func(seal.Key) (seal.Slot, error) { return seal.Slot{}, own })
		}, own},
		{"short password", func() error { return v.AddSlot(word("op3", "1234567")) }, seal.ErrShortPassword},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	clean(t, v)
	opens := func(pw string) error {
		v, err := Open(path, byPassword(pw), options())
		if err != nil {
			return err
		}
		return v.Close()
	}
	must(t, v.Close())
	if err := opens(password); !errors.Is(err, seal.ErrWrongPassword) {
		t.Errorf("the replaced password: %v", err)
	}
	must(t, opens(changed))
	must(t, opens(second))
	v, err := Open(path, byPassword(second), options())
	must(t, err)
	must(t, v.RemoveSlot(seal.KindPassword, "op1"))
	must(t, v.Close())
	if err := opens(changed); !errors.Is(err, seal.ErrWrongPassword) {
		t.Errorf("the removed password: %v", err)
	}
	must(t, opens(second))
}

func TestCopy(t *testing.T) {
	v, key, path := fresh(t)
	fill := func(n int) {
		must(t, v.Update(func(tx *Tx) error {
			for i := range n {
				must(t, tx.Put("member", fmt.Appendf(nil, "id%04d", i), make([]byte, 300)))
			}
			return nil
		}))
	}
	fill(500)
	to := filepath.Join(t.TempDir(), "备份"+Extension)
	must(t, v.Copy(to, false))
	if err := v.Copy(to, false); !errors.Is(err, ErrExists) {
		t.Errorf("over an existing copy: %v", err)
	}
	if err := v.Copy(path, true); !errors.Is(err, ErrExists) {
		t.Errorf("over itself: %v", err)
	}
	fill(700)
	must(t, v.Copy(to, true))
	info, err := os.Stat(to)
	must(t, err)
	if info.Mode().Perm() != 0o600 && !windows {
		t.Errorf("mode %o", info.Mode().Perm())
	}
	if left, _ := os.ReadDir(filepath.Dir(to)); len(left) != 1 {
		t.Errorf("left beside the copy: %v", left)
	}
	c, err := Open(to, with(key), options())
	must(t, err)
	defer c.Close()
	must(t, c.View(func(tx *Tx) error {
		if n, err := tx.Count("member"); n != 700 || err != nil {
			t.Errorf("%d in the copy, %v", n, err)
		}
		return nil
	}))
	// Writing goes on while copies are made.
	done := make(chan error, 1)
	go func() {
		var err error
		for i := 0; err == nil && i < 20; i++ {
			err = v.Update(func(tx *Tx) error { return tx.Put("member", fmt.Appendf(nil, "new%d", i), make([]byte, 3000)) })
		}
		done <- err
	}()
	for i := range 3 {
		must(t, v.Copy(fmt.Sprintf("%s.%d", to, i), false))
	}
	must(t, <-done)
	clean(t, v)
}
