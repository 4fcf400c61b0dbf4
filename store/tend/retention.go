package tend

import (
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// DueToClear is who is due today, whoever left first coming first: see rules.AllDue. Nothing is changed.
func DueToClear(b *store.Book) ([]rules.Due, error) {
	bin, err := b.Bin().All()
	if err != nil {
		return nil, err
	}
	due := rules.AllDue(b.Today(), store.RemovedMembers(bin))
	files, err := attach.OfPeople(b)
	if err != nil {
		return nil, err
	}
	for i := range due {
		if n := len(files[due[i].ID]); n > 0 {
			due[i].Fields = append(slices.Clip(due[i].Fields), strconv.Itoa(n)+" 份附件")
		}
	}
	return due, nil
}

// Shred clears the private fields of people who are due, in the record, in every
// earlier version of it and in what was typed and not saved, and the files that belong to them; then it writes the file
// anew, so that no page keeps them. It cannot be taken back. Changed when somebody is
// not due any more. The journal notes how many. Backups and copies made before keep
// what they have.
//
// Where the file cannot be written anew, for want of room or because it has a second
// name, the fields are cleared all the same and the error says what is left to do:
// Sweep, once that is mended.
func Shred(b *store.Book, ids []value.ID) error {
	if err := b.Allow(store.MayShred); err != nil {
		return err
	}
	plan, err := DueToClear(b)
	if err != nil {
		return err
	}
	chosen := map[value.ID]bool{}
	for _, id := range ids {
		if !slices.ContainsFunc(plan, func(d rules.Due) bool { return d.ID == id }) {
			return &store.Error{Code: store.Changed, Message: "名单已经变了，什么都没有清除。请再看一遍名单。"}
		}
		chosen[id] = true
	}
	if len(chosen) == 0 {
		return store.Refuse("请先选要清除的人。")
	}
	theirs, err := attach.OfPeople(b)
	if err != nil {
		return err
	}
	files := map[value.ID]bool{}
	for id := range chosen {
		for _, file := range theirs[id] {
			files[file] = true
		}
	}
	_, err = b.Do(store.Intent{Deed: store.MayShred, What: ledger.Members.Name(), Rows: len(chosen)}, func(t *store.Turn) error {
		if err := attach.Clear(t, files); err != nil {
			return err
		}
		return t.Clear(ledger.Members, chosen, func(r ledger.Record, now int64) { r.(*ledger.Member).Shred(now) })
	})
	if err != nil {
		return err
	}
	return b.Sweep()
}
