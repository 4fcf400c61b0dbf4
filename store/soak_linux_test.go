package store_test

import (
	"context"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/undo"
)

var operations = flag.Int("operations", 4000, "how many operations TestLongWork does")

// Long work of all sorts leaves memory and handles as they were: what an open ledger
// takes grows with its records, never with what was done.
//
//	go test ./store -run TestLongWork -v -args -operations 200000
func TestLongWork(t *testing.T) {
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), "a.tjz"), "correct horse", practice.Options{Members: 500, Seed: 3}, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	stop := b.Watch(func(store.Change) {})
	work := []struct {
		often int
		do    func() error
	}{
		{30, func() error {
			find.Anything(b.Today(), []string{"zhang", "430502", "王", "lmx", "1701"}[rng.IntN(5)], 20)
			return nil
		}},
		{20, func() error {
			find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Words: []string{"", "li", "单"}[rng.IntN(3)]})
			return nil
		}},
		{10, func() error { overview.HomeOf(b); return nil }},
		{10, func() error { rules.Tabs(b.Today(), ledger.Members, records.Place{}); return nil }},
		{15, func() error { return editAny(b, rng) }},
		{10, func() error {
			return b.Drafts().Keep(store.Draft{Kind: "member", Texts: map[string]string{"name": strconv.Itoa(rng.Int())}})
		}},
		{4, func() error {
			p, err := undo.Last(b)
			if err == nil && p != nil && !p.Nothing() {
				_, err = p.Apply()
			}
			return err
		}},
		{1, func() error { rules.SummaryOf(b.Today()); care.ClockWarning(b); _, err := b.Drafts().All(); return err }},
	}
	all := 0
	for _, w := range work {
		all += w.often
	}
	var memory uint64
	handles := 0
	for n := range *operations {
		at := rng.IntN(all)
		for _, w := range work {
			if at -= w.often; at < 0 {
				if err := w.do(); err != nil {
					t.Fatalf("operation %d: %v", n, err)
				}
				break
			}
		}
		if n == *operations/10 {
			memory, handles = taken(t)
		}
		if n > 0 && n%20000 == 0 {
			m, h := taken(t)
			t.Logf("after %d: %.1f MB, %d handles", n, float64(m)/1e6, h)
		}
	}
	m, h := taken(t)
	info, err := os.Stat(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d operations: from %.1f to %.1f MB of memory, from %d to %d handles; the file has %.1f MB", *operations, float64(memory)/1e6, float64(m)/1e6, handles, h, float64(info.Size())/1e6)
	if int64(m)-int64(memory) > 5e6 || h > handles {
		t.Error("it grows")
	}
	stop()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}

func editAny(b *store.Book, rng *rand.Rand) error {
	all := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	m := ledger.Members.Clone(all.Row(rng.IntN(all.Len()))).(*ledger.Member)
	m.Note = strconv.Itoa(rng.Int())
	_, err := b.Save(ledger.Members, m)
	if store.Tell(err) != nil && store.Tell(err).Code == store.Invalid {
		return nil // a few invented people are at fault from birth
	}
	return err
}

// taken is what this process holds: heap in use after a sweep, and handles.
func taken(t *testing.T) (heap uint64, handles int) {
	t.Helper()
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("no /proc here: ", err)
	}
	return s.HeapAlloc, len(open)
}
