package fill

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/blank"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// A Part is which records go into which table.
type Part struct {
	Table *Table
	List  *find.List
}

// Whole says that ID numbers and phones go out as they are, and for what.
type Whole struct {
	Full   bool
	Reason string
}

// A Plan is what will stand where. Nothing is written and nothing noted yet.
type Plan struct {
	Rows  int // records that go in
	Added int // rows that are added for them
	Unfit []Unfit
	More  int // that would not fit, beyond those in Unfit
	Empty []string
	Stars bool // numbers are hidden in part

	form  *Form
	whole Whole
	parts []laid
	kinds []ledger.Kind
}

// An Unfit is a value that the drop-down of its cell does not have: the cell stays empty.
type Unfit struct {
	Cell, Head, Text string
	Options          []string

	table         *Table
	nth, row, col int // before other tables of the sheet grew
}

// mostUnfit is how many of these are listed.
const mostUnfit = 200

type laid struct {
	part   Part
	grow   blank.Grow
	puts   []blank.Put
	cards  []blank.Card
	first  []string // of cards what the first one gets, by its columns
	places []int
	shifts []int // by how many columns further right
}

// Lay says what will stand where.
func (f *Form) Lay(ctx context.Context, parts []Part, whole Whole) (*Plan, error) {
	if whole.Full {
		if err := f.book.Allow(store.MayExportWhole); err != nil {
			return nil, err
		}
		if strings.TrimSpace(whole.Reason) == "" {
			return nil, store.Refuse("填完整的证件号码和电话要写明用途。")
		}
	}
	p := &Plan{form: f, whole: whole}
	if len(parts) == 0 {
		return nil, store.Refuse("没有选要填的表。")
	}
	veil := ledger.Bare
	for _, part := range parts {
		if part.List.Kind() != part.Table.Kind {
			return nil, store.Refuse("这张表填的是" + part.Table.Kind.Title() + "，选的是" + part.List.Kind().Title() + "。")
		}
		if part.List.Len() == 0 {
			return nil, store.Refuse("没有要填的" + part.Table.Kind.Title() + "。请换一个范围。")
		}
		var keys []string
		for _, c := range part.Table.Columns {
			keys = append(keys, c.Key, c.Second)
			for _, key := range []string{c.Key, c.Second} {
				column := columnOf(part.Table.Kind, key)
				p.Stars = p.Stars || !whole.Full && (column.Secret || column.Birth)
			}
		}
		veil = max(veil, find.VeilOver(part.Table.Kind, keys, whole.Full)) // what one table tells counts for all
	}
	for _, part := range parts {
		if err := ctx.Err(); err != nil {
			return nil, store.Tell(err)
		}
		need, err := needed(part, parts)
		if err != nil {
			return nil, err
		}
		if err := p.lay(part, need, veil); err != nil {
			return nil, err
		}
		if !slices.Contains(p.kinds, part.Table.Kind) {
			p.kinds = append(p.kinds, part.Table.Kind)
		}
	}
	p.settle()
	return p, nil
}

// needed is how many records a table must have room for: it grows with those that stand beside it.
func needed(part Part, parts []Part) (int, error) {
	t, n := part.Table, part.List.Len()
	for _, other := range parts {
		o := other.Table
		if t.Card || o == t || o.nth != t.nth || len(t.rows) == 0 || len(o.rows) == 0 || o.rows[len(o.rows)-1] < t.rows[0] || t.rows[len(t.rows)-1] < o.rows[0] {
			continue
		}
		switch same := slices.Equal(t.rows, o.rows) && len(t.beside)+len(o.beside) == 0; {
		case same:
			n = max(n, other.List.Len())
		case n > len(t.rows) || other.List.Len() > len(o.rows):
			return 0, store.Refuse("工作表“" + t.Sheet + "”里并排的两张表，空行不一样多，加行会弄乱另一张。请先在表里加好空行，或者一次填一张。")
		}
	}
	return n, nil
}

// settle tells of cells where they will lie when all tables have grown.
func (p *Plan) settle() {
	for i := range p.Unfit {
		u := &p.Unfit[i]
		row := u.row
		for _, x := range p.parts {
			if x.part.Table.nth == u.nth && x.part.Table != u.table && x.grow.N > 0 && x.grow.At <= u.row && !slices.Equal(x.part.Table.rows, u.table.rows) {
				row += x.grow.N
			}
		}
		u.Cell = blank.CellName(row, u.col)
	}
}

func (p *Plan) lay(part Part, need int, veil ledger.Veil) error {
	t := part.Table
	out := laid{part: part}
	for _, c := range t.Columns {
		if c.Key == "" && !c.shut && c.nthOf == 0 && (t.Card || c.Index != t.serial) {
			p.Empty = append(p.Empty, c.Head)
		}
	}
	w := p.writer(part, veil)
	n := part.List.Len()
	p.Rows += n
	if t.Card {
		for i := 0; i < n; i += t.PerSheet() {
			card := blank.Card{Name: part.List.View().Text(t.Kind, part.List.Row(i), t.subject)}
			for j, c := range t.Columns {
				w.puts, w.sheet, w.covered = nil, p.form.blank.Sheets[c.nth], p.form.covered(c.nth)
				if i+c.nthOf < n {
					w.column(i+c.nthOf, c.row, c.row, j)
				}
				card.Put(c.nth, w.puts...)
				if i == 0 {
					out.first = append(out.first, "")
					for _, put := range w.puts {
						out.first[j] = p.shown(put, t)
					}
				}
			}
			out.cards = append(out.cards, card)
		}
		p.parts = append(p.parts, out)
		return nil
	}
	blocks := 1 + len(t.beside)
	g, rows, err := p.places(t, (need+blocks-1)/blocks)
	if err != nil {
		return err
	}
	if len(t.beside) > 0 && !t.Endless { // one block is filled before the next
		rows = append(rows, t.rows[min(len(rows), len(t.rows)):]...)
	}
	if !slices.ContainsFunc(p.parts, func(x laid) bool { return x.part.Table.nth == t.nth && x.grow == g }) {
		p.Added += g.N
	}
	var places, shifts []int
	for _, shift := range append([]int{0}, t.beside...) {
		for _, r := range rows[:min(len(rows), n-len(places))] {
			places, shifts = append(places, r), append(shifts, shift)
		}
	}
	out.grow, out.places, out.shifts = g, places, shifts
	numbered := slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Serial && c.Key == "" && !c.shut })
	for i, row := range places {
		was := row
		switch {
		case g.N > 0 && row >= g.At+g.N:
			was = row - g.N
		case g.N > 0 && row >= g.At:
			if was = g.Model; g.Bare {
				was = -1
			}
		}
		w.shift = shifts[i]
		if at := t.serial + w.shift; numbered && !w.sheet.Cell(was, at).Formula && !w.covered[blankSpot{was, at}] && w.sheet.Takes(was, at) {
			w.puts = append(w.puts, blank.Put{Row: row, Col: at, Text: strconv.Itoa(t.from + i), Number: !w.sheet.HoldsText(was, at)})
		}
		if row != was && was >= 0 {
			for at := range t.printed.words { // a new record has its labels too
				w.puts = append(w.puts, blank.Put{Row: row + at.row, Col: at.col, Own: []blank.Edit{}})
			}
		}
		for j, c := range t.Columns {
			if was < 0 {
				w.column(i, row+c.row, was, j)
			} else {
				w.column(i, row+c.row, was+c.row, j)
			}
		}
	}
	out.puts = w.puts
	p.parts = append(p.parts, out)
	return nil
}

// places are the rows for so many records, and the rows that are added for them.
func (p *Plan) places(t *Table, n int) (g blank.Grow, places []int, err error) {
	if t.Endless {
		for r := t.begin; len(places) < n; r++ {
			if !p.form.blank.Sheets[t.nth].HiddenRow(r) {
				places = append(places, r)
			}
		}
		return g, places, nil
	}
	have := len(t.rows)
	if n <= have {
		return g, t.rows[:n], nil
	}
	if have == 0 && p.form.blank.Text.Kind == "docx" {
		return g, nil, store.Refuse("表里没有空行，不知道新的一行该是什么样子。请在 Word 里加一行空行再填。")
	}
	k := max(t.tall, 1)
	if t.tall < 0 {
		return g, nil, store.Refuse("这张表一个人占几行，只有 " + strconv.Itoa(have) + " 个位置，放不下 " + strconv.Itoa(n) + " 个。请先在表里加好空行，或者少选一些。")
	}
	more := n - have
	switch {
	case have == 0 && t.Started > 0:
		g = blank.Grow{At: t.begin, N: more, Model: t.begin - 1, Last: true}
	case have == 0: // the head, and then at once what stands below: its looks will do
		g = blank.Grow{At: t.begin, N: more, Model: t.begin, Bare: true}
	case have == 1:
		g = blank.Grow{At: t.rows[0] + k, N: more * k, Model: t.rows[0], Last: true, Tall: k}
	default:
		g = blank.Grow{At: t.rows[have-1], N: more * k, Model: t.rows[have-2], Tall: k}
	}
	for _, r := range t.rows {
		if r < g.At {
			places = append(places, r)
		}
	}
	for i := range more {
		places = append(places, g.At+i*k)
	}
	if have > 1 {
		places = append(places, g.At+more*k)
	}
	return g, places, nil
}

// Preview are the first rows as they will stand, head first; of cards the first one, a line a cell.
func (p *Plan) Preview(nth, most int) (head []string, rows [][]string) {
	x := p.parts[nth]
	t := x.part.Table
	if t.Card {
		for i, c := range t.Columns {
			rows = append(rows, []string{c.Head, x.first[i]})
		}
		return []string{"空格", "填上"}, rows
	}
	at := map[[2]int]int{}
	for _, c := range t.Columns {
		at[[2]int{c.row, c.col}] = len(head)
		head = append(head, c.Head)
	}
	line := map[[2]int]int{}
	for i, r := range x.places[:min(len(x.places), most)] {
		for _, c := range t.Columns {
			line[[2]int{r + c.row, c.col + x.shifts[i]}] = i
		}
		rows = append(rows, make([]string, len(head)))
	}
	for _, put := range x.puts {
		i, ok := line[[2]int{put.Row, put.Col}]
		if !ok {
			continue
		}
		j, known := at[[2]int{put.Row - x.places[i], put.Col - x.shifts[i]}]
		if known {
			rows[i][j] = p.shown(put, t)
		}
	}
	return head, rows
}

// shown is a cell as a person will see it.
func (p *Plan) shown(put blank.Put, t *Table) string {
	if put.Number {
		for _, c := range t.Columns {
			if c.col == put.Col && (isDate(columnOf(t.Kind, c.Key)) || c.Key == "duty_from") {
				return p.form.blank.DayOf(put.Text)
			}
		}
	}
	return put.Text
}

// Write writes the filled form and notes it in the journal. The name ends as the form's, or for cards in .zip, which then holds
// a file for each.
func (p *Plan) Write(ctx context.Context, to string) error {
	ending := strings.ToLower(filepath.Ext(to))
	cards := slices.ContainsFunc(p.parts, func(x laid) bool { return x.part.Table.Card })
	if ending != p.form.Ending && !(ending == ".zip" && cards) {
		words := "文件名要和空表一样，以 " + p.form.Ending + " 结尾。"
		if cards {
			words = "文件名要以 " + p.form.Ending + " 结尾，或者以 .zip 结尾（一人一个文件）。"
		}
		return store.Refuse(words)
	}
	if sheet.Same(to, p.form.path) {
		return store.Refuse("填好的表不能写到空表上。请换个文件名。")
	}
	if cards && len(p.parts) > 1 {
		return store.Refuse("登记表请一种一种地填：只选一张。")
	}
	var names []string
	for _, k := range p.kinds {
		names = append(names, k.Name())
	}
	err := p.form.book.WriteOut(to, func(w io.Writer) error {
		switch {
		case cards && ending == ".zip":
			return p.writeEach(ctx, w)
		case cards:
			return p.form.blank.WriteCards(ctx, w, p.parts[0].part.Table.nth, p.parts[0].cards)
		}
		return p.form.blank.Write(ctx, w, p.changes())
	}, func() error {
		_, err := p.form.book.Do(store.Intent{Deed: "fill", What: strings.Join(names, " "), Rows: p.Rows, Whole: p.whole.Full, Reason: p.whole.Reason}, func(*store.Turn) error { return nil })
		return err
	})
	if err != nil {
		return store.Tell(err)
	}
	return nil
}

// Each says that the cards can only be written as a file each.
func (p *Plan) Each() bool {
	x := p.parts[0]
	return x.part.Table.Card && len(x.cards) > 1 && p.form.Ending != ".xlsx"
}

// changes are what is done to the sheets: of tables that stand in one sheet, as one change.
func (p *Plan) changes() (all []blank.Change) {
	for _, x := range p.parts {
		nth := x.part.Table.nth
		if i := slices.IndexFunc(all, func(c blank.Change) bool { return c.Sheet == nth && c.Grow == x.grow }); i >= 0 {
			all[i].Puts = append(slices.Clip(all[i].Puts), x.puts...)
			continue
		}
		all = append(all, blank.Change{Sheet: nth, Grow: x.grow, Puts: x.puts})
	}
	return all
}

// writeEach writes a file for each card; the files are numbered, since names of people stand in no file's name.
func (p *Plan) writeEach(ctx context.Context, w io.Writer) error {
	z := zip.NewWriter(w)
	for i, card := range p.parts[0].cards {
		one, err := z.Create(fmt.Sprintf("登记表_%03d%s", i+1, p.form.Ending))
		if err != nil {
			return err
		}
		if err := p.form.blank.Write(ctx, one, card.Changes); err != nil {
			return err
		}
	}
	return z.Close()
}
