package value

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Sexes of GB/T 2261.1-2003, the two that an ID number can tell.
const (
	Male   = "1"
	Female = "2"
)

// NormalIDNumber drops white space and signs, narrows full-width characters and raises
// the letters of an ID number of any kind. What stands for the X at the end of a
// resident's number becomes it (see endsInX).
func NormalIDNumber(text string) string {
	s := endsInX(strings.ToUpper(Halfwidth(text)))
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		switch r {
		case '-', '\'', '’', '‘', '`', '"', '“', '”', '.', '·', ':', ';':
			return -1
		}
		return r
	}, s)
}

// endsInX puts the X at the end of seventeen digits that are followed by something else
// that people type for it: a star or a point, which are nearer at hand on the number
// pad, or the character that an input method made of the letter (下). The seventeen
// digits alone tell the last, so nothing is guessed: where it is no X, all stays.
func endsInX(s string) string {
	runes := []rune(strings.TrimSpace(s))
	if len(runes) < 18 {
		return s
	}
	last := runes[len(runes)-1]
	if !strings.ContainsRune("*.。·×✕✖", last) && !unicode.Is(unicode.Han, last) {
		return s
	}
	number := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\'' {
			return -1
		}
		return r
	}, string(runes[:len(runes)-1]))
	if len(number) != 17 || !AllDigits(number) || CheckDigit(number) != 'X' {
		return s
	}
	return number + "X"
}

// ResidentFault checks a resident ID number of 18 characters (GB 11643-1999,
// domain.md §4.1) that NormalIDNumber has cleaned, or a residence permit of Hong
// Kong, Macao and Taiwan residents, which follows the same rule. It gives nil when
// the number can be right; whether it lies in the future or too far back is asked
// of BornFault. A number of 15 digits is a soft fault with the new number on offer.
func ResidentFault(s string) *Fault {
	if SoundResident(s) {
		return nil
	}
	switch {
	case MaskedIDNumber(s):
		return Hard(Masked, "证件号码被遮住了，是脱敏过的，要完整的号码。请按证件填写。")
	case strings.Contains(s, "E+") || strings.HasSuffix(s, "E17"):
		return Hard(Damaged, "证件号码被 Excel 变成了科学计数，后几位已经丢失。请按证件重新填写。")
	case len(s) == 15 && AllDigits(s):
		full := Upgrade15(s)
		if f := ResidentFault(full); f != nil {
			return Hard("id.date", "15 位证件号码里的出生日期不对。请按证件核对。")
		}
		f := Soft(Old15, "这是 15 位的旧号码，可以升为 18 位，最后一位是 "+full[17:]+"。请与本人核对后按 F2 采用。")
		f.Offer = full
		return f
	case len(s) == 18 && AllDigits(s) && CheckDigit(s) != s[17] && strings.HasSuffix(s, "000"):
		return Hard(Damaged, "证件号码末尾是 000，像是被 Excel 改掉了后三位。请按证件重新填写。")
	case len(s) == 15 || (len(s) != 18 && AllDigits(strings.TrimSuffix(s, "X"))):
		return Hard("id.length", "证件号码应为 18 位，现在是 "+strconv.Itoa(len([]rune(s)))+" 位。请按证件核对。")
	case len(s) != 18 || !AllDigits(s[:17]) || (s[17] != 'X' && !AllDigits(s[17:])):
		return Hard("id.form", "证件号码应为 17 位数字加一位校验码。请按证件核对。")
	case !provinces[s[:2]]:
		return Hard("id.province", "证件号码前两位 "+s[:2]+" 不是省级代码。请按证件核对。")
	}
	if born := BornOf(s); !born.Real() {
		return Hard("id.date", "证件号码第 7 至 14 位不是真实的日期。请按证件核对。")
	}
	if c := CheckDigit(s); c != s[17] {
		return Hard("id.check", "证件号码的最后一位与前面对不上，多半抄错了一位。请按证件核对。")
	}
	return nil
}

// SoundResident says that ResidentFault has nothing against a number of 18 characters: nearly all that are asked about, of
// each member many times.
func SoundResident(s string) bool {
	return len(s) == 18 && AllDigits(s[:17]) && CheckDigit(s) == s[17] && provinceCodes[(s[0]-'0')*10+s[1]-'0'] && BornOf(s).Real()
}

// MaskedIDNumber says whether digits of a number that NormalIDNumber has cleaned are
// hidden by stars, crosses or the letter X; the X at the end of a whole one hides
// nothing.
func MaskedIDNumber(s string) bool {
	return strings.ContainsAny(s, "*×＊?？#●•") || len(s) > 6 && strings.Contains(s[:len(s)-1], "XX")
}

// BornFault asks what needs today's date: that nobody is born in the future or is older than most years.
func BornFault(s string, today Date, most int) *Fault {
	born := BornOf(s)
	switch {
	case born > today:
		return Hard("id.future", "证件号码里的出生日期还没有到。请按证件核对。")
	case born.YearsTo(today) > most:
		return Hard("id.age", "按证件号码算，年龄超过 "+strconv.Itoa(most)+" 岁。请按证件核对。")
	}
	return nil
}

// ResidentFacts are the birthday and the sex that a right resident number tells.
func ResidentFacts(s string) (born Date, sex string) {
	if (s[16]-'0')%2 == 1 {
		return BornOf(s), Male
	}
	return BornOf(s), Female
}

// Upgrade15 makes an 18-character number of a 15-digit one: 19 after the sixth
// digit, the check character at the end. It does not say that the result is right.
func Upgrade15(s string) string {
	s = s[:6] + "19" + s[6:]
	return s + string(CheckDigit(s))
}

// CheckDigit computes the eighteenth character from the first seventeen digits.
func CheckDigit(s string) byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return "10X98765432"[sum%11]
}

// BornOf reads digits 7 to 14 without asking whether they are a date.
func BornOf(s string) Date {
	n := 0
	for i := 6; i < 14; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return Date(n)
}

// PermitNumber says that a number of 18 characters is of a residence permit of Hong Kong, Macao or
// Taiwan residents (prefixes 810000, 820000, 830000).
func PermitNumber(s string) bool {
	return len(s) == 18 && (s[:6] == "810000" || s[:6] == "820000" || s[:6] == "830000")
}

// provinces are the first two digits of GB/T 2260, with 71, 81–83 and 91.
var provinces = func() map[string]bool {
	known := map[string]bool{}
	for _, p := range strings.Fields("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91") {
		known[p] = true
	}
	return known
}()

// provinceCodes are the same by their number.
var provinceCodes = func() (known [100]bool) {
	for code := range provinces {
		known[(code[0]-'0')*10+code[1]-'0'] = true
	}
	return known
}()

// IsProvince says that two digits are a province of GB/T 2260.
func IsProvince(s string) bool { return provinces[s] }

// Provinces are all of them in order.
func Provinces() []string { return slices.Sorted(maps.Keys(provinces)) }
