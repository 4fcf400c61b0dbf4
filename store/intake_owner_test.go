package store_test

import (
	"context"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// A street's export comes back into the street and changes nothing: what the street received, and what it keeps itself.
func TestStreetImportsItsExport(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	w := newDistrict(t, 2)
	for i, b := range w.offices {
		people(t, b, i+1, 4)
		w.receive(w.submit(b))
	}
	for i := range 12 {
		stage.Keep(t, w.street, ledger.Officers, &ledger.Officer{Title: "委员" + string([]rune("甲乙丙丁戊己庚辛壬癸子丑")[i]), Duty: "11", From: 20250101})
	}
	officer := stage.Now(w.street).Of(ledger.Officers)[0].Head().ID
	l := stage.Keep(t, w.street, ledger.Liaisons, &ledger.Liaison{Officer: officer, Community: w.community("塔北社区").ID, From: 20250101})
	stage.Keep(t, w.street, ledger.Visits, &ledger.Visit{Liaison: l.ID, Day: 20260401, Content: "走访"})
	path := filepath.Join(t.TempDir(), "全部.xlsx")
	if _, err := forms.Write(context.Background(), w.street, forms.Export{To: path, Full: true, Reason: "核对"}, nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	before := stage.Everything(w.street)
	in, err := intake.Read(context.Background(), w.street, path, nil, nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	p, err := in.Apply(context.Background(), nil)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if r := p.Report(); r.Added+r.Changed+r.Faulty != 0 || r.Same == 0 {
		t.Errorf("%+v: %v", r, stage.FaultsSaid(p))
	}
	if !maps.Equal(stage.Everything(w.street), before) {
		t.Error("the street is another one now")
	}
	for _, s := range in.Sheets {
		if !s.Hidden && s.Rows > 1 && s.Tables != 1 {
			t.Errorf("%s: %d tables, %q", s.Name, s.Tables, s.Why)
		}
	}
	if r := p.Report(); r.Rows < 12+1+1+1 {
		t.Errorf("what the street keeps itself did not come back: %+v", r)
	}
}

// A kind that no file brings into a ledger is refused with the reason, whoever says that the file holds it.
func TestImportRefusesForeignKinds(t *testing.T) {
	w := newDistrict(t, 1)
	path := filepath.Join(t.TempDir(), "表.xlsx")
	if _, err := forms.Write(context.Background(), w.street, forms.Export{To: path}, nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for _, c := range []struct {
		b    *store.Book
		kind ledger.Kind
		says string
	}{
		{w.street, ledger.Matters, "随回执包和上报包走"}, {w.street, ledger.Parcels, "由程序自己记"}, {w.street, ledger.Signers, "由程序自己记"},
		{w.offices[0], ledger.Streets, "归街道台账管"}, {w.offices[0], ledger.Officers, "归街道台账管"}, {w.offices[0], ledger.Liaisons, "归街道台账管"},
		{w.offices[0], ledger.Matters, "随回执包和上报包走"}, {w.offices[0], ledger.Parcels, "由程序自己记"},
	} {
		_, err := intake.Read(context.Background(), c.b, path, []ledger.Kind{c.kind}, nil)
		if stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, c.says) {
			t.Errorf("%s, %s: %v", c.b.Profile().Name, c.kind.Title(), err)
		}
	}
}

// A ledger with two streets, as an older program let one be made, says so when it gives out.
func TestNoticeOfTwoStreets(t *testing.T) {
	w := newDistrict(t, 1)
	second := &ledger.Street{Title: "另一街道"}
	second.ID, second.Rev = value.ID{9}, 1
	w.street.Lay(stage.Now(w.street).With(second))
	if _, err := travel.Noticed(w.street, w.street.Today()); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "2 个街道") {
		t.Errorf("%v", err)
	}
}

// The community and its street count one package alike.
func TestBothEndsCountAlike(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	w := newDistrict(t, 1)
	b := w.offices[0]
	ms := people(t, b, 1, 5)
	alike := func(what string) {
		t.Helper()
		check, err := travel.Precheck(context.Background(), b, nil)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		r := w.receive(w.submit(b))
		a, c, d := check.Since.Total()
		if x, y, z := r.Deliveries[0].Totals(); a != x || c != y || d != z {
			t.Errorf("%s: +%d ~%d -%d here, +%d ~%d -%d there", what, a, c, d, x, y, z)
		}
	}
	alike("the first")
	changed := *ms[0]
	changed.Note = "变更"
	saved := *stage.Keep(t, b, ledger.Members, &changed)
	alike("one changed")
	saved.Note = "又变"
	saved = *stage.Keep(t, b, ledger.Members, &saved)
	saved.Note = "变更"
	stage.Keep(t, b, ledger.Members, &saved)
	own := *b.Today().Own().(*ledger.Community)
	own.Phone = "0739-5321234"
	stage.Keep(t, b, ledger.Communities, &own)
	alike("one put back, and the community's phone")
}
