package tend

import (
	"slices"
	"strconv"
	"time"

	"tuanjian/store"
	"tuanjian/store/effects"
	"tuanjian/store/help"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A RuleTold is a rule with what there is to say of it.
type RuleTold struct {
	rulebook.Rule
	Decides string             // what follows from it
	Source  string             // where it comes from, or 办公室自定
	Since   store.RulesVersion // from which on it has this value,
	From    value.Date         // and since when; 0 where the ledger began with it
	Next    *RuleComing        // what it is to be; nil where nothing is to come
}

// A RuleComing is what a rule is to be from a day on, in words.
type RuleComing struct {
	From value.Date
	Text string
}

// RulesTold are the rules in force as people see them, in the order of the page.
func RulesTold(b *store.Book) ([]RuleTold, error) {
	versions, err := b.RulesVersions()
	if err != nil {
		return nil, err
	}
	slices.Reverse(versions) // oldest first
	var all []RuleTold
	is, spans := b.Basis().Rules, spansOf(versions, b.Basis().Today, b.Clock().Location())
	for _, u := range is.Told() {
		t := RuleTold{Rule: u, Since: versions[0]}
		said, _ := help.OfRule(u.Key)
		t.Decides, t.Source = said.Decides, said.Source
		for _, s := range slices.Backward(spans) {
			if ruleValue(s.rules, u.Key) != u.Value {
				break
			}
			t.Since, t.From = s.version, s.from
		}
		if c, ok := is.ComingOf(u.Key); ok {
			t.Next = &RuleComing{c.From, rulebook.RuleText(u.Key, c.Text)}
		}
		all = append(all, t)
	}
	return all, nil
}

// A rulesSpan is a time in which the same rules held.
type rulesSpan struct {
	version store.RulesVersion
	rules   *rulebook.Rules
	from    value.Date // 0 for what the ledger began with
}

// spansOf are the times of all versions until today, oldest first: one begins with a version, and with a day on which what it
// had to come came in force.
func spansOf(versions []store.RulesVersion, today value.Date, zone *time.Location) (all []rulesSpan) {
	for i, v := range versions {
		from, until := v.Day(zone), today
		if i+1 < len(versions) {
			until = versions[i+1].Day(zone).AddDays(-1) // its last whole day
		}
		at := rulesSpan{v, v.Rules.On(from), from}
		if i == 0 {
			at.from = 0
		}
		all = append(all, at)
		for next, day := at.rules.Next(); next != nil && day <= until; next, day = next.Next() {
			all = append(all, rulesSpan{v, next, day})
		}
	}
	return all
}

// ruleValue is what a rule set keeps for a key, "" for nothing.
func ruleValue(r *rulebook.Rules, key string) string {
	for _, row := range r.Rows() {
		if row[0] == key {
			return row[1]
		}
	}
	return ""
}

// RulesGiven is the name of the street that gives this community its rules, which it then does not change itself; "" where
// nobody does.
func RulesGiven(b *store.Book) string {
	if p := b.Profile(); p.Street || p.Listed.IsZero() {
		return ""
	}
	if s := rules.Street(b.Today()); s != nil {
		return s.Title
	}
	return ""
}

// A RulesPlan is what another rule set would do to this ledger.
type RulesPlan struct {
	Version string
	Changes []rules.Change   // of the rules themselves
	Effects []effects.Effect // what follows for the present records

	book     *store.Book
	was, now []byte
}

// PlanRules plans to give rules other values, under the next version or one that somebody has chosen. Nothing is changed.
// Invalid, with the faults by their rules, for a value that is none or out of bounds; Refused when nothing would change, for
// a version that was there before, for a day to come that is not to come, and where the street gives the rules. For 管理员.
func PlanRules(b *store.Book, version string, changes ...rulebook.Amendment) (*RulesPlan, error) {
	if err := b.Allow(store.MayRules); err != nil {
		return nil, err
	}
	if street := RulesGiven(b); street != "" {
		return nil, store.Refuse("规则由“" + street + "”下发，这里不能改。要改请和街道说，街道改好了再下发一次。")
	}
	versions, err := b.RulesVersions()
	if err != nil {
		return nil, err
	}
	used := func(version string) bool {
		return slices.ContainsFunc(versions, func(v store.RulesVersion) bool { return v.Version == version })
	}
	v := b.Today()
	is := v.Basis().Rules
	if version = value.OneLine(version); version == "" {
		version = is.NextVersion(b.Basis().Today.Year())
		for used(version) {
			next := rulebook.Rules{Version: version}
			version = next.NextVersion(b.Basis().Today.Year())
		}
	} else if used(version) {
		return nil, store.Refuse("规则 " + version + " 以前用过。请换一个版本号。")
	}
	today := b.Basis().Today
	for _, c := range changes {
		if c.From != 0 && (c.From.DayOfMonth() == 0 || !c.From.Real() || c.From <= today) {
			return nil, store.Refuse("从哪天起改，请写今天以后的一天，例如 " + strconv.Itoa(today.Year()+1) + "-01-01；今天就改的不用写。")
		}
	}
	text, fault := is.Amend(version, changes...)
	switch {
	case fault != nil:
		return nil, &store.Error{Code: store.Invalid, Message: fault.Text, Faults: []value.Fault{*fault}}
	case string(text) == string(is.Source()):
		return nil, store.Refuse("和现在的规则一样，没有要改的。")
	}
	now, err := rulebook.ParseRules(text)
	if err != nil {
		return nil, store.Tell(err)
	}
	p := &RulesPlan{Version: version, book: b, was: b.Decisions().Rules, now: text}
	p.Changes = rules.Apart(is.Source(), p.now)
	bin, err := b.Bin().All()
	if err != nil {
		return nil, err
	}
	p.Effects = effects.Of(v, now, store.RemovedMembers(bin))
	return p, nil
}

// Apply puts the planned rules in force, for the reason that somebody gives: without one it is Refused. The older set is
// kept, and judges the figures of its days; undoing puts it in force again.
func (p *RulesPlan) Apply(reason string) error {
	b := p.book
	if err := b.Allow(store.MayRules); err != nil {
		return err
	}
	if reason = value.OneLine(reason); reason == "" {
		return store.Refuse("请写明为什么改规则，例如“区团委 2026 年 7 月通知”。")
	}
	_, err := b.Do(store.Intent{Deed: store.MayRules, What: "rules", Reason: reason, Rows: len(p.Changes), Settings: 1}, func(t *store.Turn) error {
		now := b.Decisions()
		if string(now.Rules) != string(p.was) || RulesGiven(b) != "" {
			return &store.Error{Code: store.Changed, Message: "预览之后规则又改过。请再看一遍会怎样。"}
		}
		now.Rules = p.now
		return t.Decide(now)
	})
	return err
}
