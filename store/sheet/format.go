package sheet

import (
	"math"
	"strconv"
	"strings"
)

// format is what a number format code shows of a value. A nil format is General.
type format struct {
	sections []section // for numbers: at most three
	text     *section  // for texts; nil when the format leaves them alone
}

// section is one of the parts of a code between semicolons.
type section struct {
	kind  byte
	limit string  // the condition's sign: "", "<", ">", "=", "<=", ">=" or "<>"
	bound float64 // and what it compares with
	parts []piece
	whole int  // places in front of the point
	zeros int  // of these so many from the right are always shown
	least int  // decimals that are always shown
	most  int  // decimals that are shown if there are any
	times int  // how often the value is taken times 100
	down  int  // how often it is divided by 1000
	split bool // literals stand between the digits: 000-0000-0000
}

// A piece is a literal or, with an empty text, a place for a digit, the point or the value.
type piece struct {
	sign    byte // 0 for a literal; '0' for a place in front of the point, '9' behind it, '.', '@' for the whole value
	literal string
}

const (
	kindEmpty    = iota
	kindGeneral  // the number as it is, with literals
	kindNumber   // digits
	kindLiteral  // only literals: [=1]"男";[=2]"女"
	kindDate     // a day
	kindDateTime // a day and a time
	kindMonth    // a year and a month
	kindTime     // a time of day
	kindScience  // 0.00E+00, # ?/?: what they show says less than General
)

// builtinCodes are the formats that have a number and no code in the file (ISO/IEC 29500-1 §18.8.30, with the numbers
// that Chinese versions of Excel add: 27–36 and 50–58).
var builtinCodes = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "m/d", 17: "yyyy/m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	27: "yyyy/m", 28: "m/d", 29: "m/d", 30: "m/d/yy", 31: "yyyy/m/d", 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy/m",
	37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "h:mm", 46: "h:mm", 47: "h:mm",
	50: "yyyy/m", 51: "m/d", 52: "yyyy/m", 53: "m/d", 54: "m/d", 55: "h:mm", 56: "h:mm:ss", 57: "yyyy/m", 58: "m/d",
}

// A workbook with more formats or styles than these was not made by hand; nor is a code longer than Excel's 255 characters.
const (
	maxFormats = 4_000
	maxStyles  = 200_000
	maxCode    = 512
	maxPieces  = 60 // of one section
)

var builtinFormats = func() map[int]*format {
	all := map[int]*format{}
	for id, code := range builtinCodes {
		all[id] = formatOf(code)
	}
	return all
}()

// formatOf reads a format code; nil when it shows every value as General does.
func formatOf(code string) *format {
	if code == "" || code == "@" || strings.EqualFold(code, "general") || len(code) > maxCode {
		return nil
	}
	f := &format{}
	for n := 0; code != "" && n < 4; n++ {
		var one string
		one, code = cutSection(code)
		s, text := readSection(one)
		switch {
		case text:
			if len(s.parts) > 1 {
				f.text = &s
			}
		case n < 3:
			f.sections = append(f.sections, s)
		}
	}
	if len(f.sections) == 0 && f.text == nil || len(f.sections) == 1 && f.text == nil && f.sections[0].plain() {
		return nil
	}
	return f
}

// plain says that the section changes nothing.
func (s *section) plain() bool {
	return s.kind == kindScience || s.kind == kindEmpty || s.kind == kindGeneral && len(s.parts) == 1
}

// cutSection cuts a code at the first semicolon that is no literal.
func cutSection(code string) (one, rest string) {
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case ';':
			return code[:i], code[i+1:]
		case '"':
			for i++; i < len(code) && code[i] != '"'; i++ {
			}
		case '\\', '!', '_', '*':
			i++
		}
	}
	return code, ""
}

// readSection reads one section and says whether it is the one for texts.
func readSection(code string) (s section, text bool) {
	var has [128]bool
	behind := false // the point
	commas := 0     // since the last place
	literal := func(t string) {
		if n := len(s.parts); n > 0 && s.parts[n-1].sign == 0 {
			s.parts[n-1].literal += t
		} else {
			s.parts = append(s.parts, piece{literal: t})
		}
	}
	for i := 0; i < len(code); {
		c, size := code[i], 1
		switch {
		case c == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				end = len(code) - i - 1
			}
			literal(code[i+1 : i+1+end])
			size = end + 2
		case c == '\\' || c == '!': // ! is the Chinese versions' backslash
			size = 1 + runeSize(code[i+1:])
			literal(code[i+1 : i+size])
		case c == '_' || c == '*': // a gap as wide as a character, a filling
			size = 1 + runeSize(code[i+1:])
		case c == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				end = len(code) - i - 1
			}
			s.bracket(code[i+1:i+max(1, end)], &has, literal)
			size = end + 1
		case hasFold(code[i:], "general"), strings.HasPrefix(code[i:], "G/通用格式"):
			s.parts = append(s.parts, piece{sign: '@'})
			s.kind, size = kindGeneral, 7
			if c == 'G' && code[i+1] == '/' {
				size = len("G/通用格式")
			}
		case hasFold(code[i:], "am/pm"), hasFold(code[i:], "a/p"), strings.HasPrefix(code[i:], "上午/下午"):
			has['h'] = true
			size = map[bool]int{true: 5, false: 3}[hasFold(code[i:], "am/pm")]
			if c > 127 {
				size = len("上午/下午")
			}
		case c == '@':
			s.parts = append(s.parts, piece{sign: '@'})
			text = true
		case c == '0' || c == '#' || c == '?':
			commas = 0
			if behind {
				s.parts = append(s.parts, piece{sign: '9'})
				if s.most++; c == '0' {
					s.least = s.most
				}
				break
			}
			s.parts = append(s.parts, piece{sign: '0'})
			if s.whole++; c == '0' && s.zeros == 0 {
				s.zeros = 1
			} else if s.zeros > 0 {
				s.zeros++
			}
		case c == '.' && !behind && (s.whole > 0 || i+1 < len(code) && strings.IndexByte("0#?", code[i+1]) >= 0):
			behind = true
			s.parts = append(s.parts, piece{sign: '.'})
		case c == ',' && s.whole > 0:
			commas++
		case c == '%':
			s.times++
			literal("%")
		case (c == 'E' || c == 'e') && s.whole > 0 && i+1 < len(code) && (code[i+1] == '+' || code[i+1] == '-'),
			c == '/' && s.whole > 0:
			return section{kind: kindScience}, false
		case c < 128 && strings.IndexByte("ymdhsYMDHSeEaAbBgG", c) >= 0:
			has[c|0x20] = true
			literal(code[i : i+1])
		default:
			size = runeSize(code[i:])
			literal(code[i : i+size])
		}
		i += size
	}
	if len(s.parts) > maxPieces {
		return section{kind: kindScience}, false
	}
	s.down = commas
	s.settle(&has)
	return s, text && !s.dated()
}

func (s *section) dated() bool { return s.kind >= kindDate && s.kind <= kindTime }

// settle finds out what the section is for, and whether literals part its digits.
func (s *section) settle(has *[128]bool) {
	year, day := has['y'] || has['e'], has['d'] || has['a']
	clock := has['h'] || has['s']
	places := s.whole + s.most
	switch {
	case s.kind == kindGeneral:
	case (year || day) && clock:
		s.kind = kindDateTime
	case year && has['m'] && !day:
		s.kind = kindMonth
	case year || day:
		s.kind = kindDate
	case clock:
		s.kind = kindTime
	case has['m'] && places == 0:
		s.kind = kindDate
	case places > 0:
		s.kind = kindNumber
	case len(s.parts) > 0:
		s.kind = kindLiteral
	}
	seen := 0
	for _, p := range s.parts {
		switch {
		case p.sign == '0' || p.sign == '9':
			seen++
		case p.sign == 0 && seen > 0 && seen < places && p.literal != "":
			s.split = true
		}
	}
}

// bracket reads what stands in square brackets: a condition, a currency, elapsed time; colours and places say nothing.
func (s *section) bracket(in string, has *[128]bool, literal func(string)) {
	switch {
	case in == "":
	case in[0] == '$':
		sign, _, _ := strings.Cut(in[1:], "-")
		if sign != "" {
			literal(sign)
		}
	case in[0] == '<' || in[0] == '>' || in[0] == '=':
		n := len(in) - len(strings.TrimLeft(in, "<>="))
		if v, err := strconv.ParseFloat(strings.TrimSpace(in[n:]), 64); err == nil && n <= 2 {
			s.limit, s.bound = in[:n], v
		}
	case strings.Trim(strings.ToLower(in), "hms") == "":
		has['h'] = true
	}
}

func (s *section) holds(v float64) bool {
	switch s.limit {
	case "<":
		return v < s.bound
	case ">":
		return v > s.bound
	case "<=":
		return v <= s.bound
	case ">=":
		return v >= s.bound
	case "<>":
		return v != s.bound
	}
	return v == s.bound
}

// choose finds the section for a number, and whether its sign is the section's own business.
func (f *format) choose(v float64) (s *section, signed bool) {
	n := len(f.sections)
	for i := range f.sections {
		if f.sections[i].limit != "" && f.sections[i].holds(v) {
			return &f.sections[i], false
		}
	}
	for i := range f.sections {
		if f.sections[i].limit != "" { // once there are conditions, the last section without one is for all the rest
			if last := &f.sections[n-1]; last.limit == "" {
				return last, false
			}
			return nil, false
		}
	}
	switch {
	case n == 0:
		return nil, false
	case v < 0 && n > 1:
		return &f.sections[1], true
	case v == 0 && n > 2:
		return &f.sections[2], true
	}
	return &f.sections[0], false
}

// number shows a number. It has all its digits, whatever the format hides, and at least the decimals and the leading zeros
// that the format shows: 1998.1 under 0.00 is 1998.10, 123 under "团证"00000 is 团证00123. Separators of thousands are
// left out. Whole numbers from 1e15 on look as Excel shows them (4.30502E+17, or digits ending in zeros), so that the
// damage to an ID number can be recognised. Dates come as 2013-02-04, with a time only when it is not midnight; a
// format without a day gives 2013-02 when the day is the first.
func (f *format) number(v float64, from1904 bool) string {
	if f == nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return generalText(v)
	}
	s, signed := f.choose(v)
	if s == nil {
		return generalText(v)
	}
	if s.dated() {
		if t, ok := s.moment(v, from1904); ok {
			return t
		}
		return generalText(v)
	}
	minus := ""
	if v < 0 {
		if v = -v; !signed {
			minus = "-"
		}
	}
	shown := strings.TrimSpace(s.show(v))
	switch {
	case shown == "" || v == 0 && strings.Trim(shown, "-—–") == "": // nothing, and the dash of bookkeeping, hide a number
		return minus + generalText(v)
	case signed && v != 0 && (strings.HasPrefix(shown, "(") && strings.HasSuffix(shown, ")") || strings.HasPrefix(shown, "（") && strings.HasSuffix(shown, "）")):
		return "-" + strings.Trim(shown, "()（）")
	case signed && v != 0 && s.kind == kindNumber && !strings.HasPrefix(shown, "-") && !s.worded():
		return "-" + shown // #,##0;[Red]#,##0 shows a loss by its colour alone
	}
	return minus + shown
}

// worded says that the section shows more than digits.
func (s *section) worded() bool {
	for _, p := range s.parts {
		if p.sign == 0 && strings.Trim(p.literal, " %") != "" {
			return true
		}
	}
	return false
}

// show fills the places of the section with the digits of v ≥ 0.
func (s *section) show(v float64) string {
	if s.kind == kindScience || s.kind == kindEmpty {
		return generalText(v)
	}
	whole, part := "", ""
	if s.kind == kindNumber {
		if s.times > 0 {
			v = math.Round(v*math.Pow(100, float64(s.times))*1e12) / 1e12
		}
		v /= math.Pow(1000, float64(s.down))
		if s.split {
			v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'f', s.most, 64), 64)
		}
		if full := fullText(v); strings.Contains(full, "E") {
			whole = full
		} else {
			whole, part, _ = strings.Cut(full, ".")
			if v == 0 && s.zeros == 0 && s.least == 0 {
				whole = ""
			}
			if part == "" || s.most > 0 {
				whole = strings.Repeat("0", max(0, s.zeros-len(whole))) + whole
			}
			part += strings.Repeat("0", max(0, s.least-len(part)))
		}
	}
	var b strings.Builder
	places, decimals := s.whole, 0
	for _, p := range s.parts {
		switch p.sign {
		case 0:
			b.WriteString(p.literal)
		case '@':
			b.WriteString(generalText(v))
		case '0': // the first place takes all digits that have none of their own
			n := max(0, len(whole)-places+1)
			b.WriteString(whole[:n])
			whole = whole[n:]
			places--
			if places == 0 && s.most == 0 && part != "" {
				b.WriteString("." + part)
			}
		case '.':
			if s.whole == 0 {
				b.WriteString(whole)
			}
			if part != "" {
				b.WriteByte('.')
			}
			if s.most == 0 {
				b.WriteString(part)
				part = ""
			}
		case '9': // and the last place all decimals
			if decimals++; decimals == s.most {
				b.WriteString(part)
			} else if part != "" {
				b.WriteString(part[:1])
				part = part[1:]
			}
		}
	}
	return b.String()
}

// words shows a text under the format: 第一 under @"团支部" is 第一团支部.
func (f *format) words(text string) string {
	if f == nil || f.text == nil || text == "" {
		return text
	}
	var b strings.Builder
	for _, p := range f.text.parts {
		if p.sign == '@' {
			b.WriteString(text)
		} else if p.sign == 0 {
			b.WriteString(p.literal)
		}
	}
	return strings.TrimSpace(b.String())
}

func hasFold(s, word string) bool {
	return len(s) >= len(word) && strings.EqualFold(s[:len(word)], word)
}

// runeSize is how many bytes the first character of s takes, 0 when there is none.
func runeSize(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
