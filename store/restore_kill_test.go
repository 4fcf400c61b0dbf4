package store

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
)

var restoreKills = flag.Int("restorekills", 25, "how often TestKilledWhileRestoring kills the program")

func init() { childWork["restore until killed"] = restoreUntilKilled }

const childLedger = "STORE_TEST_LEDGER"

// restoreUntilKilled puts the oldest and the newest of a ledger's backups in its place
// by turns, and says so each time.
func restoreUntilKilled() {
	env := testEnv()
	b, err := Open(os.Getenv(childLedger), testPassword, env)
	for n := 0; err == nil; n++ {
		var kept []Kept
		if kept, err = b.Kept(); err != nil {
			break
		}
		from := kept[len(kept)-1]
		if n%2 == 1 {
			from = kept[len(kept)-2]
		}
		fmt.Println("begin")
		b, err = b.RestoreFrom(context.Background(), from.Path, nil)
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
	c.backUp(ByHand)
	c.add("长虹印务")
	c.backUp(ByHand)
	path, folder := c.Path(), BackupFolder(c.Path())
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	draw := rand.New(rand.NewPCG(3, 5))
	states := map[string]int{}
	for i := 0; i < *restoreKills || len(states) < 2 && i < 40*(*restoreKills); i++ { // on a quick disk until a kill fell into a restoring
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childRole+"=restore until killed", childLedger+"="+path)
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
		b, err := Open(path, testPassword, testEnv())
		if err != nil {
			t.Fatalf("after a kill the ledger does not open: %v", err)
		}
		wounds, err := b.Check()
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
		if _, ours := parseBackupName(name); !ours {
			continue
		}
		b, err := Open(filepath.Join(folder, name), testPassword, testEnv())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		b.Close()
	}
}
