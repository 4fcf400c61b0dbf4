package store

import (
	"bufio"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var awayKills = flag.Int("away-kills", 200, "how often TestKilledWhileWritingBack kills")

const outingRoot = "TUANJIAN_TEST_OUTING"

// TestOutingChild is no test: it is the program that TestKilledWhileWritingBack kills.
// It opens the ledger on the stick, saves and writes back until then.
func TestOutingChild(t *testing.T) {
	root := os.Getenv(outingRoot)
	if root == "" {
		t.Skip("only as another test's child")
	}
	o := outingAt(root)
	b := o.open(t, o.env)
	fmt.Println("\nopened")
	for n := 0; ; n++ {
		title := fmt.Sprintf("企业%d-%d", os.Getpid(), n)
		establish(t, b, title)
		fmt.Println("saved", title)
		if err := b.WriteBack(); err != nil {
			t.Fatal(err)
		}
		fmt.Println("back", title)
	}
}

// A program killed at any instant of a writing back leaves the old or the new original,
// whole, and loses nothing that it had acknowledged.
func TestKilledWhileWritingBack(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for every kill")
	}
	root := t.TempDir()
	o := newOuting(t, root)
	draw := rand.New(rand.NewPCG(3, 1))
	var saved, back []string
	caught := 0 // kills that came while something was on its way
	for kill := range *awayKills {
		cmd := exec.Command(os.Args[0], "-test.run=^TestOutingChild$")
		cmd.Env = append(os.Environ(), outingRoot+"="+root)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		opened := false
		for lines.Scan() {
			word, title, _ := strings.Cut(lines.Text(), " ")
			switch word {
			case "opened":
				opened = true
				time.AfterFunc(time.Duration(draw.IntN(30000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
			case "saved":
				saved = append(saved, title)
			case "back":
				back = append(back, title)
			}
		}
		_ = cmd.Wait() // it was killed
		if !opened {
			t.Fatalf("kill %d: the ledger did not open", kill)
		}
		info, err := os.Stat(o.path)
		if err != nil || info.Size() == 0 {
			t.Fatalf("kill %d: %v, %v", kill, info, err)
		}
		there := o.onStick(t, "塔北.tjz") // reads and checks every value
		for _, title := range back {
			if !slices.Contains(there, title) {
				t.Fatalf("kill %d: %s was written back and is not there", kill, title)
			}
		}
		if len(saved) > len(back) {
			caught++
		}
		back = slices.Clone(there)
	}
	b := o.open(t, o.env)
	for _, title := range saved {
		if !slices.Contains(companies(b), title) {
			t.Errorf("%s was saved and is lost", title)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	names, copies := o.files(t)
	if equal(t, "files", names, "塔北.tjz"); copies != 0 {
		t.Errorf("%d copies", copies)
	}
	if left, _ := filepath.Glob(filepath.Join(o.stick, ".*")); len(left) > 0 {
		t.Errorf("left on the stick: %q", left)
	}
	t.Logf("%d kills, %d of them with something on its way, %d saves acknowledged, 0 lost", *awayKills, caught, len(saved))
}
