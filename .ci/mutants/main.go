// Command mutants changes the rules of the ledger, one place at a time, and counts how
// many changes make a test fail. It knows Go's grammar and the rooms listed below; it
// does not know what the rules say.
//
// All changes are written into one copy of the source, each behind a switch, so that
// the tests are compiled once a room; a run of the tests has one switch on.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A room is a package, the files whose rules are changed (all when none is named) and
// the tests that must notice.
type room struct {
	dir   string
	files []string
	tests string
}

var rooms = []room{
	{"store/ledger", nil, "."},
	{"store", []string{"faults.go"}, "^Test(One|Superiors|Closed|SizeAnd|KindsOf|AgeAnd|Excuse|Save$|FaultsStand|Circles|EdgesOf|Unregistered)"},
}

// goal is the share of changes, in per cent, that tests must notice.
const goal = 80

// tooLong is how long one run of the tests may take: a change may make a loop endless.
const tooLong = 60 * time.Second

func main() {
	n, seed := number(1), number(2)
	folder, err := os.MkdirTemp("", "mutants-")
	check(err)
	code := 1
	defer func() { os.RemoveAll(folder); os.Exit(code) }()
	same := readSame(".ci/mutants/same")
	var all []*mutant
	for i := range rooms {
		found, err := prepare(&rooms[i], filepath.Join(folder, strconv.Itoa(i)), len(all))
		check(err)
		all = append(all, found...)
	}
	fmt.Printf("%d changes are possible\n", len(all))
	chosen := choose(all, same, n, int64(seed))
	caught, begun := 0, time.Now()
	for i, m := range chosen {
		if m.dies() {
			caught++
		} else {
			fmt.Printf("survived  %s\n", m)
		}
		if (i+1)%100 == 0 || i+1 == len(chosen) {
			// files that the tests read may have changed under them: then everything seems to be noticed
			if none := (&mutant{room: m.room, binary: m.binary, at: -1}); none.dies() {
				check(fmt.Errorf("%s: by now the tests fail without any change", m.room.dir))
			}
			fmt.Printf("%d of %d tried, %d caught, %s\n", i+1, len(chosen), caught, time.Since(begun).Round(time.Second))
		}
	}
	for line, used := range same {
		if !used && n == 0 {
			fmt.Printf("%s: no such change any more: %s\n", ".ci/mutants/same", line)
		}
	}
	share := 100 * float64(caught) / float64(max(1, len(chosen)))
	fmt.Printf("%d of %d caught: %.1f %%, the goal is %d %%; %d changes left out as the same\n", caught, len(chosen), share, goal, len(same))
	if share >= goal {
		code = 0
	}
}

// number is the i-th word of the command line, 0 when there is none.
func number(i int) int {
	if len(os.Args) <= i {
		return 0
	}
	n, err := strconv.Atoi(os.Args[i])
	check(err)
	return n
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// readSame reads the changes that change nothing: as mutants prints them but for the
// line number, a tab, and the reason.
func readSame(path string) map[string]bool {
	text, err := os.ReadFile(path)
	check(err)
	same := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		what, reason, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if what == "" || what[0] == '#' {
			continue
		}
		if strings.TrimSpace(reason) == "" {
			check(fmt.Errorf("%s: no reason for %s", path, what))
		}
		same[what] = false
	}
	return same
}

// choose takes n changes by chance, all when n is 0, without those that are the same.
func choose(all []*mutant, same map[string]bool, n int, seed int64) []*mutant {
	var chosen []*mutant
	for _, m := range all {
		if _, ok := same[m.name()]; ok {
			same[m.name()] = true
			continue
		}
		chosen = append(chosen, m)
	}
	if n > 0 && n < len(chosen) {
		r := rand.New(rand.NewSource(seed))
		r.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
		chosen = chosen[:n]
	}
	return chosen
}

// prepare writes the changed source of a room and compiles its tests. The switches
// count from first.
func prepare(r *room, folder string, first int) ([]*mutant, error) {
	check(os.MkdirAll(folder, 0o700))
	p, err := parsePackage(r)
	if err != nil {
		return nil, err
	}
	found := p.mutants(first)
	replace := map[string]string{}
	for i, f := range p.files {
		path := filepath.Join(folder, filepath.Base(f.path))
		check(os.WriteFile(path, []byte(p.changed(i)), 0o600))
		replace[f.path] = path
	}
	extra := filepath.Join(folder, "switch.go")
	check(os.WriteFile(extra, []byte(fmt.Sprintf(switches, p.name)), 0o600))
	replace[filepath.Join(p.dir, "mutant_switch.go")] = extra
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	check(err)
	list := filepath.Join(folder, "overlay.json")
	check(os.WriteFile(list, overlay, 0o600))
	binary := filepath.Join(folder, "tests")
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", list, "-o", binary, "./"+r.dir)
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %v\n%s", r.dir, err, out)
	}
	for _, m := range found {
		m.room, m.binary = r, binary
	}
	if none := (&mutant{room: r, binary: binary, at: -1}); none.dies() {
		return nil, fmt.Errorf("%s: the tests fail without any change", r.dir)
	}
	return found, nil
}

// switches is added to the package.
const switches = `package %s

import (
	"os"
	"strconv"
)

var mutantOn = func() int { n, err := strconv.Atoi(os.Getenv("MUTANT")); if err != nil { return -1 }; return n }()

func mutantPick[T any](n int, as, other func() T) T { if n == mutantOn { return other() }; return as() }
`

// dies runs the tests with the change and says whether they notice.
func (m *mutant) dies() bool {
	ctx, stop := context.WithTimeout(context.Background(), tooLong)
	defer stop()
	run := exec.CommandContext(ctx, m.binary, "-test.run="+m.room.tests, "-test.failfast")
	run.Dir = m.room.dir
	run.Env = append(os.Environ(), "MUTANT="+strconv.Itoa(m.at), "GOMAXPROCS=1")
	return run.Run() != nil
}
