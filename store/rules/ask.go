package rules

import (
	"maps"
	"slices"
	"strconv"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// returned is how many sheets of each survey came back, by branch.
var returned = records.Derive(func(v *records.View) map[value.ID]map[value.ID]int {
	all := map[value.ID]map[value.ID]int{}
	for s := range records.All[*ledger.Return](v, ledger.Returns) {
		if all[s.Survey] == nil {
			all[s.Survey] = map[value.ID]int{}
		}
		all[s.Survey][s.Branch]++
	}
	return all
}, ledger.Returns)

// Returned is how many sheets of a survey came back, by branch. The caller does not change it.
func Returned(v *records.View, survey value.ID) map[value.ID]int { return returned.Of(v)[survey] }

// ReturnedAll is how many of them came back together.
func ReturnedAll(v *records.View, survey value.ID) (sum int) {
	for _, n := range Returned(v, survey) {
		sum += n
	}
	return sum
}

// ReturnText is how many came back of how many were given out: 46/60.
func ReturnText(v *records.View, s *ledger.Survey) string {
	return strconv.Itoa(ReturnedAll(v, s.ID)) + "/" + strconv.Itoa(s.IssuedAll())
}

// SurveyShort says that the time of a survey is over, and less came back than the rules ask.
func SurveyShort(v *records.View, s *ledger.Survey) bool {
	return !s.Collecting(v.Basis()) && ReturnedAll(v, s.ID)*100 < s.IssuedAll()*v.Basis().Rules.SurveyShare
}

// SurveyTwin is another survey of the same office with the same name and year that came before, nil for none.
func SurveyTwin(v *records.View, s *ledger.Survey) *ledger.Survey {
	for other := range records.All[*ledger.Survey](v, ledger.Surveys) {
		if other.ID != s.ID && other.Title == s.Title && other.From.Year() == s.From.Year() && other.Owner == s.Owner && (s.Order == 0 || other.Order < s.Order) {
			return other
		}
	}
	return nil
}

// surveyClashes: there is one of its name already; more came back from a branch than it was given (league.md §4).
func surveyClashes(v *records.View, s *ledger.Survey) []value.Fault {
	var faults []value.Fault
	if twin := SurveyTwin(v, s); twin != nil && s.Title != "" {
		faults = append(faults, value.Fault{Key: "name", Code: "survey.twin", Soft: true, Other: twin.ID,
			Text: "这一年已经有一次“" + s.Title + "”（" + twin.From.String() + " 发的）。是同一次就删去一个，不是就改个名称。"})
	}
	back := Returned(v, s.ID)
	if len(s.Issued()) == len(s.Branches) { // else its own fault says so
		for _, id := range s.Branches {
			if given := s.IssuedTo(id); back[id] > given {
				faults = append(faults, value.Fault{Key: "given", Code: "survey.more", Soft: true, Other: id,
					Text: "“" + v.Name(ledger.Branches, id) + "”发了 " + strconv.Itoa(given) + " 份，却收回 " + strconv.Itoa(back[id]) + " 份。请核对发放的份数。"})
			}
		}
	}
	for _, id := range slices.SortedFunc(maps.Keys(back), func(x, y value.ID) int { return slices.Compare(x[:], y[:]) }) {
		if !id.IsZero() && !slices.Contains(s.Branches, id) {
			faults = append(faults, value.Fault{Key: "branches", Code: "survey.stranger", Soft: true, Other: id,
				Text: "“" + v.Name(ledger.Branches, id) + "”收回了 " + strconv.Itoa(back[id]) + " 份，却没有写发给它。请补上它和份数。"})
		}
	}
	return faults
}

// returnClashes: what is ticked is not on the form, or more than the question allows.
func returnClashes(v *records.View, r *ledger.Return) []value.Fault {
	s, ok := v.Get(ledger.Surveys, r.Survey).(*ledger.Survey)
	ticks, read := ledger.ParseTicks(r.Ticks)
	if !ok || !read || s.Form == "" {
		return nil
	}
	questions, n := s.Questions(), map[int]int{}
	for _, t := range ticks {
		if t.Question > len(questions) || t.Choice > len(questions[t.Question-1].Choices) {
			return []value.Fault{{Key: "ticks", Code: "sheet.unknown", Soft: true, Other: s.ID, Text: "“" + s.Title + "”的表上没有 " + t.String() + " 这一项。请核对。"}}
		}
		n[t.Question]++
		if most := questions[t.Question-1].Most; most > 0 && n[t.Question] > most {
			return []value.Fault{{Key: "ticks", Code: "sheet.most", Soft: true, Other: s.ID,
				Text: "第 " + strconv.Itoa(t.Question) + " 题最多勾 " + strconv.Itoa(most) + " 项，这份勾得多了。请核对。"}}
		}
	}
	return nil
}

// askReminders are what falls due of surveys and problems (domain.md §8.2).
func askReminders() []Reminder {
	return []Reminder{
		{Key: "problem.late", Grave: Overdue, Kind: ledger.Problems, Tab: "late", Rule: "problem_days", Text: "个问题过了办结期限还没有办结"},
		{Key: "problem.unhappy", Grave: Overdue, Kind: ledger.Problems, Text: "个问题回访不满意，还没有重办", Title: "不满意没重办", Holds: of(func(_ *records.View, p *ledger.Problem, _ ledger.Basis) bool { return p.Unhappy() })},
		{Key: "survey.short", Grave: Soon, Kind: ledger.Surveys, Rule: "survey_share", Text: "次调查过了收回期限，收回的不到 {survey_share}%", Title: "收回不到{survey_share}%",
			Holds: of(func(v *records.View, s *ledger.Survey, _ ledger.Basis) bool { return SurveyShort(v, s) })},
		{Key: "problem.call", Grave: Soon, Kind: ledger.Problems, Rule: "call_days", Text: "个问题办结 {call_days} 天了，还没有回访", Title: "该回访",
			Holds: of(func(_ *records.View, p *ledger.Problem, b ledger.Basis) bool {
				return p.Uncalled() && p.Settled.Last().AddDays(b.Rules.CallDays) <= b.Today
			})},
		{Key: "problem.todo", Grave: Amiss, Kind: ledger.Problems, Tab: "todo", Text: "个问题还没有定谁来办"},
	}
}
