package page

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/stage"
	"tuanjian/ui/trial"
)

// TestThePanelKeepsTheListOut: wherever the ground of an open record is clicked, once, twice or with the other button,
// dragged or scrolled over, the list behind stays as it is and the keyboard in the form.
func TestThePanelKeepsTheListOut(t *testing.T) {
	s := onDesk(t, newBook(t, 60))
	m := someMember(t, s.Book)
	l := listOn(s, records.Query{Kind: ledger.Members})
	l.open(m.ID)
	l.panel.form.FocusField("position")
	field, panel, row := s.Canvas().Focused(), l.panel, l.grid.Current()
	mouse := trial.On(s.Canvas())
	at, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(panel.view), panel.view.Size()
	ground := 0
	for x := at.X + 2; x < at.X+size.Width; x += 31 {
		for y := at.Y + 2; y < at.Y+size.Height; y += 29 {
			here := fyne.NewPos(x, y)
			objects, _ := mouse.Under(here)
			top := slices.IndexFunc(objects, func(o fyne.CanvasObject) bool { _, cover := o.(*kit.Cover); return cover })
			if top < 0 {
				t.Fatalf("nothing covers the list at %v", here)
			}
			if slices.ContainsFunc(objects[top+1:], func(o fyne.CanvasObject) bool {
				_, taps := o.(fyne.Tappable)
				_, takes := o.(fyne.Focusable)
				return taps || takes
			}) {
				continue // something of the form's own
			}
			ground++
			mouse.Click(here)
			mouse.DoubleClick(here)
			mouse.SecondaryClick(here)
			if !slices.ContainsFunc(objects[top+1:], func(o fyne.CanvasObject) bool { _, scrolls := o.(fyne.Scrollable); return scrolls }) {
				mouse.Scroll(here, 40)
			}
			mouse.Drag(here, fyne.NewDelta(-3, 4))
			if l.panel != panel || s.Canvas().Overlays().Top() != nil || l.grid.Current() != row {
				t.Fatalf("at %v the list behind was clicked: row %d, before %d", here, l.grid.Current(), row)
			}
			if now := s.Canvas().Focused(); now != field {
				t.Fatalf("after a click at %v the keyboard is with %T", here, now)
			}
		}
	}
	if ground < 40 {
		t.Errorf("only %d places of ground were clicked", ground)
	}
}

// TestPanelsOfListsKeepTheKeyboard walks the panels that the list and the small forms make themselves.
func TestPanelsOfListsKeepTheKeyboard(t *testing.T) {
	st := stage.New(t, look.Standard)
	s := behind(st, newBook(t, 60))
	stage.Panels(t, st, s.Typed, map[string]func(fyne.CanvasObject){
		"tick": func(under fyne.CanvasObject) {
			tick(s.Canvas(), under, "只看这些性别", []string{"男", "女"}, []bool{true, false}, "不筛选", func([]bool) {})
		},
		"chooseRange": func(under fyne.CanvasObject) {
			l := List(s, records.Query{Kind: ledger.Members})
			l.chooseRange(under, ledger.Members.Columns()[ledger.Members.At("age")])
		},
		"NewSlip": func(fyne.CanvasObject) {
			first, second := kit.NewEntry(), kit.NewEntry()
			NewSlip(s.Canvas(), "这一档", "改好", kit.Labelled("月收入", first, nil), kit.Labelled("每月", second, nil)).Open(func() {}, first, first, second)
		},
	})
}

// TestNothingElseIsLaidOverAWindow: a room that makes panels of its own has its stage.Panels, and nothing but kit lays
// anything over a window, the file choosers of Fyne aside.
func TestNothingElseIsLaidOverAWindow(t *testing.T) {
	makes, walked := map[string]bool{}, map[string]bool{}
	for _, all := range []string{"../*.go", "../*/*.go"} {
		names, err := filepath.Glob(all)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasPrefix(name, "../kit/") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			room := filepath.Dir(name)
			if strings.HasSuffix(name, "_test.go") {
				walked[room] = walked[room] || strings.Contains(string(text), "stage.Panels(")
				continue
			}
			makes[room] = makes[room] || strings.Contains(string(text), ".NewFloat")
			for _, other := range []string{"Overlays().Add(", "widget.NewPopUp", "widget.NewModal", "widget.ShowPopUp", "dialog.New", "dialog.Show"} {
				if strings.Contains(string(text), other) && !(other == "dialog.New" && filepath.Base(name) == "files.go") {
					t.Errorf("%s lays something over the window by %s", name, other)
				}
			}
		}
	}
	for room := range makes {
		if makes[room] && !walked[room] {
			t.Errorf("%s makes panels that no test walks", room)
		}
	}
}
