package parcel

import (
	"context"
	"slices"
	"testing"

	"tuanjian/store/ledger"
)

// TestAReaderThatDoesNotKnowSomeKinds: a program that knows fewer kinds, as those before the League's life, reads all that it
// knows of a package that has them all, and is told how much it does not know.
func TestAReaderThatDoesNotKnowSomeKinds(t *testing.T) {
	c := Content{Manifest: testManifest()}
	var marker Marker
	sent, strange := map[string]int{}, 0
	known := []ledger.Kind{ledger.Streets, ledger.Communities, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts, ledger.Officers, ledger.Liaisons, ledger.Visits, ledger.Signers, ledger.Parcels, ledger.Matters}
	for k, kind := range ledger.All {
		r := fill(t, kind, idOf(k+1))
		r.Head().Excuse(ledger.Excuse{Key: "name", Code: "x", Reason: "核对过"})
		r.Head().SetLoose("nowhere", "原文")
		for _, key := range kind.Histories() {
			kind.SetPast(r, key, []ledger.Spell{{State: "1", Reason: "旧"}})
		}
		all := []ledger.Record{r}
		if !slices.Contains(known, kind) { // two of these, that the numbers differ
			all = append(all, fill(t, kind, idOf(100+k)))
		}
		c.Tables = append(c.Tables, Table{kind, all})
		c.Base = append(c.Base, Earlier{kind, r})
		c.Former = append(c.Former, Former{Kind: kind, Record: r.Head().ID, Mark: marker.MarkOf(kind, r)})
		if slices.Contains(known, kind) {
			sent[kind.Name()]++
		} else {
			strange += len(all)
		}
	}
	text := pack(t, c)

	all := ledger.All
	ledger.All = known
	defer func() { ledger.All = all }()
	p, err := read(t, text, Submission)
	if err != nil {
		t.Fatal(err)
	}
	ctx, got := context.Background(), map[string]int{}
	if err := p.Records(ctx, func(kind ledger.Kind, r ledger.Record) error {
		got[kind.Name()]++
		if len(r.Head().Excuses) != 1 || r.Head().LooseText("nowhere") != "原文" {
			t.Errorf("%s: %+v", kind.Name(), r.Head())
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	former := 0
	if err := p.Former(ctx, func(Former) error { former++; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, kind := range known {
		if got[kind.Name()] != sent[kind.Name()] {
			t.Errorf("%d of %d records of %s", got[kind.Name()], sent[kind.Name()], kind.Name())
		}
	}
	if former != len(known) || strange == 0 || p.Manifest.Strange() != strange {
		t.Errorf("%d former versions, %d of %d records not known", former, p.Manifest.Strange(), strange)
	}
	if !p.Manifest.Knows(ledger.Members) || !p.Manifest.Knows(ledger.Meetings) {
		t.Error("a table that is there is not seen")
	}
}
