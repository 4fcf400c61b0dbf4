package store

import (
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

// Found is what search found: all that there is, and the first of it.
type Found struct {
	Total int
	Hits  []Hit
}

// Find looks for every word in names, full pinyin, initials, ID numbers, phones,
// and in what a member's branch and enterprise are called. Members come first,
// then enterprises, branches, communities and the street's officers; within a kind those that hold the
// words themselves, in the order of entry. No words find everything.
func (b *Book) Find(query string, limit int) Found {
	words := strings.Fields(strings.ToLower(ledger.Halfwidth(query)))
	b.mu.Lock()
	defer b.mu.Unlock()
	var found Found
	for _, kind := range []ledger.Kind{ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Communities, ledger.Officers} {
		s := b.shelves[kind.Name()]
		hits, own := b.hits(s, words)
		if hits == nil {
			found.Total += len(s.records)
			for _, r := range s.records[:min(len(s.records), max(0, limit-len(found.Hits)))] {
				found.Hits = append(found.Hits, b.hit(kind, r))
			}
			continue
		}
		for i, yes := range hits {
			if yes {
				found.Total++
			}
			if yes && own[i] && len(found.Hits) < limit {
				found.Hits = append(found.Hits, b.hit(kind, s.records[i]))
			}
		}
		for i, yes := range hits {
			if yes && !own[i] && len(found.Hits) < limit {
				found.Hits = append(found.Hits, b.hit(kind, s.records[i]))
			}
		}
	}
	return found
}

func (b *Book) hit(kind ledger.Kind, r ledger.Record) Hit {
	return Hit{Kind: kind, Record: r, Name: ledger.NameOf(r), Hint: b.hint(r)}
}

// hits marks the records in which every word is found, and among them those that
// hold every word in their own right; nil when there are no words. The caller holds
// the lock for writing.
func (b *Book) hits(s *shelf, words []string) (all, own []bool) {
	b.cache.marks.rewind()
	for i, word := range words {
		hits, direct := b.cache.marks.next(len(s.records)), b.cache.marks.next(len(s.records))
		b.ready(s).mark(word, hits)
		copy(direct, hits)
		b.throughReferences(s, word, hits)
		if i == 0 {
			all, own = hits, direct
			continue
		}
		for j := range all {
			all[j], own[j] = all[j] && hits[j], own[j] && direct[j]
		}
	}
	return all, own
}

// throughReferences marks the members, posts and branches whose branch, enterprise
// or person holds the word.
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
		branches, _ := b.marked("branch", word)
		people, _ := b.marked("member", word)
		for i, r := range s.records {
			p := r.(*ledger.Post)
			hits[i] = hits[i] || b.shelves["branch"].among(p.Branch, branches) || b.shelves["member"].among(p.Person, people)
		}
	case ledger.Liaisons:
		b.throughContact(s, word, hits, func(r ledger.Record) *ledger.Liaison { return r.(*ledger.Liaison) })
	case ledger.Visits:
		b.throughContact(s, word, hits, func(r ledger.Record) *ledger.Liaison {
			l, _ := b.shelves["liaison"].get(r.(*ledger.Visit).Liaison).(*ledger.Liaison)
			return l
		})
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
