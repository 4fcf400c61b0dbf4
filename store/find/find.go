package find

import (
	"slices"
	"strings"
	"sync"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
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

var sought = []ledger.Kind{ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Communities, ledger.Officers}

// Anything looks for every word in names, full pinyin, initials, ID numbers, phones,
// and in what a member's branch and enterprise are called. It answers at most limit
// hits, and as many linked ones: who is called so before whose name begins so, before
// whose pinyin does, before the end of a number, before what only holds the word; of
// the same relevance members first, then enterprises, branches, communities and the
// street's officers, in the order of entry, and what is over after what is not. No
// words find everything.
func Anything(v *records.View, query string, limit int) Found {
	words := strings.Fields(strings.ToLower(ledger.Halfwidth(query)))
	s := seek(v)
	defer s.end()
	exact := make([][]byte, len(words))
	for i, word := range words {
		exact[i] = []byte(word)
	}
	var found Found
	var shelved [relevances][]Hit
	put := func(at int, kind ledger.Kind, r ledger.Record) {
		if len(shelved[at]) < limit {
			shelved[at] = append(shelved[at], hit(v, kind, r))
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
					found.Linked = append(found.Linked, hit(v, kind, all[i]))
				}
				continue
			}
			switch at := 2 * w.relevance(i, exact); {
			case len(shelved[at]) == limit: // nothing that comes after is shown
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
	return found
}

func hit(v *records.View, kind ledger.Kind, r ledger.Record) Hit {
	return Hit{Kind: kind, Record: r, Name: ledger.NameOf(r), Hint: v.Hint(r)}
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
		paragraphs.Of(s.v, kind).mark(word, direct)
		s.throughPeople(kind, word, direct)
		copy(hits, direct)
		s.throughReferences(kind, word, hits)
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

// throughPeople marks the posts whose person holds the word, and what hangs on a
// standing contact: nothing else would they be sought by.
func (s search) throughPeople(kind ledger.Kind, word string, hits []bool) {
	switch kind {
	case ledger.Posts:
		people, any := s.marked(ledger.Members, word)
		for i, r := range s.v.Of(kind) {
			hits[i] = hits[i] || any && s.among(ledger.Members, r.(*ledger.Post).Person, people)
		}
	case ledger.Liaisons:
		s.throughContact(kind, word, hits, func(r ledger.Record) *ledger.Liaison { return r.(*ledger.Liaison) })
	case ledger.Visits:
		s.throughContact(kind, word, hits, func(r ledger.Record) *ledger.Liaison {
			return records.As[*ledger.Liaison](s.v, ledger.Liaisons, r.(*ledger.Visit).Liaison)
		})
	}
}

// throughReferences marks the members, posts and branches whose branch or enterprise
// holds the word.
func (s search) throughReferences(kind ledger.Kind, word string, hits []bool) {
	switch kind {
	case ledger.Members:
		w := allLinks.Of(s.v)
		if branches, any := s.marked(ledger.Branches, word); any {
			for i, at := range w.branch {
				hits[i] = hits[i] || at >= 0 && branches[at]
			}
		}
		if units, any := s.marked(ledger.Enterprises, word); any {
			for i, at := range w.unit {
				hits[i] = hits[i] || at >= 0 && units[at]
			}
		}
	case ledger.Posts:
		branches, any := s.marked(ledger.Branches, word)
		for i, r := range s.v.Of(kind) {
			hits[i] = hits[i] || any && s.among(ledger.Branches, r.(*ledger.Post).Branch, branches)
		}
	case ledger.Branches:
		units, any := s.marked(ledger.Enterprises, word)
		if !any {
			return
		}
		for i, r := range s.v.Of(kind) {
			for _, id := range r.(*ledger.Branch).Enterprises {
				hits[i] = hits[i] || s.among(ledger.Enterprises, id, units)
			}
		}
	}
}

// throughContact marks what hangs on a standing contact whose officer or place holds the word.
func (s search) throughContact(kind ledger.Kind, word string, hits []bool, of func(ledger.Record) *ledger.Liaison) {
	officers, _ := s.marked(ledger.Officers, word)
	communities, _ := s.marked(ledger.Communities, word)
	units, _ := s.marked(ledger.Enterprises, word)
	branches, _ := s.marked(ledger.Branches, word)
	for i, r := range s.v.Of(kind) {
		if l := of(r); l != nil {
			hits[i] = hits[i] || s.among(ledger.Officers, l.Officer, officers) || s.among(ledger.Communities, l.Community, communities) ||
				s.among(ledger.Enterprises, l.Enterprise, units) || s.among(ledger.Branches, l.Branch, branches)
		}
	}
}

// among says that the record with this ID is marked.
func (s search) among(kind ledger.Kind, id ledger.ID, marks []bool) bool {
	i := s.v.Place(kind, id)
	return i >= 0 && marks[i]
}

// marked marks the branches or enterprises that have the word in their name, or
// the members who hold it in their own right.
func (s search) marked(kind ledger.Kind, word string) (marks []bool, any bool) {
	marks = s.marks.next(s.v.Count(kind))
	if kind == ledger.Members {
		return marks, paragraphs.Of(s.v, kind).mark(word, marks)
	}
	return marks, nameLines.Of(s.v, kind).mark(word, marks)
}

// A scratch lends the rows of marks that one search needs, so that a keystroke
// leaves nothing behind for the collector.
type scratch struct {
	lent int
	rows [][]bool
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

func (s *scratch) rewind() { s.lent = 0 }

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
