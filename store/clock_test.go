package store_test

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// A clock that is set back ten years, leaps to 2038 and 2100, changes its zone or
// lives through the end of summer time: what was saved stays in the order of saving,
// in the journal, in each record's history and among the backups, and a clock that is
// behind the ledger is told of.
func TestClockThatIsWrong(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string, zone *time.Location) time.Time {
		day, err := time.ParseInLocation(time.DateTime, text, zone)
		if err != nil {
			t.Fatal(err)
		}
		return day
	}
	summer := time.Date(2026, 11, 1, 5, 59, 0, 0, time.UTC) // 01:59 in New York, the last minute of summer time
	steps := []struct {
		now  time.Time
		told string // what the warning says of the clock; "" for none
		last string // and of the newest entry
	}{
		{at("2026-10-31 09:00:00", shanghai), "", ""},
		{summer.In(newYork), "", ""},
		{summer.Add(3 * time.Minute).In(newYork), "", ""},   // 01:02, by the clock on the wall an hour earlier
		{at("2026-11-22 15:00:00", shanghai), "", ""},       // another zone
		{at("2026-11-22 15:00:00", shanghai).UTC(), "", ""}, // the same instant, by the wall eight hours earlier
		{at("2026-11-22 14:58:01", shanghai), "", ""},       // two computers differ that much
		{at("2026-11-22 14:56:00", shanghai), "2026-11-22 14:56", "2026-11-22 14:58"},
		{at("2016-11-22 15:00:00", shanghai), "2016-11-22", "2026-11-22"},
		{at("2016-11-22 15:01:00", shanghai), "", ""}, // the ledger knows no better any more
		{at("2038-01-19 11:14:08", shanghai), "", ""}, // one second more than 32 bits hold
		{at("2026-11-23 08:00:00", shanghai), "2026-11-23", "2038-01-19"},
		{at("2100-03-01 00:00:00", shanghai), "", ""},
		{at("2026-11-23 08:05:00", shanghai), "2026-11-23", "2100-03-01"},
		{at("1970-01-01 08:00:01", shanghai), "1970-01-01", "2026-11-23"}, // an empty battery
	}
	env := stage.Env()
	env.Backups = store.AllBackups
	env.Now = func() time.Time { return steps[0].now }
	path := filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, _, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", stage.Password, env)
	if err != nil {
		t.Fatal(err)
	}
	unit := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	var order []string
	for i, s := range steps {
		env.Now = func() time.Time { return s.now }
		b, err := store.Open(path, stage.Password, env)
		if err != nil {
			t.Fatal(err)
		}
		told := care.ClockWarning(b)
		switch {
		case s.told == "" && told != "":
			t.Errorf("step %d: %s", i, told)
		case s.told != "" && (!strings.Contains(told, "电脑的时间是 "+s.told+"，") || !strings.Contains(told, "最后一次改动（"+s.last+"）")):
			t.Errorf("step %d: %q", i, told)
		}
		draft := ledger.Enterprises.Clone(b.Get(ledger.Enterprises, unit.ID)).(*ledger.Enterprise)
		draft.Note = "第" + strconv.Itoa(i) + "次"
		stage.Keep(t, b, ledger.Enterprises, draft)
		order = append(order, draft.Note)
		if told := care.ClockWarning(b); told != "" {
			t.Errorf("step %d, after a save: %s", i, told)
		}
		made, err := care.BackUp(b, care.ByHand)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := care.Backups(b)
		if err != nil || len(kept) == 0 || kept[0].Path != made.Path {
			t.Errorf("step %d: the newest backup is not the first: %v %v", i, kept, err)
		}
		if i == len(steps)-1 {
			verifyOrder(t, b, unit.ID, order)
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// verifyOrder compares history, journal and backups with the order of saving.
func verifyOrder(t *testing.T, b *store.Book, id value.ID, order []string) {
	t.Helper()
	versions, err := b.History(ledger.Enterprises, id)
	if err != nil {
		t.Fatal(err)
	}
	var notes []string
	for _, v := range versions[:len(versions)-1] { // the last one is the record as it was added
		notes = append(notes, v.Record.(*ledger.Enterprise).Note)
	}
	slices.Reverse(notes)
	if !slices.Equal(notes, order) {
		t.Errorf("history tells %v", notes)
	}
	entries, err := b.Journal(1000)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		if e.Seq != uint64(len(entries)-i) {
			t.Errorf("line %d of the journal is number %d of %d", i, e.Seq, len(entries))
		}
	}
	kept, err := care.Backups(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept) < 10 { // so many stay of those made by hand
		t.Errorf("only %d backups are left", len(kept))
	}
	for i := 1; i < len(kept); i++ {
		if kept[i-1].Number <= kept[i].Number {
			t.Errorf("backup %d is listed before %d", kept[i-1].Number, kept[i].Number)
		}
	}
}
