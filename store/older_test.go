package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store/ledger"
)

// An older copy of the whole file in the ledger's place is noticed by a newer backup or
// submission beside it; a backup that was restored is not.
func TestAnOlderCopyIsNoticed(t *testing.T) {
	path, _ := staffed(t)
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := openAs(t, path, "王干事", testPassword)
	keep(t, b, ledger.Members, person("王刚", "2002-03-04", 13))
	early, err := b.BackUp(ByHand)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, b, ledger.Members, person("赵敏", "2002-03-04", 21))
	if _, err := b.BackUp(ByHand); err != nil {
		t.Fatal(err)
	}
	if told := b.OlderWarning(); told != "" {
		t.Errorf("nothing is newer: %q", told)
	}
	b.Close()
	b = openAs(t, path, "王干事", testPassword)
	if told := b.OlderWarning(); told != "" {
		t.Errorf("after opening again: %q", told)
	}
	b.Close()
	now, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put := func(text []byte) *Book {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return openAs(t, path, "王干事", testPassword)
	}
	b = put(old)
	if told := b.OlderWarning(); !strings.Contains(told, "比台账还新") {
		t.Errorf("an older copy: %q", told)
	}
	b.Close()
	b = put(now)
	b.Close()
	// What a person restores is older, too, and he knows.
	b, err = RestoreOver(context.Background(), early.Path, path, testPassword, testEnv(), nil)
	if err != nil {
		t.Fatal(Tell(err).Message)
	}
	if told := b.OlderWarning(); told != "" {
		t.Errorf("restored: %q", told)
	}
	b.Close()
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "塔北社区_2026-06-30_002.tjb"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b = openAs(t, path, "王干事", testPassword)
	if told := b.OlderWarning(); !strings.Contains(told, "第 2 次") {
		t.Errorf("a submission that it does not know: %q", told)
	}
}
