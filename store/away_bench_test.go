package store

import (
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
)

// BenchmarkWriteBack is one save in a ledger of 5,000 members on a stick and its writing
// back: proved copy, sums, checked write.
func BenchmarkWriteBack(b *testing.B) {
	o := outingAt(b.TempDir())
	for _, folder := range []string{o.stick, o.env.Copies} {
		if err := os.Mkdir(folder, 0o700); err != nil {
			b.Fatal(err)
		}
	}
	made := filepath.Join(b.TempDir(), "塔北.tjz")
	full, _, err := Create(made, Profile{Name: "塔北社区"}, "王干事", "correct horse", testEnv())
	if err != nil {
		b.Fatal(err)
	}
	if _, err := full.Do(Intent{Deed: MayImport}, func(t *Turn) error {
		for range 5000 {
			if err := t.Put(ledger.Members, nil, &ledger.Member{Title: "王刚", Phone: "13912345678", State: codes.MemberNormal}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	full.Close()
	text, err := os.ReadFile(made)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.stick, "塔北.tjz"), text, 0o600); err != nil {
		b.Fatal(err)
	}
	env := o.env
	env.Effort = testEnv().Effort
	book, err := Open(o.path, "correct horse", env)
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := book.Save(ledger.Enterprises, &ledger.Enterprise{Title: "东升五金"}); err != nil {
			b.Fatal(err)
		}
		if err := book.WriteBack(); err != nil {
			b.Fatal(err)
		}
	}
}
