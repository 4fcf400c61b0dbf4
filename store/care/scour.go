package care

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"sync"
)

// Scour overwrites what is free in the program's memory and gives back what it can.
// Nothing clears the room of a string, a record or a key that nobody holds any more until
// something else lies there; a core file would have it all. It takes some tens of
// milliseconds and moves nothing that is in use.
func Scour() {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // a sweep meanwhile would free room behind us
	for range 2 {
		runtime.GC() // what pools and finalizers keep goes with a later one
	}
	// What is wholly free is given back first, since what is put there anew leaves a little
	// of it uncovered.
	debug.FreeOSMemory()
	// Each processor keeps some free room for itself; with one there is none out of reach.
	runtime.GOMAXPROCS(1)
	defer runtime.SetDefaultGOMAXPROCS()
	scourStacks()
	for size := 0; size < largestClass; {
		size = cap(slices.Grow([]byte(nil), size+1)) // the next class of those that hold no pointers
		scourClass(size, func() []byte { return make([]byte, size) })
	}
	const pointer = 8
	for size := 0; size < largestClass/pointer-1; {
		size = cap(slices.Grow([]*byte(nil), size+1))
		scourClass(size*pointer, func() []*byte { return make([]*byte, size) })
	}
	debug.FreeOSMemory()
}

// largestClass is the size in bytes up to which the allocator puts things of a size
// together in a span. What is larger lies alone, and FreeOSMemory gives it back.
const largestClass = 32 << 10

// scourClass takes things of a size until the allocator has no free place for them any
// more but in new spans: all that were free have been cleared then.
func scourClass[T any](size int, take func() T) {
	const round = 256 << 10
	n := max(round/size, 4)
	var rounds [][]T
	for grown := 0; grown*4 < n*size*3; {
		held := make([]T, n) // made first: it takes room itself
		before := inSpans()
		for i := range held {
			held[i] = take()
		}
		grown = inSpans() - before
		rounds = append(rounds, held)
	}
	runtime.KeepAlive(rounds)
}

// inSpans is how many bytes the spans have that things lie in, free places counted in.
func inSpans() int {
	parts := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
	metrics.Read(parts)
	return int(parts[0].Value.Uint64() + parts[1].Value.Uint64())
}

// scourStacks clears the stacks of goroutines that have ended: as many new ones as there
// may be use them, each down to a depth, all at once.
func scourStacks() {
	const many, deep = 64, 60
	var down, up sync.WaitGroup
	down.Add(many)
	up.Add(many)
	for range many {
		go func() {
			clearDown(deep, func() { down.Done(); down.Wait() })
			up.Done()
		}()
	}
	up.Wait()
}

// clearDown clears a kilobyte of stack for each step down.
//
//go:noinline
func clearDown(deep int, then func()) byte {
	var room [1 << 10]byte
	if deep == 0 {
		then()
		return 0
	}
	return clearDown(deep-1, then) + room[deep]
}
