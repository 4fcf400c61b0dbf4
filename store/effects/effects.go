// Package effects is what follows from another rule set for the records as they are: what is to be checked then, who moves
// between the lists, what is due, which figures change. It knows Views, and whose rules they are to be it does not.
package effects

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An Effect is one thing that follows from another rule set for the records as they are: a sentence with how many, and which.
type Effect struct {
	Text    string
	Kind    ledger.Kind // of the records; nil where it is of figures and days
	Records []Affected
}

// An Affected is a record that an effect is about.
type Affected struct {
	ID   value.ID `json:"id"`
	Name string   `json:"name"`
}

// newFaults and oldFaults say of a fault by its code what becomes of the records that have it, and of those that have it no
// more; the numbers are those of the new rules. A code that stands in neither is told by the words of the fault.
var newFaults = map[string]string{
	"state.overage": "将算满 {age_out} 周岁、应办离团", "joined.early": "将算入团时未满 {age_join} 周岁", "joined.late": "将算入团时已满 {age_out} 周岁", value.TooYoung: "将算入团时太小，改资料时不收",
	"party.young": "将算入党时未满 {age_party} 周岁", "id.age": "的证件号码将算年龄超过 {age_max} 岁", "branch.small": "将不足 {branch_min} 人", "branch.large": "将超过 {branch_max} 人",
	"committee.small": "将算班子人数不够", "committee.large": "的班子将算超员", "posts.many": "将算兼职过多", "post.party": "将因满 {age_out} 周岁应是党员",
	"term.years": "的任期将不合规定", "dev.year": "的编号将与入团年份不一致", "visit.late": "将算逾期未访", "problem.late": "的困难将算逾期未办结", "extra.unit": "将超过一个单位 {extra_per_unit} 名",
}

var oldFaults = map[string]string{
	"state.overage": "不再算超龄", "joined.early": "不再算入团过早", "joined.late": "不再算入团过晚", value.TooYoung: "不再算入团时太小",
	"party.young": "不再算入党过早", "id.age": "的证件号码不再算超龄", "branch.small": "不再算人数不足", "branch.large": "不再算人数过多",
	"committee.small": "不再要求设支部委员会或补齐", "committee.large": "的班子不再算超员", "posts.many": "不再算兼职过多", "post.party": "不再要求是党员",
	"term.years": "的任期合规定了", "dev.year": "的编号与入团年份一致了", "visit.late": "不再算逾期未访", "problem.late": "的困难不再算逾期", "extra.unit": "不再算超额",
}

// Of is what follows from another set than the View's: today, and on each later day on which one of the two sets changes, what
// is otherwise than on the day before it. bin are the members in the recycle bin.
func Of(v *records.View, other *rulebook.Rules, bin []rules.Removed) []Effect {
	is, today := v.Basis().Rules, v.Basis().Today
	days := []value.Date{today}
	for _, r := range []*rulebook.Rules{is, other} {
		for _, c := range r.Coming() {
			if c.From > today {
				days = append(days, c.From)
			}
		}
	}
	slices.Sort(days)
	var all []Effect
	var told []rules.Change
	for _, day := range slices.Compact(days) {
		was, now := is.On(day), other.On(day)
		apart := slices.DeleteFunc(rules.Apart(was.Source(), now.Source()), func(c rules.Change) bool { return c.ToCome })
		if slices.Equal(apart, told) {
			continue
		}
		told = apart
		for _, e := range onDay(v, bin, ledger.Basis{Today: day, Rules: was}, ledger.Basis{Today: day, Rules: now}) {
			if day != today {
				e.Text = "自 " + day.String() + " 起，" + e.Text
			}
			all = append(all, e)
		}
	}
	return all
}

// onDay is what follows from other rules for the present records: what is to be checked and is not any more, the tabs of
// the lists, what people are reminded of and are to pay, what an enterprise counts as, whose private fields are due, and the figures. They are
// found by the same functions that the screens ask, once by the rules in force and once by the others.
func onDay(v *records.View, bin []rules.Removed, basis, then ledger.Basis) []Effect {
	w := weighed{was: v.On(basis), now: v.On(then), basis: basis, then: then}
	was, now := figures.Count(w.was).Total, figures.Count(w.now).Total
	rules.Warm(w.was)
	rules.Warm(w.now)
	for _, kind := range rules.KindsOf(w.was) {
		found := w.faults(kind)
		w.tabs(kind)
		w.reminders(kind, found)
	}
	w.dues()
	w.sizes()
	w.retention(bin)
	w.figures(was, now)
	return w.named()
}

// weighed is what is found out.
type weighed struct {
	was, now    *records.View // by the rules in force and by the others
	basis, then ledger.Basis
	effects     []Effect
}

func (w *weighed) add(text string, kind ledger.Kind, records []ledger.Record) {
	if len(records) == 0 {
		return
	}
	e := Effect{Text: strconv.Itoa(len(records)) + " " + kind.Tell() + text, Kind: kind}
	for _, r := range records {
		e.Records = append(e.Records, Affected{ID: r.Head().ID})
	}
	w.effects = append(w.effects, e)
}

// found is what is wrong with a record by the rules in force and by the others.
type found struct{ was, now []value.Fault }

// faults compares what is wrong with each record.
func (w *weighed) faults(kind ledger.Kind) []found {
	of := w.was.Of(kind)
	all := make([]found, len(of))
	records.InParts(len(of), func(i int) { all[i] = found{rules.Faults(w.was, kind, of[i]), rules.Faults(w.now, kind, of[i])} })
	came, went := map[string][]ledger.Record{}, map[string][]ledger.Record{}
	words := map[string]string{}
	gather := func(into map[string][]ledger.Record, sentences map[string]string, otherwise string, from, than []value.Fault, r ledger.Record) {
		for _, f := range from {
			same := func(o value.Fault) bool { return o.Key == f.Key && o.Code == f.Code }
			if slices.ContainsFunc(than, same) {
				continue
			}
			text := rules.InRules(sentences[f.Code], w.then.Rules.Values())
			key := f.Code
			if text == "" {
				key = f.Key + " " + f.Code
				text = otherwise + "“" + f.Text + "”"
			}
			if list := into[key]; len(list) == 0 || list[len(list)-1] != r {
				into[key] = append(list, r)
			}
			words[key+otherwise] = text
		}
	}
	for i, f := range all {
		gather(came, newFaults, "将要核对：", f.now, f.was, of[i])
		gather(went, oldFaults, "不用再核对：", f.was, f.now, of[i])
	}
	for _, key := range slices.Sorted(maps.Keys(came)) {
		w.add(words[key+"将要核对："], kind, came[key])
	}
	for _, key := range slices.Sorted(maps.Keys(went)) {
		w.add(words[key+"不用再核对："], kind, went[key])
	}
	return all
}

// reminders compares what people are reminded of, but for what a fault or a tab has named already.
func (w *weighed) reminders(kind ledger.Kind, open []found) {
	for _, r := range rules.Reminders() {
		if r.Holds == nil || r.Kind != kind || !r.At(w.was.Street()) {
			continue
		}
		var came, went []ledger.Record
		for i, record := range w.was.Of(kind) {
			was, now := r.Holds(w.was, record, open[i].was, w.basis), r.Holds(w.now, record, open[i].now, w.then)
			switch {
			case now && !was:
				came = append(came, record)
			case was && !now:
				went = append(went, record)
			}
		}
		if !w.told(kind, came) {
			w.add("将列入“"+rules.InRules(r.Title, w.then.Rules.Values())+"”的提醒", kind, came)
		}
		if !w.told(kind, went) {
			w.add("不再列入“"+rules.InRules(r.Title, w.basis.Rules.Values())+"”的提醒", kind, went)
		}
	}
}

// tabs compares the states by which lists are narrowed, but for those whose records a fault has named already.
func (w *weighed) tabs(kind ledger.Kind) {
	for _, t := range rules.StatesOf(kind) {
		var came, went []ledger.Record
		for _, r := range w.was.Of(kind) {
			was, now := t.Keep(w.was, r, w.basis), t.Keep(w.now, r, w.then)
			switch {
			case now && !was:
				came = append(came, r)
			case was && !now:
				went = append(went, r)
			}
		}
		for _, side := range []struct {
			text    string
			records []ledger.Record
		}{{"将进入“" + rules.InRules(t.Title, w.then.Rules.Values()) + "”", came}, {"将不在“" + rules.InRules(t.Title, w.basis.Rules.Values()) + "”里", went}} {
			if !w.told(kind, side.records) {
				w.add(side.text, kind, side.records)
			}
		}
	}
}

// told says that an effect has these very records.
func (w *weighed) told(kind ledger.Kind, records []ledger.Record) bool {
	return slices.ContainsFunc(w.effects, func(e Effect) bool {
		return e.Kind == kind && slices.EqualFunc(e.Records, records, func(a Affected, r ledger.Record) bool { return a.ID == r.Head().ID })
	})
}

// dues compares what members on the roll are to pay in a month.
func (w *weighed) dues() {
	var changed []ledger.Record
	var was, now int64
	for m := range records.All[*ledger.Member](w.was, ledger.Members) {
		if !m.OnRoll() {
			continue
		}
		before, _ := m.Due(w.basis.Rules)
		after, _ := m.Due(w.then.Rules)
		if before == after {
			continue
		}
		changed = append(changed, m)
		fen, _ := before.Fen()
		was += fen
		fen, _ = after.Fen()
		now += fen
	}
	w.add("每月应交的团费会变，合计 "+value.MoneyOf(was).String()+" 元 → "+value.MoneyOf(now).String()+" 元", ledger.Members, changed)
}

// sizes compares what open enterprises count as, where the office has not said it, and what organisation they should have.
func (w *weighed) sizes() {
	var changed []ledger.Record
	for e := range records.All[*ledger.Enterprise](w.was, ledger.Enterprises) {
		size := func(r *rulebook.Rules) string {
			return rulebook.SizeOf(e.SizeIndustry, e.Staff, e.Revenue, e.Assets, r)
		}
		if e.Open() && size(w.basis.Rules) != size(w.then.Rules) {
			changed = append(changed, e)
		}
	}
	w.add("推算的规模会变", ledger.Enterprises, changed)
	changed = nil
	for e := range records.All[*ledger.Enterprise](w.was, ledger.Enterprises) {
		if rules.Advice(w.was, e) != rules.Advice(w.now, e) {
			changed = append(changed, e)
		}
	}
	w.add("的建议建制会变", ledger.Enterprises, changed)
}

// retention compares whose private fields are due to be cleared. Those in the bin are told by their names alone.
func (w *weighed) retention(bin []rules.Removed) {
	was, now := rules.AllDue(w.was, bin), rules.AllDue(w.now, bin)
	only := func(of, than []rules.Due) (out []Affected) {
		for _, d := range of {
			if !slices.ContainsFunc(than, func(o rules.Due) bool { return o.ID == d.ID }) {
				out = append(out, Affected{ID: d.ID, Name: d.Name})
			}
		}
		return out
	}
	if more := only(now, was); len(more) > 0 {
		w.effects = append(w.effects, Effect{Text: strconv.Itoa(len(more)) + " 人的个人信息将到期，应当清除（清除以后不能撤销）", Kind: ledger.Members, Records: more})
	}
	if fewer := only(was, now); len(fewer) > 0 {
		w.effects = append(w.effects, Effect{Text: strconv.Itoa(len(fewer)) + " 人的个人信息还不用清除", Kind: ledger.Members, Records: fewer})
	}
}

// figures compares the indicators, and the days on which they are due.
func (w *weighed) figures(was, now figures.Tallies) {
	for i := range figures.Indicators {
		n := &figures.Indicators[i]
		if was[n.Key] != now[n.Key] {
			w.effects = append(w.effects, Effect{Text: "汇总里“" + n.Label + "”" + was[n.Key].String() + " → " + now[n.Key].String()})
		}
	}
	today := w.basis.Today
	if a, b := w.basis.Rules.HalfDay(today), w.then.Rules.HalfDay(today); a != b {
		w.effects = append(w.effects, Effect{Text: "最近的统计日 " + a.String() + " → " + b.String()})
	}
	if a, b := rules.RoundOf(w.basis), rules.RoundOf(w.then); w.was.Street() && a.Day != b.Day {
		w.effects = append(w.effects, Effect{Text: "这一轮上报 " + a.Day.String() + " → " + b.Day.String()})
	}
}

// named gives the records their names.
func (w *weighed) named() []Effect {
	for _, e := range w.effects {
		for i, a := range e.Records {
			if r := w.was.Get(e.Kind, a.ID); r != nil {
				e.Records[i].Name = w.was.Called(r)
			}
		}
	}
	return w.effects
}

// Names are the names of the first of its records, at most so many, as a sentence ends with them.
func (e Effect) Names(most int) string {
	var names []string
	for _, a := range e.Records[:min(most, len(e.Records))] {
		names = append(names, a.Name)
	}
	text := strings.Join(names, "、")
	if len(e.Records) > most {
		text += " 等"
	}
	return text
}
