package find

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// strokesTxt are the characters of 通用规范汉字表 in the order of their strokes; .ci/strokes.go wrote them.
//
//go:embed strokes.txt
var strokesTxt string

// strokes tells the place of each.
var strokes = sync.OnceValue(func() map[rune]int {
	all := map[rune]int{}
	for _, r := range strings.TrimSpace(strokesTxt) {
		all[r] = len(all)
	}
	return all
})

// ByStrokes compares names as lists of candidates have them (按姓氏笔画为序): by the strokes of the surname, then of what comes
// after it, and of as many strokes by which they are (一丨丿丶乛), as the national table of characters orders them. The CLDR's
// order, which libraries have, is by the radical instead: it has 张 before 李. Characters that are not in the table come last.
func ByStrokes(a, b string) int {
	place := func(r rune) int {
		if at, known := strokes()[r]; known {
			return at
		}
		return len(strokes()) + int(r)
	}
	for a != "" && b != "" {
		x, n := utf8.DecodeRuneInString(a)
		y, m := utf8.DecodeRuneInString(b)
		if x != y {
			return cmp.Compare(place(x), place(y))
		}
		a, b = a[n:], b[m:]
	}
	return cmp.Compare(len(a), len(b))
}

// Candidates are those of an election in the order of a ballot: by the duty they stand for, then by the strokes of their names.
func Candidates(v *records.View, election value.ID) (all []*ledger.Candidate) {
	if election.IsZero() {
		return nil
	}
	for c := range records.All[*ledger.Candidate](v, ledger.Candidates) {
		if c.Election == election {
			all = append(all, c)
		}
	}
	duty := func(c *ledger.Candidate) int {
		return slices.IndexFunc(codes.Duties.Items(), func(i codes.Item) bool { return i.Code == c.Duty })
	}
	name := func(c *ledger.Candidate) string { return v.Name(ledger.Members, c.Person) }
	slices.SortFunc(all, func(x, y *ledger.Candidate) int {
		return cmp.Or(cmp.Compare(duty(x), duty(y)), ByStrokes(name(x), name(y)), records.Entered(x, y))
	})
	return all
}
