package cards

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Survey is the form of a survey to be filled in by hand: as many for each organisation as it is given, each with its name.
var Survey = Card{Kind: ledger.Surveys, Counted: Copies, lay: surveyForms, Keys: []string{"name", "form", "by"}}

// sides is how many pages a survey's form has where its questions allow it.
const sides = 2

func surveyForms(d *Desk, r ledger.Record) Paper {
	s := r.(*ledger.Survey)
	if d.Empty {
		for _, f := range ledger.SurveyForms() {
			if d.Which == "" || f.Title == d.Which {
				s = &ledger.Survey{Title: f.Title, Form: f.Text, Version: f.Version}
				break
			}
		}
	}
	out := Paper{Heads: []string{"题号", "题目", "选项"}}
	for i, q := range s.Questions() {
		for j, choice := range q.Choices {
			out.Rows = append(out.Rows, []string{strconv.Itoa(i + 1), d.words(q.Text), letter(j) + "　" + d.words(choice)})
		}
	}
	var docs []*paper.Document
	for i, id := range s.Branches {
		if !d.Branch.IsZero() && id != d.Branch || d.Empty {
			continue
		}
		n := d.Copies
		if each := s.Issued(); n == 0 && i < len(each) {
			n = each[i]
		}
		one := d.surveyForm(s, d.name(ledger.Branches, id))
		docs = append(docs, slices.Repeat([]*paper.Document{one}, n)...)
	}
	if len(docs) == 0 { // it is not said yet who is asked
		docs = slices.Repeat([]*paper.Document{d.surveyForm(s, d.name(ledger.Branches, d.Branch))}, max(1, d.Copies))
	}
	out.Doc = paper.Join(d.words(s.Title), docs...)
	return out
}

// letter is what a choice is called on paper, as where answers are keyed.
func letter(choice int) string { return string(rune('A' + choice)) }

// surveyForm is one form, for an organisation.
func (d *Desk) surveyForm(s *ledger.Survey, branch string) *paper.Document {
	const write = "　　　　　　"
	l := paper.Leaflet{Title: d.words(s.Title), Note: "不用写姓名。请在要选的方框里打勾；写着“单选”“最多几项”的，请照着选。", Most: sides, Ledger: d.Ledger,
		Left: "团组织：" + cmp.Or(branch, write+write), Middle: "发放人：" + cmp.Or(d.words(s.By), write), Right: "发放日期：" + cmp.Or(dotted(s.From), "　　年　　月　　日")}
	for i, q := range s.Questions() {
		head := strconv.Itoa(i+1) + "．"
		if group := codes.ProblemGroups.Label(q.Group); group != "" {
			head += "【" + group + "】"
		}
		part := paper.Part{Head: head + d.words(q.Text)}
		for j, choice := range q.Choices {
			part.Choices = append(part.Choices, letter(j)+" "+d.words(choice))
		}
		l.Parts = append(l.Parts, part)
	}
	last := "填好以后请交给发放人，谢谢。"
	if s.Until != 0 {
		last = "请在 " + dotted(s.Until) + " 以前交给发放人，谢谢。"
	}
	l.Parts = append(l.Parts, paper.Part{Head: strconv.Itoa(len(s.Questions())+1) + "．还有什么想说的、想要的，写在下面", Lines: 5}, paper.Part{Text: last})
	return l.Lay()
}

// Result is what the sheets of a survey say together: bars a question, and the numbers of each organisation.
var Result = Card{Kind: ledger.Surveys, lay: surveyResult, Keys: []string{"name", "form"}, Others: map[ledger.Kind][]string{ledger.Returns: {"words"}}}

// A count is what the sheets of some organisations say.
type count struct {
	sheets   int
	ticked   map[ledger.Tick]int
	answered map[int]int // sheets, by question
}

func (c *count) add(r *ledger.Return) {
	c.sheets++
	if c.ticked == nil {
		c.ticked, c.answered = map[ledger.Tick]int{}, map[int]int{}
	}
	ticks, _ := ledger.ParseTicks(r.Ticks)
	last := 0
	for _, t := range ticks {
		c.ticked[t]++
		if t.Question != last { // they stand in the order of the form
			last = t.Question
			c.answered[last]++
		}
	}
}

func surveyResult(d *Desk, r ledger.Record) Paper {
	s := r.(*ledger.Survey)
	all, by, words := count{}, map[value.ID]*count{}, []string(nil)
	for x := range records.All[*ledger.Return](d.View, ledger.Returns) {
		if x.Survey != s.ID || s.ID.IsZero() || !d.Branch.IsZero() && x.Branch != d.Branch {
			continue
		}
		if by[x.Branch] == nil {
			by[x.Branch] = &count{}
		}
		all.add(x)
		by[x.Branch].add(x)
		if text := value.OneLine(d.text(ledger.Returns, x, "words")); text != "" {
			words = append(words, text)
		}
	}
	slices.Sort(words)
	asked := slices.Clone(s.Branches)
	for _, id := range slices.SortedFunc(maps.Keys(by), func(x, y value.ID) int { return cmp.Compare(x.String(), y.String()) }) {
		if !slices.Contains(asked, id) { // forms came back from who was given none
			asked = append(asked, id)
		}
	}
	issued := s.IssuedAll()
	if !d.Branch.IsZero() {
		issued, asked = s.IssuedTo(d.Branch), []value.ID{d.Branch}
	}
	l := paper.Leaflet{Title: d.words(s.Title) + "结果汇总", Left: "填报单位（盖章）：" + cmp.Or(d.name(ledger.Branches, d.Branch), d.Ledger), Right: "填表日期：" + d.Today, Ledger: d.Ledger, Printed: d.Printed,
		Note: "发放 " + strconv.Itoa(issued) + " 份，收回 " + strconv.Itoa(all.sheets) + " 份" + share(all.sheets, issued), Sign: []string{"汇总人：", "负责人（签字）：", "日期：　　年　　月　　日"}}
	out := Paper{Heads: []string{"题号", "题目", "选项", "合计"}}
	for _, id := range asked {
		out.Heads = append(out.Heads, d.name(ledger.Branches, id))
	}
	for i, q := range s.Questions() {
		part := paper.Part{Head: strconv.Itoa(i+1) + "．" + d.words(q.Text) + "　答了 " + strconv.Itoa(all.answered[i+1]) + " 份", Of: all.sheets}
		table := []paper.Column{{Head: "团组织", Width: 16}, {Head: "收回", Width: 4, Align: paper.Center}}
		rows := make([][]string, len(asked))
		for k, id := range asked {
			rows[k] = []string{d.name(ledger.Branches, id), strconv.Itoa(by[id].sheetsOr())}
		}
		for j, choice := range q.Choices {
			tick := ledger.Tick{Question: i + 1, Choice: j + 1}
			name := letter(j) + " " + d.words(choice)
			part.Choices, part.Counts = append(part.Choices, name), append(part.Counts, all.ticked[tick])
			table = append(table, paper.Column{Head: letter(j), Width: 3, Align: paper.Center})
			line := []string{strconv.Itoa(i + 1), d.words(q.Text), name, strconv.Itoa(all.ticked[tick])}
			for k, id := range asked {
				n := strconv.Itoa(by[id].of(tick))
				rows[k], line = append(rows[k], n), append(line, n)
			}
			out.Rows = append(out.Rows, line)
		}
		if len(asked) > 1 {
			part.Columns, part.Rows = table, rows
		}
		l.Parts = append(l.Parts, part)
	}
	if len(words) > 0 {
		l.Parts = append(l.Parts, paper.Part{Head: "写的意见 " + strconv.Itoa(len(words)) + " 条"})
		for i, text := range words {
			l.Parts = append(l.Parts, paper.Part{Text: strconv.Itoa(i+1) + "．" + text})
			out.Rows = append(out.Rows, []string{"", "写的意见", text})
		}
	}
	out.Doc = l.Lay()
	return out
}

// sheetsOr is how many sheets there are, none of none.
func (c *count) sheetsOr() int {
	if c == nil {
		return 0
	}
	return c.sheets
}

// of is how often a choice was ticked, never of none.
func (c *count) of(t ledger.Tick) int {
	if c == nil {
		return 0
	}
	return c.ticked[t]
}

// share is a part of all in words, "" of nothing.
func share(n, of int) string {
	if of == 0 {
		return ""
	}
	return strings.Join([]string{"（", strconv.Itoa((200*n + of) / (2 * of)), "%）"}, "")
}
