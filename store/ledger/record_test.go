package ledger

import (
	"bytes"
	"reflect"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// What ends leaves a spell behind, with its dates, reason and document; what did
// not change leaves none; an unknown beginning state leaves none.
func TestCarry(t *testing.T) {
	was := &Member{Branch: value.ID{1}, StayFrom: 20200501, StayWhy: "入团", StayDoc: "1号", State: codes.MemberNormal, StateFrom: 20200501}
	now := *was
	now.Branch, now.StayFrom, now.StayWhy, now.StayDoc = value.ID{2}, 20230601, "调动", "2号"
	Members.Carry(was, &now)
	if want := []Spell{{value.ID{1}.String(), 20200501, 20230601, "入团", "1号"}}; !reflect.DeepEqual(now.Stays, want) || now.StatePast != nil {
		t.Fatalf("%+v %+v", now.Stays, now.StatePast)
	}
	then := now
	then.State, then.StateFrom, then.StateWhy, then.StateDoc = codes.MemberStopped, 20250101, "", "3号"
	Members.Carry(&now, &then)
	last := then
	last.State, last.StateFrom = codes.MemberNormal, 20260101
	Members.Carry(&then, &last)
	if want := []Spell{{codes.MemberNormal, 20200501, 20250101, "", ""}, {codes.MemberStopped, 20250101, 20260101, "", "3号"}}; !reflect.DeepEqual(last.StatePast, want) || len(last.Stays) != 1 || len(then.StatePast) != 1 {
		t.Errorf("%+v", last.StatePast)
	}
	Members.Carry(&then, &last)
	if len(last.StatePast) != 2 {
		t.Errorf("a spell is not doubled: %+v", last.StatePast)
	}
	first := &Member{}
	joined := &Member{Branch: value.ID{1}, State: codes.MemberNormal}
	if Members.Carry(first, joined); joined.Stays != nil || joined.StatePast != nil {
		t.Error("nothing ended")
	}

	e := &Enterprise{Business: codes.BusinessOpen, Founding: codes.FoundingDue, FoundingFrom: 20250101, NoBranchWhy: "1"}
	closed := *e
	closed.Business, closed.BusinessFrom, closed.Founding, closed.FoundingFrom = "2", 20260301, codes.FoundingBuilt, 20260201
	Enterprises.Carry(e, &closed)
	if len(closed.BusinessPast) != 1 || closed.BusinessPast[0].Until != 20260301 || closed.FoundingPast[0] != (Spell{codes.FoundingDue, 20250101, 20260201, "1", ""}) {
		t.Errorf("%+v %+v", closed.BusinessPast, closed.FoundingPast)
	}
	o := &Branch{State: codes.BranchNormal}
	gone := *o
	gone.State, gone.StateFrom = codes.BranchDissolved, 20260301
	Branches.Carry(o, &gone)
	if got := Branches.Past(&gone, "state"); len(got) != 1 || got[0] != (Spell{State: codes.BranchNormal, Until: 20260301}) {
		t.Errorf("%+v", got)
	}
	if Branches.Past(&gone, "type") != nil || len(Posts.Histories()) != 0 {
		t.Error("no such history")
	}
}

// An excuse holds for its fault and text, the newer in place of the older.
func TestExcuses(t *testing.T) {
	var m Meta
	f := value.Fault{Key: "phone", Code: "phone"}
	m.Excuse(Excuse{"phone", "phone", "1391234567", "本人只记得这些"})
	if m.Excused(f, "1391234567") == "" || m.Excused(f, "1391234568") != "" || m.Excused(value.Fault{Key: "phone", Code: value.Masked}, "1391234567") != "" || m.Excused(value.Fault{Key: "qq", Code: "phone"}, "1391234567") != "" {
		t.Errorf("%+v", m.Excuses)
	}
	m.Excuse(Excuse{"phone", "phone", "1391234568", "又改了"})
	if len(m.Excuses) != 1 || m.Excused(f, "1391234567") != "" || m.Excused(f, "1391234568") != "又改了" {
		t.Errorf("%+v", m.Excuses)
	}
	m.Excuse(Excuse{"phone", value.Masked, "139", "别的"})
	if len(m.Excuses) != 2 {
		t.Errorf("%+v", m.Excuses)
	}
}

// What fits no field is kept until the field gets a value, in one copy.
func TestLoose(t *testing.T) {
	m := &Member{Title: "李华"}
	m.SetLoose("unit", "没有的厂")
	m.SetLoose("lessons", "十来个")
	shared := m.Loose
	m.SetLoose("unit", "别的厂")
	if m.LooseText("unit") != "别的厂" || m.LooseText("lessons") != "十来个" || m.LooseText("branch") != "" || shared[0].Text != "没有的厂" {
		t.Errorf("%+v, before %+v", m.Loose, shared)
	}
	if err := Members.Set(m, Members.At("lessons"), "一点"); err == nil || m.LooseText("lessons") != "十来个" {
		t.Errorf("refused text changes nothing: %v %+v", err, m.Loose)
	}
	if err := Members.Set(m, Members.At("lessons"), "12"); err != nil || m.LooseText("lessons") != "" {
		t.Errorf("%v %+v", err, m.Loose)
	}
	Members.Set(m, Members.At("unit"), value.ID{3}.String())
	if m.Loose != nil {
		t.Errorf("%+v", m.Loose)
	}
}

func TestIDs(t *testing.T) {
	a, err := value.NewID(bytes.NewReader(bytes.Repeat([]byte{7}, 16)))
	if err != nil || a.String() != "07070707070707070707070707070707" || a.IsZero() {
		t.Errorf("%s %v", a, err)
	}
	if _, err := value.NewID(bytes.NewReader([]byte{1, 2})); err == nil {
		t.Error("chance ran out and nobody said so")
	}
	if got, err := value.ParseID(a.String()); got != a || err != nil {
		t.Error(got, err)
	}
	for _, text := range []string{"07", "zz070707070707070707070707070707", a.String() + "00", "李华"} {
		if got, err := value.ParseID(text); err == nil || !got.IsZero() {
			t.Errorf("%q: %s", text, got)
		}
	}
	ids, err := value.IDs(value.JoinIDs(someIDs))
	if err != nil || !reflect.DeepEqual(ids, someIDs) {
		t.Error(ids, err)
	}
	if _, err := value.IDs(a.String() + " x"); err == nil {
		t.Error("one of them is no ID")
	}
	for record, want := range map[Record]string{&Community{Title: "塔北"}: "塔北", &Branch{Title: "全称", Short: "简称"}: "简称", &Branch{Title: "全称"}: "全称", &Member{Title: "李华"}: "李华", &Enterprise{Title: "五金"}: "五金", &Post{}: ""} {
		if got := NameOf(record); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What is only odd is kept as it was written.
func TestSoftFaultsKeepTheText(t *testing.T) {
	for _, c := range []struct {
		kind           Kind
		key, text, now string
	}{
		{Members, "phone", " 1391234567 ", "1391234567"}, {Members, "name", "李 华 2", "李华2"}, {Members, "schooling", "大 砖", "大 砖"}, {Members, "idno", "110105491231002", "110105491231002"},
		{Enterprises, "credit", "91430502ma4l12346x", "91430502MA4L12346X"}, {Communities, "code", "430502001000", "430502001000"}, {Members, "sex", "不知道", "不知道"},
	} {
		r := c.kind.New()
		err := c.kind.Set(r, c.kind.At(c.key), c.text)
		if f, ok := err.(*value.Fault); !ok || !f.Soft || c.kind.Text(r, c.kind.At(c.key), basis()) != c.now {
			t.Errorf("%s %q: %v, kept %q", c.key, c.text, err, c.kind.Text(r, c.kind.At(c.key), basis()))
		}
	}
}

// Rules are read whole or not at all.
func TestRulesAreReadWhole(t *testing.T) {
	text := string(rulebook.DefaultRules().Source())
	if r, err := rulebook.ParseRules([]byte(text)); err != nil || !reflect.DeepEqual(r, rulebook.DefaultRules()) {
		t.Fatal(err)
	}
	for name, broken := range map[string]string{
		"unknown": text + "from_the_future,1,\n", "twice": text + "age_out,28,\n", "no number": text[:0] + "key,value,note\nage_out,viel,\n",
		"short": "key,value,note\nage_out,28,\n", "no CSV": "\"", "dues": text + "dues.3,1;2,\n", "size": text + "size.17,1/2;-;-,\n", "empty": "",
	} {
		if r, err := rulebook.ParseRules([]byte(broken)); err == nil || r != nil {
			t.Errorf("%s was taken", name)
		}
	}
	a, b := rulebook.DefaultRules(), rulebook.DefaultRules()
	if a.AgeOut = 30; b.AgeOut != 28 {
		t.Error("each caller has rules of its own")
	}
}
