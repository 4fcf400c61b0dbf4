package jobs

import (
	"cmp"
	"encoding/json"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/form"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// poll is the page of 建一个团支部, 换届选举, 补选 and 任命转选举: one step after the other, each left by F10 and Esc; F9 saves what is
// typed so far as records, to go on another day.
type poll struct {
	s    *page.Shell
	page *page.Page
	way  *kit.Journey
	sort string
	poll *work.Poll
	of   value.ID // the branch, or the enterprise of one that is to be founded

	stages []work.Stage
	at     int
	take   func()        // brings what stands in the fields of the step into the poll
	form   *form.Form    // of the step; nil where it has none
	note   func() string // what stands above it
	short  int           // seats that the election saved last left empty
	says   *fyne.Container
	onward *kit.Button   // F10 of a step without a form
	over   bool          // the page of what was done is on show
	tried  bool          // to go on from the step, which was stopped
	people []*kit.Picker // fields of the step that name somebody
	counts []counted     // fields of the step that hold numbers
	clean  string        // the poll as the ledger has it, for whether something is typed
	latest hands.Latest
	busy   hands.Only
}

// stepNames are the words over the steps. Two that belong together have one, so that all fit in the largest size.
var stepNames = map[work.Stage]string{work.StageUnits: "条件", work.StageRequest: "请示", work.StageCandidates: "候选人", work.StageBallots: "选举", work.StageDay: "成立", work.StageReport: "报告"}

func stagesOf(founding bool) []work.Stage {
	if founding {
		return []work.Stage{work.StageUnits, work.StageNames, work.StageRequest, work.StageCandidates, work.StageBallots, work.StageResult, work.StageDay, work.StageReport}
	}
	return []work.Stage{work.StageRequest, work.StageCandidates, work.StageBallots, work.StageResult, work.StageReport}
}

// newPoll is the page without anything on it yet.
func newPoll(s *page.Shell, sort string) *poll {
	p := &poll{s: s, sort: sort, says: look.Column(look.Gap1)}
	p.stages = stagesOf(sort == codes.ElectionFounding)
	var names []string
	for _, st := range p.stages {
		if name := stepNames[st]; name != "" {
			names = append(names, name)
		}
	}
	title := work.PollTitle(sort)
	p.page = &page.Page{Key: "jobs", Title: title, Topic: title, Shut: p.shut, Keep: p.keep, Changed: func(store.Change) { p.changed() }}
	p.way = s.Journey(p.page, names...)
	p.way.Skipped = p.skipped
	return p
}

func (p *poll) shut() { p.latest.Drop() }

func (p *poll) leave() { p.s.Open(jobsFrom(p.page.Title)) }

// changed looks at the records of now, unless it is this page that has changed them. What it is about and has changed stays
// as it was taken, and saving says so; the page of what was done goes on from the records.
func (p *poll) changed() {
	switch {
	case p.poll == nil || p.busy.Busy():
	case p.over: // perhaps it was taken back
		p.over = false
		p.resume(p.poll.Branch.ID)
	default:
		_ = p.poll.Fresh()
	}
}

// begin shows the poll at the first step that is still to be done, with what was kept of it.
func (p *poll) begin(of value.ID, made *work.Poll, err error) {
	if err != nil {
		back := kit.NewButton(kit.Ordinary, look.IconLeft, "办事", "Esc", p.leave)
		p.way.Go(0, kit.Empty(look.IconInfo, store.Tell(err).Message), back, map[fyne.KeyName]func(){fyne.KeyEscape: p.leave}, back)
		return
	}
	p.poll, p.of, p.clean = made, of, typed(made)
	stage := made.Stage()
	if k, there := p.kept()[p.mark()]; there {
		before := made.Draft
		if made.TakeUp(k.Draft); made.Fresh() == nil {
			stage = k.At
			p.s.Say("上次填了没存的，已经放回来了")
		} else {
			made.TakeUp(before)
			p.forget(p.mark())
			p.s.Toasts.Warn("上次填了没存的，后来台账里改过，对不上，没有放回。请照现在的接着填")
		}
	}
	if stage == work.StageDone {
		p.done(nil)
		return
	}
	p.show(p.place(stage))
}

// place is where a stage stands among the steps.
func (p *poll) place(stage work.Stage) int {
	for i, st := range p.stages {
		if st == stage {
			return i
		}
	}
	return 0
}

// stage is the step on show.
func (p *poll) stage() work.Stage { return p.stages[p.at] }

// show shows a step.
func (p *poll) show(at int) {
	p.note, p.over = func() string { return "" }, false
	p.at, p.take, p.form, p.counts, p.people, p.tried = at, func() {}, nil, nil, nil, false
	untouched := typed(p.poll) == p.clean
	switch p.stage() {
	case work.StageUnits:
		p.units()
	case work.StageNames:
		p.poll.Name()
		p.fields(ledger.Branches, p.poll.Branch, "", "name", "short", "superior", "community", "field", "term_years", "phone", "place")
	case work.StageRequest:
		p.fields(ledger.Elections, p.poll.Election, "批复还没有下来，就按 F9 先存下，改天接着办。", "request", "requested", "reply", "replied", "session")
	case work.StageCandidates:
		p.candidates()
	case work.StageBallots:
		if p.poll.Appointing {
			p.appointment()
		} else {
			p.ballots()
		}
	case work.StageResult:
		p.votes()
	case work.StageDay:
		p.day()
	case work.StageReport:
		p.fields(ledger.Elections, p.poll.Election, "结果报告和任命批复还没有的先空着，按 F10 存下，以后从办事里接着办。", "report", "reported", "confirm", "confirmed")
	}
	if untouched { // what is filled in beforehand nobody has typed
		p.clean = typed(p.poll)
	}
}

// step is the number of the step on show among those with a name.
func (p *poll) step() int {
	n := -1
	for _, st := range p.stages[:p.at+1] {
		if stepNames[st] != "" {
			n++
		}
	}
	return n
}

// skipped says that a step with a name was passed with nothing written: only the request may be.
func (p *poll) skipped(step int) bool {
	request := 0
	for _, st := range p.stages[:p.place(work.StageRequest)] {
		if stepNames[st] != "" {
			request++
		}
	}
	return step == request && p.poll != nil && p.poll.Unasked()
}

// put places a step with its keys and the buttons below it.
func (p *poll) put(body fyne.CanvasObject, first fyne.Focusable, more map[fyne.KeyName]func(), deeds ...fyne.CanvasObject) {
	keys := map[fyne.KeyName]func(){fyne.KeyF10: p.next, fyne.KeyF9: p.stop, fyne.KeyEscape: p.back}
	for name, do := range more {
		keys[name] = do
	}
	var bar []fyne.CanvasObject
	if p.form == nil { // a form has its own
		bar = append([]fyne.CanvasObject{kit.NewButton(kit.Ordinary, look.IconLeft, "上一步", "Esc", p.back)}, deeds...)
		p.onward = kit.NewButton(kit.Primary, look.IconRight, p.verb(), "F10", p.next)
		bar = append(bar, layout.NewSpacer(), kit.NewButton(kit.Ordinary, look.IconSave, "先存下", "F9", p.stop), p.onward)
	}
	if papers := p.papers(); papers != nil {
		bar, keys[fyne.KeyF12] = append([]fyne.CanvasObject{papers}, bar...), papers.Press
	}
	p.way.Go(p.step(), look.Padding(look.Gap6, 0, look.Pile(look.Gap2, p.says, body)), first, keys, bar...)
	p.tell()
}

// verb is what F10 does at this step.
func (p *poll) verb() string {
	switch {
	case p.stage() == work.StageReport, p.stage() == work.StageDay && p.poll.Appointing:
		return "存下，办完"
	case p.stage() == work.StageResult && p.fails():
		return "存作记录"
	}
	return "下一步"
}

// fails says that the election on show counts for nothing, or elects nobody.
func (p *poll) fails() bool {
	won, _ := p.poll.Won()
	return len(p.poll.Void()) > 0 || p.poll.Counted() && len(won) == 0
}

// tell says above the step what is missing and what the rules forbid.
func (p *poll) tell() {
	p.says.Objects = nil
	if name := p.poll.About(); name != "" {
		p.says.Add(look.NewWords(name, look.Strong))
	}
	if note := p.note(); note != "" {
		p.says.Add(look.NewParagraph(note, look.Aside, 60))
	}
	missing, said := "", 0
	for _, say := range p.poll.Says(p.stage()) {
		switch {
		case say.Miss:
			missing += say.Text
			continue
		case said == mostSaid:
			continue
		}
		said++
		f := kit.NewFault()
		if say.Stop {
			f.Hard(say.Text)
		} else {
			f.Soft(say.Text)
		}
		p.says.Add(f)
	}
	if missing != "" && p.tried { // before, nobody has had the time yet
		f := kit.NewFault()
		f.Hard(missing)
		p.says.Add(f)
	}
	p.says.Refresh()
	if p.form == nil && p.onward != nil && p.onward.Label() != p.verb() {
		p.onward.SetLabel(p.verb())
	}
	p.way.View.Refresh()
}

// mostSaid is how many sentences stand above a step; the next come when these are mended.
const mostSaid = 3

// next is F10: to the next step, or to the ledger after the last. What stops is said, and nothing is lost.
func (p *poll) next() {
	if p.poll == nil || p.busy.Busy() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	p.take()
	if p.unread() {
		return
	}
	stage := p.stage()
	if stops := p.poll.Stops(stage); len(stops) > 0 {
		if before := len(p.says.Objects); !p.tried {
			p.tried = true
			if p.tell(); len(p.says.Objects) > before {
				return
			}
		}
		p.s.Toasts.Warn("还不能到下一步，先照上面红字改")
		return
	}
	p.poll.Passed = max(p.poll.Passed, stage)
	switch {
	case p.at == len(p.stages)-1, stage == work.StageDay && p.poll.Appointing, stage == work.StageResult && p.fails():
		p.save(true)
	case stage == work.StageBallots && p.poll.Appointing:
		p.show(p.place(work.StageDay))
	default:
		p.show(p.at + 1)
	}
}

// back is Esc: one step back, and from the first to the page of all jobs; what is typed is kept there.
func (p *poll) back() {
	if p.busy.Busy() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	p.take()
	switch {
	case p.at == 0 || p.past(p.at-1):
		p.leave()
	case p.stage() == work.StageDay && p.poll.Appointing:
		p.show(p.place(work.StageBallots))
	default:
		p.show(p.at - 1)
	}
}

// past says that a step is done and in the ledger: there is no way back into it.
func (p *poll) past(at int) bool {
	stage, now := p.stages[at], p.poll.Stage()
	switch {
	case stage <= work.StageNames:
		return !p.poll.Branch.ID.IsZero() && now > work.StageNames
	case stage >= work.StageBallots:
		return stage < now
	}
	return now > work.StageResult
}

// stop is F9: what is typed so far is saved, and the job goes on another day.
func (p *poll) stop() {
	if p.poll == nil || p.busy.Busy() || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	p.take()
	if !p.unread() {
		p.save(false)
	}
}

// A counted is a field that holds a number, and what people call it.
type counted struct {
	field *kit.Entry
	label string
}

// number is a field for a count of the poll. after is told of each new one.
func (p *poll) number(label string, at *value.Count, after func()) *kit.Entry {
	e := kit.NewEntry()
	e.SetText(at.String())
	e.OnChanged = func(text string) {
		if n, err := value.ParseCount(text); err == nil {
			*at = n
			after()
		}
	}
	e.OnLeft = p.keep
	p.counts = append(p.counts, counted{e, label})
	return e
}

// unread says of a field that holds no number, or names nobody, so that nobody goes on with another one than he sees.
func (p *poll) unread() bool {
	for _, field := range p.people {
		if _, known := field.Value(); !known {
			p.s.Toasts.Warn("没有选定“" + look.Cut(look.OneLine(field.Text), 12) + "”。按 F4 选一名；台账里没有的，先登记团员")
			p.s.Canvas().Focus(field)
			return true
		}
	}
	for _, c := range p.counts {
		if _, err := value.ParseCount(c.field.Text); err != nil {
			p.s.Toasts.Warn(c.label + "要填整数，例如 23。")
			p.s.Canvas().Focus(c.field)
			return true
		}
	}
	return false
}

// save saves all that is typed, in one intent, and shows what came of it or goes back to the page of all jobs.
func (p *poll) save(whole bool) {
	if !p.s.Allowed(store.MayWork) {
		return
	}
	mark, before := p.mark(), p.poll.Stage()
	p.short = p.poll.Unfilled()
	hands.RunOnly(&p.busy, func() (uint64, error) { return p.poll.Save() }, func(uint64) {
		p.forget(mark)
		p.clean = typed(p.poll)
		p.s.Toasts.SayWith(p.page.Title+"存下了："+p.poll.About(), "撤销", p.s.Undo)
		if whole {
			p.done(&before)
			return
		}
		p.leave()
	}, func(err error) { p.s.FailOn(p.page, "没有存下", err) })
}

// pollSetting is where the ledger keeps what is typed and not saved, by what it is about.
const pollSetting = "polls"

// A keptPoll is what was typed of one poll, and at which step.
type keptPoll struct {
	Sort  string     `json:"sort"`
	Of    value.ID   `json:"of"`
	Name  string     `json:"name"`
	At    work.Stage `json:"at"`
	Draft work.Draft `json:"draft"`
}

func (p *poll) mark() string { return p.sort + " " + p.of.String() }

func (p *poll) kept() map[string]keptPoll { return keptPolls(p.s.Book) }

func keptPolls(b *store.Book) map[string]keptPoll {
	all := map[string]keptPoll{}
	b.Setting(pollSetting, &all)
	return all
}

// typed is the poll as text, for whether anything was typed.
func typed(p *work.Poll) string {
	d := p.Draft
	d.Passed = 0
	text, err := json.Marshal(d)
	if err != nil {
		return ""
	}
	return string(text)
}

// keep makes what is typed durable.
func (p *poll) keep() {
	if p.poll == nil || p.busy.Busy() || p.stages == nil {
		return
	}
	p.take()
	all := p.kept()
	if _, was := all[p.mark()]; !was && typed(p.poll) == p.clean {
		return
	}
	all[p.mark()] = keptPoll{p.sort, p.of, p.poll.About(), p.stage(), p.poll.Draft}
	if err := p.s.Book.SetSetting(pollSetting, all); err != nil {
		p.s.FailOn(p.page, "填的没有留下", err)
	}
}

func (p *poll) forget(mark string) {
	all := p.kept()
	if _, there := all[mark]; !there {
		return
	}
	delete(all, mark)
	if err := p.s.Book.SetSetting(pollSetting, all); err != nil {
		p.s.FailOn(p.page, "填的没有留下", err)
	}
}

// underWay are the polls of one sort that wait: those of which something is typed and not saved first.
func underWay(b *store.Book, sort string, waiting []work.Waiting) (all []work.Waiting) {
	seen, v := map[value.ID]bool{}, b.Today()
	for _, k := range keptPolls(b) {
		kind := ledger.Kind(ledger.Branches)
		if v.Get(kind, k.Of) == nil {
			kind = ledger.Enterprises
		}
		if k.Sort != sort || v.Get(kind, k.Of) == nil {
			continue
		}
		seen[k.Of] = true
		all = append(all, work.Waiting{Kind: kind, ID: k.Of, About: cmp.Or(k.Name, v.Name(kind, k.Of)), Next: "填了一半，还没有存"})
	}
	slices.SortFunc(all, func(a, b work.Waiting) int { return cmp.Compare(a.About, b.About) })
	for _, w := range waiting {
		if !seen[w.ID] {
			all = append(all, w)
		}
	}
	return all
}

// options are the choices of a reference for what was typed.
func options(s *page.Shell, list *codes.List, typed string) []kit.Option {
	return page.Options(find.OptionsOf(s.Book.Today(), list, typed, 50))
}
