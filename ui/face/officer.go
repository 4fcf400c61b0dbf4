package face

import (
	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/look"
)

var officer = Face{
	Icon:    look.IconPerson,
	Columns: []string{"name", "duty", "sort", "unit", "job", "phone", "from", "contacts", "made", "late"},
	Groups: []form.Group{
		{Title: "任职", Keys: []string{"name", "duty", "sort", "unit", "job", "phone"}},
		{Title: "起止", Keys: []string{"from", "elected", "document", "to", "end_why"}},
		{Title: "备注", Keys: []string{"note"}},
	},
	Quick: []string{"name", "duty", "sort", "unit", "phone", "from"}, Carry: []string{"from", "elected", "document"},
	Forms: []forms.Form{forms.OfficerRoster},
	Transitions: []Transition{
		{Label: "离任", Words: [][2]string{{"to", "today"}}, Show: "end_why", Fits: func(c Circumstance) bool { o, ok := c.Record.(*ledger.Officer); return ok && o.To == 0 }},
	},
	Hangs: &Hanging{Word: "联系点", Kind: ledger.Liaisons, Verb: "登记联系点", Tell: "社区、企业或团组织，一年走访几次", None: "这位委员还没有联系点。", Tip: "Enter 打开，换人时填结束日期",
		Label: func(b *store.Book, r ledger.Record) string {
			return find.TextOf(b.Today(), ledger.Liaisons, r, "place")
		},
		Hint: func(b *store.Book, r ledger.Record) string {
			l := r.(*ledger.Liaison)
			return "走访 " + find.TextOf(b.Today(), ledger.Liaisons, r, "made") + "　" + span(l.From, l.To)
		},
		Past: func(r ledger.Record, today value.Date) bool { return !r.(*ledger.Liaison).Current(today) },
		Fill: func(b *store.Book, on value.ID, n ledger.Record) { n.(*ledger.Liaison).Officer = on }},
}
