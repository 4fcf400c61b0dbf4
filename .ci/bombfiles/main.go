// Command bombfiles makes the worst small files that it can think of, lets a built program read each, and says in a table
// how long that took and how much memory. It knows the program by its command line only.
//
//	bombfiles PROGRAM [WORD...]   only the files whose names hold one of the words
//	bombfiles make NAME PATH      only makes one file
//
// It ends with 1 when reading a file takes more than 5 s of processor time (both cores together) or more than 512 MB, when
// the program crashes, or when a file is larger than 10 MB. Opening the ledger that reads it is included.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	mostSeconds = 5.0
	mostMB      = 512
	mostSize    = 10 << 20
	patience    = 300 * time.Second // after it the program is killed
)

// A bomb is a small file and what the program is to do with it.
type bomb struct {
	name string
	file string // its name
	make func() []byte
	do   func(w *world, path string) []string // the command line
}

// A world is the ledgers that the files are played to.
type world struct{ program, dir, community, street string }

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: bombfiles PROGRAM [WORD...]"))
	}
	if os.Args[1] == "make" { // in a process of its own: what a child has used of memory begins with what its parent had
		for _, b := range bombs() {
			if b.name == os.Args[2] {
				check(os.WriteFile(os.Args[3], b.make(), 0o600))
			}
		}
		return
	}
	program, err := filepath.Abs(os.Args[1])
	if err != nil {
		fail(err)
	}
	dir, err := os.MkdirTemp("", "bombs-")
	if err != nil {
		fail(err)
	}
	w := &world{program, dir, filepath.Join(dir, "社区.tjz"), filepath.Join(dir, "街道.tjz")}
	bad := w.all(os.Args[2:])
	os.RemoveAll(dir)
	if bad {
		os.Exit(1)
	}
}

func (w *world) all(words []string) (bad bool) {
	for _, args := range [][]string{{"new", "--ledger", w.community, "--community", "甲社区"}, {"new", "--ledger", w.street, "--street", "小江湖街道"}} {
		if r := w.run(args); r.code != 0 {
			fail(fmt.Errorf("%s: %s", args[0], r.said))
		}
	}
	fmt.Printf("%-44s %9s %8s %8s %6s  %s\n", "file", "bytes", "seconds", "MB", "exit", "what the program says")
	n, slowest, largest := 0, 0.0, 0
	for i, b := range bombs() {
		if !wanted(b.name, words) {
			continue
		}
		path := filepath.Join(w.dir, fmt.Sprint(i)+b.file) // wrong passwords are counted for each
		maker := exec.Command("/proc/self/exe", "make", b.name, path)
		maker.Stderr = os.Stderr
		check(maker.Run())
		info, err := os.Stat(path)
		check(err)
		size := int(info.Size())
		r := w.run(b.do(w, path))
		os.Remove(path)
		n, largest = n+1, max(largest, r.mb)
		most := mostSeconds
		if slots := unnamed(b.name); slots > 0 {
			most = slots * 2
		} else {
			slowest = max(slowest, r.seconds)
		}
		over := r.seconds > most || r.mb > mostMB || size > mostSize || r.code != 0 && r.code != 1
		mark := ""
		if over {
			mark, bad = "  <<<", true
		}
		fmt.Printf("%-44s %9d %8.1f %8d %6d  %.60s%s\n", b.name, size, r.seconds, r.mb, r.code, r.said, mark)
	}
	fmt.Printf("%d files: at most %.1f s and %d MB\n", n, slowest, largest)
	return bad || n == 0
}

// unnamed is how many slots of nobody named a ledger has that are tried one after the other; 0 for all other files.
func unnamed(name string) float64 {
	switch {
	case strings.HasSuffix(name, asMany):
		return 18
	case strings.HasSuffix(name, fewSlots):
		return 3
	}
	return 0
}

func wanted(name string, words []string) bool {
	for _, word := range words {
		if strings.Contains(name, word) {
			return true
		}
	}
	return len(words) == 0
}

// A result is what one run of the program took.
type result struct {
	seconds float64
	mb      int
	code    int    // -1: killed
	said    string // the last line
}

func (w *world) run(args []string) result {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	c := exec.CommandContext(ctx, w.program, args...)
	var said bytes.Buffer
	c.Stdout, c.Stderr, c.Dir = &said, &said, w.dir
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.dir, "TMPDIR=" + w.dir, "TUANJIAN_PASSWORD=" + password, "TUANJIAN_PARCEL_PASSWORD=" + passphrase}
	err := c.Run()
	if c.ProcessState == nil {
		fail(err)
	}
	u := c.ProcessState.SysUsage().(*syscall.Rusage)
	lines := strings.Split(strings.TrimSpace(said.String()), "\n")
	return result{c.ProcessState.UserTime().Seconds() + c.ProcessState.SystemTime().Seconds(), int(u.Maxrss >> 10), c.ProcessState.ExitCode(), lines[len(lines)-1]}
}

const (
	password   = "bao-zha-2026-wen"
	passphrase = "shan-he-0420-lu"
)

// imported lets the community read a table, without writing anything.
func imported(extra ...string) func(*world, string) []string {
	return func(w *world, path string) []string {
		return append(append([]string{"import", "--ledger", w.community, "--dry-run"}, extra...), path)
	}
}

// toStreet and toCommunity let a ledger look at a package.
func toStreet(w *world, path string) []string {
	return []string{"receive", "--ledger", w.street, "--dry-run", "--community", "乙社区", path}
}

func toCommunity(w *world, path string) []string {
	return []string{"receive", "--ledger", w.community, "--dry-run", path}
}

func bombs() (all []bomb) {
	all = append(all, bomb{"(nothing: an empty ledger is opened)", "无", func() []byte { return nil }, func(w *world, _ string) []string { return []string{"check", "--ledger", w.community} }})
	for _, more := range [][]bomb{workbooks(), texts(), packages(), ledgers()} {
		all = append(all, more...)
	}
	return all
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bombs:", err)
	os.Exit(2)
}
