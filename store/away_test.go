package store

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/vault"
)

// An outing is a computer, a stick and a ledger on the stick.
type outing struct {
	env   Env    // of this computer
	other Env    // of the other one, which works on its own copies
	stick string // the stick's folder
	path  string // of the ledger on it
}

type failing interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// newOuting makes a ledger on a stick and closes it.
func newOuting(t failing, root string) *outing {
	t.Helper()
	for _, folder := range []string{"U 盘", "甲", "乙"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	o := outingAt(root)
	b, _, err := Create(o.path, Profile{Name: "塔北社区"}, "王干事", testPassword, o.env)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return o
}

// outingAt is the outing in a folder where one was made.
func outingAt(root string) *outing {
	o := &outing{env: testEnv(), other: testEnv(), stick: filepath.Join(root, "U 盘")}
	place := func(path string) Site {
		if strings.HasPrefix(path, o.stick) {
			return Removable
		}
		return Fixed
	}
	o.env.Place, o.env.Copies, o.env.Computer = place, filepath.Join(root, "甲"), "办公室电脑"
	o.other.Place, o.other.Copies, o.other.Computer = place, filepath.Join(root, "乙"), "家里电脑"
	o.path = filepath.Join(o.stick, "塔北.tjz")
	return o
}

func (o *outing) pull(t failing) {
	if err := os.Rename(o.stick, o.stick+" 拔出"); err != nil {
		t.Fatal(err)
	}
}

func (o *outing) plug(t failing) {
	if err := os.Rename(o.stick+" 拔出", o.stick); err != nil {
		t.Fatal(err)
	}
}

func (o *outing) open(t failing, env Env) *Book {
	t.Helper()
	b, err := Open(o.path, testPassword, env)
	if err != nil {
		t.Fatalf("opening: %v, %s", err, Tell(err).Message)
	}
	return b
}

// crash ends a Book as a power cut does: nothing is written back, no mark is taken away.
func crash(b *Book) {
	b.vault.Close()
	if b.away != nil {
		b.away.release()
		b.away.closed = true
	}
}

// found founds an enterprise, which is a save like any other.
func establish(t failing, b *Book, title string) {
	t.Helper()
	if _, err := b.Save(ledger.Enterprises, &ledger.Enterprise{Title: title}); err != nil {
		t.Fatalf("%v, %s", err, Tell(err).Message)
	}
}

func companies(b *Book) (out []string) {
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Enterprises})
	for i := range l.Len() {
		out = append(out, ledger.NameOf(l.Row(i)))
	}
	slices.Sort(out)
	return out
}

// onStick reads a file of the stick as it lies there, in place.
func (o *outing) onStick(t failing, name string) []string {
	t.Helper()
	b, err := Open(filepath.Join(o.stick, name), testPassword, testEnv())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	defer b.Close()
	hurt, err := b.vault.Check()
	hurt = slices.DeleteFunc(hurt, func(d vault.Damage) bool { return d.What == vault.LostPages }) // wasted, nothing lost
	if err != nil || len(hurt) > 0 {
		t.Fatalf("%s: %v %v", name, err, hurt)
	}
	return companies(b)
}

// files are the names on the stick, and beside them how many local copies there are.
func (o *outing) files(t failing) (names []string, copies int) {
	entries, err := os.ReadDir(o.stick)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	found, _ := filepath.Glob(filepath.Join(o.env.Copies, "*", "*.tjz"))
	return names, len(found)
}

func equal(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestALedgerOnAStickIsWorkedOnAsACopy(t *testing.T) {
	o := newOuting(t, t.TempDir())
	names, copies := o.files(t)
	equal(t, "after closing", names, "塔北.tjz")
	if copies != 0 {
		t.Error("a copy stayed behind although all was written back")
	}
	before, _ := os.ReadFile(o.path)
	b := o.open(t, o.env)
	if b.Path() != o.path || b.Away().Place != Removable || b.Away().Unwritten || b.vault == nil {
		t.Errorf("%q %+v", b.Path(), b.Away())
	}
	names, copies = o.files(t)
	equal(t, "while open", names, "塔北.tjz", "塔北.tjz.正在使用")
	if copies != 1 {
		t.Errorf("%d local copies", copies)
	}
	var told []AwayState
	stop := b.WatchAway(func(s AwayState) { told = append(told, s) })
	establish(t, b, "东升五金")
	if !b.Away().Unwritten || b.Away().Message != "台账在 U 盘上：有改动还没写回" {
		t.Errorf("%+v", b.Away())
	}
	if now, _ := os.ReadFile(o.path); string(now) != string(before) {
		t.Error("a save touched the stick")
	}
	if err := b.WriteBack(); err != nil {
		t.Fatal(err)
	}
	if s := b.Away(); s.Unwritten || s.Message != "台账在 U 盘上：已写回 15:04" {
		t.Errorf("%+v", s)
	}
	if len(told) != 2 || !told[0].Unwritten || told[1].Unwritten {
		t.Errorf("the watcher was told %+v", told)
	}
	stop()
	equal(t, "written back", o.onStick(t, "塔北.tjz"), "东升五金")
	establish(t, b, "西湖食品")
	if err := b.LetGo(); err != nil || b.Away().Message != "已写回 U 盘，可以拔出" {
		t.Errorf("%v %+v", err, b.Away())
	}
	names, _ = o.files(t)
	equal(t, "let go", names, "塔北.tjz")
	establish(t, b, "长虹印务")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	equal(t, "closed", o.onStick(t, "塔北.tjz"), "东升五金", "西湖食品", "长虹印务")
	if names, copies = o.files(t); len(names) != 1 || copies != 0 || fileMode(t, o.path) != 0o600 {
		t.Errorf("left behind: %q, %d copies", names, copies)
	}
	if len(told) != 2 {
		t.Error("a stopped watcher was told")
	}
}

func TestPulledStick(t *testing.T) {
	o := newOuting(t, t.TempDir())
	b := o.open(t, o.env)
	o.pull(t)
	establish(t, b, "东升五金")
	err := b.WriteBack()
	if codeOf(err) != Unwritten || !strings.Contains(Tell(err).Message, "U 盘已拔出") || !strings.Contains(Tell(err).Message, o.env.Copies) {
		t.Errorf("%v %s", err, Tell(err).Message)
	}
	if s := b.Away(); !s.Out || !s.Unwritten || s.Message != "U 盘已拔出，改动先存在本机" {
		t.Errorf("%+v", s)
	}
	o.plug(t)
	if s := b.LookAway(); s.Out || !s.Unwritten {
		t.Errorf("plugged in again: %+v", s)
	}
	if err := b.WriteBack(); err != nil {
		t.Fatal(err)
	}
	equal(t, "written back", o.onStick(t, "塔北.tjz"), "东升五金")
	o.pull(t)
	if s := b.LookAway(); !s.Out || s.Message != "U 盘已拔出，改动都已写回" {
		t.Errorf("%+v", s)
	}
	establish(t, b, "西湖食品")
	if err := b.Close(); codeOf(err) != Unwritten {
		t.Errorf("closed with the stick out: %v", err)
	}
	if got := o.env.Visit(o.path); !strings.Contains(got, "还存在本机") {
		t.Errorf("the password page says %q", got)
	}
	b = o.open(t, o.env) // still out
	equal(t, "opened with the stick out", companies(b), "东升五金", "西湖食品")
	if s := b.Away(); !s.Out || !s.Unwritten {
		t.Errorf("%+v", s)
	}
	o.plug(t)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "at last", o.onStick(t, "塔北.tjz"), "东升五金", "西湖食品")
	if names, copies := o.files(t); len(names) != 1 || copies != 0 {
		t.Errorf("left behind: %q, %d copies", names, copies)
	}
}

func TestPowerCutWithUnwrittenChanges(t *testing.T) {
	o := newOuting(t, t.TempDir())
	b := o.open(t, o.env)
	establish(t, b, "东升五金")
	crash(b)
	if got := o.env.Visit(o.path); !strings.Contains(got, "没写回的改动") {
		t.Errorf("the password page says %q", got)
	}
	b = o.open(t, o.env)
	if !b.Away().Unwritten {
		t.Errorf("%+v", b.Away())
	}
	equal(t, "after the power came back", companies(b), "东升五金")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "written back", o.onStick(t, "塔北.tjz"), "东升五金")
}

// TestTheStickHasAnotherLetter: what waits on this computer goes on where the stick is now.
func TestTheStickHasAnotherLetter(t *testing.T) {
	for _, changed := range []bool{false, true} {
		o := newOuting(t, t.TempDir())
		b := o.open(t, o.env)
		establish(t, b, "东升五金")
		o.pull(t)
		if err := b.Close(); codeOf(err) != Unwritten {
			t.Fatal(err)
		}
		o.plug(t)
		if changed {
			b = o.open(t, o.other.Nevertheless())
			establish(t, b, "西湖食品")
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
		}
		elsewhere := o.stick + "二"
		if err := os.Rename(o.stick, elsewhere); err != nil {
			t.Fatal(err)
		}
		o.stick, o.path = elsewhere, filepath.Join(elsewhere, "塔北.tjz")
		b = o.open(t, o.env)
		if got := b.Away().Alarm; changed != strings.Contains(got, "塔北 冲突 1.tjz") {
			t.Errorf("changed %v: told %q", changed, got)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		if changed {
			equal(t, "theirs", o.onStick(t, "塔北.tjz"), "西湖食品")
			equal(t, "ours", o.onStick(t, "塔北 冲突 1.tjz"), "东升五金")
		} else {
			equal(t, "moved", o.onStick(t, "塔北.tjz"), "东升五金")
		}
		if _, copies := o.files(t); copies != 0 {
			t.Errorf("changed %v: %d copies left", changed, copies)
		}
	}
}

func TestChangedElsewhere(t *testing.T) {
	t.Run("while open", func(t *testing.T) {
		o := newOuting(t, t.TempDir())
		b := o.open(t, o.env)
		o.editInPlace(t, "西湖食品")
		if s := b.LookAway(); !strings.Contains(s.Message, "锁定后重新打开") {
			t.Errorf("%+v", s)
		}
		establish(t, b, "东升五金")
		if err := b.WriteBack(); err != nil {
			t.Fatal(err)
		}
		beside := filepath.Join(o.stick, "塔北 冲突 1.tjz")
		if s := b.Away(); b.Path() != beside || !strings.Contains(s.Alarm, "塔北 冲突 1.tjz") || s.Unwritten {
			t.Errorf("%q %+v", b.Path(), s)
		}
		establish(t, b, "长虹印务")
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		equal(t, "theirs", o.onStick(t, "塔北.tjz"), "西湖食品")
		equal(t, "ours", o.onStick(t, "塔北 冲突 1.tjz"), "东升五金", "长虹印务")
		names, copies := o.files(t)
		if equal(t, "files", names, "塔北 冲突 1.tjz", "塔北.tjz"); copies != 0 {
			t.Errorf("%d copies", copies)
		}
	})
	t.Run("after a power cut", func(t *testing.T) {
		o := newOuting(t, t.TempDir())
		b := o.open(t, o.env)
		establish(t, b, "东升五金")
		crash(b)
		o.editInPlace(t, "西湖食品")
		b = o.open(t, o.env)
		equal(t, "the original is opened", companies(b), "西湖食品")
		if !strings.Contains(b.Away().Alarm, "塔北 冲突 1.tjz") {
			t.Errorf("%+v", b.Away())
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		equal(t, "ours", o.onStick(t, "塔北 冲突 1.tjz"), "东升五金")
	})
	t.Run("with nothing of ours", func(t *testing.T) {
		o := newOuting(t, t.TempDir())
		b := o.open(t, o.env)
		crash(b)
		o.editInPlace(t, "西湖食品")
		b = o.open(t, o.env)
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		names, copies := o.files(t)
		if equal(t, "files", names, "塔北.tjz"); copies != 0 {
			t.Errorf("%d copies", copies)
		}
	})
	t.Run("torn while the stick was pulled", func(t *testing.T) {
		o := newOuting(t, t.TempDir())
		b := o.open(t, o.env)
		establish(t, b, "东升五金")
		crash(b)
		if err := os.Truncate(o.path, 5000); err != nil {
			t.Fatal(err)
		}
		b = o.open(t, o.env)
		equal(t, "the copy is used", companies(b), "东升五金")
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		names, _ := o.files(t)
		equal(t, "files", names, "塔北 损坏 1.tjz", "塔北.tjz")
		equal(t, "whole again", o.onStick(t, "塔北.tjz"), "东升五金")
	})
}

// editInPlace is a program that knows nothing of marks and copies.
func (o *outing) editInPlace(t failing, title string) {
	t.Helper()
	b, err := Open(o.path, testPassword, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	establish(t, b, title)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestOpenOnAnotherComputer(t *testing.T) {
	o := newOuting(t, t.TempDir())
	b := o.open(t, o.env)
	establish(t, b, "东升五金")
	_, err := Open(o.path, testPassword, o.other)
	if codeOf(err) != Elsewhere || !strings.Contains(Tell(err).Message, "“办公室电脑”（自 "+o.env.Now().Format("2006-01-02 15:04")+"）") {
		t.Errorf("%v %s", err, Tell(err).Message)
	}
	if found, _ := filepath.Glob(filepath.Join(o.other.Copies, "*")); len(found) != 0 {
		t.Errorf("a refused opening left %q", found)
	}
	if _, err := Open(o.path, testPassword, o.env); codeOf(err) != Busy {
		t.Errorf("a second window: %v", err)
	}
	link := filepath.Join(t.TempDir(), "另一个名字.tjz")
	if err := os.Symlink(o.path, link); err == nil && !unreachable(link) {
		if _, err := Open(link, testPassword, o.env); codeOf(err) != Busy {
			t.Errorf("a second window by another name: %v", err)
		}
	}
	theirs := o.open(t, o.other.Nevertheless())
	establish(t, theirs, "西湖食品")
	if err := theirs.Close(); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "theirs", o.onStick(t, "塔北.tjz"), "西湖食品")
	equal(t, "ours", o.onStick(t, "塔北 冲突 1.tjz"), "东升五金")
}

// Windows lengthens a ledger's file by opening it. That is no change: nothing is to be written back for it.
func TestRoomBehindTheLastPageIsNoChange(t *testing.T) {
	o := newOuting(t, t.TempDir())
	b := o.open(t, o.env)
	info, err := os.Stat(b.away.work)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(b.away.work, info.Size()+1<<17); err != nil && runtime.GOOS != "windows" { // there opening has done it
		t.Fatal(err)
	}
	if err := b.WriteBack(); err != nil || b.Away().Unwritten || !b.Away().Since.IsZero() {
		t.Errorf("written back: %v, %+v", err, b.Away())
	}
	crash(b)
	b = o.open(t, o.env)
	if b.Away().Unwritten {
		t.Errorf("%+v", b.Away())
	}
	establish(t, b, "东升五金")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "a real change", o.onStick(t, "塔北.tjz"), "东升五金")
}

// The same of the original, which another computer has opened and closed: what waits here goes there, and no second file is made.
func TestRoomBehindTheOriginalIsNoChange(t *testing.T) {
	for _, when := range []string{"while it is open", "after a power cut"} {
		o := newOuting(t, t.TempDir())
		b := o.open(t, o.env)
		establish(t, b, "东升五金")
		if err := b.WriteBack(); err != nil {
			t.Fatal(err)
		}
		establish(t, b, "西湖食品")
		if when == "after a power cut" {
			crash(b)
		}
		info, err := os.Stat(o.path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(o.path, info.Size()+1<<17); err != nil {
			t.Fatal(err)
		}
		if when == "after a power cut" {
			b = o.open(t, o.env)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		names, copies := o.files(t)
		if equal(t, when, names, "塔北.tjz"); copies != 0 {
			t.Errorf("%s: %d copies", when, copies)
		}
		equal(t, when, o.onStick(t, "塔北.tjz"), "东升五金", "西湖食品")
	}
}
