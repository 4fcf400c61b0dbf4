package store_test

import (
	"go/ast"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tuanjian/store/trial"
)

// clocks are the declarations that may read the computer's clock, and what for.
// Everything else is told what day it is, so that the tests own it.
var clocks = map[string]string{
	"store/book.go System":           "the running program's Env",
	"store/trial/clock.go Start":     "a test's watch",
	"store/trial/clock.go Taken":     "a test's watch",
	"ui/hands/run.go realHands":      "how long a person has not touched anything, how often progress is drawn",
	"ui/log.go voice":                "the time of a line in the log",
	"ui/native/lock_windows.go wall": "how long the computer slept",
}

// readsClock lists where a file reads the computer's clock although it may not.
func (s source) readsClock() []ast.Node {
	var out []ast.Node
	for _, d := range s.file.Decls {
		if clocks[s.path+" "+declared(d)] != "" {
			continue
		}
		ast.Inspect(d, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok {
				on, _ := x.X.(*ast.Ident)
				if on != nil && on.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, x.Sel.Name) {
					out = append(out, n)
				}
				if on != nil && on.Name == "store" && x.Sel.Name == "System" && s.test {
					out = append(out, n)
				}
			}
			if x, ok := n.(*ast.CallExpr); ok && s.test {
				if f, _ := x.Fun.(*ast.Ident); f != nil && f.Name == "System" {
					out = append(out, n)
				}
			}
			return true
		})
	}
	return out
}

// declared is the first name that a declaration declares.
func declared(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return d.Name.Name
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok {
				return v.Names[0].Name
			}
		}
	}
	return ""
}

// TestEveryTestOwnsItsClock gives the rule files that break it and files that keep it.
func TestEveryTestOwnsItsClock(t *testing.T) {
	for _, c := range []struct {
		path, text string
		want       int
	}{
		{"store/a.go", "package store\nfunc f() { _ = time.Now() }", 1},
		{"store/book.go", "package store\nfunc System() { _ = time.Now }\nfunc Open() { _ = time.Now }", 1},
		{"store/merge/a.go", "package merge\nvar began = time.Now()", 1},
		{"store/sheet/a_test.go", "package sheet\nfunc f() { _ = time.Since(x) }", 1},
		{"store/a_test.go", "package store\nfunc f() { _ = System(\"1\") }", 1},
		{"ui/page/a_test.go", "package page\nfunc f() { _ = store.System(\"1\") }", 1},
		{"ui/page/a.go", "package page\nfunc f() { _ = time.Until(x) }", 1},
		{"ui/page/a_test.go", "package page\nfunc f() { w := trial.Start(); w.Taken(); look.Now(); time.Unix(0, 0) }", 0},
		{"main.go", "package main\nfunc main() { store.System(\"1\") }", 0},
	} {
		if got := parse(t, c.path, c.text).readsClock(); len(got) != c.want {
			t.Errorf("%s %q: %d places read the clock, want %d", c.path, c.text, len(got), c.want)
		}
	}
	// A name that is no longer there would let another in.
	for place := range clocks {
		path, name, _ := strings.Cut(place, " ")
		text, err := os.ReadFile("../" + path)
		if err != nil {
			t.Fatal(err)
		}
		s := parse(t, path, string(text))
		if !slices.ContainsFunc(s.file.Decls, func(d ast.Decl) bool { return declared(d) == name }) {
			t.Errorf("%s declares no %s", path, name)
		}
	}
}

func TestTheDayOfTheTests(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	usual := time.Date(2026, 11, 22, 15, 4, 5, 6, zone)
	for _, c := range []struct{ set, want string }{
		{"", "2026-11-22T15:04:05+08:00"},
		{"2028-02-29", "2028-02-29T15:04:05+08:00"},
		{"2038-02-01", "2038-02-01T15:04:05+08:00"},
	} {
		t.Setenv("TUANJIAN_TODAY", c.set)
		if got := trial.On(usual).Format(time.RFC3339); got != c.want {
			t.Errorf("%q: %s, want %s", c.set, got, c.want)
		}
	}
}
