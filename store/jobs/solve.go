package jobs

import (
	"cmp"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Solving is one problem on its way (league.md §3, job 15): what it is, who handles it, what was done, whether it helped. Who
// is not content has it opened again.
type Solving struct {
	Problem *ledger.Problem // as it is written down; a new one has no ID

	book *store.Book
	view *records.View
}

// The steps of a problem.
const (
	SolveWhat = iota
	SolveWho
	SolveHow
	SolveAsk
	SolveDone
)

var solveKeys = [SolveDone][]string{
	{"day", "source", "group", "what", "person", "branch", "enterprise"},
	{"handler", "due"},
	{"done", "services", "settled"},
	{"called", "satisfied", "reopen_why"},
}

const fromReport = "街道团建工作汇报：及时解决他们的困难"

// Solve begins a problem, of a record that it is about; nil is nobody yet.
func Solve(b *store.Book, about ledger.Record) *Solving {
	v := b.Today()
	p := &ledger.Problem{Day: v.Basis().Today}
	switch r := about.(type) {
	case *ledger.Member:
		p.Person, p.Branch, p.Enterprise = r.ID, r.Branch, r.Unit
	case *ledger.Branch:
		p.Branch = r.ID
	case *ledger.Enterprise:
		p.Enterprise = r.ID
	}
	return &Solving{Problem: p, book: b, view: v}
}

// SolvingOf goes on with a problem of this ledger.
func SolvingOf(b *store.Book, id value.ID) (*Solving, error) {
	s := &Solving{book: b, view: b.Today()}
	var ok bool
	if s.Problem, ok = s.view.Get(ledger.Problems, id).(*ledger.Problem); !ok {
		return nil, store.Refuse("找不到这个问题。请到问题里再选一个。")
	}
	if s.Problem.Received() {
		return nil, store.Refuse("这个问题是社区报来的，由社区办。")
	}
	return s, nil
}

// Step is where the problem stands.
func (s *Solving) Step() int { return stepOf(s.Problem) }

func stepOf(p *ledger.Problem) int {
	switch {
	case p.ID.IsZero():
		return SolveWhat
	case p.Open() && p.Handler == "":
		return SolveWho
	case p.Open():
		return SolveHow
	case p.Uncalled() || p.Unhappy():
		return SolveAsk
	}
	return SolveDone
}

// Keys are the fields that a step asks for.
func (s *Solving) Keys(step int) []string { return solveKeys[step] }

// Draft is the problem as the form of its next step begins.
func (s *Solving) Draft() *ledger.Problem {
	d := ledger.Problems.Clone(s.Problem).(*ledger.Problem)
	b := s.view.Basis()
	switch s.Step() {
	case SolveWho:
		if d.Due == 0 {
			d.Due = b.Today.AddDays(b.Rules.ProblemDays)
		}
	case SolveAsk:
		if d.Called == 0 {
			d.Called = b.Today
		}
	}
	return d
}

// Wants are what a step asks.
func (s *Solving) Wants(step int) (wants []Want) {
	p, b := s.Problem, s.view.Basis()
	add := func(met bool, text, source string) { wants = append(wants, Want{Met: met, Text: text, Source: source}) }
	switch step {
	case SolveWhat:
		add(true, "写清是谁的、哪个支部或哪家企业的，属于哪一类；一个问题记一条", fromReport)
	case SolveWho:
		if p.Reopened != 0 {
			add(false, p.Reopened.String()+" 重办："+p.ReopenWhy, "回访")
		}
		add(p.Handler != "", "定一个人来办，定好哪天前办结", fromReport)
	case SolveHow:
		if p.Reopened != 0 {
			add(false, p.Reopened.String()+" 重办："+p.ReopenWhy, "回访")
		}
		due := p.DueBy(b)
		text := p.Handler + "在办，" + due.String() + " 以前办结"
		if p.Late(b) {
			text = p.Handler + "在办，" + due.String() + " 就该办结，已经晚了"
		}
		add(!p.Late(b), text, "办结期限")
		add(true, "还没有办结就只写办到哪里，办结日期空着", "本程序的做法")
	case SolveAsk:
		if p.Done != "" {
			add(true, "怎么办的："+value.OneLine(p.Done), p.Settled.String()+" 办结")
		}
		if names := s.services(); names != "" {
			add(true, "用这些活动回应的："+names, "会议活动")
		}
		add(true, "问一问当事人：解决了没有，满意不满意", fromReport)
		add(true, "不满意的写明原因，问题就重办，怎么办的都留着", "本程序的做法")
	}
	return wants
}

// services names the meetings and activities that answered the problem.
func (s *Solving) services() string {
	var names []string
	for _, id := range s.Problem.Services {
		if m, ok := s.view.Get(ledger.Meetings, id).(*ledger.Meeting); ok {
			names = append(names, m.Day.String()+" "+cmp.Or(m.Title, codes.MeetingSorts.Label(m.Sort)))
		}
	}
	return strings.Join(names, "、")
}

// Faults are what forbids a draft of a step.
func (s *Solving) Faults(step int, d *ledger.Problem) []value.Fault {
	return forbids(s.view, ledger.Problems, d, solveKeys[step], solveKeys[step][0], "problem.overdue", "problem.unhappy")
}

// Check is what stops a draft of a step: what forbids it and what it lacks.
func (s *Solving) Check(step int, d *ledger.Problem) error {
	var faults []value.Fault
	ask := func(missing bool, key, text string) {
		if missing {
			faults = append(faults, lacks(key, text))
		}
	}
	switch step {
	case SolveWhat:
		ask(strings.TrimSpace(d.What) == "", "what", "请写什么问题，一两句话说清。")
		ask(d.Group == "", "group", "请选问题类别。")
		ask(d.Person.IsZero() && d.Branch.IsZero() && d.Enterprise.IsZero(), "branch", "请选是谁的、哪个团组织的或哪家企业的，选一个就行。")
	case SolveWho:
		ask(d.Handler == "", "handler", "请写谁来办。")
		if d.Due != 0 && d.Due.Last() < s.view.Basis().Today {
			faults = append(faults, value.Fault{Key: "due", Code: "problem.past", Text: "办结期限已经过了。请写今天以后的日子。"})
		}
	case SolveHow:
		ask(d.Settled != 0 && strings.TrimSpace(d.Done) == "", "done", "办结了要写怎么办的。")
		if d.Settled != 0 && d.Settled.First() > s.view.Basis().Today {
			faults = append(faults, value.Fault{Key: "settled", Code: "date.future", Text: "办结日期还没有到。还没有办结就空着。"})
		}
	case SolveAsk:
		ask(d.Called == 0, "called", "请写哪一天回访的。")
		if d.Called.First() > s.view.Basis().Today {
			faults = append(faults, value.Fault{Key: "called", Code: "date.future", Text: "回访日期还没有到。回访过了再填。"})
		}
		ask(d.Satisfied == "", "satisfied", "请选满意不满意。")
		ask(d.Satisfied == codes.Unsatisfied && strings.TrimSpace(d.ReopenWhy) == "", "reopen_why", "不满意的要写原因，问题接着重办。")
	}
	return refused(append(faults, s.Faults(step, d)...))
}

// Save saves a draft of a step. Who is not content has the problem opened again in the same intent; what was done stays. It
// answers which problem it is.
func (s *Solving) Save(step int, d *ledger.Problem) (value.ID, error) {
	if err := s.Check(step, d); err != nil {
		return value.ID{}, err
	}
	p := ledger.Problems.Clone(d).(*ledger.Problem)
	p.What, p.Done = strings.TrimSpace(p.What), strings.TrimSpace(p.Done)
	what := []string{"登记", "派办", "办理", "回访"}[step]
	if step == SolveHow && p.Settled != 0 {
		what = "办结"
	}
	if step == SolveAsk && p.Satisfied == codes.Unsatisfied {
		p.Done = strings.TrimSpace(p.Done + "\n" + p.Called.String() + " 回访不满意：" + p.ReopenWhy)
		p.Reopened, p.Settled, p.Called, p.Satisfied, p.Due = p.Called, 0, 0, "", 0
		what = "回访不满意，重办"
	}
	var was ledger.Record
	if !p.ID.IsZero() {
		was = s.Problem
	}
	if err := named(s.book, p); err != nil {
		return value.ID{}, err
	}
	_, err := save(s.book, s.view, ledger.Problems.Name(), what, []Put{{Kind: ledger.Problems, Was: was, Now: p}})
	return p.ID, err
}

// Solvings are the problems under way, the first to be settled first; those that are to be asked about come by their day too.
func Solvings(b *store.Book) (out []Waiting) {
	v := b.Today()
	basis := v.Basis()
	for p := range records.All[*ledger.Problem](v, ledger.Problems) {
		if p.Received() {
			continue
		}
		w := Waiting{Kind: ledger.Problems, ID: p.ID, About: briefly(p), By: p.DueBy(basis)}
		switch stepOf(p) {
		case SolveDone:
			continue
		case SolveWho:
			w.Next = "定谁来办"
		case SolveHow:
			w.Next = p.Handler + "在办"
			if p.Late(basis) {
				w.Next += "，已经晚了"
			}
		case SolveAsk:
			w.Next, w.By = "回访", p.Settled.Last().AddDays(basis.Rules.CallDays)
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(x, y Waiting) int { return cmp.Compare(x.by(), y.by()) })
	return out
}

// briefly is what a problem is about in a few words.
func briefly(p *ledger.Problem) string {
	text := value.OneLine(p.What)
	if at := strings.IndexAny(text, "（。"); at > 0 {
		text = text[:at]
	}
	if group := codes.ProblemGroups.Label(p.Group); group != "" {
		text = group + "　" + text
	}
	return text
}

// A Card is one problem on the board.
type Card struct {
	Problem *ledger.Problem
	Title   string // what it is about
	Whose   string
	Hint    string // who handles it and by when, or what was said when somebody asked
	Late    bool
}

// The columns of the board.
const (
	BoardTodo = iota
	BoardDoing
	BoardDone
	BoardColumns
)

// Board are the problems in three columns: nobody handles them, somebody does, settled. Open ones stand by their day, settled
// ones by when they were, the newest first.
func Board(b *store.Book) (columns [BoardColumns][]Card) {
	v := b.Today()
	basis := v.Basis()
	for p := range records.All[*ledger.Problem](v, ledger.Problems) {
		c := Card{Problem: p, Title: briefly(p), Late: p.Late(basis)}
		for _, of := range []struct {
			kind ledger.Kind
			id   value.ID
		}{{ledger.Members, p.Person}, {ledger.Branches, p.Branch}, {ledger.Enterprises, p.Enterprise}} {
			if name := v.Name(of.kind, of.id); name != "" && c.Whose == "" {
				c.Whose = name
			}
		}
		at := BoardTodo
		switch {
		case !p.Open():
			at, c.Hint = BoardDone, p.Settled.String()+" 办结，"
			if p.Called == 0 {
				c.Hint += "还没有回访"
			} else {
				c.Hint += codes.Satisfactions.Label(p.Satisfied)
			}
		case p.Handler != "":
			at, c.Hint = BoardDoing, p.Handler+"，"
			fallthrough
		default:
			c.Hint += p.DueBy(basis).String() + " 以前"
			if c.Late {
				c.Hint += "，已经晚了"
			}
			if p.Reopened != 0 {
				c.Hint += "，重办"
			}
		}
		columns[at] = append(columns[at], c)
	}
	due := func(x, y Card) int { return cmp.Compare(x.Problem.DueBy(basis), y.Problem.DueBy(basis)) }
	slices.SortStableFunc(columns[BoardTodo], due)
	slices.SortStableFunc(columns[BoardDoing], due)
	slices.SortStableFunc(columns[BoardDone], func(x, y Card) int { return cmp.Compare(y.Problem.Settled, x.Problem.Settled) })
	return columns
}
