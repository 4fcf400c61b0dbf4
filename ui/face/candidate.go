package face

import (
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var candidate = Face{
	Icon:    look.IconPerson,
	Columns: []string{"person", "duty", "election", "for", "against", "abstained", "result"},
	Groups: []form.Group{
		{Title: "候选人", Keys: []string{"election", "person", "duty", "consulted"}},
		{Title: "得票", Keys: []string{"for", "against", "abstained"}},
		{Title: "另行认定", Keys: []string{"ruled", "ruled_why", "note"}},
	},
	Quick:  []string{"election", "person", "duty", "consulted", "for", "against", "abstained", "ruled", "ruled_why", "note"},
	Carry:  []string{"election"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Candidates)},
}
