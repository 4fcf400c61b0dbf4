package figures

import (
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// event is what happened to one record between two points. Where it came, went or
// moved, cause says which; else own says whether its own fields tell of something that
// happened (Altered) or were put right (Corrected).
type event struct {
	kind       ledger.Kind
	was, is    ledger.Record
	home, goal value.ID
	cause      Cause
	note       string
	own        Cause
	ownNote    string
}

// A life says when a record of a kind counts for what it is, when it began and when it
// ended, as its own fields tell.
type life struct {
	lives  func(r ledger.Record, today value.Date) bool
	began  func(r ledger.Record) value.Date
	begins string // what a beginning is called
	ended  func(r ledger.Record) (day value.Date, cause Cause, what string)
	number func(r ledger.Record) string // by which the same one is known elsewhere
}

func always(ledger.Record, value.Date) bool { return true }

func unknown(ledger.Record) value.Date { return 0 }

// lives of the kinds that are counted.
var lives = map[ledger.Kind]life{
	ledger.Members: {
		lives:  func(r ledger.Record, _ value.Date) bool { return r.(*ledger.Member).OnRoll() },
		began:  func(r ledger.Record) value.Date { return r.(*ledger.Member).Joined },
		begins: "新发展",
		ended: func(r ledger.Record) (value.Date, Cause, string) {
			m := r.(*ledger.Member)
			switch m.State {
			case codes.MemberMoved:
				return m.StateFrom, MovedOut, "转出"
			case codes.MemberNot:
				return m.StateFrom, Corrected, "改为非团员"
			}
			return m.StateFrom, Parted, codes.MemberStates.Label(m.State)
		},
		number: func(r ledger.Record) string { return rules.WholeID(r.(*ledger.Member).IDNumber) },
	},
	ledger.Enterprises: {
		lives:  func(r ledger.Record, _ value.Date) bool { return r.(*ledger.Enterprise).Open() },
		began:  func(r ledger.Record) value.Date { return openSince(r.(*ledger.Enterprise)) },
		begins: "新开办",
		ended: func(r ledger.Record) (value.Date, Cause, string) {
			e := r.(*ledger.Enterprise)
			if e.Business == codes.BusinessGone {
				return e.BusinessFrom, MovedOut, "迁出"
			}
			return e.BusinessFrom, Parted, codes.Businesses.Label(e.Business)
		},
		number: func(r ledger.Record) string { return r.(*ledger.Enterprise).Credit },
	},
	ledger.Branches: {
		lives:  func(r ledger.Record, _ value.Date) bool { return r.(*ledger.Branch).Live() },
		began:  func(r ledger.Record) value.Date { return r.(*ledger.Branch).Founded },
		begins: "新成立",
		ended: func(r ledger.Record) (value.Date, Cause, string) {
			return r.(*ledger.Branch).StateFrom, Parted, "撤销"
		},
	},
	ledger.Posts: {
		lives:  func(r ledger.Record, today value.Date) bool { return r.(*ledger.Post).Current(today) },
		began:  func(r ledger.Record) value.Date { return r.(*ledger.Post).From },
		begins: "新任",
		ended:  func(r ledger.Record) (value.Date, Cause, string) { return r.(*ledger.Post).To, Parted, "离任" },
	},
	ledger.Officers: {
		lives:  func(r ledger.Record, today value.Date) bool { return r.(*ledger.Officer).Current(today) },
		began:  func(r ledger.Record) value.Date { return r.(*ledger.Officer).From },
		begins: "新任",
		ended:  func(r ledger.Record) (value.Date, Cause, string) { return r.(*ledger.Officer).To, Parted, "离任" },
	},
	ledger.Liaisons: {
		lives:  func(r ledger.Record, today value.Date) bool { return r.(*ledger.Liaison).Current(today) },
		began:  func(r ledger.Record) value.Date { return r.(*ledger.Liaison).From },
		begins: "新安排",
		ended:  func(r ledger.Record) (value.Date, Cause, string) { return r.(*ledger.Liaison).To, Parted, "到期" },
	},
	ledger.Visits:      {lives: always, began: func(r ledger.Record) value.Date { return r.(*ledger.Visit).Day }, begins: "新走访"},
	ledger.Communities: {lives: always, began: unknown, begins: "新登记"},

	ledger.Meetings:   {lives: always, began: func(r ledger.Record) value.Date { return r.(*ledger.Meeting).Day }, begins: "新开的"},
	ledger.Appraisals: {lives: always, began: func(r ledger.Record) value.Date { return r.(*ledger.Appraisal).RegisteredOn }, begins: "新评议"},
	ledger.Ratings:    {lives: always, began: func(r ledger.Record) value.Date { return r.(*ledger.Rating).Day }, begins: "新定级"},
	ledger.Applicants: {
		lives:  func(r ledger.Record, _ value.Date) bool { return r.(*ledger.Applicant).Member.IsZero() },
		began:  func(r ledger.Record) value.Date { return r.(*ledger.Applicant).Applied },
		begins: "新申请",
		ended: func(r ledger.Record) (value.Date, Cause, string) {
			return r.(*ledger.Applicant).Met, Parted, "已入团"
		},
	},
	ledger.Transfers: {
		lives:  func(r ledger.Record, _ value.Date) bool { return r.(*ledger.Transfer).Open() },
		began:  func(r ledger.Record) value.Date { return r.(*ledger.Transfer).Begun },
		begins: "新发起",
		ended: func(r ledger.Record) (value.Date, Cause, string) {
			t := r.(*ledger.Transfer)
			return t.Ended, Parted, codes.TransferStages.Label(t.Stage)
		},
	},
	ledger.Referrals: {lives: always, began: func(r ledger.Record) value.Date { return r.(*ledger.Referral).Ended() }, begins: "新培训"},
	ledger.Facilities: {
		lives:  func(r ledger.Record, today value.Date) bool { return r.(*ledger.Facility).OpenOn(today) },
		began:  func(r ledger.Record) value.Date { return r.(*ledger.Facility).From },
		begins: "新开放",
		ended:  func(r ledger.Record) (value.Date, Cause, string) { return r.(*ledger.Facility).Until, Parted, "到期" },
	},
	ledger.Surveys:      {lives: always, began: func(r ledger.Record) value.Date { return r.(*ledger.Survey).From }, begins: "新发放"},
	ledger.Problems:     {lives: always, began: func(r ledger.Record) value.Date { return r.(*ledger.Problem).Day }, begins: "新登记"},
	ledger.Appointments: {lives: always, began: func(r ledger.Record) value.Date { return r.(*ledger.Appointment).Day }, begins: "新任命"},
}

// openSince is since when an enterprise is open, as far as its state says.
func openSince(e *ledger.Enterprise) value.Date {
	if e.Open() {
		return e.BusinessFrom
	}
	return 0
}

// happened says what happened to a record between the two points.
func (w *weighing) happened(was, is ledger.Record) *event {
	l := lives[w.kind.kind]
	e := &event{kind: w.kind.kind, was: was, is: is}
	lived := was != nil && w.before.counts(was) && l.lives(was, w.before.basis.Today)
	living := is != nil && w.after.counts(is) && l.lives(is, w.after.basis.Today)
	switch {
	case is == nil:
		e.cause, e.note = Corrected, "删除"
	case !lived && living:
		e.cause, e.note = w.arrived(l, was, is)
	case lived && !living:
		e.cause, e.note = w.departed(l, is)
	case was == nil:
		e.cause, e.note = Corrected, "补录"
	default:
		e.own, e.ownNote = w.edited(was, is)
	}
	return e
}

// within says that a date lies between the points, their days included: what happened on
// the first day happened after the counting. earlier says that it lies before the first.
func (w *weighing) within(d value.Date) bool {
	return d != 0 && d.Last() >= w.before.basis.Today && d.First() <= w.after.basis.Today
}

func (w *weighing) earlier(d value.Date) bool { return d != 0 && d.Last() < w.before.basis.Today }

func (w *weighing) arrived(l life, was, is ledger.Record) (Cause, string) {
	began := l.began(is)
	m, person := is.(*ledger.Member)
	old, _ := was.(*ledger.Member)
	switch {
	case w.within(began):
		return Joined, l.begins
	case person && w.within(m.StayFrom):
		return MovedIn, "转入"
	case old != nil && old.State == codes.MemberMoved:
		return MovedIn, "转回"
	case was != nil:
		return Corrected, "恢复"
	case person && w.earlier(m.StayFrom), !person && w.earlier(began):
		return Corrected, "补录"
	}
	return Joined, "新登记"
}

func (w *weighing) departed(l life, is ledger.Record) (Cause, string) {
	day, cause, what := l.ended(is)
	if w.earlier(day) && cause != Corrected {
		return Corrected, "补登" + what + "（" + day.String() + "）"
	}
	return cause, what
}

// edited says whether what differs in a record happened between the points, by the
// dates that came with it, or was put right.
func (w *weighing) edited(was, is ledger.Record) (Cause, string) {
	if was == is {
		return Altered, "有关的记录变了"
	}
	kind := w.kind.kind
	var words []string
	dated := false
	for i, c := range kind.Columns()[:kind.Fields()] {
		before, after := kind.Text(was, i, w.before.basis), kind.Text(is, i, w.after.basis)
		if before == after {
			continue
		}
		switch {
		case c.Shape == ledger.Day8 || c.Shape == ledger.Month6:
			d, err := value.ParseDate(after)
			dated = dated || err == nil && w.within(d)
		case c.Secret || c.Shape == ledger.Ref || c.Shape == ledger.Lines || c.Shape == ledger.Phone || c.Shape == ledger.IDCard:
			words = append(words, "改了"+c.Label)
		case before == "":
			words = append(words, c.Label+"填了“"+after+"”")
		case after == "":
			words = append(words, c.Label+"去掉了“"+before+"”")
		default:
			words = append(words, c.Label+"“"+before+"”改为“"+after+"”")
		}
	}
	switch {
	case len(words) == 0 && !dated:
		return Altered, "有关的记录变了"
	case len(words) == 0:
		words = []string{"日期有变"}
	case len(words) > 2:
		words = append(words[:2], "等")
	}
	if dated {
		return Altered, strings.Join(words, "，")
	}
	return Corrected, strings.Join(words, "，")
}

// elapsed is the note of what changed without any edit.
func (w *weighing) elapsed() string {
	if w.before.basis.Rules.Version != w.after.basis.Rules.Version {
		return "资料没有改，规则换了"
	}
	return "资料没有改，到 " + w.after.basis.Today.String() + " 情况不同了"
}

// match finds those that went from one community and came to another under a record of
// its own, by the number of their papers: they moved.
func (c *Comparison) match(events []*event) {
	gone := map[string]*event{}
	key := func(e *event, r ledger.Record) string {
		l := lives[e.kind]
		if r == nil || l.number == nil || l.number(r) == "" {
			return ""
		}
		return e.kind.Name() + l.number(r)
	}
	for _, e := range events {
		if k := key(e, e.was); k != "" && (e.is == nil || e.cause == MovedOut) {
			gone[k] = e
		}
	}
	for _, e := range events {
		if e.was != nil || e.cause != Joined && e.cause != MovedIn && !(e.cause == Corrected && e.note == "补录") {
			continue
		}
		from := gone[key(e, e.is)]
		switch {
		case from == nil:
			continue
		case from.home == e.goal:
			e.cause, e.note = Corrected, "重新登记"
			from.cause, from.note = Corrected, "重新登记"
		default:
			e.cause, e.note = MovedIn, "从"+c.place(from.home)+"转入"
			from.cause, from.note = MovedOut, "转到"+c.place(e.goal)
		}
	}
}

// Signed is a difference with its sign; none is empty.
func Signed(n int) string {
	switch {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "−" + strconv.Itoa(-n)
	}
	return ""
}

// Why are the causes of a movement's numerator in a line, and of its denominator where
// that moved too: 新增 +3，减少 −1；基数：新增 +3.
func (m Movement) Why() string {
	line := func(ps []Portion) string {
		var words []string
		for _, p := range ps {
			if p.Sum != 0 {
				words = append(words, p.Cause.Title()+" "+Signed(p.Sum))
			} else {
				words = append(words, p.Cause.Title()+"有进有出")
			}
		}
		return strings.Join(words, "，")
	}
	part, of := line(m.Part), line(m.Of)
	switch {
	case of == "":
		return part
	case part == "":
		return "基数：" + of
	}
	return part + "；基数：" + of
}
