package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/vault"
)

// putOffSetting is where the ledger keeps what was put off: key of the reminder → PutOff. It travels nowhere.
const putOffSetting = "put_off"

// A PutOff is something to do that may wait until a day, for a reason. It is back on that day, or when there is more of it.
type PutOff struct {
	Until  ledger.Date `json:"until"`
	Reason string      `json:"reason"`
	Count  int         `json:"count"` // how many there were
	Since  ledger.Date `json:"since"`
	Who    string      `json:"who"`
}

// holds says that so many may still wait.
func (p PutOff) holds(n int, today ledger.Date) bool { return today < p.Until && n <= p.Count }

// PutOff lets something to do wait until a day. Refused without a reason, for a day that is not to come or further ahead
// than the rules allow (put_off_most), and for what is not due.
func (b *Book) PutOff(key string, until ledger.Date, reason string) error {
	if err := b.Allow(MayPutOff); err != nil {
		return err
	}
	basis := b.Basis()
	reason = strings.Join(strings.Fields(reason), " ")
	last := basis.Today.AddDays(basis.Rules.PutOffMost)
	switch {
	case until.DayOfMonth() == 0 || !until.Real() || until <= basis.Today:
		return Refuse("请填推迟到哪一天，要晚于今天。")
	case until > last:
		return Refuse("最多推迟 " + itoa(basis.Rules.PutOffMost) + " 天，到 " + last.String() + "。请填近一些的日子。")
	case reason == "":
		return Refuse("请写为什么推迟。")
	}
	for _, t := range b.Todos() {
		if t.Key == key {
			off := PutOff{Until: until, Reason: reason, Count: t.Count, Since: basis.Today, Who: b.operator}
			return b.putOff(key, &off, itoa(t.Count)+" "+t.Text+"，推迟到 "+until.String()+"："+reason)
		}
	}
	return Refuse("这件事现在没有要办的，不用推迟。")
}

// TakeUp ends the putting off of something. It does nothing where it was not put off.
func (b *Book) TakeUp(key string) error {
	if err := b.Allow(MayPutOff); err != nil {
		return err
	}
	_, there := b.Decisions().PutOff[key]
	if !there {
		return nil
	}
	for _, t := range b.Todos() {
		if t.Key == key {
			return b.putOff(key, nil, itoa(t.Count)+" "+t.Text+"，不再推迟")
		}
	}
	return b.putOff(key, nil, "不再推迟")
}

// putOff writes it down, with what undoing needs.
func (b *Book) putOff(key string, off *PutOff, tell string) error {
	_, err := b.Do(Intent{Deed: MayPutOff, What: putOffSetting, Reason: tell, Settings: 1}, func(t *Turn) error {
		now := b.Decisions()
		now.PutOff = maps.Clone(now.PutOff)
		if now.PutOff == nil {
			now.PutOff = map[string]PutOff{}
		}
		delete(now.PutOff, key)
		if off != nil {
			now.PutOff[key] = *off
		}
		return t.Decide(now)
	})
	return err
}

// loadPutOffs reads what was put off.
func (b *Book) loadPutOffs(tx *vault.Tx) error {
	text, err := tx.Get(settingBucket, []byte(putOffSetting))
	if err != nil || text == nil {
		return err
	}
	if err := json.Unmarshal(text, &b.putOffs); err != nil {
		return fmt.Errorf("%w: what was put off", vault.ErrDamaged)
	}
	return nil
}

// unsettled takes an entry's changes of what was put off back, as far as they are still what it left.
func unsettled(cur, was, now map[string]PutOff) map[string]PutOff {
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
