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
	ends []int // where the paragraph of each record ends, its closing \x00 included
	late []int // places whose record has changed since
}

// forget notes before a commit that a record's paragraph will be out of date.
func (w *words) forget(s *shelf, r ledger.Record) {
	if w == nil {
		return
	}
	if i, ok := s.at[r.Head().ID]; ok {
		w.late = append(w.late, i)
	}
}

// ready brings a shelf's words up to its records. The caller holds the Book's lock
// for writing.
func (s *shelf) ready() *words {
	w := s.words
	if w == nil || len(w.late) > 64 || len(s.records) < len(w.ends) {
		w = &words{}
		s.words = w
	}
	for _, i := range w.late {
		w.replace(i, paragraph(s.kind, s.records[i]))
	}
	w.late = w.late[:0]
	for i := len(w.ends); i < len(s.records); i++ {
		w.text = append(w.text, paragraph(s.kind, s.records[i])...)
		w.ends = append(w.ends, len(w.text))
	}
	return w
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

// mark sets the places of the records whose paragraph holds the word.
func (w *words) mark(word string, hits []bool) {
	needle := []byte(word)
	at, i := 0, 0
	for {
		found := bytes.Index(w.text[at:], needle)
		if found < 0 {
			return
		}
		at += found
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
		at = w.ends[i]
	}
}

// paragraph is everything by which a record may be found in its own right; what
// its branch or enterprise adds is found through these.
func paragraph(kind ledger.Kind, r ledger.Record) string {
	var p strings.Builder
	line := func(s string) {
		if s != "" {
			p.WriteString(strings.ToLower(s))
			p.WriteByte('\n')
		}
	}
	switch r := r.(type) {
	case *ledger.Member:
		line(r.Title)
		line(readings(r.Title, true))
		line(r.IDNumber)
		line(r.Phone)
		line(r.DevNumber)
	case *ledger.Enterprise:
		line(r.Title)
		line(readings(r.Title, false))
		line(r.Credit)
		line(r.Boss)
		line(readings(r.Boss, true))
		line(r.Phone)
		line(r.Address)
	case *ledger.Branch:
		line(r.Title)
		line(readings(r.Title, false))
		line(r.Short)
		line(readings(r.Short, false))
		line(r.Phone)
	case *ledger.Community:
		line(r.Title)
		line(readings(r.Title, false))
		line(r.Code)
	case *ledger.Post:
		line(ledger.Duties.Label(r.Duty))
		line(r.Origin)
	}
	p.WriteByte(0)
	return p.String()
}
