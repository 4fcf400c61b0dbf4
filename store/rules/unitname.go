package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tuanjian/store/value"
)

// unitNames are the ways in which one enterprise's name is written, brought to one
// form: width, case, spaces, brackets and other signs aside, 有限责任公司 as 有限公司.
// The first is the whole name; behind it are those without the form of company at the
// end and without some of the places in front. Two names may be one enterprise's when
// the whole of one is among those of the other: 邵阳市东升五金有限责任公司 and 东升五金,
// but not those of 邵阳市 and 长沙市. An empty name has none.
func unitNames(name string) []string {
	s := unitSigns.Replace(strings.ToLower(value.Halfwidth(name)))
	if s == "" {
		return nil
	}
	s = strings.ReplaceAll(s, "有限责任公司", "有限公司")
	places, rest := unitPlaces(s)
	bare := rest
	for _, form := range unitForms {
		if cut, ok := strings.CutSuffix(rest, form); ok && utf8.RuneCountInString(cut) >= shortestUnit {
			bare = cut
			break
		}
	}
	whole := strings.Join(places, "")
	names := []string{whole + rest}
	add := func(n string) {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	for some := range 1 << len(places) {
		front := ""
		for i, p := range places {
			if some>>i&1 == 1 {
				front += p
			}
		}
		add(front + rest)
		add(front + bare)
	}
	return names
}

// OneUnit says that two names may be one enterprise's.
func OneUnit(a, b string) bool {
	x, y := unitNames(a), unitNames(b)
	return len(x) > 0 && len(y) > 0 && (slices.Contains(x, y[0]) || slices.Contains(y, x[0]))
}

// shortestUnit is the number of characters below which what is left names nobody.
const shortestUnit = 2

var unitSigns = strings.NewReplacer(" ", "", "(", "", ")", "", "[", "", "]", "", "【", "", "】", "", "〔", "", "〕", "", "「", "", "」", "",
	"<", "", ">", "", "《", "", "》", "", "“", "", "”", "", "\"", "", "'", "", "·", "", "•", "", "-", "", "—", "", "_", "", ".", "", "。", "", ",", "", "、", "", "*", "")

// unitForms are what may stand at the end of a name or be left out, the longer ones
// first. 股份有限公司 is a form of its own.
var unitForms = []string{"股份有限公司", "特殊普通合伙", "普通合伙", "有限合伙", "个人独资", "个体工商户", "有限公司", "公司"}

// unitPlaces takes the places off the front of a name, without the words 省, 市, 区, 县.
func unitPlaces(s string) (places []string, rest string) {
	rest = s
	for _, p := range provinces {
		cut, ok := strings.CutPrefix(rest, p)
		if !ok {
			continue
		}
		for _, w := range []string{"省", "市", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区"} {
			cut = strings.TrimPrefix(cut, w)
		}
		if utf8.RuneCountInString(cut) >= shortestUnit {
			places, rest = append(places, p), cut
		}
		break
	}
	for _, level := range []string{"市", "区县市旗"} {
		if p, cut := unitPlace(rest, level); p != "" {
			places, rest = append(places, p), cut
		}
	}
	return places, rest
}

// unitPlace finds a place of two to four characters before one of the words, and what
// comes behind it. A word that belongs to another, as in 超市 and 小区, ends no place.
func unitPlace(s, words string) (place, rest string) {
	runes := []rune(s)
	for i := 2; i <= 4 && i+shortestUnit < len(runes); i++ {
		if !strings.ContainsRune(words, runes[i]) {
			continue
		}
		if strings.ContainsRune("超城门股夜花菜集早都小园社校景片库矿林牧新发业山", runes[i-1]) || strings.ContainsRune("场部民", runes[i+1]) {
			return "", s
		}
		return string(runes[:i]), string(runes[i+1:])
	}
	return "", s
}

// provinces begin the names of enterprises, with their word or without (GB/T 2260).
var provinces = []string{"北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
	"广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门"}
