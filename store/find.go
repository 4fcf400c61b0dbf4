package store

import (
	"slices"
	"strings"

	"tuanjian/store/ledger"
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

// Find looks for every word in names, full pinyin, initials, ID numbers, phones,
// and in what a member's branch and enterprise are called. It answers at most limit
// hits, and as many linked ones: who is called so before whose name begins so, before
// whose pinyin does, before the end of a number, before what only holds the word; of
// the same relevance members first, then enterprises, branches, communities and the
// street's officers, in the order of entry, and what is over after what is not. No
// words find everything.
func (b *Book) Find(query string, limit int) Found {
	words := strings.Fields(strings.ToLower(ledger.Halfwidth(query)))
	b.mu.Lock()
	defer b.mu.Unlock()
	exact := make([][]byte, len(words))
	for i, word := range words {
		exact[i] = []byte(word)
	}
	var found Found
	var shelved [relevances][]Hit
	put := func(at int, kind ledger.Kind, r ledger.Record) {
		if len(shelved[at]) < limit {
			shelved[at] = append(shelved[at], b.hit(kind, r))
		}
	}
	for _, kind := range sought {
		s := b.shelves[kind.Name()]
		hits, own := b.hits(s, words)
		if hits == nil {
			found.Total += len(s.records)
			for _, r := range s.records[:min(len(s.records), limit)] {
				put(0, kind, r)
			}
			continue
		}
		w := b.ready(s)
		for i, yes := range hits {
			if !yes {
				continue
			}
			found.Total++
			if !own[i] {
				found.Others++
				if len(found.Linked) < limit {
					found.Linked = append(found.Linked, b.hit(kind, s.records[i]))
				}
				continue
			}
			switch at := 2 * w.relevance(i, exact); {
			case len(shelved[at]) == limit: // nothing that comes after is shown
			case b.over(s.records[i]):
				put(at+1, kind, s.records[i])
			default:
				put(at, kind, s.records[i])
			}
		}
	}
	for _, hits := range shelved {
		found.Hits = append(found.Hits, hits[:min(len(hits), limit-len(found.Hits))]...)
	}
	return found
}

func (b *Book) hit(kind ledger.Kind, r ledger.Record) Hit {
	return Hit{Kind: kind, Record: r, Name: ledger.NameOf(r), Hint: b.hint(r)}
}

// hits marks the records in which every word is found, and among them those that
// hold any word in their own right; nil when there are no words. The caller holds
// the lock for writing.
func (b *Book) hits(s *shelf, words []string) (all, own []bool) {
	b.cache.marks.rewind()
	for i, word := range words {
		hits, direct := b.cache.marks.next(len(s.records)), b.cache.marks.next(len(s.records))
		b.ready(s).mark(word, direct)
		b.throughPeople(s, word, direct)
		copy(hits, direct)
		b.throughReferences(s, word, hits)
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
func (b *Book) throughPeople(s *shelf, word string, hits []bool) {
	switch s.kind {
	case ledger.Posts:
		people, any := b.marked("member", word)
		for i, r := range s.records {
			hits[i] = hits[i] || any && b.shelves["member"].among(r.(*ledger.Post).Person, people)
		}
	case ledger.Liaisons:
		b.throughContact(s, word, hits, func(r ledger.Record) *ledger.Liaison { return r.(*ledger.Liaison) })
	case ledger.Visits:
		b.throughContact(s, word, hits, func(r ledger.Record) *ledger.Liaison {
			l, _ := b.shelves["liaison"].get(r.(*ledger.Visit).Liaison).(*ledger.Liaison)
			return l
		})
	}
}

// throughReferences marks the members, posts and branches whose branch or enterprise
// holds the word.
func (b *Book) throughReferences(s *shelf, word string, hits []bool) {
	switch s.kind {
	case ledger.Members:
		w := s.words
		if branches, any := b.marked("branch", word); any {
			for i, at := range w.branch {
				hits[i] = hits[i] || at >= 0 && branches[at]
			}
		}
		if units, any := b.marked("enterprise", word); any {
			for i, at := range w.unit {
				hits[i] = hits[i] || at >= 0 && units[at]
			}
		}
	case ledger.Posts:
		branches, any := b.marked("branch", word)
		for i, r := range s.records {
			hits[i] = hits[i] || any && b.shelves["branch"].among(r.(*ledger.Post).Branch, branches)
		}
	case ledger.Branches:
		units, any := b.marked("enterprise", word)
		if !any {
			return
		}
		for i, r := range s.records {
			for _, id := range r.(*ledger.Branch).Enterprises {
				hits[i] = hits[i] || b.shelves["enterprise"].among(id, units)
			}
		}
	}
}

// throughContact marks what hangs on a standing contact whose officer or place holds the word.
func (b *Book) throughContact(s *shelf, word string, hits []bool, of func(ledger.Record) *ledger.Liaison) {
	officers, _ := b.marked("officer", word)
	communities, _ := b.marked("community", word)
	units, _ := b.marked("enterprise", word)
	branches, _ := b.marked("branch", word)
	for i, r := range s.records {
		if l := of(r); l != nil {
			hits[i] = hits[i] || b.shelves["officer"].among(l.Officer, officers) || b.shelves["community"].among(l.Community, communities) ||
				b.shelves["enterprise"].among(l.Enterprise, units) || b.shelves["branch"].among(l.Branch, branches)
		}
	}
}

// among says that the record with this ID is marked.
func (s *shelf) among(id ledger.ID, marks []bool) bool {
	i := s.place(id)
	return i >= 0 && marks[i]
}

// marked marks the branches or enterprises that have the word in their name, or
// the members who hold it in their own right.
func (b *Book) marked(kind, word string) (marks []bool, any bool) {
	s := b.shelves[kind]
	marks = b.cache.marks.next(len(s.records))
	if kind == "member" {
		return marks, b.ready(s).mark(word, marks)
	}
	return marks, b.titles(s).mark(word, marks)
}

// A scratch lends the rows of marks that one search needs, so that a keystroke
// leaves nothing behind for the collector. What hits returned is good until the
// next search.
type scratch struct {
	lent int
	rows [][]bool
}

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
