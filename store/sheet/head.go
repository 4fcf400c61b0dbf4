package sheet

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// headDepth is how far down a head is looked for; titles and instructions above it are rarely longer.
const headDepth = 60

// bestHead finds the head that is understood best, and by which vocabulary.
func bestHead(g ground, ls []*lexicon) (best *Found, by *lexicon) {
	for _, l := range ls {
		if f := locate(g, l); f != nil && (best == nil || f.points > best.points) {
			best, by = f, l
		}
	}
	return best, by
}

// locate tries every row near the top as the lowest row of a head of one, two or three rows.
func locate(g ground, l *lexicon) *Found {
	var best *Found
	named := -1 // the last row in which a name may stand
	for bottom := 0; bottom < min(len(g.Rows), headDepth); bottom++ {
		if filled(g.Rows[bottom]) == 0 {
			continue
		}
		if l.mayBeHead(g.Rows[bottom]) {
			named = bottom
		}
		for deep := 0; deep < 3 && bottom-deep >= 0; deep++ {
			if deep > 0 && filled(g.Rows[bottom-deep]) == 0 {
				break
			}
			if named < bottom-deep {
				continue
			}
			f := readHead(g, l, bottom-deep, bottom)
			if l.partOfHead(g.Sheet, bottom-deep, bottom) {
				f.points /= 4
			}
			if f.points > 0 && (best == nil || f.points > best.points) {
				best = &f
			}
		}
	}
	if best != nil {
		above(g.Sheet, best)
	}
	return best
}

// mayBeHead is a quick look whether a name may stand in a row, or the last character of one of which the rest stands above.
func (l *lexicon) mayBeHead(row []string) bool {
	if l.toil.left -= 1 + len(row)/8; l.toil.left < 0 {
		return false
	}
	for _, t := range row {
		if t != "" && (l.lasts[strings.TrimSpace(t)] || l.mayBeName(t)) {
			return true
		}
	}
	return false
}

// partOfHead says whether rows that were read as a head are only a part of one: the row above names columns over which
// they have nothing (姓名 beside the group 父亲 over 姓名), or the row below parts a group (职工人数 over 男 and 女).
func (l *lexicon) partOfHead(s *Sheet, top, bottom int) bool {
	if top > 0 {
		for c, t := range s.Rows[top-1] {
			blank := t != ""
			for r := top; r <= bottom && blank; r++ {
				blank = s.Cell(r, c) == ""
			}
			if blank && l.isLabel(t) && headish(s.Rows[top-1]) {
				return true
			}
		}
	}
	return bottom+1 < len(s.Rows) && partsGroup(s, bottom)
}

// partsGroup says whether the row below a head only parts groups in it: each of its words stands under a head that
// reaches over several columns, and none is a figure.
func partsGroup(s *Sheet, bottom int) bool {
	below := s.Rows[bottom+1]
	if !headish(below) {
		return false
	}
	for c, t := range below {
		if t == "" {
			continue
		}
		spread := s.Cell(bottom, c+1) == "" && s.Cell(bottom+1, c+1) != ""
		if strings.ContainsAny(t, "0123456789") && !strings.Contains(t, "岁") || s.Cell(bottom, c) != "" && !spread {
			return false
		}
	}
	return true
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
func readHead(g ground, l *lexicon, top, bottom int) Found {
	f := Found{Table: l.table, Name: g.Name, HeadTop: top, HeadBottom: bottom, reason: -1, ground: g}
	if l.toil.over() {
		return f
	}
	levels := headLevels(g.Sheet, top, bottom)
	l.toil.left -= len(g.Merged)/8 + 2*len(levels[0])
	var heads [][]string
	for c := range levels[0] {
		parts := columnParts(levels, c)
		if len(parts) == 0 {
			continue
		}
		if l.toil.plain(parts[len(parts)-1]) == ReasonHead {
			f.reason = c
			continue
		}
		heads = append(heads, parts)
		f.Columns = append(f.Columns, Column{Index: c, Head: strings.Join(parts, "/")})
	}
	assign(&f, l, heads)
	f.weigh(g.Sheet, l)
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

// maxLine is how much of a text is looked at as a head or a title: longer ones are neither.
const maxLine = 1000

func oneLine(s string) string {
	if len(s) > maxLine {
		s = strings.ToValidUTF8(s[:maxLine], "")
	}
	if strings.IndexFunc(s, unicode.IsSpace) < 0 { // nearly all
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// A match is a column that can have a term.
type match struct {
	column, term, second, rank int
	known                      bool
	alone                      bool // by its own name, though groups stand above it
	others                     bool // a group above says that it is somebody else's
}

// assign gives each term to the column that names it best: literally before freely, by its whole name with the groups
// above it before its own name alone; the column further left among equals. A group that speaks of somebody else (联系人
// over 手机号) leaves its columns only what their whole names say.
func assign(f *Found, l *lexicon, heads [][]string) {
	var matches []match
	for i, parts := range heads {
		m := l.matchHead(parts)
		if m.column = i; m.known {
			matches = append(matches, m)
		} else if m.others {
			f.Columns[i].Others = true
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
		if taken[key] && !l.many[key] {
			c.Twice, c.Also = true, key
			continue
		}
		taken[key] = true
		c.Key, c.Loose = key, m.rank >= looseRank
		if m.second >= 0 {
			c.Second = l.terms[m.second].Key
		}
		if m.rank == 0 && !m.alone && len(heads[m.column]) > 1 {
			f.grouped++
		}
	}
}

// matchHead finds what the names over one column mean together, once for the same names.
func (l *lexicon) matchHead(parts []string) match {
	l.toil.left--
	names := strings.Join(parts, "\x00")
	m, ok := l.matched[names]
	if !ok {
		m = l.matchAnew(parts)
		if len(l.matched) < mostSeen && !l.toil.over() {
			l.matched[names] = m
		}
	}
	return m
}

func (l *lexicon) matchAnew(parts []string) match {
	own := parts[len(parts)-1]
	var groups []string
	for _, g := range parts[:len(parts)-1] {
		if !slices.Contains(l.neutral, l.toil.plain(g)) {
			groups = append(groups, g)
		}
	}
	alone := l.read(own)
	others := false
	for _, g := range groups {
		others = others || alone.term >= 0 && !saysMore(g) && l.speaksOfOthers(g, l.terms[alone.term].Key, true)
	}
	if len(groups) > 0 {
		for _, sep := range []string{"", "/"} {
			whole := strings.Join(append(slices.Clone(groups), own), sep)
			if !l.mayBeName(whole) {
				continue
			}
			if r := l.find(whole); r.term >= 0 && (!others || r.rank < looseRank) {
				return match{term: r.term, second: r.second, rank: r.rank, known: true}
			}
		}
	}
	if len(groups) > 0 && slices.Contains(wholes, Plain(own)) && !others {
		if r := l.find(strings.Join(groups, "")); r.term >= 0 {
			return match{term: r.term, second: -1, rank: max(r.rank, 1), known: true}
		}
	}
	return match{term: alone.term, second: alone.second, rank: alone.rank, alone: len(groups) > 0, others: others, known: alone.term >= 0 && !others}
}

// wholes are heads that name what the group above them names: 总数 under 职工人数.
var wholes = []string{"总数", "合计", "总计", "总人数", "小计", "全部", "数量"}

// saysMore says whether a text above a head is no group's name: 联系人：张三.
func saysMore(text string) bool {
	p := Plain(text)
	return hasColon(p) || len([]rune(p)) > 12
}

// above reads title and particulars over the head: what stands further up than a head is looked for belongs to others, and
// a table that is nothing but heads would be read again for each of them.
func above(s *Sheet, f *Found) {
	title, at := titleAbove(s, f.HeadTop)
	f.Title = title
	var rest []string
	for r := max(f.HeadTop-headDepth, 0); r < f.HeadTop; r++ {
		for _, t := range s.Rows[r] {
			if t = oneLine(t); t != "" && r != at {
				rest = append(rest, t)
			}
		}
	}
	f.Particulars = strings.Join(rest, "  ")
}

// titleAbove is the first text over a head that stands alone in its row, which is the title, and its row; -1 when none does.
func titleAbove(s *Sheet, top int) (title string, row int) {
	for r := max(top-headDepth, 0); r < top; r++ {
		if text := alone(s.Rows[r]); text != "" && !strings.ContainsAny(text, "：:") && !strings.HasPrefix(text, "附") {
			return text, r
		}
	}
	return "", -1
}

// alone is the only text of a row, "" when there are several.
func alone(row []string) (text string) {
	for _, t := range row {
		if t = oneLine(t); t != "" && text != "" {
			return ""
		} else if t != "" {
			text = t
		}
	}
	return text
}

// weigh sets points, by which heads and tables compete, and the score that is shown. Points grow with every column
// understood; the score is the share understood. Of a wide table few columns need be known, if those without which it
// were no such table are; of one that a person has called by its kind, or whose title does, one.
func (f *Found) weigh(s *Sheet, l *lexicon) {
	known, musts, loose, others := 0, 0, 0, 0
	for _, c := range f.Columns {
		if l.stopped(c.Head) && !l.groupOfOthers(c.Head) {
			return
		}
		if c.Others { // to know whose it is is worth a row of groups
			others++
		}
		if c.Key == "" || l.many[c.Key] {
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
	if known == 0 || l.musts > 0 && musts == 0 {
		return
	}
	l.toil.left -= newHead
	f.Title, _ = titleAbove(s, f.HeadTop)
	hinted := l.hinted(f.Title, f.Name)
	if known < min(2, len(l.terms)) && !(musts > 0 && loose == 0 && (l.said || hinted)) {
		return
	}
	share := float64(known) / float64(len(f.Columns))
	if share < 0.2 && !(musts > 0 && (known >= 3 || musts == l.musts || l.said)) {
		return
	}
	f.Score = share
	if l.musts > 0 {
		f.Score *= 0.5 + 0.5*float64(musts)/float64(l.musts)
	}
	f.points = float64(known+musts) + 2*share - 0.3*float64(loose) - 0.1*float64(f.HeadBottom-f.HeadTop) + 0.2*float64(f.grouped) + 0.5*float64(others)
	if hinted {
		f.points += 2
	}
}

// groupOfOthers says whether a head stands under a group that speaks of somebody else: 关系 under 紧急联系人.
func (l *lexicon) groupOfOthers(head string) bool {
	at := strings.LastIndexByte(head, '/')
	return at > 0 && l.speaksOfOthers(head[:at], "name", true)
}

// stopped says whether a head is one that only another table has.
func (l *lexicon) stopped(head string) bool {
	return slices.Contains(l.stops, l.toil.plain(head[strings.LastIndexByte(head, '/')+1:]))
}
