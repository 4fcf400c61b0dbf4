package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// benches reads what go test -bench prints: milliseconds by name, and what a benchmark reports besides by its name and the unit.
func benches() map[string][]float64 {
	took := map[string][]float64{}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		words := strings.Fields(in.Text())
		if len(words) < 4 || words[3] != "ns/op" {
			continue
		}
		name, _, _ := strings.Cut(words[0], "-")
		ns, err := strconv.ParseFloat(words[2], 64)
		must(err)
		took[name] = append(took[name], ns/1e6)
		for i := 4; i+1 < len(words); i += 2 {
			more, err := strconv.ParseFloat(words[i], 64)
			must(err)
			key := name + " " + words[i+1]
			took[key] = append(took[key], more)
		}
	}
	return took
}

// paper compares the product's own two benchmarks of a roster: laid out, and the
// same text without any layout.
func paper() {
	took := benches()
	compare("roster PDF of 100000, against the same text with nothing laid out", "ms",
		took["BenchmarkRoster/100000"], took["BenchmarkRosterPeer/100000"], 1.5)
}

// scroll holds one scroll step of the list against its bound.
func scroll() {
	took := benches()["BenchmarkScrollStep"]
	m := median(took)
	line("scroll step of the list, 100000 rows, layout only", fmt.Sprintf("%.3f ms", m), "", "",
		fmt.Sprintf("%.3f ms", slices.Min(took)), "≤ 1 ms", m <= 1)
}

// life holds a ledger with years of dues and meetings, with 4.5 times as many records, against the same without them; and the
// start of an office that keeps rosters alone against that of a program without the kinds of the League's life.
func life() {
	took := benches()
	for _, w := range []struct {
		work, unit, shown string
		goal              float64
	}{
		{"unlock with 350000 payments and meetings, against 100000 members alone", "open-ms", "ms", 4.5},
		{"first page after it, likewise", "first-ms", "ms", 4.5},
		{"keystroke p99, likewise", "key-p99-ms", "ms", 1.5},
		{"memory, likewise", "MB", "MB", 4.5},
		{"save of a member, likewise", "member-save-ms", "ms", 1.5},
		{"first page after it, likewise", "member-after-ms", "ms", 4.5},
		{"save of a payment, likewise", "payment-save-ms", "ms", 4.5},
		{"first page after it, likewise", "payment-after-ms", "ms", 4.5},
		{"save of a meeting, likewise", "meeting-save-ms", "ms", 4.5},
		{"first page after it, likewise", "meeting-after-ms", "ms", 4.5},
	} {
		compare(w.work, w.shown, took["BenchmarkLife/lived "+w.unit], took["BenchmarkLife/rosters "+w.unit], w.goal)
	}
	each := median(took["BenchmarkLife/lived bytes/record"])
	line("bytes on disk of a payment or a meeting with twenty people", show(each), "", "", "", "≤ 1000", each <= 1000)
	compare("start of 500 members, against a program without the kinds they do not use", "ms", took["BenchmarkUnused with-ms"], took["BenchmarkUnused without-ms"], 1.03)
}

// home holds the first page, the tree and the counts beside it, after the password and after one save, against their bounds.
func home() {
	took := benches()
	for _, w := range []struct {
		work, bench string
		most        float64
	}{
		{"first page and tree after the password, 10000 members", "BenchmarkFirst/10000", 100},
		{"first page and tree after the password, 100000 members", "BenchmarkFirst/100000", 1000},
		{"first page and tree after a save, 10000 members", "BenchmarkAgain/10000", 20},
		{"first page and tree after a save, 100000 members", "BenchmarkAgain/100000", 50},
	} {
		m := median(took[w.bench])
		line(w.work, show(m)+" ms", "", "", show(slices.Min(took[w.bench]))+" ms", fmt.Sprintf("≤ %.0f ms", w.most), m <= w.most)
	}
}
