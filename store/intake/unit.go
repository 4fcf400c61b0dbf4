package intake

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"tuanjian/store/value"
)

// Amounts come in 元, 万元 or 亿元, heads of people in 人 or 百人. The unit stands in the
// cell, in the head, or once above the table (单位：万元); the field has its own.

// A measure is a unit and how many of the smallest it is: 元 for money, one for people.
// Without a word it is not known.
type measure struct {
	word  string
	times float64
	money bool
}

var measures = []measure{
	{"亿元", 1e8, true}, {"千万元", 1e7, true}, {"百万元", 1e6, true}, {"十万元", 1e5, true}, {"万元", 1e4, true}, {"千元", 1e3, true}, {"百元", 1e2, true}, {"元", 1, true},
	{"万人", 1e4, false}, {"千人", 1e3, false}, {"百人", 1e2, false}, {"人", 1, false}, {"名", 1, false}, {"个", 1, false},
	{"户", 0, false}, {"家", 0, false},
}

// ownMeasure is the unit of a field (ledger's labels say it).
func ownMeasure(key string) measure {
	switch key {
	case "revenue", "assets":
		return measure{"万元", 1e4, true}
	case "wage":
		return measure{"元", 1, true}
	}
	return measure{"人", 1, false}
}

var (
	bracketed  = regexp.MustCompile(`[（(【\[]([^）)】\]]*)[）)】\]]`)
	saidUnit   = regexp.MustCompile(`(?:单位|计量单位|金额单位)\s*[:：]\s*([^\s）)；;]*)`)
	amountText = regexp.MustCompile(`^[约近计共¥￥]*([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(亿|千万|百万|十万|万|千|百)?(元|块|人|名|个)?(?:/月|每月|/年|整|左右)?$`)
)

// nearly is a number with words by which it is an estimate: 约80人, 80多人, 300+; what
// stands in brackets behind it is no part of it.
var nearly = regexp.MustCompile(`^(大约|大概|约|将近|接近|近|不到|不足|超过|超|逾|至少|最多|≈|~)?\s*([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(亿|千万|百万|十万|万)?\s*(余|多|来|几)?\s*(亿|万)?\s*(元|块|人|名|个|户|家)?\s*(左右|上下|以上|以下|以内|余|多|\+)?$`)

var (
	counting    = regexp.MustCompile(`^(?:总共|一共|共计|合计|总计|共有|共|计|现有|有)\s*([0-9])`)
	numberAside = regexp.MustCompile(`^([^()]*[0-9][^()]*)\(([^()]+)\)$`)
)

// estimate takes the words by which a number is one off it: 约80人 is 80人. aside is what
// stood in brackets behind it. Other texts stay as they are.
func estimate(text string) (number, aside string, guessed bool) {
	s := value.Halfwidth(text) // which makes the signs （ ＋ ～ half as wide too
	if strings.Trim(s, "0123456789.") == "" || !strings.ContainsAny(s, "0123456789") {
		return text, "", false
	}
	counted := counting.ReplaceAllString(s, "$1")
	said := counted != s
	s = counted
	if m := numberAside.FindStringSubmatch(s); m != nil {
		if measureIn(m[2]).word == m[2] { // 300（万元）
			s = m[1] + m[2]
		} else {
			s, aside = strings.TrimSpace(m[1]), m[2]
		}
	}
	if m := nearly.FindStringSubmatch(s); m != nil {
		return m[2] + m[3] + m[5] + m[6], aside, m[1] != "" || m[4] != "" || m[7] != ""
	}
	if said {
		return s, "", false
	}
	return text, "", false
}

var numberSigns = strings.NewReplacer(",", "", "，", "")

// measureIn finds the unit that a text ends with or consists of.
func measureIn(text string) measure {
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(text, "单位"), "："))
	for _, m := range measures {
		if strings.HasSuffix(text, m.word) {
			return m
		}
	}
	return measure{}
}

// headMeasure is the unit that a head says: 营业收入（元）, 营业收入/万元.
func headMeasure(head string) measure {
	head = value.Halfwidth(head)
	for _, in := range bracketed.FindAllStringSubmatch(head, -1) {
		for _, piece := range strings.FieldsFunc(in[1], func(r rune) bool { return strings.ContainsRune(",，、/;；:：", r) }) {
			if m := measureIn(piece); m.word != "" {
				return m
			}
		}
	}
	own := strings.TrimSpace(bracketed.ReplaceAllString(head[strings.LastIndexByte(head, '/')+1:], ""))
	for _, m := range measures {
		if m.money && strings.HasSuffix(own, m.word) {
			return m
		}
	}
	return measure{}
}

// sheetMeasure is the unit of money that stands above a table: 单位：人、万元.
func sheetMeasure(text string) measure {
	for _, said := range saidUnit.FindAllStringSubmatch(text, -1) {
		for _, piece := range strings.FieldsFunc(said[1], func(r rune) bool { return strings.ContainsRune(",，、/;；", r) }) {
			if m := measureIn(piece); m.money && strings.Trim(piece, "亿千百十万元") == "" {
				return m
			}
		}
	}
	return measure{}
}

// inMeasure gives a number with a unit, its own or the column's, as a number of the
// field's. What is no number, and what needs no conversion, stays as it was written.
func inMeasure(text string, column, own measure) string {
	s := strings.TrimSpace(value.Halfwidth(text))
	if !strings.ContainsAny(s, "0123456789") {
		return text
	}
	found := amountText.FindStringSubmatch(s)
	if found == nil || (found[2] == "千" || found[2] == "百") && found[3] == "" { // 3千 may be many things
		return text
	}
	times := map[string]float64{"": 1, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8}[found[2]]
	switch {
	case found[2] != "" || own.money && (found[3] == "元" || found[3] == "块"):
		if !own.money && (found[3] == "元" || found[3] == "块") {
			return text
		}
	case column.word != "" && column.money == own.money:
		times = column.times
	default:
		times = own.times
	}
	if times == own.times && found[2] == "" || times == 0 {
		return text
	}
	n, err := strconv.ParseFloat(numberSigns.Replace(found[1]), 64)
	if err != nil {
		return text
	}
	n = n * times / own.times
	if own.word == "元" {
		return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(math.Round(n*100)/100, 'f', 2, 64), "0"), ".")
	}
	return strconv.FormatFloat(math.Round(n), 'f', 0, 64)
}
