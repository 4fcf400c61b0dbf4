package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

func toPaper(b *store.Book, to string) {
	p, err := forms.Lay(b, forms.Print{Form: forms.MemberRoster, List: find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Sort: "name"})})
	must(err)
	must(p.Write(context.Background(), to, nil))
}

// roster measures a roster as PDF, against LibreOffice that turns the workbook of
// the same roster into one.
func roster(file string, rounds int) {
	dir, err := os.MkdirTemp("", "peers")
	must(err)
	defer os.RemoveAll(dir)
	b := opened(file)
	defer b.Close()
	book, pdf := filepath.Join(dir, "roster.xlsx"), filepath.Join(dir, "roster.pdf")
	toPaper(b, book)
	office := func() float64 {
		return timed(func() {
			out, err := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless",
				"--convert-to", "pdf", "--outdir", filepath.Join(dir, "office"), book).CombinedOutput()
			if err != nil || !strings.Contains(string(out), "roster.pdf") {
				must(fmt.Errorf("soffice: %w %s", err, out))
			}
		})
	}
	turnAbout(fmt.Sprintf("roster PDF of %d, against LibreOffice", b.Today().Count(ledger.Members)), rounds, .1,
		func() float64 { return timed(func() { toPaper(b, pdf) }) }, office)
}

// rosterMemory measures how far resident memory grows while a roster is written.
func rosterMemory(file string) {
	b := opened(file)
	defer b.Close()
	pdf := filepath.Join(os.TempDir(), fmt.Sprintf("peers-%d.pdf", os.Getpid()))
	defer os.Remove(pdf)
	debug.FreeOSMemory()
	must(os.WriteFile("/proc/self/clear_refs", []byte("5"), 0))
	before := resident(os.Getpid(), "VmRSS")
	took := timed(func() { toPaper(b, pdf) })
	grown := resident(os.Getpid(), "VmHWM") - before
	line(fmt.Sprintf("roster PDF of %d, growth of resident memory", b.Today().Count(ledger.Members)), fmt.Sprintf("%.0f MiB", grown),
		"", "", fmt.Sprintf("%.1f s", took/1000), "≤ 120 MiB", grown <= 120)
}

// resident reads one of the figures of a process's memory, in MiB.
func resident(pid int, what string) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	must(err)
	for l := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(l, what+":"); ok {
			var kib float64
			fmt.Sscan(rest, &kib)
			return kib / 1024
		}
	}
	must(fmt.Errorf("no %s", what))
	return 0
}

// growth prints how each work of ours grows from ledger to ledger: linear where it
// must read all, flat where it must not.
func growth(files []string) {
	fmt.Println("members\tkeystroke p50\tkeystroke p99\tfirst list\tsave\tworkbook out\troster PDF")
	dir, err := os.MkdirTemp("", "peers")
	must(err)
	defer os.RemoveAll(dir)
	for _, file := range files {
		mine := filepath.Join(dir, "mine.tjz")
		copied(file, mine)
		var first, saves, outs, papers, keys []float64
		for range 3 {
			first = append(first, timed(func() {
				b := opened(mine)
				find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
				must(b.Close())
			}))
		}
		b := opened(mine)
		words := typed(b)
		find.Anything(b.Today(), "a", 50)
		for range 3 {
			for _, k := range words {
				keys = append(keys, timed(func() { find.Anything(b.Today(), k, 50) }))
			}
			outs = append(outs, export(b, filepath.Join(dir, "out.xlsx")))
			papers = append(papers, timed(func() { toPaper(b, filepath.Join(dir, "out.pdf")) }))
		}
		for i := range 25 {
			m := edited(b, i)
			saves = append(saves, timed(func() { saved(b, m) }))
		}
		fmt.Printf("%d\t%s ms\t%s ms\t%s ms\t%s ms\t%s ms\t%s ms\n", b.Today().Count(ledger.Members), show(median(keys)), show(quantile(keys, .99)),
			show(median(first)), show(median(saves)), show(median(outs)), show(median(papers)))
		must(b.Close())
	}
}
