package care_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/stage"
)

// A caredFor is a real ledger that is backed up, with a clock that a test sets.
type caredFor struct {
	*store.Book
	t   testing.TB
	now time.Time
}

func cared(t testing.TB) *caredFor {
	t.Helper()
	c := &caredFor{t: t, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	env := stage.Env()
	env.Now, env.Backups = func() time.Time { return c.now }, store.RealBackups
	b, _, err := store.Create(filepath.Join(t.TempDir(), "塔前社区.tjz"), store.Profile{Name: "塔前社区"}, "李干事", stage.Password, env)
	if err != nil {
		t.Fatal(err)
	}
	c.Book = b
	t.Cleanup(func() { c.Close() })
	return c
}

// add saves one more enterprise.
func (c *caredFor) add(title string) *ledger.Enterprise {
	return stage.Keep(c.t, c.Book, ledger.Enterprises, stage.Firm(title))
}

func (c *caredFor) backUp(why care.Why) care.BackedUp {
	c.t.Helper()
	done, err := care.BackUp(c.Book, why)
	if err != nil {
		c.t.Fatal(store.Tell(err).Message, err)
	}
	return done
}

// files are the names in a folder, in their order.
func files(t testing.TB, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, "\n")
}

func TestBackUpNamesAndSkips(t *testing.T) {
	c := cared(t)
	folder := care.BackupFolder(c.Path())
	if filepath.Base(folder) != "塔前社区-备份" {
		t.Errorf("the folder is %s", folder)
	}
	first := c.backUp(care.Daily)
	if first.Same || stage.FileMode(t, first.Path) != 0o600 || stage.FileMode(t, folder) != 0o700 {
		t.Errorf("%+v, %o in %o", first, stage.FileMode(t, first.Path), stage.FileMode(t, folder))
	}
	if again := c.backUp(care.ByHand); !again.Same || again.Path != first.Path {
		t.Errorf("nothing changed, but %+v", again)
	}
	c.add("长虹印务")
	c.backUp(care.ByHand)
	c.now = c.now.AddDate(-10, 0, 0)
	c.add("东升五金")
	c.backUp(care.Daily)
	if got := files(t, folder); got != "000001 2026-11-22 每日.tjz\n000002 2026-11-22 手动.tjz\n000003 2016-11-22 每日.tjz" {
		t.Errorf("in the folder:\n%s", got)
	}
	back, err := store.Open(first.Path, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if n := back.Today().Count(ledger.Enterprises); n != 0 {
		t.Errorf("the first backup holds %d enterprises", n)
	}
}

// A backup whose file was taken away or cut short does not stand for the ledger.
func TestBackUpSeesThatTheNewestIsGone(t *testing.T) {
	c := cared(t)
	first := c.backUp(care.ByHand)
	if err := os.Truncate(first.Path, 4096); err != nil {
		t.Fatal(err)
	}
	if second := c.backUp(care.ByHand); second.Same || second.Path == first.Path {
		t.Errorf("a file cut short counts as a backup: %+v", second)
	}
}

func TestBackUpThinsOnlyItsOwn(t *testing.T) {
	c := cared(t)
	folder := care.BackupFolder(c.Path())
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	foreign := []string{"000000 2026-11-22 每日.tjz", "说明.txt", "000001 2026-01-01 每日.tjz"}
	for _, name := range append(foreign, ".tuanjian-7.tmp") {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 20 {
		c.add("企业" + strconv.Itoa(i))
		c.backUp(care.BeforeImport)
	}
	got := strings.Split(files(t, folder), "\n")
	if len(got) != len(foreign)+care.KeepBefore {
		t.Errorf("%d files:\n%s", len(got), strings.Join(got, "\n"))
	}
	for _, name := range foreign {
		if !strings.Contains(strings.Join(got, "\n"), name) {
			t.Errorf("%s is gone", name)
		}
	}
	kept, err := care.Backups(c.Book)
	if err != nil {
		t.Fatal(err)
	}
	if k := kept[0]; k.Number != 21 || k.Counts["enterprise"] != 20 || k.Who != "李干事" || k.Made.Unix() != c.now.Unix() || k.Why != care.BeforeImport {
		t.Errorf("the newest is %+v", k)
	}
	if k := kept[len(kept)-1]; k.Number != 1 || !k.Made.IsZero() || k.Counts != nil {
		t.Errorf("a foreign file is %+v", k)
	}
}

func TestBackUpGoesToTheSecondPlace(t *testing.T) {
	c := cared(t)
	stick := filepath.Join(t.TempDir(), "U盘")
	if second := c.backUp(care.ByHand).Second; second.State != care.NoSecond || second.Message != "" {
		t.Errorf("without a second place: %+v", second)
	}
	if _, err := care.SetSecondPlace(c.Book, filepath.Dir(c.Path())); store.Tell(err).Code != store.Refused {
		t.Errorf("the ledger's own folder is a second place: %v", err)
	}
	second, err := care.SetSecondPlace(c.Book, stick)
	if err != nil || second.State != care.SecondDone || !strings.Contains(second.Message, "可以拔出") {
		t.Fatalf("%+v %v", second, err)
	}
	own := filepath.Join(stick, "塔前社区-备份")
	if got := files(t, own); got != "000001 2026-11-22 手动.tjz" {
		t.Errorf("at the second place: %s", got)
	}
	// Pulled: an empty mount point is not taken for the stick.
	if err := os.Rename(own, own+"x"); err != nil {
		t.Fatal(err)
	}
	c.add("长虹印务")
	if second := c.backUp(care.ByHand).Second; second.State != care.SecondAway {
		t.Errorf("pulled: %+v", second)
	}
	if safe := care.StateOf(c.Book); safe.There || !safe.Behind {
		t.Errorf("pulled: %+v", safe)
	}
	if err := os.Rename(own+"x", own); err != nil {
		t.Fatal(err)
	}
	if safe, err := care.DoDue(context.Background(), c.Book); err != nil || safe.Behind || safe.Due {
		t.Errorf("plugged in again: %+v %v", safe, err)
	}
	if got := files(t, own); got != "000001 2026-11-22 手动.tjz\n000002 2026-11-22 手动.tjz" {
		t.Errorf("at the second place: %s", got)
	}
	// Plugged in elsewhere, it is found again by what lies on it.
	moved := filepath.Join(filepath.Dir(stick), "另一个盘符")
	if err := os.Rename(stick, moved); err != nil {
		t.Fatal(err)
	}
	if err := care.FindSecond(c.Book, t.TempDir(), moved); err != nil || care.StateOf(c.Book).Place != moved || !care.StateOf(c.Book).There {
		t.Errorf("not found again: %+v %v", care.StateOf(c.Book), err)
	}
	if err := os.Rename(moved, stick); err != nil {
		t.Fatal(err)
	}
	if err := care.FindSecond(c.Book, stick); err != nil || care.StateOf(c.Book).Place != stick {
		t.Errorf("not found back: %+v %v", care.StateOf(c.Book), err)
	}
	// The computer is lost: the stick alone tells what there is.
	if kept, err := care.BackupsBeside(filepath.Join(t.TempDir(), "塔前社区.tjz"), stick); err != nil || len(kept) != 2 || kept[0].Number != 2 || !kept[0].Second {
		t.Errorf("on the stick alone: %+v %v", kept, err)
	}
	// Something else under the same name is never written over.
	c.add("东升五金")
	if err := os.WriteFile(filepath.Join(own, "000003 2026-11-22 手动.tjz"), []byte("别的"), 0o600); err != nil {
		t.Fatal(err)
	}
	if second := c.backUp(care.ByHand).Second; second.State != care.SecondFailed {
		t.Errorf("over another file: %+v", second)
	}
	if text, _ := os.ReadFile(filepath.Join(own, "000003 2026-11-22 手动.tjz")); string(text) != "别的" {
		t.Error("another file was written over")
	}
}

func TestImportIsBackedUpBefore(t *testing.T) {
	c := cared(t)
	path := stage.Workbook(t, stage.Page{Name: "企业", Text: "企业名称|地址\n长虹印务有限公司|塔北路1号\n"})
	stage.TakeIn(t, c.Book, path, ledger.Enterprises)
	kept, err := care.Backups(c.Book)
	if err != nil || len(kept) != 1 || kept[0].Why != care.BeforeImport || kept[0].Counts["enterprise"] != 0 {
		t.Fatalf("%+v %v", kept, err)
	}
	stage.TakeIn(t, c.Book, path, ledger.Enterprises) // brings nothing: no backup
	if kept, _ := care.Backups(c.Book); len(kept) != 1 {
		t.Errorf("%d backups after an import of nothing", len(kept))
	}
	// Where the backup cannot be made nothing is imported.
	folder := care.BackupFolder(c.Path())
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	in, err := intake.Read(context.Background(), c.Book, stage.Workbook(t, stage.Page{Name: "企业", Text: "企业名称|地址\n东升五金有限公司|塔北路2号\n"}), []ledger.Kind{ledger.Enterprises}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Apply(context.Background(), nil); err == nil || !strings.Contains(store.Tell(err).Message, "备份没有做成") {
		t.Errorf("imported without a backup: %v", err)
	}
	if n := c.Today().Count(ledger.Enterprises); n != 1 {
		t.Errorf("%d enterprises", n)
	}
}

func TestOnlyRealLedgersAreBackedUpUnasked(t *testing.T) {
	for _, x := range []struct {
		backups store.Backups
		members int
		want    bool
	}{{store.NoBackups, 0, false}, {store.RealBackups, 0, true}, {store.RealBackups, 5, false}, {store.AllBackups, 5, true}} {
		env := stage.Env()
		env.Backups = x.backups
		path := filepath.Join(t.TempDir(), "a.tjz")
		var b *store.Book
		var err error
		if x.members > 0 {
			b, err = practice.New(context.Background(), path, stage.Password, practice.Options{Members: x.members, Seed: 3}, env)
		} else {
			b, _, err = store.Create(path, store.Profile{Name: "塔前社区"}, "李干事", stage.Password, env)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := care.BackUpBefore(b, care.BeforeBulk); err != nil {
			t.Error(err)
		}
		if got := files(t, care.BackupFolder(path)) != ""; got != x.want {
			t.Errorf("%+v: backed up %v", x, got)
		}
		b.Close()
	}
}

func TestCareDueOnceADay(t *testing.T) {
	c := cared(t)
	run := func(want int) care.State {
		t.Helper()
		safe, err := care.DoDue(context.Background(), c.Book)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		kept, _ := care.Backups(c.Book)
		if len(kept) != want {
			t.Fatalf("%d backups, want %d", len(kept), want)
		}
		if safe.Due {
			t.Errorf("still due: %+v", safe)
		}
		return safe
	}
	if safe := care.StateOf(c.Book); !safe.Due || !safe.Late || !safe.Proved.IsZero() {
		t.Errorf("new: %+v", safe)
	}
	if safe := run(1); safe.Late || !safe.Proved.Equal(c.now) || safe.Counts["community"] != 1 {
		t.Errorf("after the first: %+v", safe)
	}
	run(1)
	c.add("长虹印务")
	run(1) // the same day
	c.now = c.now.AddDate(0, 0, 1)
	run(2)
	c.now = c.now.AddDate(0, 0, 1)
	run(2) // nothing changed
	c.now = c.now.AddDate(0, 0, 4)
	if safe := run(2); !safe.Proved.Equal(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)) {
		t.Errorf("proved again after six days: %v", safe.Proved)
	}
	c.now = c.now.AddDate(0, 0, 2)
	if safe := run(2); !safe.Proved.Equal(c.now) || safe.Counts["enterprise"] != 1 {
		t.Errorf("not proved after eight days: %+v", safe)
	}
	c.now = c.now.AddDate(-10, 0, 0)
	c.add("东升五金")
	if safe := care.StateOf(c.Book); !safe.Late || !safe.Due {
		t.Errorf("with the clock set back: %+v", safe)
	}
	run(3)
}

// A backup that went bad is noticed by the proof, and another takes its place.
func TestProofNoticesABadBackup(t *testing.T) {
	c := cared(t)
	for i := range 30 {
		c.add("企业" + strconv.Itoa(i))
	}
	if _, err := care.DoDue(context.Background(), c.Book); err != nil {
		t.Fatal(err)
	}
	kept, _ := care.Backups(c.Book)
	text, err := os.ReadFile(kept[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 8192; i < len(text); i += 512 {
		text[i] ^= 1
	}
	if err := os.WriteFile(kept[0].Path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := care.Prove(context.Background(), c.Book, stage.Quiet); store.Tell(err).Code != store.Damaged {
		t.Errorf("a bad backup proves well: %v", err)
	}
	if safe := care.StateOf(c.Book); safe.Failed == "" || !safe.Due {
		t.Errorf("after it: %+v", safe)
	}
	safe, err := care.DoDue(context.Background(), c.Book)
	if err != nil || safe.Failed != "" || safe.Due {
		t.Errorf("afterwards %+v %v", safe, err)
	}
	kept, _ = care.Backups(c.Book)
	if len(kept) != 2 || !kept[1].Bad || !kept[0].Proved || kept[0].Bad {
		t.Errorf("%+v", kept)
	}
	if got := files(t, care.BackupFolder(c.Path())); strings.Contains(got, ".tmp") {
		t.Errorf("the proof left %s", got)
	}
}

// A backup of another state under the same name is noticed though it opens well.
func TestProofComparesWithWhatWasNoted(t *testing.T) {
	c := cared(t)
	old := c.backUp(care.ByHand)
	c.add("长虹印务")
	new_ := c.backUp(care.ByHand)
	text, err := os.ReadFile(old.Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(new_.Path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := care.Prove(context.Background(), c.Book, stage.Quiet); err == nil || !strings.Contains(store.Tell(err).Message, "企业恢复出来是 0 条，备份时是 1 条") {
		t.Errorf("%v", err)
	}
}

// As many records of each kind and the same last entry are not enough.
func TestProofComparesEveryRecord(t *testing.T) {
	c := cared(t)
	c.add("长虹印务")
	c.backUp(care.ByHand)
	notes := care.NotesOf(c.Book)
	notes.Made[0].Print = strings.Repeat("0", len(notes.Made[0].Print))
	if err := care.KeepNotes(c.Book, notes); err != nil {
		t.Fatal(err)
	}
	if err := care.Prove(context.Background(), c.Book, stage.Quiet); err == nil || !strings.Contains(store.Tell(err).Message, "和备份时不一样") {
		t.Errorf("%v", err)
	}
	a, err := care.Described(c.Book)
	if err != nil {
		t.Fatal(err)
	}
	e := ledger.Enterprises.Clone(find.ListOf(c.Today(), records.Query{Kind: ledger.Enterprises}).Row(0)).(*ledger.Enterprise)
	e.Boss = "周建军"
	stage.Keep(t, c.Book, ledger.Enterprises, e)
	if b, err := care.Described(c.Book); err != nil || a.Print == b.Print || a.Counts["enterprise"] != b.Counts["enterprise"] {
		t.Errorf("%+v %v", b, err)
	}
}
