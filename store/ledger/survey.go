package ledger

import (
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Survey asks the young what they need: questions with choices, how many blank forms each branch was given, until when.
// What came back are its Sheets (domain.md §7 rows 47, 48 and 50, §8, 需求调查).
type Survey struct {
	Meta     `json:"meta"`
	Title    string     `json:"name,omitempty"`
	From     value.Date `json:"from,omitempty"`
	Until    value.Date `json:"until,omitempty"`
	Branches []value.ID `json:"branches,omitempty"`
	Given    string     `json:"given,omitempty"` // how many each of Branches was given, in their order: 30 25
	By       string     `json:"by,omitempty"`
	Version  string     `json:"version,omitempty"`
	Form     string     `json:"form,omitempty"` // a question a line: see Questions
	Note     string     `json:"note,omitempty"`
}

// A Question is one of a survey: of which group its answers are needs, how many choices may be ticked (0: any), the choices.
type Question struct {
	Group   string // a code of codes.ProblemGroups, "" for none
	Text    string
	Most    int
	Choices []string
}

// MostChoices is how many choices a question may have: one key ticks one.
const MostChoices = 10

var (
	formCells = regexp.MustCompile(`\s*[|｜]\s*`)
	formMost  = regexp.MustCompile(`(?:最多|限)选?\s*([0-9]{1,2})\s*项`)
)

// Questions are those of a form: a line each, 学习｜您最想学什么（最多 3 项）｜电脑办公｜烹饪面点. The group may be left out. How many
// may be ticked is what the question itself says: 最多 3 项, 单选.
func Questions(form string) (all []Question) {
	for _, text := range strings.Split(form, "\n") {
		if text = value.OneLine(text); text == "" {
			continue
		}
		cells := slices.DeleteFunc(formCells.Split(text, -1), func(s string) bool { return s == "" })
		var q Question
		if len(cells) > 1 {
			if code, ok := codes.ProblemGroups.Code(cells[0]); ok {
				q.Group, cells = code, cells[1:]
			}
		}
		if len(cells) == 0 {
			continue
		}
		q.Text, q.Choices = cells[0], cells[1:]
		if m := formMost.FindStringSubmatch(q.Text); m != nil {
			q.Most, _ = strconv.Atoi(m[1])
		} else if strings.Contains(q.Text, "单选") {
			q.Most = 1
		}
		all = append(all, q)
	}
	return all
}

// Questions are those of the survey's form.
func (s *Survey) Questions() []Question { return Questions(s.Form) }

// Issued are how many blank forms each of Branches was given; nil where what is written are no numbers.
func (s *Survey) Issued() (each []int) {
	for _, text := range strings.Fields(s.Given) {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return nil
		}
		each = append(each, n)
	}
	return each
}

// IssuedAll is how many were given out together.
func (s *Survey) IssuedAll() (sum int) {
	for _, n := range s.Issued() {
		sum += n
	}
	return sum
}

// IssuedTo is how many a branch was given.
func (s *Survey) IssuedTo(branch value.ID) (n int) {
	each := s.Issued()
	for i, id := range s.Branches {
		if id == branch && i < len(each) {
			n += each[i]
		}
	}
	return n
}

// Collecting says that forms may still come back.
func (s *Survey) Collecting(b Basis) bool { return s.Until == 0 || s.Until.Last() >= b.Today }

// A SurveyForm is a form that the program brings: what it is called, its version, its questions a line each.
type SurveyForm struct{ Title, Version, Text string }

var surveyForms []SurveyForm

// SurveyForms are the forms with which a survey can begin, from codes/surveyform.csv. The caller does not change them.
func SurveyForms() []SurveyForm { return surveyForms }

func loadSurveyForms(folder fs.FS) error {
	rows, err := codes.Rows(folder, "surveyform.csv", 3)
	if err != nil {
		return err
	}
	surveyForms = nil
	for _, row := range rows {
		if n := len(surveyForms); n > 0 && surveyForms[n-1].Title == row[0] && surveyForms[n-1].Version == row[1] {
			surveyForms[n-1].Text += "\n" + row[2]
			continue
		}
		surveyForms = append(surveyForms, SurveyForm{row[0], row[1], row[2]})
	}
	return nil
}

// numbersText keeps several numbers with a space between each.
func numbersText(text string) (string, *value.Fault) {
	words := strings.FieldsFunc(value.Halfwidth(text), func(r rune) bool { return strings.ContainsRune(" 、，,;；份张", r) })
	for _, w := range words {
		if !value.AllDigits(w) || len(w) > 5 {
			return text, value.Soft(value.Malformed, "请按发放的团组织的次序写每个发了几份，中间空一格，例如 30 25。")
		}
	}
	return strings.Join(words, " "), nil
}

// Surveys is the table of surveys.
var Surveys = (&Table[Survey]{
	name: "survey", title: "需求调查",
	parts: parts[Survey]{
		chapter: ChapterHelp, owner: ByCommunity | ByStreet, unit: "次", measure: "次需求调查",
		name:     func(s *Survey) string { return s.Title },
		hint:     func(s *Survey, texts Texts) string { return said(" ", s.From.String(), texts("branches")) },
		past:     func(s *Survey, today value.Date) bool { return s.Until != 0 && s.Until.Last() < today },
		homes:    []string{"branches"},
		happened: func(s *Survey) value.Date { return s.From },
		told: func(s *Survey) string {
			return said("；", s.Title, worded("发放 ", s.Given), worded("发放人：", s.By))
		},
		found: foundLast, seek: []Seek{{Key: "branches", By: SeekThrough}, {Key: "by", By: SeekBoss}, {Key: "form", By: SeekAside}},
		states: []State[Survey]{
			{"open", "正在收", (*Survey).Collecting},
			{"closed", "已截止", func(s *Survey, b Basis) bool { return !s.Collecting(b) }},
		},
		sheet: Sheet{Titles: []string{"需求调查登记", "需求调查表发放", "调查表发放", "问卷发放", "需求调查"}, Vital: []string{"given", "name"}, Same: [][]string{{"name", "from", "branches"}}, Besides: []Column{remarks}},
	},
	fields: []Field[Survey]{
		line("name", "调查名称", 20, func(s *Survey) *string { return &s.Title }).vital(),
		day("from", "发放日期", func(s *Survey) *value.Date { return &s.From }).must(),
		day("until", "收回期限", func(s *Survey) *value.Date { return &s.Until }),
		refs("branches", "发给的团组织", 24, toBranches, func(s *Survey) *[]value.ID { return &s.Branches }),
		line("given", "各发放几份", 12, func(s *Survey) *string { return &s.Given }, numbersText),
		line("by", "发放人", 8, func(s *Survey) *string { return &s.By }),
		line("version", "表的版本", 8, func(s *Survey) *string { return &s.Version }),
		lines("form", "题目和选项", func(s *Survey) *string { return &s.Form }),
		lines("note", "备注", func(s *Survey) *string { return &s.Note }),
	},
	derived: []Derived[Survey]{
		{Column{Key: "issued", Label: "共发放", Width: 6, Shape: Number}, func(s *Survey, _ Basis) string { return strconv.Itoa(s.IssuedAll()) }},
	},
	check: checkSurvey,
}).ready()

func checkSurvey(s *Survey, b Basis) []value.Fault {
	var faults []value.Fault
	if s.From != 0 && s.Until != 0 && s.Until.Last() < s.From.First() {
		faults = append(faults, value.Hard("survey.before", "收回期限早于发放日期。请核对。").On("until"))
	}
	if n := len(s.Issued()); s.Given != "" && n != len(s.Branches) && s.LooseText("branches") == "" {
		faults = append(faults, value.Soft("survey.given", "写了 "+strconv.Itoa(n)+" 个份数，发给的团组织有 "+strconv.Itoa(len(s.Branches))+" 个。请按同样的次序各写一个。").On("given"))
	}
	for i, q := range s.Questions() {
		switch n := strconv.Itoa(i + 1); {
		case len(q.Choices) < 2:
			faults = append(faults, value.Soft("survey.choices", "第 "+n+" 题“"+q.Text+"”没有两个选项。一题写一行，题目和选项之间用竖线“｜”隔开。").On("form"))
		case len(q.Choices) > MostChoices:
			faults = append(faults, value.Soft("survey.choices", "第 "+n+" 题有 "+strconv.Itoa(len(q.Choices))+" 个选项，最多 "+strconv.Itoa(MostChoices)+" 个。请分成两题。").On("form"))
		}
	}
	return faults
}
