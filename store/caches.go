package store

import (
	"strconv"
	"sync"
)

func itoa(n int) string { return strconv.Itoa(n) }

// caches hold what is kept besides what each View of the records derives.
type caches struct {
	mu  sync.Mutex
	bin binned
}
