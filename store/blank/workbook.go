package blank

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"tuanjian/store/sheet"
)

// A Form is an office's blank form: a workbook, or a document with tables, each of which is a sheet here.
type Form struct {
	Text   *sheet.Workbook // what stands in it
	Macros bool            // it has macros, which are kept as they are
	Sheets []*Sheet        // as in Text

	pack    *pack
	words   *document // of a document; nil for a workbook
	styles  *styles
	main    string
	defined []name
	is1904  bool

	textsPart string   // the part of the texts that cells share
	texts     [][]byte // these, once they were asked for
}

// A Sheet is one sheet of a blank workbook: how its cells are dressed and what they take.
type Sheet struct {
	Name      string
	Hidden    bool
	Protected bool

	book    *Form
	part    string // the name of its part
	number  int    // its sheetId, by which the chain of formulas knows it
	place   int    // among all sheets of the workbook, charts too
	src     []byte
	rows    []row // those that are written, in order
	inside  int   // where the rows begin
	behind  int   // and where they end
	prefix  string
	bare    bool // <sheetData/>
	merged  []Area
	lists   []list
	columns []columnStyle
	kept    map[int][]Cell
	table   *table // of a document
	Running bool   // it is the text of a document outside its tables, a row a paragraph
}

// A name stands for a block of cells or a list of words.
type name struct {
	name, formula string
	local         int // the sheet it is of, -1 for all
}

type columnStyle struct{ from, to, style int }

// A row is where a row is written.
type row struct{ n, start, inside, behind, end int32 }

// A list is a drop-down.
type list struct {
	areas   []Area
	formula string
}

// A Cell is what is written of a cell beside its text.
type Cell struct {
	Col     int
	Style   int
	Formula bool
	Filled  bool

	start, inside, end int // in the sheet's part
	kind               string
}

// Open reads a blank form. The error is a reason for a person who fills.
func Open(ctx context.Context, b []byte) (*Form, error) {
	f, err := open(ctx, b)
	return f, filling(err)
}

func open(ctx context.Context, b []byte) (*Form, error) {
	kind, err := Kind(b)
	if err != nil {
		return nil, err
	}
	if kind == "docx" {
		return openDocument(b)
	}
	p, err := openPack(b)
	if err != nil {
		return nil, err
	}
	if p.model() {
		return nil, ErrModel
	}
	text, err := sheet.ReadBytes(ctx, b, nil)
	if err != nil {
		return nil, err
	}
	if text.Kind != "xlsx" {
		return nil, ErrOther
	}
	w := &Form{Text: text, pack: p, main: "xl/workbook.xml"}
	if top, err := p.relations(""); err != nil {
		return nil, err
	} else {
		for _, r := range top {
			if r.kind == "officeDocument" && p.has(r.target) {
				w.main = r.target
			}
		}
	}
	if err := w.readMain(); err != nil {
		return nil, err
	}
	if len(w.Sheets) != len(text.Sheets) {
		return nil, ErrBroken
	}
	for i, s := range w.Sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := s.read(); err != nil {
			return nil, err
		}
		for r, row := range text.Sheets[i].Rows { // two readings that differ are of a broken file
			if _, there := s.find(r); !there && slices.ContainsFunc(row, func(t string) bool { return t != "" }) {
				return nil, ErrBroken
			}
		}
	}
	return w, nil
}

// Workbooks hold up to so many names; more than offices ever have.
const maxNames = 20_000

func (w *Form) readMain() error {
	b, err := w.pack.part(w.main)
	if err != nil {
		return err
	}
	related, err := w.pack.relations(w.main)
	if err != nil {
		return err
	}
	byID, styles := map[string]relation{}, ""
	for _, r := range related {
		byID[r.id] = r
		switch r.kind {
		case "styles":
			styles = r.target
		case "sharedStrings":
			w.textsPart = r.target
		case "vbaProject":
			w.Macros = true
		}
	}
	place, begun := 0, -1
	err = eachTag(b, func(t tag) error {
		switch string(t.local()) {
		case "workbookPr":
			w.is1904 = t.yes("date1904")
		case "sheet":
			if t.closes {
				return nil
			}
			if r, ok := byID[t.attr("id")]; ok && r.kind == "worksheet" && w.pack.has(r.target) {
				state := t.attr("state")
				w.Sheets = append(w.Sheets, &Sheet{Name: t.attr("name"), Hidden: state == "hidden" || state == "veryHidden", book: w,
					part: r.target, number: t.number("sheetId", 0), place: place})
			}
			place++
		case "definedName":
			if t.closes {
				if begun >= 0 {
					w.defined[len(w.defined)-1].formula = unescape(b[begun:t.start])
				}
				begun = -1
				return nil
			}
			if len(w.defined) >= maxNames {
				return ErrBig
			}
			w.defined = append(w.defined, name{t.attr("name"), "", t.number("localSheetId", -1)})
			if begun = t.end; t.alone {
				begun = -1
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	w.styles, err = w.pack.styles(styles)
	return err
}

// read notes where the rows of a sheet are, and what is said of its cells before and behind them.
func (s *Sheet) read() error {
	src, err := s.book.pack.part(s.part)
	if err != nil {
		return err
	}
	return s.readFrom(src)
}

// readFrom is read of a part that may have been changed already.
func (s *Sheet) readFrom(src []byte) error {
	s.src, s.inside, s.kept = src, -1, map[int][]Cell{}
	var at *row
	n, places, blocks, listing, formula, inFormula, inSqref := int32(-1), 0, 0, list{}, -1, false, -1
	taking := false
	err := eachNested(src, func(t tag) error {
		name := t.local()
		if s.inside >= 0 && s.behind == 0 { // among the rows
			switch {
			case t.closes && at == nil && string(name) == "sheetData":
				s.behind = t.start
			case at == nil && string(name) == "row" && !t.closes:
				n = int32(t.number("r", int(n)+2) - 1)
				if n < 0 || n >= lastRow || len(s.rows) > 0 && n <= s.rows[len(s.rows)-1].n || len(s.rows) >= lastRow {
					return ErrBroken
				}
				s.rows = append(s.rows, row{n, int32(t.start), int32(t.end), int32(t.end), int32(t.end)})
				if !t.alone {
					at = &s.rows[len(s.rows)-1]
				}
			case at != nil && t.closes && string(name) == "row":
				at.behind, at.end = int32(t.start), int32(t.end)
				at = nil
			}
			return nil
		}
		switch string(name) {
		case "sheetData":
			if t.closes || s.inside >= 0 {
				return ErrBroken
			}
			s.inside, s.prefix = t.end, t.prefix()
			if t.alone {
				s.bare, s.inside, s.behind = true, t.start, t.end
			}
		case "sheetProtection":
			s.Protected = s.Protected || t.yes("sheet")
		case "col":
			if places++; !t.closes && places < maxPlaces {
				s.columns = append(s.columns, columnStyle{t.number("min", 1) - 1, t.number("max", 1) - 1, t.number("style", 0)})
			}
		case "mergeCell":
			if a, ok := parseArea(t.attr("ref")); ok && !t.closes {
				if s.merged = append(s.merged, a); len(s.merged) > maxPlaces/10 {
					return ErrBig
				}
			}
		case "dataValidation":
			switch {
			case t.closes && taking:
				if blocks += len(listing.areas); blocks > maxPlaces/100 {
					return ErrBig
				}
				s.lists = append(s.lists, listing)
				taking = false
			case !t.closes && !t.alone && t.attr("type") == "list":
				taking, listing = true, list{}
				listing.areas = parseAreas(t.attr("sqref"))
			}
		case "formula1":
			inFormula = taking && !t.closes && !t.alone
			if inFormula {
				formula = t.end
			} else if t.closes && taking && formula >= 0 {
				if text := src[formula:t.start]; bytes.IndexByte(text, '<') < 0 {
					listing.formula = unescape(text)
				}
				formula = -1
			}
		case "f": // within a formula1 of the newer sort
			if inFormula && !t.closes {
				formula = t.end
			} else if inFormula && t.closes && formula >= 0 {
				listing.formula, formula = unescape(src[formula:t.start]), -1
			}
		case "sqref":
			if taking && !t.closes && !t.alone {
				inSqref = t.end
			} else if t.closes && taking && inSqref >= 0 {
				listing.areas, inSqref = append(listing.areas, parseAreas(unescape(src[inSqref:t.start]))...), -1
			}
		}
		return nil
	})
	if err == nil && (s.inside < 0 || s.behind == 0) {
		err = ErrBroken
	}
	return err
}

func parseAreas(list string) (all []Area) {
	for _, w := range strings.Fields(list) {
		if a, ok := parseArea(w); ok && len(all) < maxPlaces/100 {
			all = append(all, a)
		}
	}
	return all
}

// find is the place of a row among those that are written, or of the next.
func (s *Sheet) find(r int) (i int, there bool) {
	low, high := 0, len(s.rows)
	for low < high {
		mid := (low + high) / 2
		if int(s.rows[mid].n) < r {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(s.rows) && int(s.rows[low].n) == r
}

// Cells are the cells of a row that are written.
func (s *Sheet) Cells(r int) ([]Cell, error) {
	if s.table != nil {
		return nil, nil
	}
	if cells, ok := s.kept[r]; ok {
		return cells, nil
	}
	i, there := s.find(r)
	if !there {
		return nil, nil
	}
	cells, err := s.cells(s.rows[i])
	if len(s.kept) < 4096 {
		s.kept[r] = cells
	}
	return cells, err
}

func (s *Sheet) cells(r row) ([]Cell, error) {
	var all []Cell
	in, col := -1, -1
	err := eachTag(s.src[r.inside:r.behind], func(t tag) error {
		switch string(t.local()) {
		case "c":
			if t.closes {
				if in >= 0 {
					all[in].end = int(r.inside) + t.end
				}
				in = -1
				return nil
			}
			col++
			if ref, ok := t.raw("r"); ok {
				_, c, ok := parseCell(string(ref))
				if !ok || c < col {
					return ErrBroken
				}
				col = c
			}
			if col >= 1<<14 {
				return ErrBroken
			}
			all = append(all, Cell{Col: col, Style: t.number("s", 0), kind: t.attr("t"), start: int(r.inside) + t.start, inside: int(r.inside) + t.end, end: int(r.inside) + t.end})
			if !t.alone {
				in = len(all) - 1
			}
		case "f":
			if in >= 0 {
				all[in].Formula = true
			}
		case "v", "t":
			if in >= 0 {
				all[in].Filled = true
			}
		}
		return nil
	})
	return all, err
}

// Cell is what is written of one cell; where nothing is, the dress it would have.
func (s *Sheet) Cell(r, c int) Cell {
	cells, _ := s.Cells(r)
	for _, x := range cells {
		if x.Col == c {
			return x
		}
	}
	return Cell{Col: c, Style: s.dress(r, c)}
}

// dress is the style of a cell that is not written: its row's, or its column's.
func (s *Sheet) dress(r, c int) int {
	if i, there := s.find(r); there {
		if t := s.rowTag(s.rows[i]); t.yes("customFormat") {
			return t.number("s", 0)
		}
	}
	for _, col := range s.columns {
		if col.from <= c && c <= col.to {
			return col.style
		}
	}
	return 0
}

func (s *Sheet) rowTag(r row) tag {
	sc := scan{src: s.src, pos: int(r.start)}
	t, _, _ := sc.next()
	return t
}
