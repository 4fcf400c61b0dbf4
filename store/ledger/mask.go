package ledger

import (
	"strings"

	"tuanjian/store/value"
)

// A Veil is how much of people's numbers one output shows: a sheet, a form, a page, a
// message. It belongs to the output as a whole, since what stands in one column gives
// away what is hidden in another.
type Veil uint8

// The veils. Bare hides nothing, for who asked for the whole and said why. Ends leaves
// the first six and the last four of an ID number (domain.md §5). Start leaves the first
// six alone: with a date of birth in sight the last four would leave one number in eleven
// days, and with the day nothing at all to guess.
const (
	Bare Veil = iota
	Ends
	Start
)

// VeilOver is the veil of a masked output that shows these columns. Of an output of
// several tables it is the greatest of theirs.
func VeilOver(columns ...Column) Veil {
	for _, c := range columns {
		if c.Birth {
			return Start
		}
	}
	return Ends
}

// Mask hides of a column's text what the veil hides: of an ID number and a phone their
// digits, in words of any kind too, of a date of birth the day. The phone of a company or
// an organisation stays where it is a landline, which stands on its signboard. Names of
// other records are words, and their IDs and codes stay. A text that is too short to hide enough in is hidden as a whole. Masking
// twice is masking once.
func (v Veil) Mask(c Column, text string) string {
	if v == Bare || text == "" {
		return text
	}
	switch c.Shape {
	case Day8:
		if c.Birth {
			return monthOf(text)
		}
		return text
	case Ref:
		if _, err := value.IDs(text); err == nil {
			return text
		}
	case Number, Amount, Month6:
		return text
	case IDCard:
		if c.Secret {
			return maskIDNumber(text, v)
		}
	case Phone:
		if c.Secret {
			return maskPhone(text)
		}
	case Credit:
		if wholeCredit(text) {
			return text
		}
	}
	return hideWithin(text, c.Shape)
}

// wholeCredit says that a text is a company's code and nobody's number. Codes of the first
// years have an organisation's part that does not agree in itself; they and the old
// registration numbers may not read as the place and the birthday of a person.
func wholeCredit(text string) bool {
	switch f := value.CreditCodeFault(text); {
	case f == nil && len(text) == residentOld:
		return !likelyOld(text)
	case f == nil:
		return !value.SoundResident(text)
	default:
		return f.Code == "credit.organisation" && !likely(text)
	}
}

// monthOf leaves the day of a date out; what is no date stays.
func monthOf(text string) string {
	if d, err := value.ParseDate(text); err == nil && d.DayOfMonth() != 0 {
		return value.Day(d.Year(), d.Month(), 0).String()
	}
	return text
}

// maskIDNumber takes a number of any paper. One that is shorter than a resident's old
// number has no place and no birthday in it: two characters stay at either end, of a
// short one none.
func maskIDNumber(text string, v Veil) string {
	n := len([]rune(text))
	switch {
	case n >= residentOld && v == Start:
		return stars(text, 6, 0)
	case n >= residentOld:
		return stars(text, 6, 4)
	case n >= 8 && v == Start:
		return stars(text, 2, 0)
	case n >= 8:
		return stars(text, 2, 2)
	}
	return stars(text, 0, 0)
}

const residentOld = 15 // digits of a resident's number before 1999

// maskPhone keeps the first three and the last four digits of a mobile number and of a
// landline with its area (domain.md §5); of a shorter one a third, so that at least five
// digits have to be guessed, and of an extension nothing.
func maskPhone(text string) string {
	switch n := len([]rune(text)); {
	case n >= 11:
		return stars(text, 3, 4)
	case n >= 7:
		return stars(text, 0, n/3)
	}
	return stars(text, 0, 0)
}

// stars hides all but some characters at the ends of a text.
func stars(text string, head, tail int) string {
	runes := []rune(text)
	end := len(runes) - tail
	return string(runes[:head]) + strings.Repeat("*", end-head) + string(runes[end:])
}

// NumberTail is the end of an ID number by which people of one name are told apart where
// nothing of their birth is shown: four characters, "" of a number too short to keep the
// rest of it hidden.
func NumberTail(number string) string {
	if runes := []rune(number); len(runes) >= residentOld {
		return string(runes[len(runes)-4:])
	} else if len(runes) >= 8 {
		return string(runes[len(runes)-2:])
	}
	return ""
}

// TellsLess says that a date as written is the month or the year of one that is known to
// the day, so that it says nothing new: a masked table comes back with months.
func TellsLess(written, known string) bool {
	w, err := value.ParseDate(written)
	k, knownErr := value.ParseDate(known)
	return err == nil && knownErr == nil && w != k && sameDate(w, k)
}
