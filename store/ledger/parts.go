package ledger

import (
	"iter"
	"strings"
)

// Owner says who keeps the records of a kind; never a clock (design.md, "Travel").
type Owner uint8

// The owners. A kind may have several.
const (
	ByCommunity Owner = 1 << iota // a community keeps and submits them
	ByStreet                      // a street keeps them and gives them out with its notice
	ByTravel                      // only the program writes them, when a package comes
)

// parts are what a kind says of itself besides its fields. A kind without one of them does without: nobody is offered,
// found or told apart by what it does not say.
type parts[T any] struct {
	owner  Owner
	name   func(*T) string             // how people call a record in a reference
	alias  func(*T) string             // a second name, "" for none
	called func(*T, Texts) string      // how they call one that has no name of its own
	hint   func(*T, Texts) string      // what tells two of one name apart
	past   func(r *T, today Date) bool // it is over: closed, dissolved, off the roll, ended
	person bool                        // the name is a person's
	homes  []string                    // the references by which a record belongs to a community; the first that leads there counts
	whole  string                      // the reference to what it is a part of
	seek   []Seek                      // by what it is sought besides its names
}

// Texts are what people read in the fields of one record, by their keys; references by name.
type Texts func(key string) string

// A Seek is a field by which records of a kind are found.
type Seek struct {
	Key string
	By  SeekBy
	at  int
}

// SeekBy is how a field is looked through.
type SeekBy uint8

// The ways to be found by a field.
const (
	SeekNumber SeekBy = iota // of which people type the end
	SeekAside                // words that others have in their name
	SeekBoss                 // as SeekAside; a person's name, by its readings too
)

// At is the place of the field in the kind's columns.
func (s *Seek) At() int { return s.at }

// Parts are what a kind says of itself besides its fields.
type Parts interface {
	Kept(by Owner) bool
	NameOf(r Record) (name, alias string) // "" where it has none
	Called(r Record, texts Texts) string  // its name, or what it ties together
	Hint(r Record, texts Texts) string
	Over(r Record, today Date) bool    // it is of the past
	OfPerson() bool                    // a record's name is a person's
	Refs(r Record) iter.Seq2[int, ID]  // each reference that is set: the column's place and whom it means
	Homes(r Record) iter.Seq2[int, ID] // of these the ones by which it belongs to a community, the weightiest first
	Whole() int                        // the place of the reference to what it is a part of, or -1
	Seeks() []Seek
}

// settle finds the columns that the parts name. A key that is none is a mistake in the program.
func (t *Table[T]) settle() {
	at := func(key string) int {
		i := t.At(key)
		if i < 0 {
			panic("no column " + t.name + "." + key)
		}
		return i
	}
	for _, key := range t.parts.homes {
		t.homes = append(t.homes, at(key))
	}
	t.whole = -1
	if t.parts.whole != "" {
		t.whole = at(t.parts.whole)
	}
	for _, s := range t.parts.seek {
		s.at = at(s.Key)
		t.seek = append(t.seek, s)
	}
}

// Kept says whether an owner keeps such records.
func (t *Table[T]) Kept(by Owner) bool { return t.parts.owner&by != 0 }

// NameOf is how people call a record in a reference, and its second name where it has one.
func (t *Table[T]) NameOf(r Record) (name, alias string) {
	if t.parts.name != nil {
		name = t.parts.name(t.of(r))
	}
	if t.parts.alias != nil {
		alias = t.parts.alias(t.of(r))
	}
	return name, alias
}

// Called is a record's name, or what it ties together where it has none of its own.
func (t *Table[T]) Called(r Record, texts Texts) string {
	if t.parts.called != nil {
		return t.parts.called(t.of(r), texts)
	}
	name, _ := t.NameOf(r)
	return name
}

// Hint is what tells two records of one name apart.
func (t *Table[T]) Hint(r Record, texts Texts) string {
	if t.parts.hint == nil {
		return ""
	}
	return t.parts.hint(t.of(r), texts)
}

// Over says that a record is of the past.
func (t *Table[T]) Over(r Record, today Date) bool {
	return t.parts.past != nil && t.parts.past(t.of(r), today)
}

// OfPerson says that the name of a record is a person's.
func (t *Table[T]) OfPerson() bool { return t.parts.person }

// Refs are the references that are set.
func (t *Table[T]) Refs(r Record) iter.Seq2[int, ID] { return t.each(r, t.refs) }

// Homes are the references by which a record belongs to a community.
func (t *Table[T]) Homes(r Record) iter.Seq2[int, ID] { return t.each(r, t.homes) }

func (t *Table[T]) each(r Record, places []int) iter.Seq2[int, ID] {
	return func(yield func(int, ID) bool) {
		of := t.of(r)
		for _, i := range places {
			f := &t.fields[i]
			if f.one != nil {
				if id := *f.one(of); !id.IsZero() && !yield(i, id) {
					return
				}
				continue
			}
			for _, id := range *f.many(of) {
				if !yield(i, id) {
					return
				}
			}
		}
	}
}

// Whole is the place of the reference to what a record is a part of, or -1.
func (t *Table[T]) Whole() int { return t.whole }

// Seeks are the fields by which a record is found besides its names.
func (t *Table[T]) Seeks() []Seek { return t.seek }

// said joins what there is to say.
func said(between string, parts ...string) string {
	there := make([]string, 0, len(parts))
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, between)
}
