package report

import (
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// composer makes lines of a template.
type composer struct {
	b      *store.Book
	scope  *scope
	before past
	period Period
	words  map[string]string
	asked  map[string]answer
}

// An answer is what a fact says, asked once.
type answer struct {
	ids []value.ID
	n   int
}

func (c *composer) ask(name string) (fact, answer) {
	f, known := facts[name]
	if !known {
		return f, answer{}
	}
	if a, done := c.asked[name]; done {
		return f, a
	}
	ids, n := f.rows(c.scope)
	if c.asked == nil {
		c.asked = map[string]answer{}
	}
	c.asked[name] = answer{ids, n}
	return f, c.asked[name]
}

// say is what a fact says with its part: its number, or names; "" for nothing.
func (c *composer) say(name, part string) string {
	if told := ofStreetItself[name]; told != nil {
		if own, ok := c.scope.v.Own().(*ledger.Street); ok {
			return told(own)
		}
		return ""
	}
	f, a := c.ask(name)
	switch {
	case a.n == 0:
		return ""
	case part == "":
		return strconv.Itoa(a.n)
	case f.parts[part] != nil:
		return f.parts[part](c.scope, a.ids)
	}
	return ""
}

// ofStreetItself are facts that the street's own record says; they are no numbers of records.
var ofStreetItself = map[string]func(*ledger.Street) string{
	"面积": func(s *ledger.Street) string {
		return strings.TrimSuffix(strings.TrimSuffix(s.Area, "平方公里"), "km²")
	},
	"调研小组": func(s *ledger.Street) string {
		people := strings.FieldsFunc(s.Team, func(r rune) bool { return r == '\n' })
		if len(people) == 0 {
			return ""
		}
		return strconv.Itoa(len(people))
	},
}

// lines are the headings and paragraphs, numbered; a heading with nothing below is left out.
func (c *composer) lines(template []sentence) (out []string) {
	var heads [2]string // that wait for something to stand below
	var n [3]int        // of headings, of headings below, of items
	street := c.scope.v.Street()
	for _, s := range template {
		if s.only == ofStreet && !street || s.only == ofOffice && street {
			continue
		}
		text, ok := c.write(s.pieces)
		if !ok || strings.TrimSpace(text) == "" {
			continue
		}
		switch s.role {
		case head1:
			heads = [2]string{text}
			continue
		case head2:
			heads[1] = text
			continue
		}
		if heads[0] != "" {
			n[0]++
			n[1], n[2] = 0, 0
			out = append(out, chinese(n[0])+"、"+heads[0])
		}
		if heads[1] != "" {
			n[1]++
			n[2] = 0
			out = append(out, "（"+chinese(n[1])+"）"+heads[1])
		}
		fresh := heads != [2]string{} // nothing stands below the heading yet
		heads = [2]string{}
		switch {
		case s.role == item:
			n[2]++
			out = append(out, strconv.Itoa(n[2])+"．"+text)
		case s.begins || fresh || len(out) == 0 || Level(out[len(out)-1]) > 0:
			out = append(out, text)
		default:
			out[len(out)-1] += text
		}
	}
	return joinParagraphs(out)
}

// joinParagraphs drops what is empty.
func joinParagraphs(lines []string) []string {
	out := lines[:0]
	for _, l := range lines {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return out
}

func chinese(n int) string {
	digits := []rune("零一二三四五六七八九十")
	if n <= 10 {
		return string(digits[n])
	}
	return "十" + string(digits[n-10])
}

// write makes text of pieces; false where a figure outside of what may be left out is nothing.
func (c *composer) write(pieces []piece) (string, bool) {
	var b strings.Builder
	for _, p := range pieces {
		switch {
		case p.maybe != nil:
			if text, ok := c.write(p.maybe); ok {
				b.WriteString(text)
			}
		case p.name == "":
			b.WriteString(p.words)
		case p.test != "":
			if _, a := c.ask(p.name); p.test == "?" && a.n == 0 || p.test == "=1?" && a.n != 1 || p.test == ">1?" && a.n < 2 {
				return "", false
			}
		case p.last:
			b.WriteString(c.last(p.name))
		case c.words[p.name] != "":
			b.WriteString(c.words[p.name])
		default:
			said := c.say(p.name, p.part)
			if said == "" {
				return "", false
			}
			b.WriteString(marked(named(p), said))
		}
	}
	return b.String(), true
}

func named(p piece) string {
	if p.part == "" {
		return p.name
	}
	return p.name + "." + p.part
}

// last is what is known of a figure in the period before, in brackets: （上年同期 12 家，增加 2 家）.
func (c *composer) last(name string) string {
	f, a := c.ask(name)
	n, known := c.before.number(f)
	if !known {
		return ""
	}
	text := "（上年同期" + strconv.Itoa(n) + f.unit
	switch more := a.n - n; {
	case more > 0:
		text += "，增加" + strconv.Itoa(more) + f.unit
	case more < 0:
		text += "，减少" + strconv.Itoa(-more) + f.unit
	default:
		text += "，持平"
	}
	return text + "）"
}

// A Figure is one of a line: what it was when it was written, and what it is now.
type Figure struct {
	Mark
	Label string // 规模企业 14 家
	Now   string // "" where the ledger has nothing of it any more
}

// Moved says that the ledger says otherwise since.
func (f *Figure) Moved() bool { return f.Now != f.Said }

// A Reader looks a report's figures up in the ledger as it is now. Of a report that another ledger sent it knows nothing: what
// that counted is not all that is counted here.
type Reader struct{ c *composer }

// Read begins to look up. It counts the ledger, so that it is no work for the thread that draws.
func (r *Report) Read() (*Reader, error) {
	if r.Received() {
		return &Reader{}, nil
	}
	s, err := scopeOf(r.book, r.Period)
	if err != nil {
		return nil, err
	}
	c := &composer{b: r.book, scope: s, period: r.Period, words: wordsOf(r.book, r.Period)}
	for name := range facts { // all at once, so that the answers are only read afterwards
		c.ask(name)
	}
	return &Reader{c}, nil
}

// Figures are those of a line, in their order.
func (r *Reader) Figures(line string) []Figure {
	_, marks := Plain(line)
	out := make([]Figure, len(marks))
	for i, m := range marks {
		name, part, _ := strings.Cut(m.Name, ".")
		out[i] = Figure{Mark: m, Label: name, Now: m.Said}
		if _, known := facts[name]; r.c != nil && (known || ofStreetItself[name] != nil) { // else it is of a newer program, or typed
			out[i].Now = r.c.say(name, part)
		}
		if part != "" {
			out[i].Label += "（" + part + "）"
		}
	}
	return out
}

// Update is a line with all its figures as they are now. A figure of which there is nothing any more stays, to be rewritten by
// the person.
func (r *Reader) Update(line string) string {
	for _, f := range r.Figures(line) {
		if f.Moved() && f.Now != "" {
			line = strings.Replace(line, marked(f.Name, f.Said), marked(f.Name, f.Now), 1)
		}
	}
	return line
}

// Behind is the list of the records behind a figure; false where there is nothing to show.
func (r *Reader) Behind(f Figure) (records.Query, bool) {
	if r.c == nil {
		return records.Query{}, false
	}
	name, _, _ := strings.Cut(f.Name, ".")
	known, a := r.c.ask(name)
	if known.kind == nil || len(a.ids) == 0 {
		return records.Query{}, false
	}
	return records.Query{Kind: known.kind, Only: a.ids}, true
}

// Level is what a line is: 1 and 2 for headings, 0 for a paragraph.
func Level(line string) int {
	words, _ := Plain(line)
	if len([]rune(words)) > 40 || strings.HasSuffix(words, "。") {
		return 0
	}
	trimmed := strings.TrimLeft(words, "一二三四五六七八九十")
	if trimmed != words && strings.HasPrefix(trimmed, "、") {
		return 1
	}
	for _, open := range []string{"（", "("} {
		rest, ok := strings.CutPrefix(words, open)
		if after := strings.TrimLeft(rest, "一二三四五六七八九十"); ok && after != rest && (strings.HasPrefix(after, "）") || strings.HasPrefix(after, ")")) {
			return 2
		}
	}
	return 0
}
