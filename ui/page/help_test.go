package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"tuanjian/store/forms"
	"tuanjian/store/help"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/ui/look"
)

// Every screen that the sources make, and the list of every kind, has its line of help.
func TestEveryScreenHasItsHelp(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	screens := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(name, "../kit/") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if ok && isPage(lit.Type) {
				screens++
				if why := unexplained(lit); why != "" {
					t.Errorf("%s: %s", set.Position(lit.Pos()), why)
				}
			}
			return true
		})
	}
	if screens < 35 {
		t.Errorf("only %d screens seen", screens)
	}
	for _, kind := range ledger.All {
		if _, ok := help.OfPage(kind.Title()); !ok {
			t.Errorf("the list of %s has no help", kind.Title())
		}
	}
}

// isPage says that a literal is of Page, here or in another room.
func isPage(e ast.Expr) bool {
	if sel, ok := e.(*ast.SelectorExpr); ok {
		if of, ok := sel.X.(*ast.Ident); !ok || of.Name != "page" {
			return false // a page on paper
		}
		e = sel.Sel
	}
	is, ok := e.(*ast.Ident)
	return ok && is.Name == "Page"
}

// unexplained says what is wrong with the help of a page literal. A literal of Keys
// alone is no screen: it lends its keys to fields.
func unexplained(lit *ast.CompositeLit) string {
	topic, title, said, other := "", "", false, false
	for _, e := range lit.Elts {
		pair := e.(*ast.KeyValueExpr)
		key := pair.Key.(*ast.Ident).Name
		word, literal := pair.Value.(*ast.BasicLit)
		switch {
		case key == "Topic" && literal:
			topic, _ = strconv.Unquote(word.Value)
		case key == "Title" && literal:
			title, _ = strconv.Unquote(word.Value)
		case key == "Title":
			said = true // a kind's title, looked at apart
		case key != "Keys":
			other = true
		}
	}
	switch {
	case topic == "" && title == "" && (said || !other):
		return ""
	case topic == "":
		topic = title
	}
	if _, ok := help.OfPage(topic); !ok {
		return "no help for “" + topic + "”"
	}
	return ""
}

// F1 in a field says what it is, an example, the rule and where it comes from, and
// names the first choices; the field has the keyboard again afterwards.
func TestHelpOfAField(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		t.Run("at"+name, func(t *testing.T) {
			s := newStandOf(t, size, newBook(t, 60))
			l := listOn(s.Shell, records.Query{Kind: ledger.Members})
			l.open(l.rows.Row(0).Head().ID)
			for key, want := range map[string][]string{
				"idno":      {"GB 11643-1999", "430502200605123182", "一个号码只能有一个人"},
				"joined":    {"未满 28 周岁", "《团章》第一条"},
				"schooling": {"GB/T 4658-2006", "研究生", "共 40 项"},
			} {
				l.panel.form.FocusField(key)
				before := s.Canvas().Focused()
				press(s.Shell, fyne.KeyF1)
				top := s.Canvas().Overlays().Top()
				if top == nil {
					t.Fatalf("F1 in %s says nothing", key)
				}
				text := words(top)
				for _, w := range want {
					if !strings.Contains(text, w) {
						t.Errorf("F1 in %s does not say %q:\n%s", key, w, text)
					}
				}
				s.Photograph("help-" + key + name)
				press(s.Shell, fyne.KeyEscape)
				if s.Canvas().Overlays().Top() != nil || s.Canvas().Focused() != before {
					t.Errorf("%s: the keyboard is not where it was", key)
				}
			}
		})
	}
}

// F1 on a screen says what it is for and which keys do what.
func TestHelpOfAScreen(t *testing.T) {
	for name, size := range map[string]look.Size{"": look.Standard, "-huge": look.Huge} {
		s := newStandOf(t, size, newBook(t, 60))
		Explain(s.Canvas(), List(s.Shell, records.Query{Kind: ledger.Members}).page)
		top := s.Canvas().Overlays().Top()
		if top == nil {
			t.Fatal("nothing is said")
		}
		if text := words(top); !strings.Contains(text, "超龄待离") || !strings.Contains(text, "F9") {
			t.Errorf("the help of the list: %s", text)
		}
		if got := top.MinSize(); got.Height > 700 || got.Width > 1100 {
			t.Errorf("at %s it wants %v", size.Label(), got)
		}
		s.Photograph("help-members" + name)
	}
}

// The manual and the card are opened in the viewer, or, where there is none, told where they lie.
func TestHandbooks(t *testing.T) {
	for _, h := range []*forms.Handbook{forms.Manual, forms.Card} {
		home := t.TempDir()
		t.Setenv("HOME", home)
		t.Setenv("XDG_DOCUMENTS_DIR", home)
		s := onDesk(t, newBook(t, 0))
		shown := ""
		before := openFile
		t.Cleanup(func() { openFile = before })
		openFile = func(path string) error { shown = path; return nil }
		s.ShowHandbook(h)
		button(t, s.Canvas().Overlays().Top(), "打开看").Press()
		if data, err := os.ReadFile(shown); err != nil || !strings.HasPrefix(string(data), "%PDF-") || filepath.Base(shown) != h.File {
			t.Errorf("%s: %q, %v", h.Title, shown, err)
		}
		if s.Canvas().Overlays().Top() != nil {
			t.Error("something is said that need not be")
		}
		openFile = func(string) error { return os.ErrNotExist }
		s.ShowHandbook(h)
		button(t, s.Canvas().Overlays().Top(), "打开看").Press()
		if top := s.Canvas().Overlays().Top(); top == nil || !strings.Contains(words(top), "没有打开 PDF 的程序") || !strings.Contains(words(top), h.File) {
			t.Errorf("%s: without a viewer nothing is said", h.Title)
		}
	}
}
