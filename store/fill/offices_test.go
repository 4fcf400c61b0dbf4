package fill_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strconv"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The blank forms of twelve offices, all invented, and what they are to be understood as.

// An office is one blank form and its right answers.
type office struct {
	name  string
	make  func(t testing.TB) []byte
	kind  string
	keys  map[string]string // what each head is, "" for one that stays empty
	rows  int               // empty rows; -1 where it goes on without end
	below bool
	cells map[string]string // what stands in some cells afterwards, with five people
	card  bool
	stays []string // cells that are not filled
}

// A maker builds a workbook and fails the test where a step does.
type maker struct {
	t testing.TB
	f *excelize.File
	s string
}

func begin(t testing.TB, sheet string) *maker {
	t.Helper()
	f := excelize.NewFile()
	m := &maker{t, f, sheet}
	m.ok(f.SetSheetName("Sheet1", sheet))
	return m
}

func (m *maker) ok(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *maker) style(s *excelize.Style) int {
	m.t.Helper()
	id, err := m.f.NewStyle(s)
	m.ok(err)
	return id
}

func ruled(format int, custom string, locked bool) *excelize.Style {
	var borders []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		borders = append(borders, excelize.Border{Type: side, Style: 1, Color: "000000"})
	}
	s := &excelize.Style{Border: borders, NumFmt: format, Protection: &excelize.Protection{Locked: locked}, Font: &excelize.Font{Family: "仿宋_GB2312", Size: 11}}
	if custom != "" {
		s.CustomNumFmt = &custom
	}
	return s
}

// row writes texts from a cell on.
func (m *maker) row(cell string, texts ...string) {
	m.t.Helper()
	values := make([]any, len(texts))
	for i, t := range texts {
		if t != "" {
			values[i] = t
		}
	}
	m.ok(m.f.SetSheetRow(m.s, cell, &values))
}

func (m *maker) dress(from, to string, s *excelize.Style) {
	m.t.Helper()
	m.ok(m.f.SetCellStyle(m.s, from, to, m.style(s)))
}

func (m *maker) merge(from, to, text string) {
	m.t.Helper()
	m.ok(m.f.MergeCell(m.s, from, to))
	if text != "" {
		m.ok(m.f.SetCellValue(m.s, from, text))
	}
}

func (m *maker) choose(area string, words ...string) {
	m.t.Helper()
	dv := excelize.NewDataValidation(true)
	dv.Sqref = area
	m.ok(dv.SetDropList(words))
	dv.SetError(excelize.DataValidationErrorStyleStop, "错误", "请从下拉中选择")
	m.ok(m.f.AddDataValidation(m.s, dv))
}

func (m *maker) chooseFrom(area, list string) {
	m.t.Helper()
	dv := excelize.NewDataValidation(true)
	dv.Sqref = area
	dv.SetSqrefDropList(list)
	m.ok(m.f.AddDataValidation(m.s, dv))
}

func (m *maker) formula(cell, f string) {
	m.t.Helper()
	m.ok(m.f.SetCellFormula(m.s, cell, f))
}

func (m *maker) picture(cell string) {
	m.t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for i := range 40 {
		img.Set(i, i, color.RGBA{200, 0, 0, 255})
	}
	var b bytes.Buffer
	m.ok(png.Encode(&b, img))
	m.ok(m.f.AddPictureFromBytes(m.s, cell, &excelize.Picture{Extension: ".png", File: b.Bytes(), Format: &excelize.GraphicOptions{Positioning: "oneCell"}}))
}

func (m *maker) done() []byte {
	m.t.Helper()
	b, err := m.f.WriteToBuffer()
	m.ok(err)
	m.ok(m.f.Close())
	return b.Bytes()
}

func at(col string, row int) string { return col + strconv.Itoa(row) }

// offices are the twelve.
var offices = []office{
	{name: "街道团工委花名册", kind: "member", rows: 4, below: true,
		keys: map[string]string{"序号": "", "姓名": "name", "性别": "sex", "出生年月": "born", "身份证号": "idno", "所在团支部": "branch", "联系电话": "phone", "备注": "note"},
		make: func(t testing.TB) []byte {
			m := begin(t, "花名册")
			m.merge("A1", "H1", "某街道团员花名册")
			m.row("A2", "填报单位：", "", "", "", "", "填报日期：")
			m.row("A3", "序号", "姓名", "性别", "出生年月", "身份证号", "所在团支部", "联系电话", "备注")
			m.dress("A3", "H8", ruled(0, "", true))
			m.merge("A8", "B8", "合计")
			m.formula("C8", "COUNTA(B4:B7)&\"人\"")
			m.row("A9", "填表人：", "", "", "审核人：")
			m.choose("C4:C7", "男", "女")
			m.ok(m.f.SetRowHeight(m.s, 4, 22))
			m.ok(m.f.SetColWidth(m.s, "E", "E", 24))
			m.ok(m.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: "花名册!$A$1:$H$9", Scope: m.s}))
			m.ok(m.f.AddComment(m.s, excelize.Comment{Cell: "A9", Author: "街道", Paragraph: []excelize.RichTextRun{{Text: "签字"}}}))
			m.picture("F10")
			return m.done()
		},
		cells: map[string]string{"A4": "1", "B4": "安一", "C4": "男", "D4": "2002.03", "B8": "丁四", "A8": "5", "A9": "合计", "C9": "=COUNTA(B4:B8)&\"人\"", "A10": "填表人："}},

	{name: "两行表头", kind: "member", rows: 3, below: true,
		keys: map[string]string{"序号": "", "基本情况/姓名": "name", "基本情况/民族": "nation", "基本情况/年龄": "age", "组织关系/入团时间": "joined", "组织关系/政治面貌": "standing", "组织关系/介绍人": ""},
		make: func(t testing.TB) []byte {
			m := begin(t, "Sheet1")
			m.merge("A1", "G1", "团员情况统计表")
			m.merge("A2", "A3", "序号")
			m.merge("B2", "D2", "基本情况")
			m.merge("E2", "G2", "组织关系")
			m.row("B3", "姓名", "民族", "年龄", "入团时间", "政治面貌", "介绍人")
			m.dress("A2", "G7", ruled(0, "", true))
			for r := 4; r <= 6; r++ {
				m.formula(at("A", r), "ROW()-3")
			}
			m.row("A7", "合计", "", "", "=")
			m.formula("D7", "SUM(D4:D6)")
			m.merge("A8", "G8", "说明：本表一式两份，由团支部填写，于每季度末报街道。")
			return m.done()
		},
		cells: map[string]string{"A4": "=ROW()-3", "B4": "安一", "C4": "汉族", "D4": "24", "E4": "2016-05", "F4": "共青团员", "B8": "丁四", "A8": "=ROW()-3", "D9": "=SUM(D4:D8)", "A9": "合计"}, stays: []string{"G4"}},

	{name: "党委的下拉", kind: "member", rows: 9,
		keys: map[string]string{"姓名": "name", "是否党员": "isparty", "民族": "nation", "手机": "phone", "身份证号码": "", "入党时间": "party"},
		make: func(t testing.TB) []byte {
			m := begin(t, "摸底")
			m.row("A1", "姓名", "是否党员", "民族", "手机", "身份证号码", "入党时间")
			m.dress("A1", "F11", ruled(0, "", true))
			m.choose("B2:B11", "1-是", "2-否")
			_, err := m.f.NewSheet("字典")
			m.ok(err)
			m.ok(m.f.SetSheetCol("字典", "A1", &[]string{"01 汉族", "02 蒙古族", "05 维吾尔族"}))
			m.ok(m.f.SetSheetVisible("字典", false))
			m.chooseFrom("C2:C11", "字典!$A$1:$A$3")
			m.ok(m.f.SetColVisible(m.s, "E", false))
			m.ok(m.f.SetRowVisible(m.s, 3, false))
			return m.done()
		},
		cells: map[string]string{"A2": "安一", "B2": "2-否", "C2": "01 汉族", "A7": "丁四"}, stays: []string{"E2", "F2", "A3"}},

	{name: "工会的保护表", kind: "member", rows: 5, below: true,
		keys: map[string]string{"姓名": "name", "出生日期": "born", "年龄": "age", "工作单位": "unit", "身份证号": "idno", "入会时间": "", "联系电话": "phone"},
		make: func(t testing.TB) []byte {
			m := begin(t, "会员")
			m.merge("A1", "G1", "工会会员信息采集表")
			m.row("A2", "姓名", "出生日期", "年龄", "工作单位", "身份证号", "入会时间", "联系电话")
			m.dress("A2", "G2", ruled(0, "", true))
			m.dress("A3", "G7", ruled(0, "", false))
			m.dress("B3", "B7", ruled(0, "yyyy-mm-dd", false))
			m.dress("E3", "E7", ruled(49, "", false))
			m.dress("C3", "C7", ruled(0, "", true))
			for r := 3; r <= 7; r++ {
				m.formula(at("C", r), "IF(B"+strconv.Itoa(r)+"=\"\",\"\",DATEDIF(B"+strconv.Itoa(r)+",TODAY(),\"Y\"))")
			}
			m.row("A8", "注：请勿改动表格")
			m.ok(m.f.ProtectSheet(m.s, &excelize.SheetProtectionOptions{Password: "gonghui", SelectLockedCells: true, SelectUnlockedCells: true}))
			m.ok(m.f.SetConditionalFormat(m.s, "A3:G7", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "$A3=\"\"", Format: func() *int { n := 0; return &n }()}}))
			return m.done()
		},
		cells: map[string]string{"A3": "安一", "A7": "丁四", "C7": "=IF(B7=\"\",\"\",DATEDIF(B7,TODAY(),\"Y\"))"}, stays: []string{"F3"}},

	{name: "企业摸底", kind: "enterprise", rows: 3, below: true,
		keys: map[string]string{"序号": "", "企业名称": "name", "统一社会信用代码": "credit", "法定代表人": "boss", "经营状态": "business", "是否规上": "abovescale", "填报人": ""},
		make: func(t testing.TB) []byte {
			m := begin(t, "两新组织")
			m.merge("A1", "G1", "非公有制企业情况摸底表")
			m.row("A2", "序号", "企业名称", "统一社会信用代码", "法定代表人", "经营状态", "是否规上", "填报人")
			m.dress("A2", "G6", ruled(0, "", true))
			m.choose("E3:E5", "正常经营", "停业", "注销")
			m.row("A6", "总计", "", "", "", "", "")
			m.formula("B6", "COUNTA(B3:B5)")
			return m.done()
		},
		cells: map[string]string{"A3": "1", "B3": "邵阳市长虹印务有限公司", "D3": "周建国"}},

	{name: "只有表头", kind: "member", rows: -1,
		keys: map[string]string{"姓名": "name", "性别": "sex", "学历": "schooling", "出生年月（格式：YYYYMM）": "born"},
		make: func(t testing.TB) []byte {
			m := begin(t, "模板")
			m.row("A1", "姓名", "性别", "学历", "出生年月（格式：YYYYMM）")
			m.ok(m.f.SetPanes(m.s, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
			return m.done()
		},
		cells: map[string]string{"A2": "安一", "B2": "男", "D2": "200203", "A6": "丁四"}},

	{name: "示例行", kind: "member", rows: 6, below: true,
		keys: map[string]string{"序号": "", "姓名": "name", "性别": "sex", "入团年月": "joined", "手机号码": "phone"},
		make: func(t testing.TB) []byte {
			m := begin(t, "Sheet1")
			m.row("A1", "附件2")
			m.merge("A2", "E2", "共青团员信息采集表")
			m.row("A3", "序号", "姓名", "性别", "入团年月", "手机号码")
			m.row("A4", "示例", "张三", "男", "2018.05", "13900000000")
			m.dress("A3", "E10", ruled(0, "", true))
			m.merge("A11", "E11", "填表说明：1.姓名与身份证一致；2.入团年月填到月。")
			return m.done()
		},
		cells: map[string]string{"A4": "示例", "B4": "张三", "A5": "1", "B5": "安一", "D5": "2016.05", "B9": "丁四"}, stays: []string{"A10", "B10"}},

	{name: "一个空行", kind: "member", rows: 1, below: true,
		keys: map[string]string{"姓名": "name", "年龄": "age", "支部": "branch"},
		make: func(t testing.TB) []byte {
			m := begin(t, "Sheet1")
			m.row("A1", "姓名", "年龄", "支部")
			m.dress("A1", "C3", ruled(0, "", true))
			m.row("A3", "合计")
			m.formula("B3", "SUM(B2:B2)")
			return m.done()
		},
		cells: map[string]string{"A2": "安一", "A6": "丁四", "A7": "合计", "B7": "=SUM(B2:B6)"}},

	{name: "团组织台账", kind: "branch", rows: 2, below: true,
		keys: map[string]string{"团组织全称": "name", "书记": "secretary", "团员数": "count", "成立时间": "founded", "上级党组织": ""},
		make: func(t testing.TB) []byte {
			m := begin(t, "团组织")
			m.merge("A1", "E1", "基层团组织情况一览表")
			m.row("A2", "团组织全称", "书记", "团员数", "成立时间", "上级党组织")
			m.dress("A2", "E5", ruled(0, "", true))
			m.dress("D3", "D4", ruled(14, "", true))
			m.row("A5", "小计")
			m.formula("C5", "SUM(C3:C4)")
			return m.done()
		},
		cells: map[string]string{"A3": "共青团长虹印务团支部"}},

	{name: "预印的序号", kind: "member", rows: 8, below: true,
		keys: map[string]string{"编号": "", "姓名": "name", "职务": "position", "电话": "phone", "签名": ""},
		make: func(t testing.TB) []byte {
			m := begin(t, "签到")
			m.merge("A1", "E1", "会议签到表")
			m.row("A2", "编号", "姓名", "职务", "电话", "签名")
			m.dress("A2", "E10", ruled(0, "", true))
			for r := 3; r <= 10; r++ {
				m.ok(m.f.SetCellInt(m.s, at("A", r), int64(r-2)))
				m.merge(at("D", r), at("E", r), "")
			}
			m.row("A11", "备注：请本人签名")
			m.ok(m.f.UnmergeCell(m.s, "D3", "E10"))
			return m.done()
		},
		cells: map[string]string{"A3": "1", "B3": "安一", "B7": "丁四", "A8": "6"}, stays: []string{"B8", "E3"}},

	{name: "登记表", kind: "member", card: true,
		keys: map[string]string{"姓名": "name", "性别": "sex", "民族": "nation", "出生年月": "born", "政治面貌": "standing", "联系电话": "phone", "身份证号码": "idno", "个人特长": ""},
		make: func(t testing.TB) []byte {
			m := begin(t, "登记表")
			m.merge("A1", "G1", "青年志愿者登记表")
			m.row("A2", "姓　名", "", "性　别", "", "民族", "")
			m.merge("G2", "G4", "照片")
			m.row("A3", "出生年月", "", "政治面貌", "", "联系电话", "")
			m.row("A4", "身份证号码")
			m.merge("B4", "F4", "")
			m.row("A5", "个人特长")
			m.merge("B5", "G5", "")
			m.row("A6", "家庭成员", "称谓", "姓名", "出生年月", "工作单位")
			m.dress("A2", "G9", ruled(0, "", true))
			m.picture("G10")
			return m.done()
		},
		cells: map[string]string{"B2": "安一", "D2": "男", "F2": "汉族", "B3": "2002.03", "D3": "共青团员"}, stays: []string{"B5", "C7", "F6"}},

	{name: "从 C 列起", kind: "member", rows: 12,
		keys: map[string]string{"团员姓名": "name", "政治面貌/入党时间": "standing", "团籍": "state", "户籍地址": "home"},
		make: func(t testing.TB) []byte {
			m := begin(t, "数据")
			m.row("C3", "团员姓名", "政治面貌/入党时间", "团籍", "户籍地址")
			m.dress("C3", "F15", ruled(0, "", true))
			m.row("H3", "只填灰色部分")
			m.ok(m.f.AutoFilter(m.s, "C3:F15", nil))
			return m.done()
		},
		cells: map[string]string{"C4": "安一", "D4": "共青团员", "E4": "正常", "C8": "丁四"}},

	{name: "没有空行", kind: "member", rows: 0, below: true,
		keys: map[string]string{"姓名": "name", "年龄": "age"},
		make: func(t testing.TB) []byte {
			m := begin(t, "Sheet1")
			m.row("A1", "姓名", "年龄", "单位意见")
			m.dress("A1", "C2", ruled(0, "", true))
			m.row("A2", "合计")
			m.formula("B2", "SUM(B1:B1)")
			m.row("A4", "填表人：")
			return m.done()
		},
		cells: map[string]string{"A2": "安一", "A6": "丁四", "A7": "合计", "A9": "填表人：", "B3": "24"}},

	{name: "填过几行", kind: "member", rows: 0, below: true,
		keys: map[string]string{"序号": "", "姓名": "name", "性别": "sex"},
		make: func(t testing.TB) []byte {
			m := begin(t, "Sheet1")
			m.row("A1", "序号", "姓名", "性别")
			m.row("A2", "1", "张三", "男")
			m.row("A3", "2", "李四", "女")
			m.row("A4", "合计")
			m.formula("B4", "COUNTA(B2:B3)")
			m.dress("A1", "C4", ruled(0, "", true))
			return m.done()
		},
		cells: map[string]string{"B2": "张三", "B3": "李四", "A4": "3", "B4": "安一", "B8": "丁四", "A9": "合计", "B9": "=COUNTA(B2:B8)"}},
}
