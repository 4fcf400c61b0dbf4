// Package fill puts the ledger's records into a form that another office sent: tables with a head, or a card of labels with empty
// cells beside or below them or with blanks in their own text. It knows what a head means as the intake does, in reverse, and which record goes where; how a file is changed
// and all else in it left alone is package blank's. What no column answers stays empty and is told.
package fill

import (
	"context"
	"errors"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/blank"
	"tuanjian/store/find"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// A Form is a blank form that was opened, with the tables that were understood in it.
//
// A screen leads a person through it so: Open finds the tables and what their columns are; Map corrects a column, and it is
// remembered for the next form of the same shape; Lay says what will stand where, and Write writes the file.
type Form struct {
	Tables []*Table
	Ending string // of the file, with its dot: what is written ends so too
	Macros bool   // it has macros, which stay as they are

	path  string
	book  *store.Book
	blank *blank.Form
	words map[ledger.Kind]*words
	under map[int]map[blankSpot]bool // by sheet, what lies under merged cells
	over  map[int]map[blankSpot]bool // and which of these reach over several rows
	gaps  map[place]*seen
}

// A Table is a table or a card that is to be filled in.
type Table struct {
	Kind    ledger.Kind
	Sheet   string
	Title   string // what stands above it
	Card    bool   // labels with empty cells beside them, for one record
	Columns []Column
	Rows    int  // empty rows that it has; 0 with Endless
	Endless bool // it goes on as far as needed
	Below   bool // something stands below the empty rows and moves down when rows are added
	Started int  // rows that are filled already and stay

	nth     int   // the sheet
	headTop int   // the first row of the head
	head    int   // and the last
	rows    []int // the empty rows; of records that take several the first of each
	beside  []int // where the same columns stand again further right, going on with it: by how many columns
	begin   int   // where rows would come that it has no empty ones for
	serial  int   // the column of running numbers, -1 for none
	from    int   // the first number
	printed printed
	per     int    // how many records one sheet of cards takes; 0 is 1
	tall    int    // how many rows one record takes; -1 where some take more than others
	subject string // the key of what a row is about
	shape   string // the name under which corrections are kept
}

// A Column is one column of a table, or one labelled cell of a card.
type Column struct {
	Index  int    // in the sheet; of a card the place among its cells
	Head   string // as it is written
	Key    string // whose value it takes, "" where it stays empty
	Second string // of a head with two names: what stands behind
	Serial bool   // it gets running numbers
	Why    string // why it stays empty, or what is particular to it; "" when there is nothing to say

	shut   bool // it is not for us to fill: a formula, locked, hidden
	nth    int  // of a card's cell the sheet
	nthOf  int  // of several cards in one sheet which
	row    int  // of a card's cell; of a table the row among those of one record
	col    int
	gap    *blank.Gap // of a card's cell the blank within its text
	twice  bool       // an earlier cell of the card is called so too
	layout layout
}

// Open opens a blank form and finds what is to be filled in. With kinds given, a person has said of what it is. The error says
// why nothing was found.
func Open(ctx context.Context, b *store.Book, path string, kinds []ledger.Kind) (*Form, error) {
	raw, err := sheet.Load(path)
	if err != nil {
		return nil, store.Tell(asFilling(err))
	}
	return read(ctx, b, raw, path, kinds)
}

// Blank says that nothing is filled in yet in any table of the form.
func (f *Form) Blank() bool {
	return !slices.ContainsFunc(f.Tables, func(t *Table) bool { return t.Started > 0 })
}

// PerSheet is how many records go onto one sheet of a card.
func (t *Table) PerSheet() int { return max(t.per, 1) }

// Blank says that nothing is filled in yet in a table, and that it is no sample of how to fill it in.
func (t *Table) Blank() bool { return t.Started == 0 && !samples.MatchString(t.Sheet) }

// samples are in the names of sheets that show how a form is filled in.
var samples = regexp.MustCompile(`示例|样表|样例|范例|范本|填写说明`)

// asFilling says of a file that is no form what can be filled.
func asFilling(err error) error {
	if errors.Is(err, sheet.ErrKind) {
		return blank.ErrOther
	}
	return err
}

func read(ctx context.Context, b *store.Book, raw []byte, path string, kinds []ledger.Kind) (*Form, error) {
	ending := strings.ToLower(filepath.Ext(path))
	file, err := blank.Open(ctx, raw)
	if err != nil {
		return nil, store.Tell(err)
	}
	f := &Form{path: path, Ending: ending, Macros: file.Macros, book: b, blank: file, words: map[ledger.Kind]*words{}, under: map[int]map[blankSpot]bool{}, over: map[int]map[blankSpot]bool{}, gaps: map[place]*seen{}}
	switch {
	case file.Text.Kind == "docx":
		if f.Ending = ".docx"; file.Macros {
			f.Ending = ".docm"
		}
	case ending != ".xlsx" && ending != ".xlsm" || file.Macros != (ending == ".xlsm"):
		f.Ending = ".xlsx"
		if file.Macros {
			f.Ending = ".xlsm"
		}
	}
	if err := f.find(ctx, kinds); err != nil {
		return nil, err
	}
	if len(f.Tables) == 1 && len(kinds) == 0 {
		if kind := f.Tables[0].meant(); kind != nil {
			if other, err := read(ctx, b, raw, path, []ledger.Kind{kind}); err == nil && len(other.Tables) == 1 && other.Tables[0].answered() >= 2 {
				return other, nil
			}
		}
	}
	if len(f.Tables) == 0 {
		return nil, store.Refuse("没有找到认得的列名，不知道往哪里填。表里要有“姓名”“企业名称”这样的列名；已经填好的表请用“导入”。")
	}
	return f, nil
}

// answered is how many of the columns something is known for.
func (t *Table) answered() (n int) {
	for _, c := range t.Columns {
		if c.Key != "" {
			n++
		}
	}
	return n
}

// Choices are the columns whose values a table can take.
func (t *Table) Choices() []ledger.Column { return choices(t.Kind) }

func choices(kind ledger.Kind) (all []ledger.Column) {
	seen := map[string]bool{find.FaultsKey: true, ledger.RemarkKey: true}
	take := func(columns []ledger.Column) {
		for _, c := range columns {
			if !seen[c.Key] {
				seen[c.Key] = true
				all = append(all, c)
			}
		}
	}
	take(find.ColumnsOf(kind))
	for _, c := range kind.Sheet().Besides {
		if answers[c.Key] != nil {
			take([]ledger.Column{c})
		}
	}
	for _, a := range askedOf[kind] {
		take([]ledger.Column{a.Column})
	}
	if holder := find.HolderOf(kind); holder != nil {
		take(find.ColumnsOf(holder))
	}
	return all
}

// explain says why a column stays empty.
func (f *Form) explain(t *Table, c *Column) {
	s, r := f.blank.Sheets[t.nth], t.model()+c.row
	if t.Card {
		s, r = f.blank.Sheets[c.nth], c.row
	}
	c.shut, c.Why, c.Serial = false, "", !t.Card && c.Index == t.serial
	switch {
	case s.Cell(r, c.col).Formula:
		c.shut, c.Why = true, "是公式，自己会算"
	case s.Locked(r, c.col) && f.opens(t):
		c.shut, c.Why = true, "对方锁着，不填"
	case c.Key == "" && !t.Card && c.Index == t.serial:
		c.Why = "按顺序编号"
	case c.Key == "" && c.twice:
		c.Why = "前面已有同样的一栏，不知道是谁的，空着"
	case c.Key == "":
		c.Why = "台账里没有这一项，空着"
	}
}

// opens says that a protected sheet leaves some of the cells open: then the others are not for us to fill. A sheet of which all
// is locked was locked by mistake, or as a whole against changes of its looks.
func (f *Form) opens(t *Table) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool {
		if t.Card {
			return !f.blank.Sheets[c.nth].Locked(c.row, c.col)
		}
		return !f.blank.Sheets[t.nth].Locked(t.model()+c.row, c.col)
	})
}

// model is a row that is like those to be filled, -1 where there is none.
func (t *Table) model() int {
	switch {
	case len(t.rows) > 0:
		return t.rows[0]
	case t.Endless:
		return t.begin
	case t.Started > 0:
		return t.begin - 1
	}
	return -1
}

// Vocabularies of a kind are the intake's, and the columns that nobody types and everybody asks for.
func vocabulary(kind ledger.Kind, said bool) sheet.Vocabulary {
	v := intake.Vocabulary(kind, said, false)
	v.Parts, v.Section, v.Values = nil, nil, nil
	return v
}
