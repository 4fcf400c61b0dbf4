package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// How a person's name and his dates look where no head says what they are.

// isPerson takes what may be a person's name: two to four Chinese characters, more
// around a middle dot, and no word of a list.
func isPerson(text string) bool {
	text = strings.Join(strings.Fields(text), "")
	n := utf8.RuneCountInString(text)
	dotted := strings.ContainsAny(text, "·•・")
	if n < 2 || n > 4 && !dotted || n > 20 {
		return false
	}
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) && !strings.ContainsRune("·•・", r) {
			return false
		}
	}
	for _, l := range []*codes.List{codes.Nations, codes.Standings, codes.Schoolings, codes.Duties, codes.Jobs, codes.MemberStates, codes.YesNo, codes.Businesses, codes.Drifts, codes.DutySorts, codes.DuesSorts, codes.Electeds, codes.IDTypes} {
		if _, ok := l.Code(text); ok {
			return false
		}
	}
	return !nothing(text) && !isUnit(text) && !isWork(text)
}

// What people do, where a name could stand: with these ends whatever it begins with, and with those where no family name
// begins it: 高师 may be a name.
var (
	surelyWork = []string{"员", "经理", "主任", "助理", "文秘", "主管", "司机", "会计", "出纳", "班长", "组长", "店长", "厂长", "电工", "车工", "普工", "技工", "教师", "老师", "护士", "医生", "学生"}
	maybeWork  = []string{"工", "师", "长", "手", "士", "生"}
)

// isWork takes a word for what somebody does.
func isWork(text string) bool {
	ends := func(with []string) bool {
		return slices.ContainsFunc(with, func(w string) bool { return strings.HasSuffix(text, w) })
	}
	return ends(surelyWork) || ends(maybeWork) && !familyFirst(text)
}

// bareOfAll is a name without number, marks and what else stands at it.
func bareOfAll(text string) string {
	if m := tailOf(text); m != nil {
		text = m[1]
	}
	name, _ := unmarked(text)
	name, _ = asideOf(unnumbered(name))
	name, _ = unmarked(name)
	return name
}

// isNameCell takes a cell in which a person's name stands, with or without marks and notes at it.
func isNameCell(text string) bool {
	if name := bareOfAll(text); isPerson(name) && !starred(text) {
		schooling, _ := schoolingOf(name)
		return !listed(codes.Schoolings)(schooling)
	}
	return false
}

// plainlyNamed takes a name as nearly all are: of two or three characters, with a middle dot, or of four with a family
// name of two. A company's short name has four and none.
func plainlyNamed(text string) bool {
	name := squeeze(bareOfAll(text))
	return utf8.RuneCountInString(name) < 4 || familyFirst(name) || strings.ContainsAny(name, "·•・")
}

// dated reads a day or a month as people write them in a column of such; years alone and running numbers are none.
func dated(text string) (d value.Date, ok bool) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n < 6 || n > 20 {
		return 0, false
	}
	d, err := value.ParseDate(text)
	return d, err == nil && d.Month() != 0 && d.Year() >= 1940
}

// How old somebody is at least who joins, too early though it may be, and who stands in a roster; and at most who joins.
const (
	yearsToJoin = 8
	leastYears  = 12
	mostYears   = 35
)

// tellDates finds in a table without a head which columns of dates are the birthdays and which the months of joining.
// A birthday is what the ID number says; whoever has joined was a child at least. Of several columns that may be the
// month of joining none is taken.
func (t *Table) tellDates(today value.Date) {
	if t.Kind != ledger.Members || t.Lay != sheet.LayHeadless {
		return
	}
	number := t.found.Column("idno")
	var columns []int // by their place in found.Columns
	for i, c := range t.found.Columns {
		if c.Key == "" && t.holdsDates(c.Index) {
			columns = append(columns, i)
		}
	}
	give := func(i int, key string) {
		t.found.Columns[i].Key, t.found.Columns[i].Inferred = key, true
	}
	born := func(row int) value.Date {
		if c := t.found.Column("born"); c >= 0 {
			d, _ := dated(t.found.Grid().Cell(row, c))
			return d
		}
		m := &ledger.Member{IDNumber: value.NormalIDNumber(t.found.Grid().Cell(row, max(number, 0)))}
		return m.BornOn()
	}
	for _, i := range columns {
		if t.found.Column("born") < 0 && t.every(i, func(row int, d value.Date) bool {
			b := born(row)
			return b != 0 && d.First() <= b && b <= d.Last()
		}) {
			give(i, "born")
		}
	}
	if t.found.Column("born") < 0 && number < 0 && len(columns) == 2 { // the earlier, by so many years, is the birthday
		for _, pair := range [][2]int{{columns[0], columns[1]}, {columns[1], columns[0]}} {
			later := t.found.Columns[pair[1]].Index
			if t.every(pair[0], func(row int, d value.Date) bool {
				e, ok := dated(t.found.Grid().Cell(row, later))
				return !ok || d.AddYears(yearsToJoin) <= e
			}) {
				give(pair[0], "born")
				break
			}
		}
	}
	var joined []int
	for _, i := range columns {
		if t.found.Columns[i].Key == "" && t.every(i, func(row int, d value.Date) bool {
			b := born(row)
			if b == 0 {
				return d.First() <= today && d.AddYears(leastYears).First() > today // too young to be a birthday
			}
			return d.First() <= today && b.AddYears(yearsToJoin).First() <= d.Last() && d.First() <= b.AddYears(mostYears).Last()
		}) {
			joined = append(joined, i)
		}
	}
	if len(joined) == 1 {
		give(joined[0], "joined")
	}
}

// holdsDates says that what stands in a column is days or months.
func (t *Table) holdsDates(col int) bool {
	right, all := 0, 0
	for _, row := range t.found.Rows {
		if text := strings.TrimSpace(t.found.Grid().Cell(row, col)); text != "" {
			all++
			if _, ok := dated(text); ok {
				right++
			}
		}
	}
	return right > 0 && right*10 >= all*9
}

// every says whether something holds of nine of ten dates of a column.
func (t *Table) every(i int, holds func(row int, d value.Date) bool) bool {
	right, all := 0, 0
	for _, row := range t.found.Rows {
		if d, ok := dated(t.found.Grid().Cell(row, t.found.Columns[i].Index)); ok {
			all++
			if holds(row, d) {
				right++
			}
		}
	}
	return right > 0 && right*10 >= all*9
}
