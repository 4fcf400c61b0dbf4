package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const utf8Mark = "\xef\xbb\xbf"

func hasUTF16Mark(b []byte) bool {
	return len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff)
}

// decodeText reads bytes as UTF-8, UTF-16 with or without its mark, GB18030, which is what Chinese offices save, or Big5.
func decodeText(b []byte) string {
	order, wide := utf16Order(b)
	switch {
	case bytes.HasPrefix(b, []byte(utf8Mark)):
		return strings.ToValidUTF8(string(b[3:]), "\ufffd")
	case hasUTF16Mark(b):
		return decoded(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), b[:len(b)&^1])
	case wide:
		return decoded(unicode.UTF16(order, unicode.IgnoreBOM), b[:len(b)&^1])
	case looksUTF8(b):
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return decoded(chineseOf(b), b)
}

// A coding reads many short texts that are all written alike; short ones that come again it reads once.
type coding struct {
	as    encoding.Encoding // nil for UTF-8
	known map[string]string
}

// codingOf finds out from a sample how the texts of a table are written that has no lines.
func codingOf(sample []byte) *coding {
	if looksUTF8(sample) {
		return &coding{}
	}
	return &coding{as: chineseOf(sample), known: map[string]string{}}
}

func (c *coding) text(b []byte) string {
	if c.as == nil || ascii(b) {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	if s, ok := c.known[string(b)]; ok {
		return s
	}
	s := decoded(c.as, b)
	if len(b) <= 32 && len(c.known) < 1<<16 {
		c.known[string(b)] = s
	}
	return s
}

func decoded(e encoding.Encoding, b []byte) string {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(out)
}

// sampleSize is how much of a text is looked at to find out how it is written.
const sampleSize = 16 << 10

// utf16Order recognises UTF-16 without a mark: a table has digits, separators and ends of line, whose other byte is 0,
// which no text of single bytes has; and nearly all units are ones that tables have.
func utf16Order(b []byte) (order unicode.Endianness, ok bool) {
	b = b[:min(len(b)&^1, sampleSize)]
	if bytes.IndexByte(b, 0) < 0 {
		return unicode.LittleEndian, false
	}
	little, big := 0, 0
	for i := 0; i < len(b); i += 2 {
		if usualUnit(uint16(b[i]) | uint16(b[i+1])<<8) {
			little++
		}
		if usualUnit(uint16(b[i+1]) | uint16(b[i])<<8) {
			big++
		}
	}
	if big > little {
		return unicode.BigEndian, big*20 >= len(b)/2*19
	}
	return unicode.LittleEndian, little*20 >= len(b)/2*19
}

// usualUnit says whether a unit of UTF-16 is what a Chinese table is written with.
func usualUnit(u uint16) bool {
	return u >= ' ' && u < 0x7f || u == '\t' || u == '\r' || u == '\n' || u >= 0x3000 && u < 0x3100 || u >= 0x3400 && u < 0xa000 ||
		u >= 0xd800 && u < 0xe000 || u >= 0xff00 && u < 0xffef || u >= 0x2010 && u < 0x2040 || u == 0xb7
}

// looksUTF8 allows a few broken bytes in a long text, as a cut or patched file has them: a text in GB18030 breaks the
// rules of UTF-8 at almost every character.
func looksUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	wide, broken := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			wide++
		}
		b = b[n:]
	}
	return broken*20 < wide
}

// chineseOf tells GB18030 from Big5: whichever gives the likelier Chinese. What is nearly all frequent characters of
// GB18030 is that: of the bytes of Big5 every second one is none.
func chineseOf(b []byte) encoding.Encoding {
	b = b[:min(len(b), sampleSize)]
	plain, headed := likeness(simplifiedchinese.GB18030, b)
	if plain >= 0.9 || likely(traditionalchinese.Big5, b) <= headed+0.15 {
		return simplifiedchinese.GB18030
	}
	return traditionalchinese.Big5
}

// headLetters are the characters of which heads of tables and the commonest cells are made, in both ways of writing.
const headLetters = "姓名性别別出生年月日身份证證号號码碼手机機电電话話联联系聯絡地址单單位团團员員支部党黨学學历歷备備注註民族汉漢男女公司企业業所在住"

// likely says how much the bytes look like Chinese in this encoding: about 1 and more when they are, less when they are
// something else. Both encodings put their frequent characters in front of the rare ones.
func likely(e encoding.Encoding, b []byte) float64 {
	_, headed := likeness(e, b)
	return headed
}

// likeness is likely without and with the weight of the characters that heads are made of.
func likeness(e encoding.Encoding, b []byte) (plain, headed float64) {
	text := decoded(e, b)
	back := e.NewEncoder()
	all, points, heads := 0, 0.0, 0.0
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		all++
		two, err := back.String(string(r))
		if err != nil || len(two) != 2 || r == utf8.RuneError {
			points -= 0.5
			continue
		}
		points += rank(e, two[0], two[1])
		if strings.ContainsRune(headLetters, r) {
			heads++
		}
	}
	return points / float64(max(all, 1)), (points + heads) / float64(max(all, 1))
}

// rank is 1 for the frequent characters and punctuation of an encoding, a half for its second level, else 0.
func rank(e encoding.Encoding, lead, trail byte) float64 {
	if e == traditionalchinese.Big5 {
		switch {
		case lead >= 0xa1 && lead <= 0xc6:
			return 1
		case lead >= 0xc9 && lead <= 0xf9:
			return 0.5
		}
		return 0
	}
	switch {
	case trail < 0xa1:
	case lead >= 0xb0 && lead <= 0xd7, lead >= 0xa1 && lead <= 0xa3:
		return 1
	case lead >= 0xd8 && lead <= 0xf7:
		return 0.5
	}
	return 0
}
