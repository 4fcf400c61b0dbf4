package rules

import (
	"strings"
	"unicode/utf8"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Likeness is 0 to 100; 100 is the same name.
func Likeness(a, b string) int {
	switch {
	case a == b:
		return 100
	case b == "":
		return 0
	case strings.Contains(a, b) || strings.Contains(b, a):
		return 80
	}
	x, y := []rune(a), []rune(b)
	if far := distance(x, y); far*3 <= max(len(x), len(y)) {
		return 60 - far
	}
	return 0
}

// distance is the number of characters to add, drop or change.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

// BareName is a name without what offices write now one way, now the other.
func BareName(name string) string {
	s := PlainName(name)
	for _, w := range []string{"中国共产主义青年团", "共青团", "支部委员会", "总支部委员会", "委员会", "团支部", "团总支", "团委", "支部", "有限责任公司", "股份有限公司", "有限公司", "公司", "省", "市", "区", "县", "街道"} {
		if cut := strings.ReplaceAll(s, w, ""); utf8.RuneCountInString(cut) >= 2 {
			s = cut
		}
	}
	return s
}

// PlainName is a name without spaces, brackets and width.
func PlainName(name string) string {
	return nameSigns.Replace(strings.ToLower(value.Halfwidth(name)))
}

var nameSigns = strings.NewReplacer(" ", "", "(", "", ")", "", "（", "", "）", "", "·", "", "-", "")

// NamesOf are all names by which a record goes.
func NamesOf(r ledger.Record) []string {
	kind := ledger.KindFor(r)
	if kind == nil {
		return []string{""}
	}
	name, alias := kind.NameOf(r)
	if alias != "" {
		return []string{name, alias}
	}
	return []string{name}
}
