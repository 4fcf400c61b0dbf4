package chronicle

import (
	"cmp"

	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Due is something to be done about the chronicle's record, or about what happened to it.
type Due struct {
	Grave rules.Grave
	Text  string
	Kind  ledger.Kind
	ID    value.ID
	Field string // where it is mended, "" where no field tells
}

// Dues are what is due: the open faults of the record, the reminders that hold of it, and those or else the open faults
// of each of its events; the gravest first.
func (c *Chronicle) Dues() []Due {
	var out []Due
	id := c.Record.Head().ID
	for _, f := range rules.Faults(c.view, c.Kind, c.Record) {
		grave := rules.Amiss
		if !f.Soft {
			grave = rules.Overdue
		}
		out = append(out, Due{grave, f.Text, c.Kind, id, f.Key})
	}
	told := map[value.ID]bool{}
	tell := func(e *Event, grave rules.Grave, text, field string) {
		if id := e.Record.Head().ID; !told[id] {
			told[id] = true
			out = append(out, Due{grave, mask(c.view.Called(e.Record)) + "：" + text, e.Kind, id, field})
		}
	}
	values, street := c.view.Basis().Rules.Values(), c.view.Street()
	for _, r := range rules.Reminders() {
		key := cmp.Or(r.Tab, r.Key)
		if r.Kind == nil || !r.At(street) || key == rules.PendingTab {
			continue
		}
		tally := rules.TallyOf(c.view, r.Kind)
		if tally.Count(key) == 0 {
			continue
		}
		text := rules.InRules(cmp.Or(r.Title, titleOf(r.Kind, key)), values)
		if r.Kind == c.Kind && tally.Has(id, key) {
			out = append(out, Due{r.Grave, text, r.Kind, id, ""})
		}
		if !r.Kind.Event() {
			continue
		}
		for i := range c.all {
			if e := &c.all[i]; e.Kind == r.Kind && e.Field < 0 && tally.Has(e.Record.Head().ID, key) {
				tell(e, r.Grave, text, "")
			}
		}
	}
	for i := range c.all {
		e := &c.all[i]
		if e.Field >= 0 || !rules.TallyOf(c.view, e.Kind).Has(e.Record.Head().ID, rules.PendingTab) {
			continue
		}
		if all := rules.Faults(c.view, e.Kind, e.Record); len(all) > 0 {
			text := ""
			for _, f := range all {
				text += f.Text
			}
			tell(e, rules.Amiss, text, all[0].Key)
		}
	}
	return gravest(out)
}

// gravest puts the gravest first and leaves the order of the rest.
func gravest(all []Due) []Due {
	out := make([]Due, 0, len(all))
	for _, g := range rules.Graves {
		for _, d := range all {
			if d.Grave == g {
				out = append(out, d)
			}
		}
	}
	return out
}

// titleOf is what a state of a kind is called.
func titleOf(kind ledger.Kind, key string) string {
	for _, s := range kind.States() {
		if s.Key == key {
			return s.Title
		}
	}
	return kind.Title()
}

// A Hanging is how many records of one kind hang on the chronicle's record and last: the members of a branch.
type Hanging struct {
	Kind  ledger.Kind
	Count int
}

// Hangings are the kinds of which something hangs on the record, in their order.
func (c *Chronicle) Hangings() []Hanging {
	n := map[ledger.Kind]int{}
	for _, kind := range c.near {
		n[kind]++
	}
	var out []Hanging
	for _, kind := range ledger.All {
		if n[kind] > 0 {
			out = append(out, Hanging{kind, n[kind]})
		}
	}
	return out
}
