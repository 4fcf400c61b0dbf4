package care_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/disk"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
)

// An outing is a computer, a stick and a ledger on the stick.
type outing struct {
	env   store.Env // of this computer
	stick string    // the stick's folder
	path  string    // of the ledger on it
}

// newOuting makes a ledger on a stick and closes it.
func newOuting(t *testing.T) *outing {
	t.Helper()
	root := t.TempDir()
	o := &outing{env: stage.Env(), stick: filepath.Join(root, "U 盘")}
	o.env.Place = func(path string) store.Site {
		if strings.HasPrefix(path, o.stick) {
			return store.Removable
		}
		return store.Fixed
	}
	o.env.Copies, o.env.Computer, o.path = filepath.Join(root, "甲"), "办公室电脑", filepath.Join(o.stick, "塔北.tjz")
	for _, folder := range []string{o.stick, o.env.Copies} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	b, _, err := store.Create(o.path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, o.env)
	if err != nil {
		t.Fatal(err)
	}
	shut(t, b)
	return o
}

func (o *outing) open(t *testing.T) *store.Book {
	t.Helper()
	b, err := store.Open(o.path, stage.Password, o.env)
	if err != nil {
		t.Fatalf("opening: %v, %s", err, store.Tell(err).Message)
	}
	return b
}

func (o *outing) pull(t *testing.T) {
	if err := os.Rename(o.stick, o.stick+" 拔出"); err != nil {
		t.Fatal(err)
	}
}

func (o *outing) plug(t *testing.T) {
	if err := os.Rename(o.stick+" 拔出", o.stick); err != nil {
		t.Fatal(err)
	}
}

// onStick reads a file of the stick as it lies there, in place.
func (o *outing) onStick(t *testing.T, name string) []string {
	t.Helper()
	b, err := store.Open(filepath.Join(o.stick, name), stage.Password, stage.Env())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer b.Close()
	if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
		t.Fatalf("%s: %v %v", name, err, wounds)
	}
	return companies(b)
}

func shut(t *testing.T, b *store.Book) {
	t.Helper()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}

// establish founds an enterprise, which is a save like any other.
func establish(t *testing.T, b *store.Book, title string) {
	t.Helper()
	if _, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: title}); err != nil {
		t.Fatalf("%v, %s", err, store.Tell(err).Message)
	}
}

func companies(b *store.Book) (out []string) {
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises})
	for i := range l.Len() {
		out = append(out, ledger.NameOf(l.Row(i)))
	}
	slices.Sort(out)
	return out
}

func equal(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// A ledger on a stick is backed up beside where people know it, restored and salvaged
// there, although it is worked on as a copy; with the stick pulled nothing that wants a
// backup begins.
func TestCareOfALedgerOnAStick(t *testing.T) {
	o := newOuting(t)
	o.env.Backups = store.RealBackups
	b := o.open(t)
	establish(t, b, "长虹印务")
	done, err := care.BackUp(b, care.ByHand)
	if err != nil || !strings.HasPrefix(done.Path, o.stick) {
		t.Fatalf("%+v %v", done, err)
	}
	if err := care.Prove(t.Context(), b, stage.Quiet); err != nil {
		t.Fatal(store.Tell(err).Message, err)
	}
	establish(t, b, "东升五金")
	if seen, err := care.LookInto(t.Context(), b, done.Path, stage.Quiet); err != nil || len(seen.Against) != 1 {
		t.Fatalf("%+v %v", seen, err)
	}
	now, err := care.RestoreFrom(t.Context(), b, done.Path, stage.Quiet)
	if err != nil {
		t.Fatal(store.Tell(err).Message, err)
	}
	equal(t, "restored", companies(now), "长虹印务")
	establish(t, now, "新世纪物流")
	out, again, err := care.SalvageTo(t.Context(), now, care.SalvageName(o.path), stage.Quiet)
	if err != nil || len(out.Lost) > 0 || out.Counts["enterprise"] != 2 {
		t.Fatalf("%+v %v", out, err)
	}
	o.pull(t)
	if err := care.BackUpBefore(again, care.BeforeBulk); stage.CodeOf(err) != store.NoFile || disk.IsThere(o.stick) {
		t.Errorf("with the stick pulled: %v", err)
	}
	o.plug(t)
	shut(t, again)
	equal(t, "on the stick", o.onStick(t, "塔北.tjz"), "新世纪物流", "长虹印务")
}

// TestBackupsOfALedgerOnAStick lie on the stick; with it out there are none, and nothing
// is made in its place.
func TestBackupsOfALedgerOnAStick(t *testing.T) {
	o := newOuting(t)
	b := o.open(t)
	establish(t, b, "东升五金")
	made, err := care.BackUp(b, care.ByHand)
	if err != nil || filepath.Dir(filepath.Dir(made.Path)) != o.stick {
		t.Fatalf("%+v %v", made, err)
	}
	o.pull(t)
	establish(t, b, "西湖食品")
	if _, err := care.BackUp(b, care.ByHand); stage.CodeOf(err) != store.NoFile || !strings.Contains(store.Tell(err).Message, "U 盘已拔出") {
		t.Errorf("with the stick out: %v", err)
	}
	if _, err := care.LookInto(t.Context(), b, made.Path, stage.Quiet); stage.CodeOf(err) != store.NoFile {
		t.Errorf("a look with the stick out: %v", err)
	}
	if disk.IsThere(o.stick) {
		t.Fatal("a folder was made in the stick's place")
	}
	o.plug(t)
	again, err := care.RestoreFrom(t.Context(), b, made.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "restored", companies(again), "东升五金")
	shut(t, again)
	equal(t, "on the stick", o.onStick(t, "塔北.tjz"), "东升五金")
}

// TestRestoringBesideSomebodyElses: after the original was changed elsewhere a backup is
// put in the place of our file, never of theirs.
func TestRestoringBesideSomebodyElses(t *testing.T) {
	o := newOuting(t)
	b := o.open(t)
	establish(t, b, "东升五金")
	made, err := care.BackUp(b, care.ByHand)
	if err != nil {
		t.Fatal(err)
	}
	establish(t, b, "长虹印务")
	other, err := store.Open(o.path, stage.Password, stage.Env()) // in place, as a computer without copies does
	if err != nil {
		t.Fatal(err)
	}
	establish(t, other, "西湖食品")
	shut(t, other)
	again, err := care.RestoreFrom(t.Context(), b, made.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "restored", companies(again), "东升五金")
	shut(t, again)
	equal(t, "theirs", o.onStick(t, "塔北.tjz"), "西湖食品")
	equal(t, "ours", o.onStick(t, "塔北 冲突 1.tjz"), "东升五金")
}
