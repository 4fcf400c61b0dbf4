package ledger

import (
	"io/fs"
	"strings"
	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// headers are the words by which offices call a column: kind → key → words. They
// are data (codes/headers.csv: kind, key, words with | between), since every
// office has its own.
var headers map[string]map[string][]string

// RecordHead heads the hidden column by which our own workbooks name their records.
const RecordHead = "记录号（请勿改动）"

// A HeadRule says how the heads of a kind's tables are read beyond their words. What
// is "neutral" for words before a name that say only whose it is (学生姓名), which the
// keys may have; "others" for words that, in a group above a name or in brackets
// behind it, say that it is somebody else's (联系人 over 手机号), for the keys given or
// all; "apart" for such words of groups only; "own" for groups that speak of him whose
// row it is, whatever words they are made of (组织关系); "stops" for heads that only
// another table has.
type HeadRule struct {
	What  string
	Keys  []string
	Words []string
}

var headRules map[string][]HeadRule

// HeadRules are the rules by which a kind's heads are read, from codes/headrules.csv.
func HeadRules(kind Kind) []HeadRule { return headRules[kind.Name()] }

func loadHeadRules(folder fs.FS) error {
	rows, err := codes.Rows(folder, "headrules.csv", 4)
	if err != nil {
		return err
	}
	headRules = map[string][]HeadRule{}
	for _, row := range rows {
		headRules[row[0]] = append(headRules[row[0]], HeadRule{row[1], strings.Fields(row[2]), strings.Split(row[3], "|")})
	}
	return nil
}

func loadHeaders(folder fs.FS) error {
	rows, err := codes.Rows(folder, "headers.csv", 3)
	if err != nil {
		return err
	}
	headers = map[string]map[string][]string{}
	for _, row := range rows {
		if headers[row[0]] == nil {
			headers[row[0]] = map[string][]string{}
		}
		headers[row[0]][row[1]] = strings.Split(row[2], "|")
	}
	return nil
}

// Headers gives, for each key of a kind that can come in from a sheet, the words
// by which its column may be called: its label first, then what offices write.
// Some keys are no fields but are understood by the intake (a member's League
// post, for one).
func Headers(kind Kind) map[string][]string {
	words := map[string][]string{}
	for i, c := range kind.Columns() {
		if i < kind.Fields() {
			words[c.Key] = []string{c.Label}
		}
	}
	for key, more := range headers[kind.Name()] {
		words[key] = append(words[key], more...)
	}
	return words
}

// Load reads what the package knows from a folder of CSV files: the code lists, the words by which
// columns are called and the default rules. It is called once, before any record is touched.
func Load(folder fs.FS) error {
	if err := codes.Load(folder); err != nil {
		return err
	}
	if err := loadHeaders(folder); err != nil {
		return err
	}
	if err := loadHeadRules(folder); err != nil {
		return err
	}
	if err := loadSurveyForms(folder); err != nil {
		return err
	}
	return rulebook.Load(folder, ruleWords)
}

// Begins are what a new record of a kind begins with by the rules, in the order of its fields.
func Begins(r *rulebook.Rules, kind Kind) []rulebook.Begin {
	var all []rulebook.Begin
	for _, c := range kind.Columns()[:kind.Fields()] {
		for _, b := range r.Begun(kind.Name()) {
			if b.Key == c.Key {
				all = append(all, b)
			}
		}
	}
	return all
}

// ruleWords tell the rules of the fields and industries that they name.
var ruleWords = rulebook.Words{
	Field: func(name, key string) string {
		kind := KindOf(name)
		if kind == nil || kind.At(key) < 0 || kind.At(key) >= kind.Fields() {
			return ""
		}
		return kind.Title() + "的" + kind.Columns()[kind.At(key)].Label
	},
	Read: func(name, key, text string) *value.Fault {
		kind := KindOf(name)
		f, _ := kind.Set(kind.New(), kind.At(key), text).(*value.Fault)
		return f
	},
	Industry: func(code string) string {
		if !codes.SizeIndustries.Has(code) {
			return ""
		}
		return codes.SizeIndustries.Label(code)
	},
}
