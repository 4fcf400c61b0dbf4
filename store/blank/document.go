package blank

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/sheet"
)

// documentPart is where the words of a document are.
const documentPart = "word/document.xml"

// The caps of a document.
const (
	maxTables = 500
	maxDepth  = 200 // of tables within cells
	maxCells  = 300_000
)

// A document is the words of a Word file, and where its tables are in them.
type document struct {
	src    []byte
	prefix string // of the names of its tags: w:
}

// A table is where a table of a document is: its rows, and their cells by the columns of its grid.
type table struct {
	rows []tableRow
	text *sheet.Sheet
}

type tableRow struct {
	start, end int
	cells      []tableCell
	col        int // the column that comes next
}

// A tableCell is one cell: where it is, where a text can be put into it, and how the text is to look.
type tableCell struct {
	col, span  int
	start, end int
	follows    bool // it is a part of the one above
	words      Words

	from, to int    // what is replaced by the text: a paragraph without anything in it, or nothing at the end of one
	opened   []byte // the tag of such a paragraph
	dress    []byte // the properties of a run there
	depth    int    // how many paragraphs it has
}

// openDocument reads the tables of a document.
func openDocument(b []byte) (*Form, error) {
	p, err := openPack(b)
	if err != nil {
		return nil, err
	}
	if p.model() {
		return nil, ErrModel
	}
	src, err := p.part(documentPart)
	if err != nil {
		return nil, err
	}
	w := &Form{Text: &sheet.Workbook{Kind: "docx"}, pack: p, words: &document{src: src}, styles: &styles{}, Macros: p.has("word/vbaProject.bin")}
	r := &tableReader{src: src, run: -1, props: -1, running: &table{}, prefix: "w:"}
	if err := eachNested(src, r.see); err != nil {
		return nil, err
	}
	if len(r.open) > 0 {
		return nil, ErrBroken
	}
	w.words.prefix = r.prefix
	for i, t := range r.all {
		name := "第 " + strconv.Itoa(i+1) + " 个表格"
		t.lay(name)
		w.Text.Sheets = append(w.Text.Sheets, *t.text)
		w.Sheets = append(w.Sheets, &Sheet{Name: name, book: w, table: t, merged: t.merged(), kept: map[int][]Cell{}})
	}
	if slices.ContainsFunc(r.running.rows, func(row tableRow) bool { return len(Named(row.cells[0].words.Gaps())) > 0 }) {
		r.running.lay("正文")
		w.Text.Sheets = append(w.Text.Sheets, *r.running.text)
		w.Sheets = append(w.Sheets, &Sheet{Name: "正文", book: w, table: r.running, kept: map[int][]Cell{}, Running: true})
	}
	if len(w.Sheets) == 0 {
		return nil, &sheet.Error{Code: "blank-no-table", Text: "这个 Word 文档里没有表格，也没有“姓名：____”这样留空的地方，不知道往哪里填"}
	}
	return w, nil
}

// A tableReader goes through a document.
type tableReader struct {
	src    []byte
	all    []*table
	open   []*table // the tables around
	cells  int
	prefix string

	run, props  int // where the text of a run, and the properties of one, begin
	begun       int // where the element of that text begins
	inParagraph bool
	running     *table   // the paragraphs outside tables, a row each
	beside      int      // how deep we are in boxes with text that float beside the text
	lined       bool     // the run is underlined
	holders     []holder // the fields around
	style       Span     // where the run says that it has a style
}

// A holder is a field of a document: where it says that it only shows what is to be typed over, and what ticks it.
type holder struct {
	asks Span
	tick edit
}

// cell is the cell at hand, nil outside tables and paragraphs.
func (r *tableReader) cell() *tableCell {
	rows := r.running.rows
	if len(r.open) > 0 {
		rows = r.open[len(r.open)-1].rows
	}
	if len(rows) == 0 || len(rows[len(rows)-1].cells) == 0 {
		return nil
	}
	row := &rows[len(rows)-1]
	if c := &row.cells[len(row.cells)-1]; c.end == 0 {
		return c
	}
	return nil
}

func (r *tableReader) see(t tag) error {
	name := string(t.local())
	switch name { // what floats beside the text is there twice, for old programs too
	case "txbxContent":
		if t.closes {
			r.beside--
		} else if !t.alone {
			r.beside++
		}
		return nil
	}
	if r.beside > 0 {
		return nil
	}
	switch n := len(r.holders); {
	case name == "sdt" && t.closes && n > 0:
		r.holders = r.holders[:n-1]
	case name == "sdt" && !t.closes && !t.alone:
		if n >= maxDepth {
			return ErrBig
		}
		r.holders = append(r.holders, holder{})
	case name == "showingPlcHdr" && t.alone && n > 0:
		r.holders[n-1].asks = Span{t.start, t.end}
	case name == "checked" && t.alone && n > 0:
		r.holders[n-1].tick = edit{t.start, t.end, t.with(func(key string, _ []byte) ([]byte, bool) { return []byte("1"), key == "val" })}
	}
	c := r.cell()
	switch name {
	case "tbl":
		if t.closes {
			if len(r.open) == 0 {
				return ErrBroken
			}
			r.open = r.open[:len(r.open)-1]
			return nil
		}
		if len(r.all) >= maxTables || len(r.open) >= maxDepth {
			return ErrBig
		}
		fresh := &table{}
		r.prefix = t.prefix()
		r.all, r.open = append(r.all, fresh), append(r.open, fresh)
		return nil
	}
	if len(r.open) == 0 {
		return r.seeRunning(t, name, c)
	}
	at := r.open[len(r.open)-1]
	switch name {
	case "tr":
		if !t.closes {
			at.rows = append(at.rows, tableRow{start: t.start, end: t.end})
		} else if len(at.rows) > 0 {
			at.rows[len(at.rows)-1].end = t.end
		}
	case "gridBefore":
		if len(at.rows) > 0 && !t.closes {
			at.rows[len(at.rows)-1].col += min(max(t.number("val", 0), 0), sheet.MaxColumns)
		}
	case "tc":
		switch {
		case len(at.rows) == 0:
			return ErrBroken
		case t.closes && c != nil:
			c.end = t.end
			row := &at.rows[len(at.rows)-1]
			if row.col += c.span; row.col > sheet.MaxColumns {
				return ErrBig
			}
		case !t.closes:
			if r.cells++; r.cells > maxCells {
				return ErrBig
			}
			row := &at.rows[len(at.rows)-1]
			row.cells = append(row.cells, tableCell{col: row.col, span: 1, start: t.start, from: -1})
		}
	}
	if c == nil || name == "tr" || name == "tc" {
		return nil
	}
	return r.seeWithin(t, name, c)
}

// seeRunning notes the paragraphs outside tables.
func (r *tableReader) seeRunning(t tag, name string, c *tableCell) error {
	switch {
	case c != nil && name == "p" && t.closes:
		r.seeParagraph(t, c)
		c.end = t.end
		if len(c.words.spans) == 0 {
			r.running.rows = r.running.rows[:len(r.running.rows)-1]
		}
	case c != nil && name != "p":
		return r.seeWithin(t, name, c)
	case name == "p" && !t.alone && !t.closes && c == nil:
		if r.cells++; r.cells > maxCells {
			return ErrBig
		}
		r.running.rows = append(r.running.rows, tableRow{start: t.start, end: t.end, cells: []tableCell{{span: 1, start: t.start, from: -1}}})
		r.prefix = t.prefix()
		r.seeParagraph(t, r.cell())
	}
	return nil
}

// element is where an element of the text stands.
func (r *tableReader) element(t tag, start int, plain bool) span {
	p := t.prefix()
	return span{start: start, end: t.end, name: p + "t", breaks: "<" + p + "br/>", plain: plain}
}

// seeWithin notes what stands in a cell.
func (r *tableReader) seeWithin(t tag, name string, c *tableCell) error {
	switch name {
	case "gridSpan":
		c.span = min(max(t.number("val", 1), 1), sheet.MaxColumns)
	case "vMerge":
		c.follows = t.attr("val") != "restart"
	case "p":
		r.seeParagraph(t, c)
	case "r":
		r.lined, r.style = false, Span{}
	case "u":
		r.lined = r.props >= 0 && !t.closes && t.attr("val") != "none"
	case "rPr":
		if !t.closes && !t.alone {
			r.props = t.start
		} else if t.closes && r.props >= 0 {
			if c.from < 0 || c.depth == 1 {
				c.dress = r.src[r.props:t.end]
			}
			r.props = -1
		}
	case "t":
		if !t.closes && !t.alone {
			r.run, r.begun = t.end, t.start
		} else if t.closes && r.run >= 0 {
			text := unescape(r.src[r.run:t.start])
			x := r.element(t, r.begun, true)
			if n := len(r.holders); n > 0 && r.holders[n-1].asks.To > 0 {
				x.drop = [2]Span{r.holders[n-1].asks, r.style}
				c.words.grow(text, true, x)
			} else {
				if n > 0 {
					x.tick = r.holders[n-1].tick
				}
				c.words.line(text, r.lined, x)
			}
			r.run = -1
		}
	case "tab", "br", "cr", "ptab":
		if r.props < 0 && r.inParagraph && !t.closes && t.alone {
			sign := "\t"
			if name == "br" || name == "cr" {
				sign = "\n"
			}
			c.words.line(sign, r.lined, r.element(t, t.start, false))
		}
	case "sym": // boxes of a font of signs
		if code, err := strconv.ParseUint(t.attr("char"), 16, 16); err == nil && t.alone && r.inParagraph {
			c.words.grow(string(rune(0xf000|code&0xff)), false, r.element(t, t.start, false))
		}
	case "rStyle":
		if r.props >= 0 && t.alone {
			r.style = Span{t.start, t.end}
		}
	case "drawing", "pict", "object", "sdt", "fldChar", "checkBox":
		if !t.closes { // something is there although it has no text
			c.depth += maxDepth
		}
	}
	return nil
}

// seeParagraph notes where a text can stand: in the first paragraph of a cell.
func (r *tableReader) seeParagraph(t tag, c *tableCell) {
	switch {
	case t.alone:
		if c.depth++; c.from < 0 {
			c.from, c.to, c.opened = t.start, t.end, bytes.TrimRight(r.src[t.start:t.end-1], "/ ")
		}
	case t.closes:
		r.inParagraph = false
		if c.from < 0 {
			c.from, c.to = t.start, t.start
		} else {
			c.words.Runes, c.words.lined = append(c.words.Runes, '\n'), append(c.words.lined, false)
		}
	default:
		c.depth++
		r.inParagraph = true
	}
}

// lay writes the texts of a table as a sheet.
func (t *table) lay(name string) {
	s := &sheet.Sheet{Name: name}
	for _, r := range t.rows {
		var row []string
		for i := range r.cells {
			c := &r.cells[i]
			for len(row) < c.col {
				row = append(row, "")
			}
			text := strings.TrimSpace(strings.NewReplacer("\t", " ").Replace(c.words.Text()))
			if text == "" && c.depth >= maxDepth {
				text = "\u00a0" // a picture, a box to tick
			}
			row = append(row, text)
		}
		s.Rows = append(s.Rows, row)
	}
	for _, a := range t.merged() {
		s.Merged = append(s.Merged, sheet.Area{Top: a.Top, Left: a.Left, Bottom: a.Bottom, Right: a.Right})
	}
	t.text = s
}

// merged are the cells that take up more than one place of the grid.
func (t *table) merged() (all []Area) {
	for r := range t.rows {
		for i := range t.rows[r].cells {
			c := &t.rows[r].cells[i]
			if c.follows {
				continue
			}
			a := Area{r, c.col, r, c.col + c.span - 1}
			for next := r + 1; next < len(t.rows); next++ {
				if below := t.cell(next, c.col); below == nil || !below.follows || below.col != c.col {
					break
				}
				a.Bottom = next
			}
			if a.Bottom > a.Top || a.Right > a.Left {
				all = append(all, a)
			}
		}
	}
	return all
}

// cell is the cell that begins at a place of the grid, nil for none.
func (t *table) cell(r, c int) *tableCell {
	if r < 0 || r >= len(t.rows) {
		return nil
	}
	cells := t.rows[r].cells
	if i, ok := slices.BinarySearchFunc(cells, c, func(x tableCell, c int) int { return x.col - c }); ok {
		return &cells[i]
	}
	return nil
}

// An edit puts something into the place of a stretch of the document.
type edit struct {
	from, to int
	with     []byte
}

// writeDocument writes the document with its cells filled.
func (w *Form) writeDocument(ctx context.Context, out io.Writer, changes []Change) error {
	var edits []edit
	for _, c := range changes {
		t := w.Sheets[c.Sheet].table
		puts := map[int][]Put{}
		for _, x := range together(slices.Clone(c.Puts)) {
			puts[x.Row] = append(puts[x.Row], x)
		}
		for r, row := range t.rows {
			for _, x := range puts[c.Grow.row(r)] {
				edits = append(edits, t.cell(r, x.Col).edits(x, w.words.prefix)...)
			}
			if c.Grow.N > 0 && r == c.Grow.At-1 {
				var fresh []byte
				for i := range c.Grow.N {
					if len(fresh) > maxOut {
						return ErrBig
					}
					fresh = append(fresh, t.like(w.words, c.Grow.Model+i%c.Grow.tall(), puts[c.Grow.At+i])...)
				}
				edits = append(edits, edit{row.end, row.end, fresh})
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	p := w.pack.again()
	p.set(documentPart, spliced(w.words.src, edits))
	return p.write(ctx, out)
}

// edits are what puts something into a cell.
func (c *tableCell) edits(x Put, prefix string) []edit {
	switch {
	case c == nil:
	case x.Own != nil:
		return c.words.edited(x.Own)
	case strings.TrimSpace(c.words.Text()) != "": // a number printed beforehand
		return c.words.edited([]Edit{{Span{0, len([]rune(strings.TrimRight(c.words.Text(), "\n")))}, x.Text}})
	case c.from >= 0:
		return []edit{{c.from, c.to, c.filled(x.Text, prefix)}}
	}
	return nil
}

// spliced is a text with edits made that do not overlap.
func spliced(src []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	r := &rewrite{src: src}
	for _, e := range edits {
		if e.from >= r.copied {
			r.replace(e.from, e.to, e.with)
		}
	}
	return r.done()
}

// filled is a text as it stands in a cell.
func (c *tableCell) filled(text, prefix string) []byte {
	out := []byte{}
	if c.opened != nil {
		out = append(append(out, c.opened...), '>')
	}
	out = append(append(out, "<"+prefix+"r>"...), c.dress...)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			out = append(out, "<"+prefix+"br/>"...)
		}
		out = append(out, "<"+prefix+`t xml:space="preserve">`...)
		out = append(escape(out, line), "</"+prefix+"t>"...)
	}
	out = append(out, "</"+prefix+"r>"...)
	if c.opened != nil {
		out = append(out, "</"+prefix+"p>"...)
	}
	return out
}

// like is a row like another with cells filled: what may be there once only is left out of it.
func (t *table) like(d *document, model int, puts []Put) []byte {
	row := t.rows[model]
	var edits []edit
	for _, x := range puts {
		for _, e := range t.cell(model, x.Col).edits(x, d.prefix) {
			edits = append(edits, edit{e.from - row.start, e.to - row.start, e.with})
		}
	}
	b := spliced(d.src[row.start:row.end], edits)
	b, err := retag(b, func(t tag) []byte {
		switch string(t.local()) {
		case "p", "tr":
			return t.without("paraId", "textId")
		case "bookmarkStart", "bookmarkEnd":
			return []byte{}
		}
		return nil
	})
	if err != nil {
		return nil
	}
	return b
}
