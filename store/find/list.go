package find

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A List is the answer to a Query: a fixed view that later saves do not change.
type List struct {
	v    *records.View
	kind ledger.Kind
	rows []ledger.Record
	left int
}

// Kind is the kind of the list's records.
func (l *List) Kind() ledger.Kind { return l.kind }

// Len is the number of rows.
func (l *List) Len() int { return len(l.rows) }

// Linked is how many were left out because Own was asked and only what their company
// or branch is called holds the words.
func (l *List) Linked() int { return l.left }

// Row is the record of row i.
func (l *List) Row(i int) ledger.Record { return l.rows[i] }

// Rows are the records of all rows. They may not be changed.
func (l *List) Rows() []ledger.Record { return l.rows }

// View is the moment that the list shows.
func (l *List) View() *records.View { return l.v }

// First is the list of its first rows, at most n.
func (l *List) First(n int) *List {
	out := *l
	out.rows = l.rows[:min(n, len(l.rows))]
	return &out
}

// Only is the list of those rows that are kept.
func (l *List) Only(keep func(r ledger.Record) bool) *List {
	out := *l
	out.rows = nil
	for _, r := range l.rows {
		if keep(r) {
			out.rows = append(out.rows, r)
		}
	}
	return &out
}

// Cell is the text of row i in a column, under the veil of the output in which it stands.
func (l *List) Cell(i int, key string, veil ledger.Veil) string {
	return CellText(l.v, l.kind, l.rows[i], key, veil)
}

// CellText is a column's text under a veil, those that only the ledger as a whole can tell
// among them.
func CellText(v *records.View, kind ledger.Kind, r ledger.Record, key string, veil ledger.Veil) string {
	i := kind.At(key)
	if i < 0 {
		return veil.Mask(ledger.Column{Key: key}, ExtraText(v, kind, r, key))
	}
	return veil.Mask(kind.Columns()[i], v.TextAt(kind, r, i))
}

// VeilOver is the veil of an output that shows columns of one kind; whole is for who may
// see everything and said why. A post's own columns go with those of its person.
func VeilOver(kind ledger.Kind, keys []string, whole bool) ledger.Veil {
	if whole {
		return ledger.Bare
	}
	var shown []ledger.Column
	for _, k := range []ledger.Kind{kind, HolderOf(kind)} {
		for _, key := range keys {
			if k == nil {
				break
			}
			if i := k.At(key); i >= 0 {
				shown = append(shown, k.Columns()[i])
			}
		}
	}
	return ledger.VeilOver(shown...)
}

// HolderOf is the kind of the persons whom the records of a kind are about, as posts are; nil where they are about none.
func HolderOf(kind ledger.Kind) ledger.Kind {
	if i := kind.Holder(); i >= 0 {
		return ledger.KindOf(kind.Columns()[i].Choices.Kind)
	}
	return nil
}

// TextOf is a column's value as people read it: references by name, secrets whole. The column may be one that lists have
// besides the fields.
func TextOf(v *records.View, kind ledger.Kind, r ledger.Record, key string) string {
	i := kind.At(key)
	if i < 0 {
		return ExtraText(v, kind, r, key)
	}
	return v.TextAt(kind, r, i)
}

// Begin asks for a kind as its list begins: events by their day, the newest first, what has a name by that.
func Begin(kind ledger.Kind) records.Query {
	q := records.Query{Kind: kind, Tab: kind.Begin()}
	switch {
	case kind.Event() && kind.At("day") >= 0:
		q.Sort, q.Desc = "day", true
	case kind.At("name") >= 0:
		q.Sort = "name"
	}
	return q
}

// ListOf answers a query.
func ListOf(v *records.View, q records.Query) *List {
	s := seek(v)
	defer s.end()
	all := v.Of(q.Kind)
	hits, own := s.hits(q.Kind, strings.Fields(strings.ToLower(value.Halfwidth(q.Words))))
	keep := rules.InTab(v, q.Kind, q.Tab)
	rows := make([]ledger.Record, 0, len(all))
	var linked []int // places in rows of those found through others alone
	only := map[value.ID]bool{}
	for _, id := range q.Only {
		only[id] = true
	}
	passes := passes(v, q.Kind, q.Filters)
	take := func(i int) {
		r := all[i]
		if len(only) > 0 && !only[r.Head().ID] {
			return
		}
		if (hits == nil || hits[i]) && (keep == nil || keep(r)) && rules.Under(v, r, q.Under) && passes(r) {
			if q.Own && hits != nil && !own[i] {
				linked = append(linked, len(rows))
			}
			rows = append(rows, r)
		}
	}
	order := orderOf(v, q.Kind, q.Sort)
	switch {
	case order == nil:
		for i := range all {
			take(i)
		}
	case q.Desc:
		for _, i := range slices.Backward(order) {
			take(int(i))
		}
	default:
		for _, i := range order {
			take(int(i))
		}
	}
	l := &List{v: v, kind: q.Kind, rows: rows}
	if len(linked) < len(rows) {
		l.leave(linked)
	}
	l.rows = slices.Clip(l.rows)
	return l
}

// leave takes the rows at some places, ascending, out.
func (l *List) leave(places []int) {
	kept, next := l.rows[:0], 0
	for i, r := range l.rows {
		if next < len(places) && places[next] == i {
			next++
			continue
		}
		kept = append(kept, r)
	}
	l.rows, l.left = kept, len(places)
}

// ValuesOf are the texts that a column has in a list, most frequent first, for a
// filter to choose from; at most limit.
func ValuesOf(v *records.View, q records.Query, key string, limit int) []string {
	q.Filters = slices.DeleteFunc(slices.Clone(q.Filters), func(f records.Filter) bool { return f.Key == key })
	l := ListOf(v, q)
	n := map[string]int{}
	for i := range l.rows {
		n[l.Cell(i, key, ledger.Bare)]++
	}
	values := slices.Sorted(maps.Keys(n))
	slices.SortStableFunc(values, func(x, y string) int { return n[y] - n[x] })
	return values[:min(limit, len(values))]
}

// An order is the places of a shelf's records, sorted by one column.
type order []int32

// orders are the orders that were asked for, by the keys of their columns: of those that read the kind alone, of those that
// read another kind's names besides, and of the rest, which may read anything.
var orders = records.Each(func(of [2]ledger.Kind) records.Derived[*records.Memo[string, order]] {
	make := func(*records.View) *records.Memo[string, order] { return &records.Memo[string, order]{} }
	switch {
	case of[1] == nil:
		return records.Derive(make).Dated()
	case of[1] == of[0]:
		return records.Derive(make, of[0]).Dated()
	}
	return records.Derive(make, of[0], of[1]).Dated()
})

// order sorts by a column: names by pinyin, numbers by size, choices in
// their list's order, empty values last.
// It is kept until a record that it may depend on changes.
func orderOf(v *records.View, kind ledger.Kind, key string) order {
	if key == "" {
		return nil
	}
	return orders.Of(v, [2]ledger.Kind{kind, readsOf(kind, key)}).Get(key, func() order { return sortBy(v, kind, key) })
}

// readsOf is the kind whose records a column's text depends on besides its own, itself where there is none, nil for any.
func readsOf(kind ledger.Kind, key string) ledger.Kind {
	i := kind.At(key)
	switch {
	case i < 0:
		return nil
	case kind.Columns()[i].Shape != ledger.Ref:
		return kind
	}
	if to := ledger.KindOf(kind.Columns()[i].Choices.Kind); to.Named() {
		return to
	}
	return nil // called by what it hangs on
}

// ofPerson says that a column has people's names.
func ofPerson(kind ledger.Kind, key string) bool {
	if i := kind.At(key); i >= 0 && kind.Columns()[i].Shape == ledger.Ref {
		return ledger.KindOf(kind.Columns()[i].Choices.Kind).OfPerson()
	}
	return key == "name" && kind.OfPerson() || slices.ContainsFunc(kind.Seeks(), func(s ledger.Seek) bool { return s.Key == key && s.By == ledger.SeekBoss })
}

func sortBy(v *records.View, kind ledger.Kind, key string) order {
	listed := map[string]int{} // a code list's own order
	type entry struct {
		key   string
		n     float64
		place int32
	}
	all := v.Of(kind)
	entries := make([]entry, len(all))
	person, byNumber := ofPerson(kind, key), false
	if i := slices.IndexFunc(ColumnsOf(kind), func(c ledger.Column) bool { return c.Key == key }); i >= 0 {
		c := ColumnsOf(kind)[i]
		byNumber = c.Shape == ledger.Number || c.Shape == ledger.Amount
		if c.Shape == ledger.Choice {
			for at, item := range c.Choices.Items() {
				listed[item.Label] = at + 1
			}
		}
	}
	seen := map[string]string{}
	for i, r := range all {
		text := CellText(v, kind, r, key, ledger.Bare)
		e := entry{place: int32(i), key: text}
		if at := listed[text]; at > 0 {
			e.n, e.key = float64(at), "0"
		} else if byNumber {
			if n, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64); err == nil {
				e.n, e.key = n, "0"
			}
		} else if text != "" && text[0] >= 0x80 {
			sorted, ok := seen[text]
			if !ok {
				sorted = SortKey(text, person)
				if len(seen) < 10000 {
					seen[text] = sorted
				}
			}
			e.key = sorted
		}
		entries[i] = e
	}
	slices.SortFunc(entries, func(x, y entry) int {
		if (x.key == "") != (y.key == "") {
			if x.key == "" {
				return 1
			}
			return -1
		}
		if c := cmp.Compare(x.n, y.n); c != 0 {
			return c
		}
		if c := strings.Compare(x.key, y.key); c != 0 {
			return c
		}
		return cmp.Compare(x.place, y.place)
	})
	o := make(order, len(entries))
	for i, e := range entries {
		o[i] = e.place
	}
	return o
}
