package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tuanjian/assets"
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/travel"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// TestCodesGrowAndAreNeverChanged: entries that a notice brings are known in the ledger
// that took it, after a reopening as well, and harm no other; what is there keeps its
// meaning.
func TestCodesGrowAndAreNeverChanged(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b, other := streetOfTwo(t), stage.Book(t), stage.TwoBranches(t)
	street, list := stage.Now(s).Of(ledger.Streets), codes.Grades
	was := slices.Clone(list.Items())
	anew := func() { // the lists as a program has them that was just started
		if err := ledger.Load(assets.Codes()); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(anew)
	c := parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Notice, Sequence: 1},
		Tables: []parcel.Table{{Kind: ledger.Streets, Records: street}, {Kind: ledger.Communities, Records: []ledger.Record{&ledger.Community{Meta: ledger.Meta{ID: value.ID{3}, Rev: 1}, Title: "塔北社区"}}}}}
	// The street's program is one that knows a grade more.
	list.Learn([]codes.Item{{Code: "Z9", Label: "示范"}})
	path := written(t, s, b, c)
	anew()
	p := planned(t, b, path)
	if !slices.Contains(lines(p), "代码表|分类||新增||示范") {
		t.Error(lines(p))
	}
	if list.Has("Z9") {
		t.Fatal("a plan taught the program")
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	grade := func(b *store.Book) {
		t.Helper()
		e := stage.Keep(t, b, ledger.Enterprises, stage.Firm("邵阳市"+b.Profile().Name+"示范有限公司"))
		e = ledger.Enterprises.Clone(e).(*ledger.Enterprise)
		if err := ledger.Enterprises.Set(e, ledger.Enterprises.At("grade"), "示范"); err != nil || e.Grade != "Z9" {
			t.Error(err, e.Grade)
		}
		stage.Keep(t, b, ledger.Enterprises, e)
	}
	grade(b)
	grade(other)
	anew()
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	stage.Reopened(t, b)
	if list.Label("Z9") != "示范" {
		t.Error("the ledger does not know its own code")
	}
	for i, item := range was {
		if list.Items()[i] != item {
			t.Errorf("%+v became %+v", item, list.Items()[i])
		}
	}
}

// No notice puts an entry into a list of which the program must know how each counts: a
// state that is neither in the League nor out of it, a third answer to yes or no.
func TestANoticeAddsNothingToAClosedList(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b := streetOfTwo(t), stage.Book(t)
	anew := func() {
		if err := ledger.Load(assets.Codes()); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(anew)
	for _, list := range []*codes.List{codes.MemberStates, codes.YesNo} {
		list.Learn([]codes.Item{{Code: "Z9", Label: "悬着"}})
	}
	path := written(t, s, b, noticeOf(s, s.Basis().Rules.Source()))
	anew()
	p := planned(t, b, path)
	for _, line := range lines(p) {
		if strings.Contains(line, "悬着") {
			t.Error(line)
		}
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for _, list := range []*codes.List{codes.MemberStates, codes.YesNo} {
		if list.Has("Z9") {
			t.Errorf("%s has it", list.Name)
		}
	}
}

// A street's notice keeps of what it makes of the lists what fits ours, each thing once; what would leave nothing to choose is
// refused; and what the community has put off stays put off.
func TestANoticeAdaptsOnlyWhatFits(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	s, b := streetOfTwo(t), stage.Book(t)
	if _, err := b.Do(store.Intent{Deed: store.MayPutOff}, func(t *store.Turn) error {
		now := b.Decisions()
		now.PutOff = map[string]store.PutOff{"member.twice": {Until: 20261215, Reason: "等一等", Count: 1}}
		return t.Decide(now)
	}); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, i := range codes.Attitudes.Items() {
		all = append(all, i.Code)
	}
	c := noticeOf(s, s.Basis().Rules.Source())
	c.Lists = map[string]codes.Adapted{"attitude": {Retired: all}}
	_, err := travel.ReadNotice(context.Background(), b, written(t, s, b, c), "")
	if stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "全部停用") {
		t.Errorf("an empty list: %v", err)
	}
	c.Lists = map[string]codes.Adapted{
		"attitude": {Retired: append(all[1:], all[1:]...), Order: []string{"77", all[0], all[0]}, Labels: map[string]string{"78": "没有的"}},
		"duty":     {Retired: []string{codes.DutySecretary}}, "yesno": {Labels: map[string]string{codes.Yes: "对"}}}
	p := planned(t, b, written(t, s, b, c))
	want := []string{}
	for _, code := range all[1:] {
		want = append(want, "代码表|"+ledger.ListTitle("attitude")+"||停用|"+codes.Attitudes.Plain(code)+"|")
	}
	got := slices.DeleteFunc(lines(p), func(line string) bool { return !strings.Contains(line, "停用") && !strings.Contains(line, "改名") })
	if !slices.Equal(got, want) {
		t.Errorf("told is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if err := p.Apply(p.Words); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	if a := b.InLists()["attitude"]; len(b.InLists()) != 1 || !a.Same(codes.Adapted{Retired: all[1:], Order: all[:1]}) {
		t.Errorf("stored is %+v", b.InLists())
	}
	if b.InPutOffs()["member.twice"].Reason != "等一等" {
		t.Errorf("put off is %+v", b.InPutOffs())
	}
	if err := tend.ChangeCodes(s, tend.CodeChange{List: "attitude", Code: all[0], Retire: true}, "试一试"); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	for _, code := range all[1 : len(all)-1] {
		recoded(t, s, tend.CodeChange{List: "attitude", Code: code, Retire: true})
	}
	if err := tend.ChangeCodes(s, tend.CodeChange{List: "attitude", Code: all[len(all)-1], Retire: true}, "试一试"); stage.CodeOf(err) != store.Refused || !strings.Contains(store.Tell(err).Message, "只剩这一项") {
		t.Errorf("the last of a list: %v", err)
	}
}
