package store

import (
	"encoding/json"
	"fmt"

	"tuanjian/store/ledger"
	"tuanjian/store/vault"
)

const (
	ProfileSetting = "profile"
	RulesSetting   = "rules"
)

// loadSettings reads what is no record, and answers the rules.
func (b *Book) loadSettings(tx *vault.Tx) (*ledger.Rules, error) {
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
	rules, err := ledger.ParseRules(text)
	if err != nil {
		return nil, fmt.Errorf("%w: rules", vault.ErrDamaged)
	}
	if err := b.loadPutOffs(tx); err != nil {
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
