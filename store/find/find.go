package find

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Hit is one record that search found.
type Hit struct {
	Kind   ledger.Kind
	Record ledger.Record
	Name   string
	Hint   string
}

// Found is what search found: how many there are, and the first of them, most relevant
// first. Linked are those that hold no word themselves and were found by what their
// enterprise or branch is called; Others is how many of Total they are.
type Found struct {
	Total, Others int
	Hits, Linked  []Hit
}

// All are the hits with the linked ones after them.
func (f Found) All() []Hit { return append(slices.Clip(f.Hits), f.Linked...) }

// sought are the kinds that the search finds, by their rank.
var sought = func() []ledger.Kind {
	all := slices.DeleteFunc(slices.Clone(ledger.All), func(k ledger.Kind) bool { return k.Found() == 0 })
	slices.SortStableFunc(all, func(a, b ledger.Kind) int { return a.Found() - b.Found() })
	return all
}()

// Anything looks for every word in names, full pinyin, initials, ID numbers, phones,
// and in what a member's branch and enterprise are called. It answers at most limit
// hits, and as many linked ones: who is called so before whose name begins so, before
// whose pinyin does, before the end of a number, before what only holds the word; of
// the same relevance by the rank of the kind, members first, in the order of entry, and what
// is over after what is not. No words find everything.
func Anything(v *records.View, query string, limit int) Found {
	words := strings.Fields(strings.ToLower(value.Halfwidth(query)))
	s := seek(v)
	defer s.end()
	exact := make([][]byte, len(words))
	for i, word := range words {
		exact[i] = []byte(word)
	}
	var found Found
	var shelved [relevances][]Hit
	shown := relevances // shelves before this one may still be shown
	put := func(at int, kind ledger.Kind, r ledger.Record) {
		if len(shelved[at]) < limit {
			shelved[at] = append(shelved[at], Hit{Kind: kind, Record: r})
			for k, n := 0, 0; k < shown; k++ {
				if n += len(shelved[k]); n >= limit {
					shown = k + 1
				}
			}
		}
	}
	for _, kind := range sought {
		hits, own := s.hits(kind, words)
		all := v.Of(kind)
		if hits == nil {
			found.Total += len(all)
			for _, r := range all[:min(len(all), limit)] {
				put(0, kind, r)
			}
			continue
		}
		w := paragraphs.Of(v, kind)
		for i, yes := range hits {
			if !yes {
				continue
			}
			found.Total++
			if !own[i] {
				found.Others++
				if len(found.Linked) < limit {
					found.Linked = append(found.Linked, Hit{Kind: kind, Record: all[i]})
				}
				continue
			}
			if len(exact) == 1 && (shown <= 2*endsNumber || shown == 2*endsNumber+1 && len(shelved[2*endsNumber]) == limit) && !w.begins(i, exact[0]) {
				continue // as most do where one letter or figure was typed
			}
			switch at := 2 * w.relevance(i, exact); {
			case at >= shown || len(shelved[at]) == limit: // nothing that comes after is shown
			case kind.Over(all[i], v.Basis().Today):
				put(at+1, kind, all[i])
			default:
				put(at, kind, all[i])
			}
		}
	}
	for _, hits := range shelved {
		found.Hits = append(found.Hits, hits[:min(len(hits), limit-len(found.Hits))]...)
	}
	for _, hits := range [][]Hit{found.Hits, found.Linked} {
		for i := range hits {
			hits[i].Name, hits[i].Hint = v.Called(hits[i].Record), v.Hint(hits[i].Record)
		}
	}
	return found
}

// A search is one look through the records of a moment.
type search struct {
	v     *records.View
	marks *scratch
}

func seek(v *records.View) search { return search{v, scratches.Get().(*scratch)} }

// end gives back what the search had borrowed: what hits answered is good until then.
func (s search) end() { s.marks.rewind(); scratches.Put(s.marks) }

// hits marks the records in which every word is found, and among them those that
// hold any word in their own right; nil when there are no words.
func (s search) hits(kind ledger.Kind, words []string) (all, own []bool) {
	n := s.v.Count(kind)
	for i, word := range words {
		hits, direct := s.marks.next(n), s.marks.next(n)
		said, _ := s.said(kind, word)
		copy(direct, said)
		s.through(kind, word, direct, ledger.SeekTied, ledger.SeekHolder)
		copy(hits, direct)
		s.through(kind, word, hits, ledger.SeekThrough)
		if i == 0 {
			all, own = hits, direct
			continue
		}
		for j := range all {
			all[j], own[j] = all[j] && hits[j], own[j] || direct[j]
		}
	}
	return all, own
}

// through marks the records of which a reference that is looked through in one of these ways leads to one that holds the word.
func (s search) through(kind ledger.Kind, word string, hits []bool, by ...ledger.SeekBy) {
	for _, k := range kind.Seeks() {
		if !slices.Contains(by, k.By) {
			continue
		}
		c := &kind.Columns()[k.At()]
		to, at := ledger.KindOf(c.Choices.Kind), link{kind, k.At()}
		if c.Choices.Many {
			s.several(to, word, k.By, bundles.Of(s.v, at), hits)
			continue
		}
		if marks, any := s.marked(to, word, k.By); any {
			for i, at := range links.Of(s.v, at) {
				hits[i] = hits[i] || at >= 0 && marks[at]
			}
		}
	}
}

// several marks the records of which any that a reference means holds the word. Where few are meant only their names are
// read: a club has a dozen members of a hundred thousand.
func (s search) several(to ledger.Kind, word string, by ledger.SeekBy, b bundle, hits []bool) {
	if len(b.places) == 0 {
		return
	}
	var marks []bool
	var any bool
	few := by == ledger.SeekThrough && !tied(to) && len(b.places) < s.v.Count(to)/8
	if few {
		marks, any = s.said(to, word)
	} else {
		marks, any = s.marked(to, word, by)
	}
	if !any {
		return
	}
	names, sought, from := nameLines.Of(s.v, to), []byte(word), int32(0)
	for i, end := range b.ends {
		for _, at := range b.places[from:end] {
			if hits[i] {
				break
			}
			hits[i] = marks[at] && (!few || bytes.Contains(names.paragraph(int(at)), sought))
		}
		from = end
	}
}

// tied says that a kind is called by what it ties together.
func tied(kind ledger.Kind) bool {
	return slices.ContainsFunc(kind.Seeks(), func(k ledger.Seek) bool { return k.By == ledger.SeekTied })
}

// said marks the records by whose own paragraph the word is found. What is answered may not be changed.
func (s search) said(kind ledger.Kind, word string) (marks []bool, any bool) {
	return s.marks.once(asked{kind, word, ledger.SeekHolder}, s.v.Count(kind), paragraphs.Of(s.v, kind).mark)
}

// marked marks the records that have the word in their name, or in what they tie together; of a holder all by which he is
// found. What is answered may not be changed.
func (s search) marked(kind ledger.Kind, word string, by ledger.SeekBy) (marks []bool, any bool) {
	if by == ledger.SeekHolder {
		return s.said(kind, word)
	}
	return s.marks.once(asked{kind, word, ledger.SeekThrough}, s.v.Count(kind), func(word string, marks []bool) (any bool) {
		if said, some := s.said(kind, word); some { // a name is part of its paragraph
			any = nameLines.Of(s.v, kind).sift(word, said, marks)
		}
		if tied(kind) {
			s.through(kind, word, marks, ledger.SeekTied)
			any = slices.Contains(marks, true)
		}
		return any
	})
}

// asked is one question about a word that several kinds of a search ask: a dozen kinds lead to members.
type asked struct {
	kind ledger.Kind
	word string
	by   ledger.SeekBy
}

// answered is what was found for it.
type answered struct {
	asked
	marks []bool
	any   bool
}

// A scratch lends the rows of marks that one search needs, so that a keystroke
// leaves nothing behind for the collector.
type scratch struct {
	lent  int
	rows  [][]bool
	known []answered
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

func (s *scratch) rewind() {
	clear(s.known) // their kinds and words are not held on to
	s.lent, s.known = 0, s.known[:0]
}

// once answers a question of this search from what was found before, or by mark.
func (s *scratch) once(q asked, n int, mark func(word string, marks []bool) bool) (marks []bool, any bool) {
	for _, k := range s.known {
		if k.asked == q {
			return k.marks, k.any
		}
	}
	marks = s.next(n)
	any = mark(q.word, marks)
	s.known = append(s.known, answered{q, marks, any})
	return marks, any
}

func (s *scratch) next(n int) []bool {
	if s.lent == len(s.rows) {
		s.rows = append(s.rows, nil)
	}
	if cap(s.rows[s.lent]) < n {
		s.rows[s.lent] = make([]bool, n+n/4)
	}
	row := s.rows[s.lent][:n]
	clear(row)
	s.lent++
	return row
}
