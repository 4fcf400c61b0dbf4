package jobs

import (
	"slices"
	"strings"

	"tuanjian/store/forms"
	"tuanjian/store/records"
	"tuanjian/store/report"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/paper"
)

// insert begins a paragraph below this one.
func (p *writing) insert() {
	if !p.may() {
		return
	}
	p.done()
	p.r.Lines = slices.Insert(p.r.Lines, p.at+1, "")
	p.passages[p.at].Choose(false)
	p.at++
	p.touch()
	p.draw()
	p.stand(p.at)
	p.edit()
}

// drop takes the paragraph out; the toast puts it back.
func (p *writing) drop() {
	if !p.may() {
		return
	}
	p.done()
	at, line := p.at, p.r.Lines[p.at]
	p.r.Lines = slices.Delete(p.r.Lines, at, at+1)
	p.touch()
	p.draw()
	p.stand(p.at)
	if strings.TrimSpace(line) == "" {
		return
	}
	p.s.Toasts.SayWith("去掉了一段", "放回去", func() {
		p.r.Lines = slices.Insert(p.r.Lines, min(at, len(p.r.Lines)), line)
		p.at = at
		p.touch()
		p.draw()
		p.stand(p.at)
	})
}

// update makes the figures of this paragraph those of now.
func (p *writing) update() {
	if p.may() {
		p.updated(p.at, p.at+1)
	}
}

// updateAll makes all figures those of now.
func (p *writing) updateAll() {
	if p.may() {
		p.updated(0, len(p.r.Lines))
	}
}

func (p *writing) updated(from, to int) {
	p.done()
	changed := false
	for i := from; i < to; i++ {
		line := p.reader.Update(p.r.Lines[i])
		changed = changed || line != p.r.Lines[i]
		p.r.Lines[i] = line
	}
	if !changed {
		p.s.Say("数字都是现在的，不用改。")
		return
	}
	p.touch()
	p.draw()
	p.s.Say("数字改成现在的了，还没有保存。")
}

// confirm saves the report, and then does more.
func (p *writing) confirm(then func()) {
	if p.r == nil || p.s.Canvas().Overlays().Top() != nil || !p.may() {
		return
	}
	p.done()
	for i := len(p.r.Lines) - 1; i >= 0; i-- { // of what is empty nothing is kept
		if words, _ := report.Plain(p.r.Lines[i]); strings.TrimSpace(words) == "" && len(p.r.Lines) > 1 {
			p.r.Lines = slices.Delete(p.r.Lines, i, i+1)
		}
	}
	p.draw()
	saved, was := p.r.Clone(), p.draft()
	hands.RunOnly(&p.busy, saved.Save, func(uint64) {
		p.r.KeptAs(saved)
		p.id, p.touched = saved.Kept().ID, p.r.Changed()
		p.forget(was)
		p.draw()
		p.stand(p.at)
		if then != nil {
			then()
			return
		}
		p.s.Toasts.SayWith("汇报保存在“文件”里了", "撤销", p.s.Undo)
	}, func(err error) { p.s.FailOn(p.page, "没有保存", err) })
}

// print shows the pages; what is not saved is saved first.
func (p *writing) print() {
	if p.r == nil || p.s.Canvas().Overlays().Top() != nil {
		return
	}
	ask := func() {
		kit.Menu(p.s.Canvas(), p.printer, []kit.Deed{
			{Icon: look.IconFile, Label: "全文，照公文的样子", Do: func() { p.show(forms.WorkReport) }},
			{Icon: look.IconColumns, Label: "一页，给领导看的", Do: func() { p.show(forms.LeaderReport) }}})
	}
	if !p.touched && p.r.Kept() != nil {
		ask()
		return
	}
	p.confirm(ask)
}

// show is the preview of the report on paper.
func (p *writing) show(form forms.Form) {
	id, period := p.id, p.period
	p.s.Show(paper.PrintFixed(p.s, forms.Print{Form: form, Of: records.Place{Kind: "document", ID: id}}, "jobs", func() { p.s.Open(reportOf(id, period)) }))
}

// draft is what is written, as it is kept while it is not saved.
func (p *writing) draft() reportDraft {
	return reportDraft{ID: p.id, Rev: p.r.Rev(), From: p.period.From, Until: p.period.Until, Title: p.r.Title, Lines: slices.Clone(p.r.Lines)}
}

// keep makes what is written durable.
func (p *writing) keep() {
	if p.r == nil || !p.touched || p.fixed() {
		return
	}
	if p.kept.put(p.draft()) {
		p.store()
	}
}

// forget drops what was kept of a draft.
func (p *writing) forget(d reportDraft) {
	d.Lines = nil
	if p.kept.put(d) {
		p.store()
	}
}

func (p *writing) store() {
	if err := p.s.Book.SetSetting(reportSetting, p.kept); err != nil {
		p.s.FailOn(p.page, "写的没有留下", err)
	}
}
