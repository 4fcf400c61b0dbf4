package paper

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

var samples = flag.String("samples", "", "folder to keep the sample documents in, to look at them")

var (
	surnames = []string{"张", "李", "王", "刘", "陈", "尉迟", "单", "解", "仇", "欧阳", "曾", "区", "翟", "盖"}
	given    = []string{"㛃", "𬭎", "䶮", "𬱖", "小雨", "建国", "思远", "婷", "子涵", "明轩", "一诺", "海燕", "伟", "晓琳"}
	firms    = []string{"东建公司", "佳宝阳光发制品有限公司", "塔北副食品批发部", "湘中建筑劳务有限责任公司", "五一路美容美发中心"}
)

func person(i int) string {
	return surnames[i%len(surnames)] + given[(i/len(surnames)+i)%len(given)]
}

// rosterColumns are the twelve columns of a members' roster.
func rosterColumns() []Column {
	return []Column{
		{Head: "序号", Width: 4, Align: Center, Key: true},
		{Head: "姓名", Width: 5, Align: Center, Spread: true, Key: true},
		{Head: "性别", Width: 3, Align: Center},
		{Head: "民族", Width: 4, Align: Center},
		{Head: "出生年月", Width: 6, Align: Center},
		{Head: "证件号码", Width: 18, Align: Center},
		{Head: "文化程度", Width: 6, Align: Center},
		{Head: "入团年月", Width: 6, Align: Center},
		{Head: "发展团员编号", Width: 14, Align: Center},
		{Head: "所在企业", Width: 14},
		{Head: "联系电话", Width: 11, Align: Center},
		{Head: "备注", Width: 8},
	}
}

func rosterRow(row []string, i int) []string {
	note := ""
	if i%9 == 4 {
		note = "流动（浙江义乌）"
	}
	return append(row[:0], fmt.Sprint(i+1), person(i), []string{"男", "女"}[i%2], []string{"汉族", "土家族", "苗族"}[i%7%3],
		fmt.Sprintf("%d.%02d", 1996+i%12, 1+i%12), fmt.Sprintf("430502********%04d", i*7919%10000),
		[]string{"大学本科", "大学专科", "中等职业教育", "高中"}[i%4], fmt.Sprintf("%d.%02d", 2012+i%12, 1+i%12),
		fmt.Sprintf("%d43%06d", 2012+i%12, i*31%1000000), firms[i%len(firms)], fmt.Sprintf("1%02d****%04d", 30+i%70, i*613%10000), note)
}

func roster(n int) Sheet {
	var row []string
	return Sheet{
		Title: "共青团塔北社区东建公司支部委员会团员花名册",
		Left:  "填报单位（盖章）：塔北社区东建公司团支部", Middle: "截止日期：2026年11月22日", Right: "单位：人",
		Columns: rosterColumns(), Len: n,
		Row:    func(i int) []string { row = rosterRow(row, i); return row },
		Totals: fmt.Sprintf("合计：共 %d 人，其中男 %d 人、女 %d 人；党员 2 人；少数民族 3 人；流动团员 2 人。", n, (n+1)/2, n/2),
		Sign:   []string{"团支部书记（签字）：", "填表人：", "联系电话：", "　　　年　　月　　日"},
		Ledger: "塔北社区团建台账", Printed: "2026-11-22 10:32",
	}
}

func withOfficers(n int) Sheet {
	s := roster(n)
	s.Title = "共青团东建公司支部委员会团支部花名册"
	s.Panels = []Panel{{
		Title: "一、支部委员会",
		Columns: []Column{
			{Head: "职务", Width: 6, Align: Center}, {Head: "姓名", Width: 5, Align: Center, Spread: true},
			{Head: "联系电话", Width: 11, Align: Center}, {Head: "任期", Width: 14, Align: Center},
		},
		Rows: [][]string{
			{"书记", "张㛃", "170****1703", "2025.03—2028.03"}, {"副书记", "李𬭎", "170****1704", "2025.03—2028.03"},
			{"组织委员", "欧阳思远", "170****1705", "2025.03—2028.03"}, {"宣传委员", "王䶮", "170****1706", "2025.03—2028.03"},
			{"纪检委员", "刘𬱖", "170****1707", "2025.03—2028.03"},
		},
	}}
	s.Caption = "二、团员"
	return s
}

func blanks() Sheet {
	s := roster(3)
	s.Note = "（在册团员，姓名按拼音排序）"
	s.Blank = 12
	return s
}

func wide() Sheet {
	s := roster(23)
	s.Title = "非公企业台账（明细）"
	s.Right = "单位：家"
	more := []string{"统一社会信用代码", "登记注册类别", "行业门类", "规模", "经营地址", "负责人及联系电话", "职工数", "三十五岁以下职工数", "二十八岁以下职工数", "团员数", "建团状态", "未建原因", "联系委员", "最近走访"}
	for _, h := range more {
		s.Columns = append(s.Columns, Column{Head: h, Width: 12})
	}
	s.Row = func(i int) []string {
		return append(rosterRow(nil, i), "91430502MA4L12346Y", "私营有限责任公司", "信息传输、软件和信息技术服务业", "小型",
			"塔北路东侧建材市场三期十二栋二〇三号门面及附属仓库", person(i+5)+" 0739-5321234", "128", "64", "31", "9", "应建未建", "人员流动大", person(i+9), "2026.09.30")
	}
	return s
}

func form() Form {
	f := Form{
		Title: "团支部基本情况登记表",
		Left:  "填报单位（盖章）：塔北社区团委", Right: "填表日期：2026年11月22日",
		Grid: []int{3, 3, 3, 3, 3, 3, 3, 3},
		Rows: [][]Field{
			{{Text: "团支部全称", Label: true, Span: 2}, {Text: "共青团塔北社区东建公司支部委员会", Span: 6, Align: Center}},
			{{Text: "支部种类", Label: true, Span: 2}, {Text: "单独建立", Span: 2, Align: Center}, {Text: "上级团组织", Label: true, Span: 2}, {Text: "塔北社区团委", Span: 2, Align: Center}},
			{{Text: "成立日期", Label: true, Span: 2}, {Text: "2019年5月4日", Span: 2, Align: Center}, {Text: "成立文号", Label: true, Span: 2}, {Text: "塔团字〔2019〕3号", Span: 2, Align: Center}},
			{{Text: "本届起止", Label: true, Span: 2}, {Text: "2025.03—2028.03", Span: 2, Align: Center}, {Text: "产生方式", Label: true, Span: 2}, {Text: "选举", Span: 2, Align: Center}},
			{{Text: "团员情况", Label: true, Span: 2, Down: 2}, {Text: "总数", Label: true}, {Text: "男", Label: true}, {Text: "女", Label: true}, {Text: "党员", Label: true}, {Text: "少数民族", Label: true}, {Text: "流动", Label: true}},
			{{Text: "23", Align: Center}, {Text: "12", Align: Center}, {Text: "11", Align: Center}, {Text: "2", Align: Center}, {Text: "3", Align: Center}, {Text: "2", Align: Center}},
		},
		Sign:   []string{"团支部书记（签字）：", "填表人：", "联系电话：", "　　　年　　月　　日"},
		Ledger: "塔北社区团建台账", Printed: "2026-11-22 10:32",
	}
	p := withOfficers(1).Panels[0]
	f.Table("支部委员会", 2, p.Columns, []int{1, 1, 2, 2}, p.Rows)
	f.Rows = append(f.Rows,
		[]Field{{Text: "覆盖企业", Label: true, Span: 2}, {Text: "东建公司；湘中建筑劳务有限责任公司；塔北副食品批发部", Span: 6}},
		[]Field{{Text: "活动阵地及经费", Label: true, Span: 2}, {Text: "公司三楼职工之家一间，四十平方米，有书柜和投影；企业每年列支活动经费三千元，团费按规定留存。", Span: 6}},
		[]Field{{Text: "开展活动情况", Label: true, Span: 2}, {Text: "每季度召开支部大会一次，每月开展主题团日活动。2026年组织团员到松坡公园参加志愿服务两次，与社区联合举办安全生产知识竞赛一次，参加六十三人次；帮助三名青年职工解决子女入学困难。", Span: 6, Lines: 8}},
		[]Field{{Text: "上级团组织意见", Label: true, Span: 2}, {Text: "", Span: 6, Lines: 6}},
	)
	return f
}

// documents are the layouts that every check of whole files goes through.
func documents() map[string]*Document {
	return map[string]*Document{
		"roster23": roster(23).Lay(), "roster5000": roster(5000).Lay(), "officers": withOfficers(23).Lay(),
		"blank": blanks().Lay(), "wide": wide().Lay(), "form": form().Lay(), "empty": roster(0).Lay(),
	}
}

func pdf(t testing.TB, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// keep stores a file where a person or another program can look at it.
func keep(t testing.TB, name string, data []byte) string {
	t.Helper()
	dir := *samples
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
