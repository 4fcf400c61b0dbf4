// Package trial is what the tests of all rooms share: the day they play on, and a
// watch for what takes time. It knows no ledger, and the program never leans on it.
package trial

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// On is the instant at which a test's clock stands: the usual one, or that hour of
// the day that TUANJIAN_TODAY names (2028-02-29). It panics when that names no day.
func On(usual time.Time) time.Time {
	set := os.Getenv("TUANJIAN_TODAY")
	if set == "" {
		return usual
	}
	day, err := time.Parse(time.DateOnly, set)
	if err != nil {
		panic("TUANJIAN_TODAY: " + err.Error())
	}
	hour, minute, second := usual.Clock()
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, second, usual.Nanosecond(), usual.Location())
}

// Stand puts a test's clock on one day whatever the run plays: its people and dates are
// of that day. The day is written as 2026-11-22.
func Stand(t testing.TB, day string) {
	t.Helper()
	t.Setenv("TUANJIAN_TODAY", day)
}

// A Watch tells how long something took. It tells no time of day.
type Watch struct{ from time.Time }

// Start starts a Watch.
func Start() Watch { return Watch{time.Now()} }

// Taken is how long ago it was started.
func (w Watch) Taken() time.Duration { return time.Since(w.from) }

// Spent is the time that processors have worked for this process, in ms; 0 where the system does not tell. On a machine
// that is shared it tells more than a clock.
func Spent() float64 {
	text, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) * 10
}
