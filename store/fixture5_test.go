package store_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/seal"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// street4 lays out the ledgers and packages that the last program without the League's life wrote (testdata/street4), on the
// day on which it wrote them.
func street4(t *testing.T) (at func(name string) string) {
	t.Helper()
	trial.Stand(t, "2026-11-22")
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join("testdata", "street4"))); err != nil {
		t.Fatal(err)
	}
	return func(name string) string { return filepath.Join(folder, name) }
}

// A ledger of version 4 is brought to today's; what it was lies beside it, still a ledger for the program before.
func TestLedgersOfVersion4ComeAlong(t *testing.T) {
	at := street4(t)
	for name, members := range map[string]int{"street.tjz": 15, "community.tjz": 15} {
		b := stage.OpenAs(t, at(name), "王干事", stage.Password)
		if b.Today().Count(ledger.Members) != members {
			t.Errorf("%s has %d members", name, b.Today().Count(ledger.Members))
		}
		if wounds, err := care.Check(b); err != nil || len(wounds) != 0 {
			t.Error(name, wounds, err)
		}
		up := b.InVault().Upgraded()
		if up.From != 4 || up.To != len(store.Steps) || up.Copy == "" {
			t.Fatalf("%s: %+v", name, up)
		}
		old, err := vault.Open(up.Copy, func(slots []seal.Slot) (seal.Key, error) {
			key, _, err := seal.OpenPassword(slots, "", stage.Password)
			return key, err
		}, vault.Options{Random: stage.Env().Random, Steps: store.Steps[:4]})
		if err != nil {
			t.Fatal(name, err)
		}
		if err := old.Close(); err != nil {
			t.Error(err)
		}
		b.Close()

		// The program before says what to do with the new one.
		if _, err := vault.Open(at(name), nil, vault.Options{Random: stage.Env().Random, Steps: store.Steps[:4]}); !errors.Is(err, vault.ErrNewer) {
			t.Errorf("%s at the program before: %v", name, err)
		}
	}
}

// Packages of the program before come to those that have gone on: its submission to a street, its notice and its receipt to a
// community, and its submission to the other laptop of one community, where nothing of the League's life is lost by it.
func TestPackagesOfTheProgramBefore(t *testing.T) {
	ctx, at := context.Background(), street4(t)
	s, b := stage.OpenAs(t, at("street.tjz"), "王干事", stage.Password), stage.OpenAs(t, at("community.tjz"), "王干事", stage.Password)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(store.Tell(err).Message, err)
		}
	}
	reads := func(path string) *travel.Delivery {
		t.Helper()
		r, err := travel.ReadParcels(ctx, s, travel.Receiving{Paths: []string{path}}, nil)
		must(err)
		d := r.Deliveries[0]
		if d.State != travel.DeliveryReady || d.Hard+d.Turned+d.Strange != 0 {
			t.Fatalf("%s %s, %d errors, %d turned away, %d not known", d.State, d.Message, d.Hard, d.Turned, d.Strange)
		}
		_, err = r.Apply(ctx, nil)
		must(err)
		return d
	}

	cell := b.Today().Get(ledger.Branches, stage.Now(b).Of(ledger.Members)[0].(*ledger.Member).Branch)
	met := stage.Keep(t, b, ledger.Meetings, &ledger.Meeting{Sort: codes.MeetingTheme, Day: 20261120, Title: "安全生产", Branches: []value.ID{cell.Head().ID}})
	notice, err := travel.ReadNotice(ctx, b, at("notice.tjb"), "")
	must(err)
	quorum := b.Basis().Rules.ElectionQuorum
	must(notice.Apply(notice.Words))
	if b.Today().Count(ledger.Officers) != 7 || b.Basis().Rules.ElectionQuorum != quorum {
		t.Errorf("after the notice: %d officers, a quorum of %s", b.Today().Count(ledger.Officers), b.Basis().Rules.ElectionQuorum)
	}
	receipt, err := travel.ReadReceipt(ctx, b, at("receipt.tjb"), "")
	must(err)
	must(receipt.Apply())
	if work := travel.Matters(b); len(work) != 1 || work[0].Matter.Text != "请核对电话" {
		t.Errorf("to be worked through: %+v", work)
	}

	m, err := travel.PlanMeet(ctx, b, at("submission.tjb"), "", nil)
	must(err)
	if c := m.Changes(); len(m.Clashes) != 0 || c.Added != 1 || c.Changed != 1 || c.Removed != 1 {
		t.Errorf("the other laptop brings %+v, clashes %+v", c, m.Clashes)
	}
	_, _, err = m.Apply()
	must(err)
	if b.Get(ledger.Meetings, met.ID) == nil {
		t.Error("the meeting went with a package that knows no meetings")
	}

	if added, changed, removed := reads(at("submission.tjb")).Totals(); added != 1 || changed != 1 || removed != 1 {
		t.Errorf("the street: +%d ~%d -%d", added, changed, removed)
	}
	if l := find.ListOf(s.Today(), records.Query{Kind: ledger.Members, Words: "赵敏"}); l.Len() != 1 {
		t.Error("who came with the package is not found")
	}
	sent, path, err := travel.Submit(ctx, b, travel.Sending{Dir: t.TempDir()}, nil)
	must(err)
	if reads(path); sent.Number != 3 || s.Get(ledger.Meetings, met.ID) == nil || s.Today().Count(ledger.Members) != 15 {
		t.Errorf("submission %d; the street has %d members, the meeting: %v", sent.Number, s.Today().Count(ledger.Members), s.Get(ledger.Meetings, met.ID) != nil)
	}

	// The other laptop, still of the program before, goes on from there: its package knows no meetings, and takes none away.
	path = before(t, s, b, sent)
	r, err := travel.ReadParcels(ctx, s, travel.Receiving{Paths: []string{path}}, nil)
	must(err)
	if d := r.Deliveries[0]; d.State != travel.DeliveryRefused || d.Reason != travel.ReasonBefore || !strings.Contains(d.Message, "没有会议活动，") {
		t.Errorf("%s %s %s", d.State, d.Reason, d.Message)
	}
	if f := points.FiguresOn(s, 0); f.Total["members"].Part != 15 {
		t.Errorf("the street counts %v", f.Total["members"])
	}
	for _, book := range []*store.Book{s, b} {
		if wounds, err := care.Check(book); err != nil || len(wounds) != 0 {
			t.Error(wounds, err)
		}
	}
}

// before writes what the program of version 4 would submit after a submission: the tables that it knew.
func before(t *testing.T, s, b *store.Book, after points.Submission) string {
	t.Helper()
	c, err := travel.Gathered(b, b.Today(), b.Profile(), points.Submission{Number: after.Number + 1, Day: after.Day}, after, travel.Checked{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.Tables = slices.DeleteFunc(c.Tables, func(x parcel.Table) bool {
		return !slices.Contains([]ledger.Kind{ledger.Communities, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts, ledger.Matters}, x.Kind)
	})
	_, public, err := parcel.KeysFrom(s.InProfile().Key)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := parcel.ToKeys(public)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "旧.tjb")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := parcel.Write(context.Background(), f, c, ed25519.NewKeyFromSeed(b.InProfile().Key), lock); err != nil {
		t.Fatal(err)
	}
	return path
}

// A package of a later program, with a kind and a field that this one does not know, is taken in without them, and the street
// is told so; the laptop that would go on from it is to be brought up first.
func TestPackagesOfALaterProgram(t *testing.T) {
	ctx := context.Background()
	w := newDistrict(t, 1)
	b := w.offices[0]
	all := people(t, b, 1, 3)
	path := later(t, w.submit(b), w.street.InProfile().Key, b.InProfile().Key)
	r := w.trusting(travel.Receiving{Paths: []string{path}})
	d := r.Deliveries[0]
	if d.State != travel.DeliveryReady || d.Strange != 2 || d.Turned != 0 || d.Hard != 0 {
		t.Fatalf("%s %s, %d not known, %d turned away", d.State, d.Message, d.Strange, d.Turned)
	}
	if _, err := r.Apply(ctx, nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if w.street.Today().Count(ledger.Members) != 3 || w.street.Get(ledger.Members, all[2].ID).(*ledger.Member).Title != all[2].Title {
		t.Error("what it knows of the package is not whole")
	}
	if wounds, err := care.Check(w.street); err != nil || len(wounds) != 0 {
		t.Error(wounds, err)
	}
	again := later(t, w.submit(b), w.street.InProfile().Key, b.InProfile().Key)
	// Its sender knows it as it was: to the street one before it is lost.
	if d := w.look(travel.Receiving{Paths: []string{again}, Ruling: travel.Ruling{Lost: true}}).Deliveries[0]; d.State != travel.DeliveryReady || d.Strange != 2 || !isNone(d.Totals()) {
		t.Errorf("a second time: %s %s, %+v", d.State, d.Message, d.Since)
	}

	one, two := twoLaptops(t, func(b *store.Book) { people(t, b, 1, 1) })
	if _, err := travel.MeetOpen(ctx, one, packageOf(t, two, one), nil); err != nil {
		t.Fatal(err)
	}
	_, err := travel.MeetOpen(ctx, one, strange(packageOf(t, two, one)), nil)
	if told := store.Tell(err); err == nil || told.Code != store.Newer || !errors.Is(err, parcel.ErrNewer) {
		t.Errorf("%v", err)
	}
}

func isNone(added, changed, removed int) bool { return added+changed+removed == 0 }

// strange is a package that says to hold a record of a kind which nobody knows.
func strange(p *parcel.Parcel) *parcel.Parcel {
	p.Manifest.Counts["gift"] = 1
	return p
}
