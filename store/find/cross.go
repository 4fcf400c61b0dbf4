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

// A Cross counts the records of a list by two ways to part them, or adds up what stands in one of their columns.
type Cross struct {
	Query         records.Query
	Down, Across  Axis
	Measure       string // the key of the column that is added up; "" where records are counted
	Rows, Columns []Group
	counts        [][]int
	sums          [][]sum
	Sum           int
	view          *records.View
}

// A sum is what numbers come to, in hundredths, and of how many records that have one.
type sum struct {
	hundredths int64
	of         int
}

func (s *sum) add(n int64) { s.hundredths += n; s.of++ }

// notAdded are numbers that say which, not how many: nothing comes of adding them up.
var notAdded = []string{"year", "session", "term_years", "star_year", "born", "age", "number", "sent", "answer", "score", "points", "team", "orderly", "life", "role", "reviewed"}

// Measures are the columns of a kind whose numbers can be added up.
func Measures(kind ledger.Kind) (all []ledger.Column) {
	for _, c := range ColumnsOf(kind) {
		if (c.Shape == ledger.Number || c.Shape == ledger.Amount) && !c.Secret && !c.Birth && !slices.Contains(notAdded, c.Key) {
			all = append(all, c)
		}
	}
	return all
}

// measured is the column of a measure; false where the kind has none of that key.
func measured(kind ledger.Kind, key string) (ledger.Column, bool) {
	for _, c := range Measures(kind) {
		if c.Key == key {
			return c, true
		}
	}
	return ledger.Column{}, false
}

// mostGroups are shown of an axis; what is rarer is one group together.
const mostGroups = 60

const (
	noWord   = "（没有填）"
	restWord = "其他"
)

// CrossOf counts the records that a query asks for, or adds up one of their columns; a measure that the kind does not have is
// none. The groups stand as the choices of their list do, dates by age, everything
// else by number; what has no value stands last.
func CrossOf(v *records.View, q records.Query, down, across Axis, measure string) *Cross {
	l := ListOf(v, q)
	c := &Cross{Query: q, Down: down, Across: across, Sum: l.Len(), view: v}
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
	if _, known := measured(q.Kind, measure); known {
		c.measure(l, measure, row, column)
	}
	return c
}

// measure adds up what stands in a column; the last row and the last column are those of all.
func (c *Cross) measure(l *List, key string, row, column []int) {
	c.Measure = key
	c.sums = make([][]sum, len(c.Rows)+1)
	for i := range c.sums {
		c.sums[i] = make([]sum, len(c.Columns)+1)
	}
	for i, r := range l.rows {
		money, err := value.ParseMoney(CellText(l.v, l.kind, r, key, ledger.Bare))
		n, known := money.Fen()
		if err != nil || !known {
			continue
		}
		for _, row := range []int{row[i], len(c.Rows)} {
			c.sums[row][column[i]].add(n)
			c.sums[row][len(c.Columns)].add(n)
		}
	}
}

// Text is what stands in a row and a column: how many, or what the numbers there come to; "" where there is nothing.
func (c *Cross) Text(row, column int) string {
	if c.Measure == "" {
		if n := c.Count(row, column); n > 0 {
			return strconv.Itoa(n)
		}
		return ""
	}
	s := c.at(row, column)
	if s.of == 0 {
		return ""
	}
	return hundredths(s.hundredths)
}

// Size is Text as a number to draw, in hundredths of what is added up.
func (c *Cross) Size(row, column int) int {
	if c.Measure == "" {
		return c.Count(row, column)
	}
	return int(c.at(row, column).hundredths)
}

func (c *Cross) at(row, column int) sum {
	if row < 0 {
		row = len(c.Rows)
	}
	if column < 0 {
		column = len(c.Columns)
	}
	return c.sums[row][column]
}

// hundredths is a number with its decimals where it has any.
func hundredths(n int64) string {
	text := strconv.FormatInt(n/100, 10)
	if n%100 != 0 {
		text += "." + strconv.FormatInt(n%100/10, 10) + strconv.FormatInt(n%10, 10)
	}
	return text
}

// MeasureTitle is what the column that is added up is called, "" where records are counted.
func (c *Cross) MeasureTitle() string {
	column, _ := measured(c.Query.Kind, c.Measure)
	return column.Label
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
	Measure string           `json:"measure,omitempty"` // the column that is added up; "" counts records
}

// Query is what a cut counts; false where this program knows no such kind.
func (c Cut) Query() (records.Query, bool) {
	kind := ledger.KindOf(c.Kind)
	return records.Query{Kind: kind, Tab: c.Tab, Words: c.Words, Filters: c.Filters}, kind != nil
}

// Particulars say what a cut counts, how many there are, and of how many a number to add up is not known.
func (c *Cross) Particulars() string {
	kind := c.Query.Kind
	words := []string{kind.Title() + "（" + rules.TabTitle(c.view, kind, c.Query.Tab) + "）"}
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
	words = append(words, "共 "+strconv.Itoa(c.Sum)+" "+kind.Unit())
	if c.Measure != "" {
		words = append(words, "数的是"+c.MeasureTitle())
		if unknown := c.Sum - c.at(-1, -1).of; unknown > 0 {
			words = append(words, strconv.Itoa(unknown)+" "+kind.Unit()+"没有填，没有算进去")
		}
	}
	return strings.Join(words, "，")
}
