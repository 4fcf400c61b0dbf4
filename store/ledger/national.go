package ledger

import (
	"io/fs"
	"slices"
	"strings"

	"tuanjian/store/value"
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
	rows, err := readCSV(folder, "national.csv", 5)
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

// DutyKey is where a member keeps a figure of the column of posts that can mean a post or a no.
const DutyKey = "duty"

// AskedFigure is the code of the fault of a figure that can mean two things.
const AskedFigure = "figure"

// askedFigure names what a figure that was put by may mean; nil when it is none of such.
func askedFigure(c *Column, l Loose) *value.Fault {
	if c.Shape != Choice || strings.Trim(l.Text, "0123456789") != "" {
		return nil
	}
	words := c.Choices.Meanings(l.Text)
	if len(words) == 0 {
		return nil
	}
	if len(words) == 1 {
		return value.Soft(AskedFigure, "表里写的是代码“"+l.Text+"”，可能是"+words[0]+"，和别的栏对不上。请按 F4 选一个。")
	}
	return value.Soft(AskedFigure, "表里写的是代码“"+l.Text+"”，可能是"+strings.Join(words, "，也可能是")+"，看不出是哪一种。请按 F4 选一个。")
}
