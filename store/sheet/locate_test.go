package sheet

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// rosterWords and firmWords are vocabularies as an importer would hand them in, shortened.
var rosterWords = Vocabulary{Table: "member", Words: []string{"花名册", "团员"}, Neutral: []string{"本人", "团员"}, Whose: []string{"name", "id"}, Terms: []Term{
	{"name", []string{"姓名"}, true},
	{"id", []string{"身份证号码", "身份证号", "身份证", "公民身份号码"}, true},
	{"sex", []string{"性别"}, false},
	{"nation", []string{"民族"}, false},
	{"phone", []string{"手机号码", "联系电话", "手机", "电话"}, false},
	{"joined", []string{"入团时间", "入团年月"}, false},
	{"branch", []string{"所在团支部", "组织全称"}, false},
	{"note", []string{"备注"}, false},
}}

var firmWords = Vocabulary{Table: "enterprise", Words: []string{"企业"}, Terms: []Term{
	{"name", []string{"企业名称", "单位名称"}, true},
	{"code", []string{"统一社会信用代码", "信用代码"}, true},
	{"boss", []string{"法定代表人", "负责人姓名"}, false},
	{"phone", []string{"联系电话", "负责人电话"}, false},
	{"staff", []string{"职工总数", "职工人数"}, false},
	{"term", []string{"任期（年）"}, false},
	{"note", []string{"备注"}, false},
}}

// table makes a sheet: a row a line, cells parted by |.
func table(name, text string, merged ...Area) Sheet {
	s := Sheet{Name: name, Merged: merged}
	for _, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		var row []string
		for _, c := range strings.Split(line, "|") {
			row = append(row, strings.ReplaceAll(strings.TrimSpace(c), `\n`, "\n"))
		}
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// summary says in short what was found: table, head, keys by column, data rows, rows left out.
func summary(f Found) string {
	var keys []string
	for _, c := range f.Columns {
		if c.Key != "" {
			keys = append(keys, ColumnName(c.Index)+"="+c.Key)
		}
	}
	out := fmt.Sprintf("%s %d-%d %s rows%v", f.Table, f.HeadTop, f.HeadBottom, strings.Join(keys, " "), f.Rows)
	for _, s := range f.Skipped {
		out += fmt.Sprintf(" %d:%s", s.Row, s.Why)
	}
	return out
}

var layouts = []struct {
	name  string
	sheet Sheet
	want  string
}{
	{"plain", table("Sheet1", `
姓名|身份证号|民族
张三|430502200211192919|汉族`),
		"member 0-0 A=name B=id C=nation rows[1]"},
	{"titles, particulars, totals, signatures", table("团员", `
团员花名册
填报单位（盖章）：塔北社区||||统计日期：2026年11月
序号|姓名|性别|身份证号码|备注
1|张三|男|430502200211192919
2|李四|女|430502200012089388

合  计|共 2 人
填表人：|||审核人：||填表日期：`, Area{0, 0, 0, 4}),
		"member 2-2 B=name C=sex D=id E=note rows[3 4] 6:合计行 7:落款行"},
	{"two-row head, merged groups", table("表", `
企业台账
序号|企业名称|统一社会信用代码|负责人||职工人数
|||姓名|电话
1|甲公司|91430502MA4D272H8N|施建国|0739-5320000|20`,
		Area{0, 0, 0, 5}, Area{1, 0, 2, 0}, Area{1, 1, 2, 1}, Area{1, 2, 2, 2}, Area{1, 3, 1, 4}, Area{1, 5, 2, 5}),
		"enterprise 1-2 B=name C=code D=boss E=phone F=staff rows[3]"},
	{"two-row head of a CSV, no merged cells", table("", `
序号|姓名|基本情况|||联系方式
||性别|民族|身份证号|手机号码
1|张三|男|汉族|430502200211192919|13800000000`),
		"member 0-1 B=name C=sex D=nation E=id F=phone rows[2]"},
	{"marks, brackets, line breaks, full-width letters", table("x", `
＊姓　名（必填）|*身份证\n号码|手机号码【11位】|入团年月\n(如2019-05)|３、民族|QQ
张三|430502200211192919|13800000000|2019-05|汉族|1`),
		"member 0-0 A=name B=id C=phone D=joined E=nation rows[1]"},
	{"leading blank column, other order, extra columns", table("x", `
|||
||联系电话|爱好|身份证|姓名|微信
||13800000000|篮球|430502200211192919|张三|wx1
||13800000001||430502200012089388|李四`),
		"member 1-1 C=phone E=id F=name rows[2 3]"},
	{"head repeated at each printed page", table("x", `
团员花名册
姓名|性别|身份证号
张三|男|1
李四|女|2
团员花名册
姓名|性别|身份证号
王五|男|3`, Area{0, 0, 0, 2}, Area{4, 0, 4, 2}),
		"member 1-1 A=name B=sex C=id rows[2 3 6] 4:重复的表头 5:重复的表头"},
	{"subtotals between groups", table("x", `
姓名|性别|身份证号|民族
甲公司团支部
张三|男|1|汉族
小计|1
乙公司团支部
李四|女|2|汉族
小计：1人
总计（人）|2`, Area{1, 0, 1, 3}, Area{4, 0, 4, 3}),
		"member 0-0 A=name B=sex C=id D=nation rows[2 5] 1:分组标题 3:合计行 4:分组标题 6:合计行 7:合计行"},
	{"numbers prepared for rows not filled in", table("x", `
序号|姓名|性别|身份证号码|政治面貌|民族
1|张三|男|430502200211192919|共青团员|汉族
2||||共青团员
3||||共青团员|汉族
4`),
		"member 0-0 B=name C=sex D=id F=nation rows[1] 2:没有填写的行 3:没有填写的行 4:没有填写的行"},
	{"a row without a name is still a row", table("x", `
序号|姓名|性别|身份证号码
1||男|430502200211192919
2|李四`),
		"member 0-0 B=name C=sex D=id rows[1 2]"},
	{"sample and demand rows of a template", table("x", `
姓名|性别|身份证号码|备注
必填|选填|必填|选填
示例：张三|男|430502200211192919
李四|女|430502200012089388|示例
王五|男|430502200012089396`),
		"member 0-0 A=name B=sex C=id D=note rows[4] 1:示例行 2:示例行 3:示例行"},
	{"instructions above, notes below", table("x", `
填表说明：
1、身份证号码须为18位。
2、姓名与身份证一致。
姓名|性别|身份证号码
张三|男|430502200211192919
注：本表一式两份。
2、涂改无效。`),
		"member 3-3 A=name B=sex C=id rows[4] 5:说明行 6:说明行"},
	{"three-row head", table("x", `
企业基本情况||||
企业名称|统一社会信用代码|负责人|
||姓名|电话
甲公司|91430502MA4D272H8N|施建国|0739-5320000`, Area{0, 0, 0, 3}, Area{1, 0, 2, 0}, Area{1, 1, 2, 1}, Area{1, 2, 1, 3}),
		"enterprise 1-2 A=name B=code C=boss D=phone rows[3]"},
	{"relatives' names and a second phone are not taken", table("x", `
姓名|身份证号码|父亲姓名|联系电话|手机号码|紧急联系人电话
张三|430502200211192919|张大|0739-1|13800000000|1`),
		"member 0-0 A=name B=id D=phone rows[1]"},
	{"neutral words before the header", table("x", `
团员姓名|本人身份证号码|手机(必填)
张三|430502200211192919|13800000000`),
		"member 0-0 A=name B=id C=phone rows[1]"},
	{"someone whose job is to audit, whose name is a word", table("x", `
姓名|身份证号码|备注
合兴旺|1|审核
注平|2|制表`),
		"member 0-0 A=name B=id C=note rows[1 2]"},
	{"signatures to the right, total under the name", table("x", `
序号|姓名|性别|身份证号码|民族
1|张三|男|430502200211192919|汉族
|合计|1人
|单位负责人：王某||填报人：李某`),
		"member 0-0 B=name C=sex D=id E=nation rows[1] 2:合计行 3:落款行"},
	{"prepared values that the vocabulary knows", table("x", `
序号|姓名|性别|身份证号码|民族|备注
1|张三|男|430502200211192919|汉族|团员
2||||汉族|团员
3||||汉族|团员
4||女||汉族|团员`),
		"member 0-0 B=name C=sex D=id E=nation F=note rows[1 4] 2:没有填写的行 3:没有填写的行"},
	{"signatures without colons, a closing sentence under the names", table("x", `
姓名|身份证号码|性别|民族
张三|430502200211192919|男|汉族
以上情况属实。
填表人|王某|审核人|李某`),
		"member 0-0 A=name B=id C=sex D=nation rows[1] 2:说明行 3:落款行"},
	{"reasons of an earlier round", table("x", `
姓名|身份证号码|错误原因
张三|430502200211192919|身份证号码不对`),
		"member 0-0 A=name B=id rows[1]"},
	{"title says enterprise, columns say member", table("企业", `
企业团员情况
姓名|身份证号码|性别|联系电话|备注
张三|430502200211192919|男|1|2`),
		"member 1-1 A=name B=id C=sex D=phone E=note rows[2]"},
}

func TestLocate(t *testing.T) {
	for _, c := range layouts {
		found := Locate(context.Background(), &Workbook{Sheets: []Sheet{c.sheet}}, firmWords, rosterWords)
		if len(found) != 1 {
			t.Errorf("%s: %d tables", c.name, len(found))
			continue
		}
		if got := summary(found[0]); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestLocateTellsTitleAndParticulars(t *testing.T) {
	f := Locate(context.Background(), &Workbook{Sheets: []Sheet{layouts[1].sheet}}, rosterWords)[0]
	if f.Title != "团员花名册" || f.Particulars != "填报单位（盖章）：塔北社区  统计日期：2026年11月" || f.Score < 0.7 || f.Score > 0.9 {
		t.Errorf("%q %q %v", f.Title, f.Particulars, f.Score)
	}
	if u := f.Unknown(); len(u) != 1 || u[0].Head != "序号" {
		t.Errorf("unknown: %+v", u)
	}
	if f.Column("id") != 3 || f.Column("joined") != -1 || f.Column("") != -1 {
		t.Errorf("columns: %+v", f.Columns)
	}
}

func TestLocateChoosesSheets(t *testing.T) {
	hidden := layouts[0].sheet
	hidden.Hidden = true
	book := &Workbook{Sheets: []Sheet{table("说明", "填表说明\n姓名|必填"), hidden, layouts[2].sheet, layouts[1].sheet}}
	var got []int
	for _, f := range Locate(context.Background(), book, rosterWords, firmWords) {
		got = append(got, f.Sheet)
	}
	if !reflect.DeepEqual(got, []int{2, 3, 1}) {
		t.Errorf("sheets %v", got)
	}
	only := Locate(context.Background(), &Workbook{Sheets: []Sheet{table("x", "一|二|三\n1|2|3")}}, rosterWords)
	if len(only) != 0 {
		t.Errorf("found a table in %s", summary(only[0]))
	}
}

func TestAPersonCorrects(t *testing.T) {
	book := &Workbook{Sheets: []Sheet{table("x", "称呼|证件|民族\n张三|1|汉族\n李四|2")}}
	if _, ok := LocateAt(book, 0, 3, 3, rosterWords); ok {
		t.Error("a head below the sheet")
	}
	f, ok := LocateAt(book, 0, 0, 0, rosterWords)
	if !ok || f.Column("nation") != 2 || f.Column("name") != -1 {
		t.Fatalf("%+v", f)
	}
	f.SetKey(0, "name")
	f.SetKey(1, "nation")
	if f.Column("name") != 0 || f.Column("nation") != 1 || len(f.Unknown()) != 1 {
		t.Errorf("%+v", f.Columns)
	}
}

func TestPlain(t *testing.T) {
	for _, c := range [][2]string{
		{" 姓　名 ", "姓名"}, {"＊姓名", "姓名"}, {"身份证\n号码：", "身份证号码"}, {"ＱＱ", "qq"}, {"1、姓名", "姓名"}, {"12.电话", "电话"},
		{"35岁以下", "35岁以下"}, {"任期（年）", "任期(年)"}, {"\u200b姓名\ufeff", "姓名"}, {"", ""},
		{"手機號碼", "手机号码"}, {"團員編號", "团员编号"}, {"入團時間", "入团时间"}, {"聯絡電話", "联络电话"}, {"張學友", "張学友"},
	} {
		if got := Plain(c[0]); got != c[1] {
			t.Errorf("Plain(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

// Each pair is a character that the mainland's own table of characters does not have, and one that it has.
func TestTraditionalPairs(t *testing.T) {
	all := []rune(traditional)
	if len(all)%2 != 0 || len(simplified) != len(all)/2 {
		t.Fatalf("%d characters, %d pairs", len(all), len(simplified))
	}
	for i := 0; i+1 < len(all); i += 2 {
		_, odd := simplifiedchinese.HZGB2312.NewEncoder().String(string(all[i]))
		_, usual := simplifiedchinese.HZGB2312.NewEncoder().String(string(all[i+1]))
		if odd == nil || usual != nil {
			t.Errorf("%c%c", all[i], all[i+1])
		}
	}
}

func TestFillDown(t *testing.T) {
	s := table("x", "所在团支部|姓名|身份证号码\n甲支部|张三|1\n|李四|2\n小计|2\n|王五|3", Area{1, 0, 2, 0}, Area{3, 0, 4, 0}, Area{1, 1, 2, 1})
	f := Locate(context.Background(), &Workbook{Sheets: []Sheet{s}}, rosterWords)[0]
	FillDown(&s, &f, "branch")
	if got := s.Cell(2, 0); got != "甲支部" {
		t.Errorf("the second row has %q", got)
	}
	if got := s.Cell(2, 1); got != "李四" {
		t.Errorf("a name became %q", got)
	}
}

func TestFreeReadingsAreTold(t *testing.T) {
	f := Locate(context.Background(), &Workbook{Sheets: []Sheet{table("x", "本人姓名|身份证号码（18位）|民族必填|性别\n张三|1|汉族|男")}}, rosterWords)[0]
	for i, want := range []bool{true, false, false, false} {
		if c := f.Columns[i]; c.Key == "" || c.Loose != want {
			t.Errorf("%+v, loose should be %v", c, want)
		}
	}
}

// A name under a group is taken when the whole name is not known, but a column with the whole name comes first.
func TestWholeNamesComeFirst(t *testing.T) {
	words := Vocabulary{Terms: []Term{{"boss", []string{"姓名", "负责人姓名"}, true}, {"phone", []string{"电话"}, false}}}
	s := table("x", "团支部书记||负责人|\n姓名|电话|姓名|电话\n甲|1|乙|2", Area{0, 0, 0, 1}, Area{0, 2, 0, 3})
	f := Locate(context.Background(), &Workbook{Sheets: []Sheet{s}}, words)[0]
	if f.Column("boss") != 2 || f.Column("phone") != 1 || !f.Columns[0].Twice {
		t.Errorf("%+v", f.Columns)
	}
}

func TestAnnexIsNoTitle(t *testing.T) {
	f := Locate(context.Background(), &Workbook{Sheets: []Sheet{table("x", "附件2\n团员信息采集表\n姓名|身份证号码\n张三|1")}}, rosterWords)[0]
	if f.Title != "团员信息采集表" || f.Particulars != "附件2" {
		t.Errorf("%q %q", f.Title, f.Particulars)
	}
}

func TestOwnWorkbooksAreFound(t *testing.T) {
	nations := strings.Split(strings.Repeat("某族,", 80)+"汉族", ",")
	sheet := OutSheet{Name: "团员", Title: "团员花名册", Particulars: "填报单位：塔北社区", Len: 2,
		Columns: []OutColumn{{Head: "记录号", Hidden: true}, {Head: "姓名"}, {Head: "身份证号码"}, {Head: "民族", Choices: nations}},
		Row:     rowsOf([][]string{{"a1", "张三", "430502200211192919", "汉族"}, {"a2", "=李四"}})}
	template := sheet
	template.Name, template.Len = "模板", 0
	book := readBack(t, writeBytes(t, Out{Sheets: []OutSheet{sheet, template}, Manifest: &Manifest{Name: "信息", Pairs: [][2]string{{"姓名", "身份证号码"}}}}))
	var got []string
	for _, f := range Locate(context.Background(), book, rosterWords) {
		got = append(got, f.Name+" "+summary(f))
	}
	want := []string{"团员 member 2-2 B=name C=id D=nation rows[3 4]", "模板 member 2-2 B=name C=id D=nation rows[]", "信息 member 0-0 A=name B=id rows[]"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}
