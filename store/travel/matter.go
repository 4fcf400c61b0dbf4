package travel

import (
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An Ask is what a street sends back to a community about one record that it received.
type Ask struct {
	Kind  ledger.Kind
	ID    value.ID
	Field string // the field's key; "" for the whole record
	Sort  string // ledger.MatterReturn, MatterDuplicate or MatterQuestion
	Text  string // the reason or the question
	Other string // of a duplicate the other community's name, and nothing else of its record
}

// AskMatters writes down what is to go back to communities with their next receipts, in
// one transaction, and answers the matters. What is open already of the same record,
// field and sort is not asked twice: that matter is in the answer as it is. Refused for
// a record that was not received, and without a text.
func AskMatters(b *store.Book, asks ...Ask) ([]*ledger.Matter, error) {
	if err := b.Allow(store.MayAsk); err != nil {
		return nil, err
	}
	if !b.Profile().Street {
		return nil, store.Refuse("这是社区台账。退回和提问是街道做的事。")
	}
	out := make([]*ledger.Matter, len(asks))
	var anew []int
	for i, a := range asks {
		m, err := asked(b, a)
		if err != nil {
			return nil, err
		}
		if out[i] = m; m.Rev == 0 {
			anew = append(anew, i)
		}
	}
	if len(anew) == 0 {
		return out, nil
	}
	_, err := b.Do(store.Intent{Deed: store.MayAsk, What: "matter", Rows: len(anew)}, func(t *store.Turn) error {
		for _, i := range anew {
			if err := t.Put(ledger.Matters, nil, out[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// asked makes a matter, or finds the one that is open.
func asked(b *store.Book, a Ask) (*ledger.Matter, error) {
	v := b.Today()
	a.Text = strings.TrimSpace(a.Text)
	if a.Text == "" {
		return nil, store.Refuse("请写明原因或问题，社区照着它改。")
	}
	r := v.Get(a.Kind, a.ID)
	if r == nil {
		return nil, &store.Error{Code: store.Gone, Message: "这条记录已经不在台账里了。"}
	}
	community := r.Head().Owner
	if a.Kind == ledger.Communities && !r.Head().Received() {
		community = a.ID
	}
	if !slices.Contains(ledger.OfOffice, a.Kind) || community.IsZero() {
		return nil, store.Refuse("只有从社区接收来的资料才能退回。这一条是街道自己的，可以直接改。")
	}
	at := a.Kind.At(a.Field)
	if a.Field != "" && (at < 0 || at >= a.Kind.Fields()) {
		return nil, store.Refuse("没有这一栏。")
	}
	for m := range records.All[*ledger.Matter](v, ledger.Matters) {
		if m.Record == a.ID.String() && m.Key == a.Field && m.Sort == a.Sort && m.Other == a.Other && m.State == codes.MatterOpen {
			return m, nil
		}
	}
	m := &ledger.Matter{Community: community, Kind: a.Kind.Name(), Record: a.ID.String(), Title: b.Today().Called(r), State: codes.MatterOpen}
	for key, text := range map[string]string{"sort": codes.MatterSorts.Label(a.Sort), "field": a.Field, "text": a.Text, "other": a.Other} {
		if err := ledger.Matters.Set(m, ledger.Matters.At(key), text); err != nil {
			return nil, &store.Error{Code: store.Refused, Message: err.(*value.Fault).Text}
		}
	}
	if last := rules.NewestParcel(v, community); last != nil {
		m.Number, m.Stamp = last.Number, rules.StampOf(last.Sender, a.Kind, r, a.Field)
	}
	if at >= 0 { // another matter of the same receipt may tell the birthday
		m.Was = ledger.Start.Mask(a.Kind.Columns()[at], b.Today().TextAt(a.Kind, r, at))
	}
	return m, nil
}

// SettleMatters says that the street is content with what became of matters; the next
// receipt tells.
func SettleMatters(b *store.Book, ids ...value.ID) error {
	return closeMatters(b, ids, codes.MatterSettled)
}

// RecallMatters takes matters back that the street has asked by mistake; the next
// receipt tells. One that no receipt has carried yet is told of all the same, as taken
// back.
func RecallMatters(b *store.Book, ids ...value.ID) error {
	return closeMatters(b, ids, codes.MatterRecalled)
}

func closeMatters(b *store.Book, ids []value.ID, state string) error {
	if err := b.Allow(store.MayAsk); err != nil {
		return err
	}
	if !b.Profile().Street {
		return store.Refuse("这是社区台账。办结和撤回是街道做的事。")
	}
	_, err := b.Do(store.Intent{Deed: store.MayAsk, What: "matter", Rows: len(ids)}, func(t *store.Turn) error {
		for _, id := range ids {
			was, ok := b.Get(ledger.Matters, id).(*ledger.Matter)
			switch {
			case !ok:
				return &store.Error{Code: store.Gone, Message: "这个事项已经不在台账里了。"}
			case was.State == state:
				continue
			case rules.Closed(was.State):
				return store.Refuse("“" + was.Title + "”的这一项已经" + codes.MatterStates.Label(was.State) + "。")
			}
			now := *was
			now.State, now.Sent = state, 0
			if err := t.Put(ledger.Matters, was, &now); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
