package intake_test

import (
	"testing"

	"tuanjian/store/sheet"
	"tuanjian/store/stage"
)

// How tables lie: cards, heads at the side, blocks, tables below each other, no heads.

var (
	idA, idB, idC = stage.IDNumber("2002-03-04", 11), stage.IDNumber("2001-12-30", 22), stage.IDNumber("2003-07-01", 35)
)

func TestCardsAreReadAsPeople(t *testing.T) {
	runTables(t, []officeTable{
		{name: "one card", grid: "团员登记表\n姓名|卡片甲|性别|男|民族|汉族\n出生年月|1998.10|手机号码|13900003051|学历|大专\n现住址|塔前路9号",
			want: "卡片甲|sex=男|nation=汉族|born=1998-10|phone=13900003051|schooling=大学专科|address=塔前路9号"},
		{name: "two cards below each other", grid: "姓名|卡片甲|性别|男\n手机|13900000001|民族|汉\n\n姓名|卡片乙|性别|女\n手机|13900000002|民族|苗",
			want: "卡片甲|sex=男|phone=13900000001|nation=汉族\n卡片乙|sex=女|phone=13900000002|nation=苗族"},
		{name: "two cards side by side", grid: "姓名|卡片甲||姓名|卡片乙\n性别|男||性别|女\n手机|13900000001||手机|13900000002\n身份证号|" + idA + "||身份证号|" + idB,
			want: "卡片甲|sex=男|phone=13900000001|idno=" + idA + "\n卡片乙|sex=女|phone=13900000002|idno=" + idB},
		{name: "four cards", grid: "姓名|甲一|性别|男|姓名|乙二|性别|女\n手机|13900000001|||手机|13900000002\n姓名|丙三|性别|男|姓名|丁四|性别|女\n手机|13900000003|||手机|13900000004",
			want: "甲一|sex=男|phone=13900000001\n乙二|sex=女|phone=13900000002\n丙三|sex=男|phone=13900000003\n丁四|sex=女|phone=13900000004"},
		{name: "a card in which values are missing", grid: "姓名|卡片丙|性别||民族|汉族\n出生年月||联系电话|13900000003|文化程度|",
			want: "卡片丙|sex=|nation=汉族|phone=13900000003|born=|schooling="},
		{name: "labels and values in one cell", grid: "入团登记\n姓名：卡片丁　性别：女\n身份证号：" + idA + "\n联系电话：13900000004",
			want: "卡片丁|sex=女|idno=" + idA + "|phone=13900000004"},
		{name: "a card with the family below", grid: "姓名|卡片戊|性别|男|出生年月|1998.10\n身份证号|" + stage.IDNumber("1998-10-05", 13) + "|手机|13900000005|政治面貌|共青团员\n家庭成员情况\n称谓|姓名|年龄|工作单位|联系电话\n父亲|卡父|50|某厂|13900000006\n母亲|卡母|49|某店|13900000007",
			want: "卡片戊|sex=男|phone=13900000005|standing=共青团员"},
		{name: "a label that nobody knows", grid: "姓名|卡片己|特殊项|某某|性别|女\n手机号码|13900000008|血型|A型|民族|汉族",
			want: "卡片己|sex=女|phone=13900000008|nation=汉族", told: "特殊项"},
		{name: "merged labels", grid: "团员基本信息表\n姓名||卡片庚||性别|男\n身份证号码||" + idB + "||民族|土家",
			merged: []sheet.Area{{Top: 1, Left: 0, Bottom: 1, Right: 1}, {Top: 1, Left: 2, Bottom: 1, Right: 3}},
			want:   "卡片庚|idno=" + idB + "|nation=土家族"},
		{name: "a card of an enterprise", kind: "enterprise", grid: "企业基本情况表\n企业名称|卡片五金厂|统一社会信用代码|91430502MA4L12346Y\n地址|塔前路1号|负责人|周某\n职工总数|45|联系电话|0739-5321234",
			want: "卡片五金厂|credit=91430502MA4L12346Y|address=塔前路1号|boss=周某|staff=45|phone=0739-5321234"},
		{name: "a roster with its unit above and those who sign below is no card", kind: "-", grid: "团员花名册\n填报单位（盖章）：塔北社区||||||统计日期：2026年11月||单位：人\n序号|姓名|性别|民族|政治面貌|入团时间|团内职务|工作单位|手机号码\n1|表甲|女|汉族|共青团员|2018-08|书记|卡片五金厂|13900001111\n2|表乙|男|苗族|共青团员|2019-08|书记|卡片五金厂|13900002222\n合计|共 2 人\n填表人：|审核人：|||填表日期：",
			want: "表甲|sex=女|nation=汉族|joined=2018-08|phone=13900001111\n表乙|sex=男|nation=苗族|joined=2019-08|phone=13900002222"},
		{name: "an empty card", grid: "团员登记表\n姓名||性别||民族|\n出生年月||手机号码||学历|\n现住址|", want: "!没有数据"},
	})
}

func TestTablesOnTheirSide(t *testing.T) {
	runTables(t, []officeTable{
		{name: "two people", grid: "姓名|横甲|横乙\n性别|男|女\n身份证号|" + idA + "|" + idB + "\n手机|13900000001|13900000002",
			want: "横甲|sex=男|idno=" + idA + "|phone=13900000001\n横乙|sex=女|idno=" + idB + "|phone=13900000002"},
		{name: "with a title and numbers", grid: "塔前团支部团员名册\n序号|1|2|3\n姓名|横甲|横乙|横丙\n民族|汉|苗|侗\n联系电话|13900000001|13900000002|13900000003",
			want: "横甲|nation=汉族\n横乙|nation=苗族\n横丙|nation=侗族|phone=13900000003"},
		{name: "groups left of the heads", grid: "基本情况|姓名|横甲|横乙\n|性别|男|女\n联系方式|手机|13900000001|13900000002",
			merged: []sheet.Area{{Top: 0, Left: 0, Bottom: 1, Right: 0}}, want: "横甲|sex=男|phone=13900000001\n横乙|sex=女|phone=13900000002"},
		{name: "one person", grid: "姓名|横甲\n性别|女\n手机|13900000001\n入团年月|2016.05", want: "横甲|sex=女|phone=13900000001|joined=2016-05"},
		{name: "a gap", grid: "姓名|横甲||横乙\n性别|男||女\n手机|13900000001||13900000002", want: "横甲|sex=男|phone=13900000001\n横乙|sex=女|phone=13900000002"},
		{name: "a block of more people below", grid: "姓名|横甲|横乙\n性别|男|女\n手机|13900000001|13900000002\n\n姓名|横丙|横丁\n性别|女|男\n手机|13900000003|13900000004",
			want: "横甲|sex=男|phone=13900000001\n横乙|sex=女|phone=13900000002\n横丙|sex=女|phone=13900000003\n横丁|sex=男|phone=13900000004"},
		{name: "enterprises", kind: "enterprise", grid: "企业名称|横甲厂|横乙店\n职工总数|30|8\n联系电话|13900000001|13900000002\n地址|塔前路1号|塔前路2号",
			want: "横甲厂|staff=30|phone=13900000001\n横乙店|staff=8|address=塔前路2号"},
		{name: "what to write is nobody", grid: "姓名|必填\n身份证号|必填，18位\n手机|选填\n性别|选填", want: "!"},
		{name: "nor is an explanation", grid: "字段|说明\n姓名|与身份证一致\n身份证号|18位号码\n民族|填全称", want: "!"},
	})
}

func TestSecondTables(t *testing.T) {
	runTables(t, []officeTable{
		{name: "another order", grid: "第一团支部团员名册\n姓名|性别|民族|手机号码\n尉迟甲|男|汉族|13900001111\n\n第二团支部团员名册\n姓名|民族|性别|手机号码\n尉迟乙|土家族|女|13900002222",
			want: "尉迟甲|sex=男|nation=汉族|branch=第一团支部\n尉迟乙|sex=女|nation=土家族|branch=第二团支部"},
		{name: "more columns", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n合计|1人\n姓名|身份证号|性别|手机号码\n尉迟乙|" + idA + "|女|13900002222",
			want: "尉迟甲|sex=男\n尉迟乙|idno=" + idA + "|sex=女|phone=13900002222"},
		{name: "shifted by a column", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n\n|姓名|性别|手机号码\n|尉迟乙|女|13900002222",
			want: "尉迟甲|sex=男|phone=13900001111\n尉迟乙|sex=女|phone=13900002222"},
		{name: "groups above the second head", grid: "姓名|性别|手机号\n尉迟甲|男|13900001111\n\n序号|基本情况||联系人||本人\n|姓名|性别|姓名|手机号|手机号\n1|尉迟乙|女|某父|13900009999|13900002222",
			want: "尉迟甲|phone=13900001111\n尉迟乙|sex=女|phone=13900002222"},
		{name: "the same heads, written otherwise", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n姓 名|性 别|手机号码\n尉迟乙|女|13900002222",
			want: "尉迟甲|sex=男\n尉迟乙|sex=女|phone=13900002222"},
		{name: "three tables", grid: "姓名|性别|手机号码\n甲一|男|13900001111\n\n性别|姓名|手机号码\n女|乙二|13900002222\n\n手机号码|姓名|性别\n13900003333|丙三|男",
			want: "甲一|sex=男\n乙二|sex=女|phone=13900002222\n丙三|sex=男|phone=13900003333"},
		{name: "enterprises below members", kind: "-", grid: "姓名|性别|手机号码|民族\n甲一|男|13900001111|汉\n\n企业名称|负责人|职工总数\n下面五金厂|周某|20",
			want: "下面五金厂|boss=周某|staff=20\n甲一|phone=13900001111"},
		{name: "the branch alone between blank lines", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n\n第二团支部\n\n姓名|手机号码|性别\n尉迟乙|13900002222|女",
			want: "尉迟甲|branch=\n尉迟乙|sex=女|phone=13900002222|branch=第二团支部", told: "第二团支部 分组标题"},
		{name: "right above its heads, with a count", grid: "第一团支部\n姓名|性别|手机号码\n尉迟甲|男|13900001111\n（二）第二团支部（1人）\n姓名|手机号码|性别\n尉迟乙|13900002222|女",
			want: "尉迟甲|branch=第一团支部\n尉迟乙|sex=女|branch=第二团支部"},
		{name: "with the same heads", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n\n第二支部\n\n姓名|性别|手机号码\n尉迟乙|女|13900002222",
			want: "尉迟甲|branch=\n尉迟乙|sex=女|branch=第二支部"},
		{name: "without heads of its own", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n\n2.第二团支部：\n尉迟乙|女|13900002222",
			want: "尉迟甲|branch=\n尉迟乙|sex=女|branch=第二团支部"},
		{name: "an enterprise", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n\n西湖食品有限公司\n\n姓名|手机号码|性别\n尉迟乙|13900002222|女",
			want: "尉迟甲|branch=\n尉迟乙|sex=女|branch=西湖食品有限公司团支部"},
		{name: "enterprises, numbered, in the column of numbers", grid: "序号|姓名|手机号码\n一、西湖食品厂\n1|尉迟甲|13900001111\n二、东升五金有限公司\n1|尉迟乙|13900002222",
			want: "尉迟甲|branch=西湖食品厂团支部\n尉迟乙|branch=东升五金有限公司团支部"},
		{name: "behind a label", grid: "团支部：第一团支部\n姓名|性别|手机号码\n尉迟甲|男|13900001111\n\n支部名称：第二团支部\n姓名|手机号码|性别\n尉迟乙|13900002222|女",
			want: "尉迟甲|branch=第一团支部\n尉迟乙|branch=第二团支部"},
		{name: "a sheet of one table", grid: "第二团支部\n姓名|手机号码|性别\n尉迟乙|13900002222|女", want: "尉迟乙|branch=第二团支部"},
		{name: "a column of branches comes first", grid: "姓名|团支部|手机号码\n尉迟甲|东升团支部|13900001111\n\n第二团支部\n\n手机号码|姓名|团支部\n13900002222|尉迟乙|东升团支部",
			want: "尉迟甲|branch=东升团支部\n尉迟乙|branch=东升团支部"},
		{name: "a Party branch is none", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n\n机关党支部\n\n姓名|手机号码|性别\n尉迟乙|13900002222|女", want: "尉迟甲|branch=\n尉迟乙|branch="},
		{name: "somebody without more than a name is somebody", grid: "姓名|性别|手机号码\n尉迟甲|男|13900001111\n店小二\n\n姓名|手机号码|性别\n尉迟乙|13900002222|女", want: "尉迟甲\n店小二\n尉迟乙|sex=女"},
		{name: "enterprises below a title, each with its heads", grid: "团员名册\n东升五金有限公司\n姓名|身份证号\n甲一|" + idA + "\n\n塔前超市\n身份证号|姓名\n" + idB + "|乙二",
			want: "甲一|branch=东升五金有限公司团支部\n乙二|branch=塔前超市团支部"},
		{name: "without heads, the enterprise alone between", grid: "东升五金有限公司团员\n甲一|" + idA + "|13900001111\n\n长虹印务有限公司团员\n乙二|" + idB + "|13900002222", want: "甲一|idno=" + idA + "\n乙二|idno=" + idB},
		{name: "关系 under somebody else's group", grid: "团员信息|||紧急联系人||\n姓名|性别|身份证号|姓名|关系|手机\n甲一|男|" + idA + "|某父|父子|13900009001", merged: []sheet.Area{{Top: 0, Left: 0, Bottom: 0, Right: 2}, {Top: 0, Left: 3, Bottom: 0, Right: 5}},
			want: "甲一|idno=" + idA + "|phone="},
		{name: "the head alone again", grid: "姓名\n甲一\n乙二\n姓名\n丙三", want: "甲一\n乙二\n丙三"},
	})
}

// Lines that say what those below are: nobody, and what they say is not lost.
func TestLinesThatPartATable(t *testing.T) {
	numbered := "一、在册团员（2人）\n姓名|性别|身份证号|手机号\n节甲|男|" + idA + "|13900000001\n二、流动团员\n节丙|男||13900000003\n（三）已转出\n节丁|男||13900000004\n四、离团\n节戊|男||13900000005\n五、拟发展对象\n节己|男||13900000006"
	runTables(t, []officeTable{
		{name: "numbered", grid: numbered, doubt: "写着“已转出”，团籍状态按“转出”记",
			want: "节甲|state=\n节丙|state=\n节丁|state=转出\n节戊|state=离团（满28周岁）\n节己|state=非团员", told: "（三）已转出 分组标题"},
		{name: "who drifts is told", grid: numbered, doubt: "写着“流动团员”", want: "节甲\n节丙\n节丁\n节戊\n节己"},
		{name: "words alone", grid: "姓名|性别|手机号\n在册团员\n节甲|男|13900000001\n已转出团员\n节丁|男|13900000004\n二、外来务工\n节戊|男|13900000005\n女团员\n节己|女|13900000006",
			want: "节甲|state=\n节丁|state=转出\n节戊|state=\n节己|sex=女|state="},
		{name: "the number in a cell of its own, a count behind", grid: "序号|姓名|手机号\n一|在册|共1人\n1|节甲|13900000001\n二|已转出|1人\n1|节乙|13900000002", want: "节甲|state=\n节乙|state=转出"},
		{name: "signs and brackets", grid: "姓名|手机号\n节甲|13900000001\n【已退团】\n节乙|13900000002\n—— 超龄团员 ——\n节丙|13900000003", want: "节甲\n节乙|state=退团\n节丙|state=超龄待离"},
		{name: "above a second table", grid: "一、在册团员\n姓名|性别|身份证号\n两表甲|男|" + idA + "\n\n二、已离团\n身份证号|姓名|离团日期\n" + idB + "|两表乙|2025-03-01", want: "两表甲|state=\n两表乙|state=离团（满28周岁）|state_from=2025-03-01", doubt: "写着“已离团”"},
		{name: "sheets that say so", grid: "===在册\n姓名|手机号\n节甲|13900000001\n===已转出\n姓名|手机号\n节乙|13900000002", want: "节甲|state=\n节乙|state=转出", doubt: "写着“已转出”"},
		{name: "what the row's own cell says", grid: "姓名|手机号|团籍状态\n已转出\n节乙|13900000002|正常", want: "节乙|state=正常", doubt: "-"},
		{name: "branches with such lines", grid: "姓名|手机号\n第一团支部\n在册\n节甲|13900000001\n已转出\n节乙|13900000002\n第二团支部\n节丙|13900000003", want: "节甲|state=|branch=第一团支部\n节乙|state=转出|branch=第一团支部\n节丙|state=|branch=第二团支部"},
		{name: "people with such names", grid: "姓名|手机号|民族\n正常|13900000001|汉\n毕业|13900000003|苗\n店小二", want: "正常\n毕业\n店小二"},
		{name: "enterprises", kind: "enterprise", grid: "企业名称|负责人\n一、规上企业\n甲厂|周某\n二、已停业\n乙厂|吴某\n（三）个体工商户（1户）\n丙店|郑某", want: "甲厂|business=\n乙厂|business=停业\n丙店|business="},
		{name: "organisations", kind: "branch", grid: "团支部名称|联系电话\n一、非公企业团组织\n甲团支部|13900000001\n二、社会组织\n乙团支部|13900000002", want: "甲团支部\n乙团支部"},
	})
}

func TestBlocksSideBySide(t *testing.T) {
	runTables(t, []officeTable{
		{name: "two", grid: "姓名|手机|姓名|手机\n甲一|13900000001|乙二|13900000002\n丙三|13900000003", want: "甲一|phone=13900000001\n丙三|phone=13900000003\n乙二|phone=13900000002"},
		{name: "with numbers", grid: "团员名册\n序号|姓名|性别|手机|序号|姓名|性别|手机\n1|甲一|男|13900000001|3|丙三|女|13900000003\n2|乙二|女|13900000002|4|丁四|男|13900000004",
			want: "甲一|sex=男\n乙二|sex=女\n丙三|sex=女|phone=13900000003\n丁四|sex=男|phone=13900000004"},
		{name: "three, parted by an empty column", grid: "姓名|手机||姓名|手机||姓名|手机\n甲一|13900000001||乙二|13900000002||丙三|13900000003", want: "甲一|phone=13900000001\n乙二|phone=13900000002\n丙三|phone=13900000003"},
		{name: "in another order beyond an empty column", grid: "姓名|性别|手机||手机|姓名|性别\n甲一|男|13900000001||13900000002|乙二|女", want: "甲一|sex=男|phone=13900000001\n乙二|sex=女|phone=13900000002"},
		{name: "each with its branch above", grid: "第一团支部|||第二团支部||\n姓名|性别|手机|姓名|性别|手机\n甲一|男|13900000001|乙二|女|13900000002",
			merged: []sheet.Area{{Top: 0, Left: 0, Bottom: 0, Right: 2}, {Top: 0, Left: 3, Bottom: 0, Right: 5}}, want: "甲一|branch=第一团支部\n乙二|branch=第二团支部|phone=13900000002"},
		{name: "unequal heads, numbered", grid: "序号|姓名|性别|手机号|序号|姓名|性别|身份证号\n1|块甲|男|13900000001|3|块乙|女|" + idB + "\n2|块丙|男|13900000003|4|块丁|女|" + idC,
			want: "块甲|sex=男|phone=13900000001|idno=|note=\n块丙|idno=|phone=13900000003\n块乙|sex=女|phone=|idno=" + idB + "\n块丁|idno=" + idC},
		{name: "unequal heads, the sex comes again", grid: "姓名|性别|手机|姓名|性别|身份证号\n块甲|男|13900000001|块乙|女|" + idB, want: "块甲|sex=男|idno=|phone=13900000001\n块乙|sex=女|phone=|idno=" + idB},
		{name: "unequal heads, the office before each name", grid: "部门|姓名|手机|部门|姓名|身份证号\n一科|块甲|13900000001|二科|块乙|" + idB + "\n一科|块丙|13900000003", want: "块甲|idno=|note=部门：一科\n块丙|phone=13900000003\n块乙|idno=" + idB + "|note=部门：二科"},
		{name: "unequal heads, the phone comes again", grid: "姓名|身份证号|手机号|姓名|手机号|所在支部\n块甲|" + idA + "||块乙|13900000002|乙支部", want: "块甲|idno=" + idA + "|phone=|branch=\n块乙|phone=13900000002|branch=乙支部"},
		{name: "three of unequal heads", grid: "姓名|性别|手机|姓名|性别|身份证号|姓名|性别|民族\n块甲|男|13900000001|块乙|女|" + idB + "|块丙|男|苗", want: "块甲|idno=|nation=\n块乙|idno=" + idB + "|nation=\n块丙|nation=苗族|idno="},
		{name: "enterprises of unequal heads", kind: "enterprise", grid: "企业名称|地址|负责人|企业名称|地址|职工总数\n左厂|塔前路1号|左某|右厂|塔前路2号|55", want: "左厂|boss=左某|staff=\n右厂|boss=|staff=55|address=塔前路2号"},
		{name: "organisations of unequal heads", kind: "branch", grid: "序号|团支部名称|成立时间|序号|团支部名称|联系电话\n1|左团支部|2024-05|2|右团支部|13900000001", want: "左团支部|founded=2024-05|phone=\n右团支部|founded=|phone=13900000001"},
		{name: "nobody knows whose the rest is", grid: "姓名|手机|姓名|身份证号\n块甲|13900000001|块乙|" + idB, want: "块甲|phone=13900000001|idno=", told: "D 身份证号 前面已有一列“姓名”，这一列说不准是谁的"},
		{name: "nor which enterprise's", kind: "enterprise", grid: "企业名称|负责人|企业名称|职工总数\n左厂|左某|右厂|55", want: "左厂|boss=左某|staff=", told: "D 职工总数 前面已有一列“企业名称”，这一列说不准是谁的"},
		{name: "a relative stands beside", grid: "姓名|身份证号|手机号|家长|姓名|手机号\n块甲|" + idA + "||一|某父|13900009001", want: "块甲|idno=" + idA + "|phone=", told: "F 手机号"},
		{name: "the name written again at the other end", grid: "姓名|性别|身份证号|姓名|性别|手机号\n块甲|男|" + idA + "|块甲|男|13900000001\n块乙|女|" + idB + "|块乙|女|13900000002", want: "块甲|idno=" + idA + "|phone=13900000001\n块乙|phone=13900000002"},
		{name: "names only", grid: "姓名|姓名|姓名|姓名\n甲一|乙二|丙三|丁四", want: "甲一\n乙二\n丙三\n丁四"},
		{name: "a second name that is no block", grid: "姓名|性别|手机|姓名\n甲一|男|13900000001|某父", want: "甲一|phone=13900000001", told: "姓名"},
		{name: "an empty column within one table", grid: "姓名|性别||手机|民族\n甲一|男||13900000001|汉", want: "甲一|sex=男|phone=13900000001|nation=汉族"},
	})
}

func TestRowsWithoutHeads(t *testing.T) {
	runTables(t, []officeTable{
		{name: "name, number, phone", grid: "无头甲|" + idA + "|13900001111\n无头乙|" + idB + "|13900002222", want: "无头甲|idno=" + idA + "|phone=13900001111\n无头乙|idno=" + idB, told: "姓名 按内容认的"},
		{name: "numbered, with sex and nation", grid: "1|无头甲|男|汉族|" + idA + "\n2|无头乙|女|苗族|" + idB + "\n3|无头丙|女|侗|" + idC, want: "无头甲|nation=汉族|idno=" + idA + "\n无头乙|nation=苗族\n无头丙|nation=侗族"},
		{name: "under a title", grid: "塔前团支部团员\n无头甲|13900001111\n无头乙|13900002222", want: "无头甲|phone=13900001111\n无头乙|phone=13900002222"},
		{name: "one person", grid: "无头甲|" + idA, want: "无头甲|idno=" + idA},
		{name: "unit and branch", grid: "无头甲|" + idA + "|东升五金有限公司|东升团支部\n无头乙|" + idB + "|东升五金有限公司|东升团支部", want: "无头甲|unit=东升五金有限公司|branch=东升团支部\n无头乙|branch=东升团支部"},
		{name: "two columns could be the name", grid: "无头甲|某父|13900001111\n无头乙|某母|13900002222", want: "!没有找到能认出来的表头"},
		{name: "a head that nobody knows", grid: "家长|家长号\n某父|13900001111\n某母|13900002222", want: "!家长、家长号"},
		{name: "names alone", grid: "无头甲\n无头乙", want: "!没有找到能认出来的表头"},
		{name: "enterprises", kind: "enterprise", grid: "无头五金厂|91430502MA4L12346Y|13900001111", want: "无头五金厂|credit=91430502MA4L12346Y|phone=13900001111"},
		{name: "a poem", grid: "床前明月光\n疑是地上霜", want: "!没有找到能认出来的表头"},
	})
}

func TestSheetsAndRowsThatAreHidden(t *testing.T) {
	b := stage.Book(t)
	for _, c := range []officeTable{
		{name: "a sheet", kind: "member", grid: "===今\n姓名|性别\n今人甲|男\n===旧（隐藏）\n姓名|性别\n旧人甲|男", want: "今人甲", told: "旧 工作表是隐藏的"},
		{name: "rows", kind: "member", grid: "===今\n姓名|性别\n今人甲|男\n~旧人甲|男\n今人乙|女", want: "今人甲\n今人乙", told: "hides [2]"},
		{name: "all rows", kind: "member", grid: "===今\n姓名|性别\n~旧人甲|男", want: "!隐藏的"},
		{name: "the only sheet", kind: "member", grid: "===封面\n填表要求\n===旧（隐藏）\n姓名|性别\n旧人甲|男", want: "!--hidden"},
	} {
		for _, wrong := range c.check(b) {
			t.Errorf("%s: %s", c.name, wrong)
		}
		in, _, _ := planGrids(b, c)
		if !in.Hides() {
			t.Errorf("%s: nothing is hidden", c.name)
		}
		in.ShowHidden(true)
		p, err := in.Plan(t.Context(), nil)
		if err != nil || lineOf(p, p.Added[len(p.Added)-1], "name") == "" {
			t.Fatal(err)
		}
		there := false
		for _, row := range p.Added {
			there = there || row.Name == "旧人甲"
		}
		if !there {
			t.Errorf("%s: 旧人甲 does not go in when asked for", c.name)
		}
	}
}
