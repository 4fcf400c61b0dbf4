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
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An Admission is somebody on the way into the League (domain.md §1.1): seven stages, each a day, and the member that he becomes.
type Admission struct {
	Applicant *ledger.Applicant // as it is written down; a new one has no ID

	book *store.Book
	view *records.View
}

// Joining is the step after the last stage: the applicant becomes a member.
const Joining = 7

// admissionKeys are the fields that each stage asks for.
var admissionKeys = [Joining][]string{
	{"name", "born", "branch", "applied"},
	{"active"},
	{"target", "hours"},
	{"reviewed"},
	{"form", "introducers"},
	{"met", "due", "present", "favour"},
	{"approved", "number"},
}

// Sources of what the rules ask; the numbers are the ledger's own.
const (
	fromCharter = "《团章》第一章"
	fromProcess = "入团程序"
)

// Admit goes on with an applicant, or begins a new one for the zero ID.
func Admit(b *store.Book, id value.ID) (*Admission, error) {
	a := &Admission{book: b, view: b.Today(), Applicant: &ledger.Applicant{}}
	if id.IsZero() {
		a.Applicant.Applied = b.Basis().Today
		return a, nil
	}
	was, ok := a.view.Get(ledger.Applicants, id).(*ledger.Applicant)
	if !ok {
		return nil, store.Refuse("找不到这名申请人。请到发展团员里再选一个。")
	}
	a.Applicant = was
	return a, nil
}

// AdmitYouth begins with a youth of the register, or goes on with the application that was begun for him.
func AdmitYouth(b *store.Book, youth value.ID) (*Admission, error) {
	v := b.Today()
	y, ok := v.Get(ledger.Youths, youth).(*ledger.Youth)
	if !ok {
		return nil, store.Refuse("找不到这名青年。请到青年里再选一个。")
	}
	for a := range records.All[*ledger.Applicant](v, ledger.Applicants) {
		if a.Youth == youth {
			return Admit(b, a.ID)
		}
	}
	a, err := Admit(b, value.ID{})
	if err != nil {
		return nil, err
	}
	a.Applicant.Title, a.Applicant.Youth = y.Title, youth
	if born, said := y.Born.Value(); said {
		a.Applicant.Born = value.Day(born, 0, 0)
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if o.Live() && !y.Enterprise.IsZero() && slices.Contains(o.Enterprises, y.Enterprise) {
			a.Applicant.Branch = o.ID
			break
		}
	}
	return a, nil
}

// Step is the first stage without a day, counted from 0; Joining when all have one.
func (a *Admission) Step() int {
	if a.Applicant.ID.IsZero() {
		return 0
	}
	for i, s := range a.Applicant.Steps() {
		if s.Day == 0 {
			return i
		}
	}
	return Joining
}

// Done says that the applicant has become a member.
func (a *Admission) Done() bool { return !a.Applicant.Member.IsZero() }

// Keys are the fields that a stage asks for.
func (a *Admission) Keys(step int) []string { return admissionKeys[step] }

// Draft is the applicant as the form of the next stage begins: with today as its day where nothing is missing for it, and how
// many are due at the meeting.
func (a *Admission) Draft() *ledger.Applicant {
	d := ledger.Applicants.Clone(a.Applicant).(*ledger.Applicant)
	today := a.view.Basis().Today
	step := a.Step()
	if step == 5 {
		if d.Due == 0 {
			d.Due = value.CountOf(len(rules.Voters(a.view, d.Branch, today)))
		}
	}
	if step > 0 && step < Joining && len(Unmet(a.Wants(step))) == 0 {
		*stageDays(d)[step] = today
	}
	return d
}

func stageDays(d *ledger.Applicant) [Joining]*value.Date {
	return [Joining]*value.Date{&d.Applied, &d.Active, &d.Target, &d.Reviewed, &d.Form, &d.Met, &d.Approved}
}

// Wants are what the rules ask of a stage, of what is known before it: of the vote itself they say it in the form.
func (a *Admission) Wants(step int) (wants []Want) {
	d, r, today := a.Applicant, a.view.Basis().Rules, a.view.Basis().Today
	add := func(met bool, text, source string) { wants = append(wants, Want{Met: met, Text: text, Source: source}) }
	tell := func(text, source string) { wants = append(wants, Want{Told: true, Text: text, Source: source}) }
	switch step {
	case 0:
		tell("年满 "+strconv.Itoa(r.AgeJoin)+" 周岁、不满 "+strconv.Itoa(r.AgeOut)+" 周岁，本人递交入团申请书", fromCharter)
	case 1:
		tell("支部讨论后确定，从这一天起培养", fromProcess)
	case 2:
		early := d.Active.First().AddMonths(r.ApplicantMonths)
		text := "培养满 " + strconv.Itoa(r.ApplicantMonths) + " 个月，从 " + d.Active.String() + " 算起"
		if early > today {
			text += "，最早 " + early.String()
		}
		add(early <= today, text, fromProcess)
		n, _ := d.Hours.Value()
		n = max(0, n)
		text = "团课满 " + strconv.Itoa(r.ApplicantHours) + " 学时，已上 " + strconv.Itoa(n)
		if n < r.ApplicantHours {
			text += "，还差 " + strconv.Itoa(r.ApplicantHours-n)
		}
		add(n >= r.ApplicantHours, text, fromProcess)
	case 3:
		tell("基层团委预审同意以后，才发入团志愿书", fromProcess)
	case 4:
		tell("两名团员做介绍人，两人不同，都不在留团察看期间", fromCharter)
	case 5:
		tell("到会的要超过应到的 "+r.AdmissionQuorum.String()+"，赞成的要超过应到的 "+r.VoteShare.String()+"；留团察看的不算应到", fromProcess)
		add(len(d.Introducers) == 2, "介绍人写了 "+strconv.Itoa(len(d.Introducers))+" 名，要两名", fromCharter)
	case 6:
		tell("上级团委审批；团龄从支部大会通过那天（"+d.Met.String()+"）算起", fromCharter)
		tell("编号是志愿书右上角的 12 位，前四位是入团年份", "智慧团建")
	case Joining:
		tell("审批后 "+strconv.Itoa(r.ApplicantUpload)+" 天内把志愿书传到智慧团建", fromProcess)
	}
	if old := a.outgrows(); old != 0 && step < 6 {
		add(today < old, "到 "+old.String()+" 满 "+strconv.Itoa(r.AgeOut)+" 周岁，在那以前要开支部大会", fromCharter)
	}
	return wants
}

// outgrows is the day on which the applicant is too old to join; 0 where the day of birth is not known.
func (a *Admission) outgrows() value.Date {
	born := a.Applicant.Born
	if born.DayOfMonth() == 0 {
		return 0
	}
	return born.AddYears(a.view.Basis().Rules.AgeOut)
}

// Faults are what forbids a draft of a stage. What stands in the fields while the day is empty is kept without a question: it is
// on the way there.
func (a *Admission) Faults(step int, d *ledger.Applicant) []value.Fault {
	keys := admissionKeys[step]
	if *stageDays(d)[step] == 0 {
		return slices.DeleteFunc(rules.Hard(a.view, ledger.Applicants, d), func(f value.Fault) bool { return !slices.Contains(keys, f.Key) })
	}
	faults := forbids(a.view, ledger.Applicants, d, keys, d.Steps()[step].Key, rules.StillNot)
	if step == Joining-1 && d.Number != "" {
		if f := rulebook.DevNumberFault(d.Number, d.Met, a.view.Basis().Rules); f != nil {
			faults = append(faults, value.Fault{Key: "number", Code: f.Code, Text: f.Text})
		}
		if r := rules.Other(a.view, rules.ByDev, d.Number, d.Member); r != nil {
			faults = append(faults, value.Fault{Key: "number", Code: value.Twice, Other: r.Head().ID, Text: "这个编号已被“" + ledger.NameOf(r) + "”占用。请核对入团志愿书。"})
		}
	}
	return faults
}

// lacking are the fields without which a stage cannot have its day.
func (a *Admission) lacking(step int, d *ledger.Applicant) (faults []value.Fault) {
	ask := func(missing bool, key, text string) {
		if missing {
			faults = append(faults, lacks(key, text))
		}
	}
	switch step {
	case 0:
		ask(strings.TrimSpace(d.Title) == "", "name", "请写申请人的姓名。")
		ask(d.Branch.IsZero(), "branch", "请选申请加入的团支部。")
		ask(d.Applied == 0, "applied", "请写递交申请的日期。")
	case 4:
		ask(d.Form != 0 && len(d.Introducers) != 2, "introducers", "请选两名介绍人。")
	case 5:
		if d.Met != 0 {
			faults = append(faults, voteLacks("大会", d.Due, d.Present, d.Favour)...)
		}
	case 6:
		ask(d.Approved != 0 && d.Number == "", "number", "请写入团志愿书的编号。")
	}
	return faults
}

// Save saves a draft of a stage in one intent and answers whose it is. With its day it is taken, where the rules allow it; without, what is written is
// kept and the stage stays.
func (a *Admission) Save(step int, d *ledger.Applicant) (value.ID, error) {
	if err := refused(append(a.lacking(step, d), a.Faults(step, d)...)); err != nil {
		return value.ID{}, err
	}
	now := ledger.Applicants.Clone(d).(*ledger.Applicant)
	for i, s := range now.Steps() {
		if s.Day == 0 {
			break
		}
		now.Stage = strconv.Itoa(i + 1)
	}
	what := now.Steps()[step].Name
	if *stageDays(now)[step] == 0 {
		what += "以前"
	}
	was := a.was()
	if err := named(a.book, now); err != nil {
		return value.ID{}, err
	}
	_, err := save(a.book, a.view, ledger.Applicants.Name(), "发展团员 "+what, []Put{{Kind: ledger.Applicants, Was: was, Now: now}})
	return now.ID, err
}

func (a *Admission) was() ledger.Record {
	if a.Applicant.ID.IsZero() {
		return nil
	}
	return a.Applicant
}

// Becomes is the member that the applicant becomes, as far as the ledger knows him.
func (a *Admission) Becomes() *ledger.Member {
	d := a.Applicant
	m := &ledger.Member{Title: d.Title, Born: d.Born, Branch: d.Branch, Joined: value.Day(d.Met.Year(), d.Met.Month(), 0), DevNumber: d.Number,
		Standing: codes.StandingLeague, StayFrom: d.Met, StayWhy: "入团", Lessons: d.Hours}
	if d.Born.DayOfMonth() == 0 {
		m.Born = 0 // a year alone is no birthday
	}
	if y, ok := a.view.Get(ledger.Youths, d.Youth).(*ledger.Youth); ok {
		m.Sex, m.Phone, m.Unit = y.Sex, y.Phone, y.Enterprise
	}
	return m
}

// BecomesFaults are what forbids a member that an applicant becomes.
func (a *Admission) BecomesFaults(m *ledger.Member) []value.Fault {
	return rules.Hard(a.view, ledger.Members, m)
}

// Become saves the member and whom the applicant became in one intent.
func (a *Admission) Become(m *ledger.Member) (uint64, error) {
	switch {
	case a.Done():
		return 0, store.Refuse("这名申请人已经登记成团员了。")
	case a.Step() != Joining:
		return 0, store.Refuse("还没有走到审批。请先把前面几步办完。")
	case m.Branch.IsZero():
		return 0, refused([]value.Fault{lacks("branch", "请选编入的团支部。")})
	case m.DevNumber == "":
		return 0, refused([]value.Fault{lacks("devno", "请写发展团员编号，就是志愿书的编号。")})
	}
	if err := refused(a.BecomesFaults(m)); err != nil {
		return 0, err
	}
	member, now := ledger.Members.Clone(m).(*ledger.Member), ledger.Applicants.Clone(a.Applicant).(*ledger.Applicant)
	if err := named(a.book, member); err != nil {
		return 0, err
	}
	now.Member, now.Number = member.ID, m.DevNumber
	return save(a.book, a.view, ledger.Applicants.Name(), "发展团员 入册",
		[]Put{{Kind: ledger.Members, Now: member}, {Kind: ledger.Applicants, Was: a.Applicant, Now: now}})
}

// Admissions are those on their way, who can go on first, of them those with a day to keep.
func Admissions(b *store.Book) []Waiting {
	v := b.Today()
	var ready, rest []Waiting
	for d := range records.All[*ledger.Applicant](v, ledger.Applicants) {
		if !d.Member.IsZero() || d.Received() {
			continue
		}
		a := &Admission{Applicant: d, book: b, view: v}
		step := a.Step()
		w := Waiting{Kind: ledger.Applicants, ID: d.ID, About: d.Title}
		if branch := v.Name(ledger.Branches, d.Branch); branch != "" {
			w.About += "（" + branch + "）"
		}
		if step == Joining {
			w.Next, w.By = "登记成团员", d.Approved.AddDays(v.Basis().Rules.ApplicantUpload)
		} else {
			w.Next = d.Steps()[step].Name
		}
		if missing := Unmet(a.Wants(step)); len(missing) > 0 {
			w.Next += "：" + missing[0]
			rest = append(rest, w)
		} else {
			ready = append(ready, w)
		}
	}
	slices.SortStableFunc(ready, func(x, y Waiting) int { return cmp.Compare(x.by(), y.by()) })
	return append(ready, rest...)
}
