package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Choices as people write them: a box ticked among others, a word with more in brackets
// behind it.

const (
	ticks      = "☑✔√✓■●◉☒▣✅"
	emptyBoxes = "□☐○◯〇▢"
)

var tickParts = regexp.MustCompile(`[` + ticks + emptyBoxes + `]|[^` + ticks + emptyBoxes + `\s()（）\[\]【】、，,/／;；:：]+`)

// ticked reads 男√ 女, ☑男 □女, 是（√）否（ ）: the one word that is ticked, before or behind
// it as the first is. told is false where the text is no such thing, or more than one is
// ticked; nothing ticked is "".
func ticked(text string) (word string, told bool) {
	if !strings.ContainsAny(text, ticks+emptyBoxes) {
		return "", false
	}
	parts := tickParts.FindAllString(text, -1)
	mark := func(i int) bool { return i >= 0 && i < len(parts) && strings.Contains(ticks+emptyBoxes, parts[i]) }
	words, yes := 0, 0
	for i, p := range parts {
		if mark(i) {
			continue
		}
		words++
		its := i + 1
		if mark(0) {
			its = i - 1
		}
		if mark(its) && strings.Contains(ticks, parts[its]) {
			word, yes = p, yes+1
		}
	}
	return word, yes == 1 || yes == 0 && words > 1
}

// choiceAside parts 党员（预备） at a bracket that nothing follows.
func choiceAside(s string) (word, rest string, ok bool) {
	at := strings.IndexAny(s, "（([【")
	if at <= 0 {
		return "", "", false
	}
	_, width := utf8.DecodeRuneInString(s[at:])
	word, rest = s[:at], s[at+width:]
	end := strings.IndexAny(rest, "）)]】")
	if end < 0 {
		return word, rest, true
	}
	_, width = utf8.DecodeRuneInString(rest[end:])
	return word, rest[:end], end+width == len(rest)
}

// choiceMore parts 高中，2019年毕业 at the first sign or figure.
func choiceMore(s string) (word, rest string, ok bool) {
	const signs = "，,；;。、：: \t\n\f\r"
	at := strings.IndexAny(s, signs+"0123456789")
	if at < 0 {
		at = len(s)
	}
	word, rest = s[:at], strings.TrimLeft(s[at:], signs)
	return word, rest, word != "" && !strings.Contains(rest, "\n")
}

// turnings are words that change what the word beside them says: 党员（预备）, 是（拟建）.
var turnings = []string{"预备", "拟", "未", "非", "不", "否", "无", "已离", "原", "前", "曾", "肄业", "在建", "筹", "除", "退", "停", "注销", "迁", "转", "待", "?", "？"}

func known(l *codes.List, word string) bool {
	_, ok := l.Code(word)
	return ok && word != ""
}

// choiceOf parts the word of a list from what stands behind it; word is "" where that
// would say something else than was written.
func choiceOf(l *codes.List, text string) (word, rest string) {
	s := strings.TrimSpace(text)
	known := func(w string) bool { return known(l, w) }
	for _, shape := range []func(string) (string, string, bool){choiceAside, choiceMore} {
		word, rest, ok := shape(s)
		if !ok {
			continue
		}
		word, rest = strings.TrimSpace(word), strings.TrimSpace(rest)
		switch {
		case known(rest + word): // 党员（预备）
			return rest + word, ""
		case known(word) && figure(rest) == "" && saysSame(l, word, rest): // 在营（开业）
			return word, ""
		case !known(word), rest == "" && word == s, known(rest):
		case slices.ContainsFunc(turnings, func(w string) bool { return strings.Contains(rest, w) }):
		case slices.ContainsFunc(l.Items(), func(i codes.Item) bool { return strings.Contains(rest, i.Label) }):
		default:
			return word, rest
		}
	}
	return "", ""
}

// saysSame says whether what stands behind a word, parted by commas or not, is the same entry of the list in other words.
func saysSame(l *codes.List, word, rest string) bool {
	code, _ := l.Code(word)
	parts := strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune("、，,/／;； ", r) })
	for _, p := range parts {
		if c, ok := l.Code(p); !ok || c != code {
			return false
		}
	}
	return len(parts) > 0
}

// yesOrNo reads a yes or no as people write them, √ × 有 未, into the word that a list has for it; what is neither stays.
// A circle is a yes beside crosses, and a box that nobody ticked beside ticks; else nobody knows.
func (r *reader) yesOrNo(l *codes.List, col int, text string) string {
	if text == "" || strings.ContainsAny(text, "0123456789") {
		return text
	}
	if _, ok := l.Code(text); ok {
		return text
	}
	word := strings.TrimSpace(text)
	if len(word) == 3 && strings.Contains("○◯〇", word) {
		word = r.circle(col)
	}
	if code, ok := codes.YesNo.Code(word); ok && word != "" {
		if _, ok := l.Code(codes.YesNo.Label(code)); ok {
			return codes.YesNo.Label(code)
		}
	}
	return text
}

// circle is what ○ says in a column, "" where its other signs do not tell.
func (r *reader) circle(col int) string {
	means, ok := r.circles[col]
	if ok || col < 0 {
		return means
	}
	for _, row := range r.table.found.Rows {
		switch sign := strings.TrimSpace(r.sheet.Cell(row, col)); {
		case sign == "":
		case strings.Contains(ticks, sign):
			means = "否"
		case strings.Contains("×✗✘✕╳", sign) && means == "":
			means = "是"
		}
	}
	r.circles[col] = means
	return means
}

// foundingCell asks whether an enterprise without an organisation should have one: 未建 says only that there is none. It
// should where the row has members enough; where it has too few, or a reason, a person says.
func (r *reader) foundingCell(out *Row, texts []string) {
	i := r.kind.At("founding")
	if r.kind != ledger.Enterprises || texts[i] == "" || strings.Contains(texts[i], "应建") {
		return
	}
	if code, _ := codes.Foundings.Code(texts[i]); code != codes.FoundingDue {
		return
	}
	count, _ := value.ParseCount(texts[r.kind.At("members")])
	n, known := count.Value()
	least := "满 " + strconv.Itoa(r.basis.Rules.BranchMin) + " 人"
	switch {
	case known && n >= r.basis.Rules.BranchMin:
	case known, texts[r.kind.At("nobranch")] != "":
		r.doubt(out, "founding", "写的是“"+texts[i]+"”，看不出该不该建团，先照原样记着。团员"+least+"的选应建未建，不满的选不具备或培育。")
		out.asked = append(out.asked, ledger.Loose{Key: "founding", Text: texts[i]})
		texts[i] = ""
	default:
		r.doubt(out, "founding", "写的是“"+texts[i]+"”，按应建未建记。团员不"+least+"的不算应建，请核对。")
	}
}

// choices reads the cells of all choices that their lists do not have as they stand.
func (r *reader) choices(out *Row, texts []string) {
	for i := range texts {
		c := &r.kind.Columns()[i]
		if c.Shape != ledger.Choice || texts[i] == "" {
			continue
		}
		if _, ok := c.Choices.Code(texts[i]); ok {
			continue
		}
		if texts[i] = r.yesOrNo(c.Choices, r.cols[i], texts[i]); known(c.Choices, texts[i]) {
			continue
		}
		if word, told := ticked(texts[i]); told {
			if _, ok := c.Choices.Code(word); ok || word == "" {
				texts[i] = word
			}
			continue
		}
		if word, rest := choiceOf(c.Choices, texts[i]); word != "" {
			texts[i] = word
			out.remark(c.Label+"旁写", rest)
		}
	}
}
