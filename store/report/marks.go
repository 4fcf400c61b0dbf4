package report

import (
	"strings"
	"unicode/utf8"
)

// A line of a report is text in which each figure stands with its name: {规模企业=14}. So it is kept; people see the words
// alone, and a mark says where in them the figure is.

// A Mark is a figure in the plain words of a line, from one byte to another.
type Mark struct {
	Name     string // of the fact, with the part that is asked: 正常开展.企业
	Said     string // how it was written
	From, To int
}

// Plain are the words of a line as people read them, with its figures in their order.
func Plain(line string) (words string, marks []Mark) {
	var b strings.Builder
	for line != "" {
		from := strings.IndexByte(line, '{')
		to := strings.IndexByte(line, '}')
		if from < 0 || to < from {
			b.WriteString(line)
			break
		}
		name, said, is := strings.Cut(line[from+1:to], "=")
		if !is || name == "" || said == "" {
			b.WriteString(line[:to+1])
			line = line[to+1:]
			continue
		}
		b.WriteString(line[:from])
		marks = append(marks, Mark{Name: name, Said: said, From: b.Len(), To: b.Len() + len(said)})
		b.WriteString(said)
		line = line[to+1:]
	}
	return b.String(), marks
}

// marked writes a figure as it stands in a line. What would end it is not written.
func marked(name, said string) string {
	return "{" + name + "=" + strings.NewReplacer("{", "", "}", "", "\n", "").Replace(said) + "}"
}

// Reword is a line whose words were typed anew: each figure stays one where its words still stand, in the order in which they
// stood; whose words are gone is none any more.
func Reword(line, words string) string {
	words = strings.NewReplacer("{", "（", "}", "）", "\n", "", "\r", "").Replace(words)
	old, marks := Plain(line)
	if old == words {
		return line
	}
	// What stands before the first change and behind the last is where it was: figures there keep their place by it.
	before, behind := shared(old, words)
	var b strings.Builder
	at := 0
	for _, m := range marks {
		from := -1
		switch {
		case m.To <= before:
			from = m.From
		case m.From >= len(old)-behind:
			from = m.From + len(words) - len(old)
		default:
			from = find(words, m.Said, at)
		}
		if from < at {
			continue
		}
		b.WriteString(words[at:from])
		b.WriteString(marked(m.Name, m.Said))
		at = from + len(m.Said)
	}
	b.WriteString(words[at:])
	return b.String()
}

// shared is how many bytes two texts have in common at their beginnings and at their ends, which do not overlap and cut no
// character and no number in two.
func shared(a, b string) (before, behind int) {
	for before < len(a) && before < len(b) && a[before] == b[before] {
		before++
	}
	for before > 0 && (!whole(a, before) || !whole(b, before)) {
		before--
	}
	for behind < len(a)-before && behind < len(b)-before && a[len(a)-1-behind] == b[len(b)-1-behind] {
		behind++
	}
	for behind > 0 && (!whole(a, len(a)-behind) || !whole(b, len(b)-behind)) {
		behind--
	}
	return before, behind
}

// whole says that a text may be cut at a place.
func whole(s string, at int) bool {
	if at == 0 || at >= len(s) {
		return true
	}
	return utf8.RuneStart(s[at]) && !(numeral(s[at-1]) && numeral(s[at]))
}

func numeral(c byte) bool { return c >= '0' && c <= '9' || c == '.' || c == '%' }

// find is where a figure's words stand in a text from a place on, as a number of their own; -1 for nowhere.
func find(text, said string, from int) int {
	for from <= len(text)-len(said) {
		at := strings.Index(text[from:], said)
		if at < 0 {
			return -1
		}
		at += from
		if whole(text, at) && whole(text, at+len(said)) {
			return at
		}
		from = at + 1
	}
	return -1
}
