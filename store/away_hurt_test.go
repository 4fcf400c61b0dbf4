package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestHostileMark: a mark is a file like any other from outside.
func TestHostileMark(t *testing.T) {
	o := newOuting(t, t.TempDir())
	for _, text := range []string{"", "{", `{"computer":"a\u0000\n\u202eb","since":-5}`, `{"computer":"` + strings.Repeat("长", 5000) + `"}`, strings.Repeat("[", 1<<17), `{"token":7}`} {
		if err := os.WriteFile(o.path+markEnding, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(o.path, testPassword, o.env)
		if told := Tell(err); codeOf(err) != Elsewhere || strings.ContainsAny(told.Message, "\x00\n\u202e") || len(told.Message) > 600 {
			t.Errorf("%.20q: %v %q", text, err, told.Message)
		}
	}
	if err := o.open(t, o.env.Nevertheless()).Close(); err != nil {
		t.Fatal(err)
	}
	if names, _ := o.files(t); len(names) != 1 {
		t.Errorf("%q", names)
	}
}

func TestWrongPasswordLeavesNothingBehind(t *testing.T) {
	o := newOuting(t, t.TempDir())
	if _, err := Open(o.path, "not-the-password", o.env); codeOf(err) != WrongPassword {
		t.Errorf("%v", err)
	}
	names, copies := o.files(t)
	if equal(t, "files", names, "塔北.tjz"); copies != 0 {
		t.Errorf("%d copies", copies)
	}
	if _, err := Open(filepath.Join(o.stick, "没有.tjz"), testPassword, o.env); codeOf(err) != NoFile {
		t.Errorf("a missing one: %v", err)
	}
	if err := os.WriteFile(filepath.Join(o.stick, "别的.tjz"), []byte("not a ledger"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(filepath.Join(o.stick, "别的.tjz"), testPassword, o.env); codeOf(err) != NotLedger {
		t.Errorf("another file: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(o.env.Copies, "*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	if _, _, err := Create(o.path, Profile{Name: "塔北社区"}, "王干事", testPassword, o.env); codeOf(err) != Exists {
		t.Errorf("made over another: %v", err)
	}
	if _, _, err := Create(filepath.Join(o.stick, "无", "a.tjz"), Profile{Name: "塔北社区"}, "王干事", testPassword, o.env); codeOf(err) != NoFile {
		t.Errorf("made in no folder: %v", err)
	}
}

// TestEveryDeedFails lets the n-th deed of a writing back fail, once and for ever, until
// a run is clean: the original is the old or the new ledger, and nothing is lost.
func TestEveryDeedFails(t *testing.T) {
	for _, forever := range []bool{false, true} {
		for n := 1; ; n++ {
			o := newOuting(t, t.TempDir())
			b := o.open(t, o.env)
			establish(t, b, "东升五金")
			count, failed := 0, false
			b.away.env.stumble = func() error {
				if count++; count == n || forever && count > n {
					failed = true
					return &fs.PathError{Op: "write", Path: o.path, Err: errors.New("input/output error")}
				}
				return nil
			}
			err := b.Close()
			if !failed {
				if err != nil {
					t.Fatalf("a clean run: %v", err)
				}
				if n < 7 {
					t.Fatalf("only %d deeds", n)
				}
				break
			}
			if codeOf(err) != Unwritten || strings.Contains(err.Error(), "塔北") {
				t.Errorf("deed %d: %v", n, err)
			}
			if got := o.onStick(t, "塔北.tjz"); len(got) > 1 || len(got) == 1 && got[0] != "东升五金" {
				t.Errorf("deed %d: %q", n, got)
			}
			b = o.open(t, o.env)
			equal(t, fmt.Sprintf("deed %d, opened again", n), companies(b), "东升五金")
			if err := b.Close(); err != nil {
				t.Errorf("deed %d: %v", n, err)
			}
			names, copies := o.files(t)
			if equal(t, "files", names, "塔北.tjz"); copies != 0 {
				t.Errorf("deed %d: %d copies", n, copies)
			}
		}
	}
}

// TestChangedWhileItIsWrittenBack: somebody else writes to the original just before the
// n-th deed of a writing back. What they wrote is not written over. The fifth deed is the
// renaming, which follows the last look at once: no lock of the file system holds others
// off between the two.
func TestChangedWhileItIsWrittenBack(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 6, 7} {
		o := newOuting(t, t.TempDir())
		b := o.open(t, o.env)
		establish(t, b, "东升五金")
		count := 0
		b.away.env.stumble = func() error {
			if count++; count == n {
				o.editInPlace(t, "西湖食品")
			}
			return nil
		}
		if err := b.WriteBack(); err != nil && codeOf(err) != Unwritten {
			t.Errorf("deed %d: %v", n, err)
		}
		if err := b.Close(); err != nil {
			t.Errorf("deed %d: %v", n, err)
		}
		if count < n {
			t.Fatalf("only %d deeds", count)
		}
		all := o.onStick(t, "塔北.tjz")
		if _, err := os.Stat(filepath.Join(o.stick, "塔北 冲突 1.tjz")); err == nil {
			all = append(all, o.onStick(t, "塔北 冲突 1.tjz")...)
		}
		for _, title := range []string{"东升五金", "西湖食品"} {
			if !slices.Contains(all, title) {
				t.Errorf("deed %d: %s is lost; there are %q", n, title, all)
			}
		}
	}
}

// TestASaveDuringTheWritingBack waits for the next one.
func TestASaveDuringTheWritingBack(t *testing.T) {
	o := newOuting(t, t.TempDir())
	b := o.open(t, o.env)
	establish(t, b, "东升五金")
	err := b.away.writeBack(func(to string) error {
		err := b.vault.Copy(to, true)
		establish(t, b, "西湖食品")
		return err
	})
	if err != nil || !b.Away().Unwritten {
		t.Errorf("%v %+v", err, b.Away())
	}
	crash(b)
	b = o.open(t, o.env)
	equal(t, "after a power cut", companies(b), "东升五金", "西湖食品")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	equal(t, "on the stick", o.onStick(t, "塔北.tjz"), "东升五金", "西湖食品")
}

// TestTwoOpenAtOnce: of two that open one ledger at the same moment one gets it, on one
// computer and on two.
func TestTwoOpenAtOnce(t *testing.T) {
	o := newOuting(t, t.TempDir())
	for round := range 25 {
		second := o.other
		if round%10 == 0 {
			second = o.env // waits a second for the lock
		}
		var books [2]*Book
		var errs [2]error
		var both sync.WaitGroup
		for i, env := range []Env{o.env, second} {
			both.Go(func() { books[i], errs[i] = Open(o.path, testPassword, env) })
		}
		both.Wait()
		open := 0
		for i, b := range books {
			if b == nil {
				if code := codeOf(errs[i]); code != Elsewhere && code != Busy {
					t.Errorf("round %d: %v", round, errs[i])
				}
				continue
			}
			open++
			establish(t, b, fmt.Sprintf("企业%d", round))
			if err := b.Close(); err != nil {
				t.Errorf("round %d: %v", round, err)
			}
		}
		if open != 1 {
			t.Fatalf("round %d: %d opened it: %v", round, open, errs)
		}
	}
	if names, _ := o.files(t); len(names) != 1 || len(o.onStick(t, "塔北.tjz")) != 25 {
		t.Errorf("%q", names)
	}
}

// failAt makes the n-th deed fail, and all after it.
func failAt(n int) func() error {
	return func() error {
		if n--; n <= 0 {
			return errors.New("the power goes")
		}
		return nil
	}
}

// TestTwoPowerCuts: the first comes after the renaming and before the note of it, the
// second before the next renaming. What lies on the stick is still known as ours.
func TestTwoPowerCuts(t *testing.T) {
	o := newOuting(t, t.TempDir())
	for i, deed := range []int{7, 5, 7, 2} {
		b := o.open(t, o.env)
		establish(t, b, fmt.Sprintf("企业%d", i))
		b.away.env.stumble = failAt(deed)
		if err := b.WriteBack(); codeOf(err) != Unwritten {
			t.Fatalf("%v", err)
		}
		crash(b)
	}
	if err := o.open(t, o.env).Close(); err != nil {
		t.Fatal(err)
	}
	names, _ := o.files(t)
	equal(t, "files", names, "塔北.tjz")
	equal(t, "on the stick", o.onStick(t, "塔北.tjz"), "企业0", "企业1", "企业2", "企业3")
}

// TestPowerCutWhileTaking: an old copy must not be taken for changes of the new one.
func TestPowerCutWhileTaking(t *testing.T) {
	for deed := 1; deed <= 2; deed++ {
		o := newOuting(t, t.TempDir())
		crash(o.open(t, o.env)) // leaves a copy
		o.editInPlace(t, "西湖食品")
		env := o.env
		env.stumble = failAt(deed)
		if b, err := Open(o.path, testPassword, env); err == nil {
			crash(b)
			t.Fatalf("deed %d is none of the taking", deed)
		}
		b := o.open(t, o.env)
		equal(t, "opened", companies(b), "西湖食品")
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		equal(t, "on the stick", o.onStick(t, "塔北.tjz"), "西湖食品")
	}
}
