package sheet

import (
	"context"
	"strings"

	"github.com/xuri/excelize/v2"
)

// writeSheet streams one sheet. What concerns the page, the choices and the columns must come before the first row.
func (b *book) writeSheet(ctx context.Context, name string, s *OutSheet, tell func(int)) error {
	head := 0 // row of the head, from 0
	for _, line := range []string{s.Title, s.Particulars} {
		if line != "" {
			head++
		}
	}
	last := len(s.Columns) - 1
	if err := b.page(name, head, last, head+s.Len); err != nil {
		return err
	}
	for c := range s.Columns {
		if err := b.offer(name, c, head+1, min(head+s.Len+spareRows, excelRows-1), s.Columns[c].Choices); err != nil {
			return err
		}
	}
	sw, err := b.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for c := range s.Columns {
		if err := b.column(sw, c, &s.Columns[c]); err != nil {
			return err
		}
	}
	err = sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: head + 1, TopLeftCell: CellName(head+1, 0), ActivePane: "bottomLeft"})
	if err != nil {
		return err
	}
	if err := b.headRows(sw, s, head, last); err != nil {
		return err
	}
	return dataRows(ctx, sw, s, head+1, tell)
}

// page sets A4 landscape, one page wide, with the head repeated on each page.
func (b *book) page(name string, head, lastColumn, lastRow int) error {
	if err := b.f.SetSheetDimension(name, "A1:"+CellName(lastRow, lastColumn)); err != nil {
		return err
	}
	yes, wide, high, a4, landscape := true, 1, 0, 9, "landscape"
	if err := b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	err := b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high})
	if err != nil {
		return err
	}
	top := "$" + CellName(head, 0)[1:]
	return b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: name, RefersTo: quoteSheet(name) + "!$1:" + top})
}

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func (b *book) column(sw *excelize.StreamWriter, c int, col *OutColumn) error {
	width := col.Width
	if width == 0 {
		width = float64(displayWidth(col.Head) + 2)
	}
	if err := sw.SetColWidth(c+1, c+1, min(max(width, 4), 100)); err != nil {
		return err
	}
	if !col.Number {
		if err := sw.SetColStyle(c+1, c+1, b.text); err != nil { // rows that people add below are texts, too
			return err
		}
	}
	if col.Hidden {
		return sw.SetColVisible(c+1, c+1, false)
	}
	return nil
}

// offer adds a drop-down to a column. A list that is too long to be written out, or holds a comma, goes to the hidden
// sheet; equal lists are kept there once.
func (b *book) offer(name string, c, from, to int, choices []string) error {
	if len(choices) == 0 {
		return nil
	}
	rule := excelize.NewDataValidation(true)
	rule.Sqref = CellName(from, c) + ":" + CellName(to, c)
	joined := strings.Join(choices, ",")
	if units(joined) <= maxLiteral && strings.Count(joined, ",") == len(choices)-1 && !strings.ContainsAny(joined, "\"\n") {
		if err := rule.SetDropList(choices); err != nil {
			return err
		}
	} else {
		at, err := b.list(choices)
		if err != nil {
			return err
		}
		rule.SetSqrefDropList(at)
	}
	rule.SetError(excelize.DataValidationErrorStyleWarning, "不在选项里", "这一格有固定的选项，填别的内容导入后要再核对。仍要这样填吗？")
	return b.f.AddDataValidation(name, rule)
}

// list puts choices into a column of the hidden sheet and names where they are.
func (b *book) list(choices []string) (string, error) {
	key := strings.Join(choices, "\x00")
	if at, ok := b.where[key]; ok {
		return at, nil
	}
	if b.lists == 0 {
		if _, err := b.f.NewSheet(choicesSheet); err != nil {
			return "", err
		}
		if err := b.f.SetSheetVisible(choicesSheet, false); err != nil {
			return "", err
		}
	}
	for i, choice := range choices {
		if units(choice) > maxCellUnits {
			return "", ErrLongText
		}
		if err := b.f.SetCellStr(choicesSheet, CellName(i, b.lists), choice); err != nil {
			return "", err
		}
	}
	column := "$" + ColumnName(b.lists) + "$"
	at := quoteSheet(choicesSheet) + "!" + column + "1:" + column + CellName(len(choices)-1, 0)[1:]
	b.where[key] = at
	b.lists++
	return at, nil
}

func (b *book) headRows(sw *excelize.StreamWriter, s *OutSheet, head, last int) error {
	row := 0
	if s.Title != "" {
		if last > 0 {
			if err := sw.MergeCell(CellName(row, 0), CellName(row, last)); err != nil {
				return err
			}
		}
		if err := setTexts(sw, row, b.title, []string{s.Title}, excelize.RowOpts{Height: 30}); err != nil {
			return err
		}
		row++
	}
	if s.Particulars != "" {
		if last > 0 {
			if err := sw.MergeCell(CellName(row, 0), CellName(row, last)); err != nil {
				return err
			}
		}
		if err := setTexts(sw, row, b.text, []string{s.Particulars}); err != nil {
			return err
		}
	}
	heads := make([]string, len(s.Columns))
	for c := range s.Columns {
		heads[c] = s.Columns[c].Head
	}
	return setTexts(sw, head, b.head, heads)
}

func setTexts(sw *excelize.StreamWriter, row, style int, texts []string, opts ...excelize.RowOpts) error {
	values := make([]any, len(texts))
	for i, t := range texts {
		if units(t) > maxCellUnits {
			return ErrLongText
		}
		values[i] = excelize.Cell{StyleID: style, Value: t}
	}
	return sw.SetRow(CellName(row, 0), values, opts...)
}

// dataRows writes the rows, each cell with the format of its column. Empty cells are not written.
func dataRows(ctx context.Context, sw *excelize.StreamWriter, s *OutSheet, first int, tell func(int)) error {
	values := make([]any, len(s.Columns))
	for i := range s.Len {
		if i%progressEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			tell(i)
		}
		row := s.Row(i)
		for c := range s.Columns {
			if c >= len(row) || row[c] == "" {
				values[c] = nil
				continue
			}
			if units(row[c]) > maxCellUnits {
				return ErrLongText
			}
			values[c] = s.Columns[c].value(row[c])
		}
		if err := sw.SetRow(CellName(first+i, 0), values); err != nil {
			return err
		}
	}
	tell(s.Len)
	return sw.Flush()
}
