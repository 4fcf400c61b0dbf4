package blank

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
)

// A Put is what one cell is to hold. A cell with a formula keeps it.
type Put struct {
	Row, Col int // as they are after the rows were added
	Text     string
	Number   bool // Text is a number and is kept as one
	Whole    bool // a long number: as text, in the dress for text where the workbook has the same dress so

	// What is changed within the text that stands there, where it is left otherwise; Text only tells of it then. Without any, a
	// new row gets the text of its model.
	Own []Edit
}

// A Change is what is done to one sheet.
type Change struct {
	Sheet int
	Grow  Grow
	Puts  []Put
}

// Write writes the file with the changes made. Nothing else in it changes, but that formulas are computed anew when the file is
// next opened. Of changes of one sheet the places are those of the blank form with that change's own rows added alone, and no two
// may add rows among the same.
func (w *Form) Write(ctx context.Context, out io.Writer, changes []Change) error {
	if w.words != nil {
		return w.writeDocument(ctx, out, changes)
	}
	p, main := w.pack.again(), &mainChange{}
	changes = slices.Clone(changes)
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Or(a.Sheet-b.Sheet, b.lowest()-a.lowest()) })
	for i, c := range changes {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.change(p, main, c, i > 0 && changes[i-1].Sheet == c.Sheet); err != nil {
			return err
		}
	}
	if err := w.finish(p, main); err != nil {
		return err
	}
	return p.write(ctx, out)
}

// lowest is the lowest row that a change is of: of several changes of a sheet the lower is made first, so that what is above
// lies still where it was.
func (c Change) lowest() int {
	low := 0
	for _, x := range c.Puts {
		low = max(low, x.Row)
	}
	return low - c.Grow.N
}

// mainChange is what is to be changed in the list of sheets.
type mainChange struct {
	grown  []grown
	copies []copied
}

type grown struct {
	sheet *Sheet
	grow  Grow
}

// change makes one change. again says that the sheet was changed before.
func (w *Form) change(p *pack, main *mainChange, c Change, again bool) error {
	s := w.Sheets[c.Sheet]
	if again {
		b, err := p.part(s.part)
		if err != nil {
			return err
		}
		fresh := &Sheet{Name: s.Name, book: w, part: s.part, number: s.number, place: s.place}
		if err := fresh.readFrom(b); err != nil {
			return err
		}
		s = fresh
	}
	b, err := s.fill(c)
	if err != nil {
		return err
	}
	p.set(s.part, b)
	if c.Grow.N == 0 {
		return nil
	}
	main.grown = append(main.grown, grown{s, c.Grow})
	return w.growAround(p, s, c.Grow)
}

// named answers for references that name the sheet.
func (s *Sheet) named(name string) bool { return strings.EqualFold(name, s.Name) }

// fill is the sheet's part with a change made.
func (s *Sheet) fill(c Change) ([]byte, error) {
	f := &filler{s: s, g: c.Grow, puts: slices.Clone(c.Puts), out: make([]byte, 0, len(s.src)+80*len(c.Puts))}
	f.puts = together(f.puts)
	reach := Area{-1, -1, -1, -1}
	for _, x := range f.puts {
		if x.Row < 0 || x.Col < 0 || x.Row >= lastRow || x.Col >= 1<<14 {
			return nil, ErrRows
		}
		reach.Bottom, reach.Right = max(reach.Bottom, x.Row), max(reach.Right, x.Col)
	}
	if n := len(s.rows); n > 0 && f.g.row(int(s.rows[n-1].n)) >= lastRow {
		return nil, ErrRows
	}
	if n := 0; c.Grow.N > 0 {
		for _, a := range s.merged {
			if c.Grow.models(a) {
				n++
			}
		}
		if n*c.Grow.N > maxPlaces {
			return nil, ErrBig
		}
	}
	head, err := s.around(s.src[:s.inside], f.g, reach)
	if err != nil {
		return nil, err
	}
	f.out = append(f.out, head...)
	if s.bare {
		f.out = append(f.out, "<"+s.prefix+"sheetData>"...)
	}
	if err := f.rows(); err != nil {
		return nil, err
	}
	if s.bare {
		f.out = append(f.out, "</"+s.prefix+"sheetData>"...)
	} else {
		f.out = append(f.out, s.src[f.copied:s.behind]...)
	}
	tail, err := s.around(s.src[s.behind:], f.g, reach)
	return append(f.out, tail...), err
}

// together are the puts in order, those within one cell as one.
func together(puts []Put) (all []Put) {
	slices.SortStableFunc(puts, func(a, b Put) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
	for _, x := range puts {
		if n := len(all); n > 0 && all[n-1].Row == x.Row && all[n-1].Col == x.Col && all[n-1].Own != nil && x.Own != nil {
			all[n-1].Own = append(slices.Clip(all[n-1].Own), x.Own...)
			continue
		}
		all = append(all, x)
	}
	return all
}

// A filler writes the rows of a sheet.
type filler struct {
	s      *Sheet
	g      Grow
	puts   []Put // those that are left
	out    []byte
	copied int // up to where the source was taken over
}

func (f *filler) rows() error {
	s := f.s
	f.copied = s.inside
	i, added := 0, 0
	for {
		next := lastRow
		from, clone := -1, false
		if i < len(s.rows) {
			next, from = f.g.row(int(s.rows[i].n)), i
		}
		if f.g.N > 0 && added < f.g.N && f.g.At+added < next {
			next, from, clone = f.g.At+added, -1, true
			if model, there := s.find(f.g.Model + added%f.g.tall()); there {
				from = model
			}
		}
		if len(f.puts) > 0 && f.puts[0].Row < next {
			next, from, clone = f.puts[0].Row, -1, false
		}
		switch {
		case next >= lastRow:
			return nil
		case len(f.out) > maxOut:
			return ErrBig
		}
		n := 0
		for n < len(f.puts) && f.puts[n].Row == next {
			n++
		}
		puts := f.puts[:n]
		f.puts = f.puts[n:]
		if clone {
			added++
		} else if from >= 0 {
			i++
		}
		if err := f.row(next, from, clone, puts); err != nil {
			return err
		}
	}
}

// row writes one row: one that is there, the like of one, or a new one (from -1).
func (f *filler) row(n, from int, clone bool, puts []Put) error {
	s := f.s
	if from < 0 {
		if len(puts) == 0 && !clone {
			return nil
		}
		f.out = append(f.out, "<"+s.prefix+`row r="`+strconv.Itoa(n+1)+`">`...)
		for _, x := range puts {
			f.put(n, x, Cell{Col: x.Col, Style: s.dress(n, x.Col)})
		}
		f.out = append(f.out, "</"+s.prefix+"row>"...)
		return nil
	}
	r := s.rows[from]
	if !clone {
		f.out = append(f.out, s.src[f.copied:r.start]...) // blanks between rows
		f.copied = int(r.end)
		raw := s.src[r.start:r.end]
		if len(puts) == 0 && n == int(r.n) && !bytes.Contains(raw, []byte("<"+s.prefix+"f")) {
			f.out = append(f.out, raw...)
			return nil
		}
	}
	cells, err := s.cells(r)
	if err != nil {
		return err
	}
	f.rowTag(n, r, clone)
	for _, c := range cells {
		for len(puts) > 0 && puts[0].Col < c.Col {
			f.put(n, puts[0], Cell{Col: puts[0].Col, Style: f.plainDress(r, puts[0].Col)})
			puts = puts[1:]
		}
		filled := len(puts) > 0 && puts[0].Col == c.Col
		switch {
		case filled && !clone && puts[0].Own != nil && len(puts[0].Own) == 0:
			f.cell(n, int(r.n), c)
		case filled && (!c.Formula || clone && f.g.Bare):
			f.put(n, puts[0], c)
		case c.Formula && clone && f.g.Bare:
			f.empty(n, c)
		case c.Formula:
			if err := f.formula(n, r, c, clone); err != nil {
				return err
			}
		case clone:
			f.empty(n, c)
		default:
			f.cell(n, int(r.n), c)
		}
		for len(puts) > 0 && puts[0].Col == c.Col {
			puts = puts[1:]
		}
	}
	for _, x := range puts {
		f.put(n, x, Cell{Col: x.Col, Style: f.plainDress(r, x.Col)})
	}
	f.out = append(f.out, "</"+s.prefix+"row>"...)
	return nil
}

// plainDress is the style of a cell that its row does not write.
func (f *filler) plainDress(r row, c int) int { return f.s.dress(int(r.n), c) }

// rowTag opens a row; the hint at which columns it has is left out, since cells come in.
func (f *filler) rowTag(n int, r row, clone bool) {
	t := f.s.rowTag(r)
	drop := []string{"r", "spans"}
	if clone {
		drop = append(drop, "hidden", "collapsed")
	}
	b := t.without(drop...)
	b = bytes.TrimSuffix(bytes.TrimSuffix(b, []byte(">")), []byte("/"))
	name := len(t.name) + 1
	f.out = append(f.out, b[:name]...)
	f.out = append(f.out, ` r="`+strconv.Itoa(n+1)+`"`...)
	f.out = append(append(f.out, bytes.TrimRight(b[name:], " \t\r\n")...), '>')
}

func (f *filler) open(n int, c Cell, style int) {
	f.out = append(f.out, "<"+f.s.prefix+`c r="`...)
	f.out = append(f.out, columnName(c.Col)...)
	f.out = strconv.AppendInt(f.out, int64(n+1), 10)
	f.out = append(f.out, '"')
	if style != 0 {
		f.out = append(f.out, ` s="`...)
		f.out = strconv.AppendInt(f.out, int64(style), 10)
		f.out = append(f.out, '"')
	}
}

// put writes a filled cell in the dress that it has.
func (f *filler) put(n int, x Put, c Cell) {
	style, p := c.Style, f.s.prefix
	if x.Whole {
		style = f.s.book.styles.text(style)
	}
	f.open(n, c, style)
	var own *Words
	if x.Own != nil && c.end > 0 {
		own = f.s.wordsOf(c)
	}
	switch {
	case own != nil:
		f.out = append(f.out, ` t="inlineStr"><`+p+"is>"...)
		f.out = append(append(f.out, own.inline(x.Own, p)...), "</"+p+"is></"+p+"c>"...)
	case x.Text == "":
		f.out = append(f.out, "/>"...)
	case x.Number:
		f.out = append(f.out, "><"+p+"v>"...)
		f.out = escape(f.out, x.Text)
		f.out = append(f.out, "</"+p+"v></"+p+"c>"...)
	default:
		f.out = append(f.out, ` t="inlineStr"><`+p+"is><"+p+`t xml:space="preserve">`...)
		f.out = escape(f.out, stuff(x.Text))
		f.out = append(f.out, "</"+p+"t></"+p+"is></"+p+"c>"...)
	}
}

// stuff keeps Excel from taking a text such as _x0041_ for a character.
func stuff(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '_' && i+6 < len(text) && text[i+1] == 'x' && text[i+6] == '_' {
			if _, err := strconv.ParseUint(text[i+2:i+6], 16, 16); err == nil {
				b.WriteString("_x005F")
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// empty writes the dress of a cell alone.
func (f *filler) empty(n int, c Cell) {
	f.open(n, c, c.Style)
	f.out = append(f.out, "/>"...)
}

// cell takes a cell over, in its new row.
func (f *filler) cell(n, was int, c Cell) {
	src := f.s.src
	f.cellTag(n, n == was, c, false)
	f.out = append(f.out, src[c.inside:c.end]...)
}

// cellTag opens a cell as it was written, named by its place.
func (f *filler) cellTag(n int, stays bool, c Cell, valueless bool) {
	sc := scan{src: f.s.src, pos: c.start}
	t, _, _ := sc.next()
	b := f.s.src[t.start:t.end]
	if valueless {
		b = t.without("t")
	}
	if !stays || !bytes.Contains(b, []byte(" r=")) {
		sc := scan{src: b}
		t, _, _ := sc.next()
		b = t.without("r")
		name := len(t.name) + 1
		f.out = append(f.out, b[:name]...)
		f.out = append(f.out, ` r="`+columnName(c.Col)+strconv.Itoa(n+1)+`"`...)
		b = b[name:]
	}
	f.out = append(f.out, b...)
}

// formula takes a cell with a formula over, turned to where the rows lie now and without the value it had.
func (f *filler) formula(n int, r row, c Cell, clone bool) error {
	f.cellTag(n, !clone && n == int(r.n), c, true)
	body := f.s.src[c.inside:c.end]
	from, copied, inValue := -1, 0, false
	err := eachTag(body, func(t tag) error {
		switch string(t.local()) {
		case "v":
			if !t.closes {
				f.out = append(f.out, body[copied:t.start]...)
				inValue = !t.alone
			} else {
				inValue = false
			}
			copied = t.end
		case "f":
			if t.closes {
				if from >= 0 {
					was := unescape(body[from:t.start])
					if now := f.turned(was, n, r, clone, c); now != was {
						f.out = escape(f.out, now)
					} else {
						f.out = append(f.out, body[from:t.start]...)
					}
					copied, from = t.start, -1
				}
				return nil
			}
			f.out = append(append(f.out, body[copied:t.start]...), f.formulaTag(t, clone)...)
			if copied = t.end; !t.alone {
				from = t.end
			}
		}
		return nil
	})
	_ = inValue
	f.out = append(f.out, body[copied:]...)
	return err
}

// formulaTag is the tag of a formula: the block that shares it goes along. The like of the cell that the block begins with
// is one of its own.
func (f *filler) formulaTag(t tag, clone bool) []byte {
	if clone && !t.alone {
		if _, ok := t.raw("ref"); ok {
			return t.without("t", "ref", "si")
		}
	}
	return t.with(func(key string, raw []byte) ([]byte, bool) {
		if key != "ref" || f.g.N == 0 {
			return nil, false
		}
		return []byte(f.g.areas(string(raw), f.g.area)), true
	})
}

// turned is a formula where its row lies now.
func (f *filler) turned(text string, n int, r row, clone bool, c Cell) string {
	if f.g.N == 0 {
		return text
	}
	turn := f.g.turn(true, f.s.named)
	if clone {
		return moved(turn.formula(text), n-int(r.n))
	}
	if at := int(r.n) - f.g.At; at >= 0 && at < f.g.tall() && !f.g.Last { // the last empty row counts on from the one before it, which is a new one now
		if above := f.s.formulaAt(f.g.Model+at, c.Col); above != "" && moved(above, f.g.At-f.g.Model) == text {
			return moved(turn.formula(above), n-f.g.Model-at)
		}
	}
	return turn.formula(text)
}

// formulaAt is the formula of a cell, "" where it has none of its own.
func (s *Sheet) formulaAt(r, c int) string {
	x := s.Cell(r, c)
	if !x.Formula {
		return ""
	}
	text, from := "", -1
	_ = eachTag(s.src[x.inside:x.end], func(t tag) error {
		if string(t.local()) == "f" {
			if t.closes && from >= 0 {
				text = unescape(s.src[x.inside+from : x.inside+t.start])
			} else if !t.alone {
				from = t.end
			}
		}
		return nil
	})
	return text
}
