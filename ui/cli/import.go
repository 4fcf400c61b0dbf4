package cli

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
)

// read reads the file and finds its tables as the flags say.
func (c *importCommand) read(r *run, b *store.Book, kinds []ledger.Kind) (*intake.Intake, error) {
	if c.Head != "" && len(kinds) == 0 {
		return nil, misuse("--head 要和 --as 一起用，说明这是哪一类表。")
	}
	read := intake.Read
	if c.Hidden || c.Head != "" { // what is found at first is not the last word
		read = intake.ReadSheets
	}
	in, err := read(r.ctx, b, c.File, kinds, nil)
	if err != nil {
		return nil, err
	}
	if c.Hidden {
		in.ShowHidden(true)
	}
	if c.Head != "" {
		if err := c.head(in, kinds[0]); err != nil {
			return nil, err
		}
	}
	return in, c.choose(in)
}

// head tells the intake in which rows the names of the columns stand.
func (c *importCommand) head(in *intake.Intake, kind ledger.Kind) error {
	top, bottom := intake.NoHead, intake.NoHead
	if c.Head != "none" {
		first, last, two := strings.Cut(c.Head, "-")
		if !two {
			last = first
		}
		n, err := strconv.Atoi(first)
		m, wrong := strconv.Atoi(last)
		if err != nil || wrong != nil || n < 1 || m < n {
			return misuse("--head 后面写行号，例如 2，两行写 2-3，没有列名写 none。")
		}
		top, bottom = n-1, m-1
	}
	for i, s := range in.Sheets {
		if s.Rows > 0 && (c.Sheet == s.Name || c.Sheet == "" && (!s.Hidden || c.Hidden)) {
			if _, err := in.Head(i, kind, top, bottom); err != nil {
				return err
			}
		}
	}
	return nil
}

// choose leaves only the tables of the sheet that was asked for, and says in what amounts
// without a unit are.
func (c *importCommand) choose(in *intake.Intake) error {
	if c.Sheet != "" {
		for _, t := range append([]*intake.Table(nil), in.Tables...) {
			in.Take(t, t.Sheet == c.Sheet)
		}
	}
	if c.Unit != "" {
		if !slices.Contains(intake.MoneyUnits, c.Unit) {
			return misuse("--unit 后面写 " + strings.Join(intake.MoneyUnits, "、") + " 中的一个。")
		}
		for _, m := range in.MoneyColumns() {
			m.Table.SayUnit(m.Index, c.Unit)
		}
	}
	if len(in.Tables) == 0 {
		return &store.Error{Code: store.Refused, Message: "没有可以导入的表。工作表的名称和 --head、--sheet 请再核对一遍。"}
	}
	return nil
}

// codes says whose figures stand in the columns of which nobody can tell, and plans again where something was said.
func (c *importCommand) codes(in *intake.Intake, p *intake.Plan) error {
	for _, line := range c.Codes {
		head, choice, ok := strings.Cut(line, "=")
		said := false
		for _, column := range p.CodeColumns() {
			if column.Head != strings.TrimSpace(head) {
				continue
			}
			if said = slices.ContainsFunc(column.Choices, func(o intake.CodeChoice) bool { return o.Key == strings.TrimSpace(choice) }); !said {
				return misuse("“" + column.Head + "”可以是：" + strings.Join(choiceKeys(column), "、") + "。")
			}
			in.SayCode(column, strings.TrimSpace(choice))
		}
		if !ok || !said {
			return misuse("--codes 后面写 列名=哪一套，列名和表里一样；只有看不出是哪一套的列才要写。")
		}
	}
	return nil
}

func choiceKeys(c intake.CodeColumn) (keys []string) {
	for _, o := range c.Choices {
		keys = append(keys, o.Key)
	}
	return keys
}

// codeTold is a column of figures of which nobody can tell whose they are.
type codeTold struct {
	Sheet   string   `json:"sheet"`
	Column  string   `json:"column"`
	Figures []string `json:"figures"`
	Choices []string `json:"choices"`
	Said    string   `json:"said,omitempty"`
}

// imported is what import answers with --json: the report, and all that was left out.
type imported struct {
	intake.Report
	Sheets   []intake.SheetTold `json:"sheets"`
	Columns  []intake.Omitted   `json:"columns"`
	Skipped  []intake.Omitted   `json:"skipped"`
	Inferred []intake.Omitted   `json:"inferred"`
	Amounts  []amountTold       `json:"amounts"`
	Codes    []codeTold         `json:"codes,omitempty"`
	Faults   []faultTold        `json:"faults"`
	Doubts   []faultTold        `json:"doubts"`
	Warned   []warned           `json:"warned"`
}

// amountTold is a column of amounts without a unit, and in what it was read.
type amountTold struct {
	Sheet  string `json:"sheet"`
	Column string `json:"column"`
	Name   string `json:"name"`
	Unit   string `json:"unit"`
	Asked  bool   `json:"asked"` // nobody said so
}

// faultTold is a reason why a row stays out, or goes in with something to look at.
type faultTold struct {
	Sheet string `json:"sheet"`
	Cell  string `json:"cell"`
	Why   string `json:"why"`
}

func (c *importCommand) report(r *run, in *intake.Intake, p *intake.Plan) error {
	done := imported{Report: p.Report(), Amounts: []amountTold{}, Faults: []faultTold{}, Doubts: []faultTold{}, Warned: []warned{}}
	done.Sheets, done.Columns, done.Skipped = p.LeftOut()
	done.Inferred = p.Inferred()
	several := 0
	for _, s := range in.Sheets {
		if s.Rows > 0 {
			several++
		}
	}
	place := func(f intake.Fault) string {
		if several > 1 {
			return f.Place()
		}
		return f.Cell
	}
	told := r.together()
	for _, row := range p.Faulty {
		for _, f := range row.Faults {
			r.say("%s：%s", place(f), f.Text)
			if r.json { // of a bad table there are very many
				done.Faults = append(done.Faults, faultTold{f.Sheet, f.Cell, f.Text})
			}
		}
	}
	for _, row := range p.Doubtful() {
		for _, f := range row.Doubts {
			r.say("请核对 %s：%s", place(f), f.Text)
			done.Doubts = append(done.Doubts, faultTold{f.Sheet, f.Cell, f.Text})
		}
	}
	told()
	for _, m := range in.MoneyColumns() {
		done.Amounts = append(done.Amounts, amountTold{m.Table.Sheet, m.Table.Letter(m.Index), m.Head, m.Unit, !m.Said})
		if !m.Said {
			r.say("%s %s 列%s。不是的就用 --unit 说明。", sheetNamed(m.Table.Sheet), m.Table.Letter(m.Index), m.Text())
		}
	}
	for _, m := range p.CodeColumns() {
		done.Codes = append(done.Codes, codeTold{m.Table.Sheet, m.Head, m.Figures, choiceKeys(m), m.Said})
		if m.Said == "" {
			r.say("%s%s%s。不说就先空着，以后逐人核对；用 --codes %s=%s 这样说明。", sheetNamed(m.Table.Sheet), m.Text(), strings.Join(choiceKeys(m), "、"), m.Head, m.Choices[0].Key)
		}
	}
	c.tellLeftOut(r, in, done)
	if c.Faults != "" && len(p.Faulty) > 0 {
		if err := p.WriteFaults(r.ctx, c.Faults); err != nil {
			return err
		}
		if n := p.Returned(); n < done.Faulty {
			r.say("有误的行太多，先另存前 %d 行：%s。改好导入以后，把原来的表再导入一次，余下的接着退回。", n, c.Faults)
		} else {
			r.say("退回的 %d 行已另存：%s。改好后可以直接再导入。", n, c.Faults)
		}
	}
	verb := "已导入"
	if c.DryRun {
		verb = "如果导入"
	}
	r.say("%s：共 %d 行，新增 %d，变更 %d，不变 %d，有误 %d。", verb, done.Rows, done.Added, done.Changed, done.Same, done.Faulty)
	if joined := p.JoinedText(); joined != "" {
		r.say("%s", joined)
	}
	if warnings := p.Warnings(); len(warnings) > 0 {
		most := mostWarned
		if c.DryRun {
			most = allWarned // no other command has them
		}
		r.say("导入的有 %d 条要核对：", len(warnings))
		done.Warned = r.warn(warnings, most, "导入以后用 check 看全部")
	}
	if n := p.Ending(); n > 0 {
		r.say("其中 %d 项团内职务随人离任。不离任的，用 --keep-posts 写明原因。", n)
	}
	if err := r.answer(done); err != nil {
		return err
	}
	if done.Added+done.Changed+done.Same == 0 {
		return &store.Error{Code: store.Refused, Message: "没有一行能导入。请按上面的原因改好后再试。"}
	}
	return nil
}

// tellLeftOut names what does not go in, and what was read by its looks: sheets,
// columns, rows.
func (c *importCommand) tellLeftOut(r *run, in *intake.Intake, done imported) {
	for _, s := range done.Sheets {
		if s.Why != "" {
			r.say("没有导入%s（%d 行）：%s。", sheetNamed(s.Name), s.Rows, s.Why)
		}
	}
	for _, s := range in.Sheets {
		if n := len(s.Veiled); n > 0 {
			r.say("%s有 %d 行是隐藏的或被筛选掉的（%s），没有导入。要一起导入就加 --hidden。", sheetNamed(s.Name), n, rowNumbers(s.Veiled))
		}
	}
	for _, i := range done.Inferred {
		r.say("%s %s 列按内容认作%s，请核对。", sheetNamed(i.Sheet), i.What, i.Name)
	}
	for _, o := range done.Columns {
		r.say("没有导入的列：%s %s “%s”，%s。", sheetNamed(o.Sheet), o.What, o.Name, o.Why)
	}
	for i, o := range done.Skipped {
		if i == mostTold {
			r.say("……跳过的共 %d 行。", len(done.Skipped))
			break
		}
		r.say("跳过：%s第 %s 行“%s”，%s。", sheetNamed(o.Sheet), o.What, o.Name, o.Why)
	}
}

// mostTold is how many lines of one sort are said.
const mostTold = 20

// sheetNamed names a sheet for people; the one of a CSV file has no name.
func sheetNamed(name string) string {
	if name == "" {
		return "表里"
	}
	return "工作表“" + name + "”"
}

// rowNumbers names rows as people count them, a few of many.
func rowNumbers(rows []int) string {
	var names []string
	for _, r := range rows[:min(len(rows), 8)] {
		names = append(names, strconv.Itoa(r+1))
	}
	text := "第 " + strings.Join(names, "、") + " 行"
	if len(rows) > 8 {
		text += "等"
	}
	return text
}
