package overview

import (
	"maps"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/value"
)

// PutOff lets something to do wait until a day. Refused without a reason, for a day that is not to come or further ahead
// than the rules allow (put_off_most), and for what is not due.
func PutOff(b *store.Book, key string, until value.Date, reason string) error {
	if err := b.Allow(store.MayPutOff); err != nil {
		return err
	}
	basis := b.Basis()
	reason = strings.Join(strings.Fields(reason), " ")
	last := basis.Today.AddDays(basis.Rules.PutOffMost)
	switch {
	case until.DayOfMonth() == 0 || !until.Real() || until <= basis.Today:
		return store.Refuse("请填推迟到哪一天，要晚于今天。")
	case until > last:
		return store.Refuse("最多推迟 " + strconv.Itoa(basis.Rules.PutOffMost) + " 天，到 " + last.String() + "。请填近一些的日子。")
	case reason == "":
		return store.Refuse("请写为什么推迟。")
	}
	for _, t := range Todos(b) {
		if t.Key == key {
			off := store.PutOff{Until: until, Reason: reason, Count: t.Count, Since: basis.Today, Who: b.Operator()}
			return note(b, key, &off, strconv.Itoa(t.Count)+" "+t.Text+"，推迟到 "+until.String()+"："+reason)
		}
	}
	return store.Refuse("这件事现在没有要办的，不用推迟。")
}

// TakeUp ends the putting off of something. It does nothing where it was not put off.
func TakeUp(b *store.Book, key string) error {
	if err := b.Allow(store.MayPutOff); err != nil {
		return err
	}
	_, there := b.Decisions().PutOff[key]
	if !there {
		return nil
	}
	for _, t := range Todos(b) {
		if t.Key == key {
			return note(b, key, nil, strconv.Itoa(t.Count)+" "+t.Text+"，不再推迟")
		}
	}
	return note(b, key, nil, "不再推迟")
}

// note writes it down, with what undoing needs.
func note(b *store.Book, key string, off *store.PutOff, tell string) error {
	_, err := b.Do(store.Intent{Deed: store.MayPutOff, What: store.PutOffSetting, Reason: tell, Settings: 1}, func(t *store.Turn) error {
		now := b.Decisions()
		now.PutOff = maps.Clone(now.PutOff)
		if now.PutOff == nil {
			now.PutOff = map[string]store.PutOff{}
		}
		delete(now.PutOff, key)
		if off != nil {
			now.PutOff[key] = *off
		}
		return t.Decide(now)
	})
	return err
}
