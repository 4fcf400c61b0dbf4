package store_test

import (
	"fmt"
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

// BenchmarkHistory asks for the versions of one record among the changes of all.
func BenchmarkHistory(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			book := opened(b, n)
			id := stage.Now(book).Of(ledger.Members)[n/2].Head().ID
			for b.Loop() {
				if versions, err := book.History(ledger.Members, id); err != nil || len(versions) == 0 {
					b.Fatal(len(versions), err)
				}
			}
		})
	}
}
