package intake

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A saying is what is said of a row: why it stays out, or what a person should look at.
type saying func(*intake.Row) []intake.Fault

func faultsOf(row *intake.Row) []intake.Fault { return row.Faults }
func doubtsOf(row *intake.Row) []intake.Fault { return row.ToLookAt() }

// mending is the table of rows of which something is said, whose cells can be written in.
// What is written changes the file in memory only, and every row is judged again at once.
type mending struct {
	k       *wayIn
	kind    ledger.Kind
	rows    []*intake.Row
	said    saying
	columns []ledger.Column
	grid    *grid.Grid
}

// shownFirst are the columns before those of the office's table.
const shownFirst = 2

func newMending(k *wayIn, kind ledger.Kind, rows []*intake.Row, said saying) *mending {
	m := &mending{k: k, kind: kind, rows: rows, said: said}
	m.columns = append([]ledger.Column{{Key: cellColumn, Label: "位置", Width: 12}, {Key: reasonColumn, Label: "原因", Width: 58}}, k.mapped(kind)...)
	m.grid = grid.New(grid.Source{
		Len:  func() int { return len(m.rows) },
		Cell: func(row, col int) string { return m.cell(m.rows[row], m.columns[col]) },
		Key:  strconv.Itoa,
		Mark: func(int) grid.Sign { return grid.Fault },
	})
	m.grid.SetColumns(m.columns, nil)
	m.grid.Freeze(shownFirst)
	m.grid.OnCells(m.write)
	m.grid.OnType = func(r rune) {
		if row := m.grid.Current(); row >= 0 {
			m.write(row, m.grid.Column())
			if e, ok := k.s.Canvas().Focused().(*kit.Entry); ok {
				e.TypedRune(r) // the text is selected: what is typed takes its place
			}
		}
	}
	m.grid.OnKey = func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyF2:
			m.write(m.grid.Current(), m.grid.Column())
		case fyne.KeyF6:
			m.next(m.grid.Current() + 1)
		case fyne.KeyF4:
			if row := m.grid.Current(); row >= 0 {
				m.explain(m.rows[row])
			}
		default:
			return false
		}
		return true
	}
	m.stand(0)
	return m
}

// at is where a row's first fault stands that its table has a column for; -1 where none
// has.
func (m *mending) at(row int) int {
	for _, f := range m.said(m.rows[row]) {
		if i := slices.IndexFunc(m.columns, func(c ledger.Column) bool { return c.Key == f.Key }); i >= 0 {
			return i
		}
	}
	return -1
}

func (m *mending) cell(row *intake.Row, c ledger.Column) string {
	said := m.said(row)
	switch {
	case c.Key == cellColumn && len(said) > 0:
		return said[0].Place()
	case c.Key == cellColumn:
		return ""
	case c.Key == reasonColumn:
		texts := make([]string, len(said))
		for i, f := range said {
			texts[i] = f.Text
		}
		return strings.Join(texts, "")
	}
	return m.k.cell(row, c)
}

// explain lays all that is said of a row over the page.
func (m *mending) explain(row *intake.Row) {
	var lines []string
	for _, f := range m.said(row) {
		lines = append(lines, f.Place()+"　"+f.Text)
	}
	title := row.Where
	if row.Name != "" {
		title += "　" + row.Name
	}
	kit.TellText(m.k.s.Canvas(), title, strings.Join(lines, "\n"), nil)
}

// stand goes to the faulty cell of a row.
func (m *mending) stand(row int) {
	if row >= 0 && row < len(m.rows) {
		m.grid.StandOn(row, max(m.at(row), shownFirst))
	}
}

// next goes to the next row's faulty cell, round and round.
func (m *mending) next(row int) {
	if len(m.rows) > 0 {
		m.stand(row % len(m.rows))
	}
}

// write lays a field over a cell.
func (m *mending) write(row, col int) {
	if row < 0 || row >= len(m.rows) || col < shownFirst {
		return
	}
	r, key := m.rows[row], m.columns[col].Key
	was := m.k.plan.Written(r, key)
	m.grid.Edit(row, col, was, func(text string, by fyne.KeyName) {
		if text = look.OneLine(text); text == was {
			if by == fyne.KeyReturn || by == fyne.KeyTab || by == fyne.KeyDown {
				m.next(row + 1)
			}
			return
		}
		if !m.k.in.Edit(m.k.plan, r, key, text) {
			kit.TellText(m.k.s.Canvas(), "这里不能改", "这张表没有“"+m.columns[col].Label+"”这一列。请在原来的表里加上再导入。", nil)
			return
		}
		m.k.judge(row)
	})
}

// judge makes the plan again after a cell was mended, and stands on the faulty row that
// is now in the place of the one that was mended.
func (k *wayIn) judge(row int) {
	hands.RunLatest(&k.judged, func() (*intake.Plan, error) { return k.in.Plan(context.Background(), nil) }, func(p *intake.Plan) {
		if k.page.Gone() {
			return
		}
		k.plan = p
		k.gather()
		k.preview()
		if (k.tab == tabFaulty || k.tab == tabDoubtful) && k.mend != nil && len(k.mend.rows) > 0 {
			k.mend.stand(min(row, len(k.mend.rows)-1))
			k.s.Canvas().Focus(k.mend.grid)
		}
	}, func(err error) { k.fail("没有比对成", err) })
}
