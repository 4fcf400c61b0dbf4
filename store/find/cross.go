package find

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// An Axis is a way to part the records of a kind: by what stands in a column, or of a date by its year or its month. The zero
// Axis parts nothing: all records are one group.
type Axis struct {
	Key string `json:"key,omitempty"` // of the column; homeAxis for the community that a record belongs to
	By  string `json:"by,omitempty"`  // of a date: ByYear or ByMonth
}

// How a date is parted.
const (
	ByYear  = "year"
	ByMonth = "month"
)

// homeAxis parts by the community to which a record belongs, which is no column of most kinds.
const homeAxis = "@home"

// mostWide is how wide, in characters, a column of free words may be to part by: 片区 is, an address is not.
const mostWide = 10

// Axes are the ways in which records of a kind can be parted, in the order of its columns.
func Axes(v *records.View, kind ledger.Kind) []Axis {
	var all []Axis
	if kind != ledger.Communities && v.Count(ledger.Communities) > 1 {
		all = append(all, Axis{Key: homeAxis})
	}
	for _, c := range ColumnsOf(kind) {
		switch {
		case c.Secret || c.Key == FaultsKey || c.Key == "name":
		case c.Shape == ledger.Day8 || c.Shape == ledger.Month6:
			all = append(all, Axis{c.Key, ByYear}, Axis{c.Key, ByMonth})
		case c.Shape == ledger.Choice && !c.Choices.Many, c.Shape == ledger.Ref && !c.Choices.Many && c.Choices.Kind != kind.Name() && !ledger.KindOf(c.Choices.Kind).OfPerson(), c.Shape == ledger.Line && c.Width <= mostWide:
			all = append(all, Axis{Key: c.Key})
		}
	}
	return all
}

// Title is what an axis is called; "" of the zero Axis and of one that the kind does not have.
func (a Axis) Title(kind ledger.Kind) string {
	if a.Key == homeAxis {
		return ledger.Communities.Title()
	}
	for _, c := range ColumnsOf(kind) {
		if c.Key == a.Key {
			return c.Label + map[string]string{ByYear: "（按年）", ByMonth: "（按月）"}[a.By]
		}
	}
	return ""
}

// A Group are the records of one value of an Axis.
type Group struct {
	Label  string
	under  records.Place
	filter records.Filter // with no key where nothing narrows it
	only   []value.ID     // where neither tells them apart: records that belong to no community
	sum    int
}

// Sum is how many records are in the group.
func (g Group) Sum() int { return g.sum }

// A Cross counts the records of a list by two ways to part them.
type Cross struct {
	Query         records.Query
	Down, Across  Axis
	Rows, Columns []Group
	counts        [][]int
	Sum           int
}

// mostGroups are shown of an axis; what is rarer is one group together.
const mostGroups = 60

const (
	noWord   = "（没有填）"
	restWord = "其他"
)

// CrossOf counts the records that a query asks for. The groups stand as the choices of their list do, dates by age, everything
// else by number; what has no value stands last.
func CrossOf(v *records.View, q records.Query, down, across Axis) *Cross {
	l := ListOf(v, q)
	c := &Cross{Query: q, Down: down, Across: across, Sum: l.Len()}
	var row, column []int
	c.Rows, row = grouped(l, down)
	c.Columns, column = grouped(l, across)
	c.counts = make([][]int, len(c.Rows))
	for i := range c.counts {
		c.counts[i] = make([]int, len(c.Columns))
	}
	for i := range l.Len() {
		c.counts[row[i]][column[i]]++
	}
	return c
}

// Count is the number of records of a row and a column; of -1 all rows or all columns.
func (c *Cross) Count(row, column int) int {
	switch {
	case row < 0 && column < 0:
		return c.Sum
	case row < 0:
		return c.Columns[column].sum
	case column < 0:
		return c.Rows[row].sum
	}
	return c.counts[row][column]
}

// Behind asks for the list of the records that Count counts.
func (c *Cross) Behind(row, column int) records.Query {
	q := c.Query
	q.Filters = slices.Clone(q.Filters)
	narrow := func(g Group) {
		if !g.under.ID.IsZero() {
			q.Under = g.under
		}
		if g.filter.Key != "" {
			q.Filters = append(q.Filters, g.filter)
		}
		if g.only != nil {
			q.Only = g.only
		}
	}
	if row >= 0 {
		narrow(c.Rows[row])
	}
	if column >= 0 {
		narrow(c.Columns[column])
	}
	return q
}

// grouped parts the rows of a list, and says of each row in which group it is.
func grouped(l *List, a Axis) (groups []Group, of []int) {
	if a.Title(l.kind) == "" {
		return []Group{{Label: "数目", sum: l.Len()}}, make([]int, l.Len())
	}
	at := map[string]int{}
	of = make([]int, l.Len())
	texts := []map[string]bool{} // that stand in a group
	for i, r := range l.rows {
		word, text, under := parted(l, r, a)
		g, known := at[word+under.ID.String()] // two communities may have one name
		if !known {
			g = len(groups)
			at[word+under.ID.String()] = g
			groups = append(groups, Group{Label: word, under: under})
			texts = append(texts, map[string]bool{})
		}
		groups[g].sum++
		texts[g][text] = true
		if a.Key == homeAxis && under.ID.IsZero() {
			groups[g].only = append(groups[g].only, r.Head().ID)
		}
		of[i] = g
	}
	order := ordered(l, a, groups)
	place := make([]int, len(groups))
	sorted := make([]Group, 0, min(len(groups), mostGroups))
	rest, restOf := map[string]bool{}, map[int]bool{}
	for n, g := range order {
		group := groups[g]
		if len(groups) > mostGroups && n >= mostGroups-1 { // one place is for all the others
			if n == mostGroups-1 {
				sorted = append(sorted, Group{Label: restWord})
			}
			sorted[mostGroups-1].sum += group.sum
			maps.Copy(rest, texts[g])
			restOf[g] = true
			place[g] = mostGroups - 1
			continue
		}
		if a.Key != homeAxis {
			group.filter = filterOf(a, group.Label, texts[g], groups)
		}
		if group.Label == "" {
			group.Label = noWord
		}
		place[g] = n
		sorted = append(sorted, group)
	}
	switch {
	case len(restOf) == 0:
	case a.Key == homeAxis:
		for i, r := range l.rows {
			if restOf[of[i]] {
				sorted[mostGroups-1].only = append(sorted[mostGroups-1].only, r.Head().ID)
			}
		}
	default:
		sorted[mostGroups-1].filter = records.Filter{Key: a.Key, Texts: slices.Sorted(maps.Keys(rest))}
	}
	for i := range of {
		of[i] = place[of[i]]
	}
	return sorted, of
}

// filterOf narrows a list to a group. A month is asked for from its first to its last day, unless a record says the year alone:
// that one may be of any month, and a range would find it.
func filterOf(a Axis, label string, texts map[string]bool, groups []Group) records.Filter {
	vague := func(g Group) bool {
		return len(g.Label) < len(label) && g.Label != "" && strings.HasPrefix(label, g.Label)
	}
	whole := map[string]int{ByYear: len("2006"), ByMonth: len("2006-01")}[a.By]
	if whole > 0 && len(label) == whole && !slices.ContainsFunc(groups, vague) {
		return records.Filter{Key: a.Key, From: label, To: label}
	}
	return records.Filter{Key: a.Key, Texts: slices.Sorted(maps.Keys(texts))}
}

// parted is the word of a record's group, the text by which a filter finds it, and the place where it belongs.
func parted(l *List, r ledger.Record, a Axis) (word, text string, under records.Place) {
	if a.Key == homeAxis {
		id := l.v.Home(r)
		if id.IsZero() {
			return "", "", under
		}
		return l.v.Name(ledger.Communities, id), "", records.Place{Kind: ledger.Communities.Name(), ID: id}
	}
	text = CellText(l.v, l.kind, r, a.Key, ledger.Bare)
	switch a.By {
	case ByYear:
		return text[:min(len(text), 4)], text, under
	case ByMonth:
		return text[:min(len(text), 7)], text, under
	}
	return text, text, under
}

// ordered are the places of groups in the order in which they are shown.
func ordered(l *List, a Axis, groups []Group) []int {
	rank := map[string]int{}
	dated := a.By != ""
	for _, c := range ColumnsOf(l.kind) {
		if c.Key == a.Key && c.Shape == ledger.Choice {
			for i, item := range c.Choices.Items() {
				rank[item.Label] = i + 1
			}
		}
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := groups[i], groups[j]
		if x.Label == "" || y.Label == "" {
			return strings.Compare(y.Label, x.Label) // what has no value last
		}
		if dated {
			return strings.Compare(x.Label, y.Label)
		}
		known, other := rank[x.Label], rank[y.Label]
		if known != other {
			return cmp.Compare(cmp.Or(known, len(rank)+1), cmp.Or(other, len(rank)+1))
		}
		return cmp.Or(y.sum-x.sum, strings.Compare(x.Label, y.Label))
	})
	return order
}

// A Cut is a cross table as a person asked for it, to be kept by name.
type Cut struct {
	Name    string           `json:"name"`
	Kind    string           `json:"kind"`
	Tab     string           `json:"tab,omitempty"`
	Words   string           `json:"words,omitempty"`
	Filters []records.Filter `json:"filters,omitempty"`
	Down    Axis             `json:"down"`
	Across  Axis             `json:"across"`
}

// Query is what a cut counts; false where this program knows no such kind.
func (c Cut) Query() (records.Query, bool) {
	kind := ledger.KindOf(c.Kind)
	return records.Query{Kind: kind, Tab: c.Tab, Words: c.Words, Filters: c.Filters}, kind != nil
}

// Particulars say what a cut counts, and how many there are.
func (c *Cross) Particulars() string {
	words := []string{}
	if c.Query.Words != "" {
		words = append(words, "含“"+c.Query.Words+"”")
	}
	for _, f := range c.Query.Filters {
		for _, column := range ColumnsOf(c.Query.Kind) {
			if column.Key == f.Key {
				words = append(words, column.Label+"："+f.Words())
			}
		}
	}
	return strings.Join(append(words, "共 "+strconv.Itoa(c.Sum)+" "+c.Query.Kind.Unit()), "，")
}
