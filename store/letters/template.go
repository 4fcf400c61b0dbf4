package letters

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/prose"
)

// The language of words. A line is a paragraph; 【标题】 and the like before it say what it is
// instead. {姓名} stands for what the ledger knows, and is left blank for a pen where it knows
// nothing; what stands in [[ ]] is left out as a whole where one of its names is not known.

// A Fault is one thing wrong with words: where, counted from 1, and what to do.
type Fault struct {
	Line, Column int
	Text         string
}

// marks say what a line is.
var marks = []struct {
	word string
	role prose.Role
}{
	{"正文", prose.Body}, {"标题", prose.Title}, {"文号", prose.Number}, {"主送", prose.Addressee}, {"一级", prose.Head1}, {"二级", prose.Head2}, {"三级", prose.Head3},
	{"附件", prose.Attached}, {"落款", prose.Sign}, {"日期", prose.Date}, {"附注", prose.Remark}, {"裁切", prose.Cut}, {"换页", prose.Break}, {"表", prose.TableRole},
}

// Marks are the words that may stand in 【】, in the order in which they are told.
func Marks() (all []string) {
	for _, m := range marks {
		all = append(all, m.word)
	}
	return all
}

// A piece is a run of a line: plain text, a name, or an optional part.
type piece struct {
	text, name string
	optional   []piece
	at         int // where it begins, in characters from 1
}

// A line is one of the words.
type line struct {
	role   prose.Role
	table  string // its name, of a table
	pieces []piece
}

// parse reads words; the faults are all there are, in their order.
func parse(words string, known []string, tables []string) (lines []line, faults []Fault) {
	for n, text := range strings.Split(strings.TrimRight(strings.ReplaceAll(words, "\r", ""), "\n \t"), "\n") {
		p := reader{known: known, line: n + 1, text: []rune(text)}
		l := p.read(tables)
		lines, faults = append(lines, l), append(faults, p.faults...)
	}
	return lines, faults
}

// A reader reads one line.
type reader struct {
	known  []string
	line   int
	text   []rune
	at     int // the next character
	faults []Fault
}

func (r *reader) fault(at int, text string) {
	r.faults = append(r.faults, Fault{r.line, at + 1, text})
}

func (r *reader) read(tables []string) line {
	l := line{}
	if len(r.text) > 0 && r.text[0] == '【' {
		end := slices.Index(r.text, '】')
		if end < 0 {
			r.fault(0, "“【”后面少了“】”。")
			end = len(r.text) - 1
		} else if at := slices.IndexFunc(marks, func(m struct {
			word string
			role prose.Role
		}) bool {
			return m.word == string(r.text[1:end])
		}); at < 0 {
			r.fault(0, "没有“【"+string(r.text[1:end])+"】”这种行。可以写："+strings.Join(Marks(), "、")+"。")
		} else {
			l.role = marks[at].role
		}
		r.at = end + 1
	}
	if l.role == prose.TableRole {
		l.table = strings.TrimSpace(string(r.text[r.at:]))
		if !slices.Contains(tables, l.table) {
			r.fault(r.at, unknown("表", l.table, tables))
		}
		return l
	}
	l.pieces = r.pieces(false)
	return l
}

// pieces reads up to the end of the line, or of an optional part.
func (r *reader) pieces(inside bool) (all []piece) {
	from := r.at
	plain := func() {
		if r.at > from {
			all = append(all, piece{text: string(r.text[from:r.at]), at: from + 1})
		}
	}
	opened := r.at - 2
	for r.at < len(r.text) {
		switch {
		case r.two("[["):
			plain()
			begun := r.at
			if inside {
				r.fault(begun, "“[[ ]]”里面不能再套一层。")
			}
			r.at += 2
			all = append(all, piece{optional: r.pieces(true), at: begun + 1})
			from = r.at
		case r.two("]]"):
			plain()
			if r.at += 2; inside {
				return all
			}
			r.fault(r.at-2, "“]]”前面没有“[[”。")
			from = r.at
		case r.text[r.at] == '{':
			plain()
			if p, ok := r.name(); ok {
				all = append(all, p)
			}
			from = r.at
		case r.text[r.at] == '}':
			r.fault(r.at, "“}”前面没有“{”。")
			plain()
			r.at++
			from = r.at
		default:
			r.at++
		}
	}
	plain()
	if inside {
		r.fault(opened, "“[[”后面少了“]]”。")
	}
	return all
}

func (r *reader) two(sign string) bool {
	return r.at+1 < len(r.text) && string(r.text[r.at:r.at+2]) == sign
}

// name reads {姓名}.
func (r *reader) name() (piece, bool) {
	begun := r.at
	end := slices.Index(r.text[begun:], '}')
	if end < 0 {
		r.fault(begun, "“{”后面少了“}”。")
		r.at++
		return piece{}, false
	}
	r.at = begun + end + 1
	word := strings.TrimSpace(string(r.text[begun+1 : begun+end]))
	if !slices.Contains(r.known, word) {
		r.fault(begun, unknown("内容", word, r.known))
		return piece{}, false
	}
	return piece{name: word, at: begun + 1}, true
}

// unknown tells of a word that is none of those that may stand, and which is most like it.
func unknown(what, word string, known []string) string {
	text := "这份文书里没有叫“" + word + "”的" + what + "。"
	best, like := "", 0
	for _, k := range known {
		n := 0
		for _, c := range k {
			if strings.ContainsRune(word, c) {
				n++
			}
		}
		if score := 2*n - max(len([]rune(k)), len([]rune(word))); n > 0 && score >= 0 && score+1 > like {
			best, like = k, score+1
		}
	}
	switch {
	case best != "":
		return text + "是不是“" + best + "”？"
	case len(known) == 0:
		return text
	}
	return text + "可以用的按 F8 插入。"
}

// Facts are what a letter is filled with.
type Facts struct {
	Values map[string]string // by name; what is not known is "" or not there
	Tables map[string]*prose.Table
}

// pen is the room that is left for a hand.
const pen = "＿＿＿＿＿＿"

// fill makes blocks of words, and answers the names that were left blank, each once.
func fill(lines []line, f Facts) (blocks []prose.Block, blanks []string) {
	for _, l := range lines {
		b := prose.Block{Role: l.role}
		if l.role == prose.TableRole {
			if b.Table = f.Tables[l.table]; b.Table == nil {
				continue
			}
			blocks = append(blocks, b)
			continue
		}
		text, any := "", len(l.pieces) == 0
		for _, p := range l.pieces {
			t, known := f.text(p, &blanks)
			text += t
			any = any || known
		}
		if !any { // a line of nothing but a part that is left out
			continue
		}
		b.Text = text
		blocks = append(blocks, b)
	}
	return blocks, blanks
}

// text is a piece filled; shown is false for an optional part that is left out.
func (f Facts) text(p piece, blanks *[]string) (text string, shown bool) {
	switch {
	case p.optional != nil:
		for _, inner := range p.optional {
			if inner.name != "" && f.Values[inner.name] == "" {
				return "", false
			}
		}
		for _, inner := range p.optional {
			t, _ := f.text(inner, blanks)
			text += t
		}
		return text, true
	case p.name == "":
		return p.text, true
	}
	if known := f.Values[p.name]; known != "" {
		return known, true
	}
	if !slices.Contains(*blanks, p.name) {
		*blanks = append(*blanks, p.name)
	}
	return pen, true
}

// where is a fault's place for people.
func (f Fault) where() string {
	return "第 " + strconv.Itoa(f.Line) + " 行第 " + strconv.Itoa(f.Column) + " 个字："
}

// String is the fault with its place.
func (f Fault) String() string { return f.where() + f.Text }
