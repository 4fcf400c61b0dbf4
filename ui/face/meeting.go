package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var meeting = Face{
	Icon:    look.IconPeople,
	Columns: []string{"day", "sort", "name", "branches", "due", "present", "place", "chair"},
	Groups: []form.Group{
		{Title: "会议活动", Keys: []string{"day", "sort", "name", "branches", "enterprises", "invited", "partners", "place", "facility"}},
		{Title: "到会", Keys: []string{"due", "present", "came", "missed", "missed_why", "guests", "rest"}},
		{Title: "主持和内容", Keys: []string{"chair", "speaker", "recorder", "hours", "oath", "content", "decision"}},
		{Title: "其他", Keys: []string{"next", "note"}},
	},
	Quick:  []string{"day", "sort", "name", "branches", "place", "chair", "recorder", "due", "present", "content", "decision"},
	Carry:  []string{"sort", "branches", "place", "chair", "recorder"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Meetings), forms.Minutes, forms.SignIn},
}
