package tend

import (
	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// RestoreVersion makes a record what it was after one of its journal entries. The
// versions in between stay in its history. It refuses a version with a hard fault
// (Invalid), and one that refers to a record that is gone.
func RestoreVersion(b *store.Book, kind ledger.Kind, id value.ID, seq uint64, reason string) (ledger.Record, error) {
	if err := b.Allow("revert"); err != nil {
		return nil, err
	}
	versions, err := b.History(kind, id)
	if err != nil {
		return nil, err
	}
	var then ledger.Record
	for _, v := range versions {
		if v.Seq == seq {
			then = v.Record
			break // the last of several in one entry comes first
		}
	}
	if then == nil {
		return nil, store.Refuse("历史里没有这一版。")
	}
	now := b.Today().Get(kind, id)
	if now == nil {
		return nil, &store.Error{Code: store.Gone, Message: "这条记录在回收站里。请先在回收站里恢复它。"}
	}
	if merge.Same(kind, then, now) {
		return nil, store.Refuse("现在的内容和这一版一样，不用恢复。")
	}
	r := kind.Clone(then)
	own := *now.Head()
	own.Excuses, own.Loose = then.Head().Excuses, then.Head().Loose
	*r.Head() = own
	if lost := rules.Dangling(b.Today(), kind, r, nil, nil); lost != "" {
		return nil, store.Refuse("这一版的" + lost + "已经不在台账里，恢复不了。可以照着历史改一改。")
	}
	if faults := rules.Hard(b.Today(), kind, r); len(faults) > 0 {
		return nil, &store.Error{Code: store.Invalid, Message: "这一版恢复不了：" + faults[0].Text, Faults: faults}
	}
	_, err = b.Do(store.Intent{Deed: "revert", What: kind.Name(), Reason: reason}, func(t *store.Turn) error {
		was := b.Today().Get(kind, id)
		if was == nil || was.Head().Rev != own.Rev {
			return &store.Error{Code: store.Changed, Message: "这条记录刚被别处改过。请看一下改了什么，再恢复。"}
		}
		if err := t.Replace(kind, was, r); err != nil {
			return err
		}
		return t.EndPosts(r)
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// A Rebased is a draft brought onto the record as it now is.
type Rebased struct {
	Record  ledger.Record     // has the newest Rev, so that it can be saved
	Taken   []merge.Differing // fields that only the other changed; Record has theirs
	Clashes []merge.Differing // fields that both changed; Record has theirs
	Who     string            // who saved last
	Time    int64             // when, Unix seconds
}

// Rebase brings a draft onto the record as it now is, after somebody else has saved
// it: was is the record that the draft began as. Gone when the record is in the
// recycle bin.
func Rebase(b *store.Book, kind ledger.Kind, was, draft ledger.Record) (*Rebased, error) {
	now := b.Today().Get(kind, draft.Head().ID)
	if now == nil {
		return nil, &store.Error{Code: store.Gone, Message: "这条记录刚被移到回收站。请先在回收站里恢复它，再保存。"}
	}
	r, clashes := merge.Three(kind, was, draft, now)
	out := &Rebased{Record: r, Who: now.Head().ChangedBy, Time: now.Head().Changed}
	differing := func(key string) merge.Differing {
		d := merge.Differing{Key: key, Was: find.TextOf(b.Today(), kind, was, key), Ours: find.TextOf(b.Today(), kind, draft, key), Theirs: find.TextOf(b.Today(), kind, now, key)}
		if i := kind.At(key); i >= 0 {
			d.Label, d.OursText = kind.Columns()[i].Label, kind.Text(draft, i, b.Basis())
		}
		return d
	}
	clashed := map[string]bool{}
	for _, c := range clashes {
		clashed[c.Key] = true
		out.Clashes = append(out.Clashes, differing(c.Key))
	}
	for _, c := range kind.Columns()[:kind.Fields()] {
		if d := differing(c.Key); !clashed[c.Key] && d.Was != d.Theirs && d.Ours != d.Theirs {
			out.Taken = append(out.Taken, d)
		}
	}
	return out, nil
}

// Version is a record as it was at one of its Revs, for a draft that was begun on an
// older one; nil when the journal does not have it.
func Version(b *store.Book, kind ledger.Kind, id value.ID, rev uint32) (ledger.Record, error) {
	versions, err := b.History(kind, id)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		if v.Record.Head().Rev == rev && !v.Removed {
			return v.Record, nil
		}
	}
	return nil, nil
}
