package store_test

import (
	"encoding/binary"
	"fmt"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// BenchmarkFigures counts all indicators, every lookup made anew, and beside it the
// summary, whose lookups are kept from one count to the next.
func BenchmarkFigures(b *testing.B) {
	var book *store.Book
	for _, n := range []int{10000, 100000} {
		book = opened(b, n)
		b.Run(fmt.Sprintf("figures/%d", n), func(b *testing.B) {
			for b.Loop() {
				points.FiguresOn(book, 0)
			}
		})
		b.Run(fmt.Sprintf("summary/%d", n), func(b *testing.B) {
			for b.Loop() {
				rules.SummaryOf(book.Today())
			}
		})
		b.Run(fmt.Sprintf("behind/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := points.Behind(book, figures.Point{}, figures.Whole, "mobile_rate", figures.WantPart); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, times := range []int{1, 10} {
		many := multiplied(stage.Now(book), times)
		v := streetView(book.Basis(), many)
		b.Run(fmt.Sprintf("communities/%d", v.Count(ledger.Members)), func(b *testing.B) {
			for b.Loop() {
				figures.Count(v.Anew())
			}
		})
	}
}

// streetView is how a street has some records.
func streetView(basis ledger.Basis, all map[ledger.Kind][]ledger.Record) *records.View {
	return records.New(records.Moment{Basis: basis, Street: true, Name: "小江湖街道"}, all)
}

// multiplied are a street's records with those of one community once for each of
// its communities: records of their own with numbers of their own.
func multiplied(from *records.View, communities int) map[ledger.Kind][]ledger.Record {
	out := map[ledger.Kind][]ledger.Record{}
	move := func(id value.ID, n int) value.ID {
		if !id.IsZero() {
			binary.BigEndian.PutUint16(id[:], uint16(n))
		}
		return id
	}
	for n := range communities {
		home := &ledger.Community{Title: communityName(n), Code: fmt.Sprintf("430502001%03d", n+1), Sort: []string{"1", "1", "2"}[n%3]}
		home.ID = move(value.ID{15: 1}, n)
		out[ledger.Communities] = append(out[ledger.Communities], home)
		for _, kind := range []ledger.Kind{ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts} {
			for _, r := range from.Of(kind) {
				r = kind.Clone(r)
				r.Head().ID, r.Head().Owner = move(r.Head().ID, n), home.ID
				switch r := r.(type) {
				case *ledger.Branch:
					r.Superior = move(r.Superior, n)
					for j := range r.Enterprises {
						r.Enterprises[j] = move(r.Enterprises[j], n)
					}
				case *ledger.Member:
					r.Branch, r.Unit = move(r.Branch, n), move(r.Unit, n)
				case *ledger.Post:
					r.Branch, r.Person = move(r.Branch, n), move(r.Person, n)
				}
				out[kind] = append(out[kind], r)
			}
		}
	}
	return out
}

// communityName invents a community's name.
func communityName(n int) string {
	first, second := []rune("塔五松资双大北宝昭雪"), []rune("北一坡江清祥塔庆陵峰")
	return string([]rune{first[n%10], second[(n+n/10)%10]}) + "社区"
}

// BenchmarkCompare explains the difference between a snapshot and now, of 100,000
// members when 10,000 of them changed since, and when all of them came since.
func BenchmarkCompare(b *testing.B) {
	path := large(b, 100000)
	book, err := store.Open(path, "correct horse", stage.Env())
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	empty := figures.Point{Title: "before", Day: book.Basis().Today, Submission: 1, Seq: 1}
	if _, err := points.TakeSnapshot(book, 0, ""); err != nil {
		b.Fatal(err)
	}
	l := find.ListOf(book.Today(), records.Query{Kind: ledger.Members, Tab: "on"})
	err = book.Write("receive", nil, func(t *store.Turn) error {
		for i := range 10000 {
			m := ledger.Members.Clone(l.Row(i)).(*ledger.Member)
			m.State, m.StateFrom = codes.MemberLeft, book.Basis().Today
			if err := t.Put(ledger.Members, l.Row(i), m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	all, err := points.All(book)
	if err != nil {
		b.Fatal(err)
	}
	for name, from := range map[string]figures.Point{"changed": all[1], "came": empty} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				c, err := points.Compare(book, from, all[0])
				if err != nil {
					b.Fatal(err)
				}
				if m, _ := c.Movement(figures.Whole, "members"); m.None() {
					b.Fatal("nothing changed")
				}
			}
		})
	}
}
