package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// From an empty folder to a ledger that opens again with what was saved.
func TestLifeOfALedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, code, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	if b.Profile().Name != "塔北社区" || b.Operator() != "王干事" || b.Path() != path || len(b.Profile().Key) != 32 || b.Profile().Ledger == "" {
		t.Errorf("%+v", b.Profile())
	}
	if b.Today().Count(ledger.Communities) != 1 || b.Saved().IsZero() || stage.FileMode(t, path) != 0o600 {
		t.Error("a new ledger has its community, and belongs to its owner")
	}
	if _, _, err := store.Create(path, store.Profile{Name: "五一社区"}, "王干事", stage.Password, stage.Env()); stage.CodeOf(err) != store.Exists {
		t.Errorf("a second one in its place: %v", err)
	}
	if _, err := store.Open(path, stage.Password, stage.Env()); stage.CodeOf(err) != store.Busy {
		t.Errorf("opened twice: %v", err)
	}
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	profile, rules := b.Profile(), b.Basis().Rules
	b = stage.Reopened(t, b)
	if got := b.Get(ledger.Members, m.ID); !reflect.DeepEqual(got, ledger.Record(m)) {
		t.Errorf("\n got %+v\nwant %+v", got, m)
	}
	if !reflect.DeepEqual(b.Profile(), profile) || !reflect.DeepEqual(b.Basis().Rules, rules) || b.Operator() != "王干事" || len(care.Wounds(b)) != 0 {
		t.Error("the settings came back otherwise")
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Errorf("%v %v", wounds, err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	if _, err := b.Save(ledger.Members, stage.Person("王刚", "2002-03-04", 13)); stage.CodeOf(err) != store.Refused {
		t.Errorf("saved when closed: %v", err)
	}
	clear, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"李华", m.IDNumber, m.Phone, "塔北社区"} {
		if bytes.Contains(clear, []byte(secret)) {
			t.Errorf("%s stands in clear", secret)
		}
	}

	for _, c := range []struct{ password, want string }{{"wrong-password", store.WrongPassword}, {"", store.WrongPassword}, {code, store.WrongPassword}} {
		if _, err := store.Open(path, c.password, stage.Env()); stage.CodeOf(err) != c.want {
			t.Errorf("%q: %v", c.password, err)
		}
	}
	if _, err := store.OpenWithCode(path, code, "", "short", stage.Env()); stage.CodeOf(err) != store.ShortPassword {
		t.Errorf("a short new password: %v", err)
	}
	mistyped := "2" + code[1:]
	if code[0] == '2' {
		mistyped = "3" + code[1:]
	}
	for _, wrong := range []string{mistyped, "", "不是恢复码"} {
		if _, err := store.OpenWithCode(path, wrong, "", "another-long-one", stage.Env()); stage.CodeOf(err) != store.WrongCode {
			t.Errorf("code %q: %v", wrong, err)
		}
	}
	b, err = store.OpenWithCode(path, strings.ToLower(" "+code+" "), "", "another-long-one", stage.Env())
	if err != nil || b.Operator() != "王干事" || b.Today().Count(ledger.Members) != 1 {
		t.Fatalf("with the recovery code: %v", err)
	}
	if err := b.Staff().ChangePassword("wrong-password", "third-long-one"); stage.CodeOf(err) != store.WrongPassword {
		t.Errorf("changed without the old one: %v", err)
	}
	if err := b.Staff().ChangePassword("another-long-one", "7-chars"); stage.CodeOf(err) != store.ShortPassword {
		t.Errorf("changed to a short one: %v", err)
	}
	if err := b.Staff().ChangePassword("another-long-one", "third-long-one"); err != nil {
		t.Fatal(err)
	}
	b.Close()
	for _, old := range []string{stage.Password, "another-long-one"} {
		if _, err := store.Open(path, old, stage.Env()); stage.CodeOf(err) != store.WrongPassword {
			t.Errorf("the old password %q: %v", old, err)
		}
	}
	b, err = store.Open(path, "third-long-one", stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
}

// Files and passwords that cannot become a ledger, each with its own sentence.
func TestNoLedger(t *testing.T) {
	folder := t.TempDir()
	junk := filepath.Join(folder, "junk.tjz")
	if err := os.WriteFile(junk, bytes.Repeat([]byte("junk"), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(folder, "empty.tjz")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"junk", second(store.Open(junk, stage.Password, stage.Env())), store.NotLedger}, {"empty", second(store.Open(empty, stage.Password, stage.Env())), store.NotLedger},
		{"none", second(store.Open(filepath.Join(folder, "李华.tjz"), stage.Password, stage.Env())), store.NoFile},
		{"no name", third(store.Create(filepath.Join(folder, "a.tjz"), store.Profile{}, "王", stage.Password, stage.Env())), store.Refused},
		{"short", third(store.Create(filepath.Join(folder, "a.tjz"), store.Profile{Name: "塔北"}, "王", "7-chars", stage.Env())), store.ShortPassword},
		{"no folder", third(store.Create(filepath.Join(folder, "没有", "a.tjz"), store.Profile{Name: "塔北"}, "王", stage.Password, stage.Env())), store.NoFile},
		{"over junk", third(store.Create(junk, store.Profile{Name: "塔北"}, "王", stage.Password, stage.Env())), store.Exists},
	} {
		e := store.Tell(c.err)
		if e == nil || e.Code != c.want || e.Message == "" {
			t.Errorf("%s: %v", c.name, c.err)
			continue
		}
		if strings.Contains(e.Error(), "李华") {
			t.Errorf("%s: the log would have a name: %s", c.name, e.Error())
		}
		said[e.Message] = c.name
	}
	if len(said) != 6 {
		t.Errorf("sentences: %v", said)
	}
	if _, err := os.Stat(filepath.Join(folder, "a.tjz")); !errors.Is(err, os.ErrNotExist) {
		t.Error("what was refused left a file")
	}
}

func second[T any](_ T, err error) error        { return err }
func third[T, U any](_ T, _ U, err error) error { return err }

// Hard faults are refused with the field they belong to; a draft of an older
// version too; the draft stays the caller's.
func TestSave(t *testing.T) {
	b := stage.Book(t)
	bad := stage.Person("李华", "2002-03-04", 11)
	bad.IDNumber, bad.Joined = "430502200203040115", b.Basis().Today.AddYears(1)/100*100
	_, err := b.Save(ledger.Members, bad)
	if e := store.Tell(err); e.Code != store.Invalid || len(e.Faults) != 2 || e.Faults[0].Key != "idno" || e.Message != e.Faults[0].Text {
		t.Fatalf("%+v", e)
	}
	if b.Today().Count(ledger.Members) != 0 {
		t.Error("a refused record is kept")
	}
	draft := stage.Person("李华", "2002-03-04", 11)
	draft.Sex, draft.Phone = value.Male, "139"
	first := stage.Keep(t, b, ledger.Members, draft)
	if !draft.ID.IsZero() || draft.Rev != 0 || draft.Sex != value.Male {
		t.Errorf("the draft was changed: %+v", draft)
	}
	now := stage.Env().Now().Unix()
	if first.ID.IsZero() || first.Rev != 1 || first.Created != now || first.CreatedBy != "王干事" || first.Changed != 0 || first.Source != ledger.SourceTyped || first.Sex != "" {
		t.Errorf("%+v", first)
	}
	mine, theirs := *first, *first
	theirs.Note = "他们先改"
	stage.Keep(t, b, ledger.Members, &theirs)
	mine.Note = "我后改"
	if _, err := b.Save(ledger.Members, &mine); stage.CodeOf(err) != store.Changed {
		t.Errorf("an older version: %v", err)
	}
	got := b.Get(ledger.Members, first.ID).(*ledger.Member)
	if got.Note != "他们先改" || got.Rev != 2 || got.Changed != now || got.ChangedBy != "王干事" || got.Created != now || first.Note != "" {
		t.Errorf("%+v", got)
	}
	if b.Get(ledger.Members, value.ID{9}) != nil {
		t.Error("nobody is somebody")
	}
}

// A soft fault waits in 待核 until it is passed with a reason, and comes back when
// the text changes.
func TestExcusedFaults(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	m := stage.Person("李华", "2002-03-04", 11)
	m.Branch = stage.BranchNamed(b, "东升五金团支部")
	m.Phone = "1391234567"
	m = stage.Keep(t, b, ledger.Members, m)
	pending := func() int { return find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "pending"}).Len() }
	faults := rules.Faults(b.Today(), ledger.Members, m)
	if len(faults) != 1 || faults[0].Key != "phone" || pending() != 1 {
		t.Fatalf("%+v", faults)
	}
	draft := ledger.Members.Clone(m).(*ledger.Member)
	draft.Excuse(ledger.Excuse{Key: "phone", Code: faults[0].Code, Text: rules.FaultText(ledger.Members, m, faults[0], b.Basis()), Reason: "本人只记得这些"})
	m = stage.Keep(t, b, ledger.Members, draft)
	if got := rules.Faults(b.Today(), ledger.Members, m); len(got) != 0 || pending() != 0 {
		t.Errorf("%+v", got)
	}
	b = stage.Reopened(t, b)
	if pending() != 0 {
		t.Error("the reason is kept")
	}
	draft = ledger.Members.Clone(b.Get(ledger.Members, m.ID)).(*ledger.Member)
	draft.Phone = "1391234568"
	stage.Keep(t, b, ledger.Members, draft)
	if pending() != 1 {
		t.Error("another number, another fault")
	}
}

// Watchers hear of a change after it can be read, of many at once without names,
// and of nothing once they stopped.
func TestWatchers(t *testing.T) {
	b := stage.Book(t)
	var heard []store.Change
	var seen []int
	stop := b.Watch(func(c store.Change) { heard = append(heard, c); seen = append(seen, b.Today().Count(ledger.Members)) })
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	if _, err := b.Save(ledger.Members, &ledger.Member{}); err == nil {
		t.Fatal("saved without a name")
	}
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号\n王刚|" + stage.IDNumber("2002-03-04", 13) + "\n赵云|" + stage.IDNumber("2002-03-04", 15)}))
	stop()
	stage.Keep(t, b, ledger.Members, stage.Person("欧阳娜", "2002-03-04", 17))
	if want := []store.Change{{Kind: "member", ID: m.ID}, {Kind: "member", Bulk: true}}; !reflect.DeepEqual(heard, want) || !reflect.DeepEqual(seen, []int{1, 3}) {
		t.Errorf("%+v %v", heard, seen)
	}
}

// Each save leaves the record as it was, with who, what and when.
func TestHistoryAndJournal(t *testing.T) {
	b := stage.TwoBranches(t)
	east := stage.BranchNamed(b, "东升五金团支部")
	west := stage.BranchNamed(b, "长虹印务团支部")
	m := stage.Person("李华", "2002-03-04", 11)
	m.Branch = east
	m = stage.Keep(t, b, ledger.Members, m)
	draft := ledger.Members.Clone(m).(*ledger.Member)
	draft.Branch, draft.StayFrom, draft.StayWhy = west, 20260901, "调动"
	m = stage.Keep(t, b, ledger.Members, draft)
	b = stage.Reopened(t, b)
	versions, err := b.History(ledger.Members, m.ID)
	if err != nil || len(versions) != 2 {
		t.Fatalf("%v %v", versions, err)
	}
	now, was := versions[0], versions[1]
	if now.Entry.Intent != "edit" || was.Entry.Intent != "add" || now.Seq <= was.Seq || now.Entry.Who != "王干事" || now.Entry.Count != 1 || now.Entry.Detail.What != "member" {
		t.Errorf("%+v %+v", now.Entry, was.Entry)
	}
	if was.Record.(*ledger.Member).Branch != east || now.Record.(*ledger.Member).Branch != west {
		t.Error("the versions are swapped")
	}
	if stays := now.Record.(*ledger.Member).Stays; len(stays) != 1 || stays[0].State != east.String() || stays[0].Until != 20260901 {
		t.Errorf("%+v", stays)
	}
	if other, err := b.History(ledger.Members, value.ID{3}); err != nil || len(other) != 0 {
		t.Errorf("%v %v", other, err)
	}
	all, err := b.Journal(1000)
	if err != nil || len(all) != 7 || all[6].Intent != "create" || all[0].Time != stage.Env().Now().Unix() {
		t.Fatalf("%+v %v", all, err)
	}
	for i, e := range all {
		if e.Seq != uint64(7-i) {
			t.Errorf("entry %d has number %d", i, e.Seq)
		}
	}
	if two, _ := b.Journal(2); len(two) != 2 || two[0].Seq != 7 {
		t.Errorf("%+v", two)
	}
}

// A screen's settings are kept and are no entry of the journal.
func TestSettings(t *testing.T) {
	b := stage.Book(t)
	var columns []string
	if b.Setting("columns", &columns) || columns != nil {
		t.Error("there is none yet")
	}
	if err := b.SetSetting("columns", []string{"name", "idno"}); err != nil {
		t.Fatal(err)
	}
	b = stage.Reopened(t, b)
	if !b.Setting("columns", &columns) || !reflect.DeepEqual(columns, []string{"name", "idno"}) {
		t.Error(columns)
	}
	var number int
	if b.Setting("columns", &number) {
		t.Error("another shape is no setting")
	}
	if all, _ := b.Journal(10); len(all) != 1 {
		t.Errorf("%+v", all)
	}
}

// A copy opens with the same password; it never takes a file's place, and coming
// back needs a free one.
func TestBackup(t *testing.T) {
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	copied := filepath.Join(t.TempDir(), "备份.tjz")
	if err := care.BackUpTo(b, copied); err != nil {
		t.Fatal(err)
	}
	if err := care.BackUpTo(b, copied); stage.CodeOf(err) != store.Exists {
		t.Errorf("over a backup: %v", err)
	}
	stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	if err := care.Restore(copied, b.Path(), stage.Password, stage.Env()); stage.CodeOf(err) != store.Exists {
		t.Errorf("over the ledger: %v", err)
	}
	to := filepath.Join(t.TempDir(), "恢复.tjz")
	if err := care.Restore(copied, to, "wrong-password", stage.Env()); stage.CodeOf(err) != store.WrongPassword {
		t.Errorf("%v", err)
	}
	if err := care.Restore(copied, to, stage.Password, stage.Env()); err != nil {
		t.Fatal(err)
	}
	again, err := store.Open(to, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if again.Today().Count(ledger.Members) != 1 || again.Profile().Ledger != b.Profile().Ledger || stage.FileMode(t, to) != 0o600 {
		t.Error("what came back is not what was copied")
	}
}

// Two who save at once: each sees the other's, nothing is lost.
func TestSavingFromTwoSides(t *testing.T) {
	b := stage.Book(t)
	const each = 20
	done := make(chan error, 2)
	for side := range 2 {
		go func() {
			var failed error
			for i := range each {
				if _, err := b.Save(ledger.Members, stage.Person("李华", "2002-03-04", 10+side*each*2+i)); err != nil {
					failed = err
				}
				find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Words: "lihua", Sort: "name"})
				rules.SummaryOf(b.Today())
			}
			done <- failed
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if b.Today().Count(ledger.Members) != 2*each {
		t.Error(b.Today().Count(ledger.Members))
	}
}
