package store_test

import (
	"context"
	"os"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/points"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// What is saved while the records are being checked has not been checked: it does not go along.
func TestASaveDuringTheCheckIsNotSubmitted(t *testing.T) {
	w := newDistrict(t, 1)
	b := w.offices[0]
	people(t, b, 1, 2)
	dir := t.TempDir()
	_, _, err := travel.Submit(context.Background(), b, travel.Sending{Dir: dir}, func(done, total int) {
		if done == total-1 {
			stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
		}
	})
	if stage.CodeOf(err) != store.Changed {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Error(left, err)
	}
	if all, err := points.Submissions(b); err != nil || len(all) > 0 {
		t.Error(all, err)
	}
	sub, _, err := travel.Submit(context.Background(), b, travel.Sending{Dir: dir}, nil)
	if err != nil || sub.Number != 1 || sub.Counts["member"] != 3 {
		t.Error(sub, err)
	}
}

// A street's own post of somebody who is in no package any more says nothing: it goes to the bin with him, and comes back
// with him.
func TestAPostGoesWithItsPerson(t *testing.T) {
	w := newDistrict(t, 1)
	b := w.offices[0]
	all := people(t, b, 1, 3)
	w.receive(w.submit(b))
	own := stage.Keep(t, w.street, ledger.Branches, &ledger.Branch{Title: "共青团小江湖街道机关支部委员会", Short: "机关团支部"})
	post := stage.Keep(t, w.street, ledger.Posts, &ledger.Post{Person: all[2].ID, Branch: own.ID, Duty: codes.DutyDeputy, From: value.Day(2025, 5, 4)})
	if err := b.Remove(ledger.Members, []value.ID{all[2].ID}, ""); err != nil {
		t.Fatal(err)
	}
	r := w.trusting(travel.Receiving{Paths: []string{w.submit(b)}})
	told := 0
	for _, c := range r.Deliveries[0].Items {
		if c.ID == post.ID && c.Deed == travel.CargoRemoved && c.Why != "" {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times: %+v", told, r.Deliveries[0].Items)
	}
	seq, err := r.Apply(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if p := w.street.Get(ledger.Posts, post.ID); p != nil {
		t.Errorf("the post stays, of nobody: %+v", p)
	}
	if bin, err := w.street.Bin().All(); err != nil || len(bin) != 1 || bin[0].ID != post.ID {
		t.Error(bin, err)
	}
	p, err := undo.Of(w.street, seq)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Apply(); err != nil || w.street.Get(ledger.Posts, post.ID) == nil {
		t.Error(err, "the post has not come back with its person")
	}
}
