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
// then enterprises, branches and communities; within a kind, in the order of
// entry. No words find everything.
func (b *Book) Find(query string, limit int) Found {
	words := strings.Fields(strings.ToLower(ledger.Halfwidth(query)))
	b.mu.Lock()
	defer b.mu.Unlock()
	var found Found
	for _, kind := range []ledger.Kind{ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Communities} {
		s := b.shelves[kind.Name()]
		hits := b.hits(s, words)
		if hits == nil {
			found.Total += len(s.records)
			for _, r := range s.records[:min(len(s.records), max(0, limit-len(found.Hits)))] {
				found.Hits = append(found.Hits, b.hit(kind, r))
			}
			continue
		}
		for i, yes := range hits {
			if !yes {
				continue
			}
			found.Total++
			if len(found.Hits) < limit {
				found.Hits = append(found.Hits, b.hit(kind, s.records[i]))
			}
		}
	}
	return found
}

func (b *Book) hit(kind ledger.Kind, r ledger.Record) Hit {
	return Hit{Kind: kind, Record: r, Name: ledger.NameOf(r), Hint: b.hint(r)}
}

// hits marks the records in which every word is found, nil when there are no
// words. The caller holds the lock for writing.
func (b *Book) hits(s *shelf, words []string) []bool {
	if len(words) == 0 {
		return nil
	}
	var all []bool
	for _, word := range words {
		hits := make([]bool, len(s.records))
		s.ready().mark(word, hits)
		b.throughReferences(s, word, hits)
		if all == nil {
			all = hits
			continue
		}
		for i := range all {
			all[i] = all[i] && hits[i]
		}
	}
	return all
}

// throughReferences marks the members and posts whose branch, enterprise or person
// holds the word.
func (b *Book) throughReferences(s *shelf, word string, hits []bool) {
	switch s.kind {
	case ledger.Members:
		branches, units := b.marked("branch", word), b.marked("enterprise", word)
		if len(branches) == 0 && len(units) == 0 {
			return
		}
		for i, r := range s.records {
			m := r.(*ledger.Member)
			hits[i] = hits[i] || branches[m.Branch] || units[m.Unit]
		}
	case ledger.Posts:
		branches, people := b.marked("branch", word), b.marked("member", word)
		for i, r := range s.records {
			p := r.(*ledger.Post)
			hits[i] = hits[i] || branches[p.Branch] || people[p.Person]
		}
	case ledger.Branches:
		units := b.marked("enterprise", word)
		if len(units) == 0 {
			return
		}
		for i, r := range s.records {
			for _, id := range r.(*ledger.Branch).Enterprises {
				hits[i] = hits[i] || units[id]
			}
		}
	}
}

// marked is the set of records of a kind that hold the word in their own right.
func (b *Book) marked(kind, word string) map[ledger.ID]bool {
	s := b.shelves[kind]
	hits := make([]bool, len(s.records))
	s.ready().mark(word, hits)
	set := map[ledger.ID]bool{}
	for i, yes := range hits {
		if yes {
			set[s.records[i].Head().ID] = true
		}
	}
	return set
}
