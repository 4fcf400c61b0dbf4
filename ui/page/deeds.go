package page

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// A transition is something that happens to a record and is written down as a dated
// state with its reason and document: the form is filled in as far as it is known,
// and the keyboard stands on what must be said. Saving it is one entry of the journal
// and can be undone as such.
type transition struct {
	label string
	group string      // the menu within the menu that it stands in, "" for none
	words [][2]string // field and text; "today" stands for the date
	note  string      // a line for the remarks, for what has no field; ※ stands for the date, ※6 for that in six months
	show  string      // the field to begin with
	tell  string      // what follows from it and is not in the form
	fits  func(c circumstance) bool
}

// A circumstance is what decides whether a transition fits a record now.
type circumstance struct {
	r     ledger.Record
	basis ledger.Basis
	posts bool // the person holds a League post today
}

// member says whether the record is a member of whom the test is true.
func member(is func(c circumstance, m *ledger.Member) bool) func(circumstance) bool {
	return func(c circumstance) bool {
		m, ok := c.r.(*ledger.Member)
		return ok && is(c, m)
	}
}

func enterprise(is func(*ledger.Enterprise) bool) func(circumstance) bool {
	return func(c circumstance) bool { e, ok := c.r.(*ledger.Enterprise); return ok && is(e) }
}

func branch(is func(*ledger.Branch) bool) func(circumstance) bool {
	return func(c circumstance) bool { o, ok := c.r.(*ledger.Branch); return ok && is(o) }
}

var onRoll = member(func(_ circumstance, m *ledger.Member) bool { return m.OnRoll() })

// pastAge says that the age is reached and no post keeps him (domain.md §1.1); who has
// no birthday may have reached it.
var pastAge = member(func(c circumstance, m *ledger.Member) bool {
	age, known := m.Age(c.basis)
	return m.OnRoll() && !c.posts && (m.State == ledger.MemberOverAge || !known || age >= c.basis.Rules.AgeOut)
})

// mayJoinParty says that he is old enough and no Party member yet (domain.md §1.5, 推优入党).
var mayJoinParty = member(func(c circumstance, m *ledger.Member) bool {
	age, known := m.Age(c.basis)
	return m.OnRoll() && !m.InParty() && (!known || age >= c.basis.Rules.AgeParty)
})

func stateIs(states ...string) func(circumstance) bool {
	return member(func(_ circumstance, m *ledger.Member) bool { return slices.Contains(states, m.State) })
}

const (
	leaves   = "离团、除名"
	punished = "处分"
)

// transitions by kind, in the order of the menu. The ways to leave and the punishments
// are those of domain.md §1.1.
var transitions = map[string][]transition{
	"member": {
		{label: "满 28 周岁离团", words: [][2]string{{"state", "5"}, {"state_why", "1"}, {"state_from", "today"}}, show: "state_from", fits: pastAge},
		{label: "转到别的支部", words: [][2]string{{"stay_from", "today"}}, show: "branch", fits: onRoll},
		{label: "转出本台账", words: [][2]string{{"state", "9"}, {"state_why", "6"}, {"state_from", "today"}}, show: "state_from", fits: onRoll},
		{label: "登记流动", words: [][2]string{{"drift_from", "today"}, {"drift_to", ""}}, show: "drift",
			fits: member(func(_ circumstance, m *ledger.Member) bool { return m.OnRoll() && !m.Drifting() })},
		{label: "流动结束", words: [][2]string{{"drift", "1"}, {"drift_to", "today"}}, show: "drift_to",
			fits: member(func(_ circumstance, m *ledger.Member) bool { return m.OnRoll() && m.Drifting() })},
		{label: "入党（预备党员）", words: [][2]string{{"standing", "02"}, {"party", "today"}, {"dues", "5"}}, show: "party",
			tell: "团籍保留到满 28 周岁，团费改为党员自愿交纳。", fits: mayJoinParty},
		{label: "预备党员转正", words: [][2]string{{"standing", "01"}}, show: "standing",
			fits: member(func(_ circumstance, m *ledger.Member) bool { return m.OnRoll() && m.Standing == ledger.StandingPartyOn })},
		{label: "停止团籍（失联）", words: [][2]string{{"state", "2"}, {"state_from", "today"}}, show: "state_doc",
			tell: "停止团籍两年，期间联系上了再办恢复团籍。", fits: stateIs("", ledger.MemberNormal, ledger.MemberArriving)},
		{label: "恢复团籍", words: [][2]string{{"state", "1"}, {"state_from", "today"}}, show: "state_doc", fits: stateIs(ledger.MemberStopped)},
		{label: "转接完成", words: [][2]string{{"state", "1"}, {"state_from", "today"}, {"stay_from", "today"}}, show: "branch", fits: stateIs(ledger.MemberArriving)},
		{label: "自行脱团", group: leaves, words: [][2]string{{"state", "6"}, {"state_why", "3"}, {"state_from", "today"}}, show: "state_from", fits: onRoll},
		{label: "自愿退团", group: leaves, words: [][2]string{{"state", "7"}, {"state_why", "5"}, {"state_from", "today"}}, show: "state_from", fits: onRoll},
		{label: "去世", group: leaves, words: [][2]string{{"state", "10"}, {"state_why", "10"}, {"state_from", "today"}}, show: "state_from", fits: onRoll},
		{label: "警告", group: punished, note: "※ 给予警告处分。依据：", show: "note", fits: onRoll},
		{label: "严重警告", group: punished, note: "※ 给予严重警告处分。依据：", show: "note", fits: onRoll},
		{label: "撤销团内职务", group: punished, note: "※ 撤销团内职务。依据：", show: "note", tell: "保存后到“任职”页，给撤销的职务填离任日期。",
			fits: func(c circumstance) bool { return onRoll(c) && c.posts }},
		{label: "留团察看六个月", group: punished, note: "※ 给予留团察看六个月处分，到 ※6 为止。依据：", show: "note", tell: watched, fits: onRoll},
		{label: "留团察看一年", group: punished, note: "※ 给予留团察看一年处分，到 ※12 为止。依据：", show: "note", tell: watched, fits: onRoll},
		{label: "开除团籍", group: punished, words: [][2]string{{"state", "8"}, {"state_why", "8"}, {"state_from", "today"}}, show: "state_doc", fits: onRoll},
		{label: "恢复在册", words: [][2]string{{"state", "1"}, {"state_why", ""}, {"state_from", "today"}, {"state_doc", ""}}, show: "state_from",
			fits: stateIs(ledger.MemberLeft, ledger.MemberDetached, ledger.MemberWithdrew, ledger.MemberExpelled, ledger.MemberMoved)},
	},
	"enterprise": {
		{label: "停业、注销或迁出", words: [][2]string{{"business_from", "today"}}, show: "business", fits: enterprise((*ledger.Enterprise).Open)},
		{label: "恢复营业", words: [][2]string{{"business", "1"}, {"business_from", "today"}, {"business_why", ""}, {"business_doc", ""}}, show: "business_from",
			fits: enterprise(func(e *ledger.Enterprise) bool { return !e.Open() })},
		{label: "登记已建团", words: [][2]string{{"founding", "6"}, {"founding_from", "today"}}, show: "founding_doc",
			fits: enterprise(func(e *ledger.Enterprise) bool { return e.Open() && e.Founding != ledger.FoundingBuilt })},
	},
	"branch": {
		{label: "正式成立", words: [][2]string{{"state", "2"}, {"state_from", "today"}, {"founded", "today"}}, show: "founded_doc",
			fits: branch(func(o *ledger.Branch) bool { return o.State == ledger.BranchPlanned })},
		{label: "换届", words: [][2]string{{"term_from", "today"}, {"elected", "1"}, {"state", "2"}}, show: "session",
			fits: branch(func(o *ledger.Branch) bool { return o.Live() && o.State != ledger.BranchPlanned })},
		{label: "撤销", words: [][2]string{{"state", "7"}, {"state_from", "today"}}, show: "state_why", fits: branch((*ledger.Branch).Live)},
	},
	"post": {
		{label: "离任", words: [][2]string{{"to", "today"}}, show: "end_why", fits: func(c circumstance) bool { p, ok := c.r.(*ledger.Post); return ok && p.To == 0 }},
	},
	"officer": {
		{label: "离任", words: [][2]string{{"to", "today"}}, show: "end_why", fits: func(c circumstance) bool { o, ok := c.r.(*ledger.Officer); return ok && o.To == 0 }},
	},
	"liaison": {
		{label: "结束联系", words: [][2]string{{"to", "today"}}, show: "to", fits: func(c circumstance) bool { l, ok := c.r.(*ledger.Liaison); return ok && l.To == 0 }},
	},
	"visit": {
		{label: "困难办结", words: [][2]string{{"settled", "today"}}, show: "result",
			fits: func(c circumstance) bool {
				v, ok := c.r.(*ledger.Visit)
				return ok && v.Problem != "" && v.Settled == 0
			}},
	},
}

const watched = "察看期间没有表决权、选举权和被选举权，也不能做入团介绍人。"

// fitting are the transitions that fit a record today.
func (s *Shell) fitting(kind ledger.Kind, r ledger.Record) (fit []transition) {
	c := circumstance{r: r, basis: s.Book.Basis(), posts: kind == ledger.Members && s.Book.Text(kind, r, "duties") != ""}
	for _, t := range transitions[kind.Name()] {
		if t.fits(c) {
			fit = append(fit, t)
		}
	}
	return fit
}

// transitionDeeds are the lines of a menu for transitions; those of one group stand in
// a menu of their own, where the first of them would.
func transitionDeeds(fit []transition, begin func(transition)) (deeds []kit.Deed) {
	at := map[string]int{}
	for _, t := range fit {
		d := kit.Deed{Icon: kit.IconEdit, Label: t.label, Do: func() { begin(t) }}
		if t.group == "" {
			deeds = append(deeds, d)
			continue
		}
		i, known := at[t.group]
		if !known {
			i = len(deeds)
			at[t.group] = i
			deeds = append(deeds, kit.Deed{Icon: kit.IconMore, Label: t.group})
		}
		deeds[i].More = append(deeds[i].More, d)
	}
	return deeds
}

// deeds are the transitions that a record can make now, and what else can be done
// with it.
func (r *record) deeds(draft ledger.Record) []kit.Deed {
	deeds := transitionDeeds(r.s.fitting(r.kind, draft), r.begin)
	if r.form != nil && r.form.Dirty() {
		deeds = append(deeds, kit.Deed{Icon: kit.IconUndo, Label: "放弃没有保存的修改", Do: r.giveUp})
	}
	if r.s.Book.May(store.MayRemove) {
		deeds = append(deeds, kit.Deed{Icon: kit.IconRemove, Label: "移到回收站", Do: r.remove})
	}
	return deeds
}

// remove takes the record to the recycle bin.
func (r *record) remove() {
	r.s.askRemove(r.kind, []ledger.ID{r.id}, func() {
		r.form.Discard()
		r.after()
	})
}

// begin fills the form in for a transition.
func (r *record) begin(t transition) {
	if r.tabs != nil {
		r.tabs.Choose(0)
		r.turn(0)
	}
	for _, w := range t.words {
		text := w[1]
		if text == "today" {
			text = r.s.Book.Basis().Today.String()
		} else if c := r.kind.Columns()[r.kind.At(w[0])]; c.Shape == ledger.Choice {
			text = c.Choices.Label(text)
		}
		r.form.Type(w[0], text)
	}
	if t.note != "" {
		r.form.Type("note", withLine(r.kind.Text(r.form.Draft(), r.kind.At("note"), r.s.Book.Basis()), t.note, r.s.Book.Basis().Today))
	}
	r.hint = t.label + "：请核对日期，填写依据，再按 F10 保存。" + t.tell
	if ends := r.s.Book.Ends(r.form.Draft()); len(ends) > 0 {
		r.hint += strings.Join(ends, "、") + "一并离任；不离任的，在团籍状态上按 F2 说明原因。"
	}
	r.drawNotes()
	r.form.FocusField(t.show)
}

// withLine is a remark with one more line, in which ※ stands for a day and ※ with a
// number for the day that many months later.
func withLine(remark, line string, day ledger.Date) string {
	for _, n := range []int{12, 6} {
		line = strings.ReplaceAll(line, "※"+strconv.Itoa(n), day.AddMonths(n).String())
	}
	line = strings.ReplaceAll(line, "※", day.String())
	if remark == "" {
		return line
	}
	return remark + "\n" + line
}
