package intake_test

import (
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
)

// Whoever stands among the members and among the officers of one file is one person with a post.
func TestAnOfficerWhoIsAMemberIsOnePerson(t *testing.T) {
	const members = "团员花名册\n姓名|性别|身份证号|手机号|所在团支部\n南宫三|女|430502200605123182|17012341703|东升五金团支部\n南宫四|男||17012341704|东升五金团支部\n南宫五|男||17012341705|东升五金团支部\n\n"
	const want = "南宫三|idno=430502200605123182|phone=17012341703|duty=书记|position=\n南宫四|phone=17012341704|duty=组织委员|position=\n南宫五|duty="
	officers := map[string]string{
		"posts and phones":                 "团干部名册\n姓名|团内职务|手机号\n南宫三|团支部书记|17012341703\n南宫四|组织委员|17012341704",
		"the post first, called 职务":        "团支部委员会\n职务|姓名|性别|联系电话\n团支部书记|南宫三|女|17012341703\n组织委员|南宫四|男|17012341704",
		"with their branch and since when": "团干部名册\n姓名|职务|所在团支部|任职时间\n南宫三|书记|东升五金团支部|2024-05\n南宫四|组织委员|东升五金团支部|2024-05",
		"with the number":                  "团干部名册\n姓名|身份证号|团内职务\n南宫三|430502200605123182|书记\n南宫四||组织委员",
		"with a masked number":             "团干部名册\n姓名|身份证号|团内职务|性别\n南宫三|430502********3182|书记|女\n南宫四||组织委员|男",
	}
	for name, below := range officers {
		b := stage.TwoBranches(t)
		c := officeTable{name: name, kind: "member", grid: members + below, want: want}
		for _, wrong := range c.check(b) {
			t.Errorf("%s: %s", name, wrong)
		}
		c.kind = ""
		for _, wrong := range c.check(b) {
			t.Errorf("%s, nobody said what it is: %s", name, wrong)
		}
		in, p, err := planGrids(b, c)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(p.JoinedText(), "2 行") {
			t.Errorf("%s: said %q", name, p.JoinedText())
		}
		if r := p.Report(); r.Added+r.Changed+r.Same+r.Joined != r.Rows || r.Faulty != 0 {
			t.Errorf("%s: %+v", name, r)
		}
		if _, err := in.Apply(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if n, posts := b.Today().Count(ledger.Members), b.Today().Count(ledger.Posts); n != 3 || posts != 2 {
			t.Errorf("%s: %d members, %d posts", name, n, posts)
		}
		in, _, err = planGrids(b, c)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := in.Apply(t.Context(), nil); err != nil || p.Report().Added+p.Report().Changed+p.Report().Faulty != 0 || b.Today().Count(ledger.Posts) != 2 {
			t.Errorf("%s, a second time: %+v, %v", name, p.Report(), err)
		}
	}
}

// The officers may stand above, or on a sheet of their own; their row fills what the member's leaves empty.
func TestWhereTheOfficersStand(t *testing.T) {
	members := "姓名|性别|手机号|所在团支部\n南宫三|女||东升五金团支部\n南宫四|男|17012341704|东升五金团支部"
	officers := "姓名|团内职务|手机号\n南宫三|书记|17012341703"
	want := "南宫三|phone=17012341703|duty=书记\n南宫四|phone=17012341704|duty="
	c := officeTable{kind: "member", grid: "团干部名册\n" + officers + "\n\n团员花名册\n" + members, want: want}
	for _, wrong := range c.check(stage.TwoBranches(t)) {
		t.Errorf("above: %s", wrong)
	}
	c.grid = "团员花名册\n" + members + "\n\n团干部名册\n" + officers + "\n南宫三|书记|17012341703"
	for _, wrong := range c.check(stage.TwoBranches(t)) {
		t.Errorf("twice below: %s", wrong)
	}
	for name, grid := range map[string]string{
		"on a sheet before": "===团干部\n" + officers + "\n===团员\n" + members,
		"on a sheet behind": "===团员\n" + members + "\n===团干部\n" + officers,
	} {
		b := stage.TwoBranches(t)
		in, p, err := planGrids(b, officeTable{grid: grid})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Apply(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if got := find.TextOf(b.Today(), ledger.Members, memberNamed(b, "南宫三"), "duties"); got != "书记" || b.Today().Count(ledger.Members) != 2 || b.Today().Count(ledger.Posts) != 1 {
			t.Errorf("%s: he is %q, %d members, %d posts, %s", name, got, b.Today().Count(ledger.Members), b.Today().Count(ledger.Posts), stage.FaultsSaid(p))
		}
	}
}

// Another person of the name stays another, and a member whose row is refused gets no post.
func TestAnOfficerWhoIsSomebodyElse(t *testing.T) {
	members := "团员花名册\n姓名|性别|手机号|身份证号|所在团支部\n南宫三|女|17012341703|430502200605123182|东升五金团支部\n南宫四|男|17012341704||东升五金团支部\n\n团干部名册\n"
	for name, c := range map[string]officeTable{
		"another phone, no number": {grid: members + "姓名|团内职务|手机号|所在团支部\n南宫四|书记|17012341799|东升五金团支部", want: "南宫三|duty=\n南宫四|duty=\n南宫四|phone=17012341799|duty=书记"},
		"another sex":              {grid: members + "姓名|团内职务|性别|所在团支部\n南宫四|书记|女|东升五金团支部", want: "南宫三|duty=\n南宫四|duty=\n南宫四|sex=女|duty=书记"},
		"nobody of the name":       {grid: members + "姓名|团内职务|手机号|所在团支部\n南宫九|书记|17012341799|东升五金团支部", want: "南宫三|duty=\n南宫四|duty=\n南宫九|duty=书记"},
		"without a post":           {grid: members + "姓名|团内职务|身份证号\n南宫三|无|430502200605123182\n南宫九|书记|", want: "南宫三|duty=\n南宫四|duty=\n南宫九|note=团内职务：书记"},
	} {
		c.kind = "member"
		for _, wrong := range c.check(stage.TwoBranches(t)) {
			t.Errorf("%s: %s", name, wrong)
		}
	}
	c := officeTable{kind: "member", grid: "团员花名册\n姓名|身份证号|所在团支部\n南宫三|430502200605123181|东升五金团支部\n\n团干部名册\n姓名|团内职务\n南宫三|书记", want: "!没有导入，职务也没有登记"}
	for _, wrong := range c.check(stage.TwoBranches(t)) {
		t.Error(wrong)
	}
}

func memberNamed(b *store.Book, name string) ledger.Record {
	return intake.MembersNamed(stage.Now(b), rules.PlainName(name))[0]
}
