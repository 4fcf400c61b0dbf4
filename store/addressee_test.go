package store_test

import (
	"context"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
)

// Whoever was told the passphrase can seal a package anew and pass it on; the street that gets it reads in the signed
// manifest that it is for another.
func TestAPackageUnderAPassphraseIsForOneStreet(t *testing.T) {
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	_, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir(), Passphrase: spoken, Street: " 小江湖街道办事处 "}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, reason := range map[string]string{
		"小江湖街道": travel.ReasonUnknown, "邵阳市小江湖街道": travel.ReasonUnknown, "共青团小江湖街道工作委员会": travel.ReasonUnknown, // its words are asked for
		"大江湖街道": travel.ReasonOther, "小江湖": travel.ReasonOther, "江湖街道": travel.ReasonOther, "街道": travel.ReasonOther,
	} {
		street := newOffice(t, store.Profile{Name: name, Street: true})
		stage.Keep(t, street, ledger.Communities, &ledger.Community{Title: "塔北社区"})
		r, err := travel.ReadParcels(context.Background(), street, travel.Receiving{Paths: []string{path}, Passphrase: spoken}, nil)
		if err != nil {
			t.Fatal(err)
		}
		d := r.Deliveries[0]
		if d.Reason != reason || d.Unbound || d.Recipient != "小江湖街道办事处" {
			t.Errorf("%s: %s %s", name, d.Reason, d.Message)
		}
		if reason == travel.ReasonOther && (!strings.Contains(d.Message, "小江湖街道办事处") || !strings.Contains(d.Message, name)) {
			t.Errorf("%s: %s", name, d.Message)
		}
	}
	// What the community's particulars say stands for who names none; what was named is offered the next time.
	if got := travel.Addressee(b); got != "小江湖街道办事处" {
		t.Errorf("offered %q", got)
	}
	home := ledger.Communities.Clone(stage.Home(b)).(*ledger.Community)
	home.Street = "小江湖街道"
	stage.Keep(t, b, ledger.Communities, home)
	sub, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir(), Passphrase: spoken}, nil)
	if err != nil || !sub.Named() || sub.To != "小江湖街道" {
		t.Fatal(err, sub.To)
	}
	if m := manifestAt(t, b, path); m.Recipient.Name != "小江湖街道" || m.Recipient.Ledger != "" || len(m.Recipient.Keys) != 0 {
		t.Errorf("%+v", m.Recipient)
	}
}

// A package of an older program, or of a community that names no street, is taken as before, and that is said.
func TestAPackageThatNamesNoStreet(t *testing.T) {
	b := stage.Book(t)
	sub, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir(), Passphrase: spoken}, nil)
	if err != nil || sub.Named() {
		t.Fatal(err, sub.To)
	}
	if m := manifestAt(t, b, path); m.Recipient.Name != "街道" { // as older programs write it
		t.Errorf("%+v", m.Recipient)
	}
	street := newOffice(t, store.Profile{Name: "小江湖街道", Street: true})
	stage.Keep(t, street, ledger.Communities, &ledger.Community{Title: "塔北社区"})
	r, err := travel.ReadParcels(context.Background(), street, travel.Receiving{Paths: []string{path}, Passphrase: spoken}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Trust(context.Background(), r.Deliveries[0].Words); err != nil {
		t.Fatal(err)
	}
	if d := r.Deliveries[0]; d.State != travel.DeliveryReady || !d.Unbound {
		t.Errorf("%s %s", d.State, d.Message)
	}
}

// A package that is sealed to a street's key names the key, and the street's ledger where its signature is accepted.
func TestAPackageUnderAKeyNamesItsStreet(t *testing.T) {
	s, b := streetOfTwo(t), stage.Book(t)
	enrol(t, s, b, "塔前社区")
	p := planned(t, b, give(t, s))
	if err := p.Choose(p.Communities[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(err)
	}
	sub, path, err := travel.Submit(context.Background(), b, travel.Sending{Dir: t.TempDir(), Street: "别的街道"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, public, err := parcel.KeysFrom(s.Profile().Key)
	if err != nil {
		t.Fatal(err)
	}
	m := manifestAt(t, s, path)
	if to := m.Recipient; to.Name != "小江湖街道" || to.Ledger != s.Profile().Ledger || len(to.Keys) != 2 || to.Keys[0] != public || sub.To != to.Name {
		t.Errorf("%+v", to)
	}
}
