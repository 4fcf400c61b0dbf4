package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	_ "github.com/mattn/go-sqlite3" // with -tags sqlite_fts5
	"github.com/mozillazg/go-pinyin"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// spelled is a text's full pinyin and its initials.
func spelled(text string) (full, initials string) {
	args := pinyin.NewArgs()
	args.Fallback = func(r rune, _ pinyin.Args) []string { return []string{strings.ToLower(string(r))} }
	for _, s := range pinyin.Pinyin(text, args) {
		full += s[0]
		initials += s[0][:1]
	}
	return full, initials
}

// typed are the keys of people who look for somebody, letter by letter: a name,
// the end of an ID number and of a phone, a surname in letters, a branch.
func typed(b *store.Book) []string {
	rng := rand.New(rand.NewPCG(1, 2))
	var keys []string
	members := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	for range 40 {
		m := members.Row(rng.IntN(members.Len())).(*ledger.Member)
		full, _ := spelled(string([]rune(m.Title)[:1]))
		words := []string{m.Title, m.IDNumber[14:], m.Phone[len(m.Phone)-4:], full, b.Today().Name(ledger.Branches, m.Branch)}
		for _, w := range words {
			for i := range []rune(w) {
				keys = append(keys, string([]rune(w)[:i+1]))
			}
		}
	}
	return keys
}

// lite is a peer of Find: SQLite with everything that finds a member. Words of
// three and more characters go to a trigram index, shorter ones to LIKE. Branches
// and enterprises are tables of their own, so that LIKE reads what they are called
// once and not with every member. Statements are prepared, all pages stay in memory.
type lite struct{ first, total, firstLike, totalLike *sql.Stmt }

const (
	byIndex = "SELECT rowid FROM finding WHERE finding MATCH ?1"
	around  = " UNION SELECT id FROM member WHERE branch IN (SELECT id FROM branch WHERE words LIKE ?2)" +
		" UNION SELECT id FROM member WHERE unit IN (SELECT id FROM enterprise WHERE words LIKE ?2)"
	like = "FROM member WHERE words LIKE ?2 OR branch IN (SELECT id FROM branch WHERE words LIKE ?2)" +
		" OR unit IN (SELECT id FROM enterprise WHERE words LIKE ?2)"
)

func newLite(b *store.Book, path string) lite {
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=OFF&_synchronous=OFF&_cache_size=-1000000")
	must(err)
	db.SetMaxOpenConns(1)
	for _, s := range []string{
		"PRAGMA temp_store=MEMORY", "PRAGMA mmap_size=2000000000",
		"CREATE TABLE branch (id TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID",
		"CREATE TABLE enterprise (id TEXT PRIMARY KEY, words TEXT) WITHOUT ROWID",
		"CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT, idno TEXT, branch TEXT, unit TEXT, words TEXT)",
		"CREATE INDEX bybranch ON member (branch)", "CREATE INDEX byunit ON member (unit)",
		"CREATE VIRTUAL TABLE finding USING fts5(words, content='member', content_rowid='id', tokenize='trigram')",
	} {
		_, err := db.Exec(s)
		must(err)
	}
	tx, err := db.Begin()
	must(err)
	for _, kind := range []ledger.Kind{ledger.Branches, ledger.Enterprises, ledger.Members} {
		l := find.ListOf(b.Today(), records.Query{Kind: kind})
		for i := range l.Len() {
			switch r := l.Row(i).(type) {
			case *ledger.Branch:
				_, err = tx.Exec("INSERT INTO branch VALUES (?, ?)", r.ID.String(), words(r.Title, r.Short, r.Phone))
			case *ledger.Enterprise:
				_, err = tx.Exec("INSERT INTO enterprise VALUES (?, ?)", r.ID.String(), words(r.Title, words(r.Boss), r.Credit, r.Phone, r.Address))
			case *ledger.Member:
				_, err = tx.Exec("INSERT INTO member (name, idno, branch, unit, words) VALUES (?, ?, ?, ?, ?)", r.Title, r.IDNumber,
					r.Branch.String(), r.Unit.String(), words(r.Title, r.IDNumber, r.Phone, r.DevNumber))
			}
			must(err)
		}
	}
	must(tx.Commit())
	for _, s := range []string{"INSERT INTO finding(finding) VALUES('rebuild')", "INSERT INTO finding(finding) VALUES('optimize')", "ANALYZE"} {
		_, err = db.Exec(s)
		must(err)
	}
	prepare := func(s string) *sql.Stmt {
		stmt, err := db.Prepare(s)
		must(err)
		return stmt
	}
	return lite{
		first:     prepare("SELECT id, name, idno FROM member WHERE id IN (" + byIndex + around + ") ORDER BY id LIMIT 50"),
		total:     prepare("SELECT count(*) FROM (" + byIndex + around + ")"),
		firstLike: prepare("SELECT id, name, idno " + like + " ORDER BY id LIMIT 50"),
		totalLike: prepare("SELECT count(*) " + like),
	}
}

// words joins texts; the first of them, a name, is spelled too.
func words(name string, others ...string) string {
	full, initials := spelled(name)
	return strings.Join(append([]string{name, full, initials}, others...), "\n")
}

func (l lite) find(word string) (total, rows int) {
	first, count := l.firstLike, l.totalLike
	if utf8.RuneCountInString(word) >= 3 {
		first, count = l.first, l.total
	}
	match, like := `"`+word+`"`, "%"+word+"%"
	must(count.QueryRow(match, like).Scan(&total))
	found, err := first.Query(match, like)
	must(err)
	defer found.Close()
	for found.Next() {
		var id int
		var name, idno string
		must(found.Scan(&id, &name, &idno))
		rows++
	}
	must(found.Err())
	return total, rows
}

// search measures one keystroke in all fields.
func search(file string, rounds int) {
	b := opened(file)
	defer b.Close()
	dir, err := os.MkdirTemp("", "peers")
	must(err)
	defer os.RemoveAll(dir)
	l := newLite(b, filepath.Join(dir, "peer.sqlite"))
	keys := typed(b)
	astray := 0              // keys at which the plain dictionary misses readings that surnames have
	for _, k := range keys { // both find the same people, and are warm
		members := 0
		for _, h := range find.Anything(b.Today(), k, 1<<30).All() {
			if h.Kind == ledger.Members {
				members++
			}
		}
		total, rows := l.find(k)
		if rows != min(total, 50) || total < members*8/10 {
			astray++
		}
	}
	if astray > len(keys)/10 {
		must(fmt.Errorf("%d of %d keys find other people", astray, len(keys)))
	}
	clock := func(fn func()) float64 {
		start := time.Now()
		fn()
		return float64(time.Since(start).Nanoseconds()) / 1e6
	}
	var ours, peer []float64
	best := [2][]float64{make([]float64, len(keys)), make([]float64, len(keys))}
	for range rounds {
		for i, k := range keys {
			x, y := clock(func() { find.Anything(b.Today(), k, 50) }), clock(func() { l.find(k) })
			ours, peer = append(ours, x), append(peer, y)
			for who, v := range []float64{x, y} {
				if best[who][i] == 0 || v < best[who][i] {
					best[who][i] = v
				}
			}
		}
	}
	n := b.Today().Count(ledger.Members)
	p, q := quantile(ours, .99), quantile(peer, .99)
	bp, bq := quantile(best[0], .99), quantile(best[1], .99)
	line(fmt.Sprintf("keystroke p99, %d members", n), show(p)+" ms", "", "", show(bp)+" ms", "≤ 16 ms", p <= 16)
	line("keystroke p99 against SQLite FTS5 trigram + LIKE", show(p)+" ms", show(q)+" ms", fmt.Sprintf("%.2f", p/q), fmt.Sprintf("%.2f", bp/bq), "≤ 0.333 ×", p*3 <= q)
}
