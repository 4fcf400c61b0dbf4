package intake_test

import (
	"context"
	"strings"
	"testing"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// What heads mean: groups, qualifiers, units, two columns for one field, bilingual heads.

func TestHeadsOfOthersAndOfParts(t *testing.T) {
	span := func(left, right int) sheet.Area { return sheet.Area{Left: left, Right: right} }
	runTables(t, []officeTable{
		{name: "联系人 over 手机号", grid: "序号|姓名|性别|联系人||本人|\n|||姓名|手机号|手机号|身份证号\n1|多级甲|男|某父|13900009001|13900009002|" + idA,
			merged: []sheet.Area{span(3, 4), span(5, 6)}, want: "多级甲|phone=13900009002|idno=" + idA, told: "联系人/手机号"},
		{name: "家长 over 电话", grid: "姓名|性别|家长||手机\n||姓名|电话|\n甲一|男|某父|13900009001|13900009002", merged: []sheet.Area{span(2, 3)}, want: "甲一|phone=13900009002"},
		{name: "介绍人 over 姓名", grid: "介绍人||团员|\n姓名|电话|姓名|电话\n某介|13900009001|甲一|13900009002", merged: []sheet.Area{span(0, 1), span(2, 3)}, want: "甲一|phone=13900009002"},
		{name: "groups that say nothing", grid: "基本信息|||联系方式|\n姓名|性别|民族|手机|现住址\n甲一|男|汉|13900009002|塔前路", merged: []sheet.Area{span(0, 2), span(3, 4)}, want: "甲一|nation=汉族|phone=13900009002|address=塔前路"},
		{name: "whose in brackets", grid: "姓名|联系电话（家长）|手机号码（本人）\n甲一|13900009001|13900009002", want: "甲一|phone=13900009002", told: "联系电话（家长）"},
		{name: "紧急联系人", grid: "姓名|性别|紧急联系人电话|紧急联系人\n甲一|男|13900009001|某父", want: "甲一|phone=|note=紧急联系人：某父"},
		{name: "a father's", grid: "姓名|性别|父亲姓名|父亲电话|父亲身份证号\n甲一|男|某父|13900009001|" + idB, want: "甲一|phone=|idno="},
		{name: "学生", grid: "学生姓名|学生性别|学生联系电话\n学生甲|男|13900009011", want: "学生甲|sex=男|phone=13900009011"},
		{name: "党员 志愿者 成员 真实 会员", grid: "党员姓名|党员身份证号\n甲一|" + idA, want: "甲一|idno=" + idA},
		{name: "volunteers", grid: "志愿者姓名|性别\n甲一|男", want: "甲一"}, {name: "members", grid: "成员姓名|性别\n甲一|男", want: "甲一"},
		{name: "real", grid: "真实姓名|性别\n甲一|男", want: "甲一"}, {name: "society", grid: "会员姓名|性别\n甲一|男", want: "甲一"},
		{name: "one known head", grid: "姓名|自定列\n甲一|x", want: "甲一"}, {name: "wide, few known", grid: "姓名|性别|手机号码|证件号码" + strings.Repeat("|自定", 18) + "\n宽表甲|男|13900010001|", want: "宽表甲|phone=13900010001"},
		{name: "a stranger's sheet of one known head", kind: "-", grid: "姓名|语文|数学|英语\n甲一|90|80|70", want: "!没有找到能认出来的表头"},
		{name: "a wage sheet", kind: "-", grid: "工号|姓名|基本工资|奖金|扣款|实发\n1|甲一|90|80|70|1", want: "!"},
		{name: "a stranger's sheet of none", kind: "-", grid: "货号|品名|单价\nA1|螺丝|2", want: "!"},
		{name: "relatives", grid: "团员姓名|称谓|姓名|电话\n甲一|父亲|某父|13900009001", want: "!"},
		{name: "bilingual", grid: "姓名/Name|性别/Gender|手机号/Mobile\n中英甲|男|13900003081", want: "中英甲|sex=男|phone=13900003081"},
		{name: "bilingual with a space", grid: "姓名 Name|性别 Gender|手机号 Mobile No.\n中英甲|男|13900003081", want: "中英甲|sex=男|phone=13900003081"},
		{name: "bilingual, turned", grid: "Name(姓名)|Gender（性别）|Mobile（手机号）\n中英甲|男|13900003081", want: "中英甲|sex=男|phone=13900003081"},
		{name: "bilingual, foreign first", grid: "Name 姓名|ID Card 身份证号|Nationality民族\n中英甲|" + idA + "|汉", want: "中英甲|idno=" + idA + "|nation=汉族"},
		{name: "bilingual on two lines", grid: `姓名\nName|性别\nSex|出生年月\nDate of Birth` + "\n中英甲|男|1998.10", want: "中英甲|sex=男|born=1998-10"},
		{name: "an unusual number by its values", grid: "姓名|本人电话号|二代身份证件号\n甲一|13900003081|" + idA, want: "甲一|phone=13900003081|idno=" + idA},
		{name: "staff", grid: "姓名|性别|手机号码|员工状态\n状态甲|男|13900012001|离职", want: "状态甲|state=", told: "员工状态"},
		{name: "a father beside heads that go on above", grid: "姓名|性别|父亲|\n||姓名|联系电话\n甲一|男|某父|13900009001", merged: []sheet.Area{span(2, 3)}, want: "甲一|sex=男|phone="},
		{name: "a wife with her number", grid: "姓名|性别|配偶信息|||手机\n||姓名|身份证号|手机|\n甲一|男|偶某|" + idB + "|13900009001|13900009002", merged: []sheet.Area{span(2, 4)}, want: "甲一|idno=|phone=13900009002"},
		{name: "two heads down, a parent's at the end", grid: "共青团员花名册\n序号|姓名|本人信息|||家长||\n||身份证号|手机|入团年月|姓名|关系|手机\n1|甲一|" + idA + "|13900009001|2018.05|某父|父亲|13900009002\n2|乙二|" + idB + "||2019.10|某母|母亲|13900009003",
			merged: []sheet.Area{{Top: 1, Bottom: 2}, {Top: 1, Left: 1, Bottom: 2, Right: 1}, {Top: 1, Left: 2, Bottom: 1, Right: 4}, {Top: 1, Left: 5, Bottom: 1, Right: 7}}, want: "甲一|phone=13900009001|joined=2018-05\n乙二|phone="},
		{name: "somebody else's in brackets alone", grid: "姓名|性别|联系电话（紧急联系人）\n甲一|男|13900009001", want: "甲一|phone=", told: "紧急联系人"},
		{name: "heads again in another language", grid: "姓名|性别|手机\nName|Sex|Mobile\n中英甲|男|13900003081", want: "中英甲|sex=男|phone=13900003081"},
		{name: "heads again in codes", grid: "姓名|性别|手机\nxm|xb|sjhm\n中英甲|男|13900003081", want: "中英甲|sex=男|phone=13900003081"},
		{name: "a wide export of one row", grid: "员工编号|姓名|英文名|性别|出生日期|证件号码|手机号码|公司邮箱|部门|岗位|入职日期|学历|毕业院校\nE01|宽甲|Tom|男|2002-03-04|" + idA + "|13900003081|a@b.cn|财务部|会计|2024-01-01|本科|某大",
			want: "宽甲|sex=男|idno=" + idA + "|phone=13900003081"},
		{name: "a state of staff under 状态", grid: "姓名|性别|状态\n甲一|男|在职\n乙二|女|离职", want: "甲一|state=\n乙二|state=", told: "状态 写的是“在职”"},
		{name: "a state of members under 状态", grid: "姓名|性别|状态\n甲一|男|正常\n乙二|女|已转出", want: "甲一|state=正常\n乙二|state=转出"},
	})
}

func TestHeadsOfEnterprises(t *testing.T) {
	var tables []officeTable
	for head, want := range map[string]string{
		"青年职工数": "staff=|under35=80", "青年员工数": "staff=|under35=80", "青年职工人数": "staff=|under35=80", "团员职工数": "staff=|members=80", "团员总人数": "staff=|members=80", "其中：团员": "staff=|members=80", "其中:党员": "staff=|party=80",
		"女职工数": "staff=", "女职工人数": "staff=|under35=", "退休职工数": "staff=", "职工人数（女）": "staff=", "35岁以下女职工": "under35=", "职工人数（其中女）": "staff=", "新增职工数": "staff=", "外来务工人员数": "staff=", "大专以上职工数": "staff=", "从业人员期末人数": "staff=80",
		"用工总数": "staff=80", "在册职工人数": "staff=80", "14-35周岁青年数": "under35=80", "35岁及以下青年人数": "under35=80", "党员总数": "party=80", "职工总数（人）": "staff=80", "职工总数（户）": "staff=", "职工数(百人)": "staff=8000",
		"营业收入（万元）": "revenue=80", "营业收入（元）": "revenue=0", "营业收入(亿元)": "revenue=800000", "营业收入（千元）": "revenue=8", "年营业收入": "revenue=80", "营业收入/亿元": "revenue=800000", "注册资本（万元）": "revenue=|assets=", "资产总额（亿元）": "assets=800000",
	} {
		tables = append(tables, officeTable{name: head, kind: "enterprise", grid: "企业名称|负责人|" + head + "\n青年甲厂|周某|80", want: "青年甲厂|" + want})
	}
	runTables(t, append(tables, []officeTable{
		{name: "the two of 02", kind: "enterprise", grid: "企业名称|青年职工人数|团员职工数\n青年甲厂|80|30", want: "青年甲厂|staff=|under35=80|members=30"},
		{name: "groups of counts", kind: "enterprise", grid: "企业名称|职工人数||||\n|总数|其中女|35岁以下|团员|党员\n青年甲厂|80|30|20|10|5", merged: []sheet.Area{{Left: 1, Right: 5}}, want: "青年甲厂|staff=80|under35=20|members=10|party=5"},
		{name: "a group of women", kind: "enterprise", grid: "企业名称|职工||女职工|\n|人数|35岁以下|人数|35岁以下\n青年甲厂|80|40|30|20", merged: []sheet.Area{{Left: 1, Right: 2}, {Left: 3, Right: 4}}, want: "青年甲厂|staff=80|under35=40"},
		{name: "men and women apart", kind: "enterprise", grid: "企业名称|职工人数||负责人\n|男|女|\n甲厂|30|20|周", merged: []sheet.Area{{Left: 1, Right: 2}}, want: "甲厂|staff=|boss=周"},
		{name: "money of another country", kind: "enterprise", grid: "企业名称|负责人|营业收入（万美元）\n甲厂|周|35", want: "甲厂|revenue="},
		{name: "a unit above the table", kind: "enterprise", grid: "企业情况表\n单位：亿元\n企业名称|负责人|营业收入|资产总额\n甲厂|周|1.5|0.25", want: "甲厂|revenue=15000|assets=2500"},
		{name: "a unit in the cells", kind: "enterprise", grid: "企业名称|负责人|营业收入|资产总额\n甲厂|周|1.5亿元|2500万\n乙厂|吴|35000000元|1200", want: "甲厂|revenue=15000|assets=2500\n乙厂|revenue=3500|assets=1200"},
		{name: "a cell's own unit goes before the head's", kind: "enterprise", grid: "企业名称|负责人|营业收入（元）\n甲厂|周|3500万元\n乙厂|吴|35000000", want: "甲厂|revenue=3500\n乙厂|revenue=3500"},
		{name: "code and contact", kind: "enterprise", grid: "单位名称|联系人|联系电话|联系地址|统一社会信用代码|组织机构代码\n联系甲厂|某甲|13900004001|塔前路2号||K1234567-9", want: "联系甲厂|address=塔前路2号|note=联系人：某甲|credit=K12345679|phone=13900004001"},
		{name: "the contact's phone stands back", kind: "enterprise", grid: "企业名称|联系人电话|负责人电话\n甲厂|13900000001|13900000002", want: "甲厂"},
		{name: "secretary under the enterprise", kind: "enterprise", grid: "企业名称|负责人||团支部书记|\n|姓名|电话|姓名|电话\n甲厂|周某|13900000001|李某|13900000002", merged: []sheet.Area{{Left: 1, Right: 2}, {Left: 3, Right: 4}}, want: "甲厂|boss=周某|phone=13900000001"},
		{name: "yes and no", kind: "enterprise", grid: "企业名称|是否规上|有无工会|是否建妇联|是否非公企业\n甲厂|√|×|✔|Y\n乙厂|否|有|未|无\n丙厂|✗|无|○建|N", want: "甲厂|abovescale=是|union=否|women=是|nonpublic=是\n乙厂|abovescale=否|union=是|women=否|nonpublic=否\n丙厂|abovescale=否|union=否|women=○建|nonpublic=否"},
		{name: "built or not", kind: "enterprise", grid: "企业名称|负责人|是否建团\n甲厂|周|是\n乙厂|吴|√\n丙厂|郑|否\n丁厂|王|未建\n戊厂|冯|×", want: "甲厂|founding=已建\n乙厂|founding=已建\n丙厂|founding=否\n丁厂|founding=应建未建\n戊厂|founding=×"},
		{name: "in business", kind: "enterprise", grid: "企业名称|是否正常营业|负责人\n甲厂|是|周\n乙厂|已停产|吴\n丙厂|在营（开业）企业|郑", want: "甲厂|business=正常\n乙厂|business=停业\n丙厂|business=正常"},
	}...))
}

func TestTwoColumnsForOneField(t *testing.T) {
	runTables(t, []officeTable{
		{name: "the filled one", grid: "姓名|手机号码|联系电话\n甲一||13900000001\n乙二|13900000002|", want: "甲一|phone=13900000001\n乙二|phone=13900000002"},
		{name: "a mobile before a landline, and the other is told", grid: "姓名|联系电话|手机\n甲一|0739-5321234|13900000001", want: "甲一|phone=13900000001", told: "没有导入"},
		{name: "the fuller one", grid: "姓名|性别|住址|家庭住址\n甲一|男|塔前路2号|邵阳市大祥区塔前路2号", want: "甲一|address=邵阳市大祥区塔前路2号|note="},
		{name: "what says otherwise goes to the note", grid: "姓名|性别|学历|最高学历\n甲一|男|大专|本科", want: "甲一|schooling=大学专科|note=最高学历：本科"},
		{name: "the day before the month", grid: "姓名|性别|入团年月|入团时间\n甲一|男|2016.05|2016.05.04", want: "甲一|joined=2016-05-04"},
		{name: "nothing before something", grid: "姓名|性别|单位|工作单位\n甲一|男|无|东升五金厂", want: "甲一|unit=东升五金厂"},
		{name: "numbered phones", grid: "姓名|联系电话1|联系电话2\n甲一||13900000001", want: "甲一|phone=13900000001"},
	})
}

// Two names in one head, and heads without a field: nothing is dropped without a word.
func TestHeadsWithTwoMeanings(t *testing.T) {
	runTables(t, []officeTable{
		{name: "standing and party", grid: "姓名|性别|政治面貌/入党时间\n甲一|男|中共党员/2019.06\n乙二|女|共青团员\n丙三|男|中共党员2019年6月", want: "甲一|standing=中共党员|party=2019-06\n乙二|standing=共青团员|party=\n丙三|standing=中共党员|party=2019-06"},
		{name: "phone and 微信", grid: "姓名|性别|手机/微信\n甲一|男|13900000001/wx1\n乙二|女|13900000002\n丙三|男|wx3 13900000003", want: "甲一|phone=13900000001|wechat=wx1\n乙二|phone=13900000002|wechat=\n丙三|phone=13900000003|wechat=wx3"},
		{name: "unit and position", grid: "姓名|性别|单位及岗位\n甲一|男|邵阳东升五金有限公司车间主任\n乙二|女|邵阳东升五金有限公司", want: "甲一|unit=邵阳东升五金有限公司|position=车间主任\n乙二|unit=邵阳东升五金有限公司|position="},
		{name: "a number of either kind", grid: "姓名|性别|团员号\n甲一|男|201843001234\n乙二|女|43100123", want: "甲一|devno=201843001234\n乙二|card=43100123"},
		{name: "in the Party or not", grid: "姓名|性别|是否是党员\n甲一|男|是\n乙二|女|否", want: "甲一|standing=中共党员\n乙二|standing="},
		{name: "no field", grid: "姓名|性别|部门|职称|备注\n甲一|男|财务部|会计师|组长\n乙二|女||无|", want: "甲一|note=组长；部门：财务部；职称：会计师\n乙二|note="},
		{name: "组织关系 that is no branch", grid: "姓名|性别|组织关系\n甲一|男|已转入", want: "甲一|branch=|note=组织关系：已转入"},
		{name: "组织关系 that is one", grid: "姓名|性别|组织关系\n甲一|男|东升团支部", want: "甲一|branch=东升团支部"},
		{name: "unknown", grid: "姓名|性别|幸运色\n甲一|男|红", want: "甲一", told: "幸运色 认不出这一列"},
	})
}

// The heads of offices that were not known: each leads where a person plainly takes it.
func TestHeadsOfOffices(t *testing.T) {
	for kind, keys := range map[string]map[string]string{
		"member": {"name": "学生姓名 党员姓名 证件姓名 真实姓名 成员姓名 会员姓名 志愿者姓名 中文姓名 姓名/Name", "idno": "居民身份号码 党员身份证号 二代身份证号 居民身份证", "position": "职位 部门职务 岗位名称 职务/岗位",
			"unit": "单位及岗位 所在单位及职务 学习/工作单位 所在公司 单位全称 学校", "address": "联系地址 居住住址 家庭详细地址 现住地址", "home": "户籍所在地名称 户籍所在地详址 户口地址 身份证地址",
			"phone": "固定电话 学生联系电话 工作电话 联系电话1 手机号1 移动电话号码 手机/微信", "mail": "工作邮箱", "standing": "党、团员 政治面貌/入党时间", "party": "加入党组织日期", "joined": "加入团组织日期 参加共青团时间",
			"branch": "团组织全称 所属团组织全称 所属团支部全称 所在支部全称", "schooling": "学历名称 学历学位 受教育程度", "remark": "部门 职称 是否团干部 是否注册志愿者", "isparty": "是否是党员", "leagueno": "团员号"},
		"enterprise": {"name": "单位详细名称 公司全称 店名 商户名称", "remark": "联系人 网格 团支部名称 团组织名称", "address": "联系地址 企业详细地址 实际经营地址", "credit": "统一社会信用代码或注册号 纳税人识别号", "phone": "法人联系方式 负责人手机 法人手机号 固定电话 单位电话",
			"staff": "从业人员期末人数 用工总数 在册职工人数", "under35": "14-35周岁青年数 35岁及以下青年人数", "members": "其中：团员", "party": "党员总数", "registration": "企业注册类型", "abovescale": "是否规模以上企业", "founding_from": "建团时间", "nobranch": "未建团组织原因", "plan": "拟建团时间", "business": "是否正常营业 运营状态", "contact": "包保干部"},
		"branch": {"founded": "组织成立时间", "remark": "组织人数 副书记 组织委员 下次换届时间 届满时间 团员数", "secretary": "团支部书记姓名", "phone": "书记联系方式 书记电话", "term_from": "最近一次换届时间", "superior": "上级团组织名称", "sort": "单建/联建"},
	} {
		must := map[string]string{"member": "身份证号", "enterprise": "负责人", "branch": "组织全称"}[kind]
		for key, heads := range keys {
			for _, head := range strings.Fields(heads) {
				w := gridSheets(must + "|" + head + "|自定\n1|2|3")
				if key == "name" || kind == "enterprise" && key != "name" {
					w = gridSheets(head + "|性别|自定\n1|2|3")
					if kind == "enterprise" {
						w = gridSheets("企业名称|" + head + "|自定\n1|2|3")
					}
				}
				if kind == "enterprise" && key == "name" {
					w = gridSheets(head + "|负责人|自定\n1|2|3")
				}
				found := sheet.Locate(context.Background(), w, intake.Vocabulary(ledger.KindOf(kind), true, false))
				if len(found) != 1 || found[0].Column(key) < 0 {
					t.Errorf("%s: %s does not lead to %s: %+v", kind, head, key, found)
				}
			}
		}
	}
}
