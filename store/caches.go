package store

import (
	"strconv"
	"sync"

	"tuanjian/store/ledger"
	"tuanjian/store/rules"
)

func itoa(n int) string { return strconv.Itoa(n) }

// caches hold what is kept besides what each View of the records derives.
type caches struct {
	mu  sync.Mutex
	bin binned
}

// binned is what the recycle bin holds, as far as reminders ask: it is read again when something came or went.
type binned struct {
	known bool
	all   []rules.Removed
	today ledger.Date
	due   int // members whose time of keeping is over
}

// BinDue is how many members in the bin are to be cleared.
func (b *Book) BinDue() int {
	basis := b.Basis()
	b.cache.mu.Lock()
	defer b.cache.mu.Unlock()
	c := &b.cache.bin
	if !c.known {
		all, err := b.Bin()
		if err != nil {
			return 0 // Check names it
		}
		*c = binned{known: true, all: RemovedMembers(all)}
	}
	if c.today != basis.Today {
		c.today, c.due = basis.Today, len(rules.DueOfBin(c.all, basis))
	}
	return c.due
}
