package page

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/store/ledger"
	"tuanjian/ui/face"
)

// treeOn shows the tree alone, with a hundred enterprises.
func treeOn(t *testing.T) (*Shell, *Tree) {
	t.Helper()
	b := newBook(t, 0)
	s := onDesk(t, b)
	for i, name := range []string{"长虹印务", "阿东食品", "重庆小面", "单家电器", "中兴建材", "百年酒店", "天工电子", "红旗五金"} {
		for n := range 12 {
			if _, err := b.Register(ledger.Enterprises, &ledger.Enterprise{Title: name + strconv.Itoa(10*i+n) + "有限公司"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	tree := NewTree(s)
	s.Moved = tree.Mark
	s.Window.SetContent(tree.View)
	s.Window.Resize(fyne.NewSize(220, 600))
	return s, tree
}

func treeLabels(tree *Tree) (all []string) {
	for _, it := range tree.Items() {
		all = append(all, it.Label)
	}
	return all
}

// TestALongBranchScrollsByItself: in the order of its pinyin, with the other places in
// sight, by wheel and by key.
func TestALongBranchScrollsByItself(t *testing.T) {
	s, tree := treeOn(t)
	s.Canvas().Focus(tree.Rows)
	at := slices.Index(treeLabels(tree), "企业")
	tree.Stand(at)
	press(s, fyne.KeyRight)
	got := treeLabels(tree)
	if got[at+1] != "阿东食品10有限公司" {
		t.Errorf("the first enterprise is %s", got[at+1])
	}
	if float32(len(got)) > tree.Rows.Size().Height/36+1 || !slices.Contains(got, "设置") || !slices.Contains(got, "团员") {
		t.Fatalf("%d lines in %g, the last %s", len(got), tree.Rows.Size().Height, got[len(got)-1])
	}
	span := tree.spans[0]
	if span.Total != 96 || span.Shown < 5 {
		t.Fatalf("%+v", span)
	}
	tree.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 36*float32(span.First+1))}, Scrolled: fyne.Delta{DY: -20}})
	if tree.spans[0].From == 0 || treeLabels(tree)[0] != "首页" || treeLabels(tree)[at+1] == got[at+1] {
		t.Error("the wheel over the branch does not scroll it alone")
	}
	tree.Stand(at)
	for range 96 - tree.spans[0].From {
		press(s, fyne.KeyDown)
	}
	if got := treeLabels(tree)[tree.At()]; got != "中兴建材51有限公司" {
		t.Errorf("after 96 steps down the keyboard stands on %s", got)
	}
	press(s, fyne.KeyDown)
	if got := treeLabels(tree)[tree.At()]; got != "团组织" {
		t.Errorf("below the branch comes %s", got)
	}
	roots, below := tree.all()
	for i, kids := range below {
		if len(kids) > 0 {
			kids[50].to()
			if at := tree.place(kids[50].key); at < 0 || tree.lines[at].key != kids[50].key {
				t.Errorf("the page of a line of %s is not in sight", roots[i].key)
			}
		}
	}
}

// TestTheTreeIsSearched: a letter begins, pinyin finds, Enter goes there, Esc ends it.
func TestTheTreeIsSearched(t *testing.T) {
	s, tree := treeOn(t)
	s.Canvas().Focus(tree.Rows)
	tree.Rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyD})
	tree.Rows.TypedRune('d')
	keyed(s, "jdq31")
	if got := treeLabels(tree); len(got) != 2 || got[1] != "单家电器31有限公司" {
		t.Fatalf("djdq31 finds %v", got)
	}
	press(s, fyne.KeyReturn)
	if s.page == nil || tree.marked != s.page.Key || treeLabels(tree)[tree.At()] != "单家电器31有限公司" {
		t.Error("Enter does not go to what was found")
	}
	s.Canvas().Focus(tree.find)
	press(s, fyne.KeyEscape)
	if got := treeLabels(tree); got[0] != "首页" || s.Canvas().Focused() != fyne.Focusable(tree.Rows) {
		t.Errorf("Esc leaves %v", got[:2])
	}
}

// TestTheFirstFoundIsMarked: while somebody types, the line that Enter opens is lit; ↓
// goes on from there in the lines.
func TestTheFirstFoundIsMarked(t *testing.T) {
	s, tree := treeOn(t)
	s.Canvas().Focus(tree.Rows)
	keyed(s, "hongqi")
	found := treeLabels(tree)
	if !tree.Lit || !strings.HasPrefix(found[tree.At()], "红旗") || tree.At() != 1 {
		t.Fatalf("lit %v, stands on %d of %v", tree.Lit, tree.At(), found[:2])
	}
	tree.MouseIn(&desktop.MouseEvent{})
	tree.MouseOut()
	if tree.At() != 1 {
		t.Error("the pointer passing by takes the mark away")
	}
	press(s, fyne.KeyDown)
	if s.Canvas().Focused() != fyne.Focusable(tree.Rows) || tree.At() != 2 || tree.Lit {
		t.Errorf("↓ leads to %T, line %d", s.Canvas().Focused(), tree.At())
	}
	press(s, fyne.KeyReturn)
	if s.page == nil || treeLabels(tree)[tree.At()] != found[2] {
		t.Error("Enter does not open the second")
	}
}

// TestTheTreeIsFolded: the kinds of a chapter stand below it, by keys; what is open is remembered, and the page of a kind whose
// chapter is shut marks the chapter.
func TestTheTreeIsFolded(t *testing.T) {
	s, tree := treeOn(t)
	firm := s.Book.Today().Of(ledger.Enterprises)[0].Head().ID
	for kind, r := range map[ledger.Kind]ledger.Record{ledger.Visits: &ledger.Visit{Enterprise: firm, Day: 20260601, Content: "谈建团"}, ledger.Youths: &ledger.Youth{Title: "钱多", Enterprise: firm}} {
		if _, err := s.Book.Save(kind, r); err != nil {
			t.Fatal(err)
		}
	}
	tree.Ask()
	s.Canvas().Focus(tree.Rows)
	line := func(label string) int { return slices.Index(treeLabels(tree), label) }
	if line("走访") >= 0 || line(ledger.ChapterAsk) < 0 || line("企业") < 0 || line("团员") < 0 {
		t.Fatalf("%v", treeLabels(tree))
	}
	s.ShowList(face.List(ledger.Visits))
	if got := tree.place("visit"); got != line(ledger.ChapterAsk) {
		t.Errorf("the page of visits marks line %d", got)
	}
	tree.Stand(line(ledger.ChapterAsk))
	s.Canvas().Focus(tree.Rows)
	press(s, fyne.KeyRight)
	if line("走访") != line(ledger.ChapterAsk)+2 && line("走访") != line(ledger.ChapterAsk)+1 {
		t.Fatalf("→ shows %v", treeLabels(tree))
	}
	again := NewTree(s)
	if !slices.Contains(treeLabels(again), "走访") {
		t.Error("what was open is forgotten")
	}
	press(s, fyne.KeyDown, fyne.KeyLeft, fyne.KeyReturn) // up to the chapter, which Enter shuts
	if line("走访") >= 0 || tree.At() != line(ledger.ChapterAsk) {
		t.Errorf("stands on %d of %v", tree.At(), treeLabels(tree))
	}
	keyed(s, "zoufang")
	if got := treeLabels(tree); len(got) < 2 || got[1] != "走访" {
		t.Fatalf("zoufang finds %v", got)
	}
	s.ShowHome()
	s.Canvas().Focus(tree.find)
	press(s, fyne.KeyReturn)
	if s.page.Key != "visit" {
		t.Errorf("Enter leads to %s", s.page.Key)
	}
}

// TestPagesByNumber: the pages of the tree have numbers, whatever is open or sought.
func TestPagesByNumber(t *testing.T) {
	s, tree := treeOn(t)
	tree.find.SetText("红旗")
	for n, key := range map[int]string{1: "home", 2: "enterprise", 4: "member", 6: face.Pending + ".enterprise"} {
		tree.Go(n)
		if s.page == nil || s.page.Key != key {
			t.Errorf("page %d is not %s", n, key)
		}
	}
	tree.Go(99)
	tree.find.SetText("")
	for i, it := range tree.Items() {
		if it.Label == "团员" && it.Tip != "Alt+4" {
			t.Errorf("line %d tells %q", i, it.Tip)
		}
	}
}
