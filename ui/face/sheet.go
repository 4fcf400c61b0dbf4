package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var sheet = Face{
	Icon:    look.IconFile,
	Columns: []string{"survey", "branch", "ticks", "words"},
	Groups: []form.Group{
		{Title: "答卷", Keys: []string{"survey", "branch", "ticks", "words", "note"}},
	},
	Quick:  []string{"survey", "branch", "ticks", "words"},
	Carry:  []string{"survey", "branch"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Returns)},
}
