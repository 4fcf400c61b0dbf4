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
	pages  []line            // those with a number, in their order
	above  map[string]string // by key of a line: of the one that it stands below
	spans  []branchSpan      // the long branches in sight
	from   map[string]int    // by key of a long branch: the first of its lines shown
	open   map[string]bool   // by key; what is not named is shut
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

// numbered are the registers that a number leads to, as many as come before the last pages; the others have none, so that a
// number means the same whatever the ledger has.
var numbered = []ledger.Kind{ledger.Communities, ledger.Enterprises, ledger.Branches, ledger.Members, ledger.Posts}

const mostNumbered = 4

// all are the lines of the tree as it is folded now, each root with what is open below it.
func (t *Tree) all() (roots []line, below [][]line) {
	t.pages, t.above = nil, map[string]string{}
	add := func(it kit.Item, key string, to func()) {
		if it.Depth == 0 {
			roots, below = append(roots, line{key, to, it}), append(below, nil)
			return
		}
		below[len(below)-1] = append(below[len(below)-1], line{key, to, it})
	}
	page := func(it kit.Item, key string, to func()) {
		switch n := len(t.pages); n { // 办事 is among them, and has 0
		case 0:
			it.Tip = "Alt+1"
		case 1:
			it.Tip = "Alt+0"
		default:
			it.Tip = "Alt+" + strconv.Itoa(n)
		}
		t.pages = append(t.pages, line{key, to, it})
		add(it, key, to)
	}
	page(kit.Item{Icon: look.IconHome, Label: "首页"}, "home", t.s.ShowHome)
	page(kit.Item{Icon: look.IconEdit, Label: "办事"}, "jobs", t.s.ShowJobs)
	var registers []ledger.Kind
	for _, kind := range numbered {
		if slices.ContainsFunc(t.nodes, func(n overview.Node) bool { return holds(n, kind) }) && len(registers) < mostNumbered {
			registers = append(registers, kind)
			t.pages = append(t.pages, line{key: kind.Name(), to: func() { t.s.ShowList(face.List(kind)) }})
		}
	}
	for _, n := range t.nodes {
		t.node(n, 0, func(it kit.Item, key string, to func()) {
			if at := slices.Index(registers, ledger.KindOf(key)); at >= 0 {
				it.Tip = "Alt+" + strconv.Itoa(at+2)
			}
			add(it, key, to)
		})
	}
	t.pending(page, add)
	page(kit.Item{Icon: look.IconSend, Label: "上报与回执"}, "submit", t.s.ShowSubmit)
	page(kit.Item{Icon: look.IconColumns, Label: "汇总"}, "figures", func() { t.s.Open(t.s.Screens.Figures) })
	page(kit.Item{Icon: look.IconSettings, Label: "设置"}, "settings", t.s.ShowSettings)
	return roots, below
}

// holds says that a line or one below it is a kind's own.
func holds(n overview.Node, kind ledger.Kind) bool {
	return n.Key == kind.Name() || slices.ContainsFunc(n.Children, func(c overview.Node) bool { return holds(c, kind) })
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
	if at >= 0 && at < len(t.pages) {
		t.pages[at].to()
	}
}

// node adds a line and, where it is open, those below it. A chapter of the work has no list: choosing it opens or shuts it.
func (t *Tree) node(n overview.Node, depth int, add func(kit.Item, string, func())) {
	it := kit.Item{Label: n.Title, Depth: depth}
	to := func() { t.turn(t.at(n.Key), !t.open[n.Key]) }
	if chapter := n.Query.Kind == nil; chapter {
		it.Icon = look.IconFolder
	} else {
		it.Hint, to = strconv.Itoa(n.Count), func() { t.s.ShowList(n.Query) }
		it.Icon = face.Named(n.Key).Icon // none of a record
	}
	if len(n.Children) > 0 {
		it.Fold = kit.Shut
		if t.open[n.Key] {
			it.Fold = kit.Open
		}
	}
	add(it, n.Key, to)
	for _, c := range n.Children {
		t.above[c.Key] = n.Key
		if it.Fold == kit.Open {
			t.node(c, depth+1, add)
		} else {
			t.under(c)
		}
	}
}

// under notes what stands below a line that is not open.
func (t *Tree) under(n overview.Node) {
	for _, c := range n.Children {
		t.above[c.Key] = n.Key
		t.under(c)
	}
}

func (t *Tree) pending(page, add func(kit.Item, string, func())) {
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
	page(it, face.Pending, show(first))
	for _, c := range t.counts {
		t.above[face.Pending+"."+c.kind.Name()] = face.Pending
		if it.Fold == kit.Open {
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
