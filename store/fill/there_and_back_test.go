package fill_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/fill"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

// What was filled in whole is read again as what it is: nobody comes, nobody changes.
func TestAFilledFormIsTakenInUnchanged(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	b := stage.Practised(t, 120)
	for i, item := range codes.Standings.Items() {
		m := stage.Person([]string{"安", "毕", "曹", "丁", "戴"}[i%5]+string([]rune("一二三四五六七八九十")[i%10]), "2001-03-04", 10*i+1)
		m.Standing, m.Branch = item.Code, b.Today().Of(ledger.Branches)[i].Head().ID
		stage.Keep(t, b, ledger.Members, m)
	}
	for _, o := range append(offices, office{name: "两个下拉", kind: "member", keys: map[string]string{"身份证号": "idno", "政治面貌": "standing", "所在团支部": "branch", "入团时间": "joined", "学历": "schooling"}, make: func(t testing.TB) []byte {
		m := begin(t, "Sheet1")
		m.merge("A1", "G1", "某街道青年统计表")
		m.merge("G2", "G3", "姓名")
		m.merge("A2", "B2", "基本情况")
		m.merge("C2", "F2", "组织关系")
		m.row("A3", "民族", "身份证号", "政治面貌", "所在团支部", "入团时间", "学历")
		m.dress("A2", "G9", ruled(0, "", true))
		m.choose("C4:C9", "党员", "团员", "群众")
		m.choose("F4:F9", "初中及以下", "高中", "中专", "大专", "本科", "研究生")
		return m.done()
	}}) {
		if o.card || o.kind != "member" || !strings.Contains(fmt.Sprint(o.keys), "idno") {
			continue // without numbers people of one name are told apart by hand
		}
		t.Run(o.name, func(t *testing.T) {
			f, _ := open(t, b, o.make(t), ".xlsx")
			_, out := filled(t, b, f, fill.Whole{Full: true, Reason: "报街道"}, "填好.xlsx")
			in, err := intake.Read(context.Background(), b, out, []ledger.Kind{ledger.Members}, nil)
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			for _, c := range in.Tables[0].Columns {
				if own := c.Head[strings.LastIndexByte(c.Head, '/')+1:]; c.Key == "" && o.keys[own] != "" && o.keys[own] != "age" {
					t.Errorf("%s is not taken in", c.Head)
				}
			}
			p, err := in.Plan(context.Background(), nil)
			if err != nil {
				t.Fatal(store.Tell(err).Message)
			}
			if len(p.Added)+len(p.Changed)+len(p.Faulty) > 0 || p.Same == 0 {
				t.Errorf("%d come, %d change, %d are faulty, %d are the same\n%s\n%s", len(p.Added), len(p.Changed), len(p.Faulty), p.Same, strings.Join(stage.Changed(p), "\n"), stage.FaultsSaid(p))
			}
		})
	}
}
