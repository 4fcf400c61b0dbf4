package report

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/paper"
	"tuanjian/store/prose"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// unit is who reports, as it stands above the date.
func (r *Report) unit() string { return wordsOf(r.book, r.Period)["单位"] }

// day is the day under the report: that of its record, today where it is not kept.
func (r *Report) day() string {
	d := r.book.Basis().Today
	if r.was != nil && r.was.Day != 0 {
		d = r.was.Day.First()
	}
	return strconv.Itoa(d.Year()) + "年" + strconv.Itoa(d.Month()) + "月" + strconv.Itoa(d.DayOfMonth()) + "日"
}

// mask hides numbers of people in words that somebody may have typed.
func mask(text string) string {
	return ledger.Start.Mask(ledger.Column{Shape: ledger.Lines}, text)
}

// Text is the report as it goes out, in the dress of an official paper.
func (r *Report) Text() prose.Text {
	t := prose.Text{Name: mask(r.Title), Manner: prose.Official, Blocks: []prose.Block{{Role: prose.Title, Text: mask(r.Title)}}}
	for _, line := range r.Lines {
		words, _ := Plain(line)
		b := prose.Block{Role: [...]prose.Role{prose.Body, prose.Head1, prose.Head2}[Level(line)], Text: mask(words)}
		t.Blocks = append(t.Blocks, b)
	}
	if r.Received() {
		return t // who signed it is in the community's own copy
	}
	t.Blocks = append(t.Blocks, prose.Block{Role: prose.Sign, Text: r.unit()}, prose.Block{Role: prose.Date, Text: r.day()})
	return t
}

// Leader is the version of one page for who decides: twelve figures with those of the period before, and two charts.
func (r *Report) Leader() (prose.Text, error) {
	b := r.book
	s, err := scopeOf(b, r.Period)
	if err != nil {
		return prose.Text{}, err
	}
	c := &composer{b: b, scope: s, period: r.Period, words: wordsOf(b, r.Period)}
	if c.before, err = pastOf(b, r.Period.Before()); err != nil {
		return prose.Text{}, err
	}
	title := mask(r.Title)
	t := prose.Text{Name: title + "（一页）", Manner: prose.Book, Foot: b.Profile().Name, Blocks: []prose.Block{
		{Role: prose.Title, Text: title}, {Role: prose.Number, Text: "领导阅　" + r.Period.String() + "　数字截至 " + s.v.Basis().Today.String()},
	}}
	card := &prose.Card{Grid: []int{1, 1, 1, 1, 1, 1}}
	for _, band := range leaderFigures {
		var labels, figures []paper.Field
		for _, one := range band {
			f, a := c.ask(one.name)
			text := said(a.n, f.unit)
			if n, known := c.before.number(f); known {
				text += "\n上年同期 " + said(n, "")
			}
			labels, figures = append(labels, paper.Field{Text: one.label, Label: true}), append(figures, paper.Field{Text: text, Align: paper.Center})
		}
		card.Rows = append(card.Rows, labels, figures)
	}
	t.Blocks = append(t.Blocks, prose.Block{Role: prose.CardRole, Card: card})
	t.Blocks = append(t.Blocks, chart("企业建团", "家", founded(s))...)
	t.Blocks = append(t.Blocks, chart("在册团员", "名", peopled(s))...)
	for _, name := range []string{"不配合", "应建未建"} {
		if list := c.say(name, "名单"); list != "" {
			t.Blocks = append(t.Blocks, prose.Block{Role: prose.Remark, Text: name + "的企业：" + mask(list) + "。"})
		}
	}
	return t, nil
}

// said is a number as it stands in a cell of its own.
func said(n int, unit string) string {
	switch {
	case n == 0:
		return "无"
	case unit == "":
		return strconv.Itoa(n)
	}
	return strconv.Itoa(n) + " " + unit
}

// founded is how far the enterprises that do business have come.
func founded(s *scope) []prose.Bar {
	total := s.known.Total
	rate, open := total["founding_rate"], total["open_enterprises"].Part
	built := len(figures.Behind(s.v, figures.Whole, "enterprises_with_branch", figures.WantPart))
	return []prose.Bar{{Name: "已建团", N: built}, {Name: "应建未建", N: rate.Of - rate.Part}, {Name: "还不够条件", N: max(0, open-built-(rate.Of-rate.Part))}}
}

// mostBars is how many bars a chart has before the others are one.
const mostBars = 8

// peopled is how many members each community has, in a community each branch; the most first.
func peopled(s *scope) (bars []prose.Bar) {
	if s.v.Street() {
		for _, c := range s.known.Communities {
			bars = append(bars, prose.Bar{Name: mask(c.Name), N: c.Tallies["members"].Part})
		}
	} else {
		roll := rules.Roll(s.v)
		for o := range records.All[*ledger.Branch](s.v, ledger.Branches) {
			if o.Live() && s.counts(o) && o.Type == codes.BranchCell {
				bars = append(bars, prose.Bar{Name: mask(o.Name()), N: roll.Branch[o.ID]})
			}
		}
	}
	bars = slices.DeleteFunc(bars, func(b prose.Bar) bool { return b.N == 0 })
	slices.SortStableFunc(bars, func(x, y prose.Bar) int { return cmp.Compare(y.N, x.N) })
	if len(bars) > mostBars {
		rest := prose.Bar{Name: "其余 " + strconv.Itoa(len(bars)-mostBars+1) + " 个", Sum: true}
		for _, b := range bars[mostBars-1:] {
			rest.N += b.N
		}
		bars = append(bars[:mostBars-1:mostBars-1], rest)
	}
	return bars
}

// chart draws numbers of which one at least is something.
func chart(title, unit string, bars []prose.Bar) []prose.Block {
	if !slices.ContainsFunc(bars, func(b prose.Bar) bool { return b.N > 0 }) {
		return nil
	}
	return []prose.Block{{Role: prose.ChartRole, Chart: &prose.Chart{Head: title + "（" + unit + "）", Bars: bars}}}
}
