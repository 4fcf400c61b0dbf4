package intake

import (
	"context"
	"slices"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// Pasted says that text from the clipboard is cells of a table and not words for one
// field.
func Pasted(text string) bool { return sheet.Pasted(text) }

// ReadPasted is ReadSheets for rows that were copied in Excel or WPS and lie on the
// clipboard as text. Rows without a head are understood by what stands in them, as rows
// of the kind.
func ReadPasted(ctx context.Context, b *store.Book, text string, kind ledger.Kind) (*Intake, error) {
	file, err := sheet.ReadPaste(ctx, text)
	if err != nil {
		return nil, store.Tell(err)
	}
	in := &Intake{book: b, file: file, kinds: []ledger.Kind{kind}, heads: map[int]headSaid{}}
	if in.find(ctx); len(in.Tables) == 0 {
		if _, err := in.Head(0, kind, NoHead, NoHead); err != nil {
			return nil, err
		}
	}
	return in, nil
}

// PastedRow understands a single copied row as a record of the kind: the texts of its
// fields by key, as the kind's Set takes them, and as they were written where they cannot
// be taken. rows is how many rows were copied; there are texts for one only.
func PastedRow(ctx context.Context, b *store.Book, text string, kind ledger.Kind) (texts map[string]string, rows int, err error) {
	in, err := ReadPasted(ctx, b, text, kind)
	if err != nil {
		return nil, 0, err
	}
	p, err := in.Plan(ctx, nil)
	if err != nil {
		return nil, 0, err
	}
	if p.Rows != 1 || len(in.Tables) != 1 {
		return nil, p.Rows, nil
	}
	texts = map[string]string{}
	row := p.lone()
	if row == nil { // the ledger has all of it already
		return texts, 1, nil
	}
	for i, c := range kind.Columns()[:kind.Fields()] {
		if !in.Tables[0].names(c.Key) {
			continue
		}
		faulty := slices.ContainsFunc(row.Faults, func(f Fault) bool { return f.Key == c.Key })
		switch text := kind.Text(row.Now, i, in.book.Basis()); {
		case faulty, text == "":
			texts[c.Key] = p.Written(row, c.Key)
		default:
			texts[c.Key] = text
		}
	}
	return texts, 1, nil
}

// lone is the row of a plan of one row; nil where it says nothing new.
func (p *Plan) lone() *Row {
	for _, rows := range [][]*Row{p.Added, p.Changed, p.Faulty} {
		if len(rows) == 1 {
			return rows[0]
		}
	}
	return nil
}

// names says that the table has a column for a field.
func (t *Table) names(key string) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Key == key || c.Also == key || c.Second == key })
}

// Letter names a column as Excel does, or on a card and a turned table the cell in which
// its label stands.
func (t *Table) Letter(index int) string { return t.letter(index) }
