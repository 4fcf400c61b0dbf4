package store_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
)

// This made the files beside it, with the last program that knew no League's life. It is kept to tell what is in them; today's
// program cannot run it. At commit 8d4e362, copied into store:
// go test ./store -run TestMakeStreet4 -make-street4 FOLDER

var makeStreet4 = flag.String("make-street4", "", "folder")

func TestMakeStreet4(t *testing.T) {
	if *makeStreet4 == "" {
		t.Skip()
	}
	trial.Stand(t, "2026-11-22")
	ctx, out := context.Background(), t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(store.Tell(err).Message, err)
		}
	}
	keep := func(path, name string) {
		t.Helper()
		bytes, err := os.ReadFile(path)
		must(err)
		must(os.WriteFile(filepath.Join(*makeStreet4, name), bytes, 0o644))
	}
	s, b := reportStreet(t), newOffice(t, store.Profile{Name: "塔北社区"})
	reportSigner(t, s, b)
	for c := range stage.All[*ledger.Community](s, ledger.Communities) { // so that the notice goes to keys
		if c.Title != b.Profile().Name {
			_, answer, err := parcel.KeysFrom(s.InProfile().Key)
			must(err)
			arrive(t, s, ledger.Signers, &ledger.Signer{Title: c.Title, Community: c.ID, Ledger: c.ID.String(), Answer: answer, State: ledger.SignerAccepted})
		}
	}
	first, path, err := travel.Notice(ctx, s, travel.Giving{Dir: out})
	must(err)
	plan, err := travel.ReadNotice(ctx, b, path, "")
	must(err)
	must(plan.Apply(plan.Words))
	reportCommunity(t, b, "塔北社区", 0)
	_, path, err = travel.Submit(ctx, b, travel.Sending{Dir: out}, nil)
	must(err)
	r, err := travel.ReadParcels(ctx, s, travel.Receiving{Paths: []string{path}}, nil)
	must(err)
	_, err = r.Apply(ctx, nil)
	must(err)
	people := stage.Now(b).Of(ledger.Members)
	_, err = travel.AskMatters(s, travel.Ask{Kind: ledger.Members, ID: people[2].Head().ID, Field: "phone", Sort: ledger.MatterReturn, Text: "请核对电话"})
	must(err)
	sent, err := travel.Reply(ctx, s, travel.Giving{Dir: out})
	must(err)
	keep(sent[0].Path, "receipt.tjb")

	// From here on what neither has taken in: a second notice, and the second submission of the copy on another laptop.
	must(b.Close())
	keep(b.Path(), "community.tjz")
	stage.Keep(t, s, ledger.Officers, &ledger.Officer{Title: "苗若兰", Duty: "11", Sort: "2", From: ledger.Day(2026, 11, 1), Elected: ledger.ByAppointment})
	_, path, err = travel.Notice(ctx, s, travel.Giving{Dir: out})
	must(err)
	keep(path, "notice.tjb")
	_, err = points.TakeSnapshot(s, first.Day, "半年")
	must(err)
	must(s.Close())
	keep(s.Path(), "street.tjz")

	there, err := store.Open(b.Path(), stage.Password, stage.Env())
	must(err)
	m := ledger.Members.Clone(people[0]).(*ledger.Member)
	m.Position = "班长"
	stage.Keep(t, there, ledger.Members, m)
	fresh := stage.Person("赵敏", "2003-05-06", 21)
	fresh.Branch, fresh.Unit = m.Branch, m.Unit
	stage.Keep(t, there, ledger.Members, fresh)
	must(there.Remove(ledger.Members, []ledger.ID{people[1].Head().ID}, "录重了"))
	_, path, err = travel.Submit(ctx, there, travel.Sending{Dir: out}, nil)
	must(err)
	must(there.Close())
	keep(path, "submission.tjb")
}
