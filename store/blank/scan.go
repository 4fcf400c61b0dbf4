package blank

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// A tag is one tag of a part, by where it stands: so what is not changed can be copied as it was written.
type tag struct {
	src        []byte
	start, end int // of the whole tag, with its brackets
	name       []byte
	attrs      []byte
	closes     bool // </name>
	alone      bool // <name/>
}

// local is the name without its prefix.
func (t tag) local() []byte {
	return t.name[bytes.IndexByte(t.name, ':')+1:]
}

// prefix is what stands before the name, with its colon; "" for none.
func (t tag) prefix() string { return string(t.name[:bytes.IndexByte(t.name, ':')+1]) }

// A scan goes through the tags of a part. It knows no document types, and so no entities of a file's own making.
type scan struct {
	src []byte
	pos int
}

// next is the next tag; false at the end.
func (s *scan) next() (t tag, ok bool, err error) {
	for {
		i := bytes.IndexByte(s.src[s.pos:], '<')
		if i < 0 {
			return tag{}, false, nil
		}
		at := s.pos + i
		rest := s.src[at:]
		switch {
		case len(rest) < 3:
			return tag{}, false, ErrBroken
		case rest[1] == '?':
			if s.pos, err = s.behind(at, "?>"); err != nil {
				return tag{}, false, err
			}
			continue
		case rest[1] == '!' && bytes.HasPrefix(rest, []byte("<!--")):
			if s.pos, err = s.behind(at+4, "-->"); err != nil {
				return tag{}, false, err
			}
			continue
		case rest[1] == '!' && bytes.HasPrefix(rest, []byte("<![CDATA[")):
			if s.pos, err = s.behind(at, "]]>"); err != nil {
				return tag{}, false, err
			}
			continue
		case rest[1] == '!':
			return tag{}, false, ErrBroken // a document type: no office file has one, entity bombs do
		}
		return s.tag(at)
	}
}

func (s *scan) behind(from int, end string) (int, error) {
	i := bytes.Index(s.src[min(from, len(s.src)):], []byte(end))
	if i < 0 {
		return 0, ErrBroken
	}
	return from + i + len(end), nil
}

func (s *scan) tag(at int) (t tag, ok bool, err error) {
	src, i, quote := s.src, at+1, byte(0)
	for ; i < len(src); i++ {
		c := src[i]
		if quote != 0 {
			if c == quote {
				quote = 0
			}
		} else if c == '>' {
			break
		} else if c == '"' || c == '\'' {
			quote = c
		} else if c == '<' {
			return tag{}, false, ErrBroken
		}
	}
	if i >= len(src) {
		return tag{}, false, ErrBroken
	}
	t = tag{src: src, start: at, end: i + 1}
	body := src[at+1 : i]
	if len(body) > 0 && body[0] == '/' {
		t.closes, body = true, body[1:]
	} else if len(body) > 0 && body[len(body)-1] == '/' {
		t.alone, body = true, body[:len(body)-1]
	}
	n := 0
	for n < len(body) && body[n] > ' ' {
		n++
	}
	if n == 0 {
		return tag{}, false, ErrBroken
	}
	t.name, t.attrs = body[:n], body[n:]
	s.pos = t.end
	return t, true, nil
}

// eachTag hands every tag of a part to see.
func eachTag(b []byte, see func(tag) error) error {
	s := scan{src: b}
	for {
		t, ok, err := s.next()
		if err != nil || !ok {
			return err
		}
		if err := see(t); err != nil {
			return err
		}
	}
}

// mostNested is how deep tags stand within each other at most.
const mostNested = 4 * maxDepth

// eachNested is eachTag for a part that is to be changed: it must be one element, and every tag closed by its own.
func eachNested(b []byte, see func(tag) error) error {
	var open [][]byte
	begun := false
	err := eachTag(b, func(t tag) error {
		switch n := len(open); {
		case n == 0 && begun, n > mostNested, !t.sound():
			return ErrBroken
		case t.closes && (n == 0 || !bytes.Equal(open[n-1], t.name)):
			return ErrBroken
		case t.closes:
			open = open[:n-1]
		case !t.alone:
			open = append(open, t.name)
		}
		begun = true
		return see(t)
	})
	if err == nil && len(open) > 0 {
		return ErrBroken
	}
	return err
}

// sound says that a tag is made of names and attributes with values as XML has them.
func (t tag) sound() bool {
	if !isName(t.name) {
		return false
	}
	for b := t.attrs; ; {
		rest := bytes.TrimLeft(b, " \t\r\n")
		if len(rest) == 0 {
			return true
		}
		name, value, ok := bytes.Cut(rest, []byte{'='})
		if value = bytes.TrimLeft(value, " \t\r\n"); !ok || len(rest) == len(b) || !isName(bytes.TrimRight(name, " \t\r\n")) || len(value) == 0 || value[0] != '"' && value[0] != '\'' {
			return false
		}
		end := bytes.IndexByte(value[1:], value[0])
		if end < 0 || !utf8.Valid(value[:end+1]) {
			return false
		}
		b = value[end+2:]
	}
}

// isName says that a name is one of a tag or an attribute.
func isName(b []byte) bool {
	for i, c := range b {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c >= 0x80:
		case i > 0 && (c >= '0' && c <= '9' || c == ':' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return len(b) > 0 && utf8.Valid(b)
}

// attrAt is the attribute at or behind a place among the attributes: its name without prefix, and where its value begins and
// ends; false when there is none.
func (t tag) attrAt(at int) (key []byte, from, to int, ok bool) {
	b, i := t.attrs, at
	for i < len(b) && b[i] <= ' ' {
		i++
	}
	begin := i
	for ; i < len(b) && b[i] != '=' && b[i] > ' '; i++ {
		if b[i] == ':' {
			begin = i + 1
		}
	}
	key = b[begin:i]
	for i < len(b) && (b[i] <= ' ' || b[i] == '=') {
		i++
	}
	if i >= len(b) || b[i] != '"' && b[i] != '\'' {
		return nil, 0, 0, false
	}
	end := bytes.IndexByte(b[i+1:], b[i])
	if end < 0 || len(key) == 0 {
		return nil, 0, 0, false
	}
	return key, i + 1, i + 1 + end, true
}

// raw is an attribute's value as written; false when there is none.
func (t tag) raw(name string) ([]byte, bool) {
	for at := 0; ; {
		key, from, to, ok := t.attrAt(at)
		if !ok {
			return nil, false
		}
		if string(key) == name {
			return t.attrs[from:to], true
		}
		at = to + 1
	}
}

// attr is an attribute's value, "" when there is none.
func (t tag) attr(name string) string {
	b, _ := t.raw(name)
	return unescape(b)
}

// yes says that an attribute is on.
func (t tag) yes(name string) bool {
	v := t.attr(name)
	return v == "1" || v == "true" || v == "on"
}

// number is an attribute that is a number; or when it is none.
func (t tag) number(name string, or int) int {
	b, ok := t.raw(name)
	if n, err := strconv.Atoi(string(b)); ok && err == nil {
		return n
	}
	return or
}

// with is the tag as written with the values of some attributes changed: change gets a name and the value as written.
func (t tag) with(change func(key string, raw []byte) ([]byte, bool)) []byte {
	var out []byte
	base := t.start + 1 + len(t.name)
	if t.closes {
		return t.src[t.start:t.end]
	}
	copied := t.start
	for at := 0; ; {
		key, from, to, ok := t.attrAt(at)
		if !ok {
			break
		}
		if b, yes := change(string(key), t.attrs[from:to]); yes {
			out = append(append(out, t.src[copied:base+from]...), b...)
			copied = base + to
		}
		at = to + 1
	}
	return append(out, t.src[copied:t.end]...)
}

// without is the tag as written without some attributes.
func (t tag) without(names ...string) []byte {
	out := append([]byte{'<'}, t.name...)
	for at := 0; ; {
		key, from, to, ok := t.attrAt(at)
		if !ok {
			break
		}
		drop := false
		for _, n := range names {
			drop = drop || string(key) == n
		}
		if !drop {
			out = append(out, t.attrs[at:min(to+1, len(t.attrs))]...)
		}
		at = to + 1
		_ = from
	}
	if t.alone {
		out = append(out, '/')
	}
	return append(out, '>')
}

// unescape resolves the five named entities and numbers; what it does not know stays as it is.
func unescape(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] != '&' {
			out = append(out, b[i])
			continue
		}
		end := bytes.IndexByte(b[i:min(len(b), i+12)], ';')
		r, ok := rune(0), false
		if end > 1 {
			r, ok = reference(string(b[i+1 : i+end]))
		}
		if !ok {
			out = append(out, '&')
			continue
		}
		out = utf8.AppendRune(out, r)
		i += end
	}
	return string(out)
}

var named = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"', "apos": '\''}

func reference(name string) (rune, bool) {
	if r, ok := named[name]; ok {
		return r, true
	}
	if name[0] != '#' {
		return 0, false
	}
	base, digits := 10, name[1:]
	if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil && utf8.ValidRune(rune(n))
}

// escape adds a text to XML: what XML cannot hold is left out.
func escape(out []byte, text string) []byte {
	for _, r := range text {
		switch {
		case r == '&':
			out = append(out, "&amp;"...)
		case r == '<':
			out = append(out, "&lt;"...)
		case r == '>':
			out = append(out, "&gt;"...)
		case r == '\r' || r < ' ' && r != '\n' && r != '\t' || r == utf8.RuneError || r == 0xfffe || r == 0xffff:
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

// escaped is a text as it stands in an attribute.
func escaped(text string) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(escape(nil, text), []byte{'"'}, []byte("&quot;")), []byte("'"), []byte("&apos;"))
}
