package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
)

// An Intake is a workbook on its way into the ledger: found tables, their mapping
// that a person may correct, the plan, and the report. Nothing is written before
// Apply.
type Intake struct {
	book    *Book
	file    *sheet.Workbook
	Tables  []*IntakeTable // in the order in which they go in
	Ignored []string       // sheets in which no known table was found
}

// An IntakeTable is one sheet that was recognised as a table of one kind.
type IntakeTable struct {
	Kind    ledger.Kind
	Sheet   string
	Title   string // what stands above the head
	Columns []IntakeColumn
	Rows    int // rows of data found
	Skipped int // totals, signatures, repeated heads
	found   sheet.Found
	decided map[string]Decision
}

// An IntakeColumn is one column of the office's table and the field it goes to; ""
// when it is left out.
type IntakeColumn struct {
	Index  int
	Head   string
	Key    string
	Sample string // the first value below the head
}

// A Decision says what becomes of a branch that the ledger does not know.
type Decision struct {
	Create bool      // make a branch of this name
	Use    ledger.ID // or take this one
	Loose  bool      // or leave the member unassigned, the name kept as it was written
}

// Keys that no table has as a field and that the intake understands.
var intakeKeys = map[string][]ledger.Column{
	"member": {{Key: "duty", Label: "团内职务"}, {Key: "duty_from", Label: "任现职年月"}, {Key: "duty_sort", Label: "团干部性质"}, {Key: "drifting", Label: "是否流动"}},
	"branch": {{Key: "secretary", Label: "书记"}},
}

// recordKey is the hidden column by which our own workbooks name their records.
const recordKey = "record"

const recordHead = "记录号（请勿改动）"

// titleWords are what stands in titles and sheet names above each kind's table.
var titleWords = map[string][]string{
	"community":  {"社区"},
	"enterprise": {"企业", "非公", "台账", "市场主体", "单位"},
	"branch":     {"团组织", "支部台账", "组织台账", "团支部"},
	"member":     {"团员", "花名册", "名册", "青年"},
	"post":       {"任职", "团干部", "干部"},
}

// vital are the columns without which a table is hardly of the kind.
var vital = map[string][]string{
	"community": {"name"}, "enterprise": {"name"}, "branch": {"name"}, "member": {"name", "idno"}, "post": {"person", "duty"},
}

func vocabulary(kind ledger.Kind) sheet.Vocabulary {
	v := sheet.Vocabulary{Table: kind.Name(), Words: titleWords[kind.Name()]}
	words := ledger.Headers(kind)
	for _, key := range sortedKeys(words) {
		v.Terms = append(v.Terms, sheet.Term{Key: key, Names: words[key], Must: slices.Contains(vital[kind.Name()], key)})
	}
	v.Terms = append(v.Terms, sheet.Term{Key: recordKey, Names: []string{recordHead}})
	return v
}

// ReadIntake reads a workbook and finds its tables. With kinds given, only those
// are looked for. A mapping that a person corrected for the same heads is taken up
// again. progress may be nil.
func (b *Book) ReadIntake(ctx context.Context, path string, kinds []ledger.Kind, progress func(done, total int)) (*Intake, error) {
	file, err := sheet.Read(ctx, path, progress)
	if err != nil {
		return nil, Tell(err)
	}
	in := &Intake{book: b, file: file}
	taken := map[int]bool{}
	take := func(all []sheet.Found) {
		for _, found := range all {
			if len(kinds) == 0 || slices.Contains(kinds, ledger.KindOf(found.Table)) {
				taken[found.Sheet] = true
				in.Tables = append(in.Tables, in.table(found))
			}
		}
	}
	// All vocabularies compete for each sheet, so that a sheet of enterprises is not
	// taken for members when only members are asked for.
	take(locate(file, communityKinds))
	if len(in.Tables) == 0 {
		take(locate(file, kinds))
	}
	for i, s := range file.Sheets {
		if !taken[i] && !s.Hidden {
			in.Ignored = append(in.Ignored, s.Name)
		}
	}
	if len(in.Tables) == 0 {
		return nil, &Error{Code: BadFile, Message: "没有找到能认出来的表头。表头里要有“姓名”“身份证号”或“企业名称”“组织全称”这样的列名，请核对后再导入。"}
	}
	slices.SortStableFunc(in.Tables, func(x, y *IntakeTable) int {
		return slices.Index(ledger.All, x.Kind) - slices.Index(ledger.All, y.Kind)
	})
	return in, nil
}

// locate finds the tables that are well enough understood to be taken in.
func locate(file *sheet.Workbook, kinds []ledger.Kind) []sheet.Found {
	var vocabularies []sheet.Vocabulary
	for _, k := range kinds {
		vocabularies = append(vocabularies, vocabulary(k))
	}
	if len(vocabularies) == 0 {
		return nil
	}
	return slices.DeleteFunc(sheet.Locate(file, vocabularies...), func(f sheet.Found) bool { return f.Score < 0.2 || len(f.Rows) == 0 })
}

func (in *Intake) table(found sheet.Found) *IntakeTable {
	t := &IntakeTable{Kind: ledger.KindOf(found.Table), Sheet: found.Name, Title: found.Title, Rows: len(found.Rows), Skipped: len(found.Skipped), found: found, decided: map[string]Decision{}}
	var remembered map[string]string
	if in.book.Setting("mapping."+t.headsHash(), &remembered) {
		for head, key := range remembered {
			for _, c := range found.Columns {
				if c.Head == head {
					t.found.SetKey(c.Index, key)
				}
			}
		}
	}
	t.columns(in.file)
	return t
}

func (t *IntakeTable) columns(file *sheet.Workbook) {
	t.Columns = t.Columns[:0]
	s := &file.Sheets[t.found.Sheet]
	for _, c := range t.found.Columns {
		ic := IntakeColumn{Index: c.Index, Head: c.Head, Key: c.Key}
		if c.Twice {
			ic.Key = ""
		}
		for _, r := range t.found.Rows[:min(20, len(t.found.Rows))] {
			if ic.Sample = s.Cell(r, c.Index); ic.Sample != "" {
				break
			}
		}
		if c.Key != recordKey {
			t.Columns = append(t.Columns, ic)
		}
	}
}

// Choices are the fields to which a column of the table can go.
func (t *IntakeTable) Choices() []ledger.Column {
	return append(slices.Clone(t.Kind.Columns()[:t.Kind.Fields()]), intakeKeys[t.Kind.Name()]...)
}

// Map sends a column to a field, "" to leave it out, and remembers the mapping for
// the next file with the same heads.
func (in *Intake) Map(t *IntakeTable, index int, key string) error {
	t.found.SetKey(index, key)
	t.columns(in.file)
	mapping := map[string]string{}
	for _, c := range t.Columns {
		mapping[c.Head] = c.Key
	}
	return in.book.SetSetting("mapping."+t.headsHash(), mapping)
}

// headsHash names a layout by its heads, so that it is known again next month.
func (t *IntakeTable) headsHash() string {
	var heads []string
	for _, c := range t.found.Columns {
		heads = append(heads, c.Head)
	}
	slices.Sort(heads)
	sum := sha256.Sum256([]byte(t.found.Table + "\n" + strings.Join(heads, "\n")))
	return hex.EncodeToString(sum[:12])
}

// Decide says what becomes of an unknown branch; the plan must be made again.
func (t *IntakeTable) Decide(word string, d Decision) { t.decided[plainName(word)] = d }

// cell names a cell of the office's sheet as Excel does.
func (t *IntakeTable) cell(row int, key string) string {
	if c := t.found.Column(key); c >= 0 {
		return sheet.CellName(row, c)
	}
	return sheet.CellName(row, 0)
}
