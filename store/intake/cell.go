package intake

import (
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// What a cell says: nothing, a value, two values, a value with a unit, or a note that
// belongs elsewhere.

// A source is a column from which a field is read.
type source struct {
	col  int
	head string
	part int     // of a cell with two values: 1 or 2; 0 is all of it
	unit measure // of the amounts, as head or sheet say
}

// sources lists for each field the columns that have it, the best first.
func (r *reader) sources() {
	r.from = make([][]source, len(r.cols))
	said := sheetMeasure(r.table.found.Title + " " + r.table.found.Particulars)
	add := func(key string, s source) {
		if i := r.kind.At(key); i >= 0 && i < len(r.from) {
			c := &r.kind.Columns()[i]
			if c.Shape == ledger.Number || c.Shape == ledger.Amount {
				if s.unit = headMeasure(s.head); s.unit.word == "" && ownMeasure(c.Key).money {
					if s.unit = said; said.word == "" && c.Shape == ledger.Number {
						s.unit = measureIn(r.table.unit(s.col))
					}
				}
			}
			r.from[i] = append(r.from[i], s)
		}
	}
	for _, c := range r.table.found.Columns {
		if c.Key == "" {
			continue
		}
		part := 0
		if c.Second != "" {
			part = 1
			add(c.Second, source{col: c.Index, head: c.Head, part: 2})
		}
		add(c.Key, source{col: c.Index, head: c.Head, part: part})
		if c.Key == remarkKey {
			r.remarks = append(r.remarks, source{col: c.Index, head: c.Head})
		}
	}
	for _, c := range r.table.found.Columns {
		if c.Also != "" && c.Also != "name" && c.Also != "person" {
			add(c.Also, source{col: c.Index, head: c.Head})
		}
	}
}

// text is what the row says of a field: of several columns the one that is filled, of
// two that say the same the fuller. What another column says otherwise goes to the
// note; a second number or phone is left out and counted.
func (r *reader) text(i, row int, out *Row) string {
	from := r.from[i]
	if len(from) == 1 && from[0].part == 0 {
		return r.measured(out, i, from[0], r.cell(row, from[0].col))
	}
	best := ""
	for n, s := range from {
		text := r.measured(out, i, s, r.piece(i, s, row))
		switch {
		case strings.TrimSpace(text) == "" || nothing(text):
		case best == "":
			best = text
		case fuller(text, best):
			best = text
		case n > 0 && !fuller(best, text):
			if r.kind.Columns()[i].Secret {
				if mobile := r.kind.Columns()[i].Shape == ledger.Phone && isMobile(text) && !isMobile(best); mobile {
					best, text = text, best
				}
				r.plan.unused(r.table, s.col)
				continue
			}
			out.remark(headName(s.head), text)
		}
	}
	return best
}

// fuller says that a is b and more: 2016-05 for 2016, a whole address for its end.
func fuller(a, b string) bool {
	x, y := squeeze(a), squeeze(b)
	if x == y {
		return false
	}
	if d, err := value.ParseDate(a); err == nil && d != 0 {
		if e, err := value.ParseDate(b); err == nil && e != 0 {
			return e.First() <= d.First() && d.Last() <= e.Last()
		}
	}
	return strings.Contains(x, y)
}

func squeeze(s string) string { return strings.Join(strings.Fields(value.Halfwidth(s)), "") }

// headName is a head without the line breaks and marks that it has in the table.
func headName(head string) string {
	return strings.Trim(strings.Join(strings.Fields(strings.ReplaceAll(head, "/", " ")), ""), "*＊：:")
}

// piece is the part of a cell that a source stands for.
func (r *reader) piece(i int, s source, row int) string {
	text := r.cell(row, s.col)
	if s.part == 0 || text == "" {
		return text
	}
	first, second := r.halves(i, s, text)
	if s.part == 1 {
		return first
	}
	return second
}

// halves parts a cell with two values: before a date where one of them is a date,
// else at the first sign between them. A cell with one value has the first; a phone
// and 微信 in one column may be the other way round.
func (r *reader) halves(i int, s source, text string) (first, second string) {
	key := r.kind.Columns()[i].Key
	at, width := -1, 0
	for n, x := range text {
		if strings.ContainsRune("/／、，,;；|（( \n", x) {
			at, width = n, len(string(x))
			break
		}
		if (key == "party" || key == "standing") && x >= '0' && x <= '9' && n > 0 {
			at = n
			break
		}
	}
	first = text
	if at > 0 {
		first, second = strings.TrimSpace(text[:at]), strings.Trim(strings.TrimSpace(text[at+width:]), "）)、/， ")
	}
	if key == "phone" || key == "wechat" {
		if !isMobile(first) && (second == "" || isMobile(second)) {
			first, second = second, first
		}
	}
	return first, second
}

// measured converts an amount to the field's own unit; of an estimate it takes the number,
// and notes that it is one.
func (r *reader) measured(out *Row, i int, s source, text string) string {
	c := &r.kind.Columns()[i]
	if text == "" || c.Shape != ledger.Number && c.Shape != ledger.Amount {
		return text
	}
	number, aside, guessed := estimate(text)
	out.remark(headName(s.head)+"旁写", aside)
	amount := inMeasure(number, s.unit, ownMeasure(c.Key))
	if amount == "0" && strings.ContainsAny(number, "123456789") {
		out.guess(c.Key, guess{text, amount, "写的是“" + shortened(text, 16) + "”，不到 1 " + ownMeasure(c.Key).word + "，记成了 0。请核对单位。"})
	}
	if guessed {
		if n, err := value.ParseCount(amount); err == nil {
			amount = n.String()
		}
		out.guess(c.Key, guess{text, amount, "写的是“" + shortened(text, 16) + "”，不是准数，按 " + amount + " 记，导入后在待核里。请填准数。"})
	}
	return amount
}

// cell is the text of a cell; what says that there is nothing is nothing.
func (r *reader) cell(row, col int) string {
	if col < 0 {
		return ""
	}
	return blankless(r.sheet.Cell(row, col))
}

// blankless takes the signs by which offices say that there is nothing for nothing.
func blankless(text string) string {
	switch strings.TrimSpace(text) {
	case "/", "\\", "-", "—", "——", "--", "－", "／", "#N/A", "———", "---", "……", "…", "*", "//", "、", "。", ".", "0000-00-00", "N/A", "n/a", "null", "NULL", "None", "NaN":
		return ""
	}
	return text
}

// nothing says that a word stands for no value where a number or a date belongs.
func nothing(text string) bool {
	switch strings.TrimSpace(text) {
	case "无", "暂无", "没有", "不详", "未知", "待补", "无编号", "未填", "空缺", "暂缺", "缺", "空", "（无）", "(无)", "不清楚", "待定", "未定", "待查":
		return true
	}
	return false
}

// remark puts a value without a field of its own by, for the note.
func (out *Row) remark(head, text string) {
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		out.notes = append(out.notes, head+"："+text)
	}
}

// noted is the note that the row leaves: what its own column says, or else what stands
// there, and after it each remark once.
func (r *reader) noted(out *Row, text string) string {
	for _, s := range r.remarks {
		if t := r.cell(out.at, s.col); t != "" && !nothing(t) {
			out.remark(headName(s.head), t)
		}
	}
	if len(out.notes) == 0 {
		return text
	}
	if text == "" && out.Was != nil {
		text = r.kind.Text(out.Was, r.kind.At("note"), r.basis)
	}
	for _, n := range out.notes {
		switch {
		case strings.Contains(text, n):
		case text == "":
			text = n
		default:
			text = strings.TrimRight(text, "；;。 ") + "；" + n
		}
	}
	return text
}

// wrong is what the file says stands in a cell instead of a value: #REF!.
func (r *reader) wrong(row, col int) string {
	if col < 0 {
		return ""
	}
	at, c := r.table.found.Place(row, col)
	return r.plan.intake.file.Sheets[r.table.Nth].Error(at, c)
}

// edited puts a text into a cell of the table and of the office's sheet in memory.
func (in *Intake) edited(t *Table, row, col int, text string) {
	set := func(s *sheet.Sheet, r, c int) {
		if r < 0 || r >= len(s.Rows) || c < 0 || c >= sheet.MaxColumns {
			return
		}
		line := append([]string(nil), s.Rows[r]...)
		for len(line) <= c {
			line = append(line, "")
		}
		line[c] = text
		s.Rows[r] = line
	}
	set(t.found.Grid(), row, col)
	if own := &in.file.Sheets[t.Nth]; own != t.found.Grid() {
		r, c := t.found.Place(row, col)
		set(own, r, c)
	}
}
