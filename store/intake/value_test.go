package intake_test

import (
	"strings"
	"testing"

	"tuanjian/store/stage"
)

// Lines that are no people, people who look like such lines, and what stands in cells.

func TestLinesThatAreNoPeople(t *testing.T) {
	fillers := "共 2 人;以上共2名;本页共2人;（此表一式两份）;2024年5月4日;年   月   日;人数合计;已核对;经核实，以上情况属实;审核意见：同意;同意;报送单位：某社区;完毕;略;1|无;支部书记签字：|李某;社区（盖章）|2024年5月;以下空白;（以下空白）;以下无正文;（以下无正文）;此页无正文;续表;（续表）;续表一;接下页;第 1 页;第 1 页，共 3 页;第1页 共3页;共 3 页;第一页;1/3;- 1 -;Page 1 of 3;……;——————;*****;无;无此情况;本支部无团员;以下为空;空白;END;完;制表人：张三;打印日期：2026-11-01;合计：2人;注：以上为全部;说明：本表一式两份;填表说明;" +
		"备注：略;单位负责人：王某　填表人：李某;（此页无正文）;二〇二六年名册;团员花名册;无|无|无;/|/|/;-|-|-;暂无|暂无;合计|2;共计|2人;制表人|李某|13900008888;填表人：李某|联系电话：13900008888;审核：|制表：;联系人：李某||13900008888"
	var tables []officeTable
	for _, line := range strings.Split(fillers, ";") {
		tables = append(tables, officeTable{name: line, grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n" + line + "\n尉迟乙|女|13900002222", want: "尉迟甲|sex=男\n尉迟乙|sex=女|phone=13900002222"})
	}
	for _, name := range []string{"何计", "注某", "总明", "合计明", "注", "审核", "制表", "日期", "无疆", "续表明", "单总", "备注", "说明", "要求", "完颜某", "空空", "共计"} {
		tables = append(tables, officeTable{name: name, grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n" + name + "|男|13900003333\n尉迟乙|女|13900002222", want: "尉迟甲\n" + name + "|phone=13900003333\n尉迟乙"},
			officeTable{name: name + " by number", grid: "姓名|身份证号\n尉迟甲|" + idA + "\n" + name + "|" + idB + "\n尉迟乙|" + idC, want: "尉迟甲\n" + name + "|idno=" + idB + "\n尉迟乙"})
	}
	runTables(t, append(tables, []officeTable{
		{name: "an error for a name", grid: "姓名|性别|手机号码|工作单位\n|女|13900002222|某厂\n错误乙|男||", want: "错误乙|phone=|unit="},
		{name: "told with its row", grid: "姓名|性别\n甲一|男\n以下空白", want: "甲一", told: "Sheet1 3 以下空白 空白或续页标记"},
		{name: "an empty template", grid: "姓名|性别|手机号码", want: "!表里还没有数据"},
		{name: "an empty template with numbers", grid: "序号|姓名|性别|手机号码\n1\n2\n3", want: "!表里还没有数据"},
		{name: "two empty sheets", kind: "-", grid: "===团员\n姓名|性别\n===企业\n企业名称|负责人", want: "!“团员”、“企业”"},
		{name: "faults name their sheets", grid: "===甲支部\n姓名|证件号码\n重甲|43050220000101002X\n===乙支部\n姓名|证件号码\n重乙|430502200001010030", want: "!证件号码"},
		{name: "a sheet that is not understood", grid: "===甲\n姓名|性别\n甲人|男\n===乙\n品名|单价\n螺丝|2", want: "甲人", told: "乙 没有认出表头（写着品名、单价）"},
	}...))
}

func TestFaultsNameTheirSheet(t *testing.T) {
	_, p, err := planGrids(stage.Book(t), officeTable{kind: "member", grid: "===甲支部\n姓名|证件号码\n重甲|43050220000101002X\n===乙支部\n姓名|证件号码\n重乙|430502200001010030"})
	if err != nil || len(p.Faulty) != 2 {
		t.Fatal(err, p)
	}
	for i, want := range []string{"甲支部 B2", "乙支部 B2"} {
		if got := p.Faulty[i].Faults[0].Place(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNamesAsTheyAreWritten(t *testing.T) {
	var tables []officeTable
	for written, want := range map[string]string{
		"3.括号丁": "括号丁", "3、括号丁": "括号丁", "（3）括号丁": "括号丁", "(3)括号丁": "括号丁", "3）括号丁": "括号丁", "３．括号丁": "括号丁", "①括号丁": "括号丁", "一、括号丁": "括号丁", "3 括号丁": "括号丁", "张  三": "张三", "张　三": "张三",
		"括号丁（女）": "括号丁", "括号丁(男)": "括号丁", "括号丁（书记）": "括号丁", "买买提·热合曼": "买买提·热合曼", "买买提•热合曼": "买买提·热合曼", "括号丁【新】": "括号丁",
	} {
		tables = append(tables, officeTable{name: written, grid: "姓名|民族\n" + written + "|汉", want: want})
	}
	runTables(t, append(tables, []officeTable{
		{name: "the post goes to the posts", grid: "姓名|团支部\n括号丁（书记）|东升团支部", want: "括号丁|duty=书记|note="},
		{name: "the sex to the sex", grid: "姓名|民族\n括号丁（女）|汉", want: "括号丁|sex=女"},
		{name: "the rest to the note", grid: "姓名|民族\n括号丁（大）|汉", want: "括号丁|note=姓名旁写：大"},
		{name: "a post without an organisation is kept and told", grid: "职务|姓名|电话|任职时间\n书记|括号丁|13900001111|2024-03\n会计|括号戊|13900002222|", want: "括号丁|note=团内职务：书记，任职时间 2024-03\n括号戊|position=会计|note="},
		{name: "a post beside its date is the League's", grid: "职务|姓名|团支部|任职时间\n书记|括号丁|东升团支部|2024-03", want: "括号丁|duty=书记|note="},
		{name: "several posts in one cell", grid: "姓名|团支部|团内职务\n甲一|东升团支部|书记、组织委员\n乙二|东升团支部|宣传委员兼文体委员\n丙三|东升团支部|副书记/权益委员\n丁四|东升团支部|组织委员 宣传委员\n戊五|东升团支部|无", want: "甲一|duty=书记、组织委员\n乙二|duty=宣传委员、文体委员\n丙三|duty=副书记、权益委员\n丁四|duty=组织委员、宣传委员\n戊五|duty="},
	}...))
}

func TestValuesAsTheyAreWritten(t *testing.T) {
	var tables []officeTable
	add := func(head, key string, words map[string]string) {
		for written, want := range words {
			tables = append(tables, officeTable{name: head + written, grid: "姓名|性别|" + head + "\n甲一|男|" + written, want: "甲一|" + key + "=" + want})
		}
	}
	add("文化程度", "schooling", map[string]string{"大专在读": "大学专科", "大学专科在读": "大学专科", "普通本科在读": "大学本科", "本科（在读）": "大学本科", "硕士在读": "硕士研究生毕业", "全日制本科": "大学本科", "函授大专": "大学专科", "本科/学士": "大学本科",
		"中职在读": "中等职业教育", "普通高中在读": "普通高级中学", "在读研究生": "研究生", "初中在读": "初级中学", "本科在校": "大学本科", "成人大专": "大学专科", "非全日制本科": "大学本科", "大砖": "大砖"})
	add("文化程度", "studying", map[string]string{"大专在读": "是", "本科（在读）": "是", "本科": "", "博士在读": "是", "大学本科毕业": ""})
	add("是否在读", "studying", map[string]string{"√": "是", "✔": "是", "×": "否", "✗": "否", "未": "否", "无": "否", "有": "是", "Y": "是", "N": "否", "1": "是", "0": "否", "是": "是", "☑": "是"})
	add("性别", "sex", map[string]string{})
	add("出生年月", "born", map[string]string{"1998，10": "1998-10", "1998·10·05": "1998-10-05", "2000年1月1日生": "2000-01-01", "1998..10": "1998-10", "1998 10 5": "1998-10-05", "19981005.0": "1998-10-05", "1998：10": "1998-10", "二〇〇〇年一月": "2000-01", "98.10 ": "1998-10", "1998.10": "1998-10"})
	add("现任职务", "position", map[string]string{"车间主任": "车间主任"})
	for written, says := range map[string]string{"1998年10月5日（农历）": "农历", "农历1998年十月初五": "农历"} {
		tables = append(tables, officeTable{name: written, grid: "姓名|性别|出生年月\n甲一|男|" + written, want: "!" + says})
	}
	for _, masked := range []string{"430502********2929", "4305021998XXXX2929", "430502199810xx2929", "430502＊＊＊＊＊＊＊＊2929", "4305**********2929", "430502××××××××2929"} {
		tables = append(tables, officeTable{name: masked, grid: "姓名|身份证号\n甲一|" + masked, want: "!要完整的"})
	}
	for _, sex := range []string{"male", "Male", "M", "男性", "男"} {
		tables = append(tables, officeTable{name: sex, grid: "姓名|民族|性别\n甲一|汉|" + sex, want: "甲一|sex=男"})
	}
	tables = append(tables, officeTable{name: "a day of no year", grid: "姓名|性别|入团时间\n甲一|男|12月3日", want: "!日期看不懂"},
		officeTable{name: "two people in one cell", grid: "姓名|性别\n张三、李四|男", want: "!不止一个人"}, officeTable{name: "and several more", grid: "姓名|性别\n张三等3人|男", want: "!不止一个人"},
		officeTable{name: "a number for a name", grid: "姓名|性别|手机\n12|男|13900000001", want: "!姓名里没有文字"},
		officeTable{name: "numbers before names", grid: "姓名|性别\n01张三|男\nNo.2 李四|女\n#3王五|男", want: "张三\n李四\n王五"},
		officeTable{name: "the same as above", grid: "姓名|性别|民族\n甲一|男|苗\n乙二|女|同 上\n丙三|女|〞", want: "甲一|nation=苗族\n乙二|nation=苗族\n丙三|nation=苗族"})
	runTables(t, tables)
}
