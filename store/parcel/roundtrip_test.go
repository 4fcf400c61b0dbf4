package parcel

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// anyRecord fills a record with whatever its fields take.
func anyRecord(rt *rapid.T, kind ledger.Kind, id value.ID) ledger.Record {
	r := kind.New()
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "", "汉族", "2019-05", "2019-5-4", "23", "3500.50", "=1+1", "'=1+1", "''-", "-", "＠x", "\t+1", "\\.", " 空 格 ",
		"两\r\n行", "\"", ",", "零\x00字节", "坏\xff字节", "430502004001", idOf(1).String(), idOf(1).String() + " " + idOf(2).String(), "𬭎", "\ufeff头"}))
	for i := range kind.Fields() {
		kind.Set(r, i, text.Draw(rt, kind.Columns()[i].Key)) // what it refuses stays empty
	}
	// Fields clean what they are given; the head's texts come from what was cleaned when it was typed.
	plain := func(label string) string { return value.Plain(text.Draw(rt, label)) }
	m := r.Head()
	m.ID, m.Rev, m.Order = id, rapid.Uint32().Draw(rt, "rev"), rapid.Uint64().Draw(rt, "order")
	m.Created, m.Changed = rapid.Int64Range(0, 4e9).Draw(rt, "made"), rapid.Int64Range(0, 4e9).Draw(rt, "changed")
	m.CreatedBy, m.ChangedBy = plain("maker"), plain("editor")
	m.Source = rapid.SampledFrom([]string{ledger.SourceTyped, ledger.SourceImport, ledger.SourceMerge}).Draw(rt, "source")
	for _, key := range kind.Histories() {
		kind.SetPast(r, key, []ledger.Spell{{State: "1", From: value.Day(2015, 5, 0), Until: 0, Reason: plain("why")}})
	}
	m.Excuse(ledger.Excuse{Key: "name", Code: "x", Text: plain("text"), Reason: plain("reason")})
	m.SetLoose("note", plain("loose"))
	return r
}

func TestEverythingComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := Content{Manifest: testManifest()}
		sent := map[string][]ledger.Record{}
		for k, kind := range ledger.All {
			for i := range rapid.IntRange(0, 2).Draw(rt, "records") {
				sent[kind.Name()] = append(sent[kind.Name()], anyRecord(rt, kind, idOf(100*k+i+1)))
			}
			c.Tables = append(c.Tables, Table{kind, sent[kind.Name()]})
		}
		p, err := read(t, pack(t, c), Submission)
		if err != nil {
			rt.Fatal(err)
		}
		for _, kind := range ledger.All {
			var rows int
			check(rt, p, kind.Name(), func(row Row) {
				was := sent[kind.Name()][rows]
				rows++
				m := was.Head()
				if row.ID() != m.ID || row.Rev() != m.Rev || row.Text("_created") != stamp(m.Created) || row.Text("_changed_by") != clean(m.ChangedBy) ||
					row.Text("_source") != m.Source {
					rt.Fatalf("%s: particulars of %s", kind.Name(), m.ID)
				}
				for i, column := range kind.Columns()[:kind.Fields()] {
					want := clean(kind.Text(was, i, ledger.Basis{}))
					if got := row.Text(column.Key); got != want {
						rt.Fatalf("%s.%s: %q, want %q", kind.Name(), column.Key, got, want)
					}
				}
			})
			if rows != len(sent[kind.Name()]) || p.Manifest.Counts[kind.Name()] != rows {
				rt.Fatalf("%s: %d rows, want %d", kind.Name(), rows, len(sent[kind.Name()]))
			}
		}
		checkSides(rt, p, sent)
	})
}

func check(rt *rapid.T, p *Parcel, table string, each func(Row)) {
	if err := p.Rows(context.Background(), table, func(r Row) error { each(r); return nil }); err != nil {
		rt.Fatal(table, err)
	}
}

// checkSides compares the tables beside those of the records.
func checkSides(rt *rapid.T, p *Parcel, sent map[string][]ledger.Record) {
	var want, got [3][]string
	for _, kind := range ledger.All {
		for _, r := range sent[kind.Name()] {
			m := r.Head()
			for _, key := range kind.Histories() {
				for _, s := range kind.Past(r, key) {
					want[0] = append(want[0], kind.Name()+m.ID.String()+key+"1"+stateText(kind, key, s.State)+"2015-05"+clean(s.Reason))
				}
			}
			for _, e := range m.Excuses {
				want[1] = append(want[1], kind.Name()+m.ID.String()+e.Key+e.Code+clean(e.Text)+"|"+clean(e.Reason))
			}
			for _, l := range m.Loose {
				want[2] = append(want[2], kind.Name()+m.ID.String()+l.Key+clean(l.Text))
			}
		}
	}
	check(rt, p, TableHistory, func(r Row) {
		got[0] = append(got[0], r.Text("kind")+r.Text("record")+r.Text("key")+r.Text("nr")+r.Text("value")+r.Text("since")+r.Text("until")+r.Text("reason"))
	})
	check(rt, p, TableExcuses, func(r Row) {
		got[1] = append(got[1], r.Text("kind")+r.Text("record")+r.Text("key")+r.Text("code")+r.Text("text")+"|"+r.Text("reason"))
	})
	check(rt, p, TableLoose, func(r Row) {
		got[2] = append(got[2], r.Text("kind")+r.Text("record")+r.Text("key")+r.Text("text"))
	})
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			rt.Fatalf("side table %d: %q, want %q", i, got[i], want[i])
		}
	}
}

func TestManifestComesBack(t *testing.T) {
	var out bytes.Buffer
	wrote, err := Write(context.Background(), &out, sample(t), signKey, testLock(t))
	if err != nil {
		t.Fatal(err)
	}
	p, err := read(t, out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	m := p.Manifest
	if m.Digest != wrote.Digest || !isDigest(m.Digest) {
		t.Errorf("digest %s, written %s", m.Digest, wrote.Digest)
	}
	if !m.Signer().Equal(signKey.Public()) {
		t.Error("the signer is another")
	}
	if m.Snapshot != value.Day(2026, 6, 30) || !m.Generated.Equal(time.Date(2026, 7, 1, 1, 30, 0, 0, time.UTC)) {
		t.Errorf("snapshot %s, generated %s", m.Snapshot, m.Generated)
	}
	if want := map[string]int{"community": 1, "enterprise": 1, "branch": 1, "member": 1, "post": 0}; !maps.Equal(m.Counts, want) {
		t.Errorf("counts %v", m.Counts)
	}
	if !slices.Equal(m.Recipient.Keys, []string{testPublic}) {
		t.Errorf("keys %v", m.Recipient.Keys)
	}
	var base []Was
	if err := p.Base(context.Background(), func(w Was) error { base = append(base, w); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(base) != 1 || base[0].Kind != "member" || base[0].ID != idOf(4) || base[0].Rev != 2 || base[0].Fields["name"] != "龙某" ||
		!strings.HasPrefix(base[0].Fields["note"], "第一行\n=") {
		t.Errorf("base %v", base)
	}
	var said []string
	p.Rows(context.Background(), TableExplanations, func(r Row) error { said = append(said, r.Text("key")+r.Text("explanation")); return nil })
	if !slices.Equal(said, []string{"devno志愿书在原学校"}) {
		t.Errorf("explanations %q", said)
	}
	ofLists := map[string]string{}
	p.Rows(context.Background(), TableCodes, func(r Row) error { ofLists[r.Text("list")+r.Text("label")] = r.Text("code"); return nil })
	if want, _ := codes.Nations.Code("汉族"); ofLists["nation汉族"] != want || want == "" {
		t.Errorf("汉族 is %q", ofLists["nation汉族"])
	}
}

func TestRowsStopAtTheCallersError(t *testing.T) {
	p, err := read(t, pack(t, sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	mine := errors.New("enough")
	n := 0
	if err := p.Rows(context.Background(), TableCodes, func(Row) error { n++; return mine }); err != mine || n != 1 {
		t.Errorf("%v after %d rows", err, n)
	}
	if err := p.Base(context.Background(), func(Was) error { return mine }); err != mine {
		t.Error(err)
	}
	if err := p.Rows(context.Background(), "activity", func(Row) error { t.Error("a row of no table"); return nil }); err != nil {
		t.Error(err)
	}
}

func TestColumnNamesAreOneEach(t *testing.T) {
	for _, kind := range ledger.All {
		seen := map[string]bool{}
		for _, f := range fieldsOf(kind) {
			if seen[f.Name] {
				t.Errorf("%s has two columns %s", kind.Name(), f.Name)
			}
			seen[f.Name] = true
		}
		if n := len(cells(nil, kind, kind.New())); n != len(seen) {
			t.Errorf("%s: %d cells for %d columns", kind.Name(), n, len(seen))
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	c := sample(t)
	members := c.Tables[3].Records
	for range checkEvery {
		c.Tables[3].Records = append(c.Tables[3].Records, members[0])
	}
	if _, err := Write(ctx, &bytes.Buffer{}, c, signKey, testLock(t)); err != context.Canceled {
		t.Errorf("write: %v", err)
	}
	b := pack(t, sample(t))
	if _, err := Read(ctx, bytes.NewReader(b), int64(len(b)), testUnlock(t)); err != context.Canceled {
		t.Errorf("read: %v", err)
	}
	p, err := read(t, b)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Rows(ctx, "member", func(Row) error { return nil }); err != context.Canceled {
		t.Errorf("rows: %v", err)
	}
}

func TestWriteRefusesAnUnfinishedContent(t *testing.T) {
	for name, spoil := range map[string]func(*Manifest){
		"kind":     func(m *Manifest) { m.Kind = "" },
		"other":    func(m *Manifest) { m.Kind = "gift" },
		"ledger":   func(m *Manifest) { m.Sender.Ledger = "" },
		"sequence": func(m *Manifest) { m.Sequence = 0 },
		"snapshot": func(m *Manifest) { m.Snapshot = value.Day(2026, 6, 0) },
		"previous": func(m *Manifest) { m.Previous = "yesterday" },
		"answer":   func(m *Manifest) { m.Sender.Answer = "age1no" },
	} {
		c := sample(t)
		spoil(&c.Manifest)
		if _, err := Write(context.Background(), &bytes.Buffer{}, c, signKey, testLock(t)); err != errContent {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Write(context.Background(), &bytes.Buffer{}, sample(t), signKey, Lock{}); err != errContent {
		t.Errorf("no lock: %v", err)
	}
	if _, err := Write(context.Background(), &bytes.Buffer{}, sample(t), nil, testLock(t)); err != errContent {
		t.Errorf("no key: %v", err)
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "两行\n字": "两行\n字", "a\r\nb\rc\n": "a\nb\nc\n", "a\x00b": "a\uFFFDb", "a\xffb": "a\uFFFDb", "㛃𬭎": "㛃𬭎", "=1+1": "=1+1", " a ": " a ",
	} {
		if got := clean(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := (Row{}).Text("none"); got != "" {
		t.Errorf("a column that is not there: %q", got)
	}
}

// TestLooking: a look reads no table; one that is damaged shows when it is read, and by Check.
func TestLooking(t *testing.T) {
	var out bytes.Buffer
	if _, err := Write(context.Background(), &out, sample(t), signKey, testLock(t)); err != nil {
		t.Fatal(err)
	}
	look := func(cut int64) *Parcel {
		p, err := Look(context.Background(), bytes.NewReader(out.Bytes()), int64(out.Len()), testUnlock(t))
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Manifest.Files {
			if p.Manifest.Files[i].Path == "member.csv" {
				p.Manifest.Files[i].Bytes -= cut
			}
		}
		return p
	}
	rows := func(p *Parcel) error {
		return p.Rows(context.Background(), "member", func(Row) error { return nil })
	}
	if p := look(0); rows(p) != nil || p.Check(context.Background()) != nil || len(p.sound) != len(p.Manifest.Files) {
		t.Errorf("%v of %d files are sound", p.sound, len(p.Manifest.Files))
	}
	if p := look(1); !errors.Is(rows(p), ErrAltered) || !errors.Is(p.Check(context.Background()), ErrAltered) {
		t.Error("a damaged table is not seen")
	}
}
