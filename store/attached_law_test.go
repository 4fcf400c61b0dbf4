package store_test

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// TestFilesAreWholeWhateverHappens adds, removes, brings back, undoes and does again as it comes: each file that is there has
// the bytes that it was added with, and doing again what was undone leaves the same files.
func TestFilesAreWholeWhateverHappens(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := stage.Book(t)
		defer b.Close()
		m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2003-07-01", 101))
		contents := map[value.ID][]byte{}
		there := func() (ids []value.ID) {
			for a := range stage.All[*ledger.Attachment](b, ledger.Attachments) {
				ids = append(ids, a.ID)
			}
			slices.SortFunc(ids, func(a, b value.ID) int { return bytes.Compare(a[:], b[:]) })
			return ids
		}
		for range rapid.IntRange(1, 12).Draw(r, "steps") {
			switch ids := there(); rapid.IntRange(0, 4).Draw(r, "step") {
			case 0, 1:
				content := letter(rapid.Uint64().Draw(r, "seed"), rapid.SampledFrom([]int{20, 4000, store.PieceSize, store.PieceSize + 1, 600_000}).Draw(r, "length"))
				f, err := attach.Look("a.pdf", bytes.Clone(content))
				if err != nil {
					r.Fatal(err)
				}
				f.Sort = rapid.SampledFrom([]string{codes.AttachmentAdmitted, codes.AttachmentOther}).Draw(r, "sort")
				all, err := attach.Add(b, ledger.Members, m.ID, []*attach.File{f})
				if err != nil {
					continue // the same once more
				}
				contents[all[0].ID] = content
			case 2:
				if len(ids) > 0 {
					if err := b.Remove(ledger.Attachments, []value.ID{rapid.SampledFrom(ids).Draw(r, "which")}, "重复"); err != nil {
						r.Fatal(store.Tell(err).Message)
					}
				}
			case 3:
				bin, err := b.Bin().All()
				if err != nil {
					r.Fatal(err)
				}
				if len(bin) > 0 {
					if err := b.Bin().Back(ledger.Attachments, []value.ID{rapid.SampledFrom(bin).Draw(r, "which").ID}); err != nil {
						r.Fatal(store.Tell(err).Message)
					}
				}
			case 4:
				if len(ids) == 0 {
					continue // the newest deed may be that of the member
				}
				for _, plan := range []func(*store.Book) (*undo.Plan, error){undo.Last, undo.Redo} {
					p, err := plan(b)
					if err != nil {
						r.Fatal(err)
					}
					if p == nil {
						r.Fatal("there is nothing to take back")
					}
					if _, err := p.Apply(); err != nil {
						r.Fatal(store.Tell(err).Message)
					}
				}
				if !slices.Equal(ids, there()) {
					r.Fatalf("done again it is %d files, and was %d", len(there()), len(ids))
				}
			}
			for _, id := range there() {
				if got, err := contentOf(b, b.Get(ledger.Attachments, id).(*ledger.Attachment)); err != nil || !bytes.Equal(got, contents[id]) {
					r.Fatalf("%d bytes for %d: %v", len(got), len(contents[id]), err)
				}
			}
		}
		if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
			r.Fatal(wounds, err)
		}
	})
}
