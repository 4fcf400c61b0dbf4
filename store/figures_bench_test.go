package store

import (
	"encoding/binary"
	"fmt"
	"testing"

	"tuanjian/store/ledger"
)

// BenchmarkFigures counts all indicators, every lookup made anew, and beside it the
// summary, whose lookups are kept from one count to the next.
func BenchmarkFigures(b *testing.B) {
	var book *Book
	for _, n := range []int{10000, 100000} {
		book = opened(b, n)
		b.Run(fmt.Sprintf("figures/%d", n), func(b *testing.B) {
			for b.Loop() {
				book.Figures(0)
			}
		})
		b.Run(fmt.Sprintf("summary/%d", n), func(b *testing.B) {
			for b.Loop() {
				book.Summary()
			}
		})
		b.Run(fmt.Sprintf("behind/%d", n), func(b *testing.B) {
			for b.Loop() {
				book.Behind(0, Whole, "mobile_rate", false)
			}
		})
	}
	for _, times := range []int{1, 10} {
		many := multiplied(book.stock(), times)
		b.Run(fmt.Sprintf("communities/%d", len(many.records["member"])), func(b *testing.B) {
			for b.Loop() {
				many.census(book.Basis()).figures()
			}
		})
	}
}

// multiplied is a street's stock with the records of one community once for each of
// 10 × times communities: records of their own with numbers of their own.
func multiplied(from *stock, times int) *stock {
	out := &stock{seq: from.seq, street: true, own: "街道本级", records: map[string][]ledger.Record{}}
	communities := 10 * times
	move := func(id ledger.ID, n int) ledger.ID {
		if !id.IsZero() {
			binary.BigEndian.PutUint16(id[:], uint16(n))
		}
		return id
	}
	for i := range communities {
		home := &ledger.Community{Title: fmt.Sprint("社区", i+1)}
		home.ID = move(ledger.ID{15: 1}, i)
		out.records["community"] = append(out.records["community"], home)
	}
	for _, kind := range []ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts} {
		records := from.records[kind.Name()]
		for t := range times {
			for i, r := range records {
				n := t*10 + i*10/len(records)
				r = kind.Clone(r)
				r.Head().ID, r.Head().Owner = move(r.Head().ID, t), move(ledger.ID{15: 1}, n)
				switch r := r.(type) {
				case *ledger.Branch:
					r.Superior = move(r.Superior, t)
					for j := range r.Enterprises {
						r.Enterprises[j] = move(r.Enterprises[j], t)
					}
				case *ledger.Member:
					r.Branch, r.Unit = move(r.Branch, t), move(r.Unit, t)
				case *ledger.Post:
					r.Branch, r.Person = move(r.Branch, t), move(r.Person, t)
				}
				out.records[kind.Name()] = append(out.records[kind.Name()], r)
			}
		}
	}
	return out
}
