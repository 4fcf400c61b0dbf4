package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// An Intake is a workbook on its way into the ledger: found tables, their mapping
// that a person may correct, the plan, and the report. Nothing is written before
// Apply.
//
// A screen leads a person through it so: Read finds the tables; where it found
// none or the wrong one, Sheets says of each sheet what was made of it, SheetRows
// shows its cells and Head reads it with the head that the person points at, or with
// none. Map sends a column elsewhere, Take takes or leaves a table, ShowHidden takes
// what the file hides. Plan judges every row; Edit changes one cell, after which Plan
// is asked again. LeftOut names all that would not go in.
type Intake struct {
	book    *store.Book
	file    *sheet.Workbook
	kinds   []ledger.Kind
	hidden  bool             // what the file hides is taken too
	Tables  []*Table         // in the order in which they go in
	Sheets  []*Sheet         // every sheet of the file, in its order
	Ignored []string         // sheets in which no known table was found
	heads   map[int]headSaid // heads that a person pointed at, by sheet

	keepPosts string // why posts do not end with their people, "" when they do
	missing   bool   // every unknown branch is created
}

// An Table is one table that was recognised as of one kind.
type Table struct {
	Kind    ledger.Kind
	Sheet   string
	Nth     int    // the sheet's place in Intake.Sheets
	Title   string // what stands above the head
	Lay     sheet.Lay
	Columns []Column
	Rows    int // rows of data found
	Skipped int // totals, signatures, repeated heads
	found   sheet.Found
	why     map[int]string    // why columns were taken back
	units   map[int]string    // in what the amounts of a column are, as a person said
	codes   map[string]string // whose figures stand in the column of a field, as a person said
	decided map[string]Decision
}

// An Column is one column of the office's table and the field it goes to; ""
// when it is left out.
type Column struct {
	Index    int // in the table; Cell names it in the office's sheet
	Head     string
	Key      string
	Also     string // the field that it fills in rows where a better column is empty
	Second   string // the field of the second value in its cells: 政治面貌/入党时间
	Inferred bool   // known by its values, not by its head
	Why      string // for people: why it is left out, or how its values are read; "" when there is nothing to say
	Sample   string // the first value below the head
}

// A Decision says what becomes of a branch that the ledger does not know.
type Decision struct {
	Create bool     // make a branch of this name
	Use    value.ID // or take this one
	Loose  bool     // or leave the member unassigned, the name kept as it was written
}

// Read reads a workbook and finds its tables. With kinds given, a person has
// said what the file is: only those are looked for, and less is needed to know them.
// What the file hides, sheets and rows, is left out; ShowHidden takes it. A mapping
// that a person corrected for the same heads is taken up again. progress may be nil.
//
// The error says why no table was found; ReadSheets reads the file all the same, for a
// person to point at its head.
func Read(ctx context.Context, b *store.Book, path string, kinds []ledger.Kind, progress func(done, total int)) (*Intake, error) {
	in, err := ReadSheets(ctx, b, path, kinds, progress)
	if err != nil {
		return nil, err
	}
	if len(in.Tables) == 0 {
		return nil, in.nothingFound()
	}
	return in, nil
}

// mostCells is how many cells are looked through for tables: 50,000 rows of 80 columns.
const mostCells = 4_000_000

// ReadSheets is Read for a file of which perhaps no table is understood: then
// Tables is empty, and Head may say where one is.
func ReadSheets(ctx context.Context, b *store.Book, path string, kinds []ledger.Kind, progress func(done, total int)) (*Intake, error) {
	if err := refuseKinds(b, kinds); err != nil {
		return nil, err
	}
	file, err := sheet.Read(ctx, path, progress)
	if err != nil {
		return nil, store.Tell(err)
	}
	cells := 0
	for _, s := range file.Sheets {
		for _, row := range s.Rows {
			cells += len(row)
		}
	}
	if cells > mostCells {
		return nil, store.Refuse("表里的格子太多，一次最多 400 万个。请只留下要导入的行和列，或者分成几份再导入。")
	}
	in := &Intake{book: b, file: file, kinds: kinds, heads: map[int]headSaid{}}
	in.find(ctx)
	if err := ctx.Err(); err != nil {
		return nil, store.Tell(err)
	}
	return in, nil
}

// find looks for the tables anew. All vocabularies compete for each sheet, so that a
// sheet of enterprises is not taken for members when only members are asked for.
func (in *Intake) find(ctx context.Context) {
	in.Tables, in.Ignored, in.Sheets = nil, nil, nil
	var empty []sheet.Found
	take := func(all []sheet.Found) {
		for _, found := range all {
			if _, said := in.heads[found.Sheet]; said || len(in.kinds) > 0 && !slices.Contains(in.kinds, ledger.KindOf(found.Table)) {
				continue
			}
			kind, _ := in.typed(found.Sheet)
			switch s := &in.file.Sheets[found.Sheet]; {
			case s.Hidden && !in.hidden, kind != nil && kind != ledger.KindOf(found.Table):
			case len(found.Rows) == 0:
				empty = append(empty, found)
			default:
				in.Tables = append(in.Tables, in.table(found))
			}
		}
	}
	located := in.locate(ctx, ledger.OfOffice)
	located = append(located, in.back(located)...)
	take(located)
	if len(in.Tables) == 0 && len(in.kinds) > 0 {
		located = in.locate(ctx, in.kinds)
		take(located)
	}
	for nth, said := range in.heads {
		if t := in.headed(nth, said); t != nil {
			in.Tables = append(in.Tables, t)
		}
	}
	slices.SortStableFunc(in.Tables, func(x, y *Table) int {
		return slices.Index(ledger.All, x.Kind) - slices.Index(ledger.All, y.Kind)
	})
	in.tellSheets(located, empty)
}

func (in *Intake) locate(ctx context.Context, kinds []ledger.Kind) []sheet.Found {
	var vocabularies []sheet.Vocabulary
	for _, k := range kinds {
		vocabularies = append(vocabularies, vocabulary(k, slices.Contains(in.kinds, k), in.hidden))
	}
	if len(vocabularies) == 0 {
		return nil
	}
	return sheet.Locate(ctx, in.file, vocabularies...)
}

func (in *Intake) table(found sheet.Found) *Table {
	t := &Table{Kind: ledger.KindOf(found.Table), Sheet: found.Name, Nth: found.Sheet, Title: found.Title, Lay: found.Lay,
		Rows: len(found.Rows), Skipped: len(found.Skipped), found: found, decided: map[string]Decision{}, units: map[int]string{}, codes: map[string]string{}}
	t.untell()
	var remembered map[string]string
	if t.Lay != sheet.LayHeadless && in.book.Setting("mapping."+t.headsHash(), &remembered) {
		count := map[string]int{}
		for _, c := range slices.Clone(t.found.Columns) {
			if key, ok := remembered[nthHead(count, c.Head)]; ok && c.Key != key {
				t.found.SetKey(c.Index, key, remarkKey)
			}
		}
	}
	t.tellDates(in.book.Today().Basis().Today)
	t.columns()
	return t
}

func (t *Table) columns() {
	t.Columns = t.Columns[:0]
	for _, c := range t.found.Columns {
		ic := Column{Index: c.Index, Head: c.Head, Key: c.Key, Also: c.Also, Second: c.Second, Inferred: c.Inferred}
		if c.Twice {
			ic.Key = ""
		}
		if c.Also == "name" || c.Also == "person" { // a second name is not the same person's
			ic.Also, t.why[c.Index] = "", "前面已有一列“"+t.headFor(c.Also)+"”"
		}
		if c.Whose && t.why[c.Index] == "" {
			t.why[c.Index] = "前面已有一列“" + t.headFor(t.subject()) + "”，这一列说不准是谁的"
		}
		if c.Others && t.why[c.Index] == "" {
			t.why[c.Index] = "不是本人、本单位的"
		}
		for _, r := range t.found.Rows[:min(20, len(t.found.Rows))] {
			if ic.Sample = t.found.Grid().Cell(r, c.Index); ic.Sample != "" {
				break
			}
		}
		ic.Why = t.explain(ic)
		if c.Key != recordKey {
			t.Columns = append(t.Columns, ic)
		}
	}
}

// subject is the key of the column that says whom or what a row is about.
func (t *Table) subject() string { return t.Kind.Sheet().Vital[0] }

// Choices are the fields to which a column of the table can go.
func (t *Table) Choices() []ledger.Column {
	return append(slices.Clone(t.Kind.Columns()[:t.Kind.Fields()]), t.Kind.Sheet().Besides...)
}

// Map sends a column to a field, "" to leave it out, and remembers the mapping for
// the next file with the same heads.
func (in *Intake) Map(t *Table, index int, key string) error {
	t.found.SetKey(index, key, remarkKey)
	delete(t.why, index)
	t.columns()
	if t.Lay == sheet.LayHeadless { // its columns have no names to know them by
		return nil
	}
	mapping, count := map[string]string{}, map[string]int{}
	for _, c := range t.Columns {
		if head := nthHead(count, c.Head); c.Also == "" {
			mapping[head] = c.Key
		}
	}
	return in.book.SetSetting("mapping."+t.headsHash(), mapping)
}

// nthHead tells heads apart that come several times in one table.
func nthHead(count map[string]int, head string) string {
	if count[head]++; count[head] > 1 {
		return head + "\n" + strconv.Itoa(count[head])
	}
	return head
}

// headsHash names a layout by its heads, so that it is known again next month.
func (t *Table) headsHash() string {
	var heads []string
	for _, c := range t.found.Columns {
		heads = append(heads, c.Head)
	}
	slices.Sort(heads)
	sum := sha256.Sum256([]byte(t.found.Table + "\n" + strings.Join(heads, "\n")))
	return hex.EncodeToString(sum[:12])
}

// Decide says what becomes of an unknown branch; the plan must be made again.
func (t *Table) Decide(word string, d Decision) { t.decided[rules.PlainName(word)] = d }

// Cell names a cell of the table as Excel does, by its place in the office's sheet.
func (t *Table) Cell(row, col int) string { return sheet.CellName(t.found.Place(row, col)) }

// cell names the cell of a key; a row's first where no column has it.
func (t *Table) cell(row int, key string) string {
	return t.Cell(row, max(t.found.Column(key), 0))
}
