package store

import (
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
)

// Name is how people call the record with this ID, "" when there is none.
func (b *Book) Name(kind string, id ledger.ID) string {
	return b.now().Name(ledger.KindOf(kind), id)
}

// Text is a column's value as people read it: references by name, secrets whole.
func (b *Book) Text(kind ledger.Kind, r ledger.Record, key string) string {
	i := kind.At(key)
	if i < 0 {
		return find.ExtraText(b.Today(), kind, r, key)
	}
	return b.Today().TextAt(kind, r, i)
}

// Faults is everything wrong with a draft: what its own rules find and what only
// the whole ledger can tell. Soft faults that were passed with a reason are left
// out.
func (b *Book) Faults(kind ledger.Kind, draft ledger.Record) []ledger.Fault {
	v := b.Today()
	return rules.Faults(v, kind, draft)
}

// FaultText is the field's text to which an excuse for a fault is tied.
func (b *Book) FaultText(kind ledger.Kind, r ledger.Record, f ledger.Fault) string {
	return rules.FaultText(kind, r, f, b.Basis())
}

// Tabs counts a kind's states below a place. The first is "", all; the last is
// 待核; before it those of the kind's reminders.
func (b *Book) Tabs(kind ledger.Kind, under Place) []rules.Tab {
	v := b.Today()
	basis := v.Basis()
	values := basis.Rules.Values()
	out := []rules.Tab{{Title: "全部"}}
	for _, t := range rules.States[kind.Name()] {
		out = append(out, rules.Tab{Key: t.Key, Title: rules.InRules(t.Title, values)})
	}
	for _, r := range rules.Reminders() {
		if r.Kind == kind && r.Holds != nil {
			out = append(out, rules.Tab{Key: r.Key, Title: rules.InRules(r.Title, values), Due: true})
		}
	}
	out = append(out, rules.Tab{Key: rules.PendingTab, Title: "待核"})
	tally := rules.TallyOf(v, kind)
	records := v.Of(kind)
	if under.ID.IsZero() {
		out[0].Count = len(records)
		for i := range out[1:] {
			out[i+1].Count = tally.Count(out[i+1].Key)
		}
		return out
	}
	bits := make([]uint64, len(out))
	for i, t := range out {
		bits[i] = tally.Bit(t.Key)
	}
	for _, r := range records {
		if !rules.Under(v, r, under) {
			continue
		}
		out[0].Count++
		has := tally.Bits(r.Head().ID)
		for i := range out[1:] {
			if has&bits[i+1] != 0 {
				out[i+1].Count++
			}
		}
	}
	return out
}

// Round is the round that today belongs to.
func (b *Book) Round() rules.Round { return rules.RoundOf(b.Basis()) }

// Arrivals are all communities of a street's ledger in the order of their codes, with what came of each in the round.
func (b *Book) Arrivals() []rules.Arrival {
	v := b.Today()
	return rules.Arrivals(v)
}

// Summary counts.
func (b *Book) Summary() rules.Summary {
	v := b.Today()
	return rules.SummaryOf(v)
}

// CheckFilter says in a sentence why a filter's bounds cannot be meant; nil when they can.
func CheckFilter(f Filter, c ledger.Column) error {
	from, okFrom := find.Bound(c, f.From, false)
	to, okTo := find.Bound(c, f.To, true)
	what := "数字，例如 14"
	if c.Shape == ledger.Day8 || c.Shape == ledger.Month6 {
		what = "日期，例如 2019-05"
	}
	switch {
	case f.From != "" && !okFrom:
		return Refuse("“" + f.From + "”不是" + what + "。")
	case f.To != "" && !okTo:
		return Refuse("“" + f.To + "”不是" + what + "。")
	case okFrom && okTo && from > to:
		return Refuse("从 " + f.From + " 到 " + f.To + " 中间什么也没有，请对调。")
	}
	return nil
}

// What a list asks for is described beside the records.
type (
	Query  = records.Query
	Place  = records.Place
	Filter = records.Filter
)

// Find looks everywhere: see find.Anything.
func (b *Book) Find(query string, limit int) find.Found {
	return find.Anything(b.Today(), query, limit)
}

// Options answers a choice or a reference as a person types: see find.OptionsOf.
func (b *Book) Options(list *ledger.List, query string, limit int) []find.Option {
	return find.OptionsOf(b.Today(), list, query, limit)
}

// List answers a query.
func (b *Book) List(q Query) *find.List { return find.ListOf(b.Today(), q) }

// Values are the texts that a column has in a list, most frequent first, at most limit.
func (b *Book) Values(q Query, key string, limit int) []string {
	return find.ValuesOf(b.Today(), q, key, limit)
}

// Columns are all columns that a list of the kind can show.
func (b *Book) Columns(kind ledger.Kind) []ledger.Column { return find.ColumnsOf(kind) }

// Similar finds what an unknown word may mean, best first.
func (b *Book) Similar(kind, word string, limit int) []find.Option {
	return find.SimilarTo(b.Today(), ledger.KindOf(kind), word, limit)
}
