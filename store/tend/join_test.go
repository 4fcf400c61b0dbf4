package tend_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
	"tuanjian/store/stage"
	"tuanjian/store/tend"
	"tuanjian/store/undo"
	"tuanjian/store/value"
)

func TestTwins(t *testing.T) {
	b := stage.Book(t)
	number := func(name, phone string) *ledger.Member {
		m := stage.Person(name, "2002-03-04", 11)
		m.Phone = phone
		return m
	}
	first := stage.Keep(t, b, ledger.Members, number("李华", "13500001111"))
	// The same person from the other laptop, the number and all: no form would let it in.
	second := ledger.Members.Clone(first).(*ledger.Member)
	second.Meta, second.Phone = ledger.Meta{}, "13500002222"
	if _, err := b.Do(store.Intent{Deed: store.MayImport}, func(t *store.Turn) error { return t.Put(ledger.Members, nil, second) }); err != nil {
		t.Fatal(err)
	}
	bare := number("李 华", "13500001111")
	bare.IDNumber = ""
	bare = stage.Keep(t, b, ledger.Members, bare)
	other := stage.Person("李华", "2002-03-04", 77) // of the same name and birthday, another number and telephone
	other.Phone = "13900009999"
	stage.Keep(t, b, ledger.Members, other)
	stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "邵阳市东升五金有限公司", Credit: "91430502MA4L12346Y"})
	stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "邵阳东升五金有限责任公司"})
	stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "长虹印务", Credit: "91430502MA4L12346Y"})
	stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "西湖食品"})

	var got []string
	for _, w := range tend.Twins(b) {
		got = append(got, w.Title()+" "+w.Names[0]+" "+w.Names[1])
	}
	want := []string{"证件号码相同 李华 李华", "姓名相同，出生日期或手机也相同 李华 李 华", "信用代码相同 邵阳市东升五金有限公司 长虹印务", "企业名称相近 邵阳市东升五金有限公司 邵阳东升五金有限责任公司"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for _, w := range tend.Twins(b) {
		if err := tend.NotTwins(b, w); err != nil {
			t.Error(err)
		}
	}
	if left := tend.Twins(b); len(left) != 0 {
		t.Errorf("said to be two, and asked again: %+v", left)
	}
	if bare.ID == first.ID {
		t.Error("one record")
	}
}

// Two records of a person become one with all that hangs on either, and two again after
// the one was edited.
func TestJoinAndUnjoin(t *testing.T) {
	b := stage.TwoBranches(t)
	branches := find.ListOf(b.Today(), records.Query{Kind: ledger.Branches})
	x, y := branches.Row(0).Head().ID, branches.Row(1).Head().ID
	keepM := stage.Person("李华", "2002-03-04", 11)
	keepM.Position, keepM.Branch = "班长", x
	keepM = stage.Keep(t, b, ledger.Members, keepM)
	goneM := stage.Person("李华", "2002-03-04", 11)
	goneM.Phone, goneM.Mail, goneM.Branch = "13500002222", "lihua@example.invalid", y
	if _, err := b.Do(store.Intent{Deed: store.MayImport}, func(t *store.Turn) error { return t.Put(ledger.Members, nil, goneM) }); err != nil {
		t.Fatal(err)
	}
	twice := ledger.Post{Person: keepM.ID, Branch: x, Duty: codes.DutyDeputy, From: 20250101}
	stage.Keep(t, b, ledger.Posts, &twice)
	same := twice
	same.Meta, same.Person = ledger.Meta{}, goneM.ID
	samePost := stage.Keep(t, b, ledger.Posts, &same)
	own := stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: goneM.ID, Branch: y, Duty: codes.DutySecretary, From: 20240101})
	before := snapshotOf(b)

	j, err := tend.PlanJoin(b, ledger.Members, keepM.ID, goneM.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(j.Hanging) != 2 || len(j.Fields) != 4 {
		t.Fatalf("%+v %+v", j.Hanging, j.Fields)
	}
	for i, f := range j.Fields {
		if f.Open() != (f.Key == "phone" || f.Key == "branch") {
			t.Errorf("%+v", f)
		}
		j.Fields[i].FromGone = f.Key == "phone"
	}
	r, seq, err := j.Apply("录了两次")
	if err != nil {
		t.Fatal(err, store.Tell(err).Message)
	}
	one := r.(*ledger.Member)
	if one.ID != keepM.ID || one.Phone != "13500002222" || one.Mail == "" || one.Position != "班长" || one.Branch != x {
		t.Errorf("%+v", one)
	}
	if b.Today().Get(ledger.Members, goneM.ID) != nil || b.Today().Get(ledger.Posts, samePost.ID) != nil || b.Today().Get(ledger.Posts, own.ID).(*ledger.Post).Person != keepM.ID {
		t.Error("what hung on it does not hang on the one that stays")
	}
	if len(tend.Twins(b)) != 0 {
		t.Errorf("%+v", tend.Twins(b))
	}

	stage.Alter(t, b, ledger.Members, keepM, func(m *ledger.Member) { m.Phone, m.Position = "13500003333", "组长" })
	plan, err := undo.Of(b, seq)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Restored != 2 || len(plan.Left) != 1 || plan.Left[0].Label != "手机号码" {
		t.Errorf("restored %d, left %+v", plan.Restored, plan.Left)
	}
	if _, err := plan.Apply(); err != nil {
		t.Fatal(err, store.Tell(err).Message)
	}
	two := b.Today().Get(ledger.Members, goneM.ID).(*ledger.Member)
	if two.Phone != "13500002222" || b.Today().Get(ledger.Posts, own.ID).(*ledger.Post).Person != goneM.ID || b.Today().Get(ledger.Posts, samePost.ID) == nil {
		t.Errorf("%+v", two)
	}
	if now := b.Today().Get(ledger.Members, keepM.ID).(*ledger.Member); now.Phone != "13500003333" || now.Position != "组长" || now.Mail != "" {
		t.Errorf("%+v", now)
	}
	delete(before, keepM.ID)
	for id, x := range before {
		if now := b.Today().Get(x.kind, id); now == nil || !merge.Same(x.kind, now, x.record) {
			t.Errorf("%s is not as it was", stage.Now(b).Called(x.record))
		}
	}
}

// The one that goes has nothing that the one that stays has not, and the number of both
// is the same: they are two again all the same.
func TestJoinOfOneThatSaysNothingNew(t *testing.T) {
	b := stage.Book(t)
	first := stage.Keep(t, b, ledger.Members, stage.Person("李华", "2002-03-04", 11))
	second := ledger.Members.Clone(first).(*ledger.Member)
	second.Meta, second.Phone = ledger.Meta{}, ""
	if _, err := b.Do(store.Intent{Deed: store.MayImport}, func(t *store.Turn) error { return t.Put(ledger.Members, nil, second) }); err != nil {
		t.Fatal(err)
	}
	j, err := tend.PlanJoin(b, ledger.Members, first.ID, second.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, seq, err := j.Apply("")
	if err != nil {
		t.Fatal(err)
	}
	stage.Undo(t, b, seq)
	if b.Today().Get(ledger.Members, second.ID) == nil || b.Today().Count(ledger.Members) != 2 {
		t.Error("not two again")
	}
}

// What refers to an enterprise or a branch goes along: members, branches that cover it,
// superiors, the past of a member's branches.
func TestJoinTakesEverythingAlong(t *testing.T) {
	b := stage.Book(t)
	e, f := stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "东升五金"}), stage.Keep(t, b, ledger.Enterprises, &ledger.Enterprise{Title: "东升五金厂"})
	o, p := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "甲团支部", Enterprises: []value.ID{f.ID, e.ID}}), stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "甲支部"})
	below := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "乙团支部", Superior: p.ID})
	stage.Alter(t, b, ledger.Branches, o, func(x *ledger.Branch) { x.Superior = p.ID })
	m := stage.Person("李华", "2002-03-04", 11)
	m.Unit, m.Branch = f.ID, p.ID
	m = stage.Keep(t, b, ledger.Members, m)
	stage.Alter(t, b, ledger.Members, m, func(x *ledger.Member) { x.Branch = below.ID })
	for _, c := range []struct {
		kind       ledger.Kind
		keep, gone value.ID
	}{{ledger.Enterprises, e.ID, f.ID}, {ledger.Branches, o.ID, p.ID}} {
		j, err := tend.PlanJoin(b, c.kind, c.keep, c.gone)
		if err == nil {
			_, _, err = j.Apply("")
		}
		if err != nil {
			t.Fatal(err, store.Tell(err).Message)
		}
	}
	now := b.Today().Get(ledger.Members, m.ID).(*ledger.Member)
	if now.Unit != e.ID || len(now.Stays) != 1 || now.Stays[0].State != o.ID.String() {
		t.Errorf("%+v", now)
	}
	branch := b.Today().Get(ledger.Branches, o.ID).(*ledger.Branch)
	if !slices.Equal(branch.Enterprises, []value.ID{e.ID}) || !branch.Superior.IsZero() || b.Today().Get(ledger.Branches, below.ID).(*ledger.Branch).Superior != o.ID {
		t.Errorf("%+v", branch)
	}
	if _, err := tend.PlanJoin(b, ledger.Members, m.ID, m.ID); store.Tell(err) == nil || store.Tell(err).Code != store.Refused {
		t.Error(err)
	}
}

// A branch between the two would stand above itself: it is refused, whichever stays.
func TestJoinMakesNoCircle(t *testing.T) {
	b := stage.Book(t)
	top := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "甲团支部"})
	between := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "乙团支部", Superior: top.ID})
	below := stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "甲支部", Superior: between.ID})
	for _, c := range [][2]value.ID{{top.ID, below.ID}, {below.ID, top.ID}} {
		j, err := tend.PlanJoin(b, ledger.Branches, c[0], c[1])
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := j.Apply(""); stage.CodeOf(err) != store.Invalid || b.Today().Count(ledger.Branches) != 3 {
			t.Errorf("%v, %d branches", err, b.Today().Count(ledger.Branches))
		}
	}
}

// Joined and taken back at once: everything is as it was.
func TestJoinLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := stage.Laptops(t, 1, func(b *store.Book) {
			for range rapid.IntRange(6, 20).Draw(rt, "before") {
				stage.Colleague(rt, b)
			}
		})[0]
		kind := rapid.SampledFrom(tend.Joinable).Draw(rt, "kind")
		records := stage.Now(b).Of(kind)
		if len(records) < 2 {
			rt.Skip("nothing to join")
		}
		before := snapshotOf(b)
		j, err := tend.PlanJoin(b, kind, records[0].Head().ID, records[1].Head().ID)
		if err != nil {
			rt.Fatal(err)
		}
		for i := range j.Fields {
			j.Fields[i].FromGone = rapid.Bool().Draw(rt, "choice")
		}
		_, seq, err := j.Apply("")
		if stage.CodeOf(err) == store.Invalid {
			return
		}
		if err != nil {
			rt.Fatal(err)
		}
		stage.HoldsTogether(rt, b)
		plan, err := undo.Of(b, seq)
		if err != nil || len(plan.Left) > 0 {
			rt.Fatal(err, plan)
		}
		if _, err := plan.Apply(); err != nil {
			rt.Fatal(err)
		}
		stage.HoldsTogether(rt, b)
		if diff := before.differs(b); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// A snapshotted is what a ledger held.
type snapshotted map[value.ID]struct {
	kind   ledger.Kind
	record ledger.Record
}

func snapshotOf(b *store.Book) snapshotted {
	out := snapshotted{}
	for _, kind := range ledger.All {
		for _, r := range stage.Now(b).Of(kind) {
			out[r.Head().ID] = struct {
				kind   ledger.Kind
				record ledger.Record
			}{kind, r}
		}
	}
	return out
}

func (s snapshotted) differs(b *store.Book) string {
	n := 0
	for _, kind := range ledger.All {
		n += b.Today().Count(kind)
	}
	for id, x := range s {
		if now := b.Today().Get(x.kind, id); now == nil || !merge.Same(x.kind, now, x.record) {
			return x.kind.Name() + " " + stage.Now(b).Called(x.record)
		}
	}
	if n != len(s) {
		return strconv.Itoa(n) + " records, want " + strconv.Itoa(len(s))
	}
	return ""
}

// Who came to have a plan all the same may not carry it out.
func TestAReaderJoinsNothing(t *testing.T) {
	b := stage.Book(t)
	if err := b.Staff().Add("只看的人", "only-looking-here", store.Reader); err != nil {
		t.Fatal(err)
	}
	b.Close()
	reader := stage.OpenAs(t, b.Path(), "只看的人", "only-looking-here")
	if _, _, err := tend.JoiningOf(reader).Apply(""); stage.CodeOf(err) != store.NotAllowed {
		t.Error(err)
	}
	if err := tend.RulesPlanOf(reader).Apply("试一试"); stage.CodeOf(err) != store.NotAllowed {
		t.Error(err)
	}
}
