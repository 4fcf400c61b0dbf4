package travel

import (
	"maps"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// outcome is what a meeting makes of one record.
type outcome struct {
	kind     ledger.Kind
	id       value.ID
	was, now ledger.Record // as here; nil: gone
	theirs   ledger.Record // as there
	last     ledger.Record // what it was before it went here
	forward  bool          // theirs, as it is
	over     bool          // a person decided for theirs, against something of ours
	gone     uint32        // the number of what was removed there
	removal  parcel.Mark   // which removal made it go, there or here
}

// A MeetChange is a record that a meeting changes here.
type MeetChange struct {
	store.Touch
	Fields []merge.Differing // what changes in a record that stays: Ours is now, Theirs is to be
}

// MeetChanges are what a meeting does with the decisions as they are.
type MeetChanges struct {
	Rows                          []MeetChange
	Added, Changed, Removed, Back int // Back: from the recycle bin
	Undecided                     int // records left as they are, since a clash of theirs is not decided
	Kept                          []store.Left
	Noted                         int // versions that were overruled there and only go into the history here
}

// Nothing says that there is nothing to take in and nothing to decide.
func (m *Meeting) Nothing() bool { return len(m.items)+len(m.asides) == 0 }

// Changes tells what Apply would do with the decisions as they are.
func (m *Meeting) Changes() MeetChanges {
	final := m.final()
	c := MeetChanges{Kept: m.fit(final), Undecided: m.undecided(), Noted: len(m.asides)}
	for _, o := range m.sorted(final) {
		row := MeetChange{Touch: store.Touch{Kind: o.kind, ID: o.id, Added: o.was == nil, Gone: o.now == nil}}
		switch {
		case o.was == nil && o.now == nil:
			continue
		case o.was == nil && o.last != nil:
			c.Back++
		case o.was == nil:
			c.Added++
		case o.now == nil:
			c.Removed++
		default:
			if row.Fields = m.fields(o); len(row.Fields) == 0 && merge.Same(o.kind, o.was, o.now) {
				continue
			}
			c.Changed++
		}
		if row.Name = m.name(o.kind, o.now); o.now == nil {
			row.Name = m.name(o.kind, o.was)
		}
		c.Rows = append(c.Rows, row)
	}
	return c
}

// fields are the fields that change in a record that stays.
func (m *Meeting) fields(o *outcome) []merge.Differing {
	var out []merge.Differing
	for i, c := range o.kind.Columns()[:o.kind.Fields()] {
		was, now := FieldText(o.kind, o.was, i), FieldText(o.kind, o.now, i)
		if was == now {
			continue
		}
		if c.Shape == ledger.Ref {
			was, now = m.names(o.kind, i, was), m.names(o.kind, i, now)
		}
		out = append(out, merge.Differing{Key: c.Key, Label: c.Label, Ours: was, Theirs: now})
	}
	return out
}

// FieldText is a field's text, or what was written that does not fit it.
func FieldText(kind ledger.Kind, r ledger.Record, i int) string {
	if text := kind.Text(r, i, ledger.Basis{}); text != "" {
		return text
	}
	return r.Head().LooseText(kind.Columns()[i].Key)
}

// both are the records here with those that are only there laid over them.
func (m *Meeting) both() *records.View {
	if m.laid == nil {
		v := m.book.Today()
		var there []ledger.Record
		for id, r := range m.there {
			if r.record != nil && v.Get(r.kind, id) == nil {
				there = append(there, r.record)
			}
		}
		m.laid = v.With(there...)
	}
	return m.laid
}

// name is what a person calls a record, whether it is here already or only there.
func (m *Meeting) name(kind ledger.Kind, r ledger.Record) string { return m.both().Called(r) }

// names are the names of the records that a reference's text stands for.
func (m *Meeting) names(kind ledger.Kind, field int, text string) string {
	ids, err := value.IDs(text)
	if err != nil {
		return text // loose: somebody's own words
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = m.both().Name(ledger.KindOf(kind.Columns()[field].Choices.Kind), id)
	}
	return strings.Join(names, "、")
}

// undecided counts the records with a clash that nobody has decided.
func (m *Meeting) undecided() int {
	open := map[*meetItem]bool{}
	for _, c := range m.Clashes {
		if c.Pick == Undecided {
			open[c.item] = true
		}
	}
	return len(open)
}

// final is what becomes of each record by the decisions, before it is held against the
// rest of the ledger.
func (m *Meeting) final() map[value.ID]*outcome {
	clashes := map[*meetItem][]Clash{}
	for _, c := range m.Clashes {
		clashes[c.item] = append(clashes[c.item], c)
	}
	final := map[value.ID]*outcome{}
	for _, it := range m.items {
		o := &outcome{kind: it.kind, id: it.id, was: it.ours, now: it.result, theirs: it.theirs, last: it.last, forward: it.forward, gone: it.gone, removal: it.removal}
		for i, c := range clashes[it] {
			o.over = o.over || c.Pick == TakeTheirs
			switch {
			case c.Pick == Undecided:
				o = nil
			case c.Key == "" && c.Pick == TakeOurs:
				o.now = it.ours
			case c.Key == "":
				o.now, o.forward = it.theirs, true
			default:
				if i == 0 {
					o.now = it.kind.Clone(it.result)
				}
				from := it.ours
				if c.Pick == TakeTheirs {
					from = it.theirs
				}
				merge.Take(it.kind, o.now, from, c.Key)
			}
			if o == nil {
				break
			}
		}
		if o != nil {
			final[it.id] = o
		}
	}
	return final
}

// fit holds what is to become of the records against the rest of the ledger, until
// no reference points to nothing: what is still needed is not removed, and what comes
// brings back what it needs. It answers what was left as it is.
func (m *Meeting) fit(final map[value.ID]*outcome) (kept []store.Left) {
	keep := func(o *outcome, why string) {
		kept = append(kept, store.Left{Kind: o.kind.Name(), ID: o.id, Name: m.name(o.kind, o.was), Why: why})
	}
	drafts, _ := m.book.Drafts().All() // what cannot be read is no reason to keep anything
	for _, d := range drafts {
		if o := final[d.ID]; o != nil && o.now == nil && o.was != nil {
			delete(final, d.ID) // until it is saved or given up
			keep(o, "另一台电脑上已移走，这里还有没保存的修改，保留")
		}
	}
	for {
		n := len(kept)
		going, staged := map[value.ID]bool{}, map[value.ID]bool{}
		for id, o := range final {
			staged[id] = true
			going[id] = o.now == nil && o.was != nil
		}
		held := rules.References(m.book.Today(), going, staged)
		needed := map[value.ID]bool{}
		for _, o := range final {
			if o.now != nil {
				for _, id := range o.kind.Refs(o.now) {
					needed[id] = true
				}
			}
		}
		for _, o := range m.sorted(final) {
			if going[o.id] && (needed[o.id] || len(held[o.id]) > 0) {
				o.now = o.was
				keep(o, "另一台电脑上已移走，这里还有资料要用到它，保留")
			}
		}
		if m.bring(final, needed)+m.along(final) == 0 && n == len(kept) {
			return kept
		}
	}
}

// along lets posts share the fate of the people and branches with which they were
// removed on one side: with those that stay or come back they stay and come back, with
// those that nobody has decided about they wait.
func (m *Meeting) along(final map[value.ID]*outcome) (n int) {
	fate := map[value.ID]*meetItem{} // who was removed on one side
	for _, it := range m.items {
		if it.kind != ledger.Posts && it.last != nil && (it.ours == nil || it.theirs == nil) {
			fate[it.id] = it
		}
	}
	open := map[*meetItem]bool{}
	for _, c := range m.Clashes {
		open[c.item] = open[c.item] || c.Pick == Undecided
	}
	for id, o := range final {
		p, ok := o.was.(*ledger.Post)
		if !ok || o.now != nil {
			continue
		}
		for _, on := range []value.ID{p.Person, p.Branch} {
			it := fate[on]
			switch {
			case it == nil || it.ours == nil || final[on] != nil && final[on].now == nil:
			case open[it]:
				delete(final, id)
				n++
			default:
				o.now = o.was
				n++
			}
		}
	}
	for id, there := range m.there {
		p, ok := there.record.(*ledger.Post)
		if !ok || there.last == nil || final[id] != nil || m.book.Get(ledger.Posts, id) != nil {
			continue
		}
		for _, on := range []value.ID{p.Person, p.Branch} {
			if o := final[on]; o != nil && o.was == nil && o.last != nil && o.now != nil {
				final[id] = &outcome{kind: ledger.Posts, id: id, now: p, theirs: p, last: there.last, forward: true}
				n++
				break
			}
		}
	}
	return n
}

// bring takes in what is needed and is there but not here.
func (m *Meeting) bring(final map[value.ID]*outcome, needed map[value.ID]bool) (n int) {
	for id := range needed {
		there, ok := m.there[id]
		o := final[id]
		if !ok || o != nil && (o.now != nil || o.was != nil) || m.book.Get(there.kind, id) != nil {
			continue
		}
		final[id] = &outcome{kind: there.kind, id: id, now: there.record, theirs: there.record, last: there.last, forward: true}
		n++
	}
	return n
}

// sorted are the outcomes in the order in which they are written: what is referred to
// before what refers to it.
func (m *Meeting) sorted(final map[value.ID]*outcome) []*outcome {
	place := map[value.ID]int{}
	for i, it := range m.items {
		place[it.id] = i + 1
	}
	return slices.SortedFunc(maps.Values(final), func(a, b *outcome) int {
		if c := slices.Index(ledger.All, a.kind) - slices.Index(ledger.All, b.kind); c != 0 {
			return c
		}
		if c := place[a.id] - place[b.id]; c != 0 {
			return c
		}
		return slices.Compare(a.id[:], b.id[:])
	})
}

// Apply takes in what was found, in one transaction, after a backup, and answers what it
// did and the number of the entry, by which it is taken back. Records with an undecided
// clash stay as they are. Changed when something was saved since the plan was made,
// Refused when there is nothing to take in or a decision leads round in a circle.
func (m *Meeting) Apply() (MeetChanges, uint64, error) {
	b := m.book
	if err := b.Allow(store.MayMeet); err != nil {
		return MeetChanges{}, 0, err
	}
	final := m.final()
	done := m.Changes()
	m.fit(final)
	if len(final)+len(m.asides) == 0 {
		return done, 0, store.Refuse("没有可以合并的内容。")
	}
	if it := m.circled(final); it != nil {
		return done, 0, store.Refuse("照这样选，“" + m.name(it.kind, it.result) + "”的上级组织会绕成圈。请改选。")
	}
	if err := care.BackUpBefore(b, care.BeforeReceive); err != nil {
		return done, 0, err
	}
	seq, err := b.Do(store.Intent{Deed: store.MayMeet, Rows: len(done.Rows), Unless: m.ages}, func(t *store.Turn) error {
		if err := t.Set(metSetting, metPackage{m.Number, m.digest}); err != nil {
			return err
		}
		for _, x := range m.asides {
			if err := x.putAside(t); err != nil {
				return err
			}
		}
		for _, o := range m.sorted(final) {
			if err := o.take(t); err != nil {
				return err
			}
			if content := m.files[o.id]; o.now != nil && content != nil {
				if err := t.Lay(o.id, content); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return done, seq, err
}
