package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/seal"
)

const password = "练习用的口令八字"

var cheap = seal.Effort{Time: 1, Memory: 64, Threads: 1}

func options() Options { return Options{Random: rand.Reader, Steps: []Step{Layout}} }

func with(key seal.Key) func([]seal.Slot) (seal.Key, error) {
	return func([]seal.Slot) (seal.Key, error) { return key, nil }
}

func byPassword(pw string) func([]seal.Slot) (seal.Key, error) {
	return func(slots []seal.Slot) (seal.Key, error) {
		k, _, err := seal.OpenPassword(slots, "", pw)
		return k, err
	}
}

func slotOf(password string) func(seal.Key) (seal.Slot, error) {
	return func(k seal.Key) (seal.Slot, error) {
		return seal.NewPassword(rand.Reader, k, "op1", password, cheap)
	}
}

type fatal interface {
	Helper()
	Fatal(...any)
}

func must(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A head of more slots than anybody has is damage, before anything is made of them.
func TestSlotsHaveACap(t *testing.T) {
	v, _, path := fresh(t)
	slots, err := v.Slots()
	must(t, err)
	for _, c := range []struct {
		slots int
		want  error
	}{{64, nil}, {3000, ErrDamaged}} {
		must(t, v.update(func(tx *Tx) error { return tx.putHead(head{Version: 1, Slots: slices.Repeat(slots, c.slots)}) }))
		if _, err := v.Slots(); !errors.Is(err, c.want) {
			t.Errorf("%d slots: %v", c.slots, err)
		}
	}
	must(t, v.Close())
	if _, err := SlotsOf(path, options()); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

// fresh makes a ledger with one password slot.
func fresh(t testing.TB) (*Vault, seal.Key, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger"+Extension)
	key, err := seal.NewKey(rand.Reader)
	must(t, err)
	slot, err := seal.NewPassword(rand.Reader, key, "op1", password, cheap)
	must(t, err)
	v, err := Create(path, key, []seal.Slot{slot}, options())
	must(t, err)
	t.Cleanup(func() { v.Close() })
	return v, key, path
}

func TestCreateAndOpen(t *testing.T) {
	v, _, path := fresh(t)
	must(t, v.Update(func(tx *Tx) error { return tx.Put("member", []byte("k"), []byte("江小团")) }))
	must(t, v.Close())
	must(t, v.Close())

	raw, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(raw, []byte("江小团")) {
		t.Error("a value lies in the clear")
	}
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode().Perm() != 0o600 && !windows {
		t.Errorf("mode %o", info.Mode().Perm())
	}
	left, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(left) != 1 {
		t.Errorf("files left beside the ledger: %v", left)
	}

	if _, err := Open(path, byPassword("另一个错误的口令"), options()); !errors.Is(err, seal.ErrWrongPassword) {
		t.Errorf("wrong password: %v", err)
	}
	v, err = Open(path, byPassword(password), options())
	must(t, err)
	defer v.Close()
	must(t, v.View(func(tx *Tx) error {
		got, err := tx.Get("member", []byte("k"))
		if string(got) != "江小团" {
			t.Errorf("got %q", got)
		}
		return err
	}))
	if _, err := Create(path, seal.Key{}, []seal.Slot{{Kind: "street"}}, options()); !errors.Is(err, ErrExists) {
		t.Errorf("create over a ledger: %v", err)
	}
	if _, err := Create(path+"2", seal.Key{}, nil, options()); !errors.Is(err, ErrLastSlot) {
		t.Errorf("create without a slot: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	v, key, path := fresh(t)
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		p := filepath.Join(dir, name)
		must(t, os.WriteFile(p, content, 0o600))
		return p
	}
	must(t, v.Close())
	whole, err := os.ReadFile(path)
	must(t, err)
	m, _, err := readMeta(bytes.NewReader(whole), int64(len(whole)))
	must(t, err)
	noise := make([]byte, 64<<10)
	rand.Read(noise)
	newer := options()
	newer.Steps = append(newer.Steps, func(*Tx) error { return nil })
	n, err := Create(filepath.Join(dir, "newer"), key, []seal.Slot{{Kind: "street"}}, newer)
	must(t, err)
	must(t, n.Close())
	locked := options()
	locked.OpenFile = func(name string, flag int, perm os.FileMode) (*os.File, error) {
		if flag&(os.O_RDWR|os.O_WRONLY) != 0 {
			return nil, &os.PathError{Op: "open", Path: name, Err: os.ErrPermission}
		}
		return os.OpenFile(name, flag, perm)
	}
	for _, c := range []struct {
		name, path string
		o          Options
		want       error
	}{
		{"missing", filepath.Join(dir, "none"), options(), ErrMissing},
		{"folder", dir, options(), ErrNotLedger},
		{"empty", file("empty", nil), options(), ErrNotLedger},
		{"one byte", file("one", []byte{1}), options(), ErrNotLedger},
		{"noise", file("noise", noise), options(), ErrNotLedger},
		{"zeros", file("zeros", make([]byte, 64<<10)), options(), ErrNotLedger},
		{"workbook", file("zip", append([]byte("PK\x03\x04"), noise...)), options(), ErrNotLedger},
		{"head only", file("short", whole[:m.pageSize]), options(), ErrDamaged},
		{"cut", file("cut", whole[:int(m.pages)*m.pageSize-1]), options(), ErrDamaged},
		{"newer", filepath.Join(dir, "newer"), options(), ErrNewer},
		{"not writable", path, locked, ErrReadOnly},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := Open(c.path, with(key), c.o)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if v != nil {
				v.Close()
			}
			if err != nil && strings.Contains(err.Error(), dir) {
				t.Errorf("the error text holds the path: %v", err)
			}
		})
	}
	if _, err := Create(filepath.Join(dir, "no", "folder"), key, []seal.Slot{{Kind: "street"}}, options()); !errors.Is(err, ErrMissing) {
		t.Errorf("create in no folder: %v", err)
	}
	if os.Getuid() > 0 {
		must(t, os.Chmod(dir, 0o500))
		defer os.Chmod(dir, 0o700)
		if _, err := Create(filepath.Join(dir, "new"), key, []seal.Slot{{Kind: "street"}}, options()); !errors.Is(err, ErrReadOnly) {
			t.Errorf("create in a read-only folder: %v", err)
		}
	}
}

func TestSecondOpenerIsToldBusy(t *testing.T) {
	_, key, path := fresh(t)
	if _, err := Open(path, with(key), options()); !errors.Is(err, ErrBusy) {
		t.Fatalf("got %v", err)
	}
}

func TestAfterClose(t *testing.T) {
	v, _, _ := fresh(t)
	must(t, v.Close())
	if err := v.Update(func(*Tx) error { return nil }); !errors.Is(err, ErrClosed) {
		t.Errorf("update: %v", err)
	}
	if err := v.View(func(*Tx) error { return nil }); !errors.Is(err, ErrClosed) {
		t.Errorf("view: %v", err)
	}
	if _, err := v.Check(); !errors.Is(err, ErrClosed) {
		t.Errorf("check: %v", err)
	}
}

func TestNamesAreBounded(t *testing.T) {
	v, _, _ := fresh(t)
	for _, c := range []struct {
		bucket string
		key    []byte
	}{
		{"", []byte("k")}, {"head", []byte("k")}, {"proof", []byte("state")}, {"journal", numberKey(1)},
		{"member", nil}, {"member", make([]byte, maxKey+1)}, {strings.Repeat("b", maxBucket+1), []byte("k")},
	} {
		err := v.Update(func(tx *Tx) error {
			put, del := tx.Put(c.bucket, c.key, []byte("v")), tx.Delete(c.bucket, c.key)
			all := tx.PutAll(c.bucket, []Item{{c.key, nil}})
			if !errors.Is(put, ErrName) || !errors.Is(del, ErrName) || !errors.Is(all, ErrName) {
				return fmt.Errorf("%v, %v, %v", put, del, all)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%q %x: %v", c.bucket, c.key, err)
		}
	}
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	v, _, _ := fresh(t)
	put := func(tx *Tx) {
		must(t, tx.Put("member", []byte("a"), []byte("1")))
		_, err := tx.Append([]byte("entry"))
		must(t, err)
	}
	own := errors.New("changed my mind")
	if err := v.Update(func(tx *Tx) error { put(tx); return own }); !errors.Is(err, own) {
		t.Errorf("got %v", err)
	}
	func() {
		defer func() {
			if recover() != "bug" {
				t.Error("the caller's panic was swallowed")
			}
		}()
		_ = v.Update(func(tx *Tx) error { put(tx); panic("bug") })
	}()
	must(t, v.Update(func(tx *Tx) error {
		n, err := tx.Count("member")
		last, _ := tx.LastSeq()
		if n != 0 || last != 0 {
			t.Errorf("%d values, journal at %d", n, last)
		}
		return err
	}))
	clean(t, v)
}

// A write that failed half way must not be saved by a caller who ignores it, whatever he writes or takes away after it.
func TestFailedWriteIsNotSaved(t *testing.T) {
	for name, after := range map[string]func(*Tx) error{
		"":             func(*Tx) error { return nil },
		"then deleted": func(tx *Tx) error { return tx.Delete("member", []byte("a")) },
		"then written": func(tx *Tx) error { return tx.PutAll("member", nil) },
	} {
		v, _, _ := fresh(t)
		err := v.Update(func(tx *Tx) error {
			_ = tx.PutAll("member", []Item{{[]byte("a"), nil}, {[]byte("b"), make([]byte, maxValue+1)}})
			return after(tx)
		})
		if err == nil {
			t.Error("saved", name)
		}
		clean(t, v)
	}
}

func clean(t fatal, v *Vault) {
	t.Helper()
	damage, err := v.Check()
	must(t, err)
	if len(damage) > 0 {
		t.Fatal(damage)
	}
}

// The law of the vault: whatever is done, it holds what a map would hold.
func TestVaultIsAMap(t *testing.T) {
	v, key, path := fresh(t)
	defer func() { v.Close() }()
	model := map[string]map[string]string{}
	entries := []string{}
	rapid.Check(t, func(r *rapid.T) {
		for range rapid.IntRange(1, 6).Draw(r, "transactions") {
			commit := rapid.IntRange(0, 4).Draw(r, "commit") > 0
			var done []func()
			err := v.Update(func(tx *Tx) error {
				for range rapid.IntRange(1, 12).Draw(r, "operations") {
					bucket := rapid.SampledFrom([]string{"member", "branch", "企业"}).Draw(r, "bucket")
					key := fmt.Sprint("id", rapid.IntRange(0, 60).Draw(r, "key"))
					value := rapid.StringN(0, 40, 9000).Draw(r, "value")
					switch rapid.IntRange(0, 4).Draw(r, "what") {
					case 0:
						must(r, tx.Delete(bucket, []byte(key)))
						done = append(done, func() { delete(model[bucket], key) })
					case 1:
						seq, err := tx.Append([]byte(value))
						must(r, err)
						done = append(done, func() {
							if entries = append(entries, value); int(seq) != len(entries) {
								r.Fatalf("number %d for entry %d", seq, len(entries))
							}
						})
					case 2:
						long := strings.Repeat(value, 30)
						must(r, tx.PutAll(bucket, []Item{{[]byte(key), []byte("first")}, {[]byte(key), []byte(long)}}))
						done = append(done, func() { set(model, bucket, key, long) })
					default:
						must(r, tx.Put(bucket, []byte(key), []byte(value)))
						done = append(done, func() { set(model, bucket, key, value) })
					}
				}
				if !commit {
					return ErrStop
				}
				return nil
			})
			if commit {
				must(r, err)
				for _, f := range done {
					f()
				}
			}
		}
		if rapid.IntRange(0, 3).Draw(r, "reopen") == 0 {
			must(r, v.Close())
			var err error
			v, err = Open(path, with(key), options())
			must(r, err)
		}
		same(r, v, model, entries)
	})
	clean(t, v)
}

func set(model map[string]map[string]string, bucket, key, value string) {
	if model[bucket] == nil {
		model[bucket] = map[string]string{}
	}
	model[bucket][key] = value
}

func same(r *rapid.T, v *Vault, model map[string]map[string]string, entries []string) {
	r.Helper()
	must(r, v.View(func(tx *Tx) error {
		for bucket, want := range model {
			got := map[string]string{}
			last := ""
			damage, err := tx.Each(bucket, func(k, plain []byte) error {
				if last >= string(k) {
					r.Fatalf("%q after %q", k, last)
				}
				last = string(k)
				got[last] = string(plain)
				return nil
			})
			must(r, err)
			n, err := tx.Count(bucket)
			must(r, err)
			if len(damage) > 0 || fmt.Sprint(got) != fmt.Sprint(want) || n != len(want) {
				r.Fatalf("%s: %d values, %v", bucket, n, damage)
			}
			for k, value := range want {
				if plain, err := tx.Get(bucket, []byte(k)); err != nil || plain == nil || string(plain) != value {
					r.Fatalf("get: %q %v", plain, err)
				}
			}
		}
		var there, back []string
		_, err := tx.Journal(0, func(_ uint64, e []byte) error { there = append(there, string(e)); return nil })
		must(r, err)
		_, err = tx.JournalBack(func(_ uint64, e []byte) error { back = append([]string{string(e)}, back...); return nil })
		must(r, err)
		if fmt.Sprintf("%q", there) != fmt.Sprintf("%q", entries) || fmt.Sprintf("%q", back) != fmt.Sprintf("%q", entries) {
			r.Fatalf("journal: %d there, %d back, %d written", len(there), len(back), len(entries))
		}
		return nil
	}))
}
