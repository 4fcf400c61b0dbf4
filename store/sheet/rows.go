package sheet

import (
	"strings"
	"unicode/utf8"
)

// Words that open a row which is not data. They are compared with Plain text.
var (
	totalWords = []string{"合计", "总计", "小计", "共计", "累计", "本页合计", "本页小计", "本页共计", "合计人数", "总人数", "汇总", "平均"}
	// such words open a row for signatures whatever stands beside them; the labels only with a colon or almost alone
	signatureWords = []string{"填表人", "审核人", "制表人", "填报人", "经办人", "复核人", "统计人", "单位负责人", "负责人签字", "负责人签名",
		"填表日期", "填表时间", "填报日期", "填报时间", "制表日期", "报送日期", "上报日期", "填报单位", "填表单位", "单位盖章", "单位公章"}
	signatureLabels = []string{"制表", "复核", "审核", "日期", "联系电话", "联系人", "盖章", "签字", "签名", "团支部书记", "书记签字", "主管",
		"分管领导", "领导签字", "统计日期", "截止日期", "负责人"}
	noteWords   = []string{"说明", "注", "备注", "填表说明", "填报说明", "填写说明", "注意", "注意事项", "特别说明", "附注", "要求", "填报要求", "填表要求"}
	sampleWords = []string{"示例", "样例", "例如", "例", "填写示例", "举例", "样表", "范例", "示例行"}
	demandWords = []string{"必填", "选填", "必填项", "选填项", "非必填", "文本格式", "下拉选择", "自动生成"}
)

// rowReader sorts the rows below a head into data and others.
type rowReader struct {
	s       *Sheet
	f       *Found
	use     []bool // columns whose cells make a row data: known to the vocabulary and no mere number
	must    []bool
	hasMust bool
	tail    bool // a signature or note went before: lonely texts are more of it
	wide    map[int]int
}

var serialHeads = map[string]bool{"序号": true, "序": true, "no": true, "no.": true, "编号": true, "行号": true, "": true}

// serial says whether a head is that of a running number, which alone does not make a row.
func serial(head string) bool {
	return serialHeads[bare(Plain(head[strings.LastIndexByte(head, '/')+1:]))]
}

func readRows(s *Sheet, f *Found, vocabularies []Vocabulary) {
	width := 0
	for _, c := range f.Columns {
		width = max(width, c.Index+1)
	}
	rr := &rowReader{s: s, f: f, use: make([]bool, width), must: make([]bool, width), wide: map[int]int{}}
	musts := map[string]bool{}
	for _, v := range vocabularies {
		if v.Table == f.Table {
			for _, t := range v.Terms {
				musts[t.Key] = t.Must
			}
		}
	}
	known := 0
	for _, c := range f.Columns {
		rr.use[c.Index] = c.Key != "" && !serial(c.Head)
		rr.must[c.Index] = musts[c.Key]
		rr.hasMust = rr.hasMust || rr.must[c.Index]
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
	for r := f.HeadBottom + 1; r < len(s.Rows); r++ {
		if len(s.Rows[r]) == 0 {
			continue
		}
		why, empty := rr.judge(r)
		switch {
		case empty:
		case why == "":
			f.Rows = append(f.Rows, r)
			rr.tail = false
		default:
			f.Skipped = append(f.Skipped, Skip{r, why})
		}
	}
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
	case heads >= 2 && heads*2 >= all, rr.isAbove(row, first, all):
		return WhyRepeat, false
	}
	if why := rr.byWords(row, first, all, must, r <= rr.f.HeadBottom+3); why != "" {
		rr.tail = rr.tail || why == WhySignature || why == WhyNote
		return why, false
	}
	switch {
	case all == 1 && (rr.tail || isSentence(row[first])):
		return WhyNote, false
	case all == 1 && rr.wide[r] > 2:
		return WhyGroup, false
	case must == 0 && (used == 0 || rr.hasMust && (used < 2 || !rr.fresh(r))):
		return WhyLeftover, false
	}
	return "", false
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

func isSentence(s string) bool {
	return strings.ContainsAny(s, "。；") || utf8.RuneCountInString(s) > 30
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

func countOpening(row []string, words []string) int {
	n := 0
	for _, t := range row {
		if len(t) < 60 && opens(Plain(t), words, false) {
			n++
		}
	}
	return n
}

// wordKind says what kind of row a text opens. Signature and note words count only with a colon, or alone with hardly
// another cell beside them, because a person's job may well be 审核.
func wordKind(text string, all int) Why {
	p := Plain(text)
	switch {
	case opens(p, totalWords, true):
		return WhyTotal
	case opens(p, signatureWords, false), hasColon(text) && opens(beforeColon(p), signatureWords, false),
		hasColon(text) && opens(beforeColon(p), signatureLabels, false), all <= 2 && opens(p, signatureLabels, false):
		return WhySignature
	case hasColon(text) && opens(beforeColon(p), noteWords, false), all <= 2 && opens(p, noteWords, true):
		return WhyNote
	case hasColon(text) && opens(beforeColon(p), sampleWords, false):
		return WhySample
	}
	return ""
}

func hasColon(s string) bool { return strings.ContainsAny(s, ":：") }

func beforeColon(p string) string {
	before, _, _ := strings.Cut(p, ":")
	return bare(before)
}

// opens says whether the plain text is one of the words, or, when more may follow, begins with one and goes on with
// something that is no letter: 合计(人), 合计共49人, 注1.
func opens(p string, words []string, more bool) bool {
	for _, w := range words {
		rest, ok := strings.CutPrefix(p, w)
		if !ok {
			continue
		}
		if rest == "" {
			return true
		}
		r, _ := utf8.DecodeRuneInString(rest)
		if more && (strings.ContainsRune("(:;,.、。，；共人家个名)", r) || r >= '0' && r <= '9') {
			return true
		}
	}
	return false
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
