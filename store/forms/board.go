package forms

import (
	"fmt"
	"strings"

	"tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
)

// boardHeads are the columns of the board of problems, as its page has them.
var boardHeads = [jobs.BoardColumns]string{"待办", "在办", "办结"}

// problemBoard is the board of problems: three columns to be hung up, each problem with whose it is, who sees to it and by when.
func (o *Printout) problemBoard() error {
	o.veil = ledger.Start
	board := jobs.Board(o.book)
	var rows [][]string
	columns := make([]paper.Column, len(board))
	counts := make([]string, len(board))
	late := 0
	for at, cards := range board {
		columns[at] = paper.Column{Head: fmt.Sprintf("%s（%d 个）", boardHeads[at], len(cards)), Width: 24}
		counts[at] = fmt.Sprintf("%s %d 个", boardHeads[at], len(cards))
		for i, c := range cards {
			if i == len(rows) {
				rows = append(rows, make([]string, len(board)))
			}
			text := o.words(c.Title)
			if more := strings.Trim(o.words(c.Hint+"，"+c.Whose), "，"); more != "" {
				text += "\n" + more
			}
			rows[i][at] = text
			if c.Late {
				late++
			}
		}
	}
	totals := "合计：" + strings.Join(counts, "，")
	if late > 0 {
		totals += fmt.Sprintf("，逾期 %d 个", late)
	}
	o.agenda("问题办理进度", "单位：个", rows, totals, columns)
	return nil
}
