package store

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
)

// BenchmarkSubmit writes a submission of a ledger as imported, and of one where every
// tenth and every member was changed since, and reports which share of it the list of
// former versions costs.
func BenchmarkSubmit(b *testing.B) {
	for _, n := range sizes[1:] {
		for _, every := range []int{0, 10, 1} {
			b.Run(fmt.Sprintf("%d/changed-every-%d", n, every), func(b *testing.B) {
				book := opened(b, n)
				_, public, err := parcel.KeysFrom(make([]byte, 32))
				if err != nil {
					b.Fatal(err)
				}
				book.profile.StreetKey = public
				if every > 0 {
					var ids []ledger.ID
					for i, r := range book.List(Query{Kind: ledger.Members}).rows {
						if i%every == 0 {
							ids = append(ids, r.Head().ID)
						}
					}
					p, err := book.PlanBulk(ledger.Members, ids, []Assignment{{Key: "note", Text: fmt.Sprint("核对", every, b.N)}})
					if err == nil {
						_, err = p.Apply("测量")
					}
					if err != nil {
						b.Fatal(err)
					}
				}
				var former time.Duration
				for b.Loop() {
					_, path, err := book.Submit(context.Background(), Submit{Dir: b.TempDir(), Sample: true}, nil)
					if err != nil {
						b.Fatal(err)
					}
					b.StopTimer()
					begun := time.Now()
					if _, _, err := book.former(ledger.OfCommunity); err != nil {
						b.Fatal(err)
					}
					former += time.Since(begun)
					info, err := os.Stat(path)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(info.Size())/1e6, "MB")
					b.StartTimer()
				}
				b.ReportMetric(100*former.Seconds()/b.Elapsed().Seconds(), "%former")
			})
		}
	}
}
