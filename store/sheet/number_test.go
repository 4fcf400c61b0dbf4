package sheet

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestFormatKinds(t *testing.T) {
	for _, c := range []struct {
		code string
		want byte
	}{
		{`"General"0`, kindNumber}, {"0", kindNumber}, {"0_ ", kindNumber}, {"#,##0.00;[Red]-#,##0.00", kindNumber}, {"000000", kindNumber}, {"0%", kindNumber},
		{"yyyy-mm-dd", kindDate}, {`yyyy"年"m"月"d"日"`, kindDate}, {`[$-804]yyyy"年"m"月"d"日";@`, kindDate}, {"m/d", kindDate}, {"yy-m-d", kindDate},
		{`m"月"d"日"`, kindDate}, {`yyyy"年"m"月"`, kindMonth}, {"mmm-yy", kindMonth}, {`yyyy\.mm`, kindMonth}, {"e-m", kindMonth}, {`[$-804]yyyy"年"m"月";@`, kindMonth},
		{"yyyy/m/d h:mm", kindDateTime}, {"h:mm AM/PM", kindTime}, {"[h]:mm:ss", kindTime}, {"mm:ss.0", kindTime}, {"aaaa", kindDate}, {`上午/下午h"时"mm"分"`, kindTime},
		{"[DBNum1]yyyy-mm-dd", kindDate}, {`[DBNum1][$-804]yyyy"年"m"月"d"日"`, kindDate}, {`[$-F800]dddd\,\ mmmm\ dd\,\ yyyy`, kindDate}, {"0.0\"d\"", kindNumber},
		{`"是"`, kindLiteral}, {`General"人"`, kindGeneral}, {`G/通用格式"人"`, kindGeneral},
	} {
		f := formatOf(c.code)
		if f == nil || len(f.sections) == 0 || f.sections[0].kind != c.want {
			t.Errorf("%q: %+v, want %d", c.code, f, c.want)
		}
	}
	for _, code := range []string{"General", "", "@", "GENERAL", "0.00E+00", "# ?/?", "\"", "[", "\\", "[Red]", "_", "*", ";;;", strings.Repeat("0", 600)} {
		if got := formatOf(code).number(12.5, false); got != "12.5" {
			t.Errorf("%q shows 12.5 as %q", code, got)
		}
	}
}

func TestNumberTexts(t *testing.T) {
	for _, c := range []struct {
		code string
		v    float64
		want string
	}{
		{"", 0, "0"}, {"", 999999999999999, "999999999999999"}, {"", 1e15, "1E+15"}, {"", -1.5, "-1.5"},
		{"", 430502200211192919, "4.30502E+17"}, {"", 0.00001, "1E-05"}, {"", 1234.5678, "1234.5678"}, {"", 1998.1, "1998.1"},
		{"", math.NaN(), "#NUM!"}, {"", math.Inf(1), "#NUM!"}, {"0.00", math.NaN(), "#NUM!"},
		{"0", 430502200211192919, "430502200211193000"}, {"0", 12.5, "12.5"}, {"0.00", 430502200211192919, "430502200211193000.00"},
		{"0", 1e300, "1E+300"}, {"0%", 0.125, "12.5%"}, {"0%", 0.07, "7%"}, {"0.00%", 0.125, "12.50%"},
		{"000000", 739, "000739"}, {"000000", 7.5, "7.5"}, {"00", 430502200211192919, "430502200211193000"},
		// a month that is a number: the shown zero makes it October
		{"0.00", 1998.1, "1998.10"}, {"0.00_ ", 2013.1, "2013.10"}, {"0.00_);[Red]\\(0.00\\)", 1998.1, "1998.10"}, {"#,##0.00", 1998.1, "1998.10"},
		{"0.0", 1998.1, "1998.1"}, {"0.00", 1998.09, "1998.09"}, {"0.00;[Red]0.00", 1998.1, "1998.10"}, {"0.00_ ;[Red]\\-0.00\\ ", 1998.1, "1998.10"}, {".00", 1998.1, "1998.10"},
		{"0000.00", 1998.12, "1998.12"}, {"0.00", 0.125, "0.125"}, {"0.0?", 2.5, "2.5"}, {"#.00", 0.5, "0.50"},
		// words
		{`"团证"00000`, 123, "团证00123"}, {`"团证"00000`, 1234567, "团证1234567"}, {`0"人"`, 80, "80人"}, {`General"人"`, 80, "80人"}, {`G/通用格式"人"`, 8.5, "8.5人"},
		{`"第"0"支部"`, 3, "第3支部"}, {`\N\o\.0000`, 12, "No.0012"}, {`"¥"#,##0.00`, 1234.5, "¥1234.50"}, {`[$¥-804]#,##0.00`, 1234.5, "¥1234.50"}, {`[$-804]0`, 5, "5"},
		{`0!号`, 5, "5号"}, {`"是"`, 1, "是"}, {`[=1]"男";[=2]"女"`, 1, "男"}, {`[=1]"男";[=2]"女"`, 2, "女"}, {`[=1]"男";[=2]"女"`, 3, "3"}, {`[=1]"男";"女"`, 2, "女"},
		{`"是";;"否"`, 0, "否"}, {`"是";;"否"`, 1, "是"}, {`[>=60]"合格";"不合格"`, 60, "合格"}, {`[>=60]"合格";"不合格"`, 59, "不合格"}, {`[<>0]"有";"无"`, 0, "无"},
		{`[>10]"多";[<=2]"少";0`, 5, "5"}, {`[<1]0;[>=10]00"件"`, 12, "12件"},
		// digits in groups
		{"000-0000-0000", 13900000010, "139-0000-0010"}, {"000 0000 0000", 13900000010, "139 0000 0010"}, {"0000-00-00", 19981005, "1998-10-05"},
		{`0000"年"00"月"`, 199810, "1998年10月"}, {"###-####", 123, "-123"}, {`0!.0,"万"`, 123456, "12.3万"}, {"00-000", 12.6, "00-013"},
		{"#,##0,", 12345, "12.345"}, {`0.00,"千元"`, 12000, "12.00千元"},
		// signs
		{"0_);(0)", -12, "-12"}, {"#,##0.00;[Red]#,##0.00", -12, "-12.00"}, {"0;-0", -3, "-3"}, {"0.00", -1.5, "-1.50"}, {`0"人"`, -3, "-3人"},
		{`0;"欠"0`, -3, "欠3"}, {"General;-General", -5, "-5"},
		{`_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 0, "0"}, {`_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, -2, "-2.00"}, {"0;-0;;@", 0, "0"}, {"#", 0, "0"}, {";;;", 5, "5"},
		// days
		{"yyyy-m-d", 1, "1900-01-01"}, {"yyyy-m-d", 59, "1900-02-28"}, {"yyyy-m-d", 60, "1900-02-29"},
		{"yyyy-m-d", 61, "1900-03-01"}, {"yyyy-m-d", 41309, "2013-02-04"}, {"yyyy-m-d", 2958465, "9999-12-31"}, {"yy-m-d", 41309, "2013-02-04"},
		{"yyyy-m-d", 20190504, "20190504"}, {"yyyy-m-d", -1, "-1"}, {"yyyy-m-d", 0, "1900-01-00"}, {`yyyy"年"m"月"`, 43586, "2019-05"},
		{`[$-804]yyyy"年"m"月"d"日";@`, 41309.4, "2013-02-04"}, {"[DBNum1]yyyy\"年\"m\"月\"", 43586, "2019-05"}, {"[$-F800]dddd", 41309, "2013-02-04"},
		{"h:mm", 0.5, "12:00"}, {"h:mm", 0.50001157, "12:00:01"}, {"yyyy/m/d h:mm", 41309.9999999, "2013-02-05"},
	} {
		if got := formatOf(c.code).number(c.v, false); got != c.want {
			t.Errorf("%q %v: %q, want %q", c.code, c.v, got, c.want)
		}
	}
	for id, want := range map[int]string{0: "41309", 1: "41309", 2: "41309.00", 14: "2013-02-04", 31: "2013-02-04", 57: "2013-02-04", 49: "41309", 22: "2013-02-04"} {
		if got := builtinFormats[id].number(41309, false); got != want {
			t.Errorf("format %d: %q, want %q", id, got, want)
		}
	}
}

func TestWordsUnderAFormat(t *testing.T) {
	for _, c := range []struct{ code, text, want string }{
		{"@", "甲", "甲"}, {`@"团支部"`, "第一", "第一团支部"}, {`0;-0;0;"团支部"@`, "一", "团支部一"}, {`_(@_)`, "甲", "甲"}, {"0", "甲", "甲"}, {`@"团支部"`, "", ""},
	} {
		if got := formatOf(c.code).words(c.text); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.code, c.text, got, c.want)
		}
	}
}

// The text of a date's serial is the date, in both of Excel's calendars.
func TestSerialsAreDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(rapid.IntRange(1905, 2100).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		serial := day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
		want := day.Format(time.DateOnly)
		if got := formatOf("yyyy-m-d").number(serial, false); got != want {
			t.Fatalf("%v: %s, want %s", serial, got, want)
		}
		if got := formatOf("yyyy-m-d").number(serial-1462, true); got != want {
			t.Fatalf("1904, %v: %s, want %s", serial-1462, got, want)
		}
	})
}

func TestCellNames(t *testing.T) {
	for _, c := range []struct {
		r, c int
		want string
	}{{0, 0, "A1"}, {11, 1, "B12"}, {0, 25, "Z1"}, {0, 26, "AA1"}, {1048575, 16383, "XFD1048576"}} {
		got := CellName(c.r, c.c)
		if got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
		if r, col, ok := parseRef([]byte(got)); !ok || r != c.r || col != c.c {
			t.Errorf("%s read as %d %d", got, r, col)
		}
	}
	for _, bad := range []string{"", "A", "1", "A0", "AAAAAAAAAAAAAAAA1", "1A", "A99999999999"} {
		if _, _, ok := parseRef([]byte(bad)); ok {
			t.Errorf("%q is taken for a cell", bad)
		}
	}
}
