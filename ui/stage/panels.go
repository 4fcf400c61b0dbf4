package stage

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"tuanjian/store/ledger"
	"tuanjian/ui/grid"
	"tuanjian/ui/kit"
	"tuanjian/ui/look"
	"tuanjian/ui/trial"
)

// Panels looks that floats are the panels that the screens of the package under test make themselves, by the names of the
// functions that make them, and walks each: opened by the mouse over a table, clicked beside and on their words, closed by
// Esc wherever in them the keyboard is. typed has the keys that nothing takes.
func Panels(t *testing.T, s *Stage, typed func(fyne.KeyName) bool, floats map[string]func(under fyne.CanvasObject)) {
	t.Helper()
	if made, walked := panelsMade(t), slices.Sorted(maps.Keys(floats)); !slices.Equal(made, walked) {
		t.Errorf("panels are made by %v, walked are %v", made, walked)
	}
	for name, open := range floats {
		t.Run(name, func(t *testing.T) { s.walkPanel(t, typed, open) })
	}
}

func (s *Stage) walkPanel(t *testing.T, typed func(fyne.KeyName) bool, open func(under fyne.CanvasObject)) {
	c := s.window.Canvas()
	table := grid.New(grid.Source{Len: func() int { return 1 }, Cell: func(int, int) string { return "李明" }, Key: func(int) string { return "1" }})
	table.SetColumns([]ledger.Column{{Key: "name", Label: "姓名", Width: 12}}, nil)
	table.Select(0)
	var b *kit.Button
	b = kit.NewButton(kit.Ordinary, look.IconNone, "打开", "", func() { open(b) })
	s.Put(container.NewStack(table, container.NewCenter(b)))
	c.Focus(table)
	mouse := trial.On(c)
	mouse.Click(trial.Middle(b))
	f, ok := c.Overlays().Top().(*kit.Float)
	if !ok || c.Focused() == nil {
		t.Fatalf("on top is %T, the keyboard is with %T", c.Overlays().Top(), c.Focused())
	}
	var stops []fyne.Focusable
	for _, o := range test.LaidOutObjects(f) {
		switch o := o.(type) {
		case *look.Words, *look.Paragraph:
			if mouse.Click(trial.Middle(o)); c.Focused() == nil {
				t.Fatalf("a click on %T leaves nobody with the keyboard", o)
			}
		case fyne.Focusable:
			stops = append(stops, o)
		}
	}
	for _, stop := range stops {
		if !f.Shown() {
			c.Focus(table)
			mouse.Click(trial.Middle(b))
			f = c.Overlays().Top().(*kit.Float)
			break // its parts are others now
		}
		c.Focus(stop)
		Press(c, typed, fyne.KeyEscape)
		if f.Shown() {
			t.Fatalf("Esc does not close it from %T", stop)
		}
	}
	if f.Shown() {
		Press(c, typed, fyne.KeyEscape)
	}
	if now := c.Focused(); f.Shown() || now != fyne.Focusable(table) {
		t.Errorf("shown %v, the keyboard is with %T", f.Shown(), now)
	}
}

// panelsMade are the functions of the package under test that make a float.
func panelsMade(t *testing.T) (made []string) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
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
	slices.Sort(made)
	return made
}
