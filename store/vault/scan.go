package vault

import (
	"bytes"
	"io"
)

// This file reads a damaged ledger page by page, whatever its tree says. Nothing
// that it reads is believed: every number is held against its bounds, and what a
// value is worth is for the seal to say.

const (
	bucketFlag = 1 // of an element: its value is a bucket

	// maxRun is the most bytes that a page and its overflow may take.
	maxRun = maxValue + 1<<20
	// maxScan is the largest file that is searched.
	maxScan = 64 << 30
	// maxPasses is how many times over the file's bytes may be read or tried in
	// vain. A sound file takes about three, one made to waste time takes no more
	// than this.
	maxPasses = 64
)

// A scan is a damaged file and what is known of its shape.
type scan struct {
	r        io.ReaderAt
	size     int64
	pageSize int
	m        meta              // valid only when rooted
	rooted   bool              // a head page was readable
	live     map[uint64]string // pages of the tree, and the bucket they belong to
	work     int64             // bytes that may still be read and tried
	cut      bool              // work ran out, or there was too much to remember
	buf      []byte
}

func newScan(r io.ReaderAt, size int64) *scan {
	s := &scan{r: r, size: size, live: map[uint64]string{}, work: maxPasses*size + maxRun}
	m, _, err := readMeta(r, size)
	switch {
	case err == nil:
		s.m, s.rooted, s.pageSize = m, true, m.pageSize
		s.follow(m.root, "", 0)
	default:
		// A file cut short has good head pages that promise more than there is.
		m, s.rooted = anyMeta(r, size)
		if s.rooted {
			s.m, s.pageSize = m, m.pageSize
			s.follow(m.root, "", 0)
		} else {
			s.pageSize = s.guessPageSize()
		}
	}
	return s
}

// anyMeta is the newer head page that is valid in itself, whatever the file's size.
func anyMeta(r io.ReaderAt, size int64) (best meta, ok bool) {
	b := make([]byte, pageHeader+metaSize)
	for at := int64(0); at <= maxPage && at < size; at = max(2*at, minPage) {
		if n, err := r.ReadAt(b, at); n < len(b) && err != nil {
			continue
		}
		m, valid := parseMeta(b, uint64(min(at, 1)))
		ps := m.pageSize
		if !valid || ps < minPage || ps > maxPage || ps&(ps-1) != 0 || at != 0 && at != int64(ps) {
			continue
		}
		if !ok || m.txid > best.txid {
			best, ok = m, true
		}
	}
	return best, ok
}

// guessPageSize takes the size for which most pages call themselves by their number.
func (s *scan) guessPageSize() int {
	fits := map[int]int{}
	head := make([]byte, pageHeader)
	for at := int64(minPage); at < s.size; at += minPage {
		if !s.read(head, at) {
			continue
		}
		id, flags := le.Uint64(head), le.Uint16(head[8:])
		if id < 2 || flags != flagLeaf && flags != flagBranch && flags != flagFreelist {
			continue
		}
		for ps := int64(minPage); ps <= maxPage; ps *= 2 {
			if at%ps == 0 && id == uint64(at/ps) {
				fits[int(ps)]++
			}
		}
	}
	best := 4096
	for ps := minPage; ps <= maxPage; ps *= 2 {
		if fits[ps] > fits[best] {
			best = ps
		}
	}
	return best
}

// read fills b from the file; what the disk does not give stays zero.
func (s *scan) read(b []byte, at int64) bool {
	clear(b)
	if s.work -= int64(len(b)); s.work < 0 {
		s.cut = true
		return false
	}
	n, _ := s.r.ReadAt(b, at) // an unreadable sector is damage like any other
	return n > 0
}

// follow marks the leaves that the tree below a page still leads to.
func (s *scan) follow(id uint64, bucket string, depth int) {
	if _, seen := s.live[id]; seen || id < 2 || id >= uint64(s.size)/uint64(s.pageSize) || depth > maxDepth {
		return
	}
	b := make([]byte, s.pageSize)
	if !s.read(b, int64(id)*int64(s.pageSize)) || le.Uint64(b) != id {
		return
	}
	count := int(le.Uint16(b[10:]))
	switch le.Uint16(b[8:]) {
	case flagLeaf:
		s.live[id] = bucket
		if bucket != "" {
			return
		}
		p := page{b: s.whole(b, id), head: len(b)}
		p.each(func(_ int, e element) {
			if name := string(e.key); e.flags == bucketFlag && len(e.value) >= bucketHeader && le.Uint64(e.value) != 0 {
				s.follow(le.Uint64(e.value), name, depth+1)
			}
		})
	case flagBranch:
		s.live[id] = bucket
		for i := range min(count, (len(b)-pageHeader)/elementSize) {
			s.follow(le.Uint64(b[pageHeader+i*elementSize+8:]), bucket, depth+1)
		}
	}
}

// whole is a page with its overflow, as far as its own header can be believed.
func (s *scan) whole(b []byte, id uint64) []byte {
	at := int64(id) * int64(s.pageSize)
	full := min((int64(le.Uint32(b[12:]))+1)*int64(s.pageSize), s.size-at, maxRun)
	if le.Uint64(b) != id || full <= int64(len(b)) {
		return b
	}
	long := make([]byte, full)
	s.read(long, at)
	return long
}

// A page is something that may be a leaf: a page of the file with its overflow, or
// the page of a small bucket inside another.
type page struct {
	at     int64 // place in the file
	b      []byte
	head   int    // its first page: elements are listed there
	count  int    // elements that it says to have; 0 when it is not believed
	live   bool   // the tree leads here
	bucket string // whose page it is, if known; "" is the list of buckets
}

// An element is a key and a value, and where the value lies in the file.
type element struct {
	flags      uint32
	key, value []byte
	at         int64
}

// each calls fn with every element that keeps within the page. i is its number.
func (p page) each(fn func(i int, e element)) {
	for i := 0; pageHeader+(i+1)*elementSize <= p.head; i++ {
		if e, ok := p.element(i, len(p.b)); ok {
			fn(i, e)
		}
	}
}

// element reads one element whose value may reach up to limit, which may lie beyond
// what was read of the page; then the value is cut.
func (p page) element(i, limit int) (e element, ok bool) {
	at := pageHeader + i*elementSize
	if at+elementSize > len(p.b) {
		return e, false
	}
	head := p.b[at:]
	from := int64(at) + int64(le.Uint32(head[4:]))
	mid := from + int64(le.Uint32(head[8:]))
	to := mid + int64(le.Uint32(head[12:]))
	if from < int64(at+elementSize) || mid == from || mid-from > maxKey || mid > int64(len(p.b)) || to > int64(limit) {
		return e, false
	}
	e = element{flags: le.Uint32(head), key: p.b[from:mid], value: p.b[mid:min(to, int64(len(p.b)))], at: p.at + mid}
	return e, e.flags <= bucketFlag
}

// pages calls fn with everything in the file that may be a leaf.
func (s *scan) pages(fn func(page)) {
	if len(s.buf) < s.pageSize {
		s.buf = make([]byte, s.pageSize)
	}
	for at := int64(0); at < s.size && !s.cut; at += int64(s.pageSize) {
		b := s.buf[:s.pageSize]
		if !s.read(b, at) || zero(b) {
			continue
		}
		id := uint64(at / int64(s.pageSize))
		p := page{at: at, b: s.whole(b, id), head: len(b)}
		if le.Uint64(b) == id && le.Uint16(b[8:]) == flagLeaf {
			p.count = int(le.Uint16(b[10:]))
		} else {
			p.b = s.reach(p)
		}
		p.bucket, p.live = s.live[id]
		fn(p)
		s.small(p, fn)
	}
}

// reach reads as far as the longest sealed value of a page whose own header is lost.
func (s *scan) reach(p page) []byte {
	limit := int(min(s.size-p.at, maxRun))
	longest := len(p.b)
	for i := 0; pageHeader+(i+1)*elementSize <= p.head; i++ {
		e, ok := p.element(i, limit)
		if !ok || e.flags != 0 || !sealedLike(e.value) {
			continue
		}
		length := int(le.Uint32(p.b[pageHeader+i*elementSize+12:]))
		longest = max(longest, int(e.at-p.at)+length)
	}
	if longest == len(p.b) {
		return p.b
	}
	b := make([]byte, longest)
	s.read(b, p.at)
	return b
}

// emptyLeaf is how the page of a small bucket begins: number 0, a leaf.
var emptyLeaf = []byte{0, 0, 0, 0, 0, 0, 0, 0, flagLeaf, 0}

// small calls fn with the pages of small buckets inside a page: first those that it
// lists, then whatever looks like one.
func (s *scan) small(p page, fn func(page)) {
	listed := map[int64]bool{}
	p.each(func(_ int, e element) {
		if e.flags != bucketFlag || len(e.value) < bucketHeader+pageHeader || le.Uint64(e.value) != 0 {
			return
		}
		b := e.value[bucketHeader:]
		at := e.at + bucketHeader
		listed[at] = true
		fn(page{at: at, b: b, head: len(b), count: int(le.Uint16(b[10:])), live: p.live && p.bucket == "", bucket: string(e.key)})
	})
	for from := 1; ; {
		i := bytes.Index(p.b[from:p.head], emptyLeaf)
		if i < 0 {
			return
		}
		from += i
		b := p.b[from:p.head]
		if at := p.at + int64(from); len(b) > pageHeader && le.Uint32(b[12:]) == 0 && !listed[at] {
			fn(page{at: at, b: b, head: len(b)})
		}
		from++
	}
}

func zero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}
