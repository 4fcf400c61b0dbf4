package vault

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store/seal"
)

// The tests of this file start this very test program anew as a child that
// works on a ledger until it is killed or runs out of room.
const (
	childRole = "VAULT_TEST_CHILD"
	childFile = "VAULT_TEST_FILE"
)

var childKey = seal.Key{1, 2, 3}

func TestMain(m *testing.M) {
	if work, isChild := roles[os.Getenv(childRole)]; isChild {
		work()
		return
	}
	os.Exit(m.Run())
}

// roles are what a child may be told to do.
var roles = map[string]func(){"write until killed": writeUntilKilled}

func child(role, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childRole+"="+role, childFile+"="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// batchOf is what one transaction of the child writes: every member with the
// same number, and a journal entry that says it.
const batchOf = 40

func writeBatch(v *Vault, n uint64, during func()) error {
	return v.Update(func(tx *Tx) error {
		for i := range batchOf {
			if err := tx.Put("member", fmt.Appendf(nil, "id%d", i), fmt.Appendf(nil, "%d %0*d", n, 50*(i+1), n)); err != nil {
				return err
			}
			if i == batchOf/2 {
				during()
			}
		}
		seq, err := tx.Append(fmt.Append(nil, n))
		if err == nil && seq != n {
			err = fmt.Errorf("entry %d got number %d", n, seq)
		}
		return err
	})
}

// writeUntilKilled says "begun n", "half n" and "saved n" around and in the
// middle of every save.
func writeUntilKilled() {
	v, err := Open(os.Getenv(childFile), with(childKey), options())
	exitOn(err)
	var n uint64
	exitOn(v.View(func(tx *Tx) (err error) {
		n, err = tx.LastSeq()
		return err
	}))
	for {
		n++
		fmt.Println("begun", n)
		exitOn(writeBatch(v, n, func() { fmt.Println("half", n) }))
		fmt.Println("saved", n)
	}
}

// A program killed at any moment loses nothing that it had acknowledged, and
// leaves no half of a transaction.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "killed"+Extension)
	v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, options())
	must(t, err)
	must(t, v.Close())
	var saved uint64
	for round, kill := range []struct {
		at   string
		time int
	}{{"half ", 3}, {"begun ", 2}, {"saved ", 5}, {"half ", 1}, {"saved ", 1}, {"begun ", 20}, {"half ", 30}, {"saved ", 40}} {
		cmd := child("write until killed", path)
		out, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		lines, killed := bufio.NewScanner(out), false
		for times := 0; lines.Scan(); {
			if strings.HasPrefix(lines.Text(), kill.at) {
				times++
			}
			if times == kill.time {
				killed = true
				_ = cmd.Process.Kill() // and read on, to learn what was saved meanwhile
			}
			if n, ok := strings.CutPrefix(lines.Text(), "saved "); ok {
				saved, err = strconv.ParseUint(n, 10, 64)
				must(t, err)
			}
		}
		if err := cmd.Wait(); err == nil || !killed || !windows && cmd.ProcessState.ExitCode() != -1 {
			t.Fatalf("round %d: the child ended by itself: %v", round, err)
		}
		v, err := Open(path, with(childKey), options())
		must(t, err)
		clean(t, v)
		must(t, v.View(func(tx *Tx) error {
			last, err := tx.LastSeq()
			must(t, err)
			if last < saved || last > saved+1 {
				t.Errorf("round %d: %d were acknowledged, %d are there", round, saved, last)
			}
			saved = last
			members := 0
			_, err = tx.Each("member", func(_, plain []byte) error {
				members++
				if n, _, _ := strings.Cut(string(plain), " "); n != fmt.Sprint(last) {
					t.Errorf("round %d: member of save %s after save %d", round, n, last)
				}
				return nil
			})
			if last > 0 && members != batchOf {
				t.Errorf("round %d: %d members", round, members)
			}
			return err
		}))
		must(t, v.Close())
	}
}

// A file that loses its end while it is open faults in mapped memory. That is an
// error, not the end of the program, and Close still returns.
func TestFileShrinksWhileOpen(t *testing.T) {
	if windows {
		t.Skip("there nobody can cut a file that is mapped")
	}
	v, _, path := fresh(t)
	fill(t, v, 3000, 400)
	must(t, os.Truncate(path, 8192))
	err := v.View(func(tx *Tx) error {
		_, err := tx.Load("member", 2, func(int, int, []byte, []byte) error { return nil })
		return err
	})
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("load: %v", err)
	}
	if err := v.View(func(tx *Tx) error { _, err := tx.Get("member", []byte("id")); return err }); !errors.Is(err, ErrDamaged) {
		t.Errorf("get: %v", err)
	}
	if err := v.Update(func(tx *Tx) error { return tx.Put("member", []byte("id"), nil) }); !errors.Is(err, ErrDamaged) {
		t.Errorf("update: %v", err)
	}
	damage, err := v.Check()
	if err != nil || len(damage) != 1 || damage[0].What != Structure || !errors.Is(damage[0].Cause, ErrDamaged) {
		t.Errorf("check: %v, %v", damage, err)
	}
	if err := v.Copy(path+".bak", false); !errors.Is(err, ErrDamaged) {
		t.Errorf("copy: %v", err)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(left) != 1 {
		t.Errorf("left beside the ledger: %v", left)
	}
	_ = v.Close() // must return; what it says of a broken file does not matter
}

// A transaction that cannot even be given back must not make Close wait for ever.
func TestCloseOfAStuckVault(t *testing.T) {
	v, _, _ := fresh(t)
	tx, err := v.begin(true)
	must(t, err)
	v.broken.Store(true)
	v.stuck.Store(true) // as end does after a panic inside of bbolt
	if err := v.Update(func(*Tx) error { return nil }); !errors.Is(err, ErrDamaged) {
		t.Errorf("update: %v", err)
	}
	if err := v.Close(); !errors.Is(err, ErrDamaged) {
		t.Errorf("close: %v", err)
	}
	if tx.raw.DB() == nil {
		t.Error("the transaction was ended after all: nothing was tested")
	}
	must(t, tx.raw.Rollback()) // Windows does not remove the file before
	must(t, v.db.Close())
}

// The random source failing is an error of the save, and nothing is changed.
func TestRandomSourceFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l"+Extension)
	o := options()
	o.Random = strings.NewReader("too short")
	if _, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, o); err == nil {
		t.Error("created without random numbers")
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	o.Random = rand.Reader
	v, err := Create(path, childKey, []seal.Slot{{Kind: "street"}}, o)
	must(t, err)
	must(t, v.Close())
}
