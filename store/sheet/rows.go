package sheet

import "strings"

// rowReader sorts the rows below a head into data and others.
type rowReader struct {
	s       *Sheet
	f       *Found
	l       *lexicon
	use     []bool // columns whose cells make a row data: known to the vocabulary and no mere number
	must    []bool
	proof   []Value // for each column the value that proves a row, its Fits nil where none does
	hasMust bool
	tail    bool // a signature or note went before: lonely texts are more of it
	wide    map[int]int
	again   map[int]bool // rows in which the head stands again
}

var serialHeads = map[string]bool{"序号": true, "序": true, "no": true, "no.": true, "编号": true, "行号": true, "": true}

// serial says whether a head is that of a running number, which alone does not make a row.
func serial(head string) bool {
	return serialHeads[bare(Plain(head[strings.LastIndexByte(head, '/')+1:]))]
}

// readRows reads the rows from the head down to end, which is not included.
func readRows(f *Found, l *lexicon, end int) {
	readRowsFrom(f, l, f.HeadBottom+1, end)
	if f.HeadBottom >= 0 {
		l.byValues(f)
	}
}

func readRowsFrom(f *Found, l *lexicon, start, end int) {
	s := f.Grid()
	width := 0
	for _, c := range f.Columns {
		width = max(width, c.Index+1)
	}
	rr := &rowReader{s: s, f: f, l: l, use: make([]bool, width), must: make([]bool, width), proof: make([]Value, width), wide: map[int]int{}, again: map[int]bool{}}
	known := 0
	for _, c := range f.Columns {
		rr.use[c.Index] = c.Key != "" && !serial(c.Head)
		rr.must[c.Index] = c.Key != "" && l.isMust(c.Key)
		rr.hasMust = rr.hasMust || rr.must[c.Index]
		for _, v := range l.values {
			if v.Proof && v.Key == c.Key {
				rr.proof[c.Index] = v
			}
		}
		if rr.use[c.Index] {
			known++
		}
	}
	if known == 0 { // nothing recognised yet, a person will map the columns: take every row that is filled
		for _, c := range f.Columns {
			rr.use[c.Index] = !serial(c.Head)
		}
	}
	for _, m := range s.Merged {
		if m.Top == m.Bottom && m.Right-m.Left >= 2 {
			rr.wide[m.Top] = max(rr.wide[m.Top], m.Right-m.Left+1)
		}
	}
	for _, r := range f.again {
		rr.again[r] = true
	}
	for r := start; r < end; r++ {
		if r%1024 == 0 && l.toil.ctx.Err() != nil {
			return
		}
		if len(s.Rows[r]) == 0 {
			continue
		}
		why, empty := rr.judge(r)
		switch {
		case empty:
		case why == "" && !l.hidden && f.hides(r):
			f.Skipped = append(f.Skipped, Skip{r, WhyHidden})
		case why == "":
			f.Rows = append(f.Rows, r)
			rr.tail = false
		default:
			f.Skipped = append(f.Skipped, Skip{r, why})
		}
	}
}

// hides says whether the office's sheet does not show a row of the table; of a table on its side, a column.
func (f *Found) hides(r int) bool {
	own := f.ground.own
	if own == nil || len(own.HiddenRows) == 0 && len(own.HiddenColumns) == 0 {
		return false
	}
	row, col := f.Place(r, 0)
	if f.Lay == LaySideways || f.turned {
		return own.HiddenColumns[col]
	}
	return own.HiddenRows[row] != Shown
}

// judge says why a row is not data, "" when it is, or that nothing stands in it.
func (rr *rowReader) judge(r int) (why Why, empty bool) {
	row := rr.s.Rows[r]
	first, all, used, must, heads := -1, 0, 0, 0, 0
	for c, t := range row {
		if t == "" || strings.TrimSpace(t) == "" {
			continue
		}
		if first < 0 {
			first = c
		}
		all++
		if c >= len(rr.use) {
			continue
		}
		if rr.use[c] {
			used++
		}
		if rr.must[c] {
			must++
		}
		if rr.isHead(c, t) {
			heads++
		}
	}
	switch {
	case first < 0:
		return "", true
	case rr.again[r], heads >= 2 && heads*2 >= all, heads == 1 && all == 1 && must == 1, rr.isAbove(row, first, all):
		return WhyRepeat, false
	case r <= rr.f.HeadBottom+2 && all > 2 && foreign(row): // the heads in another language, or their codes
		return WhyRepeat, false
	case isFiller(row, all):
		return WhyFiller, false
	}
	if all > 1 && rr.label(row) {
		rr.tail = true
		return WhySignature, false
	}
	proved := rr.proved(row)
	if !proved && rr.l.section != nil && rr.l.section(Lone(row)) {
		return WhyGroup, false
	}
	if !proved && rr.labels(row) {
		return WhyRepeat, false
	}
	if why := rr.byWords(row, first, all, must, r <= rr.f.HeadBottom+3); why != "" && !(proved && why != WhySample && !labelled(row)) {
		rr.tail = rr.tail || why == WhySignature || why == WhyNote
		return why, false
	}
	switch {
	case proved:
		return "", false
	case all == 1 && (rr.tail || isSentence(row[first]) || rr.hasMust && len(rr.f.Columns) > 1 && noName(row[first])):
		return WhyNote, false
	case groupRow(row):
		return WhyGroup, false
	case all > 2 && countOpening(row, signing) >= 2:
		return WhySignature, false
	case all == 1 && (rr.wide[r] > 2 || isTitle(row[first]) || len(rr.f.Columns) > 1 && rr.l.parts != nil && rr.l.parts(row[first])):
		return WhyGroup, false
	case must == 0 && (used == 0 || rr.hasMust && (used < 2 || !rr.fresh(r))):
		return WhyLeftover, false
	}
	return "", false
}

// foreign says whether a row is made of small words of another script only, as a second line of heads is.
func foreign(row []string) bool {
	for _, t := range row {
		if strings.Trim(t, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ _.-/()") != "" || len(t) == 1 {
			return false
		}
	}
	return true
}

// labels says whether the row holds names of columns: all its cells are such, or the one in which a name should stand.
func (rr *rowReader) labels(row []string) bool {
	for c, t := range row {
		if t != "" && c < len(rr.must) && rr.must[c] && len(t) <= 60 && rr.l.isLabel(t) {
			return true
		}
	}
	if !headish(row) {
		return false
	}
	for _, t := range row {
		if t != "" && !rr.l.isLabel(t) {
			return false
		}
	}
	return true
}

// label says whether a label with its colon stands where the name should: 支部书记：|张某.
func (rr *rowReader) label(row []string) bool {
	for c, t := range row {
		if t = strings.TrimSpace(t); t != "" && c < len(rr.must) && rr.must[c] {
			return strings.HasSuffix(t, ":") || strings.HasSuffix(t, "：")
		}
	}
	return false
}

// proved says whether a value stands in the row that only a row of the table has: somebody with a number or a phone is a
// person, whatever his name is.
func (rr *rowReader) proved(row []string) bool {
	for c, t := range row {
		if c < len(rr.proof) && t != "" && rr.proof[c].Fits != nil && rr.proof[c].Fits(t) {
			return true
		}
	}
	return false
}

// fresh says whether a used cell differs from the one above. In rows that nobody filled in, prepared values are copies.
func (rr *rowReader) fresh(r int) bool {
	for c, t := range rr.s.Rows[r] {
		if c < len(rr.use) && rr.use[c] && strings.TrimSpace(t) != "" && t != rr.s.Cell(r-1, c) {
			return true
		}
	}
	return false
}

// isHead says whether the text is one that stands in the head over the column.
func (rr *rowReader) isHead(c int, text string) bool {
	for r := rr.f.HeadTop; r <= rr.f.HeadBottom; r++ {
		if text == rr.s.Cell(r, c) {
			return true
		}
	}
	return false
}

// isAbove says whether the row is a title or a line of group names copied from above, as at the top of a printed page.
func (rr *rowReader) isAbove(row []string, first, all int) bool {
	for r := range rr.f.HeadBottom {
		head := rr.s.Rows[r]
		if first >= len(head) || head[first] != row[first] || filled(head) != all {
			continue
		}
		same := true
		for c, t := range row {
			same = same && t == rr.s.Cell(r, c)
		}
		if same {
			return true
		}
	}
	return false
}

// byWords judges by the words that open the row, and by labels such as 审核人： further right in a row that has no
// must column filled. Demands (必填) stand right below a head or nowhere.
func (rr *rowReader) byWords(row []string, first, all, must int, belowHead bool) Why {
	for c := first; c <= first+1 && c < len(row); c++ {
		t := row[c]
		if t == "" || len(t) > 240 || t[0] >= '0' && t[0] <= '9' {
			continue
		}
		if c == first {
			if why := wordKind(t, all); why != "" {
				return why
			}
		}
		p := Plain(t)
		if opens(p, sampleWords, true) {
			return WhySample
		}
		if all <= 4 && opens(p, totalWords, false) { // behind an empty or merged number
			return WhyTotal
		}
	}
	if last := row[len(row)-1]; strings.Contains(last, "例") && opens(Plain(last), sampleWords[:2], true) {
		return WhySample
	}
	if belowHead && countOpening(row, demandWords) > all/2 {
		return WhySample
	}
	if must == 0 && all >= 2 {
		labels := 0
		for _, t := range row {
			if hasColon(t) && wordKind(t, 2) == WhySignature {
				labels++
			}
		}
		if labels*2 >= all {
			return WhySignature
		}
	}
	return ""
}

// FillDown writes the value of cells merged downwards into every row they cover, for the columns of these keys: a branch
// written once beside all its members. Call it after Locate, before reading the rows; the sheet is changed.
func FillDown(s *Sheet, f *Found, keys ...string) {
	columns := map[int]bool{}
	for _, k := range keys {
		columns[f.Column(k)] = true
	}
	data := make(map[int]bool, len(f.Rows))
	for _, r := range f.Rows {
		data[r] = true
	}
	steps := len(s.Rows) * len(keys) // areas of a sound file do not overlap; those of a made up one must not cost more
	for _, m := range s.Merged {
		text := s.Cell(m.Top, m.Left)
		if !columns[m.Left] || m.Top <= f.HeadBottom || text == "" {
			continue
		}
		for r := m.Top + 1; r <= min(m.Bottom, len(s.Rows)-1) && steps > 0; r++ {
			steps--
			if !data[r] || s.Cell(r, m.Left) != "" {
				continue
			}
			row := append([]string(nil), s.Rows[r]...)
			for len(row) <= m.Left {
				row = append(row, "")
			}
			row[m.Left] = text
			s.Rows[r] = row
		}
	}
}
