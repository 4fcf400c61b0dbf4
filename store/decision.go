package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// DecisionBucket holds what an intent made of settings: journal number → decided as
// JSON. Records have their changes in the journal; by this a notice's settings can be
// put back with them.
const DecisionBucket = "settled"

// codesSetting are the entries of code lists that the street's notices brought beyond
// those of the program: list → items.
const codesSetting = "codes"

// Decisions are the settings that intents change: those that a street decides, and what this office has put off.
type Decisions struct {
	Name      string            `json:"name"`
	StreetKey string            `json:"streetKey,omitempty"`
	Listed    value.ID          `json:"listed,omitzero"`
	Given     []string          `json:"given,omitempty"`
	Before    map[string]string `json:"before,omitempty"`
	Rules     []byte            `json:"rules,omitempty"`

	Lists  map[string]codes.Adapted `json:"lists,omitempty"`
	PutOff map[string]PutOff        `json:"put_off,omitempty"`
	Words  Words                    `json:"words,omitzero"`
}

type decided struct {
	Was Decisions `json:"was"`
	Now Decisions `json:"now"`
}

// Decide stages settings in the place of those that are, with what undoing needs.
func (t *Turn) Decide(now Decisions) error { return t.DecideFrom(t.book.Decisions(), now) }

// DecideFrom is Decide for settings that undoing is to make something else of than they were.
func (t *Turn) DecideFrom(was, now Decisions) error {
	b := t.book
	rules, err := rulebook.ParseRules(now.Rules)
	if err != nil {
		return err
	}
	text, err := json.Marshal(decided{was, now})
	if err != nil {
		return err
	}
	if err := t.vault.Put(DecisionBucket, binary.BigEndian.AppendUint64(nil, t.seq), text); err != nil {
		return err
	}
	p := b.Profile()
	p.Name, p.StreetKey, p.Listed, p.Given, p.Before = now.Name, now.StreetKey, now.Listed, now.Given, now.Before
	if err := t.Set(ProfileSetting, p); err != nil {
		return err
	}
	if err := t.vault.Put(SettingBucket, []byte(RulesSetting), now.Rules); err != nil {
		return err
	}
	for name, value := range map[string]any{listsSetting: now.Lists, PutOffSetting: now.PutOff, WordsSetting: now.Words} {
		if err := t.Set(name, value); err != nil {
			return err
		}
	}
	t.afterwards = func() {
		b.profile, b.lists, b.putOffs, b.words = p, now.Lists, now.PutOff, now.Words
	}
	at := b.Decisions()
	t.rules, t.means = rules, at.Name != now.Name || string(at.Rules) != string(now.Rules) || !sameLists(at.Lists, now.Lists)
	return nil
}

// Undecide stages the settings that an entry found, as far as they are still what it
// left; what was set since stays, and the street's key where the trust in its signature does.
func (t *Turn) Undecide(seq uint64, trusted bool) error {
	text, err := t.vault.Get(DecisionBucket, binary.BigEndian.AppendUint64(nil, seq))
	if err != nil || text == nil {
		return err
	}
	var s decided
	if err := json.Unmarshal(text, &s); err != nil {
		return fmt.Errorf("%w: settled", vault.ErrDamaged)
	}
	now := t.book.Decisions()
	if now.Name == s.Now.Name {
		now.Name = s.Was.Name
	}
	if now.StreetKey == s.Now.StreetKey && !trusted {
		now.StreetKey = s.Was.StreetKey
	}
	if now.Listed == s.Now.Listed && slices.Equal(now.Given, s.Now.Given) && maps.Equal(now.Before, s.Now.Before) {
		now.Listed, now.Given, now.Before = s.Was.Listed, s.Was.Given, s.Was.Before
	}
	if string(now.Rules) == string(s.Now.Rules) {
		now.Rules = s.Was.Rules
	}
	if sameLists(now.Lists, s.Now.Lists) {
		now.Lists = s.Was.Lists
	}
	now.PutOff = putOffBack(now.PutOff, s.Was.PutOff, s.Now.PutOff)
	now.Words, _ = now.Words.back(s.Was.Words, s.Now.Words)
	return t.Decide(now)
}

// loadCodes teaches the code lists what this ledger's street has added to them.
func (b *Book) loadCodes(tx *vault.Tx) error {
	more, err := brought(tx)
	for name, items := range more {
		if l := codes.ListNamed(name); l != nil {
			l.Learn(items)
		}
	}
	return err
}

func brought(tx *vault.Tx) (map[string][]codes.Item, error) {
	more := map[string][]codes.Item{}
	text, err := tx.Get(SettingBucket, []byte(codesSetting))
	if err != nil || text == nil {
		return more, err
	}
	if err := json.Unmarshal(text, &more); err != nil {
		return nil, fmt.Errorf("%w: codes", vault.ErrDamaged)
	}
	return more, nil
}

// Learn stages entries of code lists, to be known whenever this ledger is open. They
// stay when the intent is undone: a record may have been given one since.
func (t *Turn) Learn(more map[string][]codes.Item) error {
	if len(more) == 0 {
		return nil
	}
	all, err := brought(t.vault)
	if err != nil {
		return err
	}
	for name, items := range more {
		all[name] = append(all[name], items...)
		codes.ListNamed(name).Learn(items)
	}
	return t.Set(codesSetting, all)
}

// DecisionsBack says of an intent that was about settings alone what of them goes back, in
// words, and what stays since it was set again. Only who may change them may ask:
// NotAllowed.
func DecisionsBack(b *Book, of Entry) (words string, left []Left, err error) {
	may := MayRules
	switch of.Detail.What {
	case PutOffSetting:
		may = MayPutOff
	case WordsSetting:
		may = MayWords
	}
	if err := b.Allow(may); err != nil {
		return "", nil, err
	}
	var s decided
	text, err := b.NotedAt(DecisionBucket, binary.BigEndian.AppendUint64(nil, of.Seq))
	if err == nil && text != nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return "", nil, Tell(err)
	}
	now := b.Decisions()
	if back := putOffBack(now.PutOff, s.Was.PutOff, s.Now.PutOff); !maps.Equal(back, now.PutOff) {
		words = "推迟的待办改回原来的"
	}
	if back, stays := now.Words.back(s.Was.Words, s.Now.Words); stays {
		left = append(left, Left{Name: "公文用语", Why: "后来又改过，保留现在的用语"})
	} else if !back.same(now.Words) {
		words = "公文用语改回原来的"
	}
	switch {
	case sameLists(s.Was.Lists, s.Now.Lists):
	case !sameLists(now.Lists, s.Now.Lists):
		left = append(left, Left{Name: "选项", Why: "后来又改过，保留现在的选项"})
	default:
		words = "选项改回原来的"
	}
	switch {
	case string(s.Was.Rules) == string(s.Now.Rules):
	case string(now.Rules) != string(s.Now.Rules):
		left = append(left, Left{Name: "规则", Why: "后来又改过，保留现在的规则"})
	default:
		words = "规则 " + versionOf(s.Now.Rules) + " → " + versionOf(s.Was.Rules)
	}
	return words, left, nil
}

func versionOf(rules []byte) string {
	r, err := rulebook.ParseRules(rules)
	if err != nil {
		return "看不懂的"
	}
	return r.Version
}

const (
	ProfileSetting = "profile"
	RulesSetting   = "rules"
)

// loadSettings reads what is no record, and answers the rules.
func (b *Book) loadSettings(tx *vault.Tx) (*rulebook.Rules, error) {
	text, err := tx.Get(SettingBucket, []byte(ProfileSetting))
	if err != nil {
		return nil, err
	}
	if text == nil {
		return nil, fmt.Errorf("%w: no profile", vault.ErrDamaged)
	}
	if err := json.Unmarshal(text, &b.profile); err != nil {
		return nil, fmt.Errorf("%w: profile", vault.ErrDamaged)
	}
	text, err = tx.Get(SettingBucket, []byte(RulesSetting))
	if err != nil {
		return nil, err
	}
	rules, err := rulebook.ParseRules(text)
	if err != nil {
		return nil, fmt.Errorf("%w: rules", vault.ErrDamaged)
	}
	if err := b.loadPutOffs(tx); err != nil {
		return nil, err
	}
	if err := b.loadWords(tx); err != nil {
		return nil, err
	}
	if err := b.loadCodes(tx); err != nil {
		return nil, err
	}
	return rules, b.loadLists(tx)
}

// Setting reads a screen's setting into value; it says false, and leaves value
// alone, when there is none.
func (b *Book) Setting(name string, value any) bool {
	found := false
	err := b.vault.View(func(tx *vault.Tx) error {
		text, err := tx.Get(SettingBucket, []byte("screen."+name))
		if err != nil || text == nil {
			return err
		}
		found = json.Unmarshal(text, value) == nil
		return nil
	})
	return err == nil && found
}

// SetSetting keeps a screen's setting: chosen columns, widths, a mapping. It is no
// intent of record and leaves no journal entry.
func (b *Book) SetSetting(name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return Tell(err)
	}
	err = b.vault.Update(func(tx *vault.Tx) error {
		return tx.Put(SettingBucket, []byte("screen."+name), text)
	})
	if err != nil {
		return Tell(err)
	}
	return nil
}
