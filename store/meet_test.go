package store_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"path/filepath"
	"slices"
	"strconv"
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
	"tuanjian/store/stage"
	"tuanjian/store/travel"
	"tuanjian/store/value"
)

func twoLaptops(t testing.TB, fill func(*store.Book)) (one, two *store.Book) {
	t.Helper()
	all := stage.Laptops(t, 2, fill)
	return all[0], all[1]
}

// packageOf is what a ledger would submit now, as a package that to has opened.
func packageOf(t interface {
	Helper()
	Fatal(...any)
}, from, to *store.Book) *parcel.Parcel {
	t.Helper()
	p := from.Profile()
	c, err := travel.Gathered(from, from.Today(), p, points.Submission{Number: 1, Day: from.Basis().Today}, points.Submission{}, travel.Checked{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, own, err := parcel.KeysFrom(p.Key)
	if err != nil {
		t.Fatal(err)
	}
	lock, err := parcel.ToKeys(own)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := parcel.Write(context.Background(), &out, c, ed25519.NewKeyFromSeed(p.Key), lock); err != nil {
		t.Fatal(err)
	}
	with, err := travel.Unlock(to, "")
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := parcel.Read(context.Background(), bytes.NewReader(out.Bytes()), int64(out.Len()), with)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func meeting(t testing.TB, b *store.Book, p *parcel.Parcel) *travel.Meeting {
	t.Helper()
	m, err := travel.MeetOpen(context.Background(), b, p, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// meets takes in what the other has, deciding every clash one way, and answers the
// number of the entry, 0 where there was nothing.
func meets(t testing.TB, b *store.Book, p *parcel.Parcel, pick travel.Pick) uint64 {
	t.Helper()
	m := meeting(t, b, p)
	for i := range m.Clashes {
		m.Clashes[i].Pick = pick
	}
	if m.Nothing() {
		return 0
	}
	_, seq, err := m.Apply()
	if err != nil {
		t.Fatalf("%v: %s", err, store.Tell(err).Message)
	}
	return seq
}

// Two colleagues work on their own copies: other fields, other records, new ones that
// refer to each other, one removed. Both come to the same ledger, without a question.
func TestTwoLaptopsMeet(t *testing.T) {
	var hua, gang, old *ledger.Member
	var unit *ledger.Enterprise
	one, two := twoLaptops(t, func(b *store.Book) {
		hua, gang = stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11)), stage.Keep(t, b, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
		old = stage.Keep(t, b, ledger.Members, stage.Person("周平", "2002-03-04", 31))
		unit = stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "东升五金"})
	})
	stage.Alter(t, one, ledger.Members, hua, func(m *ledger.Member) { m.Phone = "13500001111" })
	stage.Alter(t, two, ledger.Members, hua, func(m *ledger.Member) { m.Position = "班长" })
	stage.Alter(t, two, ledger.Members, gang, func(m *ledger.Member) { m.Unit = unit.ID })
	branch := stage.Keep(t, two, ledger.Branches, &ledger.Branch{Title: "东升五金团支部", Short: "东升五金团支部", Type: codes.BranchCell, Enterprises: []value.ID{unit.ID}})
	fresh := stage.Person("赵敏", "2003-05-06", 21)
	fresh.Branch = branch.ID
	fresh = stage.Keep(t, two, ledger.Members, fresh)
	stage.Keep(t, two, ledger.Posts, &ledger.Post{Person: fresh.ID, Branch: branch.ID, Duty: codes.DutySecretary, From: 20260101})
	if err := two.Remove(ledger.Members, []value.ID{old.ID}, "录重了"); err != nil {
		t.Fatal(err)
	}

	m := meeting(t, one, packageOf(t, two, one))
	c := m.Changes()
	if len(m.Clashes) != 0 || c.Added != 3 || c.Changed != 2 || c.Removed != 1 || c.Back != 0 || len(c.Kept) != 0 || len(c.Rows) != 6 {
		t.Fatalf("%+v %+v", m.Clashes, c)
	}
	for _, r := range c.Rows {
		if r.ID == hua.ID && (len(r.Fields) != 1 || r.Fields[0].Theirs != "班长" || r.Fields[0].Label != "岗位") {
			t.Errorf("%+v", r)
		}
		if r.Kind == ledger.Posts && r.Name != "赵敏 东升五金团支部 书记" {
			t.Errorf("a post that comes with its person is called %q", r.Name)
		}
	}
	if _, _, err := m.Apply(); err != nil {
		t.Fatal(err)
	}
	now := one.Get(ledger.Members, hua.ID).(*ledger.Member)
	if now.Phone != "13500001111" || now.Position != "班长" || one.Get(ledger.Members, old.ID) != nil || one.Today().Count(ledger.Posts) != 1 {
		t.Errorf("%+v", now)
	}
	if got := one.Get(ledger.Members, gang.ID).Head(); got.ChangedBy != "王干事" {
		t.Errorf("who changed it there: %+v", got)
	}
	versions, err := one.History(ledger.Members, hua.ID)
	if err != nil || len(versions) != 4 || versions[1].Record.(*ledger.Member).Position != "班长" || versions[1].Record.(*ledger.Member).Phone != hua.Phone || versions[0].Entry.Intent != "meet" {
		t.Errorf("%v %+v", err, versions)
	}
	if bin, err := one.Bin().All(); err != nil || len(bin) != 1 {
		t.Error(err, bin)
	}
	if again := meeting(t, one, packageOf(t, two, one)); !again.Nothing() || len(again.Clashes) != 0 {
		t.Errorf("a second time: %+v", again.Changes())
	}
	meets(t, two, packageOf(t, one, two), travel.Undecided)
	if diff := stage.HoldAlike(one, two); diff != "" {
		t.Error(diff)
	}
	if wounds, err := care.Check(one); err != nil || len(wounds) != 0 {
		t.Error(err, wounds)
	}
}

// One field changed to two things: both stay as they are until somebody decides, and
// whatever is decided, both values are in the history.
func TestTwoEditsOfOneField(t *testing.T) {
	var hua *ledger.Member
	for _, pick := range []travel.Pick{travel.TakeOurs, travel.TakeTheirs} {
		one, two := twoLaptops(t, func(b *store.Book) { hua = stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11)) })
		stage.Alter(t, one, ledger.Members, hua, func(m *ledger.Member) { m.Phone = "13500001111" })
		stage.Alter(t, two, ledger.Members, hua, func(m *ledger.Member) { m.Phone, m.Position = "13987654321", "班长" })
		gang := stage.Keep(t, two, ledger.Members, stage.Person("王刚", "2002-03-04", 13))

		p := packageOf(t, two, one)
		m := meeting(t, one, p)
		if len(m.Clashes) != 1 {
			t.Fatalf("%+v", m.Clashes)
		}
		if c := m.Clashes[0]; c.Name != "李华" || c.Label != "手机号码" || c.Ours != "13500001111" || c.Theirs != "13987654321" || c.OursBy != "王干事" || c.TheirsAt == 0 {
			t.Errorf("%+v", c)
		}
		done, _, err := m.Apply()
		if err != nil || done.Undecided != 1 || done.Added != 1 || done.Changed != 0 {
			t.Fatalf("%v %+v", err, done)
		}
		if now := one.Get(ledger.Members, hua.ID).(*ledger.Member); now.Phone != "13500001111" || now.Position != "" || one.Get(ledger.Members, gang.ID) == nil {
			t.Errorf("undecided: %+v", now)
		}

		m = meeting(t, one, p)
		if len(m.Clashes) != 1 {
			t.Fatalf("an undecided clash is forgotten: %+v", m.Changes())
		}
		m.Clashes[0].Pick = pick
		if _, _, err := m.Apply(); err != nil {
			t.Fatal(err)
		}
		want := map[travel.Pick]string{travel.TakeOurs: "13500001111", travel.TakeTheirs: "13987654321"}[pick]
		if now := one.Get(ledger.Members, hua.ID).(*ledger.Member); now.Phone != want || now.Position != "班长" {
			t.Errorf("%+v", now)
		}
		versions, err := one.History(ledger.Members, hua.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, phone := range []string{"13500001111", "13987654321"} {
			if !slices.ContainsFunc(versions, func(v store.Version) bool { return v.Record.(*ledger.Member).Phone == phone }) {
				t.Errorf("%s is in no version", phone)
			}
		}
		if !meeting(t, one, p).Nothing() {
			t.Error("decided, and asked again")
		}
		// The other takes the decision over without being asked.
		if m := meeting(t, two, packageOf(t, one, two)); len(m.Clashes) != 0 {
			t.Errorf("%+v", m.Clashes)
		}
		meets(t, two, packageOf(t, one, two), travel.Undecided)
		if diff := stage.HoldAlike(one, two); diff != "" {
			t.Error(diff)
		}
		// What the other changes later is a change, not a clash.
		stage.Alter(t, two, ledger.Members, hua, func(m *ledger.Member) { m.Phone = "13987654321" + "" })
		stage.Alter(t, two, ledger.Members, hua, func(m *ledger.Member) { m.Phone = "13600000000" })
		meets(t, one, packageOf(t, two, one), travel.Undecided)
		if diff := stage.HoldAlike(one, two); diff != "" {
			t.Error(diff)
		}
	}
}

// Removed on one side: gone on the other too unless it was touched or is needed there.
func TestRemovedOnOneLaptop(t *testing.T) {
	var quiet, edited, needed, drafted *ledger.Enterprise
	one, two := twoLaptops(t, func(b *store.Book) {
		for i, e := range []**ledger.Enterprise{&quiet, &edited, &needed, &drafted} {
			*e = stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "东升" + strconv.Itoa(i) + "五金"})
		}
	})
	if err := two.Remove(ledger.Enterprises, []value.ID{quiet.ID, edited.ID, needed.ID, drafted.ID}, "重复"); err != nil {
		t.Fatal(err)
	}
	stage.Alter(t, one, ledger.Enterprises, edited, func(e *ledger.Enterprise) { e.Boss = "周平" })
	m := stage.Person("李华", "2002-03-04", 11)
	m.Unit = needed.ID
	m = stage.Keep(t, one, ledger.Members, m)
	if err := one.Drafts().Keep(store.Draft{Kind: "enterprise", ID: drafted.ID, Texts: map[string]string{"boss": "吴"}}); err != nil {
		t.Fatal(err)
	}
	p := packageOf(t, two, one)
	plan := meeting(t, one, p)
	c := plan.Changes()
	if len(plan.Clashes) != 1 || !plan.Clashes[0].TheirsGone || plan.Clashes[0].Name != edited.Title || c.Removed != 1 || len(c.Kept) != 2 {
		t.Fatalf("%+v %+v", plan.Clashes, c)
	}
	meets(t, one, p, travel.TakeOurs)
	if drafts, err := one.Drafts().All(); err != nil || len(drafts) != 1 {
		t.Error(err, drafts)
	}
	names := []string{}
	for _, r := range find.ListOf(one.Today(), records.Query{Kind: ledger.Enterprises}).Rows() {
		names = append(names, r.(*ledger.Enterprise).Title)
	}
	if !slices.Equal(names, []string{"东升1五金", "东升2五金", "东升3五金"}) {
		t.Error(names)
	}
	// The other gets back what is needed and what was decided; the draft is nobody's business there.
	plan = meeting(t, two, packageOf(t, one, two))
	if c := plan.Changes(); len(plan.Clashes) != 0 || c.Back != 2 || c.Added != 1 {
		t.Errorf("%+v %+v", plan.Clashes, c)
	}
	meets(t, two, packageOf(t, one, two), travel.Undecided)
	if two.Get(ledger.Enterprises, edited.ID) == nil || two.Get(ledger.Members, m.ID) == nil || two.Get(ledger.Enterprises, needed.ID) == nil {
		t.Error("not brought back")
	}
	if bin, err := two.Bin().All(); err != nil || len(bin) != 2 {
		t.Error(err, bin)
	}
}

// Saving a record as it is makes no version of it, before a removal or after: what was
// kept since it is needed comes back to the other without a question.
func TestSavedAsItIs(t *testing.T) {
	same := func(*ledger.Enterprise) {}
	for name, before := range map[string]func(one, two *store.Book, e *ledger.Enterprise){
		"nowhere":          func(_, _ *store.Book, _ *ledger.Enterprise) {},
		"where it goes":    func(_, two *store.Book, e *ledger.Enterprise) { stage.Alter(t, two, ledger.Enterprises, e, same) },
		"where it is kept": func(one, _ *store.Book, e *ledger.Enterprise) { stage.Alter(t, one, ledger.Enterprises, e, same) },
		"there, after more": func(_, two *store.Book, e *ledger.Enterprise) {
			stage.Alter(t, two, ledger.Enterprises, e, same)
			stage.Alter(t, two, ledger.Enterprises, e, same)
		},
	} {
		var e *ledger.Enterprise
		one, two := twoLaptops(t, func(b *store.Book) {
			e = stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "东升五金"})
		})
		before(one, two, e)
		if err := two.Remove(ledger.Enterprises, []value.ID{e.ID}, "重复"); err != nil {
			t.Fatal(err)
		}
		m := stage.Person("李华", "2002-03-04", 11)
		m.Unit = e.ID
		stage.Keep(t, one, ledger.Members, m)
		meets(t, one, packageOf(t, two, one), travel.Undecided)
		plan := meeting(t, two, packageOf(t, one, two))
		if c := plan.Changes(); len(plan.Clashes) != 0 || c.Back != 1 {
			t.Errorf("saved as it is %s: %d clashes, %+v", name, len(plan.Clashes), c)
		}
	}
}

// Posts that went with their person share his fate: they wait while nobody has decided,
// stay with him where he stays and come back where he does.
func TestPostsGoWithTheirPerson(t *testing.T) {
	for _, pick := range []travel.Pick{travel.TakeOurs, travel.TakeTheirs} {
		var m *ledger.Member
		one, two := twoLaptops(t, func(b *store.Book) {
			o := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "甲团支部"})
			m = stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
			stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: codes.DutySecretary, From: 20260101})
		})
		stage.Alter(t, one, ledger.Members, m, func(m *ledger.Member) { m.Phone = "13500001111" })
		if err := two.Remove(ledger.Members, []value.ID{m.ID}, ""); err != nil {
			t.Fatal(err)
		}
		first, second := packageOf(t, one, two), packageOf(t, two, one)
		if c := meeting(t, one, second).Changes(); c.Removed != 0 || c.Undecided != 1 {
			t.Errorf("%+v", c)
		}
		meets(t, one, second, pick)
		meets(t, two, first, travel.TakeOurs+travel.TakeTheirs-pick)
		want := map[travel.Pick]int{travel.TakeOurs: 1, travel.TakeTheirs: 0}[pick]
		if one.Today().Count(ledger.Posts) != want || two.Today().Count(ledger.Posts) != want || two.Today().Count(ledger.Members) != want {
			t.Errorf("%d and %d posts, want %d", one.Today().Count(ledger.Posts), two.Today().Count(ledger.Posts), want)
		}
		if again := meeting(t, one, packageOf(t, two, one)); !again.Nothing() {
			t.Errorf("%+v", again.Changes())
		}
	}
}

// Who takes a record over and then gives it what it held before at the other's has a
// version of his own, and no question comes of it.
func TestWhatItHeldBeforeIsHeldAgain(t *testing.T) {
	phone := func(text string) func(*ledger.Member) { return func(m *ledger.Member) { m.Phone = text } }
	for _, between := range []int{0, 1, 2} {
		var hua *ledger.Member
		one, two := twoLaptops(t, func(b *store.Book) { hua = stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11)) })
		now := func(b *store.Book) *ledger.Member { return b.Get(ledger.Members, hua.ID).(*ledger.Member) }
		stage.Alter(t, one, ledger.Members, hua, phone("13500001111"))
		for i := range between {
			stage.Alter(t, one, ledger.Members, now(one), phone("1370000111"+strconv.Itoa(i)))
		}
		stage.Alter(t, one, ledger.Members, now(one), phone("13987654321"))
		meets(t, two, packageOf(t, one, two), travel.Undecided)
		stage.Alter(t, two, ledger.Members, now(two), phone("13500001111"))
		if m := meeting(t, two, packageOf(t, one, two)); !m.Nothing() {
			t.Errorf("%d between: what is older comes again: %+v %+v", between, m.Clashes, m.Changes())
		}
		m := meeting(t, one, packageOf(t, two, one))
		if len(m.Clashes) > 0 || m.Changes().Changed != 1 {
			t.Errorf("%d between: %+v %+v", between, m.Clashes, m.Changes())
		}
		meets(t, one, packageOf(t, two, one), travel.Undecided)
		if got := now(one); got.Phone != "13500001111" || got.Rev != now(two).Rev {
			t.Errorf("%d between: %s, %d and %d", between, got.Phone, got.Rev, now(two).Rev)
		}
	}
}

// Each keeps his own in a clash: they are asked again, none is overruled unseen.
func TestDifferentDecisionsClashAgain(t *testing.T) {
	var hua *ledger.Member
	one, two := twoLaptops(t, func(b *store.Book) { hua = stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11)) })
	stage.Alter(t, one, ledger.Members, hua, func(m *ledger.Member) { m.Phone = "13500001111" })
	stage.Alter(t, two, ledger.Members, hua, func(m *ledger.Member) { m.Phone = "13987654321" })
	first, second := packageOf(t, one, two), packageOf(t, two, one)
	meets(t, one, second, travel.TakeOurs)
	meets(t, two, first, travel.TakeOurs)
	m := meeting(t, one, packageOf(t, two, one))
	if len(m.Clashes) != 1 || m.Clashes[0].Key != "phone" {
		t.Errorf("%+v %+v", m.Clashes, m.Changes())
	}
	if m := meeting(t, two, packageOf(t, one, two)); len(m.Clashes) != 1 {
		t.Errorf("%+v", m.Clashes)
	}
}

// A meeting is taken back like any other intent, and the same package can be met again.
func TestMeetingTakenBack(t *testing.T) {
	var hua, old *ledger.Member
	one, two := twoLaptops(t, func(b *store.Book) {
		hua, old = stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11)), stage.Keep(t, b, ledger.Members, stage.Person("周平", "2002-03-04", 31))
	})
	stage.Alter(t, one, ledger.Members, hua, func(m *ledger.Member) { m.Phone = "13500001111" })
	stage.Alter(t, two, ledger.Members, hua, func(m *ledger.Member) { m.Phone, m.Position = "13987654321", "班长" })
	stage.Keep(t, two, ledger.Members, stage.Person("王刚", "2002-03-04", 13))
	if err := two.Remove(ledger.Members, []value.ID{old.ID}, ""); err != nil {
		t.Fatal(err)
	}
	p := packageOf(t, two, one)
	before := meeting(t, one, p).Changes()
	seq := meets(t, one, p, travel.TakeTheirs)
	stage.Undo(t, one, seq)
	now := one.Get(ledger.Members, hua.ID).(*ledger.Member)
	if now.Phone != "13500001111" || now.Position != "" || one.Get(ledger.Members, old.ID) == nil || one.Today().Count(ledger.Members) != 2 {
		t.Errorf("%+v", now)
	}
	after := meeting(t, one, p)
	if c := after.Changes(); len(after.Clashes) != 1 || c.Added+c.Back != before.Added || c.Removed != before.Removed {
		t.Errorf("%+v %+v, want %+v", after.Clashes, c, before)
	}
	// The other copy is not told that its version was seen: it is asked too.
	if m := meeting(t, two, packageOf(t, one, two)); len(m.Clashes) != 1 {
		t.Errorf("%+v", m.Clashes)
	}
}

// Two superiors that would make a circle come to a person.
func TestMeetingMakesNoCircle(t *testing.T) {
	var a, b *ledger.Branch
	one, two := twoLaptops(t, func(book *store.Book) {
		a, b = stage.Keep(t, book, ledger.Branches, &ledger.Branch{Title: "甲团支部"}), stage.Keep(t, book, ledger.Branches, &ledger.Branch{Title: "乙团支部"})
	})
	stage.Alter(t, one, ledger.Branches, a, func(o *ledger.Branch) { o.Superior = b.ID })
	stage.Alter(t, two, ledger.Branches, b, func(o *ledger.Branch) { o.Superior = a.ID })
	m := meeting(t, one, packageOf(t, two, one))
	if len(m.Clashes) != 1 || m.Clashes[0].Key != "superior" || m.Clashes[0].Theirs != "甲团支部" {
		t.Fatalf("%+v", m.Clashes)
	}
	m.Clashes[0].Pick = travel.TakeTheirs
	if _, _, err := m.Apply(); err == nil || !strings.Contains(store.Tell(err).Message, "绕成圈") {
		t.Error(err)
	}
	m.Clashes[0].Pick = travel.TakeOurs
	if _, _, err := m.Apply(); err != nil {
		t.Error(err)
	}
}

// Packages of others are refused, each with its own sentence.
func TestOnlyACopyIsMet(t *testing.T) {
	one, two := twoLaptops(t, func(b *store.Book) {})
	p := packageOf(t, two, one)
	stranger := stage.Book(t)
	if _, err := travel.MeetOpen(context.Background(), stranger, p, nil); err == nil || !strings.Contains(store.Tell(err).Message, "副本") {
		t.Error(err)
	}
	stranger.InProfile().Ledger = two.InProfile().Ledger
	if _, err := travel.MeetOpen(context.Background(), stranger, p, nil); err == nil || !strings.Contains(store.Tell(err).Message, "签名") {
		t.Error(err)
	}
	if _, err := travel.PlanMeet(context.Background(), one, filepath.Join(t.TempDir(), "没有.tjb"), "", nil); store.Tell(err) == nil || store.Tell(err).Code != store.NoFile {
		t.Error(err)
	}
}
