// Package jobs holds the screens of 办事, the work of the League as an office does it (league.md §3): the page of all jobs,
// and the jobs that have a screen of their own. It knows pages and asks package jobs of the store for what a job needs; what
// the rules say of it is not known here.
package jobs

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// A job is one thing that an office does: what people call it, what it asks ({age_out} stands for the value of that rule), and the
// kind of record it leaves.
type job struct {
	group, title, tell string
	also               string // other words by which people look for it, parted by spaces
	kind               ledger.Kind
	begin              func(*page.Shell) // nil: in the form of a new record
	list               ledger.Kind       // what F8 shows of it; nil for kind
	waiting            func(*store.Book) []work.Waiting
	goOn               func(*page.Shell, work.Waiting) // with what is under way; nil: in the record
	about              []about
	own                func(ledger.Record) bool // which of those listed are the job's; nil for all
	others             bool                     // none is: how many there are says nothing
	street             bool                     // a street's alone
	looks              bool                     // it only looks: every ledger has it
}

// An about is a kind of record that a job can be begun from: whether it fits one, and how it begins there.
type about struct {
	kind  ledger.Kind
	label string                                // "" for the job's title
	reads bool                                  // of a record that was received too: the job only reads it
	fits  func(*store.Book, ledger.Record) bool // nil: always
	begin func(*page.Shell, ledger.Record)
}

// Works are the jobs that can be begun from a record.
func Works(s *page.Shell, kind ledger.Kind, r ledger.Record) (works []page.Work) {
	for _, j := range all() {
		if !j.mine(s) {
			continue
		}
		for _, a := range j.about {
			if a.kind == kind && (a.reads || !r.Head().Received()) && (a.fits == nil || a.fits(s.Book, r)) {
				works = append(works, page.Work{Label: cmp.Or(a.label, j.title), Begin: func() { a.begin(s, r) }})
			}
		}
	}
	return works
}

// all are the jobs in the order of the page; those of one group stand together.
func all() []job {
	return []job{
		{group: "摸底", title: "走访一家企业", tell: "谁去的、谈了什么、负责人什么态度、职工和青年有多少、下一步怎么办", kind: ledger.Visits,
			begin: beginCall, waiting: work.Promised, goOn: func(s *page.Shell, w work.Waiting) { callOn(s, w.ID) },
			about: []about{{kind: ledger.Enterprises, fits: ownFirm, begin: func(s *page.Shell, r ledger.Record) { callOn(s, r.Head().ID) }}}},
		{group: "摸底", title: "登记不是团员的青年", tell: "企业里满 {age_join} 岁、不满 {age_out} 岁、还没有入团的，愿不愿意入团、有什么特长", kind: ledger.Youths},
		rallyingJob(),
		{group: "组织", title: work.PollTitle(codes.ElectionFounding), tell: "看条件、写请示、提候选人，选举或协商任命，到成立仪式、发团旗团章团徽，一步步办", kind: ledger.Branches,
			begin: opening(Found), goOn: resuming(codes.ElectionFounding),
			waiting: func(b *store.Book) []work.Waiting {
				return underWay(b, codes.ElectionFounding, work.Foundings(b))
			},
			about: []about{
				{kind: ledger.Enterprises, fits: func(b *store.Book, r ledger.Record) bool {
					e := r.(*ledger.Enterprise)
					return !e.Received() && work.Unfit(b.Today(), e) == ""
				}, begin: func(s *page.Shell, r ledger.Record) { s.Open(FoundIn(r.Head().ID)) }},
				{kind: ledger.Branches, fits: func(_ *store.Book, r ledger.Record) bool {
					o := r.(*ledger.Branch)
					return !o.Received() && o.State == codes.BranchPlanned && o.Type == codes.BranchCell
				}, begin: func(s *page.Shell, r ledger.Record) { s.Open(Resume(codes.ElectionFounding, r.Head().ID)) }},
			}},
		renewal(codes.ElectionTerm, "请示、候选人、大会选举、结果报告和批复；老班子哪天离任、新班子哪天上任，一起记好"),
		renewal(codes.ElectionVacancy, "缺了谁补选谁，别的人不动"),
		renewal(codes.ElectionAppointed, "当初任命的，条件成熟了开大会选；有效的选举一存下，任命就办结"),
		zoning(),
		{group: "组织", title: "登记街道的选举", tell: "街道自己开的选举：应到实到、发票收票，人数够不够程序会算", kind: ledger.Elections, street: true},
		{group: "组织", title: "登记街道的任命", tell: "意见、理由、约定哪天以前选举，没有选一直提醒", kind: ledger.Appointments, street: true},
		{group: "组织", title: "选配编制外副书记", tell: "从哪个单位选配、任什么职，一个单位一名", kind: ledger.Officers, street: true,
			begin: func(s *page.Shell) { s.ShowNew(ledger.Officers, extra("")) },
			about: []about{{kind: ledger.Enterprises, reads: true, begin: func(s *page.Shell, r ledger.Record) { s.ShowNew(ledger.Officers, extra(ledger.NameOf(r))) }}}},
		{group: "组织", title: "收发团旗团章团徽", tell: "入库和发放，发给哪个支部、谁签收，还剩多少", kind: ledger.Supplies},
		{group: "组织", title: "对标定级", tell: "五项自评、上级复核，该定几星程序会算", kind: ledger.Ratings, begin: opening(Rate)},
		{group: "团员", title: "收团费", tell: "一个支部一张表，十二个月一目了然；一个键收一列，一个键收一行", kind: ledger.Payments, begin: opening(Dues),
			about: []about{{kind: ledger.Branches, fits: peopled, begin: func(s *page.Shell, r ledger.Record) { s.Open(duesOf(r.Head().ID)) }}}},
		admitting(), receiving(), sendingAway(), seeingOff(), disciplining(),
		{group: "团员", title: "年度评议和注册", tell: "自评、互评、等次、注册；优秀不超过 {best_share}%", kind: ledger.Appraisals, begin: opening(Appraise),
			about: []about{{kind: ledger.Branches, fits: peopled, begin: func(s *page.Shell, r ledger.Record) {
				s.Open(func(s *page.Shell) *page.Page { return appraiseOf(s, r.Head().ID) })
			}}}},
		{group: "活动", title: "记一次会议或活动", tell: "勾谁没来，应到实到自己出来；地点、主持人照上一次", kind: ledger.Meetings, begin: opening(Attend),
			about: []about{{kind: ledger.Branches, fits: peopled, begin: func(s *page.Shell, r ledger.Record) { s.Open(attendOf(r.Head().ID)) }}}},
		{group: "活动", title: "登记一个青年社团", tell: "按行业、兴趣、服务组成的，谁牵头、有多少人", kind: ledger.Clubs},
		surveying(), summing(), solvingJob(),
		{group: "服务", title: "登记一处开放的设施", tell: "哪家单位的、每周哪几天几点到几点开放、要不要钱、找谁", kind: ledger.Facilities},
		{group: "服务", title: "登记培训和推荐就业", tell: "学了什么、结业没有，推荐到哪里、录用没有、回访没有", kind: ledger.Referrals},
		syncingJob(),
		piloting(),
		{group: "党建带团建", title: "登记一个伙伴单位", tell: "工会、妇联、学校、劳动部门：找谁、能提供什么、下次什么时候联席", kind: ledger.Partners},
		{group: "党建带团建", title: "登记一份文件", tell: "对哪几类企业、要办什么、哪天以前办完", kind: ledger.Documents},
		{group: "党建带团建", title: "记一笔经费", tell: "从哪里来的，花在什么上，票据号", kind: ledger.Funds},
		reporting(), formFilling(), yearBooks(),
	}
}

// soughtBy are other words that newcomers look for a job by: what they ask, not what it is called.
var soughtBy = map[string]string{
	surveyTitle: "问青年需要什么 调查结果 发调查表", sumsTitle: "青年需要什么 团员需要什么 调查汇总", "收团费": "谁没交团费 团费没交 欠团费 哪月没交", solveTitle: "困难 诉求 逾期的问题", reportTitle: "总结 汇报材料", yearBookTitle: "支部手册 台账本",
}

// Doors are the jobs of this ledger, for search to lead to.
func Doors(s *page.Shell) (doors []page.Door) {
	for _, j := range all() {
		if j.mine(s) {
			doors = append(doors, page.Door{Icon: face.Of(j.kind).Icon, Label: j.title, Where: "办事", Also: strings.TrimSpace(j.also + " " + soughtBy[j.title]), Open: func() { j.start(s) }})
		}
	}
	return doors
}

// start begins a job, in the form of a new record where it has no page of its own.
func (j *job) start(s *page.Shell) {
	switch {
	case !s.Allowed(store.MayWork):
	case j.begin != nil:
		j.begin(s)
	default:
		s.ShowNew(j.kind, nil)
	}
}

// opening begins a job that has a page of its own.
func opening(screen func(*page.Shell) *page.Page) func(*page.Shell) {
	return func(s *page.Shell) { s.Open(screen) }
}

// fitting asks a record of its own kind whether a job about it fits.
func fitting[T ledger.Record](fits func(T) bool) func(*store.Book, ledger.Record) bool {
	return func(_ *store.Book, r ledger.Record) bool { one, ok := r.(T); return ok && fits(one) }
}

// renewal is the job of an election of one sort, in an organisation that stands.
func renewal(sort, tell string) job {
	elects := func(b *store.Book, r ledger.Record) bool {
		o, ok := r.(*ledger.Branch)
		return ok && work.Elects(b.Today(), o, sort)
	}
	j := job{group: "组织", title: work.PollTitle(sort), tell: tell, kind: ledger.Branches, list: ledger.Elections, own: ofSort(sort), begin: opening(Renew(sort)), goOn: resuming(sort),
		waiting: func(b *store.Book) []work.Waiting { return underWay(b, sort, work.Renewals(b, sort)) },
		about:   []about{{kind: ledger.Branches, fits: elects, begin: func(s *page.Shell, r ledger.Record) { s.Open(Resume(sort, r.Head().ID)) }}}}
	if sort == codes.ElectionAppointed {
		j.list, j.own = ledger.Appointments, nil
		j.about = append(j.about, about{kind: ledger.Appointments, fits: func(b *store.Book, r ledger.Record) bool {
			a := r.(*ledger.Appointment)
			return !a.Received() && rules.ClosedBy(b.Today(), a) == nil && elects(b, b.Today().Get(ledger.Branches, a.Branch))
		}, begin: func(s *page.Shell, r ledger.Record) { s.Open(Resume(sort, r.(*ledger.Appointment).Branch)) }})
	}
	return j
}

// ofSort says that an election is of one sort.
func ofSort(sort string) func(ledger.Record) bool {
	return func(r ledger.Record) bool { e, ok := r.(*ledger.Election); return ok && e.Sort == sort }
}

// resuming continues what waits: in the enterprise of a founding that was never saved, else in the organisation.
func resuming(sort string) func(*page.Shell, work.Waiting) {
	return func(s *page.Shell, w work.Waiting) {
		if w.Kind == ledger.Enterprises {
			s.Open(FoundIn(w.ID))
			return
		}
		s.Open(Resume(sort, w.ID))
	}
}

// extra fills in what an 编制外副书记 is.
func extra(unit string) func(ledger.Record) {
	return func(r ledger.Record) {
		o := r.(*ledger.Officer)
		o.Duty, o.Sort, o.Unit = codes.DutyDeputy, codes.DutyExtra, unit
	}
}

// jobs is the page of all jobs.
type jobs struct {
	all   []job
	s     *page.Shell
	page  *page.Page
	rows  *kit.Rows
	lines []line
}

// A line is what one row of the page stands for: a job, or one of its that is under way; neither for a heading.
type line struct {
	job     *job
	waiting *work.Waiting
}

// mostWaiting is how many of a job's that are under way stand on the page; the others are in the list.
const mostWaiting = 5

// Jobs shows everything that an office can do here.
func Jobs(s *page.Shell) *page.Page { return jobsFrom("")(s) }

// jobsFrom shows them with the keyboard on the job that somebody comes from.
func jobsFrom(title string) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page { return newJobs(s, title) }
}

func newJobs(s *page.Shell, from string) *page.Page {
	p := &jobs{s: s, all: all()}
	p.rows = kit.NewRows(0, func(i int) { p.begin(p.lines[i]) })
	list := kit.NewButton(kit.Ordinary, look.IconColumns, "看记过的", "F8", p.list)
	start := kit.NewButton(kit.Primary, look.IconRight, "开始办", "Enter", func() { p.begin(p.at()) })
	blank := kit.NewButton(kit.Ordinary, look.IconPrint, "空白表", "F12", p.blanks)
	head := look.Flow(look.NewWords("办事", look.Title), look.NewWords("选一件，跟着填；办到一半可以停，改天接着办", look.Aside), layout.NewSpacer(), blank, list, start)
	p.page = &page.Page{Key: "jobs", Title: "办事", First: p.rows, Changed: func(store.Change) { p.fill() },
		View: look.Ground(look.Page, look.Inset(look.Gap6, look.Pile(look.Gap4, head, look.Card(look.Inset(look.Gap4, p.rows))))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF8: p.list, fyne.KeyF12: p.blanks, fyne.KeyEscape: s.ShowHome}}
	p.fill()
	if i := slices.IndexFunc(p.lines, func(l line) bool { return l.job != nil && l.job.title == from }); i >= 0 {
		p.rows.Stand(i)
	}
	return p.page
}

// blanks goes to the forms that are filled in by hand.
func (p *jobs) blanks() {
	if p.s.Canvas().Overlays().Top() == nil {
		p.s.Open(p.s.Screens.Blanks)
	}
}

// mine says that this ledger keeps such records itself.
func (j *job) mine(s *page.Shell) bool {
	if j.looks {
		return true
	}
	owner := ledger.ByCommunity
	if s.Book.Profile().Street {
		owner = ledger.ByStreet
	} else if j.street {
		return false
	}
	return j.kind.Kept(owner)
}

// listed is the kind of which F8 shows the list, and whose number stands beside the job.
func (j *job) listed() ledger.Kind {
	if j.list != nil {
		return j.list
	}
	return j.kind
}

func (p *jobs) fill() {
	at := p.at()
	var items []kit.Item
	p.lines = p.lines[:0]
	group, stand, values := "", -1, p.s.Book.Basis().Rules.Values()
	for i := range p.all {
		j := &p.all[i]
		if !j.mine(p.s) {
			continue
		}
		if j.group != group {
			group = j.group
			items, p.lines = append(items, kit.Item{Label: group, Head: true}), append(p.lines, line{})
		}
		if stand < 0 || j == at.job && at.waiting == nil {
			stand = len(items)
		}
		tell := rules.InRules(j.tell, values)
		items, p.lines = append(items, kit.Item{Icon: face.Of(j.kind).Icon, Label: j.title + "　" + tell, Hint: p.so(j), Tip: tell}), append(p.lines, line{job: j})
		if j.waiting == nil {
			continue
		}
		waiting := j.waiting(p.s.Book)
		for n, w := range waiting {
			if n == mostWaiting {
				more := strconv.Itoa(len(waiting)-n) + " 件"
				items, p.lines = append(items, kit.Item{Icon: look.IconRight, Label: "还有 " + more, Hint: "F8 看全部", Depth: 1}), append(p.lines, line{job: j})
				break
			}
			hint := w.Next
			if w.By != 0 {
				hint += "　" + w.By.String() + " 以前"
			}
			if at.waiting != nil && at.waiting.ID == w.ID && j == at.job {
				stand = len(items)
			}
			items, p.lines = append(items, kit.Item{Icon: look.IconRight, Label: "接着办：" + w.About, Hint: hint, Depth: 1, Tip: w.About}), append(p.lines, line{j, &w})
		}
	}
	p.rows.Set(items)
	p.rows.Stand(stand)
}

// so says how much of a kind there is already, and what of it is still open.
func (p *jobs) so(j *job) string {
	v, kind := p.s.Book.Today(), j.listed()
	n, left, tally := v.Count(kind), 0, rules.TallyOf(v, kind)
	opens := kind.Begin() == "open"
	switch {
	case j.others:
		return ""
	case j.own != nil:
		n = 0
		for _, r := range v.Of(kind) {
			if j.own(r) {
				n++
				if opens && tally.Has(r.Head().ID, "open") {
					left++
				}
			}
		}
	case opens:
		left = tally.Count("open")
	}
	if n == 0 {
		return "还没有记过"
	}
	text := "记了 " + strconv.Itoa(n) + " " + kind.Unit()
	if left > 0 {
		text = strconv.Itoa(left) + " " + kind.Unit() + "没有办完　" + text
	}
	return text
}

func (p *jobs) at() line {
	if i := p.rows.At(); i >= 0 && i < len(p.lines) {
		return p.lines[i]
	}
	return line{}
}

func (p *jobs) begin(l line) {
	switch j := l.job; {
	case j == nil:
	case l.waiting == nil:
		j.start(p.s)
	case !p.s.Allowed(store.MayWork):
	case j.goOn != nil:
		j.goOn(p.s, *l.waiting)
	default:
		p.s.ShowRecord(l.waiting.Kind, l.waiting.ID)
	}
}

func (p *jobs) list() {
	if j := p.at().job; j != nil && p.s.Canvas().Overlays().Top() == nil {
		p.s.ShowList(face.List(j.listed()))
	}
}

// beginCall begins a visit. A street takes over no numbers of an enterprise, which are its community's: it writes the visit
// alone.
func beginCall(s *page.Shell) {
	if s.Book.Profile().Street {
		s.ShowNew(ledger.Visits, nil)
		return
	}
	s.Open(Call)
}

// ownFirm says that an enterprise is this ledger's own, and does business.
func ownFirm(_ *store.Book, r ledger.Record) bool {
	e, ok := r.(*ledger.Enterprise)
	return ok && !e.Received() && e.Open()
}

// peopled says that a branch is alive and has members.
func peopled(b *store.Book, r ledger.Record) bool {
	o, ok := r.(*ledger.Branch)
	return ok && o.Live() && !o.Received() && rules.Roll(b.Today()).Branch[o.ID] > 0
}

// branchField is a choice of one of the organisations that have members here.
func branchField(s *page.Shell, all []find.Option, picked func(value.ID)) *kit.Picker {
	field := kit.NewPicker(func(typed string) []kit.Option { return page.Options(find.Matching(all, typed)) })
	field.SetLeast(15 * look.Now().Text)
	field.OnPicked = func(o kit.Option) {
		if id, err := value.ParseID(o.Value); err == nil && !id.IsZero() {
			picked(id)
		}
	}
	return field
}

// chosenBranch chooses an organisation in its field, the first where it is none of the choices, and answers which.
func chosenBranch(field *kit.Picker, all []find.Option, id value.ID) value.ID {
	if len(all) == 0 {
		return value.ID{}
	}
	at := max(0, slices.IndexFunc(all, func(o find.Option) bool { return o.Value == id.String() }))
	field.Choose(page.Options(all[at : at+1])[0])
	id, _ = value.ParseID(all[at].Value)
	return id
}

// branches are the live organisations with members on the roll, the largest first, as choices.
func branches(s *page.Shell) []find.Option {
	v := s.Book.Today()
	var all []*ledger.Branch
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if o.Live() && rules.Roll(v).Branch[o.ID] > 0 {
			all = append(all, o)
		}
	}
	slices.SortStableFunc(all, func(a, b *ledger.Branch) int { return rules.Roll(v).Branch[b.ID] - rules.Roll(v).Branch[a.ID] })
	out := make([]find.Option, len(all))
	for i, o := range all {
		out[i] = find.Option{Value: o.ID.String(), Label: o.Name(), Hint: strconv.Itoa(rules.Roll(v).Branch[o.ID]) + " 人"}
	}
	return out
}
