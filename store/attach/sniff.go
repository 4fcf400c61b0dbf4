package attach

import (
	"bytes"
	"encoding/binary"
	"errors"

	"tuanjian/store/ledger"
)

// maxMemory is how many bytes the drawing of one picture may take: a small file can say that it is a picture of any size.
const maxMemory = 192 << 20

// Reasons why a file is not taken, as the end of a sentence that begins with its name.
var (
	errBroken = errors.New("不完整或已损坏，打不开。请重新扫描或重新传一次，再添加。")
	errHuge   = errors.New("像素太多，打开它会占满内存。请把照片缩小（长边 6000 像素以内），再添加。")
	errOdd    = errors.New("用了这个程序不认识的图片格式。请用画图打开，另存为 JPEG 或 PNG，再添加。")
)

// A sort of file: its format, how bytes of it begin, and what is kept of them.
type sort struct {
	format string
	begins string
	clean  func(content []byte) ([]byte, error)
}

var sorts = []sort{
	{ledger.FilePDF, "%PDF-", wholePDF},
	{ledger.FileJPEG, "\xFF\xD8\xFF", cleanJPEG},
	{ledger.FilePNG, "\x89PNG\r\n\x1a\n", cleanPNG},
}

// sniff tells the sort of a file by its bytes, nil for none of ours. Its name is not asked.
func sniff(content []byte) *sort {
	for i := range sorts {
		if bytes.HasPrefix(content, []byte(sorts[i].begins)) {
			return &sorts[i]
		}
	}
	return nil
}

// wholePDF takes a PDF as it is: nothing here reads more of one than that it has an end.
func wholePDF(content []byte) ([]byte, error) {
	const tail = 2 << 10
	if !bytes.Contains(content[max(0, len(content)-tail):], []byte("%%EOF")) {
		return nil, errBroken
	}
	return content, nil
}

// Markers of JPEG.
const (
	markSOF0, markSOF1, markSOF2 = 0xC0, 0xC1, 0xC2
	markDHT, markDAC             = 0xC4, 0xCC
	markSOI, markEOI, markSOS    = 0xD8, 0xD9, 0xDA
	markRST0, markRST7, markTEM  = 0xD0, 0xD7, 0x01
	markAPP0, markAPP15, markCOM = 0xE0, 0xEF, 0xFE
)

// cleanJPEG leaves out of a JPEG what is no picture: the particulars of camera, place and time, previews, remarks, and
// whatever stands behind its end, where phones put films and second pictures. The picture's data stay bit for bit. How the
// picture is to be turned is kept, in a segment of our own that says nothing else.
func cleanJPEG(in []byte) ([]byte, error) {
	out := make([]byte, 0, len(in))
	out = append(out, 0xFF, markSOI)
	turn, memory, scans := 1, int64(0), 0
	for at := 2; ; {
		marker, body, next, err := segment(in, at)
		if err != nil {
			return nil, err
		}
		switch {
		case marker == markEOI:
			if scans == 0 || memory == 0 {
				return nil, errBroken
			}
			return append(turned(out, turn), 0xFF, markEOI), nil
		case marker == markAPP0+1:
			turn = max(turn, orientation(body))
		case marker >= markAPP0 && marker <= markAPP15 && !neededApp(marker, body), marker == markCOM:
		case marker >= markSOF0 && marker < 0xD0 && marker != markDHT && marker != 0xC8 && marker != markDAC:
			if memory, err = frame(marker, body); err != nil {
				return nil, err
			}
			out = append(out, in[at:next]...)
		case marker == markSOS:
			scans++
			next = scanEnd(in, next)
			out = append(out, in[at:next]...)
		default:
			out = append(out, in[at:next]...)
		}
		at = next
	}
}

// segment reads the marker at a place, its body, and where the next one is. Any number of 0xFF may stand before a marker.
func segment(in []byte, at int) (marker byte, body []byte, next int, err error) {
	if at >= len(in) || in[at] != 0xFF {
		return 0, nil, 0, errBroken
	}
	for at < len(in) && in[at] == 0xFF {
		at++
	}
	if at >= len(in) {
		return 0, nil, 0, errBroken
	}
	marker = in[at]
	at++
	switch {
	case marker == markEOI, marker == markTEM, marker >= markRST0 && marker <= markRST7:
		return marker, nil, at, nil
	case marker < 0xC0, marker == markSOI:
		return 0, nil, 0, errBroken
	}
	if at+2 > len(in) {
		return 0, nil, 0, errBroken
	}
	n := int(binary.BigEndian.Uint16(in[at:]))
	if n < 2 || at+n > len(in) {
		return 0, nil, 0, errBroken
	}
	return marker, in[at+2 : at+n], at + n, nil
}

// scanEnd is where the data of a scan end: before the next marker that is no part of them.
func scanEnd(in []byte, at int) int {
	for ; at+1 < len(in); at++ {
		if in[at] == 0xFF && in[at+1] != 0 && in[at+1] != 0xFF && (in[at+1] < markRST0 || in[at+1] > markRST7) {
			return at
		}
	}
	return len(in)
}

// neededApp says that a picture looks otherwise without a segment: the colours of its lines.
func neededApp(marker byte, body []byte) bool {
	switch marker {
	case markAPP0:
		return bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 14 && body[12] == 0 && body[13] == 0 // without a preview
	case markAPP0 + 2:
		return bytes.HasPrefix(body, []byte("ICC_PROFILE\x00"))
	case markAPP0 + 14:
		return bytes.HasPrefix(body, []byte("Adobe"))
	}
	return false
}

// frame says how much memory the drawing of a picture takes, by its head.
func frame(marker byte, body []byte) (int64, error) {
	switch {
	case marker > markSOF2:
		return 0, errOdd
	case len(body) < 6 || len(body) < 6+3*int(body[5]):
		return 0, errBroken
	case body[0] != 8:
		return 0, errOdd
	}
	high, wide, n := int64(binary.BigEndian.Uint16(body[1:])), int64(binary.BigEndian.Uint16(body[3:])), int(body[5])
	if high == 0 || wide == 0 || n == 0 || n > 4 {
		return 0, errBroken
	}
	var most, all int64
	for i := range n {
		h, v := int64(body[7+3*i]>>4), int64(body[7+3*i]&15)
		if h == 0 || v == 0 || h > 4 || v > 4 {
			return 0, errBroken
		}
		most, all = max(most, h*v), all+h*v
	}
	each := int64(1)
	if marker == markSOF2 {
		each = 5 // all coefficients are held until the last scan, as four bytes each
	}
	memory := (wide + 31) * (high + 31) * all / most * each
	if n == 4 {
		memory += wide * high * 4
	}
	if memory > maxMemory {
		return 0, errHuge
	}
	return memory, nil
}

// orientation reads from the particulars of a photo how it is to be turned: 1 to 8, 1 where they do not say.
func orientation(body []byte) int {
	tiff, is := bytes.CutPrefix(body, []byte("Exif\x00\x00"))
	if !is || len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	switch string(tiff[:4]) {
	case "II*\x00":
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	first := int64(order.Uint32(tiff[4:]))
	if first+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[first+2:]
	for n := int(order.Uint16(tiff[first:])); n > 0 && len(entries) >= 12; n-- {
		if order.Uint16(entries) == 0x0112 {
			if v := int(order.Uint16(entries[8:])); v >= 1 && v <= 8 {
				return v
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}

// turned puts into a JPEG, behind its first marker, how it is to be turned.
func turned(jpeg []byte, turn int) []byte {
	if turn == 1 {
		return jpeg
	}
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00")
	part := binary.BigEndian.AppendUint16([]byte{0xFF, markAPP0 + 1}, uint16(len(exif)+2))
	out := make([]byte, 0, len(jpeg)+len(part)+len(exif)+2) // two more: the end
	out = append(append(out, jpeg[:2]...), part...)
	return append(append(out, exif...), jpeg[2:]...)
}

// neededChunks are the chunks of a PNG without which it looks otherwise.
var neededChunks = map[string]bool{"IHDR": true, "PLTE": true, "tRNS": true, "gAMA": true, "cHRM": true, "sRGB": true, "sBIT": true, "pHYs": true, "bKGD": true, "IDAT": true, "IEND": true}

// cleanPNG leaves out of a PNG all chunks but those that make the picture, and what stands behind its end.
func cleanPNG(in []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(in)), in[:8]...)
	for at := 8; at+12 <= len(in); {
		n := int64(binary.BigEndian.Uint32(in[at:]))
		if n > int64(len(in)-at-12) {
			return nil, errBroken
		}
		name, next := string(in[at+4:at+8]), at+12+int(n)
		if at == 8 {
			if name != "IHDR" || n != 13 {
				return nil, errBroken
			}
			if err := header(in[at+8 : at+21]); err != nil {
				return nil, err
			}
		}
		if neededChunks[name] {
			out = append(out, in[at:next]...)
		}
		if name == "IEND" {
			return out, nil
		}
		at = next
	}
	return nil, errBroken
}

// header refuses a PNG whose drawing takes too much memory, by its head.
func header(ihdr []byte) error {
	wide, high := int64(binary.BigEndian.Uint32(ihdr)), int64(binary.BigEndian.Uint32(ihdr[4:]))
	each := int64(4)
	if ihdr[8] == 16 {
		each = 8
	}
	switch {
	case wide == 0 || high == 0:
		return errBroken
	case wide > 1<<20 || high > 1<<20 || wide*high*each > maxMemory:
		return errHuge
	}
	return nil
}

// Fits says that bytes that somebody else sent are of a format, whole, clean and no bomb: just what would be kept of them
// here.
func Fits(format string, content []byte) bool {
	s := sniff(content)
	if s == nil || s.format != format || len(content) > MaxFile {
		return false
	}
	kept, err := s.clean(content)
	return err == nil && bytes.Equal(kept, content)
}
