package parcel

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

func TestMain(m *testing.M) {
	if err := ledger.Load(os.DirFS("../../assets/codes")); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// A pair of age keys made for the tests, and a key that signs.
const (
	testSecret = "AGE-SECRET-KEY-1WM9C6MFW565MC5MMU04VRLX7PCMC4YXJ3J74J5A3P9PVW5MSS20QRNUFH7"
	testPublic = "age1kqdeaxpev04a7f26cugp476sczjt3ztctvfj6gxxqxh50mjxhdasme76wr"
)

var (
	signKey  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	otherKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))
)

func testLock(t testing.TB) Lock {
	t.Helper()
	l, err := ToKeys(testPublic)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func testUnlock(t testing.TB) Unlock {
	t.Helper()
	u, err := ByKeys(testSecret)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// idOf is the n-th ID of the tests.
func idOf(n int) value.ID {
	var id value.ID
	binary.BigEndian.PutUint64(id[8:], uint64(n))
	id[0] = 0x5a
	return id
}

// fill sets fields by their keys and fails on what is hard.
func fill(t testing.TB, kind ledger.Kind, id value.ID, pairs ...string) ledger.Record {
	t.Helper()
	r := kind.New()
	m := r.Head()
	m.ID, m.Rev, m.Order, m.Created, m.CreatedBy = id, 3, 17, 1750000000, "经办人甲"
	for i := 0; i < len(pairs); i += 2 {
		at := kind.At(pairs[i])
		if at < 0 {
			t.Fatalf("%s has no %s", kind.Name(), pairs[i])
		}
		if f, ok := kind.Set(r, at, pairs[i+1]).(*value.Fault); ok && !f.Soft {
			t.Fatalf("%s.%s: %s", kind.Name(), pairs[i], f.Text)
		}
	}
	return r
}

func testManifest() Manifest {
	return Manifest{
		Kind:      Submission,
		Sender:    Sender{Name: "塔北社区", Code: "430502004001", Ledger: idOf(900).String()},
		Recipient: Recipient{Name: "某某街道团工委"},
		Sequence:  3, Snapshot: value.Day(2026, 6, 30), Program: "1.0.0",
		Previous:  strings.Repeat("ab", 32),
		Generated: time.Date(2026, 7, 1, 9, 30, 0, 5, time.FixedZone("CST", 8*3600)),
	}
}

// sample has everything that a package can hold: several lines, quotes, what looks like a formula, rare characters, 18 digits, a choice of the
// writer's own, a past, an excuse, loose text, a base and an explanation.
func sample(t testing.TB) Content {
	t.Helper()
	community := fill(t, ledger.Communities, idOf(1), "name", "塔北社区", "code", "430502004001")
	enterprise := fill(t, ledger.Enterprises, idOf(2), "name", "\"引号\"与,逗号商贸有限公司")
	branch := fill(t, ledger.Branches, idOf(3), "name", "塔北联合团支部")
	member := fill(t, ledger.Members, idOf(4), "name", "龙㛃𬭎", "idno", "11010120000307013X", "nation", "汉族", "joined", "2015-05",
		"branch", idOf(3).String(), "unit", idOf(2).String(), "wage", "3500.50", "lessons", "8", "phone", "13800138000",
		"position", "=1+1", "mail", "'@x", "note", "第一行\n=第二行, \"三\"", "dues", "自己的说法")
	ledger.Members.SetPast(member, "state", []ledger.Spell{{State: ledger.Members.New().(*ledger.Member).State, From: value.Day(2015, 5, 0)},
		{State: "2", From: value.Day(2016, 1, 2), Until: value.Day(2017, 3, 0), Reason: "学习", Document: "团字〔2017〕1号"}})
	ledger.Members.SetPast(member, "branch", []ledger.Spell{{State: idOf(3).String(), From: value.Day(2015, 0, 0), Until: value.Day(2016, 0, 0)}})
	member.Head().Excuse(ledger.Excuse{Key: "joined", Code: "joined.young", Text: "2015-05", Reason: "志愿书写的就是这天"})
	member.Head().SetLoose("party", "大约前年")
	was := ledger.Members.Clone(member)
	was.(*ledger.Member).Title, was.Head().Rev = "龙某", 2
	return Content{
		Manifest: testManifest(),
		Tables: []Table{{ledger.Communities, []ledger.Record{community}}, {ledger.Enterprises, []ledger.Record{enterprise}},
			{ledger.Branches, []ledger.Record{branch}}, {ledger.Members, []ledger.Record{member}}, {ledger.Posts, nil}},
		Base:         []Earlier{{ledger.Members, was}},
		Explanations: []Explanation{{ledger.Members, idOf(4), "devno", "missing", "发展团员编号还没有填。", "志愿书在原学校"}},
	}
}

// pack writes content sealed to the tests' key.
func pack(t testing.TB, c Content) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := Write(context.Background(), &out, c, signKey, testLock(t)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t testing.TB, b []byte, want ...Kind) (*Parcel, error) {
	t.Helper()
	return Read(context.Background(), bytes.NewReader(b), int64(len(b)), testUnlock(t), want...)
}

// tell writes down all that a parcel hands out, a line each.
func tell(t testing.TB, p *Parcel) string {
	t.Helper()
	var b strings.Builder
	m := p.Manifest
	fmt.Fprintf(&b, "manifest %s %d %s %s %s %d %s %s %s %v\n", m.Kind, m.Version, m.Sender.Name, m.Sender.Ledger, m.Sender.Key, m.Sequence,
		m.Previous, m.Snapshot, m.Generated.Format(time.RFC3339), m.Counts)
	tables := []string{TableHistory, TableExcuses, TableLoose, TableExplanations}
	for _, k := range ledger.All {
		tables = append(tables, k.Name())
	}
	for _, table := range tables {
		heads := map[string]bool{}
		err := p.Rows(context.Background(), table, func(r Row) error {
			fmt.Fprintf(&b, "%s", table)
			for key := range r.at {
				heads[key] = true
			}
			for i, cell := range r.cells {
				if cell != "" {
					fmt.Fprintf(&b, " %d=%q", i, cell)
				}
			}
			b.WriteString("\n")
			return nil
		})
		if err != nil {
			t.Fatal(table, err)
		}
	}
	if err := p.Base(context.Background(), func(w Was) error {
		_, err := fmt.Fprintf(&b, "base %s %s %d %v\n", w.Kind, w.ID, w.Rev, w.Fields)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
