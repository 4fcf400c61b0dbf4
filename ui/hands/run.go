// Package hands is what passes between a person's hands and the program: how work
// leaves the drawing thread and comes back, who has the keyboard and gets it back
// after a click, whether the button of the mouse is down, when somebody was last at
// work, what must leave the clipboard. It alone starts goroutines and calls fyne.Do.
// It knows no widget but Fyne's, no look and no meaning.
package hands

import (
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
)

// Hands is how work leaves the drawing thread and comes back. The program uses
// the real ones; a test puts Still hands in their place and then nothing sleeps
// and nothing runs at the same time.
type Hands struct {
	Go    func(work func())                                   // elsewhere, at once
	Do    func(draw func())                                   // on the drawing thread, in order
	After func(wait time.Duration, draw func()) (stop func()) // once, on the drawing thread
	Now   func() time.Time                                    // only for how often to draw
}

var inUse = realHands()

func realHands() Hands {
	return Hands{
		Go: func(work func()) { go work() },
		Do: fyne.Do,
		After: func(wait time.Duration, draw func()) func() {
			t := time.AfterFunc(wait, func() { fyne.Do(draw) })
			return func() { t.Stop() }
		},
		Now: time.Now,
	}
}

// Use replaces the hands and answers a function that puts the former ones
// back. For tests, before any work is started.
func Use(h Hands) (restore func()) {
	before := inUse
	inUse = h
	Touch() // by the new clock
	return func() { inUse = before; Touch() }
}

// Do draws on the drawing thread, after what was told before. Whoever has work done says Run.
func Do(draw func()) { inUse.Do(draw) }

// After draws on the drawing thread when the pause is over; stop forgets it.
func After(pause time.Duration, draw func()) (stop func()) { return inUse.After(pause, draw) }

// Now is the time by which pauses are counted, and nothing else.
func Now() time.Time { return inUse.Now() }

// Run does the work off the drawing thread and hands its answer to then, or its
// error to fail, back on the drawing thread. Exactly one of the two is called,
// once. A panic in the work becomes an error that Tell shows as a fault of the
// program. Either may be nil.
func Run[T any](work func() (T, error), then func(T), fail func(error)) {
	inUse.Go(func() {
		got, err := guarded(work)
		inUse.Do(func() { answer(got, err, then, fail) })
	})
}

func answer[T any](got T, err error, then func(T), fail func(error)) {
	switch {
	case err == nil && then != nil:
		then(got)
	case err != nil && fail != nil:
		fail(err)
	}
}

// ErrPanic marks an error that was a panic inside some work.
var ErrPanic = errors.New("panic in work")

func guarded[T any](work func() (T, error)) (got T, err error) {
	defer func() {
		if r := recover(); r != nil {
			// Only the kind of the panic is kept: its text may hold a person's data.
			err = fmt.Errorf("%w: %T", ErrPanic, r)
		}
	}()
	return work()
}

// Latest is the tag of a question that can be asked again before it is answered:
// a search, a preview. Only the answer to the last asking arrives. The zero value
// is ready. It belongs to the drawing thread.
type Latest struct{ tag uint64 }

// Drop forgets whatever is still being worked on, for instance when its page is
// left. No late answer arrives after it.
func (l *Latest) Drop() { l.tag++ }

// RunLatest is Run, except that neither then nor fail is called when the same
// Latest was asked again or dropped meanwhile.
func RunLatest[T any](l *Latest, work func() (T, error), then func(T), fail func(error)) {
	l.tag++
	tag := l.tag
	inUse.Go(func() {
		got, err := guarded(work)
		inUse.Do(func() {
			if l.tag == tag {
				answer(got, err, then, fail)
			}
		})
	})
}

// Only is a piece of work that must not run twice at once: saving, sending. The
// zero value is ready. It belongs to the drawing thread.
type Only struct{ busy bool }

// Busy says whether the work is under way.
func (o *Only) Busy() bool { return o.busy }

// RunOnly is Run unless the same work is under way already; then it does nothing
// and answers false.
func RunOnly[T any](o *Only, work func() (T, error), then func(T), fail func(error)) bool {
	if o.busy {
		return false
	}
	o.busy = true
	Run(work,
		func(got T) { o.busy = false; answer(got, nil, then, fail) },
		func(err error) { o.busy = false; answer(*new(T), err, then, fail) })
	return true
}

// Delay runs draw on the drawing thread after a pause without further calls, as a
// search does while somebody types. The zero value with a Wait is ready.
type Delay struct {
	Wait time.Duration
	stop func()
	tag  uint64
}

// Call (re)starts the pause.
func (d *Delay) Call(draw func()) {
	d.Drop()
	tag := d.tag
	d.stop = inUse.After(d.Wait, func() {
		if d.tag == tag {
			draw()
		}
	})
}

// Drop forgets a call that has not run yet.
func (d *Delay) Drop() {
	d.tag++
	if d.stop != nil {
		d.stop()
		d.stop = nil
	}
}

// Every calls draw on the drawing thread at the interval until stopped, for
// instance to look whether the screen should lock.
func Every(interval time.Duration, draw func()) (stop func()) {
	stopped := false
	halt := func() {}
	var tick func()
	tick = func() {
		if stopped {
			return
		}
		draw()
		if !stopped {
			halt = inUse.After(interval, tick)
		}
	}
	halt = inUse.After(interval, tick)
	return func() {
		stopped = true
		halt()
	}
}

// Step tells how far long work is: what is being done, n of m. m of 0 means that
// the end is not known. It may be called from the work's own thread and as often
// as one likes; only what can be seen is drawn.
type Step func(what string, n, m int)

// Seldom answers a Step that the work may call from its own thread as often as it likes: draw is called on the drawing
// thread, ten times a second at most and at the end.
func Seldom(draw Step) Step {
	var last time.Time
	return func(what string, n, m int) {
		if now := inUse.Now(); n == m || now.Sub(last) >= drawEvery {
			last = now
			inUse.Do(func() { draw(what, n, m) })
		}
	}
}

// drawEvery bounds how often progress is drawn: ten times a second reads as
// steady, and a work of a million steps is not slowed by its own bar.
const drawEvery = 100 * time.Millisecond
