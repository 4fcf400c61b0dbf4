package store_test

import (
	"context"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
)

// TestWordsAreSpelledWhateverIsAsked: an unknown signature has its words from the first look on, before and after
// somebody has said whose the package is, and nothing is taken in before they come back.
func TestWordsAreSpelledWhateverIsAsked(t *testing.T) {
	ctx := context.Background()
	w := newDistrict(t, 1)
	foreign := w.newOffice("雪峰社区")
	path := w.submit(foreign)
	for name, ruling := range map[string]travel.Ruling{
		"a community is added":   {AsNamed: true},
		"another name is given":  {Add: "雪峰山社区"},
		"one is chosen":          {Community: w.community("塔北社区").ID},
		"nobody has said a word": {},
	} {
		t.Run(name, func(t *testing.T) {
			r := w.look(travel.Receiving{Paths: []string{path}})
			d := r.Deliveries[0]
			if d.State != travel.DeliveryWhose || len(strings.Fields(d.Words.String())) != 6 || d.Words.String() != travel.OwnWords(foreign) {
				t.Fatalf("%s, words %q", d.State, d.Words)
			}
			if err := r.Rule(ctx, path, ruling); err != nil {
				t.Fatal(err)
			}
			if ruling != (travel.Ruling{}) && (d.State != travel.DeliveryWaiting || !strings.Contains(d.Message, travel.OwnWords(foreign))) {
				t.Fatalf("%s: %s", d.State, d.Message)
			}
			if seq, err := r.Apply(ctx, nil); seq != 0 || err != nil || w.street.Today().Count(ledger.Signers) != 0 {
				t.Fatal("taken in although nobody compared anything")
			}
		})
	}
	r := w.look(travel.Receiving{Paths: []string{path}, Ruling: travel.Ruling{AsNamed: true}})
	if err := r.Trust(ctx, r.Deliveries[0].Words); err != nil || r.Deliveries[0].State != travel.DeliveryReady {
		t.Fatal(err, r.Deliveries[0].Message)
	}
	if _, err := r.Apply(ctx, nil); err != nil {
		t.Fatal(err)
	}
	kept := find.ListOf(w.street.Today(), records.Query{Kind: ledger.Signers}).Row(0).(*ledger.Signer)
	if kept.Words != travel.OwnWords(foreign) {
		t.Errorf("kept are the words %q", kept.Words)
	}
}

// TestANoticeWantsItsOwnWords: those of another signature accept nothing.
func TestANoticeWantsItsOwnWords(t *testing.T) {
	w := newDistrict(t, 1)
	_, path, err := travel.Notice(context.Background(), w.street, travel.Giving{Dir: t.TempDir(), Passphrase: "told-by-telephone-77"})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	b := newOffice(t, store.Profile{Name: "塔北社区"})
	if _, err := travel.ReadNotice(context.Background(), b, path, "TOLD　BY　TELEPHONE　77"); err == nil {
		t.Fatal("a passphrase of one's own has its own signs")
	}
	p, err := travel.ReadNotice(context.Background(), b, path, "ＴＯＬＤ－ＢＹ－ＴＥＬＥＰＨＯＮＥ－７７")
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for _, other := range []travel.SixWords{{}, travel.SpellKey(make([]byte, 32))} {
		if err := p.Apply(other); stage.CodeOf(err) != store.Unaccepted {
			t.Errorf("accepted by the words %q", other)
		}
	}
	if err := p.Apply(p.Words); err != nil {
		t.Error(store.Tell(err).Message)
	}
}
