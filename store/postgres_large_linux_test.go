package store_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

var (
	postgresCommunities = flag.Int("postgres-communities", 0, "load this many communities into PostgreSQL, as .ci/postgres does")
	postgresMembers     = flag.Int("postgres-members", 10000, "members of each")
)

// TestPostgresLarge loads a city: real packages of invented people, and the table of all of them by SQL against ours, each
// community counted by its own ledger. The server waits for the disk as an office's does.
func TestPostgresLarge(t *testing.T) {
	if *postgresCommunities == 0 {
		t.Skip("bash .ci/postgres loads a whole city")
	}
	dir := t.TempDir()
	x := exportOfStreet(t, dir)
	db := newDatabase(t, true).founded(t, "city", x)
	began := trial.Start()
	lap := func(what string) {
		t.Logf("%-60s %8.1f s", what, began.Taken().Seconds())
		began = trial.Start()
	}
	var packages []string
	var counting time.Duration
	var packed int64
	want := map[string]figures.Tallies{}
	numbers := map[string][]string{}
	today := value.Date(0)
	for i := range *postgresCommunities {
		b := sampleCommunity(t, dir, fmt.Sprintf("第%03d社区", i+1), uint64(i+1), *postgresMembers, x.key)
		_, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: filepath.Join(dir, "上报")}, nil)
		if err != nil {
			t.Fatal(err)
		}
		from := trial.Start()
		want[b.Profile().Ledger] = points.FiguresOn(b, 0).Total
		counting += from.Taken()
		for m := range stage.All[*ledger.Member](b, ledger.Members) {
			if m.OnRoll() && m.IDNumber != "" {
				numbers[b.Profile().Ledger] = append(numbers[b.Profile().Ledger], rules.WholeID(m.IDNumber))
			}
		}
		today, packages = b.Basis().Today, append(packages, path)
		if info, err := os.Stat(path); err == nil {
			packed += info.Size()
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		os.Remove(b.Path())
	}
	countTwice(want, numbers)
	lap(fmt.Sprintf("%d × %d invented, submitted (%d MB), counted in %.1f s", len(packages), *postgresMembers, packed>>20, counting.Seconds()))
	said, err := db.load(t, x.script, append([]string{"-i", x.identity}, packages...)...)
	if err != nil || !strings.Contains(said, fmt.Sprintf("装入 %d，已装过 0，没有收 0", len(packages))) {
		t.Fatalf("%v\n%s", err, said)
	}
	lap("loaded")
	got := db.figures(t, today)
	lap("the table of all communities in SQL")
	if len(got) != len(want) {
		t.Errorf("%d communities, want %d", len(got), len(want))
	}
	total := map[string]int{}
	for name, w := range want {
		for _, d := range differences(got[name], w) {
			t.Error(d)
		}
		for key, n := range w {
			total[key] += n.Part
		}
	}
	began = trial.Start()
	row := db.row(t, "street_figures", "street = '合计'", today)
	lap("the street's row in SQL")
	for _, n := range travel.Loadable() {
		key := n.Key
		if n.Rate() {
			key += "_part"
		}
		if row[key] != float64(total[n.Key]) {
			t.Errorf("%s in all: SQL counts %v, the ledgers %d", n.Key, row[key], total[n.Key])
		}
	}
	if members := db.ask(t, "select count(*) from tuanjian.member"); members != strconv.Itoa(*postgresCommunities**postgresMembers) {
		t.Errorf("%s members", members)
	}
	began = trial.Start()
	if said, err := db.load(t, x.script, append([]string{"-i", x.identity}, packages...)...); err != nil || !strings.Contains(said, fmt.Sprintf("已装过 %d", len(packages))) {
		t.Fatalf("%v\n%s", err, said)
	}
	lap("the same packages again: nothing to do")
	t.Logf("the database: %s, of it the members' table %s", db.ask(t, "select pg_size_pretty(pg_database_size(current_database()))"),
		db.ask(t, "select pg_size_pretty(pg_total_relation_size('tuanjian.member'))"))
	for _, key := range []string{"enterprises", "branches", "members", "over_age_not_left", "founding_rate", "id_twice"} {
		t.Logf("%-20s %d", key, total[key])
	}
}

// countTwice counts the ID numbers that stand on several people, over all communities together.
func countTwice(want map[string]figures.Tallies, numbers map[string][]string) {
	times := map[string]int{}
	for _, n := range slices.Concat(slices.Collect(maps.Values(numbers))...) {
		times[n]++
	}
	for name, its := range numbers {
		twice := 0
		for _, n := range its {
			if times[n] > 1 {
				twice++
			}
		}
		want[name]["id_twice"] = figures.Tally{Part: twice, Of: -1}
	}
}
