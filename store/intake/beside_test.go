package intake_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/stage"
	"tuanjian/store/value"
)

// What stands beside a value in its cell: never a wrong value, nor one in silence.

func TestSeveralPeopleInOneCell(t *testing.T) {
	var tables []officeTable
	for _, two := range []string{"张三 李四", "张三、李四", "张三，李四", "张三/李四", `张三\n李四`, "张三　李四", "张三;李四", "张三和李四", "王小明 李华 赵云", "欧阳娜 张三", "尉迟甲 尉迟乙", "甲人 乙人", "1.张三 李四", "张三&李四"} {
		tables = append(tables, officeTable{name: two, grid: "姓名|性别\n" + two + "|男", want: "!不止一个人"})
	}
	tables = append(tables, officeTable{name: "with a proposal", grid: "姓名|性别\n张三 李四|男", want: "!像是“张三”“李四”"})
	for one, want := range map[string]string{"张 三": "张三", "张　三": "张三", "王 小 明": "王小明", "欧阳 娜": "欧阳娜", "欧阳 娜娜": "欧阳娜娜", "欧 阳 娜 娜": "欧阳娜娜", "王 小明": "王小明", "阿卜杜拉·买买提": "阿卜杜拉·买买提",
		"阿卜杜拉 · 买买提": "阿卜杜拉·买买提", "阿卜杜拉.买买提": "阿卜杜拉·买买提", "阿卜杜拉•买买提": "阿卜杜拉·买买提", "John Smith": "John Smith", "Maria da Silva": "Maria da Silva", "张文和": "张文和", "李与白": "李与白"} {
		tables = append(tables, officeTable{name: one, grid: "姓名|性别\n" + one + "|男", want: want, doubt: "-"})
	}
	for written, want := range map[string]string{"钱七-书记": "钱七|duty=书记|note=", "周九/女": "周九|sex=女|note=", "孙八 13900000008": "孙八|phone=13900000008|note=", "孙八（13900000008）": "孙八|phone=13900000008|note=", "王五*": "王五|note=", "赵六？": "赵六|note=", "△李四": "李四|note=",
		"吴十（已转出）": "吴十|state=转出|note=", "郑一（离职）": "郑一|state=|note=姓名旁写：离职"} {
		tables = append(tables, officeTable{name: written, grid: "姓名|民族|团支部\n" + written + "|汉|东升团支部", want: want})
	}
	for _, post := range []string{"总支书记", "组织委员", "团支部书记"} {
		tables = append(tables, officeTable{name: post, grid: "姓名|性别|手机\n" + post + "|张三|13900000001", want: "!像是职务"})
	}
	for _, line := range []string{"支部书记：|张某||2026年11月", "附：|以上人员均为团员", "团支书:|李某|13900000009"} {
		tables = append(tables, officeTable{name: line, grid: "姓名|性别|手机|民族\n甲一|男|13900000001|汉\n" + line, want: "甲一|sex=男"})
	}
	runTables(t, append(tables,
		officeTable{name: "words at a number", grid: "姓名|身份证号\n甲一|身份证：" + idA + "\n乙二|" + idB + "（正式）", want: "甲一|idno=" + idA + "|note=\n乙二|idno=" + idB + "|note=证件号码旁写：正式"},
		officeTable{name: "a space for the dot is told", grid: "姓名|性别\n阿卜杜拉 买买提|男", want: "阿卜杜拉买买提", doubt: "按一个人"},
		officeTable{name: "and not where the nation says so", grid: "姓名|民族\n阿里 买买提|维吾尔族", want: "阿里买买提", doubt: "-"},
	))
}

func TestPhonesAsTheyAreWritten(t *testing.T) {
	var tables []officeTable
	for _, written := range []string{"139-0000-0001", "139 0000 0001", "手机：13900000001", "手机:139-0000-0001", "13900000001（本人）", "（本人）13900000001", "13900000001（微信同号）", "+86 139 0000 0001", "86-13900000001", "１３９０００００００１", "13900000001。", "电话 13900000001", "13900000001(手机)", "13900000001（尉迟甲）", "尉迟甲13900000001", "TEL:13900000001"} {
		tables = append(tables, officeTable{name: written, grid: "姓名|性别|手机\n尉迟甲|男|" + written, want: "尉迟甲|phone=13900000001|note=", doubt: "-"})
	}
	for written, note := range map[string]string{
		"13900000001/13900000002": "另一个手机号码：13900000002", "13900000001、13900000002": "另一个手机号码：13900000002", `13900000001\n13900000002`: "另一个手机号码：13900000002", "13900000001 13900000002": "另一个手机号码：13900000002",
		"1390000000113900000002": "另一个手机号码：13900000002", "0739-5321234/13900000001": "另一个手机号码：0739-5321234", "（0739）5321234，13900000001": "另一个手机号码：0739-5321234", "13900000001或13900000002": "另一个手机号码：13900000002",
		"5213456 13900000001": "另一个手机号码：5213456", "13900000001（本人）13900000002（父亲）": "另一个手机号码：13900000002 父亲", "父亲13900000002 本人13900000001": "另一个手机号码：13900000002 父亲", "13900000002（母），13900000001": "另一个手机号码：13900000002 母",
	} {
		tables = append(tables, officeTable{name: written, grid: "姓名|性别|手机\n尉迟甲|男|" + written, want: "尉迟甲|phone=13900000001|note=" + note, doubt: "2 个号码"})
	}
	runTables(t, append(tables,
		officeTable{name: "somebody else's", grid: "姓名|性别|手机\n尉迟甲|男|13900000002（父）", want: "尉迟甲|phone=|note=另一个手机号码：13900000002 父", doubt: "别人的号码"},
		officeTable{name: "words that nobody knows", grid: "姓名|性别|手机\n尉迟甲|男|13900000001（晚上打）", want: "尉迟甲|phone=13900000001|note=手机号码旁写：晚上打", doubt: "晚上打"},
		officeTable{name: "whose it is at an enterprise", kind: "enterprise", grid: "企业名称|负责人|联系电话\n甲厂|周某|李某13900000001", want: "甲厂|phone=13900000001|note=联系电话旁写：李某"},
		officeTable{name: "no number at all", grid: "姓名|性别|手机\n尉迟甲|男|139000", want: "尉迟甲|phone=139000"},
		officeTable{name: "masked", grid: "姓名|性别|手机\n尉迟甲|男|139****0001", want: "尉迟甲|phone=139****0001"},
	))
}

func TestChoicesAsTheyAreWritten(t *testing.T) {
	var tables []officeTable
	add := func(head, key string, words map[string]string) {
		for written, want := range words {
			tables = append(tables, officeTable{name: head + written, grid: "姓名|民族|" + head + "\n尉迟甲|汉|" + written, want: "尉迟甲|" + key + "=" + want})
		}
	}
	add("性别", "sex", map[string]string{"♂": "男", "♀": "女", "男性": "男", "女性": "女", "M": "男", "f": "女", "先生": "男", "女士": "女", "男√ 女": "男", "男 女√": "女", "☑男 □女": "男", "□男 ☑女": "女", "□男 □女": "", "男（√）女（ ）": "男", "√男□女": "男", "男√女□": "男", "男生": "男", "男/女": "男/女"})
	add("政治面貌", "standing", map[string]string{"共青团员（2018年入团）": "共青团员", "党员（预备）": "中共预备党员", "中共党员2019年6月": "中共党员", "团员，已转入": "团员，已转入", "中共党员、共青团员": "中共党员、共青团员", "□党员 √团员 □群众": "共青团员"})
	add("团籍状态", "state", map[string]string{"正常（在职）": "正常", "正常（已离团）": "正常（已离团）"})
	add("是否在读", "studying", map[string]string{"是（2026届）": "是", "否（已毕业）": "否", "□是 ☑否": "否"})
	tables = append(tables,
		officeTable{name: "what stands behind goes to the note", grid: "姓名|性别|政治面貌\n尉迟甲|男|共青团员（2018年入团）", want: "尉迟甲|standing=共青团员|note=政治面貌旁写：2018年入团"},
		officeTable{name: "是（2人）", kind: "enterprise", grid: "企业名称|负责人|建工会\n甲厂|周某|是（2人）", want: "甲厂|union=是|note=建工会旁写：2人"},
		officeTable{name: "是2人", kind: "enterprise", grid: "企业名称|负责人|建工会\n甲厂|周某|是2人", want: "甲厂|union=是|note=建工会旁写：2人"},
		officeTable{name: "已建（2019年）", kind: "enterprise", grid: "企业名称|负责人|建团状态\n甲厂|周某|已建（2019年）\n乙厂|吴某|已建（拟撤销）", want: "甲厂|founding=已建\n乙厂|founding=已建（拟撤销）"})
	runTables(t, tables)
}

func TestNumbersAsTheyAreWritten(t *testing.T) {
	var tables []officeTable
	add := func(doubt string, words map[string]string) {
		for written, want := range words {
			tables = append(tables, officeTable{name: written, kind: "enterprise", grid: "企业名称|负责人|职工总数\n甲厂|周某|" + written, want: "甲厂|staff=" + want, doubt: doubt})
		}
	}
	add("-", map[string]string{"80": "80", "80人": "80", "８０": "80", "1,200": "1200", "共80人": "80", "80名": "80", "0": "0"})
	add("不是准数", map[string]string{"约80人": "80", "80多人": "80", "80余": "80", "80余人": "80", "300+": "300", "80人左右": "80", "近100": "100", "80上下": "80", "大约80": "80", "100来人": "100", "不到50人": "50", "200以上": "200", "~80": "80", "1万多人": "10000"})
	add("填不进", map[string]string{"80-100": "80-100", "80～100人": "80～100人", "30%": "30%", "几十人": "几十人", "45/30": "45/30"})
	tables = append(tables, officeTable{name: "in brackets", kind: "enterprise", grid: "企业名称|负责人|职工总数\n甲厂|周某|80（其中女30）", want: "甲厂|staff=80|note=职工总数旁写：其中女30", doubt: "-"})
	runTables(t, tables)
}

// An estimate waits in 待核 beside its number until a person sets it.
func TestEstimatesWait(t *testing.T) {
	b := stage.Book(t)
	path := stage.Workbook(t, stage.Page{Name: "企业", Text: "企业名称|负责人|职工总数\n甲厂|周某|约80人"})
	stage.TakeIn(t, b, path)
	var firm *ledger.Enterprise
	for x := range stage.All[*ledger.Enterprise](b, ledger.Enterprises) {
		firm = x
	}
	if n, _ := firm.Staff.Value(); n != 80 || !waits(b, ledger.Enterprises, firm, "staff", value.Guessed, "约80人") {
		t.Fatalf("%d %+v", n, rules.Faults(b.Today(), ledger.Enterprises, firm))
	}
	if again := stage.TakeIn(t, b, path); again.Same != 1 {
		t.Errorf("a second time: %+v %v", again.Report(), stage.Changed(again))
	}
	if plain := stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "企业", Text: "企业名称|负责人|职工总数\n甲厂|周某|80"})); plain.Same != 1 {
		t.Errorf("the number itself: %+v %v", plain.Report(), stage.Changed(plain))
	}
	now := ledger.Enterprises.Clone(firm)
	ledger.Enterprises.Set(now, ledger.Enterprises.At("staff"), "80")
	if waits(b, ledger.Enterprises, now, "staff", value.Guessed, "") {
		t.Error("it waits though a person has set it")
	}
}

func waits(b *store.Book, kind ledger.Kind, r ledger.Record, key, code, says string) bool {
	for _, f := range rules.Faults(b.Today(), kind, r) {
		if f.Key == key && f.Code == code && f.Soft && strings.Contains(f.Text, says) {
			return true
		}
	}
	return false
}

func TestMonthsThatLostTheirZero(t *testing.T) {
	october, january := stage.IDNumber("1998-10-05", 11), stage.IDNumber("1998-01-05", 11)
	runTables(t, []officeTable{
		{name: "among months of two figures", grid: "姓名|性别|入团年月\n甲一|男|1998.11\n乙二|女|1998.1\n丙三|男|1998.12", want: "甲一|joined=1998-11\n乙二|joined=1998-01\n丙三|joined=1998-12", doubt: "C3 “1998.1”可能是 1998-01，也可能是 1998-10"},
		{name: "alone", grid: "姓名|性别|出生年月\n甲一|男|1998.1", want: "甲一|born=1998-01", doubt: "1998-10"},
		{name: "where October is written out", grid: "姓名|性别|出生年月\n甲一|男|1998.10\n乙二|女|1998.1", want: "甲一|born=1998-10\n乙二|born=1998-01", doubt: "-"},
		{name: "where January is", grid: "姓名|性别|出生年月\n甲一|男|1998.01\n乙二|女|1998.1", want: "甲一|born=1998-01\n乙二|born=1998-10", doubt: "-"},
		{name: "the number knows", grid: "姓名|身份证号|出生年月\n甲一|" + october + "|1998.1\n乙二|" + january + "|1998.1", want: "甲一|born=1998-10-05\n乙二|born=1998-01-05", doubt: "-"},
		{name: "others", grid: "姓名|性别|出生年月\n甲一|男|1998.3\n乙二|男|1998-1\n丙三|男|1998.1.5", want: "甲一|born=1998-03\n乙二|born=1998-01\n丙三|born=1998-01-05", doubt: "-"},
	})
}

func TestAmountsWithoutAUnit(t *testing.T) {
	for _, c := range []struct{ name, grid, said, unit, want string }{
		{"like 万元", "企业名称|负责人|产值\n甲厂|周某|320\n乙厂|吴某|1500", "", "“产值”没有写单位，按万元记（320 至 1500），请核对", "甲厂|revenue=320\n乙厂|revenue=1500"},
		{"like 元", "企业名称|负责人|营业收入\n甲厂|周某|3200000\n乙厂|吴某|15000000", "", "“营业收入”没有写单位，按元记", "甲厂|revenue=320\n乙厂|revenue=1500"},
		{"as a person says", "企业名称|负责人|年产值\n甲厂|周某|3200", "千元", "“年产值”按千元记", "甲厂|revenue=320"},
		{"the cells have some", "企业名称|负责人|产值\n甲厂|周某|320万元\n乙厂|吴某|1500", "元", "“产值”按元记（1500）", "甲厂|revenue=320\n乙厂|revenue=0"},
		{"said in the head", "企业名称|负责人|产值（万元）\n甲厂|周某|320", "", "", "甲厂|revenue=320"},
		{"said above", "企业情况表\n单位：万元\n企业名称|负责人|产值\n甲厂|周某|320", "", "", "甲厂|revenue=320"},
		{"said in all cells", "企业名称|负责人|产值\n甲厂|周某|320万元\n乙厂|吴某|", "", "", "甲厂|revenue=320\n乙厂|revenue="},
	} {
		b := stage.Book(t)
		in, _, err := planGrids(b, officeTable{kind: "enterprise", grid: c.grid})
		if err != nil {
			t.Fatal(err)
		}
		if c.said != "" {
			m := in.MoneyColumns()[0]
			m.Table.SayUnit(m.Index, c.said)
		}
		asked := ""
		for _, m := range in.MoneyColumns() {
			asked += m.Text()
		}
		if !strings.Contains(asked, c.unit) || c.unit == "" && asked != "" {
			t.Errorf("%s: asked %q, not %q", c.name, asked, c.unit)
		}
		p, err := in.Plan(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range strings.Split(c.want, "\n") {
			if got := lineOf(p, p.Added[i], want); got != want {
				t.Errorf("%s: got %s, want %s", c.name, got, want)
			}
		}
	}
}

func TestHeadsOfQuestionnaires(t *testing.T) {
	var tables []officeTable
	for _, head := range []string{"您的姓名", "你的姓名", "您的姓名：", "1、您的姓名", "1、姓名", "1.您的姓名是？", "Q1_姓名", "Q1.您的姓名", "请填写您的姓名", "请输入姓名", "干部姓名", "团干部姓名", "参与人姓名", "被填表人", "被填表人姓名", "（1）姓名", "第1题：姓名", "一、姓名", "①姓名", "请填写您的真实姓名", "受访者姓名", "答卷人姓名", "1、您的姓名：___", "您叫什么名字"} {
		tables = append(tables, officeTable{name: head, grid: head + "|Q3_手机|4、性别\n尉迟甲|13900000001|男", want: "尉迟甲|phone=13900000001|sex=男"})
	}
	for _, head := range []string{"请填写您的手机号", "您的手机号码是？", "3、手机", "Q3_手机", "您的联系电话：", "3、您的联系方式是", "请留下您的手机号码", "第三题 您的手机号", "您本人的手机号码", "手机号[单选题]", "请输入您的手机号码："} {
		tables = append(tables, officeTable{name: head, grid: "1、您的姓名|" + head + "|性别\n尉迟甲|13900000001|男", want: "尉迟甲|phone=13900000001"})
	}
	for _, head := range []string{"联系人姓名", "父亲姓名", "您父亲的姓名", "您的紧急联系人姓名", "介绍人姓名", "填表人姓名", "3、您的家长姓名", "紧急联系人"} {
		tables = append(tables, officeTable{name: head, grid: "1、您的姓名|" + head + "|性别\n尉迟甲|某父|男", want: "尉迟甲"},
			officeTable{name: head + " alone", grid: "性别|手机号|" + head + "\n男|13900000001|某父", want: "!"})
	}
	for _, head := range []string{"您父亲的手机号", "5、紧急联系人电话", "您家长的联系电话", "联系人手机号", "Q5_介绍人电话", "您的班主任电话"} {
		tables = append(tables, officeTable{name: head, grid: "您的姓名|" + head + "|性别\n尉迟甲|13900000001|男", want: "尉迟甲|phone="})
	}
	runTables(t, append(tables,
		officeTable{name: "a whole questionnaire", grid: "序号|提交答卷时间|所用时间|来源|1、您的姓名：|2、您的性别：|3、您的出生年月是：|4、请填写您的身份证号：|5、您的政治面貌|6、您所在的团支部|7、您的建议\n1|2026/11/1 10:00:00|60秒|微信|尉迟甲|男|" + "2002-03" + "|" + idA + "|共青团员|东升团支部|多搞活动",
			want: "尉迟甲|sex=男|idno=" + idA + "|standing=共青团员|branch=东升团支部", told: "7、您的建议"},
		officeTable{name: "被推荐人 over 姓名", grid: "推荐人||被推荐人|\n姓名|电话|姓名|电话\n某荐|13900009001|尉迟甲|13900009002", want: "尉迟甲|phone=13900009002"},
	))
}

// A row of an officers' table that names several posts is a post each, once.
func TestSeveralDutiesInAnOfficersTable(t *testing.T) {
	b := stage.TwoBranches(t)
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|团支部\n李华|" + idA + "|东升五金团支部\n王刚|" + idB + "|东升五金团支部\n赵云|" + idC + "|长虹印务团支部"}))
	path := stage.Workbook(t, stage.Page{Name: "团干部", Text: "团干部任职情况\n姓名|团支部|现任团内职务|任现职年月\n李华|东升五金团支部|书记、组织委员|2025.06\n王刚|东升五金团支部|宣传委员兼文体委员|2025.06\n赵云|长虹印务团支部|书记（车间主任）|2025.06"})
	p := stage.TakeIn(t, b, path)
	if p.Report() != (intake.Report{Rows: 3, Added: 3}) {
		t.Fatalf("%+v\n%s", p.Report(), stage.FaultsSaid(p))
	}
	for name, want := range map[string]string{"李华": "书记、组织委员", "王刚": "宣传委员、文体委员", "赵云": "书记"} {
		if got := find.TextOf(b.Today(), ledger.Members, stage.Members(b)[name], "duties"); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for q := range stage.All[*ledger.Post](b, ledger.Posts) {
		if q.From.String() != "2025-06" || q.ID.IsZero() || q.Person == stage.Members(b)["赵云"].ID && !strings.Contains(q.Note, "车间主任") {
			t.Errorf("%+v", q)
		}
	}
	if again := stage.TakeIn(t, b, path); again.Report() != (intake.Report{Rows: 3, Same: 3}) || b.Today().Count(ledger.Posts) != 5 {
		t.Errorf("a second time: %+v, %d posts, %v", again.Report(), b.Today().Count(ledger.Posts), stage.Changed(again))
	}
	more := stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团干部", Text: "团干部任职情况\n姓名|团支部|现任团内职务|任现职年月\n李华|东升五金团支部|书记、组织委员、生产委员|2025.06"}))
	if more.Report() != (intake.Report{Rows: 1, Changed: 1}) || b.Today().Count(ledger.Posts) != 6 {
		t.Errorf("one more: %+v, %d posts, %v", more.Report(), b.Today().Count(ledger.Posts), stage.Changed(more))
	}
}

// A note in which a phone stands is masked with it, and comes back without harm.
func TestANoteWithAPhoneComesBackMasked(t *testing.T) {
	b := stage.Book(t)
	stage.TakeIn(t, b, stage.Workbook(t, stage.Page{Name: "团员", Text: "姓名|身份证号|手机\n李华|" + idA + "|13900000001/13900000002"}))
	if note := stage.Members(b)["李华"].Note; note != "另一个手机号码：13900000002" {
		t.Fatal(note)
	}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if _, err := forms.Write(t.Context(), b, forms.Export{To: path, List: find.ListOf(b.Today(), records.Query{Kind: ledger.Members}), Keys: []string{"name", "idno", "phone", "note"}}, nil); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil || strings.Contains(fmt.Sprint(rows), "13900000002") || !strings.Contains(fmt.Sprint(rows), "139****0002") {
		t.Errorf("%v %q", err, rows)
	}
	if again := stage.TakeIn(t, b, path); again.Same != 1 {
		t.Errorf("%+v %v %s", again.Report(), stage.Changed(again), stage.FaultsSaid(again))
	}
}
