package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// An older copy of the whole file in the ledger's place is noticed by a newer backup or
// submission beside it; a backup that was restored is not.
func TestAnOlderCopyIsNoticed(t *testing.T) {
	path, _ := staffed(t)
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := stage.OpenAs(t, path, "王干事", stage.Password)
	stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	early, err := care.BackUp(b, care.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	stage.Keep(t, b, ledger.Members, stage.Person("赵敏", "2002-03-04", 21))
	if _, err := care.BackUp(b, care.ByHand); err != nil {
		t.Fatal(err)
	}
	if told := care.OlderWarning(b); told != "" {
		t.Errorf("nothing is newer: %q", told)
	}
	b.Close()
	b = stage.OpenAs(t, path, "王干事", stage.Password)
	if told := care.OlderWarning(b); told != "" {
		t.Errorf("after opening again: %q", told)
	}
	b.Close()
	now, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put := func(text []byte) *store.Book {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return stage.OpenAs(t, path, "王干事", stage.Password)
	}
	b = put(old)
	if told := care.OlderWarning(b); !strings.Contains(told, "比台账还新") {
		t.Errorf("an older copy: %q", told)
	}
	b.Close()
	b = put(now)
	b.Close()
	// What a person restores is older, too, and he knows.
	b, err = care.RestoreOver(context.Background(), early.Path, path, stage.Password, stage.Env(), nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if told := care.OlderWarning(b); told != "" {
		t.Errorf("restored: %q", told)
	}
	b.Close()
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "塔北社区_2026-06-30_002.tjb"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b = stage.OpenAs(t, path, "王干事", stage.Password)
	if told := care.OlderWarning(b); !strings.Contains(told, "第 2 次") {
		t.Errorf("a submission that it does not know: %q", told)
	}
}
