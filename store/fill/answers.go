package fill

import (
	"regexp"
	"slices"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An answer is what one record says to one column.
type answer struct {
	text   string
	column ledger.Column
	words  []string // other words for the same: a branch's short name, the code of a choice
}

// answers are for what forms ask of members and no field holds as they ask it.
var answers = map[string]func(v *records.View, m *ledger.Member) string{
	"isparty": func(_ *records.View, m *ledger.Member) string {
		return yesNo(m.Standing != "", slices.Contains(partyCodes, m.Standing))
	},
	"ismember": func(_ *records.View, m *ledger.Member) string { return yesNo(true, m.OnRoll()) },
	"drifting": func(_ *records.View, m *ledger.Member) string { return yesNo(true, m.Drifting()) },
	"leagueno": func(_ *records.View, m *ledger.Member) string {
		if m.DevNumber != "" {
			return m.DevNumber
		}
		return m.Card
	},
	"duty": func(v *records.View, m *ledger.Member) string { return find.ExtraText(v, ledger.Members, m, "duties") },
	"duty_from": func(v *records.View, m *ledger.Member) string {
		if held := rules.Offices(v).Held[m.ID]; len(held) > 0 {
			return held[0].From.String()
		}
		return ""
	},
	"duty_sort": func(v *records.View, m *ledger.Member) string {
		if held := rules.Offices(v).Held[m.ID]; len(held) > 0 {
			return codes.DutySorts.Label(held[0].Sort)
		}
		return ""
	},
}

// partyCodes are the codes of those in the Party.
var partyCodes = func() (all []string) {
	for _, word := range []string{"中共党员", "中共预备党员"} {
		if code, ok := codes.Standings.Code(word); ok {
			all = append(all, code)
		}
	}
	return all
}()

func yesNo(known, yes bool) string {
	switch {
	case !known:
		return ""
	case yes:
		return "是"
	}
	return "否"
}

// columnOf is what is known of a column of the kind, or of the person whom its records are about.
func columnOf(kind ledger.Kind, key string) ledger.Column {
	for _, c := range choices(kind) {
		if c.Key == key {
			return c
		}
	}
	return ledger.Column{Key: key}
}

// answerOf is what a record says to a key.
// year is that of which the table asks.
func answerOf(v *records.View, kind ledger.Kind, r ledger.Record, key string, column ledger.Column, veil ledger.Veil, year int) answer {
	a := answer{column: column}
	if more := askedAt(kind, key); more != nil {
		a.text = veil.Mask(column, more.text(v, r, year))
		return a
	}
	if !find.Has(kind, key) || answers[key] != nil && kind.At(key) < 0 {
		if holder := find.HolderOf(kind); holder != nil && answers[key] == nil {
			if r = v.Get(holder, kind.Ref(r, kind.Holder())); r == nil {
				return a
			}
			kind = holder
		}
	}
	if m, ok := r.(*ledger.Member); ok && answers[key] != nil {
		a.text = veil.Mask(column, answers[key](v, m))
		return a
	}
	if !find.Has(kind, key) {
		return a
	}
	a.text = find.CellText(v, kind, r, key, veil)
	if a.text == "" {
		a.text = ledger.Taken(r, key)
	}
	if known := instead[kind][key]; known != nil && a.text == "" {
		a.text = veil.Mask(column, known(v, r))
	}
	a.words = alsoCalled(r, key)
	if i := kind.At(key); i >= 0 && column.Shape == ledger.Ref && column.Choices != nil {
		if to := ledger.KindOf(column.Choices.Kind); to != nil {
			if refers := v.Get(to, kind.Ref(r, i)); refers != nil {
				name, alias := to.NameOf(refers)
				a.words = append(a.words, name, alias)
			}
		}
	}
	return a
}

// numbered is what stands before the words of many drop-downs: 01 汉族, 1.男, A-是.
var numbered = regexp.MustCompile(`^(?:[0-9]{1,3}|[A-Za-z])\s*[-.．、:：)）\s_]*`)

// option is the word of a drop-down that means the same as the answer; false where none does.
func (a answer) option(words []string) (string, bool) {
	same := func(fits func(word string) bool) (string, bool) {
		for _, w := range words {
			if fits(w) {
				return w, true
			}
		}
		return "", false
	}
	if w, ok := same(func(w string) bool { return w == a.text }); ok {
		return w, true
	}
	plain := func(w string) string { return rules.PlainName(w) }
	bare := func(w string) string {
		if cut := numbered.ReplaceAllString(w, ""); cut != "" {
			return cut
		}
		return w
	}
	for _, mine := range append([]string{a.text}, a.words...) {
		if mine == "" {
			continue
		}
		if w, ok := same(func(w string) bool { return plain(w) == plain(mine) || plain(bare(w)) == plain(mine) }); ok {
			return w, true
		}
	}
	list := a.column.Choices
	if a.column.Shape != ledger.Choice {
		list = nil
		if _, ok := codes.YesNo.Code(a.text); ok {
			list = codes.YesNo
		}
	}
	if list == nil {
		return "", false
	}
	code, ok := list.Code(a.text)
	if !ok {
		return "", false
	}
	w, ok := same(func(w string) bool {
		for _, word := range []string{w, bare(w)} {
			if c, ok := list.Code(word); ok && c == code {
				return true
			}
		}
		return false
	})
	if !ok && isSchooling(a.column) {
		w = schooled(code, words)
	}
	return w, w != ""
}

// A layout is how dates are to be written, as a head says: 出生年月（YYYY.MM）. The zero layout is by how exact they are.
type layout struct {
	said                bool
	between, then, last string // after the year, the month, the day
	month, day          bool
}

var (
	layoutWords   = regexp.MustCompile(`(?i)(?:y{4}|x{4}|×{4}|\*{4})\s*([-./年]?)\s*(?:(?:m{2}|x{2}|×{2}|\*{2})\s*([-./月]?)\s*(?:(?:d{2}|x{2}|×{2}|\*{2})\s*(日?))?)?`)
	layoutExample = regexp.MustCompile(`(?:如|例)[:：]?\s*“?(?:19|20)[0-9]{2}([-./年]?)(?:[01]?[0-9]([-./月]?)(?:[0-3]?[0-9](日?))?)?`)
)

// layoutOf is how a head asks for dates.
func layoutOf(head string) layout {
	for _, pattern := range []*regexp.Regexp{layoutWords, layoutExample} {
		if m := pattern.FindStringSubmatchIndex(head); m != nil {
			part := func(i int) string {
				if m[2*i] < 0 {
					return ""
				}
				return head[m[2*i]:m[2*i+1]]
			}
			return layout{true, part(1), part(2), part(3), m[4] >= 0, m[6] >= 0}
		}
	}
	own := head[strings.LastIndexByte(head, '/')+1:]
	if strings.Contains(own, "年月") && !strings.Contains(own, "年月日") {
		return layout{true, ".", "", "", true, false}
	}
	return layout{}
}

// write is a date so written; what is not known of it is not made up.
func (l layout) write(d value.Date) string {
	text := d.String()
	if !l.said {
		return text
	}
	year, month, day := text[:4], "", ""
	if len(text) >= 7 {
		month = text[5:7]
	}
	if len(text) >= 10 {
		day = text[8:10]
	}
	if l.between == "年" {
		month, day = strings.TrimPrefix(month, "0"), strings.TrimPrefix(day, "0")
	}
	out := year
	if !l.month || month == "" {
		if l.between == "年" {
			out += "年"
		}
		return out
	}
	out += l.between + month
	if !l.day || day == "" {
		if l.then == "月" || l.between == "年" {
			out += "月"
		}
		return out
	}
	return out + l.then + day + l.last
}

// isDate says that a column holds dates.
func isDate(c ledger.Column) bool { return c.Shape == ledger.Day8 || c.Shape == ledger.Month6 }
