package kit

import "time"

// Still is hands for tests: work runs at once on the calling thread, timers wait
// until Pass lets the time go by. Put it in place with UseHands(s.Hands()).
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
