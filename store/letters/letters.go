// Package letters writes the letters and official papers of an office: what each is called, whom
// it is about, which facts of the ledger it is filled with, and in which words. The words are
// templates that an office may change; the facts are the ledger's. It makes a prose.Text and does
// not know how that is laid or where it goes.
package letters

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"tuanjian/assets"
	"tuanjian/store/ledger"
	"tuanjian/store/prose"
	"tuanjian/store/records"
)

// A Name is what may stand in a letter's words in { }, and what it means there.
type Name struct{ Word, Means string }

// A Sort is one of the letters.
type Sort struct {
	Key    string // on disk and among the forms; never renamed
	Title  string
	Kind   ledger.Kind // of what it is about
	Names  []Name
	Tables []Name

	refuse func(v *records.View, r ledger.Record) string // why it cannot be written of a record; "" where it can
	gather func(g *gathering)
}

// Sorts are all of them in the order of a menu.
var Sorts = []*Sort{leaving, transfer, foundingRequest, foundingReply, termRequest, electionRules, electionReport, electionReply, appointmentReply}

// Named is the sort of a key; nil where there is none.
func Named(key string) *Sort {
	if at := slices.IndexFunc(Sorts, func(s *Sort) bool { return s.Key == key }); at >= 0 {
		return Sorts[at]
	}
	return nil
}

// Of are the sorts about a kind of records.
func Of(kind ledger.Kind) (all []*Sort) {
	for _, s := range Sorts {
		if s.Kind == kind {
			all = append(all, s)
		}
	}
	return all
}

// shared may stand in every letter.
var shared = []Name{{"本单位", "写这份文书的团组织"}, {"日期", "今天，例如 2026年11月22日"}, {"年", "今年，四位数字"}}

// All are the names that may stand in the letter's words: its own, then those of every letter.
func (s *Sort) All() []Name { return append(slices.Clone(s.Names), shared...) }

func wordsOf(names []Name) (all []string) {
	for _, n := range names {
		all = append(all, n.Word)
	}
	return all
}

// Plain are the words as they come with the program.
func (s *Sort) Plain() string {
	text, err := fs.ReadFile(assets.Words(), s.Key+".txt")
	if err != nil {
		panic(err) // it is embedded, and a test reads them all
	}
	return strings.TrimRight(string(text), "\n")
}

// MostWords bounds the words of one letter, in characters.
const MostWords = 20000

// Check tells what is wrong with words for the letter, in the order of their places.
func (s *Sort) Check(words string) []Fault {
	if n := len([]rune(words)); n > MostWords {
		return []Fault{{1, 1, "这份文书有 " + strconv.Itoa(n) + " 个字，最多 " + strconv.Itoa(MostWords) + " 个字。"}}
	}
	if strings.TrimSpace(words) == "" {
		return []Fault{{1, 1, "还没有写字。想用原来的，请选“恢复原文”。"}}
	}
	_, faults := parse(words, wordsOf(s.All()), wordsOf(s.Tables))
	return faults
}

// A Letter is one that is written: what it says, and what was left blank for a pen.
type Letter struct {
	Text   prose.Text
	Blanks []string
}

// Refuses is why the letter cannot be written of a record, for people; "" where it can.
func (s *Sort) Refuses(v *records.View, r ledger.Record) string {
	if s.refuse == nil {
		return ""
	}
	return s.refuse(v, r)
}

// Write writes the letter about a record in the given words. Numbers of people are under the veil.
func (s *Sort) Write(v *records.View, r ledger.Record, words string, veil ledger.Veil) Letter {
	g := &gathering{View: v, record: r, veil: veil, Facts: Facts{Values: map[string]string{}, Tables: map[string]*prose.Table{}}}
	g.set("日期", dateWords(v.Basis().Today))
	g.set("年", strconv.Itoa(v.Basis().Today.Year()))
	s.gather(g)
	return s.made(words, g.Facts, g.name)
}

// Sample is the letter with its names in the place of what they stand for: to see how words look
// where there is no record yet.
func (s *Sort) Sample(words string) Letter {
	f := Facts{Values: map[string]string{}, Tables: map[string]*prose.Table{}}
	for _, n := range s.All() {
		f.Values[n.Word] = "〔" + n.Word + "〕"
	}
	for _, n := range s.Tables {
		f.Tables[n.Word] = sampleTable(n.Word)
	}
	return s.made(words, f, "")
}

func (s *Sort) made(words string, f Facts, name string) Letter {
	lines, _ := parse(words, wordsOf(s.All()), wordsOf(s.Tables))
	blocks, blanks := fill(lines, f)
	return Letter{prose.Text{Name: name + s.Title, Blocks: blocks}, blanks}
}
