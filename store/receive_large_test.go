package store_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// A cost is what one reception took.
type cost struct {
	took      time.Duration
	work      float64 // ms of processors
	allocated float64 // MiB, over the whole reception
	held      float64 // MiB of the heap in use, ledger included, when it was done
}

// measured takes packages in and says what it cost.
func (w *district) measured(paths ...string) (*travel.Reception, cost) {
	w.t.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	work, start := trial.Spent(), trial.Start()
	r := w.trusting(travel.Receiving{Paths: paths, Ruling: travel.Ruling{AsNamed: true}})
	if _, err := r.Apply(context.Background(), nil); err != nil {
		w.t.Fatal(store.Tell(err).Message)
	}
	c := cost{took: start.Taken(), work: trial.Spent() - work}
	runtime.ReadMemStats(&after)
	c.allocated = float64(after.TotalAlloc-before.TotalAlloc) / (1 << 20)
	c.held = used()
	for _, d := range r.Deliveries {
		if d.State != travel.DeliveryReady && d.State != travel.DeliveryAgain {
			w.t.Fatal(d.Message)
		}
	}
	return r, c
}

// roundTwo changes some people of a community and submits again.
func (w *district) roundTwo(b *store.Book) string {
	w.t.Helper()
	var some []*ledger.Member
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		if some = append(some, m); len(some) == 60 {
			break
		}
	}
	for _, m := range some[:50] {
		x := *m
		x.Note = "第二轮核对过"
		stage.Keep(w.t, b, ledger.Members, &x)
	}
	for _, m := range some[50:] {
		if err := b.Remove(ledger.Members, []value.ID{m.ID}, "转走"); err != nil {
			w.t.Fatal(store.Tell(err).Message)
		}
	}
	for i := range 10 {
		stage.Keep(w.t, b, ledger.Members, &ledger.Member{Title: called(900 + i), Nation: "01"})
	}
	return w.submit(b)
}

// BenchmarkReceiveLarge takes in 100 packages of 10,000 members at once; and then one package in which 70 people have
// changed, into that street of a million and into one of ten thousand. With -short sizes it is a tenth of a tenth.
func BenchmarkReceiveLarge(b *testing.B) {
	communities, members := 10, 200
	if *longBench {
		communities, members = 100, 10000
	}
	for b.Loop() {
		b.StopTimer()
		w := newDistrict(b, 0)
		last := w.newOffice("末社区")
		invented(b, last, 7, members)
		first := w.submit(last)
		second := w.roundTwo(last)
		small := newDistrict(b, 0)
		small.street.InProfile().Key = w.street.InProfile().Key
		paths, _ := w.parcels(communities-1, members)
		paths = append(paths, first)
		b.StartTimer()
		r, all := w.measured(paths...)
		b.StopTimer()
		b.Logf("%d packages of %d: %v, %.0f ms of processors, %.0f MiB allocated, %.0f MiB held, %.0f MiB at the peak; file %d MiB",
			communities, members, all.took, all.work, all.allocated, all.held, peak(), sizeOf(b, w.street.Path())>>20)
		start := trial.Start()
		doubles := len(r.Doubles())
		b.Logf("doubles: %d in %v", doubles, start.Taken())
		r = nil
		if n := w.street.Today().Count(ledger.Members); n != communities*members {
			b.Fatal(n)
		}
		small.measured(first)
		for _, x := range []struct {
			name string
			w    *district
		}{{"small", small}, {"large", w}} {
			r, c := x.w.measured(second)
			added, changed, removed := r.Deliveries[0].Totals()
			b.Logf("one package with +%d -%d ±%d into a street of %d: %v, %.0f ms of processors, %.1f MiB allocated", added, removed, changed, x.w.street.Today().Count(ledger.Members), c.took, c.work, c.allocated)
			b.ReportMetric(float64(c.took.Milliseconds()), x.name+"-ms")
			b.ReportMetric(c.allocated, x.name+"-MiB")
		}
		_, again := w.measured(paths...)
		work := trial.Spent()
		start = trial.Start()
		bareParse(b, w.secret(), paths)
		b.Logf("all once more: %v, %.0f ms of processors; decrypting and parsing them: %v, %.0f ms", again.took, again.work, start.Taken(), trial.Spent()-work)
		b.StartTimer()
	}
}

func sizeOf(t testing.TB, path string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Clean(path))
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
