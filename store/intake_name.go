package store

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tuanjian/store/ledger"
)

// Names as offices write them: numbered, spread over three characters, with a post or
// the sex in brackets behind.

var (
	numbering = regexp.MustCompile(`^\s*(?:[#＃№]|[Nn][Oo][.．]?)?\s*(?:[（(]\s*[0-9０-９一二三四五六七八九十]{1,4}\s*[)）][、.．。]?|[0-9０-９]{1,4}\s*[、.．。)）:：]|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳㈠-㈩⑴-⒇]|[0-9０-９]{1,4}\s*[-—]|[0-9０-９]{1,4}\s*)\s*`)
	severals  = regexp.MustCompile(`\p{Han}\s*[、/／,，;；]\s*\p{Han}|\p{Han}等\s*[0-9０-９一二三四五六七八九十两]*\s*人`)
	asides    = regexp.MustCompile(`[（(【\[]([^（(【\[）)】\]]*)[)）】\]]`)
)

// unnumbered takes a number in front of a name off, where a Chinese name goes on.
func unnumbered(name string) string {
	cut := numbering.ReplaceAllString(name, "")
	if first, _ := utf8.DecodeRuneInString(cut); unicode.Is(unicode.Han, first) {
		return cut
	}
	return name
}

// asideOf parts a person's name from what stands in brackets behind it.
func asideOf(name string) (plain string, notes []string) {
	plain = strings.TrimSpace(asides.ReplaceAllString(name, ""))
	if plain == "" || plain == name || !strings.ContainsFunc(plain, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || strings.ContainsAny(plain, "()（）") {
		return name, nil
	}
	for _, in := range asides.FindAllStringSubmatch(name, -1) {
		if note := strings.TrimSpace(in[1]); note != "" {
			notes = append(notes, note)
		}
	}
	return plain, notes
}

// person reads the cell with a member's name. What stands beside the name goes where it
// belongs: a post, the sex, the standing; else to the note.
func (r *reader) personCell(out *IntakeRow, texts []string) {
	at := r.kind.At("name")
	name, notes := asideOf(unnumbered(texts[at]))
	texts[at] = name
	switch {
	case severals.MatchString(name):
		r.fault(out, "name", "这一格里不止一个人的姓名。请一人一行，分开后再导入。")
	case strings.TrimSpace(name) != "" && !strings.ContainsFunc(name, unicode.IsLetter):
		r.fault(out, "name", "姓名里没有文字。请补上姓名，不是团员的行请删去。")
	}
	for _, note := range notes {
		_, duty := ledger.Duties.Code(note)
		blank := func(key string) bool { return strings.TrimSpace(texts[r.kind.At(key)]) == "" }
		switch {
		case note == "男" || note == "女":
			if blank("sex") {
				texts[r.kind.At("sex")] = note
			}
		case duty && blankless(r.cell(out.at, r.dutyCol)) == "":
			out.dutyAside = note
		case listed(ledger.Standings)(note) && blank("standing"):
			texts[r.kind.At("standing")] = note
		case isNation(note) && blank("nation"):
			texts[r.kind.At("nation")] = note
		default:
			out.remark("姓名旁写", note)
		}
	}
}

func isNation(text string) bool {
	return strings.HasSuffix(text, "族") && listed(ledger.Nations)(text)
}

// studies are words that say of a schooling that it is not finished.
var studies = []string{"在读", "在校", "就读", "未毕业"}

// modes are words before a schooling that say how it was got.
var modes = []string{"全日制", "非全日制", "统招", "普通全日制", "成人", "函授", "自考", "网络", "电大", "夜大", "业余", "国家开放", "远程"}

// schoolingOf reads a schooling as people write it: 大学专科在读, 本科（在读）, 全日制大专,
// 本科/学士. studying is "是" where the words say so.
func schoolingOf(text string) (schooling, studying string) {
	schooling = strings.TrimSpace(text)
	if _, ok := ledger.Schoolings.Code(schooling); ok || schooling == "" {
		return text, ""
	}
	known := func(s string) bool { _, ok := ledger.Schoolings.Code(s); return ok && s != "" && s[0] >= 0x80 }
	for _, w := range studies {
		if strings.Contains(schooling, w) {
			studying = "是"
			schooling = strings.Replace(schooling, w, "", 1)
		}
	}
	schooling = strings.NewReplacer("（）", "", "()", "", "（", "/", "）", "", "(", "/", ")", "", "、", "/", "，", "/", ",", "/", " ", "").Replace(schooling)
	pieces := strings.Split(strings.Trim(schooling, "/-"), "/")
	for _, p := range pieces {
		for _, w := range append(slices.Clone(modes), "普通") {
			if cut := strings.TrimPrefix(p, w); !known(p) && known(cut) {
				p = cut
			}
		}
		if known(p) {
			return p, studying
		}
	}
	return text, ""
}

// unitAndPosition parts 某某公司车间主任 where the unit is registered or ends as units do.
func (r *reader) unitAndPosition(text string) (unit, position string) {
	runes := []rune(text)
	for n := len(runes) - 2; n >= 4; n-- {
		if _, ok := r.units.find(string(runes[:n])); ok {
			return string(runes[:n]), strings.Trim(string(runes[n:]), " 　/、，,-")
		}
	}
	for _, end := range []string{"有限责任公司", "有限公司", "分公司", "公司", "集团", "医院", "学校", "中心", "厂"} {
		if before, after, ok := strings.Cut(text, end); ok && before != "" && strings.TrimSpace(after) != "" && !strings.ContainsAny(after, "（(") {
			return before + end, strings.Trim(after, " 　/、，,-")
		}
	}
	return text, ""
}

// dutyWords parts the posts that one cell names: 书记、组织委员; 书记兼组织委员.
func dutyWords(text string) []string {
	words := strings.FieldsFunc(strings.ReplaceAll(text, "兼任", "、"), func(x rune) bool { return strings.ContainsRune("、，,;；/／ 　\n+＋&和及兼", x) })
	return slices.DeleteFunc(words, func(w string) bool { return nothing(w) || noDuty[w] })
}

// noDuty are words in the column of duties that name none.
var noDuty = map[string]bool{"否": true, "团员": true, "普通团员": true, "2": true, "群众": true, "×": true, "✗": true, "N": true, "0": true, "共青团员": true, "无职务": true, "普通": true}

// tidy settles what a row's cells say together: a name with something beside it, a
// schooling that is not finished, a unit with the position behind it, a number that may
// be one of two, a yes that is a standing.
func (r *reader) tidy(out *IntakeRow, texts []string) {
	if i := r.kind.At("name"); i >= 0 && texts[i] != "" && r.kind != ledger.Members {
		texts[i] = unnumbered(texts[i])
	}
	if r.kind == ledger.Posts {
		texts[r.kind.At("person")], _ = asideOf(unnumbered(texts[r.kind.At("person")]))
	}
	if r.kind != ledger.Members {
		return
	}
	at := r.kind.At
	r.personCell(out, texts)
	if schooling, studying := schoolingOf(texts[at("schooling")]); studying != "" || schooling != "" {
		texts[at("schooling")] = schooling
		if studying != "" && texts[at("studying")] == "" {
			texts[at("studying")] = studying
		}
	}
	if unit := texts[at("unit")]; unit != "" && texts[at("position")] == "" && r.titled["unit"] {
		texts[at("unit")], texts[at("position")] = r.unitAndPosition(unit)
	}
	if n := squeeze(r.cell(out.at, r.leagueNo)); n != "" && !nothing(n) {
		key := "card"
		if len(n) == 12 && strings.HasPrefix(n, "20") && strings.Trim(n, "0123456789") == "" {
			key = "devno"
		}
		if texts[at(key)] == "" {
			texts[at(key)] = n
		}
	}
	if said, ok := ledger.YesNo.Code(r.cell(out.at, r.inParty)); ok && texts[at("standing")] == "" && said == ledger.Yes {
		texts[at("standing")] = ledger.Standings.Label(ledger.StandingParty)
	} else if !ok && texts[at("standing")] == "" {
		texts[at("standing")] = r.cell(out.at, r.inParty)
	}
}
