package ledger

import (
	"fmt"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A Basis is what a rule must know besides the record.
type Basis struct {
	Today value.Date
	Rules *rulebook.Rules
}

// A Table is the one description of a kind of record.
type Table[T any] struct {
	name, title string
	fields      []Field[T]
	derived     []Derived[T]
	histories   []History[T]
	check       func(*T, Basis) []value.Fault // rules across the fields of one record
	tidy        func(*T)                      // drops what is derived anyway; may be nil
	parts       parts[T]

	columns  []Column
	index    map[string]int
	required []bool
	refs     []int // the places of the references
	homes    []int // of those by which it belongs somewhere
	whole    int   // of that to what it is a part of, or -1
	seek     []Seek
	states   []StateOf
}

// A History keeps the past of one dated state. When the state changes, the spell
// that ends is added to Past, so that nothing is lost when something ends.
type History[T any] struct {
	Key      string // the key of the state's field
	Label    string
	State    func(*T) string
	Since    func(*T) *value.Date
	Reason   func(*T) *string // nil where nobody asks for one; Document too
	Document func(*T) *string
	Past     func(*T) *[]Spell
	Monthly  bool   // a change that nobody has dated counts from the month in which it is written
	Why      string // the key of Reason's field; "" where nobody asks for one: its changes are no events then
}

// A Kind is a Table without its type, for whatever is written once for all
// records. Columns are the fields and behind them the derived ones.
type Kind interface {
	Name() string  // on disk and on the command line
	Title() string // for people
	New() Record
	Holds(Record) bool   // whether a record is of the kind
	Clone(Record) Record // slices are shared and never changed in place
	Columns() []Column
	Fields() int         // how many of Columns can be set
	At(key string) int   // the column's place, or -1
	Required(i int) bool // whether an empty value is a fault
	Text(r Record, i int, b Basis) string
	Set(r Record, i int, text string) error
	Faults(r Record, b Basis) []value.Fault // excused ones too; those of the fields first
	Tidy(r Record)
	Date(was, now Record, today value.Date) // dates changes that count by the month
	Carry(was, now Record)                  // moves ended states into their histories
	Histories() []string                    // keys of the states that have one
	Past(r Record, key string) []Spell      // the ended spells of a state, oldest first
	Stands(r Record, key string) Spell      // the spell that has not ended
	Why(key string) int                     // the place of the reason of a state, or -1
	SetPast(r Record, key string, spells []Spell)
	Parts
}

func (t *Table[T]) ready() *Table[T] {
	t.index = map[string]int{}
	for _, f := range t.fields {
		t.columns = append(t.columns, f.Column)
		empty, ok := f.Set(new(T), "").(*value.Fault)
		t.required = append(t.required, ok && empty.Code == value.Missing)
	}
	for _, d := range t.derived {
		t.columns = append(t.columns, d.Column)
	}
	for i, c := range t.columns {
		if c.Shape == Ref {
			t.refs = append(t.refs, i)
		}
		if _, twice := t.index[c.Key]; twice {
			panic("two columns " + t.name + "." + c.Key)
		}
		t.index[c.Key] = i
	}
	t.settle()
	return t
}

func (t *Table[T]) of(r Record) *T { return any(r).(*T) }

// Name is the kind's name on disk and on the command line.
func (t *Table[T]) Name() string { return t.name }

// Title is the kind's name for people.
func (t *Table[T]) Title() string { return t.title }

// New makes an empty record.
func (t *Table[T]) New() Record { return any(new(T)).(Record) }

// Holds says whether a record is of the kind.
func (t *Table[T]) Holds(r Record) bool { _, ok := any(r).(*T); return ok }

// Clone copies a record; slices are shared, since nothing changes them in place.
func (t *Table[T]) Clone(r Record) Record {
	c := *t.of(r)
	return any(&c).(Record)
}

// Columns are the fields and behind them the derived columns.
func (t *Table[T]) Columns() []Column { return t.columns }

// Fields is how many of Columns can be set.
func (t *Table[T]) Fields() int { return len(t.fields) }

// At is the place of a column, or -1.
func (t *Table[T]) At(key string) int {
	if i, ok := t.index[key]; ok {
		return i
	}
	return -1
}

// Required says whether an empty value is a fault.
func (t *Table[T]) Required(i int) bool { return i < len(t.fields) && t.required[i] }

// Text is the value of column i as people read it; for a reference, the ID's text.
func (t *Table[T]) Text(r Record, i int, b Basis) string {
	if i < len(t.fields) {
		return t.fields[i].Get(t.of(r))
	}
	return t.derived[i-len(t.fields)].Get(t.of(r), b)
}

// Set gives field i what a person wrote. Its error is a *Fault with its Key.
func (t *Table[T]) Set(r Record, i int, text string) error {
	if i >= len(t.fields) {
		panic(fmt.Sprintf("%s.%s is derived", t.name, t.columns[i].Key))
	}
	if err := t.fields[i].Set(t.of(r), text); err != nil {
		f := err.(*value.Fault).On(t.columns[i].Key)
		if !f.Soft || f.Code == value.Missing {
			return &f
		}
		r.Head().SetLoose(f.Key, "")
		return &f
	}
	r.Head().SetLoose(t.columns[i].Key, "")
	return nil
}

// typed are the shapes whose values have a type of their own.
var typed = [...]bool{Number: true, Amount: true, Day8: true, Month6: true, Ref: true, Digits: false}

// Faults checks every field by setting what it has, on a copy, and then the rules
// across fields.
func (t *Table[T]) Faults(r Record, b Basis) []value.Fault {
	c := *t.of(r)
	head := r.Head()
	var faults []value.Fault
	for i := range t.fields {
		f := &t.fields[i]
		text := f.Get(&c)
		if text == "" && !t.required[i] {
			continue
		}
		if text != "" && typed[f.Shape] {
			continue // such a value cannot be there unless Set took it
		}
		if text == "" && head.LooseText(f.Key) != "" {
			continue // said below, in better words
		}
		if err := f.Set(&c, text); err != nil {
			faults = append(faults, err.(*value.Fault).On(f.Key))
		}
	}
	for _, l := range head.Loose {
		at := t.At(l.Key)
		if l.Key == DutyKey && at < 0 {
			faults = append(faults, value.Soft(AskedFigure, "表里团内职务写的是“"+l.Text+"”，可能是“"+codes.Duties.Label(l.Text)+"”（代码），也可能是“"+codes.YesNo.Label(l.Text)+
				"”（是不是团干部），看不出是哪一种。是团干部就登记任职，不是就按 F2 说明。").On("note"))
			continue
		}
		if at < 0 { // a person whom a table names and who is not registered
			faults = append(faults, value.Soft(value.Unregistered, "表里写的“"+l.Text+"”还没有登记，已照原样保留。请先登记这个人，再登记任职。").On(""))
			continue
		}
		if f := askedFigure(&t.columns[at], l); f != nil {
			faults = append(faults, f.On(l.Key))
			continue
		}
		shown := ""
		if at < len(t.fields) {
			shown = t.fields[at].Get(&c)
		}
		switch {
		case t.columns[at].Shape == Ref:
			faults = append(faults, value.Soft(value.Unlisted, "“"+l.Text+"”还没有登记，已照原样保留。请按 F4 选一个，或先去登记。").On(l.Key))
		case shown != "" && typed[t.columns[at].Shape]:
			faults = append(faults, value.Soft(value.Guessed, "表里写的是“"+l.Text+"”，这里按 "+shown+" 记。请核对，没有错就按 F2 说明。").On(l.Key))
		default:
			faults = append(faults, value.Soft(value.Unlisted, "“"+l.Text+"”填不进这一栏，已照原样保留。请改正。").On(l.Key))
		}
	}
	if t.check != nil {
		faults = append(faults, t.check(&c, b)...)
	}
	return faults
}

// Tidy drops what is derived anyway. The Book calls it before each save.
func (t *Table[T]) Tidy(r Record) {
	if t.tidy != nil {
		t.tidy(t.of(r))
	}
}

// Date gives the changes between two versions that count by the month, and that nobody has dated, the month of a day.
func (t *Table[T]) Date(was, now Record, today value.Date) {
	a, b := t.of(was), t.of(now)
	for _, h := range t.histories {
		if h.Monthly && h.State(a) != h.State(b) && h.State(a) != "" && *h.Since(a) == *h.Since(b) {
			*h.Since(b) = today.MonthStart()
		}
	}
}

// Carry compares two versions of a record: each state that changed leaves a spell
// behind in now. A spell that a person has entered already is not doubled.
func (t *Table[T]) Carry(was, now Record) {
	a, b := t.of(was), t.of(now)
	for _, h := range t.histories {
		if h.State(a) == h.State(b) || h.State(a) == "" {
			continue
		}
		ended := Spell{State: h.State(a), From: *h.Since(a), Until: *h.Since(b)}
		if h.Reason != nil {
			ended.Reason, ended.Document = *h.Reason(a), *h.Document(a)
		}
		past := *h.Past(b)
		if n := len(past); n > 0 && past[n-1] == ended {
			continue
		}
		*h.Past(b) = append(past[:len(past):len(past)], ended)
	}
}

// Histories are the keys of the states that keep their past.
func (t *Table[T]) Histories() []string {
	keys := make([]string, len(t.histories))
	for i, h := range t.histories {
		keys[i] = h.Key
	}
	return keys
}

// Past gives the ended spells of a state, oldest first.
func (t *Table[T]) Past(r Record, key string) []Spell {
	for _, h := range t.histories {
		if h.Key == key {
			return *h.Past(t.of(r))
		}
	}
	return nil
}

// SetPast replaces the ended spells of a state; it does nothing for a key that has
// no history.
func (t *Table[T]) SetPast(r Record, key string, spells []Spell) {
	for _, h := range t.histories {
		if h.Key == key {
			*h.Past(t.of(r)) = spells
		}
	}
}

// PlainText is a field's text as it travels: a choice in the word that every office understands.
func PlainText(kind Kind, r Record, i int, b Basis) string {
	text := kind.Text(r, i, b)
	if c := kind.Columns()[i]; c.Shape == Choice && c.Choices.Kind == "" {
		if code, ok := c.Choices.Code(text); ok {
			return c.Choices.Plain(code)
		}
	}
	return text
}

// ListTitle is what people call a code list: the label of the first field that uses it.
func ListTitle(name string) string {
	if name == codes.YesNo.Name {
		return "是或否" // of many fields
	}
	for _, kind := range All {
		for _, c := range kind.Columns() {
			if c.Shape == Choice && c.Choices.Name == name {
				return c.Label
			}
		}
	}
	return name
}

// DutyKey is where a member keeps a figure of the column of posts that can mean a post or a no.
const DutyKey = "duty"

// AskedFigure is the code of the fault of a figure that can mean two things.
const AskedFigure = "figure"

// askedFigure names what a figure that was put by may mean; nil when it is none of such.
func askedFigure(c *Column, l Loose) *value.Fault {
	if c.Shape != Choice || strings.Trim(l.Text, "0123456789") != "" {
		return nil
	}
	words := c.Choices.Meanings(l.Text)
	if len(words) == 0 {
		return nil
	}
	if len(words) == 1 {
		return value.Soft(AskedFigure, "表里写的是代码“"+l.Text+"”，可能是"+words[0]+"，和别的栏对不上。请按 F4 选一个。")
	}
	return value.Soft(AskedFigure, "表里写的是代码“"+l.Text+"”，可能是"+strings.Join(words, "，也可能是")+"，看不出是哪一种。请按 F4 选一个。")
}
