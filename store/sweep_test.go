package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/rules"
	"tuanjian/store/seal"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/trial"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// leaver saves a member with everything private who then leaves on a day, so that he
// has a history.
func leaver(t testing.TB, b *store.Book, name string, n int, left value.Date) *ledger.Member {
	t.Helper()
	m := stage.Person(name, "1996-03-04", n)
	m.Phone, m.Mail, m.Address, m.Home = "1701234"+strconv.Itoa(1000+n), name+"@example.cn", name+"住在塔北路九号", name+"的户口在塔南"
	m.Note = name + "的备注"
	m = stage.Keep(t, b, ledger.Members, m)
	next := ledger.Members.Clone(m).(*ledger.Member)
	next.Address = name + "搬到五一路八号"
	m = stage.Keep(t, b, ledger.Members, next)
	next = ledger.Members.Clone(m).(*ledger.Member)
	next.State, next.StateFrom, next.StateWhy = codes.MemberLeft, left, "1"
	return stage.Keep(t, b, ledger.Members, next)
}

func dueNames(t testing.TB, b *store.Book) string {
	t.Helper()
	plan, err := tend.DueToClear(b)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range plan {
		names = append(names, d.Name)
	}
	return strings.Join(names, " ")
}

// Who is due: everybody who left three years ago to the day, and nobody who holds a
// post or whose day is not known.
func TestRetentionPlan(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	leaver(t, b, "刚到", 11, value.Day(2023, 11, 22))
	leaver(t, b, "差一天", 13, value.Day(2023, 11, 23))
	leaver(t, b, "早走了", 15, value.Day(2020, 5, 0))
	leaver(t, b, "没日期", 17, 0)
	officer := leaver(t, b, "还在任", 19, value.Day(2020, 5, 4))
	cell := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东建团支部", Type: codes.BranchCell})
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: officer.ID, Branch: cell.ID, Duty: codes.DutySecretary, From: value.Day(2024, 1, 1)})
	if got := dueNames(t, b); got != "早走了 刚到" {
		t.Errorf("due: %s", got)
	}
	if n := rules.LeftUndated(b.Today()); n != 1 {
		t.Errorf("%d without a date", n)
	}
	plan, _ := tend.DueToClear(b)
	if d := plan[0]; d.Left != value.Day(2020, 5, 0) || !slices.Contains(d.Fields, "手机号码") || !slices.Contains(d.Fields, "证件号码") || slices.Contains(d.Fields, "姓名") {
		t.Errorf("%+v", d)
	}
	found := false
	for _, todo := range overview.HomeOf(b).Todos {
		found = found || todo.Page == rules.PageRetention && todo.Count == 2
	}
	if !found {
		t.Error("the first page does not say so")
	}
}

// After shredding nothing of the old values is in the ledger: not in a record, not in
// a version, not by search, and in no page of the file. Everybody else is as before.
func TestShredLeavesNothing(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	gone := leaver(t, b, "早走了", 15, value.Day(2020, 5, 4))
	other := leaver(t, b, "差一天", 13, value.Day(2023, 11, 23))
	if err := b.Drafts().Keep(store.Draft{Kind: "member", ID: gone.ID, Rev: gone.Rev, Texts: map[string]string{"address": "早走了要搬到解放路"}}); err != nil {
		t.Fatal(err)
	}
	binned := leaver(t, b, "被移走", 21, value.Day(2020, 5, 4))
	if err := b.Remove(ledger.Members, []value.ID{binned.ID}, "重复"); err != nil {
		t.Fatal(err)
	}
	path := b.Path()
	later := reopenedIn(t, b, 2029)
	if got := dueNames(t, later); got != "早走了 差一天 被移走" {
		t.Fatalf("due: %s", got)
	}
	if err := tend.Shred(later, []value.ID{gone.ID, binned.ID}); err != nil {
		t.Fatal(err)
	}
	m := later.Get(ledger.Members, gone.ID).(*ledger.Member)
	if m.Title != "早走了" || m.IDNumber+m.Phone+m.Address+m.Home+m.Mail+m.Note != "" || m.BornOn() != value.Day(1996, 3, 0) || !m.IsMale() == gone.IsMale() || m.StateFrom != gone.StateFrom || m.Shredded == 0 {
		t.Errorf("%+v", m)
	}
	for _, word := range []string{gone.IDNumber, gone.IDNumber[14:], gone.Phone} {
		for _, hit := range find.Anything(later.Today(), word, 20).All() {
			if hit.Record.Head().ID == gone.ID {
				t.Errorf("%s still finds him", word)
			}
		}
	}
	versions, err := later.History(ledger.Members, gone.ID)
	if err != nil || len(versions) != 4 {
		t.Fatal(len(versions), err)
	}
	for _, v := range versions {
		if left := v.Record.(*ledger.Member).PrivateLabels(); len(left) > 0 || v.Record.Head().Shredded == 0 {
			t.Errorf("version %d keeps %v", v.Seq, left)
		}
	}
	if got := dueNames(t, later); got != "差一天" {
		t.Errorf("still due: %s", got)
	}
	for _, f := range rules.Faults(later.Today(), ledger.Members, m) {
		if f.Key != "branch" { // he never had one
			t.Errorf("asks again: %s", f.Text)
		}
	}
	if got := later.Get(ledger.Members, other.ID).(*ledger.Member); got.Phone != other.Phone || got.Address != other.Address {
		t.Error("somebody else lost something")
	}
	entry, err := later.Journal(1)
	if err != nil || entry[0].Intent != "shred" || entry[0].Detail.Rows != 2 || entry[0].Detail.Reason != "" {
		t.Errorf("%+v %v", entry, err)
	}
	if wounds, err := care.Check(later); err != nil || len(wounds) > 0 || later.Unswept() {
		t.Error(wounds, err, later.Unswept())
	}
	if drafts, err := later.Drafts().All(); err != nil || len(drafts) > 0 {
		t.Error("what was typed and not saved is still there", err)
	}
	if err := tend.Shred(later, []value.ID{gone.ID}); stage.CodeOf(err) != store.Changed {
		t.Errorf("a second time: %v", err)
	}
	later.Close()
	for _, old := range []*ledger.Member{gone, binned} {
		secrets := []string{old.IDNumber, old.Phone, old.Mail, old.Address, old.Home, old.Note, old.Title + "住在", old.Title + "要搬到"}
		if found := inPages(t, path, secrets); len(found) > 0 {
			t.Errorf("the file still has %v", found)
		}
	}
	if found := inPages(t, path, []string{other.Phone, other.Title + "住在"}); len(found) != 2 {
		t.Errorf("the search of pages sees only %v: it proves nothing", found)
	}
	again := stage.OpenAs(t, path, "王干事", stage.Password)
	if m := again.Get(ledger.Members, gone.ID).(*ledger.Member); m.Phone != "" || m.Title != "早走了" {
		t.Errorf("reopened: %+v", m)
	}
	if err := again.Bin().Back(ledger.Members, []value.ID{binned.ID}); err != nil {
		t.Errorf("back from the bin: %v", err)
	} else if m := again.Get(ledger.Members, binned.ID).(*ledger.Member); m.Phone != "" || m.Title != "被移走" {
		t.Errorf("%+v", m)
	}
}

// reopenedIn closes b and opens it again in another year.
func reopenedIn(t testing.TB, b *store.Book, year int) *store.Book {
	t.Helper()
	path := b.Path()
	b.Close()
	env := stage.Env()
	env.Now = func() time.Time { return time.Date(year, 11, 23, 9, 0, 0, 0, time.Local) }
	again, err := store.Open(path, stage.Password, env)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	return again
}

// inPages says which words stand in any page of the file, used or not, once opened
// with the key.
func inPages(t testing.TB, path string, words []string) (found []string) {
	t.Helper()
	r, err := vault.Rescue(path, func(slots []seal.Slot) (seal.Key, error) {
		key, _, err := seal.OpenPassword(slots, "", stage.Password)
		return key, err
	}, stage.Env().Vault())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	seen := map[string]bool{}
	err = r.Each(func(_ string, _, plain []byte, _ bool) error {
		for _, w := range words {
			if bytes.Contains(plain, []byte(w)) {
				seen[w] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		if seen[w] {
			found = append(found, w)
		}
	}
	return found
}

// Where the file cannot be written anew, what was cleared stays cleared and the
// person is told what is left to do.
func TestShredWithoutSweep(t *testing.T) {
	b := stage.Book(t)
	gone := leaver(t, b, "早走了", 15, value.Day(2020, 5, 4))
	link := filepath.Join(filepath.Dir(b.Path()), "又一个名字.tjz")
	if err := os.Link(b.Path(), link); err != nil {
		t.Skip("no second names here")
	}
	err := tend.Shred(b, []value.ID{gone.ID})
	if err == nil || !strings.Contains(store.Tell(err).Message, "已经清除") || !b.Unswept() {
		t.Fatalf("%v, unswept %v", err, b.Unswept())
	}
	if m := b.Get(ledger.Members, gone.ID).(*ledger.Member); m.Phone != "" {
		t.Error("not cleared")
	}
	if runtime.GOOS == "windows" { // another name of an open file is not removed there
		b.Close()
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
		b = stage.Reopened(t, b)
	} else if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if err := b.Sweep(); err != nil || b.Unswept() {
		t.Fatal(err)
	}
	path := b.Path()
	b.Close()
	if found := inPages(t, path, []string{gone.Phone, gone.IDNumber}); len(found) > 0 {
		t.Errorf("the file still has %v", found)
	}
}

func TestShredRefuses(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	if err := tend.Shred(b, []value.ID{m.ID}); stage.CodeOf(err) != store.Changed {
		t.Errorf("somebody on the roll: %v", err)
	}
	if err := tend.Shred(b, nil); stage.CodeOf(err) != store.Refused {
		t.Errorf("nobody: %v", err)
	}
	if got := b.Get(ledger.Members, m.ID).(*ledger.Member); got.Phone == "" {
		t.Error("cleared all the same")
	}
}
