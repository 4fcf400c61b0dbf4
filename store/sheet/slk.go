package sheet

import (
	"bytes"
	"context"
	"strconv"
	"strings"
)

// isSYLK recognises a symbolic link file, which old programs save as .slk, by its first two records.
func isSYLK(start []byte) bool {
	if !bytes.HasPrefix(start, []byte("ID;P")) {
		return false
	}
	_, rest, _ := bytes.Cut(start, []byte("\n"))
	rest = bytes.TrimLeft(rest, "\r\n")
	for _, record := range []string{"P;", "F;", "B;", "C;", "O;", "NN;", "NE;", "E"} {
		if bytes.HasPrefix(rest, []byte(record)) {
			return true
		}
	}
	return false
}

// slkFile walks through a file of records, one a line: C;Y2;X1;K"张三" is a cell.
type slkFile struct {
	codes  []*format        // the formats in the order in which P records list them
	cells  map[Spot]*format // formats of cells, which F records give
	column map[int]*format  // and of columns
	row    int
	col    int
	is1904 bool
}

// maxSLKFormats bounds what F records may make one remember.
const maxSLKFormats = 1_000_000

func readSYLK(ctx context.Context, text string, p Progress) (*Workbook, error) {
	w := &slkFile{cells: map[Spot]*format{}, column: map[int]*format{}}
	spent := 0
	g := grid{spent: &spent}
	for n := 0; text != ""; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		end := strings.IndexAny(text, "\r\n")
		if end < 0 {
			end = len(text)
		}
		line := text[:end]
		text = strings.TrimLeft(text[end:], "\r\n")
		if len(line) > 8*maxCell {
			return nil, ErrLongCell
		}
		fields := slkFields(line)
		switch fields[0] {
		case "P":
			if code, ok := strings.CutPrefix(fields[min(1, len(fields)-1)], "P"); ok && len(w.codes) < maxFormats && len(fields) > 1 {
				w.codes = append(w.codes, formatOf(code))
			}
		case "O":
			for _, f := range fields[1:] {
				w.is1904 = w.is1904 || f == "V4"
			}
		case "F":
			w.shape(fields[1:])
		case "C":
			if err := w.cell(fields[1:], &g); err != nil {
				return nil, err
			}
		case "E":
			text = ""
		}
	}
	book := &Workbook{Kind: "slk", Sheets: make([]Sheet, 1)}
	if err := g.give(&book.Sheets[0]); err != nil {
		return nil, err
	}
	p.tell(1, 1)
	return book, nil
}

// slkFields cuts a record at its semicolons; a doubled one is a character.
func slkFields(line string) []string {
	if !strings.Contains(line, ";;") {
		return strings.Split(line, ";")
	}
	fields := strings.Split(strings.ReplaceAll(line, ";;", "\x00"), ";")
	for i := range fields {
		fields[i] = strings.ReplaceAll(fields[i], "\x00", ";")
	}
	return fields
}

// move follows X and Y, from 1; what is left out stays as it was.
func (w *slkFile) move(field string) {
	n, ok := number([]byte(field[1:]))
	if !ok || n < 1 || n > excelRows {
		return
	}
	switch field[0] {
	case 'X':
		w.col = n - 1
	case 'Y':
		w.row = n - 1
	}
}

func (w *slkFile) shape(fields []string) {
	var f *format
	cell, columns := false, ""
	for _, field := range fields {
		switch {
		case field == "":
		case field[0] == 'X' || field[0] == 'Y':
			w.move(field)
			cell = true
		case field[0] == 'P':
			if n, ok := number([]byte(field[1:])); ok && n < len(w.codes) {
				f = w.codes[n]
			}
		case field[0] == 'C':
			columns = field[1:]
		}
	}
	switch {
	case f == nil || len(w.cells) >= maxSLKFormats:
	case columns != "":
		if n, ok := number([]byte(columns)); ok && n > 0 && n <= MaxColumns {
			w.column[n-1] = f
		}
	case cell:
		w.cells[Spot{w.row, w.col}] = f
	}
}

func (w *slkFile) cell(fields []string, g *grid) error {
	value, has := "", false
	for _, field := range fields {
		switch {
		case field == "":
		case field[0] == 'X' || field[0] == 'Y':
			w.move(field)
		case field[0] == 'K':
			value, has = field[1:], true
		}
	}
	if !has {
		return nil
	}
	f, ok := w.cells[Spot{w.row, w.col}]
	if !ok {
		f = w.column[w.col]
	}
	if text, quoted := strings.CutPrefix(value, `"`); quoted {
		text = strings.ReplaceAll(strings.TrimSuffix(text, `"`), "\x1b :", "\n")
		return g.put(w.row, w.col, f.words(text))
	}
	if v, err := strconv.ParseFloat(value, 64); err == nil {
		return g.put(w.row, w.col, f.number(v, w.is1904))
	}
	return g.put(w.row, w.col, value) // TRUE, or an error
}
