package ui

import (
	"bytes"
	"encoding/csv"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/go-text/typesetting/font"

	"tuanjian/assets"
)

// Nothing is drawn that the embedded faces lack: a box with a question mark would stand in
// its place, or a sign of another face in the middle of a line. Asked are all texts of the
// source and of the embedded tables, but for those that only know a sign when they read it.
func TestEverySignHasAGlyph(t *testing.T) {
	var faces []*font.Face
	for _, b := range [][]byte{assets.Regular(), assets.Bold()} {
		f, err := font.ParseTTF(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		faces = append(faces, f)
	}
	missing := map[rune]string{}
	ask := func(where, text string) {
		for _, r := range text {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zs, r) || r == unicode.ReplacementChar || !unicode.IsPrint(r) {
				continue
			}
			for _, f := range faces {
				if _, ok := f.NominalGlyph(r); !ok && missing[r] == "" {
					missing[r] = where
				}
			}
		}
	}
	knowing := []string{"store/blank", "store/intake", "store/sheet", "store/stage", "ui/stage", "ui/stand", "store/trial", "store/disk", "store/vault"}
	for _, root := range []string{"../ui", "../store", "../assets"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			room := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../")
			switch {
			case err != nil:
				return err
			case d.IsDir():
				if d.Name() == "testdata" {
					return filepath.SkipDir
				}
			case root == "../assets" && (strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".txt") || strings.HasSuffix(path, ".md")):
				text, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				switch {
				case strings.HasPrefix(filepath.Base(path), "head"): // what offices write over a column
				case strings.HasSuffix(path, ".csv"):
					rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
					if err != nil {
						return err
					}
					for _, row := range rows {
						for i, cell := range row {
							if rows[0][i] != "aliases" {
								ask(path, cell)
							}
						}
					}
				default:
					ask(path, string(text))
				}
			case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				for _, k := range knowing {
					if room == k {
						return nil
					}
				}
				at := token.NewFileSet()
				file, err := parser.ParseFile(at, path, nil, 0)
				if err != nil {
					return err
				}
				ast.Inspect(file, func(n ast.Node) bool {
					if c, ok := n.(*ast.CallExpr); ok {
						if f, ok := c.Fun.(*ast.SelectorExpr); ok {
							if x, ok := f.X.(*ast.Ident); ok && x.Name == "strings" && f.Sel.Name != "Join" && f.Sel.Name != "Repeat" {
								return false // it looks for the sign
							}
						}
					}
					if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
						text, err := strconv.Unquote(l.Value)
						if err != nil {
							t.Errorf("%s: %v", at.Position(l.Pos()), err)
						}
						ask(at.Position(l.Pos()).String(), text)
					}
					return true
				})
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for r, where := range missing {
		t.Errorf("%s: %q (%U) has no glyph", where, r, r)
	}
}
