package jobs

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Canvass is a survey that is being set up: its form, and how many blank ones each organisation is given (league.md §3, job 14).
type Canvass struct {
	Survey *ledger.Survey // as it is written; a new one has no ID. Branches and Given follow from Rows
	Rows   []CanvassRow   // the organisations with members, the largest first

	book *store.Book
	view *records.View
	was  *ledger.Survey
}

// A CanvassRow is one organisation: how many members it has, how many forms it is given and how many came back.
type CanvassRow struct {
	Branch               *ledger.Branch
	Members, Given, Back int
}

// The steps of a survey: its form, how many each organisation is given, and what comes back.
const (
	CanvassForm = iota
	CanvassGive
	CanvassCollect
)

// NewCanvass begins a survey of today with one of the forms that the program brings.
func NewCanvass(b *store.Book, form ledger.SurveyForm) *Canvass {
	v := b.Today()
	today := v.Basis().Today
	c := &Canvass{book: b, view: v, Survey: &ledger.Survey{Title: strconv.Itoa(today.Year()) + "年" + strings.TrimSuffix(form.Title, "表"), From: today, By: b.Operator(), Form: form.Text, Version: form.Version}}
	c.rows()
	return c
}

// CanvassOf goes on with a survey of this ledger.
func CanvassOf(b *store.Book, id value.ID) (*Canvass, error) {
	v := b.Today()
	s, err := ownSurvey(v, id)
	if err != nil {
		return nil, err
	}
	c := &Canvass{book: b, view: v, was: s, Survey: ledger.Surveys.Clone(s).(*ledger.Survey)}
	c.rows()
	return c, nil
}

// ownSurvey is a survey that this ledger keeps.
func ownSurvey(v *records.View, id value.ID) (*ledger.Survey, error) {
	s, ok := v.Get(ledger.Surveys, id).(*ledger.Survey)
	switch {
	case !ok:
		return nil, store.Refuse("找不到这次调查。请到办事里再选一次。")
	case s.Received():
		return nil, store.Refuse("“" + s.Title + "”是社区报来的，只能看，不能在这里录。")
	}
	return s, nil
}

// Twin is another survey of this ledger of the same name and year, nil for none.
func (c *Canvass) Twin() *ledger.Survey {
	return rules.SurveyTwin(c.view, c.Survey)
}

// rows are the organisations that may be asked: those with members, and those that were.
func (c *Canvass) rows() {
	back := rules.Returned(c.view, c.Survey.ID)
	for o := range records.All[*ledger.Branch](c.view, ledger.Branches) {
		n := rules.Roll(c.view).Branch[o.ID]
		if asked := slices.Contains(c.Survey.Branches, o.ID); asked || o.Live() && n > 0 {
			c.Rows = append(c.Rows, CanvassRow{o, n, c.Survey.IssuedTo(o.ID), back[o.ID]})
		}
	}
	slices.SortStableFunc(c.Rows, func(x, y CanvassRow) int { // those that are given some, then the largest
		return cmp.Or(cmp.Compare(min(y.Given, 1), min(x.Given, 1)), cmp.Compare(y.Members, x.Members))
	})
}

// Count is to how many organisations how many forms are given together.
func (c *Canvass) Count() (branches, forms int) {
	for _, r := range c.Rows {
		if r.Given > 0 {
			branches, forms = branches+1, forms+r.Given
		}
	}
	return branches, forms
}

// Record is the survey with what follows from the rows.
func (c *Canvass) Record() *ledger.Survey {
	s := ledger.Surveys.Clone(c.Survey).(*ledger.Survey)
	var given []string
	s.Branches = nil
	for _, r := range c.Rows {
		if r.Given > 0 {
			s.Branches, given = append(s.Branches, r.Branch.ID), append(given, strconv.Itoa(r.Given))
		}
	}
	s.Given = strings.Join(given, " ")
	return s
}

// Step is where the survey stands.
func (c *Canvass) Step() int {
	switch {
	case c.was == nil:
		return CanvassForm
	case len(c.was.Branches) == 0:
		return CanvassGive
	}
	return CanvassCollect
}

// Faults are what keeps a survey from being saved in a step.
func (c *Canvass) Faults(step int, s *ledger.Survey) (faults []value.Fault) {
	for _, f := range rules.Faults(c.view, ledger.Surveys, s) {
		if !f.Soft || step == CanvassForm && f.Code == "survey.choices" || step == CanvassGive && f.Code == "survey.more" {
			f.Soft = false
			faults = append(faults, f)
		}
	}
	switch {
	case step == CanvassForm && s.From == 0:
		faults = append(faults, lacks("from", "请写哪一天发放。"))
	case step == CanvassForm && len(s.Questions()) == 0:
		faults = append(faults, lacks("form", "调查表还没有题目。一题写一行。"))
	case step == CanvassGive && len(s.Branches) == 0:
		faults = append(faults, lacks("given", "还没有写发给哪个团组织几份。在它那一行键入份数。"))
	case c.was != nil && c.was.Form != s.Form && rules.ReturnedAll(c.view, s.ID) > 0:
		faults = append(faults, value.Fault{Key: "form", Code: "survey.keyed", Text: "已经录了答卷，题目不能再改，不然录的对不上。要改题目，请另做一次调查。"})
	}
	return faults
}

// Save saves the survey as a step has it. It answers which it is.
func (c *Canvass) Save(step int, draft *ledger.Survey) (value.ID, error) {
	s := ledger.Surveys.Clone(draft).(*ledger.Survey)
	if err := refused(c.Faults(step, s)); err != nil {
		return value.ID{}, err
	}
	if err := named(c.book, s); err != nil {
		return value.ID{}, err
	}
	put := Put{Kind: ledger.Surveys, Now: s}
	if c.was != nil {
		put.Was = c.was
	}
	_, err := save(c.book, c.view, ledger.Surveys.Name(), s.Title, []Put{put})
	return s.ID, err
}

// A Batch are the sheets of one organisation that are being keyed: they are saved in one intent, and nothing tells afterwards
// which was which (league.md §4).
type Batch struct {
	Survey    *ledger.Survey
	Branch    *ledger.Branch
	Questions []ledger.Question
	Back      int // how many came back before these
	Sheets    []Paper

	book *store.Book
	view *records.View
}

// A Paper is what one sheet says.
type Paper struct {
	Ticks []ledger.Tick
	Words string
}

// Blank says that nothing is on it.
func (p *Paper) Blank() bool { return len(p.Ticks) == 0 && strings.TrimSpace(p.Words) == "" }

// Ticked says that a choice is ticked.
func (p *Paper) Ticked(t ledger.Tick) bool { return slices.Contains(p.Ticks, t) }

// KeySheets begins a batch of a survey and an organisation.
func KeySheets(b *store.Book, survey, branch value.ID) (*Batch, error) {
	v := b.Today()
	s, err := ownSurvey(v, survey)
	if err != nil {
		return nil, err
	}
	o, ok := v.Get(ledger.Branches, branch).(*ledger.Branch)
	k := &Batch{Survey: s, Branch: o, Questions: s.Questions(), Back: rules.Returned(v, survey)[branch], book: b, view: v}
	switch {
	case !ok:
		return nil, store.Refuse("找不到这个团组织。请重新选一个。")
	case len(k.Questions) == 0:
		return nil, store.Refuse("“" + s.Title + "”还没有题目。请先把题目写上。")
	}
	return k, nil
}

// Tick ticks a choice of a paper, or takes the tick away again. It answers why not where the form does not allow it.
func (k *Batch) Tick(p *Paper, t ledger.Tick) (why string) {
	if t.Question < 1 || t.Question > len(k.Questions) {
		return ""
	}
	q := k.Questions[t.Question-1]
	if t.Choice < 1 || t.Choice > len(q.Choices) {
		return "这一题只有 " + strconv.Itoa(len(q.Choices)) + " 项。"
	}
	if at := slices.Index(p.Ticks, t); at >= 0 {
		p.Ticks = slices.Delete(slices.Clone(p.Ticks), at, at+1)
		return ""
	}
	n := 0
	for _, other := range p.Ticks {
		if other.Question == t.Question {
			n++
		}
	}
	switch {
	case q.Most == 1 && n == 1: // the other choice takes its place
		p.Ticks = slices.DeleteFunc(slices.Clone(p.Ticks), func(other ledger.Tick) bool { return other.Question == t.Question })
	case q.Most > 0 && n >= q.Most:
		return "这一题最多勾 " + strconv.Itoa(q.Most) + " 项。表上勾得多的，录前 " + strconv.Itoa(q.Most) + " 项。"
	}
	p.Ticks = append(slices.Clone(p.Ticks), t)
	return ""
}

// Left is how many sheets may still be keyed: what was given out, less what came back and is keyed.
func (k *Batch) Left() int { return k.Survey.IssuedTo(k.Branch.ID) - k.Back - len(k.Sheets) }

// Save saves the batch.
func (k *Batch) Save() (uint64, error) {
	if len(k.Sheets) == 0 {
		return 0, store.Refuse("还没有录答卷。")
	}
	if k.Left() < 0 {
		return 0, store.Refuse("“" + k.Branch.Name() + "”发了 " + strconv.Itoa(k.Survey.IssuedTo(k.Branch.ID)) + " 份，连以前录的一共有 " + strconv.Itoa(k.Back+len(k.Sheets)) + " 份。请核对，或先把发放的份数改对，录的还在。")
	}
	changes := make([]Put, len(k.Sheets))
	for i, p := range k.Sheets {
		changes[i] = Put{Kind: ledger.Returns, Now: &ledger.Return{Survey: k.Survey.ID, Branch: k.Branch.ID, Ticks: ledger.TicksText(p.Ticks), Words: value.Plain(p.Words)}}
	}
	return save(k.book, k.view, ledger.Returns.Name(), k.Branch.Name(), changes)
}

// Surveyings are the surveys that forms are still waited for, the first to end first.
func Surveyings(b *store.Book) (out []Waiting) {
	v := b.Today()
	for s := range records.All[*ledger.Survey](v, ledger.Surveys) {
		if s.Received() || !s.Collecting(v.Basis()) && !rules.SurveyShort(v, s) {
			continue
		}
		w := Waiting{Kind: ledger.Surveys, ID: s.ID, About: s.Title, Next: "收回 " + rules.ReturnText(v, s), By: s.Until}
		if len(s.Branches) == 0 {
			w.Next = "定发给谁、各几份"
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(x, y Waiting) int {
		return cmp.Or(cmp.Compare(x.by(), y.by()), cmp.Compare(find.SortKey(x.About, false), find.SortKey(y.About, false)))
	})
	return out
}
