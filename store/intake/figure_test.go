package intake_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// Figures of national systems in a column of words mean what the other figures of the column say; where two systems fit, both
// are named and a person chooses (domain.md §2.2).
func TestFiguresForWords(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	for _, c := range []struct {
		what, head, cells string
		want              string // what the field of each row says; ? a figure that was put by
	}{
		{"学历 of the standard", "学历", "10 20 71", "研究生 大学本科 初中毕业"},
		{"学历 where two systems have all, alike for 10", "学历", "10 3 5", "普通高级中学 ? ?"},
		{"学历 that all systems have, 10", "学历", "10", "?"},
		{"学历 in words beside figures", "学历", "大专 21 30", "大学专科 大学本科毕业 大学专科"},
		{"政治面貌 of the League system and the standard alike", "政治面貌", "1 2 1", "? ? ?"},
		{"政治面貌 with a zero before it", "政治面貌", "03 01 02", "共青团员 中共党员 中共预备党员"},
		{"政治面貌 with a figure that only the standard has", "政治面貌", "3 13 1", "共青团员 群众 中共党员"},
		{"团籍状态 of the League system", "团籍状态", "0 2 4", "正常 离团（满28周岁） 自行脱团"},
		{"证件类型 of the League system, the second of a resident's number", "证件类型", "1 2", "居民身份证 ?"},
		{"民族 of the League system, which has 57", "民族", "1 2 57 31", "汉族 壮族 其他民族 锡伯族"},
		{"民族 that both systems have", "民族", "1 31 2", "汉族 ? ?"},
		{"民族 of the standard with its noughts", "民族", "01 02 31", "汉族 蒙古族 达斡尔族"},
		{"团干部性质", "团内职务,团干部性质", "书记/1 副书记/2 组织委员/3", "专职 兼职 挂职"},
		{"团内职务 with a figure that is a post only", "团内职务", "1 2 3", "书记 副书记 组织委员"},
		{"团内职务 that may be a yes and a no", "团内职务", "1 2 2", "? ? ?"},
		{"团内职务 with a nought", "团内职务", "0 1 0", "- - -"},
		{"团内职务 in words", "团内职务", "书记 副书记 否", "书记 副书记 -"},
	} {
		t.Run(c.what, func(t *testing.T) {
			b := stage.Book(t)
			stage.Keep(t, b, ledger.Branches, stage.Cell("振华支部"))
			grid := "姓名|证件号码|所在团支部|" + strings.ReplaceAll(c.head, ",", "|")
			for i, text := range strings.Fields(c.cells) {
				grid += "\n李华" + string([]rune("甲乙丙丁"[3*i:3*i+3])) + "|" + stage.IDNumber("2001-05-06", i+1) + "|振华支部|" + strings.ReplaceAll(text, "/", "|")
			}
			in := intake.Of(b, gridSheets(grid))
			in.Find(context.Background())
			if p, err := in.Apply(context.Background(), nil); err != nil || len(p.Added) != len(strings.Fields(c.cells)) {
				t.Fatalf("%v, %v", err, stage.FaultsSaid(p))
			}
			var got []string
			for m := range stage.All[*ledger.Member](b, ledger.Members) {
				got = append(got, figureSaid(b, m, c.head))
			}
			if !slices.Equal(got, strings.Fields(c.want)) {
				t.Errorf("%v, want %s", got, c.want)
			}
			again := intake.Of(b, gridSheets(grid))
			again.Find(context.Background())
			if p, err := again.Plan(context.Background(), nil); err != nil || len(p.Added)+len(p.Changed)+len(p.Faulty) != 0 {
				t.Errorf("the same table once more: %v, %d added, %d changed, %d faulty", err, len(p.Added), len(p.Changed), len(p.Faulty))
			}
		})
	}
}

// A column of which nobody can tell whose figures it has is asked of once for its sheet: all rows go by the answer, other sheets with
// the head too, and another answer may be given there.
func TestFiguresAreAskedOfOnceForASheet(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	stage.Keep(t, b, ledger.Branches, stage.Cell("振华支部"))
	sheet := func(name string, first int, rest string) string {
		text := "===" + name + "\n姓名|证件号码|所在团支部|文化程度|团内职务"
		for i, line := range strings.Fields(rest) {
			text += "\n李华" + string([]rune("甲乙丙丁戊己庚辛")[first+i]) + "|" + stage.IDNumber("2001-05-06", first+i+1) + "|振华支部|" + strings.ReplaceAll(line, "/", "|")
		}
		return text
	}
	in := intake.Of(b, gridSheets(sheet("一支部", 0, "10/1 3/2 5/2")+"\n"+sheet("二支部", 4, "10/2 4/1")))
	in.Find(context.Background())
	plan := func() *intake.Plan {
		p, err := in.Plan(context.Background(), nil)
		if err != nil || len(p.Added) != 5 {
			t.Fatalf("%v %v", err, stage.FaultsSaid(p))
		}
		return p
	}
	said := func(p *intake.Plan, key string) (out []string) {
		for _, row := range p.Added {
			out = append(out, p.Text(row, key))
		}
		return out
	}
	p := plan()
	asked := p.CodeColumns()
	if len(asked) != 4 || asked[0].Text() != "“文化程度”写的是代码 3、5，是哪一种：" || asked[1].Key != ledger.DutyKey || asked[2].Table == asked[0].Table {
		t.Fatalf("%+v", asked)
	}
	if got := asked[0].Choices; len(got) != 2 || got[0] != (intake.CodeChoice{"智慧团建干部表", "3 硕士研究生毕业、5 大学本科"}) || got[1] != (intake.CodeChoice{"智慧团建团员表", "3 大学专科、5 硕士研究生毕业"}) {
		t.Errorf("%+v", got)
	}
	in.SayCode(asked[0], "没有这一种")
	if got := said(plan(), "schooling"); !slices.Equal(got, []string{"普通高级中学", "3", "5", "普通高级中学", "4"}) {
		t.Errorf("nobody has said anything: %v", got)
	}
	in.SayCode(asked[0], "智慧团建干部表")
	p = plan()
	if got := said(p, "schooling"); !slices.Equal(got, []string{"普通高级中学", "硕士研究生毕业", "大学本科", "普通高级中学", "研究生"}) {
		t.Errorf("one answer: %v", got)
	}
	in.SayCode(p.CodeColumns()[2], "智慧团建团员表")
	if got := said(plan(), "schooling"); !slices.Equal(got, []string{"普通高级中学", "硕士研究生毕业", "大学本科", "普通高级中学", "大学本科"}) {
		t.Errorf("another answer for the second sheet: %v", got)
	}
	in.SayCode(asked[1], "职务代码")
	if _, err := in.Apply(context.Background(), nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	posts := 0
	for range stage.All[*ledger.Post](b, ledger.Posts) {
		posts++
	}
	for m := range stage.All[*ledger.Member](b, ledger.Members) {
		if f := figureSaid(b, m, "学历"); f == "?" {
			t.Errorf("%s is asked of still", m.Title)
		}
	}
	if posts != 5 {
		t.Errorf("%d posts", posts)
	}
}

// figureSaid is what a member's record says in a column, ? where a person is asked, naming both.
func figureSaid(b *store.Book, m *ledger.Member, head string) string {
	for _, f := range rules.Faults(b.Today(), ledger.Members, m) {
		if f.Code == ledger.AskedFigure {
			if strings.Count(f.Text, "可能是") < 2 && head != "证件类型" {
				return "names not both: " + f.Text
			}
			return "?"
		}
	}
	keys := map[string]string{"学历": "schooling", "政治面貌": "standing", "团籍状态": "state", "证件类型": "idtype", "民族": "nation"}
	if key := keys[head]; key != "" {
		return find.TextOf(b.Today(), ledger.Members, m, key)
	}
	for p := range stage.All[*ledger.Post](b, ledger.Posts) {
		if p.Person != m.ID {
			continue
		}
		if head == "团内职务" {
			return codes.Duties.Label(p.Duty)
		}
		return codes.DutySorts.Label(p.Sort)
	}
	return "-"
}

// A figure that was put by is gone with the word that a person chooses, and with the post that he is given.
func TestAskedFigureIsAnswered(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Book(t)
	o := stage.Keep(t, b, ledger.Branches, stage.Cell("振华支部"))
	in := intake.Of(b, gridSheets("姓名|证件号码|所在团支部|学历|团内职务\n李华|"+stage.IDNumber("2001-05-06", 1)+"|振华支部|10|2"))
	in.Find(context.Background())
	if _, err := in.Apply(context.Background(), nil); err != nil {
		t.Fatal(store.Tell(err).Message)
	}
	m := *stage.Now(b).Of(ledger.Members)[0].(*ledger.Member)
	asked := func() (keys []string) {
		for _, f := range rules.Faults(b.Today(), ledger.Members, b.Today().Get(ledger.Members, m.ID)) {
			if f.Code == ledger.AskedFigure {
				keys = append(keys, f.Key)
			}
		}
		return keys
	}
	if got := asked(); !slices.Equal(got, []string{"schooling", "note"}) {
		t.Fatalf("asked of %v", got)
	}
	if err := ledger.Members.Set(&m, ledger.Members.At("schooling"), "普通高中"); err != nil {
		t.Fatal(err)
	}
	stage.Keep(t, b, ledger.Members, &m)
	stage.Keep(t, b, ledger.Posts, &ledger.Post{Person: m.ID, Branch: o.ID, Duty: codes.DutyDeputy, From: 20250101})
	if got := asked(); len(got) != 0 {
		t.Errorf("answered, and still asked of %v", got)
	}
}
