package fill

import (
	"regexp"
	"slices"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
)

// What is one person's may stand in no cell of somebody else. Where a form leaves that in doubt the cell stays empty.

// personal are what is asked of anybody who is named: after a column of the one who recommends they are his.
var personal = map[string]bool{"name": true, "idno": true, "sex": true, "born": true, "nation": true, "phone": true, "unit": true, "position": true, "address": true,
	"schooling": true, "standing": true, "age": true, "job": true, "mail": true, "wechat": true, "qq": true}

// guard takes out of the columns of a table what they only seem to ask of whom the row is about.
func (f *Form) guard(t *Table, w *words) {
	if t.Kind != ledger.Kind(ledger.Members) {
		return
	}
	cadres := strings.Contains(t.Title+t.Sheet, "团干部") || slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Key == "duty_from" || c.Key == "duty_sort" })
	others := speaksOfOthers(w.vocabulary, f.above(t), "name")
	for i := range t.Columns {
		c := &t.Columns[i]
		own := strings.Join(strings.Fields(c.Head[strings.LastIndexByte(c.Head, '/')+1:]), "")
		switch {
		case others, elsewhere[c.Key] != nil && elsewhere[c.Key].MatchString(own):
			c.Key, c.Second = "", ""
		case cadres && c.Key == "position" && duties.MatchString(own):
			c.Key, c.Second = "duty", ""
		case i > 0 && personal[c.Key] && t.Columns[i-1].Key == "" && speaksOfOthers(w.vocabulary, t.Columns[i-1].Head, c.Key):
			c.Key, c.Second = "", "" // 推荐人 电话
		}
	}
}

// elsewhere are heads that are near to a field and are another fact: where a family comes from is not where it is registered.
var elsewhere = map[string]*regexp.Regexp{"home": regexp.MustCompile(`^籍贯`), "unit": regexp.MustCompile(`学校|院校`)}

// duties are heads of the post in the League, in a form of those who have one.
var duties = regexp.MustCompile(`^(?:现任|担任|所任)?职务$`)

// above is what stands over the head of a table, at its first column.
func (f *Form) above(t *Table) string {
	r, left := t.headTop-1, t.Columns[0].col
	if r < 0 {
		return ""
	}
	text := &f.blank.Text.Sheets[t.nth]
	for _, a := range text.Merged {
		if a.Top <= r && r <= a.Bottom && a.Left <= left && left <= a.Right {
			if right := t.Columns[len(t.Columns)-1].col; a.Right > right+1 && len(t.Columns) > 1 {
				return "" // a title over all
			}
			return text.Cell(a.Top, a.Left)
		}
	}
	return text.Cell(r, left)
}

// afterOthers says of a label in a card that somebody else was named before it in its line: 母亲____，身份证号____.
func (f *Form) afterOthers(w *words, c *cardCell, named map[place]bool) bool {
	line := place{c.nth, c.row0, 0}
	if c.inside {
		line.col = c.col0 + 1 // a text has sentences of its own
		before := f.blank.Text.Sheets[c.nth].Cell(c.row0, c.col0)
		if from := strings.Index(before, c.label); from >= 0 && speaksOfOthers(w.vocabulary, before[:from], c.key) && !strings.Contains(c.label, "本人") {
			named[line] = true
		}
	}
	return named[line] && personal[c.key] && c.key != "name"
}

// noteOthers notes that a label names somebody else.
func noteOthers(w *words, c *cardCell, named map[place]bool) {
	line := place{c.nth, c.row0, 0}
	if c.inside {
		line.col = c.col0 + 1
	}
	switch {
	case c.key == "" && speaksOfOthers(w.vocabulary, c.label, "name"):
		named[line] = true
	case c.key != "" && !personal[c.key]:
		delete(named, line) // of himself again
	}
}

// schooled is the word of a drop-down for a schooling: 本科 for 大学本科毕业, 高中及以下 for 初中毕业; "" for none.
func schooled(code string, options []string) (within string) {
	for _, word := range options {
		covers, ranges := codes.SchoolingCovers(numbered.ReplaceAllString(word, ""), code)
		switch {
		case covers:
			return word
		case ranges && within == "":
			within = word
		}
	}
	return within
}

// isSchooling says that a column holds a schooling.
func isSchooling(c ledger.Column) bool { return c.Choices == codes.Schoolings }
