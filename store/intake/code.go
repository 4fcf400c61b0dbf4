package intake

import (
	"slices"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
)

// Figures of which the sheet does not say whose they are: a person is asked once for a column, and every row goes by the answer.

// A CodeColumn is a column with figures that mean one thing in one national system and another in another.
type CodeColumn struct {
	Table   *Table
	Key     string // of the field
	Head    string
	Figures []string // that mean more than one thing, as they stand, each once
	Choices []CodeChoice
	Said    string // the key of the choice that a person made; "" where nobody did: each figure is then put by and asked of its person
	// Answered says that somebody has been asked, if only to say that nobody knows.
	Answered bool
}

// A CodeChoice is what the figures of a column may be.
type CodeChoice struct {
	Key   string // for SayCode
	Means string // 10 高中在读、3 硕士…
}

// The choices for the column of posts, whose figures are posts or a yes and a no.
const (
	codePosts = "职务代码"
	codeYesNo = "是否团干部"
)

// CodeColumns are the columns of which a person should say what their figures are, in the order of the tables.
func (p *Plan) CodeColumns() []CodeColumn { return p.coded }

// SayCode says what the figures of a field's column are, one of the Key of its Choices, or "" for nobody knows; the plan must be
// made again. Tables of the file with the same head of which nobody has said anything go by it too.
func (in *Intake) SayCode(c CodeColumn, choice string) {
	if choice != "" && !slices.ContainsFunc(c.Choices, func(o CodeChoice) bool { return o.Key == choice }) {
		return
	}
	c.Table.codes[c.Key] = choice
	for _, t := range in.Tables {
		if _, said := t.codes[c.Key]; !said && t.Kind == c.Table.Kind && t.headOf(c.Key) == c.Head {
			t.codes[c.Key] = choice
		}
	}
}

// headOf is the head of the column from which a field is read first.
func (t *Table) headOf(key string) string {
	for _, c := range t.found.Columns {
		if c.Key == key || c.Second == key || c.Also == key {
			return headName(c.Head)
		}
	}
	return ""
}

// Text asks, for people.
func (c CodeColumn) Text() string {
	const most = 6
	figures := strings.Join(c.Figures[:min(most, len(c.Figures))], "、")
	if len(c.Figures) > most {
		figures += " 等"
	}
	return "“" + c.Head + "”写的是代码 " + figures + "，是哪一种："
}

// means says what figures are in a scheme, some of them.
func means(l *codes.List, s *codes.Scheme, figures []string) string {
	const most = 3
	var words []string
	for _, f := range figures {
		if m, ok := s.Read(f); ok && len(words) < most {
			word := f + " " + l.Label(m.Code)
			if m.Studying {
				word += "在读"
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, "、")
}

// doubtful are those of figures that some schemes read in different ways.
func doubtful(fit []*codes.Scheme, figures []string) (all []string) {
	for _, f := range figures {
		var first codes.Reading
		n := 0
		for _, s := range fit {
			if m, ok := s.Read(f); ok && (n == 0 || m != first) {
				first = m
				n++
			}
		}
		if n != 1 {
			all = append(all, f)
		}
	}
	return all
}

// choose asks for one scheme of those that fit a column, and answers those by which it is read.
func (r *reader) choose(c *ledger.Column, fit []*codes.Scheme, figures []string) []*codes.Scheme {
	asked := doubtful(fit, figures)
	if len(asked) == 0 {
		return fit
	}
	said, answered := r.table.codes[c.Key]
	column := CodeColumn{Table: r.table, Key: c.Key, Head: r.table.headOf(c.Key), Figures: asked, Said: said, Answered: answered}
	for _, s := range fit {
		if text := means(c.Choices, s, asked); text != "" {
			column.Choices = append(column.Choices, CodeChoice{s.Name, text})
		}
	}
	if len(column.Choices) == 0 {
		return fit // a figure that no system has
	}
	r.plan.coded = append(r.plan.coded, column)
	if at := slices.IndexFunc(fit, func(s *codes.Scheme) bool { return s.Name == column.Said }); at >= 0 {
		return fit[at : at+1]
	}
	return fit
}

// choosePosts asks what 1 and 2 in the column of posts are, where nothing tells.
func (r *reader) choosePosts(figures []string) {
	asked := slices.DeleteFunc(slices.Clone(figures), func(f string) bool { return f != "1" && f != "2" })
	if r.posted || r.yesno || len(asked) == 0 || r.dutyCol < 0 {
		return
	}
	said, answered := r.table.codes[ledger.DutyKey]
	posts := ""
	for i, f := range asked {
		if i > 0 {
			posts += "、"
		}
		code, _ := codes.Duties.Code(f)
		posts += f + " " + codes.Duties.Label(code)
	}
	r.plan.coded = append(r.plan.coded, CodeColumn{Table: r.table, Key: ledger.DutyKey, Head: r.table.headOf(ledger.DutyKey), Figures: asked, Said: said, Answered: answered,
		Choices: []CodeChoice{{codePosts, posts}, {codeYesNo, "1 是、2 否"}}})
	r.posted, r.yesno = said == codePosts, said == codeYesNo
}
