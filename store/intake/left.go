package intake

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// What of a file would not go in, all of it named: sheets, columns, rows.

// An Omitted is something of the file that does not go in, and why.
type Omitted struct {
	Sheet string `json:"sheet"`
	What  string `json:"what"`           // of a column its letter, of a row its number, as people count: "C", "12"
	Name  string `json:"name,omitempty"` // of a column its head, of a row the text that it begins with
	Why   string `json:"why"`
}

// A SheetTold is a sheet for the report: what was found there, or why nothing goes in.
type SheetTold struct {
	Name  string `json:"name"`
	Table string `json:"table"` // the kind, "" where nothing was understood
	Rows  int    `json:"rows"`
	Why   string `json:"why"` // "" when it goes in
}

// LeftOut names what the plan leaves out: the sheets of the file with what they are, the
// columns that go nowhere and the rows that are no data, repeated heads aside.
func (p *Plan) LeftOut() (sheets []SheetTold, columns, rows []Omitted) {
	in := p.intake
	sheets, columns, rows = []SheetTold{}, []Omitted{}, []Omitted{}
	for i, s := range in.Sheets {
		if s.Tables == 0 && s.Rows > 0 {
			sheets = append(sheets, SheetTold{s.Name, "", s.Rows, s.whyFull()})
		}
		for _, t := range in.Tables {
			if t.Nth == i {
				sheets = append(sheets, SheetTold{s.Name, t.Kind.Name(), len(t.found.Rows), ""})
			}
		}
	}
	for _, t := range in.Tables {
		for _, c := range t.Columns {
			if n := p.differ[spot{table: t, row: c.Index}]; n > 0 {
				columns = append(columns, Omitted{t.Sheet, t.letter(c.Index), c.Head, strconv.Itoa(n) + " 行与“" + t.headFor(c.Also) + "”不同，没有导入"})
			} else if c.Key == "" && c.Also == "" && c.Index != t.givenNames() && !serialHead(c.Head) && t.filled(c.Index) {
				columns = append(columns, Omitted{t.Sheet, t.letter(c.Index), c.Head, c.Why})
			}
		}
		for _, skip := range t.found.Skipped {
			if skip.Why == sheet.WhyRepeat || skip.Why == sheet.WhyLeftover {
				continue
			}
			row, _ := t.found.Place(skip.Row, 0)
			rows = append(rows, Omitted{t.Sheet, strconv.Itoa(row + 1), firstText(t.found.Grid(), skip.Row), string(skip.Why)})
		}
	}
	return sheets, columns, rows
}

func (s *Sheet) whyFull() string {
	if len(s.Heads) == 0 {
		return s.Why
	}
	return s.Why + "（写着" + strings.Join(s.Heads, "、") + "）"
}

// Inferred names the columns that are known by what stands in them, for a person to
// look at: sheet, letter, field.
func (p *Plan) Inferred() []Omitted {
	columns := []Omitted{}
	for _, t := range p.intake.Tables {
		for _, c := range t.Columns {
			if c.Inferred {
				columns = append(columns, Omitted{t.Sheet, t.letter(c.Index), t.label(c.Key), "按内容认的"})
			}
		}
	}
	return columns
}

func (t *Table) label(key string) string {
	for _, c := range t.Choices() {
		if c.Key == key {
			return c.Label
		}
	}
	return ""
}

// letter names a column of the office's sheet, or where a label stands on a card or a
// turned table.
func (t *Table) letter(index int) string {
	row, col := t.found.Place(max(t.found.HeadTop, 0), index)
	switch t.Lay {
	case sheet.LaySideways, sheet.LayCards:
		return sheet.CellName(row, col)
	}
	return sheet.ColumnName(col)
}

// where names a row of the table for people.
func (t *Table) where(row int) string {
	r, c := t.found.Place(row, 0)
	switch t.Lay {
	case sheet.LaySideways:
		return " " + sheet.ColumnName(c) + " 列"
	case sheet.LayCards:
		return " " + sheet.CellName(r, c) + " 的卡片"
	}
	return "第 " + strconv.Itoa(r+1) + " 行"
}

func (t *Table) filled(index int) bool {
	return slices.ContainsFunc(t.found.Rows, func(r int) bool { return blankless(strings.TrimSpace(t.found.Grid().Cell(r, index))) != "" })
}

func firstText(s *sheet.Sheet, row int) string {
	for _, text := range s.Rows[row] {
		if text = strings.Join(strings.Fields(text), " "); text != "" {
			return shortened(text, 20)
		}
	}
	return ""
}

func shortened(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

func serialHead(head string) bool {
	switch sheet.Plain(head[strings.LastIndexByte(head, '/')+1:]) {
	case "序号", "序", "no", "no.", "编号", "行号", "", "年龄", "周岁", "实足年龄":
		return true
	}
	return false
}

// strangers are words which show that a column is not what its head could mean: those of
// staff are no states of membership.
var strangers = map[ledger.Kind]map[string][]string{
	ledger.Members: {"state": {"在职", "离职", "已离职", "试用", "试用期", "转正", "实习", "退休", "在岗", "离岗", "下岗", "待岗", "停薪留职", "休假", "正式", "合同工", "临时工", "派遣", "劳务派遣",
		"在校", "毕业", "已毕业", "休学", "在读", "退学", "启用", "停用", "有效", "无效", "禁用", "激活", "未激活", "审核通过", "待审核", "已审核"}},
}

// organisational are heads under which the branch may stand or something else.
var organisational = []string{"组织关系", "组织", "团组织关系"}

// untell takes columns back whose values say that they are something else.
func (t *Table) untell() {
	t.why = map[int]string{}
	for i, c := range t.found.Columns { // 姓 and 名 in two columns
		if t.Kind == ledger.Members && c.Key == "" && sheet.Plain(c.Head) == "姓" && t.found.Column("name") < 0 && i+1 < len(t.found.Columns) && sheet.Plain(t.found.Columns[i+1].Head) == "名" {
			t.found.SetKey(c.Index, "name")
			t.why[t.found.Columns[i+1].Index] = "接在“姓”后面"
		}
	}
	for _, c := range t.found.Columns {
		i := t.Kind.At(c.Key)
		if c.Key == "" || i < 0 {
			continue
		}
		plain := sheet.Plain(c.Head)
		column := t.Kind.Columns()[i]
		words := strangers[t.Kind][c.Key]
		said := t.first(c.Index, func(text string) bool { return slices.Contains(words, strings.TrimSpace(text)) })
		switch {
		case said != "" && !strings.Contains(plain, "团"):
			t.found.SetKey(c.Index, "")
			t.why[c.Index] = "写的是“" + said + "”这样的话，不是" + column.Label
		case c.Key == "branch" && slices.Contains(organisational, plain) && t.first(c.Index, isOrganisation) == "":
			t.found.SetKey(c.Index, remarkKey, remarkKey)
		case (column.Shape == ledger.Number || column.Shape == ledger.Amount) && headMeasure(c.Head).word != "" && headMeasure(c.Head).times == 0:
			t.found.SetKey(c.Index, "")
			t.why[c.Index] = "单位是" + headMeasure(c.Head).word + "，不是" + ownMeasure(c.Key).word
		}
	}
}

func isOrganisation(text string) bool {
	return strings.Contains(text, "支部") || strings.Contains(text, "团委") || strings.Contains(text, "委员会") || strings.Contains(text, "总支")
}

// first is the first value of a column of which something is so.
func (t *Table) first(index int, so func(string) bool) string {
	for _, r := range t.found.Rows[:min(len(t.found.Rows), 2000)] {
		if text := strings.TrimSpace(t.found.Grid().Cell(r, index)); text != "" && so(text) {
			return text
		}
	}
	return ""
}

// explain says of a column why it is left out, or how it is read where that is not plain.
func (t *Table) explain(c Column) string {
	own := ownMeasure(c.Key)
	amounts, asked := t.money(c)
	switch said := headMeasure(c.Head); {
	case t.why[c.Index] != "":
		return t.why[c.Index]
	case c.Also != "":
		return "“" + t.headFor(c.Also) + "”空着的行用这一列"
	case c.Key == "" && serialHead(c.Head):
		return ""
	case c.Key == "":
		return "认不出这一列"
	case c.Second != "":
		return "前一半是" + t.label(c.Key) + "，后一半是" + t.label(c.Second)
	case c.Inferred:
		return "按内容认的"
	case asked && amounts.Said:
		return "按" + amounts.Unit + "读"
	case asked:
		return "没写单位，按" + amounts.Unit + "读"
	case c.Key == "position" && t.holdsPosts():
		return "团的职务记作团内职务，别的记作岗位"
	case c.Key == remarkKey:
		return "放进备注，前面写“" + headName(c.Head) + "：”"
	case own.money && said.money && said.times != own.times:
		return "按" + said.word + "折成" + own.word
	}
	return ""
}

// headFor is the head of the column that has a key.
func (t *Table) headFor(key string) string {
	for _, c := range t.found.Columns {
		if c.Key == key {
			return c.Head
		}
	}
	return ""
}

// returned is the table as its faulty rows are given back: its grid, with the names of
// the fields above where it has no head.
func (t *Table) returned() sheet.Faulty {
	f := sheet.Faulty{Sheet: t.found.Grid(), Found: t.found}
	if t.found.HeadTop >= 0 {
		return f
	}
	head := []string{}
	for _, c := range t.found.Columns {
		for len(head) <= c.Index {
			head = append(head, "")
		}
		if head[c.Index] = t.label(c.Key); head[c.Index] == "" {
			head[c.Index] = c.Head
		}
	}
	grid := *f.Sheet
	grid.Rows, grid.Merged = append([][]string{head}, grid.Rows...), nil
	f.Sheet, f.Found.HeadTop, f.Found.HeadBottom = &grid, 0, 0
	return f
}
