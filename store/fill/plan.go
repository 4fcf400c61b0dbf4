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
	"tuanjian/store/records"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
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
}

// mostUnfit is how many of these are listed.
const mostUnfit = 200

type laid struct {
	part   Part
	grow   blank.Grow
	puts   []blank.Put
	cards  []blank.Card
	places []int
}

// Of is the list with which a table of a kind is filled when nothing else is asked for: those on the roll, of a branch or of all.
func Of(v *records.View, kind ledger.Kind, under records.Place) *find.List {
	q := records.Query{Kind: kind, Tab: kind.Begin(), Under: under}
	if kind.Named() {
		q.Sort = "name"
	}
	return find.ListOf(v, q)
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
	once := map[int]bool{}
	for _, part := range parts {
		if once[part.Table.nth] {
			return nil, store.Refuse("一张工作表里有几张表的，请一次填一张：填好一张存下来，再拿它填下一张。")
		}
		once[part.Table.nth] = true
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
		if err := p.lay(part, veil); err != nil {
			return nil, err
		}
		if !slices.Contains(p.kinds, part.Table.Kind) {
			p.kinds = append(p.kinds, part.Table.Kind)
		}
	}
	return p, nil
}

func (p *Plan) lay(part Part, veil ledger.Veil) error {
	t := part.Table
	out := laid{part: part}
	for _, c := range t.Columns {
		if c.Key == "" && !c.shut && (t.Card || c.Index != t.serial) {
			p.Empty = append(p.Empty, c.Head)
		}
	}
	w := p.writer(part, veil)
	n := part.List.Len()
	p.Rows += n
	if t.Card {
		for i := range n {
			w.puts = nil
			for j := range t.Columns {
				w.column(i, t.Columns[j].row, t.Columns[j].row, j)
			}
			out.cards = append(out.cards, blank.Card{Name: part.List.View().Text(t.Kind, part.List.Row(i), t.subject), Puts: w.puts})
		}
		p.parts = append(p.parts, out)
		return nil
	}
	g, places, err := p.places(t, n)
	if err != nil {
		return err
	}
	p.Added += g.N
	out.grow, out.places = g, places
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
		if numbered && !w.sheet.Cell(was, t.serial).Formula && !w.covered[blankSpot{was, t.serial}] && w.sheet.Takes(was, t.serial) {
			w.puts = append(w.puts, blank.Put{Row: row, Col: t.serial, Text: strconv.Itoa(t.from + i), Number: !w.sheet.HoldsText(was, t.serial)})
		}
		for j := range t.Columns {
			w.column(i, row, was, j)
		}
	}
	out.puts = w.puts
	p.parts = append(p.parts, out)
	return nil
}

// places are the rows for so many records, and the rows that are added for them.
func (p *Plan) places(t *Table, n int) (g blank.Grow, places []int, err error) {
	if t.Endless {
		for i := range n {
			places = append(places, t.begin+i)
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
	if t.tall {
		return g, nil, store.Refuse("这张表一个人占几行，只有 " + strconv.Itoa(have) + " 个位置，放不下 " + strconv.Itoa(n) + " 个。请先在表里加好空行，或者少选一些。")
	}
	more := n - have
	switch {
	case have == 0 && t.Started > 0:
		g = blank.Grow{At: t.begin, N: more, Model: t.begin - 1, Last: true}
	case have == 0: // the head, and then at once what stands below: its looks will do
		g = blank.Grow{At: t.begin, N: more, Model: t.begin, Bare: true}
	case have == 1:
		g = blank.Grow{At: t.rows[0] + 1, N: more, Model: t.rows[0], Last: true}
	default:
		g = blank.Grow{At: t.rows[have-1], N: more, Model: t.rows[have-2]}
	}
	for _, r := range t.rows {
		if r < g.At {
			places = append(places, r)
		}
	}
	for i := range more {
		places = append(places, g.At+i)
	}
	if have > 1 {
		places = append(places, g.At+more)
	}
	return g, places, nil
}

// A writer makes the cells of one table.
type writer struct {
	p       *Plan
	t       *Table
	list    *find.List
	sheet   *blank.Sheet
	covered map[blankSpot]bool
	veil    ledger.Veil
	columns []ledger.Column // by the place of the table's column
	seconds []ledger.Column
	puts    []blank.Put
	options map[blankSpot][]string
	listed  map[blankSpot]bool
}

func (p *Plan) writer(part Part, veil ledger.Veil) *writer {
	t := part.Table
	w := &writer{p: p, t: t, list: part.List, sheet: p.form.blank.Sheets[t.nth], covered: p.form.covered(t.nth), veil: veil, options: map[blankSpot][]string{}, listed: map[blankSpot]bool{}}
	for _, c := range t.Columns {
		w.columns, w.seconds = append(w.columns, columnOf(t.Kind, c.Key)), append(w.seconds, columnOf(t.Kind, c.Second))
	}
	return w
}

// column puts what a record says to one column into its row; was is the row of the blank form that it is like.
func (w *writer) column(i, row, was, j int) {
	c := &w.t.Columns[j]
	if c.Key == "" || c.shut || w.covered[blankSpot{was, c.col}] || !w.sheet.Takes(was, c.col) {
		return
	}
	if cell := w.sheet.Cell(was, c.col); cell.Formula {
		return
	}
	v, r := w.list.View(), w.list.Row(i)
	a := answerOf(v, w.t.Kind, r, c.Key, w.columns[j], w.veil)
	put := blank.Put{Row: row, Col: c.col}
	if c.Second != "" {
		b := answerOf(v, w.t.Kind, r, c.Second, w.seconds[j], w.veil)
		put.Text = w.plain(a, c)
		if other := w.plain(b, c); other != "" {
			put.Text = strings.TrimPrefix(put.Text+"/"+other, "/")
		}
	} else if words, list := w.optionsAt(was, c.col); list && words != nil && a.text != "" {
		word, ok := a.option(words)
		if !ok {
			w.unfit(row, c, a, words)
			return
		}
		put.Text = word
		_, err := strconv.ParseFloat(word, 64)
		put.Number = err == nil && len(word) < 10 && !w.sheet.HoldsText(was, c.col)
	} else {
		w.dress(&put, a, c, was)
	}
	if put.Text != "" {
		w.puts = append(w.puts, put)
	}
}

// optionsAt are the words of a drop-down, asked for once in each column.
func (w *writer) optionsAt(row, col int) ([]string, bool) {
	at := blankSpot{row, col}
	if !w.t.Card {
		at.row = 0
	}
	if list, known := w.listed[at]; known {
		return w.options[at], list
	}
	words, list := w.sheet.Options(row, col)
	w.options[at], w.listed[at] = words, list
	return words, list
}

func (w *writer) unfit(row int, c *Column, a answer, words []string) {
	if len(w.p.Unfit) >= mostUnfit {
		w.p.More++
		return
	}
	w.p.Unfit = append(w.p.Unfit, Unfit{blank.CellName(row, c.col), c.Head, a.text, words[:min(len(words), 8)]})
}

// plain is an answer in words.
func (w *writer) plain(a answer, c *Column) string {
	if isDate(a.column) {
		if d, err := value.ParseDate(a.text); err == nil && d != 0 {
			return c.layout.write(d)
		}
	}
	return a.text
}

// dress makes a cell hold an answer as its format wants it.
func (w *writer) dress(put *blank.Put, a answer, c *Column, was int) {
	put.Text = a.text
	switch shape := a.column.Shape; {
	case isDate(a.column) || a.column.Key == "duty_from":
		d, err := value.ParseDate(a.text)
		if err != nil || d == 0 {
			return
		}
		shows := w.sheet.Day(was, c.col)
		exact := blank.ToDay
		if d.DayOfMonth() == 0 {
			exact = blank.ToMonth
		}
		if d.Month() == 0 {
			exact = blank.ToYear
		}
		if shows != blank.NoDay && shows <= exact { // it shows no more than is known
			if n := w.p.form.blank.Serial(d.Year(), max(d.Month(), 1), max(d.DayOfMonth(), 1)); n != "" {
				put.Text, put.Number = n, true
				return
			}
		}
		put.Text = c.layout.write(d)
		put.Whole = strings.Trim(put.Text, "0123456789.") == ""
	case shape == ledger.Number || shape == ledger.Amount:
		_, err := strconv.ParseFloat(a.text, 64)
		put.Number = err == nil && !w.sheet.HoldsText(was, c.col)
	default:
		put.Whole = len(a.text) > 4 && strings.Trim(a.text, "0123456789Xx.-+") == ""
	}
}

// Preview are the first rows as they will stand, head first; of cards the first one, a line a cell.
func (p *Plan) Preview(nth, most int) (head []string, rows [][]string) {
	x := p.parts[nth]
	t := x.part.Table
	if t.Card {
		byPlace := map[[2]int]string{}
		for _, put := range x.cards[0].Puts {
			byPlace[[2]int{put.Row, put.Col}] = p.shown(put, t)
		}
		for _, c := range t.Columns {
			rows = append(rows, []string{c.Head, byPlace[[2]int{c.row, c.col}]})
		}
		return []string{"空格", "填上"}, rows
	}
	at := map[int]int{}
	for _, c := range t.Columns {
		at[c.col] = len(head)
		head = append(head, c.Head)
	}
	line := map[int]int{}
	for i, r := range x.places[:min(len(x.places), most)] {
		line[r] = i
		rows = append(rows, make([]string, len(head)))
	}
	for _, put := range x.puts {
		i, ok := line[put.Row]
		j, known := at[put.Col]
		if ok && known {
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
		all = append(all, blank.Change{Sheet: x.part.Table.nth, Grow: x.grow, Puts: x.puts})
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
		if err := p.form.blank.Write(ctx, one, []blank.Change{{Sheet: p.parts[0].part.Table.nth, Puts: card.Puts}}); err != nil {
			return err
		}
	}
	return z.Close()
}
