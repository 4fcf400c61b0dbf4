package sheet

import (
	"context"
	"strconv"
	"strings"
)

// book2003 walks through an XML spreadsheet as Excel 2002 and 2003 write it, and many systems since.
type book2003 struct {
	ctx      context.Context
	book     *Workbook
	formats  map[string]*format // by style
	style    string             // the style at hand
	is1904   bool
	spent    int
	grid     grid
	row      int
	last     int // the last row that the row at hand speaks for
	col      int
	next     int            // the column behind the cell at hand
	column   int            // behind the <Column>s seen
	columns  map[int]string // their styles
	styled   int            // steps taken to note them, in all sheets
	hid      int            // and to note hidden rows
	rowStyle string
	format   *format
	kind     string // of the value: String, Number, DateTime, Boolean, Error
	formula  bool
	value    []byte
	taking   int    // depth within the value
	remark   int    // depth within a remark, which has a value of its own
	option   string // the option of the sheet whose text is at hand
	said     []byte
	rows     int
	filter   Area
}

func readXML2003(ctx context.Context, text string, p Progress) (*Workbook, error) {
	x, err := newXMLScan(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	w := &book2003{ctx: ctx, book: &Workbook{Kind: "xml"}, formats: map[string]*format{}}
	for {
		m, err := x.next()
		if err != nil {
			return nil, err
		}
		switch m {
		case markEOF:
			if len(w.book.Sheets) == 0 {
				return nil, ErrXML
			}
			if err := w.endSheet(); err != nil {
				return nil, err
			}
			p.tell(len(text), len(text))
			return w.book, nil
		case markText:
			switch {
			case w.taking > 0:
				if w.value = x.appendText(w.value); len(w.value) > maxCellBytes {
					return nil, ErrLongCell
				}
			case w.option != "" && len(w.said) < 100:
				w.said = x.appendText(w.said)
			}
		case markOpen:
			if err := w.open(x); err != nil {
				return nil, err
			}
		case markClose:
			if err := w.close(string(x.name)); err != nil {
				return nil, err
			}
		}
	}
}

func (w *book2003) sheet() *Sheet { return &w.book.Sheets[len(w.book.Sheets)-1] }

func (w *book2003) endSheet() error {
	if len(w.book.Sheets) == 0 {
		return nil
	}
	return w.grid.give(w.sheet())
}

func (w *book2003) open(x *xmlScan) error {
	name := string(x.name)
	if w.taking > 0 {
		w.taking++ // bold and coloured pieces of a text
		return nil
	}
	switch name {
	case "Style":
		w.style = x.attrText("ID")
		if parent := w.formats[x.attrText("Parent")]; parent != nil && len(w.formats) < maxFormats {
			w.formats[w.style] = parent
		}
	case "NumberFormat":
		if len(w.formats) < maxFormats {
			w.formats[w.style] = namedFormat(x.attrText("Format"))
		}
	case "Date1904":
		w.is1904 = true
	case "Worksheet":
		if err := w.endSheet(); err != nil {
			return err
		}
		if len(w.book.Sheets) >= maxSheets {
			return ErrTooLarge
		}
		w.book.Sheets = append(w.book.Sheets, Sheet{Name: x.attrText("Name")})
		w.grid, w.columns = grid{spent: &w.spent}, map[int]string{}
		w.row, w.last, w.column, w.rows, w.filter = -1, -1, 0, 0, Area{}
	case "Comment", "PhoneticText":
		w.remark++
	case "Visible":
		w.option, w.said = name, w.said[:0]
	}
	if len(w.book.Sheets) == 0 {
		return nil
	}
	switch name {
	case "Column":
		from, span := place(x, "Index", w.column+1)-1, place(x, "Span", 0)
		if yes(x.attr("Hidden")) {
			w.sheet().hideColumns(from, from+span)
		}
		if style := x.attr("StyleID"); style != nil {
			for c := from; c <= min(from+span, MaxColumns) && w.styled < maxVeiling; c++ {
				w.styled++
				w.columns[c] = string(style)
			}
		}
		w.column = min(from+span+1, MaxColumns)
	case "Row":
		if w.rows++; w.rows%1024 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		w.row = place(x, "Index", w.last+2) - 1
		w.next, w.rowStyle = 0, string(x.attr("StyleID"))
		span := place(x, "Span", 0)
		if yes(x.attr("Hidden")) {
			for r := w.row; r <= min(w.row+span, MaxRows) && w.hid < maxHiding; r++ {
				w.hid++
				w.sheet().hide(r, ByHand)
			}
		}
		w.last = w.row + span
	case "Cell":
		w.col = place(x, "Index", w.next+1) - 1
		across, down := place(x, "MergeAcross", 0), place(x, "MergeDown", 0)
		w.next = w.col + across + 1
		w.format, w.formula, w.value, w.kind = w.formatOf(x.attr("StyleID")), x.attr("Formula") != nil, w.value[:0], ""
		if across > 0 || down > 0 {
			w.grid.merge(w.sheet(), Area{w.row, w.col, w.row + down, w.col + across})
		}
	case "Data":
		if w.remark == 0 {
			w.taking, w.kind = 1, x.attrText("Type")
		}
	case "AutoFilter":
		w.filter, _ = areaR1C1(x.attrText("Range"))
	case "AutoFilterColumn":
		w.sheet().filtered(w.filter)
	}
	return nil
}

// formatOf is the format of the cell at hand: that of its own style, or else of its row's or column's.
func (w *book2003) formatOf(style []byte) *format {
	switch {
	case style != nil:
		return w.formats[string(style)]
	case w.rowStyle != "":
		return w.formats[w.rowStyle]
	}
	if name, ok := w.columns[w.col]; ok {
		return w.formats[name]
	}
	return w.formats["Default"]
}

func (w *book2003) close(name string) error {
	if w.taking > 0 {
		w.taking--
		return nil
	}
	switch name {
	case "Comment", "PhoneticText":
		w.remark--
	case "Visible":
		if len(w.book.Sheets) > 0 && strings.Contains(string(w.said), "Hidden") {
			w.sheet().Hidden = true
		}
		w.option = ""
	case "Cell":
		return w.store()
	}
	return nil
}

func (w *book2003) store() error {
	if len(w.book.Sheets) == 0 || w.row < 0 {
		return nil
	}
	text := string(w.value)
	switch {
	case text == "" && w.formula && w.kind != "String":
		return w.grid.fail(w.row, w.col, notComputed)
	case text == "":
		return nil
	}
	switch w.kind {
	case "Error":
		return w.grid.fail(w.row, w.col, text[:min(len(text), 40)])
	case "Boolean":
		text = map[bool]string{true: "TRUE", false: "FALSE"}[text == "1" || strings.EqualFold(text, "true")]
	case "Number":
		if v, err := strconv.ParseFloat(strings.TrimSpace(text), 64); err == nil {
			text = w.format.number(v, w.is1904)
		}
	case "DateTime":
		text = w.format.instant(text)
	default:
		text = w.format.words(text)
	}
	return w.grid.put(w.row, w.col, text)
}

// place reads a position or a count; what is none, or beyond any sheet, is otherwise.
func place(x *xmlScan, name string, otherwise int) int {
	n, ok := number(x.attr(name))
	if !ok || n > excelRows {
		return otherwise
	}
	return max(n, min(otherwise, 1))
}

// areaR1C1 reads a name like R1C1:R9C3.
func areaR1C1(text string) (a Area, ok bool) {
	var n [4]int
	for i, part := range strings.FieldsFunc(text, func(r rune) bool { return r == 'R' || r == 'C' || r == ':' }) {
		if i < 4 {
			n[i], _ = number([]byte(part))
		}
	}
	return Area{n[0] - 1, n[1] - 1, n[2] - 1, n[3] - 1}, n[2] > 0
}

// namedFormat reads a format by its code or by one of the names that only these files use.
func namedFormat(name string) *format {
	switch name {
	case "Short Date", "Medium Date", "Long Date":
		return builtinFormats[14]
	case "General Date":
		return builtinFormats[22]
	case "Short Time", "Medium Time", "Long Time":
		return builtinFormats[21]
	case "Fixed", "Standard", "Currency", "Euro Currency":
		return builtinFormats[2]
	case "Percent":
		return builtinFormats[10]
	case "Scientific", "General Number":
		return nil
	case "Yes/No":
		return formatOf(`"是";"是";"否"`)
	}
	return formatOf(name)
}
