package sheet

import (
	"bytes"
)

// beginnings are the first bytes by which files are known that are no text.
var beginnings = []struct {
	magic string
	kind  string
	err   error
}{
	{"PK\x03\x04", "xlsx", nil},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls", nil},
	{"\x09\x08\x10\x00\x00\x06", "xls", nil}, // a BIFF8 stream that was never put into a compound file
	{"\x09\x08\x08\x00\x00\x05", "xls", nil}, // the same of BIFF5
	{"\x09\x00\x04\x00", "", ErrOldExcel},
	{"\x09\x02\x06\x00", "", ErrOldExcel},
	{"\x09\x04\x06\x00", "", ErrOldExcel},
	{"%PDF-", "", ErrPDF},
	{"{\\rtf", "", ErrWord},
	{"PK\x05\x06", "", ErrEmpty},
}

// sniff says what the bytes are: "xlsx", "xls" or "csv", or why they are none of these.
func sniff(b []byte) (string, error) {
	if len(b) == 0 {
		return "", ErrEmpty
	}
	for _, s := range beginnings {
		if bytes.HasPrefix(b, []byte(s.magic)) {
			return s.kind, s.err
		}
	}
	if _, wide := utf16Order(b); wide || hasUTF16Mark(b) || bytes.HasPrefix(b, []byte(utf8Mark)) {
		if err := markup(decodeText(b[:min(len(b), 4096)&^1])); err != nil {
			return "", err
		}
		return "csv", nil
	}
	start := b[:min(len(b), 4096)]
	control := 0
	for _, c := range start {
		if c == 0 || c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a {
			control++
		}
	}
	if control*100 > len(start) {
		return "", ErrKind
	}
	if err := markup(string(start)); err != nil {
		return "", err
	}
	return "csv", nil
}

// markup recognises web pages and XML, which systems like to hand out under the name of a workbook.
func markup(text string) error {
	t := bytes.ToLower(bytes.TrimLeft([]byte(text), "\ufeff \t\r\n"))
	if len(t) == 0 || t[0] != '<' {
		return nil
	}
	for _, word := range []string{"<html", "<!doctype html", "<table", "<meta", "<head", "<body", "<style", "<div"} {
		if bytes.HasPrefix(t, []byte(word)) || bytes.HasPrefix(t, []byte("<?xml")) && bytes.Contains(t, []byte(word)) {
			return ErrHTML
		}
	}
	if bytes.HasPrefix(t, []byte("<?xml")) {
		return ErrXML
	}
	return nil
}
