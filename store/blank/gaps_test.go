package blank

import (
	"fmt"
	"strings"
	"testing"
)

// wordsIn are words as a file has them; of what stands between ⟨ and ⟩ the blanks are underlined.
func wordsIn(text string) *Words {
	w, lined := &Words{}, false
	for _, r := range text {
		switch r {
		case '⟨', '⟩':
			lined = r == '⟨'
			continue
		}
		w.line(string(r), lined, span{plain: true})
	}
	return w
}

// shown tells a gap in a line.
func shown(g Gap) string {
	out := g.Label
	for _, b := range g.Boxes {
		out += "|" + b.Word
	}
	if len(g.Days) > 0 {
		out += fmt.Sprintf("@%d", len(g.Days))
	}
	if g.Unit != "" {
		out += "#" + g.Unit
	}
	return out
}

func TestGapsOfTexts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"姓名：____", "姓名"},
		{"姓名：", "姓名"},
		{"姓　　名：", "姓名"},
		{"姓 名：____ 性  别：____", "姓名 性别"},
		{"姓名______ 性别____", "姓名 性别"},
		{"姓名⟨        ⟩性别⟨    ⟩，身份证号⟨          ⟩。", "姓名 性别 身份证号"},
		{"姓名： 性别： 民族：", "姓名 性别 民族"},
		{"填表人：　　　　审核人：", "填表人 审核人"},
		{"说明： 本表一式两份", ""},
		{"联系人：张三", ""},
		{"□男 □女", "|男|女"},
		{"□ 男　　□ 女", "|男|女"},
		{"男□ 女□", "|男|女"},
		{"性别：□男 □女", "性别|男|女"},
		{"性别 □男 □女", "性别|男|女"},
		{"性别：男□ 女□ 民族：____", "性别|男|女 民族"},
		{"政治面貌：\n□共青团员\n□群众", "政治面貌|共青团员|群众"},
		{"是否党员：是（  ） 否（  ）", "是否党员|是|否"},
		{"（ ）是 （ ）否", "|是|否"},
		{"□是/□否", "|是|否"},
		{"学历：□高中 □大专 □其他____", "学历|高中|大专|其他"},
		{"  年  月  日", "@3"},
		{"    年    月", "@2"},
		{"出生年月：    年  月", "出生年月@2"},
		{"出生年月", ""},
		{"出生年 月", ""},
		{"入团时间____年__月__日", "入团时间@3"},
		{"填表日期：2026年  月  日", ""},
		{"20  年  月  日", ""},
		{"共____人，其中男____人，女____人", "共#人 其中男#人 女#人"},
		{"团员          人", "团员#人"},
		{"姓      名", ""},
		{"      人", "#人"},
		{"年龄：    岁", "年龄#岁"},
		{"兹有我单位____同志", "兹有我单位#同志"},
		{"联系电话（手机）：", "联系电话（手机）"},
		{"第（    ）届", "第"},
		{"张三", ""},
		{"", ""},
		{"备注:", "备注"},
		{"单位（盖章）：　　　　　　年　月　日", "单位（盖章）@3"},
	} {
		var got []string
		for _, g := range wordsIn(c.text).Gaps() {
			got = append(got, shown(g))
		}
		if all := strings.Join(got, " "); all != c.want {
			t.Errorf("%q has %q, not %q", c.text, all, c.want)
		}
	}
}

// What is put into a text stands where its blank was, and what stands behind it stays where it is.
func TestGapsAreFilled(t *testing.T) {
	for _, c := range []struct {
		text string
		nth  int
		fill func(Gap) []Edit
		want string
	}{
		{"姓名：____", 0, say("张三"), "姓名：张三"},
		{"姓名：", 0, say("张三"), "姓名：张三"},
		{"姓名：______ 性别：____", 0, say("张三"), "姓名：张三__ 性别：____"},
		{"姓名：______ 性别：____", 1, say("男"), "姓名：______ 性别：男"},
		{"姓名⟨        ⟩性别⟨    ⟩", 0, say("张三"), "姓名张三    性别    "},
		{"姓名⟨        ⟩性别⟨    ⟩", 1, say("男"), "姓名        性别男  "},
		{"姓名： 性别： 民族：", 0, say("张三"), "姓名：张三 性别： 民族："},
		{"姓名：　　　　性别：", 0, say("张三"), "姓名：张三　　性别："},
		{"□男 □女", 1, nil, ""},
		{"□男 □女", 0, tick(1), "□男 ☑女"},
		{"（ ）是 （ ）否", 0, tick(0), "（√）是 （ ）否"},
		{"○是 ○否", 0, tick(0), "●是 ○否"},
		{"    年  月  日", 0, day(2002, 3, 4), "2002年3月4日"},
		{"____年__月", 0, day(2002, 3, 0), "2002年3月"},
		{"  年  月  日", 0, day(2002, 0, 0), "2002年  月  日"},
		{"共____人", 0, say("12"), "共12人"},
		{"      人", 0, say("12"), "12人"},
	} {
		w := wordsIn(c.text)
		all := w.Gaps()
		if c.fill == nil {
			if c.nth < len(all) {
				t.Errorf("%q has more blanks than it should: %+v", c.text, all)
			}
			continue
		}
		if c.nth >= len(all) {
			t.Errorf("%q has %d blanks", c.text, len(all))
			continue
		}
		out, at := "", 0
		for _, e := range c.fill(all[c.nth]) {
			out += string(w.Runes[at:e.At.From]) + e.Text
			at = e.At.To
		}
		if out += string(w.Runes[at:]); out != c.want {
			t.Errorf("%q became %q, not %q", c.text, out, c.want)
		}
	}
}

func say(text string) func(Gap) []Edit { return func(g Gap) []Edit { return g.Say(text) } }
func tick(nth int) func(Gap) []Edit    { return func(g Gap) []Edit { return g.Tick(nth) } }
func day(y, m, d int) func(Gap) []Edit { return func(g Gap) []Edit { return g.Day(y, m, d) } }
