package grid

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/ledger"
	"tuanjian/ui/look"
)

var columns = []ledger.Column{
	{Key: "name", Label: "姓名", Width: 10},
	{Key: "sex", Label: "性别", Width: 5, Shape: ledger.Choice},
	{Key: "born", Label: "出生日期", Width: 10, Shape: ledger.Day8},
	{Key: "idno", Label: "证件号码", Width: 19, Shape: ledger.IDCard},
	{Key: "branch", Label: "所在团支部", Width: 22, Shape: ledger.Ref},
	{Key: "duty", Label: "职务", Width: 8},
	{Key: "phone", Label: "手机号码", Width: 13, Shape: ledger.Phone},
	{Key: "age", Label: "年龄", Width: 5, Shape: ledger.Number},
	{Key: "due", Label: "月应交团费", Width: 8, Shape: ledger.Amount},
	{Key: "schooling", Label: "学历", Width: 10},
	{Key: "unit", Label: "工作单位", Width: 22},
	{Key: "state", Label: "团籍状态", Width: 8},
}

// people is a source of invented rows in any order.
type people struct {
	order []int
	asked int
}

func someone(n int) *people {
	p := &people{order: make([]int, n)}
	for i := range p.order {
		p.order[i] = i
	}
	return p
}

var surnames, given = []rune("张李王刘陈杨赵黄周吴"), []rune("㛃伟芳娜静敏强磊军洋艳勇杰娟涛")

func (p *people) cell(row, col int) string {
	p.asked++
	n := p.order[row]
	switch columns[col].Key {
	case "name":
		return string([]rune{surnames[n%10], given[n%15], given[n/15%15]})
	case "sex":
		return []string{"男", "女"}[n%2]
	case "born":
		return fmt.Sprintf("%d-%02d-%02d", 1996+n%12, n%12+1, n%28+1)
	case "idno":
		return fmt.Sprintf("430502********%04d", n%10000)
	case "branch":
		return []string{"东建公司团支部", "塔北路商圈联合团支部委员会（筹）第一小组", "五一社区团支部"}[n%3]
	case "duty":
		return []string{"", "书记", "组织委员"}[n%3]
	case "phone":
		return fmt.Sprintf("170****%04d", n%10000)
	case "age":
		return fmt.Sprint(14 + n%14)
	case "due":
		return []string{"3", "无法计算", "12.50"}[n%3]
	case "schooling":
		return "大学本科"
	case "unit":
		return "邵阳东建建设工程有限责任公司"
	}
	return "正常"
}

func (p *people) source() Source {
	return Source{
		Len:  func() int { return len(p.order) },
		Cell: p.cell,
		Key:  func(row int) string { return string(binary(p.order[row])) },
		Mark: func(row int) Sign {
			switch p.order[row] % 9 {
			case 2:
				return Warning
			case 5:
				return Fault
			}
			return Clean
		},
	}
}

func binary(n int) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16)} }

// theApp is one for all tests: each new one makes Fyne read its fonts anew, and the
// former ones stay.
var theApp fyne.App

// tempApp answers it without the windows of the test before, at the standard size.
func tempApp(t testing.TB) fyne.App {
	t.Helper()
	if theApp == nil {
		theApp = test.NewApp()
		theApp.NewWindow("") // the driver always wants one to answer
	}
	t.Cleanup(func() {
		for _, w := range slices.Clone(theApp.Driver().AllWindows()[1:]) {
			w.Close()
		}
	})
	fyne.SetCurrentApp(theApp) // a test may have left another behind
	look.SetSize(theApp, look.Standard)
	return theApp
}

func shown(t testing.TB, n int, size look.Size, width, height float32) (*Grid, *people, fyne.Window) {
	app := tempApp(t)
	look.SetSize(app, size)
	p := someone(n)
	g := New(p.source())
	g.SetColumns(columns, nil)
	w := test.NewWindow(g)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	w.Canvas().Focus(g)
	return g, p, w
}

func press(g *Grid, names ...fyne.KeyName) {
	for _, n := range names {
		g.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func withShift(g *Grid, names ...fyne.KeyName) {
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(g, names...)
	g.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func control(g *Grid, name fyne.KeyName) {
	g.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl})
}

// at is the middle of a row, as a pointer sees it.
func at(g *Grid, row int) fyne.Position {
	return fyne.NewPos(60, rowHigh()*(float32(row)+1.5)-float32(g.top))
}

func click(g *Grid, p fyne.Position, mods fyne.KeyModifier) {
	ev := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary, Modifier: mods}
	g.MouseDown(ev)
	g.MouseUp(ev)
}

func want(t *testing.T, g *Grid, current int, rows ...int) {
	t.Helper()
	if !slices.Equal(g.Selected(), rows) || g.Current() != current {
		t.Errorf("selected %v at %d, want %v at %d", g.Selected(), g.Current(), rows, current)
	}
}

func TestKeysWalk(t *testing.T) {
	g, _, _ := shown(t, 1000, look.Standard, 900, 36+36*10)
	want(t, g, -1)
	press(g, fyne.KeyDown)
	want(t, g, 0, 0)
	press(g, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	want(t, g, 1, 1)
	press(g, fyne.KeyPageDown)
	page := g.pageRows() - 1
	want(t, g, 1+page, 1+page)
	press(g, fyne.KeyEnd)
	want(t, g, 999, 999)
	if last := g.top + float64(g.bodyHigh()); last < 1000*36-0.5 {
		t.Errorf("the last row is not in sight: %f", last)
	}
	press(g, fyne.KeyDown)
	want(t, g, 999, 999)
	press(g, fyne.KeyPageUp)
	want(t, g, 999-page, 999-page)
	press(g, fyne.KeyHome, fyne.KeyUp)
	want(t, g, 0, 0)
	if g.top != 0 {
		t.Errorf("top is %f at the first row", g.top)
	}
	withShift(g, fyne.KeyDown, fyne.KeyDown)
	want(t, g, 2, 0, 1, 2)
	withShift(g, fyne.KeyUp)
	want(t, g, 1, 0, 1)
	control(g, fyne.KeyDown)
	control(g, fyne.KeyDown)
	want(t, g, 3, 0, 1)
	control(g, fyne.KeySpace)
	want(t, g, 3, 0, 1, 3)
	press(g, fyne.KeySpace)
	want(t, g, 3, 0, 1)
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(g.Selected()) != 1000 || len(g.SelectedKeys()) != 1000 {
		t.Errorf("Ctrl+A selected %d", len(g.Selected()))
	}
	press(g, fyne.KeyUp)
	want(t, g, 2, 2)
}

func TestKeysOnNothing(t *testing.T) {
	g, _, _ := shown(t, 0, look.Standard, 900, 400)
	opened := false
	g.OnOpen = func(int) { opened = true }
	press(g, fyne.KeyDown, fyne.KeyEnd, fyne.KeyPageDown, fyne.KeySpace, fyne.KeyReturn)
	control(g, fyne.KeySpace)
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	want(t, g, -1)
	if opened {
		t.Error("a row that is not there was opened")
	}
}

func TestMouse(t *testing.T) {
	g, _, _ := shown(t, 1000, look.Standard, 900, 400)
	opened := -1
	g.OnOpen = func(row int) { opened = row }
	var told []int
	g.OnSelect = func(rows []int) { told = rows }
	click(g, at(g, 3), 0)
	want(t, g, 3, 3)
	click(g, at(g, 5), fyne.KeyModifierControl)
	want(t, g, 5, 3, 5)
	click(g, at(g, 3), fyne.KeyModifierControl)
	want(t, g, 3, 5)
	click(g, at(g, 6), fyne.KeyModifierShift)
	want(t, g, 6, 3, 4, 5, 6)
	if !slices.Equal(told, []int{3, 4, 5, 6}) {
		t.Errorf("told %v", told)
	}
	double := func(first, second int, mods fyne.KeyModifier) {
		click(g, at(g, first), mods)
		click(g, at(g, second), mods)
		g.DoubleTapped(&fyne.PointEvent{Position: at(g, second)})
	}
	double(6, 7, 0)
	double(7, 7, fyne.KeyModifierControl)
	if opened != -1 {
		t.Errorf("two clicks opened %d", opened)
	}
	double(7, 7, 0)
	click(g, at(g, 3), 0)
	click(g, at(g, 6), fyne.KeyModifierShift)
	if opened != 7 {
		t.Errorf("opened %d", opened)
	}
	menu := -1
	g.OnMenu = func(row int, _ fyne.Position) { menu = row }
	second := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(g, 4)}, Button: desktop.MouseButtonSecondary}
	g.MouseDown(second)
	g.MouseUp(second)
	g.TappedSecondary(&second.PointEvent)
	want(t, g, 4, 3, 4, 5, 6) // within the selection it stays
	second.Position = at(g, 8)
	g.MouseDown(second)
	g.MouseUp(second)
	want(t, g, 8, 8)
	if menu != 4 {
		t.Errorf("menu at %d", menu)
	}
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -20}})
	if g.top != 200 {
		t.Errorf("two notches scrolled to %f", g.top)
	}
	g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(895, 399)}, Dragged: fyne.Delta{DX: 0, DY: 399 - g.downThumb().at - 5}})
	g.DragEnd()
	if g.top != g.downwards() {
		t.Errorf("the bar dragged to its end scrolled to %f of %f", g.top, g.downwards())
	}
}

func TestSelectionFollowsKeys(t *testing.T) {
	g, p, _ := shown(t, 100, look.Standard, 900, 400)
	click(g, at(g, 2), 0)
	click(g, at(g, 4), fyne.KeyModifierControl)
	slices.Reverse(p.order)
	g.Refresh()
	want(t, g, 95, 95, 97)
	p.order = []int{7, 4, 9} // a filter
	var told []int
	g.OnSelect = func(rows []int) { told = rows }
	g.Refresh()
	want(t, g, 1, 1)
	if !slices.Equal(told, []int{1}) {
		t.Errorf("told %v", told)
	}
	p.order = someone(100).order
	g.Refresh()
	want(t, g, 4, 2, 4)
	p.order = nil
	g.Refresh()
	if len(g.Selected()) != 0 {
		t.Errorf("selected %v of nothing", g.Selected())
	}
	g.SelectKeys(string(binary(50)), string(binary(60)))
	p.order = someone(100).order
	g.Refresh()
	if !slices.Equal(g.Selected(), []int{50, 60}) {
		t.Errorf("selected %v by key", g.Selected())
	}
}

func TestCopy(t *testing.T) {
	g, _, _ := shown(t, 100, look.Standard, 900, 400)
	board := test.NewClipboard()
	g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	if board.Content() != "" {
		t.Error("copied without a row")
	}
	g.SetColumns(columns[:3], nil)
	g.Select(1)
	withShift(g, fyne.KeyDown)
	g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	if got, want := board.Content(), "姓名\t性别\t出生日期\r\n李伟㛃\t女\t1997-02-02\r\n王芳㛃\t男\t1998-03-03\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	g.Copy = func(rows []int) string { return fmt.Sprint(rows) }
	g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: board})
	if board.Content() != "[1 2]" {
		t.Errorf("the owner's text was not taken: %q", board.Content())
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{"": "", "=1+1": "'=1+1", "@x": "'@x", "+86-139": "+86-139", "-": "-", "-3.5": "-3.5", "+cmd|x": "'+cmd|x", "a\tb\nc": "a b c"} {
		if got := plain(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSortAndResize(t *testing.T) {
	g, _, _ := shown(t, 100, look.Standard, 900, 400)
	var sorted []string
	g.OnSort = func(key string, down bool) { sorted = append(sorted, fmt.Sprint(key, down)) }
	from, to := g.span(2)
	mid := fyne.NewPos((from+to)/2, 10)
	click(g, mid, 0)
	click(g, mid, 0)
	click(g, fyne.NewPos(60, 10), 0)
	if got := strings.Join(sorted, " "); got != "bornfalse borntrue namefalse" {
		t.Errorf("sorted %s", got)
	}
	if !strings.HasSuffix(g.view.head.labels[0].Text, "▲") || strings.Contains(g.view.head.labels[2].Text, "▼") {
		t.Errorf("heads say %q %q", g.view.head.labels[0].Text, g.view.head.labels[2].Text)
	}
	var keys []string
	var widths []float32
	g.OnColumns = func(k []string, w []float32) { keys, widths = k, w }
	before := g.widths[2]
	g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(to+28, 10)}, Dragged: fyne.Delta{DX: 28}})
	g.DragEnd()
	if len(keys) != 1 || keys[0] != "born" || widths[0]-before < 1.99 || widths[0]-before > 2.01 {
		t.Errorf("%v %v: dragged from %f", keys, widths, before)
	}
	if len(sorted) != 3 {
		t.Error("dragging an edge sorted")
	}
	g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(0, 10)}, Dragged: fyne.Delta{DX: -to - 28}})
	g.DragEnd()
	if g.widths[2] != leastWide {
		t.Errorf("a column could be dragged to %f", g.widths[2])
	}
	_, to = g.span(2)
	g.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(to, 10)})
	if w := g.widths[2]; w < 6 || w > 9 {
		t.Errorf("fitted to %f", w)
	}
}

func TestTypingGoesToTheOwner(t *testing.T) {
	g, _, _ := shown(t, 10, look.Standard, 900, 400)
	typed, keyed := "", ""
	g.OnType = func(r rune) { typed += string(r) }
	g.OnKey = func(n fyne.KeyName) bool { keyed = string(n); return n == fyne.KeyF9 }
	test.Type(g, "张 z1")
	if typed != "张z1" {
		t.Errorf("typed %q", typed)
	}
	press(g, fyne.KeyF9)
	press(g, fyne.KeyDown)
	want(t, g, 0, 0)
	if keyed != string(fyne.KeyDown) {
		t.Errorf("keyed %s", keyed)
	}
}

// Scrolling asks only for rows that came into sight, and what is drawn is what the
// source has.
func TestScrollingIsFrugalAndTrue(t *testing.T) {
	g, p, _ := shown(t, 100000, look.Standard, 3000, 36*20)
	p.asked = 0
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.Delta{DY: -7.2}}) // two rows
	if p.asked != 2*len(columns) {
		t.Errorf("two rows asked for %d cells", p.asked)
	}
	for _, to := range []int{50000, 99999, 3, 4, 777} {
		g.ShowRow(to)
		first := int(g.top / 36)
		for row := first; row < first+19 && row < 100000; row++ {
			s := g.view.slots[row%len(g.view.slots)]
			if got, want := s.cells[3].Text, p.cell(row, 3); got != want || s.row != row {
				t.Fatalf("row %d shows %q, want %q", row, got, want)
			}
			if y := s.box.Position().Y; y != float32(float64(row)*36-g.top) {
				t.Fatalf("row %d stands at %f", row, y)
			}
		}
	}
}

func TestNarrowScrollsSideways(t *testing.T) {
	g, _, _ := shown(t, 100, look.Huge, 900, 500)
	press(g, fyne.KeyRight)
	if g.left <= 0 || g.frozenColumns() != 1 {
		t.Fatalf("left %f, frozen %d", g.left, g.frozenColumns())
	}
	name := g.view.slots[0].cells[0]
	if x := name.Position().X; x < g.gutter() {
		t.Errorf("the frozen name moved to %f", x)
	}
	g.scrollSideways(1e9)
	if _, to := g.span(len(columns) - 1); to > 900 {
		t.Errorf("the last column ends at %f", to)
	}
	g.Resize(fyne.NewSize(160, 500))
	if g.frozenColumns() != 0 {
		t.Error("a frozen column fills a narrow grid")
	}
}

// On X11 the keys that an input method takes arrive without their characters.
func TestKeysOfAnInputMethod(t *testing.T) {
	g, _, _ := shown(t, 10, look.Standard, 900, 400)
	typed, opened := "", 0
	g.OnType = func(r rune) { typed += string(r) }
	g.OnOpen = func(int) { opened++ }
	g.Select(3)
	press(g, "W", "A", "N", "G", fyne.KeyDown, fyne.KeySpace)
	g.TypedRune('王')
	want(t, g, 3, 3)
	press(g, fyne.KeyReturn)
	press(g, "W", fyne.KeyReturn)
	if typed != "王" || opened != 1 {
		t.Errorf("typed %q, opened %d times", typed, opened)
	}
}

func TestSelectedBeforeShown(t *testing.T) {
	tempApp(t)
	g := New(someone(1000).source())
	if g.Current() != -1 {
		t.Errorf("stands at %d", g.Current())
	}
	g.SetColumns(columns, nil)
	g.Select(500)
	w := test.NewWindow(g)
	w.Resize(fyne.NewSize(900, 400))
	if top := g.top; top > 500*36 || top+float64(g.bodyHigh()) < 501*36 {
		t.Errorf("the selected row is out of sight: top %f", top)
	}
}
