package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"tuanjian/store/help"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/vault"
)

// A RulesVersion is a rule set that was in force from an entry of the journal on.
type RulesVersion struct {
	Version string
	Seq     uint64 // of the entry, 0 for the set that the ledger began with
	Time    int64  // Unix seconds; of the ledger's making for the first
	Who     string
	Intent  string // rules, notice of the street, undo …; "" for the first
	Reason  string
	Changes []rules.Change // against the set before it, the version aside
	Rules   *ledger.Rules  // as they were kept, with what was to come: On has those of a day
}

// Day is the day on which the set came in force.
func (v RulesVersion) Day(zone *time.Location) ledger.Date {
	return ledger.DayOf(time.Unix(v.Time, 0).In(zone))
}

// RulesVersions are all rule sets that this ledger was ever kept by, newest first: never none.
func (b *Book) RulesVersions() ([]RulesVersion, error) {
	all, err := b.rulesVersions()
	if err != nil {
		return nil, Tell(err)
	}
	slices.Reverse(all)
	return all, nil
}

// rulesVersions are the same, oldest first.
func (b *Book) rulesVersions() ([]RulesVersion, error) {
	var all []RulesVersion
	var before [][]byte // each one's
	first, zone := b.Decisions().Rules, b.env.Now().Location()
	err := b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.Each(settledBucket, func(key, plain []byte) error {
			var s settling
			if err := json.Unmarshal(plain, &s); err != nil {
				return fmt.Errorf("%w: settled", vault.ErrDamaged)
			}
			if len(s.Was.Rules) == 0 || len(s.Now.Rules) == 0 || string(s.Was.Rules) == string(s.Now.Rules) {
				return nil
			}
			rules, err := ledger.ParseRules(s.Now.Rules)
			if err != nil {
				return fmt.Errorf("%w: settled", vault.ErrDamaged)
			}
			if len(all) == 0 {
				first = s.Was.Rules
			}
			before = append(before, s.Was.Rules)
			all = append(all, RulesVersion{Version: rules.Version, Seq: binary.BigEndian.Uint64(key), Rules: rules})
			return nil
		})
		if err != nil {
			return err
		}
		for i := range all {
			e, err := entryAt(tx, all[i].Seq)
			if err != nil {
				return err
			}
			all[i].Time, all[i].Who, all[i].Intent, all[i].Reason = e.Time, e.Who, e.Intent, e.Detail.Reason
			was, wrong := ledger.ParseRules(before[i])
			if wrong != nil {
				return fmt.Errorf("%w: settled", vault.ErrDamaged)
			}
			day := all[i].Day(zone)
			all[i].Changes = rulesApart(was.On(day).Source(), all[i].Rules.On(day).Source())
		}
		begun, err := entryAt(tx, 1)
		if err != nil {
			return err
		}
		rules, wrong := ledger.ParseRules(first)
		if wrong != nil {
			return fmt.Errorf("%w: rules", vault.ErrDamaged)
		}
		all = append([]RulesVersion{{Version: rules.Version, Time: begun.Time, Who: begun.Who, Rules: rules}}, all...)
		return nil
	})
	return all, err
}

// entryAt is one entry of the journal; an empty one where there is none of this number.
func entryAt(tx *vault.Tx, at uint64) (e Entry, err error) {
	_, err = tx.Journal(at, func(seq uint64, line []byte) error {
		if seq != at {
			return vault.ErrStop
		}
		if err := json.Unmarshal(line, &e); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		return vault.ErrStop
	})
	return e, err
}

// RulesOn are the rules that were in force at the end of a day, by which its figures and its dues are judged; those that
// the ledger began with for a day before it; for a day to come what the rules of today say of it.
func (b *Book) RulesOn(day ledger.Date) (*ledger.Rules, error) {
	zone := b.env.Now().Location()
	all, err := b.rulesVersions()
	if err != nil {
		return nil, Tell(err)
	}
	for _, v := range slices.Backward(all[1:]) {
		if v.Day(zone) <= day.Last() {
			return v.Rules.On(day), nil
		}
	}
	return all[0].Rules.On(day), nil
}

// basisOn is the basis of a day: of a day that is over by the rules that held then, of one to come by those that will.
func (b *Book) basisOn(day ledger.Date) (ledger.Basis, error) {
	basis := b.Basis()
	if day == 0 || day >= basis.Today {
		day = max(day, basis.Today)
		return ledger.Basis{Today: day, Rules: basis.Rules.On(day)}, nil
	}
	rules, err := b.RulesOn(day)
	return ledger.Basis{Today: day, Rules: rules}, err
}

// A RuleTold is a rule with what there is to say of it.
type RuleTold struct {
	ledger.Rule
	Decides string       // what follows from it
	Source  string       // where it comes from, or 办公室自定
	Since   RulesVersion // from which on it has this value,
	From    ledger.Date  // and since when; 0 where the ledger began with it
	Next    *RuleComing  // what it is to be; nil where nothing is to come
}

// A RuleComing is what a rule is to be from a day on, in words.
type RuleComing struct {
	From ledger.Date
	Text string
}

// RulesTold are the rules in force as people see them, in the order of the page.
func (b *Book) RulesTold() ([]RuleTold, error) {
	versions, err := b.rulesVersions()
	if err != nil {
		return nil, Tell(err)
	}
	var all []RuleTold
	rules, spans := b.Rules(), spansOf(versions, b.Basis().Today, b.env.Now().Location())
	for _, u := range rules.Told() {
		t := RuleTold{Rule: u, Since: versions[0]}
		said, _ := help.OfRule(u.Key)
		t.Decides, t.Source = said.Decides, said.Source
		for _, s := range slices.Backward(spans) {
			if ruleValue(s.rules, u.Key) != u.Value {
				break
			}
			t.Since, t.From = s.version, s.from
		}
		if c, ok := rules.ComingOf(u.Key); ok {
			t.Next = &RuleComing{c.From, ledger.RuleText(u.Key, c.Text)}
		}
		all = append(all, t)
	}
	return all, nil
}

// A rulesSpan is a time in which the same rules held.
type rulesSpan struct {
	version RulesVersion
	rules   *ledger.Rules
	from    ledger.Date // 0 for what the ledger began with
}

// spansOf are the times of all versions until today, oldest first: one begins with a version, and with a day on which what it
// had to come came in force.
func spansOf(versions []RulesVersion, today ledger.Date, zone *time.Location) (all []rulesSpan) {
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
func ruleValue(r *ledger.Rules, key string) string {
	for _, row := range r.Rows() {
		if row[0] == key {
			return row[1]
		}
	}
	return ""
}

// RulesGiven is the name of the street that gives this community its rules, which it then does not change itself; "" where
// nobody does.
func (b *Book) RulesGiven() string {
	if p := b.Profile(); p.Street || p.Listed.IsZero() {
		return ""
	}
	if s := rules.Street(b.now()); s != nil {
		return s.Title
	}
	return ""
}

// A RulesPlan is what another rule set would do to this ledger.
type RulesPlan struct {
	Version string
	Changes []rules.Change // of the rules themselves
	Effects []Effect       // what follows for the present records

	book     *Book
	was, now []byte
}

// PlanRules plans to give rules other values, under the next version or one that somebody has chosen. Nothing is changed.
// Invalid, with the faults by their rules, for a value that is none or out of bounds; Refused when nothing would change, for
// a version that was there before, for a day to come that is not to come, and where the street gives the rules. For 管理员.
func (b *Book) PlanRules(version string, changes ...ledger.Amendment) (*RulesPlan, error) {
	if err := b.Allow(MayRules); err != nil {
		return nil, err
	}
	if street := b.RulesGiven(); street != "" {
		return nil, Refuse("规则由“" + street + "”下发，这里不能改。要改请和街道说，街道改好了再下发一次。")
	}
	versions, err := b.rulesVersions()
	if err != nil {
		return nil, Tell(err)
	}
	used := func(version string) bool {
		return slices.ContainsFunc(versions, func(v RulesVersion) bool { return v.Version == version })
	}
	rules := b.Rules()
	if version = ledger.OneLine(version); version == "" {
		version = rules.NextVersion(b.Basis().Today.Year())
		for used(version) {
			next := ledger.Rules{Version: version}
			version = next.NextVersion(b.Basis().Today.Year())
		}
	} else if used(version) {
		return nil, Refuse("规则 " + version + " 以前用过。请换一个版本号。")
	}
	today := b.Basis().Today
	for _, c := range changes {
		if c.From != 0 && (c.From.DayOfMonth() == 0 || !c.From.Real() || c.From <= today) {
			return nil, Refuse("从哪天起改，请写今天以后的一天，例如 " + itoa(today.Year()+1) + "-01-01；今天就改的不用写。")
		}
	}
	text, fault := rules.Amend(version, changes...)
	switch {
	case fault != nil:
		return nil, &Error{Code: Invalid, Message: fault.Text, Faults: []ledger.Fault{*fault}}
	case string(text) == string(rules.Source()):
		return nil, Refuse("和现在的规则一样，没有要改的。")
	}
	now, err := ledger.ParseRules(text)
	if err != nil {
		return nil, Tell(err)
	}
	p := &RulesPlan{Version: version, book: b, was: b.Decisions().Rules, now: text}
	p.Changes = rulesApart(rules.Source(), p.now)
	p.Effects, err = b.Followed(now)
	return p, err
}

// rulesApart is what two sets differ in, the version aside.
func rulesApart(was, now []byte) []rules.Change {
	return slices.DeleteFunc(rules.Between(was, now), func(c rules.Change) bool { return c.Name == ledger.RuleName("version") })
}

// Apply puts the planned rules in force, for the reason that somebody gives: without one it is Refused. The older set is
// kept, and judges the figures of its days; undoing puts it in force again.
func (p *RulesPlan) Apply(reason string) error {
	b := p.book
	if err := b.Allow(MayRules); err != nil {
		return err
	}
	if reason = ledger.OneLine(reason); reason == "" {
		return Refuse("请写明为什么改规则，例如“区团委 2026 年 7 月通知”。")
	}
	_, err := b.Do(Intent{Deed: MayRules, What: "rules", Reason: reason, Rows: len(p.Changes)}, func(t *Turn) error {
		now := b.Decisions()
		if string(now.Rules) != string(p.was) || b.RulesGiven() != "" {
			return &Error{Code: Changed, Message: "预览之后规则又改过。请再看一遍会怎样。"}
		}
		now.Rules = p.now
		t.settings = 1
		return t.Decide(now)
	})
	return err
}
