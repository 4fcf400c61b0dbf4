package face

import (
	"strings"

	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var visit = Face{
	Icon:    look.IconCalendar,
	Columns: []string{"day", "sort", "officer", "place", "content", "problem", "due", "settled", "late"},
	Groups: []form.Group{
		{Title: "走访", Keys: []string{"day", "sort", "enterprise", "branch", "community", "liaison", "went", "talked", "content", "thought"}},
		{Title: "摸到的情况", Keys: []string{"attitude", "staff", "under35", "under28", "members"}},
		{Title: "困难", Keys: []string{"problem", "due", "result", "settled"}},
		{Title: "下一步", Keys: []string{"next", "next_by", "note"}},
	},
	Quick: []string{"day", "sort", "enterprise", "went", "content", "attitude", "staff", "under35", "under28", "members", "problem", "due", "next", "next_by"}, Carry: []string{"day", "sort", "went"},
	Forms:  []forms.Form{forms.VisitBook},
	Asides: map[string]func(Beside) string{"went": team},
	Transitions: []Transition{
		{Label: "困难办结", Words: [][2]string{{"settled", "today"}}, Show: "result",
			Fits: func(c Circumstance) bool {
				v, ok := c.Record.(*ledger.Visit)
				return ok && v.Problem != "" && v.Settled == 0
			}},
	},
}

// team names who belongs to the street's party that finds out about the enterprises, as its street has written them.
func team(b Beside) string {
	for s := range records.All[*ledger.Street](b.View, ledger.Streets) {
		if s.Team != "" {
			return "调研小组：" + strings.Join(strings.Fields(strings.ReplaceAll(s.Team, "\n", "； ")), " ")
		}
	}
	return ""
}
