package value

import (
	"strings"
)

var phoneSigns = strings.NewReplacer(" ", "", "(", "", ")", "-", "（", "", "）", "-", "—", "-", "–", "-", "－", "-", "转", "-")

// NormalPhone drops spaces, brackets and the country's 86 from a phone number, and
// the dashes of a mobile one.
func NormalPhone(text string) string {
	if len(text) == 11 && text[0] == '1' && AllDigits(text) {
		return text // nearly all
	}
	s := phoneSigns.Replace(Halfwidth(text))
	s = strings.TrimSuffix(strings.TrimPrefix(s, "+"), ".0")
	bare := strings.ReplaceAll(s, "-", "")
	for _, country := range []string{"0086", "86"} {
		if rest, ok := strings.CutPrefix(bare, country); ok && len(rest) == 11 && rest[0] == '1' {
			bare = rest
		}
	}
	if len(bare) == 11 && bare[0] == '1' && AllDigits(bare) {
		return bare
	}
	return strings.Trim(s, "-")
}

// PhoneFault checks a number that NormalPhone has cleaned: a mobile of 11 digits
// from 13 to 19, or a landline with an optional area and extension (domain.md
// §4.11). Every fault is soft.
func PhoneFault(s string) *Fault {
	switch {
	case strings.ContainsAny(s, "*＊×"):
		return Soft(Masked, "电话里有星号，是脱敏过的。请填写完整的号码。")
	case len(s) == 11 && AllDigits(s) && s[0] == '1':
		if s[1] < '3' {
			return Soft("phone", "手机号码第二位应为 3 至 9。请核对。")
		}
		return nil
	case Landline(s):
		return nil
	case len(s) == 10 && AllDigits(s) && s[0] == '1':
		return Soft("phone", "手机号码应为 11 位，现在是 10 位。请核对。")
	case len(s) >= 10 && len(s) <= 11 && AllDigits(s) && s[0] != '0' && Landline("0"+s[:3]+"-"+s[3:]):
		return Soft("phone", "电话像是少了开头的 0。请核对区号，例如 0739-5321234。")
	}
	return Soft("phone", "电话号码不对。手机 11 位，座机写成 0739-5321234。请核对。")
}

// Landline matches (0\d{2,3}-)?\d{7,8}(-\d{1,6})?, with the area's dash optional.
func Landline(s string) bool {
	parts := strings.Split(s, "-")
	if len(parts[0]) >= 3 && len(parts[0]) <= 4 && parts[0][0] == '0' && AllDigits(parts[0]) && len(parts) > 1 {
		parts = parts[1:]
	} else if len(parts[0]) >= 10 && len(parts[0]) <= 12 && parts[0][0] == '0' && AllDigits(parts[0]) {
		area := 4
		if parts[0][1] <= '2' {
			area = 3
		}
		parts[0] = parts[0][area:]
	}
	if !AllDigits(parts[0]) || len(parts[0]) < 7 || len(parts[0]) > 8 {
		return false
	}
	return len(parts) == 1 || (len(parts) == 2 && AllDigits(parts[1]) && len(parts[1]) <= 6)
}

// ReadPhone reads a phone as somebody wrote it: its plain form, or the text itself with what is wrong; "" is none.
func ReadPhone(text string) (string, *Fault) {
	s := NormalPhone(text)
	if s == "" {
		return "", nil
	}
	if f := PhoneFault(s); f != nil {
		return OneLine(text), f
	}
	return s, nil
}

// ReadCreditCode reads the code of an enterprise as somebody wrote it; "" is none.
func ReadCreditCode(text string) (string, *Fault) {
	s := NormalIDNumber(text)
	if s == "" {
		return "", nil
	}
	return s, CreditCodeFault(s)
}
