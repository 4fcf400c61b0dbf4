package jobs

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Tally is what the sheets of a survey say together, of all organisations or of one.
type Tally struct {
	Survey    *ledger.Survey
	Branch    *ledger.Branch // nil for all
	Sheets    int
	Questions []TallyQuestion
	Words     []string // what was written, in the order of what it says

	book  *store.Book
	view  *records.View
	in    map[value.ID]map[ledger.Tick]int // by branch
	among map[value.ID]bool                // the surveys of a Gathering; nil: Survey alone
}

// A TallyQuestion is a question with how often each of its choices was ticked, and on how many sheets any was.
type TallyQuestion struct {
	ledger.Question
	N      []int
	Sheets int
}

// TallyOf counts the sheets of a survey; a zero branch is all.
func TallyOf(b *store.Book, survey, branch value.ID) (*Tally, error) {
	v := b.Today()
	s, ok := v.Get(ledger.Surveys, survey).(*ledger.Survey)
	if !ok {
		return nil, store.Refuse("找不到这次调查。请到办事里再选一次。")
	}
	t := &Tally{Survey: s, book: b, view: v, in: map[value.ID]map[ledger.Tick]int{}}
	t.Branch, _ = v.Get(ledger.Branches, branch).(*ledger.Branch)
	t.ask()
	for r := range records.All[*ledger.Return](v, ledger.Returns) {
		if r.Survey == survey && (t.Branch == nil || r.Branch == branch) {
			t.add(r)
		}
	}
	slices.Sort(t.Words)
	return t, nil
}

// ask takes the questions in.
func (t *Tally) ask() {
	for _, q := range t.Survey.Questions() {
		t.Questions = append(t.Questions, TallyQuestion{Question: q, N: make([]int, len(q.Choices))})
	}
}

func (t *Tally) add(r *ledger.Return) {
	t.Sheets++
	if words := value.OneLine(r.Words); words != "" {
		t.Words = append(t.Words, words)
	}
	if t.in[r.Branch] == nil {
		t.in[r.Branch] = map[ledger.Tick]int{}
	}
	ticks, _ := ledger.ParseTicks(r.Ticks)
	answered := 0
	for _, k := range ticks {
		if k.Question > len(t.Questions) || k.Choice > len(t.Questions[k.Question-1].N) {
			continue // its own fault says so
		}
		q := &t.Questions[k.Question-1]
		q.N[k.Choice-1]++
		t.in[r.Branch][k]++
		if k.Question != answered { // ticks stand in the order of the form
			answered = k.Question
			q.Sheets++
		}
	}
}

// A Need is a choice of a question that asks for needs: how many ticked it, and the problem that it has become, nil for none.
type Need struct {
	Tick    ledger.Tick
	Group   string
	Text    string
	N       int
	Problem *ledger.Problem
	Answer  string // the meetings and activities that answered it, by name
}

// Needs are what was ticked of the questions that have a group, the most wanted first.
func (t *Tally) Needs() (all []Need) {
	for i, q := range t.Questions {
		for j, n := range q.N {
			if q.Group == "" || n == 0 {
				continue
			}
			k := ledger.Tick{Question: i + 1, Choice: j + 1}
			p := t.problem(k)
			all = append(all, Need{k, q.Group, q.Choices[j], n, p, t.answer(p)})
		}
	}
	slices.SortStableFunc(all, func(x, y Need) int { return cmp.Compare(y.N, x.N) })
	return all
}

// problem is the one that a need has become: of the branch that is shown, or of any.
func (t *Tally) problem(k ledger.Tick) *ledger.Problem {
	for p := range records.All[*ledger.Problem](t.view, ledger.Problems) {
		if (p.Survey == t.Survey.ID || t.among[p.Survey]) && p.Need == k.String() && (t.Branch == nil || p.Branch == t.Branch.ID) {
			return p
		}
	}
	return nil
}

// answer names what answered a problem; "" where nothing did.
func (t *Tally) answer(p *ledger.Problem) string {
	var names []string
	if p != nil {
		for _, id := range p.Services {
			if m, ok := t.view.Get(ledger.Meetings, id).(*ledger.Meeting); ok {
				names = append(names, cmp.Or(m.Title, codes.MeetingSorts.Label(m.Sort)))
			}
		}
	}
	return strings.Join(names, "、")
}

// most is the organisation in which a choice was ticked most often; where two have as many, the one that was given forms first.
func (t *Tally) most(k ledger.Tick) (id value.ID) {
	best := 0
	for _, branch := range t.Survey.Branches {
		if n := t.in[branch][k]; n > best {
			best, id = n, branch
		}
	}
	return id
}

// Raise makes problems of needs, in one intent; of which one has become a problem already is passed by. It answers how many.
func (t *Tally) Raise(needs []Need) (n int, err error) {
	if t.Survey.Received() {
		return 0, store.Refuse("这次调查是社区做的，请社区记成问题。")
	}
	basis := t.view.Basis()
	var changes []Put
	for _, need := range needs {
		if need.Problem != nil {
			continue
		}
		p := &ledger.Problem{Day: basis.Today, Source: codes.ProblemSurvey, Survey: t.Survey.ID, Need: need.Tick.String(), Group: need.Group, Branch: t.most(need.Tick),
			What: need.Text + "（" + strings.TrimRight(t.Survey.Title, "。") + "，" + strconv.Itoa(t.Sheets) + " 份答卷里 " + strconv.Itoa(need.N) + " 份勾了）"}
		if t.Branch != nil {
			p.Branch = t.Branch.ID
		}
		changes = append(changes, Put{Kind: ledger.Problems, Now: p})
	}
	if len(changes) == 0 {
		return 0, store.Refuse("勾的都已经记成问题了。")
	}
	_, err = save(t.book, t.view, ledger.Problems.Name(), t.Survey.Title, changes)
	return len(changes), err
}

// Branches are the organisations of which sheets came back, with how many.
func (t *Tally) Branches() map[value.ID]int { return rules.Returned(t.view, t.Survey.ID) }
