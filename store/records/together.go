package records

import (
	"runtime"
	"sync"
)

// InParts does a piece of work for each place below n, on all processors. A panic in one of them is the caller's.
func InParts(n int, work func(i int)) {
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	panics := make([]any, workers)
	for w := range workers {
		wait.Go(func() {
			defer func() { panics[w] = recover() }()
			for i := n * w / workers; i < n*(w+1)/workers; i++ {
				work(i)
			}
		})
	}
	wait.Wait()
	for _, p := range panics {
		if p != nil {
			panic(p)
		}
	}
}
