package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// shape is what a number format means for the text of a number.
type shape struct {
	kind byte
	pad  int // for shapePadded: digits at least
}

const (
	shapeGeneral = iota
	shapeFixed   // digits in full, as 0, 0.00 or #,##0 show them
	shapePadded  // leading zeros, as 000000 shows them
	shapePercent
	shapeDate     // a day
	shapeDateTime // a day and a time
	shapeMonth    // a year and a month
	shapeTime     // a time of day
)

// builtinShapes are the formats that have a number and no code in the file (ISO/IEC 29500-1 §18.8.30, with the numbers
// that Chinese versions of Excel add: 27–36 and 50–58).
var builtinShapes = map[int]shape{
	1: {kind: shapeFixed}, 2: {kind: shapeFixed}, 3: {kind: shapeFixed}, 4: {kind: shapeFixed},
	9: {kind: shapePercent}, 10: {kind: shapePercent},
	14: {kind: shapeDate}, 15: {kind: shapeDate}, 16: {kind: shapeDate}, 17: {kind: shapeMonth},
	18: {kind: shapeTime}, 19: {kind: shapeTime}, 20: {kind: shapeTime}, 21: {kind: shapeTime}, 22: {kind: shapeDateTime},
	27: {kind: shapeMonth}, 28: {kind: shapeDate}, 29: {kind: shapeDate}, 30: {kind: shapeDate}, 31: {kind: shapeDate},
	32: {kind: shapeTime}, 33: {kind: shapeTime}, 34: {kind: shapeTime}, 35: {kind: shapeTime}, 36: {kind: shapeMonth},
	37: {kind: shapeFixed}, 38: {kind: shapeFixed}, 39: {kind: shapeFixed}, 40: {kind: shapeFixed},
	45: {kind: shapeTime}, 46: {kind: shapeTime}, 47: {kind: shapeTime},
	50: {kind: shapeMonth}, 51: {kind: shapeDate}, 52: {kind: shapeMonth}, 53: {kind: shapeDate}, 54: {kind: shapeDate},
	55: {kind: shapeTime}, 56: {kind: shapeTime}, 57: {kind: shapeMonth}, 58: {kind: shapeDate},
}

// shapeOf reads a number format code: only its first section, which is for positive numbers.
func shapeOf(code string) shape {
	var has [128]bool
	zeros, others := 0, 0
	b := []byte(strings.ToLower(code))
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == ';':
			i = len(b)
		case c == '"':
			for i++; i < len(b) && b[i] != '"'; i++ {
			}
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			if i+1 < len(b) && strings.IndexByte("hms", b[i+1]) >= 0 {
				has['h'] = true // elapsed time
			}
			for ; i < len(b) && b[i] != ']'; i++ {
			}
		case strings.HasPrefix(string(b[i:]), "general"):
			return shape{}
		case c == 'e' && (zeros > 0 || has['#']): // 0.00E+00; elsewhere e is a year
			return shape{}
		case c == '0':
			zeros++
		case c == ' ':
		case c < 128:
			has[c] = true
			others++
		default:
			others++
		}
	}
	year, day := has['y'] || has['e'], has['d'] || has['a'] && !has['p']
	clock := has['h'] || has['s']
	switch {
	case (year || day) && clock:
		return shape{kind: shapeDateTime}
	case year && has['m'] && !day:
		return shape{kind: shapeMonth}
	case year || day:
		return shape{kind: shapeDate}
	case clock:
		return shape{kind: shapeTime}
	case has['m'] && !has['#'] && zeros == 0:
		return shape{kind: shapeDate}
	case has['%']:
		return shape{kind: shapePercent}
	case zeros > 1 && others == 0:
		return shape{kind: shapePadded, pad: min(zeros, 15)}
	case zeros > 0 || has['#']:
		return shape{kind: shapeFixed}
	}
	return shape{}
}

// text shows a number. Whole numbers below 1e15 come without exponent; longer ones look as Excel shows them
// (4.30502E+17, or digits ending in zeros), so that the damage to an ID number can be recognised. Dates come as
// 2013-02-04, with a time only when it is not midnight; a format without a day gives 2013-02 when the day is the first.
func (s shape) text(v float64, from1904 bool) string {
	switch s.kind {
	case shapeDate, shapeDateTime, shapeMonth, shapeTime:
		if t, ok := s.moment(v, from1904); ok {
			return t
		}
		return generalText(v)
	case shapePercent:
		return generalText(math.Round(v*1e14)/1e12) + "%"
	case shapePadded:
		if v == math.Trunc(v) && v >= 0 && v < 1e15 {
			return fmt.Sprintf("%0*d", s.pad, int64(v))
		}
		return fullText(v)
	case shapeFixed:
		return fullText(v)
	}
	return generalText(v)
}

const lastSerial = 2958466 // 10000-01-01: what Excel no longer shows as a date

func (s shape) moment(v float64, from1904 bool) (string, bool) {
	if v < 0 || v >= lastSerial || math.IsNaN(v) {
		return "", false
	}
	day := math.Floor(v)
	seconds := int(math.Round((v - day) * 86400))
	if seconds == 86400 {
		day, seconds = day+1, 0
	}
	clock := fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	if s.kind == shapeTime && day == 0 {
		return strings.TrimSuffix(clock, ":00"), true
	}
	if from1904 {
		day += 1462
	}
	date := "1900-02-29" // Excel believes in this day
	switch {
	case day == 0:
		date = "1900-01-00"
	case day < 60:
		date = time.Date(1899, 12, 31+int(day), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case day > 60:
		date = time.Date(1899, 12, 30+int(day), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	switch {
	case s.kind == shapeMonth && strings.HasSuffix(date, "-01"):
		return date[:len(date)-3], true
	case seconds != 0 && (s.kind == shapeDateTime || s.kind == shapeTime):
		return date + " " + clock, true
	}
	return date, true
}

func generalText(v float64) string {
	size := math.Abs(v)
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "#NUM!"
	case v == math.Trunc(v) && size < 1e15:
		return strconv.FormatInt(int64(v), 10)
	case size >= 1e15:
		return exponent(strconv.FormatFloat(v, 'E', 5, 64))
	case size < 1e-4:
		return exponent(strconv.FormatFloat(v, 'E', 14, 64))
	}
	return rounded(v)
}

// fullText writes all digits, of which Excel keeps 15.
func fullText(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) < 1e15 || math.Abs(v) >= 1e30 {
		return generalText(v)
	}
	digits, power, _ := strings.Cut(strconv.FormatFloat(v, 'E', 14, 64), "E+")
	n, _ := strconv.Atoi(power)
	whole := strings.Replace(digits, ".", "", 1)
	return whole + strings.Repeat("0", max(0, n-14))
}

// rounded shows a fraction with the 15 digits that Excel keeps.
func rounded(v float64) string {
	short, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// exponent drops the zeros at the end of the digits: 1.20000E+20 is shown as 1.2E+20.
func exponent(s string) string {
	digits, power, _ := strings.Cut(s, "E")
	if strings.Contains(digits, ".") {
		digits = strings.TrimRight(strings.TrimRight(digits, "0"), ".")
	}
	return digits + "E" + power
}
