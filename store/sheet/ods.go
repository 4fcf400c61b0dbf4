package sheet

import (
	"context"
	"strconv"
	"strings"
)

// odsBook walks through the content of an OpenDocument spreadsheet: LibreOffice's own, which WPS writes too.
type odsBook struct {
	spent  *int
	body   bool // within the body, of which the first element says what the document is
	book   *Workbook
	grid   grid
	hidden map[string]bool // styles of tables that are not shown
	style  string          // the style at hand
	row    int
	col    int
	times  int // how often the row stands there
	why    Hiding
	line   []string // the row's cells
	column int
	cell   odsCell
	depth  int // of tables
	within int // paragraphs
	paras  int
	remark int
}

type odsCell struct {
	kind, value string
	times       int
	text        []byte
}

const odsContent = "content.xml"

func (ps *parts) readODS() (*Workbook, error) {
	if f := ps.byName["meta-inf/manifest.xml"]; f != nil {
		err := ps.walk("meta-inf/manifest.xml", func(x *xmlScan, m mark) error {
			if m == markOpen && string(x.name) == "encryption-data" {
				return ErrPassword
			}
			return nil
		})
		if err != nil && err != ErrDamaged {
			return nil, err
		}
	}
	ps.total = int(min(ps.byName[odsContent].UncompressedSize64, MaxUnpack))
	w := newODSBook(&ps.spent)
	if err := ps.walk(odsContent, w.see); err != nil {
		return nil, err
	}
	return w.book, nil
}

func newODSBook(spent *int) *odsBook {
	return &odsBook{spent: spent, book: &Workbook{Kind: "ods"}, hidden: map[string]bool{}}
}

// readFlatODS reads the same in one XML file, .fods.
func readFlatODS(ctx context.Context, text string, p Progress) (*Workbook, error) {
	x, err := newXMLScan(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	spent := 0
	w := newODSBook(&spent)
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		m, err := x.next()
		if err != nil {
			return nil, err
		}
		if m == markEOF {
			p.tell(len(text), len(text))
			return w.book, nil
		}
		if err := w.see(x, m); err != nil {
			return nil, err
		}
	}
}

func (w *odsBook) sheet() *Sheet { return &w.book.Sheets[len(w.book.Sheets)-1] }

func (w *odsBook) see(x *xmlScan, m mark) error {
	switch m {
	case markText:
		if w.within > 0 && w.remark == 0 {
			if w.cell.text = x.appendText(w.cell.text); len(w.cell.text) > maxCellBytes {
				return ErrLongCell
			}
		}
		return nil
	case markOpen:
		return w.open(x)
	}
	return w.close(string(x.name))
}

func (w *odsBook) open(x *xmlScan) error {
	name := string(x.name)
	if w.body {
		w.body = false
		switch name {
		case "text", "drawing":
			return ErrWord
		case "presentation":
			return ErrSlides
		}
	}
	switch name {
	case "body":
		w.body = true
		return nil
	case "style":
		w.style = x.attrText("name")
	case "table-properties":
		if string(x.attr("display")) == "false" && len(w.hidden) < maxStyles {
			w.hidden[w.style] = true
		}
	case "table":
		if w.depth++; w.depth > 1 { // a table within a cell
			return nil
		}
		if len(w.book.Sheets) >= maxSheets {
			return ErrTooLarge
		}
		w.book.Sheets = append(w.book.Sheets, Sheet{Name: x.attrText("name"), Hidden: w.hidden[x.attrText("style-name")]})
		w.grid = grid{spent: w.spent}
		w.row, w.column = 0, 0
	}
	if w.depth != 1 || w.remark > 0 && name != "annotation" {
		return nil
	}
	switch name {
	case "table-column":
		n := max(1, place(x, "number-columns-repeated", 1))
		if v := string(x.attr("visibility")); v == "collapse" || v == "filter" {
			w.sheet().hideColumns(w.column, w.column+n-1)
		}
		w.column = min(w.column+n, MaxColumns)
	case "table-row":
		w.times, w.col, w.why = max(1, place(x, "number-rows-repeated", 1)), 0, Shown
		w.line = w.line[:0]
		switch string(x.attr("visibility")) {
		case "collapse":
			w.why = ByHand
		case "filter":
			w.why = ByFilter
		}
	case "table-cell", "covered-table-cell":
		kind := string(x.attr("value-type"))
		w.cell = odsCell{kind: kind, times: max(1, place(x, "number-columns-repeated", 1)), text: w.cell.text[:0]}
		w.paras = 0
		switch kind {
		case "date":
			w.cell.value = x.attrText("date-value")
		case "string":
			w.cell.value = x.attrText("string-value")
		case "boolean":
			w.cell.value = x.attrText("boolean-value")
		default:
			w.cell.value = x.attrText("value")
		}
		across, down := place(x, "number-columns-spanned", 1), place(x, "number-rows-spanned", 1)
		if across > 1 || down > 1 {
			w.grid.merge(w.sheet(), Area{w.row, w.col, w.row + down - 1, w.col + across - 1})
		}
	case "annotation":
		w.remark++
	case "p", "h":
		if w.paras++; w.paras > 1 {
			w.cell.text = append(w.cell.text, '\n')
		}
		w.within++
	case "s":
		for range min(max(1, place(x, "c", 1)), 1000) {
			w.cell.text = append(w.cell.text, ' ')
		}
		if len(w.cell.text) > maxCellBytes {
			return ErrLongCell
		}
	case "tab":
		w.cell.text = append(w.cell.text, '\t')
	case "line-break":
		w.cell.text = append(w.cell.text, '\n')
	}
	return nil
}

func (w *odsBook) close(name string) error {
	switch {
	case name == "table":
		if w.depth--; w.depth == 0 {
			return w.grid.give(w.sheet())
		}
	case w.depth != 1:
	case name == "annotation":
		w.remark--
	case w.remark > 0:
	case name == "p" || name == "h":
		w.within--
	case name == "table-cell" || name == "covered-table-cell":
		return w.endCell()
	case name == "table-row":
		return w.endRow()
	}
	return nil
}

// endCell keeps the cell for its row. What is shown is kept, but a day without its form, and a number with all digits.
func (w *odsBook) endCell() error {
	text := string(w.cell.text)
	switch v := w.cell.value; w.cell.kind {
	case "date":
		text = shownDay(text, (*format)(nil).instant(v))
	case "float":
		if n, err := strconv.ParseFloat(v, 64); err == nil {
			text = shownNumber(text, n)
		}
	case "boolean":
		text = strings.ToUpper(v)
	case "string":
		if text == "" {
			text = v
		}
	}
	from, to := w.col, w.col+w.cell.times
	w.col = min(to, 2*MaxColumns)
	switch {
	case text == "":
		return nil
	case w.row >= MaxRows:
		return w.grid.put(w.row, min(from, MaxColumns), text)
	}
	for len(w.line) < min(to, MaxColumns+1) {
		w.line = append(w.line, "")
	}
	for c := from; c < min(to, MaxColumns+1); c++ {
		w.line[c] = text
	}
	return nil
}

// shownNumber is what is shown of a number where that says the same in digits, with the zeros and words of its format;
// else all its digits.
func shownNumber(shown string, v float64) string {
	bare := strings.ReplaceAll(strings.TrimSpace(shown), ",", "")
	start := strings.IndexAny(bare, "-0123456789")
	if start < 0 || strings.Trim(bare, "-") == "" {
		if strings.Trim(bare, "-—#") == "" { // nothing, the dash of bookkeeping, a column too narrow
			return generalText(v)
		}
		return bare
	}
	end := strings.LastIndexAny(bare, "0123456789")
	if n, err := strconv.ParseFloat(bare[start:max(start, end+1)], 64); err == nil && n == v && !strings.ContainsAny(bare[start:end+1], "eE") {
		return bare
	}
	return generalText(v)
}

// shownDay is a day; a month when no more than year and month are shown and the day is the first.
func shownDay(shown, day string) string {
	groups := strings.FieldsFunc(shown, func(r rune) bool { return r < '0' || r > '9' })
	if month, first := strings.CutSuffix(day, "-01"); first && len(groups) == 2 && (len(groups[0]) == 4 || len(groups[1]) == 4) {
		return month
	}
	return day
}

func (w *odsBook) endRow() error {
	defer func() { w.row = min(w.row+w.times, excelRows) }()
	if len(w.line) == 0 {
		return nil
	}
	for r := w.row; r < w.row+w.times && r <= MaxRows; r++ { // the first below the end speaks for the others
		if w.why != Shown {
			w.sheet().hide(r, w.why)
		}
		for c, text := range w.line {
			if err := w.grid.put(r, c, text); err != nil {
				return err
			}
		}
	}
	return nil
}
