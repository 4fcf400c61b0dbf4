package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// A RulesVersion is a rule set that was in force from an entry of the journal on.
type RulesVersion struct {
	Version string
	Seq     uint64 // of the entry, 0 for the set that the ledger began with
	Time    int64  // Unix seconds; of the ledger's making for the first
	Who     string
	Deed    Deed // that brought it; "" for the first
	Reason  string
	Changes []rules.Change  // against the set before it, the version aside
	Rules   *rulebook.Rules // as they were kept, with what was to come: On has those of a day
}

// Day is the day on which the set came in force.
func (v RulesVersion) Day(zone *time.Location) value.Date {
	return value.DayOf(time.Unix(v.Time, 0).In(zone))
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
		_, err := tx.Each(DecisionBucket, func(key, plain []byte) error {
			var s decided
			if err := json.Unmarshal(plain, &s); err != nil {
				return fmt.Errorf("%w: settled", vault.ErrDamaged)
			}
			if len(s.Was.Rules) == 0 || len(s.Now.Rules) == 0 || string(s.Was.Rules) == string(s.Now.Rules) {
				return nil
			}
			rules, err := rulebook.ParseRules(s.Now.Rules)
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
			all[i].Time, all[i].Who, all[i].Deed, all[i].Reason = e.Time, e.Who, e.Deed(), e.Detail.Reason
			was, wrong := rulebook.ParseRules(before[i])
			if wrong != nil {
				return fmt.Errorf("%w: settled", vault.ErrDamaged)
			}
			day := all[i].Day(zone)
			all[i].Changes = rules.Apart(was.On(day).Source(), all[i].Rules.On(day).Source())
		}
		begun, err := entryAt(tx, 1)
		if err != nil {
			return err
		}
		rules, wrong := rulebook.ParseRules(first)
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
func (b *Book) RulesOn(day value.Date) (*rulebook.Rules, error) {
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
