package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
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
				book.InProfile().StreetKey = public
				if every > 0 {
					var ids []value.ID
					for i, r := range find.ListOf(book.Today(), records.Query{Kind: ledger.Members}).Rows() {
						if i%every == 0 {
							ids = append(ids, r.Head().ID)
						}
					}
					p, err := tend.PlanBulk(book, ledger.Members, ids, []tend.Assignment{{Key: "note", Text: fmt.Sprint("核对", every, b.N)}})
					if err == nil {
						_, err = p.Apply("测量")
					}
					if err != nil {
						b.Fatal(err)
					}
				}
				var former time.Duration
				for b.Loop() {
					_, path, err := travel.Submit(context.Background(), book, travel.Sending{Dir: b.TempDir(), Sample: true}, nil)
					if err != nil {
						b.Fatal(err)
					}
					b.StopTimer()
					begun := trial.Start()
					if _, _, err := travel.Former(book, ledger.OfCommunity); err != nil {
						b.Fatal(err)
					}
					former += begun.Taken()
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

// BenchmarkMeet compares a ledger with a package of its copy in which every hundredth
// member was changed, and takes it in.
func BenchmarkMeet(b *testing.B) {
	for _, n := range sizes[1:] {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			there := opened(b, n)
			text, err := os.ReadFile(large(b, n))
			if err != nil {
				b.Fatal(err)
			}
			for i, r := range find.ListOf(there.Today(), records.Query{Kind: ledger.Members}).Rows() {
				if i%100 == 0 {
					m := ledger.Members.Clone(r).(*ledger.Member)
					m.Position = "班长"
					if _, err := there.Save(ledger.Members, m); err != nil {
						b.Fatal(err)
					}
				}
			}
			var reading, taking time.Duration
			for b.Loop() {
				b.StopTimer()
				path := filepath.Join(b.TempDir(), "here.tjz")
				if err := os.WriteFile(path, text, 0o600); err != nil {
					b.Fatal(err)
				}
				here, err := store.Open(path, "correct horse", stage.Env())
				if err != nil {
					b.Fatal(err)
				}
				p := packageOf(b, there, here)
				b.StartTimer()
				begun := trial.Start()
				m, err := travel.MeetOpen(context.Background(), here, p, nil)
				if err != nil {
					b.Fatal(err)
				}
				reading += begun.Taken()
				begun = trial.Start()
				if c, _, err := m.Apply(); err != nil || c.Changed != (n+99)/100 {
					b.Fatal(err, c.Changed)
				}
				taking += begun.Taken()
				b.StopTimer()
				here.Close()
				b.StartTimer()
			}
			b.ReportMetric(reading.Seconds()*1000/float64(b.N), "ms-plan")
			b.ReportMetric(taking.Seconds()*1000/float64(b.N), "ms-apply")
		})
	}
}
