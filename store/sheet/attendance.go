package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A sheet of who came often has a row for each person and a column for each meeting, headed by its day. It is read as if each
// meeting were a row, with the names of who came and who did not.

var (
	dayHead    = regexp.MustCompile(`^(?:(20[0-9]{2})[年./-])?(1[0-2]|0?[1-9])[月./-](3[01]|[12][0-9]|0?[1-9])日?(.*)$`)
	attendance = []string{"签到", "考勤", "出勤", "到会", "参会", "参加情况"}
	cameWords  = []string{"1", "到", "已到", "出席", "参加", "迟到", "早退"}
)

// fewestMeetings is how many columns of meetings tell such a sheet from another.
const fewestMeetings = 2

// attendances is the ground of a sheet of who came as rows of one meeting each; the same ground where it is none.
func (g ground) attendances() ground {
	said := g.Name
	for top := range min(len(g.Rows), mostAboveMonths) {
		year, name := yearInText.FindStringSubmatch(said), -1
		type meeting struct {
			col       int
			day, sort string
		}
		var all []meeting
		for c, cell := range g.Rows[top] {
			head := plain(cell)
			if strings.Contains(head, "姓名") {
				name = c
			}
			m := dayHead.FindStringSubmatch(head)
			switch {
			case m == nil:
			case m[1] != "":
				all = append(all, meeting{c, m[1] + "-" + m[2] + "-" + m[3], m[4]})
			case year != nil:
				all = append(all, meeting{c, year[1] + "-" + m[2] + "-" + m[3], m[4]})
			}
		}
		if len(all) < fewestMeetings || name < 0 {
			said += " " + strings.Join(g.Rows[top], " ")
			continue
		}
		if !containsAny(said, attendance) {
			return g
		}
		rows, places := make([][]string, 0, top+1+len(all)), make([][]cellAt, 0, top+1+len(all))
		for r := range top {
			rows, places = append(rows, g.Rows[r]), append(places, []cellAt{{r, 0}})
		}
		rows, places = append(rows, []string{"日期", "会议活动种类", "到会的团员", "没到的团员", "没到的原因", "应到人数", "实到人数"}), append(places, []cellAt{{top, name}})
		for _, m := range all {
			var came, missed, why []string
			for r := top + 1; r < len(g.Rows); r++ {
				who := plain(g.Cell(r, name))
				if who == "" || strings.Contains(who, "计") || strings.Contains(who, "人数") {
					continue
				}
				switch cell := plain(g.Cell(r, m.col)); {
				case cameTo(cell):
					came = append(came, who)
				default:
					missed = append(missed, who)
					if cell != "" && !strings.ContainsAny(cell, "×✗xX—-0") {
						why = append(why, who+cell)
					}
				}
			}
			if len(came) == 0 { // the column is still empty
				continue
			}
			at := cellAt{top, m.col}
			rows = append(rows, []string{m.day, m.sort, strings.Join(came, "、"), strings.Join(missed, "、"), strings.Join(why, "，"), strconv.Itoa(len(came) + len(missed)), strconv.Itoa(len(came))})
			places = append(places, []cellAt{at, at, at, at, at, at, at})
		}
		return g.gathered(rows, places)
	}
	return g
}

// cameTo says that a cell means that somebody came.
func cameTo(cell string) bool {
	return slices.Contains(cameWords, cell) || cell != "" && strings.Trim(cell, ticks) == ""
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
