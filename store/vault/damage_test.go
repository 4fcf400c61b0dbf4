package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"tuanjian/store/seal"
)

// full tells that a test shall do all its rounds, as .ci/faults asks for.
var full = os.Getenv("VAULT_FULL") != ""

// sample is a small ledger with every kind of page: branch pages, overflow
// pages, small buckets inside their parent, a list of free pages.
func sample(t testing.TB) (raw []byte, key seal.Key, want map[string]string) {
	t.Helper()
	v, key, path := fresh(t)
	want = map[string]string{}
	put := func(n, size int) {
		must(t, v.Update(func(tx *Tx) error {
			for i := range n { // smaller and smaller, so that some pages get free
				k := fmt.Sprintf("id%03d", i)
				want["member/"+k] = string(bytes.Repeat([]byte{byte(i)}, size))
				must(t, tx.Put("member", []byte(k), []byte(want["member/"+k])))
			}
			_, err := tx.Append(make([]byte, 600))
			return err
		}))
	}
	put(40, 60)
	put(2, 5000)
	put(30, 50)
	must(t, v.Update(func(tx *Tx) error {
		want["branch/b"] = "一支部"
		want["member/id035"] = strings.Repeat("长", 1500) // beyond a page
		must(t, tx.Put("member", []byte("id035"), []byte(want["member/id035"])))
		return tx.Put("branch", []byte("b"), []byte("一支部"))
	}))
	must(t, v.Close())
	raw, err := os.ReadFile(path)
	must(t, err)
	return raw, key, want
}

// readAll opens a file, reads everything, and tells whether anything was noticed.
// It fails the test when what is read without notice is not what was written.
func readAll(t testing.TB, path string, key seal.Key, want map[string]string) (noticed bool) {
	v, err := Open(path, with(key), options())
	if err != nil {
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNotLedger) && !errors.Is(err, ErrNewer) {
			t.Errorf("unnamed reason: %v", err)
		}
		return true
	}
	defer v.Close()
	noticed = len(v.Notes()) > 0
	damage, err := v.Check()
	must(t, err)
	noticed = noticed || len(damage) > 0
	got := map[string]string{}
	must(t, v.View(func(tx *Tx) error {
		for _, bucket := range []string{"member", "branch"} {
			found, err := tx.Each(bucket, func(k, plain []byte) error {
				got[bucket+"/"+string(k)] = string(plain)
				return nil
			})
			noticed = noticed || len(found) > 0 || err != nil
		}
		return nil
	}))
	if !noticed && fmt.Sprint(got) != fmt.Sprint(want) {
		t.Error("other values were read without notice")
	}
	return noticed
}

// Every byte of the file, flipped, is noticed or changes nothing that is read;
// nothing panics and nothing hangs.
func TestFlipEveryByte(t *testing.T) {
	raw, key, want := sample(t)
	path := filepath.Join(t.TempDir(), "flipped"+Extension)
	must(t, os.WriteFile(path, raw, 0o600))
	if readAll(t, path, key, want) {
		t.Fatal("the whole file counts as damaged")
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	m, free := freePages(t, raw)
	noticed, flipped := 0, 0
	k := newTollkeeper(t, raw, key, path)
	bad := bytes.Clone(raw)
	for i := range raw {
		// What is in use is flipped byte by byte; in free pages and in the
		// zeros between, a sample will do in a short run.
		dull := free[uint64(i/m.pageSize)] || !bytes.ContainsFunc(raw[max(i-16, 0):min(i+16, len(raw))], func(r rune) bool { return r != 0 })
		if !full && (dull && i%61 != 0 || testing.Short() && i%31 != 0) {
			continue
		}
		mask := byte(0xFF)
		if i%2 == 0 {
			mask = 1 << (i / 2 % 8)
		}
		_, err := f.WriteAt([]byte{raw[i] ^ mask}, int64(i))
		must(t, err)
		flipped++
		if readAll(t, path, key, want) {
			noticed++
		}
		if full || flipped%20 == 0 {
			bad[i] ^= mask
			k.count(t, path, bad, key)
			bad[i] = raw[i]
		}
		if t.Failed() {
			t.Fatalf("byte %d, mask %02x", i, mask)
		}
		_, err = f.WriteAt(raw[i:i+1], int64(i))
		must(t, err)
	}
	t.Logf("%d of %d flips noticed, the others harmless", noticed, flipped)
	k.report(t)
	if noticed < flipped/20 {
		t.Error("too few flips noticed to believe the test")
	}
}

// freePages lists the pages that no tree uses.
func freePages(t testing.TB, raw []byte) (meta, map[uint64]bool) {
	t.Helper()
	m, _, err := readMeta(bytes.NewReader(raw), int64(len(raw)))
	must(t, err)
	free := map[uint64]bool{}
	list := raw[int(m.free)*m.pageSize:]
	for i := range int(le.Uint16(list[10:])) {
		free[le.Uint64(list[pageHeader+i*8:])] = true
	}
	for id := m.pages; id < uint64(len(raw)/m.pageSize); id++ {
		free[id] = true
	}
	return m, free
}

func TestWildDamage(t *testing.T) {
	raw, key, want := sample(t)
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		bad := bytes.Clone(raw)
		for range rapid.IntRange(1, 6).Draw(r, "spots") {
			at := rapid.IntRange(0, len(bad)-1).Draw(r, "at")
			junk := rapid.SliceOfN(rapid.Byte(), 1, 600).Draw(r, "junk")
			if rapid.Bool().Draw(r, "page") { // a page in another one's place
				junk = raw[rapid.IntRange(0, len(raw)/4096-1).Draw(r, "from")*4096:][:4096]
				at -= at % 4096
			}
			copy(bad[at:], junk)
		}
		bad = bad[:rapid.IntRange(0, len(bad)).Draw(r, "length")]
		if rapid.Bool().Draw(r, "whole") {
			bad = append(bad, raw[len(bad):]...)
		}
		n++
		path := filepath.Join(dir, fmt.Sprint(n))
		must(r, os.WriteFile(path, bad, 0o600))
		readAll(t, path, key, want)
		must(r, os.Remove(path))
	})
}

// rawly changes a closed ledger behind the vault's back.
func rawly(t *testing.T, path string, fn func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, mode, &bbolt.Options{Timeout: lockTimeout})
	must(t, err)
	must(t, db.Update(fn))
	must(t, db.Close())
}

func TestDamageIsNamed(t *testing.T) {
	member := []byte("member")
	old := []byte{}
	for _, c := range []struct {
		name   string
		change func(*bbolt.Tx) error
		want   string
		left   int // values after salvage
	}{
		{"vanished", func(tx *bbolt.Tx) error { return tx.Bucket(member).Delete([]byte("id3")) },
			`[miscount bucket="member" key= count=1]`, 9},
		{"whole bucket vanished", func(tx *bbolt.Tx) error { return tx.DeleteBucket(member) },
			`[miscount bucket="member" key= count=10]`, 0},
		{"journal entry vanished", func(tx *bbolt.Tx) error { return tx.Bucket([]byte(journalBucket)).Delete(numberKey(2)) },
			`[miscount bucket="journal" key= count=1]`, 10},
		{"an old value back again", func(tx *bbolt.Tx) error { return tx.Bucket(member).Put([]byte("id4"), old) },
			`[miscount bucket="member" key= count=0]`, 10},
		{"overwritten", func(tx *bbolt.Tx) error { return tx.Bucket(member).Put([]byte("id5"), []byte("x")) },
			`[unreadable bucket="member" key=696435 count=0 miscount bucket="member" key= count=0]`, 9},
		{"foreign bucket", func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucket([]byte("zzz"))
			if err != nil {
				return err
			}
			return b.Put([]byte("k"), []byte("v"))
		}, `[unreadable bucket="zzz" key=6b count=0 miscount bucket="zzz" key= count=-1]`, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, key, path := fresh(t)
			put := func(value string) {
				must(t, v.Update(func(tx *Tx) error {
					for i := range 10 {
						must(t, tx.Put("member", fmt.Appendf(nil, "id%d", i), []byte(value)))
					}
					_, err := tx.Append([]byte(value))
					return err
				}))
			}
			put("old")
			must(t, v.View(func(tx *Tx) error { old = bytes.Clone(tx.raw.Bucket(member).Get([]byte("id4"))); return nil }))
			put("new")
			must(t, v.Close())
			rawly(t, path, c.change)
			v, err := Open(path, with(key), options())
			must(t, err)
			defer v.Close()
			damage, err := v.Check()
			must(t, err)
			if fmt.Sprint(damage) != c.want {
				t.Errorf("got %v\nwant %s", damage, c.want)
			}
			if err := v.Copy(path+".bak", false); !errors.Is(err, ErrDamaged) {
				t.Errorf("copied: %v", err)
			}
			must(t, v.Update(func(tx *Tx) error {
				for _, d := range damage {
					_, err := tx.Salvage(d.Bucket)
					must(t, err)
				}
				return nil
			}))
			clean(t, v)
			must(t, v.Update(func(tx *Tx) error {
				n, err := tx.Count("member")
				seq, errAppend := tx.Append([]byte("after"))
				if n != c.left || err != nil || seq != 3 || errAppend != nil {
					t.Errorf("%d values left, next number %d: %v, %v", n, seq, err, errAppend)
				}
				return nil
			}))
		})
	}
}

// What lies in the clear is covered by a sealed sum: neither the version nor the
// slots can be exchanged without notice, checksum and all.
func TestHeadIsAuthenticated(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(b *bbolt.Bucket) error
		want   error
	}{
		{"slot removed, sum remade", func(b *bbolt.Bucket) error {
			must(t, b.Put(slotsKey, []byte("[]")))
			return b.Put(sumKey, sumHead(b.Get(versionKey), []byte("[]")))
		}, ErrDamaged},
		{"version back, sum remade", func(b *bbolt.Bucket) error {
			zero := make([]byte, 4)
			must(t, b.Put(versionKey, zero))
			return b.Put(sumKey, sumHead(zero, bytes.Clone(b.Get(slotsKey))))
		}, ErrDamaged},
		{"slots flipped", func(b *bbolt.Bucket) error { return b.Put(slotsKey, []byte("[{}]")) }, ErrDamaged},
		{"mark changed", func(b *bbolt.Bucket) error { return b.Put(markKey, []byte("tuanjian ledgeR")) }, ErrDamaged},
		{"no mark", func(b *bbolt.Bucket) error { return b.Delete(markKey) }, ErrNotLedger},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, key, path := fresh(t)
			must(t, v.Close())
			rawly(t, path, func(tx *bbolt.Tx) error { return c.change(tx.Bucket([]byte(headBucket))) })
			if _, err := Open(path, with(key), options()); !errors.Is(err, c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	path := filepath.Join(t.TempDir(), "foreign")
	rawly(t, path, func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("widgets")); return err })
	if _, err := Open(path, with(seal.Key{}), options()); !errors.Is(err, ErrNotLedger) {
		t.Errorf("somebody's bbolt file: %v", err)
	}
	_, _, path = fresh(t)
	other, err := seal.NewKey(rand.Reader)
	must(t, err)
	copyFile(t, path, path+"2")
	if _, err := Open(path+"2", with(other), options()); !errors.Is(err, ErrDamaged) {
		t.Errorf("a key that is not the ledger's: %v", err)
	}
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	raw, err := os.ReadFile(from)
	must(t, err)
	must(t, os.WriteFile(to, raw, 0o600))
}
