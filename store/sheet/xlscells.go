package sheet

// errorTexts are the error values as Excel shows them ([MS-XLS] §2.5.10).
var errorTexts = map[int]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
	0x2B: "#GETTING_DATA",
}

func boolOrError(value, isError int) string {
	switch {
	case isError != 0:
		return errorTexts[value]
	case value != 0:
		return "TRUE"
	}
	return "FALSE"
}

// readCells reads the records of one sheet. Charts within it are records between an inner BOF and EOF.
func (w *biff) readCells(at int, s *Sheet) error {
	g := grid{spent: &w.spent}
	first, err := w.record(at)
	if err != nil {
		return err
	}
	if first.id&0xff != recBOF&0xff {
		return ErrDamaged
	}
	awaited := [2]int{-1, -1} // the cell whose formula gave a text, which follows in a record of its own
	filtered := false
	depth := 1
	at = first.next
	for n := 0; depth > 0; n++ {
		if n%4096 == 0 {
			if err := w.ctx.Err(); err != nil {
				return err
			}
			w.tell.tell(at, len(w.b))
		}
		r, err := w.record(at)
		if err != nil {
			return err
		}
		// sheets lie one behind the other; a file that makes them overlap would be read again for each of them
		if w.walked += r.next - at; w.walked > len(w.b) {
			return ErrDamaged
		}
		at = r.next
		switch r.id {
		case recBOF:
			depth++
			continue
		case recEOF:
			depth--
			continue
		}
		if depth > 1 {
			continue
		}
		d := fields(r.data)
		row, col, xf := d.u16(0), d.u16(2), d.u16(4)
		text := ""
		switch r.id {
		case recLabelSST:
			if i := d.u32(6); i < len(w.strings) {
				text = w.format(xf).words(w.strings[i])
			}
		case recLabel, recRString:
			text = w.format(xf).words(w.text(d.from(6), 2))
		case recRK:
			text = w.numberText(xf, rk(uint32(d.u32(6))))
		case recNumber:
			text = w.numberText(xf, d.float(6))
		case recBoolErr:
			text = boolOrError(d.u8(6), d.u8(7))
		case recFormula, recFormula3, recFormula4:
			if text = w.cached(d, xf); text == "" && d.u8(6) == 0 {
				awaited = [2]int{row, col}
			}
		case recString:
			row, col = awaited[0], awaited[1]
			segments, next, err := w.continued(r)
			if err != nil {
				return err
			}
			at = next
			text = w.longText(segments)
			awaited = [2]int{-1, -1}
		case recMulRK:
			for i := 0; i < (len(d)-6)/6; i++ {
				if err := g.put(row, col+i, w.numberText(d.u16(4+6*i), rk(uint32(d.u32(6+6*i))))); err != nil {
					return err
				}
			}
		case recRow:
			if d.u8(12)&0x20 != 0 {
				s.hide(row, ByHand)
			}
		case recColInfo:
			if d.u8(8)&1 != 0 {
				s.hideColumns(row, col)
			}
		case recFilterMode:
			filtered = true
		case recMergeCells:
			for i := 0; i < min(d.u16(0), len(d)/8); i++ {
				a := Area{Top: d.u16(2 + 8*i), Bottom: d.u16(4 + 8*i), Left: d.u16(6 + 8*i), Right: d.u16(8 + 8*i)}
				if a.Top <= a.Bottom && a.Left <= a.Right && 10+8*i <= len(d) {
					g.merge(s, a)
				}
			}
		}
		if text != "" && row >= 0 { // row is -1 for a text that no formula awaits
			if err := g.put(row, col, text); err != nil {
				return err
			}
		}
	}
	if filtered {
		s.filtered(Area{Top: -1, Bottom: MaxRows})
	}
	return g.give(s)
}

// cached is the last result of a formula; "" for a text, which follows ([MS-XLS] §2.5.133).
func (w *biff) cached(d fields, xf int) string {
	if d.u16(12) != 0xFFFF {
		return w.numberText(xf, d.float(6))
	}
	switch d.u8(6) {
	case 1:
		return boolOrError(d.u8(8), 0)
	case 2:
		return boolOrError(d.u8(8), 1)
	}
	return ""
}

// longText reads the text of a formula, which may run over several records.
func (w *biff) longText(segments [][]byte) string {
	if w.old {
		return w.text(segments[0], 2)
	}
	s := &segmented{segments: segments}
	s.beginText(s.u16())
	return s.finishText()
}
