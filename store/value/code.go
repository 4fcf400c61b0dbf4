package value

import (
	"strconv"
	"strings"
)

// RegionFault checks the 12-digit code of a community: 6 digits of GB/T 2260, 3 of
// the street, 3 of the committee (domain.md §4.10). Every fault is soft.
func RegionFault(s string) *Fault {
	switch {
	case len(s) != 12 || !AllDigits(s):
		return Soft("region.length", "社区代码应为 12 位数字。请查统计用区划代码。")
	case !provinces[s[:2]]:
		return Soft("region.province", "社区代码前两位 "+s[:2]+" 不是省级代码。请核对。")
	case s[6:9] < "001" || s[6:9] > "599":
		return Soft("region.street", "社区代码第 7 至 9 位 "+s[6:9]+" 不是街道、镇或乡。请核对。")
	case s[9:] == "000":
		return Soft("region.community", "这是街道本身的代码，不是社区的。请核对后三位。")
	case s[9:] > "599":
		return Soft("region.committee", "社区代码后三位 "+s[9:]+" 不是居委会或村委会。请核对。")
	}
	return nil
}

// VillageCode says that a right code belongs to a villagers' committee (200–399).
func VillageCode(s string) bool { return len(s) == 12 && s[9:] >= "200" && s[9:] < "400" }

// ReadRegion reads the code of a community as somebody wrote it; "" is none.
func ReadRegion(text string) (string, *Fault) {
	s := NormalIDNumber(text)
	if s == "" {
		return "", nil
	}
	return s, RegionFault(s)
}

// CreditCodeFault checks an enterprise's code that NormalIDNumber has cleaned: a
// unified social credit code (GB 32100-2015, domain.md §4.2) or a registration
// number of 15 digits (GS15-2006, taken as it is). Every fault is soft: the
// enterprise exists whatever its papers say.
func CreditCodeFault(s string) *Fault {
	const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	if len(s) == 15 && AllDigits(s) {
		return nil
	}
	if strings.Contains(s, "E+") {
		return Soft(Damaged, "统一社会信用代码被 Excel 变成了科学计数，后几位已经丢失。请按营业执照重新填写。")
	}
	if len(s) != 18 {
		return Soft("credit.length", "统一社会信用代码应为 18 位，现在是 "+strconv.Itoa(len([]rune(s)))+" 位。请按营业执照核对。")
	}
	weights := [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	sum := 0
	for i := range 18 {
		at := strings.IndexByte(letters, s[i])
		if at < 0 {
			return Soft("credit.letter", "统一社会信用代码里不会有“"+string([]rune(s)[i:][:1])+"”（I、O、S、V、Z 不用）。请按营业执照核对。")
		}
		if i < 17 {
			sum += at * weights[i]
		}
	}
	if letters[(31-sum%31)%31] != s[17] {
		return Soft("credit.check", "统一社会信用代码的最后一位与前面对不上，多半抄错了一位。请按营业执照核对。")
	}
	if organisationDigit(s[8:16]) != s[16] {
		return Soft("credit.organisation", "统一社会信用代码中第 9 至 17 位的组织机构代码校验不符，个别早年的代码确实如此。请按营业执照核对。")
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

// UniqueDevNumber says that a number is of the national series: it is one person's and refused to a second (domain.md §1.2).
func UniqueDevNumber(number string) bool {
	return AllDigits(number) && (len(number) == 12 || len(number) == 16)
}
