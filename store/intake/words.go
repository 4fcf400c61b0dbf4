package intake

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/sheet"
	"tuanjian/store/value"
)

// What the intake knows of how offices call their columns, and of how the values
// of a column look.

// Keys that no table has as a field and that the intake understands: see ledger.Sheet.Besides.
const (
	remarkKey   = ledger.RemarkKey
	partyKey    = "isparty"  // whether he is in the Party
	memberKey   = "ismember" // whether he is a member at all
	leagueNoKey = "leagueno" // a number that is 发展团员编号 or 团员证编号, as its digits say
)

// recordKey is the hidden column by which our own workbooks name their records; its head is ledger.RecordHead.
const recordKey = "record"

// plainValues are the columns that are plain from what stands in them.
var plainValues = map[ledger.Kind][]sheet.Value{
	ledger.Members: {
		{Key: "idno", Fits: isResidentNumber, Near: digitsFrom(14, 20), Proof: true, Signs: "居民身份证件号码二代有效公民第正式本人个"},
		{Key: "phone", Fits: isMobile, Near: digitsFrom(9, 13), Proof: true, Signs: "手机电话号码联系移动本人个固定方式常用办公"},
		{Key: "sex", Fits: func(s string) bool { return s == "男" || s == "女" }},
		{Key: "nation", Fits: listed(codes.Nations)},
		{Key: "standing", Fits: listed(codes.Standings)},
		{Key: "schooling", Fits: listed(codes.Schoolings)},
		{Key: "branch", Fits: func(s string) bool { return strings.HasSuffix(s, "支部") }},
		{Key: "unit", Fits: isUnit},
		{Key: "address", Fits: isAddress},
		{Key: "name", Fits: isNameCell, First: true, Plain: plainlyNamed}, // 东升电子 looks like a person too, but stands behind the number
	},
	ledger.Enterprises: {
		{Key: "credit", Fits: isCredit, Proof: true},
		{Key: "phone", Fits: func(s string) bool { return isMobile(s) || isLandline(s) }},
		{Key: "name", Fits: isUnit},
		{Key: "address", Fits: isAddress},
		{Key: "boss", Fits: isPerson},
	},
}

func listed(l *codes.List) func(string) bool {
	return func(s string) bool {
		if s == "" || s[0] < 0x80 {
			return false
		}
		_, ok := l.Code(s)
		return ok
	}
}

// isResidentNumber takes an ID number of 18 characters, part of it masked or not,
// by its look: whether it is right is judged with the row.
func isResidentNumber(text string) bool {
	if len(text) < 18 {
		return false
	}
	s := value.NormalIDNumber(text)
	if len(s) != 18 || strings.Trim(s[:6]+s[16:17], "0123456789*X") != "" {
		return false
	}
	if strings.Trim(s[:17], "0123456789") != "" {
		return strings.Trim(s, "0123456789*X") == "" && strings.Count(s, "*")+strings.Count(s, "X") >= 4
	}
	return value.Date(figures8(s[6:14])).Real() && (s[17] == 'X' || s[17] >= '0' && s[17] <= '9')
}

// digitsFrom takes a number of so many digits, one character that is none among them: a
// number that was meant and miscopied.
func digitsFrom(least, most int) func(string) bool {
	return func(text string) bool {
		s := value.NormalIDNumber(text)
		digits := 0
		for _, r := range s {
			if r >= '0' && r <= '9' {
				digits++
			}
		}
		return digits >= least && digits <= most && len(s)-digits <= 1
	}
}

func figures8(digits string) (n int) {
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func isMobile(text string) bool {
	if len(text) < 11 || len(text) > 40 {
		return false
	}
	s := value.NormalPhone(text)
	return len(s) == 11 && s[0] == '1' && s[1] >= '3' && strings.Trim(s, "0123456789") == ""
}

func isLandline(text string) bool {
	s := value.NormalPhone(text)
	return len(s) >= 7 && value.PhoneFault(s) == nil
}

// isCredit takes a credit code by its look; a number that looks like a resident's is one only if its check holds.
func isCredit(text string) bool {
	s := value.NormalIDNumber(text)
	if isResidentNumber(text) && value.CreditCodeFault(s) != nil {
		return false
	}
	return len(s) == 18 && s[0] >= '1' && s[0] <= '9' && strings.Trim(s, "0123456789ABCDEFGHJKLMNPQRTUWXY") == "" && strings.Trim(s[2:8], "0123456789") == ""
}

var unitEnds = []string{"公司", "厂", "店", "中心", "医院", "学校", "局", "所", "合作社", "经营部", "商行", "超市", "酒店", "工作室", "银行", "集团", "馆", "院", "社"}

func isUnit(text string) bool {
	return utf8.RuneCountInString(text) >= 3 && slices.ContainsFunc(unitEnds, func(w string) bool { return strings.HasSuffix(text, w) })
}

// isGroup takes what alone in a row says whose members stand below: a branch, an
// enterprise, with a number before it and a count behind.
func isGroup(text string) bool {
	name := groupName(text)
	if !isUnit(name) { // 东升五金有限公司团员
		for _, w := range []string{"团员", "青年", "职工", "人员", "成员"} {
			if cut, ok := strings.CutSuffix(name, w); ok && (isUnit(cut) && !isPerson(cut) || strings.HasSuffix(cut, "支部")) {
				return true
			}
		}
	}
	return utf8.RuneCountInString(name) < 30 && (strings.HasSuffix(name, "支部") || strings.HasSuffix(name, "团委") || strings.HasSuffix(name, "委员会") || strings.HasSuffix(name, "班子") || isUnit(name) && !isPerson(name))
}

// groupName is a group's title without number, label, count and what else stands behind:
// （二）长虹印务团支部（12人） is 长虹印务团支部.
func groupName(text string) string {
	name := unnumbered(strings.TrimSpace(text))
	if label, value, ok := strings.Cut(strings.ReplaceAll(name, ":", "："), "："); ok && strings.TrimSpace(value) != "" && (strings.Contains(label, "支部") || strings.Contains(label, "团组织")) {
		name = value
	}
	name, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(name), "(", "（"), "（")
	return strings.TrimRight(name, "：: 　")
}

// isAddress takes a street with a number: 塔前路2号, 兴隆村3组.
func isAddress(text string) bool {
	return utf8.RuneCountInString(text) >= 4 && strings.ContainsAny(text, "路街巷村区弄道") && strings.ContainsAny(text, "号组栋室幢楼") && strings.ContainsAny(text, "0123456789一二三四五六七八九十")
}

// vocabulary is how offices call the columns of a kind. said is that a person has
// named the kind; hidden that rows which the file does not show are read too.
func vocabulary(kind ledger.Kind, said, hidden bool) sheet.Vocabulary {
	v := sheet.Vocabulary{Table: kind.Name(), Words: kind.Sheet().Titles, Many: []string{remarkKey}, Values: plainValues[kind], Said: said, Hidden: hidden}
	v.Section = isSection
	if kind == ledger.Members {
		v.Parts = isGroup
	}
	for _, rule := range ledger.HeadRules(kind) {
		switch rule.What {
		case "neutral":
			v.Neutral, v.Whose = rule.Words, rule.Keys
		case "stops":
			v.Stops = rule.Words
		case "own":
			v.Own = rule.Words
		default:
			v.Others = append(v.Others, sheet.Other{Words: rule.Words, Keys: rule.Keys, Groups: rule.What == "apart"})
		}
	}
	words := ledger.Headers(kind)
	keys := slices.Sorted(maps.Keys(words))
	vital := kind.Sheet().Vital
	for i, must := range vital { // what a row is about comes first
		at := slices.Index(keys, must)
		keys = slices.Insert(slices.Delete(keys, at, at+1), i, must)
	}
	for _, key := range keys {
		v.Terms = append(v.Terms, sheet.Term{Key: key, Names: words[key], Must: slices.Contains(vital, key)})
	}
	v.Terms = append(v.Terms, sheet.Term{Key: recordKey, Names: []string{ledger.RecordHead}})
	return v
}

// Vocabulary is how offices call the columns of a kind, for who fills their tables in rather than reads them. said is that a
// person has named the kind; hidden that rows which the file does not show are meant too.
func Vocabulary(kind ledger.Kind, said, hidden bool) sheet.Vocabulary {
	return vocabulary(kind, said, hidden)
}
