package sheet

import (
	"context"
	"strings"
)

// MaxPaste is the longest text, in bytes, that is read from the clipboard; more than 20,000 rows of a roster.
const MaxPaste = 8 << 20

// ErrPasteTooLong says that more was copied than is read at once.
var ErrPasteTooLong = &Error{"paste-too-long", "复制的内容太多。请把表格存成文件再导入，或者分几次粘贴"}

// Pasted says that text from the clipboard is cells of a table, as Excel and WPS copy them, and not words to be put into
// one field. A line break alone does not make a table: addresses have them too.
func Pasted(text string) bool { return strings.Contains(strings.Trim(text, " \r\n"), "\t") }

// ReadPaste reads cells that were copied in Excel or WPS: a line a row, tabs between the cells, a cell with line breaks
// in quotes. It answers a workbook of one sheet without a name, as a CSV file does.
func ReadPaste(ctx context.Context, text string) (*Workbook, error) {
	if len(text) > MaxPaste {
		return nil, ErrPasteTooLong
	}
	c := &csvText{text: text, comma: '\t'}
	spent := 0
	g := grid{spent: &spent}
	for row := 0; c.at < len(c.text); row++ {
		if row%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for col, more := 0, true; more; col++ {
			var cell string
			cell, more = c.next()
			if err := g.put(row, col, strings.TrimSpace(cell)); err != nil {
				return nil, err
			}
		}
	}
	book := &Workbook{Kind: "csv", Sheets: make([]Sheet, 1)}
	if err := g.give(&book.Sheets[0]); err != nil {
		return nil, err
	}
	for _, row := range g.rows {
		if filled(row) > 0 {
			return book, nil
		}
	}
	return nil, ErrEmpty
}
