package tend_test

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

func TestBulk(t *testing.T) {
	b, o, people, _ := stage.Office(t)
	ids := stage.Everyone(b)
	m := *people[1]
	m.Schooling, m.Address = "20", "北塔区"
	stage.Keep(t, b, ledger.Members, &m)
	before := stage.State(b)
	p, err := tend.PlanBulk(b, ledger.Members, ids, []tend.Assignment{{Key: "schooling", Text: "本科"}, {Key: "nation"}, {Key: "address", Clear: true}})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if len(p.Set) != 2 || p.Changed+p.Same != 3 || p.Faulty != 0 || !reflect.DeepEqual(before, stage.State(b)) {
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
	for name, m := range stage.Members(b) {
		if !strings.Contains(find.TextOf(b.Today(), ledger.Members, m, "schooling"), "本科") || m.Address != "" || m.Nation != "01" || m.Branch != o.ID {
			t.Errorf("%s: %+v", name, m)
		}
	}
	if ops, _ := undo.Operations(b, 1); ops[0].Intent != "bulk" || ops[0].Count != n || ops[0].Detail.Reason != "统一核对" {
		t.Errorf("%+v", ops[0])
	}
	if p, err = tend.PlanBulk(b, ledger.Members, ids, []tend.Assignment{{Key: "schooling", Text: "本科"}}); err != nil || p.Same != 3 {
		t.Fatalf("%+v %v", p, err)
	}
	if _, err := p.Apply(""); stage.CodeOf(err) != store.Refused {
		t.Errorf("success for nothing: %v", err)
	}
	stage.Undo(t, b, stage.Seq(b))
	if !reflect.DeepEqual(before, stage.State(b)) {
		t.Error("the undo of a bulk edit left something")
	}
}

// A faulty row stays as it is and is named; the others go on.
func TestBulkLeavesFaultyRowsOut(t *testing.T) {
	b, _, people, _ := stage.Office(t)
	old := *people[2]
	old.Joined = 20180504
	stage.Keep(t, b, ledger.Members, &old)
	young := stage.Person("赵敏", "2008-03-04", 11)
	young.Joined = 20250504
	young.Branch = people[0].Branch
	stage.Keep(t, b, ledger.Members, young)
	p, err := tend.PlanBulk(b, ledger.Members, stage.Everyone(b), []tend.Assignment{{Key: "joined", Text: "2019-05"}})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if p.Faulty != 1 || p.Rows[3].Name != "赵敏" || len(p.Rows[3].Faults) == 0 {
		t.Fatalf("%+v", p.Rows)
	}
	if n, err := p.Apply(""); err != nil || n != p.Changed || stage.Members(b)["赵敏"].Joined != 20250504 || stage.Members(b)["李华"].Joined != 20190500 {
		t.Error(n, err)
	}
}

func TestBulkRefusals(t *testing.T) {
	b, _, people, _ := stage.Office(t)
	ids := stage.Everyone(b)
	for name, set := range map[string][]tend.Assignment{
		"nothing set":   {{Key: "nation"}},
		"a number":      {{Key: "idno", Text: "430502200203040114"}},
		"a name":        {{Key: "name", Text: "李华"}},
		"a phone":       {{Key: "phone", Text: "13912345678"}},
		"no such field": {{Key: "nothing", Text: "x"}},
		"derived":       {{Key: "age", Text: "18"}},
		"both":          {{Key: "nation", Text: "汉族", Clear: true}},
		"twice":         {{Key: "nation", Text: "汉族"}, {Key: "nation", Clear: true}},
	} {
		if _, err := tend.PlanBulk(b, ledger.Members, ids, set); stage.CodeOf(err) != store.Refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err := tend.PlanBulk(b, ledger.Members, ids, []tend.Assignment{{Key: "note", Text: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	m := *people[0]
	m.Note = "y"
	stage.Keep(t, b, ledger.Members, &m)
	if _, err := p.Apply(""); stage.CodeOf(err) != store.Changed {
		t.Error(err)
	}
	for key := range tend.Single {
		kind, field, _ := strings.Cut(key, ".")
		if ledger.KindOf(kind).At(field) < 0 {
			t.Errorf("%s is no field", key)
		}
	}
}

// A bulk edit is preceded by a backup, which holds what was.
func TestBulkBacksUpFirst(t *testing.T) {
	env := stage.Env()
	env.Backups = store.RealBackups
	b, _, err := store.Create(filepath.Join(t.TempDir(), "塔前社区.tjz"), store.Profile{Name: "塔前社区"}, "李干事", stage.Password, env)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("东升五金"))
	p, err := tend.PlanBulk(b, ledger.Enterprises, []value.ID{e.ID}, []tend.Assignment{{Key: "note", Text: "已走访"}})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if n, err := p.Apply(""); err != nil || n != 1 {
		t.Fatal(n, err)
	}
	kept, err := care.Backups(b)
	if err != nil || len(kept) != 1 || kept[0].Why != care.BeforeBulk {
		t.Fatalf("%v %+v", err, kept)
	}
	back, err := store.Open(kept[0].Path, stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if r := back.Today().Get(ledger.Enterprises, e.ID).(*ledger.Enterprise); r.Note != "" {
		t.Errorf("%q", r.Note)
	}
}
