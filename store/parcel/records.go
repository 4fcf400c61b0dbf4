package parcel

import (
	"context"
	"errors"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Records calls each with every record of some kinds, all kinds when none are named, in the order of ledger.All. A
// record is whole: its fields, the past of its states, its excuses, what fits no field, and its own particulars as the
// sender has them. What a field refuses is kept beside it as loose text, so that nothing is lost. A reference is not looked
// up. The record is the caller's. Errors are those of Rows.
func (p *Parcel) Records(ctx context.Context, each func(ledger.Kind, ledger.Record) error, kinds ...ledger.Kind) error {
	if len(kinds) == 0 {
		kinds = ledger.All
	}
	beside, err := p.beside(ctx)
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		var places []int // of the fields in a row, -1 for one that the table does not have
		err := p.Rows(ctx, kind.Name(), func(row Row) error {
			if places == nil {
				for _, c := range kind.Columns()[:kind.Fields()] {
					places = append(places, row.place(c.Key))
				}
			}
			return each(kind, beside.record(kind, row, places))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// beside is what the side tables say of each record.
type beside struct {
	past    map[value.ID]map[string][]ledger.Spell // with states as they are written
	excuses map[value.ID][]ledger.Excuse
	loose   map[value.ID][]ledger.Loose
}

func (p *Parcel) beside(ctx context.Context) (*beside, error) {
	b := &beside{map[value.ID]map[string][]ledger.Spell{}, map[value.ID][]ledger.Excuse{}, map[value.ID][]ledger.Loose{}}
	err := errors.Join(
		p.side(ctx, TableHistory, func(id value.ID, row Row) int {
			if b.past[id] == nil {
				b.past[id] = map[string][]ledger.Spell{}
			}
			from, _ := value.ParseDate(row.Text("since")) // what is no date is unknown
			until, _ := value.ParseDate(row.Text("until"))
			key := row.Text("key")
			b.past[id][key] = append(b.past[id][key], ledger.Spell{State: row.Text("value"), From: from, Until: until, Reason: row.Text("reason"), Document: row.Text("document")})
			return len(b.past[id][key])
		}),
		p.side(ctx, TableExcuses, func(id value.ID, row Row) int {
			b.excuses[id] = append(b.excuses[id], ledger.Excuse{Key: row.Text("key"), Code: row.Text("code"), Text: row.Text("text"), Reason: row.Text("reason")})
			return len(b.excuses[id])
		}),
		p.side(ctx, TableLoose, func(id value.ID, row Row) int {
			text := row.Text("text")
			if len(text) > maxLoose {
				return maxBeside + 1
			}
			b.loose[id] = append(b.loose[id], ledger.Loose{Key: row.Text("key"), Text: text})
			return len(b.loose[id])
		}))
	return b, err
}

// maxBeside is how many rows of a side table may speak of one record (of its history: of one field); a record with all its
// fields and all columns of an imported table loose has a third of it. What is done with them takes the square of their
// number.
const maxBeside = 1000

// side reads a table whose rows speak of one record each; each gives the number of those that it has of the record.
func (p *Parcel) side(ctx context.Context, table string, each func(value.ID, Row) int) error {
	return p.Rows(ctx, table, func(row Row) error {
		id, err := value.ParseID(row.Text("record"))
		if err != nil {
			return ErrMalformed
		}
		if each(id, row) > maxBeside {
			return ErrMalformed
		}
		return nil
	})
}

func (b *beside) record(kind ledger.Kind, row Row, places []int) ledger.Record {
	r := kind.New()
	m := r.Head()
	m.ID, m.Rev = row.ID(), row.Rev()
	m.Created, m.CreatedBy = moment(row.Text("_created")), row.Text("_created_by")
	m.Changed, m.ChangedBy = moment(row.Text("_changed")), row.Text("_changed_by")
	m.Source = row.Text("_source")
	var refused []ledger.Loose
	for i, c := range kind.Columns()[:kind.Fields()] {
		if places[i] < 0 || row.cells[places[i]] == "" {
			continue
		}
		text := row.cells[places[i]]
		if f, ok := kind.Set(r, i, text).(*value.Fault); ok && !f.Soft {
			refused = append(refused, ledger.Loose{Key: c.Key, Text: text})
		}
	}
	for _, l := range append(refused, b.loose[m.ID]...) {
		m.SetLoose(l.Key, l.Text)
	}
	m.Excuses = b.excuses[m.ID]
	for key, spells := range b.past[m.ID] {
		if i := kind.At(key); i >= 0 && kind.Columns()[i].Shape == ledger.Choice {
			for j := range spells {
				if code, ok := kind.Columns()[i].Choices.Code(spells[j].State); ok {
					spells[j].State = code
				}
			}
		}
		kind.SetPast(r, key, spells)
	}
	return r
}

// moment reads what stamp wrote; 0 for anything else.
func moment(text string) int64 {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return 0
	}
	return t.Unix()
}
