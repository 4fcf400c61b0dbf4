package jobs

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// A standRow is the fields of one candidate.
type standRow struct {
	person, duty *kit.Picker
	consulted    *kit.Entry
	of           *ledger.Candidate // nil: a row that nobody has filled yet
}

// candidates is the step of who stands for what, a line each; below the last there is always an empty one.
func (p *poll) candidates() {
	p.poll.Seats()
	lines := look.Column(look.Gap2)
	var rows []*standRow
	var add func(s *work.Stand)
	collect := func() { p.collect(rows) }
	heard := func() {
		collect()
		if last := rows[len(rows)-1]; last.of != nil {
			add(nil)
		}
		p.tell()
	}
	add = func(s *work.Stand) {
		r := &standRow{person: kit.NewPicker(p.choices), duty: kit.NewPicker(func(typed string) []kit.Option { return options(p.s, codes.Duties, typed) }), consulted: kit.NewEntry()}
		if s != nil {
			r.of = s.Candidate
			r.person.Choose(kit.Option{Value: s.Candidate.Person.String(), Label: p.poll.View().Name(ledger.Members, s.Candidate.Person)})
			r.duty.Choose(kit.Option{Value: s.Candidate.Duty, Label: codes.Duties.Label(s.Candidate.Duty)})
			r.consulted.SetText(s.Candidate.Consulted)
		}
		r.person.OnPicked, r.duty.OnPicked = func(kit.Option) { heard() }, func(kit.Option) { heard() }
		r.consulted.OnChanged = func(string) { p.collect(rows) }
		r.consulted.OnLeft = p.keep
		at := len(rows)
		r.consulted.OnNext = func() {
			if at+1 < len(rows) {
				rows[at+1].person.Focus()
			} else {
				p.s.Canvas().Focus(p.onward)
			}
		}
		r.person.OnNext = func() {
			if at+1 == len(rows) && r.person.Text == "" { // the empty line below the last
				p.s.Canvas().Focus(p.onward)
			} else {
				r.duty.Focus()
			}
		}
		rows, p.people = append(rows, r), append(p.people, r.person)
		p.page.Own(&r.person.Entry, &r.duty.Entry, r.consulted)
		lines.Add(look.Columns(3, look.Gap2, r.person, r.duty, r.consulted))
		lines.Refresh()
	}
	for i := range p.poll.Standing {
		add(&p.poll.Standing[i])
	}
	add(nil)
	seats := p.number("应选人数", &p.poll.Election.Seats, p.tell)
	p.page.Own(seats)
	p.take = func() {
		collect()
		p.leaveOut(rows)
	}
	head := look.Columns(3, look.Gap2, look.NewWords("候选人（清空就是去掉）", look.Aside), look.NewWords("选哪个职务", look.Aside), look.NewWords("征求了谁的意见", look.Aside))
	top := look.Row(look.NewWords("应选几人", look.Body), seats, look.NewWords("有选举权的团员 "+strconv.Itoa(len(p.poll.Voters()))+" 人", look.Aside), layout.NewSpacer())
	seats.SetLeast(4 * look.Now().Text)
	if p.sort == codes.ElectionVacancy {
		text := "没有查到空着的职务，补选谁请自己写"
		if empty := work.VacancyText(p.poll.View(), p.poll.Branch); empty != "" {
			text = "缺 " + empty
		}
		head = look.Column(look.Gap1, look.NewParagraph(text, look.Strong, 60), head)
	}
	body := look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, top, head, container.NewVScroll(lines))))
	p.put(body, rows[len(rows)-1].person, nil)
}

// choices are those for a candidate: the members of the organisation, and others where they are sought by name.
func (p *poll) choices(typed string) []kit.Option {
	voters := p.poll.Voters()
	own := make([]find.Option, len(voters))
	for i, m := range voters {
		own[i] = find.Option{Value: m.ID.String(), Label: m.Title, Hint: m.Position}
	}
	found := find.Matching(own, typed)
	if typed != "" {
		list := ledger.Candidates.Columns()[ledger.Candidates.At("person")].Choices
		for _, o := range find.OptionsOf(p.s.Book.Today(), list, typed, 20) {
			if !slices.ContainsFunc(found, func(f find.Option) bool { return f.Value == o.Value }) {
				found = append(found, o)
			}
		}
	}
	return page.Options(found)
}

// collect takes the rows into the poll: a new candidate where a row has become one.
func (p *poll) collect(rows []*standRow) {
	for _, r := range rows {
		chosen, known := r.person.Value()
		id, err := value.ParseID(chosen)
		if !known || err != nil || id.IsZero() {
			continue
		}
		if r.of == nil {
			wanted := p.poll.Wanted()
			p.poll.Stand(id, wanted, "")
			r.of = p.poll.Standing[len(p.poll.Standing)-1].Candidate
			if wanted != "" && r.duty.Text == "" {
				r.duty.Choose(kit.Option{Value: wanted, Label: codes.Duties.Label(wanted)})
			}
		}
		duty, known := r.duty.Value()
		if !known {
			duty = r.of.Duty
		}
		r.of.Person, r.of.Consulted = id, look.OneLine(r.consulted.Text)
		for i, s := range p.poll.Standing {
			if s.Candidate == r.of && r.of.Duty != duty {
				r.of.Duty, p.poll.Standing[i].Duty = duty, duty
			}
		}
	}
}

// leaveOut strikes the candidates whose rows were emptied.
func (p *poll) leaveOut(rows []*standRow) {
	for _, r := range rows {
		if r.of == nil || r.person.Text != "" {
			continue
		}
		if i := slices.IndexFunc(p.poll.Standing, func(s work.Stand) bool { return s.Candidate == r.of }); i >= 0 {
			p.poll.Strike(i)
		}
		r.of = nil
	}
}

// votes is the step of each candidate's votes, what follows from them, and who takes which duty.
func (p *poll) votes() {
	lines := look.Column(look.Gap2)
	results := make([]*look.Words, len(p.poll.Standing))
	var first fyne.Focusable
	var entries []*kit.Entry
	var duties []*kit.Picker
	draw := func() {
		won, _ := p.poll.Won()
		for i, w := range results {
			_, said := p.poll.Standing[i].Candidate.For.Value()
			switch {
			case slices.Contains(won, i):
				w.SetText("√ 当选")
			case said:
				w.SetText("落选")
			default:
				w.SetText("")
			}
		}
		p.tell()
	}
	for i := range p.poll.Standing {
		s := &p.poll.Standing[i]
		results[i] = look.NewWords("", look.Strong)
		row := []fyne.CanvasObject{look.NewWords(p.poll.View().Name(ledger.Members, s.Candidate.Person)+"　"+codes.Duties.Label(s.Candidate.Duty), look.Body)}
		for _, at := range []*value.Count{&s.Candidate.For, &s.Candidate.Against, &s.Candidate.Abstained} {
			e := p.number("票数", at, draw)
			entries = append(entries, e)
			row = append(row, e)
		}
		duty := kit.NewPicker(func(typed string) []kit.Option {
			if strings.ContainsAny(typed, "0123456789") { // a number of votes that slipped in here is no duty
				return nil
			}
			return options(p.s, codes.Duties, typed)
		})
		show := func() { duty.Choose(kit.Option{Value: s.Duty, Label: codes.Duties.Label(s.Duty)}) }
		show()
		duty.OnPicked = func(o kit.Option) { s.Duty = o.Value; draw() }
		duty.OnLeft = func() {
			if _, known := duty.Value(); !known {
				show()
			}
			p.keep()
		}
		duties = append(duties, duty)
		lines.Add(look.Columns(6, look.Gap2, append(row, results[i], duty)...))
	}
	if n := len(entries); n > 0 { // all votes first, then the duties
		first = entries[0]
		for i, e := range entries[:n-1] {
			e.OnNext = entries[i+1].Focus
		}
		entries[n-1].OnNext = duties[0].Focus
		for i, d := range duties {
			if d.OnNext = func() { p.s.Canvas().Focus(p.onward) }; i+1 < len(duties) {
				d.OnNext = duties[i+1].Focus
			}
		}
	}
	for _, d := range duties {
		p.page.Own(&d.Entry)
	}
	p.page.Own(entries...)
	var heads []fyne.CanvasObject
	for _, text := range []string{"候选人", "赞成票", "反对票", "弃权票", "结果", "当选后任什么职务"} {
		heads = append(heads, look.NewWords(text, look.Aside))
	}
	e := p.poll.Election
	of, r := "实到", p.poll.Basis().Rules
	if r.ElectedOfDue {
		of = "应到"
	}
	text := "有效票 " + e.Valid.String() + " 张，应选 " + e.Seats.String() + " 人；赞成票要超过" + of + "的 " + r.ElectionShare.String() + "。"
	body := look.Card(look.Inset(look.Gap4, look.Pile(look.Gap2, look.NewWords(text, look.Aside), look.Columns(6, look.Gap2, heads...), container.NewVScroll(lines))))
	p.put(body, first, nil)
	draw()
}
