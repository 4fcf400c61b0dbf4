package store

import (
	"context"
	"path/filepath"
	"testing"

	"tuanjian/store/ledger"
)

// A 管理员 who was taken off is let in by no backup from before, nor does an old password
// open again; 录入 puts none back. The present 管理员 does, with the password of today,
// and the passwords and roles stay those of today.
func TestRestoreLetsNobodyInAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, _, err := Create(path, Profile{Name: "塔北社区"}, "王干事", testPassword, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"走了的人", "降了的人"} {
		if err := b.AddOperator(name, name+"的长口令", Admin); err != nil {
			t.Fatal(err)
		}
	}
	keep(t, b, ledger.Members, person("李华", "2002-03-04", 11))
	backup := filepath.Join(t.TempDir(), "旧备份.tjz")
	if err := b.Backup(backup); err != nil {
		t.Fatal(err)
	}
	keep(t, b, ledger.Members, person("王刚", "2002-03-04", 13))
	for _, err := range []error{b.RemoveOperator("走了的人"), b.SetRole("降了的人", Typist), b.ChangePassword(testPassword, "wang-of-today"), b.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, password := range []string{"走了的人的长口令", "降了的人的长口令", testPassword} {
		if b, err := RestoreOver(context.Background(), backup, path, password, testEnv(), nil); codeOf(err) != NotAllowed {
			t.Errorf("%s: %v", password, err)
			if b != nil {
				b.Close()
			}
		}
	}
	b, err = RestoreOver(context.Background(), backup, path, "wang-of-today", testEnv(), nil)
	if err != nil {
		t.Fatal(Tell(err).Message)
	}
	if got := roles(b); got != "王干事 管理员、降了的人 录入" || b.Role() != Admin || b.Count(ledger.Members) != 1 {
		t.Error(got, b.Count(ledger.Members))
	}
	b.Close()
	for _, password := range []string{"走了的人的长口令", testPassword} {
		if _, err := Open(path, password, testEnv()); codeOf(err) != WrongPassword {
			t.Errorf("%s opens again: %v", password, err)
		}
	}
	// Where nothing is that could decide, the backup's own roles do.
	b, err = RestoreOver(context.Background(), backup, filepath.Join(t.TempDir(), "另放.tjz"), testPassword, testEnv(), nil)
	if err != nil || b.Role() != Admin {
		t.Fatal(err)
	}
	b.Close()
}
