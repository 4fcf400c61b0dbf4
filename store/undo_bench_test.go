package store_test

import (
	"context"
	"path/filepath"
	"strconv"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/stage"
	"tuanjian/store/undo"
)

// Taking an import of 2,000 back, in a ledger of 20,000, beside the import itself.
func BenchmarkUndoImport(b *testing.B) {
	book, err := practice.New(context.Background(), filepath.Join(b.TempDir(), "台账.tjz"), stage.Password, practice.Options{Members: 20000, Seed: 3}, stage.Env())
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	var drafts []ledger.Record
	for i := range 2000 {
		drafts = append(drafts, &ledger.Member{Title: "来客", Note: strconv.Itoa(i)})
	}
	add := func() uint64 {
		err := book.Write("import", &store.Detail{What: "member"}, func(t *store.Turn) error {
			for _, r := range drafts {
				if err := t.Put(ledger.Members, nil, ledger.Members.Clone(r)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		return stage.Seq(book)
	}
	b.Run("import", func(b *testing.B) {
		for b.Loop() {
			add()
		}
	})
	b.Run("undo", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			seq := add()
			b.StartTimer()
			p, err := undo.Of(book, seq)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := p.Apply(); err != nil || p.Removed != 2000 {
				b.Fatal(err, p.Removed)
			}
		}
	})
}
