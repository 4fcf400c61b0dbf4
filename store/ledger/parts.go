package ledger

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"tuanjian/store/value"
)

// Owner says who keeps the records of a kind; never a clock (design.md, "Travel").
type Owner uint8

// The owners. A kind may have several.
const (
	ByCommunity Owner = 1 << iota // a community keeps and submits them
	ByStreet                      // a street keeps them and gives them out with its notice
	ByTravel                      // only the program writes them, when a package comes
	ByAnswer                      // a street asks, and a community sends its answer along; nobody types or imports them
	ByFile                        // they come with a file that somebody adds; nobody types or imports them
)

// parts are what a kind says of itself besides its fields. A kind without one of them does without: nobody is offered,
// found or told apart by what it does not say.
type parts[T any] struct {
	owner   Owner
	chapter string // of an office's work, by which the tree groups it; "" stands by itself
	unit    string // how they are counted: 家
	measure string // with the word for what is counted: 家企业
	tell    string // the same in a sentence, where that is another: 名团员

	name   func(*T) string                                             // how people call a record in a reference
	alias  func(*T) string                                             // a second name, "" for none
	called func(*T, Texts) string                                      // how they call one that has no name of its own
	hint   func(*T, Texts) string                                      // what tells two of one name apart
	past   func(r *T, today value.Date) bool                           // it is over: closed, dissolved, off the roll, ended
	person bool                                                        // the name is a person's
	homes  []string                                                    // the references by which a record belongs to a community; the first that leads there counts
	whole  string                                                      // the reference to what it is a part of
	along  []string                                                    // the references with which it goes to the bin, and comes back
	given  func(r *T, today value.Date, stands func(value.ID) bool) *T // what a street gives out of it with its notice, nil for nothing; stands says of a record whether it is given
	stays  func(*T) bool                                               // it travels in no package
	place  bool                                                        // it is what a ledger is about; a street has a record of its own of each
	many   bool                                                        // of which there may be very many
	blind  bool                                                        // no record may tell when, by whom or in which order it was written (league.md §4)

	lasts    bool                // it goes on, and events are told of it: a firm, a person; a kind that does not is an event itself
	began    string              // of what lasts: the day on which it began, "" where none is kept
	happened func(*T) value.Date // of an event: its day
	told     func(*T) string     // and what is told of it, without the day and whom it is about
	about    func(*T) value.ID   // a record that it is about and does not refer to, since that may be gone; nil for none

	found rank   // where the search puts it; nothing is found that does not say so
	seek  []Seek // by what it is sought besides its names

	states []State[T]
	begin  string // the state with which a list begins, "" for all

	sheet Sheet
}

// rank is the place of a kind among what the search finds.
type rank uint8

// The ranks, the first first.
const (
	foundNever rank = iota
	foundFirst
	foundSecond
	foundThird
	foundFourth
	foundFifth
	foundSixth
	foundSeventh
	foundEighth
	foundNinth
	foundTenth
	foundEleventh
	foundLast
)

// A State is one state by which a list is narrowed; a record may be in several. In is nil where only all records together
// tell: then package rules does.
type State[T any] struct {
	Key, Title string
	In         func(*T, Basis) bool
}

// A StateOf is a State without the type of its records.
type StateOf struct {
	Key, Title string
	In         func(Record, Basis) bool
}

// A Sheet says how a table in a file is known to be of a kind, and a row of it to be a record that is there. The words for
// its columns are their labels and what codes/headers.csv adds to them.
type Sheet struct {
	Titles  []string   // what stands in titles and sheet names above such a table
	Vital   []string   // the columns without which it is hardly of the kind; the first says what a row is about
	Number  string     // the column of a number that only one record has: with another it is another
	Same    [][]string // the columns by which a row is found, the surest first
	Besides []Column   // what a column may hold that no field does and that is understood all the same
	Joined  []string   // derived columns of other records that go out with the fields
}

// Texts are what people read in the fields of one record, by their keys; references by name.
type Texts func(key string) string

// RemarkKey is of a column without a field of its own: its value goes to the note with its head before it (部门：财务部).
const RemarkKey = "remark"

var remarks = Column{Key: RemarkKey, Label: "备注（带上列名）"}

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
	SeekNumber  SeekBy = iota // of which people type the end
	SeekAside                 // words that others have in their name
	SeekBoss                  // as SeekAside; a person's name, by its readings too
	SeekThrough               // a reference: by what that is called, after all that hold the words themselves
	SeekTied                  // a reference that is as good as a name: what it ties together is what it is called
	SeekHolder                // a reference to the person whom it is about: by all by which he is found
)

// At is the place of the field in the kind's columns.
func (s *Seek) At() int { return s.at }

// Parts are what a kind says of itself besides its fields.
type Parts interface {
	Kept(by Owner) bool
	Chapter() string                      // of an office's work, "" where it stands by itself
	NameOf(r Record) (name, alias string) // "" where it has none
	Called(r Record, texts Texts) string  // its name, or what it ties together
	Hint(r Record, texts Texts) string
	Over(r Record, today value.Date) bool                                // it is of the past
	Named() bool                                                         // they have names of their own
	OfPerson() bool                                                      // a record's name is a person's
	Ref(r Record, i int) value.ID                                        // whom the reference in a column means; zero where it may mean several
	Those(r Record, i int) []value.ID                                    // whom it means, where it may mean several
	Refs(r Record) iter.Seq2[int, value.ID]                              // each reference that is set: the column's place and whom it means
	Homes(r Record) iter.Seq2[int, value.ID]                             // of these the ones by which it belongs to a community, the weightiest first
	AtHome(key string) bool                                              // the column is one of those references
	Whole() int                                                          // the place of the reference to what it is a part of, or -1
	Along(i int) bool                                                    // it goes to the bin with what the reference in a column means, and comes back with it
	Loner() bool                                                         // it goes with nothing
	Given(r Record, today value.Date, stands func(value.ID) bool) Record // what a street gives out of it, nil for nothing
	Stays(r Record) bool                                                 // it travels in no package
	Holder() int                                                         // the place of the reference to the person whom it is about, or -1
	Place() bool                                                         // it is what a ledger is about
	Many() bool                                                          // there may be very many
	Blind() bool                                                         // a record tells neither when nor in which order it was written, nor by whom
	Found() int                                                          // its rank among what the search finds; 0 is never
	Seeks() []Seek
	States() []StateOf // in the order in which they stand above a list
	Begin() string     // the state with which a list begins, "" for all
	Lasts() bool       // it goes on, and events are told of it
	Began() int        // the place of the day on which it began, or -1
	Event() bool       // it is an event
	Happened(r Record) value.Date
	Told(r Record) string
	About(r Record) value.ID // a record that it is about and does not refer to
	Sheet() Sheet
	Unit() string    // how people count them: 家
	Measure() string // with the word for what is counted: 家企业
	Tell() string    // the same in a sentence: 名团员
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
	for _, s := range t.parts.states {
		told := StateOf{Key: s.Key, Title: s.Title}
		if s.In != nil {
			told.In = func(r Record, b Basis) bool { return s.In(t.of(r), b) }
		}
		t.states = append(t.states, told)
	}
	for _, key := range slices.Concat(t.parts.sheet.Vital, slices.Concat(t.parts.sheet.Same...)) {
		at(key)
	}
}

// Kept says whether an owner keeps such records.
func (t *Table[T]) Kept(by Owner) bool { return t.parts.owner&by != 0 }

// Chapter is the chapter of an office's work to which the records belong.
func (t *Table[T]) Chapter() string { return t.parts.chapter }

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
func (t *Table[T]) Over(r Record, today value.Date) bool {
	return t.parts.past != nil && t.parts.past(t.of(r), today)
}

// Named says that the records have names of their own; others are called by what they tie together.
func (t *Table[T]) Named() bool { return t.parts.name != nil }

// OfPerson says that the name of a record is a person's.
func (t *Table[T]) OfPerson() bool { return t.parts.person }

// Ref is whom the reference in column i means, zero where it may mean several or is not set.
func (t *Table[T]) Ref(r Record, i int) value.ID {
	if one := t.fields[i].one; one != nil {
		return *one(t.of(r))
	}
	return value.ID{}
}

// Those are whom the reference in column i means, where it may mean several. The slice may not be changed.
func (t *Table[T]) Those(r Record, i int) []value.ID {
	if many := t.fields[i].many; many != nil {
		return *many(t.of(r))
	}
	return nil
}

// Refs are the references that are set.
func (t *Table[T]) Refs(r Record) iter.Seq2[int, value.ID] { return t.each(r, t.refs) }

// Homes are the references by which a record belongs to a community.
func (t *Table[T]) Homes(r Record) iter.Seq2[int, value.ID] { return t.each(r, t.homes) }

// AtHome says that a column is a reference by which a record belongs to a community.
func (t *Table[T]) AtHome(key string) bool { return slices.Contains(t.parts.homes, key) }

func (t *Table[T]) each(r Record, places []int) iter.Seq2[int, value.ID] {
	return func(yield func(int, value.ID) bool) {
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

// Holder is the place of the reference to the person whom a record is about, or -1.
func (t *Table[T]) Holder() int {
	for _, s := range t.seek {
		if s.By == SeekHolder {
			return s.at
		}
	}
	return -1
}

// Along says that a record goes to the bin with what the reference in column i means.
func (t *Table[T]) Along(i int) bool { return slices.Contains(t.parts.along, t.columns[i].Key) }

// Loner says that a record goes to the bin with nothing.
func (t *Table[T]) Loner() bool { return len(t.parts.along) == 0 }

// Given is what a street gives out of a record with its notice, nil for nothing. stands says of others whether they are.
func (t *Table[T]) Given(r Record, today value.Date, stands func(value.ID) bool) Record {
	if t.parts.given == nil {
		return nil
	}
	if out := t.parts.given(t.of(r), today, stands); out != nil {
		return any(out).(Record)
	}
	return nil
}

// Stays says that a record travels in no package, though others of its kind may.
func (t *Table[T]) Stays(r Record) bool { return t.parts.stays != nil && t.parts.stays(t.of(r)) }

// Place says that it is what a ledger is about.
func (t *Table[T]) Place() bool { return t.parts.place }

// Many says that there may be very many.
func (t *Table[T]) Many() bool { return t.parts.many }

// Blind says that a record may not tell when it was written, by whom and in which order: its papers are nobody's.
func (t *Table[T]) Blind() bool { return t.parts.blind }

// Found is the rank of the kind among what the search finds, 0 where it is never among it.
func (t *Table[T]) Found() int { return int(t.parts.found) }

// Seeks are the fields by which a record is found besides its names.
func (t *Table[T]) Seeks() []Seek { return t.seek }

// States are the states by which a list is narrowed, in their order.
func (t *Table[T]) States() []StateOf { return t.states }

// Begin is the state with which a list begins, "" for all.
func (t *Table[T]) Begin() string { return t.parts.begin }

// Sheet says how a table in a file is known to be of the kind.
func (t *Table[T]) Sheet() Sheet { return t.parts.sheet }

// Unit is how people count the records.
func (t *Table[T]) Unit() string { return t.parts.unit }

// Measure is Unit with the word for what is counted.
func (t *Table[T]) Measure() string { return t.parts.measure }

// Tell is Measure as it stands in a sentence.
func (t *Table[T]) Tell() string { return cmp.Or(t.parts.tell, t.parts.measure) }

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

// A kind is one of two things to time: its records are events, each on a day, or they last: a firm, a person, a standing
// contact, whose events are told in order. A kind says in its table which it is; package chronicle walks over both.

// Event says that the records of the kind are events.
func (t *Table[T]) Event() bool { return t.parts.happened != nil }

// Lasts says that the records of the kind go on, and events are told of them.
func (t *Table[T]) Lasts() bool { return t.parts.lasts }

// Happened is the day of an event, at the precision in which it was written; 0 where it says none: the day of what it is a
// part of counts then.
func (t *Table[T]) Happened(r Record) value.Date {
	if t.parts.happened == nil {
		return 0
	}
	return t.parts.happened(t.of(r))
}

// Told is an event in one line, without its day and whom it is about.
func (t *Table[T]) Told(r Record) string {
	if t.parts.told == nil {
		return ""
	}
	return value.OneLine(t.parts.told(t.of(r)))
}

// Began is the place of the day on which something that lasts began, or -1.
func (t *Table[T]) Began() int { return t.At(t.parts.began) }

// About is a record that an event is about without referring to it; zero for none.
func (t *Table[T]) About(r Record) value.ID {
	if t.parts.about == nil {
		return value.ID{}
	}
	return t.parts.about(t.of(r))
}

// Stands is the spell of a dated state that has not ended.
func (t *Table[T]) Stands(r Record, key string) Spell {
	for _, h := range t.histories {
		if h.Key == key {
			of := t.of(r)
			s := Spell{State: h.State(of), From: *h.Since(of)}
			if h.Reason != nil {
				s.Reason, s.Document = *h.Reason(of), *h.Document(of)
			}
			return s
		}
	}
	return Spell{}
}

// Why is the place of the reason of a state, or -1: the changes of what needs none, as a wage, are no events.
func (t *Table[T]) Why(key string) int {
	for _, h := range t.histories {
		if h.Key == key {
			return t.At(h.Why)
		}
	}
	return -1
}

// worded is what was written with the word for it, "" where nothing was.
func worded(word, text string) string {
	if text == "" {
		return ""
	}
	return word + text
}

// attended says how many were due and came, as far as it is known.
func attended(due, present value.Count) string {
	return said(" ", worded("应到 ", due.String()), worded("实到 ", present.String()))
}

// reached is the last step that was taken.
func reached(steps []Step) (last Step) {
	for _, s := range steps {
		if s.Day != 0 {
			last = s
		}
	}
	return last
}

// ofYear is a year as a day of that precision.
func ofYear(year value.Count) value.Date {
	n, _ := year.Value()
	return value.Day(max(0, n), 0, 0)
}

// A Step is one dated step of something that is done in steps: the field's key, how people call the step, and its day, 0 when
// it was not taken.
type Step struct {
	Key, Name string
	Day       value.Date
}

// sequence finds steps that are dated before an earlier one, and days that have not come.
func sequence(today value.Date, steps []Step) []value.Fault {
	var faults []value.Fault
	var last Step
	for _, s := range steps {
		switch {
		case s.Day == 0:
			continue
		case s.Day.First() > today:
			faults = append(faults, value.Soft("date.future", s.Name+"的日期还没有到。请核对。").On(s.Key))
		case last.Day != 0 && s.Day.Last() < last.Day.First():
			faults = append(faults, value.Soft("step.before", s.Name+"（"+s.Day.String()+"）早于"+last.Name+"（"+last.Day.String()+"）。请核对。").On(s.Key))
		}
		last = s
	}
	return faults
}
