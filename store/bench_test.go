package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// large makes a practice ledger of n members once for all benchmarks of a run.
func large(b *testing.B, n int) string {
	b.Helper()
	path := filepath.Join(os.TempDir(), fmt.Sprintf("tuanjian-bench-%d-%d.tjz", os.Getpid(), n))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	book, err := practice.New(context.Background(), path, "correct horse", practice.Options{Members: n, Seed: 1}, stage.Env())
	if err != nil {
		b.Fatal(err)
	}
	if err := book.Close(); err != nil {
		b.Fatal(err)
	}
	benchFiles = append(benchFiles, path)
	return path
}

var benchFiles []string

func opened(b *testing.B, n int) *store.Book {
	b.Helper()
	book, err := store.Open(large(b, n), "correct horse", stage.Env())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { book.Close() })
	return book
}

var sizes = []int{1000, 10000, 100000}

// keys are what people type, letter by letter.
func keystrokes(book *store.Book) []string {
	rng := rand.New(rand.NewPCG(1, 2))
	var keys []string
	members := find.ListOf(book.Today(), records.Query{Kind: ledger.Members})
	for range 40 {
		m := members.Rows()[rng.IntN(members.Len())].(*ledger.Member)
		words := []string{m.Title, m.IDNumber[14:], m.Phone[len(m.Phone)-4:], fmt.Sprint(find.NameSyllables(m.Title)[0]), book.Today().Name(ledger.Branches, m.Branch)}
		for _, w := range words {
			for i := range []rune(w) {
				keys = append(keys, string([]rune(w)[:i+1]))
			}
		}
	}
	return keys
}

// BenchmarkKeystroke searches all fields of all kinds with each beginning of what
// somebody types, and reports the 99th percentile.
func BenchmarkKeystroke(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			book := opened(b, n)
			keys := keystrokes(book)
			find.Anything(book.Today(), "a", 50)
			var took []time.Duration
			for b.Loop() {
				for _, k := range keys {
					start := trial.Start()
					find.Anything(book.Today(), k, 50)
					took = append(took, start.Taken())
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		})
	}
}

// BenchmarkFirstList measures from the password to the first list, and beside it
// the bare cost of opening and decoding the same values.
func BenchmarkFirstList(b *testing.B) {
	for _, n := range sizes {
		path := large(b, n)
		b.Run(fmt.Sprintf("ours/%d", n), func(b *testing.B) {
			for b.Loop() {
				book, err := store.Open(path, "correct horse", stage.Env())
				if err != nil {
					b.Fatal(err)
				}
				find.ListOf(book.Today(), records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
				book.Close()
			}
		})
		b.Run(fmt.Sprintf("bare/%d", n), func(b *testing.B) {
			for b.Loop() {
				bareOpen(b, path)
			}
		})
	}
}

// BenchmarkSave saves one edited member, and beside it commits the same bytes bare.
func BenchmarkSave(b *testing.B) {
	for _, n := range sizes {
		book := opened(b, n)
		l := find.ListOf(book.Today(), records.Query{Kind: ledger.Members})
		b.Run(fmt.Sprintf("ours/%d", n), func(b *testing.B) {
			i := 0
			for b.Loop() {
				m := ledger.Members.Clone(book.Get(ledger.Members, l.Rows()[i%l.Len()].Head().ID)).(*ledger.Member)
				i++
				m.Note = "改于第 " + strconv.Itoa(i) + " 次"
				if _, err := book.Save(ledger.Members, m); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAsk checks every member of the ledger against all rules.
func BenchmarkAsk(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			book := opened(b, n)
			for b.Loop() {
				rules.CountAll(stage.Now(book), ledger.Members)
			}
		})
	}
}

// BenchmarkHome gathers the first page, all its caches cold.
func BenchmarkHome(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			book := opened(b, n)
			for b.Loop() {
				book.Lay(stage.Now(book).Anew())
				overview.HomeOf(book)
			}
		})
	}
}

// BenchmarkFirst gathers the first page, the tree and the counts beside it as after the password.
func BenchmarkFirst(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			path := large(b, n)
			for b.Loop() {
				b.StopTimer()
				book, err := store.Open(path, "correct horse", stage.Env())
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				firstPage(book)
				b.StopTimer()
				book.Close()
				b.StartTimer()
			}
		})
	}
}

// BenchmarkAgain gathers the same after one member was saved.
func BenchmarkAgain(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			book := opened(b, n)
			l := find.ListOf(book.Today(), records.Query{Kind: ledger.Members, Tab: "on"})
			firstPage(book)
			i := 0
			for b.Loop() {
				b.StopTimer()
				m := ledger.Members.Clone(book.Get(ledger.Members, l.Rows()[i%l.Len()].Head().ID)).(*ledger.Member)
				i++
				m.Note = "改于第 " + strconv.Itoa(i) + " 次"
				if _, err := book.Save(ledger.Members, m); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				firstPage(book)
			}
		})
	}
}

// firstPage asks for what the window shows: the first page, the tree, and how many wait in 待核.
func firstPage(b *store.Book) {
	overview.HomeOf(b)
	overview.Tree(b)
	for _, kind := range rules.KindsOf(b.Today()) {
		rules.Tabs(b.Today(), kind, records.Place{})
	}
}

// BenchmarkImport takes in 20,000 rows with all checks into an empty ledger.
func BenchmarkImport(b *testing.B) {
	file := filepath.Join(b.TempDir(), "in.xlsx")
	source := opened(b, 20000)
	l := find.ListOf(source.Today(), records.Query{Kind: ledger.Members})
	keys := []string{"name", "sex", "nation", "idno", "born", "schooling", "standing", "joined", "devno", "duties", "phone", "position", "home", "note"}
	if _, err := forms.Write(context.Background(), source, forms.Export{To: file, List: l, Keys: keys, Full: true, Reason: "测量"}, nil); err != nil {
		b.Fatal(err)
	}
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			path := filepath.Join(b.TempDir(), fmt.Sprint(rand.Uint64())+".tjz")
			book, _, err := store.Create(path, store.Profile{Name: "塔北社区"}, "经办人", "correct horse", stage.Env())
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			in, err := intake.Read(context.Background(), book, file, nil, nil)
			if err != nil {
				b.Fatal(err)
			}
			p, err := in.Apply(context.Background(), nil)
			if err != nil || len(p.Added) != 20000 {
				b.Fatal(err, p.Report())
			}
			b.StopTimer()
			book.Close()
			b.StartTimer()
		}
	})
	b.Run("excelize", func(b *testing.B) {
		for b.Loop() {
			bareRead(b, file)
		}
	})
}

// BenchmarkExport writes 100,000 members as a workbook, and beside it the same
// cells with the library's stream writer.
func BenchmarkExport(b *testing.B) {
	book := opened(b, 100000)
	file := filepath.Join(b.TempDir(), "out.xlsx")
	keys := []string{"name", "sex", "nation", "idno", "born", "schooling", "standing", "joined", "devno", "branch", "unit", "phone"}
	l := find.ListOf(book.Today(), records.Query{Kind: ledger.Members})
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			if _, err := forms.Write(context.Background(), book, forms.Export{To: file, List: l, Keys: keys, Full: true, Reason: "测量"}, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("excelize", func(b *testing.B) {
		for b.Loop() {
			bareWrite(b, filepath.Join(b.TempDir(), "bare.xlsx"), l, keys)
		}
	})
}

// BenchmarkRoster writes rosters as PDF.
func BenchmarkRoster(b *testing.B) {
	for _, n := range []int{1000, 5000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			book := opened(b, max(n, 1000))
			l := find.ListOf(book.Today(), records.Query{Kind: ledger.Members, Sort: "name"})
			l = l.First(n)
			file := filepath.Join(b.TempDir(), "out.pdf")
			for b.Loop() {
				p, err := forms.Lay(book, forms.Print{Form: forms.MemberRoster, List: l})
				if err != nil {
					b.Fatal(err)
				}
				if err := p.Write(context.Background(), file, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
