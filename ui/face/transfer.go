package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var transfer = Face{
	Icon:    look.IconRight,
	Columns: []string{"member", "way", "other", "stage", "begun", "days", "letter"},
	Groups: []form.Group{
		{Title: "转接", Keys: []string{"member", "way", "other", "direction", "why", "letter"}},
		{Title: "办到哪一步", Keys: []string{"stage", "begun", "out_branch", "out_upper", "in_branch", "in_upper", "ended", "note"}},
	},
	Quick:  []string{"member", "way", "other", "direction", "why", "letter", "stage", "begun", "out_branch", "out_upper", "in_branch", "in_upper", "ended", "note"},
	Carry:  []string{"way", "begun"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Transfers), forms.TransferLetter},
}
