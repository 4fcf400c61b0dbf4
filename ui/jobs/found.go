package jobs

import (
	"tuanjian/store/codes"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/find"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// Found makes the page of 建一个团支部, which asks first in which enterprise.
func Found(s *page.Shell) *page.Page {
	p := newPoll(s, codes.ElectionFounding)
	p.choose("在哪家企业建", "没有可以建团支部的企业。先登记企业和团员；已经建了的不在这里。", look.IconFirm, work.Foundable(s.Book), p.foundIn,
		kit.Stage{Icon: look.IconAdd, Verb: "登记一家企业", Do: func() { s.ShowNew(ledger.Enterprises, nil) }})
	return p.page
}

// FoundIn makes the page for one enterprise.
func FoundIn(enterprise value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		p := newPoll(s, codes.ElectionFounding)
		p.foundIn(enterprise)
		return p.page
	}
}

// foundIn begins, or goes on where a branch is planned there already.
func (p *poll) foundIn(enterprise value.ID) {
	p.ask(enterprise, func() (*work.Poll, error) { return work.Found(p.s.Book, enterprise) })
}

// Renew makes the page of an election of one sort, which asks first of which organisation.
func Renew(sort string) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		p := newPoll(s, sort)
		none, out := "没有可以选举的团组织。先登记团组织，或先建一个团支部。", kit.Stage{Icon: look.IconAdd, Verb: work.PollTitle(codes.ElectionFounding), Do: func() { s.Open(Found) }}
		if sort == codes.ElectionAppointed {
			none, out = "没有任命以后等着选举的团组织。别的团组织从“换届选举”办。", kit.Stage{Icon: look.IconRight, Verb: work.PollTitle(codes.ElectionTerm), Do: func() { s.Open(Renew(codes.ElectionTerm)) }}
		}
		p.choose("哪个团组织", none, look.IconBranch, work.Electable(s.Book, sort), p.resume, out)
		return p.page
	}
}

// Resume makes the page of an election of one sort for one organisation.
func Resume(sort string, branch value.ID) func(*page.Shell) *page.Page {
	return func(s *page.Shell) *page.Page {
		p := newPoll(s, sort)
		p.resume(branch)
		return p.page
	}
}

func (p *poll) resume(branch value.ID) {
	p.ask(branch, func() (*work.Poll, error) { return work.Resume(p.s.Book, branch, p.sort) })
}

func (p *poll) ask(of value.ID, read func() (*work.Poll, error)) {
	hands.RunLatest(&p.latest, read, func(made *work.Poll) { p.begin(of, made, nil) }, func(err error) { p.begin(of, nil, err) })
}

// choose asks what the job is about: by its name, or from the list below, the likeliest first. Where there is nothing to choose, out
// leads to what must be there before.
func (p *poll) choose(label, none string, icon look.Icon, places []work.Place, do func(value.ID), out kit.Stage) {
	back := kit.NewButton(kit.Ordinary, look.IconLeft, "办事", "Esc", p.leave)
	keys := map[fyne.KeyName]func(){fyne.KeyEscape: p.leave}
	if len(places) == 0 {
		does := kit.NewButton(kit.Primary, out.Icon, out.Verb, "F10", out.Do)
		keys[fyne.KeyF10] = out.Do
		p.way.Go(0, kit.Empty(icon, none), does, keys, back, layout.NewSpacer(), does)
		return
	}
	all := make([]find.Option, len(places))
	for i, at := range places {
		all[i] = find.Option{Value: at.ID.String(), Label: at.Name, Hint: at.Hint}
	}
	field := kit.NewPicker(func(typed string) []kit.Option { return page.Options(find.Matching(all, typed)) })
	field.OnPicked = func(o kit.Option) {
		if id, err := value.ParseID(o.Value); err == nil && !id.IsZero() {
			do(id)
		}
	}
	rows := kit.RowsOf(0, places, func(at work.Place) kit.Item { return kit.Item{Icon: icon, Label: at.Name, Hint: at.Hint} }, func(at work.Place) { do(at.ID) })
	p.page.Own(&field.Entry)
	body := look.Pile(look.Gap2, kit.Labelled(label+"（写名字或拼音，或从下面选）", field, nil), look.Card(look.Inset(look.Gap2, rows)))
	p.way.Go(0, look.Padding(look.Gap6, 0, body), rows, keys, back, look.NewWords("↑ ↓ 选，Enter 开始", look.Note))
}
