package face

import (
	"tuanjian/store/forms"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var rating = Face{
	Icon:    look.IconFlag,
	Columns: []string{"branch", "year", "points", "reviewed", "stars", "veto", "day"},
	Groups: []form.Group{
		{Title: "五项自评", Keys: []string{"branch", "year", "team", "members", "life", "orderly", "role", "points"}},
		{Title: "复核和星级", Keys: []string{"reviewed", "veto", "stars"}},
		{Title: "签字", Keys: []string{"secretary", "deputy", "day", "note"}},
	},
	Quick:  []string{"branch", "year", "team", "members", "life", "orderly", "role", "points", "reviewed", "veto", "stars", "secretary", "deputy", "day", "note"},
	Carry:  []string{"year"},
	Headed: true,
	Forms:  []forms.Form{forms.RatingSheet, forms.RatingCard},
}
