package store_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/points"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

// known lets the communities of a district take the street's first notice in.
func (w *district) known() {
	w.t.Helper()
	s := w.street
	for i, b := range w.offices {
		enrol(w.t, s, b, districtNames[i])
	}
	path := give(w.t, s)
	for _, b := range w.offices {
		noticeIn(w.t, b, path)
	}
	for _, r := range slices.Clone(stage.Now(s).Of(ledger.Signers)) { // so that receive meets them as strangers
		if err := s.Write("receive", &store.Detail{}, func(t *store.Turn) error { return t.Remove(ledger.Signers, r, "") }); err != nil {
			w.t.Fatal(err)
		}
	}
}

// reply writes the receipts that are due and gives their paths by community.
func (w *district) reply() map[string]string {
	w.t.Helper()
	made, err := travel.Reply(context.Background(), w.street, travel.Giving{Dir: w.t.TempDir(), Passphrase: spoken})
	if err != nil {
		w.t.Fatal(store.Tell(err).Message)
	}
	out := map[string]string{}
	for _, s := range made {
		out[w.street.Today().Name(ledger.Communities, s.Community)] = s.Path
	}
	return out
}

func receiptIn(t testing.TB, b *store.Book, path string) *travel.ReceiptPlan {
	t.Helper()
	p, err := travel.ReadReceipt(context.Background(), b, path, spoken)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if err := p.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	return p
}

// states are the titles and states of a ledger's matters, in the order of the list.
func states(b *store.Book) (out []string) {
	for _, w := range travel.Matters(b) {
		out = append(out, w.Matter.Title+" "+codes.MatterStates.Label(w.State))
	}
	return out
}

// twoOffices are a street that has received a member from each of two communities.
func twoOffices(t testing.TB) (w *district, members [2]*ledger.Member) {
	t.Helper()
	w = newDistrict(t, 2)
	w.known()
	for i, name := range []string{"王刚", "李华"} {
		m := stage.Person(name, "2002-03-04", 11+i)
		m.Phone = "1391234567" + strconv.Itoa(i)
		members[i] = stage.Keep(t, w.offices[i], ledger.Members, m)
		w.receive(w.submit(w.offices[i]))
	}
	return w, members
}

// TestAMatterThereAndBack walks one error, one question and one duplicate from the
// street to two communities and back until the street is content.
func TestAMatterThereAndBack(t *testing.T) {
	w, members := twoOffices(t)
	s, north, south := w.street, w.offices[0], w.offices[1]
	asks := []travel.Ask{
		{Kind: ledger.Members, ID: members[0].ID, Field: "phone", Sort: codes.MatterReturn, Text: "电话打不通"},
		{Kind: ledger.Members, ID: members[0].ID, Sort: codes.MatterQuestion, Text: "是否已转出"},
		{Kind: ledger.Members, ID: members[1].ID, Sort: codes.MatterDuplicate, Text: "另一社区也有这个人", Other: "塔北社区"},
	}
	matters, err := travel.AskMatters(s, asks...)
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if matters[0].Was != "139****5670" || strings.Contains(matters[0].Stamp, "139") || len(matters[0].Stamp) != 16 || matters[0].Title != "王刚" {
		t.Errorf("%+v", matters[0])
	}
	seq := stage.Seq(s)
	if again, err := travel.AskMatters(s, asks[0]); err != nil || again[0].ID != matters[0].ID || stage.Seq(s) != seq {
		t.Error("the same was asked twice", err)
	}
	if d := travel.Dues(s); len(d) != 2 || len(d[0].Matters) != 2 || len(d[0].Parcels) != 1 || d[0].Keyless {
		t.Errorf("%+v", d)
	}
	paths := w.reply()
	if d := travel.Dues(s); len(d) != 0 {
		t.Errorf("still due: %+v", d)
	}
	if _, err := travel.Reply(context.Background(), s, travel.Giving{Dir: t.TempDir()}); stage.CodeOf(err) != store.Refused {
		t.Error("an empty reply", err)
	}
	for _, community := range []string{"塔北社区", "五一社区"} {
		p := rules.NewestParcel(stage.Now(s), w.community(community).ID)
		if want := map[string]string{"塔北社区": codes.ParcelReturned, "五一社区": codes.ParcelAnswered}[community]; p.State != want || p.Answer.String() != "1" {
			t.Errorf("%s: %+v", community, p)
		}
	}
	if _, err := travel.ReadReceipt(context.Background(), south, paths["塔北社区"], spoken); stage.CodeOf(err) != store.Refused {
		t.Error("another community's receipt was read", err)
	}
	p := receiptIn(t, north, paths["塔北社区"])
	if len(p.New) != 2 || p.Passed != 0 || len(p.Answers) != 1 || !p.Answers[0].Returned {
		t.Errorf("%+v", p)
	}
	receiptIn(t, south, paths["五一社区"])
	if sub, err := points.SubmissionNumber(north, 1); err != nil || sub.State != codes.ParcelReturned || sub.Answer != 1 {
		t.Error(sub, err)
	}
	if sub, err := points.SubmissionNumber(south, 1); err != nil || sub.State != codes.ParcelAnswered {
		t.Error(sub, err)
	}
	// The duplicate tells the other community's name and nothing else of it.
	for _, text := range stage.Everything(south) {
		if strings.Contains(text, "王刚") || strings.Contains(text, "1391234567 0") || strings.Contains(text, members[0].IDNumber) {
			t.Error(text)
		}
	}
	if got := states(north); !slices.Equal(got, []string{"王刚 待办", "王刚 待办"}) {
		t.Error(got)
	}
	work := travel.Matters(north)
	at := slices.IndexFunc(work, func(w travel.Work) bool { return w.Field == "phone" })
	if x := work[at]; x.Kind != ledger.Members || x.ID != members[0].ID || x.Label != "手机号码" || x.Gone || !x.Matter.Received() {
		t.Errorf("%+v", x)
	}
	changed := ledger.Members.Clone(members[0]).(*ledger.Member)
	changed.Phone = "13987654321"
	stage.Keep(t, north, ledger.Members, changed)
	if err := travel.Answer(north, work[1-at].Matter.ID, "没有转出，6 月在册"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := states(north); !slices.Equal(got, []string{"王刚 已答复", "王刚 已改"}) && !slices.Equal(got, []string{"王刚 已改", "王刚 已答复"}) {
		t.Error(got)
	}
	check, err := travel.Precheck(context.Background(), north, nil)
	if err != nil || check.Answered != 2 || check.Open != 0 {
		t.Error(check.Answered, check.Open, err)
	}
	w.receive(w.submit(north))
	replied := map[string]*ledger.Matter{}
	for m := range stage.All[*ledger.Matter](s, ledger.Matters) {
		replied[m.Text] = m
	}
	if m := replied["电话打不通"]; m.State != codes.MatterMended {
		t.Errorf("%+v", m)
	}
	if m := replied["是否已转出"]; m.State != codes.MatterAnswered || m.Reply != "没有转出，6 月在册" || m.By != "王干事" {
		t.Errorf("%+v", m)
	}
	if err := travel.SettleMatters(s, matters[0].ID, matters[1].ID); err != nil {
		t.Fatal(err)
	}
	if err := travel.RecallMatters(s, matters[2].ID); err != nil {
		t.Fatal(err)
	}
	if err := travel.RecallMatters(s, matters[0].ID); stage.CodeOf(err) != store.Refused {
		t.Error("what is settled was taken back", err)
	}
	paths = w.reply()
	if p := receiptIn(t, north, paths["塔北社区"]); len(p.Closed) != 2 || len(p.Answers) != 1 || p.Answers[0].Returned {
		t.Errorf("%+v", p)
	}
	receiptIn(t, south, paths["五一社区"])
	if got := append(states(north), states(south)...); !slices.Equal(got, []string{"王刚 已办结", "王刚 已办结", "李华 已撤回"}) {
		t.Error(got)
	}
	if m := travel.Matters(north)[0].Matter; travel.Answer(north, m.ID, "再说一句") == nil {
		t.Error("what is settled was answered")
	}
}

func TestAReceiptTwiceIsNothing(t *testing.T) {
	w, members := twoOffices(t)
	s, north := w.street, w.offices[0]
	ask := func(text string) {
		if _, err := travel.AskMatters(s, travel.Ask{Kind: ledger.Members, ID: members[0].ID, Field: "name", Sort: codes.MatterQuestion, Text: text, Other: text}); err != nil {
			t.Fatal(err)
		}
	}
	ask("第一问")
	first := w.reply()["塔北社区"]
	before := stage.Everything(north)
	receiptIn(t, north, first)
	was, seq := stage.Everything(north), stage.Seq(north)
	if p := receiptIn(t, north, first); !p.Taken || stage.Seq(north) != seq {
		t.Errorf("%+v", p)
	}
	ask("第二问")
	w.reply() // is lost on the way
	ask("第三问")
	third := w.reply()["塔北社区"]
	if err := travel.Answer(north, travel.Matters(north)[0].Matter.ID, "是本名"); err != nil {
		t.Fatal(err)
	}
	if p := receiptIn(t, north, third); p.Missing != 1 || len(p.New) != 2 {
		t.Errorf("%+v", p)
	}
	if m := travel.Matters(north)[2].Matter; m.Text != "第一问" || m.Reply != "是本名" {
		t.Errorf("the answer that the street does not have yet is lost: %+v", m)
	}
	if p, err := travel.ReadReceipt(context.Background(), north, first, spoken); err != nil || !p.Taken {
		t.Error(err)
	}
	plan, err := undo.Last(north)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if got := states(north); len(got) != 1 {
		t.Error(got)
	}
	for len(travel.Matters(north)) > 0 {
		plan, err := undo.Last(north)
		if err != nil || plan == nil {
			t.Fatal(plan, err)
		}
		if _, err := plan.Apply(); err != nil {
			t.Fatal(store.Tell(err).Message)
		}
	}
	if now := stage.Everything(north); !reflect.DeepEqual(now, before) {
		t.Errorf("%v\nwant\n%v\nafter %v", now, before, was)
	}
	if bin, err := north.Bin().All(); err != nil || len(bin) != 0 {
		t.Error(bin, err)
	}
}

// A person whom two communities have is asked of both, with the other's name and none of
// the other's data.
func TestADoubleTellsOnlyTheOthersName(t *testing.T) {
	w, members := twoOffices(t)
	twin := stage.Person("王钢", "2002-03-04", 11) // as the other wrote him, under the same number
	twin.IDNumber, twin.Phone, twin.Note = members[0].IDNumber, "13812340000", "住在弟弟家"
	stage.Keep(t, w.offices[1], ledger.Members, twin)
	w.receive(w.submit(w.offices[1]))
	doubles := rules.AllDoubles.Of(w.street.Today())
	if len(doubles) != 1 {
		t.Fatalf("%d doubles", len(doubles))
	}
	if _, err := travel.AskMatters(w.street, travel.AsksOf(doubles[0])...); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	paths := w.reply()
	receiptIn(t, w.offices[0], paths["塔北社区"])
	receiptIn(t, w.offices[1], paths["五一社区"])
	for i, other := range []string{"五一社区", "塔北社区"} {
		work := travel.Matters(w.offices[i])
		if len(work) != 1 || work[0].Matter.Other != other || work[0].Gone || !strings.Contains(work[0].Matter.Text, other) {
			t.Errorf("%+v", work)
		}
	}
	for _, text := range stage.Everything(w.offices[0]) {
		for _, secret := range []string{"王钢", "13812340000", "138****0000", "弟弟"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q came to the other community: %s", secret, text)
			}
		}
	}
}

// A reply that is taken back is due again, under the next number.
func TestAReplyTakenBackIsDueAgain(t *testing.T) {
	w, _ := twoOffices(t)
	first := w.reply()
	plan, err := undo.Last(w.street)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if d := travel.Dues(w.street); len(d) != 2 {
		t.Fatalf("%+v", d)
	}
	second := w.reply()
	if m := openedManifest(t, w.street, second["塔北社区"]); m.Sequence != 2 || m.Previous == "" {
		t.Errorf("%+v", m)
	}
	receiptIn(t, w.offices[0], second["塔北社区"])
	if _, err := travel.ReadReceipt(context.Background(), w.offices[0], first["塔北社区"], spoken); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
	sents, err := travel.Sents(w.street)
	if err != nil || len(sents) != 5 || sents[0].Number != 2 || sents[0].Keys != 1 || sents[4].Sort != codes.ParcelNotice {
		t.Errorf("%+v %v", sents, err)
	}
}

func TestOnlyReceivedRecordsAreSentBack(t *testing.T) {
	w, members := twoOffices(t)
	s := w.street
	own := stage.Keep(t, s, ledger.Officers, &ledger.Officer{Title: "陈书记", Duty: codes.DutySecretary})
	for name, a := range map[string]travel.Ask{
		"own":      {Kind: ledger.Officers, ID: own.ID, Sort: codes.MatterReturn, Text: "改"},
		"gone":     {Kind: ledger.Members, ID: value.ID{9}, Sort: codes.MatterReturn, Text: "改"},
		"no words": {Kind: ledger.Members, ID: members[0].ID, Sort: codes.MatterReturn, Text: " "},
		"no field": {Kind: ledger.Members, ID: members[0].ID, Field: "age", Sort: codes.MatterReturn, Text: "改"},
		"no sort":  {Kind: ledger.Members, ID: members[0].ID, Sort: "9", Text: "改"},
	} {
		if _, err := travel.AskMatters(s, travel.Ask{Kind: ledger.Members, ID: members[1].ID, Sort: codes.MatterReturn, Text: "好的一条"}, a); stage.CodeOf(err) != store.Refused && stage.CodeOf(err) != store.Gone {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := s.Today().Count(ledger.Matters); n != 0 {
		t.Errorf("%d matters of a batch that was refused", n)
	}
	if _, err := travel.AskMatters(w.offices[0], travel.Ask{Kind: ledger.Members, ID: members[0].ID, Sort: codes.MatterReturn, Text: "改"}); stage.CodeOf(err) != store.Refused {
		t.Error("a community sent something back", err)
	}
	// The street's own record of a community can be asked about as well.
	m, err := travel.AskMatters(s, travel.Ask{Kind: ledger.Communities, ID: w.community("塔北社区").ID, Field: "people", Sort: codes.MatterQuestion, Text: "人口怎么空着"})
	if err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	receiptIn(t, w.offices[0], w.reply()["塔北社区"])
	if work := travel.Matters(w.offices[0]); len(work) != 1 || work[0].ID != w.offices[0].Today().Own().Head().ID || work[0].Gone || !work[0].Open() {
		t.Errorf("%+v %+v", work, m[0])
	}
}

func TestAStampTellsNothing(t *testing.T) {
	m := stage.Person("王刚", "2002-03-04", 11)
	m.ID = value.ID{7}
	at := func(of string, change func(*ledger.Member), key string) string {
		x := *m
		change(&x)
		return rules.StampOf(of, ledger.Members, &x, key)
	}
	same := func(*ledger.Member) {}
	base := at("a", same, "idno")
	for name, other := range map[string]string{
		"another ledger": at("b", same, "idno"),
		"another text":   at("a", func(x *ledger.Member) { x.IDNumber = "430502200203040012" }, "idno"),
		"another record": at("a", func(x *ledger.Member) { x.ID = value.ID{8} }, "idno"),
		"another field":  at("a", same, "name"),
	} {
		if other == base || len(other) != 16 {
			t.Errorf("%s has the same stamp", name)
		}
	}
	if at("a", same, "idno") != base || at("", same, "idno") != "" || at("a", same, "") != "" {
		t.Error("stamps that cannot be compared")
	}
	e := &ledger.Enterprise{Community: value.ID{1}}
	if rules.StampOf("a", ledger.Enterprises, e, "community") != "" {
		t.Error("the community itself is named differently on both sides")
	}
}

// A matter whose record went to the recycle bin is mended, and comes back with it.
func TestARemovedRecordIsMended(t *testing.T) {
	w, members := twoOffices(t)
	s, north := w.street, w.offices[0]
	if _, err := travel.AskMatters(s, travel.Ask{Kind: ledger.Members, ID: members[0].ID, Sort: codes.MatterDuplicate, Other: "五一社区", Text: "重复"}); err != nil {
		t.Fatal(err)
	}
	receiptIn(t, north, w.reply()["塔北社区"])
	if err := north.Remove(ledger.Members, []value.ID{members[0].ID}, "录重了"); err != nil {
		t.Fatal(err)
	}
	if x := travel.Matters(north)[0]; x.State != codes.MatterMended || !x.Gone {
		t.Errorf("%+v", x)
	}
	w.receive(w.submit(north))
	for m := range stage.All[*ledger.Matter](s, ledger.Matters) {
		if m.State != codes.MatterMended {
			t.Errorf("%+v", m)
		}
	}
	if err := north.Bin().Back(ledger.Members, []value.ID{members[0].ID}); err != nil {
		t.Fatal(err)
	}
	if x := travel.Matters(north)[0]; x.State != codes.MatterOpen || x.Gone {
		t.Errorf("%+v", x)
	}
}

func TestKeepReply(t *testing.T) {
	for name, x := range map[string]struct{ was, theirs, want ledger.Matter }{
		"crossed": {ledger.Matter{State: codes.MatterAnswered, Reply: "对", By: "甲"}, ledger.Matter{State: codes.MatterOpen}, ledger.Matter{State: codes.MatterAnswered, Reply: "对", By: "甲"}},
		"settled": {ledger.Matter{State: codes.MatterAnswered, Reply: "对"}, ledger.Matter{State: codes.MatterSettled}, ledger.Matter{State: codes.MatterSettled, Reply: "对"}},
		"older":   {ledger.Matter{State: codes.MatterAnswered, Reply: "再看是对的"}, ledger.Matter{State: codes.MatterAnswered, Reply: "不对"}, ledger.Matter{State: codes.MatterAnswered, Reply: "再看是对的"}},
		"theirs":  {ledger.Matter{State: codes.MatterOpen}, ledger.Matter{State: codes.MatterMended, Reply: "改了"}, ledger.Matter{State: codes.MatterMended, Reply: "改了"}},
		"open":    {ledger.Matter{State: codes.MatterOpen}, ledger.Matter{State: codes.MatterOpen}, ledger.Matter{State: codes.MatterOpen}},
	} {
		now := x.theirs
		travel.KeepReply(&now, &x.was)
		if !merge.Same(ledger.Matters, &now, &x.want) {
			t.Errorf("%s: %+v", name, now)
		}
	}
}

func TestAReceiptNeedsAKnownStreet(t *testing.T) {
	w := newDistrict(t, 1)
	stage.Keep(t, w.offices[0], ledger.Members, stage.Person("王刚", "2002-03-04", 11))
	w.receive(w.submit(w.offices[0]))
	path := w.reply()["塔北社区"]
	_, err := travel.ReadReceipt(context.Background(), w.offices[0], path, "")
	var e *store.Error
	if !errors.As(err, &e) || !strings.Contains(e.Message, "下发包") {
		t.Error(err)
	}
	if _, err := travel.ReadReceipt(context.Background(), w.street, path, ""); stage.CodeOf(err) != store.Refused {
		t.Error(err)
	}
}
