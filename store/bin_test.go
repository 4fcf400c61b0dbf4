package store_test

import (
	"reflect"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/value"
)

func TestToTheBinAndBack(t *testing.T) {
	b, o, people, post := stage.Office(t)
	before := stage.State(b)
	if err := b.Remove(ledger.Branches, []value.ID{o.ID}, "录重了"); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "李华") {
		t.Fatalf("a branch with people: %v", store.Tell(err).Message)
	}
	if !reflect.DeepEqual(before, stage.State(b)) {
		t.Fatal("a refusal changed something")
	}
	home := find.ListOf(b.Today(), records.Query{Kind: ledger.Communities}).Row(0)
	if err := b.Remove(ledger.Communities, []value.ID{home.Head().ID}, ""); stage.CodeOf(err) != store.Refused {
		t.Errorf("the ledger's own community: %v", err)
	}
	if err := b.Remove(ledger.Members, []value.ID{people[0].ID, people[2].ID}, "录重了"); err != nil {
		t.Fatal(err)
	}
	// A number that is free again may be given.
	other := stage.Keep(t, b, ledger.Members, stage.Person("赵敏", "2002-03-04", 11))
	b = stage.Reopened(t, b)
	if b.Today().Count(ledger.Members) != 2 || b.Today().Count(ledger.Posts) != 0 || b.Get(ledger.Members, people[0].ID) != nil {
		t.Errorf("%d members, %d posts", b.Today().Count(ledger.Members), b.Today().Count(ledger.Posts))
	}
	if f := find.Anything(b.Today(), "尉迟", 10); f.Total != 0 {
		t.Errorf("found in the bin: %+v", f)
	}
	bin, err := b.Bin().All()
	if err != nil || len(bin) != 3 || bin[0].Reason != "录重了" || bin[0].Who != "王干事" {
		t.Fatalf("%v %+v", err, bin)
	}
	if err := b.Bin().Back(ledger.Members, []value.ID{people[0].ID}); stage.CodeOf(err) != store.Invalid || !strings.Contains(store.Tell(err).Message, "赵敏") {
		t.Errorf("two of one number: %v", store.Tell(err).Message)
	}
	if err := b.Remove(ledger.Members, []value.ID{other.ID}, ""); err != nil {
		t.Fatal(err)
	}
	if err := b.Bin().Back(ledger.Members, []value.ID{people[0].ID, people[2].ID}); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if !reflect.DeepEqual(before, stage.State(b)) || b.Get(ledger.Posts, post.ID) == nil {
		t.Error("not everything came back")
	}
	order := find.ListOf(b.Today(), records.Query{Kind: ledger.Members})
	for i, m := range people {
		if order.Row(i).Head().ID != m.ID {
			t.Errorf("row %d is %s", i, ledger.NameOf(order.Row(i)))
		}
	}
	if f := find.Anything(b.Today(), "尉迟", 10); f.Total != 1 {
		t.Errorf("not found again: %+v", f)
	}
	after := stage.State(b)
	b = stage.Reopened(t, b)
	if !reflect.DeepEqual(after, stage.State(b)) {
		t.Error("the file says otherwise")
	}
	versions, err := b.History(ledger.Members, people[0].ID)
	if err != nil || len(versions) != 3 || !versions[1].Removed || versions[0].Removed || versions[1].Entry.Detail.Reason != "录重了" {
		t.Errorf("%v %+v", err, versions)
	}
	if err := b.Bin().Back(ledger.Members, []value.ID{people[0].ID}); stage.CodeOf(err) != store.Refused {
		t.Errorf("back twice: %v", err)
	}
	if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
}

// What a removed record referred to must be there before it comes back.
func TestBackWithoutItsBranch(t *testing.T) {
	b, o, people, _ := stage.Office(t)
	var ids []value.ID
	for _, m := range people {
		ids = append(ids, m.ID)
	}
	if err := b.Remove(ledger.Members, ids, ""); err != nil {
		t.Fatal(err)
	}
	if err := b.Remove(ledger.Branches, []value.ID{o.ID}, ""); err != nil {
		t.Fatal(err)
	}
	if err := b.Bin().Back(ledger.Members, ids[1:2]); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "所在") {
		t.Errorf("%v", store.Tell(err).Message)
	}
	if err := b.Bin().Back(ledger.Branches, []value.ID{o.ID}); err != nil {
		t.Fatal(err)
	}
	if err := b.Bin().Back(ledger.Members, ids); err != nil {
		t.Fatal(err)
	}
}

func TestRestoreVersion(t *testing.T) {
	b, _, people, _ := stage.Office(t)
	m := *people[0]
	m.Phone, m.Note = "13700000001", "改错了"
	second := stage.Keep(t, b, ledger.Members, &m)
	third := *second
	third.Note = "又改"
	stage.Keep(t, b, ledger.Members, &third)
	versions, err := b.History(ledger.Members, m.ID)
	if err != nil || len(versions) != 3 {
		t.Fatal(err, len(versions))
	}
	got, err := tend.RestoreVersion(b, ledger.Members, m.ID, versions[2].Seq, "按原件")
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	back := got.(*ledger.Member)
	if back.Phone != people[0].Phone || back.Note != people[0].Note || back.Rev != 4 || back.Order != people[0].Order {
		t.Errorf("%+v", back)
	}
	if versions, _ = b.History(ledger.Members, m.ID); len(versions) != 4 || versions[0].Entry.Intent != "revert" || versions[0].Entry.Detail.Reason != "按原件" {
		t.Errorf("%+v", versions[0].Entry)
	}
	if _, err := tend.RestoreVersion(b, ledger.Members, m.ID, versions[0].Seq, ""); stage.CodeOf(err) != store.Refused {
		t.Errorf("what it is already: %v", err)
	}
	if _, err := tend.RestoreVersion(b, ledger.Members, m.ID, 999, ""); stage.CodeOf(err) != store.Refused {
		t.Errorf("a version that never was: %v", err)
	}
	// Its number is another one's by now.
	renumbered := *back
	renumbered.IDNumber = stage.IDNumber("2002-03-04", 31)
	stage.Keep(t, b, ledger.Members, &renumbered)
	stage.Keep(t, b, ledger.Members, stage.Person("赵敏", "2002-03-04", 11))
	if _, err := tend.RestoreVersion(b, ledger.Members, m.ID, versions[0].Seq, ""); stage.CodeOf(err) != store.Invalid {
		t.Errorf("%v", err)
	}
}
