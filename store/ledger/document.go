package ledger

import (
	"strings"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Document is a paper from above, or of the office's own, with what it asks and by when (domain.md §7 rows 73 and 84).
type Document struct {
	Meta      `json:"meta"`
	Title     string     `json:"name"`
	Number    string     `json:"number,omitempty"`
	Level     string     `json:"level,omitempty"`
	Day       value.Date `json:"day,omitempty"`
	Community value.ID   `json:"community,omitzero"`
	Grades    string     `json:"grades,omitempty"` // the classes of enterprises that it is for; "" is all
	Task      string     `json:"task,omitempty"`
	Due       value.Date `json:"due,omitempty"`
	Result    string     `json:"result,omitempty"`
	Done      value.Date `json:"done,omitempty"`
	From      value.Date `json:"from,omitempty"` // of a work report: the first and the last day that it is about, and what it says
	Until     value.Date `json:"until,omitempty"`
	Text      string     `json:"text,omitempty"`
	Note      string     `json:"note,omitempty"`
}

// Report says that it is a work report of the office's own, with its text.
func (d *Document) Report() bool { return d.Text != "" && d.From != 0 && d.Until != 0 }

// LongestText is how many characters the text of a document may have: ten pages, and less than a cell of a workbook holds.
const LongestText = 10000

// textOf is the field of a document's text.
func textOf(key, label string, at func(*Document) *string) Field[Document] {
	f := lines(key, label, at)
	f.Set = func(d *Document, text string) error {
		if text = value.Plain(text); utf8.RuneCountInString(text) > LongestText {
			return value.Hard("long", "内容太长，最多 10000 字。请缩短后再填。")
		}
		*at(d) = text
		return nil
	}
	return f
}

// Open says that what it asks has not been done.
func (d *Document) Open() bool { return d.Done == 0 && (d.Task != "" || d.Due != 0) }

// For says that it is for enterprises of a class, by its code in codes.Grades.
func (d *Document) For(grade string) bool {
	return d.Grades == "" || strings.Contains(d.Grades, codes.Grades.Plain(grade))
}

// readGrades reads the classes that a document is for: A、B类, 全部.
func readGrades(text string) (string, *value.Fault) {
	if text == "" || text == "全部" || text == "所有" {
		return "", nil
	}
	plain := strings.ReplaceAll(value.Halfwidth(text), "类", "、")
	var all []string
	for _, part := range strings.FieldsFunc(plain, func(r rune) bool { return strings.ContainsRune("、,，/ ;；和及", r) }) {
		codesOf := []string{part}
		if strings.Trim(part, "ABC") == "" {
			codesOf = strings.Split(part, "") // AB
		}
		for _, one := range codesOf {
			code, known := codes.Grades.Code(one)
			if !known {
				return text, value.Soft(value.Unlisted, "“"+text+"”不是 A、B、C 类。请照“A类、B类”这样写；各类都适用的空着。")
			}
			all = append(all, codes.Grades.Plain(code))
		}
	}
	return strings.Join(all, "、"), nil
}

// Documents is the table of papers.
var Documents = (&Table[Document]{
	name: "document", title: "文件",
	parts: parts[Document]{
		chapter: ChapterParty, owner: ByCommunity | ByStreet, unit: "份", measure: "份文件",
		lasts: true, began: "day",
		name:  func(d *Document) string { return d.Title },
		hint:  func(d *Document, _ Texts) string { return said(" ", d.Number, d.Day.String()) },
		homes: []string{"community"},
		found: foundEleventh, seek: []Seek{{Key: "number"}, {Key: "task", By: SeekAside}, {Key: "grades", By: SeekAside}},
		states: []State[Document]{
			{"open", "还要办", func(d *Document, _ Basis) bool { return d.Open() }},
			{"late", "过了期限", func(d *Document, b Basis) bool { return d.Open() && d.Due != 0 && d.Due.Last() < b.Today }},
			{"report", "工作汇报", func(d *Document, _ Basis) bool { return d.Report() }},
			{"done", "已办结", func(d *Document, _ Basis) bool { return d.Done != 0 }},
		},
		sheet: Sheet{Titles: []string{"文件", "收文", "来文"}, Vital: []string{"name", "number"}, Same: [][]string{{"number", "name"}, {"name"}}},
	},
	fields: []Field[Document]{
		line("name", "文件标题", 28, func(d *Document) *string { return &d.Title }).vital(),
		line("number", "文号", 16, func(d *Document) *string { return &d.Number }),
		choice("level", "发文级别", 8, codes.DocumentLevels, func(d *Document) *string { return &d.Level }),
		day("day", "发文日期", func(d *Document) *value.Date { return &d.Day }).must(),
		ref("community", "所在社区", 10, toCommunity, func(d *Document) *value.ID { return &d.Community }),
		line("grades", "适用企业类别", 10, func(d *Document) *string { return &d.Grades }, readGrades),
		lines("task", "要办的事", func(d *Document) *string { return &d.Task }),
		day("due", "办理期限", func(d *Document) *value.Date { return &d.Due }),
		lines("result", "办理情况", func(d *Document) *string { return &d.Result }),
		day("done", "办结日期", func(d *Document) *value.Date { return &d.Done }),
		day("from", "汇报期起", func(d *Document) *value.Date { return &d.From }),
		day("until", "汇报期止", func(d *Document) *value.Date { return &d.Until }),
		textOf("text", "正文", func(d *Document) *string { return &d.Text }),
		lines("note", "备注", func(d *Document) *string { return &d.Note }),
	},
	check: func(d *Document, b Basis) []value.Fault {
		faults := sequence(b.Today, []Step{{"day", "发文", d.Day}, {"done", "办结", d.Done}})
		if d.Due != 0 && d.Day != 0 && d.Due.Last() < d.Day.First() {
			faults = append(faults, value.Soft("document.before", "办理期限早于发文日期。请核对。").On("due"))
		}
		if d.From != 0 && d.Until != 0 && d.Until.Last() < d.From.First() {
			faults = append(faults, value.Soft("document.period", "汇报期的止早于起。请核对。").On("until"))
		}
		if d.Due != 0 && d.Task == "" {
			faults = append(faults, value.Soft(value.Missing, "写了办理期限，还没有写要办什么事。").On("task"))
		}
		return faults
	},
}).ready()
