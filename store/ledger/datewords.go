package ledger

import (
	"regexp"
	"strconv"
	"strings"
)

// ParseDate reads a date as offices write it: 20190504, 2019.5.4, 2019-5-4,
// 2019/5/4, 2019年5月4日, 2019年5月, 2019.05, 201905, 2019, with other signs
// between (2019·5, 2019，5, 2019：5), in Chinese figures (二〇一九年五月), with words
// around it (2019年5月4日生, 星期六), full-width digits, a trailing time of day, and a
// spreadsheet's serial number (five digits). The empty text is no date. A date of the
// lunar calendar is not converted but refused in words of its own. It reports
// Malformed and changes nothing otherwise.
func ParseDate(text string) (Date, error) {
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
	if d, ok := plainDate(figured(dateWords.ReplaceAllString(strings.Trim(s, "'’‘`\""), ""))); ok {
		return d, nil
	}
	return 0, errDate
}

// plainDate reads a date of figures and signs.
func plainDate(s string) (Date, bool) {
	if i := strings.IndexAny(s, "T "); i >= 8 && strings.Contains(s[i:], ":") {
		s = s[:i]
	}
	if spread.MatchString(s) {
		s = strings.Join(strings.Fields(s), "-")
	}
	if whole, ok := strings.CutSuffix(s, ".0"); ok && digits(whole) {
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
	if digits(s) {
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
		if !digits(p) || len(p) > 4 || (i > 0 && len(p) > 2) {
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

var (
	errDate  = hard(Malformed, "日期看不懂。请写成 2019-05-04、2019-05 或 20190504。")
	errLunar = hard(Malformed, "这是农历的日期。请改成公历，写成 2019-05-04 或 2019-05。")
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
