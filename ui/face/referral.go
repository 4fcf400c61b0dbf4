package face

import (
	"tuanjian/store/forms"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var referral = Face{
	Icon:    look.IconPerson,
	Columns: []string{"person", "youth", "course", "until", "finished", "employer", "job", "recommended", "result"},
	Groups: []form.Group{
		{Title: "谁", Keys: []string{"person", "youth"}},
		{Title: "培训", Keys: []string{"course", "from", "until", "finished", "certificate"}},
		{Title: "推荐就业", Keys: []string{"employer", "job", "recommended", "result", "followed", "note"}},
	},
	Quick:  []string{"person", "youth", "course", "from", "until", "finished", "certificate", "employer", "job", "recommended", "result"},
	Carry:  []string{"course", "from", "until", "employer", "job", "recommended"},
	Headed: true,
	Forms:  []forms.Form{forms.ReferralBook, forms.ReferralCard},
}
