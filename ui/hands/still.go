package hands

import "time"

// Still is hands for tests: work runs at once on the calling thread, timers wait
// until Pass lets the time go by. Put it in place with Use(s.Hands()).
type Still struct {
	now    time.Duration
	timers []*stillTimer
}

type stillTimer struct {
	at   time.Duration
	draw func()
}

// Hands answers the hands that this clock drives.
func (s *Still) Hands() Hands {
	return Hands{
		Go: func(work func()) { work() },
		Do: func(draw func()) { draw() },
		After: func(wait time.Duration, draw func()) func() {
			t := &stillTimer{at: s.now + wait, draw: draw}
			s.timers = append(s.timers, t)
			return func() { t.draw = nil }
		},
		Now: func() time.Time { return time.Unix(0, 0).Add(s.now) },
	}
}

// Stall lets time go by on a machine that stands still: no timer has its turn.
func (s *Still) Stall(d time.Duration) { s.now += d }

// Pass lets time go by and runs the timers that fall due, earliest first, those
// started meanwhile included.
func (s *Still) Pass(d time.Duration) {
	end := s.now + d
	for {
		due := -1
		for i, t := range s.timers {
			if t.at <= end && (due < 0 || t.at < s.timers[due].at) {
				due = i
			}
		}
		if due < 0 {
			s.now = end
			return
		}
		t := s.timers[due]
		s.timers = append(s.timers[:due], s.timers[due+1:]...)
		s.now = t.at
		if t.draw != nil {
			t.draw()
		}
	}
}

// Queue is hands for tests whose work and drawing wait until Finish lets them go one by one.
type Queue struct{ work, draw []func() }

// Hands answers the hands that leave all to this queue.
func (q *Queue) Hands() Hands {
	return Hands{
		Go:    func(work func()) { q.work = append(q.work, work) },
		Do:    func(draw func()) { q.draw = append(q.draw, draw) },
		After: func(time.Duration, func()) func() { return func() {} },
		Now:   func() time.Time { return time.Unix(0, 0) },
	}
}

// Finish does the work that was begun at place i, counted from 0, and draws all that waits.
func (q *Queue) Finish(i int) {
	q.work[i]()
	for _, draw := range q.draw {
		draw()
	}
	q.draw = nil
}
