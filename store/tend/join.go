package tend

import (
	"slices"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Joining is two records of one kind that are to become one: Keep stays, Gone goes to
// the recycle bin, and all that refers to Gone refers to Keep. Nothing is written before
// Apply.
type Joining struct {
	Kind    ledger.Kind
	Keep    ledger.Record
	Gone    ledger.Record
	Fields  []JoinField   // those that differ
	Hanging []store.Touch // records that are to refer to Keep; with Gone those that say twice what Keep's says already

	book *store.Book
	view *records.View // that was looked at
}

// A JoinField is a field that the two have differently. The texts are as people read
// them, secrets whole. A field that only one has filled is taken from that one.
type JoinField struct {
	Key, Label string
	Keep, Gone string
	FromGone   bool // the person's choice where both are filled
}

// Open says that both have filled the field, so that somebody must choose.
func (f JoinField) Open() bool { return f.Keep != "" && f.Gone != "" }

// joinable are the kinds of which two records can become one.
var joinable = []ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members}

// PlanJoin compares two records that are to become one. Gone when one of them is no
// longer there, Refused for records of other kinds, received ones and where a record
// that somebody else owns refers to the one that is to go.
func PlanJoin(b *store.Book, kind ledger.Kind, keep, gone value.ID) (*Joining, error) {
	if err := b.Allow(store.MayJoin); err != nil {
		return nil, err
	}
	v := b.Today()
	j := &Joining{Kind: kind, Keep: v.Get(kind, keep), Gone: v.Get(kind, gone), book: b, view: v}
	switch {
	case !slices.Contains(joinable, kind) || keep == gone:
		return nil, store.Refuse("只有两条企业、团组织或团员可以合成一条。")
	case j.Keep == nil || j.Gone == nil:
		return nil, &store.Error{Code: store.Gone, Message: "其中一条已经不在台账里了。请回到列表再看一看。"}
	case j.Keep.Head().Received() || j.Gone.Head().Received():
		return nil, store.Refuse(store.ReceivedText)
	}
	for _, c := range kind.Columns()[:kind.Fields()] {
		f := JoinField{Key: c.Key, Label: c.Label, Keep: v.Text(kind, j.Keep, c.Key), Gone: v.Text(kind, j.Gone, c.Key)}
		if f.Keep != f.Gone {
			j.Fields = append(j.Fields, f)
		}
	}
	hanging, err := j.hanging()
	if err != nil {
		return nil, err
	}
	for _, h := range hanging {
		j.Hanging = append(j.Hanging, store.Touch{Kind: h.kind, ID: h.id, Name: v.Called(h.was), Gone: h.now == nil})
	}
	return j, nil
}

// A rehung is a record that refers to the one that goes, and what it is to be: nil for one that then says what another says.
type rehung struct {
	kind     ledger.Kind
	id       value.ID
	was, now ledger.Record
}

// hanging are the records that refer to the one that goes, as they are to be; nil for
// those that then say what another one says.
func (j *Joining) hanging() ([]rehung, error) {
	keep, gone := j.Keep.Head().ID, j.Gone.Head().ID
	var out []rehung
	held := rules.References(j.view, map[value.ID]bool{gone: true}, map[value.ID]bool{keep: true, gone: true})[gone]
	for _, h := range append(held, j.once(held)...) {
		was := j.view.Get(h.Kind, h.ID)
		if was.Head().Received() {
			return nil, store.Refuse("街道的“" + h.Kind.Title() + "”用到“" + j.view.Called(j.Gone) + "”，它不能移走。请把它留下，合并另一条。")
		}
		now := h.Kind.Clone(was)
		repoint(h.Kind, now, j.Kind, gone, keep)
		if !h.Kind.Loner() && j.said(h.Kind, now) {
			now = nil
		}
		out = append(out, rehung{h.Kind, h.ID, was, now})
	}
	return out, nil
}

// once are the records that do not refer to the one that goes any more, but did.
func (j *Joining) once(held []rules.Reference) (out []rules.Reference) {
	from := j.Gone.Head().ID.String()
	for _, kind := range ledger.All {
		for _, key := range kind.Histories() {
			if i := kind.At(key); i < 0 || kind.Columns()[i].Shape != ledger.Ref || kind.Columns()[i].Choices.Kind != j.Kind.Name() {
				continue
			}
			for _, r := range j.view.Of(kind) {
				h := rules.Reference{Kind: kind, ID: r.Head().ID}
				did := slices.ContainsFunc(kind.Past(r, key), func(s ledger.Spell) bool { return s.State == from })
				if did && !r.Head().Received() && !slices.Contains(held, h) {
					out = append(out, h)
				}
			}
		}
	}
	return out
}

// said says that the one that stays has the same post already, or whatever it is that goes along with it.
func (j *Joining) said(kind ledger.Kind, r ledger.Record) bool {
	for _, other := range j.view.Of(kind) {
		if other.Head().ID != r.Head().ID && merge.Same(kind, other, r) {
			return true
		}
	}
	return false
}

// repoint lets a record refer to one record in the place of another of a kind, in its
// fields and in the past of its states. A record never comes to refer to itself, and to
// none twice.
func repoint(kind ledger.Kind, r ledger.Record, to ledger.Kind, from, into value.ID) {
	for i, c := range kind.Columns()[:kind.Fields()] {
		if c.Shape != ledger.Ref || c.Choices.Kind != to.Name() {
			continue
		}
		ids, err := value.IDs(kind.Text(r, i, ledger.Basis{}))
		if err != nil || !slices.Contains(ids, from) {
			continue
		}
		var kept []value.ID
		for _, id := range ids {
			if id == from {
				id = into
			}
			if id != r.Head().ID && !slices.Contains(kept, id) {
				kept = append(kept, id)
			}
		}
		_ = kind.Set(r, i, value.JoinIDs(kept)) // IDs are no fault; an empty one is a soft one
	}
	for _, key := range kind.Histories() {
		if i := kind.At(key); i < 0 || kind.Columns()[i].Shape != ledger.Ref || kind.Columns()[i].Choices.Kind != to.Name() {
			continue
		}
		past := slices.Clone(kind.Past(r, key))
		for i := range past {
			if past[i].State == from.String() {
				past[i].State = into.String()
			}
		}
		kind.SetPast(r, key, past)
	}
}

// joined is the record that the two become by the choices.
func (j *Joining) joined() (ledger.Record, error) {
	r, _ := merge.Meet(j.Kind, nil, j.Keep, j.Gone)
	for _, f := range j.Fields {
		from := j.Keep
		if f.Keep == "" || f.Open() && f.FromGone {
			from = j.Gone
		}
		if !merge.Take(j.Kind, r, from, f.Key) {
			return nil, store.Refuse("“" + f.Label + "”不能改成“" + f.Gone + "”。请选另一个。")
		}
	}
	repoint(j.Kind, r, j.Kind, j.Gone.Head().ID, j.Keep.Head().ID)
	for _, f := range rules.Hard(j.view, j.Kind, r) {
		if f.Other != j.Gone.Head().ID {
			return nil, &store.Error{Code: store.Invalid, Message: "合不成一条：" + f.Text, Faults: []value.Fault{f}}
		}
	}
	return r, nil
}

// ring is a branch that would stand above itself: one that lies between the two, below
// one of them and above the other.
func (j *Joining) ring(r ledger.Record, hanging []rehung) ledger.Record {
	if j.Kind != ledger.Branches {
		return nil
	}
	after := []records.Change{{Kind: j.Kind, ID: r.Head().ID, Now: r}, {Kind: j.Kind, ID: j.Gone.Head().ID}}
	for _, h := range hanging {
		after = append(after, records.Change{Kind: h.kind, ID: h.id, Now: h.now})
	}
	v := j.view.After(after)
	for _, c := range after {
		if o, ok := c.Now.(*ledger.Branch); ok && rules.Ring(v, o) {
			return o
		}
	}
	return nil
}

// Apply makes one record of the two, in one transaction, and answers the number of the
// entry: taking that back makes two of them again, also when the one has been edited
// meanwhile. Changed when something was saved since the plan was made, Invalid when the
// choices make a record that the ledger refuses.
func (j *Joining) Apply(reason string) (ledger.Record, uint64, error) {
	b := j.book
	if err := b.Allow(store.MayJoin); err != nil {
		return nil, 0, err
	}
	r, err := j.joined()
	if err != nil {
		return nil, 0, err
	}
	hanging, err := j.hanging()
	if err != nil {
		return nil, 0, err
	}
	if ring := j.ring(r, hanging); ring != nil {
		return nil, 0, &store.Error{Code: store.Invalid, Message: "合成一条以后，“" + ledger.NameOf(ring) + "”的上级组织会绕成圈。请先把它的上级改好，再合并。"}
	}
	seq, err := b.Do(store.Intent{Deed: store.MayJoin, What: j.Kind.Name(), Reason: reason, Unless: j.view.Age()}, func(t *store.Turn) error {
		// Even one that stays as it was is noted: who takes this back finds both.
		if err := t.Replace(j.Kind, j.Keep, r); err != nil {
			return err
		}
		for _, h := range hanging {
			if h.now == nil {
				err = t.Remove(h.kind, h.was, "合并后重复")
			} else {
				err = t.Replace(h.kind, h.was, h.now)
			}
			if err != nil {
				return err
			}
		}
		return t.Remove(j.Kind, j.Gone, "合并到“"+j.view.Called(r)+"”")
	})
	return r, seq, err
}
