package value

import (
	"strings"
	"unicode"
)

// Plain is text without what has no shape of its own and changes how everything around it is shown: control characters
// (of which an escape sequence rewrites a terminal), the marks that turn the direction of writing round, those without
// width, and fillers that look like nothing. Line breaks and tabs stay, line breaks of one sort. All text from outside
// comes through here, where it enters and again where it leaves for a terminal or a table.
func Plain(text string) string {
	if !strings.ContainsFunc(text, Hidden) {
		return text
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		if Hidden(r) {
			return -1
		}
		return r
	}, text)
}

// OneLine is Plain text in one line: trimmed, and with one space for every run of white space.
func OneLine(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || Hidden(r) }) {
		return text
	}
	return strings.Join(strings.Fields(Plain(text)), " ")
}

// Hidden are the runes that Plain takes away.
func Hidden(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' && r != '\n' && r != '\t' || r == 0x7f
	case r >= 0x3400 && r <= 0x9fff: // nearly all that is written here
		return false
	}
	switch r {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u2800', '\u3164', '\uffa0': // letters by name only
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// formulaLike are the beginnings that a spreadsheet would take for a formula when it
// opens a text file, full-width twins included (users.md R14).
var formulaLike = []string{"=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠"}

// FormulaLike says whether the text, behind any apostrophes, begins like a formula.
func FormulaLike(text string) bool {
	text = strings.TrimLeft(text, "'")
	for _, f := range formulaLike {
		if strings.HasPrefix(text, f) {
			return true
		}
	}
	return false
}

// Guard puts an apostrophe before what begins like a formula; Unguard takes exactly
// that away again. Together they change nothing, whatever the text.
func Guard(text string) string {
	if FormulaLike(text) {
		return "'" + text
	}
	return text
}

// Unguard gives the text that Guard was given.
func Unguard(text string) string {
	if text != "" && text[0] == '\'' && FormulaLike(text) {
		return text[1:]
	}
	return text
}
