package jobs

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/forms"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
	"tuanjian/ui/paper"
)

const solveTitle = "办一个问题"

// solve is the job of one problem: what it is, who handles it, what was done, whether it helped.
func solve(begin func(*store.Book) (*work.Solving, error)) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		w := newSitting(s, solveTitle, "登记", "派办", "办理", "回访", "办完")
		w.again = func() { goOn(w, begin, w.solving) }
		w.again()
		return w.page
	}
}

// solves begins a problem about a record; nil is nobody yet.
func solves(about ledger.Record) func(*store.Book) (*work.Solving, error) {
	return func(b *store.Book) (*work.Solving, error) { return work.Solve(b, about), nil }
}

// solvingOf goes on with a problem.
func solvingOf(id value.ID) func(*store.Book) (*work.Solving, error) {
	return func(b *store.Book) (*work.Solving, error) { return work.SolvingOf(b, id) }
}

var besideProblem = map[string]string{
	"person": "一个人的才写", "settled": "还没有办结就空着", "services": "办过的活动，可以选几次", "reopen_why": "不满意的才写，问题就重办",
}

func (w *sitting) solving(s *work.Solving) {
	step, p := s.Step(), s.Problem
	who := "一个问题"
	if p.What != "" {
		who = value.OneLine(p.What)
	}
	if step == work.SolveDone {
		lines := []string{"怎么办的、满意不满意，都在问题里。"}
		if len(p.Services) > 0 {
			lines = append(lines, "用 "+strconv.Itoa(len(p.Services))+" 次活动回应了。")
		}
		w.end(work.SolveDone, who+"　办完了", lines, ledger.Problems, p.ID)
		return
	}
	verb := []string{"登记", "派办", "记下办理", "记下回访"}[step]
	var of value.ID // of two that are begun from records, each waits by itself
	for _, id := range []value.ID{p.Person, p.Branch, p.Enterprise} {
		if of.IsZero() {
			of = id
		}
	}
	w.put(chapter{step: step, who: who, of: of, kind: ledger.Problems, draft: s.Draft(), fresh: p.ID.IsZero(), keys: s.Keys(step), wants: s.Wants(step), verb: verb, whole: step > work.SolveWhat,
		anyway: step == work.SolveAsk || step == work.SolveWho && p.Handler != "",
		check:  func(r ledger.Record) []value.Fault { return s.Faults(step, r.(*ledger.Problem)) },
		beside: func(key string, _ ledger.Record) string { return besideProblem[key] },
		save: func(r ledger.Record) error {
			id, err := s.Save(step, r.(*ledger.Problem))
			if err != nil {
				return err
			}
			now, _ := w.s.Book.Today().Get(ledger.Problems, id).(*ledger.Problem)
			switch {
			case now != nil && step == work.SolveAsk && now.Open():
				w.says("回访不满意，问题重办")
			case now != nil && !now.Open() && step == work.SolveHow:
				w.says("办结了，过几天回访")
				w.then = w.leave
			case step == work.SolveHow:
				w.says("记下了办到哪里")
				w.then = w.leave
			default:
				w.says("记下了")
			}
			w.again = func() { goOn(w, solvingOf(id), w.solving) }
			return nil
		}})
}

// board is the page of 办一个问题: three columns, to do, being done, settled.
type board struct {
	s       *page.Shell
	page    *page.Page
	cards   [work.BoardColumns][]work.Card
	columns [work.BoardColumns]*kit.Rows
	heads   [work.BoardColumns]*look.Words
	last    int // the column in which the keyboard was
	paper   *kit.Button
}

var boardTitles = [work.BoardColumns]string{"待办", "在办", "办结"}

// Board makes the board of problems.
func Board(s *page.Shell) *page.Page {
	p := &board{s: s}
	var cards []fyne.CanvasObject
	for i := range p.columns {
		p.heads[i] = look.NewWords("", look.Head)
		p.columns[i] = kit.NewRows(0, func(at int) { p.open(i, at) })
		p.columns[i].OnKey = func(name fyne.KeyName) bool { return p.across(i, name) }
		p.columns[i].OnStand = func(int) { p.last = i }
		cards = append(cards, look.Card(look.Inset(look.Gap2, look.Pile(look.Gap2, p.heads[i], p.columns[i]))))
	}
	begin := func() {
		if s.Allowed(store.MayWork) && s.Canvas().Overlays().Top() == nil {
			s.Open(solve(solves(nil)))
		}
	}
	list := func() { s.ShowList(face.List(ledger.Problems)) }
	leave := func() { s.Open(jobsFrom(solveTitle)) }
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", leave)
	table := kit.NewButton(kit.Ordinary, look.IconColumns, "看名单", "F8", list)
	add := kit.NewButton(kit.Primary, look.IconAdd, "登记一个问题", "F10", begin)
	p.paper = kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", p.print)
	head := look.Flow(back, look.NewWords(solveTitle, look.Title), layout.NewSpacer(), p.paper, table, add)
	keys := look.NewWords("← → 换一栏　↑ ↓ 换一个　Enter 接着办　F10 登记一个新的　F8 看名单，能筛选　F12 打印这一个或全部", look.Note)
	p.page = &page.Page{Key: "jobs", Title: solveTitle, First: p.columns[0], Changed: func(store.Change) { p.draw() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, keys, look.Columns(work.BoardColumns, look.Gap2, cards...)))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: begin, fyne.KeyF8: list, fyne.KeyF12: p.print, fyne.KeyEscape: leave}}
	p.draw()
	for i := range p.columns { // the keyboard begins where something is
		if len(p.cards[i]) > 0 {
			p.page.First, p.last = p.columns[i], i
			break
		}
	}
	return p.page
}

func (p *board) draw() {
	p.cards = work.Board(p.s.Book)
	for i, all := range p.cards {
		var items []kit.Item // two lines a card
		for _, c := range all {
			icon := look.IconRight
			switch {
			case c.Late:
				icon = look.IconWarning
			case i == work.BoardDone:
				icon = look.IconDone
			}
			tip := c.Title + "　" + c.Whose + "　" + c.Hint
			items = append(items, kit.Item{Icon: icon, Label: c.Title, Tip: tip}, kit.Item{Depth: 2, Label: c.Hint + "　" + c.Whose, Tip: tip})
		}
		p.columns[i].Set(items)
		p.heads[i].SetText(boardTitles[i] + "　" + strconv.Itoa(len(all)))
	}
}

// across goes to another column that has something.
func (p *board) across(at int, name fyne.KeyName) bool {
	step := 0
	switch name {
	case fyne.KeyLeft:
		step = -1
	case fyne.KeyRight:
		step = 1
	default:
		return false
	}
	for i := at + step; i >= 0 && i < len(p.columns); i += step {
		if len(p.cards[i]) > 0 {
			p.s.Canvas().Focus(p.columns[i])
			p.last = i
			break
		}
	}
	return true
}

// print offers the page of the problem on which the keyboard stands, and the register of all, by how far they are.
func (p *board) print() {
	if p.s.Canvas().Overlays().Top() != nil {
		return
	}
	back := func() { p.s.Open(Board) }
	var deeds []kit.Deed
	if at := p.columns[p.last].At() / 2; at >= 0 && at < len(p.cards[p.last]) {
		one := p.cards[p.last][at]
		deeds = append(deeds, kit.Deed{Icon: look.IconFile, Label: "这一个：问题办理单", Do: func() { p.s.ShowPaperOf(ledger.Problems, one.Problem.ID, forms.ProblemCard, back) }})
	}
	deeds = append(deeds, kit.Deed{Icon: look.IconColumns, Label: "全部：待办、在办、办结三栏", Do: func() {
		p.s.Show(paper.PrintFixed(p.s, forms.Print{Form: forms.ProblemBoard}, "jobs", back))
	}},
		kit.Deed{Icon: look.IconColumns, Label: "全部：问题台账", Do: func() {
			p.s.ShowPapers(records.Query{Kind: ledger.Problems}, forms.Print{Form: forms.ProblemBook}, back)
		}})
	kit.Menu(p.s.Canvas(), p.paper, deeds)
}

// open goes on with a problem; one of a community is only shown.
func (p *board) open(column, at int) {
	if at /= 2; at < 0 || at >= len(p.cards[column]) {
		return
	}
	problem := p.cards[column][at].Problem
	if problem.Received() || !p.s.Book.May(store.MayWork) {
		p.s.ShowRecord(ledger.Problems, problem.ID)
		return
	}
	p.s.Open(solve(solvingOf(problem.ID)))
}

// solvingJob is 办一个问题 on the page of jobs.
func solvingJob() job {
	from := func(s *page.Shell, r ledger.Record) { s.Open(solve(solves(r))) }
	return job{group: "服务", title: solveTitle, tell: "谁提的、谁来办、哪天办结、怎么办的、满意不满意；不满意的重办", kind: ledger.Problems,
		begin: opening(Board), waiting: work.Solvings, goOn: func(s *page.Shell, w work.Waiting) { s.Open(solve(solvingOf(w.ID))) },
		about: []about{
			{kind: ledger.Problems, fits: fitting[*ledger.Problem](func(p *ledger.Problem) bool { return !p.Received() }), begin: func(s *page.Shell, r ledger.Record) { s.Open(solve(solvingOf(r.Head().ID))) }},
			{kind: ledger.Members, fits: fitting((*ledger.Member).OnRoll), begin: from},
			{kind: ledger.Branches, fits: fitting((*ledger.Branch).Live), begin: from},
			{kind: ledger.Enterprises, fits: fitting((*ledger.Enterprise).Open), begin: from}}}
}
