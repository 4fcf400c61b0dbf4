package sheet

import (
	"sort"
	"strings"
)

// ReasonHead is the head of the column that WriteFaults adds and Locate leaves out.
const ReasonHead = "错误原因"

// Term is one column that a table may have: its key and the header names by which offices call it.
type Term struct {
	Key   string
	Names []string
	Must  bool // a row without any such column filled is hardly a row; a head without any is hardly this table's
}

// Vocabulary is what Locate knows of a target table. Words are such as stand in titles and sheet names (花名册, 团员);
// they are a hint and never decide alone.
type Vocabulary struct {
	Table string
	Terms []Term
	Words []string
}

// Column is one column of a located table.
type Column struct {
	Index int    // from 0
	Head  string // as written, groups joined: 基本情况/姓名
	Key   string // "" when the vocabulary does not know it
	Twice bool   // the vocabulary knows it, but an earlier or better column already has its key
	Loose bool   // recognised by a freer reading of the header
}

// Skip is a row below the head that is not data, and why.
type Skip struct {
	Row int
	Why Why
}

// Why a row is left out.
type Why string

// The reasons for leaving a row out. Leftover is a row in which only a number or a prepared value stands.
const (
	WhyTotal     Why = "合计行"
	WhySignature Why = "落款行"
	WhyNote      Why = "说明行"
	WhyRepeat    Why = "重复的表头"
	WhySample    Why = "示例行"
	WhyGroup     Why = "分组标题"
	WhyLeftover  Why = "没有填写的行"
)

// Found is a table found in a sheet. All rows and columns are counted from 0; CellName names them.
type Found struct {
	Table       string
	Sheet       int // index in Workbook.Sheets
	Name        string
	HeadTop     int // first and last row of the head: two when group names stand above
	HeadBottom  int
	Columns     []Column // all columns with a head, from left to right, the reason column left out
	Rows        []int    // the data rows in order
	Skipped     []Skip
	Title       string
	Particulars string  // the other texts above the head: 填报单位：… 统计日期：…
	Score       float64 // 0 to 1: the share of the head that was understood, lowered by missing Must columns
	reason      int     // the column of reasons, -1 when there is none
	grouped     int     // columns known literally by their name together with a group above
	points      float64
}

// Column gives the sheet column of a key, -1 when there is none.
func (f *Found) Column(key string) int {
	for _, c := range f.Columns {
		if c.Key == key && key != "" {
			return c.Index
		}
	}
	return -1
}

// Unknown lists the columns that the vocabulary does not know or that came twice.
func (f *Found) Unknown() []Column {
	var all []Column
	for _, c := range f.Columns {
		if c.Key == "" {
			all = append(all, c)
		}
	}
	return all
}

// headDepth is how far down a head is looked for; titles and instructions above it are rarely longer.
const headDepth = 60

// Locate finds the tables of a workbook: at most one a sheet, the best of the vocabularies for it, best sheet first,
// visible sheets before hidden ones. A sheet in which no head can be made out is not among them.
func Locate(b *Workbook, vocabularies ...Vocabulary) []Found {
	var all []Found
	for i := range b.Sheets {
		var best *Found
		for _, v := range vocabularies {
			f := locate(&b.Sheets[i], newLexicon(v))
			if f != nil && (best == nil || f.points > best.points) {
				best = f
			}
		}
		if best != nil {
			best.Sheet = i
			readRows(&b.Sheets[i], best, vocabularies)
			all = append(all, *best)
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if hi, hj := b.Sheets[all[i].Sheet].Hidden, b.Sheets[all[j].Sheet].Hidden; hi != hj {
			return hj
		}
		return all[i].points > all[j].points
	})
	return all
}

// LocateAt is Locate for one sheet when a person has said where the head is: rows top to bottom, counted from 0. It
// answers even when it recognises no column.
func LocateAt(b *Workbook, sheet, top, bottom int, v Vocabulary) (Found, bool) {
	if sheet < 0 || sheet >= len(b.Sheets) || top < 0 || bottom < top || bottom >= len(b.Sheets[sheet].Rows) {
		return Found{}, false
	}
	f := readHead(&b.Sheets[sheet], newLexicon(v), top, bottom)
	f.Sheet = sheet
	above(&b.Sheets[sheet], &f)
	readRows(&b.Sheets[sheet], &f, []Vocabulary{v})
	return f, true
}

// SetKey corrects the mapping: the column at index gets the key, and another column that had it loses it.
func (f *Found) SetKey(index int, key string) {
	for i := range f.Columns {
		c := &f.Columns[i]
		if c.Index == index {
			c.Key, c.Twice, c.Loose = key, false, false
		} else if key != "" && c.Key == key {
			c.Key = ""
		}
	}
}

// locate tries every row near the top as the lowest row of a head of one, two or three rows.
func locate(s *Sheet, l *lexicon) *Found {
	var best *Found
	for bottom := 0; bottom < min(len(s.Rows), headDepth); bottom++ {
		if filled(s.Rows[bottom]) == 0 {
			continue
		}
		for deep := 0; deep < 3 && bottom-deep >= 0; deep++ {
			if deep > 0 && filled(s.Rows[bottom-deep]) == 0 {
				break
			}
			f := readHead(s, l, bottom-deep, bottom)
			if f.points > 0 && (best == nil || f.points > best.points) {
				best = &f
			}
		}
	}
	return best
}

func filled(row []string) int {
	n := 0
	for _, c := range row {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// readHead maps the columns of a head and weighs how well it was understood.
func readHead(s *Sheet, l *lexicon, top, bottom int) Found {
	f := Found{Table: l.table, Name: s.Name, HeadTop: top, HeadBottom: bottom, reason: -1}
	levels := headLevels(s, top, bottom)
	var heads [][]string
	for c := range levels[0] {
		parts := columnParts(levels, c)
		if len(parts) == 0 {
			continue
		}
		if Plain(parts[len(parts)-1]) == ReasonHead {
			f.reason = c
			continue
		}
		heads = append(heads, parts)
		f.Columns = append(f.Columns, Column{Index: c, Head: strings.Join(parts, "/")})
	}
	assign(&f, l, heads)
	f.weigh(s, l)
	return f
}

// headLevels gives the rows of a head with merged group names written over all their columns. Where a file knows no
// merged cells (CSV), a group name reaches to the right as long as only the row below goes on.
func headLevels(s *Sheet, top, bottom int) [][]string {
	wide := 0
	for r := top; r <= bottom; r++ {
		wide = max(wide, len(s.Rows[r]))
	}
	levels := make([][]string, bottom-top+1)
	for i := range levels {
		levels[i] = make([]string, wide)
		for c := range wide {
			levels[i][c] = oneLine(s.Cell(top+i, c))
		}
	}
	spread := false
	for _, m := range s.Merged {
		if m.Top < top || m.Top > bottom || m.Left >= wide {
			continue
		}
		spread = true
		for c := m.Left + 1; c <= min(m.Right, wide-1); c++ {
			levels[m.Top-top][c] = levels[m.Top-top][m.Left]
		}
	}
	for i := 0; i+1 < len(levels) && !spread; i++ {
		for c := 1; c < wide; c++ {
			if levels[i][c] == "" && levels[i+1][c] != "" && levels[i+1][c-1] != "" {
				levels[i][c] = levels[i][c-1]
			}
		}
	}
	return levels
}

// columnParts are the names that stand over one column from top to bottom, each once.
func columnParts(levels [][]string, c int) []string {
	var parts []string
	for _, level := range levels {
		if t := level[c]; t != "" && (len(parts) == 0 || parts[len(parts)-1] != t) {
			parts = append(parts, t)
		}
	}
	return parts
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// assign gives each term to the column that names it best: literally before freely, by its whole name with the groups
// above it before its own name alone; the column further left among equals.
func assign(f *Found, l *lexicon, heads [][]string) {
	type match struct {
		column, term, rank int
		alone              bool // by its own name, though groups stand above it
	}
	var matches []match
	for i, parts := range heads {
		for n, name := range []string{strings.Join(parts, ""), strings.Join(parts, "/"), parts[len(parts)-1]} {
			if term, rank := l.look(name); term >= 0 {
				matches = append(matches, match{i, term, rank, n == 2 && len(parts) > 1})
				break
			}
		}
	}
	sort.SliceStable(matches, func(a, b int) bool {
		if matches[a].rank != matches[b].rank {
			return matches[a].rank < matches[b].rank
		}
		return !matches[a].alone && matches[b].alone
	})
	taken := map[string]bool{}
	for _, m := range matches {
		c := &f.Columns[m.column]
		key := l.terms[m.term].Key
		if taken[key] {
			c.Twice = true
			continue
		}
		taken[key] = true
		c.Key, c.Loose = key, m.rank >= looseRank
		if m.rank == 0 && !m.alone && len(heads[m.column]) > 1 {
			f.grouped++
		}
	}
}

// above reads title and particulars over the head.
func above(s *Sheet, f *Found) {
	f.Title = ""
	var rest []string
	for r := range f.HeadTop {
		var texts []string
		for _, t := range s.Rows[r] {
			if t = oneLine(t); t != "" {
				texts = append(texts, t)
			}
		}
		if len(texts) == 1 && f.Title == "" && !strings.ContainsAny(texts[0], "：:") && !strings.HasPrefix(texts[0], "附") {
			f.Title = texts[0]
			continue
		}
		rest = append(rest, texts...)
	}
	f.Particulars = strings.Join(rest, "  ")
}

// weigh sets points, by which heads and tables compete, and the score that is shown. Points grow with every column
// understood; the score is the share understood.
func (f *Found) weigh(s *Sheet, l *lexicon) {
	known, musts, loose := 0, 0, 0
	for _, c := range f.Columns {
		if c.Key == "" {
			continue
		}
		known++
		if c.Loose {
			loose++
		}
		for _, t := range l.terms {
			if t.Key == c.Key && t.Must {
				musts++
			}
		}
	}
	if known < min(2, len(l.terms)) || l.musts > 0 && musts == 0 {
		return
	}
	share := float64(known) / float64(len(f.Columns))
	if share < 0.2 {
		return
	}
	f.Score = share
	if l.musts > 0 {
		f.Score *= 0.5 + 0.5*float64(musts)/float64(l.musts)
	}
	f.points = float64(known+musts) + 2*share - 0.3*float64(loose) - 0.1*float64(f.HeadBottom-f.HeadTop) + 0.2*float64(f.grouped)
	above(s, f)
	if l.hinted(f.Title, f.Name) {
		f.points += 2
	}
}
