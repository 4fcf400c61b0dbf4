package store

import (
	"bytes"
	"strings"

	"tuanjian/store/ledger"
)

// words is what search reads of a shelf: for each record one paragraph of the
// lines by which it may be found, all in one block of bytes, since one pass over
// a block is faster than any index at this size and nothing is kept on disk.
type words struct {
	text []byte
	ends []int    // where the paragraph of each record ends, its closing \x00 included
	late []int    // places whose record has changed since
	seen [256]int // how often each byte was taken in, which tells the rare ones

	// Of members: the places of their branch and enterprise on their shelves, -1 for
	// none, so that what these are called finds their people at once.
	branch, unit []int32
}

// forget notes before a commit that a record's paragraph will be out of date.
func (w *words) forget(s *shelf, r ledger.Record) {
	if w == nil {
		return
	}
	if i := s.place(r.Head().ID); i >= 0 {
		w.late = append(w.late, i)
	}
}

// ready brings what search reads of a shelf up to its records. The caller holds
// the Book's lock for writing.
func (b *Book) ready(s *shelf) *words { return b.bring(s, &s.words, paragraph) }

// titles are the names alone, for finding the people of a branch or an enterprise:
// what its boss is called or where it lies does not find its members.
func (b *Book) titles(s *shelf) *words { return b.bring(s, &s.titles, title) }

func (b *Book) bring(s *shelf, at **words, of func(ledger.Kind, ledger.Record) string) *words {
	w := *at
	if w == nil || len(w.late) > 64 || len(s.records) < len(w.ends) {
		w = &words{}
		*at = w
	}
	for _, i := range w.late {
		w.replace(i, of(s.kind, s.records[i]))
		b.link(w, i, s.records[i])
	}
	w.late = w.late[:0]
	for i := len(w.ends); i < len(s.records); i++ {
		w.take(of(s.kind, s.records[i]))
		b.link(w, i, s.records[i])
	}
	return w
}

// link notes where the branch and the enterprise of the member at place i stand.
func (b *Book) link(w *words, i int, r ledger.Record) {
	m, ok := r.(*ledger.Member)
	if !ok {
		return
	}
	if i == len(w.branch) {
		w.branch, w.unit = append(w.branch, -1), append(w.unit, -1)
	}
	w.branch[i], w.unit[i] = int32(b.shelves["branch"].place(m.Branch)), int32(b.shelves["enterprise"].place(m.Unit))
}

// take puts the paragraph of the next record at the end.
func (w *words) take(text string) {
	for j := range len(text) {
		w.seen[text[j]]++
	}
	w.text = append(w.text, text...)
	w.ends = append(w.ends, len(w.text))
}

func (w *words) start(i int) int {
	if i == 0 {
		return 0
	}
	return w.ends[i-1]
}

func (w *words) replace(i int, text string) {
	from, to := w.start(i), w.ends[i]
	if len(text) != to-from {
		w.text = append(w.text[:from:from], append([]byte(text), w.text[to:]...)...)
		for j := i; j < len(w.ends); j++ {
			w.ends[j] += len(text) - (to - from)
		}
		return
	}
	copy(w.text[from:to], text)
}

// rarest is the place of the word's byte that the text holds least often. Looking
// for that one is several times faster than for the first: every Chinese word
// begins with one of a few bytes.
func (w *words) rarest(word string) int {
	rare := 0
	for j := range len(word) {
		if w.seen[word[j]] < w.seen[word[rare]] {
			rare = j
		}
	}
	return rare
}

// mark sets the places of the records whose paragraph holds the word, and says
// whether there are any.
func (w *words) mark(word string, hits []bool) (any bool) {
	rare := w.rarest(word)
	at, i := rare, 0 // the next place for the rarest byte
	for at < len(w.text) {
		found := bytes.IndexByte(w.text[at:], word[rare])
		if found < 0 {
			return any
		}
		at += found
		if from := at - rare; from+len(word) > len(w.text) || string(w.text[from:from+len(word)]) != word {
			at++
			continue
		}
		any = true
		if w.ends[i] <= at { // gallop, then halve: hits are often far apart
			step := 1
			for i+step < len(w.ends) && w.ends[i+step] <= at {
				i += step
				step *= 2
			}
			for step > 0 {
				if i+step < len(w.ends) && w.ends[i+step] <= at {
					i += step
				}
				step /= 2
			}
			i++
		}
		hits[i] = true
		at = w.ends[i] + rare
	}
	return any
}

// Lines of a paragraph that are no name and no reading of one begin with a mark, which
// nobody types and which tells relevance what they are.
const (
	markNumber = "\x02" // of which people type the end
	markAside  = "\x01" // whose boss, where it lies: words that others have in their name
)

// paragraph is everything by which a record may be found in its own right, its names
// first; what its branch or enterprise adds is found through these.
func paragraph(kind ledger.Kind, r ledger.Record) string {
	var p strings.Builder
	marked := func(mark string, texts ...string) {
		for _, s := range texts {
			if s != "" {
				p.WriteString(mark + strings.ToLower(s) + "\n")
			}
		}
	}
	named := func(name string, person bool) { marked("", name, readings(name, person)) }
	switch r := r.(type) {
	case *ledger.Member:
		named(r.Title, true)
		marked(markNumber, r.IDNumber, r.Phone, r.DevNumber)
	case *ledger.Enterprise:
		named(r.Title, false)
		marked(markNumber, r.Credit)
		marked(markAside, r.Boss)
		for _, reading := range strings.Split(readings(r.Boss, true), "\n") {
			marked(markAside, reading)
		}
		marked(markNumber, r.Phone)
		marked(markAside, r.Address)
	case *ledger.Branch:
		p.WriteString(strings.TrimSuffix(title(kind, r), "\x00"))
		marked(markNumber, r.Phone)
	case *ledger.Community:
		named(r.Title, false)
		marked(markNumber, r.Code)
	case *ledger.Officer:
		named(r.Title, true)
		marked(markNumber, r.Phone)
		marked(markAside, r.Unit, ledger.Duties.Label(r.Duty))
	case *ledger.Visit:
		marked(markAside, r.Content, r.Problem, r.Result)
	case *ledger.Matter:
		named(r.Title, true)
		marked(markAside, r.Text)
	case *ledger.Post:
		marked(markAside, ledger.Duties.Label(r.Duty), r.Origin)
	}
	p.WriteByte(0)
	return p.String()
}

// How near a word comes to a record, nearest first.
const (
	isName = iota
	beginsName
	beginsReading
	endsNumber
	inName
	inReading // or within a number
	inAside
	linked
	relevances = 2 * linked // each for what is not over, then for what is
)

// relevance is how near the words come to the record at a place: as near as the
// farthest of those that it holds itself.
func (w *words) relevance(i int, sought [][]byte) (far int) {
	for _, word := range sought {
		far = max(far, nearest(w.text[w.start(i):w.ends[i]-1], word))
	}
	return far
}

// nearest is how near a word comes to a paragraph; 0 where it does not hold the word,
// which then was found through others. A word without a figure is not looked for among
// the numbers.
func nearest(paragraph, word []byte) int {
	best, figures := linked, bytes.ContainsAny(word, "0123456789")
	rest := paragraph
	for first := true; len(rest) > 0 && best > beginsReading; first = false {
		if rest[0] < ' ' && !figures {
			if best == linked && bytes.Contains(rest, word) {
				best = inAside
			}
			break
		}
		end := bytes.IndexByte(rest, '\n') // each line has one
		best = min(best, nearness(rest[:end], word, first))
		rest = rest[end+1:]
	}
	return best % linked
}

// nearness is how near a word comes to one line of a paragraph.
func nearness(line, word []byte, first bool) int {
	at := bytes.Index(line, word)
	if at < 0 {
		return linked
	}
	switch line[0] {
	case markAside[0]:
		return inAside
	case markNumber[0]:
		switch {
		case len(line) == len(markNumber)+len(word):
			return isName
		case at == len(markNumber) || bytes.HasSuffix(line, word):
			return endsNumber
		}
		return inReading
	}
	switch name := first || line[0] >= 0x80; {
	case name && len(line) == len(word):
		return isName
	case name && at == 0:
		return beginsName
	case at == 0:
		return beginsReading
	case name:
		return inName
	}
	return inReading
}

// title is what a record is called, in characters, pinyin and initials.
func title(_ ledger.Kind, r ledger.Record) string {
	var p strings.Builder
	for _, name := range namesOf(r) {
		p.WriteString(strings.ToLower(name) + "\n" + readings(name, false) + "\n")
	}
	p.WriteByte(0)
	return p.String()
}
