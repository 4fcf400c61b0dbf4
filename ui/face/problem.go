package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var problem = Face{
	Icon:    look.IconInfo,
	Columns: []string{"day", "group", "what", "person", "branch", "enterprise", "handler", "due_by", "settled", "satisfied", "late"},
	Groups: []form.Group{
		{Title: "问题", Keys: []string{"day", "source", "group", "what", "person", "branch", "enterprise", "survey", "need"}},
		{Title: "办理", Keys: []string{"handler", "due", "done", "services", "settled"}},
		{Title: "回访", Keys: []string{"called", "satisfied", "reopened", "reopen_why", "note"}},
	},
	Quick:  []string{"day", "source", "group", "what", "person", "branch", "enterprise", "handler", "due"},
	Carry:  []string{"day", "source"},
	Headed: true,
	Forms:  []forms.Form{forms.ProblemBook, forms.ProblemCard},
	Transitions: []Transition{
		{Label: "问题办结", Words: [][2]string{{"settled", "today"}}, Show: "done",
			Fits: func(c Circumstance) bool {
				p, ok := c.Record.(*ledger.Problem)
				return ok && p.Open()
			}},
	},
}
