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
	for _, of := range []struct{ name, path string }{{"rosters", rosters}, {"lived", lived}} {
		b.Run(of.name, func(b *testing.B) {
			for b.Loop() {
				before, start := heap(), trial.Start()
				book, err := store.Open(of.path, "correct horse", stage.Env())
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(start.Taken().Milliseconds()), "open-ms")
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
			}
		})
	}
	sizes := [2]int64{}
	for i, path := range []string{rosters, lived} {
		info, err := os.Stat(path)
		if err != nil {
			b.Fatal(err)
		}
		sizes[i] = info.Size()
	}
	b.Logf("%d more records take %d bytes each on disk", more, (sizes[1]-sizes[0])/int64(more))
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
