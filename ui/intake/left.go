package intake

import (
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/ui/grid"
	"tuanjian/ui/look"
)

// leftLines are what of the file would not go in, a line each: where, what stands there,
// why.
func (k *wayIn) leftLines() (lines [][3]string) {
	sheets, columns, rows := k.plan.LeftOut()
	for _, s := range sheets {
		if s.Why != "" {
			lines = append(lines, [3]string{"工作表“" + s.Name + "”", strconv.Itoa(s.Rows) + " 行", s.Why})
		}
	}
	of := func(sheet string) string {
		if sheet == "" {
			return ""
		}
		return "“" + sheet + "”"
	}
	for _, c := range columns {
		lines = append(lines, [3]string{of(c.Sheet) + c.What + " 列", c.Name, c.Why})
	}
	for _, r := range rows {
		lines = append(lines, [3]string{of(r.Sheet) + "第 " + r.What + " 行", r.Name, r.Why})
	}
	return lines
}

// left shows them. Nothing of a file is passed over without a word.
func (k *wayIn) left(lines [][3]string) fyne.CanvasObject {
	if len(lines) == 0 {
		return look.Nothing(look.IconDone, "文件里的内容都用上了。")
	}
	g := grid.New(grid.Source{
		Len:  func() int { return len(lines) },
		Cell: func(row, col int) string { return lines[row][col] },
		Key:  strconv.Itoa,
	})
	g.SetColumns([]ledger.Column{{Key: "where", Label: "位置", Width: 26}, {Key: "what", Label: "写着", Width: 26}, {Key: "why", Label: "为什么没有用", Width: 60}}, nil)
	return g
}
