package page

import (
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/ui/face"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// fitting are the transitions that fit a record today.
func (s *Shell) fitting(kind ledger.Kind, r ledger.Record) (fit []face.Transition) {
	c := face.Circumstance{Record: r, Basis: s.Book.Basis(), Posts: find.Has(kind, "duties") && find.TextOf(s.Book.Today(), kind, r, "duties") != ""}
	for _, t := range face.Of(kind).Transitions {
		if t.Fits(c) {
			fit = append(fit, t)
		}
	}
	return fit
}

// transitionDeeds are the lines of a menu for transitions; those of one group stand in
// a menu of their own, where the first of them would.
func transitionDeeds(fit []face.Transition, begin func(face.Transition)) (deeds []kit.Deed) {
	at := map[string]int{}
	for _, t := range fit {
		d := kit.Deed{Icon: look.IconEdit, Label: t.Label, Do: func() { begin(t) }}
		if t.Group == "" {
			deeds = append(deeds, d)
			continue
		}
		i, known := at[t.Group]
		if !known {
			i = len(deeds)
			at[t.Group] = i
			deeds = append(deeds, kit.Deed{Icon: look.IconMore, Label: t.Group})
		}
		deeds[i].More = append(deeds[i].More, d)
	}
	return deeds
}

// deeds are the transitions that a record can make now, and what else can be done
// with it.
func (r *record) deeds(draft ledger.Record) []kit.Deed {
	deeds := transitionDeeds(r.s.fitting(r.kind, draft), r.begin)
	if r.s.housed(r.kind) && !r.id.IsZero() {
		deeds = append([]kit.Deed{{Icon: look.IconFile, Label: HouseholdWord, Do: func() { r.l.household(r.id) }}}, deeds...)
	}
	if !r.id.IsZero() {
		deeds = append(deeds, r.s.workDeeds(r.kind, r.was)...)
		deeds = append(deeds, r.s.PaperDeeds(r.kind, r.was, func() { r.s.ShowRecord(r.kind, r.id) })...)
	}
	if r.form != nil && r.form.Dirty() {
		deeds = append(deeds, kit.Deed{Icon: look.IconUndo, Label: "放弃没有保存的修改", Do: r.giveUp})
	}
	if r.s.Book.May(store.MayRemove) {
		deeds = append(deeds, kit.Deed{Icon: look.IconRemove, Label: "移到回收站", Do: r.remove})
	}
	return deeds
}

// remove takes the record to the recycle bin.
func (r *record) remove() {
	r.s.askRemove(r.kind, []value.ID{r.id}, func() {
		r.form.Discard()
		r.after()
	})
}

// begin fills the form in for a transition.
func (r *record) begin(t face.Transition) {
	if r.tabs != nil {
		r.tabs.Choose(0)
		r.turn(0)
	}
	for _, w := range t.Words {
		text := w[1]
		if text == "today" {
			text = r.s.Book.Basis().Today.String()
		} else if c := r.kind.Columns()[r.kind.At(w[0])]; c.Shape == ledger.Choice {
			text = c.Choices.Label(text)
		}
		r.form.Type(w[0], text)
	}
	if t.Note != "" {
		r.form.Type("note", withLine(r.kind.Text(r.form.Draft(), r.kind.At("note"), r.s.Book.Basis()), t.Note, r.s.Book.Basis().Today))
	}
	r.hint = t.Label + "：请核对日期，填写依据，再按 F10 保存。" + t.Tell
	if ends := rules.EndingWords(r.s.Book.Today(), r.form.Draft()); len(ends) > 0 {
		r.hint += strings.Join(ends, "、") + "一并离任；不离任的，在团籍状态上按 F2 说明原因。"
	}
	r.drawNotes()
	r.form.FocusField(t.Show)
}

// withLine is a remark with one more line, in which ※ stands for a day and ※ with a
// number for the day that many months later.
func withLine(remark, line string, day value.Date) string {
	for _, n := range []int{12, 6} {
		line = strings.ReplaceAll(line, "※"+strconv.Itoa(n), day.AddMonths(n).String())
	}
	line = strings.ReplaceAll(line, "※", day.String())
	if remark == "" {
		return line
	}
	return remark + "\n" + line
}
