package fill

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// Several tables of one sheet, and records that take several rows.

// stacked are the tables of a sheet, with those whose head stands there again: below, it is a table of its own, or the same
// table on its next page; beside, it goes on there.
func (f *Form) stacked(found []sheet.Found) (all []*Table) {
	for i := range found {
		t := f.table(&found[i])
		if of := slices.IndexFunc(all, func(o *Table) bool { return o.head == t.head && f.sameHeads(o, t) }); of >= 0 {
			o := all[of]
			o.beside = append(o.beside, t.Columns[0].col-o.Columns[0].col)
			o.Rows = len(o.rows) * (1 + len(o.beside))
			continue
		}
		if of := slices.IndexFunc(all, func(o *Table) bool { return o.head == t.head && o.Kind == t.Kind && slices.Equal(o.rows, t.rows) }); of >= 0 {
			all[of].unknown(t.Columns) // somebody else in the same row: the one who recommends, the other of a couple
			continue
		}
		all = append(all, t)
	}
	for i := 0; i < len(all) && len(all) < mostTables; i++ {
		all = slices.Insert(all, i+1, f.again(all[i], all)...)
	}
	return all
}

// unknown takes columns further right into a table, of which nobody knows whose they are.
func (t *Table) unknown(more []Column) {
	for _, c := range more {
		c.Key, c.Second, c.Serial = "", "", false
		if c.Why = "前面已有同样的一栏，不知道是谁的，空着"; c.Head != "" && c.col != t.serial {
			t.Columns = append(t.Columns, c)
		}
	}
}

// mostTables is how many tables of one sheet are told apart.
const mostTables = 100

// sameHeads says that two tables that stand beside each other have the same columns.
func (f *Form) sameHeads(a, b *Table) bool {
	if above := f.above(b); above != f.above(a) && speaksOfOthers(f.wordsOf(a.Kind).vocabulary, above, "name") {
		return false
	}
	return a.Kind == b.Kind && slices.Equal(a.rows, b.rows) && slices.EqualFunc(a.Columns, b.Columns, func(x, y Column) bool {
		return x.Head == y.Head && x.col-a.Columns[0].col == y.col-b.Columns[0].col
	})
}

// again is the table whose head is that of another one and stands below its rows; none where the rows below are the next page of
// the same, which it takes in.
func (f *Form) again(t *Table, known []*Table) []*Table {
	text := &f.blank.Text.Sheets[t.nth]
	high := t.head - t.headTop
	for r := t.begin; r+high < len(text.Rows); r++ {
		if slices.ContainsFunc(known, func(o *Table) bool { return o.headTop <= r+high && r <= o.head }) {
			return nil
		}
		if !f.headAt(t, r) {
			continue
		}
		next := *t
		next.rows, next.headTop, next.head, next.Below, next.Started, next.Endless = nil, r, r+high, false, 0, false
		next.Columns = slices.Clone(t.Columns)
		f.room(&next, next.head)
		between := ""
		for _, row := range text.Rows[t.begin:r] {
			if word := firstText(row); word != "" && !pages.MatchString(word) {
				between = word
			}
		}
		if between == "" {
			t.rows = append(t.rows, next.rows...)
			t.begin, t.Rows, t.Below = next.begin, len(t.rows), next.Below
			continue
		}
		if !endings.MatchString(between) {
			next.Title = between
		}
		for i := range next.Columns {
			f.explain(&next, &next.Columns[i])
		}
		return []*Table{&next}
	}
	return nil
}

// headAt says that the head of a table stands at a row too.
func (f *Form) headAt(t *Table, r int) bool {
	text := &f.blank.Text.Sheets[t.nth]
	for i := 0; i <= t.head-t.headTop; i++ {
		was, now := text.Rows[t.headTop+i], text.Rows[r+i]
		if firstText(was) == "" || !slices.EqualFunc(was, now, func(a, b string) bool {
			return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
		}) {
			return false
		}
	}
	return true
}

// height is how many rows one record takes, by the cells of what it is about; -1 where some take more than others.
func (f *Form) height(t *Table, subject int) int {
	high := map[int]int{}
	for _, a := range f.blank.Sheets[t.nth].Merged() {
		if a.Left <= subject && subject <= a.Right {
			high[a.Top] = a.Bottom - a.Top + 1
		}
	}
	tall := 0
	for _, r := range t.rows {
		h := max(high[r], 1)
		if tall != 0 && h != tall {
			return -1
		}
		tall = h
	}
	return max(tall, 1)
}

// reach are the first and the last column of a table.
func (t *Table) reach() (left, right int) {
	left = t.Columns[0].col
	for _, c := range t.Columns {
		left, right = min(left, c.col), max(right, c.col)
	}
	return left, right
}

// apart are the columns of a table without those behind a column with no head that only say again what others say: a list of the
// words that may be chosen, written beside it.
func apart(all []Column) []Column {
	for i := 1; i < len(all); i++ {
		if all[i].col > all[i-1].col+1 && !slices.ContainsFunc(all[i:], func(c Column) bool { return c.Key != "" || !twiceIn(all[:i], c.Head) }) {
			return all[:i]
		}
	}
	return all
}

func twiceIn(all []Column, head string) bool {
	return slices.ContainsFunc(all, func(c Column) bool { return c.Head == head })
}

// printed are the labels within records of several rows that stand in each of them: 家庭住址 in the second row.
type printed struct {
	from, tall int
	words      map[blankSpot]string // by the row within the record
}

// at is what is printed in a cell.
func (p printed) at(r, c int) string {
	if p.tall == 0 || r < p.from {
		return ""
	}
	return p.words[blankSpot{(r - p.from) % p.tall, c}]
}

// printedBelow are the labels within the records below a head, where the first two have the same.
func (f *Form) printedBelow(t *Table, head, subject int) (p printed) {
	text := &f.blank.Text.Sheets[t.nth]
	tall := 0
	for _, a := range f.blank.Sheets[t.nth].Merged() {
		if a.Top == head+1 && a.Left <= subject && subject <= a.Right {
			tall = a.Bottom - a.Top + 1
		}
	}
	if tall < 2 {
		return p
	}
	p = printed{head + 1, tall, map[blankSpot]string{}}
	for i := range tall {
		for c := range max(len(rowOf(text, head+1+i)), len(rowOf(text, head+1+tall+i))) {
			one, next := strings.TrimSpace(text.Cell(head+1+i, c)), strings.TrimSpace(text.Cell(head+1+tall+i, c))
			if _, err := strconv.Atoi(one); one == "" || c == t.serial && err == nil || c == subject {
				continue
			}
			if one != next {
				return printed{}
			}
			p.words[blankSpot{i, c}] = one
		}
	}
	return p
}

func rowOf(s *sheet.Sheet, r int) []string {
	if r < len(s.Rows) {
		return s.Rows[r]
	}
	return nil
}

// repeats says that the records of a table have labels of their own.
func (f *Form) repeats(x *sheet.Found) bool {
	at := x.Column(ledger.KindOf(x.Table).Sheet().Vital[0])
	if x.Lay != sheet.LayPlain || at < 0 {
		return false
	}
	return len(f.printedBelow(&Table{nth: x.Sheet, serial: -1}, x.HeadBottom, at).words) > 0
}

// labelledRows are columns for the labels within records of several rows.
func (f *Form) labelledRows(t *Table) {
	w := f.wordsOf(t.Kind)
	if len(t.rows) == 0 {
		return
	}
	l := f.labelled(t.nth)
	for i := range t.printed.tall {
		for c := range rowOf(l.text, t.rows[0]+i) {
			label := t.printed.words[blankSpot{i, c}]
			right := c + 1
			if a, ok := l.wide[blankSpot{t.rows[0] + i, c}]; ok {
				right = a.Right + 1
			}
			if label == "" || !l.free(t.rows[0]+i, right) {
				continue
			}
			one := Column{Index: c + (i+1)*sheet.MaxColumns, Head: label, nth: t.nth, row: i, col: right, layout: layoutOf(label)}
			if one.Key, one.Second = w.key(label); slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Key == one.Key }) {
				one.Key, one.Second = "", ""
			}
			t.Columns = append(t.Columns, one)
		}
	}
}

// levels parts columns under which the rows of one record are named one by one: 性别 above 民族 over records of two rows.
func (f *Form) levels(t *Table) {
	text := &f.blank.Text.Sheets[t.nth]
	f.labelledRows(t)
	if t.tall < 2 || t.head-t.headTop+1 != t.tall {
		return
	}
	w := f.wordsOf(t.Kind)
	taken := map[string]bool{}
	var all []Column
	for _, c := range t.Columns {
		parted := true
		for i := range t.tall {
			parted = parted && strings.TrimSpace(text.Cell(t.headTop+i, c.col)) != ""
		}
		if !parted {
			taken[c.Key] = true
			all = append(all, c)
			continue
		}
		for i := range t.tall {
			one := Column{Index: c.Index + i*sheet.MaxColumns, Head: strings.Join(strings.Fields(text.Cell(t.headTop+i, c.col)), ""), nth: c.nth, row: i, col: c.col}
			one.layout = layoutOf(one.Head)
			if one.Key, one.Second = w.key(one.Head); taken[one.Key] {
				one.Key, one.Second = "", ""
			}
			taken[one.Key] = one.Key != ""
			all = append(all, one)
		}
	}
	t.Columns = all
}
