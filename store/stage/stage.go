// Package stage is what the tests of the rooms around the Book share: ledgers that stand still in time, invented records,
// and short questions. It knows the Book and no room above it but practice, and is no part of the program.
package stage

import (
	"context"
	"crypto/rand"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/seal"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// Password opens every ledger of these tests.
const Password = "long-enough-8"

// Env is an afternoon of November 2026, or of the day that the tests are told to play on, with passwords that cost nothing.
func Env() store.Env {
	afternoon := trial.On(time.Date(2026, 11, 22, 15, 4, 5, 0, time.Local))
	return store.Env{
		Now:     func() time.Time { return afternoon },
		Random:  rand.Reader,
		Effort:  seal.Effort{Time: 1, Memory: 64, Threads: 1},
		Version: "0.0.0",
	}
}

// Book is an empty ledger of 塔北社区.
func Book(t testing.TB) *store.Book {
	t.Helper()
	return create(t, store.Profile{Name: "塔北社区"})
}

// Street is an empty ledger of 小江湖街道.
func Street(t testing.TB) *store.Book {
	t.Helper()
	return create(t, store.Profile{Name: "小江湖街道", Street: true})
}

func create(t testing.TB, p store.Profile) *store.Book {
	t.Helper()
	b, _, err := store.Create(filepath.Join(t.TempDir(), p.Name+".tjz"), p, "王干事", Password, Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// Practised is a practice ledger: many kinds of records with the faults of life.
func Practised(t testing.TB, members int) *store.Book {
	t.Helper()
	return practised(t, "练习.tjz", practice.Options{Members: members, Seed: 7})
}

// PractisedStreet is a whole invented street.
func PractisedStreet(t testing.TB, members int) *store.Book {
	t.Helper()
	return practised(t, "练习街道.tjz", practice.Options{Members: members, Seed: 1, Street: true})
}

// PractisedReport is the street of the report, played through (practice --street --report).
func PractisedReport(t testing.TB) *store.Book {
	t.Helper()
	return practised(t, "汇报.tjz", practice.Options{Street: true, Report: true, Seed: 1})
}

func practised(t testing.TB, file string, o practice.Options) *store.Book {
	t.Helper()
	b, err := practice.New(context.Background(), filepath.Join(t.TempDir(), file), Password, o, Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// Keep saves a record and gives it back as it now is.
func Keep[T ledger.Record](t testing.TB, b *store.Book, kind ledger.Kind, r T) T {
	t.Helper()
	saved, err := b.Save(kind, r)
	if err != nil {
		t.Fatalf("%s: %v %s %v", kind.Name(), err, store.Tell(err).Message, store.Tell(err).Faults)
	}
	return saved.(T)
}

// Reopened closes a ledger and opens its file again.
func Reopened(t testing.TB, b *store.Book) *store.Book {
	t.Helper()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(b.Path(), Password, Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	return again
}

// OpenAs opens a ledger, which must be closed, as one operator.
func OpenAs(t testing.TB, path, name, password string) *store.Book {
	t.Helper()
	b, err := store.OpenAs(path, name, password, Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// Now are the records of a ledger as they are.
func Now(b *store.Book) *records.View { return b.Today() }

// All are the records of a kind as they are now.
func All[T ledger.Record](b *store.Book, kind ledger.Kind) iter.Seq[T] {
	return records.All[T](Now(b), kind)
}

// Seq is the number of a ledger's newest entry in the journal.
func Seq(b *store.Book) uint64 { return Now(b).Moment().Seq }

// Home is the community that a ledger is about.
func Home(b *store.Book) *ledger.Community { return Now(b).Community() }

// Everything is all records as text: what must not change.
func Everything(b *store.Book) map[string]string {
	all := map[string]string{}
	for _, kind := range ledger.All {
		l := find.ListOf(b.Today(), records.Query{Kind: kind})
		for i := range l.Len() {
			var texts []string
			for _, c := range kind.Columns()[:kind.Fields()] {
				texts = append(texts, find.TextOf(b.Today(), kind, l.Row(i), c.Key))
			}
			all[l.Row(i).Head().ID.String()] = strings.Join(texts, "|")
		}
	}
	return all
}

// IDNumber invents a right ID number: the n-th of those born on a day, written as 2002-03-04.
func IDNumber(born string, n int) string {
	s := "430502" + strings.ReplaceAll(born, "-", "") + string([]byte{'0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
	for _, c := range "0123456789X" {
		if value.ResidentFault(s+string(c)) == nil {
			return s + string(c)
		}
	}
	panic(born)
}

// Firm is an enterprise without a fault.
func Firm(title string) *ledger.Enterprise {
	return &ledger.Enterprise{Title: title, Sort: "1", NonPublic: codes.Yes, Business: codes.BusinessOpen, Boss: "周建国"}
}

// Cell is a branch of some enterprises.
func Cell(short string, firms ...*ledger.Enterprise) *ledger.Branch {
	o := &ledger.Branch{Title: "共青团" + short, Short: short, Type: codes.BranchCell, Founded: 20250105, State: codes.BranchNormal}
	for _, e := range firms {
		o.Enterprises = append(o.Enterprises, e.ID)
	}
	return o
}

// Person is a member: the n-th of those born on a day.
func Person(name string, born string, n int) *ledger.Member {
	return &ledger.Member{Title: name, IDNumber: IDNumber(born, n), Nation: "01", Joined: value.Day(2016, 5, 0), Phone: "13912345678", State: codes.MemberNormal, Standing: codes.StandingLeague}
}

// CodeOf is an error's code, "ok" for none.
func CodeOf(err error) string {
	if err == nil {
		return "ok"
	}
	return store.Tell(err).Code
}

// FileMode is the permission of a file, to be compared with 0600.
func FileMode(t testing.TB, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" { // who else may read it says the folder's list, no mode
		return info.Mode().Perm() & 0o700
	}
	return info.Mode().Perm()
}

// Quiet takes progress and tells nobody.
func Quiet(string, int, int) {}
