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

// Cell is the text of row i in a column, under the veil of the output in which it stands.
func (l *List) Cell(i int, key string, veil ledger.Veil) string {
	return CellText(l.v, l.kind, l.rows[i], key, veil)
}

// cell is a column's text, those that only the ledger as a whole can tell among
// them.
func CellText(v *records.View, kind ledger.Kind, r ledger.Record, key string, veil ledger.Veil) string {
	i := kind.At(key)
	if i < 0 {
		return ExtraText(v, kind, r, key)
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
	for _, k := range []ledger.Kind{kind, ledger.Members} {
		for _, key := range keys {
			if i := k.At(key); i >= 0 && (k == kind || kind == ledger.Posts) {
				shown = append(shown, k.Columns()[i])
			}
		}
	}
	return ledger.VeilOver(shown...)
}

// ColumnsOf are all columns that a list of the kind can show: its own, and those
// that only the ledger as a whole can tell, what is wrong with a record last.
func ColumnsOf(kind ledger.Kind) []ledger.Column {
	return append(append(slices.Clone(kind.Columns()), extras[kind.Name()]...), ledger.Column{Key: FaultsKey, Label: "待核原因", Width: 40})
}

// FaultsKey is the column that says why a record waits in 待核.
const FaultsKey = "faults"

// extras are columns that need other records: nobody types them.
var extras = map[string][]ledger.Column{
	"member": {{Key: "duties", Label: "团内职务", Width: 10}},
	"branch": {{Key: "count", Label: "团员数", Width: 6, Shape: ledger.Number}, {Key: "whole", Label: "团员数（含下级）", Width: 8, Shape: ledger.Number},
		{Key: "secretary", Label: "书记", Width: 8}, {Key: "term", Label: "任期", Width: 10}},
	"enterprise": {{Key: "count", Label: "在册团员", Width: 6, Shape: ledger.Number}, {Key: "branches", Label: "团组织", Width: 20}, {Key: "outcome", Label: "团组织或未建原因", Width: 20},
		{Key: "advice", Label: "建议建制", Width: 10},
		{Key: "liaison", Label: "街道联系委员", Width: 10}},
	"post": {{Key: "current", Label: "现任", Width: 5}},
	"community": {{Key: "members", Label: "在册团员", Width: 6, Shape: ledger.Number}, {Key: "enterprises", Label: "在营企业", Width: 6, Shape: ledger.Number},
		{Key: "branches", Label: "团组织", Width: 6, Shape: ledger.Number}, {Key: "liaison", Label: "联系委员", Width: 10}, {Key: "came", Label: "最近上报", Width: 10, Shape: ledger.Day8}},
	"officer": {{Key: "contacts", Label: "联系点", Width: 6, Shape: ledger.Number}, {Key: "made", Label: "本年走访", Width: 7}, {Key: "late", Label: "逾期未访", Width: 7, Shape: ledger.Number}},
	"liaison": {{Key: "place", Label: "联系点", Width: 22}, {Key: "duty", Label: "委员职务", Width: 8}, {Key: "made", Label: "本年走访", Width: 7}, {Key: "last", Label: "最近走访", Width: 10, Shape: ledger.Day8}, {Key: "late", Label: "逾期", Width: 8}},
	"visit":   {{Key: "officer", Label: "联系委员", Width: 8}, {Key: "place", Label: "走访的点", Width: 22}, {Key: "late", Label: "逾期", Width: 8}},
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

// ExtraText is what a column says that only other records tell: duties, counts, what is wrong; "" for one that is none of these.
func ExtraText(v *records.View, kind ledger.Kind, r ledger.Record, key string) string {
	basis := v.Basis()
	id := r.Head().ID
	if key == FaultsKey {
		var words []string
		for _, f := range rules.Faults(v, kind, r) {
			words = append(words, f.Text)
		}
		return strings.Join(words, "　")
	}
	switch kind.Name() + "." + key {
	case "member.duties":
		var words []string
		for _, p := range rules.Offices(v).Held[id] {
			words = append(words, ledger.Duties.Label(p.Duty))
		}
		return strings.Join(words, "、")
	case "branch.count":
		return strconv.Itoa(rules.Roll(v).Branch[id])
	case "branch.whole":
		return strconv.Itoa(rules.Wholly(v, id))
	case "branch.term":
		return r.(*ledger.Branch).TermText(basis.Rules)
	case "branch.secretary":
		return v.Name(ledger.Members, rules.Offices(v).Officers[id].Secretary)
	case "enterprise.count":
		return strconv.Itoa(rules.Roll(v).Unit[id])
	case "enterprise.branches":
		var names []string
		for _, o := range rules.Covers(v).By[id] {
			names = append(names, v.Name(ledger.Branches, o))
		}
		return strings.Join(names, "、")
	case "enterprise.outcome":
		e := r.(*ledger.Enterprise)
		if o := rules.Covers(v).By[id]; len(o) > 0 {
			return v.Name(ledger.Branches, o[0])
		}
		if e.NoBranchWhy != "" {
			return ledger.NoBranchWhys.Label(e.NoBranchWhy)
		}
		return ledger.Foundings.Label(e.Founding)
	case "enterprise.advice":
		return rules.Advice(v, r.(*ledger.Enterprise))
	case "community.members":
		return strconv.Itoa(rules.Rollup(v).Members[id])
	case "community.enterprises":
		return strconv.Itoa(rules.Rollup(v).Enterprises[id])
	case "community.branches":
		return strconv.Itoa(rules.Rollup(v).Branches[id])
	case "community.came":
		if p := rules.NewestParcel(v, id); p != nil {
			return p.Day.String()
		}
		return ""
	case "post.current":
		if rules.Held(v, r.(*ledger.Post)) {
			return "现任"
		}
		return "已离任"
	}
	return rules.ContactText(v, r, key)
}

// ListOf answers a query.
func ListOf(v *records.View, q records.Query) *List {
	s := seek(v)
	defer s.end()
	all := v.Of(q.Kind)
	hits, own := s.hits(q.Kind, strings.Fields(strings.ToLower(ledger.Halfwidth(q.Words))))
	keep := rules.InTab(v, q.Kind, q.Tab)
	rows := make([]ledger.Record, 0, len(all))
	var linked []int // places in rows of those found through others alone
	only := map[ledger.ID]bool{}
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
	case kind.Columns()[i].Choices.Kind == ledger.Liaisons.Name(): // called by what they hang on
		return nil
	}
	return ledger.KindOf(kind.Columns()[i].Choices.Kind)
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
	person, byNumber := key == "name" && kind == ledger.Members || key == "person" || key == "boss", false
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
