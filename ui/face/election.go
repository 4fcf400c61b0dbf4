package face

import (
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var election = Face{
	Icon:    look.IconBox,
	Columns: []string{"day", "branch", "sort", "due", "present", "seats", "received", "held", "confirmed"},
	Groups: []form.Group{
		{Title: "选举", Keys: []string{"branch", "sort", "session", "day"}},
		{Title: "请示和批复", Keys: []string{"request", "requested", "reply", "replied"}},
		{Title: "到会和选票", Keys: []string{"due", "present", "seats", "issued", "received", "valid", "void", "tellers", "counters"}},
		{Title: "结果", Keys: []string{"report", "reported", "confirm", "confirmed", "note"}},
	},
	Quick:  []string{"branch", "sort", "session", "day", "request", "requested", "reply", "replied", "due", "present", "seats", "issued", "received", "valid", "void", "tellers", "counters", "report", "reported", "confirm", "confirmed", "note"},
	Headed: true,
	Forms:  []forms.Form{forms.Plain(ledger.Elections), forms.TermRequest, forms.ElectionRules, forms.ElectionReport, forms.ElectionReply},
	Hangs: &Hanging{Word: "候选人", Kind: ledger.Candidates, Verb: "登记候选人", Tell: "选哪个职务，征求了谁的意见，得了几票", None: "这次选举还没有登记候选人。", Tip: "Enter 打开，选完填票数",
		Label: func(b *store.Book, r ledger.Record) string {
			c := r.(*ledger.Candidate)
			return codes.Duties.Label(c.Duty) + "　" + b.Today().Name(ledger.Members, c.Person)
		},
		Hint: func(_ *store.Book, r ledger.Record) string {
			if n := r.(*ledger.Candidate).For.String(); n != "" {
				return n + " 票"
			}
			return "还没有票数"
		},
		Past: func(ledger.Record, value.Date) bool { return false }, // who stood stands on the page for good
		Fill: func(_ *store.Book, on value.ID, n ledger.Record) { n.(*ledger.Candidate).Election = on }},
}
