package travel

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// arrival is the page of one community at its street: how its last package stands, what is wrong in what was received,
// what was sent back, and all packages that came.
type arrival struct {
	s       *page.Shell
	id      value.ID
	page    *page.Page
	place   *fyne.Container
	known   arrivalAnswer
	tab     int
	groups  [2][]*warnings // hard, soft
	tabs    *kit.Tabs
	middle  *fyne.Container
	latest  hands.Latest
	started bool
}

type arrivalAnswer struct {
	arrival    rules.Arrival
	hard, soft []rules.Problem
	matters    []*ledger.Matter
	parcels    []*ledger.Parcel
}

// The tabs of a community's page.
const (
	arrivalHard = iota
	arrivalSoft
	arrivalMatters
	arrivalParcels
)

// Community shows how one community of a street stands.
func Community(s *page.Shell, id value.ID) *page.Page { return newArrival(s, id, -1).page }

// newArrival begins with a tab, or with the first that has something for -1.
func newArrival(s *page.Shell, id value.ID, tab int) *arrival {
	a := &arrival{s: s, id: id, tab: tab, place: container.NewStack(), middle: container.NewStack()}
	a.page = &page.Page{Key: id.String(), Topic: "一个社区", Title: s.Book.Today().Name(ledger.Communities, id), View: look.Ground(look.Page, a.place), Shut: a.latest.Drop,
		Changed: func(store.Change) { a.ask() }, Keys: map[fyne.KeyName]func(){fyne.KeyEscape: s.ShowSubmit}}
	a.ask()
	return a
}

func (a *arrival) ask() {
	b, id := a.s.Book, a.id
	hands.RunLatest(&a.latest, func() (arrivalAnswer, error) {
		var k arrivalAnswer
		for _, one := range rules.Arrivals(b.Today()) {
			if one.Community.ID == id {
				k.arrival = one
			}
		}
		k.hard, k.soft = rules.ProblemsOf(b.Today(), id)
		under := records.Place{Kind: "community", ID: id}
		matters := find.ListOf(b.Today(), records.Query{Kind: ledger.Matters, Under: under})
		for i := range matters.Len() {
			k.matters = append(k.matters, matters.Row(i).(*ledger.Matter))
		}
		parcels := find.ListOf(b.Today(), records.Query{Kind: ledger.Parcels, Under: under, Sort: "number", Desc: true})
		for i := range parcels.Len() {
			k.parcels = append(k.parcels, parcels.Row(i).(*ledger.Parcel))
		}
		return k, nil
	}, a.draw, nil)
}

func (a *arrival) draw(k arrivalAnswer) {
	a.known = k
	a.groups = [2][]*warnings{gather(k.hard), gather(k.soft)}
	if k.arrival.Community == nil {
		a.place.Objects = []fyne.CanvasObject{kit.Empty(look.IconCommunity, "这个社区已经不在台账里了。")}
		a.place.Refresh()
		return
	}
	counts := []int{len(k.hard), len(k.soft), len(k.matters), len(k.parcels)}
	if a.tab < 0 {
		a.tab = arrivalParcels
		for i, n := range counts {
			if n > 0 {
				a.tab = i
				break
			}
		}
	}
	a.tabs = kit.NewTabs([]kit.Tab{{Label: "必须改的", Count: counts[0]}, {Label: "提醒", Count: counts[1]}, {Label: "回执事项", Count: counts[2]}, {Label: "收过的包", Count: counts[3]}}, func(i int) {
		a.tab = i
		a.turn()
	})
	a.tabs.OnKey = func(key fyne.KeyName) bool {
		if f := kit.First(a.middle.Objects[0]); key == fyne.KeyDown && f != nil {
			a.s.Canvas().Focus(f)
			return true
		}
		return false
	}
	a.tabs.Choose(a.tab)
	a.place.Objects = []fyne.CanvasObject{look.Inset(look.Gap6, look.Pile(look.Gap4, a.head(), a.summary(), look.Card(look.Pile(0, look.Inset(look.Gap1, a.tabs), look.HLine(), a.middle))))}
	a.turn()
	a.place.Refresh()
	if !a.started {
		a.started = true
		a.page.First = a.tabs
		if f := kit.First(a.middle.Objects[0]); f != nil {
			a.page.First = f
		}
		if a.s.Page() == a.page && a.s.Canvas().Overlays().Top() == nil {
			a.s.Canvas().Focus(a.page.First)
		}
	}
}

func (a *arrival) head() fyne.CanvasObject {
	s, c := a.s, a.known.arrival.Community
	list := func(kind ledger.Kind) func() {
		return func() {
			s.ShowList(records.Query{Kind: kind, Tab: kind.Begin(), Under: records.Place{Kind: "community", ID: a.id}, Sort: face.Sort(kind)})
		}
	}
	back := kit.NewButton(kit.Quiet, look.IconLeft, "各社区", "Esc", s.ShowSubmit)
	words := look.Row(back, look.Column(0, look.NewWords(c.Title, look.Title), look.NewWords(c.Code+"　"+codes.CommunityTypes.Label(c.Sort), look.Note)))
	deeds := []fyne.CanvasObject{
		kit.NewButton(kit.Ordinary, look.IconFirm, "企业", "", list(ledger.Enterprises)), kit.NewButton(kit.Ordinary, look.IconBranch, "团组织", "", list(ledger.Branches)),
		kit.NewButton(kit.Ordinary, look.IconPeople, "团员", "", list(ledger.Members)), kit.NewButton(kit.Ordinary, look.IconCommunity, "社区资料", "", func() { s.ShowRecord(ledger.Communities, a.id) }),
	}
	return look.Beside(words, look.Row(deeds...))
}

// summary is one line about the package of this round.
func (a *arrival) summary() fyne.CanvasObject {
	one := a.known.arrival
	if one.Parcel == nil {
		text := "这一轮还没有上报。"
		if one.Last != nil {
			text += "台账里是 " + one.Last.Day.String() + " 上报的（第 " + one.Last.Number.String() + " 次）。"
		}
		return look.Notice(look.IconWarning, look.Amber, look.AmberBg, look.NewParagraph(text, look.Body, summaryEms))
	}
	p := one.Parcel
	text := "第 " + p.Number.String() + " 次上报，统计到 " + p.Day.String() + "：团员 " + strconv.Itoa(one.Members) + "，新增 " + p.Added.String() + "，减少 " + p.Removed.String() + "，变更 " + p.Changed.String() + "。"
	icon, tint := look.IconDone, look.Green
	reply := "已经发过回执（第 " + p.Answer.String() + " 号）。"
	if p.Answer == 0 {
		reply, icon, tint = "还没有回执。", look.IconInfo, look.Second
	}
	return look.Card(look.Inset(look.Gap4, look.Row(look.NewPicture(icon, tint), look.NewParagraph(text+reply, look.Body, summaryEms), layout.NewSpacer())))
}

const summaryEms = 46

// turn shows what the chosen tab is about.
func (a *arrival) turn() {
	var show fyne.CanvasObject
	switch a.tab {
	case arrivalHard:
		show = a.problems(0, "没有必须改的错误。")
	case arrivalSoft:
		show = a.problems(1, "没有要提醒的。")
	case arrivalMatters:
		show = a.matterRows()
	default:
		show = a.parcelRows()
	}
	a.middle.Objects = []fyne.CanvasObject{show}
	a.middle.Refresh()
}

// problems lists faults by what is wrong; → unfolds them.
func (a *arrival) problems(which int, none string) fyne.CanvasObject {
	groups := a.groups[which]
	if len(groups) == 0 {
		return look.Nothing(look.IconDone, none)
	}
	var lines []warningLine
	list := kit.NewRows(0, nil)
	draw := func() {
		lines = unfolded(groups)
		items := make([]kit.Item, len(lines))
		for i, l := range lines {
			items[i] = l.item(nil)
			items[i].Hint = "查看 ›"
			if l.group != nil && len(l.problems) > 1 {
				items[i].Hint = ""
			}
		}
		list.Set(items)
	}
	turn := func(i int, open bool) {
		if g := lines[i].group; g != nil && len(g.problems) > 1 {
			g.open = open
			draw()
		}
	}
	list.OnFold = turn
	list.OnPick = func(i int) {
		if l := lines[i]; l.group != nil && len(l.problems) > 1 {
			turn(i, !l.group.open)
			return
		}
		a.openProblem(lines[i].problems[0])
	}
	if len(groups) == 1 {
		groups[0].open = true
	}
	draw()
	list.Stand(0)
	return look.Inset(look.Gap2, look.Pile(look.Gap1, look.NewWords("→ 展开，Enter 打开那一条那一栏；在那里可以退回给社区。", look.Note), list))
}

func (a *arrival) openProblem(p rules.Problem) {
	a.s.ShowRecordFrom(p.Kind, p.ID, a.way(p.Fault.Key, p.Fault.Text))
}

// way leads from a record back to this page and its tab.
func (a *arrival) way(field, tell string) *page.Way {
	s, id, tab := a.s, a.id, a.tab
	return &page.Way{Label: "回到" + s.Book.Today().Name(ledger.Communities, id), Tell: tell, Field: field, Do: func() { s.Show(newArrival(s, id, tab).page) }}
}

func (a *arrival) parcelRows() fyne.CanvasObject {
	if len(a.known.parcels) == 0 {
		return look.Nothing(look.IconInfo, "还没有收过这个社区的包。")
	}
	return look.Inset(look.Gap2, kit.RowsOf(0, a.known.parcels, func(p *ledger.Parcel) kit.Item {
		return kit.Item{Icon: look.IconImport, Label: codes.ParcelSorts.Label(p.Sort) + "　第 " + p.Number.String() + " 次　" + p.Day.String() + "　团员 " + p.Members.String() + "　新增 " + p.Added.String() + "　变更 " + p.Changed.String() + "　减少 " + p.Removed.String(),
			Hint: "错误 " + p.Hard.String() + "　提醒 " + p.Soft.String() + "　" + codes.ParcelStates.Label(p.State)}
	}, func(p *ledger.Parcel) { a.s.ShowRecord(ledger.Parcels, p.ID) }))
}

func (a *arrival) matterRows() fyne.CanvasObject {
	if len(a.known.matters) == 0 {
		return look.Nothing(look.IconInfo, "没有退回过什么。")
	}
	return look.Inset(look.Gap2, kit.RowsOf(0, a.known.matters, matterItem, func(m *ledger.Matter) { openMatter(a.s, m, a.way("", "")) }))
}
