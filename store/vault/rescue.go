package vault

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"slices"

	"tuanjian/store/seal"
)

// JournalBucket is the name under which [Rescued.Each] tells journal entries; [Seq]
// reads their keys.
const JournalBucket = journalBucket

// Seq is the number of a journal entry, from its key.
func Seq(key []byte) (seq uint64, ok bool) {
	if len(key) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(key), true
}

// Bounds of what is remembered of a file.
const (
	maxFound  = 4 << 20 // values: half a gigabyte of memory
	maxNames  = 256     // buckets
	maxSlots  = 64      // as package seal tries
	maxSpoilt = 100_000 // damaged values that are named
)

// Rescued is what a damaged ledger still holds. Close it after use.
type Rescued struct {
	file   *os.File
	scan   *scan
	sealer *seal.Sealer

	names   []string // of buckets
	slots   []seal.Slot
	wanted  *state // the newest tallies that open
	found   []finding
	spoilt  []Damage
	strays  int
	tried   []byte // room for a plain value
	lastHit int    // name that fitted last; pages hold one bucket
	heads   []heading
	states  []finding
	leaves  int // pages that call themselves leaves
}

// A finding is a value that opened, or that may.
type finding struct {
	name  int // of its bucket, in names
	live  bool
	key   string
	stamp uint64 // differs between any two sealings
	at    int64
	size  int
}

// heading is what may once have been the readable part of the ledger.
type heading struct {
	version int
	slots   []seal.Slot
	whole   bool // its sum holds
	live    bool
}

// Rescue reads what is left of a ledger that [Open] refuses or [Vault.Check] finds
// damaged. The file is only read, raw, whatever its tree of pages says, and every
// value is held against its seal, so what is handed out was once written just so;
// but it may be an older version, from a page that is no longer in use.
//
// unlock is called once. It gets the file's slots when they are whole, else all that
// can be found and those of Options.Slots: also passwords that have been replaced
// since may open then. Options.Buckets names the caller's buckets, in case that the
// file does not tell them any more.
//
// ErrMissing, ErrBusy, ErrNotLedger when nothing looks like a ledger, ErrNewer,
// ErrSlotsLost when there is no slot to try, ErrOtherLedger when Options.Slots gave
// a key that opens nothing, ErrDamaged when the file's own slots did, and what
// unlock says.
func Rescue(path string, unlock func([]seal.Slot) (seal.Key, error), o Options) (*Rescued, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, reason(err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxScan {
		return nil, ErrNotLedger
	}
	f, err := o.openFile(path, os.O_RDONLY, 0)
	if err != nil {
		return nil, reason(err)
	}
	r := &Rescued{file: f}
	if err := r.search(unlock, info.Size(), o); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return r, nil
}

func (r *Rescued) search(unlock func([]seal.Slot) (seal.Key, error), size int64, o Options) error {
	if err := lockShared(r.file); err != nil {
		return reason(err)
	}
	r.scan = newScan(r.file, size)
	r.names = slices.Compact(slices.Sorted(slices.Values(append([]string{journalBucket, proofBucket}, o.Buckets...))))
	r.scan.pages(r.survey)
	if r.leaves == 0 {
		return ErrNotLedger
	}
	if err := r.chooseSlots(o); err != nil {
		return err
	}
	key, err := unlock(slices.Clone(r.slots))
	if err != nil {
		return err
	}
	if r.sealer, err = seal.NewSealer(key, nil, valueVersion); err != nil {
		return err
	}
	r.chooseState()
	r.scan.pages(r.collect)
	r.sort()
	switch {
	case len(r.found) > 0 || r.wanted != nil:
		return nil
	case len(o.Slots) > 0:
		return ErrOtherLedger
	}
	return damaged("nothing opens")
}

// survey is the first look at a page, without a key: names of buckets, the readable
// part, and where tallies may be.
func (r *Rescued) survey(p page) {
	if p.count > 0 {
		r.leaves++
	}
	var parts [4][]byte
	p.each(func(_ int, e element) {
		if e.flags == bucketFlag {
			r.name(string(e.key))
			return
		}
		for i, k := range [][]byte{markKey, versionKey, slotsKey, sumKey} {
			if bytes.Equal(e.key, k) {
				parts[i] = e.value
			}
		}
		if string(e.key) == proofKey && sealedLike(e.value) && len(r.states) < maxFound {
			r.states = append(r.states, finding{live: p.live && p.bucket == proofBucket, at: e.at, size: len(e.value)})
		}
	})
	if parts[2] == nil || len(parts[2]) > maxSlotText || len(r.heads) >= maxFound/1024 {
		return
	}
	h := heading{live: p.live && p.bucket == headBucket}
	if json.Unmarshal(parts[2], &h.slots) != nil || len(h.slots) == 0 {
		return
	}
	h.slots = slices.Clone(h.slots[:min(len(h.slots), maxSlots)])
	if len(parts[1]) == 4 && string(parts[0]) == formatMark {
		h.version = int(binary.BigEndian.Uint32(parts[1]))
		h.whole = bytes.Equal(parts[3], sumHead(parts[1], parts[2]))
	}
	r.heads = append(r.heads, h)
}

func (r *Rescued) name(bucket string) {
	if bucket != "" && len(bucket) <= maxBucket && bucket != headBucket && len(r.names) < maxNames && !slices.Contains(r.names, bucket) {
		r.names = append(r.names, bucket)
	}
}

// chooseSlots takes the slots of the readable part when that is whole and in use,
// and otherwise all that there are, the likelier first.
func (r *Rescued) chooseSlots(o Options) error {
	slices.SortStableFunc(r.heads, func(a, b heading) int {
		return cmp.Or(order(b.live && b.whole, a.live && a.whole), order(b.whole, a.whole), order(b.live, a.live))
	})
	for _, h := range r.heads {
		if h.whole && h.version > len(o.Steps) {
			return ErrNewer
		}
		r.addSlots(h.slots)
		if h.live && h.whole {
			return nil
		}
	}
	r.addSlots(o.Slots)
	if len(r.slots) == 0 {
		return ErrSlotsLost
	}
	return nil
}

func (r *Rescued) addSlots(slots []seal.Slot) {
	for _, s := range slots {
		known := func(other seal.Slot) bool { return bytes.Equal(other.Wrapped, s.Wrapped) && other.Name == s.Name }
		if len(r.slots) < maxSlots && len(s.Wrapped) > 0 && !slices.ContainsFunc(r.slots, known) {
			r.slots = append(r.slots, s)
		}
	}
}

func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// chooseState opens the tallies: those in use, or those that have seen most.
func (r *Rescued) chooseState() {
	best := -1
	for i, at := range r.states {
		plain, ok := r.open(proofBucket, []byte(proofKey), r.at(at))
		s := &state{}
		if !ok || json.Unmarshal(plain, s) != nil {
			continue
		}
		for name := range s.Tallies {
			r.name(name)
		}
		if best < 0 || cmp.Or(order(at.live, r.states[best].live), cmp.Compare(s.Tallies[journalBucket].Last, r.wanted.Tallies[journalBucket].Last)) > 0 {
			best, r.wanted = i, s
		}
	}
}

// at reads a value.
func (r *Rescued) at(f finding) []byte {
	b := make([]byte, f.size)
	r.scan.read(b, f.at)
	return b
}

func (r *Rescued) open(bucket string, key, sealed []byte) ([]byte, bool) {
	if r.scan.work -= int64(len(sealed)); r.scan.work < 0 {
		r.scan.cut = true
		return nil, false
	}
	plain, err := r.sealer.Open(r.tried[:0], bucket, key, sealed)
	r.tried = plain[:0]
	return plain, err == nil
}

func sealedLike(value []byte) bool {
	return len(value) >= seal.Overhead && value[0] == 1
}

// collect is the second look at a page: what opens is remembered.
func (r *Rescued) collect(p page) {
	if p.live && (p.bucket == headBucket || p.bucket == "") {
		return
	}
	opened := map[int]bool{}
	p.each(func(i int, e element) {
		if e.flags == bucketFlag || !sealedLike(e.value) {
			return
		}
		name, ok := r.fit(p.bucket, e)
		switch {
		case ok && len(r.found) >= maxFound:
			r.scan.cut = true
		case ok && r.names[name] != proofBucket:
			r.found = append(r.found, finding{name: name, live: p.live, key: string(e.key), stamp: le.Uint64(e.value[1:]), at: e.at, size: len(e.value)})
		case !ok && !p.live && i < p.count:
			r.strays++
		}
		opened[i] = ok
	})
	if !p.live {
		return
	}
	for i := range p.count {
		if opened[i] || len(r.spoilt) >= maxSpoilt {
			continue
		}
		d := Damage{What: Unreadable, Bucket: p.bucket}
		if e, ok := p.element(i, len(p.b)); ok {
			d.Key = bytes.Clone(e.key)
		}
		r.spoilt = append(r.spoilt, d)
	}
}

// fit finds the bucket under whose name an element opens.
func (r *Rescued) fit(bucket string, e element) (name int, ok bool) {
	first := r.lastHit
	if i := slices.Index(r.names, bucket); i >= 0 {
		first = i
	}
	for n := range r.names {
		i := (first + n) % len(r.names)
		if _, ok := r.open(r.names[i], e.key, e.value); ok {
			r.lastHit = i
			return i, true
		}
	}
	return 0, false
}

// sort brings what was found into the order of buckets and keys, and drops what was
// found twice; of two places with the same sealed value the one in use stays.
func (r *Rescued) sort() {
	slices.SortFunc(r.found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(r.names[a.name], r.names[b.name]), cmp.Compare(a.key, b.key),
			order(b.live, a.live), cmp.Compare(a.at, b.at))
	})
	type sealing struct {
		name  int
		key   string
		stamp uint64
	}
	seen := make(map[sealing]bool, len(r.found))
	r.found = slices.DeleteFunc(r.found, func(f finding) bool {
		s := sealing{f.name, f.key, f.stamp}
		twice := seen[s]
		seen[s] = true
		return twice
	})
}

// Each calls fn with every value that opens, in the order of buckets and keys; of one
// key the version that the ledger used last comes first (live), then all others that
// differ. Where no live one comes, the ledger had deleted the value, or the way to it
// is lost. key and plain belong to the walk. ErrStop from fn ends it.
func (r *Rescued) Each(fn func(bucket string, key, plain []byte, live bool) error) error {
	var given map[[32]byte]bool
	for i, f := range r.found {
		if i == 0 || r.found[i-1].name != f.name || r.found[i-1].key != f.key {
			given = map[[32]byte]bool{}
		}
		key := []byte(f.key)
		sealed := make([]byte, f.size)
		if _, err := r.file.ReadAt(sealed, f.at); err != nil {
			continue // it was readable a moment ago
		}
		plain, err := r.sealer.Open(nil, r.names[f.name], key, sealed)
		if err != nil {
			continue
		}
		sum := sha256.Sum256(plain)
		if given[sum] {
			continue
		}
		given[sum] = true
		if err := fn(r.names[f.name], key, plain, f.live); errors.Is(err, ErrStop) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// Expected is how many values a bucket held by the newest tallies that can be read;
// known is false when none can, or they do not list the bucket.
func (r *Rescued) Expected(bucket string) (count int, known bool) {
	if r.wanted == nil {
		return 0, false
	}
	t, known := r.wanted.Tallies[bucket]
	return int(t.Count), known
}

// Holds says that the values of a bucket that are in use are just those of the newest
// tallies: none is lost, and none is an older one put back.
func (r *Rescued) Holds(bucket string) bool {
	if r.wanted == nil {
		return false
	}
	var counted tally
	for _, f := range r.found {
		if f.live && r.names[f.name] == bucket {
			f.size = min(f.size, stamp)
			counted.add(weigh([]byte(f.key), r.at(f)))
		}
	}
	t, known := r.wanted.Tallies[bucket]
	return known && t.holds(counted)
}

// Buckets are the names that the newest readable tallies list, sorted.
func (r *Rescued) Buckets() []string {
	if r.wanted == nil {
		return nil
	}
	return r.wanted.buckets()
}

// Damaged are the values in use that do not open; Key is empty where not even that
// can be read. An older version of the same key may have been found.
func (r *Rescued) Damaged() []Damage { return r.spoilt }

// Strays is how many values do not open in pages that the tree does not lead to: old
// ones, or such as lost their place.
func (r *Rescued) Strays() int { return r.strays }

// Cut tells that the search was ended by its bounds, so there may be more.
func (r *Rescued) Cut() bool { return r.scan.cut }

// Slots are those that unlock was given.
func (r *Rescued) Slots() []seal.Slot { return slices.Clone(r.slots) }

// Close ends the use of the file.
func (r *Rescued) Close() error { return reason(r.file.Close()) }
