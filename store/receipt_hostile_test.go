package store_test

import (
	"context"
	"crypto/ed25519"
	"io"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// written writes a package with a street's signature and whatever content, sealed to a
// community: what a street's own program never would.
func written(t testing.TB, s, to *store.Book, c parcel.Content) string {
	t.Helper()
	_, answer, err := parcel.KeysFrom(s.Profile().Key)
	if err != nil {
		t.Fatal(err)
	}
	_, public, err := parcel.KeysFrom(to.Profile().Key)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := parcel.ToKeys(public)
	if err != nil {
		t.Fatal(err)
	}
	m := &c.Manifest
	m.Sender = parcel.Sender{Name: s.Profile().Name, Ledger: s.Profile().Ledger, Answer: answer}
	m.Snapshot, m.Generated = s.Basis().Today, time.Unix(1e9, 0)
	if m.Recipient.Ledger == "" {
		m.Recipient = parcel.Recipient{Name: to.Profile().Name, Ledger: to.Profile().Ledger}
	}
	path := filepath.Join(t.TempDir(), "a.tjb")
	err = s.WriteOut(path, func(w io.Writer) error {
		_, err := parcel.Write(context.Background(), w, c, ed25519.NewKeyFromSeed(s.Profile().Key), lock)
		return err
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// odd is a matter as somebody may have written it by hand.
func odd(n byte, change func(*ledger.Matter)) ledger.Record {
	m := &ledger.Matter{Meta: ledger.Meta{ID: value.ID{1, n}, Rev: 1}, Sort: codes.MatterReturn, Kind: "member", Key: "phone", Text: "改", State: codes.MatterOpen}
	change(m)
	return m
}

// TestHostileReceipts: what is not about this community's records, or in words that
// nobody knows, is passed over and counted; what is good beside it is taken in.
func TestHostileReceipts(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	w, members := twoOffices(t)
	s, north := w.street, w.offices[0]
	us, them := north.Profile().Listed, w.offices[1].Profile().Listed
	mine := members[0].ID.String()
	street := travel.Received(north, ledger.Streets)[0].Head().ID
	bad := map[string]func(*ledger.Matter){
		"another community's":        func(m *ledger.Matter) { m.Community = them; m.Record = mine },
		"nobody's":                   func(m *ledger.Matter) { m.Community = value.ID{}; m.Record = mine },
		"another community's record": func(m *ledger.Matter) { m.Record = members[1].ID.String() },
		"no record":                  func(m *ledger.Matter) { m.Record = "" },
		"no ID":                      func(m *ledger.Matter) { m.Record = "../../etc/passwd" },
		"the street's own record":    func(m *ledger.Matter) { m.Kind, m.Record, m.Key = "street", street.String(), "name" },
		"a matter about a matter":    func(m *ledger.Matter) { m.Kind, m.Key = "matter", "" },
		"unknown kind":               func(m *ledger.Matter) { m.Kind = "bank" },
		"no kind":                    func(m *ledger.Matter) { m.Kind = "" },
		"unknown field":              func(m *ledger.Matter) { m.Key = "salary" },
		"a derived column":           func(m *ledger.Matter) { m.Key = "age" },
		"unknown sort":               func(m *ledger.Matter) { m.Sort = "辞退" },
		"unknown state":              func(m *ledger.Matter) { m.State = "开除" },
		"no words":                   func(m *ledger.Matter) { m.Text = "" },
	}
	var records []ledger.Record
	for _, name := range slices.Sorted(maps.Keys(bad)) {
		records = append(records, odd(byte(len(records)), func(m *ledger.Matter) {
			m.Community, m.Record = us, mine
			bad[name](m)
		}))
	}
	good := odd(200, func(m *ledger.Matter) { m.Community, m.Record = us, mine })
	table := func(records ...ledger.Record) parcel.Content {
		return parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Receipt, Sequence: 1}, Tables: []parcel.Table{{Kind: ledger.Matters, Records: records}}}
	}
	for i, r := range records { // one by one, so that none hides behind another
		p, err := travel.ReadReceipt(context.Background(), north, written(t, s, north, table(r)), "")
		if err != nil || p.Passed != 1 || len(p.New) != 0 || !p.Nothing() {
			t.Errorf("%s: passed over %d, taken in %d, %v", slices.Sorted(maps.Keys(bad))[i], p.Passed, len(p.New), err)
		}
	}
	c := table(append(records, good)...)
	foreign := strings.Repeat("ab", 32)
	c.Answers = []parcel.Answer{{Number: 1, Digest: foreign, State: codes.ParcelReturned}, {Number: 7, Digest: strings.Repeat("cd", 32), State: "撕毁"}}
	p, err := travel.ReadReceipt(context.Background(), north, written(t, s, north, c), "")
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if p.Passed != len(records) || len(p.New) != 1 || len(p.Answers) != 0 {
		t.Errorf("%+v", p)
	}
	before := stage.Everything(north)
	if err := p.Apply(); err != nil {
		t.Fatal(err)
	}
	after := stage.Everything(north)
	if len(after) != len(before)+2 { // the good matter and the package
		t.Errorf("%d records became %d", len(before), len(after))
	}
	for id, text := range before {
		if after[id] != text {
			t.Errorf("%s became %s", text, after[id])
		}
	}
	if wounds, err := care.Check(north); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
	// The street may change its own matter.
	c = table(odd(200, func(m *ledger.Matter) { m.Community, m.Record, m.Key = us, mine, "name" }))
	c.Manifest.Sequence = 2
	if p := receiptIn(t, north, written(t, s, north, c)); p.Changed != 1 {
		t.Errorf("%+v", p)
	}
	// For another ledger.
	c.Manifest.Recipient = parcel.Recipient{Name: strings.Repeat("很长", 1000), Ledger: w.offices[1].Profile().Ledger}
	if _, err := travel.ReadReceipt(context.Background(), north, written(t, s, north, c), ""); stage.CodeOf(err) != store.Refused || len(store.Tell(err).Message) > 500 {
		t.Error(err)
	}
}

// TestTooManyMattersAreRefused before any of them is looked at.
func TestTooManyMattersAreRefused(t *testing.T) {
	w, members := twoOffices(t)
	north := w.offices[0]
	var records []ledger.Record
	for i := range 100_000 {
		records = append(records, &ledger.Matter{Meta: ledger.Meta{ID: value.ID{2, byte(i), byte(i >> 8), byte(i >> 16)}, Rev: 1}, Sort: codes.MatterReturn, Kind: "member",
			Record: members[0].ID.String(), Community: north.Profile().Listed, Text: "改", State: codes.MatterOpen})
	}
	path := written(t, w.street, north, parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Receipt, Sequence: 1}, Tables: []parcel.Table{{Kind: ledger.Matters, Records: records}}})
	began := trial.Start()
	if _, err := travel.ReadReceipt(context.Background(), north, path, ""); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
	if took := began.Taken(); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestHostileNotices: what a street's program never writes is refused, and nothing of
// it is taken in.
func TestHostileNotices(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b := streetOfTwo(t), stage.Book(t)
	street := stage.Now(s).Of(ledger.Streets)
	north := &ledger.Community{Meta: ledger.Meta{ID: value.ID{3}, Rev: 1}, Title: "塔北社区"}
	tables := func(streets, communities []ledger.Record, more ...parcel.Table) parcel.Content {
		return parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Notice, Sequence: 1}, Rules: s.Basis().Rules.Source(),
			Tables: append([]parcel.Table{{Kind: ledger.Streets, Records: streets}, {Kind: ledger.Communities, Records: communities}}, more...)}
	}
	twice := &ledger.Community{Meta: ledger.Meta{ID: value.ID{4}, Rev: 1}, Title: "塔北社区"}
	code := &ledger.Community{Meta: ledger.Meta{ID: value.ID{5}, Rev: 1}, Title: "甲", Code: "430502001001"}
	code2 := &ledger.Community{Meta: ledger.Meta{ID: value.ID{6}, Rev: 1}, Title: "乙", Code: "430502001001"}
	nameless := &ledger.Community{Meta: ledger.Meta{ID: value.ID{7}, Rev: 1}}
	ours := &ledger.Community{Meta: ledger.Meta{ID: stage.Home(b).ID, Rev: 1}, Title: "丙"}
	badRules := tables(street, []ledger.Record{north})
	badRules.Rules = append(append([]byte(nil), s.Basis().Rules.Source()...), "moon_phase,3,看月亮\n"...)
	before, profile := stage.Everything(b), b.Profile()
	for name, c := range map[string]parcel.Content{
		"no street":                    tables(nil, []ledger.Record{north}),
		"two streets":                  tables([]ledger.Record{street[0], &ledger.Street{Meta: ledger.Meta{ID: value.ID{8}, Rev: 1}, Title: "二"}}, []ledger.Record{north}),
		"a name twice":                 tables(street, []ledger.Record{north, twice}),
		"a code twice":                 tables(street, []ledger.Record{north, code, code2}),
		"no name":                      tables(street, []ledger.Record{north, nameless}),
		"our own ID for another":       tables(street, []ledger.Record{north, ours}),
		"rules that nobody knows":      badRules,
		"more than a street can have":  tables(street, []ledger.Record{north}, parcel.Table{Kind: ledger.Officers, Records: manyOfficers(travel.MostNoticed)}),
		"nobody in the list":           tables(street, nil),
		"somebody else's in the list":  tables(street, []ledger.Record{code}),
		"a receipt that says a notice": {Manifest: parcel.Manifest{Kind: parcel.Receipt, Sequence: 1}, Tables: tables(street, []ledger.Record{north}).Tables},
	} {
		p, err := travel.ReadNotice(context.Background(), b, written(t, s, b, c), "")
		if err == nil {
			err = p.Apply(p.Words)
		}
		if x := stage.CodeOf(err); x != store.Refused && x != store.Newer && x != store.Unlisted {
			t.Errorf("%s: %v", name, err)
		}
		if now := stage.Everything(b); !reflect.DeepEqual(now, before) || !reflect.DeepEqual(b.Profile(), profile) {
			t.Fatalf("%s changed something", name)
		}
	}
	// Dangling and foreign references do no harm.
	lost := &ledger.Liaison{Meta: ledger.Meta{ID: value.ID{10}, Rev: 1}, Officer: value.ID{99}, Community: north.ID}
	p := noticeIn(t, b, written(t, s, b, tables(street, []ledger.Record{north}, parcel.Table{Kind: ledger.Liaisons, Records: []ledger.Record{lost}},
		parcel.Table{Kind: ledger.Visits, Records: []ledger.Record{&ledger.Visit{Meta: ledger.Meta{ID: value.ID{11}, Rev: 1}, Liaison: lost.ID}}},
		parcel.Table{Kind: ledger.Members, Records: []ledger.Record{&ledger.Member{Meta: ledger.Meta{ID: value.ID{12}, Rev: 1}, Title: "塞进来的人"}}})))
	if n := b.Today().Count(ledger.Liaisons) + b.Today().Count(ledger.Visits) + b.Today().Count(ledger.Members); n != 0 {
		t.Errorf("%d records that no notice has: %v", n, lines(p))
	}
}

func manyOfficers(n int) (out []ledger.Record) {
	for i := range n {
		out = append(out, &ledger.Officer{Meta: ledger.Meta{ID: value.ID{9, byte(i), byte(i >> 8), byte(i >> 16)}, Rev: 1}, Title: "陈", Duty: codes.DutyDeputy})
	}
	return out
}
