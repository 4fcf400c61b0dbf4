package ledger

import (
	"io/fs"
	"strings"
)

// headers are the words by which offices call a column: kind → key → words. They
// are data (codes/headers.csv: kind, key, words with | between), since every
// office has its own.
var headers map[string]map[string][]string

func loadHeaders(folder fs.FS) error {
	rows, err := readCSV(folder, "headers.csv", 3)
	if err != nil {
		return err
	}
	headers = map[string]map[string][]string{}
	for _, row := range rows {
		if headers[row[0]] == nil {
			headers[row[0]] = map[string][]string{}
		}
		headers[row[0]][row[1]] = strings.Split(row[2], "|")
	}
	return nil
}

// Headers gives, for each key of a kind that can come in from a sheet, the words
// by which its column may be called: its label first, then what offices write.
// Some keys are no fields but are understood by the intake (a member's League
// post, for one).
func Headers(kind Kind) map[string][]string {
	words := map[string][]string{}
	for i, c := range kind.Columns() {
		if i < kind.Fields() {
			words[c.Key] = []string{c.Label}
		}
	}
	for key, more := range headers[kind.Name()] {
		words[key] = append(words[key], more...)
	}
	return words
}
