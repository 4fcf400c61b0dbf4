package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// staffed is a ledger, shut, of a 管理员, one of 录入 and one of 只读, with its recovery code.
func staffed(t *testing.T) (path, code string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, code, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	for name, role := range map[string]store.Role{"录入的人": store.Typist, "只看的人": store.Reader} {
		if err := b.Staff().Add(name, name+"的长口令", role); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return path, code
}

// rawly changes a shut ledger with a tool of one's own.
func rawly(t *testing.T, path string, fn func(tx *bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	if err == nil {
		err = db.Update(fn)
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// spliced are buckets of a ledger as they were once, to be put back in their place.
func spliced(t *testing.T, path string, buckets ...string) (back func(path string)) {
	t.Helper()
	kept := map[string]map[string][]byte{}
	rawly(t, path, func(tx *bbolt.Tx) error {
		for _, name := range buckets {
			kept[name] = map[string][]byte{}
			err := tx.Bucket([]byte(name)).ForEach(func(k, v []byte) error {
				kept[name][string(k)] = bytes.Clone(v)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return func(path string) {
		rawly(t, path, func(tx *bbolt.Tx) error {
			for name, values := range kept {
				for k, v := range values {
					if err := tx.Bucket([]byte(name)).Put([]byte(k), v); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
}

// Whoever changes the file gets no role by it: not by a letter in the name of a setting, not
// by taking the roles away, not by an older value in the place of today's, not by that with
// the tallies that go with it.
func TestNoRoleByASplice(t *testing.T) {
	letter := func(t *testing.T, path string) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.ReplaceAll(text, []byte(store.OperatorSetting), []byte("operatorz")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	gone := func(t *testing.T, path string) {
		rawly(t, path, func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(store.SettingBucket)).Delete([]byte(store.OperatorSetting))
		})
	}
	promoted := func(buckets ...string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			admin := stage.OpenAs(t, path, "王干事", stage.Password)
			if err := admin.Staff().SetRole("只看的人", store.Admin); err != nil {
				t.Fatal(err)
			}
			admin.Close()
			back := spliced(t, path, buckets...)
			admin = stage.OpenAs(t, path, "王干事", stage.Password)
			if err := admin.Staff().SetRole("只看的人", store.Reader); err != nil {
				t.Fatal(err)
			}
			admin.Close()
			back(path)
		}
	}
	for name, attack := range map[string]func(*testing.T, string){
		"a letter": letter, "no roles": gone, "older roles": promoted(store.SettingBucket), "older roles and tallies": promoted(store.SettingBucket, "proof", "head"),
	} {
		t.Run(name, func(t *testing.T) {
			path, code := staffed(t)
			attack(t, path)
			for who, password := range map[string]string{"王干事": stage.Password, "录入的人": "录入的人的长口令", "只看的人": "只看的人的长口令"} {
				b := stage.OpenAs(t, path, who, password)
				if b.Role() != store.Reader || !b.Staff().RolesLost() || len(care.Wounds(b)) == 0 {
					t.Errorf("%s is %s, %d wounds", who, b.Role().Title(), len(care.Wounds(b)))
				}
				if _, err := b.Save(ledger.Members, stage.Person("王刚", "2002-03-04", 13)); stage.CodeOf(err) != store.NotAllowed || store.Tell(err).Message != store.RolesLostText {
					t.Errorf("%s saves: %v", who, err)
				}
				b.Close()
			}
			out, err := care.Salvage{From: path, To: filepath.Join(t.TempDir(), "b.tjz"), Password: "只看的人的长口令"}.Run(context.Background(), stage.Env(), nil)
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			saved, err := out.Open()
			if err != nil || saved.Role() != store.Reader || !saved.Staff().RolesLost() || saved.Today().Count(ledger.Members) != 1 {
				t.Fatalf("salvage names a 管理员: %v", err)
			}
			saved.Close()
			for _, path := range []string{path, out.Path} {
				b, err := store.OpenWithCode(path, code, "王干事", "the-code-is-here", stage.Env())
				if err != nil || b.Role() != store.Admin {
					t.Fatalf("the recovery code: %v", err)
				}
				b.Close()
				b = stage.OpenAs(t, path, "只看的人", "只看的人的长口令")
				wounds, err := care.Check(b)
				if err != nil || len(wounds)+len(care.Wounds(b)) > 0 || b.Role() != store.Reader || b.Staff().RolesLost() {
					t.Errorf("afterwards %s, %v %v", b.Role().Title(), wounds, err)
				}
				b.Close()
			}
		})
	}
}

// What is not read at opening is compared all the same.
func TestOpeningComparesEveryBucket(t *testing.T) {
	for _, bucket := range []string{store.ChangeBucket, "journal", "member"} {
		path, _ := staffed(t)
		rawly(t, path, func(tx *bbolt.Tx) error {
			b := tx.Bucket([]byte(bucket))
			k, _ := b.Cursor().Last()
			return b.Delete(k)
		})
		if b := stage.OpenAs(t, path, "王干事", stage.Password); len(care.Wounds(b)) == 0 {
			t.Errorf("a value of %s is gone, and opening does not say so", bucket)
		}
	}
}

// A value of a time before, put back in the place of today's, opens as well as any: opening says so of every bucket but
// the journal, in which nothing is ever written a second time.
func TestOpeningKnowsAnOlderValue(t *testing.T) {
	path, _ := staffed(t)
	b := stage.OpenAs(t, path, "王干事", stage.Password)
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		if err := b.Drafts().Keep(store.Draft{Kind: ledger.Members.Name(), ID: m.ID, Rev: m.Rev, Texts: map[string]string{"name": "李"}}); err != nil {
			t.Fatal(err)
		}
	}
	gone := stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	if err := b.Remove(ledger.Members, []value.ID{gone.ID}, "重复"); err != nil {
		t.Fatal(err)
	}
	// A value of each kind that has none.
	var names []string
	err := b.Engine().Vault().Update(func(tx *vault.Tx) error {
		for i, kind := range ledger.All {
			if n, err := tx.Count(kind.Name()); err != nil || n > 0 {
				continue
			}
			r := kind.New()
			r.Head().ID = value.ID{9, byte(i)}
			text, err := store.Written(r)
			if err == nil {
				err = tx.Put(kind.Name(), r.Head().ID[:], text)
			}
			if err != nil {
				return err
			}
		}
		var err error
		names, err = tx.Present()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	names = slices.DeleteFunc(names, func(name string) bool { return name == vault.JournalBucket })
	for _, want := range []string{store.BinBucket, store.DraftBucket, store.SettingBucket, store.ChangeBucket} {
		if !slices.Contains(names, want) {
			t.Fatalf("no %s in %v", want, names)
		}
	}
	if len(names) < len(ledger.All)+4 {
		t.Fatal(names)
	}
	if b := stage.OpenAs(t, path, "王干事", stage.Password); len(care.Wounds(b)) > 0 {
		t.Fatal(care.Wounds(b))
	} else {
		b.Close()
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.WriteFile(path, sound, 0o600); err != nil {
			t.Fatal(err)
		}
		back := spliced(t, path, name)
		b := stage.OpenAs(t, path, "王干事", stage.Password)
		err := b.Engine().Vault().Update(func(tx *vault.Tx) error { // the same again is sealed anew
			var key, text []byte
			_, err := tx.Each(name, func(k, plain []byte) error {
				key, text = bytes.Clone(k), bytes.Clone(plain)
				return vault.ErrStop
			})
			if err != nil || key == nil {
				return err
			}
			return tx.Put(name, key, text)
		})
		if err != nil {
			t.Fatal(name, err)
		}
		b.Close()
		back(path)
		b = stage.OpenAs(t, path, "王干事", stage.Password)
		if wounds := care.Wounds(b); len(wounds) == 0 || wounds[0].Kind != name {
			t.Errorf("an older value of %s: %v", name, wounds)
		}
		b.Close()
	}
}

// 只读 salvages nothing of a ledger whose roles are whole, and a ledger of roles needs no
// recovery code for it.
func TestSalvageAsksTheRole(t *testing.T) {
	path, _ := staffed(t)
	for password, want := range map[string]string{"只看的人的长口令": store.NotAllowed, "录入的人的长口令": "ok", stage.Password: "ok"} {
		to := filepath.Join(t.TempDir(), "b.tjz")
		out, err := care.Salvage{From: path, To: to, Password: password}.Run(context.Background(), stage.Env(), nil)
		if got := stage.CodeOf(err); got != want || disk.IsThere(to) != (want == "ok") {
			t.Errorf("%s: %v", password, err)
		}
		if err != nil {
			continue
		}
		if b, err := out.Open(); err != nil || b.Staff().RolesLost() {
			t.Errorf("%s: %v", password, err)
		} else {
			b.Close()
		}
	}
}
