package jobs

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/grid"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// A filling is what stands on a fillTable: a row for each person or branch, and what is written of it until it is saved.
type filling interface {
	length() int
	id(row int) value.ID          // whom a row is about
	cell(row, col int) string     // as it is shown
	written(row int) []string     // what is written in a row and not saved; nil for nothing
	takeUp(row int, was []string) // writes that again, as far as it still fits
	told() string                 // below the table: how far it is, and what may not be
	verb() string                 // what F10 does now; "" while there is nothing to save
	save() (said string, err error)
}

// A fillKind is what one job makes of a fillTable.
type fillKind[F filling] struct {
	title, setting, verb string // setting is where the ledger keeps what is written and not saved
	span                 string // behind the year: 年, 年度
	year, last           int    // that is shown first, and the last that can be; 0 for none
	branched             bool   // of one branch at a time
	columns              []ledger.Column
	stand                func() int // the column on which one stands first
	keys                 []string   // what the keys of the table do
	none                 string     // where there is nothing to fill in
	more                 []fyne.CanvasObject
	wire                 func(*fillTable[F]) // ties the keys of the table before anybody stands on it
	also                 map[fyne.KeyName]func()
	read                 func(b *store.Book, branch value.ID, year int) (F, error)
}

// A fillTable is the page of a table that is filled in for a year, of one branch or of all: 收团费, 年度评议, 对标定级. All that is
// written is saved at once; what is not saved waits, for each branch and year.
type fillTable[F filling] struct {
	s      *page.Shell
	page   *page.Page
	kind   fillKind[F]
	choice []find.Option
	branch value.ID
	year   int
	now    F
	there  bool // now is one
	saved  bool // and what was written of it is in the ledger
	kept   halves[fillDraft]

	pick   *kit.Picker
	which  *look.Words
	grid   *grid.Grid
	below  *look.Words
	table  *fyne.Container
	do     *kit.Button
	latest hands.Latest
	busy   hands.Only
}

// newFill makes the page, of a branch where there are several: of none said, the one of which something waits, or the largest.
func newFill[F filling](s *page.Shell, kind fillKind[F], branch value.ID) *fillTable[F] {
	p := &fillTable[F]{s: s, kind: kind, year: kind.year, which: look.NewWords("", look.Strong), below: look.NewWords("", look.Aside)}
	s.Book.Setting(kind.setting, &p.kept)
	for _, k := range slices.Backward(p.kept) {
		if branch.IsZero() || branch == k.Branch {
			branch, p.year = k.Branch, k.Year
			break
		}
	}
	p.grid = grid.New(grid.Source{Len: p.length, Cell: func(row, col int) string { return p.now.cell(row, col) }, Key: func(row int) string { return p.now.id(row).String() }})
	p.grid.SetColumns(kind.columns, nil)
	p.table = container.NewStack(p.grid)
	p.do = kit.NewButton(kit.Primary, look.IconDone, kind.verb, "F10", p.confirm)
	keys := map[fyne.KeyName]func(){fyne.KeyF10: p.confirm, fyne.KeyEscape: p.leave}
	for key, do := range kind.also {
		keys[key] = do
	}
	head := []fyne.CanvasObject{kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave), look.NewWords(kind.title, look.Title)}
	if kind.branched {
		p.choice = branches(s)
		p.pick = branchField(s, p.choice, func(id value.ID) { p.turn(id, p.year) })
		p.branch = chosenBranch(p.pick, p.choice, branch)
		head = append(head, p.pick)
		keys[fyne.KeyF8] = func() { s.Canvas().Focus(p.pick) }
	}
	earlier := kit.NewButton(kit.Quiet, look.IconLeft, "", "", func() { p.turn(p.branch, p.year-1) })
	later := kit.NewButton(kit.Quiet, look.IconRight, "", "", func() {
		if kind.last == 0 || p.year < kind.last {
			p.turn(p.branch, p.year+1)
		}
	})
	head = append(head, look.Row(earlier, p.which, later), layout.NewSpacer())
	head = append(append(head, kind.more...), p.do)
	hints := make([]fyne.CanvasObject, len(kind.keys))
	for i, text := range kind.keys {
		hints[i] = look.NewWords(text, look.Note)
	}
	p.page = &page.Page{Key: "jobs", Title: kind.title, First: p.grid, Shut: p.latest.Drop, Changed: func(store.Change) { p.ask() }, Keep: p.keep, Keys: keys,
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, look.Flow(head...), container.NewBorder(nil, look.Column(look.Gap1, p.below, look.Flow(hints...)), nil, nil, look.Card(p.table)))))}
	if p.pick != nil {
		p.page.Own(&p.pick.Entry)
	}
	kind.wire(p)
	p.ask()
	return p
}

func (p *fillTable[F]) leave() { p.s.Open(jobsFrom(p.page.Title)) }

// A fillDraft is what is written of one branch and year and not saved, by whom it is about.
type fillDraft struct {
	Branch value.ID            `json:"branch,omitzero"`
	Year   int                 `json:"year"`
	Rows   map[string][]string `json:"rows,omitempty"`
}

func (d fillDraft) about() string { return d.Branch.String() + strconv.Itoa(d.Year) }
func (d fillDraft) empty() bool   { return len(d.Rows) == 0 }

// draft is what is written on the table on show.
func (p *fillTable[F]) draft(branch value.ID, year int) fillDraft {
	d := fillDraft{Branch: branch, Year: year, Rows: map[string][]string{}}
	for i := range p.length() {
		if texts := p.now.written(i); texts != nil {
			d.Rows[p.now.id(i).String()] = texts
		}
	}
	return d
}

// keep makes what is written durable, or forgets what was.
func (p *fillTable[F]) keep() {
	if p.there && p.kept.put(p.draft(p.branch, p.year)) {
		p.hold("写的没有留下")
	}
}

func (p *fillTable[F]) hold(wrong string) {
	if err := p.s.Book.SetSetting(p.kind.setting, p.kept); err != nil {
		p.s.FailOn(p.page, wrong, err)
	}
}

// turn shows another branch or another year.
func (p *fillTable[F]) turn(branch value.ID, year int) {
	p.keep()
	p.branch, p.year, p.there = branch, year, false
	p.ask()
}

// ask reads the table of the branch and year anew. What somebody else saved meanwhile takes nothing away that is written here.
func (p *fillTable[F]) ask() {
	branch, year := p.branch, p.year
	if p.kind.branched && branch.IsZero() {
		p.empty()
		return
	}
	hands.RunLatest(&p.latest, func() (F, error) { return p.kind.read(p.s.Book, branch, year) }, func(now F) {
		first := !p.there
		if p.there && !p.saved {
			p.kept.put(p.draft(branch, year))
		}
		p.now, p.there, p.saved = now, true, false
		rows := p.kept.of(fillDraft{Branch: branch, Year: year}.about()).Rows
		for i := range p.length() {
			if was, written := rows[now.id(i).String()]; written {
				now.takeUp(i, was)
			}
		}
		p.which.SetText(strconv.Itoa(year) + " " + p.kind.span)
		if !p.kind.branched && p.length() == 0 {
			p.empty()
			return
		}
		p.table.Objects = []fyne.CanvasObject{p.grid}
		p.table.Refresh()
		p.page.First = p.grid
		delete(p.page.Keys, fyne.KeyReturn)
		if first && p.length() > 0 {
			p.grid.StandOn(0, p.kind.stand())
		}
		p.draw()
	}, func(err error) { p.s.FailOn(p.page, "读不出要填的", err) })
}

// empty says that there is nothing to fill in, and what to do first.
func (p *fillTable[F]) empty() {
	add := func() { p.s.ShowNew(ledger.Branches, nil) }
	p.table.Objects = []fyne.CanvasObject{kit.Empty(look.IconBranch, p.kind.none, kit.Stage{Icon: look.IconAdd, Verb: "登记一个团组织", Tell: "按 Enter，写名称、社区", Do: add})}
	p.table.Refresh()
	p.page.First, p.page.Keys[fyne.KeyReturn] = nil, add
	p.do.Disable()
}

func (p *fillTable[F]) length() int {
	if !p.there {
		return 0
	}
	return p.now.length()
}

// inside says that there is a row.
func (p *fillTable[F]) inside(row int) bool { return row >= 0 && row < p.length() }

// draw shows what is written, how far it is, and what F10 does.
func (p *fillTable[F]) draw() {
	if !p.there {
		return
	}
	p.grid.Refresh()
	p.below.SetText(p.now.told())
	verb := p.now.verb()
	if verb == "" || !p.s.Book.May(store.MayWork) {
		p.do.SetLabel(p.kind.verb)
		p.do.Disable()
		return
	}
	p.do.SetLabel(verb)
	p.do.Enable()
}

// confirm saves what is written.
func (p *fillTable[F]) confirm() {
	if !p.there || p.do.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	now, branch, year := p.now, p.branch, p.year
	hands.RunOnly(&p.busy, now.save, func(said string) {
		p.saved = true
		p.kept.put(fillDraft{Branch: branch, Year: year})
		p.hold("记号没有清掉")
		p.s.Toasts.SayWith(said, "撤销", p.s.Undo)
		p.ask()
	}, func(err error) {
		p.s.FailOn(p.page, "没有保存", err)
		p.ask()
	})
}
