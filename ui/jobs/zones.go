package jobs

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// zones is the page of the buildings, parks and streets: how many enterprises and people are in each, and with names where some
// that are too small alone would reach the number of a branch together.
type zones struct {
	s     *page.Shell
	page  *page.Page
	rows  *kit.Rows
	told  *look.Words
	lines []*rules.Zone // of each row
}

const zonesTitle = "按片区联合建团"

// Zones makes the page.
func Zones(s *page.Shell) *page.Page {
	p := &zones{s: s, told: look.NewWords("", look.Strong)}
	p.rows = kit.NewRows(0, func(i int) { p.begin(i) })
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	list := kit.NewButton(kit.Ordinary, look.IconColumns, "看这一片的企业", "F8", p.list)
	start := kit.NewButton(kit.Primary, look.IconRight, "联合建团", "Enter", func() { p.begin(p.rows.At()) })
	head := look.Flow(back, look.NewWords(zonesTitle, look.Title), layout.NewSpacer(), list, start)
	p.page = &page.Page{Key: "jobs", Title: zonesTitle, First: p.rows, Changed: func(store.Change) { p.fill() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, p.told, look.Card(look.Inset(look.Gap4, p.rows))))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF8: p.list, fyne.KeyEscape: p.leave}}
	p.fill()
	return p.page
}

func (p *zones) leave() { p.s.Open(jobsFrom(zonesTitle)) }

func (p *zones) fill() {
	v := p.s.Book.Today()
	all, joint := rules.Zones(v), 0
	var items []kit.Item
	p.lines = nil
	for _, z := range all {
		label, icon := z.Name, look.IconFirm
		if v.Street() {
			label += "（" + v.Name(ledger.Communities, z.Community) + "）"
		}
		if len(z.Joint) > 0 {
			joint++
			label += "　" + strconv.Itoa(len(z.Joint)) + " 家合起来 " + strconv.Itoa(z.JointMembers) + " 名团员，够建联合团支部"
			icon = look.IconAdd
		}
		tell := zoneTell(z)
		items, p.lines = append(items, kit.Item{Icon: icon, Label: label, Hint: tell, Tip: label + "　" + tell}), append(p.lines, z)
		roll := rules.Roll(v).Unit
		for _, e := range z.Joint {
			items, p.lines = append(items, kit.Item{Icon: look.IconFirm, Label: e.Title, Hint: strconv.Itoa(roll[e.ID]) + " 名团员", Depth: 1, Tip: e.Title}), append(p.lines, z)
		}
	}
	switch {
	case len(all) == 0:
		p.told.SetText("还没有写企业在哪个楼宇、园区、哪条街。在企业的“楼宇园区”里写上，同一处写法一样，这里就按片区列出来。")
	case joint == 0:
		p.told.SetText(strconv.Itoa(len(all)) + " 个片区。现在没有自己不够、合起来够建团支部的。")
	default:
		p.told.SetText(strconv.Itoa(len(all)) + " 个片区，" + strconv.Itoa(joint) + " 个片区里有几家自己不够 " + strconv.Itoa(v.Basis().Rules.BranchMin) + " 名团员、合起来够。")
	}
	at := p.rows.At()
	p.rows.Set(items)
	p.rows.Stand(max(0, at))
}

// zoneTell is how many are in a zone.
func zoneTell(z *rules.Zone) string {
	parts := []string{strconv.Itoa(len(z.All)) + " 家", "职工 " + strconv.Itoa(z.Staff), "35 岁以下 " + strconv.Itoa(z.Under35), "团员 " + strconv.Itoa(z.Members), "已建团 " + strconv.Itoa(z.Built) + " 家"}
	return strings.Join(parts, "　")
}

// begin founds a joint branch with those that are proposed; where none are, or they are another ledger's, it shows the list.
func (p *zones) begin(i int) {
	if i < 0 || i >= len(p.lines) {
		return
	}
	z := p.lines[i]
	if len(z.Joint) == 0 || z.Joint[0].Received() {
		p.listOf(z)
		return
	}
	if !p.s.Allowed(store.MayWork) {
		return
	}
	var ids []value.ID
	for _, e := range z.Joint {
		ids = append(ids, e.ID)
	}
	p.s.Open(foundJoint(ids))
}

func (p *zones) list() {
	if i := p.rows.At(); i >= 0 && i < len(p.lines) && p.s.Canvas().Overlays().Top() == nil {
		p.listOf(p.lines[i])
	}
}

func (p *zones) listOf(z *rules.Zone) {
	q := records.Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name", Filters: []records.Filter{{Key: "zone", Texts: []string{z.Name}}}}
	if p.s.Book.Profile().Street {
		q.Under = records.Place{Kind: ledger.Communities.Name(), ID: z.Community}
	}
	p.s.ShowList(q)
}

// foundJoint makes the page of 建一个团支部 for several enterprises together.
func foundJoint(all []value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		p := newPoll(s, codes.ElectionFounding)
		p.ask(all[0], func() (*work.Poll, error) { return work.FoundJoint(s.Book, all) })
		return p.page
	}
}

// zoning is the page of zones on the page of jobs.
func zoning() job {
	return job{group: "组织", title: zonesTitle, tell: "哪个楼宇、园区、哪条街的几家企业，自己不够 {branch_min} 名团员、合起来够，从这里一起建", kind: ledger.Enterprises, others: true, looks: true, begin: opening(Zones)}
}
