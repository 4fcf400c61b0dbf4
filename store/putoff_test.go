package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// What is put off is neither on the first page nor lost: it is back on its day, when there is more of it, and when it is
// taken up or the putting off is undone.
func TestPutOff(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "1998-01-05", 11))
	key := "member.over"
	shown := func() string {
		where := "nowhere"
		for _, todo := range overview.Todos(b) {
			if todo.Key == key {
				where = "due"
				if todo.Off != nil {
					where = fmt.Sprint("off until ", todo.Off.Until, " for ", todo.Off.Reason)
				}
			}
		}
		for _, todo := range overview.HomeOf(b).Todos {
			if todo.Key == key && where != "due" {
				where += ", and at home"
			}
		}
		return where
	}
	for _, c := range []struct {
		until  value.Date
		reason string
	}{{20261122, "等他回来"}, {20261200, "等他回来"}, {20271122, "等他回来"}, {20261201, " "}, {0, "等他回来"}} {
		if err := overview.PutOff(b, key, c.until, c.reason); stage.CodeOf(err) != store.Refused {
			t.Errorf("%v %q: %v", c.until, c.reason, err)
		}
	}
	if err := overview.PutOff(b, "member.twice", 20261201, "没有"); stage.CodeOf(err) != store.Refused {
		t.Errorf("what is not due: %v", err)
	}
	looked := stage.Now(b).Age()
	if err := overview.PutOff(b, key, 20261201, "等他  回来"); err != nil {
		t.Fatal(err)
	}
	if stage.Now(b).Age() != looked {
		t.Error("what was previewed before it was put off is stale")
	}
	const off = "off until 2026-12-01 for 等他 回来"
	if shown() != off || overview.HomeOf(b).Off != 1 {
		t.Error(shown())
	}
	if _, err := store.Open(b.Path(), stage.Password, stage.Env()); err == nil {
		t.Fatal("two at once")
	}
	path := b.Path()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := store.Open(path, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { b.Close() }()
	if shown() != off {
		t.Errorf("after opening: %s", shown())
	}
	operations, err := undo.Operations(b, 1)
	if err != nil || !operations[0].Undoable || !strings.Contains(operations[0].Detail.Reason, "等他 回来") {
		t.Fatalf("%+v %v", operations, err)
	}
	undo := func() {
		t.Helper()
		operations, err := undo.Operations(b, 1)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := undo.Of(b, operations[0].Seq)
		if err != nil || plan.Nothing() {
			t.Fatal(plan, err)
		}
		if _, err := plan.Apply(); err != nil {
			t.Fatal(err)
		}
	}
	if undo(); shown() != "due" {
		t.Errorf("undone: %s", shown())
	}
	if undo(); shown() != off {
		t.Errorf("done again: %s", shown())
	}
	if err := overview.TakeUp(b, key); err != nil || shown() != "due" {
		t.Errorf("taken up: %s %v", shown(), err)
	}
	if undo(); shown() != off {
		t.Errorf("the taking up undone: %s", shown())
	}
	now, _ := time.ParseInLocation("2006-01-02", "2026-12-01", time.Local)
	b.InEnv().Now = func() time.Time { return now }
	if shown() != "due" {
		t.Errorf("on its day: %s", shown())
	}
	b.InEnv().Now = stage.Env().Now
	if shown() != off {
		t.Errorf("before it: %s", shown())
	}
	stage.Keep(t, b, ledger.Members, stage.Person("王芳", "1998-01-06", 12))
	if shown() != "due" {
		t.Errorf("more of it: %s", shown())
	}
}
