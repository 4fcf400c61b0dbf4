package value_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuanjian/store/value"
)

func TestFormsOfDates(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "20190504": "2019-05-04", "2019.5.4": "2019-05-04", "2019-5-4": "2019-05-04", "2019/5/4": "2019-05-04", "2019-05-04": "2019-05-04",
		"2019年5月4日": "2019-05-04", "2019年05月04号": "2019-05-04", "2019 年 5 月": "2019-05", "2019年5月": "2019-05", "2019.05": "2019-05", "2019-5": "2019-05", "2019/05": "2019-05",
		"201905": "2019-05", "190504": "2019-05-04", "991231": "1999-12-31", "980512": "1998-05-12", "200305": "2003-05", "193005": "1930-05", "192005": "1920-05", "20190500": "2019-05", "10000": "1927-05-18", "490101": "2049-01-01", "500101": "1950-01-01", "2019": "2019", "2019年": "2019",
		"2019年五月": "2019-05", "二〇〇〇年一月": "2000-01", "二○一九年十二月廿三日": "2019-12-23", "一九九八年十月三十一日": "1998-10-31", "九八年十月": "1998-10",
		"1998·10·05": "1998-10-05", "1998，10": "1998-10", "1998：10": "1998-10", "1998..10": "1998-10", "1998 10 5": "1998-10-05", "1998 10": "1998-10", "19981005.0": "1998-10-05",
		"2000年1月1日生": "2000-01-01", "生于1998年10月": "1998-10", "1998年10月出生": "1998-10", "2018年5月入团": "2018-05", "98.10": "1998-10", "'98.10": "1998-10", "1998 年 10 月 5 日": "1998-10-05",
		"1998年10月5日（公历）": "1998-10-05", "2019年5月4日 星期六": "2019-05-04", "2019/5/4 上午8:00": "2019-05-04", "1998•10": "1998-10", "约1998年": "1998", "1998年10月5号": "1998-10-05", "1998-10-05 00:00:00": "1998-10-05",
		"19.5.4": "2019-05-04", "98-1-2": "1998-01-02", "２０１９．０５．０４": "2019-05-04", "２０１９年５月": "2019-05", "43589": "2019-05-04", "43221": "2018-05-01", "9999": "",
		"2019-05-04 00:00:00": "2019-05-04", "2019-05-04T08:30:00": "2019-05-04", "2019/5/4 8:30": "2019-05-04", "2019、5、4": "2019-05-04", "2019。5。4": "2019-05-04", "2019—5—4": "2019-05-04",
		" 2019.5.4 ": "2019-05-04", "2019.05.": "2019-05", "2019年5月份": "2019-05", "19年5月": "2019-05", "2019.5月": "2019-05", "2000-02-29": "2000-02-29", "200002": "2000-02", "1949-10-01": "1949-10-01", "2019\\5\\4": "2019-05-04",
	} {
		if text == "9999" {
			if _, err := value.ParseDate(text); err == nil {
				t.Error("the year 9999 was taken")
			}
			continue
		}
		d, err := value.ParseDate(text)
		if err != nil || d.String() != want {
			t.Errorf("%q: %q %v, want %q", text, d, err, want)
		}
	}
}

func TestNoDates(t *testing.T) {
	for _, text := range []string{
		"2019-02-30", "20190230", "2019.13", "201913", "2019-13-01", "2019-0-4", "2019-05-32", "2019-05-00", "1999-02-29", "0", "00000000", "-", "5月4日", "五月",
		"2019年十三月", "2019年闰五月", "1998年10月5日（农历）", "一九年", "2019-5-4-1", "12019-05-04", "2019-005-04", "2201-01-01", "1849-01-01", "422000", "99999", "980500", "981332", "1234", "2019-05-04x", "abc", "2019 05 04 01", "99999999999999999999", "2019-", "待补", "1",
	} {
		if text == "2019-" { // a sign left at the end is no more than a slip
			if d, err := value.ParseDate(text); err != nil || d != 20190000 {
				t.Errorf("%q: %v %v", text, d, err)
			}
			continue
		}
		d, err := value.ParseDate(text)
		if err == nil || d != 0 {
			t.Errorf("%q was read as %s", text, d)
			continue
		}
		if f, ok := err.(*value.Fault); !ok || f.Code != value.Malformed || f.Soft {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A month is a value of its own: not its first day, though it begins with it.
func TestPrecision(t *testing.T) {
	month, year, day := value.Date(20190500), value.Date(20190000), value.Date(20190504)
	for _, c := range []struct {
		d           value.Date
		first, last value.Date
		dotted      string
	}{{month, 20190501, 20190531, "2019.05"}, {year, 20190101, 20191231, "2019"}, {day, 20190504, 20190504, "2019.05.04"}, {20240200, 20240201, 20240229, "2024.02"}, {0, 0, 0, ""}} {
		if c.d.First() != c.first || c.d.Last() != c.last || c.d.Dotted() != c.dotted {
			t.Errorf("%s: %s to %s, %s", c.d, c.d.First(), c.d.Last(), c.d.Dotted())
		}
	}
	if month == 20190501 || month.String() == value.Date(20190501).String() {
		t.Error("a month is not a day")
	}
	for _, c := range []struct {
		d    value.Date
		n    int
		want value.Date
	}{{20231125, 3, 20261125}, {20240229, 2, 20260228}, {20240229, 4, 20280229}, {20210601, 5, 20260601}, {20190500, 3, 20220500}, {20190000, 1, 20200000}, {0, 3, 0}, {20240229, -4, 20200229}} {
		if got := c.d.AddYears(c.n); got != c.want {
			t.Errorf("%s and %d years: %s", c.d, c.n, got)
		}
	}
	for _, c := range []struct {
		d    value.Date
		n    int
		want value.Date
	}{{20260630, 6, 20261230}, {20260831, 6, 20270228}, {20241130, 3, 20250228}, {20230831, 6, 20240229}, {20260630, 12, 20270630}, {20260100, -1, 20251200}, {20260000, 6, 20260000}, {0, 6, 0}} {
		if got := c.d.AddMonths(c.n); got != c.want {
			t.Errorf("%s and %d months: %s", c.d, c.n, got)
		}
	}
	for _, c := range []struct {
		d    value.Date
		n    int
		want value.Date
	}{{20240228, 1, 20240229}, {20230228, 1, 20230301}, {20261231, 1, 20270101}, {20190500, 0, 20190501}, {20260101, -1, 20251231}} {
		if got := c.d.AddDays(c.n); got != c.want {
			t.Errorf("%s and %d days: %s", c.d, c.n, got)
		}
	}
	if got := value.DayOf(time.Date(2026, 11, 22, 0, 30, 0, 0, time.FixedZone("CST", 8*3600))); got != 20261122 {
		t.Errorf("the day in its own zone: %s", got)
	}
}

// What is written is read back, and every reading of a real date is that date.
func TestDatesThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := value.DayOf(time.Date(1900, 1, 1+rapid.IntRange(0, 109_000).Draw(t, "days"), 0, 0, 0, 0, time.UTC))
		switch rapid.IntRange(0, 2).Draw(t, "precision") {
		case 1:
			d = value.Day(d.Year(), d.Month(), 0)
		case 2:
			d = value.Day(d.Year(), 0, 0)
		}
		for _, text := range []string{d.String(), d.Dotted()} {
			if got, err := value.ParseDate(text); err != nil || got != d {
				t.Fatalf("%q: %v %v", text, got, err)
			}
		}
		if !d.Real() || d.First() > d.Last() || !d.First().Real() || !d.Last().Real() {
			t.Fatalf("%d", d)
		}
		if n := rapid.IntRange(-50, 50).Draw(t, "years"); !d.AddYears(n).Real() && d.AddYears(n).Year() >= 1850 && d.AddYears(n).Year() < 2200 {
			t.Fatalf("%s and %d years", d, n)
		}
	})
}
