package store

import (
	"cmp"
	"slices"
	"strings"

	"tuanjian/store/ledger"
)

// A Node is one line of the tree at the left.
type Node struct {
	Key      string // stays the same while the record lives
	Title    string
	Count    int
	Query    Query
	Children []Node
}

// Tree is the ledger as a tree: communities, and below each its enterprises,
// organisations and members with their counts. What stands below a line is in the order
// of its pinyin.
func (b *Book) Tree() []Node {
	b.mu.Lock()
	defer b.mu.Unlock()
	roots := b.roots()
	for i := range roots {
		roots[i].Children = b.sorted(roots[i].Children)
	}
	return roots
}

// sorted puts lines in the order of their pinyin. The lines themselves are large: only their places are sorted.
func (b *Book) sorted(nodes []Node) []Node {
	type place struct {
		key string
		at  int
	}
	places := make([]place, len(nodes))
	for i, n := range nodes {
		places[i] = place{b.spelt(n.Title), i}
	}
	slices.SortFunc(places, func(x, y place) int { return cmp.Or(strings.Compare(x.key, y.key), cmp.Compare(x.at, y.at)) })
	out := make([]Node, len(nodes))
	for i, p := range places {
		out[i] = nodes[p.at]
	}
	return out
}

// spelt is a title as it is sorted, remembered: the tree is asked for after each save.
func (b *Book) spelt(title string) string {
	if b.cache.spelt == nil || len(b.cache.spelt) > speltMost {
		b.cache.spelt = map[string]string{}
	}
	key, known := b.cache.spelt[title]
	if !known {
		key = sortKey(title, false)
		b.cache.spelt[title] = key
	}
	return key
}

const speltMost = 50000 // titles remembered

func (b *Book) roots() []Node {
	basis := ledger.Basis{Today: ledger.DayOf(b.env.Now()), Rules: b.rules}
	if b.profile.Street {
		return b.streetTree(basis)
	}
	var roots []Node
	if n := b.communities(); b.profile.Street || n != 1 {
		roots = append(roots, Node{Key: "community", Title: "社区", Count: n, Query: Query{Kind: ledger.Communities}})
	}
	enterprises := Node{Key: "enterprise", Title: "企业", Query: Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name"}}
	for e := range all[*ledger.Enterprise](b, ledger.Enterprises) {
		if e.Open() {
			enterprises.Count++
			enterprises.Children = append(enterprises.Children, Node{Key: e.ID.String(), Title: e.Title, Count: b.roll().unit[e.ID],
				Query: Query{Kind: ledger.Members, Tab: "on", Under: Place{"enterprise", e.ID}, Sort: "name"}})
		}
	}
	branches := Node{Key: "branch", Title: "团组织", Query: Query{Kind: ledger.Branches, Tab: "live", Sort: "name"}}
	for o := range all[*ledger.Branch](b, ledger.Branches) {
		if o.Live() {
			branches.Count++
			branches.Children = append(branches.Children, Node{Key: o.ID.String(), Title: o.Name(), Count: b.roll().branch[o.ID],
				Query: Query{Kind: ledger.Members, Tab: "on", Under: Place{"branch", o.ID}, Sort: "name"}})
		}
	}
	members := Node{Key: "member", Title: "团员", Count: b.roll().total, Query: Query{Kind: ledger.Members, Tab: "on", Sort: "name"}}
	posts := Node{Key: "post", Title: "任职", Count: len(b.offices(basis.Today).posts), Query: Query{Kind: ledger.Posts, Tab: "now"}}
	return append(roots, enterprises, branches, members, posts)
}

// streetTree is the tree of a street's ledger: its communities, and below each what it sent; all that was received by
// kind; and what the street keeps itself.
func (b *Book) streetTree(basis ledger.Basis) []Node {
	communities := Node{Key: "community", Title: "社区", Query: Query{Kind: ledger.Communities, Sort: "code"}}
	posts := map[ledger.ID]int{}
	for _, held := range b.offices(basis.Today).held {
		for _, p := range held {
			posts[b.placeOf(p)]++
		}
	}
	sum := b.rollup()
	for _, a := range b.arrivals(basis) {
		c := a.Community
		below := Place{"community", c.ID}
		line := func(key, title string, n int, kind ledger.Kind, tab, sort string) Node {
			return Node{Key: c.ID.String() + "." + key, Title: title, Count: n, Query: Query{Kind: kind, Tab: tab, Under: below, Sort: sort}}
		}
		communities.Count++
		communities.Children = append(communities.Children, Node{Key: c.ID.String(), Title: c.Title, Count: sum.members[c.ID],
			Query: Query{Kind: ledger.Members, Tab: "on", Under: below, Sort: "name"},
			Children: []Node{
				line("enterprise", "企业", sum.enterprises[c.ID], ledger.Enterprises, "open", "name"),
				line("branch", "团组织", sum.branches[c.ID], ledger.Branches, "live", "name"),
				line("member", "团员", sum.members[c.ID], ledger.Members, "on", "name"),
				line("post", "任职", posts[c.ID], ledger.Posts, "now", ""),
			}})
	}
	add := func(kind ledger.Kind, title string, n int, tab, sort string) Node {
		return Node{Key: kind.Name(), Title: title, Count: n, Query: Query{Kind: kind, Tab: tab, Sort: sort}}
	}
	enterprises, branches, officers, held, visits := 0, 0, 0, 0, 0
	for _, n := range sum.enterprises {
		enterprises += n
	}
	for _, n := range sum.branches {
		branches += n
	}
	for o := range all[*ledger.Officer](b, ledger.Officers) {
		if o.Current(basis.Today) {
			officers++
		}
	}
	for _, l := range b.contacts(basis).held {
		held += len(l)
	}
	for v := range all[*ledger.Visit](b, ledger.Visits) {
		if v.Day.Year() == basis.Today.Year() {
			visits++
		}
	}
	now := 0
	for _, n := range posts {
		now += n
	}
	return []Node{communities,
		add(ledger.Enterprises, "企业", enterprises, "open", "name"), add(ledger.Branches, "团组织", branches, "live", "name"),
		add(ledger.Members, "团员", b.roll().total, "on", "name"), add(ledger.Posts, "任职", now, "now", ""),
		add(ledger.Officers, "街道团干部", officers, "now", "duty"), add(ledger.Liaisons, "定点联系", held, "now", "officer"), add(ledger.Visits, "走访", visits, "", "day")}
}
