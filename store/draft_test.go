package store_test

import (
	"reflect"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/value"
)

// What was typed is there again after the window has gone without a word.
func TestDraftsOutliveTheWindow(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	first := store.Draft{Kind: "member", ID: m.ID, Rev: m.Rev, At: "phone", Texts: map[string]string{"phone": "1391"}}
	fresh := store.Draft{Kind: "member", At: "name", Texts: map[string]string{"name": "王䶮", "idno": "4305"}, Excuses: []ledger.Excuse{{Key: "idno", Code: "x", Reason: "原件"}}}
	for _, d := range []store.Draft{first, fresh, {Kind: "member", ID: m.ID, Rev: m.Rev, At: "phone", Texts: map[string]string{"phone": "13912345678"}}} {
		if err := b.Drafts().Keep(d); err != nil {
			t.Fatal(err)
		}
	}
	entries, _ := b.Journal(100)
	b = stage.Reopened(t, b)
	drafts, err := b.Drafts().All()
	if err != nil || len(drafts) != 2 {
		t.Fatalf("%v %+v", err, drafts)
	}
	if drafts[0].ID != m.ID || drafts[0].Texts["phone"] != "13912345678" || drafts[0].Who != "王干事" || drafts[0].Time == 0 {
		t.Errorf("the newest first, in its newest state: %+v", drafts[0])
	}
	if !reflect.DeepEqual(drafts[1].Texts, fresh.Texts) || !reflect.DeepEqual(drafts[1].Excuses, fresh.Excuses) || drafts[1].At != "name" {
		t.Errorf("%+v", drafts[1])
	}
	if now, _ := b.Journal(100); len(now) != len(entries) {
		t.Error("typing is no intent")
	}
	// Saving the record takes its draft, and no other, away in the same breath.
	changed := *m
	changed.Phone = "13912345678"
	stage.Keep(t, b, ledger.Members, &changed)
	if _, err := b.Register(ledger.Members, stage.Person("赵敏", "2003-03-04", 12)); err != nil {
		t.Fatal(err)
	}
	if drafts, _ = b.Drafts().All(); len(drafts) != 1 || !drafts[0].ID.IsZero() {
		t.Errorf("%+v", drafts)
	}
	stage.Keep(t, b, ledger.Members, stage.Person("王䶮", "2001-03-04", 13))
	if drafts, _ = b.Drafts().All(); len(drafts) != 0 {
		t.Errorf("%+v", drafts)
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
	if err := b.Drafts().Keep(store.Draft{Kind: "nothing"}); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
}

func TestDraftGivenUp(t *testing.T) {
	b := stage.Book(t)
	if err := b.Drafts().Keep(store.Draft{Kind: "branch", Texts: map[string]string{"name": "东升"}}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds nothing
		if err := b.Drafts().Drop("branch", value.ID{}); err != nil {
			t.Fatal(err)
		}
	}
	if drafts, err := b.Drafts().All(); err != nil || len(drafts) != 0 {
		t.Error(drafts, err)
	}
}

// Somebody else saved the record meanwhile: nothing of theirs is overwritten, nothing
// of ours is lost.
func TestRebase(t *testing.T) {
	b := stage.Book(t)
	m := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	ours := *m
	ours.Phone, ours.Note = "13700000001", "等材料"
	theirs := *m
	theirs.Phone, theirs.Nation = "13800000002", "02"
	stage.Keep(t, b, ledger.Members, &theirs)
	if _, err := b.Save(ledger.Members, &ours); stage.CodeOf(err) != store.Changed {
		t.Fatalf("overwritten: %v", err)
	}
	was, err := tend.Version(b, ledger.Members, m.ID, m.Rev)
	if err != nil || was == nil {
		t.Fatal(was, err)
	}
	r, err := tend.Rebase(b, ledger.Members, was, &ours)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Taken) != 1 || r.Taken[0].Key != "nation" || len(r.Clashes) != 1 || r.Clashes[0].Key != "phone" || r.Who != "王干事" {
		t.Fatalf("%+v", r)
	}
	c := r.Clashes[0]
	if c.Ours != "13700000001" || c.Theirs != "13800000002" || c.Was != m.Phone || c.OursText != c.Ours || c.Label == "" {
		t.Errorf("%+v", c)
	}
	got := stage.Keep(t, b, ledger.Members, r.Record.(*ledger.Member))
	if got.Phone != "13800000002" || got.Nation != "02" || got.Note != "等材料" {
		t.Errorf("%+v", got)
	}
	if err := b.Remove(ledger.Members, []value.ID{m.ID}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := tend.Rebase(b, ledger.Members, was, &ours); stage.CodeOf(err) != store.Gone {
		t.Error(err)
	}
	if _, err := b.Save(ledger.Members, &ours); stage.CodeOf(err) != store.Gone {
		t.Error(err)
	}
}

// Drafts of new records wait beside each other, each in a place of its own; a record that is saved takes its own away.
func TestNewDraftsWaitBesideEachOther(t *testing.T) {
	b := stage.Book(t)
	var places []value.ID
	for _, name := range []string{"刘婧", "单晓", "尉迟祎"} {
		id, err := b.NewID()
		if err != nil {
			t.Fatal(err)
		}
		places = append(places, id)
		if err := b.Drafts().Keep(store.Draft{Kind: "member", ID: id, Texts: map[string]string{"name": name}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Drafts().Keep(store.Draft{Kind: "member", Texts: map[string]string{"name": "从前的"}}); err != nil {
		t.Fatal(err)
	}
	b = stage.Reopened(t, b)
	m := stage.Person("单晓", "2002-03-04", 11)
	m.ID = places[1]
	if saved := stage.Keep(t, b, ledger.Members, m); saved.ID != places[1] || saved.Rev != 1 {
		t.Errorf("saved as %v, version %d", saved.ID, saved.Rev)
	}
	drafts, err := b.Drafts().All()
	if err != nil || len(drafts) != 3 {
		t.Fatalf("%v %+v", err, drafts)
	}
	for _, d := range drafts {
		if d.ID == places[1] || !d.New() {
			t.Errorf("%+v", d)
		}
	}
}
