package points

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"tuanjian/store"
	"tuanjian/store/figures"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// A Snapshot is the locked figures of one day: what the ledger held when it was locked,
// counted as of the day. What it held can be looked at for ever, since the journal up to
// Seq never changes.
type Snapshot struct {
	Number uint64     `json:"number"`
	Name   string     `json:"name,omitempty"`
	Day    value.Date `json:"day"`
	Seq    uint64     `json:"seq"`
	Time   int64      `json:"time"` // Unix seconds; never used to order
	Who    string     `json:"who"`
	Rules  string     `json:"rules"` // the text of the rule set that was in force on the day

	Pending int `json:"pending,omitempty"` // records in 待核 when it was locked
}

// Title is what people call a snapshot: its day, with the name that it was given.
func (s Snapshot) Title() string {
	if s.Name == "" {
		return s.Day.String()
	}
	return s.Day.String() + " " + s.Name
}

// longestTitle is how many characters a snapshot's name may have, to fit in a menu.
const longestTitle = 30

// TakeSnapshot counts all indicators as of a day and locks them under the next number.
// Day 0 is today; a later one is Refused, since nobody knows its figures yet.
func TakeSnapshot(b *store.Book, day value.Date, name string) (Snapshot, error) {
	if err := b.Allow(store.MaySnapshot); err != nil {
		return Snapshot{}, err
	}
	today := b.Basis().Today
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case day == 0:
		day = today
	case day.DayOfMonth() == 0 || !day.Real():
		return Snapshot{}, store.Refuse("请写到哪一天，例如 2026-06-30。")
	case day > today:
		return Snapshot{}, store.Refuse("这一天还没有到，数字还没有定下来。请填今天或以前的日子。")
	}
	if utf8.RuneCountInString(name) > longestTitle {
		return Snapshot{}, store.Refuse("名称太长，请不超过 " + strconv.Itoa(longestTitle) + " 个字。")
	}
	pending := rules.SummaryOf(b.Today()).Pending
	basis, err := basisOn(b, day)
	if err != nil {
		return Snapshot{}, err
	}
	var s Snapshot
	_, err = b.Do(store.Intent{Deed: store.MaySnapshot, What: "figures", Reason: strings.TrimSpace(day.String() + " " + name)}, func(t *store.Turn) error {
		last, err := lastNumber(t, store.SnapshotBucket)
		if err != nil {
			return err
		}
		v := t.View()
		s = Snapshot{Number: last + 1, Name: name, Day: day, Seq: v.Moment().Seq, Time: b.Clock().Unix(), Who: b.Operator(), Rules: string(basis.Rules.Source()), Pending: pending}
		key := binary.BigEndian.AppendUint64(nil, s.Number)
		for _, part := range []struct {
			bucket string
			value  any
		}{{store.SnapshotBucket, s}, {store.FiguresBucket, figures.Count(v.On(basis))}} {
			text, err := json.Marshal(part.value)
			if err != nil {
				return err
			}
			if err := t.Note(part.bucket, key, text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Snapshot{}, err
	}
	return s, nil
}

// lastNumber is the highest number in a bucket that is kept by number, 0 when it is
// empty.
func lastNumber(t *store.Turn, bucket string) (last uint64, err error) {
	err = t.Noted(bucket, func(key, _ []byte) error {
		if n, ok := vault.Seq(key); ok {
			last = max(last, n)
		}
		return nil
	})
	return last, err
}

// Snapshots are all that were locked, newest first.
func Snapshots(b *store.Book) ([]Snapshot, error) {
	var out []Snapshot
	err := b.Noted(store.SnapshotBucket, func(_, plain []byte) error {
		var s Snapshot
		if err := json.Unmarshal(plain, &s); err != nil {
			return fmt.Errorf("snapshot: %w", err)
		}
		out = append([]Snapshot{s}, out...)
		return nil
	})
	if err != nil {
		return nil, store.Tell(err)
	}
	return out, nil
}

// SnapshotFigures are the figures that a snapshot locked.
func SnapshotFigures(b *store.Book, s Snapshot) (*figures.Figures, error) {
	f := &figures.Figures{}
	plain, err := b.NotedAt(store.FiguresBucket, binary.BigEndian.AppendUint64(nil, s.Number))
	if err == nil && plain == nil {
		err = errors.New("snapshot without figures")
	}
	if err == nil {
		err = json.Unmarshal(plain, f)
	}
	if err != nil {
		return nil, store.Tell(err)
	}
	return f, nil
}

// SnapshotAt finds a snapshot by its number, or the newest of a day; nil when there is
// none. What is neither a number nor a day is Refused.
func SnapshotAt(b *store.Book, word string) (*Snapshot, error) {
	number, day, err := numberOrDay(word)
	if err != nil {
		return nil, err
	}
	all, err := Snapshots(b)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if number > 0 && s.Number == number || day != 0 && s.Day == day {
			return &s, nil
		}
	}
	return nil, nil
}

// numberOrDay reads 3 as a number and 2026-06-30 as a day.
func numberOrDay(word string) (number uint64, day value.Date, err error) {
	word = value.Halfwidth(word)
	if n, wrong := strconv.ParseUint(word, 10, 16); wrong == nil && n > 0 {
		return n, 0, nil
	}
	day, wrong := value.ParseDate(word)
	if wrong != nil || day.DayOfMonth() == 0 {
		return 0, 0, store.Refuse("请写第几次，或写到哪一天，例如 2 或 2026-06-30。")
	}
	return 0, day, nil
}

// SnapshotDue is the newest day of the half-yearly figures (rulebook.Rules.HalfDays)
// that has passed without a snapshot; 0 when there is none, or when the ledger was
// made after that day.
func SnapshotDue(b *store.Book) (value.Date, error) {
	all, err := Snapshots(b)
	if err != nil {
		return 0, err
	}
	basis := b.Basis()
	due := basis.Rules.HalfDay(basis.Today.AddDays(-1))
	for _, s := range all {
		if s.Day >= due {
			return 0, nil
		}
	}
	made, err := b.Made()
	if err != nil {
		return 0, store.Tell(err)
	}
	if made > due {
		return 0, nil
	}
	return due, nil
}

// SnapshotDays are the days that a snapshot may be wanted for: today and the newest
// half-yearly day, the one that is due first.
func SnapshotDays(b *store.Book) []value.Date {
	basis := b.Basis()
	half := basis.Rules.HalfDay(basis.Today)
	due, err := SnapshotDue(b)
	switch {
	case half == basis.Today:
		return []value.Date{half}
	case err == nil && due != 0:
		return []value.Date{due, basis.Today}
	}
	return []value.Date{basis.Today, half}
}
