package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/look"
)

func TestRowsWalkOverHeadings(t *testing.T) {
	picked := -1
	r := NewRows(0, func(i int) { picked = i })
	r.Set([]Item{{Label: "甲"}, {Label: "题", Head: true}, {Label: "乙"}, {Label: "尾", Head: true}})
	w := stage(t, look.Standard, 300, 200, r)
	w.Canvas().Focus(r)
	press(r, fyne.KeyDown, fyne.KeyReturn)
	if picked != 2 {
		t.Errorf("Enter chose %d, want 2", picked)
	}
	press(r, fyne.KeyDown)
	if r.At() != 2 {
		t.Errorf("↓ went to %d, onto or beyond a heading", r.At())
	}
	press(r, fyne.KeyUp, fyne.KeySpace)
	if picked != 0 {
		t.Errorf("Space chose %d, want 0", picked)
	}
	picked = -1
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(50, 1.5*look.Now().Row)})
	if picked != -1 {
		t.Errorf("a tap on a heading chose %d", picked)
	}
}

func TestRowsFoldByKeyAndPointer(t *testing.T) {
	var folds []bool
	r := NewRows(0, func(int) { t.Error("the arrow chose") })
	r.OnFold = func(_ int, open bool) { folds = append(folds, open) }
	r.Set([]Item{{Label: "企业", Fold: Shut}, {Label: "团员"}})
	w := stage(t, look.Standard, 300, 200, r)
	w.Canvas().Focus(r)
	press(r, fyne.KeyRight, fyne.KeyLeft) // already shut: ← does nothing
	r.Set([]Item{{Label: "企业", Fold: Open}, {Label: "东建公司", Depth: 1}})
	r.Stand(1)
	press(r, fyne.KeyLeft) // goes up to what it lies below
	if r.At() != 0 {
		t.Errorf("← went to %d", r.At())
	}
	press(r, fyne.KeyLeft)
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(look.Gap2+2, 4)})
	if want := []bool{true, false, false}; !slices.Equal(folds, want) {
		t.Errorf("folded %v, want %v", folds, want)
	}
}

func TestRowsScrollToWhereTheyStand(t *testing.T) {
	items := make([]Item, 500)
	r := NewRows(0, nil)
	r.Set(items)
	w := stage(t, look.Standard, 300, 220, r)
	w.Canvas().Focus(r)
	press(r, fyne.KeyEnd)
	if at, low := float32(499)*look.Now().Row, r.top+r.Size().Height; r.At() != 499 || at+look.Now().Row > low+1 {
		t.Errorf("End stands on %d at %v, in sight to %v", r.At(), at, low)
	}
	if got := r.under(r.Size().Height - 2); got != 499 {
		t.Errorf("the last line in sight is %d", got)
	}
	r.Set(items[:3])
	if r.At() != 2 || r.top != 0 {
		t.Errorf("with fewer lines it stands on %d, scrolled %v", r.At(), r.top)
	}
	r.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, 10)}})
	if !r.Hovered() || r.At() != 0 {
		t.Errorf("the pointer stands on %d", r.At())
	}
}

func TestMenuClosesBeforeItsDeed(t *testing.T) {
	b := NewButton(Ordinary, look.IconNone, "办理", "", nil)
	w := stage(t, look.Standard, 400, 300, b)
	done := false
	menu := Menu(w.Canvas(), b, []Deed{{Label: "甲", Do: func() { t.Error("the wrong deed") }}, {Label: "乙", Do: func() {
		done = w.Canvas().Overlays().Top() == nil
	}}})
	press(w.Canvas().Focused(), fyne.KeyDown, fyne.KeyReturn)
	if !done || menu.Shown() {
		t.Error("the deed did not run, or under the menu")
	}
	menu = Menu(w.Canvas(), b, []Deed{{Label: "甲", Do: func() { t.Error("Esc did it") }}})
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if menu.Shown() {
		t.Error("Esc does not close")
	}
}

func TestTileIsPressedByKey(t *testing.T) {
	n := 0
	tile := NewTile(look.NewWords("在册团员", look.Aside), func() { n++ })
	w := stage(t, look.Standard, 300, 200, tile)
	strays := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { strays++ })
	w.Canvas().Focus(tile)
	press(tile, fyne.KeyReturn, fyne.KeySpace, fyne.KeyF9)
	tile.Tapped(nil)
	if n != 3 || strays != 1 {
		t.Errorf("pressed %d times, %d keys to the window", n, strays)
	}
}
