package care_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/seal"
	"tuanjian/store/stage"
)

// restored puts a backup in the place of the ledger.
func (c *caredFor) restored(from string) *store.Book {
	c.t.Helper()
	now, err := care.RestoreFrom(context.Background(), c.Book, from, stage.Quiet)
	if err != nil {
		c.t.Fatal(store.Tell(err).Message, err)
	}
	c.Book = now
	return now
}

func titles(b *store.Book) string {
	var all []string
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises})
	for i := range l.Len() {
		all = append(all, ledger.NameOf(l.Row(i)))
	}
	return strings.Join(all, " ")
}

func TestRestoreFromAnOpenLedger(t *testing.T) {
	c := cared(t)
	c.add("长虹印务")
	old := c.backUp(care.ByHand)
	before, err := os.ReadFile(old.Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Staff().ChangePassword(stage.Password, "another-long-one"); err != nil {
		t.Fatal(err)
	}
	was := c.Book
	e := c.add("东升五金")
	d := ledger.Enterprises.Clone(c.Get(ledger.Enterprises, find.ListOf(c.Today(), records.Query{Kind: ledger.Enterprises}).Row(0).Head().ID)).(*ledger.Enterprise)
	d.Address = "塔北路9号"
	stage.Keep(t, c.Book, ledger.Enterprises, d)

	seen, err := care.LookInto(context.Background(), c.Book, old.Path, stage.Quiet)
	if err != nil {
		t.Fatal(err)
	}
	if len(seen.Against) != 1 || seen.Counts["enterprise"] != 1 || seen.Last.Intent != "add" || seen.Last.Who != "李干事" {
		t.Fatalf("%+v", seen)
	}
	if x := seen.Against[0]; x.Added != 0 || x.Removed != 1 || x.Changed != 1 || len(x.Names) != 2 || x.Names[1] != (care.Otherwise{"东升五金", "－"}) {
		t.Errorf("%+v", x)
	}

	now := c.restored(old.Path)
	if was == now || was.Close() != nil {
		t.Error("the old Book stays open")
	}
	if got := titles(now); got != "长虹印务" {
		t.Errorf("restored: %s", got)
	}
	if now.Get(ledger.Enterprises, e.ID) != nil || now.Operator() != "李干事" {
		t.Error("not the backup's state, or not the same person")
	}
	if after, _ := os.ReadFile(old.Path); !bytes.Equal(before, after) {
		t.Error("the backup was changed")
	}
	kept, err := care.Backups(now)
	if err != nil || kept[0].Why != care.BeforeRestore || kept[0].Counts["enterprise"] != 2 || len(kept) != 2 {
		t.Errorf("%+v %v", kept, err)
	}
	if line, _ := now.Journal(1); line[0].Intent != "restore" || !strings.Contains(line[0].Detail.What, "手动") {
		t.Errorf("the journal says %+v", line[0])
	}
	if got := files(t, filepath.Dir(now.Path())); got != "塔前社区-备份\n塔前社区.tjz" {
		t.Errorf("beside the ledger lies %s", got)
	}
	// The password of today opens it, not the one of then.
	now.Close()
	if _, err := store.Open(c.Path(), stage.Password, stage.Env()); stage.CodeOf(err) != store.WrongPassword {
		t.Errorf("the old password opens it: %v", err)
	}
	again, err := store.Open(c.Path(), "another-long-one", c.Engine().Env())
	if err != nil {
		t.Fatal(err)
	}
	c.Book = again
	// And back: what the restoring replaced comes back the same way.
	if got := titles(c.restored(kept[0].Path)); got != "长虹印务 东升五金" {
		t.Errorf("back again: %s", got)
	}
}

// After restoring, the journal counts again from what it had; a backup of another
// line with the same number must not pass for this one.
func TestNumbersGoOnAfterRestoring(t *testing.T) {
	c := cared(t)
	first := c.backUp(care.ByHand) // holds entry 1
	c.add("长虹印务")                  // entry 2
	c.restored(first.Path)         // entry 2 again
	done := c.backUp(care.BeforeImport)
	if done.Same {
		t.Fatal("the backup from before the restoring passes for the restored ledger")
	}
	kept, _ := care.Backups(c.Book)
	if len(kept) != 3 || kept[0].Number != 3 || kept[0].Why != care.BeforeImport || kept[0].Counts["enterprise"] != 0 || kept[1].Counts["enterprise"] != 1 {
		t.Errorf("%+v", kept)
	}
}

func TestRestoreRefusesWhatIsNotItsBackup(t *testing.T) {
	c := cared(t)
	c.add("长虹印务")
	other := cared(t)
	foreign := other.backUp(care.ByHand)
	junk := filepath.Join(t.TempDir(), "junk.tjz")
	if err := os.WriteFile(junk, []byte("这不是台账"), 0o600); err != nil {
		t.Fatal(err)
	}
	hurt := c.backUp(care.ByHand)
	text, err := os.ReadFile(hurt.Path)
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.LastIndex(text[:len(text)-4096], []byte{0, 0, 0, 0})
	for i := 16384; i < at; i += 7 { // close enough that no page which is in use stays whole
		text[i] ^= 0x40
	}
	if err := os.WriteFile(hurt.Path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, code := range map[string]string{foreign.Path: store.Damaged, junk: store.NotLedger, hurt.Path: store.Damaged, c.Path(): store.Refused, filepath.Join(t.TempDir(), "x.tjz"): store.NoFile} {
		now, err := care.RestoreFrom(context.Background(), c.Book, path, stage.Quiet)
		if stage.CodeOf(err) != code || now != c.Book {
			t.Errorf("%s: %v", path, err)
		}
	}
	if got := titles(c.Book); got != "长虹印务" {
		t.Errorf("afterwards the ledger holds %s", got)
	}
	c.add("东升五金")
}

func TestRestoreOverADamagedLedger(t *testing.T) {
	c := cared(t)
	c.add("长虹印务")
	backup := c.backUp(care.Daily).Path
	c.add("东升五金")
	path, env := c.Path(), c.Engine().Env()
	c.Close()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copy(text[:8192], make([]byte, 8192))
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := care.RestoreOver(context.Background(), backup, path, "wrong-password", env, stage.Quiet); stage.CodeOf(err) != store.WrongPassword {
		t.Errorf("with a wrong password: %v", err)
	}
	b, err := care.RestoreOver(context.Background(), backup, path, stage.Password, env, stage.Quiet)
	if err != nil {
		t.Fatal(store.Tell(err).Message, err)
	}
	defer b.Close()
	if got := titles(b); got != "长虹印务" {
		t.Errorf("restored: %s", got)
	}
	aside, err := os.ReadFile(filepath.Join(filepath.Dir(path), "塔前社区 损坏 000002.tjz"))
	if err != nil || !bytes.Equal(aside, text) {
		t.Errorf("the damaged file is not kept: %v", err)
	}
	if got := files(t, filepath.Dir(path)); got != "塔前社区 损坏 000002.tjz\n塔前社区-备份\n塔前社区.tjz" {
		t.Errorf("in the folder:\n%s", got)
	}
}

func TestRestoreOverALedgerThatOpens(t *testing.T) {
	c := cared(t)
	backup := c.backUp(care.Daily).Path
	c.add("东升五金")
	path, env := c.Path(), c.Engine().Env()
	if _, err := care.RestoreOver(context.Background(), backup, path, stage.Password, env, stage.Quiet); stage.CodeOf(err) != store.Busy {
		t.Errorf("while the ledger is open: %v", err)
	}
	c.Close()
	if _, err := care.RestoreOver(context.Background(), path, path, stage.Password, env, stage.Quiet); stage.CodeOf(err) != store.Refused {
		t.Errorf("onto itself: %v", err)
	}
	b, err := care.RestoreOver(context.Background(), backup, path, stage.Password, env, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	kept, _ := care.Backups(b)
	if len(kept) != 2 || kept[0].Why != care.BeforeRestore || kept[0].Counts["enterprise"] != 1 || b.Today().Count(ledger.Enterprises) != 0 {
		t.Errorf("%+v", kept)
	}
	if looked, err := care.ContentsOf(context.Background(), kept[0].Path, stage.Password, env, stage.Quiet); err != nil || looked.Name != "塔前社区" || looked.Counts["enterprise"] != 1 {
		t.Errorf("%+v %v", looked, err)
	}
}

func TestDescribedNamesCopiesFromBeforeAnUpgrade(t *testing.T) {
	c := cared(t)
	beside := filepath.Join(filepath.Dir(c.Path()), "塔前社区.v1-1.tjz")
	if err := care.BackUpTo(c.Book, beside); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"塔前社区.v1-x.tjz", "塔前社区2.v1-1.tjz", "塔前社区.v1.tjz"} {
		if err := os.WriteFile(filepath.Join(filepath.Dir(c.Path()), name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := care.BackupsBeside(c.Path())
	if err != nil || len(kept) != 1 || kept[0].Path != beside || kept[0].Why != care.BeforeUpgrade {
		t.Errorf("%+v %v", kept, err)
	}
}

// A backup of very many operators asks whose password it is, and then opens.
func TestRestoreOfVeryManyOperators(t *testing.T) {
	c := cared(t)
	c.add("长虹印务")
	for i := range 19 { // as dear as those of a real ledger, and nobody's
		err := c.Engine().Vault().AddSlot(func(seal.Key) (seal.Slot, error) {
			return seal.Slot{Kind: seal.KindPassword, Name: "经办人" + strconv.Itoa(i), Salt: make([]byte, 16), Time: seal.DefaultEffort.Time, Memory: seal.DefaultEffort.Memory, Threads: 2, Wrapped: make([]byte, 72)}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	from, to := c.backUp(care.ByHand).Path, filepath.Join(t.TempDir(), "恢复.tjz")
	if _, err := care.RestoreOver(context.Background(), from, to, stage.Password, c.Engine().Env(), stage.Quiet); stage.CodeOf(err) != store.NoOperator {
		t.Errorf("nobody is named: %v", err)
	}
	b, err := care.RestoreOver(context.Background(), from, to, stage.Password, c.Engine().Env().As(c.Operator()), stage.Quiet)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if b.Today().Count(ledger.Enterprises) != 1 {
		t.Error("not what was backed up")
	}
	b.Close()
}
