package sheet

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Fault says what is wrong with a cell of the sheet that was read. Row and Col are counted from 0; Col -1 means the row
// as a whole. The cell may be empty.
type Fault struct {
	Row, Col int
	Reason   string
}

// Faulty is a sheet that was read, the table found in it, and what is wrong there.
type Faulty struct {
	Sheet  *Sheet
	Found  Found
	Faults []Fault
}

// WriteFaults writes the office's own sheets with only their faulty rows: the lines above the head and the head as they
// were, all columns, faulty cells red, and the reasons in a column 错误原因, which takes the place of one left from an
// earlier time. All cells are texts. The result can be corrected and read again: Locate leaves the reasons out.
func WriteFaults(ctx context.Context, w io.Writer, sheets ...Faulty) error {
	b, err := newBook()
	if err != nil {
		return err
	}
	defer b.close()
	red, err := b.f.NewStyle(&excelize.Style{NumFmt: 49, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FF9999"}}})
	if err != nil {
		return err
	}
	for _, s := range sheets {
		if err := b.writeFaulty(ctx, newFaulty(s.Sheet, s.Found, s.Faults), red); err != nil {
			return err
		}
	}
	return b.finish(ctx, w)
}

func (b *book) writeFaulty(ctx context.Context, t *faulty, red int) error {
	name, err := b.addSheet(t.s.Name)
	if err != nil {
		return err
	}
	top := t.f.HeadBottom
	if err := b.page(name, top, t.width-1, top+len(t.rows)); err != nil {
		return err
	}
	sw, err := b.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for c, width := range t.widths() {
		if err := sw.SetColWidth(c+1, c+1, width); err != nil {
			return err
		}
		if err := sw.SetColStyle(c+1, c+1, b.text); err != nil {
			return err
		}
	}
	err = sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: top + 1, TopLeftCell: CellName(top+1, 0), ActivePane: "bottomLeft"})
	if err != nil {
		return err
	}
	if err := t.writeTop(sw, b); err != nil {
		return err
	}
	for i, r := range t.rows {
		if i%progressEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if err := sw.SetRow(CellName(top+1+i, 0), t.cells(r, b.text, red)); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// faulty is a sheet reduced to its faulty rows.
type faulty struct {
	s      *Sheet
	f      Found
	rows   []int
	faults map[int][]Fault // by row
	reason int             // the column of reasons
	width  int             // columns in all
}

func newFaulty(s *Sheet, f Found, faults []Fault) *faulty {
	t := &faulty{s: s, f: f, faults: map[int][]Fault{}, reason: f.reason}
	if byRow := func(a, b Fault) int { return a.Row - b.Row }; !slices.IsSortedFunc(faults, byRow) {
		faults = slices.Clone(faults)
		slices.SortStableFunc(faults, byRow)
	}
	for len(faults) > 0 {
		n := 0
		for n < len(faults) && faults[n].Row == faults[0].Row {
			t.width = max(t.width, faults[n].Col+1)
			n++
		}
		t.rows = append(t.rows, faults[0].Row)
		t.faults[faults[0].Row], faults = faults[:n], faults[n:]
	}
	for r := range min(f.HeadBottom+1, len(s.Rows)) {
		t.width = max(t.width, len(s.Rows[r]))
	}
	for _, r := range t.rows {
		if r >= 0 && r < len(s.Rows) {
			t.width = max(t.width, len(s.Rows[r]))
		}
	}
	if t.reason < 0 {
		t.reason = t.width
	}
	t.width = max(t.width, t.reason+1)
	return t
}

func addOnce(all []string, text string) []string {
	for _, a := range all {
		if a == text {
			return all
		}
	}
	return append(all, text)
}

// text is what a row below the head shows in a column.
func (t *faulty) text(r, c int) string {
	if c == t.reason {
		var reasons []string
		for _, f := range t.faults[r] {
			reasons = addOnce(reasons, f.Reason)
		}
		return strings.Join(reasons, "；")
	}
	if text := t.s.Cell(r, c); text != "" {
		return text
	}
	return t.s.Error(r, c)
}

func (t *faulty) cells(r, plain, red int) []any {
	values := make([]any, t.width)
	for c := range values {
		style := plain
		if c != t.reason && slices.ContainsFunc(t.faults[r], func(f Fault) bool { return f.Col == c }) {
			style = red
		}
		if text := t.text(r, c); text != "" || style == red {
			values[c] = excelize.Cell{StyleID: style, Value: text}
		}
	}
	return values
}

// writeTop writes the lines above the head and the head itself, with their merged cells.
func (t *faulty) writeTop(sw *excelize.StreamWriter, b *book) error {
	for _, m := range t.s.Merged {
		if m.Bottom <= t.f.HeadBottom && m.Right < MaxColumns && (m.Top < t.f.HeadTop || m.Left > t.reason || m.Right < t.reason) {
			if err := sw.MergeCell(CellName(m.Top, m.Left), CellName(m.Bottom, m.Right)); err != nil {
				return err
			}
		}
	}
	for r := range t.f.HeadBottom + 1 {
		texts := make([]string, t.width)
		for c := range texts {
			texts[c] = t.s.Cell(r, c)
		}
		style := b.text
		if r >= t.f.HeadTop {
			style = b.head
			texts[t.reason] = ""
			if r == t.f.HeadBottom {
				texts[t.reason] = ReasonHead
			}
		}
		if err := setTexts(sw, r, style, texts); err != nil {
			return err
		}
	}
	return nil
}

func (t *faulty) widths() []float64 {
	all := make([]float64, t.width)
	for c := range all {
		n := displayWidth(t.s.Cell(t.f.HeadBottom, c))
		for _, r := range t.rows[:min(len(t.rows), 200)] {
			n = max(n, displayWidth(t.text(r, c)))
		}
		all[c] = float64(min(max(n+2, 8), 60))
	}
	return all
}
