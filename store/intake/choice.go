package intake

import (
	"regexp"
	"slices"
	"strings"

	"tuanjian/store/ledger"
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

var (
	choiceAside = regexp.MustCompile(`^([^（(\[【]+)[（(\[【]([^）)\]】]*)[）)\]】]?$`)
	choiceMore  = regexp.MustCompile(`^([^，,；;。、\s：:0-9]+)[，,；;。、\s：:]*(.*)$`)
)

// turnings are words that change what the word beside them says: 党员（预备）, 是（拟建）.
var turnings = []string{"预备", "拟", "未", "非", "不", "否", "无", "已离", "原", "前", "曾", "肄业", "在建", "筹", "除", "退", "停", "注销", "迁", "转", "待", "?", "？"}

// choiceOf parts the word of a list from what stands behind it; word is "" where that
// would say something else than was written.
func choiceOf(l *ledger.List, text string) (word, rest string) {
	s := strings.TrimSpace(text)
	known := func(w string) bool { _, ok := l.Code(w); return ok && w != "" }
	for _, shape := range []*regexp.Regexp{choiceAside, choiceMore} {
		m := shape.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		word, rest = strings.TrimSpace(m[1]), strings.TrimSpace(m[2])
		switch {
		case known(rest + word): // 党员（预备）
			return rest + word, ""
		case !known(word), rest == "" && word == s, known(rest):
		case slices.ContainsFunc(turnings, func(w string) bool { return strings.Contains(rest, w) }):
		case slices.ContainsFunc(l.Items(), func(i ledger.Item) bool { return strings.Contains(rest, i.Label) }):
		default:
			return word, rest
		}
	}
	return "", ""
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
