package blank

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Gap is a place left blank within a text that says itself what belongs there: 姓名：____, □男 □女, 年 月 日, ___人.
type Gap struct {
	Label string // what stands before it, "" where nothing does
	Unit  string // what stands right behind it: 人
	Boxes []Box  // of a choice: its boxes
	Days  []Span // of a date: where the year, the month and, if it is asked for, the day belong

	span  Span
	line  bool // drawn by a line: what is left of it stays
	last  bool // nothing stands behind it in its line
	tight bool // something stands right behind it
	hint  bool // what stands in it only asks to be typed over
	pad   rune
	wide  int // how many columns it is wide
}

// A Span is a stretch of a text, in characters.
type Span struct{ From, To int }

// A Box is one that may be ticked.
type Box struct {
	Word string
	at   Span
	mark string
}

// An Edit puts a text into the place of a stretch.
type Edit struct {
	At   Span
	Text string
}

// A Words is a text as it stands in a cell, character by character.
type Words struct {
	Runes []rune
	lined []bool // blanks that are underlined, and words that only ask to be typed over
	spans []span
	src   []byte
}

// Text is the text.
func (w *Words) Text() string { return string(w.Runes) }

// maxGapText is how long a text is at most in which blanks are looked for, and maxGaps how many there are in one.
const (
	maxGapText = 2000
	maxGaps    = 100
)

// A dated stretch has blanks before 年, 月 and 日. 出生年月 has none.
var dated = regexp.MustCompile(`([_\s]*)年([_\s]+)月(?:([_\s]*)日)?`)

// units may stand behind a blank that a number belongs in.
var units = regexp.MustCompile(`^(?:人次|万元|周岁|人|名|个|位|元|岁|户|家|次|台|套|年|届|%|％)(?:[\s，,。；;、）)]|$)`)

// Comrade stands behind the blank of somebody's name in a sentence.
const Comrade = "同志"

// ticked is a box once it is ticked.
const ticked = "☑"

// A mark is what stands between labels: a blank, boxes, a date.
type mark struct {
	Span
	gap Gap
	ok  bool // something can be filled in there
}

// Gaps are the blanks of a text from left to right.
func (w *Words) Gaps() (all []Gap) {
	if len(w.Runes) == 0 || len(w.Runes) > maxGapText {
		return nil
	}
	v := slices.Clone(w.Runes) // underlined blanks are a line like others
	for i, r := range v {
		switch {
		case r == '\n':
		case i < len(w.lined) && w.lined[i] || strings.ContainsRune("＿﹍﹏‗ˍ", r):
			v[i] = '_'
		case unicode.IsSpace(r):
			v[i] = ' '
		}
	}
	marks := append(datesIn(v), boxesIn(v)...)
	slices.SortFunc(marks, func(a, b mark) int { return a.From - b.From })
	marks = append(marks, w.blanksIn(v, marks)...)
	slices.SortStableFunc(marks, func(a, b mark) int { return a.From - b.From })
	from, chosen := 0, -1
	for _, m := range marks {
		if m.From < from || m.From == chosen { // □其他____
			continue
		}
		if chosen = -1; len(m.gap.Boxes) > 0 {
			chosen = m.To
		}
		if g := m.gap; m.ok && len(all) < maxGaps {
			if g.Label == "" {
				g.Label = labelOf(v[from:m.From])
			}
			g.span, g.last = m.Span, restEmpty(v, m.To)
			g.tight = m.To < len(v) && v[m.To] != ' '
			if g.Label != "其他" && g.Label != "其它" {
				all = append(all, g)
			}
		}
		from = m.To + len([]rune(m.gap.Unit))
	}
	return all
}

// datesIn finds the dates to be written. One of which the year is printed already is nobody's to fill in.
func datesIn(v []rune) (all []mark) {
	text := string(v)
	for _, m := range dated.FindAllStringSubmatchIndex(text, maxGaps) {
		at := func(i int) int { return len([]rune(text[:m[i]])) }
		whole := Span{at(0), at(1)}
		before := rune(' ')
		if whole.From > 0 {
			before = v[whole.From-1]
		}
		out := mark{Span: whole, ok: true}
		for i := 2; i+1 < len(m) && m[i] >= 0; i += 2 {
			out.gap.Days = append(out.gap.Days, Span{at(i), at(i + 1)})
		}
		switch {
		case unicode.IsDigit(before):
			out.ok = false
		case m[2] == m[3] && (unicode.IsLetter(before)): // 出生年 月: a label
			continue
		}
		all = append(all, out)
	}
	return all
}

// box is the box at a place: where it ends, 0 for none, what of it is replaced, and by what.
func box(v []rune, i int) (end int, at Span, tick string) {
	switch v[i] {
	case '□', '☐', '▢', '◻', '⬜', '❏', '❑', '\uf0a8', '\uf06f', '\uf0a3':
		return i + 1, Span{i, i + 1}, ticked
	case '○', '◯':
		return i + 1, Span{i, i + 1}, "●"
	}
	closing := map[rune]rune{'(': ')', '（': '）', '[': ']', '［': '］', '【': '】'}[v[i]]
	if closing == 0 {
		return 0, Span{}, ""
	}
	j := i + 1
	for j < len(v) && (v[j] == ' ' || v[j] == '_') {
		j++
	}
	if j < len(v) && v[j] == closing {
		return j + 1, Span{i + 1, j}, "√"
	}
	return 0, Span{}, ""
}

// boxesIn finds the choices: boxes with a word behind each, or before each. Brackets with nothing in them are boxes where
// several stand together, and a blank where one stands alone.
func boxesIn(v []rune) (all []mark) {
	type found struct {
		from, end int
		at        Span
		tick      string
	}
	var boxes []found
	for i := 0; i < len(v) && len(boxes) < maxGaps; {
		end, at, tick := box(v, i)
		if end == 0 {
			i++
			continue
		}
		boxes = append(boxes, found{i, end, at, tick})
		i = end
	}
	for i := 0; i < len(boxes); {
		n := i + 1
		for n < len(boxes) && boxes[n].tick == boxes[i].tick && !broken(v[boxes[n-1].end:boxes[n].from]) {
			n++
		}
		set := boxes[i:n]
		i = n
		if len(set) == 1 && set[0].tick == "√" {
			if in := set[0].at; in.To > in.From {
				all = append(all, mark{in, Gap{last: true, pad: ' ', wide: columnsOf(v[in.From:in.To])}, true})
			}
			continue
		}
		start := set[0].from
		for start > 0 && !strings.ContainsRune("：:\n，,；;。_", v[start-1]) {
			start--
		}
		behind := wordBehind(v, set[len(set)-1].end)
		lead := v[start:set[0].from]
		colon := start > 0 && (v[start-1] == '：' || v[start-1] == ':')
		first := strings.TrimSpace(string(lead)) != "" && (colon || behind == set[len(set)-1].end) // 男□ 女□
		g, from, to := Gap{}, set[0].from, set[len(set)-1].end
		for k, b := range set {
			word := ""
			switch {
			case first && k == 0:
				for from > start && !(v[from-1] == ' ' && strings.TrimSpace(string(v[from:b.from])) != "") {
					from--
				}
				word = string(v[from:b.from])
			case first:
				word = string(v[set[k-1].end:b.from])
			case k+1 < len(set):
				word = string(v[b.end:set[k+1].from])
			default:
				word, to = string(v[b.end:behind]), behind
			}
			word = strings.Join(strings.FieldsFunc(word, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("_、，,；;/", r) }), "")
			g.Boxes = append(g.Boxes, Box{word, b.at, b.tick})
		}
		if slices.ContainsFunc(g.Boxes, func(b Box) bool { return b.Word != "" }) {
			all = append(all, mark{Span{from, to}, g, true})
		}
	}
	return all
}

// broken says that what stands between two boxes parts two choices: another label.
func broken(v []rune) bool {
	return strings.ContainsAny(string(v), "：:。；;")
}

// wordBehind is where the word behind a box ends.
func wordBehind(v []rune, i int) int {
	from := i
	for i < len(v) && v[i] == ' ' {
		i++
	}
	begun := i
	for i < len(v) && !unicode.IsSpace(v[i]) && !strings.ContainsRune("_、，,；;。：:", v[i]) {
		if end, _, _ := box(v, i); end > 0 {
			break
		}
		i++
	}
	if i == begun {
		return from
	}
	return i
}

// blanksIn finds the blanks outside dates and boxes.
func (w *Words) blanksIn(v []rune, taken []mark) (all []mark) {
	in := func(i int) *mark {
		for k := range taken {
			if taken[k].From <= i && i < taken[k].To {
				return &taken[k]
			}
		}
		return nil
	}
	begins := func(i int) bool {
		return slices.ContainsFunc(taken, func(m mark) bool { return m.From == i })
	}
	for i := 0; i < len(v); {
		if m := in(i); m != nil {
			i = m.To
			continue
		}
		colon := i > 0 && (v[i-1] == '：' || v[i-1] == ':')
		j, lines := i, 0
		for j < len(v) && (v[j] == ' ' || v[j] == '_') && in(j) == nil {
			if v[j] == '_' {
				lines++
			}
			j++
		}
		if j == i && (!colon || v[i] != '\n') {
			i++
			continue
		}
		from, to := i, j
		for lines > 0 && v[from] == ' ' {
			from++
		}
		for lines > 0 && v[to-1] == ' ' {
			to--
		}
		gap := Gap{line: lines > 0, pad: '_', wide: columnsOf(w.Runes[from:to])}
		if j > i {
			gap.pad = w.Runes[from]
			gap.hint = !unicode.IsSpace(gap.pad) && v[from] == '_' && !strings.ContainsRune("_＿﹍﹏‗ˍ", gap.pad)
		}
		ok := lines > 1 || lines == 1 && colon
		unit := units.FindString(string(v[j:min(j+8, len(v))]))
		if unit == "" && strings.HasPrefix(string(v[j:min(j+2, len(v))]), Comrade) {
			unit = Comrade
		}
		rest := i == 0 && unit != "" && strings.TrimSpace(string(v[j:])) == strings.TrimSpace(unit)
		switch {
		case begins(behindSpace(v, j)) && !ok: // 性别：□男 □女
		case ok, unit != "" && (colon || rest || j-i > 2 && len([]rune(labelOf(v[:i]))) > 1 && v[i-2] != ' '): // 团员　　　人, but not 姓　　名
			gap.Unit, ok = strings.TrimRight(unit, " \n，,。；;、）)"), true
		case colon:
			ok = labelled(v[j:min(j+maxLine, len(v))])
		}
		if ok {
			all = append(all, mark{Span{from, to}, gap, true})
		}
		if j == i {
			j++
		}
		i = j
	}
	if n := len(v); n > 0 && (v[n-1] == '：' || v[n-1] == ':') {
		all = append(all, mark{Span{n, n}, Gap{}, true})
	}
	return all
}

// behindSpace is the place of the first character from i on that is no space.
func behindSpace(v []rune, i int) int {
	for i < len(v) && (v[i] == ' ' || v[i] == '\n') {
		i++
	}
	return i
}

// maxLine is how far behind a blank it is looked what stands there.
const maxLine = 120

// labelled says that what stands behind a blank is another label, or nothing: 填表人：　　审核人： is two of them, and
// 说明： 本表一式两份 none.
func labelled(v []rune) bool {
	text := string(v)
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	at := strings.IndexAny(text, "：:_□☐○")
	if at < 0 {
		return strings.TrimSpace(text) == ""
	}
	fields := strings.Fields(text[:at])
	return len(fields) == 1 || !slices.ContainsFunc(fields, func(f string) bool { return len([]rune(f)) > 1 })
}

// restEmpty says that nothing stands behind a place in its line.
func restEmpty(v []rune, i int) bool {
	for ; i < len(v) && v[i] != '\n'; i++ {
		if v[i] != ' ' {
			return false
		}
	}
	return true
}

// maxLabel is how long a label is at most.
const maxLabel = 24

// labelOf is the label at the end of a text: 姓 名： is 姓名, and of 兹有我单位，姓名 it is 姓名.
func labelOf(v []rune) string {
	text := strings.TrimRight(string(v), "：: \n（(")
	if i := strings.LastIndexAny(text, "\n，,。；;"); i >= 0 {
		text = strings.TrimLeft(text[i:], "\n，,。；;")
	}
	fields := strings.FieldsFunc(text, unicode.IsSpace)
	if len(fields) == 0 {
		return ""
	}
	label := ""
	for i := len(fields) - 1; i >= 0; i-- {
		if label != "" && len([]rune(fields[i])) > 1 { // 姓 名 is one word, 单位 电话 are two
			break
		}
		label = fields[i] + label
	}
	label = strings.TrimLeft(label, "、）)】》")
	if len([]rune(label)) > maxLabel {
		return ""
	}
	return label
}

// columnsOf is how wide characters are, in columns of a screen.
func columnsOf(v []rune) (n int) {
	for _, r := range v {
		switch {
		case r == '\t':
			n += 4
		case r >= 0x1100:
			n += 2
		default:
			n++
		}
	}
	return n
}

// Named are the gaps that say themselves whose value they take.
func Named(all []Gap) (named []Gap) {
	for _, g := range all {
		if g.Label != "" {
			named = append(named, g)
		}
	}
	return named
}

// Say puts a text into a blank. A line stays as long as it was where something stands behind it.
func (g Gap) Say(text string) []Edit {
	left := 0
	drawn := g.line && !unicode.IsSpace(g.pad) // by underscores
	if !g.hint && (!g.last && !(drawn && g.tight) || g.line && !drawn) {
		left = g.wide - columnsOf([]rune(text))
	}
	pad := g.pad
	if pad == '\t' || pad == '\u00a0' {
		pad = ' '
	}
	if pad >= 0x1100 {
		left /= 2
	}
	if !g.last && g.Unit == "" && left < 1 && g.span.To > g.span.From {
		if left = 1; !unicode.IsSpace(pad) {
			left = 0
		}
	}
	if g.Unit != "" && !g.line || left < 0 {
		left = 0
	}
	if left > 0 {
		text += strings.Repeat(string(pad), left)
	}
	return []Edit{{g.span, text}}
}

// Tick ticks a box.
func (g Gap) Tick(nth int) []Edit { return []Edit{{g.Boxes[nth].at, g.Boxes[nth].mark}} }

// Day writes a date: a month or a day of 0 stays blank.
func (g Gap) Day(year, month, day int) (all []Edit) {
	for i, n := range []int{year, month, day} {
		if n > 0 && i < len(g.Days) {
			all = append(all, Edit{g.Days[i], strconv.Itoa(n)})
		}
	}
	return all
}

// Alone is the one gap of a text in which nothing else stands: □男 □女, 年 月 日, ____人.
func (w *Words) Alone() (g Gap, ok bool) {
	all := w.Gaps()
	if len(all) != 1 || all[0].Label != "" {
		return g, false
	}
	g = all[0]
	rest := string(w.Runes[:g.span.From]) + string(w.Runes[min(g.span.To+len([]rune(g.Unit)), len(w.Runes)):])
	return g, strings.Trim(rest, " \t\n\u00a0\u3000_（）()") == ""
}

// Open says that a gap is nothing but the end of its label, so that what belongs there may as well stand beside it.
func (g Gap) Open() bool { return g.span.From == g.span.To && len(g.Days)+len(g.Boxes) == 0 }

// Words are the words of the boxes.
func (g Gap) Words() (all []string) {
	for _, b := range g.Boxes {
		all = append(all, b.Word)
	}
	return all
}
