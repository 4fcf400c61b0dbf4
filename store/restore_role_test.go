package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// A 管理员 who was taken off is let in by no backup from before, nor does an old password
// open again; 录入 puts none back. The present 管理员 does, with the password of today,
// and the passwords and roles stay those of today.
func TestRestoreLetsNobodyInAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, _, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"走了的人", "降了的人"} {
		if err := b.Staff().Add(name, name+"的长口令", store.Admin); err != nil {
			t.Fatal(err)
		}
	}
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	backup := filepath.Join(t.TempDir(), "旧备份.tjz")
	if err := care.BackUpTo(b, backup); err != nil {
		t.Fatal(err)
	}
	stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	for _, err := range []error{b.Staff().Remove("走了的人"), b.Staff().SetRole("降了的人", store.Typist), b.Staff().ChangePassword(stage.Password, "wang-of-today"), b.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, password := range []string{"走了的人的长口令", "降了的人的长口令", stage.Password} {
		if b, err := care.RestoreOver(context.Background(), backup, path, password, stage.Env(), nil); stage.CodeOf(err) != store.NotAllowed {
			t.Errorf("%s: %v", password, err)
			if b != nil {
				b.Close()
			}
		}
	}
	b, err = care.RestoreOver(context.Background(), backup, path, "wang-of-today", stage.Env(), nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := roles(b); got != "王干事 管理员、降了的人 录入" || b.Role() != store.Admin || b.Today().Count(ledger.Members) != 1 {
		t.Error(got, b.Today().Count(ledger.Members))
	}
	b.Close()
	for _, password := range []string{"走了的人的长口令", stage.Password} {
		if _, err := store.Open(path, password, stage.Env()); stage.CodeOf(err) != store.WrongPassword {
			t.Errorf("%s opens again: %v", password, err)
		}
	}
	// Where nothing is that could decide, the backup's own roles do.
	b, err = care.RestoreOver(context.Background(), backup, filepath.Join(t.TempDir(), "另放.tjz"), stage.Password, stage.Env(), nil)
	if err != nil || b.Role() != store.Admin {
		t.Fatal(err)
	}
	b.Close()
}
