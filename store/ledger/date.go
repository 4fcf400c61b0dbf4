package ledger

import (
	"fmt"
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
	case d.DayOfMonth() == 0:
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

func digits(s string) bool {
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
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '!'+0xFEE0 && r <= '~'+0xFEE0:
			return r - 0xFEE0
		case r == '\u3000' || r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r == '\ufeff' || r == '\u200b' || r == '\u202c' || r == '\u202d' || r == '\u200e' || r == '\u200f':
			return -1
		}
		return r
	}, text))
}
