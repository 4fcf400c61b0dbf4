package codes

import (
	"io/fs"
	"slices"
)

// A Scheme is one way in which national systems number the entries of a list (domain.md §2.2): the same figure means
// another entry in another scheme.
type Scheme struct {
	Name  string
	codes map[string]Reading
	whole *List // the scheme's codes are the list's own, with or without a zero before them
}

// A Reading is what a figure means: the list's code, and whether it is of somebody who still learns for it.
type Reading struct {
	Code     string
	Studying bool
}

// Read is what a figure means in the scheme.
func (s *Scheme) Read(figure string) (Reading, bool) {
	if s.whole == nil {
		r, ok := s.codes[figure]
		return r, ok
	}
	for _, code := range []string{figure, "0" + figure} {
		if s.whole.Has(code) {
			return Reading{Code: code}, true
		}
	}
	return Reading{}, false
}

// schemes by list.
var schemes map[string][]*Scheme

// Schemes are the ways in which figures stand for a list's entries; none where figures are the list's codes.
func (l *List) Schemes() []*Scheme { return schemes[l.Name] }

// Meanings says for people what a figure may mean: “高中在读”（智慧团建干部表）.
func (l *List) Meanings(figure string) (words []string) {
	for _, s := range l.Schemes() {
		if r, ok := s.Read(figure); ok {
			learning := ""
			if r.Studying {
				learning = "在读"
			}
			words = append(words, "“"+l.Label(r.Code)+learning+"”（"+s.Name+"）")
		}
	}
	return words
}

func loadSchemes(folder fs.FS) error {
	rows, err := Rows(folder, "national.csv", 5)
	if err != nil {
		return err
	}
	schemes = map[string][]*Scheme{}
	for _, row := range rows {
		list := row[0]
		at := slices.IndexFunc(schemes[list], func(s *Scheme) bool { return s.Name == row[1] })
		if at < 0 {
			at = len(schemes[list])
			schemes[list] = append(schemes[list], &Scheme{Name: row[1], codes: map[string]Reading{}})
		}
		if row[2] == "*" {
			schemes[list][at].whole = lists[list]
			continue
		}
		schemes[list][at].codes[row[2]] = Reading{row[3], row[4] == "1"}
	}
	return nil
}
