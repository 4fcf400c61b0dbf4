package store_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// A community that knows its street is sent receipts of anything: it never panics, no record of its own is touched, what
// it has answered stays, what it takes in is about its own, and all of it can be taken back.
func TestACommunityTakesAnyReceipt(t *testing.T) { rapid.Check(t, anyReceipt(t)) }

// FuzzReceipt is the same with what a fuzzer makes up.
func FuzzReceipt(f *testing.F) { fuzzLaw(f, anyReceipt) }

// anyReceipt makes a community that has one matter answered and one open, and gives the law.
func anyReceipt(f testing.TB) func(t *rapid.T) {
	w, members := twoOffices(f)
	north, s := w.offices[0], w.street
	us, home := north.Profile().Listed, stage.Home(north).ID
	mine := members[0].ID
	matter := func(n byte, text string) ledger.Record {
		return &ledger.Matter{Meta: ledger.Meta{ID: value.ID{1, n}, Rev: 1}, Sort: codes.MatterReturn, Community: us, Kind: "member", Record: mine.String(), Key: "phone", Text: text, State: codes.MatterOpen}
	}
	first := parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Receipt, Sequence: 1}, Tables: []parcel.Table{{Kind: ledger.Matters, Records: []ledger.Record{matter(1, "电话打不通"), matter(2, "请核对")}}}}
	receiptIn(f, north, written(f, s, north, first))
	if err := travel.Answer(north, value.ID{1, 1}, "已经核对"); err != nil {
		f.Fatal(store.Tell(err).Message)
	}
	w.submit(north)
	sent, err := points.Submissions(north)
	if err != nil {
		f.Fatal(err)
	}
	north.Close()
	start, err := os.ReadFile(north.Path())
	if err != nil {
		f.Fatal(err)
	}
	pool := []value.ID{{}, {1, 1}, {1, 2}, {1, 3}, mine, members[0].Branch, home, us, w.offices[1].Profile().Listed, members[1].ID, stage.Now(s).Of(ledger.Streets)[0].Head().ID}
	digests := []string{strings.Repeat("ab", 32)}
	for _, x := range sent {
		digests = append(digests, x.Digest)
	}
	words := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "member", "enterprise", "matter", "community", "phone", "name", "age", "改", "\x1b[2J", "2026-05-04", "9", "99999999999999999999",
		"退回", "提问", "重复", "待办", "已改", "已答复", "办结", "撤回", "0000000000000000"}))
	folder, round := f.TempDir(), 0
	return func(t *rapid.T) {
		round++
		path := filepath.Join(folder, strconv.Itoa(round)+".tjz")
		if err := os.WriteFile(path, start, 0o600); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(path)
		b, err := store.Open(path, stage.Password, stage.Env())
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		before, profile := stated(b), b.Profile()
		c := parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Receipt, Sequence: rapid.OneOf(rapid.Uint64Range(1, 4), rapid.Uint64Range(1, parcel.MaxSequence)).Draw(t, "number")}}
		if rapid.Bool().Draw(t, "others") { // records that no receipt has
			stranger := *members[0]
			stranger.Title = "换了名字"
			c.Tables = append(c.Tables, parcel.Table{Kind: ledger.Members, Records: []ledger.Record{&stranger}})
		}
		table := parcel.Table{Kind: ledger.Matters}
		for range rapid.IntRange(0, 4).Draw(t, "matters") {
			r := ledger.Matters.New()
			r.Head().ID, r.Head().Rev = rapid.SampledFrom(pool).Draw(t, "id"), rapid.Uint32().Draw(t, "rev")
			for i, column := range ledger.Matters.Columns()[:ledger.Matters.Fields()] {
				text := words.Draw(t, column.Key)
				if column.Shape == ledger.Ref || column.Key == "record" && rapid.Bool().Draw(t, "known") {
					text = rapid.SampledFrom(pool).Draw(t, "ref").String()
				}
				ledger.Matters.Set(r, i, text) // what it refuses stays empty
			}
			if m := r.(*ledger.Matter); rapid.Bool().Draw(t, "likely") { // and so gets further
				m.Community, m.Kind, m.Record, m.Key = us, "member", mine.String(), rapid.SampledFrom([]string{"", "phone", "name"}).Draw(t, "of")
			}
			r.Head().SetLoose("text", words.Draw(t, "loose"))
			r.Head().Excuse(ledger.Excuse{Key: words.Draw(t, "excused"), Code: "x", Reason: words.Draw(t, "reason")})
			table.Records = append(table.Records, r)
		}
		c.Tables = append(c.Tables, table)
		for range rapid.IntRange(0, 3).Draw(t, "answers") {
			c.Answers = append(c.Answers, parcel.Answer{Number: rapid.Uint64().Draw(t, "of number"), Digest: rapid.SampledFrom(digests).Draw(t, "digest"),
				State: rapid.OneOf(rapid.SampledFrom([]string{codes.ParcelTaken, codes.ParcelAnswered, codes.ParcelReturned}), words).Draw(t, "answer")})
		}
		package1 := written(f, s, b, c)
		p, err := travel.ReadReceipt(context.Background(), b, package1, "")
		if err == nil {
			if n := len(p.New) + len(p.Closed) + p.Changed + p.Passed; n > len(table.Records) {
				t.Fatalf("%d matters of %d", n, len(table.Records))
			}
			if !reflect.DeepEqual(stated(b), before) {
				t.Fatal("looking changed something")
			}
			err = p.Apply()
		}
		if err != nil {
			told := store.Tell(err)
			if told.Code != store.Refused || !strings.HasSuffix(told.Message, "。") || strings.ContainsFunc(told.Message, unicode.IsControl) {
				t.Fatal(told.Code, told.Message, err)
			}
			if !reflect.DeepEqual(stated(b), before) {
				t.Fatal("refused, and yet something changed")
			}
			return
		}
		street := travel.Received(b, ledger.Streets)[0].Head().ID
		for _, kind := range ledger.All {
			for _, x := range stage.Now(b).Of(kind) {
				key := kind.Name() + " " + x.Head().ID.String()
				m, is := x.(*ledger.Matter)
				switch {
				case kind == ledger.Parcels:
				case !is && before[key] != textsOf(kind, x, value.ID{}):
					t.Fatalf("%s was touched", key)
				case is && (m.Owner != street || m.Community != home || len(m.Loose)+len(m.Excuses) > 0):
					t.Fatalf("%s is %+v", key, m)
				case is && m.ID == (value.ID{1, 1}) && m.Reply != "已经核对":
					t.Fatal("the answer is gone")
				case is && (ledger.KindOf(m.Kind) == nil || ledger.KindOf(m.Kind) == ledger.Matters || m.Text == ""):
					t.Fatalf("%s is about nothing", key)
				}
			}
		}
		if again, err := travel.ReadReceipt(context.Background(), b, package1, ""); err != nil || !again.Taken {
			t.Fatal("a second time: ", err)
		}
		if wounds, err := care.Check(b); err != nil || len(wounds) > 0 {
			t.Fatal(wounds, err)
		}
		plan, err := undo.Of(b, stage.Seq(b))
		if err != nil {
			t.Fatal(store.Tell(err).Message)
		}
		if _, err := plan.Apply(); err != nil || len(plan.Left) > 0 {
			t.Fatal(err, plan.Left)
		}
		if now := stated(b); !reflect.DeepEqual(now, before) || !reflect.DeepEqual(b.Profile(), profile) {
			t.Fatalf("taken back, and yet it is\n%v\nnot\n%v", now, before)
		}
	}
}

// stated are the texts of all records by kind and ID.
func stated(b *store.Book) map[string]string {
	out := map[string]string{}
	for _, kind := range ledger.All {
		for _, r := range stage.Now(b).Of(kind) {
			out[kind.Name()+" "+r.Head().ID.String()] = textsOf(kind, r, value.ID{})
		}
	}
	return out
}
