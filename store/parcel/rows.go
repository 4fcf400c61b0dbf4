package parcel

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"tuanjian/store/value"
)

// The files of records as they were: base.jsonl, overruled.jsonl.
const (
	baseName      = "base.jsonl"
	overruledName = "overruled.jsonl"
)

// A Row is one line of a table. It holds until the function that got it returns.
type Row struct {
	at    map[string]int
	cells []string
}

// Text is the text of a column, "" for one that the table does not have.
func (r Row) Text(key string) string {
	if i, ok := r.at[key]; ok {
		return r.cells[i]
	}
	return ""
}

// place is where a column stands, -1 for one that the table does not have.
func (r Row) place(key string) int {
	if i, ok := r.at[key]; ok {
		return i
	}
	return -1
}

// ID is the record's, in a table of records.
func (r Row) ID() value.ID {
	id, _ := value.ParseID(r.cells[0]) // checks has read it
	return id
}

// Rev is the record's version at the sender's, in a table of records.
func (r Row) Rev() uint32 {
	n, _ := strconv.ParseUint(r.cells[1], 10, 32) // checks has read it
	return uint32(n)
}

// Rows calls each with every row of a table in its order: the records of a kind by its name, or one of the Table…
// constants. A table that is not inside has no rows. It stops at the first error of each and returns that; otherwise the
// error is what the operating system said, ctx.Err() or, when the file has changed since Read, ErrDamaged or ErrAltered.
func (p *Parcel) Rows(ctx context.Context, table string, each func(Row) error) error {
	f := p.Manifest.file(table + ".csv")
	if f == nil {
		return nil
	}
	var theirs error
	err := p.table(ctx, f, func(r Row) error {
		theirs = each(r)
		return theirs
	})
	if theirs != nil || err == nil {
		return theirs
	}
	return p.from.explain(err)
}

// checks gives what every row of a table must pass, nil for a table that was read to its end before.
func (p *Parcel) checks(f *File) func(Row) error {
	if p.sound[f.Path] {
		return nil
	}
	_, records := p.Manifest.Counts[f.table()] // sound wants every known kind in there
	seen := map[value.ID]struct{}{}
	return func(r Row) error {
		for _, cell := range r.cells {
			if !utf8.ValidString(cell) || strings.IndexByte(cell, 0) >= 0 {
				return ErrMalformed
			}
		}
		if !records {
			return nil
		}
		if len(r.cells) < 2 || r.at[columnID] != 0 || r.at[columnRev] != 1 {
			return ErrMalformed
		}
		id, err := value.ParseID(r.cells[0])
		if err != nil || id.IsZero() {
			return ErrMalformed
		}
		if _, twice := seen[id]; twice {
			return ErrMalformed
		}
		seen[id] = struct{}{}
		if _, err := strconv.ParseUint(r.cells[1], 10, 32); err != nil {
			return ErrMalformed
		}
		return nil
	}
}

// table reads a CSV: as many rows as the manifest says, each as long as the head.
func (p *Parcel) table(ctx context.Context, f *File, each func(Row) error) error {
	check := p.checks(f)
	file, err := p.reader(ctx, f)
	if err != nil {
		return err
	}
	defer file.Close()
	meter := &meter{r: file}
	in := csv.NewReader(meter)
	in.ReuseRecord = true
	head, err := in.Read()
	if err != nil {
		return csvError(err)
	}
	row := Row{at: make(map[string]int, len(head))}
	for i, name := range head {
		if _, twice := row.at[name]; twice || name == "" || !utf8.ValidString(name) {
			return ErrMalformed
		}
		row.at[name] = i
	}
	for n := 0; ; n++ {
		meter.since = 0
		row.cells, err = in.Read()
		if err == io.EOF && n == f.Rows {
			p.sound[f.Path] = true
			return nil
		}
		if err != nil {
			return csvError(err)
		}
		if n == f.Rows {
			return ErrMalformed
		}
		if p.Manifest.Version >= guardedSince {
			for i, cell := range row.cells {
				row.cells[i] = value.Unguard(cell)
			}
		}
		if check != nil {
			if err := check(row); err != nil {
				return err
			}
		}
		for i, cell := range row.cells {
			row.cells[i] = value.Plain(cell)
		}
		if err := each(row); err != nil {
			return err
		}
	}
}

// csvError tells a line that is no CSV, and an end too early, from what the file beneath says.
func csvError(err error) error {
	var bad *csv.ParseError
	if err == io.EOF || errors.As(err, &bad) {
		return ErrMalformed
	}
	return err
}

// meter refuses a row longer than maxRecord, which a reader of CSV would gather in memory.
type meter struct {
	r     io.Reader
	since int // bytes read since the last row
}

func (m *meter) Read(b []byte) (int, error) {
	if m.since > maxRecord {
		return 0, ErrMalformed
	}
	n, err := m.r.Read(b)
	m.since += n
	return n, err
}

// A Was is a record as the receiver last saw it. Fields are the texts of the filled fields by key.
type Was struct {
	Kind   string
	ID     value.ID
	Rev    uint32
	Fields map[string]string
}

// Base calls each with what the receiver last saw of every record that has changed since; errors are those of Rows.
func (p *Parcel) Base(ctx context.Context, each func(Was) error) error {
	return p.earlier(ctx, baseName, each)
}

// Overruled calls each with versions that a person has overruled by those of a copy of the sender's ledger. Errors are
// those of Rows; a package without them has none.
func (p *Parcel) Overruled(ctx context.Context, each func(Was) error) error {
	return p.earlier(ctx, overruledName, each)
}

func (p *Parcel) earlier(ctx context.Context, name string, each func(Was) error) error {
	f := p.Manifest.file(name)
	if f == nil {
		return nil
	}
	var theirs error
	err := p.base(ctx, f, func(w Was) error {
		theirs = each(w)
		return theirs
	})
	if theirs != nil || err == nil {
		return theirs
	}
	return p.from.explain(err)
}

func (p *Parcel) base(ctx context.Context, f *File, each func(Was) error) error {
	file, err := p.reader(ctx, f)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 0, 64<<10), maxRecord)
	n := 0
	for ; lines.Scan(); n++ {
		var line baseLine
		if n == f.Rows || json.Unmarshal(lines.Bytes(), &line) != nil {
			return ErrMalformed
		}
		id, err := value.ParseID(line.ID)
		if err != nil || id.IsZero() {
			return ErrMalformed
		}
		if err := each(Was{line.Kind, id, line.Rev, line.Fields}); err != nil {
			return err
		}
	}
	if lines.Err() == bufio.ErrTooLong || lines.Err() == nil && n != f.Rows {
		return ErrMalformed
	}
	return lines.Err()
}
