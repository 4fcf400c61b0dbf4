package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"tuanjian/store/trial"
)

// remake rewrites pages by hand with a valid checksum, as a hostile file would.
func remake(t *testing.T, raw []byte, change func(page func(id uint64) []byte, m meta)) string {
	t.Helper()
	bad := bytes.Clone(raw)
	m, _, err := readMeta(bytes.NewReader(bad), int64(len(bad)))
	must(t, err)
	change(func(id uint64) []byte { return bad[int(id)*m.pageSize:][:m.pageSize] }, m)
	for id := range 2 {
		p := bad[id*m.pageSize+pageHeader:]
		sum := fnv.New64a()
		sum.Write(p[:56])
		binary.LittleEndian.PutUint64(p[56:], sum.Sum64())
	}
	path := filepath.Join(t.TempDir(), "hostile")
	must(t, os.WriteFile(path, bad, 0o600))
	return path
}

func TestHostilePages(t *testing.T) {
	raw, key, _ := sample(t)
	metas := func(page func(uint64) []byte, at int, value uint64) {
		for id := range uint64(2) {
			le.PutUint64(page(id)[pageHeader+at:], value)
		}
	}
	branch := func(page func(uint64) []byte, m meta) (uint64, []byte) {
		_, free := freePages(t, raw)
		for id := uint64(2); id < m.pages; id++ {
			if free[id] {
				continue
			}
			if p := page(id); le.Uint16(p[8:]) == flagBranch && le.Uint64(p) == id && le.Uint16(p[10:]) > 1 {
				return id, p
			}
		}
		t.Fatal("no branch page in the sample")
		return 0, nil
	}
	for name, change := range map[string]func(page func(uint64) []byte, m meta){
		"root beyond the file":  func(page func(uint64) []byte, m meta) { metas(page, 16, m.pages) },
		"root in the head":      func(page func(uint64) []byte, m meta) { metas(page, 16, 1) },
		"free list beyond":      func(page func(uint64) []byte, m meta) { metas(page, 32, 1<<60) },
		"no free list":          func(page func(uint64) []byte, m meta) { metas(page, 32, 1<<64-1) },
		"free list is the root": func(page func(uint64) []byte, m meta) { metas(page, 32, m.root) },
		"more pages than file":  func(page func(uint64) []byte, m meta) { metas(page, 40, 1<<62) },
		"page size zero":        func(page func(uint64) []byte, m meta) { le.PutUint32(page(0)[pageHeader+8:], 0) },
		"page size vast":        func(page func(uint64) []byte, m meta) { le.PutUint32(page(0)[pageHeader+8:], 1<<31) },
		"a loop": func(page func(uint64) []byte, m meta) {
			id, p := branch(page, m)
			le.PutUint64(p[pageHeader+8:], id)
		},
		"two parents": func(page func(uint64) []byte, m meta) {
			_, p := branch(page, m)
			le.PutUint64(p[pageHeader+elementSize+8:], le.Uint64(p[pageHeader+8:]))
		},
		"two buckets, one tree": func(page func(uint64) []byte, m meta) {
			root, first := page(m.root), []byte(nil)
			for i := range int(le.Uint16(root[10:])) {
				at := pageHeader + i*elementSize
				value := root[at+int(le.Uint32(root[at+4:])+le.Uint32(root[at+8:])):]
				if le.Uint64(value) == 0 {
					continue // a small bucket inside its parent
				}
				if first != nil {
					copy(value[:8], first[:8])
					return
				}
				first = value
			}
			t.Fatal("the sample has no two large buckets")
		},
		"keys out of order on the last page": func(page func(uint64) []byte, m meta) {
			_, free := freePages(t, raw)
			for id := uint64(2); id < m.pages; id++ {
				p := page(id)
				if n := int(le.Uint16(p[10:])); !free[id] && le.Uint16(p[8:]) == flagLeaf && n > 1 {
					last := pageHeader + (n-1)*elementSize
					if bytes.HasPrefix(p[last+int(le.Uint32(p[last+4:])):], []byte("id039")) {
						p[pageHeader+int(le.Uint32(p[pageHeader+4:]))] = 'z'
						return
					}
				}
			}
			t.Fatal("the last member is nowhere")
		},
		"used page listed as free": func(page func(uint64) []byte, m meta) {
			p := page(m.free)
			le.PutUint64(p[pageHeader:], m.root)
		},
		"endless list of free pages": func(page func(uint64) []byte, m meta) {
			p := page(m.free)
			le.PutUint16(p[10:], 0xFFFF)
			le.PutUint64(p[pageHeader:], 1<<63)
		},
		"overflow beyond the file": func(page func(uint64) []byte, m meta) { le.PutUint32(page(m.root)[12:], 1<<31) },
		"count beyond the page":    func(page func(uint64) []byte, m meta) { le.PutUint16(page(m.root)[10:], 0xFFFF) },
		"key beyond the page":      func(page func(uint64) []byte, m meta) { le.PutUint32(page(m.root)[pageHeader+4:], 1<<32-1) },
	} {
		t.Run(name, func(t *testing.T) {
			path := remake(t, raw, change)
			start := trial.Start()
			if _, err := Open(path, with(key), options()); !errors.Is(err, ErrDamaged) {
				t.Errorf("opened: %v", err)
			}
			if took := start.Taken(); took > time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// The walker must agree with bbolt's own check that a sound file is sound.
func TestWalkerAcceptsWhatBoltWrites(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprint(n))
		db, err := bbolt.Open(path, mode, &bbolt.Options{NoSync: true})
		must(r, err)
		for range rapid.IntRange(0, 6).Draw(r, "transactions") {
			must(r, db.Update(func(tx *bbolt.Tx) error {
				b, err := tx.CreateBucketIfNotExists([]byte(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(r, "bucket")))
				must(r, err)
				from, count, size := rapid.IntRange(0, 200).Draw(r, "from"), rapid.IntRange(0, 200).Draw(r, "count"), rapid.IntRange(0, 6000).Draw(r, "size")
				del := rapid.Bool().Draw(r, "delete")
				for i := from; i < from+count; i++ {
					k := fmt.Appendf(nil, "%05d", i)
					if del {
						must(r, b.Delete(k))
					} else {
						must(r, b.Put(k, make([]byte, size)))
					}
				}
				return nil
			}))
		}
		must(r, db.View(func(tx *bbolt.Tx) error {
			for err := range tx.Check() {
				r.Fatal(err)
			}
			return nil
		}))
		must(r, db.Close())
		raw, err := os.ReadFile(path)
		must(r, err)
		must(r, os.Remove(path))
		m, whole, err := readMeta(bytes.NewReader(raw), int64(len(raw)))
		must(r, err)
		lost, err := walk(bytes.NewReader(raw), m)
		if err != nil || lost != 0 || !whole {
			r.Fatalf("lost %d, whole %v, %v", lost, whole, err)
		}
	})
}

// Pages that are neither used nor free waste space; the ledger opens, says so,
// and can still be copied.
func TestLostPagesAreHarmless(t *testing.T) {
	raw, key, want := sample(t)
	path := remake(t, raw, func(page func(uint64) []byte, m meta) {
		p := page(m.free)
		le.PutUint16(p[10:], le.Uint16(p[10:])-1)
	})
	v, err := Open(path, with(key), options())
	must(t, err)
	if fmt.Sprint(v.Notes()) != `[lost pages bucket="" key= count=1]` {
		t.Errorf("notes %v", v.Notes())
	}
	must(t, v.Copy(path+".bak", false))
	must(t, v.Close())
	if !readAll(t, path, key, want) || !readAll(t, path+".bak", key, want) {
		t.Error("not noticed")
	}
}

// A head page that was torn by a power cut leaves the save before it, and the
// next save repairs it.
func TestTornHeadPage(t *testing.T) {
	v, key, path := fresh(t)
	put := func(value string) {
		must(t, v.Update(func(tx *Tx) error { return tx.Put("member", []byte("id"), []byte(value)) }))
	}
	put("old")
	put("new")
	m, whole, err := readMeta(v.file, 1<<20)
	must(t, err)
	if !whole {
		t.Fatal("torn before it was torn")
	}
	must(t, v.Close())
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	_, err = f.WriteAt(make([]byte, 40), int64(m.txid%2)*int64(m.pageSize)+pageHeader+8)
	must(t, err)
	must(t, f.Close())
	v, err = Open(path, with(key), options())
	must(t, err)
	defer func() { v.Close() }()
	if fmt.Sprint(v.Notes()) != `[head page bucket="" key= count=0]` {
		t.Errorf("notes %v", v.Notes())
	}
	must(t, v.View(func(tx *Tx) error {
		got, err := tx.Get("member", []byte("id"))
		if string(got) != "old" {
			t.Errorf("got %q", got)
		}
		return err
	}))
	put("newer")
	must(t, v.Close())
	v, err = Open(path, with(key), options())
	must(t, err)
	if len(v.Notes()) > 0 {
		t.Errorf("after a save: %v", v.Notes())
	}
	clean(t, v)
}
