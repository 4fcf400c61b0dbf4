package sheet

import (
	"bufio"
	"context"
	"io"
	"strings"

	"tuanjian/store/value"
)

// WriteCSV writes head and rows of a sheet as UTF-8 with a byte order mark and CRLF, which Excel and WPS read as it is.
// Cells that a spreadsheet would take for formulas get an apostrophe in front (users.md R14); Read takes it away again.
// Title and particulars are left out; hidden columns are written like the others.
func WriteCSV(ctx context.Context, w io.Writer, s OutSheet, p Progress) error {
	if len(s.Columns) == 0 {
		return ErrNoColumns
	}
	out := bufio.NewWriterSize(w, 64<<10)
	out.WriteString(utf8Mark)
	heads := make([]string, len(s.Columns))
	for c := range s.Columns {
		heads[c] = s.Columns[c].Head
	}
	writeLine(out, heads, len(s.Columns))
	for i := range s.Len {
		if i%progressEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			p.tell(i, s.Len)
		}
		writeLine(out, s.Row(i), len(s.Columns))
	}
	p.tell(s.Len, s.Len)
	return out.Flush() // a failed write is kept until here
}

func writeLine(out *bufio.Writer, row []string, n int) {
	for c := range n {
		if c > 0 {
			out.WriteByte(',')
		}
		if c >= len(row) {
			continue
		}
		cell := value.Guard(seen(row[c]))
		if strings.ContainsAny(cell, "\",;|\t\r\n") {
			out.WriteByte('"')
			out.WriteString(strings.ReplaceAll(cell, `"`, `""`))
			out.WriteByte('"')
			continue
		}
		out.WriteString(cell)
	}
	out.WriteString("\r\n")
}

// seen is ledger.Plain but for carriage returns, which a quoted cell may have.
func seen(cell string) string {
	if !strings.Contains(cell, "\r") {
		return value.Plain(cell)
	}
	parts := strings.Split(cell, "\r")
	for i := range parts {
		parts[i] = value.Plain(parts[i])
	}
	return strings.Join(parts, "\r")
}
