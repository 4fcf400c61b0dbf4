package store_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

var makeFixture2 = flag.Bool("make-fixture2", false, "write testdata/ledger2.tjz anew; only before version 2 has shipped")

// A ledger of version 2 holds what version 1 did not know: operators with roles, a
// draft, a removed record, an import that was taken back, a bulk edit and what is
// noted of backups. It stays readable for ever. This one was made by
// go test ./store -run TestLedgerOfVersion2 -make-fixture2, and is never made again.
func TestLedgerOfVersion2(t *testing.T) {
	fixture := filepath.Join("testdata", "ledger2.tjz")
	if *makeFixture2 {
		writeFixture2(t, fixture)
	}
	bytes, err := os.ReadFile(fixture)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "old.tjz")
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := store.OpenAs(path, "看看的人", "only-looking-here", stage.Env()); err != nil {
		t.Error(err)
	} else {
		if b.Role() != store.Reader || b.May(store.MayEdit) {
			t.Errorf("the reader is %s", b.Role())
		}
		b.Close()
	}
	b, err := store.Open(path, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if b.Role() != store.Admin || len(b.Staff().All()) != 2 {
		t.Errorf("%s %+v", b.Role(), b.Staff().All())
	}
	if now := stage.Members(b); len(now) != 2 || now["李华"] == nil || now["王刚"].Note != "已核对" {
		t.Errorf("%v", now)
	}
	bin, err := b.Bin().All()
	if err != nil || len(bin) != 3 {
		t.Errorf("%v %+v", err, bin)
	}
	drafts, err := b.Drafts().All()
	if err != nil || len(drafts) != 1 || drafts[0].Texts["name"] != "尉迟" {
		t.Errorf("%v %+v", err, drafts)
	}
	ops, err := undo.Operations(b, 100)
	if err != nil {
		t.Fatal(err)
	}
	redone := false
	for _, o := range ops {
		if o.Intent == "undo" && o.Undoable { // the import that was taken back is brought in again
			stage.Undo(t, b, o.Seq)
			redone = true
			break
		}
	}
	if !redone || stage.Members(b)["赵敏"] == nil {
		t.Error("what an old program took back cannot be done again")
	}
	if safe := care.StateOf(b); safe.Proved.IsZero() {
		t.Error("when a backup was last proved is forgotten")
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
}

func writeFixture2(t *testing.T, fixture string) {
	path := filepath.Join(t.TempDir(), "塔前社区.tjz")
	env := stage.Env()
	env.Backups = store.RealBackups
	env.Now = func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }
	b, _, err := store.Create(path, store.Profile{Name: "塔前社区"}, "王干事", stage.Password, env)
	if err != nil {
		t.Fatal(err)
	}
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	second := stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号\n赵敏|" + stage.IDNumber("2002-03-04", 21) + "\n孙婷|" + stage.IDNumber("2002-03-04", 23)}), ledger.Members)
	stage.Undo(t, b, stage.Seq(b))
	gone := stage.Keep(t, b, ledger.Members, stage.Person("周平", "2002-03-04", 31))
	p, err := tend.PlanBulk(b, ledger.Members, []value.ID{second.ID}, []tend.Assignment{{Key: "note", Text: "已核对"}})
	if err == nil {
		_, err = p.Apply("核对")
	}
	for _, step := range []func() error{
		func() error { return err },
		func() error { return b.Remove(ledger.Members, []value.ID{gone.ID}, "录重了") },
		func() error {
			return b.Drafts().Keep(store.Draft{Kind: "member", At: "name", Texts: map[string]string{"name": "尉迟"}})
		},
		func() error { return b.Staff().Add("看看的人", "only-looking-here", store.Reader) },
		func() error { return care.Prove(t.Context(), b, stage.Quiet) },
		b.Close,
		func() error { return os.Remove(fixture) },
	} {
		if err := step(); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	bytes, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(fixture, bytes, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
