package codes

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"tuanjian/store/value"
)

// A List is the code list of a choice field. Records keep the code; a word that is
// in no list is kept as it was written, so a value is always either a code or the
// writer's own word. A list with Kind set stands for the records of that kind: the
// field is a reference.
type List struct {
	Name string // the file codes/NAME.csv, or the kind's name for references
	Kind string // the kind referred to, "" for a list of codes
	Many bool   // a reference to several records
	has  atomic.Pointer[entries]

	plain   atomic.Pointer[entries] // as the program and the street have it
	adapted Adapted                 // what has makes of it; guarded by learning
}

// entries are what a list has; they are never changed, but replaced by more.
type entries struct {
	items   []Item
	words   map[string]int      // code, label and every alias, folded
	aliases map[string][]string // by code, as the file has them
	retired map[string]bool     // codes that are not offered
}

var none entries

func (l *List) now() *entries {
	if e := l.has.Load(); e != nil {
		return e
	}
	return &none
}

// An Item is one line of a code list.
type Item struct {
	Code, Label string
	Group       string // what the list says more of this code; its meaning is the list's
}

var lists = map[string]*List{}

func newList(name string) *List {
	l := &List{Name: name}
	lists[name] = l
	return l
}

// Refer makes the list that stands for the records of a kind.
func Refer(kind string, many bool) *List { return &List{Name: kind, Kind: kind, Many: many} }

// Items are the list's lines in their order. The caller does not change them.
func (l *List) Items() []Item { return l.now().items }

// Label is the word for a code; a value that is no code is its own word.
func (l *List) Label(value string) string {
	e := l.now()
	if i, ok := e.words[value]; ok && e.items[i].Code == value {
		return e.items[i].Label
	}
	return value
}

// Group is what the list says more of a code, "" when nothing.
func (l *List) Group(value string) string {
	e := l.now()
	if i, ok := e.words[value]; ok && e.items[i].Code == value {
		return e.items[i].Group
	}
	return ""
}

// Aliases are the other words for a code that people use in everyday speech: 大专. The
// caller does not change them.
func (l *List) Aliases(code string) []string { return l.now().aliases[code] }

// Code finds the code for what somebody wrote: a code, a label or an alias, spaces
// and width aside.
func (l *List) Code(word string) (string, bool) {
	e := l.now()
	i, ok := e.words[word]
	if !ok {
		var room [64]byte
		i, ok = e.words[string(folded(room[:0], word))]
	}
	if !ok {
		return "", false
	}
	return e.items[i].Code, true
}

// Has says whether a value is one of the list's codes.
func (l *List) Has(value string) bool {
	e := l.now()
	i, ok := e.words[value]
	return ok && e.items[i].Code == value
}

// Fold is a word as it is compared: small and half as wide, without spaces and commas.
func Fold(word string) string { return string(folded(nil, word)) }

// folded appends fold of a word. It is asked of every cell of a workbook that may hold a choice, so it goes once over the word.
func folded(to []byte, word string) []byte {
	for _, r := range strings.TrimFunc(word, func(r rune) bool { return unicode.IsSpace(r) || value.HalfRune(r) < 0 }) {
		switch r = value.HalfRune(r); r {
		case -1, ' ', '、', '，', ',':
		default:
			to = utf8.AppendRune(to, unicode.ToLower(r))
		}
	}
	return to
}

// Load reads the code lists and the national systems' figures for them from a folder
// of CSV files. It is called once, before any record is touched; a list without a
// file, a repeated code or a word with two meanings is an error.
//
// A list's columns are code, label, aliases (| between them) and group.
func Load(folder fs.FS) error {
	for name, l := range lists {
		rows, err := Rows(folder, name+".csv", 4)
		if err != nil {
			return err
		}
		e := &entries{words: map[string]int{}, aliases: map[string][]string{}}
		for i, row := range rows {
			item := Item{Code: row[0], Label: row[1], Group: row[3]}
			if slices.ContainsFunc(e.items, func(o Item) bool { return o.Code == item.Code }) {
				return fmt.Errorf("%s.csv: code %s stands twice", name, item.Code)
			}
			e.items = append(e.items, item)
			e.words[item.Code] = i
		}
		for i, row := range rows {
			words := []string{row[1]}
			if row[2] != "" {
				e.aliases[row[0]] = strings.Split(row[2], "|")
				words = append(words, e.aliases[row[0]]...)
			}
			for _, w := range words {
				if at, ok := e.words[Fold(w)]; ok && at != i {
					return fmt.Errorf("%s.csv: %q means two codes", name, w)
				}
				e.words[Fold(w)] = i
			}
		}
		l.adapted = Adapted{}
		l.plain.Store(e)
		l.has.Store(e)
	}
	return loadSchemes(folder)
}

// Rows reads a CSV file of the folder without its head line, every row of at least
// columns cells.
func Rows(folder fs.FS, name string, columns int) ([][]string, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = columns
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows[1:], nil
}
