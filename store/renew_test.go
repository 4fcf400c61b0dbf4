package store_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// signatures are the states of a ledger's known signatures, by key.
func signatures(b *store.Book) map[string]string {
	out := map[string]string{}
	for s := range stage.All[*ledger.Signer](b, ledger.Signers) {
		out[s.Key] = s.State
	}
	return out
}

// The street's new signature and the end of its old one are one step: whatever keeps the notice from being taken in
// leaves the old one as it was.
func TestANewStreetSignatureWithItsNoticeOrNotAtAll(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b := streetOfTwo(t), stage.Book(t)
	enrol(t, s, b)
	p := planned(t, b, give(t, s))
	if err := errors.Join(p.Choose(p.Communities[0].ID), p.Apply(p.Words)); err != nil {
		t.Fatal(err)
	}
	again := streetOfTwo(t)
	enrol(t, again, b)
	good := give(t, again)
	const why = "街道换了电脑，已电话核对"
	before, profile, known := stage.Everything(b), b.Profile(), signatures(b)
	stands := func(what string) {
		t.Helper()
		if !reflect.DeepEqual(stage.Everything(b), before) || !reflect.DeepEqual(b.Profile(), profile) || !reflect.DeepEqual(signatures(b), known) {
			t.Fatalf("%s: the old trust is gone", what)
		}
	}
	if _, err := travel.ReadNotice(context.Background(), b, good, spoken); !errors.Is(err, travel.ErrOtherSigner) {
		t.Error(err)
	}
	if _, err := travel.ReadNoticeAnew(context.Background(), b, good, spoken, " "); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "原因") {
		t.Error("without a reason:", err)
	}
	bad := noticeOf(again, []byte("key,value,note\nage_max,10,\n"))
	if _, err := travel.ReadNoticeAnew(context.Background(), b, written(t, again, b, bad), spoken, why); stage.CodeOf(err) != store.Newer && stage.CodeOf(err) != store.Refused {
		t.Error("rules that nobody knows:", err)
	}
	stands("a notice that is refused")
	p, err := travel.ReadNoticeAnew(context.Background(), b, good, spoken, why)
	if err != nil || !p.First || p.Old != "小江湖街道" {
		t.Fatalf("%v %+v", err, p)
	}
	stands("a notice that was looked at")
	if err := p.Apply(travel.SixWords{}); stage.CodeOf(err) != store.Unaccepted {
		t.Error(err)
	}
	stands("words that nobody has compared")
	p.We = value.ID{}
	if err := p.Apply(p.Words); stage.CodeOf(err) != store.Unlisted {
		t.Error(err)
	}
	stands("a community that is not in the list")
	if err := errors.Join(p.Choose(p.Communities[0].ID), p.Apply(p.Words)); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	old, now := profile.StreetKey, b.Profile().StreetKey
	if rules.Street(stage.Now(b)) == nil || rules.Street(stage.Now(b)).Words != p.Words.String() || now == old || now == "" || len(signatures(b)) != 2 {
		t.Errorf("%v", signatures(b))
	}
	if e, err := b.History(ledger.Signers, rules.Street(stage.Now(b)).ID); err != nil || len(e) == 0 {
		t.Error(err, e)
	}
	plan, err := undo.Last(b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil || len(plan.Left) > 0 {
		t.Fatal(err, plan.Left)
	}
	stands("taken back")
	// The same signature is no new one.
	if p, err := travel.ReadNoticeAnew(context.Background(), b, give(t, s), spoken, why); err != nil || p.Old != "" || p.First {
		t.Error(err, p)
	}
	if err := b.Staff().Add("录入的人", "typing-only-here", store.Typist); err != nil {
		t.Fatal(err)
	}
	path := b.Path()
	b.Close()
	typist := stage.OpenAs(t, path, "录入的人", "typing-only-here")
	if _, err := travel.ReadNoticeAnew(context.Background(), typist, good, spoken, why); stage.CodeOf(err) != store.NotAllowed {
		t.Error("录入 may:", err)
	}
}

// A street stops the signature of a community's old ledger in the transaction that takes the new one's package in.
func TestANewLedgerWithItsPackageOrNotAtAll(t *testing.T) {
	w := newDistrict(t, 2)
	b := w.offices[1]
	people(t, b, 1, 2)
	w.receive(w.submit(b))
	renewed := w.newOffice("五一社区")
	people(t, renewed, 5, 2)
	first, why := w.submit(renewed), "社区换了电脑，已电话核对"
	known := signatures(w.street)
	community := w.community("五一社区").ID
	anew := travel.Ruling{Community: community, Anew: why}
	if d := w.trusting(travel.Receiving{Paths: []string{first}}).Deliveries[0]; d.Reason != travel.ReasonSigner || !d.Renewable() {
		t.Errorf("%s %s", d.Reason, d.Message)
	}
	if _, err := travel.ReadParcels(context.Background(), w.street, travel.Receiving{Paths: []string{first}, Ruling: travel.Ruling{Anew: " "}}, nil); stage.CodeOf(err) != store.Refused {
		t.Error("without a reason:", err)
	}
	bad := w.pack(renewed, 1, parcel.Table{Kind: ledger.Members, Records: []ledger.Record{&ledger.Member{Meta: ledger.Meta{ID: value.ID{}, Rev: 1}, Title: "无号"}}})
	for name, in := range map[string]travel.Receiving{
		"words that nobody has compared": {Paths: []string{first}, Ruling: anew},
		"a package that cannot be read":  {Paths: []string{bad}, Ruling: anew, Trusted: []travel.SixWords{travel.SpellKey(manifestAt(t, w.street, bad).Signer())}},
	} {
		r := w.look(in)
		if seq, err := r.Apply(context.Background(), nil); err != nil || seq != 0 || !reflect.DeepEqual(signatures(w.street), known) {
			t.Errorf("%s: %v, %s", name, err, r.Deliveries[0].Message)
		}
	}
	people(t, b, 9, 1)
	late := w.submit(b)
	r := w.trusting(travel.Receiving{Paths: []string{late, first}, Ruling: anew})
	if old, now := r.Deliveries[0], r.Deliveries[1]; old.Reason != travel.ReasonStopped || now.State != travel.DeliveryReady || now.Anew != why {
		t.Errorf("together: %s %s, %s %s", old.Reason, old.Message, now.State, now.Message)
	}
	third := w.newOffice("五一社区")
	r = w.trusting(travel.Receiving{Paths: []string{w.submit(third), first}, Ruling: anew})
	if ready, _ := r.Ready(); len(ready) != 1 {
		t.Errorf("%d of two new ledgers", len(ready))
	}
	r = w.trusting(travel.Receiving{Paths: []string{first}, Ruling: anew})
	if _, err := r.Apply(context.Background(), nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := signatures(w.street); len(got) != 2 || got[manifestAt(t, w.street, first).Sender.Key] != codes.SignerAccepted || got[manifestAt(t, w.street, late).Sender.Key] != codes.SignerStopped {
		t.Errorf("%v", got)
	}
	if d := w.trusting(travel.Receiving{Paths: []string{late}}).Deliveries[0]; d.Reason != travel.ReasonStopped {
		t.Errorf("%s %s", d.Reason, d.Message)
	}
	plan, err := undo.Last(w.street)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil || len(plan.Left) > 0 || !reflect.DeepEqual(signatures(w.street), known) {
		t.Fatal(err, plan.Left)
	}
	if d := w.receive(late).Deliveries[0]; d.State != travel.DeliveryReady {
		t.Errorf("the old ledger after all: %s", d.Message)
	}
}

// manifestAt is the manifest of a package that a ledger can open, be the rest of it what it may.
func manifestAt(t testing.TB, b *store.Book, path string) *parcel.Manifest {
	t.Helper()
	with, err := travel.Unlock(b, spoken)
	if err != nil {
		t.Fatal(err)
	}
	f, size, err := travel.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := parcel.Look(context.Background(), f, size, with)
	if err != nil {
		t.Fatal(err)
	}
	return &p.Manifest
}

// A street whose key for submissions is of low order is not accepted: everybody could read what is sealed to it, or
// nothing could be sealed.
func TestAStreetWithAKeyOfLowOrder(t *testing.T) {
	s, b := streetOfTwo(t), stage.Book(t)
	key := manifestAt(t, b, written(t, s, b, noticeOf(s, s.Basis().Rules.Source()))).Sender.Key
	f := forgery{kind: parcel.Notice, number: 1, counts: map[string]int{"street": 1, "community": 1},
		files: map[string]string{"street.csv": "id,rev,name\n" + id(1).String() + ",1,小江湖街道\n", "community.csv": "id,rev,name\n" + id(3).String() + ",1,塔北社区\n"}}
	if _, err := travel.ReadNotice(context.Background(), b, forge(t, s, b, f), ""); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	f.manifest = map[string]any{"sender": parcel.Sender{Name: "小江湖街道", Ledger: s.Profile().Ledger, Key: key, Answer: "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"}}
	if _, err := travel.ReadNotice(context.Background(), b, forge(t, s, b, f), ""); stage.CodeOf(err) != store.Refused || !errors.Is(err, parcel.ErrMalformed) {
		t.Error(err)
	}
}
