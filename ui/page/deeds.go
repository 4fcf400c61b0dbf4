package page

import (
	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/ui/kit"
)

// A transition is something that happens to a record and is written down as a dated
// state with its reason and document: the form is filled in as far as it is known,
// and the keyboard stands on what must be said.
type transition struct {
	label string
	words [][2]string // field and text; "today" stands for the date
	show  string      // the field to begin with
	when  func(ledger.Record) bool
}

func onRoll(r ledger.Record) bool { m, ok := r.(*ledger.Member); return ok && m.OnRoll() }
func offRoll(r ledger.Record) bool {
	m, ok := r.(*ledger.Member)
	return ok && !m.OnRoll()
}
func open(r ledger.Record) bool { e, ok := r.(*ledger.Enterprise); return ok && e.Open() }
func live(r ledger.Record) bool { o, ok := r.(*ledger.Branch); return ok && o.Live() }

var transitions = map[string][]transition{
	"member": {
		{"满 28 周岁离团", [][2]string{{"state", "5"}, {"state_why", "1"}, {"state_from", "today"}}, "state_from", onRoll},
		{"转到别的支部", [][2]string{{"stay_from", "today"}}, "branch", onRoll},
		{"转出本台账", [][2]string{{"state", "9"}, {"state_why", "6"}, {"state_from", "today"}}, "state_from", onRoll},
		{"自行脱团", [][2]string{{"state", "6"}, {"state_why", "3"}, {"state_from", "today"}}, "state_from", onRoll},
		{"登记流动", [][2]string{{"drift_from", "today"}}, "drift", onRoll},
		{"恢复在册", [][2]string{{"state", "1"}, {"state_why", ""}, {"state_from", "today"}, {"state_doc", ""}}, "state_from", offRoll},
	},
	"enterprise": {
		{"停业、注销或迁出", [][2]string{{"business_from", "today"}}, "business", open},
		{"登记已建团", [][2]string{{"founding", "6"}, {"founding_from", "today"}}, "founding_doc", open},
	},
	"branch": {
		{"换届", [][2]string{{"term_from", "today"}, {"elected", "1"}, {"state", "2"}}, "session", live},
		{"撤销", [][2]string{{"state", "7"}, {"state_from", "today"}}, "state_why", live},
	},
	"post": {
		{"离任", [][2]string{{"to", "today"}}, "end_why", func(r ledger.Record) bool { p, ok := r.(*ledger.Post); return ok && p.To == 0 }},
	},
}

// deeds are the transitions that a record can make now, and what else can be done
// with it.
func (r *record) deeds(draft ledger.Record) []kit.Deed {
	var deeds []kit.Deed
	for _, t := range transitions[r.kind.Name()] {
		if t.when(draft) {
			deeds = append(deeds, kit.Deed{Icon: kit.IconEdit, Label: t.label, Do: func() { r.begin(t) }})
		}
	}
	if r.form != nil && r.form.Dirty() {
		deeds = append(deeds, kit.Deed{Icon: kit.IconUndo, Label: "放弃没有保存的修改", Do: r.giveUp})
	}
	if r.s.Book.May(store.MayRemove) {
		deeds = append(deeds, kit.Deed{Icon: kit.IconRemove, Label: "移到回收站", Do: r.remove})
	}
	return deeds
}

// remove takes the record to the recycle bin.
func (r *record) remove() {
	r.s.askRemove(r.kind, []ledger.ID{r.id}, func() {
		r.form.Discard()
		r.after()
	})
}

// begin fills the form in for a transition.
func (r *record) begin(t transition) {
	if r.tabs != nil {
		r.tabs.Choose(0)
		r.turn(0)
	}
	for _, w := range t.words {
		text := w[1]
		if text == "today" {
			text = r.s.Book.Basis().Today.String()
		} else if c := r.kind.Columns()[r.kind.At(w[0])]; c.Shape == ledger.Choice {
			text = c.Choices.Label(text)
		}
		r.form.Type(w[0], text)
	}
	r.hint = t.label + "：请核对日期，填写依据，再按 F10 保存。"
	r.drawNotes()
	r.form.FocusField(t.show)
}
