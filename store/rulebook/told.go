package rulebook

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/value"
)

// A Rule is one line of a rule set as people see it.
type Rule struct {
	Key   string // age_out; dues.1, size.3 and begin.member.nation are lines of a table
	Group string // what it stands under: 年龄, 入团 …
	Name  string
	Unit  string // 岁, 人 … of a whole number; RuleDay, RuleYes, RuleMoney, RuleDays; "" for a line of a table
	Value string // as the rule set keeps it
}

// Units that are more than a word behind a number.
const (
	RuleDay   = "日期"
	RuleYes   = "是否"
	RuleMoney = "元"
	RuleDays  = "日子" // days of a year
	RuleShare = "份额" // a Share, to be exceeded
	RuleStars = "分数" // the points of five, four, three and two stars
	RuleMonth = "月数" // several numbers of months, rising
)

// ruleNames are rulenames.csv in its order, which is the order on the page.
var ruleNames []Rule

func loadRuleNames(folder fs.FS) error {
	text, err := fs.ReadFile(folder, "rulenames.csv")
	if err != nil {
		return err
	}
	table := csv.NewReader(bytes.NewReader(text))
	table.FieldsPerRecord = 4
	rows, err := table.ReadAll()
	if err != nil {
		return fmt.Errorf("rulenames.csv: %w", err)
	}
	ruleNames = nil
	for _, row := range rows[1:] {
		ruleNames = append(ruleNames, Rule{Key: row[0], Group: row[1], Name: row[2], Unit: row[3]})
	}
	return nil
}

// Family is the key without what tells the lines of a table apart: dues of dues.1.
func (u Rule) Family() string {
	family, _, _ := strings.Cut(u.Key, ".")
	return family
}

// RuleNamed is a rule by its key, without a value; false for a key that no rule has.
func RuleNamed(key string) (Rule, bool) {
	family, part, of := strings.Cut(key, ".")
	at := slices.IndexFunc(ruleNames, func(n Rule) bool { return n.Key == family })
	if at < 0 || of != (family == "dues" || family == "size" || family == beginKey) {
		return Rule{}, false
	}
	u := ruleNames[at]
	switch u.Key = key; family {
	case "dues":
		u.Name += "第 " + part + " 档"
	case "size":
		if u.Name = words.Industry(part); u.Name == "" {
			return Rule{}, false
		}
	case beginKey:
		kind, field, _ := strings.Cut(part, ".")
		if u.Name = words.Field(kind, field); u.Name == "" {
			return Rule{}, false
		}
	}
	return u, true
}

// RuleName is what a rule is called, and the key of one that has no name.
func RuleName(key string) string {
	if key == "version" {
		return "规则版本"
	}
	if u, ok := RuleNamed(key); ok {
		return u.Name
	}
	if of, ok := strings.CutPrefix(key, comingKey+"."); ok {
		return RuleName(of)
	}
	return key
}

// Told are the rules as people see them, in the order of the page. The version is not among them.
func (r *Rules) Told() []Rule {
	rows := r.Rows()
	var all []Rule
	for _, n := range ruleNames {
		for _, row := range rows {
			if u, ok := RuleNamed(row[0]); ok && u.Family() == n.Key {
				u.Value = row[1]
				all = append(all, u)
			}
		}
	}
	return all
}

// Text is the value in words, with its unit.
func (u Rule) Text() string { return RuleText(u.Key, u.Value) }

// RuleText is a rule's value in words, with its unit; what no rule of this program has is told as it stands.
func RuleText(key, value string) string {
	u, ok := RuleNamed(key)
	of, comes := strings.CutPrefix(key, comingKey+".")
	switch {
	case comes && value != "":
		return comingText(of, value)
	case !ok:
		return value
	case u.Family() == "dues":
		return duesText(value)
	case u.Family() == "size":
		return sizeText(value)
	case u.Family() == beginKey && value == "":
		return "不先填"
	case value == "" || u.Unit == "" || u.Unit == RuleDay:
		return value
	case u.Unit == RuleYes:
		if value == "true" {
			return "是"
		}
		return "否"
	case u.Unit == RuleMonth:
		return strings.ReplaceAll(value, "|", "、") + " 个月"
	case u.Unit == RuleDays, u.Unit == RuleStars:
		return strings.ReplaceAll(value, "|", "、")
	case u.Unit == RuleShare:
		return exceeding + value
	}
	return value + " " + u.Unit
}

// duesText is a step of the dues in words.
func duesText(value string) string {
	var r Rules
	if r.addDues(value) != nil {
		return value
	}
	s := r.Dues[0]
	text := "月收入 " + s.From.String() + " 元起，"
	if s.PerMill > 0 {
		text += "每月按 " + strconv.FormatInt(s.PerMill, 10) + "‰"
	} else {
		text += "每月 " + s.Flat.String() + " 元"
	}
	if s.Ceiling > 0 {
		text += "，最多 " + s.Ceiling.String() + " 元"
	}
	return text
}

// SizeMeasures are what an enterprise's size is judged by, in the order in which a size rule has them.
var SizeMeasures = [3]string{"从业人员", "营业收入（万元）", "资产（万元）"}

// sizeText is a size rule in words.
func sizeText(value string) string {
	var words []string
	for i, part := range strings.Split(value, ";") {
		if part != "-" && i < len(SizeMeasures) {
			words = append(words, SizeMeasures[i]+" "+part)
		}
	}
	return strings.Join(words, "，")
}

// Bounds say in words what the rule may be.
func (u Rule) Bounds() string {
	switch b, bounded := bounds[u.Key]; {
	case bounded:
		text := strconv.Itoa(b.least) + " 到 " + strconv.Itoa(b.most) + " " + u.Unit
		for _, pair := range inOrder {
			switch u.Key {
			case pair[0]:
				text += "，不大于“" + RuleName(pair[1]) + "”"
			case pair[1]:
				text += "，不小于“" + RuleName(pair[0]) + "”"
			}
		}
		return text
	case u.Unit == RuleDay:
		return "一个日期，年月日写全，" + strconv.Itoa(firstRuleYear) + " 到 " + strconv.Itoa(lastRuleYear) + " 年"
	case u.Unit == RuleYes:
		return "是或否"
	case u.Unit == RuleMoney:
		return "0 到 " + strconv.Itoa(mostDues) + " 元"
	case u.Unit == RuleShare:
		return "几分之几，例如 4/5"
	case u.Unit == RuleStars:
		return "四个从高到低的分数，例如 90、80、70、60"
	case u.Unit == RuleMonth:
		return "几个从小到大的月数，1 到 60，例如 1、3、6"
	case u.Unit == RuleDays:
		return "一年里的日子，例如 06-30、12-31，最多 " + strconv.Itoa(mostHalfDays) + " 个"
	}
	switch u.Family() {
	case "dues":
		return "最多 " + strconv.Itoa(mostSteps) + " 档，从月收入 0 元起，一档比一档高；定额和封顶不超过 " + strconv.Itoa(mostDues) + " 元，千分比不超过 1000"
	case "size":
		return "每项三个数，大/中/小型下限，从大到小；不看的一项写“-”"
	case beginKey:
		return "这一栏能填的，或者空着"
	}
	return ""
}

// Read takes what somebody typed for a rule, and answers how the rule set keeps it. Bounds that other rules set are
// CheckRules' to ask.
func (u Rule) Read(text string) (string, *value.Fault) {
	text = strings.TrimSpace(value.Halfwidth(text))
	wrong := func(want string) *value.Fault { return u.wrong("“" + u.Name + "”" + want) }
	switch {
	case u.Family() == "dues":
		return u.readSteps(text)
	case u.Family() == "size":
		var r Rules
		text = strings.ReplaceAll(text, " ", "")
		if r.addSize("", text) != nil {
			return "", wrong("每项要写三个数，大/中/小型，例如 1000/300/20；不看的写 -。")
		}
		return text, nil
	case u.Family() == beginKey:
		return u.readBegin(text)
	case u.Unit == RuleDay:
		d, err := value.ParseDate(text)
		if err != nil || d.DayOfMonth() == 0 || !d.Real() {
			return "", wrong("要写年月日，例如 2017-01-01。")
		}
		return d.String(), nil
	case u.Unit == RuleYes:
		switch strings.ToLower(text) {
		case "是", "true", "yes", "1":
			return "true", nil
		case "否", "false", "no", "0":
			return "false", nil
		}
		return "", wrong("请写“是”或“否”。")
	case u.Unit == RuleMoney:
		m, err := value.ParseMoney(text)
		if err != nil || m == 0 {
			return "", wrong("请写金额，例如 0.2。")
		}
		text = m.String()
		if strings.Contains(text, ".") {
			text = strings.TrimSuffix(text, "0") // 0.2 stays as it is written
		}
		return text, nil
	case u.Unit == RuleShare:
		share, err := ParseShare(strings.TrimSpace(strings.TrimPrefix(text, exceeding)))
		if err != nil {
			return "", wrong("请写几分之几，例如 4/5。")
		}
		return share.String(), nil
	case u.Unit == RuleStars:
		text = severally(text)
		if _, err := starPoints(text); err != nil {
			return "", wrong("请从高到低写四个分数，例如 90、80、70、60。")
		}
		return text, nil
	case u.Unit == RuleMonth:
		text = severally(strings.TrimSpace(strings.TrimSuffix(text, "个月")))
		if _, err := risingMonths(text); err != nil {
			return "", wrong("请从小到大写几个月数，例如 1、3、6。")
		}
		return text, nil
	case u.Unit == RuleDays:
		text = severally(text)
		if _, err := halfDays(text); err != nil {
			return "", wrong("请写月和日，例如 06-30、12-31。")
		}
		return text, nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(text, u.Unit)))
	if err != nil {
		return "", wrong("请写一个整数，单位是" + u.Unit + "。")
	}
	return strconv.Itoa(n), nil
}

// exceeding stands before a share that is told.
const exceeding = "超过 "

// severally is a text of several values as a rule set keeps it, whatever stands between them.
func severally(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("|、，, ；;", c) }), "|")
}

// readSteps takes a step of the dues, 月收入自;定额;千分比;封顶, of which one of the middle two is written.
func (u Rule) readSteps(text string) (string, *value.Fault) {
	if text == "" {
		return "", nil // the step goes
	}
	var r Rules
	text = strings.ReplaceAll(text, " ", "")
	err := r.addDues(text)
	if err != nil || r.Dues[0].From == 0 || (r.Dues[0].Flat > 0) == (r.Dues[0].PerMill > 0) || r.Dues[0].PerMill < 0 {
		return "", u.wrong("“" + u.Name + "”请写月收入从多少起，再写定额或千分比里的一个，例如从 2000 元起按 2‰、最多 20 元。")
	}
	return text, nil
}

// readBegin takes a word that the field would take.
func (u Rule) readBegin(text string) (string, *value.Fault) {
	if text == "" {
		return "", nil
	}
	kind, key, _ := strings.Cut(strings.TrimPrefix(u.Key, beginKey+"."), ".")
	if f := words.Read(kind, key, text); f != nil {
		return "", u.wrong("“" + u.Name + "”先填不了：" + f.Text)
	}
	return value.OneLine(text), nil
}

// wrong is a hard fault of the rule.
func (u Rule) wrong(text string) *value.Fault {
	return &value.Fault{Key: u.Key, Code: value.Malformed, Text: text}
}
