package store

import (
	"encoding/json"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/vault"
)

// An Operation is a journal entry as a list of operations shows it.
type Operation struct {
	Entry
	Undone   bool // taken back, and not done again since
	Undoable bool // PlanUndo may be asked
}

// operations walks the journal, newest first, until each says stop.
func (b *Book) operations(each func(Operation) (stop bool)) error {
	undone := map[uint64]bool{}
	err := b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.JournalBack(func(seq uint64, line []byte) error {
			o := Operation{Entry: Entry{Seq: seq}}
			if err := json.Unmarshal(line, &o.Entry); err != nil {
				return nil // Check names it; the others are still told
			}
			o.Seq, o.Undone = seq, undone[seq]
			// An entry that was itself taken back takes nothing back any more.
			if of := o.Detail.Of; of != 0 && of < seq && !o.Undone {
				undone[of] = true
			}
			o.Undoable = o.Count > 0 && !o.Undone && !deeds[Deed(o.Intent)].lasting
			if each(o) {
				return vault.ErrStop
			}
			return nil
		})
		return err
	})
	if err != nil {
		return Tell(err)
	}
	return nil
}

// Operations are the newest limit intents, newest first; all of them for 0.
func (b *Book) Operations(limit int) ([]Operation, error) {
	var out []Operation
	err := b.operations(func(o Operation) bool {
		out = append(out, o)
		return len(out) == limit
	})
	return out, err
}

// A Touch is a record that an operation changed.
type Touch struct {
	Kind  ledger.Kind
	ID    ledger.ID
	Name  string // as it was called afterwards, or before it was removed
	Added bool   // new, or back from the recycle bin
	Gone  bool   // to the recycle bin
}

// Touched are the records that an operation changed, at most limit of them, in the
// order in which it did.
func (b *Book) Touched(seq uint64, limit int) ([]Touch, error) {
	changes, err := b.changesOf(seq)
	if err != nil {
		return nil, err
	}
	var out []Touch
	for _, c := range changes[:min(limit, len(changes))] {
		t := Touch{Kind: c.kind, ID: c.id, Added: c.was == nil, Gone: c.now == nil}
		if r := c.now; r != nil {
			t.Name = b.now().Called(r)
		} else if c.was != nil {
			t.Name = b.now().Called(c.was)
		}
		out = append(out, t)
	}
	return out, nil
}

// change is what one entry did to one record, all its steps taken together.
type change struct {
	kind     ledger.Kind
	id       ledger.ID
	was, now ledger.Record // nil: there was none, or it went to the bin
}

func (b *Book) changesOf(seq uint64) ([]change, error) {
	var out []change
	at := map[kindly]int{} // of a record: an ID may once have been given to two kinds
	err := b.Changes(seq, func(of uint64, kind ledger.Kind, c Before) error {
		if of != seq {
			return vault.ErrStop
		}
		was, err := RecordOf(kind, c.Was)
		if err != nil {
			return err
		}
		now, err := RecordOf(kind, c.Now)
		if err != nil {
			return err
		}
		id := ledger.ID(c.ID)
		if i, again := at[kindly{kind, id}]; again {
			out[i].now = now
			return nil
		}
		at[kindly{kind, id}] = len(out)
		out = append(out, change{kind, id, was, now})
		return nil
	})
	if err != nil {
		return nil, Tell(err)
	}
	return out, nil
}

// RecordOf reads a record as it lies in the file; nil for no text.
func RecordOf(kind ledger.Kind, text []byte) (ledger.Record, error) {
	if text == nil {
		return nil, nil
	}
	r := kind.New()
	return r, reading.Unmarshal(text, r)
}

// A Left is something that an undo leaves as it is, and why.
type Left struct {
	Kind  string
	ID    ledger.ID
	Name  string
	Label string // of the field; "" for the whole record
	Why   string
}

// An UndoPlan is what taking an operation back would do.
type UndoPlan struct {
	Entry    Entry
	Back     int // records that go back to what they were
	Removed  int // records that the operation added and that go to the recycle bin
	Restored int // records that it removed and that come back
	Left     []Left
	Settled  string // what goes back of the settings, in words: 规则 2026-2 → 2026-1

	book   *Book
	ages   records.Age
	intent string
	steps  []undoing
	trusts bool               // a signature stays accepted, and with it the key that packages are sealed to
	joined map[ledger.ID]bool // records that a joining made of two: these may be as alike as they were before
}

// undoing is one record's part in an undo: now is nil for one that goes to the bin,
// was is nil for one that comes back.
type undoing struct {
	kind     ledger.Kind
	id       ledger.ID
	was, now ledger.Record
}

// Nothing says that the plan would change no record, and no setting that is an intent's own.
func (p *UndoPlan) Nothing() bool { return len(p.steps) == 0 && p.Settled == "" }

// PlanUndo plans to take an operation back, however long ago it was, around all that
// came later: a field that was changed again since keeps its later value, a record
// that the operation added and that was edited since or that others need stays, and
// each of these is named in Left. To take an undo back is to do the thing again.
//
// It is for 管理员, and for 录入 as far as their own operations go.
func (b *Book) PlanUndo(seq uint64) (*UndoPlan, error) {
	if err := b.Allow(MayUndo); err != nil {
		return nil, err
	}
	var o *Operation
	err := b.operations(func(x Operation) bool {
		if x.Seq == seq {
			o = &x
		}
		return x.Seq <= seq
	})
	switch {
	case err != nil:
		return nil, err
	case o == nil:
		return nil, Refuse("历史里没有这一步。")
	case o.Undone:
		return nil, Refuse("这一步已经撤销过了。")
	case !o.Undoable:
		return nil, Refuse("这一步不能撤销。")
	case o.Who != b.operator && !b.May(MayUndoOthers):
		return nil, &Error{Code: NotAllowed, Message: "这一步是“" + o.Who + "”办的。撤销别人办的事，请让管理员来。"}
	}
	p := &UndoPlan{Entry: o.Entry, book: b, ages: b.now().Age(), intent: "undo"}
	if o.Detail.Of != 0 && o.Intent == "undo" {
		p.intent = "redo"
	}
	changes, err := b.changesOf(seq)
	if err != nil {
		return nil, err
	}
	if why := b.parcelsSince(changes); why != "" {
		return nil, Refuse(why)
	}
	p.joined = map[ledger.ID]bool{}
	for _, c := range changes {
		p.joined[c.id] = o.Intent == "join"
		p.plan(c)
	}
	p.keepTrust()
	p.settle()
	p.count()
	if len(changes) == 0 {
		return p, p.planSettled()
	}
	return p, nil
}

func (p *UndoPlan) leave(kind ledger.Kind, r ledger.Record, label, why string) {
	p.Left = append(p.Left, Left{Kind: kind.Name(), ID: r.Head().ID, Name: p.book.now().Called(r), Label: label, Why: why})
}

// plan decides about one record by itself.
func (p *UndoPlan) plan(c change) {
	cur := p.book.now().Get(c.kind, c.id)
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
func (p *UndoPlan) keepTrust() {
	if p.book.May(MayForget) {
		return
	}
	p.steps = slices.DeleteFunc(p.steps, func(s undoing) bool {
		switch {
		case distrusts(s.was, s.now):
			p.trusts = true
			p.leave(s.kind, s.was, "", "签名认过了，要忘掉它请让管理员办理")
			return true
		case s.was != nil && distrusts(s.now, s.was):
			p.trusts = true
			p.leave(s.kind, s.was, "", "签名停用了，要再认它请让管理员办理")
			return true
		}
		return false
	})
}

// settle leaves out what the rest of the ledger does not allow, until nothing more
// has to be left out.
func (p *UndoPlan) settle() {
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
func (p *UndoPlan) sides() (going, staged map[ledger.ID]bool) {
	going, staged = map[ledger.ID]bool{}, map[ledger.ID]bool{}
	for _, s := range p.steps {
		staged[s.id] = true
		if s.now == nil {
			going[s.id] = true
		}
	}
	return going, staged
}

// keepHeld leaves records that others, which stay, refer to.
func (p *UndoPlan) keepHeld() {
	going, staged := p.sides()
	if len(going) == 0 {
		return
	}
	held := rules.References(p.book.now(), going, staged)
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
		p.leave(s.kind, s.was, "", "后来又有 "+itoa(len(held[s.id]))+" 条资料要用到它，保留")
		return true
	})
}

// keepSound leaves records whose older version refers to something that is gone or
// clashes with what others have by now.
func (p *UndoPlan) keepSound() {
	going, staged := p.sides()
	p.steps = slices.DeleteFunc(p.steps, func(s undoing) bool {
		if s.now == nil {
			return false
		}
		if lost := rules.Dangling(p.book.now(), s.kind, s.now, staged, going); lost != "" {
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

func (p *UndoPlan) count() {
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
func (p *UndoPlan) Apply() (seq uint64, err error) {
	b := p.book
	if p.Nothing() {
		return 0, Refuse("没有可以撤销的内容。")
	}
	d := p.Entry.Detail
	in := Intent{Deed: Deed(p.intent), What: d.What, Of: p.Entry.Seq, Unless: p.ages}
	if p.Settled != "" {
		in.Settings = 1
	}
	return b.Do(in, func(t *Turn) error {
		if err := t.unsettle(p.Entry.Seq, p.trusts); err != nil {
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

// UndoLast plans to take back the last intent of this operator since the ledger was
// opened that is still in force; nil when there is none. What was done earlier is
// taken back from the list of operations, never by a key pressed once too often.
func (b *Book) UndoLast() (*UndoPlan, error) {
	return b.planLast(func(o Operation) (take, stop bool) {
		return o.Undoable && o.Detail.Of == 0, false
	})
}

// RedoLast plans to do the last undone intent again; nil when there is none, or when
// something else was done since.
func (b *Book) RedoLast() (*UndoPlan, error) {
	return b.planLast(func(o Operation) (take, stop bool) {
		return o.Undoable && o.Intent == "undo", o.Count > 0 && o.Detail.Of == 0
	})
}

func (b *Book) planLast(want func(Operation) (take, stop bool)) (*UndoPlan, error) {
	if err := b.Allow(MayUndo); err != nil {
		return nil, err
	}
	var seq uint64
	err := b.operations(func(o Operation) bool {
		if o.Seq <= b.opened {
			return true
		}
		if o.Who != b.operator {
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
	return b.PlanUndo(seq)
}
