package sheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Plain reduces a header or label to what is compared: full-width forms made half-width, letters small, white space,
// line breaks and the marks * ★ ※ # taken out, a number in front (1. or 3、) and a colon at the end dropped.
func Plain(s string) string {
	s = width.Fold.String(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r), strings.ContainsRune("*★☆※#✱﹡", r):
			return -1
		case r == '〔' || r == '【' || r == '[' || r == '{' || r == '﹙':
			return '('
		case r == '〕' || r == '】' || r == ']' || r == '}' || r == '﹚':
			return ')'
		}
		return unicode.ToLower(r)
	}, s)
	if t := strings.TrimLeft(s, "0123456789"); t != s && t != "" {
		for _, sep := range []string{".", "、", ")"} {
			if rest, ok := strings.CutPrefix(t, sep); ok && rest != "" {
				s = rest
				break
			}
		}
	}
	return strings.TrimRight(s, ":")
}

// bare is Plain without notes in brackets: 任期(年) becomes 任期.
func bare(plain string) string {
	if !strings.ContainsRune(plain, '(') {
		return plain
	}
	var b strings.Builder
	depth := 0
	for _, r := range plain {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// neutral words say nothing about which column it is: 本人姓名 is 姓名. Words that change the meaning (父亲, 联系人,
// 介绍人) are not among them.
var neutral = struct{ before, after []string }{
	before: []string{"本人", "个人", "团员", "青年", "人员", "员工", "职工", "现"},
	after:  []string{"必填", "选填", "必填项", "选填项"},
}

// variant is one form in which a header is looked up; a higher rank is a freer reading.
type variant struct {
	text string
	rank int
}

// looseRank is from where on a person should look at the mapping.
const looseRank = 2

// variants are the forms of a header, the most literal first: as written, without notes in brackets, without neutral words.
func variants(header string) []variant {
	plain := Plain(header)
	short := bare(plain)
	found := []variant{{plain, 0}}
	if short != plain && short != "" {
		found = append(found, variant{short, 1})
	}
	for _, w := range neutral.after {
		if cut, ok := strings.CutSuffix(short, w); ok && cut != "" {
			found = append(found, variant{cut, 1})
		}
	}
	for _, w := range neutral.before {
		if cut, ok := strings.CutPrefix(short, w); ok && cut != "" {
			found = append(found, variant{cut, looseRank})
		}
	}
	return found
}

// lexicon is a vocabulary made ready for looking up headers.
type lexicon struct {
	table string
	names map[string]int // plain name → term
	bare  map[string]int // the same without notes in brackets, where that is no other term's name
	terms []Term
	words []string
	musts int
}

func newLexicon(v Vocabulary) *lexicon {
	l := &lexicon{table: v.Table, names: map[string]int{}, bare: map[string]int{}, terms: v.Terms}
	for i, t := range v.Terms {
		if t.Must {
			l.musts++
		}
		for _, name := range t.Names {
			if p := Plain(name); p != "" {
				if _, ok := l.names[p]; !ok {
					l.names[p] = i
				}
			}
		}
	}
	for i, t := range v.Terms {
		for _, name := range t.Names {
			p := bare(Plain(name))
			_, exact := l.names[p]
			_, taken := l.bare[p]
			if p != "" && !exact && !taken {
				l.bare[p] = i
			}
		}
	}
	for _, w := range v.Words {
		if p := Plain(w); p != "" {
			l.words = append(l.words, p)
		}
	}
	return l
}

// look finds the term of a header; rank 0 is the literal name, a higher rank a freer reading, -1 none.
func (l *lexicon) look(header string) (term, rank int) {
	if header == "" || len(header) > 240 {
		return -1, -1
	}
	for _, v := range variants(header) {
		if i, ok := l.names[v.text]; ok {
			return i, v.rank
		}
		if i, ok := l.bare[v.text]; ok {
			return i, v.rank
		}
	}
	return -1, -1
}

// hinted says whether a title or sheet name speaks of this table.
func (l *lexicon) hinted(texts ...string) bool {
	for _, t := range texts {
		t = Plain(t)
		for _, w := range l.words {
			if strings.Contains(t, w) {
				return true
			}
		}
	}
	return false
}
