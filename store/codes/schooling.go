package codes

import (
	"regexp"
	"strings"
)

// schoolLevels are words of schooling by how far it went: the first figure of its code (GB/T 4658-2006).
var schoolLevels = []struct {
	words *regexp.Regexp
	level byte
}{
	{regexp.MustCompile(`研究生|硕士|博士`), '1'}, {regexp.MustCompile(`本科|^大学$`), '2'}, {regexp.MustCompile(`中专|中职|中技|技校|技工|职高|职中|职业高中|中等`), '4'},
	{regexp.MustCompile(`大专|专科|高职`), '3'}, {regexp.MustCompile(`高中|高级中学`), '6'}, {regexp.MustCompile(`初中|初级中学`), '7'}, {regexp.MustCompile(`小学`), '8'},
}

// SchoolingCovers says that a word tells of a schooling how far it went and no more: 本科 of 大学本科毕业. within is for a word that
// names a range, as 高中及以下 does of 初中毕业. Neither is so of a word that says how it ended, nor of other schoolings.
func SchoolingCovers(word, code string) (covers, within bool) {
	if code == "" || code[0] == '9' {
		return false, false
	}
	for _, x := range schoolLevels {
		switch {
		case !x.words.MatchString(word):
			continue
		case strings.Contains(word, "以下"):
			return false, code[0] >= x.level
		case strings.Contains(word, "以上"):
			return false, code[0] <= x.level
		case strings.Contains(word, "结业") || strings.Contains(word, "肄业") || strings.Contains(word, "在读"):
			return false, false
		}
		return code[0] == x.level, false
	}
	return false, false
}
