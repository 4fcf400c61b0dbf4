package store

import (
	"encoding/json"
	"fmt"
	"maps"

	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// PutOffSetting is where the ledger keeps what was put off: key of the reminder → PutOff. It travels nowhere.
const PutOffSetting = "put_off"

// A PutOff is something to do that may wait until a day, for a reason. It is back on that day, or when there is more of it.
type PutOff struct {
	Until  value.Date `json:"until"`
	Reason string     `json:"reason"`
	Count  int        `json:"count"` // how many there were
	Since  value.Date `json:"since"`
	Who    string     `json:"who"`
}

// Holds says that so many may still wait.
func (p PutOff) Holds(n int, today value.Date) bool { return today < p.Until && n <= p.Count }

// loadPutOffs reads what was put off.
func (b *Book) loadPutOffs(tx *vault.Tx) error {
	text, err := tx.Get(SettingBucket, []byte(PutOffSetting))
	if err != nil || text == nil {
		return err
	}
	if err := json.Unmarshal(text, &b.putOffs); err != nil {
		return fmt.Errorf("%w: what was put off", vault.ErrDamaged)
	}
	return nil
}

// putOffBack takes an entry's changes of what was put off back, as far as they are still what it left.
func putOffBack(cur, was, now map[string]PutOff) map[string]PutOff {
	out := maps.Clone(cur)
	if out == nil {
		out = map[string]PutOff{}
	}
	for _, key := range append(sortedKeys(was), sortedKeys(now)...) {
		left, had := now[key]
		before, old := was[key]
		if at, has := cur[key]; has != had || at != left {
			continue
		}
		delete(out, key)
		if old {
			out[key] = before
		}
	}
	return out
}
