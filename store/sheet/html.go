package sheet

import (
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// maxTag is the longest tag or text of a page; pictures within pages are long tags.
const maxTag = 16 << 20

// page lays a web page out as Excel and WPS do when they open it: one sheet, tables one below the other and tables within
// cells at the place of the cell, words between tables in the first column.
type page struct {
	ctx    context.Context
	sheet  *Sheet
	grid   grid
	tables []*webTable // those that are open, the innermost last
	words  strings.Builder
	gap    bool // blanks wait before the next word
	row    int  // the first row below all that was laid out
	found  bool // a table was found
	frames bool // the page is made of other pages
	silent string
	depth  int // of elements called silent
}

// webTable is an open table. Rows and columns are those of the sheet.
type webTable struct {
	left, right int // columns used: right is behind the last
	row, bottom int // the row at hand; the first row below all cells
	col         int // where the next cell goes
	open        bool
	at          Spot  // the open cell
	hidden      bool  // which is not shown
	taken       []int // for each column from left on: the row from which on it is free
	columns     int   // <col>s seen
	inRow       bool
}

// sheetName is where Excel writes the sheet's name into a page that it saves.
var sheetName = regexp.MustCompile(`(?is)<x:Name>([^<]{1,100})</x:Name>`)

func readHTML(ctx context.Context, text string, p Progress) (*Workbook, error) {
	spent := 0
	book := &Workbook{Kind: "html", Sheets: make([]Sheet, 1)}
	pg, err := readPage(ctx, text, &book.Sheets[0], &spent)
	switch {
	case err != nil:
		return nil, err
	case pg.frames && !pg.found:
		return nil, ErrFrames
	case !pg.found:
		return nil, ErrHTML
	}
	p.tell(len(text), len(text))
	return book, nil
}

// readPage reads one page into a sheet.
func readPage(ctx context.Context, text string, s *Sheet, spent *int) (*page, error) {
	pg := &page{ctx: ctx, sheet: s, grid: grid{spent: spent}}
	if m := sheetName.FindStringSubmatch(text[:min(len(text), 64<<10)]); m != nil {
		s.Name = html.UnescapeString(m[1])
	}
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxTag)
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var err error
		switch z.Next() {
		case html.ErrorToken:
			if errors.Is(z.Err(), html.ErrBufferExceeded) {
				return nil, ErrLongCell
			}
			if z.Err() != io.EOF {
				return nil, ErrDamaged
			}
			for err == nil && len(pg.tables) > 0 {
				err = pg.endTable()
			}
			if err == nil {
				err = pg.say()
			}
			if err == nil {
				err = pg.grid.give(s)
			}
			return pg, err
		case html.TextToken:
			pg.text(string(z.Text()))
		case html.StartTagToken:
			name, more := z.TagName()
			err = pg.open(string(name), attributes(z, more))
		case html.SelfClosingTagToken:
			name, more := z.TagName()
			if tag := string(name); !silentTags[tag] && tag != "table" {
				if err = pg.open(tag, attributes(z, more)); err == nil {
					err = pg.close(tag)
				}
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			err = pg.close(string(name))
		}
		if err != nil {
			return nil, err
		}
	}
}

// attributes keeps those that matter here.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	var all map[string]string
	for n := 0; more && n < 100; n++ {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "colspan", "rowspan", "span", "style", "hidden":
			if all == nil {
				all = map[string]string{}
			}
			all[string(key)] = strings.ToLower(string(value))
		}
	}
	return all
}

func unseen(attrs map[string]string) bool {
	style := strings.ReplaceAll(attrs["style"], " ", "")
	_, hidden := attrs["hidden"]
	return hidden || strings.Contains(style, "display:none")
}

// silentTags hold nothing that a table shows.
var silentTags = map[string]bool{"script": true, "style": true, "title": true, "select": true, "textarea": true, "xml": true, "noscript": true, "template": true, "rt": true, "rp": true, "object": true}

// blockTags stand on lines of their own.
var blockTags = map[string]bool{"p": true, "div": true, "li": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "br": true, "hr": true, "center": true, "form": true, "ul": true, "ol": true, "dt": true, "dd": true, "body": true, "pre": true}

func (pg *page) open(name string, attrs map[string]string) error {
	if pg.silent != "" {
		switch {
		case name == pg.silent:
			pg.depth++
			return nil
		case pg.silent == "select" && (name == "td" || name == "tr" || name == "table"): // never closed
			pg.silent = ""
		default:
			return nil
		}
	}
	t := pg.table()
	switch {
	case silentTags[name]:
		pg.silent, pg.depth = name, 1
	case name == "frameset" || name == "iframe":
		pg.frames = true
	case name == "table":
		return pg.beginTable()
	case t == nil:
		if blockTags[name] {
			return pg.say()
		}
	case name == "tr":
		err := pg.endCell()
		t.beginRow()
		if unseen(attrs) {
			pg.sheet.hide(t.row, ByHand)
		}
		return err
	case name == "td" || name == "th":
		return pg.beginCell(t, attrs)
	case name == "caption":
		err := pg.endCell()
		t.beginRow()
		t.open, t.at, t.hidden = true, Spot{t.row, t.left}, false
		return err
	case name == "col":
		n := spanOf(attrs["span"])
		if unseen(attrs) {
			pg.sheet.hideColumns(t.left+t.columns, t.left+t.columns+n-1)
		}
		t.columns = min(t.columns+n, MaxColumns)
	case blockTags[name] && t.open && pg.words.Len() > 0:
		pg.words.WriteByte('\n')
		pg.gap = false
	}
	return nil
}

func (pg *page) close(name string) error {
	if pg.silent != "" {
		if name == pg.silent {
			if pg.depth--; pg.depth == 0 {
				pg.silent = ""
			}
			return nil
		}
		if pg.silent != "select" || name != "td" && name != "tr" && name != "table" {
			return nil
		}
		pg.silent = ""
	}
	t := pg.table()
	switch {
	case t == nil:
		if blockTags[name] {
			return pg.say()
		}
	case name == "td" || name == "th":
		return pg.endCell()
	case name == "caption" || name == "tr":
		err := pg.endCell()
		t.inRow = false
		return err
	case name == "table":
		return pg.endTable()
	}
	return nil
}

func (pg *page) table() *webTable {
	if len(pg.tables) == 0 {
		return nil
	}
	return pg.tables[len(pg.tables)-1]
}

// maxNested is how deep tables may lie in each other.
const maxNested = 50

func (pg *page) beginTable() error {
	if len(pg.tables) >= maxNested {
		return ErrDamaged
	}
	pg.found = true
	t := pg.table()
	if t == nil {
		err := pg.say()
		pg.tables = append(pg.tables, &webTable{row: pg.row - 1, bottom: pg.row})
		return err
	}
	top, left := t.bottom, t.left
	if t.open {
		top, left = t.at.Row, t.at.Col
		if strings.TrimSpace(pg.words.String()) != "" { // words above a table within a cell
			if err := pg.store(t); err != nil {
				return err
			}
			top++
		}
		pg.words.Reset()
	}
	pg.tables = append(pg.tables, &webTable{left: left, right: left, row: top - 1, bottom: top})
	return nil
}

func (pg *page) endTable() error {
	err := pg.endCell()
	t := pg.table()
	pg.tables = pg.tables[:len(pg.tables)-1]
	pg.row = max(pg.row, t.bottom)
	if outer := pg.table(); outer != nil {
		outer.bottom, outer.right = max(outer.bottom, t.bottom), max(outer.right, t.right)
		outer.col = max(outer.col, t.right)
		outer.at.Row = max(outer.at.Row, t.bottom) // what follows in the cell stands below
	}
	return err
}

func (t *webTable) beginRow() {
	t.row = max(t.row+1, t.bottom)
	t.bottom, t.col, t.inRow = t.row+1, t.left, true
}

// spanOf reads how many columns or rows a cell takes, within what a sheet has.
func spanOf(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, MaxRows)
}

func (pg *page) beginCell(t *webTable, attrs map[string]string) error {
	if err := pg.endCell(); err != nil {
		return err
	}
	if !t.inRow {
		t.beginRow()
	}
	for t.col-t.left < len(t.taken) && t.taken[t.col-t.left] > t.row {
		t.col++
	}
	across, down := min(spanOf(attrs["colspan"]), MaxColumns), spanOf(attrs["rowspan"])
	t.open, t.at, t.hidden = true, Spot{t.row, t.col}, unseen(attrs)
	t.col = min(t.col+across, 2*MaxColumns) // beyond the cap only texts matter, and they are refused
	t.right = max(t.right, t.col)
	for c := t.at.Col; c < min(t.col, MaxColumns) && (down > 1 || c-t.left < len(t.taken)); c++ {
		for len(t.taken) <= c-t.left {
			t.taken = append(t.taken, 0)
		}
		t.taken[c-t.left] = t.row + down
	}
	if (across > 1 || down > 1) && !strings.Contains(attrs["style"], "mso-ignore") {
		pg.grid.merge(pg.sheet, Area{t.row, t.at.Col, t.row + down - 1, t.at.Col + across - 1})
	}
	return nil
}

func (pg *page) endCell() error {
	t := pg.table()
	if t == nil || !t.open {
		return nil
	}
	err := pg.store(t)
	t.open = false
	return err
}

// store puts what was said into the open cell.
func (pg *page) store(t *webTable) error {
	text := strings.TrimSpace(pg.words.String())
	pg.words.Reset()
	pg.gap = false
	if text == "" || t.hidden {
		return nil
	}
	t.bottom = max(t.bottom, t.at.Row+1)
	if strings.HasPrefix(text, `="`) { // as in CSV, a formula that keeps a number a text
		text = unguard(text)
	}
	return pg.grid.put(t.at.Row, t.at.Col, text)
}

// say puts what stands outside of tables into a row of its own.
func (pg *page) say() error {
	text := strings.TrimSpace(pg.words.String())
	pg.words.Reset()
	pg.gap = false
	if text == "" {
		return nil
	}
	pg.row++
	return pg.grid.put(pg.row-1, 0, text)
}

// text adds words, every run of blanks and line breaks as one blank.
func (pg *page) text(s string) {
	t := pg.table()
	if pg.silent != "" || t != nil && !t.open { // what stands between cells is shown nowhere
		return
	}
	if pg.words.Len() > maxCellBytes {
		return // long enough to be refused
	}
	for i, word := range strings.FieldsFunc(s, blank) {
		if (i > 0 || pg.gap || startsBlank(s)) && pg.words.Len() > 0 && !strings.HasSuffix(pg.words.String(), "\n") {
			pg.words.WriteByte(' ')
		}
		pg.words.WriteString(word)
		pg.gap = false
	}
	pg.gap = pg.gap || s != "" && blank(rune(s[len(s)-1]))
}

func blank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\r' || r == '\n' || r == '\f' || r == '\u00a0'
}

func startsBlank(s string) bool {
	return s != "" && (blank(rune(s[0])) || strings.HasPrefix(s, "\u00a0"))
}
