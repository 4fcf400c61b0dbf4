package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

// A sample community is a ledger of invented people that is no practice ledger, so that it submits real packages.
func sampleCommunity(t testing.TB, dir, name string, seed uint64, members int, streetKey string) *store.Book {
	t.Helper()
	b, _, err := store.Create(filepath.Join(dir, name+".tjz"), store.Profile{Name: name, StreetKey: streetKey}, "经办人", "correct horse", stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	home := stage.Now(b).Of(ledger.Communities)[0].(*ledger.Community)
	if _, err := b.Do(store.Intent{Deed: "practice", Rows: members}, func(turn *store.Turn) error {
		return practice.Fill(context.Background(), turn, home, members, rand.New(rand.NewPCG(seed, 7)))
	}); err != nil {
		t.Fatal(err)
	}
	coded := *stage.Home(b)
	coded.Code = fmt.Sprintf("430502001%03d", seed%400)
	stage.Keep(t, b, ledger.Communities, &coded)
	return b
}

// founded is a fresh database with the schema in it.
func (db database) founded(t testing.TB, name string, x forDatabase) database {
	t.Helper()
	db = db.fresh(t, name, "UTF8")
	if said, err := db.psql(nil, "-f", x.schema); err != nil || said != "" {
		t.Fatalf("%v\n%s", err, said)
	}
	return db
}

// figures are what SQL counts of each ledger as of a day.
func (db database) figures(t testing.TB, day value.Date) map[string]figures.Tallies {
	t.Helper()
	all := map[string]figures.Tallies{}
	for line := range strings.Lines(db.ask(t, fmt.Sprintf("select replace(sender::text, '-', ''), key, part, coalesce(of, -1) from tuanjian.figures('%s')", day))) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if all[cells[0]] == nil {
			all[cells[0]] = figures.Tallies{}
		}
		part, err1 := strconv.Atoi(cells[2])
		of, err2 := strconv.Atoi(cells[3])
		if err1 != nil || err2 != nil {
			t.Fatal(line)
		}
		all[cells[0]][cells[1]] = figures.Tally{Part: part, Of: of}
	}
	return all
}

// differences names the indicators in which SQL and the program differ.
func differences(got, want figures.Tallies) []string {
	var out []string
	for _, n := range travel.Loadable() {
		if got[n.Key] != want[n.Key] {
			out = append(out, fmt.Sprintf("%s: SQL counts %v, the program %v", n.Key, got[n.Key], want[n.Key]))
		}
	}
	if len(got) != len(travel.Loadable()) {
		out = append(out, fmt.Sprintf("SQL counts %d indicators, want %d", len(got), len(travel.Loadable())))
	}
	return out
}

// row is one row of a view as of a day.
func (db database) row(t testing.TB, view, where string, day value.Date) map[string]any {
	t.Helper()
	text := db.ask(t, fmt.Sprintf("set tuanjian.day = '%s'; select row_to_json(v) from tuanjian.%s v where %s", day, view, where))
	var row map[string]any
	if err := json.Unmarshal([]byte(text), &row); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return row
}

// TestPostgres loads real packages into a real PostgreSQL.
func TestPostgres(t *testing.T) {
	server := newDatabase(t, false)
	dir := t.TempDir()
	x := exportOfStreet(t, dir)
	counted := server.founded(t, "counted", x)
	t.Run("street table", func(t *testing.T) { testStreetTable(t, counted, x, dir) })
	t.Run("words", func(t *testing.T) { testEverythingIsExplained(t, counted) })
	t.Run("rounds", func(t *testing.T) { testRounds(t, server.founded(t, "rounds", x), x) })
	t.Run("refusals", func(t *testing.T) { testRefusals(t, server.founded(t, "refusals", x), x) })
	t.Run("cells", func(t *testing.T) { testEveryCell(t, server.founded(t, "cells", x), x) })
	t.Run("passphrase", func(t *testing.T) { testPassphrase(t, server.founded(t, "told", x), x) })
	t.Run("not ready", func(t *testing.T) {
		db := server.fresh(t, "bare", "UTF8")
		if said, err := db.load(t, x.script, x.identity); err == nil || !strings.Contains(said, "还没有建表") {
			t.Errorf("%v: %s", err, said)
		}
		db = server.fresh(t, "latin", "LATIN1")
		if said, err := db.psql(nil, "-f", x.schema); err == nil || !strings.Contains(said, "编码不是 UTF8") {
			t.Errorf("%v: %s", err, said)
		}
		if got := db.ask(t, "select count(*) from pg_namespace where nspname = 'tuanjian'"); got != "0" {
			t.Error("half a schema was made")
		}
	})
}

func testStreetTable(t *testing.T, db database, x forDatabase, dir string) {
	var packages []string
	var books []*store.Book
	for i, name := range []string{"塔北社区", "五一社区", "松坡社区"} {
		b := sampleCommunity(t, dir, name, uint64(i+1), 200, x.key)
		_, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: filepath.Join(dir, "上报")}, nil)
		if err != nil {
			t.Fatal(err)
		}
		books, packages = append(books, b), append(packages, path)
	}
	said, err := db.load(t, x.script, append([]string{"-i", x.identity}, packages...)...)
	if err != nil || !strings.Contains(said, "共 3 个包：装入 3，已装过 0，没有收 0。") || strings.Contains(said, "forget") || !strings.Contains(said, "五一社区 第 1 次，"+books[0].Basis().Today.String()+"：社区 1，企业 18，") {
		t.Fatalf("%v\n%s", err, said)
	}
	today := books[0].Basis().Today
	for _, day := range []value.Date{today, today.AddYears(1), today.AddYears(-1)} {
		got, members, should := db.figures(t, day), 0, figures.Tally{}
		for _, b := range books {
			want := points.FiguresOn(b, day).Total
			for _, d := range differences(got[b.Profile().Ledger], want) {
				t.Errorf("%s on %s: %s", b.Profile().Name, day, d)
			}
			members += want["members"].Part
			should = figures.Tally{Part: should.Part + want["founding_rate"].Part, Of: should.Of + want["founding_rate"].Of}
		}
		all := db.row(t, "street_figures", "street = '合计'", day)
		rate, _ := strconv.ParseFloat(fmt.Sprintf("%.4f", float64(should.Part)/float64(should.Of)), 64)
		if all["senders"] != 3.0 || all["members"] != float64(members) || all["founding_rate"] != rate || all["founding_rate_of"] != float64(should.Of) {
			t.Errorf("the street's row on %s is %v, want %d members and %v", day, all, members, should)
		}
	}
	theirs := asTheStreetCounts(t, dir, packages, books)
	for _, d := range differences(sums(db.figures(t, today)), theirs) {
		t.Errorf("the street that received them all: %s", d)
	}
	one := db.row(t, "community_figures", "community = '松坡社区'", today)
	if one["members"] != float64(rules.SummaryOf(books[2].Today()).Members) || one["code"] != "430502001003" || one["sequence"] != 1.0 {
		t.Errorf("%v", one)
	}
	// The rules are the ledger's, in a table: no number of theirs stands in the SQL.
	db.ask(t, "update tuanjian.rule set value = '20' where key = 'age_out'; update tuanjian.rule set value = '1' where key = 'branch_min'")
	rules := *books[0].Basis().Rules
	rules.AgeOut, rules.BranchMin = 20, 1
	want := figures.Count(stage.Now(books[0]).On(ledger.Basis{Today: today, Rules: &rules})).Total
	if d := differences(db.figures(t, today)[books[0].Profile().Ledger], want); len(d) > 0 {
		t.Errorf("by other rules: %v", d)
	}
	// Run again, the schema leaves what was loaded and brings the rules back.
	if said, err := db.psql(nil, "-f", x.schema); err != nil || said != "" {
		t.Errorf("%v\n%s", err, said)
	}
	if d := differences(db.figures(t, today)[books[0].Profile().Ledger], points.FiguresOn(books[0], 0).Total); len(d) > 0 {
		t.Errorf("after the schema ran again: %v", d)
	}
}

// asTheStreetCounts lets the street's own ledger receive the packages and count what all communities have sent.
func asTheStreetCounts(t *testing.T, dir string, packages []string, books []*store.Book) figures.Tallies {
	t.Helper()
	street := stage.OpenAs(t, filepath.Join(dir, "street.tjz"), "经办人", "correct horse")
	in := travel.Receiving{Paths: packages, Each: map[string]travel.Ruling{}}
	for i, path := range packages {
		in.Each[path] = travel.Ruling{Add: books[i].Profile().Name}
	}
	r, err := readTrusting(street, in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Apply(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return points.FiguresOn(street, 0).Total
}

// sums adds up what all communities have.
func sums(all map[string]figures.Tallies) figures.Tallies {
	total := figures.Tallies{}
	for _, one := range all {
		for key, n := range one {
			was := total[key]
			total[key] = figures.Tally{Part: was.Part + n.Part, Of: -1}
			if n.Of >= 0 {
				total[key] = figures.Tally{Part: was.Part + n.Part, Of: was.Of + n.Of}
			}
		}
	}
	return total
}

// testRounds sends three submissions of one community, the second before the first.
func testRounds(t *testing.T, db database, x forDatabase) {
	dir := t.TempDir()
	b := sampleCommunity(t, dir, "塔北社区", 9, 30, x.key)
	submit := func() string {
		_, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: dir}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	load := func(want string, packages ...string) {
		t.Helper()
		said, err := db.load(t, x.script, append([]string{"-i", x.identity}, packages...)...)
		if (err == nil) != strings.Contains(said, "没有收 0") || !strings.Contains(said, want) {
			t.Fatalf("%v: %s\nwant %s", err, said, want)
		}
	}
	gone := ledger.Record(stage.Keep(t, b, ledger.Members, stage.Person("赵临时", "2003-05-06", 77))) // nothing refers to him
	first := submit()
	members := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	changed := ledger.Members.Clone(members.Row(1)).(*ledger.Member)
	if err := b.Remove(ledger.Members, []value.ID{gone.Head().ID}, ""); err != nil {
		t.Fatal(err)
	}
	second := submit()
	load("装入 1，已装过 0，没有收 0", second)
	state := func() string {
		return db.ask(t, "select sequence, digest, loaded from tuanjian.sender; select count(*), sum(rev), sum(_order) from tuanjian.member; select count(*) from tuanjian.loaded")
	}
	was := state()
	load("比库里的旧", first)
	load("装入 0，已装过 1，没有收 0", second)
	load("装入 0，已装过 1，没有收 1", first, second)
	if now := state(); now != was {
		t.Errorf("a repeat changed the records: %s, before %s", now, was)
	}
	changed.Note = "=1+1\n'=2"
	if _, err := b.Save(ledger.Members, changed); err != nil {
		t.Fatal(err)
	}
	third := submit()
	load("装入 1，已装过 1，没有收 0", second, third)
	if got := db.ask(t, "select note = E'=1+1\\n''=2' from tuanjian.member where id = '"+changed.ID.String()+"'"); got != "t" {
		t.Errorf("the changed member's note is not as it was written: %s", got)
	}
	if got := db.ask(t, "select count(*) from tuanjian.member where id = '"+gone.Head().ID.String()+"'"); got != "0" {
		t.Error("a removed member is still there")
	}
	// Another laptop's third submission has other contents.
	c, err := travel.Gathered(b, b.Today(), b.Profile(), points.Submission{Number: 3, Day: b.Basis().Today}, points.Submission{}, travel.Checked{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Tables[3].Records = c.Tables[3].Records[1:]
	load("和库里的是同一次上报", packed(t, dir, "another.tjb", c, x.key))
	if got := db.ask(t, "select string_agg(sequence::text, ' ' order by sequence) from tuanjian.loaded"); got != "2 3" {
		t.Errorf("loaded are %s", got)
	}
	// The community has begun a new ledger: both are there until somebody says which is the old one.
	renewed := sampleCommunity(t, t.TempDir(), "塔北社区", 9, 3, x.key)
	_, path, err := travel.Submit(context.Background(), renewed, travel.Sending{Dir: t.TempDir()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	old := db.ask(t, "select ledger from tuanjian.sender")
	load("call tuanjian.forget('"+old+"')", path)
	db.ask(t, "call tuanjian.forget('"+old+"')")
	if got := db.ask(t, "select (select count(*) from tuanjian.sender), (select count(*) from tuanjian.member), (select count(*) from tuanjian.loaded)"); got != "1|3|1" {
		t.Errorf("after the old ledger was forgotten: %s", got)
	}
}

// testEverythingIsExplained asks for a comment in Chinese on all that the schema makes.
func testEverythingIsExplained(t *testing.T, db database) {
	if got := db.ask(t, `
		select format('%s %s', n, coalesce(d, 'without a comment')) from (
			select c.oid::regclass::text as n, obj_description(c.oid, 'pg_class') as d from pg_class c where c.relnamespace = 'tuanjian'::regnamespace and c.relkind in ('r', 'v')
			union all select c.oid::regclass || '.' || a.attname, col_description(c.oid, a.attnum) from pg_class c join pg_attribute a on a.attrelid = c.oid
				where c.relnamespace = 'tuanjian'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0
			union all select p.oid::regprocedure::text, obj_description(p.oid, 'pg_proc') from pg_proc p where p.pronamespace = 'tuanjian'::regnamespace
			union all select 'the schema', obj_description('tuanjian'::regnamespace, 'pg_namespace')
		) all_of_it where d is null or d !~ '[一-龥]'`); got != "" {
		t.Errorf("%s", got)
	}
	for _, c := range [][2]string{{"member", "name"}, {"post", "from_first"}, {"enterprise", "union"}} {
		if got := db.ask(t, fmt.Sprintf("select count(*) from information_schema.columns where table_schema = 'tuanjian' and table_name = '%s' and column_name = '%s'", c[0], c[1])); got != "1" {
			t.Errorf("no %s.%s", c[0], c[1])
		}
	}
}
