package face

import (
	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A Hanging is what hangs on a record of a kind and is entered from its panel: the posts of a member, the visits of a
// standing contact.
type Hanging struct {
	Word  string // on the tab
	Kind  ledger.Kind
	Verb  string
	Tell  string // of the verb, where there are none yet
	None  string
	Tip   string
	Label func(b *store.Book, r ledger.Record) string
	Hint  func(b *store.Book, r ledger.Record) string
	Past  func(r ledger.Record, today value.Date) bool      // past ones come last
	Fill  func(b *store.Book, on value.ID, n ledger.Record) // what a new one knows of the record it hangs on
}

func pastPost(r ledger.Record, today value.Date) bool { return !r.(*ledger.Post).Current(today) }

func postSpan(b *store.Book, r ledger.Record) string {
	p := r.(*ledger.Post)
	if m, ok := b.Today().Get(ledger.Members, p.Person).(*ledger.Member); ok && p.Outlives(m) {
		return span(p.From, p.To) + "　人已" + codes.MemberStates.Label(m.State) + "，请填离任日期"
	}
	return span(p.From, p.To)
}

// span is from when to when something lasts.
func span(since, until value.Date) string {
	from := since.String()
	if from == "" {
		from = "日期未填"
	}
	if until == 0 {
		return from + " 至今"
	}
	return from + " 至 " + until.String()
}
