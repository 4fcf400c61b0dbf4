// Package home holds the first page and what it leads to: things to do, the calendar, the tour for who has just taken over.
// It knows the Shell and how a round stands; what is due and what is counted only the Book knows.
package home

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// home is the first page: what needs doing, the figures, two charts.
type home struct {
	s      *page.Shell
	page   *page.Page
	body   *fyne.Container
	drafts []store.Draft
	care   care.State
	latest hands.Latest
	first  fyne.Focusable // the first list of things to do, where there is one
}

// Home makes the first page.
func Home(s *page.Shell) *page.Page {
	h := &home{s: s, body: container.NewStack()}
	h.page = &page.Page{Key: "home", Title: "首页", View: look.Ground(look.Page, kit.Scrolled(h.body)),
		Changed: func(store.Change) { h.ask() }, Cared: h.ask, Shut: h.latest.Drop}
	h.page.Keys = map[fyne.KeyName]func(){fyne.KeyF9: func() { s.ShowNew(ledger.Members, nil) }}
	if s.Book.Profile().Street {
		h.page.Keys = map[fyne.KeyName]func(){fyne.KeyF10: func() { s.ShowReceive(nil) }}
	}
	h.ask()
	return h.page
}

func (h *home) ask() {
	type answer struct {
		home   overview.Home
		drafts []store.Draft
		care   care.State
	}
	hands.RunLatest(&h.latest, func() (answer, error) {
		drafts, err := h.s.Book.Drafts().All()
		return answer{overview.HomeOf(h.s.Book), drafts, care.StateOf(h.s.Book)}, err
	}, func(a answer) {
		h.drafts, h.care = a.drafts, a.care
		h.draw(a.home)
	}, func(err error) { h.s.Fail("首页没有读出来", err) })
}

func (h *home) draw(d overview.Home) {
	begun := h.page.First != nil && h.s.Canvas().Focused() != h.page.First // what is drawn anew has the keyboard again
	h.first = nil
	h.body.Objects = []fyne.CanvasObject{h.view(d)}
	h.body.Refresh()
	if h.page.First = h.first; h.first == nil {
		h.page.First = kit.First(h.body.Objects[0])
	}
	if !begun && h.page.First != nil && h.s.Page() == h.page && h.s.Canvas().Overlays().Top() == nil {
		h.s.Canvas().Focus(h.page.First)
	}
}

func (h *home) view(d overview.Home) fyne.CanvasObject {
	switch {
	case d.Empty && len(h.drafts) > 0:
		return look.Inset(look.Gap6, look.Column(look.Gap6, h.todos(d), h.emptyOf(d)))
	case d.Empty:
		empty, todos := h.emptyOf(d), h.todos(d)
		h.first = kit.First(empty)
		return look.Inset(look.Gap6, look.Column(look.Gap6, empty, todos))
	}
	figures := make([]fyne.CanvasObject, len(d.Figures))
	for i, f := range d.Figures {
		figures[i] = h.figure(f)
	}
	abreast := h.abreast()
	rows := []fyne.CanvasObject{
		look.Row(look.NewWords(h.s.Book.Profile().Name, look.Title), layout.NewSpacer(), h.cared()),
		h.todos(d),
		look.Columns(2*abreast, look.Gap4, figures...),
	}
	if offer := h.s.Guide.Offer(); offer != nil {
		rows = append([]fyne.CanvasObject{rows[0], offer}, rows[1:]...)
	}
	if d.Street {
		rows = []fyne.CanvasObject{h.streetHead(d), h.todos(d), h.streetRound(d), rows[2]}
	}
	var charts []fyne.CanvasObject
	if len(d.Founding) > 0 {
		charts = append(charts, h.founding(d.Founding))
	}
	if len(d.Branches) > 0 {
		charts = append(charts, h.branches(d))
	}
	if len(charts) > 0 {
		rows = append(rows, look.Columns(abreast, look.Gap4, charts...))
	}
	return look.Inset(look.Gap6, look.Column(look.Gap4, rows...))
}

// cared is the line that tells how the ledger is backed up.
func (h *home) cared() fyne.CanvasObject {
	text, tone := page.CareWords(h.care, h.s.Today())
	if h.s.Trouble != "" {
		text, tone = "没有自动备份。"+h.s.Trouble, look.Warn
	}
	return careLine(text, tone, func() { h.s.ShowBackups() })
}

// abreast is how many wide things stand beside each other in the room there is.
func (h *home) abreast() int {
	if look.NowSize() == look.Huge || look.Room() > 0 && look.Room() < abreastEms*look.Now().Text {
		return 1
	}
	return 2
}

const abreastEms = 62 // characters, for two lists of things to do with their words whole

// emptyOf is where to begin, of a street or of a community.
func (h *home) emptyOf(d overview.Home) fyne.CanvasObject {
	if d.Street {
		return h.streetEmpty()
	}
	return h.empty()
}

func (h *home) empty() fyne.CanvasObject {
	return kit.Empty(look.IconHome, "这个台账还是空的。从哪里开始都行，以后随时能补。",
		kit.Stage{Icon: look.IconImport, Verb: "导入现有表格", Tell: "Excel 或 CSV，也可以把文件拖进来", Do: func() { h.s.ShowIntake(nil, nil) }},
		kit.Stage{Icon: look.IconFirm, Verb: "录入第一家企业", Tell: "先有企业，再有支部和团员", Do: func() { h.s.ShowNew(ledger.Enterprises, nil) }},
		kit.Stage{Icon: look.IconPractice, Verb: "打开练习台账", Tell: "先用虚构的人员试一遍", Do: h.s.Close})
}

// todos are the six gravest things that need doing, and the way to all.
func (h *home) todos(d overview.Home) fyne.CanvasObject {
	todos := d.Todos
	if len(h.drafts) > 0 {
		todos = append([]overview.Todo{{Count: len(h.drafts), Text: "份录入没有保存，可以接着填"}}, todos...)
	}
	calendar := kit.NewButton(kit.Quiet, look.IconCalendar, "日历", "", h.s.ShowCalendar)
	if len(todos) == 0 && d.Off == 0 {
		return look.Card(look.Inset(look.Gap4, look.Row(look.NewPicture(look.IconDone, look.Green), look.NewWords("没有待办的事。", look.Body), layout.NewSpacer(), calendar)))
	}
	if d.Due+d.Off > 0 || !d.Empty {
		todos = append(slices.Clone(todos), overview.Todo{Text: allWords(d), Page: overview.PageTodos})
	}
	n := h.abreast()
	half := (len(todos) + n - 1) / n
	first := h.todoRows(todos[:half])
	columns := []fyne.CanvasObject{first}
	if half < len(todos) {
		second := h.todoRows(todos[half:])
		columns = append(columns, second)
		h.oneList(first, second)
	}
	return look.Card(look.Inset(look.Gap4, look.Column(look.Gap1,
		look.Row(look.NewPicture(look.IconFlag, look.Red), look.NewWords("待办", look.Head), layout.NewSpacer(), calendar),
		look.Columns(n, look.Gap6, columns...))))
}

// allWords is the line that opens everything that needs doing.
func allWords(d overview.Home) string {
	text := "全部（" + strconv.Itoa(d.Due) + " 件）"
	if d.Off > 0 {
		text += "，另有 " + strconv.Itoa(d.Off) + " 件已推迟"
	}
	return text
}

// oneList lets the arrow keys go through two lists that stand beside each other as through one, and across.
func (h *home) oneList(left, right *kit.Rows) {
	to := func(rows *kit.Rows, at int) bool {
		rows.Stand(at)
		h.s.Canvas().Focus(rows)
		return true
	}
	left.OnKey = func(name fyne.KeyName) bool {
		switch {
		case name == fyne.KeyRight:
			return to(right, left.At())
		case name == fyne.KeyDown && left.At() >= len(left.Items())-1:
			return to(right, 0)
		}
		return false
	}
	right.OnKey = func(name fyne.KeyName) bool {
		switch {
		case name == fyne.KeyLeft:
			return to(left, right.At())
		case name == fyne.KeyUp && right.At() <= 0:
			return to(left, len(left.Items())-1)
		}
		return false
	}
}

func (h *home) todoRows(todos []overview.Todo) *kit.Rows {
	var rows *kit.Rows
	rows = kit.RowsOf(len(todos), todos, func(t overview.Todo) kit.Item {
		if t.Page == overview.PageTodos {
			return kit.Item{Lead: "›", Label: t.Text} // it has its number in its words
		}
		return kit.Item{Lead: strconv.Itoa(t.Count), Label: t.Text, Hint: "查看 ›"}
	}, func(t overview.Todo) {
		switch {
		case t.Query.Kind != nil || t.Page != "":
			h.s.ShowTodo(t)
		case len(h.drafts) == 1 && h.s.OpenDraft(h.drafts[0]):
		default:
			h.s.DraftMenu(rows, h.drafts, h.ask)
		}
	})
	if h.first == nil {
		h.first = rows
	}
	return rows
}

// figure is one number with what it is a part of, and a note.
func (h *home) figure(f overview.Figure) fyne.CanvasObject {
	number, share := strconv.Itoa(f.Part), ""
	if f.Of >= 0 {
		number += " / " + strconv.Itoa(f.Of)
		share = "—"
		if f.Of > 0 {
			share = look.Share(f.Part, f.Of)
		}
	}
	big := number
	if share != "" {
		big = share
		number = "　" + number
	} else {
		number = ""
	}
	return kit.NewTile(look.Column(look.Gap1, look.Row(look.NewWords(f.Title, look.Aside), layout.NewSpacer(), look.NewWords(f.Change, look.Note)),
		look.Row(look.NewWords(big, look.Figure), look.NewWords(number, look.Aside)),
		look.NewWords(f.Note, look.Note)), func() { h.s.ShowList(f.Query) })
}

// foundingTints are the colours of 建团状态, by code: what is built is dark and what has grown firm the darkest, what is
// due and not built stands out, what nobody knows is grey.
var foundingTints = map[string]int{codes.FoundingUnknown: 3, "2": 1, "3": 4, codes.FoundingDue: 2, "5": 5, codes.FoundingBuilt: 0, codes.FoundingFirm: 6, "7": 3}

func parts(slices []overview.Slice) ([]look.Part, map[string]records.Query) {
	out, queries := make([]look.Part, len(slices)), map[string]records.Query{}
	for i, s := range slices {
		out[i] = look.Part{Label: s.Label, N: s.Count}
		if tint, ok := foundingTints[s.Code]; ok {
			out[i].Tint = look.StateTint(tint)
		}
		queries[s.Label] = s.Query
	}
	return out, queries
}

func (h *home) founding(slices []overview.Slice) fyne.CanvasObject {
	all, queries := parts(slices)
	stack := look.NewStack(all)
	stack.OnTap = func(label string) { h.s.ShowList(queries[label]) }
	return look.Card(look.Inset(look.Gap4, look.Column(look.Gap4, look.NewWords("企业建团状态", look.Head), stack)))
}

func (h *home) branches(d overview.Home) fyne.CanvasObject {
	all, queries := parts(d.Branches)
	title, rest := "各支部团员数", records.Query{Kind: ledger.Branches, Tab: "live", Sort: "count", Desc: true}
	if d.Street {
		title, rest = "各社区团员数", records.Query{Kind: ledger.Communities, Sort: "members", Desc: true}
	}
	bars := look.NewBars(all)
	bars.OnTap = func(label string) {
		if q, ok := queries[label]; ok {
			h.s.ShowList(q)
			return
		}
		h.s.ShowList(rest)
	}
	return look.Card(look.Inset(look.Gap4, look.Column(look.Gap4, look.NewWords(title, look.Head), bars)))
}
