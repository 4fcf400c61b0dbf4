package page

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/ui/face"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// Tree is the list of places at the left: home, the ledger as the Book lays it
// out, what waits to be checked, the packages, the settings. A branch that is longer
// than the room scrolls by itself, so that the other places stay in sight; a letter
// typed looks for a line. Rows is what is laid out, View the whole with its search.
type Tree struct {
	*kit.Rows
	View   *fyne.Container
	s      *Shell
	find   *kit.Entry
	lines  []line
	roots  []line          // the pages, in the order of their numbers
	spans  []branchSpan    // the long branches in sight
	from   map[string]int  // by key of a long branch: the first of its lines shown
	open   map[string]bool // by key; what is not named is shut
	latest hands.Latest
	nodes  []overview.Node
	counts []kindCount
	marked string
}

// line is one line: what it is called inside, where it leads, and how it looks.
type line struct {
	key string
	to  func()
	it  kit.Item
}

type kindCount struct {
	kind ledger.Kind
	n    int
}

// treeSetting is where the ledger keeps which lines are open.
const treeSetting = "tree"

// NewTree makes the tree of an open ledger and fills it.
func NewTree(s *Shell) *Tree {
	t := &Tree{s: s, open: map[string]bool{}, from: map[string]int{}, marked: "home"}
	s.Book.Setting(treeSetting, &t.open)
	t.Rows = kit.NewRows(0, func(i int) {
		if to := t.lines[i].to; to != nil {
			to()
		}
	})
	t.Rows.Pale = true
	t.OnFold, t.OnWheel, t.Rows.OnKey, t.OnType = t.turn, t.wheel, t.key, t.typed
	t.build()
	t.draw()
	t.Ask()
	return t
}

// Ask asks the Book again: after it was saved.
func (t *Tree) Ask() {
	type answer struct {
		nodes  []overview.Node
		counts []kindCount
	}
	hands.RunLatest(&t.latest, func() (answer, error) {
		a := answer{nodes: overview.Tree(t.s.Book)}
		for _, kind := range byWeight(rules.KindsOf(t.s.Book.Today())) {
			tabs := rules.Tabs(t.s.Book.Today(), kind, records.Place{})
			if n := tabs[len(tabs)-1].Count; n > 0 {
				a.counts = append(a.counts, kindCount{kind, n})
			}
		}
		return a, nil
	}, func(a answer) {
		t.nodes, t.counts = a.nodes, a.counts
		t.draw()
	}, nil)
}

// byWeight puts the kinds of which most waits to be checked first; the others stay in their order.
func byWeight(kinds []ledger.Kind) []ledger.Kind {
	first := []ledger.Kind{ledger.Members, ledger.Enterprises, ledger.Branches, ledger.Posts, ledger.Communities}
	weight := func(kind ledger.Kind) int {
		if at := slices.Index(first, kind); at >= 0 {
			return at
		}
		return len(first)
	}
	kinds = slices.Clone(kinds)
	slices.SortStableFunc(kinds, func(a, b ledger.Kind) int { return weight(a) - weight(b) })
	return kinds
}

// Stop drops late answers.
func (t *Tree) Stop() { t.latest.Drop() }

// Mark marks the line of the page on show; none when no line in sight is its.
func (t *Tree) Mark(key string) {
	if t.marked != key {
		t.marked = key
		t.uncover(key)
	}
	t.draw()
}

// all are the lines of the tree as it is folded now, each root with what is open below it.
func (t *Tree) all() (roots []line, below [][]line) {
	add := func(it kit.Item, key string, to func()) {
		if it.Depth == 0 {
			n := len(roots) // 办事 is among them, and has 0
			switch {
			case n == 0:
				it.Tip = "Alt+1"
			case n == 1:
				it.Tip = "Alt+0"
			case n < 10:
				it.Tip = "Alt+" + strconv.Itoa(n)
			}
			roots, below = append(roots, line{key, to, it}), append(below, nil)
			return
		}
		below[len(below)-1] = append(below[len(below)-1], line{key, to, it})
	}
	add(kit.Item{Icon: look.IconHome, Label: "首页"}, "home", t.s.ShowHome)
	add(kit.Item{Icon: look.IconEdit, Label: "办事"}, "jobs", t.s.ShowJobs)
	for _, n := range t.nodes {
		t.node(n, 0, add)
	}
	t.pending(add)
	add(kit.Item{Icon: look.IconSend, Label: "上报与回执"}, "submit", t.s.ShowSubmit)
	add(kit.Item{Icon: look.IconColumns, Label: "汇总"}, "figures", func() { t.s.Open(t.s.Screens.Figures) })
	add(kit.Item{Icon: look.IconSettings, Label: "设置"}, "settings", t.s.ShowSettings)
	return roots, below
}

// Go goes to a page by its number: 1 is the first, 0 办事 below it, 2 and on the others in their order. A number that no page
// has goes nowhere.
func (t *Tree) Go(n int) {
	at := n
	switch n {
	case 1:
		at = 0
	case 0:
		at = 1
	}
	if at >= 0 && at < len(t.roots) {
		t.roots[at].to()
	}
}

func (t *Tree) node(n overview.Node, depth int, add func(kit.Item, string, func())) {
	it := kit.Item{Label: n.Title, Hint: strconv.Itoa(n.Count), Depth: depth}
	if depth == 0 {
		it.Icon = face.Named(n.Key).Icon
	}
	if len(n.Children) > 0 {
		it.Fold = kit.Shut
		if t.open[n.Key] {
			it.Fold = kit.Open
		}
	}
	add(it, n.Key, func() { t.s.ShowList(n.Query) })
	if it.Fold == kit.Open {
		for _, c := range n.Children {
			t.node(c, depth+1, add)
		}
	}
}

func (t *Tree) pending(add func(kit.Item, string, func())) {
	total := 0
	for _, c := range t.counts {
		total += c.n
	}
	it := kit.Item{Icon: look.IconFlag, Label: "待核", Hint: strconv.Itoa(total)}
	if total > 0 {
		it.Fold = kit.Shut
		if t.open[face.Pending] {
			it.Fold = kit.Open
		}
	}
	show := func(kind ledger.Kind) func() {
		return func() { t.s.ShowList(records.Query{Kind: kind, Tab: face.Pending, Sort: face.Sort(kind)}) }
	}
	first := ledger.Kind(ledger.Members)
	if total > 0 {
		first = t.counts[0].kind
	}
	add(it, face.Pending, show(first))
	if it.Fold == kit.Open {
		for _, c := range t.counts {
			add(kit.Item{Label: c.kind.Title(), Hint: strconv.Itoa(c.n), Depth: 1}, face.Pending+"."+c.kind.Name(), show(c.kind))
		}
	}
}

// turn opens or shuts a line and remembers it in the ledger: the keys of lines are
// IDs, and tell nobody anything outside of it.
func (t *Tree) turn(i int, open bool) {
	key := t.lines[i].key
	if open {
		t.open[key] = true
	} else {
		delete(t.open, key)
	}
	t.draw()
	t.Stand(i)
	kept := map[string]bool{}
	for k := range t.open {
		kept[k] = true
	}
	hands.Run(func() (struct{}, error) { return struct{}{}, t.s.Book.SetSetting(treeSetting, kept) }, nil, nil)
}
