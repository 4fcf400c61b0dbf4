package value

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A Date is a day, a month or a year, each a real value of its own: 20190504,
// 20190500, 20190000 as a decimal number. Zero is no date. Dates of one precision
// compare as numbers.
type Date int32

// Day makes a date; zero month or day lower its precision.
func Day(year, month, day int) Date { return Date(year*10000 + month*100 + day) }

// DayOf is the calendar day of t in t's own zone.
func DayOf(t time.Time) Date { return Day(t.Year(), int(t.Month()), t.Day()) }

// Year, Month and DayOfMonth are 0 where the date does not say.
func (d Date) Year() int       { return int(d) / 10000 }
func (d Date) Month() int      { return int(d) / 100 % 100 }
func (d Date) DayOfMonth() int { return int(d) % 100 }

// String is 2019-05-04, 2019-05, 2019 or "".
func (d Date) String() string {
	switch {
	case d == 0:
		return ""
	case d.Month() == 0:
		return fmt.Sprintf("%04d", d.Year())
	case d.DayOfMonth() == 0 && d.Year() > 9999:
		return fmt.Sprintf("%04d-%02d", d.Year(), d.Month())
	}
	b := []byte("0000-00-00")
	put := func(at, n, v int) {
		for ; n > 0; n-- {
			b[at+n-1] = byte('0' + v%10)
			v /= 10
		}
	}
	put(0, 4, d.Year())
	put(5, 2, d.Month())
	if d.DayOfMonth() == 0 {
		return string(b[:7])
	}
	put(8, 2, d.DayOfMonth())
	return string(b)
}

// Dotted is how paper shows a date: 2019.05.04, 2019.05.
func (d Date) Dotted() string { return strings.ReplaceAll(d.String(), "-", ".") }

// First and Last are the earliest and the latest day that the date can mean.
func (d Date) First() Date {
	if d == 0 {
		return 0
	}
	return Day(d.Year(), max(1, d.Month()), max(1, d.DayOfMonth()))
}

// Last is the latest day that the date can mean.
func (d Date) Last() Date {
	if d == 0 {
		return 0
	}
	month := d.Month()
	if month == 0 {
		month = 12
	}
	if d.DayOfMonth() != 0 {
		return d
	}
	return Day(d.Year(), month, daysIn(d.Year(), month))
}

// MonthStart is the first day of the month in which the date begins.
func (d Date) MonthStart() Date {
	if d == 0 {
		return 0
	}
	return Day(d.Year(), max(1, d.Month()), 1)
}

// AddYears keeps the precision; 29 February becomes the 28th in a common year
// (domain.md §1.3, vectors of the term).
func (d Date) AddYears(n int) Date {
	if d == 0 {
		return 0
	}
	year := d.Year() + n
	return Day(year, d.Month(), min(d.DayOfMonth(), daysIn(year, d.Month())))
}

// AddMonths keeps the precision of a day or a month, and takes the month's last day
// where it is too short: six months after 31 August end on 28 February.
func (d Date) AddMonths(n int) Date {
	if d == 0 || d.Month() == 0 {
		return d
	}
	first := onCalendar(d.Year(), d.Month()+n, 1)
	year, month := first.Year(), int(first.Month())
	return Day(year, month, min(d.DayOfMonth(), daysIn(year, month)))
}

// AddDays counts whole days from the first day that d can mean.
func (d Date) AddDays(n int) Date {
	f := d.First()
	return DayOf(onCalendar(f.Year(), f.Month(), f.DayOfMonth()+n))
}

// DaysTo is the number of days from d to later, both at the first day that they can
// mean; negative when later is before d.
func (d Date) DaysTo(later Date) int {
	from, to := d.First(), later.First()
	return int(onCalendar(to.Year(), to.Month(), to.DayOfMonth()).Sub(onCalendar(from.Year(), from.Month(), from.DayOfMonth())).Hours() / 24)
}

// YearsTo is the number of full years from d to later, both at their fullest
// precision: the birthday itself counts. It is negative only when later is before d.
func (d Date) YearsTo(later Date) int {
	n := later.Year() - d.Year()
	if int(later)%10000 < int(d)%10000 {
		n--
	}
	return n
}

// daysIn takes month 0, which is 31 days long as the December before.
func daysIn(year, month int) int { return onCalendar(year, month+1, 0).Day() }

// onCalendar counts on from months that are too short.
func onCalendar(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// Real says that the date is on the calendar, between 1850 and 2199.
func (d Date) Real() bool {
	y, m, day := d.Year(), d.Month(), d.DayOfMonth()
	if y < 1850 || y > 2199 || m > 12 || (m == 0 && day != 0) {
		return false
	}
	return day <= daysIn(y, m)
}

// sixDigits reads 201905 and 190504: the year and month of somebody living, else a
// day with a year of two digits, else any year and month.
func sixDigits(n int) Date {
	month, day := Date(n*100), Day(century(n/10000), n/100%100, n%100)
	if y := month.Year(); month.Real() && month.Month() != 0 && (y >= 1930 || !day.Real()) {
		return month
	}
	if day.DayOfMonth() == 0 {
		return 0
	}
	return day
}

// century reads a two-digit year: the programme's people were born and joined
// between 1950 and 2049.
func century(y int) int {
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

// serial reads a spreadsheet's day count from 1899-12-30; only 1927 to 2099 are
// taken, so that a postcode is no date.
func serial(n int) Date {
	d := DayOf(onCalendar(1899, 12, 30+n))
	if d.Year() < 1927 || d.Year() > 2099 {
		return 0
	}
	return d
}

// AllDigits says that a text is of the digits 0 to 9 and not empty.
func AllDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// Halfwidth turns full-width letters, digits, signs and spaces into plain ones and
// trims the ends. Chinese punctuation that has no twin stays.
func Halfwidth(text string) string {
	plain := true
	for i := range len(text) {
		if text[i] >= 0x80 || text[i] < ' ' {
			plain = false
			break
		}
	}
	if plain {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(strings.Map(HalfRune, text))
}

// HalfRune is Halfwidth for one character, -1 for those that nobody sees.
func HalfRune(r rune) rune {
	switch {
	case r >= 0x4e00 && r < 0xa000: // nearly all
		return r
	case r >= '!'+0xFEE0 && r <= '~'+0xFEE0:
		return r - 0xFEE0
	case r == '\u3000' || r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
		return ' '
	case r == '\ufeff' || r == '\u200b' || r == '\u202c' || r == '\u202d' || r == '\u200e' || r == '\u200f':
		return -1
	}
	return r
}

// ParseDate reads a date as offices write it: 20190504, 2019.5.4, 2019-5-4,
// 2019/5/4, 2019年5月4日, 2019年5月, 2019.05, 201905, 2019, with other signs
// between (2019·5, 2019，5, 2019：5), in Chinese figures (二〇一九年五月), with words
// around it (2019年5月4日生, 星期六), full-width digits, a trailing time of day, and a
// spreadsheet's serial number (five digits). The empty text is no date. A date of the
// lunar calendar is not converted but refused in words of its own. It reports
// Malformed and changes nothing otherwise.
func ParseDate(text string) (Date, error) {
	if d, ok := ownDate(text); ok {
		return d, nil
	}
	s := Halfwidth(text)
	if s == "" {
		return 0, nil
	}
	if d, ok := plainDate(s); ok {
		return d, nil
	}
	if lunar(s) {
		return 0, errLunar
	}
	bare := strings.Trim(s, "'’‘`\"")
	if strings.ContainsAny(bare, inDateWords) {
		bare = dateWords.ReplaceAllString(bare, "")
	}
	if bare = figured(bare); bare != s {
		if d, ok := plainDate(bare); ok {
			return d, nil
		}
	}
	return 0, errDate
}

// ownDate reads a day as String writes it, as nearly all are that are asked about.
func ownDate(s string) (Date, bool) {
	if len(s) != len("2019-05-04") || s[4] != '-' || s[7] != '-' {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		switch {
		case i == 4 || i == 7:
		case s[i] >= '0' && s[i] <= '9':
			n = n*10 + int(s[i]-'0')
		default:
			return 0, false
		}
	}
	d := Date(n)
	return d, d.Month() != 0 && d.DayOfMonth() != 0 && d.Real()
}

// plainDate reads a date of figures and signs.
func plainDate(s string) (Date, bool) {
	if i := strings.IndexAny(s, "T "); i >= 8 && strings.Contains(s[i:], ":") {
		s = s[:i]
	}
	if strings.Contains(s, " ") && spread.MatchString(s) {
		s = strings.Join(strings.Fields(s), "-")
	}
	if whole, ok := strings.CutSuffix(s, ".0"); ok && AllDigits(whole) {
		s = whole
	}
	if month := strings.Index(s, "月"); month >= 0 && month <= 2 && !strings.Contains(s, "年") {
		return 0, false // 12月3日 is of no year
	}
	s = dateSigns.Replace(s)
	s = strings.Trim(s, "-")
	for strings.Contains(s, "--") {
		s = strings.ReplaceAll(s, "--", "-")
	}
	var d Date
	if AllDigits(s) {
		n, _ := strconv.Atoi(s)
		switch len(s) {
		case 8:
			d = Date(n)
		case 6:
			d = sixDigits(n)
		case 5:
			d = serial(n)
		case 4:
			d = Date(n * 10000)
		}
		return d, d.Real()
	}
	parts := strings.Split(s, "-")
	if len(parts) > 3 {
		return 0, false
	}
	var n [3]int
	for i, p := range parts {
		if !AllDigits(p) || len(p) > 4 || (i > 0 && len(p) > 2) {
			return 0, false
		}
		n[i], _ = strconv.Atoi(p)
		if n[i] == 0 {
			return 0, false
		}
	}
	if len(parts[0]) == 2 {
		n[0] = century(n[0])
	}
	d = Day(n[0], n[1], n[2])
	return d, d.Real()
}

// spread is a date with nothing but spaces between its figures: 1998 10 5.
var spread = regexp.MustCompile(`^[0-9]{4} +[0-9]{1,2}( +[0-9]{1,2})?$`)

// dateSigns turns all that offices put between year, month and day into dashes.
var dateSigns = strings.NewReplacer(" ", "", "年", "-", "月份", "-", "月", "-", "日", "", "号", "", ".", "-", "/", "-", "。", "-", "、", "-", "_", "-", "—", "-", "–", "-", "\\", "-",
	",", "-", "，", "-", "·", "-", "•", "-", "・", "-", "‧", "-", ":", "-", "|", "-", "－", "-", "−", "-")

// dateWords are what people write around a date and what does not change it.
var dateWords = regexp.MustCompile(`^(出生于|生于|出生|于|公元|约)\s*|\s*(出生|生|入团|入党|加入|成立|建立)$|[（(](公历|阳历|新历|身份证|生)[)）]|(公历|阳历|新历)|[（(]?(星期|周|礼拜)[一二三四五六日天][)）]?|(上午|下午|凌晨).*$`)

// inDateWords are characters of which dateWords needs one at least.
const inDateWords = "生于元约入立历证期周拜午晨"

var (
	errDate  = Hard(Malformed, "日期看不懂。请写成 2019-05-04、2019-05 或 20190504。")
	errLunar = Hard(Malformed, "这是农历的日期。请改成公历，写成 2019-05-04 或 2019-05。")
)

// lunar says whether a date is of the lunar calendar, which nobody should guess at.
func lunar(s string) bool {
	for _, w := range []string{"农历", "阴历", "旧历", "(农)", "（农）", "腊月", "正月", "冬月", "闰", "初一", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// figured writes Chinese figures as digits: 二〇〇〇年十二月廿三日 is 2000年12月23日.
func figured(s string) string {
	if !strings.ContainsAny(s, "〇零○Ｏ一二三四五六七八九十廿卅") {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	for i := 0; i < len(runes); {
		n := i
		for n < len(runes) && strings.ContainsRune("〇零○Ｏ一二三四五六七八九十廿卅", runes[n]) {
			n++
		}
		if n == i {
			b.WriteRune(runes[i])
			i++
			continue
		}
		b.WriteString(figures(runes[i:n]))
		i = n
	}
	return b.String()
}

// figures reads a run of Chinese figures: the digits of a year, or a number to 39.
func figures(run []rune) string {
	digit := map[rune]int{'〇': 0, '零': 0, '○': 0, 'Ｏ': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	tens := map[rune]int{'十': 10, '廿': 20, '卅': 30}
	out, number, counted := "", 0, false
	for i, r := range run {
		if ten, ok := tens[r]; ok {
			if r == '十' && i > 0 {
				ten *= digit[run[i-1]]
				number -= digit[run[i-1]]
			}
			number, counted = number+ten, true
			continue
		}
		number += digit[r]
		out += strconv.Itoa(digit[r])
	}
	if counted {
		return strconv.Itoa(number)
	}
	return out
}
