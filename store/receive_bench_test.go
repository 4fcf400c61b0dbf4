package store_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/practice"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
)

// invented fills the ledger of a community with n members, as a practice ledger has them.
func invented(t testing.TB, b *store.Book, seed uint64, n int) {
	t.Helper()
	home := stage.Home(b)
	_, err := b.Do(store.Intent{Deed: "practice", Rows: n}, func(t *store.Turn) error {
		return practice.Fill(context.Background(), t, home, n, rand.New(rand.NewPCG(seed, 20260101)))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// parcels are the packages of n communities of so many members each, sealed to the street, and before them one of each
// with nothing in it.
func (w *district) parcels(n, members int) (paths, empty []string) {
	w.t.Helper()
	for i := range n {
		b := w.newOffice(fmt.Sprintf("第%d社区", i+1))
		empty = append(empty, w.submit(b))
		invented(w.t, b, uint64(i+1), members)
		home := *stage.Home(b)
		home.Code = fmt.Sprintf("4305020%02d0%02d", 1+i/90, 1+i%90)
		stage.Keep(w.t, b, ledger.Communities, &home)
		paths = append(paths, w.submit(b))
		if err := b.Close(); err != nil {
			w.t.Fatal(err)
		}
		if err := os.Remove(b.Path()); err != nil {
			w.t.Fatal(err)
		}
	}
	return paths, empty
}

// bareParse opens packages with age, unzips them and reads every table with the standard library, and does nothing with
// what it reads.
func bareParse(t testing.TB, secret string, paths []string) (rows int) {
	key, err := age.ParseX25519Identity(secret)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		sealed, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := age.Decrypt(sealed, key)
		if err != nil {
			t.Fatal(err)
		}
		all, err := io.ReadAll(plain)
		if err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(all), int64(len(all)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			if !strings.HasSuffix(f.Name, ".csv") {
				continue
			}
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			table := csv.NewReader(in)
			table.ReuseRecord = true
			for {
				_, err := table.Read()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				rows++
			}
		}
		sealed.Close()
	}
	return rows
}

func (w *district) secret() string {
	secret, _, err := parcel.KeysFrom(w.street.InProfile().Key)
	if err != nil {
		w.t.Fatal(err)
	}
	return secret
}

// emptied is the street as it was before anything came.
func (w *district) emptied(to string) *store.Book {
	b, err := store.Open(to, stage.Password, stage.Env())
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

// BenchmarkReceive takes in the packages of 8 communities of 2,500 members: where their signatures are known already
// and where they are not, which costs 20 ms each for their words; and all once more. Beside it stands the bare
// decrypting and parsing of the same files.
func BenchmarkReceive(b *testing.B) {
	w := newDistrict(b, 0)
	paths, first := w.parcels(8, 2500)
	unknown, err := os.ReadFile(w.street.Path())
	if err != nil {
		b.Fatal(err)
	}
	w.receiveNew(first...)
	known, err := os.ReadFile(w.street.Path())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("bare", func(b *testing.B) {
		was := trial.Spent()
		for b.Loop() {
			if bareParse(b, w.secret(), paths) < 20000 {
				b.Fatal("few rows")
			}
		}
		b.ReportMetric((trial.Spent()-was)/float64(b.N), "work-ms/op")
	})
	for _, x := range []struct {
		name  string
		start []byte
	}{{"known", known}, {"unknown", unknown}} {
		b.Run(x.name, func(b *testing.B) {
			work := 0.0
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				path := filepath.Join(b.TempDir(), "街道"+strconv.Itoa(i)+".tjz")
				if err := os.WriteFile(path, x.start, 0o600); err != nil {
					b.Fatal(err)
				}
				w.street = w.emptied(path)
				was := trial.Spent()
				b.StartTimer()
				r := w.receiveNew(paths...)
				b.StopTimer()
				work += trial.Spent() - was
				if w.street.Today().Count(ledger.Members) != 20000 {
					b.Fatal(w.street.Today().Count(ledger.Members), r.Deliveries[0].Message)
				}
				b.Cleanup(func() { w.street.Close() })
				b.StartTimer()
			}
			b.ReportMetric(work/float64(b.N), "work-ms/op")
		})
	}
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			if r := w.receiveNew(paths...); r.Deliveries[7].State != travel.DeliveryAgain {
				b.Fatal(r.Deliveries[7].State)
			}
		}
	})
}

// receiveNew takes packages in at the street, and their communities with them.
func (w *district) receiveNew(paths ...string) *travel.Reception {
	w.t.Helper()
	r := w.trusting(travel.Receiving{Paths: paths, Ruling: travel.Ruling{AsNamed: true}})
	if _, err := r.Apply(context.Background(), nil); err != nil {
		w.t.Fatal(store.Tell(err).Message)
	}
	return r
}

var longBench = flag.Bool("long", false, "receive 100 packages of 10,000 members too: minutes, and gigabytes of memory")

// peak is the most memory that the process has had, in MiB; 0 where the system does not tell.
func peak() float64 {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		var kb int
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil {
			return float64(kb) / 1024
		}
	}
	return 0
}

// used is the memory of the heap that is in use, in MiB.
func used() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}
