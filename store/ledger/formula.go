package ledger

import "strings"

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
