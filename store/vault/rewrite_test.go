package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"tuanjian/store/seal"
)

// sealedOf is a value as it lies in the file.
func sealedOf(t *testing.T, v *Vault, key string) (sealed []byte) {
	must(t, v.View(func(tx *Tx) error {
		sealed = bytes.Clone(tx.raw.Bucket([]byte("member")).Get([]byte(key)))
		return nil
	}))
	return sealed
}

func TestRewrite(t *testing.T) {
	for _, closeFirst := range []bool{false, true} {
		t.Run(fmt.Sprint("close first ", closeFirst), func(t *testing.T) {
			if windows && !closeFirst {
				t.Skip("there a file that is open cannot be replaced")
			}
			v, key, path := fresh(t)
			fillWith(t, v, 2000, "old")
			old := sealedOf(t, v, "id0500")
			fillWith(t, v, 2000, "new")
			must(t, v.Update(func(tx *Tx) error { return tx.Delete("member", []byte("id0700")) }))
			// What is replaced stays in the file for a while.
			raw, err := os.ReadFile(path)
			must(t, err)
			if !bytes.Contains(raw, old) {
				t.Fatal("nothing old is in the file: nothing is tested")
			}
			before := fingerprint(t, v)
			must(t, v.rewrite(closeFirst))
			if fingerprint(t, v) != before {
				t.Error("other values than before")
			}
			packed, err := os.ReadFile(path)
			must(t, err)
			if bytes.Contains(packed, old) || len(packed) >= len(raw) {
				t.Errorf("%d bytes, then %d; old value there: %v", len(raw), len(packed), bytes.Contains(packed, old))
			}
			fillWith(t, v, 3, "after")
			clean(t, v)
			if got := sealedOf(t, v, "id0700"); got != nil {
				t.Error("the deleted value is back")
			}
			if _, err := Open(path, with(key), options()); !errors.Is(err, ErrBusy) {
				t.Errorf("not locked any more: %v", err)
			}
			must(t, v.Close())
			if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
				t.Errorf("left: %v", left)
			}
			v, err = Open(path, with(key), options())
			must(t, err)
			defer v.Close()
			clean(t, v)
			if n := len(v.Notes()); n > 0 {
				t.Errorf("notes: %v", v.Notes())
			}
		})
	}
}

// A slot that was replaced or removed opens nothing any more after a rewrite, not even
// for whoever searches the unused pages.
func TestRewriteForgetsSlots(t *testing.T) {
	v, _, path := fresh(t)
	slots, err := v.Slots()
	must(t, err)
	old, err := json.Marshal(slots[0].Wrapped)
	must(t, err)
	must(t, v.ReplaceSlot(seal.KindPassword, "op1", slotOf("changed password")))
	raw, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Contains(raw, old) {
		t.Fatal("the old slot has left no trace: nothing is tested")
	}
	must(t, v.Rewrite())
	if raw, err = os.ReadFile(path); err != nil || bytes.Contains(raw, old) {
		t.Errorf("the old slot is still there; %v", err)
	}
	clean(t, v)
}

// Readers and writers go on around a rewrite.
func TestRewriteUnderWork(t *testing.T) {
	v, _, _ := fresh(t)
	fillWith(t, v, 300, "first")
	done := make(chan error, 3)
	work := func(do func(i int) error) {
		go func() {
			var err error
			for i := 0; err == nil && i < 40; i++ {
				err = do(i)
			}
			done <- err
		}()
	}
	work(func(i int) error {
		return v.Update(func(tx *Tx) error {
			_, err := tx.Append(fmt.Append(nil, i))
			return errors.Join(err, tx.Put("member", fmt.Append(nil, "new", i), make([]byte, 2000)))
		})
	})
	work(func(int) error {
		return v.View(func(tx *Tx) error {
			n, err := tx.Count("member")
			damage, errEach := tx.Each("member", func(_, _ []byte) error { n--; return nil })
			if n != 0 || len(damage) > 0 {
				err = fmt.Errorf("%d too few, %v", n, damage)
			}
			return errors.Join(err, errEach)
		})
	})
	work(func(int) error { return v.Rest() })
	for range 5 {
		must(t, v.Rewrite())
	}
	for range 3 {
		must(t, <-done)
	}
	clean(t, v)
	must(t, v.View(func(tx *Tx) error {
		if n, err := tx.Count("member"); n != 340 || err != nil {
			t.Errorf("%d members, %v", n, err)
		}
		return nil
	}))
}

func TestRewriteRefuses(t *testing.T) {
	v, key, path := fresh(t)
	fillWith(t, v, 30, "value")
	left := func() {
		t.Helper()
		if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
			t.Errorf("left: %v", left)
		}
	}
	must(t, os.Link(path, path+".link"))
	if err := v.Rewrite(); !errors.Is(err, ErrTwoNames) {
		t.Errorf("two names: %v", err)
	}
	must(t, v.Close()) // Windows does not remove another name of an open file
	must(t, os.Remove(path+".link"))
	v, err := Open(path, with(key), options())
	must(t, err)

	v.options.Room = func(folder string) (int64, error) {
		if folder != filepath.Dir(path) {
			t.Errorf("asked for %q", folder)
		}
		return 5000, nil
	}
	for what, err := range map[string]error{"rewrite": v.Rewrite(), "copy": v.Copy(path+"2", false)} {
		var short *SpaceError
		if !errors.Is(err, ErrNoSpace) || !errors.As(err, &short) || short.Free != 5000 || short.Need < 20000 || short.Missing() != short.Need-5000 {
			t.Errorf("%s without room: %v", what, err)
		}
	}
	v.options.Room = nil
	left()
	must(t, v.Close())

	// Through a link the file behind it is exchanged, and the link stays.
	link := filepath.Join(t.TempDir(), "link"+Extension)
	err = os.Symlink(path, link)
	if _, there := os.Stat(link); windows && (err != nil || there != nil) {
		t.Log("no such links here") // they take a right of their own on Windows
	} else {
		must(t, err)
		v, err = Open(link, with(key), options())
		must(t, err)
		must(t, v.Rewrite())
		fillWith(t, v, 40, "later")
		must(t, v.Close())
		if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("the link: %v, %v", info, err)
		}
		left()
	}

	rawly(t, path, func(tx *bbolt.Tx) error { return tx.Bucket([]byte("member")).Put([]byte("id0001"), []byte("x")) })
	v, err = Open(path, with(key), options())
	must(t, err)
	defer v.Close()
	if err := v.Rewrite(); !errors.Is(err, ErrDamaged) {
		t.Errorf("a damaged one: %v", err)
	}
	left()
	must(t, v.Update(func(tx *Tx) error { return tx.Put("member", []byte("id0002"), nil) }))
}

// Who waited for a file that meanwhile got a successor must not write into the old
// one: nobody would ever see it.
func TestFileReplacedWhileWaiting(t *testing.T) {
	if windows {
		t.Skip("there a file that is open cannot be replaced")
	}
	v, key, path := fresh(t)
	must(t, v.Copy(path+"2", false))
	must(t, v.Close())
	o := options()
	replaced := false
	o.OpenFile = func(name string, flag int, perm os.FileMode) (*os.File, error) {
		f, err := os.OpenFile(name, flag, perm)
		if flag == os.O_RDWR && !replaced {
			replaced = true
			must(t, os.Rename(path+"2", path))
		}
		return f, err
	}
	if _, err := Open(path, with(key), o); !errors.Is(err, ErrBusy) || !replaced {
		t.Errorf("got %v", err)
	}
	v, err := Open(path, with(key), o)
	must(t, err)
	must(t, v.Close())
}

// Where the file must be closed to be exchanged another program may come between: what it saved is not written over.
func TestRewriteWritesOverNobody(t *testing.T) {
	v, key, path := fresh(t)
	fillWith(t, v, 30, "ours")
	came := false
	v.options.OpenFile = func(name string, flag int, perm os.FileMode) (*os.File, error) {
		if name == path && flag == os.O_RDONLY && !came { // asked whether it is still as it was left
			came = true
			other, err := Open(path, with(key), options())
			must(t, err)
			fillWith(t, other, 30, "theirs")
			must(t, other.Close())
		}
		return os.OpenFile(name, flag, perm)
	}
	if err := v.rewrite(true); !errors.Is(err, ErrBusy) || !came {
		t.Errorf("got %v", err)
	}
	clean(t, v)
	must(t, v.View(func(tx *Tx) error {
		got, err := tx.Get("member", []byte("id0007"))
		if !bytes.HasPrefix(got, []byte("theirs")) {
			t.Errorf("the ledger holds %q", got)
		}
		return err
	}))
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

// What opening adds behind the last page in use is not the ledger's.
func TestExtentLeavesOutRoomBehind(t *testing.T) {
	v, _, path := fresh(t)
	fillWith(t, v, 30, "x")
	must(t, v.Close())
	used, err := Extent(path)
	must(t, err)
	must(t, os.Truncate(path, used+100000))
	if again, err := Extent(path); err != nil || again != used {
		t.Errorf("%d, then %d: %v", used, again, err)
	}
	must(t, os.WriteFile(path, make([]byte, 12345), 0o600))
	if whole, err := Extent(path); err != nil || whole != 12345 {
		t.Errorf("of no ledger %d: %v", whole, err)
	}
	if _, err := Extent(path + "x"); !errors.Is(err, ErrMissing) {
		t.Errorf("of nothing: %v", err)
	}
}
