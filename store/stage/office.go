package stage

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// Members are a ledger's members by name.
func Members(b *store.Book) map[string]*ledger.Member {
	found := map[string]*ledger.Member{}
	for m := range All[*ledger.Member](b, ledger.Members) {
		found[m.Title] = m
	}
	return found
}

// Values are columns of a record as people see them, joined by |.
func Values(b *store.Book, kind ledger.Kind, r ledger.Record, keys string) string {
	var texts []string
	for _, key := range strings.Fields(keys) {
		texts = append(texts, find.TextOf(b.Today(), kind, r, key))
	}
	return strings.Join(texts, "|")
}

// TwoBranches is a ledger with two enterprises and the branch of each.
func TwoBranches(t testing.TB) *store.Book {
	t.Helper()
	b := Book(t)
	for _, name := range []string{"东升五金", "长虹印务"} {
		e := Keep(t, b, ledger.Enterprises, Firm("邵阳市"+name+"有限公司"))
		Keep(t, b, ledger.Branches, Cell(name+"团支部", e))
	}
	return b
}

// BranchNamed is the branch of this name, zero for none.
func BranchNamed(b *store.Book, name string) value.ID {
	id, _ := find.NamingOf(Now(b), ledger.Branches).Find(name)
	return id
}

// Undo takes an entry of the journal back.
func Undo(t testing.TB, b *store.Book, seq uint64) *undo.Plan {
	t.Helper()
	p, err := undo.Of(b, seq)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if _, err := p.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p
}

// Alter changes a record as it now is.
func Alter[T ledger.Record](t testing.TB, b *store.Book, kind ledger.Kind, r T, change func(T)) {
	t.Helper()
	c := kind.Clone(b.Today().Get(kind, r.Head().ID)).(T)
	change(c)
	if _, err := b.Save(kind, c); err != nil {
		t.Fatalf("%v: %s", err, store.Tell(err).Message)
	}
}

// Everyone are the IDs of the members.
func Everyone(b *store.Book) []value.ID {
	var ids []value.ID
	for m := range All[*ledger.Member](b, ledger.Members) {
		ids = append(ids, m.ID)
	}
	return ids
}

// Office is a branch with three members, one of them its secretary.
func Office(t testing.TB) (b *store.Book, o *ledger.Branch, people []*ledger.Member, p *ledger.Post) {
	t.Helper()
	b = Book(t)
	o = Keep(t, b, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Type: codes.BranchCell})
	for i, name := range []string{"李华", "王刚", "尉迟恭"} {
		m := Person(name, "2002-03-04", 11+2*i)
		m.Branch = o.ID
		people = append(people, Keep(t, b, ledger.Members, m))
	}
	p = Keep(t, b, ledger.Posts, &ledger.Post{Person: people[0].ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20250101})
	return b, o, people, p
}

// State is everything that a ledger holds, apart from when it was saved.
func State(b *store.Book) map[value.ID]ledger.Record {
	out := map[value.ID]ledger.Record{}
	for _, kind := range ledger.All {
		for _, r := range Now(b).Of(kind) {
			c := kind.Clone(r)
			m := c.Head()
			m.Rev, m.Changed, m.ChangedBy = 0, 0, ""
			out[m.ID] = c
		}
	}
	return out
}
