package ledger

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/value"
)

// A Return is one sheet of a survey that came back: of which branch, what was ticked, what was written. Nobody can tell whose
// it is: it has no person and no time of its own, and its kind is blind (league.md §4).
type Return struct {
	Meta   `json:"meta"`
	Survey value.ID `json:"survey,omitzero"`
	Branch value.ID `json:"branch,omitzero"`
	Ticks  string   `json:"ticks,omitempty"` // 1A 1C 3B, in the order of the form
	Words  string   `json:"words,omitempty"`
	Note   string   `json:"note,omitempty"`
}

// A Tick is one choice of one question, both from 1.
type Tick struct{ Question, Choice int }

// String is the tick as a sheet keeps it: 3B.
func (t Tick) String() string { return strconv.Itoa(t.Question) + string(rune('A'+t.Choice-1)) }

var (
	tickGroup = regexp.MustCompile(`([0-9]{1,2})\s*[.。、:：-]?\s*([A-J]+)`)
	tickGap   = " 、，,;；。"
)

// ParseTicks reads 1AC 3B; ok is false where something is no tick.
func ParseTicks(text string) (all []Tick, ok bool) {
	text = strings.ToUpper(value.Halfwidth(text))
	if strings.Trim(tickGroup.ReplaceAllString(text, ""), tickGap) != "" {
		return nil, false
	}
	for _, m := range tickGroup.FindAllStringSubmatch(text, -1) {
		q, _ := strconv.Atoi(m[1])
		for _, c := range m[2] {
			if q == 0 {
				return nil, false
			}
			all = append(all, Tick{q, int(c-'A') + 1})
		}
	}
	return inForm(all), true
}

// inForm puts ticks in the order of the form, each once: in which order somebody keyed them is nobody's business.
func inForm(all []Tick) []Tick {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Tick) int { return cmp.Or(a.Question-b.Question, a.Choice-b.Choice) })
	return slices.Compact(all)
}

// TicksText is how a sheet keeps ticks.
func TicksText(all []Tick) string {
	words := make([]string, 0, len(all))
	for _, t := range inForm(all) {
		words = append(words, t.String())
	}
	return strings.Join(words, " ")
}

// ticksRead brings ticks into the one form in which they are kept; what is none stays as it was written.
func ticksRead(text string) (string, *value.Fault) {
	all, ok := ParseTicks(text)
	if !ok {
		return text, value.Soft(value.Malformed, "请写第几题勾了哪几项，例如 1AC 2B。")
	}
	return TicksText(all), nil
}

// Returns is the table of sheets.
var Returns = (&Table[Return]{
	name: "sheet", title: "答卷",
	parts: parts[Return]{
		chapter: ChapterHelp, owner: ByCommunity | ByStreet, unit: "份", measure: "份答卷",
		called: func(s *Return, texts Texts) string { return said(" ", texts("survey"), texts("branch"), s.Ticks) },
		homes:  []string{"branch", "survey"}, whole: "survey", along: []string{"survey"}, many: true, blind: true,
		lasts: true,
		seek:  []Seek{{Key: "survey", By: SeekThrough}, {Key: "branch", By: SeekThrough}, {Key: "words", By: SeekAside}},
		states: []State[Return]{
			{"worded", "写了意见", func(s *Return, _ Basis) bool { return s.Words != "" }},
		},
		sheet: Sheet{Titles: []string{"答卷", "问卷录入"}, Vital: []string{"ticks", "survey"}}, // two that say the same are two
	},
	fields: []Field[Return]{
		ref("survey", "哪次调查", 20, toSurvey, func(s *Return) *value.ID { return &s.Survey }).vital(),
		ref("branch", "答卷的团组织", 20, toBranch, func(s *Return) *value.ID { return &s.Branch }).must(),
		line("ticks", "勾选的", 24, func(s *Return) *string { return &s.Ticks }, ticksRead),
		lines("words", "写的意见", func(s *Return) *string { return &s.Words }),
		lines("note", "备注", func(s *Return) *string { return &s.Note }),
	},
	check: func(s *Return, _ Basis) []value.Fault {
		if s.Ticks == "" && s.Words == "" {
			return []value.Fault{value.Soft(value.Missing, "这份答卷什么也没有勾，也没有写。空白的请不要录。").On("ticks")}
		}
		return nil
	},
}).ready()
