package page

import (
	"strconv"

	"fyne.io/fyne/v2"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/overview"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// A branchSpan is a long branch of the tree, of which some lines are shown.
type branchSpan struct {
	kit.Span
	key string
}

const (
	longBranch  = 8  // lines; a shorter branch is always shown whole
	leastShown  = 5  // of a long one
	findFrom    = 20 // lines of the whole tree from which on it has a search
	foundShown  = 200
	fitsAtFirst = 17 // lines, before there is any height
)

// build lays the search over the rows.
func (t *Tree) build() {
	t.find = kit.NewEntry()
	t.find.SetPlaceHolder("在目录里找")
	t.find.OnChanged = func(string) { t.draw(); t.light(); t.Stand(t.firstFound()) }
	t.find.OnNext = func() {
		if t.find.Text == "" {
			t.s.Canvas().Focus(t.Rows)
			return
		}
		t.Pick()
	}
	t.find.OnKey = func(name fyne.KeyName) bool {
		switch name {
		case fyne.KeyEscape:
			t.find.SetText("")
			t.s.Canvas().Focus(t.Rows)
		case fyne.KeyDown, fyne.KeyUp:
			t.s.Canvas().Focus(t.Rows)
			if t.find.Text != "" {
				t.Walk(name)
			}
		default:
			return false
		}
		return true
	}
	t.find.OnEntered, t.find.OnLeft = t.light, t.light
	t.View = &fyne.Container{Layout: &treeLayout{t: t}, Objects: []fyne.CanvasObject{look.Ground(look.Page, t.Rows), t.find}}
	t.find.Hide()
}

// treeLayout lays the search above the rows, and draws anew where there is room for more
// or fewer lines.
type treeLayout struct {
	t    *Tree
	fits int
}

func (*treeLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }

func (l *treeLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top := float32(0)
	if l.t.find.Visible() {
		top = look.Now().Control + 2*look.Gap1
		o[1].Move(fyne.NewPos(look.Gap2, look.Gap1))
		o[1].Resize(fyne.NewSize(size.Width-2*look.Gap2, look.Now().Control))
	}
	o[0].Move(fyne.NewPos(0, top))
	o[0].Resize(fyne.NewSize(size.Width, max(size.Height-top, 0)))
	if fits := l.t.fits(); fits != l.fits {
		l.fits = fits
		l.t.draw()
	}
}

// fits is how many lines are in sight.
func (t *Tree) fits() int {
	if h := t.Rows.Size().Height; h > 0 {
		return int(h / look.Now().Row)
	}
	return fitsAtFirst
}

// typed begins a search with a letter typed over the lines.
func (t *Tree) typed(r rune) {
	t.find.SetText("")
	t.s.Canvas().Focus(t.find)
	t.find.TypedRune(r)
}

// draw shows the lines there is room for: all, or of the longest branches as many as
// leave the other places in sight; or what the search finds.
func (t *Tree) draw() {
	roots, below := t.all()
	t.lines, t.spans = nil, nil
	query := look.OneLine(t.find.Text)
	if query != "" {
		t.drawFound(query)
	} else {
		t.drawAll(roots, below)
	}
	spans := make([]kit.Span, len(t.spans))
	for i, s := range t.spans {
		spans[i] = s.Span
	}
	t.Set(kit.Items(t.lines, func(l line) kit.Item { return l.it }))
	t.Divide(spans)
	t.Choose(t.place(t.marked))
	if wanted := query != "" || t.size() >= findFrom; wanted != t.find.Visible() {
		t.find.Hidden = !wanted
		t.View.Refresh()
	}
}

// size is how many lines the tree has, folded or not.
func (t *Tree) size() (n int) {
	for _, root := range t.nodes {
		n += 1 + len(root.Children)
	}
	return n
}

func (t *Tree) drawAll(roots []line, below [][]line) {
	fixed, long := len(roots), 0
	for _, b := range below {
		if len(b) > longBranch {
			long++
		} else {
			fixed += len(b)
		}
	}
	room := leastShown
	if long > 0 {
		room = max((t.fits()-fixed)/long, leastShown)
	}
	for i, root := range roots {
		t.lines = append(t.lines, root)
		kids := below[i]
		if len(kids) > longBranch && len(kids) > room {
			from := max(0, min(t.from[root.key], len(kids)-room))
			t.from[root.key] = from
			t.spans = append(t.spans, branchSpan{kit.Span{First: len(t.lines), Shown: room, From: from, Total: len(kids)}, root.key})
			kids = kids[from : from+room]
		}
		t.lines = append(t.lines, kids...)
	}
}

// drawFound shows the places that are called so, and the lines whose words or pinyin hold the query, each below its root.
func (t *Tree) drawFound(query string) {
	if doors := t.s.DoorsTo(query); len(doors) > 0 {
		t.lines = append(t.lines, line{it: kit.Item{Head: true, Label: doorsWord}})
		for _, d := range doors {
			t.lines = append(t.lines, line{"", d.Open, d.item()})
		}
	}
	for _, root := range t.nodes {
		if root.Query.Kind == nil {
			continue // its kinds are places
		}
		var options []find.Option
		at := map[string]overview.Node{}
		var walk func(n overview.Node)
		walk = func(n overview.Node) {
			for _, c := range n.Children {
				if ledger.KindOf(c.Key) != nil {
					continue
				}
				at[c.Key] = c
				options = append(options, find.Option{Value: c.Key, Label: c.Title})
				walk(c)
			}
		}
		walk(root)
		found := find.Matching(options, query)
		if len(found) == 0 {
			continue
		}
		t.lines = append(t.lines, line{it: kit.Item{Head: true, Label: root.Title + "　" + strconv.Itoa(len(found))}})
		for _, o := range found[:min(len(found), foundShown)] {
			n := at[o.Value]
			t.lines = append(t.lines, line{n.Key, func() { t.s.ShowList(n.Query) }, kit.Item{Label: n.Title, Hint: strconv.Itoa(n.Count)}})
		}
	}
	if len(t.lines) == 0 {
		t.lines = []line{{it: kit.Item{Head: true, Label: "目录里没有，F3 到处找"}}}
	}
}

// light shows which line Enter opens while something is sought.
func (t *Tree) light() {
	t.Lit = t.find.Focused() && t.find.Text != ""
	t.Rows.Refresh()
}

func (t *Tree) firstFound() int {
	for i, l := range t.lines {
		if !l.it.Head {
			return i
		}
	}
	return 0
}

// spanOf is the long branch that a line belongs to, nil for none.
func (t *Tree) spanOf(i int) *branchSpan {
	for n := range t.spans {
		if s := &t.spans[n]; i >= s.First && i < s.First+s.Shown {
			return s
		}
	}
	return nil
}

// scroll moves a long branch by some lines, and says whether it moved.
func (t *Tree) scroll(s *branchSpan, by int) bool {
	to := max(0, min(s.From+by, s.Total-s.Shown))
	if to == s.From {
		return false
	}
	t.from[s.key] = to
	t.draw()
	return true
}

// wheel scrolls the long branch below the pointer.
func (t *Tree) wheel(i int, lines float32) bool {
	s := t.spanOf(i)
	by := int(lines)
	if by == 0 && lines != 0 {
		by = 1
		if lines < 0 {
			by = -1
		}
	}
	return s != nil && t.scroll(s, by)
}

// key walks through a long branch beyond the lines in sight.
func (t *Tree) key(name fyne.KeyName) bool {
	at := t.At()
	s := t.spanOf(at)
	if s == nil {
		return false
	}
	page := s.Shown - 1
	switch {
	case name == fyne.KeyDown && at == s.First+s.Shown-1:
		return t.scroll(s, 1)
	case name == fyne.KeyUp && at == s.First:
		return t.scroll(s, -1)
	case name == fyne.KeyPageDown:
		return t.scroll(s, page)
	case name == fyne.KeyPageUp:
		return t.scroll(s, -page)
	}
	return false
}

// uncover scrolls a long branch so that the line of a page is in sight.
func (t *Tree) uncover(key string) {
	roots, below := t.all()
	for i, kids := range below {
		for n, l := range kids {
			if l.key != key {
				continue
			}
			for _, s := range t.spans {
				if s.key == roots[i].key && (n < s.From || n >= s.From+s.Shown) {
					t.from[s.key] = n - s.Shown/2
				}
			}
		}
	}
}

// place is the line of a page, or of what it stands below where that is folded; -1 for
// none.
func (t *Tree) place(key string) int {
	for ; key != ""; key = t.above[key] {
		if i := t.at(key); i >= 0 {
			return i
		}
	}
	return -1
}

func (t *Tree) at(key string) int {
	for i, l := range t.lines {
		if l.key == key && !l.it.Head {
			return i
		}
	}
	return -1
}
