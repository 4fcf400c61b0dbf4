package kit

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"tuanjian/ui/hands"
	"tuanjian/ui/look"
)

func TestTouchedByWhatever(t *testing.T) {
	s := still(t)
	entry, button := NewEntry(), NewButton(Ordinary, look.IconNone, "导入", "", nil)
	feeler := hands.NewFeeler()
	w := stage(t, look.Standard, 400, 300, container.NewStack(feeler, look.Column(look.Gap2, entry, button)))
	f := NewFloat(w.Canvas(), look.NewWords("", look.Body))
	for name, do := range map[string]func(){
		"a key in a field":            func() { press(entry, fyne.KeyLeft) },
		"a character that has no key": func() { entry.TypedRune('刘') },
		"a key on a button":           func() { press(button, fyne.KeyF1) },
		"a click":                     func() { entry.MouseDown(mouseAt(3, 3)) },
		"Ctrl and a letter":           func() { entry.TypedShortcut(&fyne.ShortcutSelectAll{}) },
		"the pointer over the window": func() { feeler.(desktop.Cursorable).Cursor() },
		"the pointer over a panel":    func() { f.Cursor() },
	} {
		s.Pass(time.Minute)
		if hands.Untouched() < time.Minute {
			t.Fatalf("before %s: untouched for %v", name, hands.Untouched())
		}
		do()
		if hands.Untouched() != 0 {
			t.Errorf("%s does not count", name)
		}
	}
}

// TestPointerIsFelt: Fyne asks every object under the pointer for its shape, the
// lowest too, and the highest wins.
func TestPointerIsFelt(t *testing.T) {
	asked := 0
	for _, o := range []fyne.CanvasObject{hands.NewFeeler(), NewFloat(nil, nil)} {
		if c, ok := o.(desktop.Cursorable); ok && c.Cursor() == desktop.DefaultCursor {
			asked++
		}
	}
	if asked != 2 {
		t.Error("a layer that should feel the pointer does not answer for its shape, or with a shape of its own")
	}
}

func TestLongWorkIsWork(t *testing.T) {
	still(t)
	w := stage(t, look.Standard, 400, 300, look.NewWords("", look.Body))
	during := false
	RunLong(w.Canvas(), "导入", func(context.Context, hands.Step) (int, error) { during = Working(); return 0, nil }, nil, nil)
	if !during || Working() {
		t.Errorf("working during it: %v, after it: %v", during, Working())
	}
}

// TestEveryKeyTouches reads the source: whatever takes keys or the wheel says that
// somebody is at work, or hands the event to something of ours that does.
func TestEveryKeyTouches(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "TypedKey" && f.Name.Name != "Scrolled" {
				continue
			}
			seen++
			if !touches(f.Body) {
				t.Errorf("%s: %s does not call Touch", path, f.Name.Name)
			}
		}
	}
	if seen < 15 {
		t.Fatalf("only %d methods found", seen)
	}
}

func touches(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			switch f := call.Fun.(type) {
			case *ast.Ident:
				found = found || f.Name == "Touch"
			case *ast.SelectorExpr:
				found = found || f.Sel.Name == "Touch" || f.Sel.Name == "onKey" // the open list's owner is a Picker
			}
		}
		return true
	})
	return found
}
