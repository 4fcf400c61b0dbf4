package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var fund = Face{
	Icon:    look.IconSave,
	Columns: []string{"day", "branch", "what", "in", "out", "receipt"},
	Groups: []form.Group{
		{Title: "经费", Keys: []string{"day", "branch", "what", "in", "out", "receipt", "note"}},
	},
	Quick:  []string{"day", "branch", "what", "in", "out", "receipt"},
	Carry:  []string{"day", "branch"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Funds)},
}
