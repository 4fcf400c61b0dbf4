package store_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// A saved record waits for the disk: fewer tries than usual, unless asked for more.
func init() {
	if err := flag.Set("rapid.checks", "15"); err != nil {
		panic(err)
	}
}

// A model is what a ledger must hold after any operations: plain records by ID.
type model struct {
	folder string
	book   *store.Book
	kept   map[string]map[value.ID]ledger.Record
	born   int
}

func newModel(t *rapid.T, folder string) *model {
	b, _, err := store.Create(filepath.Join(folder, "台账.tjz"), store.Profile{Name: "塔北社区"}, "王干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	m := &model{folder: folder, book: b, kept: map[string]map[value.ID]ledger.Record{}}
	for _, kind := range ledger.All {
		m.kept[kind.Name()] = map[value.ID]ledger.Record{}
	}
	home := find.ListOf(b.Today(), records.Query{Kind: ledger.Communities}).Row(0)
	m.kept["community"][home.Head().ID] = home
	return m
}

// some draws the ID of a kept record, or none.
func (m *model) some(t *rapid.T, kind string) value.ID {
	ids := slices.SortedFunc(maps.Keys(m.kept[kind]), func(a, b value.ID) int { return slices.Compare(a[:], b[:]) })
	if len(ids) == 0 || rapid.IntRange(0, 4).Draw(t, "none") == 0 {
		return value.ID{}
	}
	return rapid.SampledFrom(ids).Draw(t, kind)
}

var modelNames = []string{"单雄信", "解放", "仇英", "查良镛", "曾巩", "区大伦", "翟志刚", "尉迟恭", "李华", "阿依古丽·买买提", "王䶮"}

// draw draws a draft: a new record, or a change of a kept one.
func (m *model) draw(t *rapid.T) (ledger.Kind, ledger.Record) {
	kind := ledger.KindOf(rapid.SampledFrom([]string{"community", "enterprise", "branch", "branch", "member", "member", "member", "post"}).Draw(t, "kind"))
	draft := kind.New()
	if id := m.some(t, kind.Name()); !id.IsZero() {
		draft = kind.Clone(m.kept[kind.Name()][id])
	}
	m.born++
	switch r := draft.(type) {
	case *ledger.Community:
		r.Title = rapid.SampledFrom([]string{"塔北社区", "五一社区"}).Draw(t, "name")
		r.Code = rapid.SampledFrom([]string{"", "430502001001", "430502001201"}).Draw(t, "code")
	case *ledger.Enterprise:
		r.Title = rapid.SampledFrom([]string{"东升五金", "长虹印务", "西湖食品"}).Draw(t, "name")
		r.Credit = rapid.SampledFrom([]string{"", "91430502MA4L12346Y", "91430502MABCD5678J"}).Draw(t, "credit")
		r.Business = rapid.SampledFrom([]string{"", "1", "2", "瞎写"}).Draw(t, "business")
		r.Members = value.CountOf(rapid.IntRange(0, 4).Draw(t, "members"))
	case *ledger.Branch:
		r.Title = rapid.SampledFrom([]string{"东升五金团支部", "长虹印务团支部", "塔北社区团委"}).Draw(t, "name")
		r.Type = rapid.SampledFrom([]string{"5", "5", "2", ""}).Draw(t, "type")
		r.State = rapid.SampledFrom([]string{"1", "2", "7"}).Draw(t, "state")
		r.Superior = m.some(t, "branch")
		r.Enterprises = nil
		if id := m.some(t, "enterprise"); !id.IsZero() {
			r.Enterprises = []value.ID{id}
		}
	case *ledger.Member:
		r.Title = rapid.SampledFrom(modelNames).Draw(t, "name")
		r.IDNumber = rapid.SampledFrom([]string{"", stage.IDNumber("1998-11-22", 11), stage.IDNumber("2002-03-04", 13), stage.IDNumber("2003-07-01", m.born%999), "430502850615241"}).Draw(t, "idno")
		r.DevNumber = rapid.SampledFrom([]string{"", "201843000001", "201843000002"}).Draw(t, "devno")
		r.Phone = rapid.SampledFrom([]string{"", "13912345678", "139"}).Draw(t, "phone")
		r.State = rapid.SampledFrom([]string{"", "1", "4", "9", "11"}).Draw(t, "state")
		r.Nation, r.Joined = "01", rapid.SampledFrom([]value.Date{0, 20180500, 20300000}).Draw(t, "joined")
		r.Branch, r.Unit = m.some(t, "branch"), m.some(t, "enterprise")
		if rapid.Bool().Draw(t, "excused") {
			r.Excuse(ledger.Excuse{Key: "phone", Code: "phone", Text: r.Phone, Reason: "记不全"})
		}
	case *ledger.Post:
		r.Person, r.Branch = m.some(t, "member"), m.some(t, "branch")
		r.Duty = rapid.SampledFrom([]string{"1", "3"}).Draw(t, "duty")
		r.From, r.To = 20250101, rapid.SampledFrom([]value.Date{0, 20251231, 20261231}).Draw(t, "to")
	}
	return kind, draft
}

func (m *model) save(t *rapid.T) {
	kind, draft := m.draw(t)
	saved, err := m.book.Save(kind, draft)
	if stage.CodeOf(err) == store.Invalid {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	m.kept[kind.Name()][saved.Head().ID] = saved
}

func (m *model) stale(t *rapid.T) {
	id := m.some(t, "member")
	if id.IsZero() {
		return
	}
	draft := ledger.Members.Clone(m.kept["member"][id])
	draft.Head().Rev++
	if _, err := m.book.Save(ledger.Members, draft); stage.CodeOf(err) != store.Changed && stage.CodeOf(err) != store.Invalid {
		t.Fatalf("a draft of another version: %v", err)
	}
}

func (m *model) reopen(t *rapid.T) {
	if err := m.book.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := store.Open(m.book.Path(), stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	m.book = b
}

// agrees holds the Book to the model, and what it keeps as it goes to what a Book
// that has just read the file finds.
func (m *model) agrees(t *rapid.T) {
	b := m.book
	for _, kind := range ledger.All {
		l := find.ListOf(b.Today(), records.Query{Kind: kind})
		if l.Len() != len(m.kept[kind.Name()]) || b.Today().Count(kind) != l.Len() {
			t.Fatalf("%d of %s, want %d", l.Len(), kind.Name(), len(m.kept[kind.Name()]))
		}
		for i := range l.Len() {
			if want := m.kept[kind.Name()][l.Row(i).Head().ID]; !reflect.DeepEqual(l.Row(i), want) {
				t.Fatalf("%s\n got %+v\nwant %+v", kind.Name(), l.Row(i), want)
			}
			if i > 0 && l.Row(i-1).Head().Order >= l.Row(i).Head().Order {
				t.Fatalf("%s is out of order", kind.Name())
			}
		}
	}
	for _, kind := range ledger.All {
		kept := rules.Pending(stage.Now(b), kind)
		for id := range m.kept[kind.Name()] {
			if faults := rules.Faults(b.Today(), kind, b.Get(kind, id)); (len(faults) > 0) != kept[id] {
				t.Fatalf("%s %s waits: %v, its faults: %v", kind.Name(), id, kept[id], faults)
			}
		}
	}
	for _, words := range []string{"", "jie", "xie", "ycg", "139", "1234", "东升", "shan 138", "li 五金"} {
		if got, want := foundIn(find.Anything(b.Today(), words, 1000)), m.find(words); got != want {
			t.Fatalf("find %q\n got %s\nwant %s", words, got, want)
		}
	}
	if rules.SummaryOf(b.Today()).Members != m.count(func(p *ledger.Member) bool { return p.OnRoll() }) {
		t.Fatal("the summary counts otherwise")
	}
}

func (m *model) count(keep func(*ledger.Member) bool) (n int) {
	for _, r := range m.kept["member"] {
		if keep(r.(*ledger.Member)) {
			n++
		}
	}
	return n
}

func foundIn(f find.Found) string {
	var ids []string
	for _, h := range f.All() {
		ids = append(ids, h.Kind.Name()+" "+h.Record.Head().ID.String())
	}
	slices.Sort(ids)
	return fmt.Sprint(f.Total, ids)
}

// find is search without any index: every word in any of the texts.
func (m *model) find(query string) string {
	var ids []string
	for _, kind := range []ledger.Kind{ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Communities} {
		for id, r := range m.kept[kind.Name()] {
			texts := m.texts(kind, r)
			if !slices.ContainsFunc(strings.Fields(query), func(word string) bool {
				return !slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, word) })
			}) {
				ids = append(ids, kind.Name()+" "+id.String())
			}
		}
	}
	slices.Sort(ids)
	return fmt.Sprint(len(ids), ids)
}

func (m *model) texts(kind ledger.Kind, r ledger.Record) []string {
	var texts []string
	add := func(kind string, id value.ID) {
		if r := m.kept[kind][id]; r != nil {
			texts = append(texts, strings.Split(find.Title(ledger.KindOf(kind), r), "\n")...)
		}
	}
	texts = append(texts, strings.Split(find.Paragraph(kind, r), "\n")...)
	switch r := r.(type) {
	case *ledger.Member:
		add("branch", r.Branch)
		add("enterprise", r.Unit)
	case *ledger.Branch:
		for _, e := range r.Enterprises {
			add("enterprise", e)
		}
	}
	return texts
}

// Any saves, stale drafts and reopenings leave the Book as the model says; what it
// keeps up to date as it goes is what it would find from the start.
func TestBookAgreesWithItsModel(t *testing.T) {
	folder := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		own := filepath.Join(folder, fmt.Sprint(n))
		if err := os.Mkdir(own, 0o700); err != nil {
			t.Fatal(err)
		}
		m := newModel(t, own)
		defer func() { m.book.Close() }()
		t.Repeat(map[string]func(*rapid.T){
			"save": m.save, "save2": m.save, "save3": m.save, "stale": m.stale, "reopen": m.reopen, "": m.agrees,
		})
	})
}

// Importing any table of the office twice changes nothing the second time.
func TestImportingTwiceChangesNothing(t *testing.T) {
	heads := []string{"姓名", "身份证号", "手机", "团支部", "入团时间", "民族", "团内职务", "学历", "工作单位", "性别"}
	b := stage.TwoBranches(t)
	people := 0
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		people++
		text.WriteString(strings.Join(heads, ",") + "\n")
		for range rapid.IntRange(1, 8).Draw(t, "rows") {
			fmt.Fprintf(&text, "%s%c,%s,%s,%s,%s,%s,%s,%s,%s,%s\n",
				rapid.SampledFrom(append(modelNames, "张 伟", "李华 ")).Draw(t, "name"), 0x4e00+people,
				rapid.SampledFrom([]string{"", "", stage.IDNumber("2002-03-04", 13), stage.IDNumber("2002-03-05", 13), stage.IDNumber("2003-07-01", rapid.IntRange(1, 998).Draw(t, "n")), "430502850615241", "430502********0131", "123"}).Draw(t, "idno"),
				rapid.SampledFrom([]string{"", "13912345678", "13912345679", "139", "139****5678", "无"}).Draw(t, "phone"),
				rapid.SampledFrom([]string{"", "东升五金团支部", "长虹印务团支部", "没有的支部", "同上"}).Draw(t, "branch"),
				rapid.SampledFrom([]string{"", "2018年5月", "2018.05", "43221", "2016", "2018-02-30", "初二"}).Draw(t, "joined"),
				rapid.SampledFrom([]string{"", "汉", "哈呢族", "火星"}).Draw(t, "nation"),
				rapid.SampledFrom([]string{"", "书记", "组织委员、宣传委员", "无", "领班"}).Draw(t, "duty"),
				rapid.SampledFrom([]string{"", "大专", "大砖", "〃"}).Draw(t, "schooling"),
				rapid.SampledFrom([]string{"", "邵阳市东升五金有限公司", "没有的厂"}).Draw(t, "unit"),
				rapid.SampledFrom([]string{"", "男", "女", "1", "?"}).Draw(t, "sex"))
		}
		path := writeTemp(t, b, []byte(text.String()))
		var reports []intake.Report
		var said string
		for range 2 {
			in, err := intake.Read(context.Background(), b, path, []ledger.Kind{ledger.Members}, nil)
			if e := (*store.Error)(nil); errors.As(err, &e) && e.Code == store.BadFile {
				return // not one row is filled in
			}
			if err != nil {
				t.Fatal(err)
			}
			p, err := in.Apply(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			reports, said = append(reports, p.Report()), fmt.Sprint(stage.Changed(p), stage.FaultsSaid(p))
		}
		if r := reports[1]; r.Added+r.Changed != 0 || r.Faulty != reports[0].Faulty {
			t.Fatalf("%+v, then %+v\n%s\n%s", reports[0], r, text.String(), said)
		}
	})
}

func folderOf(b *store.Book) string { return filepath.Dir(b.Path()) }

// writeTemp writes a .csv beside a ledger.
func writeTemp(t *rapid.T, b *store.Book, text []byte) string {
	path := filepath.Join(folderOf(b), "来件.csv")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
