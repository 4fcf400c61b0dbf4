package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// Phones as people write them: with words beside them, several in one cell, somebody
// else's among them.

var (
	mobileIn    = regexp.MustCompile(`(?:\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]){8}`)
	stuckPhones = regexp.MustCompile(`[0-9]{22,}`)
	landlineIn  = regexp.MustCompile(`(?:\(0[0-9]{2,3}\)|0[0-9]{2,3}[- ]?)?[2-9][0-9]{6,7}(?:(?:-|转)[0-9]{1,6})?`)
)

var phoneStrokes = strings.NewReplacer("（", "(", "）", ")", "—", "-", "－", "-", "–", "-", "：", ":")

// phoneWords say nothing of a number that is somebody's own.
var phoneWords = []string{"微信同号", "手机同微信", "微信同", "同微信", "联系电话", "联系方式", "手机号码", "电话号码", "手机号", "手机", "电话", "座机", "固话", "办公室", "办公", "单位", "家庭", "宅电", "住宅", "号码", "本人", "移动", "联通", "电信", "常用", "备用",
	"短号", "长号", "微信", "新号", "旧号", "或者", "或", "和", "及", "另", "也可", "家", "办", "宅", "新", "tel", "phone", "mobile", "mob", "号"}

// phonesOfOthers are words by which a number is somebody else's.
var phonesOfOthers = []string{"父", "母", "爸", "妈", "爹", "娘", "妻", "夫", "爱人", "配偶", "家长", "家属", "监护", "儿", "女", "哥", "姐", "弟", "妹", "舅", "姑", "叔", "伯", "姨", "爷", "奶", "朋友", "同事", "班主任", "老师", "代", "转交", "紧急", "联系人", "亲属", "亲戚", "室友", "同学"}

// A phoneSaid is one number of a cell and the words beside it.
type phoneSaid struct {
	number, words string
	mobile        bool
}

// phonesIn reads the numbers of a cell, each with its words. It answers nil where the
// cell is a number already, or none can be made out.
func phonesIn(text string) []phoneSaid {
	s := value.Halfwidth(text)
	if s == "" || strings.ContainsAny(s, "*×") || value.PhoneFault(value.NormalPhone(s)) == nil {
		return nil
	}
	s = phoneStrokes.Replace(s)
	s = stuckPhones.ReplaceAllStringFunc(s, func(run string) string {
		var apart []string
		for len(run) >= 11 && isMobile(run[:11]) {
			apart, run = append(apart, run[:11]), run[11:]
		}
		return strings.Join(append(apart, run), " ")
	})
	at := wholeNumbers(s, mobileIn)
	for _, m := range wholeNumbers(s, landlineIn) {
		taken := slices.ContainsFunc(at, func(n []int) bool { return m[0] < n[1] && n[0] < m[1] })
		if !taken && value.PhoneFault(value.NormalPhone(s[m[0]:m[1]])) == nil {
			at = append(at, m)
		}
	}
	slices.SortFunc(at, func(a, b []int) int { return a[0] - b[0] })
	var found []phoneSaid
	end := 0
	for i, m := range at {
		next := len(s)
		if i+1 < len(at) {
			next = at[i+1][0]
		}
		after := s[m[1]:next]
		if i+1 < len(at) {
			after = wordsBehind(after, strings.Trim(s[:at[0][0]], " (") != "")
		}
		number := value.NormalPhone(s[m[0]:m[1]])
		found = append(found, phoneSaid{number, s[end:m[0]] + " " + after, isMobile(number)})
		end = m[1] + len(after)
	}
	return found
}

// wordsBehind is what of a text between two numbers belongs to the first; the words come
// before the numbers where the cell begins with some.
func wordsBehind(between string, before bool) string {
	if trimmed := strings.TrimLeft(between, " "); strings.HasPrefix(trimmed, "(") {
		if i := strings.IndexByte(between, ')'); i >= 0 {
			return between[:i+1]
		}
	}
	if before {
		return ""
	}
	if i := strings.IndexAny(between, ",;/\n| ，；、"); i >= 0 {
		return between[:i]
	}
	return between
}

// wholeNumbers finds the numbers of a pattern before and behind which no digit stands.
func wholeNumbers(s string, pattern *regexp.Regexp) (at [][]int) {
	for from := 0; from < len(s); {
		m := pattern.FindStringIndex(s[from:])
		if m == nil {
			break
		}
		m[0], m[1] = m[0]+from, m[1]+from
		if (m[0] == 0 || !isDigit(s[m[0]-1])) && (m[1] == len(s) || !isDigit(s[m[1]])) {
			at, from = append(at, m), m[1]
		} else {
			from = m[0] + 1
		}
	}
	return at
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// spoken is what the words beside a number say beyond that it is one.
func (p phoneSaid) spoken() string {
	words := strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune("()[]【】:,，;；、/|\\\n-_.。+", r) {
			return ' '
		}
		return r
	}, p.words))
	for _, w := range phoneWords {
		words = strings.ReplaceAll(words, w, " ")
	}
	return strings.Join(strings.Fields(words), " ")
}

func (p phoneSaid) anothers() bool {
	words := p.spoken()
	return slices.ContainsFunc(phonesOfOthers, func(w string) bool { return strings.Contains(words, w) })
}

// phoneCell reads the cell with a phone. The first mobile is taken, else the first number;
// the others and what stands beside them go to the note, and a person is told.
func (r *reader) phoneCell(out *Row, texts []string) {
	at := r.kind.At("phone")
	if at < 0 || texts[at] == "" {
		return
	}
	all := phonesIn(texts[at])
	if len(all) == 0 {
		return
	}
	own, label := -1, r.kind.Columns()[at].Label
	for i, p := range all {
		if !(r.kind == ledger.Members && p.anothers()) && (own < 0 || p.mobile && !all[own].mobile) {
			own = i
		}
	}
	texts[at] = ""
	for i, p := range all {
		words := p.spoken()
		if i != own {
			out.remark("另一个"+label, strings.TrimSpace(p.number+" "+words))
			continue
		}
		texts[at] = p.number
		if words != "" && rules.PlainName(words) != rules.PlainName(texts[r.kind.At("name")]) {
			out.remark(label+"旁写", words)
			r.doubt(out, "phone", "号码旁边写着“"+shortened(words, 12)+"”，号码照填，这几个字记在备注里。请看看号码对不对。")
		}
	}
	switch {
	case own < 0:
		r.doubt(out, "phone", "写的是别人的号码，没有当作本人的，记在备注里。请补上本人的号码。")
	case len(all) > 1:
		r.doubt(out, "phone", "一格里有 "+strconv.Itoa(len(all))+" 个号码，填了第 "+strconv.Itoa(own+1)+" 个，其余记在备注里。")
	}
}
