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

// A Handling is one measure about a membership on its way (domain.md §1.1, league.md §3, job 10): what for, the vote of the
// branch, the approval above. The member's state stays as it is unless somebody asks for it with the last step.
type Handling struct {
	Measure *ledger.Measure // as it is written down; a new one has no ID

	book *store.Book
	view *records.View
}

// The steps of a measure. One about a lost member has a search in the place of a vote, and no approval.
const (
	HandleWhy = iota
	HandleVote
	HandleAbove
	HandleDone
)

var handleKeys = [HandleDone][]string{
	{"member", "sort", "why"},
	{"day", "meeting", "due", "present", "favour"},
	{"approved_by", "document", "approved", "from", "until"},
}

var searchKeys = [HandleDone][]string{
	{"member", "sort", "why", "from"},
	{"attempts", "until"},
	{},
}

// procedures are what is asked of each sort besides the vote of the branch, with rules as in a reminder's text, and where that is
// written.
var procedures = map[string]struct{ above, source string }{
	codes.MeasureLeft:     {"满龄离团的，用“办离团”一起办更快", fromCharter},
	codes.MeasureDetached: {"没有正当理由连续 {detached_months} 个月不交团费、不过组织生活或不做分配的工作；大会决定除名，报上级批准", fromCharter},
	codes.MeasureWithdrew: {"本人写书面报告，大会宣布除名，报上级备案", fromCharter},
	codes.MeasureWarned:   {"大会讨论决定，报上级", fromDiscipline},
	codes.MeasureRebuked:  {"大会讨论决定，报上级", fromDiscipline},
	codes.MeasureRemoved:  {"大会讨论决定，报上级；批了以后到任职里填离任日期", fromDiscipline},
	codes.MeasureWatch:    {"{watch_months} 个月；期间没有表决权、选举权和被选举权，不能做入团介绍人；报上级批准", fromDiscipline},
	codes.MeasureExpelled: {"大会决定，逐级报省级团委批准", fromDiscipline},
	codes.MeasureStopped:  {"失联查找期满找不到的，大会决定停止团籍，报基层团委批准", fromLost},
	codes.MeasureRestored: {"停止团籍期间联系上的，大会决定恢复团籍", fromLost},
}

const (
	fromDiscipline = "团的纪律处分条例"
	fromLost       = "县级团委关于失联团员的通知"
)

// Handle begins a measure about a member; the zero ID is nobody yet.
func Handle(b *store.Book, member value.ID) (*Handling, error) {
	h := &Handling{book: b, view: b.Today(), Measure: &ledger.Measure{Member: member}}
	m, ok := h.view.Get(ledger.Members, member).(*ledger.Member)
	switch {
	case member.IsZero():
		return h, nil
	case !ok:
		return nil, store.Refuse("找不到这个人。请到团员里再选一个。")
	case !m.OnRoll():
		return nil, store.Refuse("“" + m.Title + "”" + codes.MemberStates.Label(m.State) + "，不是在册团员。")
	case m.State == codes.MemberStopped:
		h.Measure.Sort = codes.MeasureRestored
	case m.Contact == codes.ContactLost:
		h.Measure.Sort = codes.MeasureLost
	}
	return h, nil
}

// HandlingOf goes on with a measure.
func HandlingOf(b *store.Book, id value.ID) (*Handling, error) {
	h := &Handling{book: b, view: b.Today()}
	var ok bool
	if h.Measure, ok = h.view.Get(ledger.Measures, id).(*ledger.Measure); !ok {
		return nil, store.Refuse("找不到这件团籍处理。请到团籍处理里再选一件。")
	}
	return h, nil
}

// Searches says that the measure is the search for a lost member.
func Searches(m *ledger.Measure) bool { return m.Sort == codes.MeasureLost }

// Step is where the measure stands.
func (h *Handling) Step() int {
	m, today := h.Measure, h.view.Basis().Today
	switch {
	case m.ID.IsZero() || m.Member.IsZero() || m.Sort == "":
		return HandleWhy
	case Searches(m):
		if m.Until == 0 || m.Until.Last() > today { // the day on which he was found ends it
			return HandleVote
		}
		return HandleDone
	case m.Day == 0:
		return HandleVote
	case m.Approved == 0 && m.NeedsApproval() || h.unfinished():
		return HandleAbove
	}
	return HandleDone
}

func (h *Handling) unfinished() bool {
	return slices.ContainsFunc(rules.Faults(h.view, ledger.Measures, h.Measure), func(f value.Fault) bool { return f.Code == rules.StillBefore })
}

// Keys are the fields that a step of a draft asks for.
func (h *Handling) Keys(step int) []string {
	if Searches(h.Measure) {
		return searchKeys[step]
	}
	return handleKeys[step]
}

// Draft is the measure as the form of its next step begins.
func (h *Handling) Draft() *ledger.Measure {
	d := ledger.Measures.Clone(h.Measure).(*ledger.Measure)
	b := h.view.Basis()
	switch step := h.Step(); {
	case step == HandleVote && Searches(d):
		if d.Attempts != "" {
			d.Attempts += "\n"
		}
		d.Attempts += b.Today.String() + " "
		if d.Until == 0 && d.From != 0 {
			d.Until = d.From.AddMonths(b.Rules.LostMonths)
		}
	case step == HandleVote:
		if m, ok := h.view.Get(ledger.Members, d.Member).(*ledger.Member); ok && d.Due == 0 {
			d.Due = value.CountOf(len(rules.Voters(h.view, m.Branch, b.Today)))
		}
	case step == HandleAbove:
		if d.From == 0 {
			d.From = d.Day
		}
		if d.Sort == codes.MeasureStopped && d.Until == 0 {
			d.Until = d.From.AddYears(b.Rules.StoppedYears)
		}
	}
	return d
}

// Wants are what the rules ask of a step.
func (h *Handling) Wants(step int) (wants []Want) {
	m, b := h.Measure, h.view.Basis()
	add := func(met bool, text, source string) { wants = append(wants, Want{Met: met, Text: text, Source: source}) }
	tell := func(text, source string) { wants = append(wants, Want{Told: true, Text: text, Source: source}) }
	asked, known := procedures[m.Sort]
	asked.above = rules.InRules(asked.above, b.Rules.Values())
	switch {
	case step == HandleWhy:
		tell("只记经过：团籍状态不会自己改，最后一步问过才改", "本程序的做法")
		if known {
			tell(asked.above, asked.source)
		}
	case Searches(m):
		for _, month := range h.untried() {
			add(false, month.String()[:7]+" 还没有联系过，每月至少找一次，记下日期和办法", fromLost)
		}
		if len(wants) == 0 {
			tell("每月至少找一次，记下日期和办法", fromLost)
		}
		if m.From != 0 {
			tell("从 "+m.From.String()+" 找起，满 "+strconv.Itoa(b.Rules.LostMonths)+" 个月（"+m.From.AddMonths(b.Rules.LostMonths).String()+"）还找不到，另办“停止团籍”；找到了就把截止日期写成今天", fromLost)
		}
	case step == HandleVote:
		tell("支部大会到会的要超过应到的 "+b.Rules.MeetingQuorum.String()+"，赞成的要超过应到的 "+b.Rules.VoteShare.String()+"；留团察看的不算应到", asked.source)
	case step == HandleAbove:
		if known {
			add(m.Approved != 0 || !m.NeedsApproval(), asked.above, asked.source)
		}
		if m.Sort == codes.MeasureWatch && m.Day != 0 {
			_, words := ledger.WatchEnds(m.Day, b.Rules)
			tell("察看从 "+m.Day.String()+" 起，到 "+words, fromDiscipline)
		}
	}
	return wants
}

// untried are the months since the search began in which nobody wrote down an attempt, the present one aside; each as its first day.
func (h *Handling) untried() (months []value.Date) {
	m, today := h.Measure, h.view.Basis().Today
	if m.From == 0 {
		return nil
	}
	tried := map[value.Date]bool{}
	for _, line := range strings.Split(m.Attempts, "\n") {
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if day, err := value.ParseDate(word); err == nil && day != 0 {
			tried[day.MonthStart()] = true
		}
	}
	for at := m.From.MonthStart(); at < today.MonthStart(); at = at.AddMonths(1) {
		if !tried[at] {
			months = append(months, at)
		}
	}
	return months
}

// Faults are what forbids a draft of a step.
func (h *Handling) Faults(step int, d *ledger.Measure) []value.Fault {
	keys := h.Keys(step)
	if step == HandleWhy {
		keys = handleKeys[HandleWhy]
		if Searches(d) {
			keys = searchKeys[HandleWhy]
		}
	}
	faults := forbids(h.view, ledger.Measures, d, keys, keys[0], rules.StillBefore)
	say := func(key, code, text string) { faults = append(faults, value.Fault{Key: key, Code: code, Text: text}) }
	r := h.view.Basis().Rules
	switch {
	case step == HandleVote && !Searches(d):
		due, said := d.Due.Value()
		present, counted := d.Present.Value()
		favour, voted := d.Favour.Value()
		if d.Day == 0 {
			break
		}
		if said && counted && !r.MeetingQuorum.Exceeded(present, due) {
			say("present", "measure.quorum", "到会的要超过应到的 "+r.MeetingQuorum.String()+"，至少要到 "+strconv.Itoa(r.MeetingQuorum.Least(due))+" 人，这次大会不算数。")
		}
		if said && voted && !r.VoteShare.Exceeded(favour, due) {
			say("favour", "measure.favour", "赞成的要超过应到的 "+r.VoteShare.String()+"，至少 "+strconv.Itoa(r.VoteShare.Least(due))+" 票，没有通过。")
		}
	case step == HandleAbove && d.Approved != 0 && d.Document == "" && d.NeedsApproval():
		say("document", "measure.document", "批准了的要写文号，以后查得到。")
	}
	return faults
}

func (h *Handling) lacking(step int, d *ledger.Measure) (faults []value.Fault) {
	ask := func(missing bool, key, text string) {
		if missing {
			faults = append(faults, lacks(key, text))
		}
	}
	switch {
	case step == HandleWhy:
		ask(d.Member.IsZero(), "member", "请选当事团员。")
		ask(d.Sort == "", "sort", "请选处理种类。")
		ask(strings.TrimSpace(d.Why) == "", "why", "请写事由：什么时候、什么事。")
		ask(Searches(d) && d.From == 0, "from", "请写从哪一天起查找。")
	case step == HandleVote && !Searches(d):
		if d.Day != 0 {
			faults = append(faults, voteLacks("表决时", d.Due, d.Present, d.Favour)...)
		}
	}
	return faults
}

// Check is what stops a draft of a step: what forbids it and what it lacks.
func (h *Handling) Check(step int, d *ledger.Measure) error {
	return refused(append(h.lacking(step, d), h.Faults(step, d)...))
}

// Offer is the state that the member could be given with a draft, in words; "" where the measure leaves states alone or does not
// hold yet.
func (h *Handling) Offer(d *ledger.Measure) string {
	now := h.after(d)
	if now == nil {
		return ""
	}
	text := "同时把“" + now.Title + "”的团籍状态改成" + codes.MemberStates.Label(now.State) + "，从 " + now.StateFrom.String() + " 起"
	if now.StateDoc != "" {
		text += "，依据 " + now.StateDoc
	}
	if words := rules.EndingWords(h.view, now); len(words) > 0 {
		text += "；" + strings.Join(words, "、") + "一并离任"
	}
	return text
}

// after is the member in the state to which a measure leads; nil where it leads nowhere or he is in it.
func (h *Handling) after(d *ledger.Measure) *ledger.Member {
	state, why := d.Leads()
	m, ok := h.view.Get(ledger.Members, d.Member).(*ledger.Member)
	if !ok || state == "" || d.Holds() == 0 || !m.OnRoll() || rules.Stated(m.State) == state {
		return nil
	}
	now := ledger.Members.Clone(m).(*ledger.Member)
	now.State, now.StateFrom, now.StateWhy, now.StateDoc = state, d.Holds(), why, d.Document
	return now
}

// Save saves a draft of a step; with change also the state that Offer names, in the same intent. It answers which measure it is.
func (h *Handling) Save(step int, d *ledger.Measure, change bool) (value.ID, error) {
	if err := h.Check(step, d); err != nil {
		return value.ID{}, err
	}
	now := ledger.Measures.Clone(d).(*ledger.Measure)
	now.Attempts = written(now.Attempts)
	if Searches(now) && now.Day == 0 {
		now.Day = now.From
	}
	var was ledger.Record
	if !now.ID.IsZero() {
		was = h.Measure
	}
	if err := named(h.book, now); err != nil {
		return value.ID{}, err
	}
	changes := []Put{{Kind: ledger.Measures, Was: was, Now: now}}
	what := codes.MeasureSorts.Label(now.Sort)
	if change {
		m := h.after(now)
		if m == nil {
			return value.ID{}, store.Refuse("还没有批下来，团籍状态不能改。")
		}
		changes = append(changes, Put{Kind: ledger.Members, Was: h.view.Get(ledger.Members, now.Member), Now: m})
		what += "，团籍状态改为" + codes.MemberStates.Label(m.State)
	}
	_, err := save(h.book, h.view, ledger.Measures.Name(), what, changes)
	return now.ID, err
}

// tries is how many attempts are written down.
func tries(m *ledger.Measure) int {
	if m.Attempts == "" {
		return 0
	}
	return strings.Count(m.Attempts, "\n") + 1
}

// written are the lines of attempts without those that have nothing but a day: the form begins one for today.
func written(attempts string) string {
	lines := slices.DeleteFunc(strings.Split(attempts, "\n"), func(line string) bool {
		day, err := value.ParseDate(strings.TrimSpace(line))
		return err == nil && day != 0 || strings.TrimSpace(line) == ""
	})
	return strings.Join(lines, "\n")
}

// Handlings are the measures under way, first those with a day to keep, then the oldest.
func Handlings(b *store.Book) []Waiting {
	v := b.Today()
	var out []Waiting
	for m := range records.All[*ledger.Measure](v, ledger.Measures) {
		h := &Handling{Measure: m, book: b, view: v}
		step := h.Step()
		if step == HandleDone || m.Received() {
			continue
		}
		w := Waiting{Kind: ledger.Measures, ID: m.ID, About: v.Name(ledger.Members, m.Member) + "　" + codes.MeasureSorts.Label(m.Sort)}
		switch {
		case Searches(m):
			w.Next, w.By = "查找，已记 "+strconv.Itoa(tries(m))+" 次", m.Until
			if missing := h.untried(); len(missing) > 0 {
				w.Next = missing[0].String()[:7] + " 还没有联系过"
			}
		case step == HandleWhy:
			w.Next = "补上事由"
		case step == HandleVote:
			w.Next = "支部大会表决"
		case m.Approved == 0:
			w.Next = "等上级批"
		default:
			w.Next = "批了，团籍状态还没有改"
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(x, y Waiting) int { return cmp.Compare(x.by(), y.by()) })
	return out
}
