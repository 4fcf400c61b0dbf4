package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var measure = Face{
	Icon:    look.IconFile,
	Columns: []string{"member", "sort", "day", "approved", "from", "until", "document"},
	Groups: []form.Group{
		{Title: "团籍处理", Keys: []string{"member", "sort", "day", "why", "meeting"}},
		{Title: "表决和批准", Keys: []string{"due", "present", "favour", "approved_by", "document", "approved"}},
		{Title: "期限", Keys: []string{"from", "until", "attempts", "note"}},
	},
	Quick:  []string{"member", "sort", "day", "why", "meeting", "due", "present", "favour", "approved_by", "document", "approved", "from", "until", "attempts", "note"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Measures)},
}
