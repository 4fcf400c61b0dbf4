// Package stage is what the tests of screens share below a Shell: a ledger that stands still in
// time, a window of the test driver with hands that do everything at once, and eyes for what is
// on it. It knows the Book and kit, no page, and is no part of the program.
package stage

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/seal"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// Password opens every ledger of these tests, Phrase every package that has one.
const (
	Password = "tabei-2026"
	Phrase   = "tabei-wuyi-2026"
)

// Env stands still in time, and its Passwords cost little to try.
func Env() store.Env {
	morning := trial.On(time.Date(2026, 6, 30, 9, 0, 0, 0, time.FixedZone("", 8*3600)))
	return store.Env{
		Now:     func() time.Time { return morning },
		Random:  rand.Reader,
		Effort:  seal.Effort{Time: 1, Memory: 64, Threads: 1},
		Version: "0",
	}
}

// NewBook makes an empty ledger, or with members a practice one.
func NewBook(t testing.TB, members int) *store.Book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.tjz")
	var b *store.Book
	var err error
	if members > 0 {
		b, err = practice.New(context.Background(), path, Password, practice.Options{Members: members, Seed: 7}, Env())
	} else {
		b, _, err = store.Create(path, store.Profile{Name: "塔北社区"}, "李干事", Password, Env())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// NewStreet makes a practice street with so many communities; an empty one for 0.
func NewStreet(t testing.TB, communities int) *store.Book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "s.tjz")
	var b *store.Book
	var err error
	if communities > 0 {
		b, err = practice.New(context.Background(), path, Password, practice.Options{Members: 60 * communities, Seed: 7, Street: true, Communities: communities}, Env())
	} else {
		b, _, err = store.Create(path, store.Profile{Name: "小江湖街道", Street: true}, "李干事", Password, Env())
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// Community finds a street's community by its place.
func Community(b *store.Book, at int) value.ID { return rules.Arrivals(b.Today())[at].Community.ID }

// NewCommunity is a ledger of a community with one enterprise, one branch and a few people, one of whom has a number
// that is too short.
func NewCommunity(t testing.TB, name string, people ...string) *store.Book {
	t.Helper()
	b, _, err := store.Create(filepath.Join(t.TempDir(), name+".tjz"), store.Profile{Name: name}, "李干事", Password, Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	save := func(kind ledger.Kind, r ledger.Record) ledger.Record {
		saved, err := b.Save(kind, r)
		if err != nil {
			t.Fatal(kind.Name(), err, store.Tell(err).Faults)
		}
		return saved
	}
	own := ledger.Communities.Clone(b.Today().Own()).(*ledger.Community)
	own.Sort = "1"
	save(ledger.Communities, own)
	firm := save(ledger.Enterprises, &ledger.Enterprise{Title: name + "五金有限公司", Community: own.ID, Business: codes.BusinessOpen}).(*ledger.Enterprise)
	branch := save(ledger.Branches, &ledger.Branch{Title: "共青团" + name + "五金支部", Short: name + "五金团支部", Type: codes.BranchCell, Community: own.ID, Enterprises: []value.ID{firm.ID}, State: codes.BranchNormal}).(*ledger.Branch)
	for i, person := range people {
		save(ledger.Members, &ledger.Member{Title: person, State: codes.MemberNormal, Branch: branch.ID, Unit: firm.ID, Phone: "1701234567"[:10-i%2] + "8", Nation: "01"})
	}
	return b
}

// Submitted writes a community's package and answers its path.
func Submitted(t testing.TB, b *store.Book, dir string) string {
	t.Helper()
	x := travel.Sending{Dir: dir}
	if travel.NeedsPassphrase(b) {
		x.Passphrase = Phrase
	}
	_, path, err := travel.Submit(context.Background(), b, x, nil)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// NewRealStreet is an empty street with some communities.
func NewRealStreet(t testing.TB, names ...string) *store.Book {
	t.Helper()
	b, _, err := store.Create(filepath.Join(t.TempDir(), "小江湖街道.tjz"), store.Profile{Name: "小江湖街道", Street: true}, "周书记", Password, Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	for i, name := range names {
		if _, err := b.Save(ledger.Communities, &ledger.Community{Title: name, Code: "43050200100" + strconv.Itoa(i+1), Sort: "1"}); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// SomeMember is a member on the roll without a fault.
func SomeMember(t testing.TB, b *store.Book) *ledger.Member {
	t.Helper()
	l := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"})
	for i := range l.Len() {
		if m := l.Row(i).(*ledger.Member); len(rules.Faults(b.Today(), ledger.Members, m)) == 0 && !m.Branch.IsZero() {
			return m
		}
	}
	t.Fatal("no member without a fault")
	return nil
}
