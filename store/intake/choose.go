package intake

import (
	"context"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// What a person says of a file whose tables were not found, or not all of it taken.

// NoHead is the top of a head where there is none: every row is data.
const NoHead = -1

// headSaid is a head that a person pointed at.
type headSaid struct {
	kind        ledger.Kind
	top, bottom int
}

// An Sheet is one sheet of the file and what was made of it.
type Sheet struct {
	Name   string
	Hidden bool
	Rows   int      // rows in which something stands
	Tables int      // tables that go in
	Why    string   // for people: why nothing of it goes in, "" when something does
	Heads  []string // where nothing was understood: the line that looks most like a head
	Veiled []int    // rows of its tables, from 0, that the file does not show and that are left out
}

// SheetRows are the cells of a sheet as they were read, for a person to point at the
// head; they are not changed. A row may be shorter than others.
func (in *Intake) SheetRows(nth int) [][]string {
	if nth < 0 || nth >= len(in.file.Sheets) {
		return nil
	}
	return in.file.Sheets[nth].Rows
}

// Head reads a sheet as a table of the kind whose head stands in rows top to bottom,
// both included and counted from 0; one row has top = bottom, two have group names
// above. With top NoHead there is no head, and the columns are known by their values,
// as far as they are plain. The table takes the place of all that were found on the
// sheet; its columns may be mapped further.
//
// It answers even when no column is known. It refuses rows that are not there.
func (in *Intake) Head(nth int, kind ledger.Kind, top, bottom int) (*Table, error) {
	said := headSaid{kind, top, bottom}
	if in.headed(nth, said) == nil {
		return nil, store.Refuse("这一行不在表里。请另选一行作列名。")
	}
	in.heads[nth] = said
	in.find(context.Background())
	at := slices.IndexFunc(in.Tables, func(t *Table) bool { return t.Nth == nth })
	return in.Tables[at], nil
}

func (in *Intake) headed(nth int, said headSaid) *Table {
	found, ok := sheet.LocateAt(in.file, nth, said.top, said.bottom, vocabulary(said.kind, true, in.hidden))
	if !ok {
		return nil
	}
	return in.table(found)
}

// Hides says whether the file hides something that could go in: sheets or rows.
func (in *Intake) Hides() bool {
	return in.hidden || slices.ContainsFunc(in.Sheets, func(s *Sheet) bool { return s.Hidden && s.Rows > 0 || len(s.Veiled) > 0 })
}

// ShowHidden takes what the file hides, or leaves it out again, and finds the tables
// anew; decisions and the mapping in memory are lost.
func (in *Intake) ShowHidden(take bool) { in.hidden = take; in.find(context.Background()) }

// Take takes a table in or leaves it out; the plan must be made again.
func (in *Intake) Take(t *Table, take bool) {
	at := slices.Index(in.Tables, t)
	switch {
	case take && at < 0:
		in.Tables = append(in.Tables, t)
		slices.SortStableFunc(in.Tables, func(x, y *Table) int {
			return slices.Index(ledger.All, x.Kind) - slices.Index(ledger.All, y.Kind)
		})
	case !take && at >= 0:
		in.Tables = slices.Delete(in.Tables, at, at+1)
	}
}

// Edit writes a text into the cell of a row's field, in memory, as if the office had
// written it there: a fault mended where it stands. The field must have a column; then
// Plan judges anew. It reports whether there was such a cell.
func (in *Intake) Edit(p *Plan, row *Row, key, text string) bool {
	t := p.tables[row]
	if t == nil {
		return false
	}
	col := t.found.Column(key)
	if col < 0 {
		return false
	}
	in.edited(t, row.at, col, text)
	return true
}

// tellSheets says of every sheet what was made of it.
func (in *Intake) tellSheets(located, empty []sheet.Found) {
	for i := range in.file.Sheets {
		s := &in.file.Sheets[i]
		told := &Sheet{Name: s.Name, Hidden: s.Hidden}
		for _, row := range s.Rows {
			if strings.TrimSpace(strings.Join(row, "")) != "" {
				told.Rows++
			}
		}
		for _, t := range in.Tables {
			if t.Nth != i {
				continue
			}
			told.Tables++
			for _, skip := range t.found.Skipped {
				if skip.Why == sheet.WhyHidden {
					row, _ := t.found.Place(skip.Row, 0)
					told.Veiled = append(told.Veiled, row)
				}
			}
		}
		for _, f := range empty {
			for _, skip := range f.Skipped {
				if f.Sheet == i && told.Tables == 0 && skip.Why == sheet.WhyHidden {
					row, _ := f.Place(skip.Row, 0)
					told.Veiled = append(told.Veiled, row)
				}
			}
		}
		if told.Tables == 0 && told.Rows > 0 {
			told.Why, told.Heads = in.whyNot(i, located, empty)
			if !s.Hidden {
				in.Ignored = append(in.Ignored, s.Name)
			}
		}
		in.Sheets = append(in.Sheets, told)
	}
}

// whyNot says why nothing of a sheet goes in.
func (in *Intake) whyNot(nth int, located, empty []sheet.Found) (why string, heads []string) {
	s := &in.file.Sheets[nth]
	if kind, _ := in.typed(nth); kind != nil && !owned(in.book.Today(), kind) {
		return strings.TrimSuffix(notRead(kind), "。"), nil
	}
	on := func(f sheet.Found) bool { return f.Sheet == nth }
	switch at := slices.IndexFunc(located, on); {
	case slices.ContainsFunc(empty, on):
		f := empty[slices.IndexFunc(empty, on)]
		for _, skip := range f.Skipped {
			if skip.Why == sheet.WhyHidden {
				return "数据行都是隐藏的", nil
			}
		}
		return "表里还没有数据", nil
	case s.Hidden && at >= 0 && !in.hidden:
		return "工作表是隐藏的", nil
	case s.Hidden && !in.hidden:
		return "工作表是隐藏的，也认不出表头", nil
	case at >= 0:
		return "像是" + ledger.KindOf(located[at].Table).Title() + "的表，不是要导入的", nil
	}
	best := 0
	for _, row := range s.Rows[:min(len(s.Rows), 20)] {
		var texts []string
		for _, t := range row {
			if t = strings.Join(strings.Fields(t), " "); t != "" && len(t) < 60 && strings.Trim(t, "0123456789.-/") != "" && !isResidentNumber(t) {
				texts = append(texts, t)
			}
		}
		if len(texts) > best {
			best, heads = len(texts), texts
		}
	}
	return "没有认出表头", heads[:min(len(heads), 6)]
}

// nothingFound is the reason why a file has no table that could go in.
func (in *Intake) nothingFound() error {
	var names, empty, hidden []string
	for _, s := range in.Sheets {
		switch {
		case s.Rows == 0:
		case strings.Contains(s.Why, "没有数据"):
			empty = append(empty, "“"+s.Name+"”")
		case strings.Contains(s.Why, "隐藏的") && !strings.Contains(s.Why, "认不出"):
			hidden = append(hidden, "“"+s.Name+"”")
		case !s.Hidden:
			text := "“" + s.Name + "”" + s.Why
			if len(s.Heads) > 0 {
				text += "（写着" + strings.Join(s.Heads, "、") + "）"
			}
			names = append(names, text)
		}
	}
	switch {
	case len(hidden) > 0:
		return &store.Error{Code: store.BadFile, Message: "能认出来的内容都是隐藏的：工作表" + strings.Join(hidden, "、") + "。请在 Excel 里取消隐藏再导入；确实要导入隐藏的，命令行加 --hidden。"}
	case len(empty) > 0:
		return &store.Error{Code: store.BadFile, Message: "表里还没有数据：工作表" + strings.Join(empty, "、") + "只有表头。请填好再导入。"}
	}
	message := "没有找到能认出来的表头。表头里要有“姓名”“身份证号”或“企业名称”“组织全称”这样的列名，请核对后再导入。"
	if len(names) > 0 {
		message += "工作表" + strings.Join(names[:min(len(names), 4)], "；") + "。"
	}
	return &store.Error{Code: store.BadFile, Message: message}
}
