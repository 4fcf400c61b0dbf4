package store_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// wildTexts are what a person may write and a database, a shell or a reader of CSV may take for something else.
var wildTexts = []string{"李华", "=1+1", "'=1+1", "''＝x", "'", "'x", "+86", "-1", "@x", "\t=1", "＝1", "＋1", "－1", "＠x", "a,b", `"quoted" \ \N`, "第一行\n第二行", "第一行\n\\.\n第三行", "\n", "O'Reilly'; drop schema tuanjian; --",
	"$(touch evil)", "`id`", "%s", "㛃𬭎", "NULL", `\.`, "0", "a\u00a0b", ":manifest", "阿依古丽·买买提"}

// A wild is a ledger of records that no screen would let through: whatever a field's type can hold, and references to
// anything.
type wild struct {
	rng  *rand.Rand
	kept map[string][]value.ID
}

func (w *wild) of(texts ...string) string { return texts[w.rng.IntN(len(texts))] }

func (w *wild) date() string {
	year := strconv.Itoa(w.rng.IntN(40) + 1990)
	if w.rng.IntN(9) == 0 {
		return year
	}
	month := fmt.Sprintf("%s-%02d", year, 1+w.rng.IntN(12))
	if w.rng.IntN(4) == 0 {
		return month
	}
	return w.of(fmt.Sprintf("%s-%02d", month, 1+w.rng.IntN(28)), fmt.Sprintf("%s-%02d", month, 1+w.rng.IntN(28)), "2000-02-29", "2024-02-29", "1998-11-22")
}

// number is an ID number of any kind, right or wrong.
func (w *wild) number() string {
	day := strings.ReplaceAll(w.date(), "-", "")
	day += "0000"[:8-len(day)]
	s := w.of("43", "11", "82", "00") + "0502" + day + fmt.Sprintf("%03d", w.rng.IntN(1000))
	switch w.rng.IntN(12) {
	case 0:
		return s[:6] + s[8:] // an old one of 15 digits
	case 1:
		return s + "0" // mostly wrong
	case 2:
		return w.of("H12345678", "12345678", "20010203", "E1234567890", "A", "1234567890123456789")
	}
	full := value.Upgrade15(s[:6] + s[8:])
	return s + full[17:] // right for those born before 2000
}

func (w *wild) text(c ledger.Column) string {
	switch c.Shape {
	case ledger.Number:
		return w.of("0", "1", "2", "3", "4", "9", "23")
	case ledger.Amount:
		return w.of("0", "3500", "0.20", "99999.99")
	case ledger.Day8, ledger.Month6:
		return w.date()
	case ledger.IDCard:
		return w.number()
	case ledger.Choice:
		items := c.Choices.Items()
		if w.rng.IntN(12) == 0 {
			return w.of("瞎写", "=瞎写", "正常经营吧")
		}
		return items[w.rng.IntN(len(items))].Label
	case ledger.Ref:
		ids := w.kept[c.Choices.Kind]
		if len(ids) == 0 || w.rng.IntN(15) == 0 {
			return strings.Repeat(w.of("0c", "ff"), 16) // leads nowhere
		}
		id := ids[w.rng.IntN(len(ids))].String()
		if c.Choices.Many && w.rng.IntN(2) == 0 {
			id += " " + ids[w.rng.IntN(len(ids))].String()
		}
		return id
	}
	return w.of(wildTexts...)
}

// record makes a record of a kind with most fields filled.
func (w *wild) record(kind ledger.Kind) ledger.Record {
	r := kind.New()
	for i, c := range kind.Columns()[:kind.Fields()] {
		if w.rng.IntN(5) > 0 || c.Key == "name" {
			kind.Set(r, i, w.text(c)) // a hard fault leaves the field empty
		}
	}
	if m, ok := r.(*ledger.Member); ok && w.rng.IntN(4) > 0 {
		m.IDNumber = w.number() // whatever the check says
	}
	if w.rng.IntN(6) == 0 {
		r.Head().SetLoose(w.of("idno", "branch", "wage"), w.of(wildTexts...))
	}
	if w.rng.IntN(6) == 0 {
		r.Head().Excuse(ledger.Excuse{Key: "phone", Code: "phone", Text: w.of(wildTexts...), Reason: w.of(wildTexts...)})
	}
	return r
}

// fill puts wild records into a ledger.
func (w *wild) fill(t *testing.T, b *store.Book) {
	t.Helper()
	err := b.Write("practice", nil, func(turn *store.Turn) error {
		for _, k := range []struct {
			kind ledger.Kind
			n    int
		}{{ledger.Enterprises, 50}, {ledger.Branches, 50}, {ledger.Members, 300}, {ledger.Posts, 100}} {
			for range k.n {
				r := w.record(k.kind)
				if err := turn.Put(k.kind, nil, r); err != nil {
					return err
				}
				w.kept[k.kind.Name()] = append(w.kept[k.kind.Name()], r.Head().ID)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// testEveryCell compares every cell of every record, and all figures, after a ledger of wild records went through a package.
func testEveryCell(t *testing.T, db database, x forDatabase) {
	dir := t.TempDir()
	var books []*store.Book
	var packages []string
	for i, name := range []string{"塔北社区", "'=五一社区"} {
		b := sampleCommunity(t, dir, name, uint64(i+40), 20, x.key)
		w := &wild{rand.New(rand.NewPCG(uint64(i), 11)), map[string][]value.ID{}}
		w.fill(t, b)
		c, err := travel.Gathered(b, b.Today(), b.Profile(), points.Submission{Number: 1, Day: b.Basis().Today}, points.Submission{}, travel.Checked{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		books, packages = append(books, b), append(packages, packed(t, dir, strconv.Itoa(i)+".tjb", c, x.key))
	}
	if said, err := db.load(t, x.script, append([]string{"-i", x.identity}, packages...)...); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	for _, b := range books {
		for _, kind := range ledger.OfCommunity {
			db.sameCells(t, b, kind)
		}
	}
	for _, day := range []value.Date{books[0].Basis().Today, 20240229, 20250228} {
		got, want := db.figures(t, day), figures.Count(streetView(ledger.Basis{Today: day, Rules: books[0].Basis().Rules}, asReceived(books...)))
		for _, b := range books {
			for _, d := range differences(got[b.Profile().Ledger], want.Of(figures.One(stage.Home(b).ID))) {
				t.Errorf("%s on %s: %s", b.Profile().Name, day, d)
			}
		}
	}
}

// asReceived are the records of a street that has received what these ledgers hold: some figures ask for all communities
// together.
func asReceived(books ...*store.Book) map[ledger.Kind][]ledger.Record {
	street := map[ledger.Kind][]ledger.Record{}
	for _, b := range books {
		home := stage.Home(b)
		for _, kind := range ledger.OfCommunity {
			for _, r := range travel.Outgoing(b.Today(), kind) {
				if kind != ledger.Communities {
					r = kind.Clone(r)
					r.Head().Owner = home.ID
				}
				street[kind] = append(street[kind], r)
			}
		}
	}
	return street
}

// sameCells compares each cell of a table with the record's own text.
func (db database) sameCells(t *testing.T, b *store.Book, kind ledger.Kind) {
	t.Helper()
	var columns []string
	for _, c := range kind.Columns()[:kind.Fields()] {
		column := fmt.Sprintf(`%q::text`, c.Key)
		switch {
		case c.Shape == ledger.Ref && c.Choices.Many:
			column = fmt.Sprintf(`replace(array_to_string(%q, ' '), '-', '')`, c.Key)
		case c.Shape == ledger.Ref:
			column = fmt.Sprintf(`replace(%q::text, '-', '')`, c.Key)
		}
		columns = append(columns, fmt.Sprintf(`coalesce(%s, '')`, column))
	}
	var got [][]string
	text := db.ask(t, fmt.Sprintf("select coalesce(json_agg(json_build_array(%s) order by _order, id), '[]') from tuanjian.%s where _sender = '%s'",
		strings.Join(columns, ", "), kind.Name(), b.Profile().Ledger))
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	out := travel.Outgoing(b.Today(), kind)
	if len(got) != len(out) {
		t.Fatalf("%s: %d rows of %d", kind.Name(), len(got), len(out))
	}
	for i, r := range find.ListOf(b.Today(), records.Query{Kind: kind}).Rows() {
		for j, c := range kind.Columns()[:kind.Fields()] {
			if want := kind.Text(r, j, ledger.Basis{}); got[i][j] != want {
				t.Errorf("%s.%s of %s: %q, want %q", kind.Name(), c.Key, r.Head().ID, got[i][j], want)
			}
		}
	}
}
