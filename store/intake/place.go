package intake

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// What an office's table tells elsewhere than in the row's own cells: a branch
// written once over its members, in a line above them, in the title or on the
// sheet's name; 同上; a month that lost its zero.

// A placing is the branch of the rows that name none in a column.
type placing struct {
	from int      // the first row that it speaks for
	id   value.ID // the branch, where the ledger knows it
	word string   // else its name as it was written
}

// spread prepares the table before its rows are read.
func (r *reader) spread() {
	var shared []string
	r.padded, r.unsure = make([]bool, len(r.cols)), make([]bool, len(r.cols))
	for i, c := range r.kind.Columns()[:r.kind.Fields()] {
		switch c.Shape {
		case ledger.Ref, ledger.Choice:
			shared = append(shared, c.Key)
		case ledger.Day8, ledger.Month6:
			r.monthsOf(i)
		}
	}
	sheet.FillDown(r.sheet, &r.table.found, shared...)
	r.fillGroups()
	r.section()
	if r.kind == ledger.Members && r.table.found.Column("branch") < 0 {
		r.place()
	}
}

// fillGroups writes a branch that stands once, left of the names, at the head of its
// people into their rows: where no name of a branch comes twice, the blanks below
// it are its own.
func (r *reader) fillGroups() {
	col := r.table.found.Column("branch")
	if r.kind != ledger.Members || col < 0 || col > r.table.found.Column("name") {
		return
	}
	rows, once := r.table.found.Rows, map[string]bool{}
	blank := false
	for i, row := range rows {
		text := r.cell(row, col)
		if once[text] || text == "" && i == 0 {
			return
		}
		blank = blank || text == ""
		once[text] = text != ""
	}
	if !blank {
		return
	}
	last := ""
	for _, row := range rows {
		if text := r.cell(row, col); text != "" {
			last = text
			continue
		}
		line := slices.Clone(r.sheet.Rows[row])
		for len(line) <= col {
			line = append(line, "")
		}
		line[col] = last
		r.sheet.Rows[row] = line
	}
}

// dotted says that a text is a year, a dot and one or two figures of which the
// first is the one given: 2018.05 for '0'.
func dotted(text string, first byte) bool {
	s := value.Halfwidth(text)
	return len(s) >= 6 && s[4] == '.' && s[5] == first && strings.Trim(s[:4]+s[5:], "0123456789") == "" && (first != '0' || len(s) == 7)
}

// monthsOf sees how a column of dates writes months: 2018.05, 2018.10, or neither.
func (r *reader) monthsOf(i int) {
	if r.cols[i] < 0 {
		return
	}
	lost, ten := false, false
	for _, row := range r.table.found.Rows {
		text := r.cell(row, r.cols[i])
		switch {
		case dotted(text, '0'):
			r.padded[i] = true
			return
		case lostZero(text):
			lost = true
		case dotted(text, '1') && strings.HasSuffix(value.Halfwidth(text), ".10"):
			ten = true
		}
	}
	r.unsure[i] = lost && !ten
}

// lostZero says that a text is a month that may be January, or October of which a number
// does not keep the zero: 1998.1.
func lostZero(text string) bool { return dotted(text, '1') && len(value.Halfwidth(text)) == 6 }

// place finds the branch in what stands above the table, and in the lines between
// the rows.
func (r *reader) place() {
	found := &r.table.found
	if id := r.spokenOf(found.Title+found.Particulars, true); !id.IsZero() {
		r.placings = append(r.placings, placing{id: id})
	} else if p, ok := r.groupNamed(found.Title); ok && (isGroup(found.Title) || strings.Contains(found.Title, "支部")) {
		r.placings = append(r.placings, p)
	} else if p, ok := r.particular(found.Particulars); ok {
		r.placings = append(r.placings, p)
	} else if p, ok := r.named(r.table.Sheet); ok {
		r.placings = append(r.placings, p)
	}
	found.Rows = slices.DeleteFunc(found.Rows, func(row int) bool {
		text := r.alone(row)
		if _, ok := r.named(text); !ok || !strings.Contains(text, "支部") {
			return false
		}
		found.Skipped = append(found.Skipped, sheet.Skip{Row: row, Why: sheet.WhyGroup})
		return true
	})
	r.table.Rows, r.table.Skipped = len(found.Rows), len(found.Skipped)
	for _, skip := range found.Skipped {
		text := r.alone(skip.Row)
		if skip.Why != sheet.WhyGroup && skip.Why != sheet.WhyLeftover && skip.Why != sheet.WhyNote || text == "" {
			continue
		}
		// Another organisation that nobody knows is not the one before it.
		if p, ok := r.groupNamed(text); ok || organisation(text) {
			p.from = skip.Row
			r.placings = append(r.placings, p)
		}
	}
	slices.SortStableFunc(r.placings, func(a, b placing) int { return a.from - b.from })
}

// labelled is a branch's name behind its label: 所在团支部：第二团支部.
var labelled = regexp.MustCompile(`(?:团支部|支部|团组织)(?:名称|全称)?\s*[:：]\s*(\S+)`)

// particular finds the branch that is named behind a label above the table, or in a line
// of its own there.
func (r *reader) particular(text string) (placing, bool) {
	if m := labelled.FindStringSubmatch(text); m != nil {
		return r.named(m[1])
	}
	for _, line := range slices.Backward(strings.Split(text, "  ")) {
		if isGroup(line) {
			return r.groupNamed(line)
		}
	}
	return placing{}, false
}

// alone is the text of a row in which only one cell is filled, else "".
func (r *reader) alone(row int) string {
	only := ""
	for _, text := range r.sheet.Rows[row] {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if only != "" {
			return ""
		}
		only = text
	}
	return only
}

func organisation(text string) bool {
	return utf8.RuneCountInString(text) < 40 && slices.ContainsFunc([]string{"公司", "支部", "团委", "企业", "厂", "医院", "学校"}, func(w string) bool { return strings.Contains(text, w) })
}

// named reads a short text that may be a branch's name with a count or more behind
// it: 东升五金团支部（12人）, 东升五金团支部团员名册, or an enterprise's.
func (r *reader) named(text string) (placing, bool) {
	name := groupName(text)
	if name == "" {
		return placing{}, false
	}
	if id, ok := r.branches.Find(name); ok {
		return placing{id: id}, true
	}
	bare := rules.BareName(name)
	for _, known := range slices.Sorted(maps.Keys(r.branches.Exact)) {
		if utf8.RuneCountInString(bare) >= 2 && rules.BareName(known) == bare {
			return placing{id: r.branches.Exact[known]}, true
		}
	}
	if id := r.spokenOf(name, false); !id.IsZero() {
		return placing{id: id}, true
	}
	if word := branchWord(name); word != "" {
		return placing{word: word}, true
	}
	return placing{}, false
}

// groupNamed is named for a text that stands alone above rows: there an enterprise's name
// means its branch.
func (r *reader) groupNamed(text string) (placing, bool) {
	if p, ok := r.named(text); ok || !isGroup(text) {
		return p, ok
	}
	name := groupName(text)
	if !isUnit(name) {
		return placing{}, false
	}
	if id := r.branchAt(name); !id.IsZero() {
		return placing{id: id}, true
	}
	return placing{word: name + "团支部"}, true
}

// nobodysBranch are words before 支部 that say only that there is one.
var nobodysBranch = []string{"本", "该", "各", "全", "所在", "所属", "下属", "直属", "上级", "现有", "我", "我们", "有无", "是否"}

// branchWord is the name of a branch with which a text begins, "" where it names none.
func branchWord(name string) string {
	before, behind, ok := strings.Cut(name, "支部")
	word := strings.TrimSuffix(before, "团")
	n := utf8.RuneCountInString(word)
	switch {
	case !ok || strings.HasSuffix(before, "党") || n >= 30 || slices.Contains(nobodysBranch, word) || strings.ContainsAny(word, "各全"):
		return ""
	case n < 2 && !strings.ContainsAny(word, "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"):
		return ""
	case strings.HasPrefix(behind, "委员会"):
		return before + "支部委员会"
	}
	return before + "支部"
}

// branchAt is the branch of an enterprise that is registered and has one.
func (r *reader) branchAt(unit string) value.ID {
	id, ok := r.plan.naming(ledger.Enterprises).Find(unit)
	if !ok {
		return value.ID{}
	}
	var only value.ID
	for o := range records.All[*ledger.Branch](r.view, ledger.Branches) {
		if o.Live() && slices.Contains(o.Enterprises, id) {
			if !only.IsZero() {
				return value.ID{}
			}
			only = o.ID
		}
	}
	return only
}

// spokenOf finds the branch that a longer text names; of several the longest. In a
// title a name does without its 团支部, but the community's own name there is no
// branch's.
func (r *reader) spokenOf(text string, title bool) value.ID {
	above, home := rules.PlainName(text), rules.PlainName(r.view.Name(ledger.Communities, r.home))
	whole, part := "", ""
	for _, name := range slices.Sorted(maps.Keys(r.branches.Exact)) {
		bare := rules.BareName(name)
		o, known := r.view.Get(ledger.Branches, r.branches.Exact[name]).(*ledger.Branch)
		switch {
		case known && o.Type != "" && o.Type != codes.BranchCell: // it fills in the form, it has no members
		case strings.Contains(above, name):
			if len(name) > len(whole) {
				whole = name
			}
		case title && utf8.RuneCountInString(bare) >= 4 && strings.Contains(above, bare) && !strings.Contains(home, bare):
			if part == "" || len(bare) > len(rules.BareName(part)) {
				part = name
			}
		}
	}
	if whole == "" {
		whole = part
	}
	return r.branches.Exact[whole]
}

// placing is what the table says elsewhere of a row's branch.
func (r *reader) placing(row int) (found placing) {
	for _, p := range r.placings {
		if p.from <= row {
			found = p
		}
	}
	return found
}

// branchOf is the branch that a row's cell names, or else the table.
func (r *reader) branchOf(row int, text string) value.ID {
	if text == "" {
		return r.placing(row).id
	}
	id, _ := r.branches.Find(text)
	return id
}

// missingBranch gives a row without a branch the one that the table names elsewhere.
func (r *reader) missingBranch(out *Row, m *ledger.Member) {
	p := r.placing(out.Row)
	switch {
	case !m.Branch.IsZero() || m.LooseText("branch") != "":
	case !p.id.IsZero():
		m.Branch = p.id
	case p.word != "":
		r.unknownBranch(out, r.kind.At("branch"), p.word)
	}
}

// ditto says that a cell repeats the one above it.
func ditto(text string) bool {
	if !strings.ContainsAny(text, "上〃″〞\"“”'") {
		return false
	}
	switch squeeze(text) {
	case "同上", "〃", "″", "〞", "\"", "“", "”", "''":
		return true
	}
	return false
}

// agedBehind is somebody's age behind his birthday: 2001年1月（25岁）.
var agedBehind = regexp.MustCompile(`[（(]\s*\d{1,3}\s*周?岁\s*[)）]\s*$`)

// as gives the text of a field's cell as it is meant: 同上 is what stands above, and
// 2018.1 among months of two figures has lost the zero of October.
func (r *reader) as(i int, text string) string {
	c := &r.kind.Columns()[i]
	if ditto(text) && !c.Secret && c.Shape != ledger.Lines {
		return r.before[i]
	}
	if (c.Shape == ledger.Day8 || c.Shape == ledger.Month6) && strings.Contains(text, "岁") {
		text = agedBehind.ReplaceAllString(text, "")
	}
	if r.padded[i] && lostZero(text) {
		return value.Halfwidth(text) + "0"
	}
	return text
}

// months settles which month 1998.1 is, where the column does not show how it writes
// October: a birthday by the ID number; else January is taken, and a person is told.
func (r *reader) months(out *Row, texts []string) {
	for i, text := range texts {
		if !r.unsure[i] || !lostZero(text) {
			continue
		}
		january, _ := value.ParseDate(text)
		october := value.Day(january.Year(), 10, 0)
		key := r.kind.Columns()[i].Key
		if key == "born" {
			m := &ledger.Member{IDNumber: value.NormalIDNumber(texts[r.kind.At("idno")])}
			if b := m.BornOn(); b != 0 {
				if october.First() <= b && b <= october.Last() {
					texts[i] = october.String()
				}
				continue
			}
		}
		texts[i] = january.String()
		out.guess(key, guess{text, texts[i], "“" + text + "”可能是 " + january.String() + "，也可能是 " + october.String() + "（数字末尾的 0 会丢）。先按 " + january.String() + " 记，请核对。"})
	}
}
