package ledger

import "strings"

// CreditCodeFault checks an enterprise's code that NormalIDNumber has cleaned: a
// unified social credit code (GB 32100-2015, domain.md §4.2) or a registration
// number of 15 digits (GS15-2006, taken as it is). Every fault is soft: the
// enterprise exists whatever its papers say.
func CreditCodeFault(s string) *Fault {
	const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	if len(s) == 15 && digits(s) {
		return nil
	}
	if strings.Contains(s, "E+") {
		return soft(Damaged, "统一社会信用代码被 Excel 变成了科学计数，后几位已经丢失。请按营业执照重新填写。")
	}
	if len(s) != 18 {
		return soft("credit.length", "统一社会信用代码应为 18 位，现在是 "+itoa(len([]rune(s)))+" 位。请按营业执照核对。")
	}
	weights := [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	sum := 0
	for i := range 18 {
		at := strings.IndexByte(letters, s[i])
		if at < 0 {
			return soft("credit.letter", "统一社会信用代码里不会有“"+string([]rune(s)[i:][:1])+"”（I、O、S、V、Z 不用）。请按营业执照核对。")
		}
		if i < 17 {
			sum += at * weights[i]
		}
	}
	if letters[(31-sum%31)%31] != s[17] {
		return soft("credit.check", "统一社会信用代码的最后一位与前面对不上，多半抄错了一位。请按营业执照核对。")
	}
	if organisationDigit(s[8:16]) != s[16] {
		return soft("credit.organisation", "统一社会信用代码中第 9 至 17 位的组织机构代码校验不符，个别早年的代码确实如此。请按营业执照核对。")
	}
	return nil
}

// organisationDigit computes the check character of an organisation code (GB 11714):
// letters count from A = 10.
func organisationDigit(s string) byte {
	sum := 0
	for i, w := range [8]int{3, 7, 9, 10, 5, 8, 4, 2} {
		v := int(s[i] - '0')
		if s[i] >= 'A' {
			v = int(s[i]-'A') + 10
		}
		sum += v * w
	}
	return "0X987654321"[sum%11]
}
