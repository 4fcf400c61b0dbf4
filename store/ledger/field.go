package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Shape says what kind of value a column holds, so that a form can offer the
// right widget and a sheet the right cell. It is never used to check.
type Shape uint8

// The shapes of columns.
const (
	Line   Shape = iota // a line of words
	Lines               // several lines
	Number              // a Count
	Amount              // a Money
	Day8                // a Date of any precision
	Month6              // a Date of which people want the month
	Choice              // a code of Choices
	Ref                 // an ID, or several, of the kind Choices.Kind
	IDCard              // 18 characters
	Credit              // 18 characters
	Phone               // 11 digits, or a landline
	Digits              // a code of digits and letters in fixed width
)

// A Column is what a form, a list or a sheet may know of a value without having a
// record: everything but the value.
type Column struct {
	Key     string // on disk, in a Fault, in a package; never renamed
	Label   string // for people
	Width   int    // in characters, a hint
	Shape   Shape
	Choices *codes.List // for Choice and Ref
	Secret  bool        // masked unless a person asked for the whole and said why
	Birth   bool        // tells when somebody was born, which is half of his ID number (see Veil)
}

// A Field is a column together with the way to its value in a T.
//
// Setting what Get gave changes nothing and reports nothing but Missing. Set keeps
// what was written even when it reports a soft fault; after a hard one the value
// is as it was before. Every error of Set is a *Fault.
type Field[T any] struct {
	Column
	Get func(*T) string
	Set func(*T, string) error

	one  func(*T) *value.ID   // of a reference to one record
	many func(*T) *[]value.ID // of a reference to several
}

// A Derived is a column that is computed and never typed.
type Derived[T any] struct {
	Column
	Get func(*T, Basis) string
}

// A check reads what a person wrote and gives what to keep, with a fault where
// there is one.
type check func(text string) (string, *value.Fault)

func textField[T any](shape Shape, key, label string, width int, at func(*T) *string, checks []check) Field[T] {
	return Field[T]{
		Column: Column{Key: key, Label: label, Width: width, Shape: shape},
		Get:    func(r *T) string { return *at(r) },
		Set: func(r *T, text string) error {
			if text = value.Plain(text); shape != Lines {
				text = value.OneLine(text)
			}
			if len(text) > longest {
				return value.Hard("long", "内容太长，最多 2000 字。请缩短后再填。")
			}
			var first *value.Fault
			for _, c := range checks {
				kept, f := c(text)
				if f != nil && !f.Soft {
					return f
				}
				if first == nil {
					first = f
				}
				text = kept
			}
			*at(r) = text
			if first != nil {
				return first
			}
			return nil
		},
	}
}

// longest is the number of bytes a text may have: 2,000 Chinese characters.
const longest = 6000

func line[T any](key, label string, width int, at func(*T) *string, checks ...check) Field[T] {
	return textField(Line, key, label, width, at, checks)
}

func lines[T any](key, label string, at func(*T) *string) Field[T] {
	return textField(Lines, key, label, 24, at, nil)
}

func number[T any](key, label string, at func(*T) *value.Count) Field[T] {
	return valued(Column{Key: key, Label: label, Width: 6, Shape: Number}, at, value.Count.String, value.ParseCount)
}

func amount[T any](key, label string, at func(*T) *value.Money) Field[T] {
	return valued(Column{Key: key, Label: label, Width: 9, Shape: Amount}, at, value.Money.String, value.ParseMoney)
}

func day[T any](key, label string, at func(*T) *value.Date) Field[T] {
	return valued(Column{Key: key, Label: label, Width: 10, Shape: Day8}, at, value.Date.String, value.ParseDate)
}

func month[T any](key, label string, at func(*T) *value.Date) Field[T] {
	return valued(Column{Key: key, Label: label, Width: 10, Shape: Month6}, at, value.Date.String, value.ParseDate)
}

// valued is a field whose value has a type of its own, with a way there and back.
func valued[T, V any](c Column, at func(*T) *V, write func(V) string, read func(string) (V, error)) Field[T] {
	return Field[T]{
		Column: c,
		Get:    func(r *T) string { return write(*at(r)) },
		Set: func(r *T, text string) error {
			v, err := read(text)
			if err != nil {
				return err
			}
			*at(r) = v
			return nil
		},
	}
}

// choice keeps a code, or the word as it was written with a soft fault. Its text
// is the label, so that sheets and forms speak one language.
func choice[T any](key, label string, width int, list *codes.List, at func(*T) *string) Field[T] {
	return Field[T]{
		Column: Column{Key: key, Label: label, Width: width, Shape: Choice, Choices: list},
		Get:    func(r *T) string { return list.Label(*at(r)) },
		Set: func(r *T, text string) error {
			text = value.OneLine(text)
			if code, ok := list.Code(text); ok || text == "" {
				*at(r) = code
				return nil
			}
			if len(text) > longest {
				return value.Hard("long", "内容太长，最多 2000 字。请缩短后再填。")
			}
			*at(r) = text
			return value.Soft(value.Unlisted, "“"+text+"”不在选项里，已照原样保留。请按 F4 选一个。")
		},
	}
}

// ref is a reference to one record; its text is the ID's.
func ref[T any](key, label string, width int, list *codes.List, at func(*T) *value.ID) Field[T] {
	f := valued(Column{Key: key, Label: label, Width: width, Shape: Ref, Choices: list}, at, value.ID.String,
		func(text string) (value.ID, error) {
			id, err := value.ParseID(text)
			if err != nil {
				return id, value.Hard(value.Malformed, "找不到这条记录。请按 F4 选一个。")
			}
			return id, nil
		})
	f.one = at
	return f
}

// refs is a reference to several records; its text is their IDs with spaces.
func refs[T any](key, label string, width int, list *codes.List, at func(*T) *[]value.ID) Field[T] {
	f := valued(Column{Key: key, Label: label, Width: width, Shape: Ref, Choices: list}, at, value.JoinIDs,
		func(text string) ([]value.ID, error) {
			ids, err := value.IDs(text)
			if err != nil {
				return nil, value.Hard(value.Malformed, "找不到这条记录。请按 F4 选一个。")
			}
			return ids, nil
		})
	f.many = at
	return f
}

// must makes an empty value a soft fault: the record goes in and waits in 待核.
func (f Field[T]) must() Field[T] {
	return f.needed(value.Soft(value.Missing, f.Label+"还没有填。"))
}

// vital makes an empty value a hard fault.
func (f Field[T]) vital() Field[T] {
	return f.needed(value.Hard(value.Missing, f.Label+"不能空着。"))
}

func (f Field[T]) needed(fault *value.Fault) Field[T] {
	set, get := f.Set, f.Get
	f.Set = func(r *T, text string) error {
		if !fault.Soft && value.OneLine(text) == "" {
			return fault
		}
		if err := set(r, text); err != nil {
			return err
		}
		if get(r) == "" {
			return fault
		}
		return nil
	}
	return f
}

// secret marks a value that is masked by default.
func (f Field[T]) secret() Field[T] { f.Secret = true; return f }

// birthday says that the value tells when somebody was born.
func (f Field[T]) birthday() Field[T] { f.Birth = true; return f }

// shaped gives a line another shape, for the form's sake.
func (f Field[T]) shaped(s Shape) Field[T] { f.Shape = s; return f }
