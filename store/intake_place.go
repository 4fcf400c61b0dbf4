package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// What an office's table tells elsewhere than in the row's own cells: a branch
// written once over its members, in a line above them, in the title or on the
// sheet's name; 同上; a month that lost its zero.

// A placing is the branch of the rows that name none in a column.
type placing struct {
	from int       // the first row that it speaks for
	id   ledger.ID // the branch, where the ledger knows it
	word string    // else its name as it was written
}

// spread prepares the table before its rows are read.
func (r *reader) spread() {
	var shared []string
	r.padded = make([]bool, len(r.cols))
	for i, c := range r.kind.Columns()[:r.kind.Fields()] {
		switch c.Shape {
		case ledger.Ref, ledger.Choice:
			shared = append(shared, c.Key)
		case ledger.Day8, ledger.Month6:
			r.padded[i] = slices.ContainsFunc(r.table.found.Rows, func(row int) bool { return dotted(r.cell(row, r.cols[i]), '0') })
		}
	}
	sheet.FillDown(r.sheet, &r.table.found, shared...)
	r.fillGroups()
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
	s := ledger.Halfwidth(text)
	return len(s) >= 6 && s[4] == '.' && s[5] == first && strings.Trim(s[:4]+s[5:], "0123456789") == "" && (first != '0' || len(s) == 7)
}

// place finds the branch in what stands above the table, and in the lines between
// the rows.
func (r *reader) place() {
	found := &r.table.found
	if id := r.spokenOf(found.Title+found.Particulars, true); !id.IsZero() {
		r.placings = append(r.placings, placing{id: id})
	} else if p, ok := r.named(found.Title); ok && strings.Contains(found.Title, "支部") && r.oneOfSeveral() {
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
		if p, ok := r.named(text); ok || organisation(text) {
			p.from = skip.Row
			r.placings = append(r.placings, p)
		}
	}
	slices.SortStableFunc(r.placings, func(a, b placing) int { return a.from - b.from })
}

// oneOfSeveral says whether the sheet has more tables than this one: then the title above
// it says which branch's it is, known or not.
func (r *reader) oneOfSeveral() bool {
	n := 0
	for _, t := range r.plan.intake.Tables {
		if t.Nth == r.table.Nth {
			n++
		}
	}
	return n > 1
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
// it: 东升五金团支部（12人）, 东升五金团支部团员名册.
func (r *reader) named(text string) (placing, bool) {
	name, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(text), "(", "（"), "（")
	name = strings.TrimRight(name, "：: ")
	if id, ok := r.branches.find(name); ok {
		return placing{id: id}, true
	}
	bare := bareName(name)
	for _, known := range sortedKeys(r.branches.exact) {
		if utf8.RuneCountInString(bare) >= 2 && bareName(known) == bare {
			return placing{id: r.branches.exact[known]}, true
		}
	}
	if id := r.spokenOf(name, false); !id.IsZero() {
		return placing{id: id}, true
	}
	word, _, ok := strings.Cut(name, "团支部")
	if _, title, counted := strings.Cut(word, "、"); counted { // 二、东升五金
		word = title
	}
	if ok && (utf8.RuneCountInString(word) > 2 || strings.HasPrefix(word, "第") && word != "第") && utf8.RuneCountInString(word) < 30 && !strings.ContainsAny(word, "各全") {
		return placing{word: word + "团支部"}, true
	}
	return placing{}, false
}

// spokenOf finds the branch that a longer text names; of several the longest. In a
// title a name does without its 团支部, but the community's own name there is no
// branch's.
func (r *reader) spokenOf(text string, title bool) ledger.ID {
	above, home := plainName(text), plainName(r.book.name("community", r.home))
	whole, part := "", ""
	for _, name := range sortedKeys(r.branches.exact) {
		bare := bareName(name)
		o, known := r.book.shelves["branch"].get(r.branches.exact[name]).(*ledger.Branch)
		switch {
		case known && o.Type != "" && o.Type != ledger.BranchCell: // it fills in the form, it has no members
		case strings.Contains(above, name):
			if len(name) > len(whole) {
				whole = name
			}
		case title && utf8.RuneCountInString(bare) >= 4 && strings.Contains(above, bare) && !strings.Contains(home, bare):
			if part == "" || len(bare) > len(bareName(part)) {
				part = name
			}
		}
	}
	if whole == "" {
		whole = part
	}
	return r.branches.exact[whole]
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
func (r *reader) branchOf(row int, text string) ledger.ID {
	if text == "" {
		return r.placing(row).id
	}
	id, _ := r.branches.find(text)
	return id
}

// missingBranch gives a row without a branch the one that the table names elsewhere.
func (r *reader) missingBranch(out *IntakeRow, m *ledger.Member) {
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
	switch squeeze(text) {
	case "同上", "〃", "″", "〞", "\"", "“", "”", "''":
		return true
	}
	return false
}

// as gives the text of a field's cell as it is meant: 同上 is what stands above, and
// 2018.1 among months of two figures has lost the zero of October.
func (r *reader) as(i int, text string) string {
	c := &r.kind.Columns()[i]
	if ditto(text) && !c.Secret && c.Shape != ledger.Lines {
		return r.before[i]
	}
	if r.padded[i] && dotted(text, '1') && len(strings.TrimSpace(text)) == 6 {
		return strings.TrimSpace(text) + "0"
	}
	return text
}
