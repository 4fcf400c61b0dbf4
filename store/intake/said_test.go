package intake_test

import "testing"

// Words that say more than one thing, each by what stands around it.

func TestPostsUnderAPlainHead(t *testing.T) {
	runTables(t, []officeTable{
		{name: "all of the League", grid: "姓名|手机号|所在支部|职务\n职务甲|13900000001|甲乙支部|书记\n职务乙|13900000002|甲乙支部|组织委员\n职务丙|13900000003|甲乙支部|",
			want: "职务甲|duty=书记|position=\n职务乙|duty=组织委员|position=\n职务丙|duty=|position="},
		{name: "several in one cell, work's among them", grid: "姓名|手机号|所在支部|职务\n职务甲|13900000001|甲乙支部|支部书记兼组织委员\n职务乙|13900000002|甲乙支部|副书记、宣传委员\n职务丙|13900000003|甲乙支部|组织委员/纪检委员\n职务丁|13900000004|甲乙支部|车间主任\n职务戊|13900000005|甲乙支部|团支书\n职务己|13900000006|甲乙支部|无",
			want: "职务甲|duty=书记、组织委员|position=\n职务乙|duty=副书记、宣传委员|position=\n职务丙|duty=组织委员、委员|position=\n职务丁|duty=|position=车间主任\n职务戊|duty=书记|position=\n职务己|duty=|position="},
		{name: "mostly work's", grid: "姓名|手机号|所在支部|职务\n职务甲|13900000001|甲乙支部|总经理\n职务乙|13900000002|甲乙支部|会计\n职务丙|13900000003|甲乙支部|书记\n职务丁|13900000004|甲乙支部|暂无",
			want: "职务甲|duty=|position=总经理\n职务乙|duty=|position=会计\n职务丙|duty=|position=书记\n职务丁|duty=|position="},
		{name: "a post at work by its head", grid: "姓名|手机号|所在支部|工作岗位\n职务甲|13900000001|甲乙支部|书记", want: "职务甲|duty=|position=书记"},
	})
}

func TestYesAndNoEverywhere(t *testing.T) {
	var tables []officeTable
	for written, want := range map[string]string{"未": "否", "×": "否", "√": "是（流入流出未注明）", "是": "是（流入流出未注明）", "有": "是（流入流出未注明）", "无": "否", "没有": "否", "✓": "是（流入流出未注明）", "N": "否"} {
		tables = append(tables, officeTable{name: "是否流动团员 " + written, grid: "姓名|手机号|是否流动团员\n志甲|13900000001|" + written, want: "志甲|drift=" + want})
	}
	runTables(t, append(tables,
		officeTable{name: "circles beside crosses", grid: "姓名|手机号|是否流动团员|是否在读\n志甲|13900000001|〇|○\n志乙|13900000002|×|×", want: "志甲|drift=是（流入流出未注明）|studying=是\n志乙|drift=否|studying=否"},
		officeTable{name: "circles beside ticks", grid: "姓名|手机号|是否流动团员\n志甲|13900000001|〇\n志乙|13900000002|√", want: "志甲|drift=否\n志乙|drift=是（流入流出未注明）"},
		officeTable{name: "circles beside words", grid: "姓名|手机号|是否在读\n志甲|13900000001|〇\n志乙|13900000002|是", want: "志甲|studying=〇\n志乙|studying=是"},
		officeTable{name: "circles alone", grid: "姓名|手机号|是否流动团员\n志甲|13900000001|〇", want: "志甲|drift=〇"},
		officeTable{name: "no member at all", grid: "姓名|手机号|是否团员\n志甲|13900000001|是\n志乙|13900000002|否\n志丙|13900000003|非团员", want: "志甲|state=\n志乙|state=非团员\n志丙|state=非团员", doubt: "按“非团员”记"},
	))
}

func TestWhetherAnEnterpriseIsOpen(t *testing.T) {
	var tables []officeTable
	for written, want := range map[string]string{"在营（开业）": "正常", "开业（在营）": "正常", "存续": "正常", "开业": "正常", "存续（在营、开业）": "正常", "在营(开业)": "正常", "停业（歇业）": "停业（歇业）",
		"吊销，未注销": "吊销，未注销", "吊销": "吊销", "吊销（未注销）": "吊销（未注销）", "已吊销": "已吊销", "注销": "注销", "已注销": "注销"} {
		tables = append(tables, officeTable{name: written, kind: "enterprise", grid: "企业名称|负责人|经营状态\n甲厂|周某|" + written, want: "甲厂|business=" + want})
	}
	runTables(t, append(tables,
		officeTable{name: "none founded, few members", kind: "enterprise", grid: "企业名称|是否建团|团员人数|未建团原因\n甲厂|未建|2|人少\n乙厂|未建|3|\n丙厂|否|5|团员不足3人\n丁厂|应建未建||\n戊厂|尚未建团||流动大", doubt: "看不出该不该建团",
			want: "甲厂|founding=未建\n乙厂|founding=应建未建\n丙厂|founding=否\n丁厂|founding=应建未建\n戊厂|founding=尚未建团"},
		officeTable{name: "none founded, nothing else said", kind: "enterprise", grid: "企业名称|是否建团\n甲厂|未建", want: "甲厂|founding=应建未建", doubt: "不满 3 人的不算应建"},
		officeTable{name: "founded", kind: "enterprise", grid: "企业名称|是否建团\n甲厂|√\n乙厂|已建", want: "甲厂|founding=已建\n乙厂|founding=已建", doubt: "-"},
	))
}

func TestWhatAPersonReads(t *testing.T) {
	runTables(t, []officeTable{
		{name: "branches of one character over their people", grid: "姓名|手机号\n甲支部（2人）\n组甲|13900000001\n组乙|13900000002\n小计|2人\n乙支部（1人）\n组丙|13900000003\n总计|3人", want: "组甲|branch=甲支部\n组乙|branch=甲支部\n组丙|branch=乙支部"},
		{name: "an age behind the birthday", grid: "姓名|手机号|出生年月\n生甲|13900000001|2001年1月（25岁）\n生乙|13900000002|2007年7月17日生（18岁）\n生丙|13900000003|2001-01-05(24周岁)", want: "生甲|born=2001-01\n生乙|born=2007-07-17\n生丙|born=2001-01-05"},
		{name: "a name in two columns", grid: "姓|名|身份证号|手机\n欧阳|小明|" + idA + "|13900000001\n李|雷|" + idB + "|13900000002", want: "欧阳小明|idno=" + idA + "\n李雷|idno=" + idB},
		{name: "as Taiwan writes it", grid: "姓名|身分證號碼|性別\n張國強|" + idA + "|男", want: "張國強|idno=" + idA + "|sex=男"},
		{name: "not applicable", grid: "姓名|手机号|发展团员编号\n空甲|13900000001|N/A", want: "空甲|devno="},
	})
}
