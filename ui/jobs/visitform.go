package jobs

import (
	"cmp"

	"fyne.io/fyne/v2"

	"tuanjian/store/codes"
	"tuanjian/store/find"
	work "tuanjian/store/jobs"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/page"
)

// callRows are the fields of a visit, a row of the form each, with the words over them.
var callRows = [][][2]string{
	{{"day", "哪天去的 ＊"}, {"went", "谁去的"}, {"sort", "走访种类"}},
	{{"content", "谈了什么 ＊"}, {"attitude", "负责人态度"}},
	{{"staff", "现有职工"}, {"under35", "35 岁以下"}, {"under28", "28 岁以下"}, {"members", "团员"}},
	{{"problem", "发现的困难"}, {"due", "困难哪天以前办"}},
	{{"next", "下一步做什么"}, {"next_by", "下一步哪天以前"}},
}

// form lays the fields out, and beside them what the enterprise becomes.
func (p *call) form() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, row := range callRows {
		var cells []fyne.CanvasObject
		for _, f := range row {
			cells = append(cells, p.field(f[0], f[1]))
		}
		if len(cells) == 2 { // words and what belongs to them
			rows = append(rows, kit.TwoColumns(cells[0], cells[1], func(all float32) float32 { return all * 2 / 3 }))
			continue
		}
		rows = append(rows, look.Columns(len(cells), look.Gap2, cells...))
	}
	p.founding = kit.NewPicker(p.choices(codes.Foundings))
	p.why = kit.NewPicker(p.choices(codes.NoBranchWhys))
	p.founding.OnPicked = func(o kit.Option) { p.picked = true; p.job.Founding = o.Value; p.read() }
	p.why.OnPicked = func(o kit.Option) { p.job.Why = o.Value; p.read() }
	p.fields["founding"], p.fields["nobranch"] = &callField{fault: kit.NewFault()}, &callField{fault: kit.NewFault()}
	p.whyBox = kit.Labelled("未建原因", p.why, p.fields["nobranch"].fault)
	rows = append(rows, look.Columns(2, look.Gap2, kit.Labelled("建团状态（照规则建议，可以改）", p.founding, p.fields["founding"].fault), p.whyBox))
	if p.narrow() {
		return look.Card(kit.Scrolled(look.Inset(look.Gap4, look.Column(look.Gap4, append(rows, look.HLine(), p.becomes)...))))
	}
	left := look.Card(kit.Scrolled(look.Inset(look.Gap4, look.Column(look.Gap4, rows...))))
	right := look.Card(kit.Scrolled(look.Inset(look.Gap4, p.becomes)))
	return kit.TwoColumns(left, right, func(all float32) float32 { return all - min((becomesEms+3)*look.Now().Text, all/3) })
}

// field is one field of the visit.
func (p *call) field(key, label string) fyne.CanvasObject {
	f := &callField{fault: kit.NewFault()}
	column := ledger.Visits.Columns()[ledger.Visits.At(key)]
	var box fyne.CanvasObject
	switch column.Shape {
	case ledger.Choice:
		c := kit.NewPicker(p.choices(column.Choices))
		c.OnPicked = func(kit.Option) { p.read() }
		f.entry, box = &c.Entry, c
		f.read = func() string {
			if value, known := c.Value(); known {
				return column.Choices.Label(value)
			}
			return c.Text
		}
		f.show = func(text string) {
			code, _ := column.Choices.Code(text)
			c.Choose(kit.Option{Value: cmp.Or(code, text), Label: text})
		}
	case ledger.Day8:
		d := kit.NewDate(p.s.Today, func(typed string) (string, error) {
			kept, err := value.ParseDate(typed)
			return kept.String(), err
		})
		f.entry, box = &d.Entry, d
	default:
		e := kit.NewEntry()
		f.entry, box = e, e
	}
	if f.read == nil {
		f.read, f.show = func() string { return f.entry.Text }, f.entry.SetText
		f.entry.OnChanged = func(string) { p.read() }
	}
	p.fields[key], p.order = f, append(p.order, key)
	return kit.Labelled(label, box, f.fault)
}

// choices are a code list's lines as a field offers them.
func (p *call) choices(list *codes.List) func(string) []kit.Option {
	return func(typed string) []kit.Option {
		return page.Options(find.OptionsOf(p.s.Book.Today(), list, typed, 50))
	}
}

// draw shows what is wrong, what the rules propose and what the enterprise becomes.
func (p *call) draw() {
	said := map[string]string{}
	for _, f := range p.job.Faults() {
		if _, numbers := told[f.Key]; (p.tried || numbers) && said[f.Key] == "" {
			said[f.Key] = f.Text
		}
	}
	for key, f := range p.fields {
		switch text := cmp.Or(f.wrong, said[key]); {
		case text == "":
			f.fault.Clear()
		case f.fault.Text() != text:
			f.fault.Hard(text)
		}
	}
	state := cmp.Or(p.job.Founding, p.job.Enterprise.Founding)
	if value, _ := p.founding.Value(); value != state {
		p.founding.Choose(kit.Option{Value: state, Label: codes.Foundings.Label(state)})
	}
	if value, _ := p.why.Value(); value != p.job.Why {
		p.why.Choose(kit.Option{Value: p.job.Why, Label: codes.NoBranchWhys.Label(p.job.Why)})
	}
	if asked := p.job.Founding == codes.FoundingDue; asked != p.whyBox.Visible() {
		if asked {
			p.whyBox.Show()
		} else {
			p.whyBox.Hide()
		}
		p.body.Refresh()
	}
	p.drawBecomes()
}

// told are the fields whose faults are said at once: a number that contradicts another.
var told = map[string]bool{"under35": true, "under28": true, "members": true}

// becomesEms is after how many characters a line at the right breaks.
const becomesEms = 17

// narrow says that what the enterprise becomes has no room beside the form and stands below it.
func (p *call) narrow() bool { return look.Room() > 0 && look.Room() < 56*look.Now().Text }

func (p *call) drawBecomes() {
	ems := float32(becomesEms)
	if p.narrow() {
		ems = look.Room()/look.Now().Text - 6
	}
	line := func(text string, role look.Role) fyne.CanvasObject { return look.NewParagraph(text, role, ems) }
	var parts, rows []fyne.CanvasObject
	if _, why := p.job.Proposed(); why != "" {
		parts = append(parts, look.Column(look.Gap1, look.NewWords("照规则看", look.Head), line(why+"。", look.Body)))
	}
	rows = append(rows, look.NewWords("企业资料会这样改", look.Head))
	all := p.job.Differences()
	if len(all) == 0 {
		rows = append(rows, line("还没有要改的。填了人数、态度，这里就列出来。", look.Aside))
	}
	for _, d := range all {
		rows = append(rows, line(difference(d), look.Body))
	}
	parts = append(parts, look.Column(look.Gap1, rows...))
	if last := p.job.Last; last != nil {
		rows = append([]fyne.CanvasObject{}, look.NewWords("上次走访", look.Head), line(last.Day.String()+"　"+last.Went, look.Aside))
		rows = append(rows, line(ledger.Visits.Told(last), look.Body))
		if last.NextBy != 0 {
			rows = append(rows, line("下一步约在 "+last.NextBy.String()+" 以前", look.Body))
		}
		parts = append(parts, look.Column(look.Gap1, rows...))
	}
	p.becomes.Objects = parts
	p.becomes.Refresh()
}

func difference(d work.Difference) string {
	return d.Label + "：" + cmp.Or(d.Was, look.Blank) + " → " + cmp.Or(d.Now, look.Blank)
}
