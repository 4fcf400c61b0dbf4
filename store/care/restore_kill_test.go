package care_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/stage"
)

var restoreKills = flag.Int("restorekills", 25, "how often TestKilledWhileRestoring kills the program")

func init() { childWork["restore until killed"] = restoreUntilKilled }

// What a child is told of the ledger, and of the two backups that it restores.
const (
	childLedger  = "STORE_TEST_LEDGER"
	childBackups = "STORE_TEST_BACKUPS"
)

// restoreUntilKilled puts two backups of a ledger in its place by turns, and says so
// each time.
func restoreUntilKilled() {
	env, from := stage.Env(), filepath.SplitList(os.Getenv(childBackups))
	b, err := store.Open(os.Getenv(childLedger), stage.Password, env)
	for n := 0; err == nil; n++ {
		fmt.Println("begin")
		b, err = care.RestoreFrom(context.Background(), b, from[n%2], nil)
	}
	fmt.Println("failed", err)
}

// A program killed at any instant of a restoring leaves the old ledger or the new one,
// whole, and every backup as it was.
func TestKilledWhileRestoring(t *testing.T) {
	if testing.Short() {
		t.Skip("kills many programs")
	}
	c := cared(t)
	c.backUp(care.ByHand)
	c.add("长虹印务")
	c.backUp(care.ByHand)
	path, folder := c.Path(), care.BackupFolder(c.Path())
	// The two stand outside the folder: each restoring keeps what it replaces there, and
	// after ten of them the first backup has given way.
	var from []string
	kept, err := care.Backups(c.Book)
	if err != nil || len(kept) != 2 {
		t.Fatalf("%d backups: %v", len(kept), err)
	}
	for _, k := range []care.Kept{kept[1], kept[0]} {
		data, err := os.ReadFile(k.Path)
		if err != nil {
			t.Fatal(err)
		}
		at := filepath.Join(t.TempDir(), filepath.Base(k.Path))
		if err := os.WriteFile(at, data, 0o600); err != nil {
			t.Fatal(err)
		}
		from = append(from, at)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	draw := rand.New(rand.NewPCG(3, 5))
	states := map[string]int{}
	for i := range *restoreKills {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childRole+"=restore until killed", childLedger+"="+path,
			childBackups+"="+strings.Join(from, string(os.PathListSeparator)))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		begun, aim := 0, 1+i%3 // how many it begins until it is killed: on a slow machine too some are done
		for lines := bufio.NewScanner(out); lines.Scan(); {
			switch line := lines.Text(); {
			case line != "begin":
				t.Error(line)
			default:
				if begun++; begun != aim {
					continue
				}
				time.AfterFunc(time.Duration(draw.IntN(150_000>>(i/3%5)))*time.Microsecond, func() { _ = cmd.Process.Kill() })
			}
		}
		_ = cmd.Wait() // it was killed
		b, err := store.Open(path, stage.Password, stage.Env())
		if err != nil {
			t.Fatalf("after a kill the ledger does not open: %v", err)
		}
		wounds, err := care.Check(b)
		if err != nil || len(wounds) > 0 {
			t.Fatalf("after a kill: %v %v", wounds, err)
		}
		states[titles(b)]++
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(states) != 2 || states[""] == 0 || states["长虹印务"] == 0 {
		t.Errorf("the ledger was left as %v", states)
	}
	for _, name := range strings.Split(files(t, folder), "\n") {
		if _, ours := care.ParseBackupName(name); !ours {
			continue
		}
		b, err := store.Open(filepath.Join(folder, name), stage.Password, stage.Env())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		b.Close()
	}
}
