// Package household holds 一户一档, the page of all that is known of one firm, one organisation or one person (league.md §1.2):
// what happened, what is due, what hangs from it, its facts, and what can be done with it. It knows pages and asks package
// chronicle what happened; how a kind looks is face's to say.
package household

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/chronicle"
	"tuanjian/store/forms"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

// household is the page.
type household struct {
	s    *page.Shell
	page *page.Page
	kind ledger.Kind
	id   value.ID
	back func()

	group string // of the events on show, "" for all
	all   *chronicle.Chronicle
	events
	dues  []chronicle.Due
	hangs []chronicle.Hanging

	title  *look.Words
	told   *look.Words
	tabs   *kit.Tabs
	groups []string // by tab
	grid   *grid.Grid
	table  *fyne.Container // the grid, or what stands in its place
	side   *fyne.Container
	about  fyne.CanvasObject // the side, where it scrolls
	narrow bool              // there is no room for it beside the events: it is a tab
	deed   *kit.Button
	paper  *kit.Button
	latest hands.Latest
}

// aboutTab is the tab of what stands beside the events where there is room.
const aboutTab = "about"

// columns are those of the events.
var columns = []ledger.Column{{Key: "when", Label: "日期", Width: 12}, {Key: "sort", Label: "种类", Width: 8}, {Key: "with", Label: "有关的人和单位", Width: 17}, {Key: "what", Label: "什么事", Width: 34}}

// Household makes the page of one record; back leads to where a person came from.
func Household(s *page.Shell, kind ledger.Kind, id value.ID, back func()) *page.Page {
	return newHousehold(s, kind, id, back).page
}

func newHousehold(s *page.Shell, kind ledger.Kind, id value.ID, back func()) *household {
	h := &household{s: s, kind: kind, id: id, back: back, title: look.NewWords("", look.Title), told: look.NewWords("", look.Aside), side: look.Column(0),
		narrow: look.Room() > 0 && look.Room() < beside*look.Now().Text}
	h.grid = grid.New(grid.Source{Len: h.length, Cell: h.cell, Key: func(i int) string { return h.shown.Events[i].Key() }})
	h.grid.SetColumns(columns, nil)
	h.grid.OnOpen = h.open
	h.tabs = kit.NewTabs(nil, func(i int) { h.turn(h.groups[i]) })
	h.table = container.NewStack(h.grid)
	home := kit.NewButton(kit.Quiet, look.IconLeft, "返回", "Esc", h.leave)
	h.deed = kit.NewButton(kit.Primary, look.IconMore, "办理", "F8", h.menu)
	edit := kit.NewButton(kit.Ordinary, look.IconEdit, "资料", "F9", h.edit)
	h.paper = kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", h.print)
	head := look.Flow(home, h.title, h.told, layout.NewSpacer(), edit, h.paper, h.deed)
	keys := look.NewWords("Enter 打开这一条　F5 换种类　Tab 走到上面和左边", look.Note)
	events := look.Card(container.NewBorder(look.Pile(0, look.Inset(look.Gap1, kit.Strip(h.tabs)), look.HLine()), look.Inset(look.Gap2, keys), nil, nil, h.table))
	h.about = kit.Scrolled(look.Inset(look.Gap4, h.side))
	body := fyne.CanvasObject(events)
	if !h.narrow {
		body = kit.TwoColumns(look.Card(h.about), events, func(all float32) float32 { return min(sideEms*look.Now().Text, all*0.36) })
	}
	h.page = &page.Page{Key: kind.Name(), Title: page.HouseholdWord, First: h.grid, Shut: h.latest.Drop, Changed: func(store.Change) { h.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, container.NewBorder(look.Column(look.Gap2, head, look.Row()), nil, nil, nil, body))),
		Keys: map[fyne.KeyName]func(){fyne.KeyEscape: h.leave, fyne.KeyF5: h.next, fyne.KeyF8: h.menu, fyne.KeyF9: h.edit, fyne.KeyF12: h.print}}
	h.ask()
	return h
}

// beside is the room in characters from which on the facts stand beside the events.
const beside = 56

// sideEms is how many characters wide the facts are at most.
const sideEms = 20

// leave goes back to where a person came from.
func (h *household) leave() {
	if h.back != nil {
		h.back()
		return
	}
	h.s.ShowList(face.List(h.kind))
}

// way leads from what is opened here back to the same row.
func (h *household) way(field string) *page.Way {
	return &page.Way{Label: page.HouseholdWord, Home: true, Field: field, Tell: "看完或改好，按 Esc 回到" + page.HouseholdWord, Do: func() {
		h.s.Show(h.page)
		h.ask()
	}}
}

type answer struct {
	all   *chronicle.Chronicle
	dues  []chronicle.Due
	hangs []chronicle.Hanging
}

// ask gathers everything anew.
func (h *household) ask() {
	b, kind, id := h.s.Book, h.kind, h.id
	hands.RunLatest(&h.latest, func() (answer, error) {
		c := chronicle.Of(b.Today(), kind, id, b.Clock().Location())
		if c == nil {
			return answer{}, nil
		}
		return answer{c, c.Dues(), c.Hangings()}, nil
	}, h.draw, func(err error) { h.s.FailOn(h.page, "读不出"+page.HouseholdWord, err) })
}

func (h *household) draw(a answer) {
	if a.all == nil { // removed, or taken back
		h.leave()
		return
	}
	first := h.all == nil
	h.all, h.dues, h.hangs = a.all, a.dues, a.hangs
	name := h.all.View().Called(h.all.Record)
	h.title.SetText(name)
	h.told.SetText(h.stand())
	h.drawGroups()
	h.drawSide()
	h.turn(h.group)
	if first && h.length() > 0 {
		h.grid.Select(0)
	}
	if len(h.deeds()) == 0 {
		h.deed.Disable()
	} else {
		h.deed.Enable()
	}
}

// stand is what sort of record it is, and in which of its kind's states.
func (h *household) stand() string {
	text := h.kind.Title()
	for _, s := range h.kind.States() {
		if s.In != nil && s.In(h.all.Record, h.all.View().Basis()) {
			text += "　" + s.Title
		}
	}
	return text
}

// drawGroups puts the sorts of events above them.
func (h *household) drawGroups() {
	var tabs []kit.Tab
	h.groups = nil
	at := 0
	if h.narrow {
		h.groups, tabs = append(h.groups, aboutTab), append(tabs, kit.Tab{Label: "概况", Count: -1})
	}
	if h.group == "" {
		at = len(tabs)
	}
	h.groups, tabs = append(h.groups, ""), append(tabs, kit.Tab{Label: "全部往来", Count: h.all.Total()})
	for _, g := range h.all.Groups() {
		if g.Key == h.group {
			at = len(tabs)
		}
		h.groups = append(h.groups, g.Key)
		tabs = append(tabs, kit.Tab{Label: g.Title, Count: g.Count})
	}
	h.group = h.groups[at]
	h.tabs.Set(tabs)
	h.tabs.Choose(at)
}

// turn shows the events of one group.
func (h *household) turn(group string) {
	h.group = group
	show := fyne.CanvasObject(h.grid)
	if group == aboutTab {
		h.shown, show = h.all.Only(""), h.about
	} else if h.shown = h.all.Only(group); h.length() == 0 {
		show = h.nothing()
	}
	if h.table.Objects[0] != show {
		h.table.Objects = []fyne.CanvasObject{show}
		h.table.Refresh()
	}
	h.grid.Refresh()
}

// next is F5: the next group.
func (h *household) next() {
	if len(h.groups) == 0 {
		return
	}
	i := (h.tabs.At() + 1) % len(h.groups)
	h.tabs.Choose(i)
	h.turn(h.groups[i])
	if first := kit.First(h.table.Objects[0]); first == nil {
		h.s.Canvas().Focus(h.tabs)
	} else {
		if h.group != aboutTab && h.length() > 0 {
			h.grid.Select(0)
		}
		h.s.Canvas().Focus(first)
	}
}

func (h *household) nothing() fyne.CanvasObject {
	var stages []kit.Stage
	if works := h.works(); len(works) > 0 {
		stages = append(stages, kit.Stage{Icon: works[0].Icon, Verb: works[0].Label, Tell: "记下来，以后就在这里看得到", Do: works[0].Do})
	}
	return kit.Empty(look.IconHistory, "还没有往来。走访、开会、任职、收团费、转接这些，记下以后都按日期列在这里。", stages...)
}

// open shows the record of an event.
func (h *household) open(row int) { h.show(h.s, row, h.way) }

// edit opens the record's own form.
func (h *household) edit() {
	if h.free() {
		h.s.ShowRecordFrom(h.kind, h.id, h.way(""))
	}
}

// free says that the page is there and nothing stands over it.
func (h *household) free() bool { return h.all != nil && h.s.Canvas().Overlays().Top() == nil }

func (h *household) deeds() []kit.Deed {
	return h.s.DeedsOf(h.kind, h.all.Record, h.way(""))
}

// works are the jobs alone.
func (h *household) works() []kit.Deed {
	return h.s.WorksOf(h.kind, h.all.Record)
}

// menu is F8: what can be done with the record.
func (h *household) menu() {
	if !h.free() {
		return
	}
	if deeds := h.deeds(); len(deeds) > 0 {
		kit.Menu(h.s.Canvas(), h.deed, deeds)
	}
}

// print asks what goes on paper: the events, or the record's own papers where its kind has some.
func (h *household) print() {
	if !h.free() {
		return
	}
	papers := h.s.PaperDeeds(h.kind, h.id, h.way("").Do)
	if len(papers) == 0 {
		h.printEvents()
		return
	}
	events := kit.Deed{Icon: look.IconHistory, Label: forms.Title(forms.Chronicle), Do: h.printEvents}
	kit.Menu(h.s.Canvas(), h.paper, append([]kit.Deed{events}, papers...))
}

// printEvents shows the events on paper.
func (h *household) printEvents() {
	group := h.group
	if group == aboutTab {
		group = ""
	}
	p := forms.Print{Form: forms.Chronicle, Of: records.Place{Kind: h.kind.Name(), ID: h.id}, Group: group}
	h.s.Show(paper.PrintFixed(h.s, p, h.kind.Name(), h.way("").Do))
}

// more says how many are not shown.
func more(n int) string { return "还有 " + strconv.Itoa(n) + " 件" }
