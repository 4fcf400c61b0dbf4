package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// postsOf is the word for the posts that hang on a record of a kind.
var postsOf = map[string]string{"member": "任职", "branch": "班子"}

// posts are the posts of a member or of a branch, present ones first.
func (r *record) posts() []*ledger.Post {
	all := r.s.Book.List(store.Query{Kind: ledger.Posts, Under: store.Place{Kind: r.kind.Name(), ID: r.id}})
	today := r.s.Book.Basis().Today
	var now, past []*ledger.Post
	for i := range all.Len() {
		if p := all.Row(i).(*ledger.Post); p.Current(today) {
			now = append(now, p)
		} else {
			past = append(past, p)
		}
	}
	return append(now, past...)
}

// postList shows the posts with a way to enter one and to end one.
func (r *record) postList() fyne.CanvasObject {
	posts := r.posts()
	rows := kit.NewRows(0, func(i int) { r.openPost(posts[i].ID, nil) })
	items := make([]kit.Item, len(posts))
	for i, p := range posts {
		who := r.s.Book.Name("branch", p.Branch)
		if r.kind == ledger.Branches {
			who = r.s.Book.Name("member", p.Person)
		}
		items[i] = kit.Item{Icon: kit.IconPerson, Label: ledger.Duties.Label(p.Duty) + "　" + who, Hint: span(p)}
	}
	rows.Set(items)
	add := kit.NewButton(kit.Ordinary, kit.IconAdd, "登记任职", "", func() {
		r.openPost(ledger.ID{}, func(n ledger.Record) {
			p := n.(*ledger.Post)
			if r.kind == ledger.Branches {
				p.Branch = r.id
				return
			}
			p.Person = r.id
			if m, ok := r.s.Book.Get(ledger.Members, r.id).(*ledger.Member); ok {
				p.Branch = m.Branch
			}
		})
	})
	r.s.only(store.MayAdd, add)
	if len(posts) == 0 {
		word := "这个人还没有登记团内职务。"
		if r.kind == ledger.Branches {
			word = "这个组织还没有登记班子。先登记书记。"
		}
		return kit.Empty(kit.IconPerson, word, kit.Stage{Icon: kit.IconAdd, Verb: "登记任职", Tell: "职务、任职日期和依据", Do: add.OnTapped})
	}
	return kit.Inset(kit.Gap4, tall(kit.Gap2, kit.Row(kit.NewWords("Enter 打开，离任时填离任日期", kit.Note), layout.NewSpacer(), add), rows))
}

// span is from when to when a post is held.
func span(p *ledger.Post) string {
	from := p.From.String()
	if from == "" {
		from = "日期未填"
	}
	if p.To == 0 {
		return from + " 至今"
	}
	return from + " 至 " + p.To.String()
}

// openPost shows a post in the panel; at its end the record comes back.
func (r *record) openPost(id ledger.ID, set func(ledger.Record)) {
	l, kind, owner := r.l, r.kind, r.id
	l.openPanel(ledger.Posts, id, set, func() {
		l.closePanel()
		l.openPanel(kind, owner, nil, l.closeForm)
		if l.panel != nil {
			l.panel.tabs.Choose(1)
			l.panel.turn(1)
		}
	})
}
