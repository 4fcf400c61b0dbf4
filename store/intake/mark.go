package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tuanjian/store/ledger"
)

// Marks at a name: signs that send the reader to a line below the table. They are no part of the name, and what they say
// only the office knows, so a person is told. Stars for characters that were taken out of a name are no
// marks: such a name is nobody's.

// footSigns are the signs that offices put at a name.
const footSigns = "*＊#＃△▲▽▼★☆※●○◎◆◇■□√✓✔?？†‡§¹²³⁰⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

// markEnds are the characters with which marksBehind can end, and marksBefore begin.
const markEnds = footSigns + " \t\n\f\r)）]】〕］0123456789０１２３４５６７８９一二三四五六七八九十"

var (
	marksBehind = regexp.MustCompile(`(?:[` + footSigns + `\s]|[（(\[【〔［]\s*(?:[` + footSigns + `0-9０-９]{1,3})\s*[)）\]】〕］]|[（(\[【〔［]?注\s*[0-9０-９一二三四五六七八九十]{1,2}[)）\]】〕］]?)+$`)
	marksBefore = regexp.MustCompile(`^[` + footSigns + `\s]+`)
	hidden      = regexp.MustCompile(`[0-9]\*{4}`) // a number that a masked output hid, whose stars are no marks
	numberedOff = regexp.MustCompile(`^\s*[①-⑳]`)  // a running number, no mark
)

// unmarked parts a name from the marks at its ends: 南宫三* is 南宫三 and *. A text of nothing else is left as it is.
func unmarked(text string) (name string, marks []string) {
	name = text
	if last, _ := utf8.DecodeLastRuneInString(name); strings.ContainsRune(markEnds, last) {
		if at := marksBehind.FindStringIndex(name); at != nil && at[0] > 0 {
			marks = strings.Fields(name[at[0]:])
			name = name[:at[0]]
		}
	}
	if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune(markEnds, first) {
		if at := marksBefore.FindStringIndex(name); at != nil && at[1] < len(name) && !numberedOff.MatchString(name) {
			marks = append(strings.Fields(name[:at[1]]), marks...)
			name = name[at[1]:]
		}
	}
	if strings.Trim(name, " 　") == "" {
		return text, nil
	}
	return strings.Trim(name, " 　"), marks
}

// starred says that characters of a name were replaced by stars: 张*三, 张**, 欧阳*.
func starred(text string) bool {
	if !strings.ContainsAny(text, "*＊×") {
		return false
	}
	name, _ := unmarked(text)
	if strings.ContainsAny(name, "*＊×") {
		return strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	plain, _ := asideOf(name)
	return utf8.RuneCountInString(plain) == 1 || slices.Contains(families, plain)
}

// bareOfMarks takes the marks off a person's name in the field of the key, and tells of them. A number or 注 behind which
// there are words goes to the note.
func (r *reader) bareOfMarks(out *Row, key, text string) string {
	if starred(text) || strings.Contains(text, "****") && hidden.MatchString(text) {
		return text
	}
	label := r.kind.Columns()[r.kind.At(key)].Label
	name, marks := unmarked(text)
	var signs []string
	for _, m := range marks {
		if sign := strings.Trim(m, footSigns) == ""; sign {
			signs = append(signs, m)
		} else {
			out.remark(label+"旁写", strings.Trim(m, "（([【〔［）)]】〕］"))
		}
	}
	switch said := strings.Join(signs, ""); {
	case said == "":
	case strings.ContainsAny(said, "?？"):
		r.doubt(out, key, label+"旁边打了问号，没有记进"+label+"。请核对。")
	case strings.ContainsAny(said, "*＊"):
		r.doubt(out, key, label+"旁边的“"+said+"”当作记号，没有记进"+label+"。是遮住的字就请补全；是注脚就看看表下面怎么说。")
	default:
		r.doubt(out, key, label+"旁边的“"+said+"”当作记号，没有记进"+label+"。请看看它在表下面怎么说。")
	}
	return name
}

// peopleAt are the fields of other kinds than members in which a person's name stands, besides those that refer to one.
var peopleAt = map[ledger.Kind][]string{ledger.Enterprises: {"boss", "contact"}, ledger.Communities: {"head"}}

// marksOff takes the marks off the names in a row: of people, and signs alone of organisations, in whose names numbers
// in brackets may be part.
func (r *reader) marksOff(out *Row, texts []string) {
	for i, c := range r.kind.Columns()[:r.kind.Fields()] {
		person := c.Shape == ledger.Ref && !c.Choices.Many && ledger.KindOf(c.Choices.Kind).OfPerson() || slices.Contains(peopleAt[r.kind], c.Key)
		if person && texts[i] != "" {
			texts[i] = r.bareOfMarks(out, c.Key, texts[i])
		}
	}
	i := r.kind.At("name")
	if i < 0 || r.kind == ledger.Members {
		return
	}
	const signs = "*＊#＃△▲★☆※"
	if name := strings.Trim(texts[i], signs+" 　"); name != "" && name != strings.TrimSpace(texts[i]) {
		r.doubt(out, "name", "名称旁边的“"+strings.TrimSpace(strings.Replace(texts[i], name, " ", 1))+"”当作记号，没有记进名称。请看看它在表下面怎么说。")
		texts[i] = name
	}
}
