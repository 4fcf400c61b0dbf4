package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var appointment = Face{
	Icon:    look.IconFile,
	Columns: []string{"day", "branch", "posts", "why", "elect_by", "election", "state"},
	Groups: []form.Group{
		{Title: "任命", Keys: []string{"branch", "posts", "day", "why", "document"}},
		{Title: "两边的意见", Keys: []string{"owner_said", "owner_day", "street_said", "street_day"}},
		{Title: "以后选举", Keys: []string{"elect_by", "election", "note"}},
	},
	Quick:  []string{"branch", "posts", "day", "why", "document", "owner_said", "owner_day", "street_said", "street_day", "elect_by", "election", "note"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Appointments), forms.AppointmentReply},
}
