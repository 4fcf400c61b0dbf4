package overview

import (
	"cmp"
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Node is one line of the tree at the left. Of a chapter of the office's work, which has no list of its own, the Query names
// no kind.
type Node struct {
	Key      string // stays the same while the record lives
	Title    string
	Count    int
	Query    records.Query
	Children []Node
}

// Tree is the ledger as a tree: its registers, communities, enterprises, organisations and members, with their counts, and
// below them the chapters of the office's work with their kinds. What stands below a register is in the order of its pinyin.
func Tree(b *store.Book) []Node {
	v := b.Today()
	roots := rootsOf(v)
	for i := range roots {
		roots[i].Children = sorted(v, roots[i].Children)
	}
	return chaptered(roots)
}

// chaptered puts the lines of the kinds below their chapters, so that the whole is seen without scrolling. What is of the
// members alone stands below them; a chapter of one kind is that kind.
func chaptered(flat []Node) (roots []Node) {
	of := map[string][]Node{}
	for _, n := range flat {
		if c := n.Query.Kind.Chapter(); c != "" {
			of[c] = append(of[c], n)
		} else {
			roots = append(roots, n)
		}
	}
	for _, c := range ledger.Chapters {
		kinds := of[c]
		switch at := slices.IndexFunc(roots, func(n Node) bool { return n.Query.Kind == ledger.Members }); {
		case c == ledger.ChapterMembers && at >= 0:
			roots[at].Children = append(roots[at].Children, kinds...)
		case len(kinds) == 1:
			roots = append(roots, kinds[0])
		case len(kinds) > 1:
			roots = append(roots, Node{Key: c, Title: c, Children: kinds})
		}
	}
	return roots
}

// sorted puts lines in the order of their pinyin. The lines themselves are large: only their places are sorted.
func sorted(v *records.View, nodes []Node) []Node {
	type place struct {
		key string
		at  int
	}
	places, keys := make([]place, len(nodes)), spellings.Of(v)
	for i, n := range nodes {
		key, known := keys.Get(n.Title)
		if !known {
			key = find.SortKey(n.Title, false)
		}
		places[i] = place{key, i}
	}
	slices.SortFunc(places, func(x, y place) int { return cmp.Or(strings.Compare(x.key, y.key), cmp.Compare(x.at, y.at)) })
	out := make([]Node, len(nodes))
	for i, p := range places {
		out[i] = nodes[p.at]
	}
	return out
}

// spellings are titles of the lines below the tree's own as they are sorted, remembered: the tree is asked for after each
// save.
var spellings = records.Derive(func(v *records.View) records.Layers[string, string] {
	keys := map[string]string{}
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		keys[e.Title] = find.SortKey(e.Title, false)
	}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		keys[o.Name()] = find.SortKey(o.Name(), false)
	}
	return records.Layer(keys)
}, ledger.Enterprises, ledger.Branches).Following(func(was records.Layers[string, string], _ *records.View, changes []records.Change) (records.Layers[string, string], bool) {
	return was.With(func(set func(string, string)) {
		for _, c := range changes {
			if c.Now != nil {
				set(ledger.NameOf(c.Now), find.SortKey(ledger.NameOf(c.Now), false))
			}
		}
	}), true
})

func rootsOf(v *records.View) []Node {
	if v.Street() {
		return streetTree(v)
	}
	var roots []Node
	if n := rules.CommunityCount(v); n != 1 {
		roots = append(roots, Node{Key: "community", Title: "社区", Count: n, Query: records.Query{Kind: ledger.Communities}})
	}
	enterprises := Node{Key: "enterprise", Title: "企业", Query: records.Query{Kind: ledger.Enterprises, Tab: "open", Sort: "name"}}
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if e.Open() {
			enterprises.Count++
			enterprises.Children = append(enterprises.Children, Node{Key: e.ID.String(), Title: e.Title, Count: rules.Roll(v).Unit[e.ID],
				Query: records.Query{Kind: ledger.Members, Tab: "on", Under: records.Place{Kind: "enterprise", ID: e.ID}, Sort: "name"}})
		}
	}
	branches := Node{Key: "branch", Title: "团组织", Query: records.Query{Kind: ledger.Branches, Tab: "live", Sort: "name"}}
	for o := range records.All[*ledger.Branch](v, ledger.Branches) {
		if o.Live() {
			branches.Count++
			branches.Children = append(branches.Children, Node{Key: o.ID.String(), Title: o.Name(), Count: rules.Roll(v).Branch[o.ID],
				Query: records.Query{Kind: ledger.Members, Tab: "on", Under: records.Place{Kind: "branch", ID: o.ID}, Sort: "name"}})
		}
	}
	members := Node{Key: "member", Title: "团员", Count: rules.Roll(v).Total, Query: records.Query{Kind: ledger.Members, Tab: "on", Sort: "name"}}
	posts := Node{Key: "post", Title: "任职", Count: len(rules.Offices(v).Posts), Query: records.Query{Kind: ledger.Posts, Tab: "now"}}
	return append(append(roots, enterprises, branches, members, posts), others(v, ledger.Communities, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts)...)
}

// others are lines for all other kinds of which the ledger has records, counted as their lists begin.
func others(v *records.View, but ...ledger.Kind) (nodes []Node) {
	for _, kind := range rules.KindsOf(v) {
		if slices.Contains(but, kind) || v.Count(kind) == 0 {
			continue
		}
		n := Node{Key: kind.Name(), Title: kind.Title(), Count: v.Count(kind), Query: find.Begin(kind)}
		if n.Query.Tab != "" {
			n.Count = rules.TallyOf(v, kind).Count(n.Query.Tab)
		}
		nodes = append(nodes, n)
	}
	return nodes
}

// streetTree is the tree of a street's ledger: its communities, and below each what it sent; all that was received by
// kind; and what the street keeps itself.
func streetTree(v *records.View) []Node {
	basis := v.Basis()
	communities := Node{Key: "community", Title: "社区", Query: records.Query{Kind: ledger.Communities, Sort: "code"}}
	posts := map[value.ID]int{}
	for _, held := range rules.Offices(v).Held {
		for _, p := range held {
			posts[v.Home(p)]++
		}
	}
	sum := rules.Rollup(v)
	for _, a := range rules.Arrivals(v) {
		c := a.Community
		below := records.Place{Kind: "community", ID: c.ID}
		line := func(key, title string, n int, kind ledger.Kind, tab, sort string) Node {
			return Node{Key: c.ID.String() + "." + key, Title: title, Count: n, Query: records.Query{Kind: kind, Tab: tab, Under: below, Sort: sort}}
		}
		communities.Count++
		communities.Children = append(communities.Children, Node{Key: c.ID.String(), Title: c.Title, Count: sum.Members[c.ID],
			Query: records.Query{Kind: ledger.Members, Tab: "on", Under: below, Sort: "name"},
			Children: []Node{
				line("enterprise", "企业", sum.Enterprises[c.ID], ledger.Enterprises, "open", "name"),
				line("branch", "团组织", sum.Branches[c.ID], ledger.Branches, "live", "name"),
				line("member", "团员", sum.Members[c.ID], ledger.Members, "on", "name"),
				line("post", "任职", posts[c.ID], ledger.Posts, "now", ""),
			}})
	}
	add := func(kind ledger.Kind, title string, n int, tab, sort string) Node {
		return Node{Key: kind.Name(), Title: title, Count: n, Query: records.Query{Kind: kind, Tab: tab, Sort: sort}}
	}
	enterprises, branches, officers, held, visits := 0, 0, 0, 0, 0
	for _, n := range sum.Enterprises {
		enterprises += n
	}
	for _, n := range sum.Branches {
		branches += n
	}
	for o := range records.All[*ledger.Officer](v, ledger.Officers) {
		if o.Current(basis.Today) {
			officers++
		}
	}
	for _, l := range rules.Contacts(v).Held {
		held += len(l)
	}
	for v := range records.All[*ledger.Visit](v, ledger.Visits) {
		if v.Day.Year() == basis.Today.Year() {
			visits++
		}
	}
	now := 0
	for _, n := range posts {
		now += n
	}
	roots := []Node{communities,
		add(ledger.Enterprises, "企业", enterprises, "open", "name"), add(ledger.Branches, "团组织", branches, "live", "name"),
		add(ledger.Members, "团员", rules.Roll(v).Total, "on", "name"), add(ledger.Posts, "任职", now, "now", ""),
		add(ledger.Officers, "街道团干部", officers, "now", "duty"), add(ledger.Liaisons, "定点联系", held, "now", "officer"), add(ledger.Visits, "走访", visits, "", "day")}
	roots[len(roots)-1].Query.Desc = true
	shown := []ledger.Kind{ledger.Streets}
	for _, n := range roots {
		shown = append(shown, n.Query.Kind)
	}
	return append(roots, others(v, shown...)...)
}
