package home

import (
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/practice"
	"tuanjian/store/records"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// A Tour is the strip under the red bar that leads somebody new through a practice
// ledger, step by step, to a practice package. It lies beside the work and never over
// it; it sees by itself when a step is done, and the ledger remembers how far it is.
type Tour struct {
	Strip *fyne.Container // empty while there is no tour
	Laid  func()          // the strip came or went
	// Search gives the keyboard to the search of the bar.
	Search func()

	s      *page.Shell
	legs   map[string]leg
	state  overview.TourState
	on     bool
	mark   overview.TourMark // when the step began
	home   bool              // the home page was on show
	esc    bool              // Esc leaves the tour: the page on show has no way back of its own
	latest hands.Latest
}

// A leg is one step: where it begins and how it shows that it is done.
type leg struct {
	lead func()
	seen func(shown *page.Page) bool          // by the page that comes on show
	done func(was, is overview.TourMark) bool // by what was saved
}

// legsOf are the legs of a tour by the keys of its steps.
func legsOf(t *Tour) map[string]leg {
	members := func(tab string) func() {
		return func() { t.s.ShowList(records.Query{Kind: ledger.Members, Tab: tab, Sort: "name"}) }
	}
	return map[string]leg{
		"home":   {lead: t.pastHome, seen: func(p *page.Page) bool { return t.home && p.Key != "home" }},
		"find":   {lead: func() { t.Search() }},
		"member": {lead: func() { t.s.ShowNew(ledger.Members, nil) }, done: func(was, is overview.TourMark) bool { return is.Members > was.Members }},
		"mend":   {lead: members("pending"), done: func(was, is overview.TourMark) bool { return is.Pending < was.Pending }},
		"import": {lead: t.table, done: func(was, is overview.TourMark) bool { return is.Imported > was.Imported }},
		"print":  {lead: members(ledger.Members.Begin()), seen: func(p *page.Page) bool { return p.Title == "打印预览" }},
		"submit": {lead: t.s.ShowSubmit, done: func(was, is overview.TourMark) bool { return is.Submissions > was.Submissions }},
	}
}

// pastHome leads to the home page; from there on to the next step: who stands there has seen it.
func (t *Tour) pastHome() {
	if t.home {
		t.next()
		return
	}
	t.s.ShowHome()
}

// NewTour makes the strip of a ledger. It stays empty where no tour is under way.
func NewTour(s *page.Shell) *Tour {
	t := &Tour{Strip: look.Column(0), Laid: func() {}, Search: func() {}, s: s}
	t.legs = legsOf(t)
	s.Guide = page.Guide{Shown: t.shown, Found: t.found, Changed: t.changed, Leave: t.Leave, Offer: t.offer}
	state, begun := overview.StateOf(s.Book)
	t.state = state
	t.on = begun && !state.Off && state.At < len(overview.TourSteps)
	t.begin()
	return t
}

// Begin starts the tour at its first step, or goes on with the one that was left.
func (t *Tour) Begin() {
	state, begun := overview.StateOf(t.s.Book)
	if t.state = state; !begun || state.At >= len(overview.TourSteps) {
		t.state = overview.TourState{}
	}
	t.state.Off, t.on = false, true
	t.keep()
	t.begin()
}

// Leave puts the tour aside; the home page offers to go on. It says whether there was
// one.
func (t *Tour) Leave() bool {
	if !t.on {
		return false
	}
	t.state.Off, t.on = true, false
	t.keep()
	t.draw()
	if t.state.At < len(overview.TourSteps) {
		t.s.Say("先放下了，首页上可以接着走")
	}
	if t.s.Page() != nil && t.s.Page().Key == "home" {
		t.s.ShowHome()
	}
	return true
}

// Go leads to where the present step begins.
func (t *Tour) Go() {
	switch {
	case !t.on:
	case t.state.At >= len(overview.TourSteps):
		t.Leave()
	default:
		t.leg().lead()
	}
}

// Press is what the tour's key does: it leads to the present step, or takes the home
// page's offer.
func (t *Tour) Press() {
	switch {
	case t.on:
		t.Go()
	case t.offered():
		t.Begin()
		t.s.ShowHome()
	}
}

// Stop drops late answers.
func (t *Tour) Stop() { t.latest.Drop() }

func (t *Tour) step() overview.TourStep { return overview.TourSteps[t.state.At] }

func (t *Tour) leg() leg { return t.legs[t.step().Key] }

func (t *Tour) keep() {
	if err := overview.SetTour(t.s.Book, t.state); err != nil {
		t.s.Fail("没有记下走到哪一步", err)
	}
}

// begin takes the mark from which the present step is measured, and shows it.
func (t *Tour) begin() {
	t.home = t.s.Page() != nil && t.s.Page().Key == "home"
	t.draw()
	if t.on {
		hands.RunLatest(&t.latest, func() (overview.TourMark, error) { return overview.MarkOf(t.s.Book) }, func(m overview.TourMark) { t.mark = m }, nil)
	}
}

// shown is told of every page that comes on show.
func (t *Tour) shown(p *page.Page) {
	if !t.on || t.state.At >= len(overview.TourSteps) {
		return
	}
	if seen := t.leg().seen; seen != nil && seen(p) {
		t.next()
	}
	t.home = p.Key == "home"
	if esc := p.Root || p.Keys[fyne.KeyEscape] == nil; esc != t.esc {
		t.esc = esc
		t.draw()
	}
	t.changed()
}

// found is told that somebody opened a record by searching.
func (t *Tour) found() {
	if t.on && t.state.At < len(overview.TourSteps) && t.step().Key == "find" {
		t.next()
	}
}

// changed is told that the Book was saved, or a package sealed.
func (t *Tour) changed() {
	if !t.on || t.state.At >= len(overview.TourSteps) || t.leg().done == nil {
		return
	}
	at := t.state.At
	hands.RunLatest(&t.latest, func() (overview.TourMark, error) { return overview.MarkOf(t.s.Book) }, func(m overview.TourMark) {
		if t.state.At == at && t.leg().done(t.mark, m) {
			t.next()
		}
	}, nil)
}

// next goes on to the next step, or to the end.
func (t *Tour) next() {
	t.state.At++
	t.keep()
	t.begin()
}

// table writes the small table and takes it in.
func (t *Tour) table() {
	hands.RunLatest(&t.latest, func() (string, error) { return practice.Table(context.Background(), t.s.Book) },
		func(path string) { t.s.ShowIntake(ledger.Members, []string{filepath.Clean(path)}) },
		func(err error) { t.s.Fail("没有准备好练习用的表格", err) })
}

// draw shows the present step in the strip.
func (t *Tour) draw() {
	t.Strip.Objects = nil
	if t.on {
		t.Strip.Objects = []fyne.CanvasObject{t.view()}
	}
	t.Strip.Refresh()
	t.Laid()
}

func (t *Tour) view() fyne.CanvasObject {
	n := len(overview.TourSteps)
	count, title, text, verb := "走完了", "这就是一个月的活", "封好的练习包不用交。想再练，首页上可以从头走；真的台账也是这几步。", "知道了"
	key := ""
	if t.esc {
		key = "Esc"
	}
	leave := kit.NewButton(kit.Quiet, look.IconNone, "先放下", key, func() { t.Leave() })
	if t.state.At < n {
		s := t.step()
		count, title, text, verb = "第 "+strconv.Itoa(t.state.At+1)+" 步，共 "+strconv.Itoa(n)+" 步", s.Title, s.Text, s.Verb
	} else {
		leave.Hide()
	}
	lead := kit.NewButton(kit.Ordinary, look.IconNone, verb, page.TourKey, t.Go)
	head := look.Row(look.NewPicture(look.IconPractice, look.Amber), look.NewWords(count, look.Note), look.NewWords(title, look.Strong), layout.NewSpacer(), lead, leave)
	return look.Ground(look.AmberBg, look.Column(0, look.Inset(look.Gap2, look.Column(look.Gap1, head, look.NewParagraph(text, look.Body, 62))), look.HLine()))
}

// offer is the line of the home page that begins the tour or goes on with it; nil where
// there is none to offer.
func (t *Tour) offer() fyne.CanvasObject {
	if !t.offered() {
		return nil
	}
	_, begun := overview.StateOf(t.s.Book)
	verb, text := "从头走一遍", "我刚接手：大约十分钟，从看首页走到封好一个练习包。"
	switch {
	case begun && t.state.At >= len(overview.TourSteps):
		text = "十分钟的练习走完了，可以再走一遍。"
	case begun:
		verb, text = "接着走", "练习走到第 "+strconv.Itoa(t.state.At+1)+" 步：“"+t.step().Title+"”。"
	}
	return look.Card(look.Inset(look.Gap2, look.Flow(look.NewPicture(look.IconPractice, look.Amber), look.NewWords(text, look.Body), layout.NewSpacer(),
		kit.NewButton(kit.Ordinary, look.IconNone, verb, page.TourKey, t.Press))))
}

// offered says that this ledger has a tour and that it is not under way.
func (t *Tour) offered() bool {
	p := t.s.Book.Profile()
	return !t.on && p.Practice && !p.Street
}
