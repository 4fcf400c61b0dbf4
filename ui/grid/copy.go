package grid

import (
	"strings"

	"fyne.io/fyne/v2"

	"tuanjian/ui/hands"
)

// Text is rows as a table for the clipboard: heads, then one line a row, cells
// apart by tabs, as it is shown. Text that a spreadsheet would take for a formula
// gets an apostrophe in front.
func (g *Grid) Text(rows []int) string {
	var b strings.Builder
	for i, c := range g.columns {
		if i > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(plain(c.Label))
	}
	b.WriteString("\r\n")
	for _, row := range rows {
		for i := range g.columns {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(plain(g.source.Cell(row, i)))
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

func plain(s string) string {
	s = oneLine(s)
	if s == "" {
		return s
	}
	signed := s[0] == '+' || s[0] == '-'
	if s[0] == '=' || s[0] == '@' || signed && strings.Trim(s[1:], "0123456789.- ") != "" {
		return "'" + s
	}
	return s
}

// copyTo puts the selected rows, or the current one, on the clipboard.
func (g *Grid) copyTo(clipboard fyne.Clipboard) {
	rows := g.chosen.rows
	if len(rows) == 0 && g.chosen.at >= 0 {
		rows = []int{g.chosen.at}
	}
	if len(rows) == 0 {
		return
	}
	text := g.Text
	if g.Copy != nil {
		text = g.Copy
	}
	if s := text(rows); s != "" {
		hands.Clip(clipboard, s)
	}
}
