package store_test

import (
	"errors"
	"reflect"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// arrive puts a record into a ledger as a package does that brings it.
func arrive(t testing.TB, b *store.Book, kind ledger.Kind, r ledger.Record) {
	t.Helper()
	if err := b.Write("receive", &store.Detail{}, func(t *store.Turn) error { return t.Put(kind, nil, r) }); err != nil {
		t.Fatal(err)
	}
}

func TestReceivedIsOnlyRead(t *testing.T) {
	b := stage.TwoBranches(t)
	owner := stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "五一社区"})
	theirs := &ledger.Member{Meta: ledger.Meta{Owner: owner.ID}, Title: "赵云", Nation: "01"}
	arrive(t, b, ledger.Members, theirs)
	typed := stage.Keep(t, b, ledger.Members, &ledger.Member{Title: "钱多", Nation: "01"})

	changed := ledger.Members.Clone(theirs).(*ledger.Member)
	changed.Phone = "13912345678"
	given := ledger.Members.Clone(typed).(*ledger.Member)
	given.Owner = owner.ID
	versions, err := b.History(ledger.Members, theirs.ID)
	if err != nil || len(versions) != 1 {
		t.Fatal(versions, err)
	}
	plan, err := tend.PlanBulk(b, ledger.Members, []value.ID{theirs.ID}, []tend.Assignment{{Key: "nation", Text: "苗族"}})
	if err != nil {
		t.Fatal(err)
	}
	before := stage.Everything(b)
	for name, deed := range map[string]func() error{
		"save":      func() error { _, err := b.Save(ledger.Members, changed); return err },
		"give away": func() error { _, err := b.Save(ledger.Members, given); return err },
		"remove":    func() error { return b.Remove(ledger.Members, []value.ID{theirs.ID}, "录重了") },
		"bulk":      func() error { _, err := plan.Apply("统一"); return err },
		"revert": func() error {
			_, err := tend.RestoreVersion(b, ledger.Members, theirs.ID, versions[0].Seq, "改回")
			return err
		},
		"make one up": func() error {
			_, err := b.Save(ledger.Members, &ledger.Member{Meta: ledger.Meta{Owner: owner.ID}, Title: "孙武"})
			return err
		},
		"sign": func() error {
			_, err := b.Save(ledger.Signers, &ledger.Signer{Title: "五一社区", State: codes.SignerAccepted})
			return err
		},
	} {
		var e *store.Error
		if err := deed(); !errors.As(err, &e) || e.Code != store.Refused && e.Code != store.Invalid && e.Code != store.Changed {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := stage.Everything(b); !reflect.DeepEqual(before, after) {
		t.Error("something changed")
	}
	if bin, err := b.Bin().All(); err != nil || len(bin) != 0 {
		t.Error(bin, err)
	}
}

func TestUndoingTakesReceivedRecordsOut(t *testing.T) {
	b := stage.TwoBranches(t)
	owner := stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "五一社区"})
	theirs := &ledger.Member{Meta: ledger.Meta{Owner: owner.ID}, Title: "赵云", Nation: "01"}
	arrive(t, b, ledger.Members, theirs)
	plan, err := undo.Last(b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil || b.Get(ledger.Members, theirs.ID) != nil {
		t.Fatal(err)
	}
	if bin, err := b.Bin().All(); err != nil || len(bin) != 0 {
		t.Errorf("%v lies in the bin, %v", bin, err)
	}
	if plan, err = undo.Redo(b); err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil {
		t.Fatal(err)
	}
	if r := b.Get(ledger.Members, theirs.ID); r == nil || !r.Head().Received() {
		t.Errorf("%+v", r)
	}
}

func TestTheLedgerIsAboutOneHouse(t *testing.T) {
	b := stage.TwoBranches(t)
	arrive(t, b, ledger.Streets, &ledger.Street{Title: "小江湖街道"})
	arrive(t, b, ledger.Communities, &ledger.Community{Meta: ledger.Meta{Owner: value.ID{1}}, Title: "五一社区"})
	if own := b.Today().Own(); own == nil || ledger.NameOf(own) != b.Profile().Name {
		t.Errorf("%+v", own)
	}
	if n := rules.SummaryOf(b.Today()).Communities; n != 1 {
		t.Errorf("%d communities", n)
	}
	s, _, err := store.Create(t.TempDir()+"/街道.tjz", store.Profile{Name: "小江湖街道", Street: true}, "李干事", stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if own, ok := s.Today().Own().(*ledger.Street); !ok || own.Title != "小江湖街道" {
		t.Errorf("%+v", s.Today().Own())
	}
	if err := s.Remove(ledger.Streets, []value.ID{s.Today().Own().Head().ID}, "不要"); err == nil {
		t.Error("a street's ledger can lose its street")
	}
}
