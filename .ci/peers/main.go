// Command peers measures the program beside plain tools that do the same work, in
// one run and turn about, and prints a table. It knows the Book from outside only.
// It lives in a module of its own, so that the product's go.mod stays clean.
//
//	peers ledger FILE MEMBERS      make a practice ledger to measure on
//	peers WORK FILE [ROUNDS]       one line a work: search open save import export roster
//	peers memory FILE              growth of resident memory while a roster is written
//	peers window BARE OURS FILE…   start and resident memory of the window; needs DISPLAY
//	peers growth FILE…             how each work grows from ledger to ledger
//	peers paper - | scroll - | home - | life -      the same of what go test -bench prints, from standard input
package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuanjian/store"
	"tuanjian/store/practice"
	"tuanjian/store/seal"
)

const password = "kx7mQ2vw9z"

// quick makes password tries cheap, so that what is compared is not drowned in
// Argon2id, which costs both sides the same.
func quick() store.Env {
	env := store.System("peers")
	env.Effort = seal.Effort{Time: 1, Memory: 64, Threads: 1}
	return env
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func main() {
	if len(os.Args) < 3 {
		must(fmt.Errorf("usage: see the comment above package main"))
	}
	work, file, rest := os.Args[1], os.Args[2], os.Args[3:]
	rounds := 7
	if len(rest) > 0 {
		if n, err := strconv.Atoi(rest[0]); err == nil {
			rounds = n
		}
	}
	switch work {
	case "ledger":
		b, err := practice.New(context.Background(), file, password, practice.Options{Members: rounds, Seed: 1}, quick())
		must(err)
		must(b.Close())
	case "search":
		search(file, rounds)
	case "open":
		firstList(file, rounds)
	case "save":
		save(file, rounds)
	case "import":
		importing(file, rounds)
	case "export":
		exporting(file, rounds)
	case "roster":
		roster(file, rounds)
	case "memory":
		rosterMemory(file)
	case "paper":
		paper()
	case "scroll":
		scroll()
	case "home":
		home()
	case "life":
		life()
	case "growth":
		growth(os.Args[2:])
	case "window":
		window(file, rest[0], rest[1:])
	default:
		must(fmt.Errorf("no work called %q", work))
	}
}

// opened opens a ledger; the caller closes it.
func opened(file string) *store.Book {
	b, err := store.Open(file, password, quick())
	must(err)
	return b
}

// timed is how long fn takes, in milliseconds.
func timed(fn func()) float64 {
	start := time.Now()
	fn()
	return float64(time.Since(start).Microseconds()) / 1000
}

func median(v []float64) float64 { return quantile(v, .5) }

func quantile(v []float64, q float64) float64 {
	v = slices.Clone(v)
	slices.Sort(v)
	return v[min(len(v)-1, int(float64(len(v))*q))]
}

// turnAbout measures ours and the peer's in turn, the first of each uncounted, and
// prints their medians; the goal is a bound on the ratio of ours to the peer's.
func turnAbout(work string, rounds int, goal float64, ours, peer func() float64) {
	var a, b []float64
	for i := range rounds + 1 {
		x, y := ours(), peer()
		if i > 0 {
			a, b = append(a, x), append(b, y)
		}
	}
	compare(work, "ms", a, b, goal)
}

// compare prints a line with the medians and their ratio, and the ratio of the
// bests, which tells how much of it is noise.
func compare(work, unit string, a, b []float64, goal float64) {
	ratio := median(a) / median(b)
	line(work, show(median(a))+" "+unit, show(median(b))+" "+unit, fmt.Sprintf("%.2f", ratio),
		fmt.Sprintf("%.2f", slices.Min(a)/slices.Min(b)), fmt.Sprintf("≤ %.3g ×", goal), ratio <= goal)
}

func line(work, ours, peer, ratio, best, goal string, held bool) {
	verdict := "held"
	if !held {
		verdict = "falls short"
	}
	cells := []string{work, ours, peer, ratio, best, goal, verdict}
	for i, c := range cells {
		if c == "" {
			cells[i] = "-"
		}
	}
	fmt.Println(strings.Join(cells, "\t"))
}

func show(v float64) string {
	if v < 10 {
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.0f", v)
}
