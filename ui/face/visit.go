package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var visit = Face{
	Icon:    look.IconCalendar,
	Columns: []string{"day", "officer", "place", "content", "problem", "due", "settled", "late"},
	Groups: []form.Group{
		{Title: "走访", Keys: []string{"liaison", "day", "content"}},
		{Title: "困难", Keys: []string{"problem", "due", "result", "settled"}},
		{Title: "备注", Keys: []string{"note"}},
	},
	Quick: []string{"liaison", "day", "content", "problem", "due"}, Carry: []string{"day"},
	Forms: []forms.Form{forms.VisitBook},
	Transitions: []Transition{
		{Label: "困难办结", Words: [][2]string{{"settled", "today"}}, Show: "result",
			Fits: func(c Circumstance) bool {
				v, ok := c.Record.(*ledger.Visit)
				return ok && v.Problem != "" && v.Settled == 0
			}},
	},
}
