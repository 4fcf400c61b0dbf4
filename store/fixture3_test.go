package store_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
)

var makeFixture3 = flag.Bool("make-fixture3", false, "write testdata/street3 anew; only before version 3 has shipped")

// A street and a community of version 3, and the packages that go between them: the
// community's submission, which the street has taken in, the notice, which the community
// has taken in, and the receipt, which it has not. They stay readable for ever. They were
// made by go test ./store -run TestLedgersOfVersion3 -make-fixture3, and are never made
// again.
func TestLedgersOfVersion3(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	kept := filepath.Join("testdata", "street3")
	if *makeFixture3 {
		writeFixture3(t, kept)
	}
	ctx, folder := context.Background(), t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(kept)); err != nil {
		t.Fatal(err)
	}
	at := func(name string) string { return filepath.Join(folder, name) }
	s, err := store.Open(at("street.tjz"), stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	b, err := store.Open(at("community.tjz"), stage.Password, stage.Env())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()

	if f := points.FiguresOn(s, 0); f.Total["members"].Part != 15 || f.Total["officers_extra"].Part != 4 || f.Total["communities"].Part != 8 {
		t.Errorf("the street counts %v", f.Total)
	}
	if snapshots, err := points.Snapshots(s); err != nil || len(snapshots) != 1 {
		t.Errorf("%v, snapshots: %v", err, snapshots)
	}
	r, err := travel.ReadParcels(ctx, s, travel.Receiving{Paths: []string{at("submission.tjb")}}, nil)
	if err != nil || r.Deliveries[0].State != travel.DeliveryAgain {
		t.Errorf("%v, the submission that it has: %+v", err, r)
	}
	if p, err := travel.ReadNotice(ctx, b, at("notice.tjb"), ""); err != nil || len(p.Changes) != 0 {
		t.Errorf("%v, the notice that it has: %+v", err, p)
	}
	receipt, err := travel.ReadReceipt(ctx, b, at("receipt.tjb"), "")
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if err := receipt.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if work := travel.Matters(b); len(work) != 1 || work[0].Matter.Text != "请核对电话" {
		t.Errorf("to be worked through: %+v", work)
	}
	fresh := newOffice(t, store.Profile{Name: "塔北社区"})
	fresh.InProfile().Key = b.InProfile().Key
	p, err := travel.ReadNotice(ctx, fresh, at("notice.tjb"), "")
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if err := p.Apply(p.Words); err != nil || fresh.Today().Count(ledger.Officers) != 6 || fresh.Today().Count(ledger.Communities) != 8 {
		t.Errorf("%v, a new ledger has %d officers and %d communities of the notice", err, fresh.Today().Count(ledger.Officers), fresh.Today().Count(ledger.Communities))
	}
	for _, book := range []*store.Book{s, b} {
		if wounds, err := care.Check(book); err != nil || len(wounds) != 0 {
			t.Error(wounds, err)
		}
	}
}

func writeFixture3(t *testing.T, kept string) {
	ctx, out := context.Background(), t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(store.Tell(err).Message, err)
		}
	}
	s, b := reportStreet(t), newOffice(t, store.Profile{Name: "塔北社区"})
	reportSigner(t, s, b)
	for c := range stage.All[*ledger.Community](s, ledger.Communities) { // so that the notice goes to keys
		if c.Title != b.Profile().Name {
			_, answer, err := parcel.KeysFrom(s.InProfile().Key)
			must(err)
			arrive(t, s, ledger.Signers, &ledger.Signer{Title: c.Title, Community: c.ID, Ledger: c.ID.String(), Answer: answer, State: codes.SignerAccepted})
		}
	}
	notice, path, err := travel.Notice(ctx, s, travel.Giving{Dir: out})
	must(err)
	must(os.Rename(path, filepath.Join(out, "notice.tjb")))
	plan, err := travel.ReadNotice(ctx, b, filepath.Join(out, "notice.tjb"), "")
	must(err)
	must(plan.Apply(plan.Words))
	reportCommunity(t, b, "塔北社区", 0)
	_, path, err = travel.Submit(ctx, b, travel.Sending{Dir: out}, nil)
	must(err)
	must(os.Rename(path, filepath.Join(out, "submission.tjb")))
	r, err := travel.ReadParcels(ctx, s, travel.Receiving{Paths: []string{filepath.Join(out, "submission.tjb")}}, nil)
	must(err)
	_, err = r.Apply(ctx, nil)
	must(err)
	_, err = travel.AskMatters(s, travel.Ask{Kind: ledger.Members, ID: stage.Now(b).Of(ledger.Members)[2].Head().ID, Field: "phone", Sort: codes.MatterReturn, Text: "请核对电话"})
	must(err)
	sent, err := travel.Reply(ctx, s, travel.Giving{Dir: out})
	must(err)
	must(os.Rename(sent[0].Path, filepath.Join(out, "receipt.tjb")))
	_, err = points.TakeSnapshot(s, notice.Day, "半年")
	must(err)
	must(s.Close())
	must(b.Close())
	must(os.MkdirAll(kept, 0o755))
	for name, from := range map[string]string{"street.tjz": s.Path(), "community.tjz": b.Path(), "notice.tjb": filepath.Join(out, "notice.tjb"),
		"submission.tjb": filepath.Join(out, "submission.tjb"), "receipt.tjb": filepath.Join(out, "receipt.tjb")} {
		bytes, err := os.ReadFile(from)
		must(err)
		must(os.WriteFile(filepath.Join(kept, name), bytes, 0o644))
	}
}
