package travel

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Work is a matter as the list of what is to do shows it.
type Work struct {
	Matter *ledger.Matter
	State  string      // as it is now: one that is open counts as mended once its field holds something else
	Kind   ledger.Kind // of the record to open; nil for one of a newer program
	ID     value.ID
	Field  string // the key of the field to go to; "" for the record
	Label  string // what people call the field
	Gone   bool   // the record is no longer in the ledger
}

// Open says that somebody has still to do something: the community before it has
// answered.
func (w Work) Open() bool { return w.State == codes.MatterOpen }

// Matters are all that was sent back and asked: the open ones first, then what was
// answered, then what is closed; in each the latest first.
func Matters(b *store.Book) []Work {
	v := b.Today()
	var out []Work
	for m := range records.All[*ledger.Matter](v, ledger.Matters) {
		w := Work{Matter: m, State: rules.MatterState(v, m), Kind: ledger.KindOf(m.Kind), Field: m.Key}
		w.ID, _ = value.ParseID(m.Record) // zero for what is no ID: then there is no record
		if w.Kind != nil {
			w.Gone = v.Get(ledger.KindOf(m.Kind), w.ID) == nil
			if i := w.Kind.At(m.Key); i >= 0 {
				w.Label = w.Kind.Columns()[i].Label
			}
		}
		out = append(out, w)
	}
	rank := func(w Work) int {
		switch {
		case w.Open():
			return 0
		case rules.Closed(w.State):
			return 2
		}
		return 1
	}
	slices.SortStableFunc(out, func(x, y Work) int {
		return cmp.Or(rank(x)-rank(y), cmp.Compare(y.Matter.Order, x.Matter.Order))
	})
	return out
}

// Answered counts the matters that this community has mended or answered, and those
// that are still open.
func Answered(b *store.Book) (done, open int) {
	v := b.Today()
	return rules.Answered(v)
}

// Answer gives the community's words to a matter; the next submission carries them.
// They may be given again until the street has closed it.
func Answer(b *store.Book, id value.ID, text string) error {
	if err := b.Allow(store.MayAnswer); err != nil {
		return err
	}
	if b.Profile().Street {
		return store.Refuse("这是街道台账。答复是社区做的事。")
	}
	_, err := b.Do(store.Intent{Deed: store.MayAnswer, What: "matter"}, func(t *store.Turn) error {
		was, ok := b.Get(ledger.Matters, id).(*ledger.Matter)
		switch {
		case !ok:
			return &store.Error{Code: store.Gone, Message: "这个事项已经不在台账里了。"}
		case rules.Closed(was.State):
			return store.Refuse("这个事项街道已经" + codes.MatterStates.Label(was.State) + "，不用再答复。")
		case strings.TrimSpace(text) == "":
			return store.Refuse("请写明答复，例如“已核对户口本，填写无误”。")
		}
		now := *was
		if err := ledger.Matters.Set(&now, ledger.Matters.At("reply"), strings.TrimSpace(text)); err != nil {
			return store.Refuse(err.(*value.Fault).Text)
		}
		now.State, now.Settled, now.By = codes.MatterAnswered, b.Basis().Today, b.Operator()
		return t.Put(ledger.Matters, was, &now)
	})
	return err
}

// replies are the matters as a submission carries them: with the state that they are
// in.
func replies(v *records.View) []ledger.Record {
	var out []ledger.Record
	for m := range records.All[*ledger.Matter](v, ledger.Matters) {
		if state := rules.MatterState(v, m); state != m.State {
			now := *m
			now.State = state
			if id, err := value.ParseID(m.Record); err == nil {
				if r := v.Get(ledger.KindOf(m.Kind), id); r != nil { // else nobody can tell when it went
					now.Settled, now.By = value.DayOf(time.Unix(r.Head().Changed, 0)), r.Head().ChangedBy
				}
			}
			m = &now
		}
		out = append(out, m)
	}
	return out
}
