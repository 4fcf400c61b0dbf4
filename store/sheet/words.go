package sheet

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Plain reduces a header or label to what is compared: full-width forms made half-width, letters small, white space,
// line breaks and the marks * ★ ※ # taken out, a number in front (1. or 3、) and a colon at the end dropped.
func Plain(s string) string {
	if len(s) > maxLine {
		s = strings.ToValidUTF8(s[:maxLine], "")
	}
	if isPlain(s) {
		return s
	}
	if strings.ContainsFunc(s, widened) {
		s = width.Fold.String(s)
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0x4e00 && r < 0xa000 && !twins[r-0x4e00], r >= '0' && r <= '9', r >= 'a' && r <= 'z': // nearly all
			return r
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r), strings.ContainsRune("*★☆※#✱﹡", r):
			return -1
		case r == '〔' || r == '【' || r == '[' || r == '{' || r == '﹙':
			return '('
		case r == '〕' || r == '】' || r == ']' || r == '}' || r == '﹚':
			return ')'
		case r >= 0x4e00:
			if twin, ok := simplified[r]; ok {
				return twin
			}
			return r
		}
		return unicode.ToLower(r)
	}, s)
	if t := strings.TrimLeft(s, "0123456789"); t != s && t != "" {
		for _, sep := range []string{".", "、", ")"} {
			if rest, ok := strings.CutPrefix(t, sep); ok && rest != "" {
				s = rest
				break
			}
		}
	}
	return strings.TrimRight(s, ":")
}

// widened says that a character has a form of another width.
func widened(r rune) bool { return r == '₩' || r == '\u3000' || r >= 0xff00 && r <= 0xffef }

// isPlain is a quick look whether Plain would leave a text as it is, as most cells are; it may say no where it would.
func isPlain(s string) bool {
	figures := true // only so far
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			continue
		case r >= 'a' && r <= 'z':
		case r >= 0x4e00 && r < 0xa000 && !twins[r-0x4e00]:
		default:
			return false
		}
		if figures && i > 0 { // a number in front, which may be one to be dropped
			return false
		}
		figures = false
	}
	return true
}

// twins are the characters that simplified knows, by their place.
var twins = func() *[0xa000 - 0x4e00]bool {
	var all [0xa000 - 0x4e00]bool
	for r := range simplified {
		if r >= 0x4e00 && r < 0xa000 {
			all[r-0x4e00] = true
		}
	}
	return &all
}()

// bare is Plain without notes in brackets: 任期(年) becomes 任期.
func bare(plain string) string {
	outside, _ := brackets(plain)
	return outside
}

// brackets parts a plain text into what stands outside brackets and what inside.
func brackets(plain string) (outside, inside string) {
	if !strings.ContainsRune(plain, '(') {
		return plain, ""
	}
	var out, in strings.Builder
	depth := 0
	for _, r := range plain {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth == 0:
			out.WriteRune(r)
		default:
			in.WriteRune(r)
		}
	}
	return out.String(), in.String()
}

// A variant is one form in which a header is looked up; a higher rank is a freer reading.
type variant struct {
	text  string
	rank  int
	note  string // what stood in brackets: where it changes the meaning, this is no form of it
	whose bool   // a word that says whose it is was taken off: only for terms that may have one
}

// looseRank is from where on a person should look at the mapping.
const looseRank = 2

// demands stand behind a name and say only that it must be filled in.
var demands = []string{"必填项", "选填项", "必填", "选填", "非必填"}

// amountUnits may stand behind the name of an amount: 营业收入/万元.
var amountUnits = []string{"亿元", "千万元", "百万元", "万元", "千元", "百元", "元", "万人", "百人", "人"}

// Questions are heads too: Q3_手机, 第3题：您的姓名是？, 请填写您的手机号.
var (
	questionNumber = regexp.MustCompile(`^(?:第?[0-9一二三四五六七八九十]{1,3}题[、.,，:_)-]*|[0-9]{1,3}[、.,，:_)-]+|[一二三四五六七八九十]{1,3}[、.,，:_)]|[a-z]{1,2}[0-9]{1,3}[、.,，:_)-]*|\([0-9一二三四五六七八九十]{1,3}\)|[①-⑳㈠-㈩⑴-⒇])`)
	questionOpens  = regexp.MustCompile(`^(?:请您?(?:准确|如实|正确|在此)?(?:填写|填入|输入|填报|选择|提供|写下|留下|填|写|选))?(?:一?下)?(?:贵|您|你)?的?(?:叫什么)?`)
	questionEnds   = regexp.MustCompile(`(?:是什么|是多少|是哪(?:个|里|一年)?|叫什么|为|是)?[?:。_]*$`)
)

// asked takes the words of a question off a plain header, and the number before it.
func asked(plain string) string {
	s := questionNumber.ReplaceAllString(plain, "")
	s = questionOpens.ReplaceAllString(s, "")
	if cut := questionEnds.ReplaceAllString(s, ""); cut != "" {
		s = cut
	}
	if s != plain {
		s = strings.ReplaceAll(s, "的", "")
	}
	return s
}

// variants are the forms of a header, the most literal first: as written; without notes in brackets, demands, foreign
// letters (姓名 Name), a number behind (手机号1) and the words of a question; then without a word for whose it is. A note in brackets that changes
// the meaning, 姓名（家长）, is no note.
func (l *lexicon) variants(header string) []variant {
	plain := Plain(header)
	short, note := brackets(plain)
	found := []variant{{plain, 0, "", false}}
	seen := map[string]bool{plain: true}
	add := func(text string, rank int, whose bool) {
		if text != "" && !seen[text] {
			seen[text] = true
			found = append(found, variant{text, rank, note, whose})
		}
	}
	short = strings.Trim(short, ":/、-_.")
	add(short, 1, false)
	for _, w := range demands {
		if cut, ok := strings.CutSuffix(short, w); ok {
			short = cut
			add(cut, 1, false)
		}
	}
	for _, w := range amountUnits {
		if cut, ok := strings.CutSuffix(short, w); ok && (strings.HasSuffix(cut, "/") || len(w) > 3) {
			add(strings.TrimRight(cut, "/"), 1, false)
		}
	}
	if cut := strings.TrimRight(short, "0123456789"); cut != short {
		add(cut, 1, false)
	}
	if han := hanOnly(plain); han != "" && han != plain {
		add(strings.Trim(han, "()/:、-_."), 1, false)
		add(hanOnly(short), 1, false)
	}
	question := asked(short)
	if question != short {
		add(strings.Trim(question, ":/、-_."), 1, false)
	}
	if strings.HasPrefix(short, "其中") {
		add(strings.TrimLeft(strings.TrimPrefix(short, "其中"), ":,，、"), 1, false)
	}
	for _, base := range [3]string{short, hanOnly(short), question} {
		for _, w := range l.neutral {
			if cut, ok := strings.CutPrefix(base, w); ok && utf8.RuneCountInString(cut) > 0 {
				add(strings.TrimPrefix(cut, "的"), looseRank, true)
			}
		}
	}
	return found
}

// hanOnly leaves out foreign letters, and the brackets and strokes that they leave empty, where Chinese stands too.
func hanOnly(s string) string {
	han, latin := false, false
	for _, r := range s {
		han = han || unicode.Is(unicode.Han, r)
		latin = latin || r < 0x80 && unicode.IsLetter(r)
	}
	if !han || !latin {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || r == '\'' || r == '.' || r == '-' || r == '_') {
			return -1
		}
		return r
	}, s)
	return strings.Trim(strings.ReplaceAll(s, "()", ""), "/")
}

// A lexicon is a vocabulary made ready for looking up headers.
type lexicon struct {
	table    string
	names    map[string]int // plain name → term
	bare     map[string]int // the same without notes in brackets, where that is no other term's name
	terms    []Term
	words    []string
	neutral  []string
	whose    map[string]bool // keys of the terms that a neutral word may stand before
	many     map[string]bool // keys that several columns may have
	others   []Other
	own      []string
	stops    []string
	values   []Value
	parts    func(string) bool
	section  func(string) bool
	said     bool
	hidden   bool
	musts    int
	mustEnds map[[2]rune]bool   // the last two characters of the names of musts
	ends     map[[2]rune]bool   // those of all names, of a name of one character 0 and it
	lasts    map[string]bool    // the last characters of all names
	seen     map[string]reading // what headers were looked up before
	found    map[string]reading // the same of single names, groups joined
	matched  map[string]match   // the same of all names over a column
	toil     *toil
}

// A reading is what a header means: one term, or with two names in it two.
type reading struct{ term, rank, second int }

var unread = reading{-1, -1, -1}

func newLexicon(v Vocabulary, toil *toil) *lexicon {
	l := &lexicon{toil: toil, table: v.Table, names: map[string]int{}, bare: map[string]int{}, terms: v.Terms, values: v.Values, parts: v.Parts, section: v.Section, said: v.Said, hidden: v.Hidden,
		whose: map[string]bool{}, many: map[string]bool{}, mustEnds: map[[2]rune]bool{}, ends: map[[2]rune]bool{}, lasts: map[string]bool{}, seen: map[string]reading{}, found: map[string]reading{}, matched: map[string]match{}}
	for i, t := range v.Terms {
		if t.Must {
			l.musts++
		}
		for _, name := range t.Names {
			if p := Plain(name); p != "" {
				if runes := []rune(p); t.Must && len(runes) > 1 {
					l.mustEnds[[2]rune{runes[len(runes)-2], runes[len(runes)-1]}] = true
				}
				l.endsWith(p)
				l.endsWith(bare(p))
				if _, ok := l.names[p]; !ok {
					l.names[p] = i
				}
			}
		}
	}
	for i, t := range v.Terms {
		for _, name := range t.Names {
			p := bare(Plain(name))
			_, exact := l.names[p]
			_, taken := l.bare[p]
			if p != "" && !exact && !taken {
				l.bare[p] = i
			}
		}
	}
	plain := func(words []string) (all []string) {
		for _, w := range words {
			if p := Plain(w); p != "" {
				all = append(all, p)
			}
		}
		return all
	}
	for _, key := range v.Whose {
		l.whose[key] = true
	}
	for _, key := range v.Many {
		l.many[key] = true
	}
	l.words, l.neutral, l.stops, l.own = plain(v.Words), plain(v.Neutral), plain(v.Stops), plain(v.Own)
	for _, o := range v.Others {
		l.others = append(l.others, Other{plain(o.Words), o.Keys, o.Groups})
	}
	return l
}

// speaksOfOthers says whether a text, a group's name or a note in brackets, says of a key that it is somebody else's.
func (l *lexicon) speaksOfOthers(text, key string, group bool) bool {
	if text == "" {
		return false
	}
	text = Plain(text)
	if group && slices.Contains(l.own, text) {
		return false
	}
	for _, o := range l.others {
		if o.Groups && !group || len(o.Keys) > 0 && !slices.Contains(o.Keys, key) {
			continue
		}
		for _, w := range o.Words {
			if before, _, ok := strings.Cut(text, w); ok && !strings.HasSuffix(before, "被") { // 被推荐人 is the one himself
				return true
			}
		}
	}
	return false
}

// look finds the term of a header; rank 0 is the literal name, a higher rank a freer reading, -1 none.
func (l *lexicon) look(header string) (term, rank int) {
	r := l.read(header)
	return r.term, r.rank
}

// read is look, and the second term of a header that names two: 政治面貌/入党时间.
func (l *lexicon) read(header string) reading {
	if header == "" || len(header) > 240 || !l.mayBeName(header) {
		return unread
	}
	l.toil.left--
	if r, ok := l.seen[header]; ok {
		return r
	}
	r := l.find(header)
	if r == unread {
		r = l.both(header)
	}
	if len(l.seen) < mostSeen && !l.toil.over() {
		l.seen[header] = r
	}
	return r
}

// mostSeen is how many headers are remembered.
const mostSeen = 10_000

// endsWith notes how a name ends, for mayBeName.
func (l *lexicon) endsWith(name string) {
	runes := []rune(name)
	if len(runes) > 0 {
		l.lasts[string(runes[len(runes)-1])] = true
	}
	switch len(runes) {
	case 0:
	case 1:
		l.ends[[2]rune{0, runes[0]}] = true
	default:
		l.ends[[2]rune(runes[len(runes)-2:])] = true
	}
}

// mayBeName is a quick look whether the two characters with which some name ends stand in a text, one behind the other or
// with foreign letters between them. Most cells of a large table need no better look.
func (l *lexicon) mayBeName(text string) bool {
	var last, lastHan rune
	for _, r := range text {
		switch {
		case r < 0x80:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			} else if r <= ' ' || r == '*' || r == '#' {
				continue
			}
		case r >= 0xFF01 && r <= 0xFF5E:
			if r = unicode.ToLower(r - 0xFEE0); r == '*' || r == '#' {
				continue
			}
		case r >= 0x3400 && r <= 0x9FFF:
			if twin, ok := simplified[r]; ok {
				r = twin
			}
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r), strings.ContainsRune("★☆※✱﹡", r):
			continue
		}
		if l.ends[[2]rune{last, r}] || l.ends[[2]rune{0, r}] {
			return true
		}
		last = r
		if r >= 0x3400 {
			if l.ends[[2]rune{lastHan, r}] {
				return true
			}
			lastHan = r
		}
	}
	return false
}

// find is read without names that are two. Once no more is to be looked for it knows only what it has found before.
func (l *lexicon) find(header string) reading {
	l.toil.left--
	if r, ok := l.found[header]; ok {
		return r
	}
	if l.toil.over() {
		return unread
	}
	l.toil.left -= newLook
	r := l.findAnew(header)
	if len(l.found) < mostSeen {
		l.found[header] = r
	}
	return r
}

func (l *lexicon) findAnew(header string) reading {
	for _, v := range l.variants(header) {
		for _, names := range [2]map[string]int{l.names, l.bare} {
			i, ok := names[v.text]
			if key := ""; ok {
				key = l.terms[i].Key
				ok = (!v.whose || l.whose[key]) && !l.speaksOfOthers(v.note, key, false)
			}
			if ok {
				return reading{i, v.rank, -1}
			}
		}
	}
	return unread
}

// both reads a header made of two or three names: all of one term, 联系人电话/手机号码, or of two.
func (l *lexicon) both(header string) reading {
	parts := strings.FieldsFunc(Plain(header), func(r rune) bool { return strings.ContainsRune("/、及和或与|\\,，;；+&", r) })
	if len(parts) < 2 || len(parts) > 3 {
		return unread
	}
	first := l.find(parts[0])
	if first == unread {
		return unread
	}
	for _, p := range parts[1:] {
		next := l.find(p)
		switch {
		case next == unread:
			return unread
		case next.term != first.term:
			first.second = next.term
		}
		first.rank = max(first.rank, next.rank, 1)
	}
	return first
}

// hinted says whether a title or sheet name speaks of this table.
func (l *lexicon) hinted(texts ...string) bool {
	for _, t := range texts {
		t = Plain(t)
		for _, w := range l.words {
			if strings.Contains(t, w) {
				return true
			}
		}
	}
	return false
}
