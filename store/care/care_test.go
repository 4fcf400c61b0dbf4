package care_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
)

// Damage anywhere in a ledger is noticed or harmless, never a panic, and a member
// whose record cannot be read is called by his name, which the journal still has.
func TestDamageNamesThePerson(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "whole.tjz")
	b, err := practice.New(context.Background(), path, "correct horse", practice.Options{Members: 40, Seed: 3}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	named, refused := 0, 0
	for at := 8192; at+32 < len(whole); at += 1500 {
		hurt := append([]byte(nil), whole...)
		for i := range 32 {
			hurt[at+i] ^= 0x55
		}
		path := filepath.Join(folder, "hurt.tjz")
		if err := os.WriteFile(path, hurt, 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := store.Open(path, "correct horse", stage.Env())
		if err != nil {
			if code := store.Tell(err).Code; code != store.Damaged {
				t.Errorf("byte %d: %s", at, code)
			}
			refused++
			continue
		}
		wounds, err := care.Check(b)
		if err != nil {
			t.Errorf("byte %d: %v", at, err)
		}
		for _, w := range wounds {
			if w.Kind == "member" && strings.HasPrefix(w.What, "团员“") && strings.Contains(w.What, "”的记录读不出来") {
				named++
			}
		}
		b.Close()
	}
	if named == 0 || refused == 0 {
		t.Errorf("%d members named, %d files refused: the damage has missed its mark", named, refused)
	}
}

func TestBackupComesBack(t *testing.T) {
	folder := t.TempDir()
	path, copied := filepath.Join(folder, "a.tjz"), filepath.Join(folder, "b.tjz")
	b, err := practice.New(context.Background(), path, "correct horse", practice.Options{Members: 20, Seed: 3}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := care.BackUpTo(b, copied); err != nil {
		t.Fatal(err)
	}
	if err := care.BackUpTo(b, copied); store.Tell(err).Code != store.Exists {
		t.Errorf("a backup replaced another: %v", err)
	}
	if err := care.Restore(copied, path, "correct horse", stage.Env()); store.Tell(err).Code != store.Exists {
		t.Errorf("a ledger was replaced: %v", err)
	}
	back := filepath.Join(folder, "c.tjz")
	if err := care.Restore(copied, back, "wrong horse", stage.Env()); store.Tell(err).Code != store.WrongPassword {
		t.Errorf("a backup opened with a wrong password: %v", err)
	}
	if err := care.Restore(copied, back, "correct horse", stage.Env()); err != nil {
		t.Fatal(err)
	}
	restored, err := store.Open(back, "correct horse", stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	if got, want := rules.SummaryOf(restored.Today()), rules.SummaryOf(b.Today()); got != want {
		t.Errorf("restored %+v, want %+v", got, want)
	}
}

// The home page says what changed since the last submission.
func TestFiguresSinceTheLastSubmission(t *testing.T) {
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "a.tjz"), "correct horse", practice.Options{Members: 20, Seed: 3}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if change := overview.HomeOf(b).Figures[0].Change; change != "" {
		t.Errorf("before the first submission: %q", change)
	}
	if _, _, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir(), Passphrase: "battery-staple-77", Sample: true}, nil); err != nil {
		t.Fatal(err)
	}
	if change := overview.HomeOf(b).Figures[0].Change; change != "与上次上报相同" {
		t.Errorf("right after it: %q", change)
	}
	m := ledger.Members.Clone(find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on"}).Row(0)).(*ledger.Member)
	m.State, m.StateFrom = codes.MemberMoved, b.Basis().Today
	if _, err := b.Save(ledger.Members, m); err != nil {
		t.Fatal(err)
	}
	if change := overview.HomeOf(b).Figures[0].Change; change != "较上次上报 −1" {
		t.Errorf("one moved away: %q", change)
	}
}
