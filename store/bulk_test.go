package store_test

import (
	"reflect"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/vault"
)

func TestBulk(t *testing.T) {
	b, o, people, _ := office(t)
	ids := everyone(b)
	m := *people[1]
	m.Schooling, m.Address = "20", "北塔区"
	stage.Keep(t, b, ledger.Members, &m)
	before := state(b)
	p, err := b.PlanBulk(ledger.Members, ids, []store.Assignment{{Key: "schooling", Text: "本科"}, {Key: "nation"}, {Key: "address", Clear: true}})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if len(p.Set) != 2 || p.Changed+p.Same != 3 || p.Faulty != 0 || !reflect.DeepEqual(before, state(b)) {
		t.Fatalf("%+v", p)
	}
	row := p.Rows[1]
	if row.Name != "王刚" || row.Was[1] != "北塔区" || row.Now[1] != "" {
		t.Errorf("%+v", row)
	}
	n, err := p.Apply("统一核对")
	if err != nil || n != p.Changed {
		t.Fatal(n, err)
	}
	for name, m := range members(b) {
		if !strings.Contains(b.Text(ledger.Members, m, "schooling"), "本科") || m.Address != "" || m.Nation != "01" || m.Branch != o.ID {
			t.Errorf("%s: %+v", name, m)
		}
	}
	if ops, _ := b.Operations(1); ops[0].Intent != "bulk" || ops[0].Count != n || ops[0].Detail.Reason != "统一核对" {
		t.Errorf("%+v", ops[0])
	}
	if p, err = b.PlanBulk(ledger.Members, ids, []store.Assignment{{Key: "schooling", Text: "本科"}}); err != nil || p.Same != 3 {
		t.Fatalf("%+v %v", p, err)
	}
	if _, err := p.Apply(""); stage.CodeOf(err) != store.Refused {
		t.Errorf("success for nothing: %v", err)
	}
	undo(t, b, stage.Seq(b))
	if !reflect.DeepEqual(before, state(b)) {
		t.Error("the undo of a bulk edit left something")
	}
}

// A faulty row stays as it is and is named; the others go on.
func TestBulkLeavesFaultyRowsOut(t *testing.T) {
	b, _, people, _ := office(t)
	old := *people[2]
	old.Joined = 20180504
	stage.Keep(t, b, ledger.Members, &old)
	young := stage.Person("赵敏", "2008-03-04", 11)
	young.Joined = 20250504
	young.Branch = people[0].Branch
	stage.Keep(t, b, ledger.Members, young)
	p, err := b.PlanBulk(ledger.Members, everyone(b), []store.Assignment{{Key: "joined", Text: "2019-05"}})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if p.Faulty != 1 || p.Rows[3].Name != "赵敏" || len(p.Rows[3].Faults) == 0 {
		t.Fatalf("%+v", p.Rows)
	}
	if n, err := p.Apply(""); err != nil || n != p.Changed || members(b)["赵敏"].Joined != 20250504 || members(b)["李华"].Joined != 20190500 {
		t.Error(n, err)
	}
}

func TestBulkRefusals(t *testing.T) {
	b, _, people, _ := office(t)
	ids := everyone(b)
	for name, set := range map[string][]store.Assignment{
		"nothing set":   {{Key: "nation"}},
		"a number":      {{Key: "idno", Text: "430502200203040114"}},
		"a name":        {{Key: "name", Text: "李华"}},
		"a phone":       {{Key: "phone", Text: "13912345678"}},
		"no such field": {{Key: "nothing", Text: "x"}},
		"derived":       {{Key: "age", Text: "18"}},
		"both":          {{Key: "nation", Text: "汉族", Clear: true}},
		"twice":         {{Key: "nation", Text: "汉族"}, {Key: "nation", Clear: true}},
	} {
		if _, err := b.PlanBulk(ledger.Members, ids, set); stage.CodeOf(err) != store.Refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err := b.PlanBulk(ledger.Members, ids, []store.Assignment{{Key: "note", Text: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	m := *people[0]
	m.Note = "y"
	stage.Keep(t, b, ledger.Members, &m)
	if _, err := p.Apply(""); stage.CodeOf(err) != store.Changed {
		t.Error(err)
	}
	for key := range store.Single {
		kind, field, _ := strings.Cut(key, ".")
		if ledger.KindOf(kind).At(field) < 0 {
			t.Errorf("%s is no field", key)
		}
	}
}

// A bulk edit is preceded by a backup, which holds what was.
func TestBulkBacksUpFirst(t *testing.T) {
	c := cared(t)
	e := c.add("东升五金")
	p, err := c.PlanBulk(ledger.Enterprises, []ledger.ID{e.ID}, []store.Assignment{{Key: "note", Text: "已走访"}})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if n, err := p.Apply(""); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	kept, err := c.Kept()
	if err != nil || len(kept) != 1 || kept[0].Why != store.BeforeBulk {
		t.Fatalf("%v %+v", err, kept)
	}
	back, err := c.InVault().OpenCopy(kept[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	err = back.View(func(tx *vault.Tx) error {
		_, err := tx.Each("enterprise", func(_, plain []byte) error {
			r := &ledger.Enterprise{}
			if err := store.Reading.Unmarshal(plain, r); err != nil || r.Note != "" {
				t.Errorf("%v %q", err, r.Note)
			}
			return nil
		})
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
