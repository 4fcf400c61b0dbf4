package sheet

import "encoding/binary"

// Records of BIFF2 to BIFF4, and how they number what later versions number otherwise.
const (
	oldInteger   = 0x0002
	oldNumber    = 0x0003
	oldLabel     = 0x0004
	oldBoolErr   = 0x0005
	oldString    = 0x0007
	oldFormat    = 0x001E
	recXF3       = 0x0243
	recXF4       = 0x0443
	recFormula3  = 0x0206
	recFormula4  = 0x0406
	sheetContent = 0x0010 // what a BOF says of a sheet
)

// lone says whether the stream is a sheet by itself, without what sheets of a workbook share, and whether it is BIFF2,
// whose cells look different. Excel up to version 4 knew nothing else, and so do the few lines by which programs of
// every age write an .xls without Excel: a BOF, a record for each cell, an EOF.
func (w *biff) lone() (yes, two bool) {
	first, err := w.record(0)
	if err != nil || len(first.data) < 4 || binary.LittleEndian.Uint16(first.data[2:]) != sheetContent {
		return false, false
	}
	switch first.id {
	case 0x0009:
		return true, true
	case 0x0209, 0x0409:
		return true, false
	case recBOF:
		return true, false
	}
	return false, false
}

// readLone reads such a sheet.
func (w *biff) readLone(two bool) (*Workbook, error) {
	first, err := w.record(0)
	if err != nil {
		return nil, err
	}
	w.old = first.id != recBOF || binary.LittleEndian.Uint16(first.data) != 0x0600
	n := 0
	for at := first.next; at < len(w.b); { // what workbooks keep apart stands between the cells
		r, err := w.record(at)
		if err != nil {
			break // a few of those programs forget the end
		}
		at = r.next
		d := fields(r.data)
		switch r.id {
		case recFilePass:
			return nil, ErrPassword
		case oldFormat:
			if n < maxFormats {
				w.codes[n] = formatOf(w.text(d, 1))
			}
			n++
		case recXF3, recXF4:
			if len(w.formats) < maxStyles {
				w.formats = append(w.formats, w.codes[d.u8(1)])
			}
		case recCodePage, recDateMode, recFormat, recXF:
			if err := w.global(r); err != nil {
				return nil, err
			}
		}
		if r.id == recEOF {
			break
		}
	}
	book := &Workbook{Kind: "xls", Sheets: make([]Sheet, 1)}
	s := &book.Sheets[0]
	if two {
		err = w.readTwo(first.next, s)
	} else {
		w.b = append(w.b[:len(w.b):len(w.b)], recEOF, 0, 0, 0)
		err = w.readCells(0, s)
	}
	if err != nil {
		return nil, err
	}
	return book, nil
}

// readTwo reads the cells of BIFF2: three bytes of looks where later versions have a number.
func (w *biff) readTwo(at int, s *Sheet) error {
	g := grid{spent: &w.spent}
	awaited := [2]int{-1, -1}
	for n := 0; at < len(w.b); n++ {
		if n%4096 == 0 {
			if err := w.ctx.Err(); err != nil {
				return err
			}
			w.tell.tell(at, len(w.b))
		}
		r, err := w.record(at)
		if err != nil || r.id == recEOF {
			break
		}
		at = r.next
		d := fields(r.data)
		row, col, f := d.u16(0), d.u16(2), w.codes[d.u8(5)&0x3f]
		if f == nil && d.u8(5)&0x3f > 0 && len(w.codes) == 0 {
			f = builtinFormats[d.u8(5)&0x3f]
		}
		text := ""
		switch r.id {
		case oldInteger:
			text = f.number(float64(d.u16(7)), w.is1904)
		case oldNumber:
			text = f.number(d.float(7), w.is1904)
		case oldLabel:
			text = w.text(d.from(7), 1)
		case oldBoolErr:
			text = boolOrError(d.u8(7), d.u8(8))
		case recFormula:
			if text = f.number(d.float(7), w.is1904); d.u16(13) == 0xFFFF {
				text = ""
				awaited = [2]int{row, col}
			}
		case oldString:
			row, col = awaited[0], awaited[1]
			text = w.text(d, 1)
		}
		if text != "" && row >= 0 {
			if err := g.put(row, col, text); err != nil {
				return err
			}
		}
	}
	return g.give(s)
}
