package jobs

import (
	"cmp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/find"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// call is the page of 走访一家企业: what was found, beside it what the enterprise's record becomes by it, all of it saved at
// once.
type call struct {
	s    *page.Shell
	page *page.Page
	of   value.ID
	job  *work.Calling

	fields map[string]*callField
	order  []string
	picked bool // the 建团状态 was chosen by hand and follows no proposal
	tried  bool // to save: from then on every fault is shown
	kept   halves[callDraft]

	pick, founding, why *kit.Picker
	whyBox              fyne.CanvasObject
	becomes             *fyne.Container
	table               *fyne.Container
	body                fyne.CanvasObject
	do                  *kit.Button
	latest              hands.Latest
	busy                hands.Only
	filling             bool
}

// A callField is one field of the visit on the page.
type callField struct {
	entry *kit.Entry
	read  func() string
	show  func(string)
	fault *kit.Fault
	wrong string // why its text is no value
}

// Call makes the page of 走访一家企业, of one that is to be chosen first.
func Call(s *page.Shell) *page.Page { return newCall(s, value.ID{}).page }

// callOn is the page of a visit to one enterprise.
func callOn(s *page.Shell, id value.ID) {
	s.Open(func(s *page.Shell) *page.Page { return newCall(s, id).page })
}

func newCall(s *page.Shell, id value.ID) *call {
	p := &call{s: s, of: id, fields: map[string]*callField{}}
	if s.Book.Setting(callSetting, &p.kept) && len(p.kept) > 0 && p.of.IsZero() {
		p.of = p.kept[len(p.kept)-1].Enterprise
	}
	choice := firms(s)
	p.pick = kit.NewPicker(func(typed string) []kit.Option { return page.Options(find.Matching(choice, typed)) })
	p.pick.SetLeast(18 * look.Now().Text)
	p.pick.SetPlaceHolder("选一家企业　F8")
	p.pick.OnPicked = func(o kit.Option) {
		if to, err := value.ParseID(o.Value); err == nil && !to.IsZero() && to != p.of {
			p.keep()
			p.of, p.job, p.picked, p.tried = to, nil, false, false
			p.ask()
		}
	}
	for _, o := range choice {
		if o.Value == p.of.String() {
			p.pick.Choose(page.Options([]find.Option{o})[0])
		}
	}
	p.do = kit.NewButton(kit.Primary, look.IconSave, "保存", "F10", p.save)
	back := kit.NewButton(kit.Quiet, look.IconLeft, "办事", "Esc", p.leave)
	head := look.Flow(back, look.NewWords("走访一家企业", look.Title), p.pick, layout.NewSpacer(), p.do)
	p.becomes = look.Column(look.Gap4)
	p.body = p.form()
	p.table = container.NewStack()
	p.page = &page.Page{Key: "jobs", Title: "走访一家企业", First: p.pick, Shut: p.latest.Drop, Keep: p.keep, Changed: func(store.Change) { p.ask() },
		View: look.Ground(look.Page, look.Inset(look.Gap4, look.Pile(look.Gap2, head, p.table))),
		Keys: map[fyne.KeyName]func(){fyne.KeyF10: p.save, fyne.KeyF8: func() { s.Canvas().Focus(p.pick) }, fyne.KeyEscape: p.leave}}
	p.page.Own(&p.pick.Entry, &p.founding.Entry, &p.why.Entry)
	for _, key := range p.order {
		p.page.Own(p.fields[key].entry)
	}
	if len(choice) == 0 {
		p.none()
	} else {
		p.ask()
	}
	return p
}

// firms are the enterprises of this ledger's own that do business, as choices.
func firms(s *page.Shell) []find.Option {
	var out []find.Option
	l := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Enterprises, Tab: ledger.Enterprises.Begin(), Sort: "name"})
	for _, r := range l.Rows() {
		if e := r.(*ledger.Enterprise); !e.Received() {
			out = append(out, find.Option{Value: e.ID.String(), Label: e.Title, Hint: codes.Foundings.Label(e.Founding)})
		}
	}
	return out
}

func (p *call) none() {
	p.do.Disable()
	p.table.Objects = []fyne.CanvasObject{kit.Empty(look.IconFirm, "还没有在营的企业。先登记要去的那一家，再记走访。",
		kit.Stage{Icon: look.IconAdd, Verb: "登记一家企业", Tell: "名称、负责人、电话就够了", Do: func() { p.s.ShowNew(ledger.Enterprises, nil) }})}
}

func (p *call) leave() { p.s.Open(jobsFrom(p.page.Title)) }

// ask begins the visit, or begins it anew over what was saved meanwhile, with what is typed.
func (p *call) ask() {
	if p.of.IsZero() {
		p.do.Disable()
		p.table.Objects = []fyne.CanvasObject{kit.Empty(look.IconFirm, "去了哪家企业？在上面打几个字选出来（F8），下面就出来要填的。")}
		p.table.Refresh()
		return
	}
	of := p.of
	hands.RunLatest(&p.latest, func() (*work.Calling, error) { return work.CallOn(p.s.Book, of) }, p.begin, func(err error) {
		p.s.FailOn(p.page, "不能记这次走访", err)
		p.of = value.ID{}
		p.ask()
	})
}

func (p *call) begin(c *work.Calling) {
	first := p.job == nil
	was := p.texts()
	p.job = c
	if first {
		was = nil
		if k := p.kept.of(c.Enterprise.ID.String()); !k.empty() {
			was, p.picked = k.Texts, k.Picked
		}
	}
	p.filling = true
	for _, key := range p.order {
		text, typed := was[key]
		if !typed {
			text = ledger.Visits.Text(c.Visit, ledger.Visits.At(key), p.s.Book.Basis())
		}
		p.fields[key].show(text)
		if at := ledger.Enterprises.At(key); at >= 0 && ledger.Enterprises.Columns()[at].Shape == ledger.Number { // found now, and as it was
			old := ledger.Enterprises.Text(c.Enterprise, at, p.s.Book.Basis())
			p.fields[key].entry.SetPlaceHolder(cmp.Or(strings.TrimSuffix("原来 "+old, "原来 "), "没有记过"))
		}
	}
	if p.picked {
		c.Founding, c.Why = was["founding"], was["why"]
	} else if why := was["why"]; why != "" {
		c.Why = why
	}
	p.filling = false
	p.do.Enable()
	p.table.Objects = []fyne.CanvasObject{p.body}
	p.table.Refresh()
	p.read()
	if first {
		to := p.fields["went"]
		if to.entry.Text != "" {
			to = p.fields["content"]
		}
		p.page.First = to.entry.Focusable()
		if p.s.Page() == p.page && p.s.Canvas().Overlays().Top() == nil {
			p.s.Canvas().Focus(p.page.First)
		}
	}
}

// read takes what is typed into the visit, and shows what follows.
func (p *call) read() {
	if p.job == nil || p.filling {
		return
	}
	for _, key := range p.order {
		f := p.fields[key]
		f.wrong = ""
		if err := ledger.Visits.Set(p.job.Visit, ledger.Visits.At(key), f.read()); err != nil {
			if fault := err.(*value.Fault); fault.Code != value.Missing && !fault.Soft {
				f.wrong = fault.Text
			}
		}
	}
	if !p.picked {
		p.job.Founding, _ = p.job.Proposed()
	}
	p.draw()
}

// save saves the visit and the enterprise, or goes to the first field that keeps it from being saved.
func (p *call) save() {
	if p.job == nil || p.do.Disabled() || !p.s.Allowed(store.MayWork) || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	p.tried = true
	p.read()
	if at := p.faulty(); at != nil {
		p.s.Canvas().Focus(at)
		return
	}
	job, changed := p.job, len(p.job.Differences())
	hands.RunOnly(&p.busy, job.Save, func(uint64) {
		p.hold(callDraft{Enterprise: job.Enterprise.ID})
		p.job = nil
		text := "记下了走访 " + job.Enterprise.Title
		if changed > 0 {
			text += "，企业资料改了 " + strconv.Itoa(changed) + " 项"
		}
		if next := job.Visit.Next; next != "" {
			text += "；下一步：" + next
			if job.Visit.NextBy != 0 {
				text += "（" + job.Visit.NextBy.String() + "）"
			}
		}
		p.s.Toasts.SayWith(text, "撤销", p.s.Undo)
		if p.s.Screens.Household != nil {
			p.s.ShowHousehold(ledger.Enterprises, job.Enterprise.ID, p.leave)
			return
		}
		p.leave()
	}, func(err error) {
		p.s.FailOn(p.page, "没有保存", err)
		p.ask()
	})
}

// faulty is the first field of which the visit cannot be saved, nil where there is none.
func (p *call) faulty() fyne.Focusable {
	for _, key := range p.order {
		if p.fields[key].wrong != "" {
			return p.fields[key].entry.Focusable()
		}
	}
	for _, f := range p.job.Faults() {
		switch {
		case f.Soft:
		case f.Key == "founding":
			return p.founding
		case f.Key == "nobranch":
			return p.why
		case p.fields[f.Key] != nil:
			return p.fields[f.Key].entry.Focusable()
		}
	}
	return nil
}

// callSetting is where the ledger keeps the visits that are typed and not saved.
const callSetting = "call"

// A callDraft is what is typed of a visit to one enterprise.
type callDraft struct {
	Enterprise value.ID          `json:"enterprise"`
	Texts      map[string]string `json:"texts,omitempty"`
	Picked     bool              `json:"picked,omitempty"`
}

func (d callDraft) about() string { return d.Enterprise.String() }
func (d callDraft) empty() bool   { return len(d.Texts) == 0 }

// texts are what stands in the fields.
func (p *call) texts() map[string]string {
	if p.job == nil {
		return nil
	}
	all := map[string]string{"founding": p.job.Founding, "why": p.job.Why}
	for _, key := range p.order {
		all[key] = p.fields[key].read()
	}
	return all
}

// typed says that something stands in the fields that was not there by itself.
func (p *call) typed() bool {
	return p.job != nil && strings.TrimSpace(p.fields["content"].read()+p.fields["staff"].read()+p.fields["under35"].read()+p.fields["under28"].read()+
		p.fields["members"].read()+p.fields["problem"].read()+p.fields["next"].read()+p.fields["attitude"].read()) != ""
}

// keep makes what is typed durable, or forgets what was.
func (p *call) keep() {
	if p.job == nil {
		return
	}
	d := callDraft{Enterprise: p.job.Enterprise.ID}
	if p.typed() {
		d.Texts, d.Picked = p.texts(), p.picked
	}
	p.hold(d)
}

func (p *call) hold(d callDraft) {
	if !p.kept.put(d) {
		return
	}
	if err := p.s.Book.SetSetting(callSetting, p.kept); err != nil {
		p.s.FailOn(p.page, "填的没有留下", err)
	}
}
