package sheet

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestShapeOf(t *testing.T) {
	for _, c := range []struct {
		code string
		want byte
	}{
		{"General", shapeGeneral}, {"", shapeGeneral}, {"@", shapeGeneral}, {"0.00E+00", shapeGeneral}, {`"General"0`, shapeFixed},
		{"0", shapeFixed}, {"0_ ", shapeFixed}, {"#,##0.00;[Red]-#,##0.00", shapeFixed}, {"000000", shapePadded}, {"0%", shapePercent},
		{"yyyy-mm-dd", shapeDate}, {`yyyy"年"m"月"d"日"`, shapeDate}, {`[$-804]yyyy"年"m"月"d"日";@`, shapeDate}, {"m/d", shapeDate},
		{`m"月"d"日"`, shapeDate}, {`yyyy"年"m"月"`, shapeMonth}, {"mmm-yy", shapeMonth}, {`yyyy\.mm`, shapeMonth}, {"e-m", shapeMonth},
		{"yyyy/m/d h:mm", shapeDateTime}, {"h:mm AM/PM", shapeTime}, {"[h]:mm:ss", shapeTime}, {"mm:ss.0", shapeTime}, {"aaaa", shapeDate},
		{"[DBNum1]yyyy-mm-dd", shapeDate}, {"0.0\"d\"", shapeFixed}, {"\"", shapeGeneral}, {"[", shapeGeneral}, {"\\", shapeGeneral},
	} {
		if got := shapeOf(c.code).kind; got != c.want {
			t.Errorf("%q: %d, want %d", c.code, got, c.want)
		}
	}
}

func TestNumberTexts(t *testing.T) {
	for _, c := range []struct {
		shape shape
		v     float64
		want  string
	}{
		{shape{}, 0, "0"}, {shape{}, 999999999999999, "999999999999999"}, {shape{}, 1e15, "1E+15"}, {shape{}, -1.5, "-1.5"},
		{shape{}, 430502200211192919, "4.30502E+17"}, {shape{}, 0.00001, "1E-05"}, {shape{}, 1234.5678, "1234.5678"},
		{shape{}, math.NaN(), "#NUM!"}, {shape{}, math.Inf(1), "#NUM!"},
		{shape{kind: shapeFixed}, 430502200211192919, "430502200211193000"}, {shape{kind: shapeFixed}, 12.5, "12.5"},
		{shape{kind: shapeFixed}, 1e300, "1E+300"}, {shape{kind: shapePercent}, 0.125, "12.5%"}, {shape{kind: shapePercent}, 0.07, "7%"},
		{shape{kind: shapePadded, pad: 6}, 739, "000739"}, {shape{kind: shapePadded, pad: 6}, 7.5, "7.5"},
		{shape{kind: shapeDate}, 1, "1900-01-01"}, {shape{kind: shapeDate}, 59, "1900-02-28"}, {shape{kind: shapeDate}, 60, "1900-02-29"},
		{shape{kind: shapeDate}, 61, "1900-03-01"}, {shape{kind: shapeDate}, 41309, "2013-02-04"}, {shape{kind: shapeDate}, 2958465, "9999-12-31"},
		{shape{kind: shapeDate}, 20190504, "20190504"}, {shape{kind: shapeDate}, -1, "-1"}, {shape{kind: shapeDate}, 0, "1900-01-00"},
		{shape{kind: shapeTime}, 0.5, "12:00"}, {shape{kind: shapeTime}, 0.50001157, "12:00:01"}, {shape{kind: shapeDateTime}, 41309.9999999, "2013-02-05"},
	} {
		if got := c.shape.text(c.v, false); got != c.want {
			t.Errorf("%+v %v: %q, want %q", c.shape, c.v, got, c.want)
		}
	}
}

// The text of a date's serial is the date, in both of Excel's calendars.
func TestSerialsAreDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(rapid.IntRange(1905, 2100).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		serial := day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
		want := day.Format(time.DateOnly)
		if got := (shape{kind: shapeDate}).text(serial, false); got != want {
			t.Fatalf("%v: %s, want %s", serial, got, want)
		}
		if got := (shape{kind: shapeDate}).text(serial-1462, true); got != want {
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
