package care

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestBackupNames(t *testing.T) {
	for file, want := range map[string]bool{
		"000123 2026-11-22 每日.tjz":               true,
		"1234567 2038-01-19 导入前.tjz":             true,
		"000123 2026-11-22 恢复前.tjz":              true,
		"000000 2026-11-22 每日.tjz":               false,
		"000123 2026-13-22 每日.tjz":               false,
		"000123 2026-11-22 随便.tjz":               false,
		"123 2026-11-22 每日.tjz":                  false,
		"0000123 2026-11-22 每日.tjz":              false,
		"000123 2026-11-22 每日.tjz.tmp":           false,
		"000123  2026-11-22 每日.tjz":              false,
		"-00123 2026-11-22 每日.tjz":               false,
		"000123 2026-11-22 ../每日.tjz":            false,
		"99999999999999999999 2026-11-22 每日.tjz": false,
	} {
		n, ok := parseBackupName(file)
		if ok != want || ok && n.String() != file {
			t.Errorf("%q: %v %v", file, n, ok)
		}
	}
}

// days lays one daily backup on each of n days, numbers going up from first.
func daily(first uint64, day string, n int) (names []backupName) {
	at, _ := time.Parse(time.DateOnly, day)
	for i := range n {
		names = append(names, backupName{first + uint64(i), at.AddDate(0, 0, i).Format(time.DateOnly), Daily})
	}
	return names
}

func TestKeep(t *testing.T) {
	before := func(first uint64, n int) (names []backupName) {
		for i := range n {
			names = append(names, backupName{first + uint64(i), "2026-11-22", BeforeImport})
		}
		return names
	}
	for _, c := range []struct {
		what   string
		names  []backupName
		proved string
		want   string // numbers that stay, newest first
	}{
		{"nothing", nil, "", ""},
		{"one", daily(1, "2026-11-22", 1), "", "1"},
		// The last seven days; Sundays 8, 15 end weeks; the last of October is the month's.
		{"forty days", daily(1, "2026-10-14", 40), "", "40 39 38 37 36 35 34 33 26 19 18"},
		{"four a day", append(daily(1, "2026-11-20", 3), daily(11, "2026-11-20", 3)...), "", "13 12 11"},
		// Ten years back: the later numbers are still the newest, and older months still count.
		{"clock set back", append(daily(1, "2026-11-20", 3), daily(4, "2016-11-20", 8)...), "", "11 10 9 8 7 6 5 4 3"},
		{"gaps", []backupName{{5, "2026-01-05", Daily}, {9, "2026-03-05", Daily}, {40, "2026-11-22", Daily}}, "", "40 9 5"},
		{"2038", daily(1, "2038-01-15", 10), "", "10 9 8 7 6 5 4 3"},
		{"before imports", before(1, 14), "", "14 13 12 11 10 9 8 7 6 5"},
		{"the proved one", before(1, 14), before(2, 1)[0].String(), "14 13 12 11 10 9 8 7 6 5 2"},
		{"a daily behind many", append(daily(1, "2026-11-22", 1), before(2, 12)...), "", "13 12 11 10 9 8 7 6 5 4 1"},
	} {
		stay, gone := keepBackups(c.names, c.proved)
		var got []string
		for _, n := range stay {
			got = append(got, fmt.Sprint(n.Number))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s stay, want %s", c.what, strings.Join(got, " "), c.want)
		}
		if len(stay)+len(gone) != len(c.names) {
			t.Errorf("%s: %d stay, %d go of %d", c.what, len(stay), len(gone), len(c.names))
		}
	}
}

// Whatever the clock did: nothing is lost or doubled, the newest and the proved one
// stay, what stays is bounded, and asking again takes nothing more.
func TestKeepHoldsItsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 120).Draw(t, "n")
		names := make([]backupName, n)
		for i := range names {
			day := time.Date(rapid.IntRange(1996, 2045).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
			names[i] = backupName{uint64(i + 1), day.Format(time.DateOnly), rapid.SampledFrom(whys).Draw(t, "why")}
		}
		proved := rapid.SampledFrom(names).Draw(t, "proved")
		shuffled := rapid.Permutation(names).Draw(t, "shuffled")
		stay, gone := keepBackups(shuffled, proved.String())
		if stay[0] != names[n-1] || !slices.Contains(stay, proved) {
			t.Fatalf("the newest or the proved one goes: %v", gone)
		}
		if len(stay)+len(gone) != n || len(stay) > keepDays+keepWeeks+keepMonths+keepBefore+1 {
			t.Fatalf("%d stay, %d go of %d", len(stay), len(gone), n)
		}
		if again, more := keepBackups(stay, proved.String()); len(more) > 0 || len(again) != len(stay) {
			t.Fatalf("asked again, %v go too", more)
		}
	})
}
