package fill

import (
	"strings"

	"tuanjian/store/blank"
)

// Blanks within a text that says itself what belongs there: 姓名：____, □男 □女, 年 月 日.

// A place is a cell of one of the sheets.
type place struct{ nth, row, col int }

// seen are the blanks of a cell, kept since they are asked for again and again.
type seen struct {
	all   []blank.Gap
	alone *blank.Gap // the only one, where nothing else stands in the cell
}

// gapsAt are the blanks within the text of a cell.
func (f *Form) gapsAt(at place) *seen {
	if known, ok := f.gaps[at]; ok {
		return known
	}
	out := &seen{}
	if text := f.blank.Text.Sheets[at.nth].Cell(at.row, at.col); text == "" || strings.ContainsAny(text, "_＿﹍﹏‗ˍ：:□☐▢◻⬜❏❑○◯（([［【年人名个位元岁户家次台套届%％ \t\u00a0\u3000\uf0a8\uf06f\uf0a3") { // signs of which every text with a blank has one
		if w := f.blank.Sheets[at.nth].Words(at.row, at.col); w != nil {
			out.all = w.Gaps()
			if g, ok := w.Alone(); ok {
				out.alone = &g
			}
		}
	}
	if len(f.gaps) < mostGaps {
		f.gaps[at] = out
	}
	return out
}

// mostGaps is of how many cells the blanks are kept.
const mostGaps = 200_000
