package grid

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// A table of figures walks by cells, keeps the one it stands on in sight, and opens it.
func TestCells(t *testing.T) {
	p := someone(30)
	g := New(Source{Len: func() int { return 30 }, Cell: p.cell, Key: func(row int) string { return fmt.Sprint(row) }})
	g.SetColumns(columns, nil)
	var opened [2]int
	if g.Column() != -1 {
		t.Errorf("a list of rows stands on column %d", g.Column())
	}
	g.OnCells(func(row, col int) { opened = [2]int{row, col} })
	g.StandOn(2, 1) // before it has any size
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(500, 300))
	if from, _ := g.span(1); from < g.frozenWide()-1 {
		t.Errorf("at first the first cell lies at %v, out of sight", from)
	}
	g.Select(2)
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			g.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	press(fyne.KeyLeft, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn)
	if opened != [2]int{3, 3} {
		t.Errorf("opened %v", opened)
	}
	for range len(columns) + 3 {
		press(fyne.KeyRight)
	}
	press(fyne.KeyReturn)
	if last := len(columns) - 1; opened != [2]int{3, last} {
		t.Errorf("the last cell is %v", opened)
	} else if from, to := g.span(last); from < g.frozenWide()-1 || to > g.Size().Width {
		t.Errorf("the last cell lies from %v to %v, out of sight", from, to)
	}
	for range len(columns) + 3 {
		press(fyne.KeyLeft)
	}
	if from, _ := g.span(g.Column()); g.Column() != 1 || from < g.frozenWide()-1 {
		t.Errorf("the first cell is %d at %v", g.Column(), from)
	}
	at := fyne.NewPos(g.frozenWide()+5, 2.5*rowHigh())
	g.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	g.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	g.DoubleTapped(&fyne.PointEvent{Position: at})
	if opened != [2]int{1, 1} {
		t.Errorf("a double click opened %v", opened)
	}
}
