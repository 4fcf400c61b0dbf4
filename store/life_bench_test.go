package store_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

var lifeShare = flag.Int("life-share", 1, "BenchmarkLife takes one in so many of 100,000 members, 300,000 payments and 50,000 meetings with 1,000,000 attendances")

// livedFiles are two ledgers of the same members, the second with all that years leave.
func livedFiles(b *testing.B) (rosters, lived string, more int) {
	b.Helper()
	members := 100000 / *lifeShare
	rosters = large(b, members)
	lived = filepath.Join(os.TempDir(), fmt.Sprintf("tuanjian-bench-%d-%d-lived.tjz", os.Getpid(), members))
	n := stage.Lived{Payments: 300000 / *lifeShare, Meetings: 50000 / *lifeShare, Attendances: 1000000 / *lifeShare}
	if _, err := os.Stat(lived); err != nil {
		bytes, err := os.ReadFile(rosters)
		if err == nil {
			err = os.WriteFile(lived, bytes, 0o600)
		}
		if err != nil {
			b.Fatal(err)
		}
		benchFiles = append(benchFiles, lived)
		book, err := store.Open(lived, "correct horse", stage.Env())
		if err != nil {
			b.Fatal(err)
		}
		if err := stage.Live(book, n); err != nil {
			b.Fatal(err)
		}
		book.Close()
	}
	return rosters, lived, n.Payments + n.Meetings
}

// heap is what is in use after a collection, in MB.
func heap() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse) / 1e6
}

// BenchmarkLife measures a ledger of rosters beside the same one with years of dues and meetings: from the password to the
// first page, a keystroke, saves with what the window asks after them, memory, and bytes a record. Ask for -benchtime 1x.
func BenchmarkLife(b *testing.B) {
	rosters, lived, more := livedFiles(b)
	sizes := [2]int64{}
	for i, path := range []string{rosters, lived} {
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		sizes[i] = info.Size()
	}
	for _, of := range []struct{ name, path string }{{"rosters", rosters}, {"lived", lived}} {
		b.Run(of.name, func(b *testing.B) {
			for b.Loop() {
				before, spent, start := heap(), trial.Spent(), trial.Start()
				book, err := store.Open(of.path, "correct horse", stage.Env())
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(start.Taken().Milliseconds()), "open-ms")
				b.ReportMetric(trial.Spent()-spent, "open-cpu-ms")
				start = trial.Start()
				firstPage(book)
				b.ReportMetric(float64(start.Taken().Milliseconds()), "first-ms")
				keys := keystrokes(book)
				find.Anything(book.Today(), "a", 50)
				var took []time.Duration
				for _, k := range keys {
					start := trial.Start()
					find.Anything(book.Today(), k, 50)
					took = append(took, start.Taken())
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "key-p99-ms")
				b.ReportMetric(heap()-before, "MB")
				saves(b, book, "member", ledger.Members, func(i int) ledger.Record {
					m := ledger.Members.Clone(stage.Now(book).Of(ledger.Members)[i*37]).(*ledger.Member)
					m.Note = fmt.Sprint("改于第 ", i, " 次")
					return m
				})
				people := find.ListOf(book.Today(), records.Query{Kind: ledger.Members, Tab: "on"})
				saves(b, book, "payment", ledger.Payments, func(i int) ledger.Record {
					m := people.Row(i * 11).(*ledger.Member)
					return &ledger.Payment{Member: m.ID, Branch: m.Branch, From: 20261100, To: 20261100, Sort: codes.PaymentPaid, Due: value.MoneyOf(500), Paid: value.MoneyOf(500), Day: 20261120}
				})
				saves(b, book, "meeting", ledger.Meetings, func(i int) ledger.Record {
					m := people.Row(i * 13).(*ledger.Member)
					return &ledger.Meeting{Sort: codes.MeetingTheme, Day: 20261121, Branches: []value.ID{m.Branch}, Came: []value.ID{m.ID}}
				})
				book.Close()
				if of.path == lived {
					b.ReportMetric(float64(sizes[1]-sizes[0])/float64(more), "bytes/record")
				}
			}
		})
	}
}

// beforeLife are the kinds of the programs before the League's life.
var beforeLife = []ledger.Kind{ledger.Streets, ledger.Communities, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts, ledger.Officers, ledger.Liaisons, ledger.Visits, ledger.Signers, ledger.Parcels, ledger.Matters}

// BenchmarkUnused opens the ledger of an office of 500 members that keeps rosters alone and asks for its first page, with the
// kinds of the League's life and without them, in turn: what it pays for what it does not use. Ask for -benchtime 1x.
func BenchmarkUnused(b *testing.B) {
	path := filepath.Join(b.TempDir(), "花名册.tjz")
	book, _, err := store.Create(path, store.Profile{Name: "塔北社区"}, "经办人", "correct horse", stage.Env())
	if err != nil {
		b.Fatal(err)
	}
	source := opened(b, 500)
	if _, err := book.Do(store.Intent{Deed: "practice"}, func(t *store.Turn) error {
		for _, kind := range []ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts} {
			for _, r := range stage.Now(source).Of(kind) {
				if err := t.Put(kind, nil, kind.Clone(r)); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	book.Close()
	every := ledger.All
	defer func() { ledger.All = every }()
	start := func(kinds []ledger.Kind) float64 {
		ledger.All = kinds
		runtime.GC()
		start := trial.Start()
		book, err := store.Open(path, "correct horse", stage.Env())
		if err != nil {
			b.Fatal(err)
		}
		firstPage(book)
		took := float64(start.Taken().Microseconds()) / 1000
		book.Close()
		return took
	}
	for b.Loop() {
		var with, without []float64
		for i := range 81 {
			x, y := start(every), start(beforeLife)
			if i > 0 {
				with, without = append(with, x), append(without, y)
			}
		}
		slices.Sort(with)
		slices.Sort(without)
		b.ReportMetric(with[40], "with-ms")
		b.ReportMetric(without[40], "without-ms")
		b.ReportMetric(with[40]/without[40], "ratio")
	}
}

// saves tells the median of some saves, and of asking for the window's first page after each.
func saves(b *testing.B, book *store.Book, name string, kind ledger.Kind, next func(i int) ledger.Record) {
	var saving, after []time.Duration
	for i := range 15 {
		r := next(i)
		start := trial.Start()
		if _, err := book.Save(kind, r); err != nil {
			b.Fatal(err, store.Tell(err).Faults)
		}
		saving = append(saving, start.Taken())
		start = trial.Start()
		firstPage(book)
		after = append(after, start.Taken())
	}
	slices.Sort(saving)
	slices.Sort(after)
	b.ReportMetric(float64(saving[7].Microseconds())/1000, name+"-save-ms")
	b.ReportMetric(float64(after[7].Microseconds())/1000, name+"-after-ms")
}
