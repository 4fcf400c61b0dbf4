package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A sheet of dues often has a row for each person and a column for each month of a year, with what was paid or a tick. It is
// read as if each filled month were a row of its own.

var (
	monthHead  = regexp.MustCompile(`^(?:(20[0-9]{2})\s*年\s*)?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月(?:份)?$`)
	yearInText = regexp.MustCompile(`(20[0-9]{2})\s*年`)
	monthWords = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}
	waivers    = []string{"减免", "免交", "免", "已免"}
	paidWords  = []string{"对", "是", "有", "清", "交", "交了", "已交", "交清", "已交清", "已清", "缴", "已缴", "缴清", "已缴清", "付", "已付", "已收"}
)

const (
	mostAboveMonths = 8 // rows in which the head with the months is looked for
	fewestMonths    = 3
)

// ticks are the marks that say yes in a cell.
const ticks = "√✓✔☑▲●○"

// unpaidWords are in cells that say that nothing was paid: 未交, 已转出, 离团, 停缴; dashes say it alone.
const (
	unpaidWords = "未欠没不无转离退停×✗✘"
	dashes      = "-—–－/／\\.。*＊xX"
)

// A monthColumn is one month's column.
type monthColumn struct{ col, year, month int }

// months is the ground of a sheet of dues with a column a month as rows of one month each; the same ground where it is none.
func (g ground) months() ground {
	top, columns := g.monthHead()
	if top < 0 {
		return g
	}
	monthly, name := map[int]monthColumn{}, -1
	for _, m := range columns {
		monthly[m.col] = m
	}
	rate := -1 // the column that says what one month costs
	var others []int
	for c, head := range g.Rows[top] {
		switch head = plain(head); {
		case monthly[c] != (monthColumn{}) || head == "":
		case strings.Contains(head, "月应交") || strings.Contains(head, "每月") || strings.Contains(head, "标准"):
			rate = c
		case strings.Contains(head, "合计") || strings.Contains(head, "应交") || strings.Contains(head, "实交"):
		default:
			if strings.Contains(head, "姓名") {
				name = c
			}
			others = append(others, c)
		}
	}
	if name < 0 {
		return g
	}
	var rows [][]string
	var places [][]cellAt
	line := func(r int, more []string, at []cellAt) {
		row, place := make([]string, 0, len(others)+len(more)), make([]cellAt, 0, len(others)+len(more))
		for _, c := range others {
			row, place = append(row, g.Cell(r, c)), append(place, cellAt{r, c})
		}
		rows, places = append(rows, append(row, more...)), append(places, append(place, at...))
	}
	for r := range top {
		rows, places = append(rows, g.Rows[r]), append(places, []cellAt{{r, 0}})
	}
	line(top, []string{"起始月份", "截止月份", "交费种类", "实交（元）"}, nil)
	for r := top + 1; r < len(g.Rows); r++ {
		if who := plain(g.Cell(r, name)); who == "" || strings.Contains(who, "计") {
			continue
		}
		for _, m := range columns {
			sort, paid := monthPaid(g.Cell(r, m.col), g.Cell(r, max(rate, 0)), rate >= 0)
			if sort == "" {
				continue
			}
			month, at := strconv.Itoa(m.year)+"年"+strconv.Itoa(m.month)+"月", cellAt{r, m.col}
			line(r, []string{month, month, sort, paid}, []cellAt{at, at, at, at})
		}
	}
	return g.gathered(rows, places)
}

// monthPaid says what a cell of a month means: its sort and its amount, both "" where nothing was paid. What it cannot read stands
// where the amount does, for a person to say what it is.
func monthPaid(cell, rate string, rated bool) (sort, paid string) {
	text := plain(cell)
	for _, w := range waivers {
		if text == w {
			return "减免", "0"
		}
	}
	if n, err := strconv.ParseFloat(strings.TrimSuffix(text, "元"), 64); err == nil {
		if n <= 0 {
			return "", ""
		}
		return "交纳", strings.TrimSuffix(text, "元")
	}
	switch said := strings.ContainsAny(text, ticks) || slices.Contains(paidWords, text); {
	case text == "" || strings.ContainsAny(text, unpaidWords) || strings.Trim(text, dashes) == "":
		return "", "" // 欠交, 已转出 and the like have a word of payment in them, and are none
	case !said:
		return "交纳", text
	}
	if !rated {
		return "交纳", ""
	}
	return "交纳", plain(rate)
}

func plain(text string) string { return strings.Join(strings.Fields(text), "") }

// monthHead finds the row with the months of a sheet of dues, each with its year; top is -1 where there is none.
func (g ground) monthHead() (top int, columns []monthColumn) {
	said := g.Name
	for r := range min(len(g.Rows), mostAboveMonths) {
		columns = nil
		for c, cell := range g.Rows[r] {
			if m := monthHead.FindStringSubmatch(plain(cell)); m != nil {
				columns = append(columns, monthColumn{c, wholeNumber(m[1]), monthNumber(m[2])})
			}
		}
		if len(columns) < fewestMonths {
			said += " " + strings.Join(g.Rows[r], " ")
			continue
		}
		year := yearInText.FindStringSubmatch(said)
		for i := range columns {
			if columns[i].year == 0 && year != nil {
				columns[i].year = wholeNumber(year[1])
			}
			if columns[i].year == 0 || i > 0 && columns[i].year*12+columns[i].month <= columns[i-1].year*12+columns[i-1].month {
				return -1, nil
			}
		}
		if !strings.Contains(said, "团费") {
			return -1, nil
		}
		return r, columns
	}
	return -1, nil
}

func monthNumber(word string) int {
	for i, w := range monthWords {
		if w == word {
			return i + 1
		}
	}
	return wholeNumber(word)
}

func wholeNumber(text string) int { n, _ := strconv.Atoi(text); return n }
