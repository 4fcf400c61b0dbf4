package intake_test

import (
	"context"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/stage"
)

const memberKeys = "idno sex nation joined devno phone branch unit"

// The tables of other offices: what each row must become, as people read it.
func TestLayoutsOfMembers(t *testing.T) {
	a, z, w := stage.IDNumber("2002-03-04", 11), stage.IDNumber("2001-12-30", 22), stage.IDNumber("2003-07-01", 35)
	for _, c := range []struct {
		name     string
		pages    []stage.Page
		rows, in int
		want     map[string]string // name → memberKeys
	}{
		{"the branch stands in the title", []stage.Page{{Name: "Sheet1", Text: `
塔北社区东升五金团支部团员花名册
填报单位（盖章）：塔北社区||||2026年11月
序号|姓  名|性别|身份证|团员发展编号|手机|入团时间
=1|李 华|男|` + a + `|201843001234|=13912345678|2018年5月
=2|欧阳娜|女|` + z + `|201743000012|139 1234 5679|=43221

|小计|2人
|共计|2人
说明：本表一式两份，一份报街道团工委，一份留存。`, Merged: []string{"A1:G1"}}}, 2, 2, map[string]string{
			"李华":  a + "|男||2018-05|201843001234|13912345678|东升五金团支部|",
			"欧阳娜": z + "|女||2018-05-01|201743000012|13912345679|东升五金团支部|",
		}},
		{"one sheet a branch, named by its sheet", []stage.Page{
			{Name: "东升五金团支部", Text: "序号|姓名|身份证号|民族|联系方式\n=1|李华|" + a + "|汉|13912345678\n\n=2|王小明|" + w + "|土家|13912345670\n合计|2"},
			{Name: "长虹印务", Text: "序号|姓名|身份证号|民族|联系方式\n=1|欧阳娜|" + z + "|苗族|13912345679"},
		}, 3, 3, map[string]string{
			"李华": a + "|男|汉族|||13912345678|东升五金团支部|", "王小明": w + "|男|土家族|||13912345670|东升五金团支部|",
			"欧阳娜": z + "|女|苗族|||13912345679|长虹印务团支部|",
		}},
		{"two rows of heads, merged groups", []stage.Page{{Name: "团员信息", Text: `
团员信息采集表
序号|基本情况||||团内情况|||备注
|姓名|性别|民族|公民身份号码|所在团支部|入团年月|团员编号|
=1|李华|男|汉族|` + a + `|东升五金团支部|2018.05|201843001234|
=2|欧阳娜|女|畬族|` + z + `|长虹印务团支部|2017/9|201743000012|是组长
填表人：张三||||审核人：李四`, Merged: []string{"A1:I1", "A2:A3", "B2:E2", "F2:H2", "I2:I3"}}}, 2, 2, map[string]string{
			"李华": a + "|男|汉族|2018-05|201843001234||东升五金团支部|", "欧阳娜": z + "|女|畲族|2017-09|201743000012||长虹印务团支部|",
		}},
		{"the branch's cell is merged over its members", []stage.Page{{Name: "花名册", Text: `
团支部|姓名|身份证号码|联系电话
东升五金团支部|李华|` + a + `|13912345678
|王小明|` + w + `|13912345670
长虹印务团支部|欧阳娜|` + z + `|13912345679`, Merged: []string{"A2:A3"}}}, 3, 3, map[string]string{
			"王小明": w + "|男||||13912345670|东升五金团支部|", "欧阳娜": z + "|女||||13912345679|长虹印务团支部|",
		}},
		{"the branch stands once, the rows below it are blank", []stage.Page{{Name: "花名册", Text: `
序号|团支部|姓名|身份证号码
=1|东升五金团支部|李华|` + a + `
=2||王小明|` + w + `
=3|长虹印务团支部|欧阳娜|` + z}}, 3, 3, map[string]string{
			"王小明": w + "|男|||||东升五金团支部|", "欧阳娜": z + "|女|||||长虹印务团支部|",
		}},
		{"and a row that is short", []stage.Page{{Name: "花名册", Text: `
身份证号码|序号|团支部|姓名
` + a + `|=1|东升五金团支部|李华
` + w + `|=2
` + z + `|=3|长虹印务团支部|欧阳娜`}}, 3, 2, map[string]string{"李华": a + "|男|||||东升五金团支部|"}},
		{"a blank behind the name is a blank", []stage.Page{{Name: "花名册", Text: `
姓名|身份证号码|团支部
李华|` + a + `|东升五金团支部
王小明|` + w + `|`}}, 2, 2, map[string]string{"王小明": w + "|男||||||"}},
		{"同上 below the branch", []stage.Page{{Name: "花名册", Text: `
姓名|身份证号码|团支部|民族
李华|` + a + `|东升五金团支部|汉
王小明|` + w + `|同上|〃
欧阳娜|` + z + `|长虹印务团支部|"`}}, 3, 3, map[string]string{
			"王小明": w + "|男|汉族||||东升五金团支部|", "欧阳娜": z + "|女|汉族||||长虹印务团支部|",
		}},
		{"a line with the branch's name above each group", []stage.Page{{Name: "花名册", Text: `
序号|姓名|身份证号码|民族
东升五金团支部（2人）
=1|李华|` + a + `|汉
=2|王小明|` + w + `|汉
长虹印务团支部（1人）
=1|欧阳娜|` + z + `|汉`, Merged: []string{"A2:D2", "A5:D5"}}}, 3, 3, map[string]string{
			"李华": a + "|男|汉族||||东升五金团支部|", "王小明": w + "|男|汉族||||东升五金团支部|", "欧阳娜": z + "|女|汉族||||长虹印务团支部|",
		}},
		{"tables of two branches, one below the other", []stage.Page{{Name: "Sheet1", Text: `
东升五金团支部团员花名册
序号|姓名|身份证号码|民族
=1|李华|` + a + `|汉
合计|1人
制表人：张三

长虹印务团支部团员花名册
序号|姓名|身份证号码|民族
=1|欧阳娜|` + z + `|汉
合计|1人

西湖食品有限公司团员名单
序号|姓名|身份证号码|民族
=1|王小明|` + w + `|汉`, Merged: []string{"A1:D1", "A7:D7", "A12:D12"}}}, 3, 3, map[string]string{
			"李华": a + "|男|汉族||||东升五金团支部|", "欧阳娜": z + "|女|汉族||||长虹印务团支部|", "王小明": w + "|男|汉族|||||",
		}},
		{"the branch's name alone in the column of names", []stage.Page{{Name: "Sheet1", Text: `
姓名|身份证号码|民族
东升五金团支部（1人）
李华|` + a + `|汉

二、长虹印务团支部
欧阳娜|` + z + `|汉`}}, 2, 2, map[string]string{
			"李华": a + "|男|汉族||||东升五金团支部|", "欧阳娜": z + "|女|汉族||||长虹印务团支部|",
		}},
		{"hidden columns, brackets and marks in heads, units", []stage.Page{{Name: "Sheet3", Hidden: []string{"C"}, Text: `
*姓名（必填）|*身份证号码（18位）|内部编号|联系电话（手机）|工作单位|所在团支部\n（全称）|入团时间（年/月）
李华|` + a + `|x1|13912345678|邵阳市东升五金有限公司|共青团东升五金团支部|201805`}}, 1, 1, map[string]string{
			"李华": a + "|男||2018-05||13912345678|东升五金团支部|邵阳市东升五金有限公司",
		}},
		{"months as numbers: 2018.1 among 2018.05 is October", []stage.Page{{Name: "团员", Text: `
姓名|身份证号|团支部|入团时间
李华|` + a + `|东升五金团支部|2018.05
王小明|` + w + `|东升五金团支部|=2018.1
欧阳娜|` + z + `|长虹印务团支部|2017.09`}}, 3, 3, map[string]string{"王小明": w + "|男||2018-10|||东升五金团支部|"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := stage.TwoBranches(t)
			path := stage.Workbook(t, c.pages...)
			p := stage.TakeIn(t, b, path)
			if got := p.Report(); got != (intake.Report{Rows: c.rows, Added: c.in, Faulty: c.rows - c.in}) {
				t.Errorf("%+v\n%s", got, stage.FaultsSaid(p))
			}
			people := stage.Members(b)
			for name, want := range c.want {
				m := people[name]
				if m == nil {
					t.Errorf("%s is missing of %v", name, people)
					continue
				}
				if got := stage.Values(b, ledger.Members, m, memberKeys); got != want {
					t.Errorf("%s\n got %s\nwant %s", name, got, want)
				}
			}
			again := stage.TakeIn(t, b, path)
			if got := again.Report(); got.Added+got.Changed != 0 || got.Same != c.in {
				t.Errorf("a second time: %+v %v", got, stage.Changed(again))
			}
		})
	}
}

// Who fills in the form is not the branch of those on it.
func TestWhoFillsInTheForm(t *testing.T) {
	b := stage.TwoBranches(t)
	stage.Keep(t, b, ledger.Branches, &ledger.Branch{Title: "共青团塔北社区委员会", Short: "塔北社区团委", Type: codes.BranchLeague})
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "Sheet1", Text: "塔北社区团委团员花名册\n填报单位（盖章）：塔北社区团委||2026年11月\n姓名|身份证号|民族\n李华|" + stage.IDNumber("2002-03-04", 11) + "|汉"}))
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "Sheet1", Text: "团员花名册\n填报单位（盖章）：塔北社区团委||支部：东升五金团支部\n姓名|身份证号|民族\n王刚|" + stage.IDNumber("2002-03-04", 13) + "|汉"}))
	for name, want := range map[string]string{"李华": "", "王刚": "东升五金团支部"} {
		if got := stage.Values(b, ledger.Members, stage.Members(b)[name], "branch"); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// Which way somebody drifts says more than that he does.
func TestDrift(t *testing.T) {
	b := stage.TwoBranches(t)
	path := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|是否流动团员|流动方向|流入地\n李华|" + stage.IDNumber("2002-03-04", 11) + "|是|流出|广东深圳\n王刚|" + stage.IDNumber("2002-03-04", 13) + "|否||\n赵云|" + stage.IDNumber("2002-03-04", 15) + "||流入|"})
	stage.TakeIn(t, b, path)
	for name, want := range map[string]string{"李华": "流出|广东深圳", "王刚": "否|", "赵云": "流入|"} {
		if got := stage.Values(b, ledger.Members, stage.Members(b)[name], "drift drift_org"); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	for i, step := range []struct{ says, want string }{{"是", "流出"}, {"", "流出"}} {
		stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|是否流动\n李华|" + stage.IDNumber("2002-03-04", 11) + "|" + step.says}))
		if got := find.TextOf(b.Today(), ledger.Members, stage.Members(b)["李华"], "drift"); got != step.want {
			t.Errorf("%d: %s", i, got)
		}
	}
	if again := stage.TakeIn(t, b, path); again.Report() != (intake.Report{Rows: 3, Same: 3}) {
		t.Errorf("a second time: %+v %v", again.Report(), stage.Changed(again))
	}
}

// The same person on two sheets of one file is one too many; so is an enterprise.
func TestRepeatsOnTwoSheets(t *testing.T) {
	b := stage.TwoBranches(t)
	a := stage.IDNumber("2002-03-04", 11)
	p := stage.TakeIn(t, b, stage.Workbook(t,
		stage.Page{Name: "东升五金团支部", Text: "姓名|身份证号|民族\n李华|" + a + "|汉"},
		stage.Page{Name: "长虹印务团支部", Text: "姓名|身份证号|民族\n李华|" + a + "|汉\n王刚|" + stage.IDNumber("2002-03-04", 13) + "|汉"},
		stage.Page{Name: "企业一", Text: "企业名称|负责人\n西湖食品厂|周"}, stage.Page{Name: "企业二", Text: "企业名称|负责人\n西湖食品厂|周"}))
	if p.Report() != (intake.Report{Rows: 5, Added: 3, Faulty: 2}) || !strings.Contains(stage.FaultsSaid(p), "与工作表“东升五金团支部”第 2 行重复") || !strings.Contains(stage.FaultsSaid(p), "与工作表“企业一”第 2 行重复") {
		t.Errorf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
	}
}

// A sheet that is named by a branch that nobody knows: its rows wait for a decision.
func TestSheetOfAnUnknownBranch(t *testing.T) {
	b := stage.TwoBranches(t)
	path := stage.Workbook(t, stage.Page{Name: "西湖食品团支部", Text: "姓名|身份证号|民族\n李华|" + stage.IDNumber("2002-03-04", 11) + "|汉"})
	in, err := intake.Read(context.Background(), b, path, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := in.Plan(context.Background(), nil)
	if err != nil || len(p.Unknown) != 1 || p.Unknown[0].Word != "西湖食品团支部" || p.Report() != (intake.Report{Rows: 1, Faulty: 1}) {
		t.Fatalf("%+v %+v %v", p.Report(), p.Unknown, err)
	}
	in.CreateMissing()
	if p, err = in.Apply(context.Background(), nil); err != nil || p.Report() != (intake.Report{Rows: 1, Added: 1}) {
		t.Fatalf("%+v %v", p.Report(), err)
	}
	if got := stage.Values(b, ledger.Members, stage.Members(b)["李华"], "branch"); got != "西湖食品团支部" {
		t.Error(got)
	}
}
