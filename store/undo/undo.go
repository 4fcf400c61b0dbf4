// Package undo takes an intent back, however long ago it was, around all that came later,
// and does it again. It knows the journal as a Book tells it, three-way merging and what
// holds records together; how anything lies in the file it does not know, nor what a window
// says of it.
package undo

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Operations are the newest limit intents, newest first; all of them for 0.
func Operations(b *store.Book, limit int) ([]store.Operation, error) {
	var out []store.Operation
	err := b.EachOperation(func(o store.Operation) bool {
		out = append(out, o)
		return len(out) == limit
	})
	return out, err
}

// Touched are the records that an operation changed, at most limit of them, in the
// order in which it did.
func Touched(b *store.Book, seq uint64, limit int) ([]store.Touch, error) {
	changes, err := changesOf(b, seq)
	if err != nil {
		return nil, err
	}
	var out []store.Touch
	for _, c := range changes[:min(limit, len(changes))] {
		t := store.Touch{Kind: c.kind, ID: c.id, Added: c.was == nil, Gone: c.now == nil}
		if r := c.now; r != nil {
			t.Name = b.Today().Called(r)
		} else if c.was != nil {
			t.Name = b.Today().Called(c.was)
		}
		out = append(out, t)
	}
	return out, nil
}

// change is what one entry did to one record, all its steps taken together.
type change struct {
	kind     ledger.Kind
	id       value.ID
	was, now ledger.Record // nil: there was none, or it went to the bin
}

func changesOf(b *store.Book, seq uint64) ([]change, error) {
	var out []change
	at := map[rules.Reference]int{} // of a record: an ID may once have been given to two kinds
	err := b.Changes(seq, func(of uint64, kind ledger.Kind, c store.Before) error {
		if of != seq {
			return store.Stop
		}
		was, err := store.RecordOf(kind, c.Was)
		if err != nil {
			return err
		}
		now, err := store.RecordOf(kind, c.Now)
		if err != nil {
			return err
		}
		id := value.ID(c.ID)
		if i, again := at[rules.Reference{Kind: kind, ID: id}]; again {
			out[i].now = now
			return nil
		}
		at[rules.Reference{Kind: kind, ID: id}] = len(out)
		out = append(out, change{kind, id, was, now})
		return nil
	})
	if err != nil {
		return nil, store.Tell(err)
	}
	return out, nil
}

// An Plan is what taking an operation back would do.
type Plan struct {
	Entry     store.Entry
	Back      int // records that go back to what they were
	Removed   int // records that the operation added and that go to the recycle bin
	Restored  int // records that it removed and that come back
	Left      []store.Left
	Decisions string // what goes back of the settings, in words: 规则 2026-2 → 2026-1

	book   *store.Book
	ages   records.Age
	intent string
	steps  []undoing
	trusts bool              // a signature stays accepted, and with it the key that packages are sealed to
	joined map[value.ID]bool // records that a joining made of two: these may be as alike as they were before
}

// undoing is one record's part in an undo: now is nil for one that goes to the bin,
// was is nil for one that comes back.
type undoing struct {
	kind     ledger.Kind
	id       value.ID
	was, now ledger.Record
}

// Nothing says that the plan would change no record, and no setting that is an intent's own.
func (p *Plan) Nothing() bool { return len(p.steps) == 0 && p.Decisions == "" }

// Of plans to take an operation back, however long ago it was, around all that
// came later: a field that was changed again since keeps its later value, a record
// that the operation added and that was edited since or that others need stays, and
// each of these is named in Left. To take an undo back is to do the thing again.
//
// It is for 管理员, and for 录入 as far as their own operations go.
func Of(b *store.Book, seq uint64) (*Plan, error) {
	if err := b.Allow(store.MayUndo); err != nil {
		return nil, err
	}
	var o *store.Operation
	err := b.EachOperation(func(x store.Operation) bool {
		if x.Seq == seq {
			o = &x
		}
		return x.Seq <= seq
	})
	switch {
	case err != nil:
		return nil, err
	case o == nil:
		return nil, store.Refuse("历史里没有这一步。")
	case o.Undone:
		return nil, store.Refuse("这一步已经撤销过了。")
	case !o.Undoable:
		return nil, store.Refuse("这一步不能撤销。")
	case o.Who != b.Operator() && !b.May(store.MayUndoOthers):
		return nil, &store.Error{Code: store.NotAllowed, Message: "这一步是“" + o.Who + "”办的。撤销别人办的事，请让管理员来。"}
	}
	p := &Plan{Entry: o.Entry, book: b, ages: b.Today().Age(), intent: "undo"}
	if o.Detail.Of != 0 && o.Intent == "undo" {
		p.intent = "redo"
	}
	changes, err := changesOf(b, seq)
	if err != nil {
		return nil, err
	}
	if why := parcelsSince(b, changes); why != "" {
		return nil, store.Refuse(why)
	}
	p.joined = map[value.ID]bool{}
	for _, c := range changes {
		p.joined[c.id] = o.Intent == "join"
		p.plan(c)
	}
	p.keepTrust()
	p.fit()
	p.count()
	if len(changes) == 0 {
		p.Decisions, p.Left, err = store.DecisionsBack(b, p.Entry)
		return p, err
	}
	return p, nil
}

func (p *Plan) leave(kind ledger.Kind, r ledger.Record, label, why string) {
	p.Left = append(p.Left, store.Left{Kind: kind.Name(), ID: r.Head().ID, Name: p.book.Today().Called(r), Label: label, Why: why})
}

// plan decides about one record by itself.
func (p *Plan) plan(c change) {
	cur := p.book.Today().Get(c.kind, c.id)
	switch {
	case c.was == nil && c.now == nil: // came and went in one intent
	case c.was == nil:
		switch {
		case cur == nil: // gone already
		case !merge.Same(c.kind, c.now, cur):
			p.leave(c.kind, cur, "", "后来又改过，保留")
		default:
			p.steps = append(p.steps, undoing{c.kind, c.id, cur, nil})
		}
	case c.now == nil:
		if cur == nil {
			p.steps = append(p.steps, undoing{c.kind, c.id, nil, c.was})
		}
	case cur == nil:
		p.leave(c.kind, c.now, "", "已移到回收站，请先恢复它")
	default:
		r, clashes := merge.Three(c.kind, c.now, c.was, cur)
		for _, x := range clashes {
			label := ""
			if i := c.kind.At(x.Key); i >= 0 {
				label = c.kind.Columns()[i].Label
			}
			p.leave(c.kind, cur, label, "后来又改过，保留现在的内容")
		}
		if !merge.Same(c.kind, r, cur) {
			p.steps = append(p.steps, undoing{c.kind, c.id, cur, r})
		}
	}
}

// keepTrust leaves the signatures that the intent had accepted or stopped, for one who
// may not forget them: the next package would be taken for a first one, from whomever.
func (p *Plan) keepTrust() {
	if p.book.May(store.MayForget) {
		return
	}
	p.steps = slices.DeleteFunc(p.steps, func(s undoing) bool {
		switch {
		case store.Distrusts(s.was, s.now):
			p.trusts = true
			p.leave(s.kind, s.was, "", "签名认过了，要忘掉它请让管理员办理")
			return true
		case s.was != nil && store.Distrusts(s.now, s.was):
			p.trusts = true
			p.leave(s.kind, s.was, "", "签名停用了，要再认它请让管理员办理")
			return true
		}
		return false
	})
}

// fit leaves out what the rest of the ledger does not allow, until nothing more
// has to be left out.
func (p *Plan) fit() {
	for {
		before := len(p.steps)
		p.keepHeld()
		p.keepSound()
		if len(p.steps) == before {
			return
		}
	}
}

// sides are the records that the plan takes away and those that it has a say about.
func (p *Plan) sides() (going, staged map[value.ID]bool) {
	going, staged = map[value.ID]bool{}, map[value.ID]bool{}
	for _, s := range p.steps {
		staged[s.id] = true
		if s.now == nil {
			going[s.id] = true
		}
	}
	return going, staged
}

// keepHeld leaves records that others, which stay, refer to.
func (p *Plan) keepHeld() {
	going, staged := p.sides()
	if len(going) == 0 {
		return
	}
	held := rules.References(p.book.Today(), going, staged)
	for _, s := range p.steps { // what goes back may refer to one of them as well
		if s.now != nil {
			for _, id := range s.kind.Refs(s.now) {
				if going[id] {
					held[id] = append(held[id], rules.Reference{Kind: s.kind, ID: s.id})
				}
			}
		}
	}
	p.steps = slices.DeleteFunc(p.steps, func(s undoing) bool {
		if s.now != nil || len(held[s.id]) == 0 {
			return false
		}
		p.leave(s.kind, s.was, "", "后来又有 "+strconv.Itoa(len(held[s.id]))+" 条资料要用到它，保留")
		return true
	})
}

// keepSound leaves records whose older version refers to something that is gone or
// clashes with what others have by now.
func (p *Plan) keepSound() {
	going, staged := p.sides()
	p.steps = slices.DeleteFunc(p.steps, func(s undoing) bool {
		if s.now == nil {
			return false
		}
		if lost := rules.Dangling(p.book.Today(), s.kind, s.now, staged, going); lost != "" {
			p.leave(s.kind, s.now, lost, "原来的"+lost+"已经不在台账里")
			return true
		}
		if s.now.Head().Received() {
			return false // it is as its owner has it
		}
		for _, f := range rules.Hard(p.book.Today(), s.kind, s.now) {
			if !staged[f.Other] && !p.joined[f.Other] {
				p.leave(s.kind, s.now, "", f.Text)
				return true
			}
		}
		return false
	})
}

func (p *Plan) count() {
	p.Back, p.Removed, p.Restored = 0, 0, 0
	for _, s := range p.steps {
		switch {
		case s.now == nil:
			p.Removed++
		case s.was == nil:
			p.Restored++
		default:
			p.Back++
		}
	}
}

// Apply carries the plan out in one transaction and answers the number of the new
// entry, by which it can be taken back in turn. Changed when a record was saved since
// it was planned; Refused when there is nothing to do.
func (p *Plan) Apply() (seq uint64, err error) {
	b := p.book
	if p.Nothing() {
		return 0, store.Refuse("没有可以撤销的内容。")
	}
	d := p.Entry.Detail
	in := store.Intent{Deed: store.Deed(p.intent), What: d.What, Of: p.Entry.Seq, Unless: p.ages}
	if p.Decisions != "" {
		in.Settings = 1
	}
	return b.Do(in, func(t *store.Turn) error {
		if err := t.Undecide(p.Entry.Seq, p.trusts); err != nil {
			return err
		}
		// What refers to others goes before them and comes after them.
		for _, s := range slices.Backward(p.steps) {
			if s.now == nil {
				if err := t.Remove(s.kind, s.was, ""); err != nil {
					return err
				}
			}
		}
		for _, s := range p.steps {
			var err error
			switch {
			case s.now == nil:
			case s.was == nil:
				err = t.Restore(s.kind, s.kind.Clone(s.now))
			default:
				err = t.Replace(s.kind, s.was, s.kind.Clone(s.now))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Last plans to take back the last intent of this operator since the ledger was
// opened that is still in force; nil when there is none. What was done earlier is
// taken back from the list of operations, never by a key pressed once too often.
func Last(b *store.Book) (*Plan, error) {
	return planLast(b, func(o store.Operation) (take, stop bool) {
		return o.Undoable && o.Detail.Of == 0, false
	})
}

// Redo plans to do the last undone intent again; nil when there is none, or when
// something else was done since.
func Redo(b *store.Book) (*Plan, error) {
	return planLast(b, func(o store.Operation) (take, stop bool) {
		return o.Undoable && o.Intent == "undo", o.Count > 0 && o.Detail.Of == 0
	})
}

func planLast(b *store.Book, want func(store.Operation) (take, stop bool)) (*Plan, error) {
	if err := b.Allow(store.MayUndo); err != nil {
		return nil, err
	}
	var seq uint64
	err := b.EachOperation(func(o store.Operation) bool {
		if !o.Here {
			return true
		}
		if o.Who != b.Operator() {
			return false
		}
		take, stop := want(o)
		if take {
			seq = o.Seq
		}
		return take || stop
	})
	if err != nil || seq == 0 {
		return nil, err
	}
	return Of(b, seq)
}

// parcelsSince says why changes that brought packages, or took them back, cannot be taken back by themselves: what a
// community sends replaces all that it sent before, so only its last package goes, and only until it is answered.
func parcelsSince(b *store.Book, changes []change) string {
	if !b.Today().Street() {
		return "" // there such records tell what became of its own
	}
	last := map[value.ID]*ledger.Parcel{}
	for p := range records.All[*ledger.Parcel](b.Today(), ledger.Parcels) {
		if had := last[p.Community]; p.Sort == codes.ParcelSubmission && (had == nil || had.Order < p.Order) {
			last[p.Community] = p
		}
	}
	of := map[value.ID]uint64{}
	for _, c := range changes {
		for _, r := range []ledger.Record{c.was, c.now} {
			if p, ok := r.(*ledger.Parcel); ok && (c.was == nil || c.now == nil) && p.Sort == codes.ParcelSubmission {
				of[p.Community] = max(of[p.Community], p.Order)
			}
		}
	}
	for community, order := range of {
		switch p := last[community]; {
		case p == nil:
		case p.Order > order:
			return "这之后又接收过“" + b.Today().Name(ledger.Communities, community) + "”的包。请先撤销后面那一次。"
		case p.Order == order && p.State != codes.ParcelTaken:
			return "“" + b.Today().Name(ledger.Communities, community) + "”的这一包已经发过回执，不能再撤销接收。请让社区改好后再上报一次。"
		}
	}
	return ""
}
