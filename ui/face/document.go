package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var document = Face{
	Icon:    look.IconFile,
	Columns: []string{"number", "name", "level", "day", "grades", "task", "due", "done"},
	Groups: []form.Group{
		{Title: "文件", Keys: []string{"name", "number", "level", "day", "community", "grades"}},
		{Title: "要办的事", Keys: []string{"task", "due", "result", "done", "note"}},
		{Title: "工作汇报", Keys: []string{"from", "until", "text"}},
	},
	Quick: []string{"name", "number", "level", "day", "grades", "task", "due"},
	Carry: []string{"level", "community"},
	Forms: []forms.Form{forms.Plain(ledger.Documents)},
	Transitions: []Transition{
		{Label: "办结", Words: [][2]string{{"done", "today"}}, Show: "result",
			Fits: func(c Circumstance) bool { d, ok := c.Record.(*ledger.Document); return ok && d.Open() }},
	},
}
