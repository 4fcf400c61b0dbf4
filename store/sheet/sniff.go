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
	{"\x09\x08\x08\x00\x00\x00", "xls", nil}, // and as programs write it who say no version
	{"\x09\x00\x04\x00", "xls", nil},         // BIFF2 to BIFF4
	{"\x09\x00\x06\x00", "xls", nil},
	{"\x09\x02\x06\x00", "xls", nil},
	{"\x09\x04\x06\x00", "xls", nil},
	{"%PDF-", "", ErrPDF},
	{"{\\rtf", "", ErrWord},
	{"L\x00\x00\x00\x01\x14\x02\x00", "", ErrShortcut},
	{"[InternetShortcut]", "", ErrShortcut},
	{"%TSD-Header-###%", "", ErrSealed}, // what programs put in front that lock all of an office's files
	{"age-encryption.org/", "", ErrOwn}, // a parcel
	{"Rar!\x1a\x07", "", ErrArchive},
	{"7z\xbc\xaf\x27\x1c", "", ErrArchive},
	{"\x1f\x8b\x08", "", ErrArchive},
	{"BZh", "", ErrArchive},
	{"\xfd7zXZ\x00", "", ErrArchive},
	{"PK\x07\x08", "", ErrArchive}, // in pieces
	{"\x89PNG\r\n", "", ErrPicture},
	{"\xff\xd8\xff", "", ErrPicture},
	{"GIF8", "", ErrPicture},
	{"II*\x00", "", ErrPicture},
	{"MM\x00*", "", ErrPicture},
	{"PK\x05\x06", "", ErrEmpty},
}

// sniff says what the bytes are: "xlsx", "xls", "html", "mht", "xml", "slk", "dbf" or "csv", or why they are none of these.
func sniff(b []byte) (string, error) {
	if len(b) == 0 {
		return "", ErrEmpty
	}
	for _, s := range beginnings {
		if bytes.HasPrefix(b, []byte(s.magic)) {
			return s.kind, s.err
		}
	}
	switch {
	case bytes.Contains(b[:min(len(b), 512)], []byte("E-SafeNet")):
		return "", ErrSealed
	case len(b) >= 20 && string(b[16:20]) == "\xed\xda\x0c\xed": // a ledger: bbolt's sign on its first page
		return "", ErrOwn
	case b[0] == 0 && len(bytes.TrimLeft(b, "\x00")) == 0:
		return "", ErrZeros
	case isDBF(b):
		return "dbf", nil
	case picture(b):
		return "", ErrPicture
	}
	_, marked := utf16Order(b)
	marked = marked || hasUTF16Mark(b) || bytes.HasPrefix(b, []byte(utf8Mark))
	if !marked {
		b = bytes.TrimLeft(b, " \t\r\n") // server pages begin with many empty lines
	}
	start := b[:min(len(b), 4096)]
	switch {
	case marked:
		start = []byte(decodeText(b[:min(len(b), 8192)&^1]))
	case noText(start):
		return "", ErrKind
	}
	switch kind, err := markup(string(start)); {
	case err != nil || kind != "":
		return kind, err
	case isSYLK(start):
		return "slk", nil
	}
	return "csv", nil
}

// picture recognises the kinds that have their sign behind a length.
func picture(b []byte) bool {
	if len(b) < 16 {
		return false
	}
	of := string(b[8:12])
	return string(b[:2]) == "BM" && b[6]|b[7]|b[8]|b[9] == 0 || string(b[:4]) == "RIFF" && of == "WEBP" ||
		string(b[4:8]) == "ftyp" && (of == "heic" || of == "heix" || of == "mif1" || of == "avif")
}

// noText says that bytes are no text: too many of them are control characters.
func noText(b []byte) bool {
	control := 0
	for _, c := range b {
		if c == 0 || c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1a {
			control++
		}
	}
	return control*100 > len(b)
}
