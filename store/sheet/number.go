package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

const lastSerial = 2958466 // 10000-01-01: what Excel no longer shows as a date

func (s *section) moment(v float64, from1904 bool) (string, bool) {
	if v < 0 || v >= lastSerial || math.IsNaN(v) {
		return "", false
	}
	day := math.Floor(v)
	seconds := int(math.Round((v - day) * 86400))
	if seconds == 86400 {
		day, seconds = day+1, 0
	}
	clock := ""
	if s.kind == kindDateTime || s.kind == kindTime {
		clock = fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	if s.kind == kindTime && day == 0 {
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
	case s.kind == kindMonth && strings.HasSuffix(date, "-01"):
		return date[:len(date)-3], true
	case seconds != 0 && clock != "":
		return date + " " + clock, true
	}
	return date, true
}

// instant shows a day and time as XML writes it, 2013-02-04T00:00:00.000, as number shows a serial.
func (f *format) instant(text string) string {
	day, clock, _ := strings.Cut(strings.TrimSpace(text), "T")
	clock, _, _ = strings.Cut(strings.TrimSuffix(clock, "Z"), ".")
	kind := byte(kindDateTime)
	if f != nil && len(f.sections) > 0 && f.sections[0].dated() {
		kind = f.sections[0].kind
	}
	switch {
	case kind == kindTime && (day == "1899-12-31" || day == "1899-12-30" || day == "1904-01-01") && clock != "":
		return strings.TrimSuffix(clock, ":00")
	case kind == kindMonth && strings.HasSuffix(day, "-01"):
		return day[:len(day)-3]
	case clock == "" || clock == "00:00:00" || kind == kindDate || kind == kindMonth:
		return day
	}
	return day + " " + clock
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
	if s := strconv.FormatFloat(v, 'f', -1, 64); len(s) <= 16 {
		return s
	}
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
