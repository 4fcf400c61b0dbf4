package store_test

import (
	"context"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

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

// pack writes a package that a community's ledger would never write itself: any records under its signature.
func (w *district) pack(from *store.Book, number uint64, tables ...parcel.Table) string {
	w.t.Helper()
	_, public, err := parcel.KeysFrom(w.street.InProfile().Key)
	if err != nil {
		w.t.Fatal(err)
	}
	lock, err := parcel.ToKeys(public)
	if err != nil {
		w.t.Fatal(err)
	}
	c := parcel.Content{Tables: tables, Manifest: parcel.Manifest{Kind: parcel.Submission, Sender: parcel.Sender{Name: from.InProfile().Name, Ledger: from.InProfile().Ledger},
		Recipient: parcel.Recipient{Name: "街道"}, Sequence: number, Snapshot: from.Basis().Today, Generated: from.InEnv().Now()}}
	path := filepath.Join(w.t.TempDir(), "包.tjb")
	f, err := os.Create(path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	if _, err := parcel.Write(context.Background(), f, c, ed25519.NewKeyFromSeed(from.InProfile().Key), lock); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func id(n byte) value.ID { return value.ID{n, 0xAA, n} }

// A package touches nothing but its own community's records, whatever stands in it; what it may not touch is named with a
// sentence, and the rest is taken in.
func TestHostilePackages(t *testing.T) {
	w := newDistrict(t, 3)
	a, b, c := w.offices[0], w.offices[1], w.offices[2]
	theirs := people(t, a, 1, 3)
	w.receive(w.submit(a))
	officer := stage.Keep(t, w.street, ledger.Officers, &ledger.Officer{Title: "石书记", Duty: codes.DutySecretary, From: value.Day(2024, 1, 1)})
	own := stage.Keep(t, w.street, ledger.Members, stage.Person("街道团员", "2001-02-03", 17))
	ours := w.community("塔北社区")
	matter := &ledger.Matter{Sort: codes.MatterReturn, Community: ours.ID, Kind: "member", Record: theirs[0].ID.String(), Title: theirs[0].Title, Text: "请核对", State: codes.MatterOpen}
	arrive(t, w.street, ledger.Matters, matter)
	before := stage.Everything(w.street)

	meta := func(id value.ID) ledger.Meta { return ledger.Meta{ID: id, Rev: 1 << 31} }
	branch := &ledger.Branch{Meta: meta(id(1)), Title: "共青团五一五金支部委员会", Short: "五一五金支部", Community: id(9), Superior: id(77), Enterprises: []value.ID{id(2), id(78)}}
	path := w.pack(b, 1,
		parcel.Table{Kind: ledger.Communities, Records: []ledger.Record{&ledger.Community{Meta: meta(id(9)), Title: "五一社区", Code: "430502009009", Sort: "2", Phone: "0739-5320002"}}},
		parcel.Table{Kind: ledger.Enterprises, Records: []ledger.Record{&ledger.Enterprise{Meta: meta(id(2)), Title: "五一五金有限公司", Community: id(9), Staff: value.CountOf(999999999)}}},
		parcel.Table{Kind: ledger.Branches, Records: []ledger.Record{branch}},
		parcel.Table{Kind: ledger.Members, Records: []ledger.Record{
			&ledger.Member{Meta: meta(id(3)), Title: "好人", Branch: id(1), Unit: theirs[0].Unit},
			&ledger.Member{Meta: meta(theirs[0].ID), Title: "改别人的"},
			&ledger.Member{Meta: meta(own.ID), Title: "改街道的"},
			&ledger.Member{Meta: meta(officer.ID), Title: "改书记"},
			&ledger.Member{Meta: meta(ours.ID), Title: "改社区"},
			&ledger.Member{Meta: meta(id(2)), Title: "两种一号"},
		}},
		parcel.Table{Kind: ledger.Posts, Records: []ledger.Record{
			&ledger.Post{Meta: meta(id(4)), Person: id(3), Branch: id(1), Duty: codes.DutySecretary},
			&ledger.Post{Meta: meta(id(5)), Person: theirs[0].ID, Branch: id(1), Duty: codes.DutySecretary},
			&ledger.Post{Meta: meta(id(6)), Person: id(79), Branch: id(1), Duty: codes.DutySecretary},
		}},
		parcel.Table{Kind: ledger.Matters, Records: []ledger.Record{
			&ledger.Matter{Meta: meta(matter.ID), Community: id(9), Text: "改掉", Reply: "替别人答复", State: codes.MatterSettled},
			&ledger.Matter{Meta: meta(id(7)), Community: id(9), Text: "自己编的", State: codes.MatterOpen},
		}})
	r := w.receive(path)
	d := r.Deliveries[0]
	turned := map[string]string{}
	for _, i := range d.Items {
		if i.Deed == travel.CargoTurned {
			if !strings.HasSuffix(i.Why, "。") {
				t.Errorf("%s: %q", i.Name, i.Why)
			}
			turned[i.ID.String()] = i.Why
		}
	}
	for _, x := range []struct {
		id   value.ID
		says string
	}{{theirs[0].ID, "“塔北社区”一条资料的编号"}, {own.ID, "本街道一条资料的编号"}, {officer.ID, "本街道一条资料的编号"}, {ours.ID, "本街道一条资料的编号"}, {id(2), "同一个编号"},
		{id(5), "包里没有它的姓名"}, {id(6), "包里没有它的姓名"}, {matter.ID, "别的社区的事项"}} {
		if !strings.Contains(turned[x.id.String()], x.says) {
			t.Errorf("%s: %q, want %q", x.id, turned[x.id.String()], x.says)
		}
	}
	if len(turned) != 8 || d.Turned != 8 {
		t.Errorf("%d turned away: %v", d.Turned, turned)
	}
	after := stage.Everything(w.street)
	for key, text := range before {
		if strings.Contains(key, w.community("五一社区").ID.String()) {
			continue
		}
		if after[key] != text {
			t.Errorf("%s was\n%s and is\n%s", key, text, after[key])
		}
	}
	if got := w.community("五一社区"); got.Code != "430502001002" || got.Sort != "1" || got.Phone != "0739-5320002" {
		t.Errorf("the street's community: %+v", got)
	}
	if o := w.street.Get(ledger.Branches, id(1)).(*ledger.Branch); !o.Superior.IsZero() || len(o.Enterprises) != 1 || o.Community != w.community("五一社区").ID || o.LooseText("superior") == "" {
		t.Errorf("%+v", o)
	}
	if m := w.street.Get(ledger.Members, id(3)).(*ledger.Member); m.Branch != id(1) || !m.Unit.IsZero() || m.Owner != w.community("五一社区").ID {
		t.Errorf("%+v", m)
	}
	if w.street.Get(ledger.Matters, id(7)) != nil || w.street.Today().Count(ledger.Posts) != 2 {
		t.Error("what nobody asked for is there")
	}

	// Two packages of one round that claim one ID: the first has it.
	first := w.pack(c, 1, parcel.Table{Kind: ledger.Members, Records: []ledger.Record{&ledger.Member{Meta: meta(id(3)), Title: "抢号"}, &ledger.Member{Meta: meta(id(20)), Title: "先来"}}})
	stranger := w.newOffice("高塘社区")
	stage.Keep(t, w.street, ledger.Communities, &ledger.Community{Title: "高塘社区"})
	second := w.pack(stranger, 1, parcel.Table{Kind: ledger.Members, Records: []ledger.Record{&ledger.Member{Meta: meta(id(20)), Title: "后到"}}})
	both := w.receive(first, second).Deliveries
	if both[0].Turned != 1 || both[1].Turned != 1 || w.street.Get(ledger.Members, id(20)).(*ledger.Member).Title != "先来" {
		t.Errorf("%+v %+v", both[0].Items, both[1].Items)
	}
	if wounds, err := care.Check(w.street); err != nil || len(wounds) > 0 {
		t.Error(wounds, err)
	}
}

// The street owns the matters: a community's package brings its answers to them, and nothing else of them.
func TestAnswersComeWithAPackage(t *testing.T) {
	w := newDistrict(t, 1)
	a := w.offices[0]
	m := people(t, a, 1, 3)[0]
	w.receive(w.submit(a))
	put := func(state string) *ledger.Matter {
		x := &ledger.Matter{Sort: codes.MatterReturn, Community: w.community("塔北社区").ID, Kind: "member", Record: m.ID.String(), Title: m.Title, Text: "请核对", State: state}
		arrive(t, w.street, ledger.Matters, x)
		return x
	}
	open, closed := put(codes.MatterOpen), put(codes.MatterSettled)
	answered := func(x *ledger.Matter, state string) *ledger.Matter {
		y := *x
		y.Community, y.Text, y.Title, y.Reply, y.State, y.By, y.Settled = stage.Home(a).ID, "改掉", "改掉", "已改好", state, "王干事", value.Day(2026, 11, 20)
		return &y
	}
	path := w.pack(a, 2, parcel.Table{Kind: ledger.Matters, Records: []ledger.Record{answered(open, codes.MatterMended), answered(closed, codes.MatterMended)}})
	w.receive(path)
	want := *open
	want.Reply, want.State, want.By, want.Settled = "已改好", codes.MatterMended, "王干事", value.Day(2026, 11, 20)
	got := *w.street.Get(ledger.Matters, open.ID).(*ledger.Matter)
	got.Meta, want.Meta = ledger.Meta{}, ledger.Meta{}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if x := w.street.Get(ledger.Matters, closed.ID).(*ledger.Matter); x.Reply != "已改好" || x.State != codes.MatterSettled || x.Text != "请核对" {
		t.Errorf("a matter that is closed keeps its state and takes the words: %+v", x)
	}
	// Settling is the street's.
	greedy := w.pack(a, 3, parcel.Table{Kind: ledger.Matters, Records: []ledger.Record{answered(open, codes.MatterSettled)}})
	w.receive(greedy)
	if x := w.street.Get(ledger.Matters, open.ID).(*ledger.Matter); x.State != codes.MatterMended {
		t.Errorf("%+v", x)
	}
}

// A street's own record that named one which is gone keeps the name.
func TestWhatIsGoneIsStillNamed(t *testing.T) {
	w := newDistrict(t, 1)
	a := w.offices[0]
	people(t, a, 1, 3)
	lone := stage.Keep(t, a, ledger.Enterprises, &ledger.Enterprise{Title: "长虹印务有限公司", Community: stage.Home(a).ID})
	w.receive(w.submit(a))
	officer := stage.Keep(t, w.street, ledger.Officers, &ledger.Officer{Title: "石书记", Duty: codes.DutySecretary, From: value.Day(2024, 1, 1)})
	l := stage.Keep(t, w.street, ledger.Liaisons, &ledger.Liaison{Officer: officer.ID, Enterprise: lone.ID, From: value.Day(2026, 1, 1)})
	if err := a.Remove(ledger.Enterprises, []value.ID{lone.ID}, "注销"); err != nil {
		t.Fatal(err)
	}
	w.receive(w.submit(a))
	if got := w.street.Get(ledger.Liaisons, l.ID).(*ledger.Liaison); !got.Enterprise.IsZero() || got.LooseText("enterprise") != lone.Title {
		t.Errorf("%+v", got)
	}
	plan, err := undo.Last(w.street)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if _, err := plan.Apply(); err != nil || len(plan.Left) > 0 {
		t.Fatal(err, plan.Left)
	}
	if got := w.street.Get(ledger.Liaisons, l.ID).(*ledger.Liaison); got.Enterprise != lone.ID || got.LooseText("enterprise") != "" || w.street.Get(ledger.Enterprises, lone.ID) == nil {
		t.Errorf("undone: %+v", got)
	}
}

// A number that nobody has come to closes no door: neither as the first of a community nor after others, and not where the
// missing ones are not waited for either.
func TestNoPackageJumpsFarAhead(t *testing.T) {
	w, _ := twoOffices(t)
	north := w.offices[0]
	newcomer := w.newOffice("塔西社区")
	of := func(from *store.Book, number uint64) *travel.Delivery {
		return w.trusting(travel.Receiving{Paths: []string{w.pack(from, number)}, Ruling: travel.Ruling{Lost: true, AsNamed: true}}).Deliveries[0]
	}
	last, err := points.LastSubmission(north)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from   *store.Book
		number uint64
		state  travel.DeliveryState
	}{
		{newcomer, 1, travel.DeliveryReady}, {newcomer, travel.MostSkipped, travel.DeliveryReady}, {newcomer, travel.MostSkipped + 1, travel.DeliveryRefused}, {newcomer, parcel.MaxSequence, travel.DeliveryRefused},
		{north, last.Number + travel.MostSkipped, travel.DeliveryReady}, {north, last.Number + travel.MostSkipped + 1, travel.DeliveryRefused}, {north, parcel.MaxSequence, travel.DeliveryRefused},
	} {
		d := of(c.from, c.number)
		if d.State != c.state || (d.State == travel.DeliveryRefused) != (d.Reason == travel.ReasonNumber && strings.Contains(d.Message, strconv.Itoa(int(c.number)))) {
			t.Errorf("%s %d: %s %s %s", c.from.InProfile().Name, c.number, d.State, d.Reason, d.Message)
		}
	}
	for _, kind := range []parcel.Kind{parcel.Notice, parcel.Receipt} {
		for number, refused := range map[uint64]bool{2: false, travel.MostSkipped: false, parcel.MaxSequence: true, parcel.MaxSequence - 1: true} {
			c := parcel.Content{Manifest: parcel.Manifest{Kind: kind, Sequence: number}}
			read := func(path string) error {
				_, err := travel.ReadReceipt(context.Background(), north, path, "")
				return err
			}
			if kind == parcel.Notice {
				c = noticeOf(w.street, w.street.Basis().Rules.Source())
				c.Manifest.Sequence = number
				read = func(path string) error {
					_, err := travel.ReadNotice(context.Background(), north, path, "")
					return err
				}
			}
			err := read(written(t, w.street, north, c))
			if said := err != nil && (strings.Contains(store.Tell(err).Message, "差得太多") || strings.Contains(store.Tell(err).Message, "没有人报过")); said != refused || !refused && err != nil {
				t.Errorf("%s %d: %v", kind, number, err)
			}
		}
	}
}
