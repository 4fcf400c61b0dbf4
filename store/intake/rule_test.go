package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// What makes a row unusable or false keeps it out, each with its own reason on its
// own cell; all else goes in.
func TestRowsThatStayOut(t *testing.T) {
	trial.Stand(t, "2026-11-22")
	good := stage.IDNumber("2002-03-04", 11)
	for _, c := range []struct{ name, row, cell, says string }{
		{"no name", "|" + good + "|2018-05|13912345678|", "A2", "姓名"},
		{"no name but a space", " 　|" + good + "|2018-05|13912345678|", "A2", "姓名"},
		{"exponent", "李华|4.30502E+17|2018-05||", "B2", "科学计数"},
		{"a number of 18 digits", "李华|=430502200203040114|2018-05||", "B2", "科学计数"},
		{"three noughts", "李华|430502200203040000|2018-05||", "B2", "000"},
		{"too short", "李华|43050220020304|2018-05||", "B2", "14 位"},
		{"one digit wrong", "李华|430502200203040115|2018-05||", "B2", "最后一位"},
		{"a day that never was", "李华|430502200202300112|2018-05||", "B2", "日期"},
		{"a province that never was", "李华|990502200605123181|2018-05||", "B2", "99"},
		{"the future", "李华|43050220990101001X|||", "B2", "还没有到"},
		{"masked, and nobody known", "李华|430502********0114|2018-05||", "B2", "脱敏"},
		{"15 digits with a false day", "李华|440524801234567|||", "B2", "15 位"},
		{"30 February", "李华|" + good + "|2018-02-30||", "C2", "日期看不懂"},
		{"month 13", "李华|" + good + "|2018.13||", "C2", "日期看不懂"},
		{"a month to come", "李华|" + good + "|2027-01||", "C2", "还没有到"},
		{"under 13 since 2017", "李华|" + stage.IDNumber("2006-05-12", 11) + "|2018-05||", "C2", "周岁"},
		{"under 12 before", "李华|" + stage.IDNumber("2002-03-04", 11) + "|2013-12||", "C2", "11 周岁"},
		{"an unknown branch", "李华|" + good + "|2018-05||西湖食品团支部", "E2", "西湖食品团支部"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := stage.TwoBranches(t)
			p := stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|入团时间|手机|团支部\n" + c.row}))
			if len(p.Faulty) != 1 || len(p.Faulty[0].Faults) != 1 || b.Today().Count(ledger.Members) != 0 {
				t.Fatalf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
			}
			if f := p.Faulty[0].Faults[0]; f.Cell != c.cell || !strings.Contains(f.Text, c.says) {
				t.Errorf("%s: %s", f.Cell, f.Text)
			}
		})
	}
}

// What is only odd goes in as it was written and waits in 待核.
func TestOddValuesGoIn(t *testing.T) {
	good := stage.IDNumber("2002-03-04", 11)
	for _, c := range []struct{ head, cell, key, want, code string }{
		{"手机", "1391234567", "phone", "1391234567", "phone"},
		{"手机", "7395321234", "phone", "7395321234", "phone"},
		{"手机", "13912345678/13900000000", "phone", "13912345678", ""}, {"手机", "139123456/139000000", "phone", "139123456/139000000", "phone"},
		{"手机", "139****5678", "phone", "139****5678", value.Masked},
		{"学历", "大砖", "schooling", "大砖", value.Unlisted},
		{"学历", "大专", "schooling", "大学专科", ""},
		{"民族", "火星族", "nation", "火星族", value.Unlisted},
		{"民族", "哈呢族", "nation", "哈尼族", ""}, {"民族", "僳僳族", "nation", "傈僳族", ""}, {"民族", "土家", "nation", "土家族", ""},
		{"民族", "汉 族", "nation", "汉族", ""}, {"民族", "01", "nation", "汉族", ""}, {"民族", "=1", "nation", "汉族", ""},
		{"学历在读", "=1", "studying", "是", ""}, {"学历在读", "=2", "studying", "否", ""}, {"学历在读", "√", "studying", "是", ""},
		{"性别", "女", "sex", "女", "sex.differs"}, {"性别", "男性", "sex", "男", ""}, {"性别", "?", "sex", "?", value.Unlisted},
		{"出生年月", "2002.03", "born", "2002-03-04", ""}, {"出生年月", "2002-04", "born", "2002-04", "born.differs"},
		{"入团时间", "2016", "joined", "2016", "joined.year"}, {"入团时间", "=43221", "joined", "2018-05-01", value.Missing},
		{"入团时间", "2018年5月4日", "joined", "2018-05-04", value.Missing}, {"入团时间", "２０１６．０５", "joined", "2016-05", ""},
		{"入团时间", "不详", "joined", "", value.Missing}, {"入团时间", "初二", "joined", "初二", value.Unlisted},
		{"团员发展编号", "20184300123", "devno", "20184300123", "dev.format"}, {"团员发展编号", "无", "devno", "", ""},
		{"月工资", "3500元", "wage", "3500", ""}, {"月工资", "3千", "wage", "3千", value.Unlisted}, {"月工资", "3,500.50", "wage", "3500.50", ""},
		{"工作单位", "邵阳市东升五金有限公司", "unit", "邵阳市东升五金有限公司", ""}, {"工作单位", "未登记的厂", "unit", "未登记的厂", value.Unlisted},
		{"证件类型", "身份证", "idtype", "居民身份证", ""},
		{"备注", "=HYPERLINK", "note", "", ""},
	} {
		t.Run(c.head+c.cell, func(t *testing.T) {
			b := stage.TwoBranches(t)
			path := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|团支部|" + c.head + "\n李华|" + good + "|东升五金团支部|" + c.cell})
			if c.head == "备注" {
				path = commas(t, false, "姓名,身份证号,团支部,备注\n李华,"+good+",东升五金团支部,\"=1+1\"\n")
				c.want = "=1+1"
			}
			p := stage.TakeIn(t, b, path)
			m := stage.Members(b)["李华"]
			if m == nil {
				t.Fatalf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
			}
			if got := find.TextOf(b.Today(), ledger.Members, m, c.key); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			code := ""
			for _, f := range rules.Faults(b.Today(), ledger.Members, m) {
				if f.Key == c.key || c.code == value.Missing && f.Key == "devno" {
					code = f.Code
				}
			}
			if code != c.code {
				t.Errorf("waits for %q, want %q", code, c.code)
			}
			if again := stage.TakeIn(t, b, path); again.Same != 1 {
				t.Errorf("a second time: %+v %v %s", again.Report(), stage.Changed(again), stage.FaultsSaid(again))
			}
		})
	}
}

// commas writes a .csv, in GB18030 or UTF-8.
func commas(t testing.TB, gb bool, text string) string {
	t.Helper()
	if gb {
		var err error
		if text, err = simplifiedchinese.GB18030.NewEncoder().String(text); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "来件.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCSVOfTheOldOffice(t *testing.T) {
	b := stage.TwoBranches(t)
	path := commas(t, true, "团员花名册,,,,\r\n序号,姓 名,身份证号码,所在支部,手机号码\r\n1,李𬭎,\t"+stage.IDNumber("2002-03-04", 11)+",东升五金团支部,13912345678\r\n2,王䶮,'"+stage.IDNumber("2002-03-04", 13)+",长虹印务团支部,\"139-1234-5679\"\r\n,合计,2,,\r\n")
	if p := stage.TakeIn(t, b, path); p.Report() != (intake.Report{Rows: 2, Added: 2}) {
		t.Fatalf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
	}
	if m := stage.Members(b)["李𬭎"]; m == nil || m.IDNumber != stage.IDNumber("2002-03-04", 11) || b.Today().Name(ledger.Branches, m.Branch) != "东升五金团支部" {
		t.Errorf("%+v", m)
	}
	if m := stage.Members(b)["王䶮"]; m == nil || m.IDNumber != stage.IDNumber("2002-03-04", 13) || m.Phone != "13912345679" {
		t.Errorf("%+v", m)
	}
}

// A list without numbers, then the same people with them, then both again: nobody
// stands twice, and people of one name stay apart.
func TestPeopleOfOneName(t *testing.T) {
	b := stage.TwoBranches(t)
	bare := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|手机|团支部\n张伟|13900000001|东升五金团支部\n张伟||东升五金团支部\n张伟||长虹印务团支部\n李华|13900000004|"})
	whole := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|手机|团支部\n" +
		"张伟|" + stage.IDNumber("2002-03-04", 11) + "|13900000001|东升五金团支部\n张伟|" + stage.IDNumber("2002-03-04", 13) + "|13900000009|长虹印务团支部\n" +
		"李华|" + stage.IDNumber("2002-03-04", 15) + "|13900000004|东升五金团支部\n张伟|" + stage.IDNumber("2002-03-04", 17) + "||"})
	for _, step := range []struct {
		path string
		want intake.Report
		n    int
	}{
		{bare, intake.Report{Rows: 4, Added: 4}, 4}, {bare, intake.Report{Rows: 4, Same: 4}, 4},
		{whole, intake.Report{Rows: 4, Added: 1, Changed: 3}, 5}, {whole, intake.Report{Rows: 4, Same: 4}, 5}, {bare, intake.Report{Rows: 4, Same: 4}, 5},
	} {
		if p := stage.TakeIn(t, b, step.path); p.Report() != step.want || b.Today().Count(ledger.Members) != step.n {
			t.Errorf("%+v, want %+v: %d members\n%v %s", p.Report(), step.want, b.Today().Count(ledger.Members), stage.Changed(p), stage.FaultsSaid(p))
		}
	}
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|团支部\n王刚|" + stage.IDNumber("2002-03-04", 21) + "|长虹印务团支部\n王刚|" + stage.IDNumber("2002-03-04", 23) + "|长虹印务团支部"}))
	p := stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|团支部|学历\n张伟|长虹印务团支部|本科\n王刚|长虹印务团支部|本科"}))
	if p.Report() != (intake.Report{Rows: 2, Changed: 1, Faulty: 1}) || !strings.Contains(stage.FaultsSaid(p), "A3 name: 台账里有 2 个") {
		t.Errorf("two of them in one branch, neither told apart: %+v %v %s", p.Report(), stage.Changed(p), stage.FaultsSaid(p))
	}
}

// An empty cell never erases, a masked number never overwrites, a repeat is the
// same person by number.
func TestRepeats(t *testing.T) {
	b := stage.TwoBranches(t)
	id := stage.IDNumber("2002-03-04", 11)
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|入团时间|手机|团支部|学历\n李华|" + id + "|2016-05|13912345678|东升五金团支部|高中"}))
	for _, c := range []struct {
		name, text, report, want string
	}{
		{"empty cells", "姓名|身份证号|入团时间|手机|团支部|学历\n李华|" + id + "||||", "same", id + "|2016-05|13912345678|东升五金团支部|普通高级中学"},
		{"signs for nothing", "姓名|身份证号|入团时间|手机|团支部|学历\n李华|" + id + "|/|无|—|-", "same", id + "|2016-05|13912345678|东升五金团支部|普通高级中学"},
		{"masked", "姓名|身份证号|手机|学历\n李华|430502********" + id[14:] + "|139****5678|本科", "changed", id + "|2016-05|13912345678|东升五金团支部|大学本科"},
		{"by number alone", "姓名|身份证号|手机\n李 华|" + id[:6] + " " + id[6:14] + " " + id[14:] + "|13900000001", "changed", id + "|2016-05|13900000001|东升五金团支部|大学本科"},
		{"another branch", "姓名|身份证号|团支部\n李华|" + id + "|长虹印务团支部", "changed", id + "|2016-05|13900000001|长虹印务团支部|大学本科"},
		{"another's name", "姓名|身份证号|手机\n王刚|" + id + "|13900000002", "faulty", id + "|2016-05|13900000001|长虹印务团支部|大学本科"},
		{"a name of the same sound", "姓名|身份证号\n李桦|" + id, "changed", id + "|2016-05|13900000001|长虹印务团支部|大学本科"},
		{"without a number, when his is known", "姓名|手机\n李桦|13900000001", "same", id + "|2016-05|13900000001|长虹印务团支部|大学本科"},
	} {
		p := stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: c.text}))
		want := map[string]intake.Report{"same": {Rows: 1, Same: 1}, "changed": {Rows: 1, Changed: 1}, "faulty": {Rows: 1, Faulty: 1}}[c.report]
		if p.Report() != want || b.Today().Count(ledger.Members) != 1 {
			t.Errorf("%s: %+v %v %s, %d members", c.name, p.Report(), stage.Changed(p), stage.FaultsSaid(p), b.Today().Count(ledger.Members))
		}
		for _, m := range stage.Members(b) {
			if got := stage.Values(b, ledger.Members, m, "idno joined phone branch schooling"); got != c.want {
				t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
			}
		}
	}
	if past := ledger.Members.Past(find.ListOf(b.Today(), records.Query{Kind: ledger.Members}).Row(0), "branch"); len(past) != 1 {
		t.Errorf("the branch he left is kept: %v", past)
	}
}

// The number of the first generation goes in and waits; the second's replaces it,
// and is not replaced by it.
func TestNumbersOfTwoGenerations(t *testing.T) {
	b := stage.TwoBranches(t)
	old := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|团支部\n李华|430502850615241|东升五金团支部"})
	whole := stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|团支部\n李华|430502198506152412|东升五金团支部"})
	for i, step := range []struct {
		path, number string
		want         intake.Report
	}{
		{old, "430502850615241", intake.Report{Rows: 1, Added: 1}}, {old, "430502850615241", intake.Report{Rows: 1, Same: 1}},
		{whole, "430502198506152412", intake.Report{Rows: 1, Changed: 1}}, {old, "430502198506152412", intake.Report{Rows: 1, Same: 1}},
	} {
		if p := stage.TakeIn(t, b, step.path); p.Report() != step.want || stage.Members(b)["李华"].IDNumber != step.number {
			t.Errorf("%d: %+v %s %v", i, p.Report(), stage.Members(b)["李华"].IDNumber, stage.Changed(p))
		}
	}
}

func TestUnknownBranchHasThreeAnswers(t *testing.T) {
	text := "姓名|身份证号|团支部\n李华|" + stage.IDNumber("2002-03-04", 11) + "|共青团东升五金支部\n王刚|" + stage.IDNumber("2002-03-04", 13) + "|共青团 东升五金支部\n欧阳娜|" + stage.IDNumber("2002-03-04", 15) + "|长虹印务团支部"
	for _, c := range []struct {
		name   string
		decide func(b *store.Book) intake.Decision
		branch string
		loose  string
		n      int
	}{
		{"use", func(b *store.Book) intake.Decision {
			id := stage.BranchNamed(b, "东升五金团支部")
			return intake.Decision{Use: id}
		}, "东升五金团支部", "", 2},
		{"create", func(*store.Book) intake.Decision { return intake.Decision{Create: true} }, "共青团东升五金支部", "", 3},
		{"loose", func(*store.Book) intake.Decision { return intake.Decision{Loose: true} }, "共青团东升五金支部", "共青团东升五金支部", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := stage.TwoBranches(t)
			path := stage.Workbook(t, stage.Page{Name: "团员", Text: text})
			in, err := intake.Read(context.Background(), b, path, nil, nil)
			if err != nil {
				t.Fatal(err)
			}
			p, err := in.Plan(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if p.Report() != (intake.Report{Rows: 3, Added: 1, Faulty: 2}) || len(p.Unknown) != 1 || p.Unknown[0].Rows != 2 {
				t.Fatalf("%+v %+v", p.Report(), p.Unknown)
			}
			p.FindSimilar()
			if s := p.Unknown[0].Similar; len(s) == 0 || s[0].Label != "东升五金团支部" {
				t.Errorf("similar: %v", s)
			}
			p.Unknown[0].Table.Decide(p.Unknown[0].Word, c.decide(b))
			done, err := in.Apply(context.Background(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if done.Report() != (intake.Report{Rows: 3, Added: 3}) || b.Today().Count(ledger.Branches) != c.n {
				t.Errorf("%+v, %d branches\n%s", done.Report(), b.Today().Count(ledger.Branches), stage.FaultsSaid(done))
			}
			for _, name := range []string{"李华", "王刚"} {
				m := stage.Members(b)[name]
				if got := find.TextOf(b.Today(), ledger.Members, m, "branch"); strings.ReplaceAll(got, " ", "") != c.branch || strings.ReplaceAll(m.LooseText("branch"), " ", "") != c.loose {
					t.Errorf("%s: %q, loose %q", name, got, m.LooseText("branch"))
				}
			}
			if c.loose == "" {
				return
			}
			waiting := find.ListOf(b.Today(), records.Query{Kind: ledger.Members, Tab: "pending", Words: "lihua"})
			if waiting.Len() != 1 {
				t.Errorf("a loose branch waits in 待核: %d", waiting.Len())
			}
		})
	}
}
