package store_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// grounded lays into a ledger what the records of any kind may refer to: two of each kind of a community.
func grounded(t testing.TB, b *store.Book) {
	t.Helper()
	people(t, b, 1, 2)
	people(t, b, 2, 2)
	referred := map[string]bool{}
	for _, kind := range ledger.OfSender {
		if kind.Kept(ledger.ByFile) {
			continue // what a file belongs to need not be there before it
		}
		for _, c := range kind.Columns()[:kind.Fields()] {
			if c.Shape == ledger.Ref {
				referred[c.Choices.Kind] = true
			}
		}
	}
	for _, kind := range ledger.OfSender { // of the kinds that others may refer to and that people does not make
		for referred[kind.Name()] && b.Today().Count(kind) < 2 {
			stage.Keep(t, b, kind, fill(t, b, kind, 2+b.Today().Count(kind)))
		}
	}
}

// readable are the texts of all records of a kind, whatever their IDs, in an order of their own.
func readable(b *store.Book, kind ledger.Kind) []string {
	var all []string
	for _, r := range stage.Now(b).Of(kind) {
		var texts []string
		for _, c := range kind.Columns()[:kind.Fields()] {
			texts = append(texts, c.Key+"="+find.TextOf(b.Today(), kind, r, c.Key))
		}
		all = append(all, strings.Join(texts, "|"))
	}
	slices.Sort(all)
	return all
}

// wordsFor are words by which a person would look for a record: what it is called.
func wordsFor(b *store.Book, r ledger.Record) string {
	words := strings.Fields(b.Today().Called(r))
	if i := slices.IndexFunc(words, func(w string) bool { return w[0] < '0' || w[0] > '9' }); i > 0 {
		return words[i] // nobody looks for a date
	}
	return words[0]
}

// A playing is a kind and the ledger in which it is played through.
type playing struct {
	where string
	kind  ledger.Kind
	book  func(testing.TB) *store.Book
}

// played are the kinds that a community keeps and those that a street does, each with such a ledger.
func played() (all []playing) {
	for _, kind := range ledger.OfSender {
		if kind.Kept(ledger.ByFile) {
			continue // nobody lists or types these: see TestFilesGoInAndOut and those behind it
		}
		all = append(all, playing{"", kind, func(t testing.TB) *store.Book {
			b := stage.Book(t)
			grounded(t, b)
			return b
		}})
	}
	for _, kind := range ledger.OfStreet {
		if kind.Place() || kind.Kept(ledger.ByFile) {
			continue
		}
		all = append(all, playing{"street.", kind, func(t testing.TB) *store.Book {
			b := stage.Street(t)
			for n := range 2 {
				c := stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: []string{"塔北社区", "五一社区"}[n], Code: "43050200100" + strconv.Itoa(n+1)})
				e := &ledger.Enterprise{Meta: ledger.Meta{Owner: c.ID}, Title: "东升五金" + strconv.Itoa(n), Community: c.ID}
				arrive(t, b, ledger.Enterprises, e)
				arrive(t, b, ledger.Branches, &ledger.Branch{Meta: ledger.Meta{Owner: c.ID}, Title: e.Title + "团支部", Short: e.Title + "支部", Community: c.ID, Enterprises: []value.ID{e.ID}})
				arrive(t, b, ledger.Members, &ledger.Member{Meta: ledger.Meta{Owner: c.ID}, Title: "赵云" + strconv.Itoa(n)})
			}
			for _, under := range ledger.OfStreet {
				for n := 0; under != kind && !under.Place() && n < 2; n++ {
					stage.Keep(t, b, under, fill(t, b, under, n))
				}
				if under == kind {
					break
				}
			}
			return b
		}})
	}
	return all
}

// TestEveryKindIsPlayedThrough takes two records of each kind that an office writes through all that can
// happen to a record: listed, found, counted, printed, exported, binned, imported, taken back, restored.
func TestEveryKindIsPlayedThrough(t *testing.T) {
	for _, c := range played() {
		kind := c.kind
		t.Run(c.where+kind.Name(), func(t *testing.T) {
			b := c.book(t)
			before := b.Today().Count(kind)
			rules.Tabs(b.Today(), kind, records.Place{}) // what is counted follows from here on
			var kept []ledger.Record
			var ids []value.ID
			for n := range 2 {
				r := stage.Keep(t, b, kind, fill(t, b, kind, n))
				kept, ids = append(kept, r), append(ids, r.Head().ID)
			}
			listed(t, b, kind, kept)
			if home := stage.Home(b); home != nil && b.Today().Home(kept[0]) != home.ID {
				t.Errorf("it belongs to %v", b.Today().Home(kept[0]))
			}
			printed(t, b, kind, before+2)

			texts := readable(b, kind)
			path := exported(t, b, "出.xlsx", forms.Export{Kinds: []ledger.Kind{kind}, Full: true, Reason: "核对"})
			if p := stage.TakeIn(t, b, path, kind); p.Report().Same != before+2 {
				t.Errorf("given back unchanged: %+v %v %s", p.Report(), stage.Changed(p), stage.FaultsSaid(p))
			}
			if err := b.Remove(kind, ids, "录重了"); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			bin, err := b.Bin().All()
			if err != nil || !slices.ContainsFunc(bin, func(x store.Binned) bool { return x.Kind == kind.Name() && x.ID == ids[0] }) {
				t.Errorf("the bin does not hold it: %v", err)
			}
			p := stage.TakeIn(t, b, path, kind)
			if r := p.Report(); r.Added != 2 || r.Same != before {
				t.Errorf("imported: %+v %v %s", r, stage.Changed(p), stage.FaultsSaid(p))
			}
			if got := readable(b, kind); !slices.Equal(got, texts) {
				t.Errorf("imported\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(texts, "\n"))
			}
			again := stage.TakeIn(t, b, withoutNumbers(t, path), kind)                // a copy that somebody typed off
			if r := again.Report(); (r.Added != 0) != kind.Blind() || r.Faulty != 0 { // of papers that are nobody's two that say the same are two
				t.Errorf("the same rows without our numbers are not known again: %+v %s", r, stage.FaultsSaid(again))
			}
			for b.Today().Count(kind) > before {
				last, err := undo.Last(b)
				if err != nil || last == nil {
					t.Fatalf("nothing to take back: %v", err)
				}
				if _, err := last.Apply(); err != nil {
					t.Fatal(store.Tell(err).Message)
				}
			}
			if err := b.Bin().Back(kind, ids); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			if got := readable(b, kind); !slices.Equal(got, texts) {
				t.Errorf("restored\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(texts, "\n"))
			}
			was := b.Today().Get(kind, ids[0])
			now, i := kind.Clone(was), writable(kind)[0]
			if err := kind.Set(now, i, "改过的"); err != nil {
				t.Fatal(err)
			}
			if _, err := b.Save(kind, now); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			stage.Undo(t, b, stage.Seq(b))
			if got := readable(b, kind); !slices.Equal(got, texts) {
				t.Error("a change that was taken back has left something")
			}
		})
	}
}

// listed asks the list, the tabs, the search and the tree.
func listed(t *testing.T, b *store.Book, kind ledger.Kind, kept []ledger.Record) {
	t.Helper()
	v := b.Today()
	if got, want := rules.Tabs(v, kind, records.Place{}), rules.Tabs(v.Anew(), kind, records.Place{}); !slices.Equal(got, want) {
		t.Errorf("the tabs count %v, counted anew %v", got, want)
	}
	for _, tab := range rules.Tabs(v, kind, records.Place{}) {
		if n := find.ListOf(v, records.Query{Kind: kind, Tab: tab.Key}).Len(); n != tab.Count {
			t.Errorf("the tab %s counts %d and lists %d", tab.Title, tab.Count, n)
		}
	}
	for _, s := range rules.StatesOf(kind) {
		if s.Keep == nil {
			t.Errorf("nobody tells which %s are %s", kind.Name(), s.Title)
		}
	}
	if begin := kind.Begin(); begin != "" && !slices.ContainsFunc(kind.States(), func(s ledger.StateOf) bool { return s.Key == begin }) {
		t.Errorf("the list of %s begins with %s, which is no state of it", kind.Name(), begin)
	}
	for _, r := range kept {
		l := find.ListOf(v, records.Query{Kind: kind, Words: wordsFor(b, r)})
		if !slices.Contains(l.Rows(), r) {
			t.Errorf("a list of %s does not find %q", kind.Name(), wordsFor(b, r))
		}
		found := find.Anything(v, wordsFor(b, r), 1000).All()
		if got := slices.ContainsFunc(found, func(h find.Hit) bool { return h.Record == r }); got != (kind.Found() > 0) {
			t.Errorf("the search finds %q: %v", wordsFor(b, r), got)
		}
	}
	for _, c := range find.ColumnsOf(kind) {
		for _, q := range []records.Query{{Kind: kind, Sort: c.Key}, {Kind: kind, Sort: c.Key, Desc: true}} {
			if l := find.ListOf(v, q); l.Len() != v.Count(kind) {
				t.Errorf("sorted by %s there are %d", c.Key, l.Len())
			}
		}
	}
	if ofKind := func(n overview.Node) bool { return n.Query.Kind == kind }; !slices.ContainsFunc(overview.Tree(b), func(n overview.Node) bool { return ofKind(n) || slices.ContainsFunc(n.Children, ofKind) }) {
		t.Errorf("the tree has no line for %s", kind.Name())
	}
}

// printed lays each form of a kind out, or its plain list.
func printed(t *testing.T, b *store.Book, kind ledger.Kind, rows int) {
	t.Helper()
	some := []forms.Form{forms.Plain(kind)}
	for _, f := range forms.Forms {
		if forms.KindOf(f.Form) == kind && f.Form != forms.BranchRoster && !forms.Letter(f.Form) {
			some = append(some, f.Form)
		}
	}
	for _, f := range some {
		out, err := forms.Lay(b, forms.Print{Form: f, List: find.ListOf(b.Today(), records.Query{Kind: kind})})
		if err != nil {
			t.Fatal(f, err)
		}
		var pdf bytes.Buffer
		if err := out.PDF(context.Background(), &pdf, nil); err != nil || out.Rows() != rows || out.Pages() == 0 || forms.Title(f) == "" {
			t.Errorf("%s %q: %d rows, %d pages, %v", f, out.Title(), out.Rows(), out.Pages(), err)
		}
	}
}

// withoutNumbers is a workbook of ours without the hidden column of numbers.
func withoutNumbers(t *testing.T, path string) string {
	t.Helper()
	edit(t, path, func(rows [][]string) [][]string {
		for i := range rows {
			rows[i] = rows[i][:min(len(rows[i]), len(rows[0])-1)]
		}
		return rows
	})
	return path
}

// writable are the places of fields that take any words.
func writable(kind ledger.Kind) (places []int) {
	for i, c := range slices.Backward(kind.Columns()[:kind.Fields()]) {
		if r := kind.New(); (c.Shape == ledger.Line || c.Shape == ledger.Lines) && kind.Set(r, i, "改过的") == nil && kind.Text(r, i, ledger.Basis{}) == "改过的" {
			places = append(places, i)
		}
	}
	return places
}

// TestEveryKindTravels takes records of each kind from a community to its street, changes them there and again, and takes
// all of it back.
func TestEveryKindTravels(t *testing.T) {
	for _, kind := range ledger.OfSender {
		if kind.Kept(ledger.ByFile) {
			continue // TestFilesTravel
		}
		t.Run(kind.Name(), func(t *testing.T) {
			w := newDistrict(t, 1)
			a := w.offices[0]
			grounded(t, a)
			first := stage.Keep(t, a, kind, fill(t, a, kind, 0))
			w.receive(w.submit(a))
			if got, want := w.held("塔北社区"), sent(a); !maps.Equal(got, want) {
				t.Fatalf("the street has\n%v\nwant\n%v", got, want)
			}
			theirs := w.street.Today().Get(kind, first.Head().ID)
			if theirs == nil || w.street.Today().Home(theirs) != w.community("塔北社区").ID {
				t.Fatal("it did not arrive, or belongs to nobody")
			}
			if _, err := w.street.Save(kind, theirs); err == nil {
				t.Error("what was received can be edited")
			}
			listedAtStreet := find.ListOf(w.street.Today(), records.Query{Kind: kind, Under: records.Place{Kind: "community", ID: w.community("塔北社区").ID}})
			if listedAtStreet.Len() != a.Today().Count(kind) {
				t.Errorf("the street lists %d of %d", listedAtStreet.Len(), a.Today().Count(kind))
			}
			before := stage.Everything(w.street)
			now := kind.Clone(first)
			if err := kind.Set(now, writable(kind)[0], "改过的"); err != nil {
				t.Fatal(err)
			}
			if _, err := a.Save(kind, now); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			stage.Keep(t, a, kind, fill(t, a, kind, 1))
			w.receive(w.submit(a))
			if got, want := w.held("塔北社区"), sent(a); !maps.Equal(got, want) {
				t.Fatalf("the street has\n%v\nwant\n%v", got, want)
			}
			last, err := undo.Last(w.street)
			if err != nil || last == nil {
				t.Fatal(err)
			}
			if _, err := last.Apply(); err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			after := stage.Everything(w.street)
			for id, text := range before {
				if after[id] != text {
					t.Errorf("taking it back left %q of %q", after[id], text)
				}
			}
		})
	}
}

// TestEveryKindMeets lets two laptops write the same record of each kind: in other fields without a question, in one field
// with one.
func TestEveryKindMeets(t *testing.T) {
	for _, kind := range ledger.OfSender {
		if kind.Kept(ledger.ByFile) {
			continue // TestFilesMeet
		}
		t.Run(kind.Name(), func(t *testing.T) {
			var shared ledger.Record
			one, two := twoLaptops(t, func(b *store.Book) {
				grounded(t, b)
				shared = stage.Keep(t, b, kind, fill(t, b, kind, 0))
			})
			places := writable(kind)
			if len(places) < 2 {
				t.Fatalf("%s has fewer than two fields in words", kind.Name())
			}
			write := func(b *store.Book, place int, text string) {
				now := kind.Clone(b.Today().Get(kind, shared.Head().ID))
				if err := kind.Set(now, place, text); err != nil {
					t.Fatal(err)
				}
				if _, err := b.Save(kind, now); err != nil {
					t.Fatal(store.Tell(err).Message)
				}
			}
			write(one, places[0], "这边写的")
			write(two, places[1], "那边写的")
			stage.Keep(t, two, kind, fill(t, two, kind, 1))
			meets(t, one, packageOf(t, two, one), travel.TakeOurs)
			meets(t, two, packageOf(t, one, two), travel.TakeOurs)
			if diff := stage.HoldAlike(one, two); diff != "" {
				t.Fatal(diff)
			}
			r := one.Today().Get(kind, shared.Head().ID)
			if a, b := kind.Text(r, places[0], ledger.Basis{}), kind.Text(r, places[1], ledger.Basis{}); a != "这边写的" || b != "那边写的" {
				t.Errorf("%q %q", a, b)
			}
			write(one, places[0], "甲说")
			write(two, places[0], "乙说")
			m := meeting(t, one, packageOf(t, two, one))
			if len(m.Clashes) != 1 || m.Clashes[0].Key != kind.Columns()[places[0]].Key {
				t.Fatalf("%+v", m.Clashes)
			}
			meets(t, one, packageOf(t, two, one), travel.TakeTheirs)
			if got := kind.Text(one.Today().Get(kind, shared.Head().ID), places[0], ledger.Basis{}); got != "乙说" {
				t.Errorf("theirs was taken, and it says %q", got)
			}
		})
	}
}

// TestANewKindIsOneFile builds the program with a kind that it does not have, of which one file and its name in ledger.All
// are all that there is, and lets it pass the suites that every kind passes.
func TestANewKindIsOneFile(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the ledger anew")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	all, err := os.ReadFile(filepath.Join(root, "store/ledger/all.go"))
	if err != nil {
		t.Fatal(err)
	}
	named := strings.Replace(string(all), ", Visits,", ", Visits, Rehearsals,", 1)
	if named == string(all) {
		t.Fatal("ledger.All does not name the visits as it did")
	}
	if err := os.WriteFile(filepath.Join(dir, "all.go"), []byte(named), 0o600); err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{
		filepath.Join(root, "store/ledger/all.go"):       filepath.Join(dir, "all.go"),
		filepath.Join(root, "store/ledger/rehearsal.go"): filepath.Join(root, "store/testdata/kind/rehearsal.go"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	plan := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(plan, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, suite := range [][]string{
		{"-run", "TestEveryKind.*/rehearsal$", "./store"},
		{"-run", "TestTheSchemaHasEveryField", "./store/parcel"},
		{"./store/ledger", "./store/rules", "./store/merge", "./store/help", "./ui/face"},
	} {
		run := exec.Command("go", append([]string{"test", "-vet=off", "-overlay=" + plan}, suite...)...) // of the toolchain that runs this test
		run.Dir = root
		if out, err := run.CombinedOutput(); err != nil {
			t.Errorf("%v with one kind more: %v\n%s", suite, err, out)
		}
	}
}
