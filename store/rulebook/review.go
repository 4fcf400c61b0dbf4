package rulebook

import "tuanjian/store/value"

// ReviewYear is the year that the newest appraisals and ratings on a day are about: where they begin in the second half of a
// year, that year; where in the first, the year before (domain.md §1.5: the fourth quarter, or January).
func (l *Life) ReviewYear(today value.Date) int {
	year := today.Year()
	if today.Month() < l.ReviewMonth {
		year--
	}
	if l.ReviewMonth <= 6 {
		year--
	}
	return year
}

// Reviewing says that a day is in the season of appraisals and ratings.
func (l *Life) Reviewing(today value.Date) bool {
	return (today.Month()-l.ReviewMonth+12)%12 < l.ReviewMonths
}

// Asked is how many of what a year asks are asked by a day of it, month by month: of 12 in a year 6 by the end of June.
func Asked(year int, today value.Date) int {
	months := today.Month()
	if today.AddDays(1).Month() == months {
		months--
	}
	return year * months / 12
}
