package sheet

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxToken is the longest tag or run of text: a cell holds at most 32,767 characters, each at most 10 bytes escaped.
const maxToken = 1 << 20

type mark int

const (
	markEOF   mark = iota
	markOpen       // name and attributes are set
	markClose      // name is set; also follows an element that closes itself
	markText       // text is set
)

// xmlScan walks through the XML of a workbook part. It exists because a sheet is mostly markup and the library's general
// reader costs several times as much. It knows no document types and therefore no entities of a file's own making.
type xmlScan struct {
	r        io.Reader
	buf      []byte
	pos, end int
	got      int64 // bytes read so far
	ended    bool

	name    []byte // without its prefix
	attrs   []byte
	text    []byte // as written, see string
	literal bool   // text is not escaped
	pending bool   // the element closed itself
}

func newXMLScan(r io.Reader) (*xmlScan, error) {
	x := &xmlScan{r: r, buf: make([]byte, 64<<10)}
	for x.end < 3 && !x.ended {
		if err := x.fill(); err != nil {
			return nil, err
		}
	}
	head := x.buf[:x.end]
	if hasUTF16Mark(head) {
		rest := io.MultiReader(bytes.NewReader(bytes.Clone(head)), r)
		x.r = transform.NewReader(rest, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
		x.end, x.ended = 0, false
	} else if bytes.HasPrefix(head, []byte(utf8Mark)) {
		x.pos = 3
	}
	return x, nil
}

// fill makes room and reads on; what lies between pos and end stays.
func (x *xmlScan) fill() error { return x.fillOr(ErrDamaged) }

// fillOr is fill; the error is that of a token which is too long.
func (x *xmlScan) fillOr(long error) error {
	if x.pos > 0 {
		copy(x.buf, x.buf[x.pos:x.end])
		x.end -= x.pos
		x.pos = 0
	}
	if x.end == len(x.buf) {
		if len(x.buf) > maxToken {
			return long
		}
		x.buf = append(x.buf, make([]byte, len(x.buf))...)
	}
	n, err := x.r.Read(x.buf[x.end:])
	x.end += n
	x.got += int64(n)
	if err == io.EOF {
		x.ended = true
		return nil
	}
	return err
}

// passed is how many bytes were walked through.
func (x *xmlScan) passed() int64 { return x.got - int64(x.end-x.pos) }

// until gives the bytes up to and including the mark, which is looked for from offset from on.
func (x *xmlScan) until(end string, from int) ([]byte, error) {
	for {
		if from <= x.end-x.pos {
			if i := bytes.Index(x.buf[x.pos+from:x.end], []byte(end)); i >= 0 {
				b := x.buf[x.pos : x.pos+from+i+len(end)]
				x.pos += len(b)
				return b, nil
			}
		}
		if x.ended {
			return nil, ErrDamaged
		}
		if err := x.fill(); err != nil {
			return nil, err
		}
	}
}

// tag gives the bytes of a tag, looking over > within quotes.
func (x *xmlScan) tag() ([]byte, error) {
	i, quote := 1, byte(0)
	for {
		for ; x.pos+i < x.end; i++ {
			c := x.buf[x.pos+i]
			if quote != 0 {
				if c == quote {
					quote = 0
				}
			} else if c == '>' {
				b := x.buf[x.pos+1 : x.pos+i]
				x.pos += i + 1
				return b, nil
			} else if c == '"' || c == '\'' {
				quote = c
			}
		}
		if x.ended {
			return nil, ErrDamaged
		}
		if err := x.fill(); err != nil {
			return nil, err
		}
	}
}

// next goes on to the next tag or text. What it points at is good until the call after.
func (x *xmlScan) next() (mark, error) {
	if x.pending {
		x.pending = false
		return markClose, nil
	}
	for {
		for x.end-x.pos < 9 && !x.ended {
			if err := x.fill(); err != nil {
				return 0, err
			}
		}
		rest := x.buf[x.pos:x.end]
		switch {
		case len(rest) == 0:
			return markEOF, nil
		case rest[0] != '<':
			return x.run()
		case len(rest) > 1 && rest[1] != '?' && rest[1] != '!': // nearly all
			return x.element()
		case bytes.HasPrefix(rest, []byte("<?")):
			if _, err := x.until("?>", 2); err != nil {
				return 0, err
			}
		case bytes.HasPrefix(rest, []byte("<!--")):
			if _, err := x.until("-->", 4); err != nil {
				return 0, err
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			b, err := x.until("]]>", 9)
			if err != nil {
				return 0, err
			}
			x.text, x.literal = b[9:len(b)-3], true
			return markText, nil
		case bytes.HasPrefix(rest, []byte("<!")):
			return 0, ErrDamaged // a document type: no workbook has one, entity bombs do
		default:
			return x.element()
		}
	}
}

func (x *xmlScan) run() (mark, error) {
	for from := 0; ; {
		i := bytes.IndexByte(x.buf[x.pos+from:x.end], '<')
		if i >= 0 || x.ended {
			if i < 0 {
				i = x.end - x.pos - from
			}
			x.text, x.literal = x.buf[x.pos:x.pos+from+i], false
			x.pos += from + i
			return markText, nil
		}
		from = x.end - x.pos
		if err := x.fillOr(ErrLongCell); err != nil {
			return 0, err
		}
	}
}

func (x *xmlScan) element() (mark, error) {
	b, err := x.tag()
	if err != nil {
		return 0, err
	}
	kind := markOpen
	if len(b) > 0 && b[0] == '/' {
		kind, b = markClose, b[1:]
	} else if len(b) > 0 && b[len(b)-1] == '/' {
		x.pending, b = true, b[:len(b)-1]
	}
	n := 0
	for n < len(b) && b[n] > ' ' {
		n++
	}
	x.name, x.attrs = b[:n], b[n:]
	if i := bytes.LastIndexByte(x.name, ':'); i >= 0 {
		x.name = x.name[i+1:]
	}
	if len(x.name) == 0 {
		return 0, ErrDamaged
	}
	return kind, nil
}

// attr is the value of an attribute by its name without prefix, as written; nil when there is none.
func (x *xmlScan) attr(name string) []byte {
	for key, value, at := x.attrAt(0); key != nil; key, value, at = x.attrAt(at) {
		if string(key) == name {
			return value
		}
	}
	return nil
}

// attrAt is the attribute that stands at or behind a place among the attributes, its name without prefix, its value as
// written, and the place behind it; a nil key when there is none. Who needs several goes through them once.
func (x *xmlScan) attrAt(at int) (key, value []byte, behind int) {
	b, i := x.attrs, at
	for i < len(b) && b[i] <= ' ' {
		i++
	}
	from := i
	for ; i < len(b) && b[i] != '=' && b[i] > ' '; i++ {
		if b[i] == ':' {
			from = i + 1
		}
	}
	key = b[from:i]
	for i < len(b) && (b[i] <= ' ' || b[i] == '=') {
		i++
	}
	if i == len(b) || b[i] != '"' && b[i] != '\'' {
		return nil, nil, i
	}
	end := bytes.IndexByte(b[i+1:], b[i])
	if end < 0 {
		return nil, nil, i
	}
	return key, b[i+1 : i+1+end], i + end + 2
}

// attrText is attr with its escapes resolved.
func (x *xmlScan) attrText(name string) string { return unescape(x.attr(name)) }

// appendText adds the current text to b with its escapes resolved.
func (x *xmlScan) appendText(b []byte) []byte {
	if x.literal || bytes.IndexByte(x.text, '&') < 0 && bytes.IndexByte(x.text, '\r') < 0 {
		return append(b, x.text...)
	}
	return appendUnescaped(b, x.text)
}

func unescape(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 && bytes.IndexByte(b, '\r') < 0 {
		return string(b)
	}
	return string(appendUnescaped(nil, b))
}

// appendUnescaped resolves the five named entities and numbers; what it does not know stays as it is. A written CR LF is
// one line break, as XML has it.
func appendUnescaped(out, b []byte) []byte {
	for i := 0; i < len(b); i++ {
		switch c := b[i]; c {
		case '\r':
			if i+1 >= len(b) || b[i+1] != '\n' {
				out = append(out, '\n')
			}
		case '&':
			end := bytes.IndexByte(b[i:min(len(b), i+12)], ';')
			if end < 2 {
				out = append(out, c)
				continue
			}
			if r, ok := reference(b[i+1 : i+end]); ok {
				out = utf8.AppendRune(out, r)
				i += end
				continue
			}
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// reference is the character that stands between & and ;.
func reference(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], uint64(10)
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n := uint64(0)
	for _, c := range digits { // at most ten
		d := uint64(c - '0')
		switch {
		case c >= '0' && c <= '9':
		case base == 16 && c|0x20 >= 'a' && c|0x20 <= 'f':
			d = uint64(c|0x20-'a') + 10
		default:
			return 0, false
		}
		n = n*base + d
	}
	if len(digits) == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, false
	}
	return rune(n), true
}
