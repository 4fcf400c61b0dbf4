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

var liaison = Face{
	Icon: look.IconLink, Headed: true,
	Columns: []string{"officer", "place", "from", "plan", "made", "last", "late"},
	Groups: []form.Group{
		{Title: "定点联系", Keys: []string{"officer", "community", "enterprise", "branch"}},
		{Title: "起止", Keys: []string{"from", "to", "plan", "note"}},
	},
	Quick: []string{"officer", "community", "enterprise", "branch", "from", "plan"}, Carry: []string{"from", "plan"},
	Asides: map[string]func(Beside) string{"plan": func(b Beside) string {
		if b.New {
			return ""
		}
		text := "今年走访 " + find.TextOf(b.View, ledger.Liaisons, b.Was, "made")
		if last := find.TextOf(b.View, ledger.Liaisons, b.Was, "last"); last != "" {
			text += "，最近 " + last
		}
		return text
	}},
	Forms: []forms.Form{forms.ContactBook},
	Transitions: []Transition{
		{Label: "结束联系", Words: [][2]string{{"to", "today"}}, Show: "to", Fits: func(c Circumstance) bool { l, ok := c.Record.(*ledger.Liaison); return ok && l.To == 0 }},
	},
	Hangs: &Hanging{Word: "走访", Kind: ledger.Visits, Verb: "登记走访", Tell: "哪天去的，说了什么，有什么困难", None: "这个联系点还没有走访过。", Tip: "Enter 打开，困难办结时填办结日期",
		Label: func(_ *store.Book, r ledger.Record) string {
			v := r.(*ledger.Visit)
			return v.Day.String() + "　" + look.OneLine(v.Content)
		},
		Hint: func(b *store.Book, r ledger.Record) string {
			switch v := r.(*ledger.Visit); {
			case v.Problem == "":
				return ""
			case v.Settled != 0:
				return "困难已办结"
			case find.TextOf(b.Today(), ledger.Visits, r, "late") != "":
				return "困难" + find.TextOf(b.Today(), ledger.Visits, r, "late")
			}
			return "困难未办结"
		},
		Past: func(ledger.Record, value.Date) bool { return false },
		Fill: func(b *store.Book, on value.ID, n ledger.Record) {
			v := n.(*ledger.Visit)
			v.Liaison, v.Day = on, b.Basis().Today
		}},
}
