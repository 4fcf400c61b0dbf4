package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// A hanging is what hangs on a record of a kind and is entered from its panel: the posts of a member, the visits of a
// standing contact.
type hanging struct {
	word  string // on the tab
	kind  ledger.Kind
	verb  string
	tell  string // of the verb, where there are none yet
	none  string
	tip   string
	label func(s *Shell, r ledger.Record) string
	hint  func(s *Shell, r ledger.Record) string
	past  func(r ledger.Record, today ledger.Date) bool // past ones come last
	fill  func(r *record, n ledger.Record)              // what a new one knows of the record it hangs on
}

func pastPost(r ledger.Record, today ledger.Date) bool { return !r.(*ledger.Post).Current(today) }

func postSpan(s *Shell, r ledger.Record) string {
	p := r.(*ledger.Post)
	if m, ok := s.Book.Get(ledger.Members, p.Person).(*ledger.Member); ok && p.Outlives(m) {
		return span(p.From, p.To) + "　人已" + ledger.MemberStates.Label(m.State) + "，请填离任日期"
	}
	return span(p.From, p.To)
}

var hangings = map[string]hanging{
	"member": {word: "任职", kind: ledger.Posts, verb: "登记任职", tell: "职务、任职日期和依据", none: "这个人还没有登记团内职务。", tip: "Enter 打开，离任时填离任日期",
		label: func(s *Shell, r ledger.Record) string {
			p := r.(*ledger.Post)
			return ledger.Duties.Label(p.Duty) + "　" + s.Book.Name("branch", p.Branch)
		},
		hint: postSpan, past: pastPost,
		fill: func(r *record, n ledger.Record) {
			p := n.(*ledger.Post)
			p.Person = r.id
			if m, ok := r.s.Book.Get(ledger.Members, r.id).(*ledger.Member); ok {
				p.Branch = m.Branch
			}
		}},
	"branch": {word: "班子", kind: ledger.Posts, verb: "登记任职", tell: "职务、任职日期和依据", none: "这个组织还没有登记班子。先登记书记。", tip: "Enter 打开，离任时填离任日期",
		label: func(s *Shell, r ledger.Record) string {
			p := r.(*ledger.Post)
			return ledger.Duties.Label(p.Duty) + "　" + s.Book.Name("member", p.Person)
		},
		hint: postSpan, past: pastPost,
		fill: func(r *record, n ledger.Record) { n.(*ledger.Post).Branch = r.id }},
	"officer": {word: "联系点", kind: ledger.Liaisons, verb: "登记联系点", tell: "社区、企业或团组织，一年走访几次", none: "这位委员还没有联系点。", tip: "Enter 打开，换人时填结束日期",
		label: func(s *Shell, r ledger.Record) string { return s.Book.Text(ledger.Liaisons, r, "place") },
		hint: func(s *Shell, r ledger.Record) string {
			l := r.(*ledger.Liaison)
			return "走访 " + s.Book.Text(ledger.Liaisons, r, "made") + "　" + span(l.From, l.To)
		},
		past: func(r ledger.Record, today ledger.Date) bool { return !r.(*ledger.Liaison).Current(today) },
		fill: func(r *record, n ledger.Record) { n.(*ledger.Liaison).Officer = r.id }},
	"liaison": {word: "走访", kind: ledger.Visits, verb: "登记走访", tell: "哪天去的，说了什么，有什么困难", none: "这个联系点还没有走访过。", tip: "Enter 打开，困难办结时填办结日期",
		label: func(_ *Shell, r ledger.Record) string {
			v := r.(*ledger.Visit)
			return v.Day.String() + "　" + kit.OneLine(v.Content)
		},
		hint: func(s *Shell, r ledger.Record) string {
			switch v := r.(*ledger.Visit); {
			case v.Problem == "":
				return ""
			case v.Settled != 0:
				return "困难已办结"
			case s.Book.Text(ledger.Visits, r, "late") != "":
				return "困难" + s.Book.Text(ledger.Visits, r, "late")
			}
			return "困难未办结"
		},
		past: func(ledger.Record, ledger.Date) bool { return false },
		fill: func(r *record, n ledger.Record) {
			v := n.(*ledger.Visit)
			v.Liaison, v.Day = r.id, r.s.Book.Basis().Today
		}},
}

// hung is what hangs on the panel's record, present ones first.
func (r *record) hung() []ledger.Record {
	h := hangings[r.kind.Name()]
	all := r.s.Book.List(store.Query{Kind: h.kind, Under: store.Place{Kind: r.kind.Name(), ID: r.id}})
	today := r.s.Book.Basis().Today
	var now, past []ledger.Record
	for i := range all.Len() {
		if one := all.Row(i); h.past(one, today) {
			past = append(past, one)
		} else {
			now = append(now, one)
		}
	}
	return append(now, past...)
}

// hungList shows what hangs on the record, with a way to enter one and to end one.
func (r *record) hungList() fyne.CanvasObject {
	h, all := hangings[r.kind.Name()], r.hung()
	rows := kit.RowsOf(0, all, func(one ledger.Record) kit.Item {
		return kit.Item{Icon: icons[h.kind.Name()], Label: h.label(r.s, one), Hint: h.hint(r.s, one)}
	}, func(one ledger.Record) { r.openHung(one.Head().ID, nil) })
	add := kit.NewButton(kit.Ordinary, kit.IconAdd, h.verb, "", func() {
		r.openHung(ledger.ID{}, func(n ledger.Record) { h.fill(r, n) })
	})
	r.s.only(store.MayAdd, add)
	switch {
	case r.foreign() && len(all) == 0:
		return kit.Empty(icons[h.kind.Name()], h.none)
	case len(all) == 0:
		return kit.Empty(icons[h.kind.Name()], h.none, kit.Stage{Icon: kit.IconAdd, Verb: h.verb, Tell: h.tell, Do: add.OnTapped})
	case r.foreign():
		return kit.Inset(kit.Gap4, kit.Pile(kit.Gap2, kit.NewWords("Enter 打开", kit.Note), rows))
	}
	return kit.Inset(kit.Gap4, kit.Pile(kit.Gap2, kit.Row(kit.NewWords(h.tip, kit.Note), layout.NewSpacer(), add), rows))
}

// span is from when to when something lasts.
func span(since, until ledger.Date) string {
	from := since.String()
	if from == "" {
		from = "日期未填"
	}
	if until == 0 {
		return from + " 至今"
	}
	return from + " 至 " + until.String()
}

// openHung shows one of what hangs on the record in the panel; at its end the record
// comes back.
func (r *record) openHung(id ledger.ID, set func(ledger.Record)) {
	l, kind, owner := r.l, r.kind, r.id
	l.openPanel(hangings[kind.Name()].kind, id, set, func() {
		l.closePanel()
		l.openPanel(kind, owner, nil, l.closeForm)
		if l.panel != nil {
			l.panel.tabs.Choose(1)
			l.panel.turn(1)
		}
	})
}
