package jobs

import (
	"image/color"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/forms"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// tally is the page of what a survey tells: a chart a question, and beside it the needs, of which those that are ticked become
// problems.
type tally struct {
	s      *page.Shell
	page   *page.Page
	read   func(value.ID) (*work.Tally, error) // of what is chosen; zero: all
	some   func(*work.Tally) []kit.Option      // what can be chosen besides all
	all    string
	other  string // what F8 does: 换支部
	leave  func()
	survey value.ID // zero: several together, of which there is no paper
	branch value.ID // what is chosen; zero: all
	sum    *work.Tally
	needs  []work.Need
	chosen map[ledger.Tick]bool

	pick   *kit.Picker
	told   *look.Words
	charts *fyne.Container
	rows   *kit.Rows
	raise  *kit.Button
	latest hands.Latest
	busy   hands.Only
}

// tallyOf makes the page of the results of a survey.
func tallyOf(survey, branch value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page { return newTally(s, survey, branch).page }
}

func newTally(s *page.Shell, of, branch value.ID) *tally {
	some := func(sum *work.Tally) (out []kit.Option) {
		back, v := sum.Branches(), s.Book.Today()
		for _, id := range sum.Survey.Branches {
			out = append(out, kit.Option{Value: id.String(), Label: v.Name(ledger.Branches, id), Hint: strconv.Itoa(back[id]) + " 份"})
		}
		return out
	}
	p := &tally{s: s, survey: of, branch: branch, all: everybody, other: "换支部", some: some, read: func(id value.ID) (*work.Tally, error) { return work.TallyOf(s.Book, of, id) }}
	p.leave = func() {
		if r := s.Book.Today().Get(ledger.Surveys, of); r != nil && r.Head().Received() { // one of a community is not collected here
			s.ShowRecord(ledger.Surveys, of)
			return
		}
		s.Open(survey(of))
	}
	return p.begin("收回")
}

// begin lays the page out; behind is where Esc leads.
func (p *tally) begin(behind string) *tally {
	s := p.s
	p.chosen, p.told, p.charts = map[ledger.Tick]bool{}, look.NewWords("", look.Strong), container.NewStack()
	p.pick = kit.NewPicker(p.choices)
	p.pick.SetLeast(15 * look.Now().Text)
	p.pick.OnPicked = func(o kit.Option) {
		id, err := value.ParseID(o.Value)
		if err != nil {
			id = value.ID{}
		}
		p.branch = id
		p.ask()
	}
	p.rows = kit.NewRows(0, p.turn)
	p.raise = kit.NewButton(kit.Primary, look.IconAdd, "记成问题", "F10", p.confirm)
	back := kit.NewButton(kit.Quiet, look.IconLeft, behind, "Esc", p.leave)
	print := kit.NewButton(kit.Ordinary, look.IconPrint, "打印", "F12", p.print)
	if p.survey.IsZero() {
		print.Hide()
	}
	head := look.Flow(back, look.NewWords("调查结果", look.Title), p.pick, layout.NewSpacer(), print, p.raise)
	needs := look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.Column(look.Gap1, look.NewWords("需要什么，多的在前", look.Head), look.NewWords("空格 勾上　F10 把勾上的记成问题　F8 "+p.other, look.Note)), p.rows)))
	wide := canvas.NewRectangle(color.Transparent) // the charts have the rest
	wide.SetMinSize(fyne.NewSize(min(needsEms*look.Now().Text, needsMost), 0))
	p.page = &page.Page{Key: "jobs", Title: "调查结果", First: p.rows, Shut: p.latest.Drop, Changed: func(store.Change) { p.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, p.told, container.NewBorder(nil, nil, nil, container.NewStack(wide, needs), look.Card(p.charts))))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.confirm, fyne.KeyF12: p.print, fyne.KeyF8: func() { s.Canvas().Focus(p.pick) }, fyne.KeyEscape: p.leave}}
	p.page.Own(&p.pick.Entry)
	p.ask()
	return p
}

// The needs are so wide, in characters, and at most so wide.
const (
	needsEms  = 26
	needsMost = 380
)

// everybody is the choice of all organisations.
const everybody = "全部团组织"

// choices are all together, and each of which sheets came back.
func (p *tally) choices(typed string) []kit.Option {
	out := []kit.Option{{Value: p.all, Label: p.all}}
	if p.sum == nil {
		return out
	}
	for _, o := range p.some(p.sum) {
		if strings.Contains(o.Label, typed) {
			out = append(out, o)
		}
	}
	return out
}

func (p *tally) ask() {
	id := p.branch
	hands.RunLatest(&p.latest, func() (*work.Tally, error) { return p.read(id) }, func(sum *work.Tally) {
		p.sum, p.needs = sum, sum.Needs()
		label := p.all
		for _, o := range p.some(sum) {
			if o.Value == id.String() {
				label = o.Label
			}
		}
		p.pick.Choose(kit.Option{Value: id.String(), Label: label})
		p.draw()
	}, func(err error) { p.s.FailOn(p.page, "数不出结果", err) })
}

func (p *tally) draw() {
	p.told.SetText(p.sum.Survey.Title + "　" + strconv.Itoa(p.sum.Sheets) + " 份答卷")
	var parts []fyne.CanvasObject
	for i, q := range p.sum.Questions {
		bars := make([]look.Part, len(q.N))
		for j, n := range q.N {
			bars[j] = look.Part{Label: q.Choices[j], N: n}
		}
		parts = append(parts, look.NewWords(strconv.Itoa(i+1)+"．"+q.Text+"　答了 "+strconv.Itoa(q.Sheets)+" 份", look.Strong), look.NewBars(bars))
	}
	if len(p.sum.Words) > 0 {
		parts = append(parts, look.NewWords("写的意见 "+strconv.Itoa(len(p.sum.Words))+" 条", look.Strong))
		for _, text := range p.sum.Words {
			parts = append(parts, look.NewParagraph(text, look.Body, wordsEms))
		}
	}
	p.charts.Objects = []fyne.CanvasObject{kit.Scrolled(look.Inset(look.Gap4, look.Column(look.Gap2, parts...)))}
	if p.sum.Sheets == 0 {
		p.charts.Objects = []fyne.CanvasObject{kit.Empty(look.IconColumns, "还没有录答卷。按 Esc 回去，选一个支部录。")}
	}
	p.charts.Refresh()
	items := make([]kit.Item, len(p.needs))
	for i, n := range p.needs {
		items[i] = kit.Item{Icon: ticked(p.chosen[n.Tick]), Lead: strconv.Itoa(n.N), Label: codes.ProblemGroups.Label(n.Group) + "　" + n.Text}
		if n.Problem != nil {
			items[i].Icon, items[i].Hint = look.IconDone, "已记"
			if !n.Problem.Open() {
				items[i].Hint = "办结"
			}
			if n.Answer != "" {
				items[i].Hint = n.Answer
			}
			items[i].Tip = items[i].Label + "　" + items[i].Hint
		}
	}
	p.rows.Set(items)
	if p.rows.At() < 0 {
		p.rows.Stand(0)
	}
	p.raise.SetLabel("记成问题")
	if n := len(p.ticked()); n > 0 && p.s.Book.May(store.MayWork) && !p.sum.Survey.Received() {
		p.raise.SetLabel("记成 " + strconv.Itoa(n) + " 个问题")
		p.raise.Enable()
	} else {
		p.raise.Disable()
	}
}

// wordsEms is how wide what was written is set.
const wordsEms = 34

// turn ticks a need, or opens the problem that it has become.
func (p *tally) turn(i int) {
	if i < 0 || i >= len(p.needs) {
		return
	}
	if n := p.needs[i]; n.Problem != nil && n.Problem.Received() {
		p.s.ShowRecord(ledger.Problems, n.Problem.ID)
		return
	} else if n.Problem != nil {
		p.s.Open(solve(solvingOf(n.Problem.ID)))
		return
	}
	p.chosen[p.needs[i].Tick] = !p.chosen[p.needs[i].Tick]
	p.draw()
}

// ticked are the needs that are to become problems.
func (p *tally) ticked() []work.Need {
	return slices.DeleteFunc(slices.Clone(p.needs), func(n work.Need) bool { return n.Problem != nil || !p.chosen[n.Tick] })
}

// print shows the result on paper: of all, or of the organisation that is chosen.
func (p *tally) print() {
	if p.sum == nil || p.survey.IsZero() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	of, branch := p.survey, p.branch
	p.s.ShowPapers(records.Query{Kind: ledger.Surveys, Only: []value.ID{of}}, forms.Print{Form: forms.SurveyResult, Branch: branch}, func() { p.s.Open(tallyOf(of, branch)) })
}

// confirm makes problems of what is ticked.
func (p *tally) confirm() {
	if p.sum == nil || p.raise.Disabled() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	sum, needs := p.sum, p.ticked()
	hands.RunOnly(&p.busy, func() (int, error) { return sum.Raise(needs) }, func(n int) {
		p.chosen = map[ledger.Tick]bool{}
		p.s.Toasts.SayWith("记了 "+strconv.Itoa(n)+" 个问题，在“办一个问题”里接着办", "撤销", p.s.Undo)
		p.ask()
	}, func(err error) { p.s.FailOn(p.page, "没有记成问题", err) })
}
