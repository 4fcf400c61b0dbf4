package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var post = Face{
	Icon:    look.IconPerson,
	Columns: []string{"person", "branch", "duty", "sort", "from", "to", "current"},
	Groups: []form.Group{
		{Title: "任职", Keys: []string{"person", "branch", "duty", "sort", "from", "elected", "document", "origin", "inparty", "hours"}},
		{Title: "离任", Keys: []string{"to", "end_why"}},
		{Title: "备注", Keys: []string{"note"}},
	},
	Quick: []string{"person", "branch", "duty", "from", "elected"}, Carry: []string{"branch", "from", "elected"},
	Forms: []forms.Form{forms.CadreRoster},
	Transitions: []Transition{
		{Label: "离任", Words: [][2]string{{"to", "today"}}, Show: "end_why", Fits: func(c Circumstance) bool { p, ok := c.Record.(*ledger.Post); return ok && p.To == 0 }},
	},
}
