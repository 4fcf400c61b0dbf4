package fill

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tuanjian/store/blank"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// A cardCell is a label with what is to be filled in: the empty cell beside it or below it, or a blank within its own text.
type cardCell struct {
	label       string
	key, second string
	place
	gap    *blank.Gap
	row0   int  // of the label
	col0   int  // of the label
	inside bool // the blank is in the label's own text
	below  bool
	twice  bool // another cell has its key
	nthOf  int  // of several cards in one sheet which
}

// A cardFound is a card as one kind understands it.
type cardFound struct {
	kind          ledger.Kind
	cells         []cardCell
	keys          map[string]bool
	title         string
	lines         map[place]bool // the rows in which something is filled in
	inside, below int            // how many of the keys
}

// mostCardRows is how long a card is at most.
const mostCardRows = 300

// mostLabels is how many labels of a sheet are looked at.
const mostLabels = 2000

// beats says that sheets are rather this card than a table of which so many columns are known. A head above one empty row looks
// like labels above their cells, and a line of 填报人：____ above a table like a card of its own.
func (x *cardFound) beats(known int) bool {
	n := len(x.keys)
	switch {
	case !x.keys[x.kind.Sheet().Vital[0]]:
		return false
	case len(x.lines) > 1 && x.inside+x.below == 0:
		return n >= max(3, known)
	case x.inside > 1 && x.below == 0:
		return n > known
	}
	return len(x.lines) > 1 && n >= 3 && n > known
}

// cards are what the kinds make of the labels of sheets that are one card, the best first.
func (f *Form) cards(nths []int, kinds []ledger.Kind) (all []cardFound) {
	var labels []cardCell
	for _, nth := range nths {
		labels = append(labels, f.labels(nth)...)
	}
	title := f.titleOf(nths)
	bare := strings.Join(strings.Fields(title), "")
	for _, kind := range kinds {
		w := f.wordsOf(kind)
		found := cardFound{kind: kind, title: title, keys: map[string]bool{}, lines: map[place]bool{}}
		before, named := cardCell{row0: -1}, false
		several, seen := f.several(labels, w, kind.Sheet().Vital[0]), map[string]bool{}
		elses := map[place]bool{} // lines in which somebody else was named
		for i, c := range labels {
			c.key, c.second = w.key(c.label)
			if c.nthOf = several[i]; c.nthOf > 0 {
				c.label += "（第 " + strconv.Itoa(c.nthOf+1) + " 份）"
			}
			own := func() string { return strconv.Itoa(c.nthOf) + c.key }
			switch {
			case c.key == "" && c.gap != nil && c.gap.Unit == blank.Comrade && kind == ledger.Members: // 兹有____同志
				c.key, named = "name", true
			case c.key == "" && c.gap != nil && c.gap.Unit != "": // 团员____人
				if c.key, _ = w.key(c.label + c.gap.Unit + "数"); c.key == "" {
					c.key, _ = w.key(c.label + "数")
				}
			}
			c.twice = seen[own()] && !(named && c.key == "name")
			if before.row0 == c.row0 && before.nth == c.nth && before.key == "" && speaksOfOthers(w.vocabulary, before.label, c.key) || f.aside(w.vocabulary, &c) || c.twice || f.afterOthers(w, &c, elses) ||
				elsewhere[c.key] != nil && elsewhere[c.key].MatchString(c.label) {
				c.key, c.second = "", ""
			}
			noteOthers(w, &c, elses)
			if c.key == "" && (c.below || c.label == bare) {
				continue // a title above an empty row, or beside an empty cell
			}
			if c.key != "" {
				found.keys[c.key], seen[own()], found.lines[place{c.nth, c.row, 0}] = true, true, true
				switch {
				case c.inside:
					found.inside++
				case c.below:
					found.below++
				}
			}
			before = c
			found.cells = append(found.cells, c)
		}
		if len(found.keys) > 0 {
			f.across(&found)
			all = append(all, found)
		}
	}
	weight := func(x cardFound) int { // 工作单位及职务 is asked of everybody, not of those who hold posts or stand for them alone
		named := slices.ContainsFunc(x.kind.Sheet().Titles, func(word string) bool { return strings.Contains(bare, word) })
		if find.HolderOf(x.kind) != nil && !named {
			return len(x.keys) - 2
		}
		return len(x.keys)
	}
	slices.SortStableFunc(all, func(a, b cardFound) int { return weight(b) - weight(a) })
	return all
}

// several says of labels to which of several equal cards in one sheet they belong: one begins with each name, as far as the same
// is asked again of it.
func (f *Form) several(labels []cardCell, w *words, vital string) []int {
	of := make([]int, len(labels))
	var begins []cardCell
	for _, c := range labels {
		if key, _ := w.key(c.label); key == vital && !f.aside(w.vocabulary, &c) {
			begins = append(begins, c)
		}
	}
	if len(begins) < 2 || len(begins) > mostSeveral {
		return of
	}
	asked := make([]map[string]bool, len(begins))
	for i, c := range labels {
		line := -1
		for k, b := range begins { // the last line of names at or above it, and in that the last at or left of it
			if b.nth == c.nth && b.row0 <= c.row0 && (line != b.row0 || b.col0 <= c.col0) {
				of[i], line = k, b.row0
			}
		}
		if key, _ := w.key(c.label); key != "" {
			if asked[of[i]] == nil {
				asked[of[i]] = map[string]bool{}
			}
			asked[of[i]][key] = true
		}
	}
	for _, keys := range asked {
		same := 0
		for key := range keys {
			if asked[0][key] {
				same++
			}
		}
		if same < 3 || 10*same < 8*len(asked[0]) {
			return make([]int, len(labels))
		}
	}
	return of
}

// across takes the columns further right into a card whose labels stand one below the other: a column is one more to be filled in.
func (f *Form) across(x *cardFound) {
	if len(x.lines) < 3 || f.blank.Text.Kind == "docx" {
		return
	}
	one, nth := x.cells, x.cells[0].nth
	l := f.labelled(nth)
	for _, c := range one {
		if c.nth != nth || c.nthOf > 0 || c.inside || c.below || c.col0 != one[0].col0 || c.col != one[0].col {
			return
		}
		l.taken[blankSpot{c.row, c.col}] = true
	}
	for k := 1; k < mostSeveral; k++ {
		if slices.ContainsFunc(one, func(c cardCell) bool { return !l.sheet.Ruled(c.row, c.col+k) || !l.free(c.row, c.col+k) }) {
			return
		}
		for _, c := range one {
			c.nthOf, c.col = k, c.col+k
			c.label += "（第 " + strconv.Itoa(k+1) + " 份）"
			x.cells = append(x.cells, c)
		}
	}
}

// mostSeveral is how many cards one sheet has at most.
const mostSeveral = 30

// copies are in the headings of cards that are there twice for one and the same.
var copies = regexp.MustCompile(`存根|副本|留存|第.联|[一二三四]联`)

// titleOf is the first text of sheets; of a document that of its text.
func (f *Form) titleOf(nths []int) (title string) {
	for _, nth := range nths {
		rows := f.blank.Text.Sheets[nth].Rows
		for _, row := range rows[:min(len(rows), 10)] {
			if text := firstText(row); text != "" && (title == "" || f.blank.Sheets[nth].Running) {
				title = text
				break
			}
		}
	}
	return title
}

// speaksOfOthers says whether a label says of a key that it is somebody else's.
func speaksOfOthers(v sheet.Vocabulary, label, key string) bool {
	return slices.ContainsFunc(v.Others, func(o sheet.Other) bool {
		return !o.Groups && (len(o.Keys) == 0 || slices.Contains(o.Keys, key)) && slices.ContainsFunc(o.Words, func(w string) bool { return strings.Contains(label, w) })
	})
}

// relatives are heads of what is told of somebody's family, or of his life.
var relatives = regexp.MustCompile(`家庭(?:主要)?成员|主要家庭|亲属|称谓|与本人|起止|证明人`)

// aside says whether a label stands in a block of somebody else: 家庭成员 over several rows before it, or of labels above their
// cells one before it in its row.
func (f *Form) aside(v sheet.Vocabulary, c *cardCell) bool {
	text := &f.blank.Text.Sheets[c.nth]
	if slices.ContainsFunc(text.Rows[c.row0], relatives.MatchString) {
		return true
	}
	return slices.ContainsFunc(f.blank.Sheets[c.nth].Merged(), func(a blank.Area) bool {
		if a.Bottom == a.Top || a.Top > c.row0 || c.row0 > a.Bottom || a.Right >= c.col0 {
			return false
		}
		label := strings.Join(strings.Fields(text.Cell(a.Top, a.Left)), "")
		return relatives.MatchString(label) || speaksOfOthers(v, label, c.key)
	})
}

// A labelled sheet is looked through for its labels.
type labelled struct {
	f     *Form
	nth   int
	sheet *blank.Sheet
	text  *sheet.Sheet
	under map[blankSpot]bool
	wide  map[blankSpot]blank.Area
	right int
	taken map[blankSpot]bool
}

// labelled makes a sheet ready for it.
func (f *Form) labelled(nth int) *labelled {
	l := &labelled{f: f, nth: nth, sheet: f.blank.Sheets[nth], text: &f.blank.Text.Sheets[nth], under: f.covered(nth), wide: map[blankSpot]blank.Area{}, taken: map[blankSpot]bool{}}
	for _, a := range l.sheet.Merged() {
		l.wide[blankSpot{a.Top, a.Left}] = a
	}
	for _, row := range l.text.Rows {
		l.right = max(l.right, len(row))
	}
	for _, a := range l.sheet.Merged() { // a title reaches over the last cells, which are in no row where nothing is in them
		if a.Right < l.right+3 {
			l.right = max(l.right, a.Right+1)
		}
	}
	return l
}

// labels are the short texts of a sheet with something to be filled in beside them, below them or in them.
func (f *Form) labels(nth int) (all []cardCell) {
	l := f.labelled(nth)
	for r := 0; r < min(len(l.text.Rows), mostCardRows); r++ {
		for c, word := range l.text.Rows[r] {
			if strings.TrimSpace(word) == "" || l.taken[blankSpot{r, c}] {
				continue
			}
			if all = append(all, l.at(r, c, word)...); len(all) >= mostLabels {
				return all
			}
		}
	}
	return all
}

// at are the labels in one cell.
func (l *labelled) at(r, c int, word string) (all []cardCell) {
	reach := blank.Area{Top: r, Left: c, Bottom: r, Right: c}
	if a, ok := l.wide[blankSpot{r, c}]; ok {
		reach = a
	}
	one := cardCell{label: strings.TrimRight(strings.Join(strings.Fields(word), ""), "：:"), row0: r, col0: c}
	gaps := l.f.gapsAt(place{l.nth, r, c})
	named := blank.Named(gaps.all)
	if len(named) == 1 && named[0].Open() && l.free(r, reach.Right+1) {
		named = nil // 姓名： with an empty cell beside it
	}
	for i := range named {
		at := cardCell{label: named[i].Label, place: place{l.nth, r, c}, gap: &named[i], row0: r, col0: c, inside: true}
		all = append(all, at)
	}
	switch {
	case len(named) > 0 || gaps.alone != nil || len(gaps.all) == 0 && l.heading(r, c) || utf8.RuneCountInString(one.label) > 24:
		return all
	case l.free(r, reach.Right+1):
		one.place = place{l.nth, r, reach.Right + 1}
	case !l.sheet.Running && l.free(reach.Bottom+1, c) && l.sheet.Ruled(reach.Bottom+1, c) && l.busy(reach.Bottom+2):
		one.place, one.below = place{l.nth, reach.Bottom + 1, c}, true
	default:
		return nil
	}
	l.taken[blankSpot{one.row, one.col}] = true
	one.gap = l.f.gapsAt(one.place).alone
	return []cardCell{one}
}

// heading says that a text stands alone above or between the ruled cells.
func (l *labelled) heading(r, c int) bool {
	if l.sheet.Ruled(r, c) || l.sheet.Running || filledIn(l.text.Rows[r]) != 1 {
		return false
	}
	return slices.ContainsFunc([]int{r + 1, r + 2}, func(below int) bool { return l.sheet.Ruled(below, c) })
}

// filledIn is in how many cells of a row something stands.
func filledIn(row []string) (n int) {
	for _, t := range row {
		if strings.TrimSpace(t) != "" {
			n++
		}
	}
	return n
}

// free says that a cell is there to be filled in: empty, or nothing but boxes to tick, a date, a line.
func (l *labelled) free(r, c int) bool {
	at := blankSpot{r, c}
	if l.under[at] || l.taken[at] || c >= l.right && !l.sheet.Ruled(r, c) || l.sheet.Cell(r, c).Formula {
		return false
	}
	return l.f.gapsAt(place{l.nth, r, c}).alone != nil || l.text.Cell(r, c) == "" && l.sheet.Takes(r, c)
}

// busy says that something stands in a row, or that there is none.
func (l *labelled) busy(r int) bool {
	return r >= len(l.text.Rows) && !l.sheet.Ruled(r, 0) || r < len(l.text.Rows) && firstText(l.text.Rows[r]) != ""
}

// card is a card as it is to be filled.
func (f *Form) card(nths []int, x cardFound) *Table {
	t := &Table{Kind: x.kind, Sheet: f.blank.Sheets[nths[0]].Name, Title: x.title, Card: true, nth: nths[0], serial: -1, subject: x.kind.Sheet().Vital[0]}
	for i, c := range x.cells {
		if t.per = max(t.per, c.nthOf+1); c.nthOf > 0 && f.copied(c.nth) {
			t.per, c.nthOf = 1, 0
		}
		t.Columns = append(t.Columns, Column{Index: i, nthOf: c.nthOf, Head: c.label, Key: c.key, Second: c.second, nth: c.nth, row: c.row, col: c.col, gap: c.gap, twice: c.twice, layout: layoutOf(c.label)})
	}
	f.recall(t)
	return t
}

// copied says that the cards of a sheet are several copies of one.
func (f *Form) copied(nth int) bool {
	rows := f.blank.Text.Sheets[nth].Rows
	return slices.ContainsFunc(rows[:min(len(rows), mostCardRows)], func(row []string) bool { return slices.ContainsFunc(row, copies.MatchString) })
}
