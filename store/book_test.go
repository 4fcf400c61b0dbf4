package store

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/seal"
	"tuanjian/store/trial"
)

const testPassword = "long-enough-8"

// testEnv is an afternoon of November 2026, or of the day that the tests are told to
// play on, with passwords that cost nothing.
func testEnv() Env {
	afternoon := trial.On(time.Date(2026, 11, 22, 15, 4, 5, 0, time.Local))
	return Env{
		Now:     func() time.Time { return afternoon },
		Random:  rand.Reader,
		Effort:  seal.Effort{Time: 1, Memory: 64, Threads: 1},
		Version: "0.0.0",
	}
}

// freshBook is an empty ledger of 塔北社区.
func freshBook(t testing.TB) *Book {
	t.Helper()
	b, _, err := Create(filepath.Join(t.TempDir(), "塔北社区.tjz"), Profile{Name: "塔北社区"}, "王干事", testPassword, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// keep saves a record and gives it back as it now is.
func keep[T ledger.Record](t testing.TB, b *Book, kind ledger.Kind, r T) T {
	t.Helper()
	saved, err := b.Save(kind, r)
	if err != nil {
		t.Fatalf("%s: %v %v", kind.Name(), err, Tell(err).Faults)
	}
	return saved.(T)
}

// reopened closes a ledger and opens its file again.
func reopened(t testing.TB, b *Book) *Book {
	t.Helper()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(b.Path(), testPassword, testEnv())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	return again
}

// idNumber invents a right ID number: the n-th of those born on a day.
func idNumber(born string, n int) string {
	s := "430502" + strings.ReplaceAll(born, "-", "") + string([]byte{'0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
	for _, c := range "0123456789X" {
		if ledger.ResidentFault(s+string(c)) == nil {
			return s + string(c)
		}
	}
	panic(born)
}

func firm(title string) *ledger.Enterprise {
	return &ledger.Enterprise{Title: title, Sort: "1", NonPublic: ledger.Yes, Business: ledger.BusinessOpen, Boss: "周建国"}
}

func cell(short string, firms ...*ledger.Enterprise) *ledger.Branch {
	o := &ledger.Branch{Title: "共青团" + short, Short: short, Type: ledger.BranchCell, Founded: 20250105, State: ledger.BranchNormal}
	for _, e := range firms {
		o.Enterprises = append(o.Enterprises, e.ID)
	}
	return o
}

func person(name string, born string, n int) *ledger.Member {
	return &ledger.Member{Title: name, IDNumber: idNumber(born, n), Nation: "01", Joined: ledger.Day(2016, 5, 0), Phone: "13912345678", State: ledger.MemberNormal, Standing: ledger.StandingLeague}
}

func codeOf(err error) string {
	if err == nil {
		return "ok"
	}
	return Tell(err).Code
}

// fileMode is the permission of a file, to be compared with 0600.
func fileMode(t testing.TB, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}
