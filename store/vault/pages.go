package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// This file reads bbolt's pages by itself, before bbolt sees the file. bbolt
// trusts them: a wrong page number is a panic, a loop among pages ends the
// process by exhausting the stack (which no guard can catch), and a page in use
// that is listed as free would be overwritten by the next save. bbolt's own
// check runs on a goroutine of its own, out of the guard's reach, and recurses
// the same way, so it is no substitute.
//
// Numbers are little-endian, as on every machine this program is made for.

const (
	boltMagic   = 0xED0CDAED
	boltVersion = 2

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagMeta     = 0x04
	flagFreelist = 0x10

	pageHeader   = 16
	metaSize     = 64
	elementSize  = 16
	bucketHeader = 16

	minPage  = 1 << 10
	maxPage  = 1 << 16
	maxDepth = 24 // a tree of two keys a page and 2²⁴ pages
)

var le = binary.LittleEndian

// meta is one of the two pages that say where everything is.
type meta struct {
	pageSize int
	root     uint64
	free     uint64 // page of the list of free pages
	pages    uint64 // pages in use, the first unused number
	txid     uint64
	header   bool // the page's own header is in order
}

// parseMeta reads meta page id from b; ok only when magic, version
// and checksum hold.
func parseMeta(b []byte, id uint64) (m meta, ok bool) {
	if len(b) < pageHeader+metaSize {
		return m, false
	}
	p := b[pageHeader:]
	sum := fnv.New64a()
	sum.Write(p[:56])
	if le.Uint32(p) != boltMagic || le.Uint32(p[4:]) != boltVersion || le.Uint64(p[56:]) != sum.Sum64() {
		return m, false
	}
	m = meta{
		pageSize: int(le.Uint32(p[8:])),
		root:     le.Uint64(p[16:]),
		free:     le.Uint64(p[32:]),
		pages:    le.Uint64(p[40:]),
		txid:     le.Uint64(p[48:]),
	}
	m.header = le.Uint64(b) == id && le.Uint16(b[8:]) == flagMeta
	return m, true
}

// readMeta finds the newer valid meta page of a file of the given size. whole
// tells that both were valid; when only one is, the last save may be the one
// that is lost. ErrNotLedger when nothing looks like bbolt's, ErrDamaged when it
// does and cannot be used,
// ErrDisk when it could not be read.
func readMeta(r io.ReaderAt, size int64) (m meta, whole bool, err error) {
	b := make([]byte, pageHeader+metaSize)
	ours := false
	var unreadable error
	at := func(off int64) (meta, bool) {
		n, err := r.ReadAt(b, off)
		if err != nil && err != io.EOF {
			unreadable = reason(err)
		}
		if n < len(b) || err != nil && err != io.EOF {
			return meta{}, false
		}
		ours = ours || le.Uint32(b[pageHeader:]) == boltMagic
		return parseMeta(b, uint64(min(off, 1)))
	}
	first, ok0 := at(0)
	second, ok1 := meta{}, false
	if ok0 {
		second, ok1 = at(int64(first.pageSize))
	} else {
		for ps := int64(minPage); ps <= maxPage && !ok1; ps *= 2 {
			second, ok1 = at(ps)
			ok1 = ok1 && int64(second.pageSize) == ps
		}
	}
	switch {
	case unreadable != nil: // bbolt would fault on it
		return m, false, unreadable
	case ok0 && (!ok1 || first.txid > second.txid):
		m = first
	case ok1:
		m = second
	case ours:
		return m, false, damaged("both head pages")
	default:
		return m, false, ErrNotLedger
	}
	ps := uint64(m.pageSize)
	switch {
	case ps < minPage || ps > maxPage || ps&(ps-1) != 0:
		return m, false, damaged("page size %d", ps)
	case m.pages < 4 || m.pages > uint64(size)/ps:
		return m, false, damaged("%d pages in a file of %d bytes", m.pages, size)
	}
	return m, ok0 && ok1 && first.header && second.header && first.pageSize == second.pageSize, nil
}

// errWalk is the kind of all faults found by walk.
var errWalk = errors.New("structure")

type walker struct {
	r    io.ReaderAt
	m    meta
	used []bool   // by page number
	bufs [][]byte // one a level
}

// walk follows every page of the file and proves that bbolt can read it and
// write to it: numbers within bounds, no page used twice, keys in order, no used
// page listed as free. lost is the number of pages neither used nor free; they
// are wasted space, but no sound file has any.
func walk(r io.ReaderAt, m meta) (lost int, err error) {
	w := &walker{r: r, m: m, used: make([]bool, m.pages), bufs: make([][]byte, maxDepth+1)}
	w.used[0], w.used[1] = true, true
	if err := w.page(m.root, 0, 0, nil, nil); err != nil {
		return 0, err
	}
	if err := w.freelist(); err != nil {
		return 0, err
	}
	for _, u := range w.used {
		if !u {
			lost++
		}
	}
	return lost, nil
}

func fault(id uint64, what string) error {
	return fmt.Errorf("%w: %w: page %d: %s", ErrDamaged, errWalk, id, what)
}

// take reads a page into the buffer of this depth, without its overflow, and marks all of it as used. size is how long it
// is with its overflow.
func (w *walker) take(id uint64, depth int) (b []byte, size int, err error) {
	if id < 2 || id >= w.m.pages {
		return nil, 0, fault(id, "outside of the file")
	}
	if depth > maxDepth {
		return nil, 0, fault(id, "too deep")
	}
	ps := w.m.pageSize
	b = w.bufs[depth]
	if len(b) < ps {
		b = make([]byte, ps)
		w.bufs[depth] = b
	}
	if err := w.readAt(b[:ps], id, 0); err != nil {
		return nil, 0, err
	}
	if le.Uint64(b) != id {
		return nil, 0, fault(id, "calls itself another")
	}
	n := uint64(le.Uint32(b[12:])) + 1
	if n > w.m.pages-id {
		return nil, 0, fault(id, "runs out of the file")
	}
	for i := id; i < id+n; i++ {
		if w.used[i] {
			return nil, 0, fault(i, "used twice")
		}
		w.used[i] = true
	}
	return b[:ps], int(n) * ps, nil
}

func (w *walker) readAt(b []byte, id uint64, from int64) error {
	if _, err := w.r.ReadAt(b, int64(id)*int64(w.m.pageSize)+from); err != nil && err != io.EOF {
		return fmt.Errorf("page %d: %w", id, reason(err))
	}
	return nil
}

// whole reads the overflow of a page as well.
func (w *walker) whole(id uint64, depth, size int) ([]byte, error) {
	b := w.bufs[depth]
	if len(b) < size {
		b = append(b, make([]byte, size-len(b))...)
		w.bufs[depth] = b
	}
	ps := w.m.pageSize
	if size == ps {
		return b[:size], nil
	}
	return b[:size], w.readAt(b[ps:size], id, int64(ps))
}

// page checks the tree below a page whose keys must lie in [lo, hi). The level
// is 0 among buckets and 1 inside one; there are no buckets in buckets.
func (w *walker) page(id uint64, level, depth int, lo, hi []byte) error {
	b, size, err := w.take(id, depth)
	if err != nil {
		return err
	}
	if le.Uint16(b[8:]) == flagLeaf && level == 1 && size > fewPages*w.m.pageSize && pageHeader+int(le.Uint16(b[10:]))*elementSize <= len(b) {
		return w.wide(id, b, int64(size), lo, hi)
	}
	if b, err = w.whole(id, depth, size); err != nil {
		return err
	}
	if le.Uint16(b[8:]) != flagBranch {
		return w.leaf(id, b, level, depth, lo, hi)
	}
	count := int(le.Uint16(b[10:]))
	if count == 0 {
		return fault(id, "branch without children")
	}
	key := func(i int) ([]byte, error) {
		at := pageHeader + i*elementSize
		if at+elementSize > len(b) {
			return nil, fault(id, "too many keys")
		}
		from := int64(at) + int64(le.Uint32(b[at:]))
		to := from + int64(le.Uint32(b[at+4:]))
		if from < int64(pageHeader+count*elementSize) || to > int64(len(b)) || from == to {
			return nil, fault(id, "key outside of the page")
		}
		return b[from:to], nil
	}
	for i := range count {
		k, err := key(i)
		if err != nil {
			return err
		}
		if lo != nil && bytes.Compare(lo, k) > 0 || hi != nil && bytes.Compare(k, hi) >= 0 {
			return fault(id, "keys out of order")
		}
		next := hi
		if i+1 < count {
			if next, err = key(i + 1); err != nil {
				return err
			}
			if bytes.Compare(k, next) >= 0 {
				return fault(id, "keys out of order")
			}
		}
		child := le.Uint64(b[pageHeader+i*elementSize+8:])
		if err := w.page(child, level, depth+1, k, next); err != nil {
			return err
		}
	}
	return nil
}

// fewPages is up to how long a leaf is read whole: beyond, it has large values, as files have.
const fewPages = 4

// wide is leaf for a page of large values inside a bucket. Of these it reads the keys alone, so that opening a ledger takes
// no longer for the files in it: whether a value is what was written, its seal says when it is read.
func (w *walker) wide(id uint64, b []byte, size int64, lo, hi []byte) error {
	count := int(le.Uint16(b[10:]))
	var last []byte
	for i := range count {
		at := pageHeader + i*elementSize
		from := int64(at) + int64(le.Uint32(b[at+4:]))
		n := int64(le.Uint32(b[at+8:]))
		if from < int64(pageHeader+count*elementSize) || n == 0 || n > maxKey || from+n+int64(le.Uint32(b[at+12:])) > size {
			return fault(id, "value outside of the page")
		}
		k := make([]byte, n)
		if from+n <= int64(len(b)) {
			copy(k, b[from:])
		} else if err := w.readAt(k, id, from); err != nil {
			return err
		}
		if lo != nil && bytes.Compare(lo, k) > 0 || hi != nil && bytes.Compare(k, hi) >= 0 ||
			last != nil && bytes.Compare(last, k) >= 0 {
			return fault(id, "keys out of order")
		}
		last = k
		if le.Uint32(b[at:]) != 0 {
			return fault(id, "a value where a bucket should be, or the reverse")
		}
	}
	return nil
}

// leaf checks a leaf page, or the page of a small bucket inside its parent.
func (w *walker) leaf(id uint64, b []byte, level, depth int, lo, hi []byte) error {
	if le.Uint16(b[8:]) != flagLeaf {
		return fault(id, "not a page of the tree")
	}
	count := int(le.Uint16(b[10:]))
	if pageHeader+count*elementSize > len(b) {
		return fault(id, "too many keys")
	}
	var last []byte
	for i := range count {
		at := pageHeader + i*elementSize
		from := int64(at) + int64(le.Uint32(b[at+4:]))
		mid := from + int64(le.Uint32(b[at+8:]))
		to := mid + int64(le.Uint32(b[at+12:]))
		if from < int64(pageHeader+count*elementSize) || to > int64(len(b)) || from == mid {
			return fault(id, "value outside of the page")
		}
		k, value := b[from:mid], b[mid:to]
		if lo != nil && bytes.Compare(lo, k) > 0 || hi != nil && bytes.Compare(k, hi) >= 0 ||
			last != nil && bytes.Compare(last, k) >= 0 {
			return fault(id, "keys out of order")
		}
		last = k
		isBucket := le.Uint32(b[at:]) == 1
		switch {
		case isBucket != (level == 0) || le.Uint32(b[at:]) > 1:
			return fault(id, "a value where a bucket should be, or the reverse")
		case !isBucket:
			continue
		case len(value) < bucketHeader:
			return fault(id, "bucket cut short")
		}
		var err error
		if root := le.Uint64(value); root != 0 {
			err = w.page(root, 1, depth+1, nil, nil)
		} else if inline := value[bucketHeader:]; len(inline) < pageHeader {
			err = fault(id, "small bucket cut short")
		} else {
			err = w.leaf(id, inline, 1, depth, nil, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// freelist checks the list of free pages; the tree has been walked.
func (w *walker) freelist() error {
	id := w.m.free
	_, size, err := w.take(id, 0)
	if err != nil {
		return err
	}
	b, err := w.whole(id, 0, size)
	if err != nil {
		return err
	}
	if le.Uint16(b[8:]) != flagFreelist {
		return fault(id, "not the list of free pages")
	}
	count, list := uint64(le.Uint16(b[10:])), b[pageHeader:]
	if count == 0xFFFF { // the real number then stands first
		count, list = le.Uint64(list), list[8:]
	}
	if count > uint64(len(list)/8) {
		return fault(id, "list of free pages runs out of its page")
	}
	for i := range count {
		f := le.Uint64(list[i*8:])
		if f < 2 || f >= w.m.pages {
			return fault(f, "free, but outside of the file")
		}
		if w.used[f] {
			return fault(f, "both used and free")
		}
		w.used[f] = true
	}
	return nil
}
