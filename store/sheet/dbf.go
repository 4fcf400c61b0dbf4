package sheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"
)

// isDBF recognises a table of dBase or FoxPro, which old systems of social insurance and of households export: it begins
// with a version, a day on the calendar, and lengths that fit each other.
func isDBF(b []byte) bool {
	if len(b) < 65 || strings.IndexByte("\x03\x30\x31\x83\x8b\xf5", b[0]) < 0 || b[2] < 1 || b[2] > 12 || b[3] < 1 || b[3] > 31 {
		return false
	}
	head, size := int(binary.LittleEndian.Uint16(b[8:])), int(binary.LittleEndian.Uint16(b[10:]))
	return head >= 65 && head <= len(b) && size >= 2 && b[12] == 0 && strings.IndexByte("CNDLFIBTYMG0", b[43]) >= 0
}

// readDBF reads the fields' names as the first row and the records below. Records that were struck out are left out, as
// they are everywhere.
func readDBF(ctx context.Context, b []byte, p Progress) (*Workbook, error) {
	head, size := int(binary.LittleEndian.Uint16(b[8:])), int(binary.LittleEndian.Uint16(b[10:]))
	type field struct {
		kind     byte
		from, to int
	}
	var fields []field
	spent := 0
	g := grid{spent: &spent}
	at := 1 // behind the mark of a record that was struck out
	for d := b[32:head]; len(d) >= 32 && d[0] != 0x0d; d = d[32:] {
		name, _, _ := bytes.Cut(d[:11], []byte{0})
		if err := g.put(0, len(fields), strings.TrimSpace(decodeText(name))); err != nil {
			return nil, err
		}
		to := at + int(d[16])
		if d[11] == 'C' {
			to += int(d[17]) << 8 // long texts of FoxPro
		}
		if to == at {
			return nil, ErrDamaged
		}
		fields = append(fields, field{d[11], at, to})
		at = to
	}
	if at > size {
		return nil, ErrDamaged
	}
	var sample []byte // what the fields of text hold, by which the encoding of all is known
	for d := b[head:]; len(d) >= size && len(sample) < sampleSize; d = d[size:] {
		for _, f := range fields {
			if f.kind == 'C' {
				sample = append(sample, d[f.from:f.to]...)
			}
		}
	}
	written := codingOf(sample)
	row := 0
	for d := b[head:]; len(d) >= size && d[0] != 0x1a; d = d[size:] {
		if row%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			p.tell(len(b)-len(d), len(b))
		}
		if d[0] == '*' {
			continue
		}
		row++
		for c, f := range fields {
			if err := g.put(row, c, dbfText(f.kind, d[f.from:f.to], written)); err != nil {
				return nil, err
			}
		}
	}
	book := &Workbook{Kind: "dbf", Sheets: make([]Sheet, 1)}
	return book, g.give(&book.Sheets[0])
}

// dbfText is the text of a value; a reference to another file (M, G) is none.
func dbfText(kind byte, b []byte, written *coding) string {
	switch kind {
	case 'M', 'G', '0':
		return ""
	case 'I':
		if len(b) == 4 {
			return generalText(float64(int32(binary.LittleEndian.Uint32(b))))
		}
		return ""
	case 'B', 'T', 'Y':
		return ""
	}
	text := strings.Trim(written.text(bytes.TrimRight(b, " \x00")), " \x00")
	switch {
	case kind == 'D' && len(text) == 8:
		return text[:4] + "-" + text[4:6] + "-" + text[6:]
	case kind == 'L' && strings.ContainsAny(text, "TtYy"):
		return "TRUE"
	case kind == 'L' && strings.ContainsAny(text, "FfNn"):
		return "FALSE"
	case kind == 'L':
		return ""
	}
	return text
}
