package store_test

import (
	"context"
	"maps"
	"os"
	"reflect"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// A package of a community that the street knows by its code comes, changes, comes again; nothing of it can be edited,
// and all of it can be taken back.
func TestReceiving(t *testing.T) {
	w := newDistrict(t, 2)
	a := w.offices[0]
	members := people(t, a, 1, 4)
	first := w.submit(a)

	r := w.look(travel.Receiving{Paths: []string{first}})
	d := r.Deliveries[0]
	if d.State != travel.DeliveryWaiting || !strings.Contains(d.Message, d.Words.String()) || len(strings.Fields(d.Words.String())) != 6 || d.Community != w.community("塔北社区").ID {
		t.Fatalf("%+v", d)
	}
	if added, _, _ := d.Totals(); added != 7 || len(d.Items) != 7 {
		t.Errorf("an unknown package is not shown whole: %d, %d items", added, len(d.Items))
	}
	if seq, err := r.Apply(context.Background(), nil); err != nil || seq != 0 || w.street.Today().Count(ledger.Members) != 0 {
		t.Error("it was taken in without having been accepted")
	}
	for _, other := range [][]travel.SixWords{nil, {{}}, {travel.SpellKey(make([]byte, 32))}} {
		if err := r.Trust(context.Background(), other...); err != nil || d.State != travel.DeliveryWaiting {
			t.Fatalf("accepted with the words %v of nobody: %v, %s", other, err, d.State)
		}
	}
	if err := r.Trust(context.Background(), d.Words); err != nil || d.State != travel.DeliveryReady {
		t.Fatal(err, d.State, d.Message)
	}
	before := stage.Everything(w.street)
	if _, err := r.Apply(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	if got, want := w.held("塔北社区"), sent(a); !maps.Equal(got, want) {
		t.Errorf("the street has\n%v\nwant\n%v", got, want)
	}
	if s := r.Standing; len(s) != 2 || s[0].Missing() || !s[1].Missing() || s[0].Last != nil {
		t.Errorf("%+v", r.Standing)
	}
	p := rules.NewestParcel(stage.Now(w.street), d.Community)
	if p == nil || p.Number.String() != "1" || p.Members.String() != "4" || p.Added.String() != "7" || p.State != codes.ParcelTaken {
		t.Errorf("%+v", p)
	}
	if again := w.receive(first).Deliveries[0]; again.State != travel.DeliveryAgain || again.Held() {
		t.Errorf("twice: %s", again.State)
	}
	if _, err := w.street.Save(ledger.Members, w.street.Get(ledger.Members, members[0].ID)); err == nil {
		t.Error("what was received can be edited")
	}

	moved := *members[1]
	moved.Phone = "13755556666"
	stage.Keep(t, a, ledger.Members, &moved)
	if err := a.Remove(ledger.Members, []value.ID{members[2].ID}, "录重了"); err != nil {
		t.Fatal(err)
	}
	second := w.submit(a)
	after := stage.Everything(w.street)
	r = w.receive(second)
	d = r.Deliveries[0]
	if added, changed, removed := d.Totals(); d.State != travel.DeliveryReady || added != 0 || changed != 1 || removed != 1 {
		t.Errorf("%s %s: +%d ~%d -%d", d.State, d.Message, added, changed, removed)
	}
	for _, i := range d.Items {
		if i.Deed == travel.CargoChanged && (i.Name != moved.Title || len(i.Fields) != 1 || i.Fields[0].Label != "手机号码" || i.Fields[0].New != moved.Phone) {
			t.Errorf("%+v", i)
		}
	}
	if got, want := w.held("塔北社区"), sent(a); !maps.Equal(got, want) {
		t.Errorf("the street has\n%v\nwant\n%v", got, want)
	}
	if bin, err := w.street.Bin().All(); err != nil || len(bin) != 0 {
		t.Error("what left with a package lies in the bin", err)
	}
	if old := w.receive(first).Deliveries[0]; old.State != travel.DeliveryAgain {
		t.Errorf("an old one that is known: %s", old.State)
	}

	for _, want := range []map[string]string{after, before} {
		plan, err := undo.Last(w.street)
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if _, err := plan.Apply(); err != nil || len(plan.Left) > 0 {
			t.Fatal(err, plan.Left)
		}
		if got := stage.Everything(w.street); !reflect.DeepEqual(got, want) {
			t.Errorf("undone, the street has\n%v\nwant\n%v", got, want)
		}
	}
	w.street = stage.Reopened(t, w.street)
	if d := w.receive(first, second).Deliveries; d[0].State != travel.DeliveryEarlier || d[1].State != travel.DeliveryReady || !maps.Equal(w.held("塔北社区"), sent(a)) {
		t.Errorf("both at once after all was taken back: %s %s", d[0].State, d[1].State)
	}
	if wounds, err := care.Check(w.street); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
}

// Each package that cannot be taken in is refused with a sentence of its own that says what to do, and nothing changes.
func TestRefusedPackages(t *testing.T) {
	w := newDistrict(t, 3)
	a, b := w.offices[0], w.offices[1]
	people(t, a, 1, 3)
	people(t, b, 2, 3)
	one, two, three := w.submit(a), w.submit(a), w.submit(a)
	w.receive(one, w.submit(b))

	stranger := w.newOffice("塔北社区")
	people(t, stranger, 3, 3)
	twin := newOffice(t, store.Profile{Name: "塔北社区"})
	*twin.InProfile() = *a.InProfile()
	people(t, twin, 4, 3)
	forger := w.newOffice("塔北社区")
	forger.InProfile().Ledger = a.InProfile().Ledger
	other := newDistrict(t, 1)
	far := other.offices[0]
	practice := w.newOffice("松坡社区")
	practice.InProfile().Practice = true
	_, sample, err := travel.Submit(context.Background(), practice, travel.Sending{Dir: t.TempDir(), Sample: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	damaged := w.submit(b)
	bytes, err := os.ReadFile(damaged)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)/2] ^= 1
	if err := os.WriteFile(damaged, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	nothing := t.TempDir() + "/没有.tjb"

	before := stage.Everything(w.street)
	for _, c := range []struct{ name, path, reason, says string }{
		{"one that was never there", nothing, store.NoFile, "找不到"},
		{"skipped", three, travel.ReasonMissing, "第 3 包"},
		{"the other laptop's", w.submit(twin), travel.ReasonFork, "合并"},
		{"by a key nobody knows", w.submit(stranger), travel.ReasonSigner, "核实"},
		{"by another key than before", w.submit(forger), travel.ReasonSigner, "核实"},
		{"for another street", other.submit(far), "other-recipient", "发错"},
		{"of invented people", sample, travel.ReasonPractice, "练习台账"},
		{"damaged", damaged, "damaged", "重新复制"},
	} {
		r := w.trusting(travel.Receiving{Paths: []string{c.path}})
		d := r.Deliveries[0]
		if d.State != travel.DeliveryRefused || d.Reason != c.reason || !strings.Contains(d.Message, c.says) || !strings.HasSuffix(d.Message, "。") {
			t.Errorf("%s: %s %s %s", c.name, d.State, d.Reason, d.Message)
		}
		if _, err := r.Apply(context.Background(), nil); err != nil || !reflect.DeepEqual(before, stage.Everything(w.street)) {
			t.Errorf("%s: something changed %v", c.name, err)
		}
	}
	// A community that has a new ledger is forgotten first; then its old ledger is not taken in any more.
	if err := travel.ForgetCommunity(w.street, w.community("五一社区").ID, " "); stage.CodeOf(err) != store.Refused {
		t.Errorf("without a reason: %v", err)
	}
	if err := travel.ForgetCommunity(w.street, w.community("五一社区").ID, "换了电脑，已电话核对"); err != nil {
		t.Fatal(err)
	}
	renewed := w.newOffice("五一社区")
	people(t, renewed, 5, 2)
	if d := w.receive(w.submit(renewed)).Deliveries[0]; d.State != travel.DeliveryReady || !maps.Equal(w.held("五一社区"), sent(renewed)) {
		t.Errorf("a new ledger: %s %s", d.State, d.Message)
	}
	if d := w.receive(w.submit(b)).Deliveries[0]; d.Reason != travel.ReasonStopped {
		t.Errorf("its old one: %s %s", d.State, d.Message)
	}
	// What is lost for good can be gone on without; and then the lost one is older.
	r := w.look(travel.Receiving{Paths: []string{three}, Ruling: travel.Ruling{Lost: true}})
	if _, err := r.Apply(context.Background(), nil); err != nil || r.Deliveries[0].State != travel.DeliveryReady {
		t.Fatal(err, r.Deliveries[0].Message)
	}
	if d := w.look(travel.Receiving{Paths: []string{two}}).Deliveries[0]; d.Reason != travel.ReasonOlder || !strings.Contains(d.Message, "第 2 包") {
		t.Errorf("older: %s %s", d.Reason, d.Message)
	}
}
