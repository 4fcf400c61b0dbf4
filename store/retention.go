package store

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/vault"
)

// A Due is a person whose private fields have been kept for as long as the rules
// allow (ledger.Rules.RetentionYears after leaving, or after removal to the recycle
// bin).
type Due struct {
	ID     ledger.ID
	Name   string
	State  string      // how the person left, in words
	Left   ledger.Date // when; when it was removed, for one in the recycle bin
	Binned bool        // lies in the recycle bin
	Fields []string    // labels of what would be cleared; none when only earlier versions hold something
}

// RetentionPlan is who is due today, whoever left first coming first. Who holds a
// post is not due, however long ago he left; who left without a date cannot be
// (see LeftUndated). Nothing is changed.
func (b *Book) RetentionPlan() ([]Due, error) {
	v := b.today()
	bin, err := b.Bin()
	if err != nil {
		return nil, err
	}
	return due(v, bin), nil
}

func due(v *records.View, bin []Binned) []Due {
	basis := v.Basis()
	var out []Due
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if rules.ToClear(v, m) {
			out = append(out, Due{ID: m.ID, Name: m.Title, State: ledger.MemberStates.Label(m.State), Left: m.StateFrom, Fields: m.PrivateLabels()})
		}
	}
	out = append(out, dueOfBin(bin, basis)...)
	slices.SortStableFunc(out, func(a, b Due) int { return cmp.Compare(a.Left.Last(), b.Left.Last()) })
	return out
}

// dueOfBin are the members in the recycle bin who are due.
func dueOfBin(bin []Binned, basis ledger.Basis) []Due {
	var out []Due
	for _, x := range bin {
		removed := ledger.DayOf(time.Unix(x.Time, 0))
		if m := x.member(); m != nil && removed <= rules.ClearBefore(basis) && rules.KeepsPrivate(m) {
			out = append(out, Due{ID: x.ID, Name: x.Name, State: "在回收站", Left: removed, Binned: true, Fields: m.PrivateLabels()})
		}
	}
	return out
}

// member is the member in the bin, nil for a record of another kind.
func (x Binned) member() *ledger.Member {
	if x.Kind != ledger.Members.Name() {
		return nil
	}
	r, err := x.record()
	if err != nil {
		return nil // Check names it
	}
	return r.(*ledger.Member)
}

// LeftUndated is how many left without a date, for whom no rule can tell the day.
func (b *Book) LeftUndated() (n int) {
	v := b.today()
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if m.Gone() && m.StateFrom == 0 {
			n++
		}
	}
	return n
}

// unsweptSetting is there from a shredding, or from the change of a password, until
// the file was written anew.
const unsweptSetting = "unswept"

// Shred clears the private fields of people who are due, in the record, in every
// earlier version of it and in what was typed and not saved; then it writes the file
// anew, so that no page keeps them. It cannot be taken back. Changed when somebody is
// not due any more. The journal notes how many. Backups and copies made before keep
// what they have.
//
// Where the file cannot be written anew, for want of room or because it has a second
// name, the fields are cleared all the same and the error says what is left to do:
// Sweep, once that is mended.
func (b *Book) Shred(ids []ledger.ID) error {
	if err := b.allow(MayShred); err != nil {
		return err
	}
	plan, err := b.RetentionPlan()
	if err != nil {
		return err
	}
	chosen := map[ledger.ID]bool{}
	for _, id := range ids {
		if !slices.ContainsFunc(plan, func(d Due) bool { return d.ID == id }) {
			return &Error{Code: Changed, Message: "名单已经变了，什么都没有清除。请再看一遍名单。"}
		}
		chosen[id] = true
	}
	if len(chosen) == 0 {
		return refuse("请先选要清除的人。")
	}
	err = b.write(string(MayShred), &Detail{What: ledger.Members.Name(), Rows: len(chosen)}, func(t *Turn) error { return t.shred(chosen) })
	if err != nil {
		return err
	}
	return b.Sweep()
}

// shred stages the clearing of some members everywhere in the ledger.
func (t *Turn) shred(ids map[ledger.ID]bool) error {
	for id := range ids {
		t.drops = append(t.drops, drop{draftBucket, draftKey(ledger.Members.Name(), id)})
		m, kept := t.book.Get(ledger.Members, id).(*ledger.Member)
		if !kept {
			continue // in the bin
		}
		was, now := t.shredded(m), t.shredded(m)
		if err := t.Replace(ledger.Members, was, now); err != nil {
			return err
		}
	}
	if err := t.shredBin(ids); err != nil {
		return err
	}
	if err := t.shredPast(ids); err != nil {
		return err
	}
	return t.Set(unsweptSetting, true)
}

func (t *Turn) shredded(m *ledger.Member) *ledger.Member {
	c := ledger.Members.Clone(m).(*ledger.Member)
	c.Shred(t.now)
	return c
}

// shredText is shredded for a member as it lies on disk; nil stays nil.
func (t *Turn) shredText(text []byte) ([]byte, error) {
	if text == nil {
		return nil, nil
	}
	var m ledger.Member
	if err := reading.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	m.Shred(t.now)
	return writing.Marshal(&m)
}

// shredPast rewrites what the journal keeps of the members' versions.
func (t *Turn) shredPast(ids map[ledger.ID]bool) error {
	_, err := t.vault.Each(changeBucket, func(key, plain []byte) error {
		var c Before
		if err := reading.Unmarshal(plain, &c); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		if c.Kind != ledger.Members.Name() || !ids[ledger.ID(c.ID)] {
			return nil
		}
		var err error
		if c.Was, err = t.shredText(c.Was); err != nil {
			return err
		}
		if c.Now, err = t.shredText(c.Now); err != nil {
			return err
		}
		return t.item(changeBucket, key, c)
	})
	return err
}

// shredBin does the same to the members in the recycle bin.
func (t *Turn) shredBin(ids map[ledger.ID]bool) error {
	_, err := t.vault.Each(binBucket, func(key, plain []byte) error {
		var x Binned
		if err := reading.Unmarshal(plain, &x); err != nil {
			return fmt.Errorf("bin: %w", err)
		}
		if x.Kind != ledger.Members.Name() || !ids[x.ID] {
			return nil
		}
		var err error
		if x.Record, err = t.shredText(x.Record); err != nil {
			return err
		}
		return t.item(binBucket, key, x)
	})
	return err
}

// item stages a value under a key that belongs to a walk.
func (t *Turn) item(bucket string, key []byte, value any) error {
	text, err := writing.Marshal(value)
	if err != nil {
		return err
	}
	t.items[bucket] = append(t.items[bucket], vault.Item{Key: slices.Clone(key), Plain: text})
	return nil
}

// Unswept says that something was shredded, or a password changed, and the file not
// written anew since: its unused pages still have what was there before.
func (b *Book) Unswept() bool {
	unswept := false
	err := b.vault.View(func(tx *vault.Tx) error {
		text, err := tx.Get(settingBucket, []byte(unsweptSetting))
		unswept = string(text) == "true"
		return err
	})
	return err == nil && unswept
}

// Sweep writes the ledger's file anew without the pages that it no longer uses.
func (b *Book) Sweep() error {
	if err := b.allow(MayShred); err != nil {
		return err
	}
	if err := b.sweep(); err != nil {
		told := Tell(err)
		return &Error{Code: told.Code, Message: "已经清除，但文件里的旧内容还没有抹净。" + told.Message + "之后请在“清除个人信息”里点“抹净旧内容”。", Err: told.Err}
	}
	return nil
}

func (b *Book) sweep() error {
	if err := b.vault.Rewrite(); err != nil {
		return err
	}
	return b.vault.Update(func(tx *vault.Tx) error { return tx.Delete(settingBucket, []byte(unsweptSetting)) })
}
