package intake_test

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// twoLed is a ledger of two branches, each with a secretary, the first with a deputy too.
func twoLed(t *testing.T) *store.Book {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|手机|团支部|团内职务|任职日期\n李华|" + idA + "|13900000001|东升五金团支部|书记|2025-03-01\n" +
		"王刚|" + idB + "|13900000002|东升五金团支部|副书记|2025-03-01\n赵云|" + idC + "|13900000003|长虹印务团支部|书记|2025-03-01"}))
	return b
}

// postsOf are the posts of a member as people read them.
func postsOf(b *store.Book, name string) (all []string) {
	for p := range stage.All[*ledger.Post](b, ledger.Posts) {
		if p.Person == stage.Members(b)[name].ID {
			line := b.Today().Name(ledger.Branches, p.Branch) + " " + codes.Duties.Label(p.Duty) + " " + p.From.String()
			if p.To != 0 {
				line += " 至 " + p.To.String()
			}
			all = append(all, line)
		}
	}
	slices.Sort(all)
	return all
}

func TestARowThatMovesAnOfficer(t *testing.T) {
	for _, c := range []struct {
		what, row   string
		posts, told string // the posts afterwards; what the preview says
		doubt       string
	}{
		{"no post in the row", "李华|" + idA + "|长虹印务团支部|2026-10-01|",
			"东升五金团支部 书记 2025-03-01 至 2026-10-01", "书记（东升五金团支部）→离任 2026-10-01", "-"},
		{"another post", "李华|" + idA + "|长虹印务团支部|2026-10-01|组织委员",
			"东升五金团支部 书记 2025-03-01 至 2026-10-01;长虹印务团支部 组织委员 2026-10-01", "→组织委员;书记（东升五金团支部）→离任 2026-10-01", "-"},
		{"the same post where there is one", "李华|" + idA + "|长虹印务团支部|2026-10-01|书记",
			"东升五金团支部 书记 2025-03-01 至 2026-10-01;长虹印务团支部 书记 2026-10-01", "→书记;书记（东升五金团支部）→离任 2026-10-01", "2 名现任书记（李华、赵云）"},
		{"a deputy becomes secretary where there is one", "王刚|" + idB + "|长虹印务团支部|2026-10-01|书记",
			"东升五金团支部 副书记 2025-03-01 至 2026-10-01;长虹印务团支部 书记 2026-10-01", "→书记;副书记（东升五金团支部）→离任 2026-10-01", "2 名现任书记"},
		{"no day", "李华|" + idA + "|长虹印务团支部||书记",
			"东升五金团支部 书记 2025-03-01;长虹印务团支部 书记 ", "→书记", "没有写转入日期，还登记着书记（东升五金团支部）"},
		{"before the post began", "李华|" + idA + "|长虹印务团支部|2024-10-01|",
			"东升五金团支部 书记 2025-03-01", "", "转入日期早于书记（东升五金团支部）的任职日期"},
	} {
		t.Run(c.what, func(t *testing.T) {
			b := twoLed(t)
			path := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|团支部|转入日期|团内职务\n" + c.row})
			p := stage.TakeIn(t, b, path)
			if p.Report() != (intake.Report{Rows: 1, Changed: 1}) {
				t.Fatalf("%+v %s", p.Report(), stage.FaultsSaid(p))
			}
			var told []string
			for _, x := range p.Changed[0].Changes {
				if x.Key == "duty" {
					told = append(told, x.Old+"→"+x.New)
				}
			}
			if got := strings.Join(told, ";"); got != c.told || p.Ending() != strings.Count(c.told, "离任") {
				t.Errorf("the preview says %q of %d endings", got, p.Ending())
			}
			name, _, _ := strings.Cut(c.row, "|")
			if got := strings.Join(postsOf(b, name), ";"); got != c.posts {
				t.Errorf("posts: %s", got)
			}
			doubts := ""
			for _, d := range p.Changed[0].Doubts {
				doubts += d.Cell + d.Text
			}
			if c.doubt == "-" && doubts != "" || c.doubt != "-" && !strings.Contains(doubts, c.doubt) {
				t.Errorf("to look at: %q", doubts)
			}
			if again := stage.TakeIn(t, b, path); len(again.Changed)+len(again.Added) > 0 {
				t.Errorf("a second time: %v", stage.Changed(again))
			}
		})
	}
}

// What is declined stays open and waits; the row's post is made all the same. Pasted rows go the same way.
func TestAMovedOfficerKeepsHisPost(t *testing.T) {
	b := twoLed(t)
	in, err := intake.ReadPasted(t.Context(), b, "姓名\t身份证号\t团支部\t转入日期\t团内职务\n李华\t"+idA+"\t长虹印务团支部\t2026-10-01\t组织委员\n王刚\t"+idB+"\t长虹印务团支部\t2026-10-01\t\n", ledger.Members)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := in.Plan(t.Context(), nil); err != nil || p.Ending() != 2 {
		t.Fatalf("%v: %d endings", err, p.Ending())
	}
	in.KeepPosts("任免文件还没有下来")
	p, err := in.Apply(t.Context(), nil)
	if err != nil || p.Ending() != 0 {
		t.Fatalf("%v: %d endings", err, p.Ending())
	}
	if got := strings.Join(postsOf(b, "李华"), ";"); got != "东升五金团支部 书记 2025-03-01;长虹印务团支部 组织委员 2026-10-01" {
		t.Error(got)
	}
	for q := range stage.All[*ledger.Post](b, ledger.Posts) {
		if q.Person == stage.Members(b)["李华"].ID && q.Duty == codes.DutySecretary && !slices.ContainsFunc(rules.Faults(b.Today(), ledger.Posts, q), func(f value.Fault) bool { return f.Code == "post.elsewhere" }) {
			t.Error("nothing waits")
		}
	}
}

// The day since when somebody was in the branch before is not the day of his moving.
func TestAnOlderMoveIsNoDayOfThisOne(t *testing.T) {
	b := twoLed(t)
	stage.Alter(t, b, ledger.Members, stage.Members(b)["李华"], func(m *ledger.Member) { m.StayFrom, m.StayWhy = 20250201, "就业" })
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|团支部\n李华|" + idA + "|长虹印务团支部"}))
	if m := stage.Members(b)["李华"]; m.StayFrom != 0 || m.StayWhy != "" || len(m.Stays) != 1 || m.Stays[0].From != 20250201 {
		t.Errorf("%v %q %+v", m.StayFrom, m.StayWhy, m.Stays)
	}
	if got := strings.Join(postsOf(b, "李华"), ";"); got != "东升五金团支部 书记 2025-03-01" {
		t.Error(got)
	}
}

// A row is judged with all that its file brings, and an organisation that is new in it lacks nothing as yet.
func TestRowsAreJudgedTogether(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.TwoBranches(t)
	said := func(pages ...stage.Page) string {
		var all []string
		for _, w := range stage.TakeIn(t, b, stage.Workbook(t, pages...)).Warnings() {
			all = append(all, w.Fault.Code)
		}
		return strings.Join(all, " ")
	}
	if got := said(stage.Page{Name: "团员", Text: "姓名|身份证号|手机|团支部|团内职务|任职日期\n李华|" + stage.IDNumber("1996-05-06", 1) + "|13900000001|东升五金团支部|组织委员|2025-03-01"}); strings.Contains(got, "overage") {
		t.Errorf("an officer over 28: %s", got)
	}
	if got := said(stage.Page{Name: "团组织", Text: "组织全称|组织简称|组织类型|成立日期\n新一支部|新一支部|团支部|2024-01-01\n新二支部|新二支部|团支部|2024-01-01"}); strings.Contains(got, "branch.small") || strings.Contains(got, "secretary.none") {
		t.Errorf("branches alone: %s", got)
	}
}

// Two communities of one code are named before they go in, whether the ledger has the other or the file.
func TestTwoCommunitiesOfOneCode(t *testing.T) {
	b := stage.Street(t)
	stage.Keep(t, b, ledger.Communities, &ledger.Community{Title: "塔北社区", Code: "430502001001", Sort: "1"})
	p := stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "社区", Text: "社区名称|社区代码|社区类型\n五一社区|430502001001|城区社区\n东风社区|430502001002|城区社区\n红旗社区|430502001002|城区社区"}), ledger.Communities)
	var doubts []string
	for _, row := range p.Added {
		for _, d := range row.Doubts {
			doubts = append(doubts, row.Name+" "+d.Cell+" "+d.Text)
		}
	}
	if got := strings.Join(doubts, "\n"); got != "五一社区 B2 这个代码已属于“塔北社区”。请核对。\n红旗社区 B4 这个代码与第 3 行的社区相同。请核对。" {
		t.Error(got)
	}
}

// A passport's figure beside a resident's number is asked of and named; in words it stays, and waits in 待核.
func TestAResidentNumberUnderAnotherPaper(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for cell, want := range map[string]string{"2": "", "护照": "护照"} {
		b := stage.TwoBranches(t)
		p := stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|证件类型|团支部\n李华|" + idA + "|" + cell + "|东升五金团支部"}))
		m := stage.Members(b)["李华"]
		if got := codes.IDTypes.Label(m.IDType); got != want || len(p.Added[0].ToLookAt()) == 0 {
			t.Errorf("%s: %q, to look at %v", cell, got, p.Added[0].ToLookAt())
		}
		if !slices.ContainsFunc(rules.Faults(b.Today(), ledger.Members, m), func(f value.Fault) bool { return f.Key == "idtype" }) {
			t.Errorf("%s: nothing waits", cell)
		}
	}
}
