package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/travel"
	"tuanjian/ui/kit"
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

// floats are the panels that the screens make themselves. Those of kit have the same test there.
var floats = map[string]func(s *Shell, under fyne.CanvasObject){
	"tick": func(s *Shell, under fyne.CanvasObject) {
		tick(s.Canvas(), under, "只看这些性别", []string{"男", "女"}, []bool{true, false}, "不筛选", func([]bool) {})
	},
	"chooseRange": func(s *Shell, under fyne.CanvasObject) {
		l := List(s, records.Query{Kind: ledger.Members})
		l.chooseRange(under, ledger.Members.Columns()[ledger.Members.At("age")])
	},
	"compareDouble": func(s *Shell, _ fyne.CanvasObject) {
		rows := find.ListOf(s.Book.Today(), records.Query{Kind: ledger.Members})
		side := func(i int) rules.DoubleSide {
			return rules.DoubleSide{Kind: ledger.Members, Record: rows.Row(i), Community: "五一社区"}
		}
		compareDouble(s, rules.Double{Sides: []rules.DoubleSide{side(0), side(1)}}, func() {})
	},
	"askWords": func(s *Shell, _ fyne.CanvasObject) {
		askWords(s.Canvas(), "认签名", "请打电话。", travel.SixWords{}, "对不上就不认。", "对上了", func(travel.SixWords) {})
	},
	"newSlip": func(s *Shell, _ fyne.CanvasObject) { ChangePassword(s) },
	"make": func(s *Shell, _ fyne.CanvasObject) {
		y := &reply{s: s, phrase: phraseBox{s: s}}
		y.known.dues = []travel.Owed{{Keyless: true, Community: &ledger.Community{Title: "五一社区"}}}
		y.make()
	},
}

// TestEveryPanelIsWalked: a screen that opens a panel of its own has it in floats, and nothing but kit lays anything over
// a window, the file choosers of Fyne aside.
func TestEveryPanelIsWalked(t *testing.T) {
	var made []string
	for _, all := range []string{"../*.go", "../*/*.go"} {
		names, err := filepath.Glob(all)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "../kit/") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, other := range []string{"Overlays().Add(", "widget.NewPopUp", "widget.NewModal", "widget.ShowPopUp", "dialog.New", "dialog.Show"} {
				if strings.Contains(string(text), other) && !(other == "dialog.New" && filepath.Base(name) == "files.go") {
					t.Errorf("%s lays something over the window by %s", name, other)
				}
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range file.Decls {
				f, ok := d.(*ast.FuncDecl)
				if !ok {
					continue
				}
				ast.Inspect(f, func(n ast.Node) bool {
					if sel, ok := n.(*ast.SelectorExpr); ok && strings.HasPrefix(sel.Sel.Name, "NewFloat") {
						made = append(made, f.Name.Name)
					}
					return true
				})
			}
		}
	}
	slices.Sort(made)
	for _, name := range made {
		if floats[name] == nil {
			t.Errorf("%s makes a panel that no test walks", name)
		}
	}
	if len(made) != len(floats) {
		t.Errorf("panels are made by %v", made)
	}
}

// TestPanelsOfScreensKeepTheKeyboard: opened by the mouse over a list, clicked beside and on their words, closed by Esc
// wherever in them the keyboard is.
func TestPanelsOfScreensKeepTheKeyboard(t *testing.T) {
	s := onDesk(t, newBook(t, 60))
	for name, open := range floats {
		t.Run(name, func(t *testing.T) {
			l := listOn(s, records.Query{Kind: ledger.Members})
			l.focusRows()
			var b *kit.Button
			b = kit.NewButton(kit.Ordinary, kit.IconNone, "打开", "", func() { open(s, b) })
			l.layer.Objects = append(l.layer.Objects, container.NewCenter(b))
			l.layer.Refresh()
			mouse := trial.On(s.Canvas())
			mouse.Click(trial.Middle(b))
			f, ok := s.Canvas().Overlays().Top().(*kit.Float)
			if !ok || s.Canvas().Focused() == nil {
				t.Fatalf("on top is %T, the keyboard is with %T", s.Canvas().Overlays().Top(), s.Canvas().Focused())
			}
			var stops []fyne.Focusable
			for _, o := range test.LaidOutObjects(f) {
				switch o := o.(type) {
				case *kit.Words, *kit.Paragraph:
					if mouse.Click(trial.Middle(o)); s.Canvas().Focused() == nil {
						t.Fatalf("a click on %T leaves nobody with the keyboard", o)
					}
				case fyne.Focusable:
					stops = append(stops, o)
				}
			}
			for _, stop := range stops {
				if !f.Shown() {
					l.focusRows()
					mouse.Click(trial.Middle(b))
					f = s.Canvas().Overlays().Top().(*kit.Float)
					break // its parts are others now
				}
				s.Canvas().Focus(stop)
				press(s, fyne.KeyEscape)
				if f.Shown() {
					t.Fatalf("Esc does not close it from %T", stop)
				}
			}
			if f.Shown() {
				press(s, fyne.KeyEscape)
			}
			if now := s.Canvas().Focused(); f.Shown() || now != fyne.Focusable(l.grid) {
				t.Errorf("shown %v, the keyboard is with %T", f.Shown(), now)
			}
		})
	}
}
