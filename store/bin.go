package store

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// BinBucket holds what was removed: kind and id → Binned.
const BinBucket = "bin"

// A Binned is a record in the recycle bin. Nothing empties the bin but the rules of
// retention.
type Binned struct {
	Kind   string   `json:"k"`
	ID     value.ID `json:"i"`
	Name   string   `json:"n,omitempty"` // what it was called when it was removed
	Who    string   `json:"w,omitempty"`
	Time   int64    `json:"t,omitempty"` // Unix seconds
	Seq    uint64   `json:"s,omitempty"` // of the journal entry that removed it; the order of the bin
	Reason string   `json:"r,omitempty"`
	Record []byte   `json:"v,omitempty"`
}

// Remove stages a record's way to the recycle bin.
func (t *Turn) Remove(kind ledger.Kind, was ledger.Record, reason string) error {
	if err := errors.Join(t.mine(kind, was), t.trusting(was, nil)); err != nil {
		return err
	}
	before, err := writing.Marshal(was)
	if err != nil {
		return err
	}
	id := was.Head().ID
	text, err := writing.Marshal(Binned{Kind: kind.Name(), ID: id, Name: t.book.now().Called(was), Who: t.book.operator,
		Time: t.now, Seq: t.seq, Reason: reason, Record: before})
	if err != nil {
		return err
	}
	if !was.Head().Received() && !slices.Contains(ledger.OfTravel, kind) {
		t.items[BinBucket] = append(t.items[BinBucket], vault.Item{Key: DraftKey(kind.Name(), id), Plain: text})
	}
	t.drops = append(t.drops, drop{kind.Name(), slices.Clone(id[:])}, drop{DraftBucket, DraftKey(kind.Name(), id)})
	return t.journal(kind, id, before, nil, nil)
}

// Restore stages a record's way back from the recycle bin.
func (t *Turn) Restore(kind ledger.Kind, r ledger.Record) error {
	m := r.Head()
	m.Rev++
	if !kind.Blind() {
		m.Changed, m.ChangedBy = t.now, t.book.operator
	}
	if t.book.now().OfOther(kind, m.ID) {
		return Refuse("台账里有另一种资料用了它的编号，不能恢复。请先撤销带来那一条的接收。")
	}
	t.drops = append(t.drops, drop{BinBucket, DraftKey(kind.Name(), m.ID)})
	return t.stage(kind, nil, r)
}

// Remove takes records to the recycle bin, with what goes along with them, as posts do. It is
// refused, and nothing is removed, while other records refer to one of them, and for
// the community that the ledger is about.
func (b *Book) Remove(kind ledger.Kind, ids []value.ID, reason string) error {
	if err := b.Allow(MayRemove); err != nil {
		return err
	}
	gone := map[value.ID]bool{}
	for _, id := range ids {
		r := b.now().Get(kind, id)
		if r == nil {
			return &Error{Code: Gone, Message: "这条记录已经不在台账里了。"}
		}
		if own := b.now().Own(); own != nil && own.Head().ID == id {
			return Refuse("“" + ledger.NameOf(r) + "”是这个台账的" + kind.Title() + "，不能移走。")
		}
		gone[id] = true
	}
	all := make([]rules.Reference, 0, len(ids))
	for _, id := range ids {
		all = append(all, rules.Reference{Kind: kind, ID: id})
	}
	for id, holders := range rules.References(b.now(), gone, gone) {
		holders = slices.DeleteFunc(holders, func(h rules.Reference) bool { return fromAbove(b.now(), h) })
		for _, h := range holders {
			if !goesWith(h.Kind, b.now().Get(h.Kind, h.ID), map[value.ID]bool{id: true}) {
				return Refuse(stillHeld(b.now(), kind, id, holders))
			}
			if !gone[h.ID] {
				gone[h.ID] = true
				all = append(all, h)
			}
		}
	}
	_, err := b.Do(Intent{Deed: MayRemove, What: kind.Name(), Reason: reason}, func(t *Turn) error {
		for _, k := range all {
			was := b.now().Get(k.Kind, k.ID)
			if was == nil {
				return &Error{Code: Changed, Message: "台账刚被改过，没有移走。请再试一次。"}
			}
			if err := t.Remove(k.Kind, was, reason); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// fromAbove says that a holder is one that the street gave out, a standing contact: it does
// not keep a community from putting its own records in order, and goes with the next
// notice.
func fromAbove(v *records.View, h rules.Reference) bool {
	return !v.Street() && h.Kind.Kept(ledger.ByStreet) && v.Get(h.Kind, h.ID).Head().Received()
}

// goesWith says that a record goes with one of these.
func goesWith(kind ledger.Kind, r ledger.Record, these map[value.ID]bool) bool {
	for at, id := range kind.Refs(r) {
		if kind.Along(at) && these[id] {
			return true
		}
	}
	return false
}

// stillHeld says who still needs a record that was to go.
func stillHeld(v *records.View, kind ledger.Kind, id value.ID, holders []rules.Reference) string {
	names, n := []string{}, 0
	for _, h := range holders {
		if goesWith(h.Kind, v.Get(h.Kind, h.ID), map[value.ID]bool{id: true}) {
			continue
		}
		n++
		if r := v.Get(h.Kind, h.ID); r != nil && len(names) < 3 {
			names = append(names, h.Kind.Title()+"“"+v.Called(r)+"”")
		}
	}
	of := ""
	if r := v.Get(kind, id); r != nil {
		of = "“" + v.Called(r) + "”"
	}
	text := of + "还有资料要用到：" + strings.Join(names, "、")
	if n > len(names) {
		text += "等 " + itoa(n) + " 条"
	}
	return text + "。请先把它们转到别处，再移到回收站。"
}

// A Bin is a ledger's recycle bin.
type Bin struct{ book *Book }

// Bin is the one of this ledger.
func (b *Book) Bin() Bin { return Bin{b} }

// All is what was removed, the latest first. What cannot be read is passed over: Check
// names it.
func (x Bin) All() ([]Binned, error) {
	var out []Binned
	err := x.book.vault.View(func(tx *vault.Tx) error {
		_, err := tx.Each(BinBucket, func(_, plain []byte) error {
			var x Binned
			if err := reading.Unmarshal(plain, &x); err == nil && ledger.KindOf(x.Kind) != nil {
				out = append(out, x)
			}
			return nil
		})
		return err
	})
	if err != nil {
		return nil, Tell(err)
	}
	slices.SortStableFunc(out, func(a, b Binned) int { return cmp.Compare(b.Seq, a.Seq) })
	return out, nil
}

// record reads the record that lies in the bin.
func (x Binned) record() (ledger.Record, error) {
	r := ledger.KindOf(x.Kind).New()
	return r, reading.Unmarshal(x.Record, r)
}

// Back puts removed records back, with what went along with them: all of them,
// or none and an error that says which one can not (Invalid where its number has
// meanwhile been given to somebody else).
func (x Bin) Back(kind ledger.Kind, ids []value.ID) error {
	b := x.book
	if err := b.Allow("unbin"); err != nil {
		return err
	}
	bin, err := x.All()
	if err != nil {
		return err
	}
	back, seqs := map[value.ID]bool{}, map[uint64]bool{}
	for _, x := range bin {
		if x.Kind == kind.Name() && slices.Contains(ids, x.ID) {
			back[x.ID], seqs[x.Seq] = true, true
		}
	}
	if len(back) < len(ids) {
		return Refuse("这条记录已经不在回收站里了。")
	}
	var records []merged
	for _, x := range bin {
		r, err := x.record()
		if err != nil {
			return Tell(err)
		}
		of := ledger.KindOf(x.Kind)
		if back[x.ID] || seqs[x.Seq] && goesWith(of, r, back) {
			records = append(records, merged{of, r})
			back[x.ID] = true
		}
	}
	for _, m := range records {
		if lost := rules.Dangling(b.now(), m.kind, m.record, back, nil); lost != "" {
			return Refuse("“" + b.now().Called(m.record) + "”的" + lost + "已经不在台账里。请先恢复" + lost + "。")
		}
		for _, f := range rules.Hard(b.Today(), m.kind, m.record) {
			return &Error{Code: Invalid, Message: "“" + b.now().Called(m.record) + "”恢复不了：" + f.Text, Faults: []value.Fault{f}}
		}
	}
	_, err = b.Do(Intent{Deed: "unbin", What: kind.Name()}, func(t *Turn) error {
		for _, m := range records {
			if b.now().Get(m.kind, m.record.Head().ID) != nil {
				return &Error{Code: Changed, Message: "台账刚被改过，没有恢复。请再试一次。"}
			}
			if err := t.Restore(m.kind, m.record); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// merged is a record as it is to be.
type merged struct {
	kind   ledger.Kind
	record ledger.Record
}

// RemovedMembers are the members among what lies in the bin, for the rules of retention.
func RemovedMembers(bin []Binned) (out []rules.Removed) {
	for _, x := range bin {
		if x.Kind != ledger.Members.Name() {
			continue
		}
		if r, err := x.record(); err == nil { // Check names what cannot be read
			out = append(out, rules.Removed{Member: r.(*ledger.Member), Name: x.Name, On: value.DayOf(time.Unix(x.Time, 0))})
		}
	}
	return out
}

// binned is what the recycle bin holds, as far as reminders ask: it is read again when something came or went.
type binned struct {
	mu    sync.Mutex
	known bool
	all   []rules.Removed
	today value.Date
	due   int // members whose time of keeping is over
}

// forget has the bin read again.
func (c *binned) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.known, c.all, c.today, c.due = false, nil, 0, 0
}

// Due is how many members in the bin are to be cleared.
func (x Bin) Due() int { return x.book.binned.dueOn(x.book.Basis(), x.All) }

func (c *binned) dueOn(basis ledger.Basis, read func() ([]Binned, error)) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.known {
		all, err := read()
		if err != nil {
			return 0 // Check names it
		}
		c.known, c.all, c.today = true, RemovedMembers(all), 0
	}
	if c.today != basis.Today {
		c.today, c.due = basis.Today, len(rules.DueOfBin(c.all, basis))
	}
	return c.due
}
