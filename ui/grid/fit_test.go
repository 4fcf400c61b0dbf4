package grid

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/ledger"
	"tuanjian/ui/hands"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
)

// firms are companies whose names begin alike.
var firms = []string{"东建建设工程集团湖南邵阳第一分公司", "东建建设工程集团湖南邵阳第二分公司", "塔北商贸"}

func ofFirms() Source {
	return Source{Len: func() int { return len(firms) }, Key: func(row int) string { return firms[row] },
		Cell: func(row, col int) string { return []string{firms[row], "正常"}[col] },
		Mark: func(row int) Sign { return []Sign{Clean, Warning, Clean}[row] },
		Tell: func(int) string { return "编号前四位与入团年份不一致" }}
}

func firmGrid(t *testing.T, wide float32) (*Grid, fyne.Window) {
	t.Helper()
	look.SetSize(tempApp(t), look.Standard)
	g := New(ofFirms())
	w := test.NewWindow(g)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(wide, 300))
	g.SetColumns([]ledger.Column{{Key: "name", Label: "名称", Width: 14}, {Key: "state", Label: "状态", Width: 8}}, nil)
	return g, w
}

func cellsOf(g *Grid, col int) (all []string) {
	for row := range g.source.Len() {
		all = append(all, g.view.slots[row%len(g.view.slots)].cells[col].Text)
	}
	return all
}

// TestRoomLeftOver: a column whose texts are cut gets what is left over, and no more
// than it needs; a width set by hand stays.
func TestRoomLeftOver(t *testing.T) {
	g, _ := firmGrid(t, 900)
	if got := cellsOf(g, 0); !slices.Equal(got, firms) {
		t.Errorf("with room for them the names are shown as %q", got)
	}
	if g.spare[1] != 0 || g.wide(0) > 20*g.text() {
		t.Errorf("widths %g and %g", g.wide(0), g.wide(1))
	}
	g.Resize(fyne.NewSize(220, 300))
	if slices.Max(g.spare) > 0 || g.sideways() <= 0 {
		t.Errorf("without room %v is given away", g.spare)
	}
	g.Resize(fyne.NewSize(900, 300))
	_, to := g.span(0)
	g.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(to-100, 10)}, Dragged: fyne.Delta{DX: -100}})
	g.DragEnd()
	if _, now := g.span(0); now > to-99 || now < to-101 {
		t.Errorf("dragged from %g by 100 the edge lies at %g", to, now)
	}
}

// TestNamesThatBeginAlike are cut where they do, so that their ends are seen.
func TestNamesThatBeginAlike(t *testing.T) {
	g, _ := firmGrid(t, 260)
	got := cellsOf(g, 0)
	if got[0] == got[1] || got[2] != firms[2] {
		t.Fatalf("shown as %q", got)
	}
	for i, end := range []string{"一分公司", "二分公司"} {
		if r := []rune(got[i]); string(r[len(r)-4:]) != end || r[0] != '东' {
			t.Errorf("%s is shown as %s", firms[i], got[i])
		}
	}
}

// TestTellsWhatIsCut: the whole of a text, and what a sign means, beside the pointer.
func TestTellsWhatIsCut(t *testing.T) {
	clock := &hands.Still{}
	t.Cleanup(kit.UseHands(clock.Hands()))
	g, w := firmGrid(t, 260)
	tips := kit.NewTips()
	w.SetContent(container.NewStack(g, tips))
	w.Resize(fyne.NewSize(260, 300))
	rest := func(x, y float32) string {
		g.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
		clock.Pass(time.Second)
		return tips.Text()
	}
	for _, c := range []struct {
		x    float32
		row  int
		want string
	}{{60, 0, firms[0]}, {60, 1, firms[1]}, {60, 2, ""}, {8, 1, "编号前四位与入团年份不一致"}, {8, 0, ""}} {
		if got := rest(c.x, at(g, c.row).Y); got != c.want {
			t.Errorf("at %g in row %d: %q, want %q", c.x, c.row, got, c.want)
		}
	}
	rest(60, at(g, 0).Y)
	press(g, fyne.KeyDown)
	if got := tips.Text(); got != "" {
		t.Errorf("%q stays though the keyboard has gone on", got)
	}
}
