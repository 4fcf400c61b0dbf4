package ledger

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

func TestEdgesOfRegions(t *testing.T) {
	for s, want := range map[string]string{
		"430502001001": "ok", "430502599599": "ok", "430502599600": "region.committee", "430502600001": "region.street", "430502000001": "region.street", "430502599000": "region.community",
		"430502001599": "ok", "430502001600": "region.committee", "990502001001": "region.province", "910502001001": "ok", "43050200100A": "region.length", "4305020010011": "region.length",
		"439599001001": "ok", "430590001001": "ok", "430509990001": "region.street",
	} {
		if got := code(value.RegionFault(s)); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
	for s, want := range map[string]string{"990502001001": "前两位 99 不是", "430502678001": "第 7 至 9 位 678 不是", "430502001678": "后三位 678 不是"} {
		if f := value.RegionFault(s); !strings.Contains(f.Text, want) {
			t.Errorf("%s: %s", s, f.Text)
		}
	}
	for s, want := range map[string]bool{"430502001199": false, "430502001200": true, "430502001399": true, "430502001400": false, "430502200001": false, "430502300400": false, "43050200120": false} {
		if value.VillageCode(s) != want {
			t.Errorf("%s is a village's: %v", s, !want)
		}
	}
}

func TestEdgesOfTables(t *testing.T) {
	n := Members.Fields()
	if Members.Required(-0) != true || Members.Required(n) || Members.Required(n-1) || Members.Required(len(Members.Columns())-1) || !Members.Required(Members.At("phone")) || Members.Required(Members.At("mail")) {
		t.Error("required are the name and what waits in 待核, no derived column")
	}
	func() {
		defer func() {
			if said, _ := recover().(string); said != "member.age is derived" {
				t.Errorf("a derived column was set: %q", said)
			}
		}()
		Members.Set(&Member{}, n, "20")
	}()
	m := member()
	for _, l := range []Loose{{"unit", "没有的厂"}, {"lessons", "十来个"}, {"name", "李"}, {"post", "王书记"}} {
		m.SetLoose(l.Key, l.Text)
	}
	var got []string
	for _, f := range Members.Faults(m, basis()) {
		word := map[bool]string{true: "soft", false: "hard"}[f.Soft]
		for _, say := range []string{"还没有登记，已照原样保留。请按 F4", "填不进这一栏", "先登记这个人"} {
			if strings.Contains(f.Text, say) {
				got = append(got, f.Key+" "+f.Code+" "+word+" "+say)
			}
		}
	}
	want := []string{"unit unlisted soft 还没有登记，已照原样保留。请按 F4", "lessons unlisted soft 填不进这一栏", "name unlisted soft 填不进这一栏", " unregistered soft 先登记这个人"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if f, ok := Members.Set(m, Members.At("phone"), "139").(*value.Fault); !ok || f.Code != "phone" {
		t.Error(f)
	}
	m.SetLoose("schooling", "旧的写法")
	if f, ok := Members.Set(m, Members.At("schooling"), "新的写法").(*value.Fault); !ok || !f.Soft || m.LooseText("schooling") != "" {
		t.Errorf("what is kept in the field is loose no more: %+v %q", f, m.LooseText("schooling"))
	}
	m.SetLoose("branch", "某支部")
	if f, ok := Members.Set(m, Members.At("branch"), "").(*value.Fault); !ok || f.Code != value.Missing || m.LooseText("branch") != "某支部" {
		t.Errorf("an emptied field keeps what is loose: %+v %q", f, m.LooseText("branch"))
	}
	from := &Member{State: codes.MemberNormal, StatePast: []Spell{{State: codes.MemberStopped}}}
	to := &Member{State: codes.MemberMoved, StatePast: []Spell{{State: codes.MemberStopped}}}
	if Members.Carry(from, to); len(to.StatePast) != 2 || to.StatePast[1].State != codes.MemberNormal {
		t.Errorf("%+v", to.StatePast)
	}
	if Members.Carry(from, to); len(to.StatePast) != 2 {
		t.Errorf("twice: %+v", to.StatePast)
	}
	from, to = &Member{State: codes.MemberNormal}, &Member{State: codes.MemberMoved}
	for range 2 {
		Members.Carry(from, to)
	}
	if len(to.StatePast) != 1 {
		t.Errorf("the first of all twice: %+v", to.StatePast)
	}
}

func TestEdgesOfPosts(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Post)
		want   string
	}{
		{"of one day", func(p *Post) { p.To = 20250101 }, ""}, {"of no known day, ended", func(p *Post) { p.From, p.To = 0, 20250101 }, "from:missing"}, {"from today", func(p *Post) { p.From = 20261122 }, ""},
	} {
		p := &Post{Person: value.ID{1}, Branch: value.ID{2}, Duty: codes.DutySecretary, From: 20250101}
		c.change(p)
		if got := found(Posts, p, basis()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
