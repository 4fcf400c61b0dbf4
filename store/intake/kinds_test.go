package intake_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/intake"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
	"tuanjian/store/stage"
)

// An officeTable is a small sheet as an office would have it and what must come of it:
// one line a record that goes in, key=value parted by |; the records must be these and
// no others. Where nothing may go in, want begins with "!" and says what the refusal or
// the faults must say.
type officeTable struct {
	name   string
	kind   string // what a person said that the file is, "" for nothing
	grid   string // a row a line, cells parted by |, sheets by a line ===name
	want   string
	told   string // what must be said of what is left out
	doubt  string // what must be said of what goes in and should be looked at; "-" for nothing
	merged []sheet.Area
}

// gridSheets reads the grids of a test: === begins a sheet, \n in a cell is a line break.
func gridSheets(text string) *sheet.Workbook {
	w := &sheet.Workbook{Kind: "xlsx"}
	for _, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		if name, ok := strings.CutPrefix(line, "==="); ok {
			name, hidden := strings.CutSuffix(name, "（隐藏）")
			w.Sheets = append(w.Sheets, sheet.Sheet{Name: name, Hidden: hidden})
			continue
		}
		if len(w.Sheets) == 0 {
			w.Sheets = append(w.Sheets, sheet.Sheet{Name: "Sheet1"})
		}
		s := &w.Sheets[len(w.Sheets)-1]
		var row []string
		for _, c := range strings.Split(line, "|") {
			row = append(row, strings.ReplaceAll(strings.TrimSpace(c), `\n`, "\n"))
		}
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		if len(row) > 0 && strings.HasPrefix(row[0], "~") { // a row that the file does not show
			row[0] = row[0][1:]
			if s.HiddenRows == nil {
				s.HiddenRows = map[int]sheet.Hiding{}
			}
			s.HiddenRows[len(s.Rows)] = sheet.ByHand
		}
		s.Rows = append(s.Rows, row)
	}
	return w
}

// planGrids plans the grids of a test against a ledger; unknown branches are made.
func planGrids(b *store.Book, c officeTable) (*intake.Intake, *intake.Plan, error) {
	in := intake.Of(b, gridSheets(c.grid))
	in.InFile().Sheets[0].Merged = c.merged
	if c.kind != "" {
		in.Only(ledger.KindOf(c.kind))
	}
	in.Find(context.Background())
	if len(in.Tables) == 0 {
		return in, nil, in.NothingFound()
	}
	in.CreateMissing()
	p, err := in.Plan(context.Background(), nil)
	return in, p, err
}

// check plans one table and says what is not as it must be.
func (c officeTable) check(b *store.Book) (wrong []string) {
	in, p, err := planGrids(b, c)
	said := ""
	if err != nil {
		said = store.Tell(err).Message
	} else {
		said = stage.FaultsSaid(p)
	}
	if says, ok := strings.CutPrefix(c.want, "!"); ok {
		if p != nil && len(p.Added) > 0 {
			wrong = append(wrong, "went in: "+lineOf(p, p.Added[0], "name"))
		}
		if !strings.Contains(said, says) {
			wrong = append(wrong, fmt.Sprintf("said %q, not %q", said, says))
		}
		return wrong
	}
	if err != nil {
		return []string{store.Tell(err).Message}
	}
	lines := strings.Split(strings.Trim(c.want, "\n"), "\n")
	for i, want := range lines {
		if i >= len(p.Added) {
			wrong = append(wrong, "missing: "+want)
			continue
		}
		if got := lineOf(p, p.Added[i], want); got != want {
			wrong = append(wrong, "got  "+got, "want "+want)
		}
	}
	for _, row := range p.Added[min(len(lines), len(p.Added)):] {
		wrong = append(wrong, "too many: "+lineOf(p, row, "name"))
	}
	if len(wrong) > 0 && said != "" {
		wrong = append(wrong, said)
	}
	if c.doubt != "" {
		var texts []string
		for _, row := range p.Doubtful() {
			for _, f := range row.Doubts {
				texts = append(texts, f.Place()+" "+f.Text)
			}
		}
		if text := strings.Join(texts, "\n"); c.doubt == "-" && text != "" || c.doubt != "-" && !strings.Contains(text, c.doubt) {
			wrong = append(wrong, fmt.Sprintf("doubted %q, not %q", text, c.doubt))
		}
	}
	if c.told != "" {
		var told []string
		sheets, columns, rows := p.LeftOut()
		for _, s := range sheets {
			told = append(told, s.Name+" "+s.Why)
		}
		for _, o := range slices.Concat(columns, rows, p.Inferred()) {
			told = append(told, strings.Join([]string{o.Sheet, o.What, o.Name, o.Why}, " "))
		}
		for _, s := range in.Sheets {
			if len(s.Veiled) > 0 {
				told = append(told, fmt.Sprint(s.Name, " hides ", s.Veiled))
			}
		}
		if text := strings.Join(told, "\n"); !strings.Contains(text, c.told) {
			wrong = append(wrong, fmt.Sprintf("told %q, not %q", text, c.told))
		}
	}
	return wrong
}

// line writes the columns of a row that a wanted line names; a name alone comes first.
func lineOf(p *intake.Plan, row *intake.Row, want string) string {
	var texts []string
	for _, piece := range strings.Split(want, "|") {
		key, _, ok := strings.Cut(piece, "=")
		switch {
		case !ok:
			texts = append(texts, row.Name)
		case key == "duty":
			var duties []string
			for _, d := range row.Duties() {
				duties = append(duties, codes.Duties.Label(d.Duty))
			}
			texts = append(texts, key+"="+strings.Join(duties, "、"))
		default:
			text := p.Text(row, key)
			if text == "" {
				text = row.Now.Head().LooseText(key)
			}
			texts = append(texts, key+"="+text)
		}
	}
	return strings.Join(texts, "|")
}

func runTables(t *testing.T, tables []officeTable) {
	b := stage.Book(t)
	for _, c := range tables {
		if c.kind == "" {
			c.kind = "member"
		} else if c.kind == "-" {
			c.kind = ""
		}
		for _, wrong := range c.check(b) {
			t.Errorf("%s: %s", c.name, wrong)
		}
	}
}
