package store_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// The rules of the house, read off the source. What the tables below do not list
// is forbidden; a new dependency is a new word in its row and a reason in the
// commit. Tests may import what they like of outside and may see other rooms; the
// other rules hold for them too unless a rule says otherwise.

const module = "tuanjian"

// A room is a package, what it may lean on of ours, and from outside. An outside
// entry stands for its subpackages too.
type room struct{ ours, outside []string }

const (
	fyne    = "fyne.io/" + "fyne/v2" // in two, so that a plain search for imports passes this table by
	fyneApp = fyne + "/app"
)

var rooms = map[string]room{
	".":              {[]string{"ui", "ui/cli", "ui/monitor", "store", "assets"}, []string{fyne}},
	"assets":         {[]string{"assets/fonts"}, nil},
	"assets/fonts":   {nil, []string{"github.com/klauspost/compress/zstd"}},
	"ui":             {[]string{"store/care", "ui/page", "ui/paper", "ui/figures", "ui/intake", "ui/twins", "ui/hands", "ui/kit", "ui/look", "ui/native", "ui/place", "store", "store/forms", "assets", "ui/travel", "ui/gate", "ui/office", "ui/home", "ui/jobs", "ui/household", "ui/fill"}, []string{fyne}},
	"ui/face":        {[]string{"ui/form", "ui/look", "store", "store/forms", "store/ledger", "store/codes", "store/value", "store/rules", "store/find", "store/records"}, nil},
	"ui/page":        {[]string{"store/undo", "store/attach", "store/chronicle", "ui/face", "ui/form", "ui/grid", "ui/hands", "ui/kit", "ui/look", "ui/native", "store", "store/care", "store/ledger", "store/codes", "store/value", "store/rules", "store/find", "store/records", "store/tend", "store/merge", "store/intake", "store/practice", "store/help", "store/effects", "store/forms", "store/overview", "store/paper", "store/travel"}, []string{fyne}},
	"ui/paper":       {[]string{"store/attach", "ui/page", "ui/face", "ui/form", "ui/grid", "ui/hands", "ui/kit", "ui/look", "ui/native", "store", "store/ledger", "store/value", "store/rules", "store/find", "store/records", "store/forms", "store/cards"}, []string{fyne}},
	"ui/figures":     {[]string{"ui/page", "ui/paper", "ui/face", "ui/grid", "ui/hands", "ui/kit", "ui/look", "store", "store/points", "store/forms", "store/figures", "store/ledger", "store/value", "store/rules", "store/find", "store/records"}, []string{fyne}},
	"ui/intake":      {[]string{"store/undo", "ui/page", "ui/face", "ui/grid", "ui/hands", "ui/kit", "ui/look", "ui/native", "store", "store/forms", "store/ledger", "store/value", "store/rules", "store/find", "store/records", "store/intake"}, []string{fyne}},
	"ui/fill":        {[]string{"ui/page", "ui/grid", "ui/hands", "ui/kit", "ui/look", "ui/native", "store", "store/fill", "store/find", "store/ledger", "store/value", "store/records"}, []string{fyne}},
	"ui/twins":       {[]string{"ui/page", "ui/face", "ui/grid", "ui/hands", "ui/kit", "ui/look", "store", "store/ledger", "store/value", "store/rules", "store/find", "store/tend"}, []string{fyne}},
	"ui/travel":      {[]string{"ui/page", "ui/paper", "ui/face", "ui/grid", "ui/hands", "ui/kit", "ui/look", "ui/native", "store", "store/points", "store/effects", "store/find", "store/forms", "store/ledger", "store/codes", "store/value", "store/records", "store/rules", "store/tend", "store/travel", "store/attach"}, []string{fyne}},
	"ui/household":   {[]string{"ui/page", "ui/paper", "ui/face", "ui/grid", "ui/hands", "ui/kit", "ui/look", "store", "store/chronicle", "store/find", "store/forms", "store/ledger", "store/value", "store/records", "store/rules"}, []string{fyne}},
	"ui/jobs":        {[]string{"ui/page", "ui/face", "ui/form", "ui/grid", "ui/hands", "ui/kit", "ui/look", "store", "store/forms", "store/find", "store/jobs", "store/ledger", "store/codes", "store/value", "store/records", "store/rules", "ui/paper", "store/report"}, []string{fyne}},
	"ui/gate":        {[]string{"store/care", "ui/page", "ui/face", "ui/hands", "ui/kit", "ui/look", "ui/native", "store", "store/forms", "store/overview", "store/practice"}, []string{fyne}},
	"ui/office":      {[]string{"store/undo", "store/care", "ui/page", "ui/face", "ui/grid", "ui/hands", "ui/kit", "ui/look", "ui/native", "store", "store/effects", "store/ledger", "store/value", "store/rulebook", "store/overview", "store/paper", "store/rules", "store/tend", "store/attach", "ui/paper", "store/letters", "store/find", "store/records"}, []string{fyne}},
	"ui/home":        {[]string{"store/care", "store/forms", "ui/paper", "ui/page", "ui/face", "ui/hands", "ui/kit", "ui/look", "store", "store/ledger", "store/codes", "store/value", "store/overview", "store/practice", "store/records", "store/rules"}, []string{fyne}},
	"ui/stage":       {[]string{"ui/grid", "ui/hands", "ui/kit", "ui/look", "store", "store/ledger", "store/codes", "store/value", "store/rules", "store/find", "store/seal", "store/trial", "ui/trial", "store/intake", "store/records", "store/practice", "store/travel"}, []string{fyne}},
	"ui/stand":       {[]string{"ui/page", "ui/stage", "ui/form", "ui/look", "store", "store/rules", "store/find"}, []string{fyne}},
	"ui/form":        {[]string{"ui/hands", "ui/kit", "ui/look", "store/ledger", "store/codes", "store/value"}, []string{fyne}},
	"ui/grid":        {[]string{"ui/hands", "ui/kit", "ui/look", "store/ledger"}, []string{fyne}},
	"ui/kit":         {[]string{"ui/hands", "ui/look"}, []string{fyne}},
	"ui/look":        {[]string{"assets", "assets/fonts"}, []string{fyne, "github.com/go-text/typesetting"}},
	"ui/hands":       {nil, []string{fyne}},
	"ui/trial":       {nil, []string{fyne}},
	"ui/native":      {[]string{"store/paper"}, []string{fyne, "golang.org/x/sys", "golang.org/x/term", "github.com/ncruces/zenity", "github.com/godbus/dbus/v5"}},
	"ui/place":       {},
	"ui/monitor":     {[]string{"ui/place"}, []string{fyne, "github.com/go-gl/glfw/v3.4/glfw"}},
	"ui/cli":         {[]string{"store", "store/attach", "store/points", "store/care", "store/ledger", "store/codes", "store/value", "store/rulebook", "store/rules", "store/find", "store/records", "store/intake", "store/tend", "store/practice", "store/figures", "store/effects", "store/forms", "store/overview", "store/travel", "store/fill"}, []string{"github.com/alecthomas/kong"}},
	"store":          {[]string{"store/ledger", "store/codes", "store/value", "store/rulebook", "store/records", "store/rules", "store/find", "store/vault", "store/seal", "store/sheet", "store/paper", "store/merge", "assets", "store/disk", "store/patience", "store/figures"}, []string{"github.com/fxamacker/cbor/v2"}},
	"store/rulebook": {[]string{"store/value"}, nil},
	"store/value":    {},
	"store/codes":    {[]string{"store/value"}, nil},
	"store/ledger":   {[]string{"store/codes", "store/value", "store/rulebook"}, nil},
	"store/vault":    {[]string{"store/patience", "store/seal"}, []string{"go.etcd.io/bbolt"}},
	"store/seal":     {nil, []string{"golang.org/x/crypto"}},
	"store/sheet":    {[]string{"store/ledger", "store/value"}, []string{"github.com/xuri/excelize/v2", "golang.org/x/text", "golang.org/x/net/html", "github.com/richardlehane/mscfb"}},
	"store/paper":    {[]string{"store/ledger", "assets", "assets/fonts"}, nil},
	"store/parcel":   {[]string{"store/ledger", "store/codes", "store/value", "store/seal"}, []string{"filippo.io/age"}},
	"store/merge":    {[]string{"store/ledger", "store/value"}, nil},
	"store/trial":    {},
	"store/travel":   {[]string{"store/undo", "store", "store/attach", "store/points", "store/care", "store/ledger", "store/codes", "store/value", "store/rulebook", "store/records", "store/rules", "store/merge", "store/parcel", "store/disk", "store/figures", "store/effects", "store/letters"}, nil},
	"store/stage":    {[]string{"store/undo", "store", "store/ledger", "store/codes", "store/value", "store/records", "store/rules", "store/find", "store/merge", "store/intake", "store/seal", "store/trial", "store/practice"}, []string{"github.com/xuri/excelize/v2", "pgregory.net/rapid"}},

	"store/report":    {[]string{"store", "store/points", "store/figures", "store/ledger", "store/codes", "store/value", "store/records", "store/rules", "store/paper", "store/prose", "assets"}, nil},
	"store/handbook":  {[]string{"store/ledger", "store/codes", "store/value", "store/records", "store/rules", "store/find", "store/paper", "store/prose"}, nil},
	"store/care":      {[]string{"store", "store/points", "store/disk", "store/find", "store/ledger", "store/value", "store/rulebook", "store/parcel", "store/patience", "store/records", "store/rules", "store/seal", "store/vault"}, nil},
	"store/disk":      {[]string{"store/patience", "store/vault"}, nil},
	"store/patience":  {},
	"store/forms":     {[]string{"store", "store/chronicle", "store/jobs", "store/overview", "store/points", "store/disk", "store/figures", "store/find", "store/ledger", "store/codes", "store/value", "store/paper", "store/patience", "store/records", "store/rules", "store/sheet", "assets", "store/attach", "store/report", "store/handbook", "store/prose", "store/letters", "store/cards"}, nil},
	"store/blank":     {[]string{"store/sheet"}, nil},
	"store/fill":      {[]string{"store", "store/blank", "store/intake", "store/find", "store/ledger", "store/codes", "store/value", "store/records", "store/rules", "store/sheet"}, nil},
	"store/cards":     {[]string{"store/ledger", "store/codes", "store/value", "store/paper", "store/records", "store/rules", "store/find"}, nil},
	"store/figures":   {[]string{"store/ledger", "store/codes", "store/value", "store/rulebook", "store/records", "store/rules"}, nil},
	"store/records":   {[]string{"store/ledger", "store/value"}, nil},
	"store/find":      {[]string{"store/ledger", "store/codes", "store/value", "store/records", "store/rules"}, nil},
	"store/effects":   {[]string{"store/ledger", "store/value", "store/rulebook", "store/records", "store/rules", "store/figures"}, nil},
	"store/help":      {[]string{"store/ledger", "store/rulebook", "assets"}, nil},
	"store/intake":    {[]string{"store", "store/care", "store/ledger", "store/codes", "store/value", "store/records", "store/rules", "store/find", "store/sheet"}, nil},
	"store/tend":      {[]string{"store", "store/care", "store/ledger", "store/codes", "store/value", "store/rulebook", "store/records", "store/rules", "store/merge", "store/find", "store/effects", "store/help", "store/attach"}, nil},
	"store/chronicle": {[]string{"store/codes", "store/ledger", "store/value", "store/records", "store/rules"}, nil},
	"store/attach":    {[]string{"store", "store/codes", "store/disk", "store/leaf", "store/ledger", "store/records", "store/value", "store/vault"}, nil},
	"store/jobs":      {[]string{"store", "store/find", "store/ledger", "store/codes", "store/value", "store/rulebook", "store/records", "store/rules"}, nil},
	"store/rules":     {[]string{"store/ledger", "store/codes", "store/value", "store/rulebook", "store/records", "store/merge"}, nil},
	"store/overview":  {[]string{"store", "store/points", "store/care", "store/ledger", "store/codes", "store/value", "store/records", "store/rules", "assets", "store/find", "store/help", "store/paper"}, nil},
	"store/points":    {[]string{"store", "store/figures", "store/ledger", "store/codes", "store/value", "store/rulebook", "store/merge", "store/records", "store/rules", "store/vault"}, nil},
	"store/word":      {},
	"store/leaf":      {[]string{"assets/fonts"}, []string{"github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero"}},
	"store/prose":     {[]string{"store/paper", "store/word"}, nil},
	"store/letters":   {[]string{"store", "store/codes", "store/find", "store/ledger", "store/paper", "store/prose", "store/records", "store/rulebook", "store/rules", "store/value", "assets"}, nil},
	"store/undo":      {[]string{"store", "store/ledger", "store/codes", "store/value", "store/merge", "store/records", "store/rules"}, nil},
	"store/practice":  {[]string{"store", "store/points", "store/disk", "store/jobs", "store/merge", "store/ledger", "store/codes", "store/value", "store/rulebook", "store/parcel", "store/records", "store/rules", "store/sheet", "store/travel"}, nil},
}

// noStandard are parts of the standard library that a room may not use although
// all others are free: records know no file, and nothing here knows a network.
var noStandard = []struct {
	pkg    string
	except []string // rooms that may
	why    string
}{
	{"net", nil, "the program makes no network call"},
	{"plugin", nil, "the program loads no code"},
	{"os/exec", []string{"ui/native"}, "only ui/native starts other programs"},
	{"os", []string{".", "ui", "ui/page", "ui/gate", "ui/stage", "ui/cli", "ui/native", "store", "store/patience", "store/vault", "store/disk", "store/care", "store/sheet", "ui/trial", "store/trial", "store/stage", "store/travel", "ui/office", "ui/monitor"}, "this room knows no file"},
	{"reflect", nil, "a record is described by its field table, not by reflection"},
}

// nobodysNames are the names under which a house collects what nobody looks for.
var nobodysNames = []string{"util", "utils", "common", "helper", "helpers", "manager", "base", "core"}

// topLevel is the owner's and closed; dotfiles may stand there.
var topLevel = []string{"main.go", "ui", "store", "assets", "go.mod", "go.sum", "FyneApp.toml", "README.md"}

// longest is the number of lines beyond which a newcomer has to scroll.
const longest = 500

// engineDoors lead to the file, the key and the save lock under a Book; engineRooms may go through them.
var (
	engineDoors = []string{"Engine", "OpenBy"}
	engineRooms = []string{"store", "store/care"}
)

// silent are the rooms that speak in codes and leave the words to others.
var silent = []string{"store/vault", "store/seal"}

// A source is one parsed file of ours.
type source struct {
	path string // from the root, with slashes
	room string
	test bool
	text string
	file *ast.File
	at   func(token.Pos) int
}

func parse(t *testing.T, name, text string) source {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return source{path: name, room: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), text: text, file: file,
		at: func(p token.Pos) int { return set.Position(p).Line }}
}

// broken lists which lines of a file break which rule.
func (s source) broken() []string {
	var out []string
	say := func(p token.Pos, format string, args ...any) {
		out = append(out, fmt.Sprintf("%s:%d: %s", s.path, s.at(p), fmt.Sprintf(format, args...)))
	}
	r, known := rooms[s.room]
	if !known {
		say(s.file.Package, "no rule knows the package %q: add its row to rooms", s.room)
		return out
	}
	for _, i := range s.file.Imports {
		if why := r.forbids(s, i); why != "" {
			say(i.Pos(), "%s", why)
		}
	}
	for _, word := range append([]string{s.file.Name.Name}, strings.FieldsFunc(strings.ToLower(strings.TrimSuffix(path.Base(s.path), ".go")), func(r rune) bool { return r == '_' || r == '.' })...) {
		if slices.Contains(nobodysNames, word) {
			say(s.file.Package, "nothing is called %q here: name it after what it knows", word)
		}
	}
	if n := strings.Count(s.text, "\n"); n > longest {
		say(s.file.End(), "%d lines; at most %d", n, longest)
	}
	if s.path == "main.go" && strings.Count(s.text, "\n") > 80 {
		say(s.file.End(), "main.go ties the parts together in at most 80 lines")
	}
	for _, n := range s.readsClock() {
		say(n.Pos(), "only the declarations in clocks read the computer's clock: ask the Env, in a test testEnv or trial.Start")
	}
	screen := s.room == "ui" || strings.HasPrefix(s.room, "ui/")
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if screen && s.room != "ui/hands" && !s.test {
				say(n.Pos(), "only ui/hands starts goroutines: use hands.Run")
			}
		case *ast.SelectorExpr:
			if slices.Contains(engineDoors, n.Sel.Name) && !slices.Contains(engineRooms, s.room) {
				say(n.Pos(), "only store/care may have the engine under a Book: %s", n.Sel.Name)
			}
			on, ok := n.X.(*ast.Ident)
			if ok && on.Name == "fyne" && (n.Sel.Name == "Do" || n.Sel.Name == "DoAndWait") && s.room != "ui/hands" && !s.test {
				say(n.Pos(), "only ui/hands calls fyne.%s: use hands.Run", n.Sel.Name)
			}
			if ok && on.Name == "hands" && n.Sel.Name == "Do" && s.room != "ui/kit" && !s.test {
				say(n.Pos(), "only ui/kit draws by hands.Do: use hands.Run")
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING && slices.Contains(silent, s.room) && !s.test && strings.ContainsFunc(n.Value, isHan) {
				say(n.Pos(), "words for people belong to package store, not here")
			}
		}
		return true
	})
	return out
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// forbids says why a file of the room may not import, or "".
func (r room) forbids(s source, i *ast.ImportSpec) string {
	name, err := strconv.Unquote(i.Path.Value)
	if err != nil {
		return err.Error()
	}
	if under(name, fyneApp) && s.room != "." {
		return "only main.go imports fyne/app"
	}
	if s.test {
		if under(name, fyne) && s.room != "ui" && !strings.HasPrefix(s.room, "ui/") {
			return "below ui nothing imports Fyne, tests neither"
		}
		return ""
	}
	if ours, yes := strings.CutPrefix(name, module+"/"); yes {
		if !slices.Contains(r.ours, ours) {
			return fmt.Sprintf("%s may not import %s", s.room, ours)
		}
		return ""
	}
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") {
		for _, no := range noStandard {
			if (name == no.pkg || no.pkg == "net" && under(name, "net")) && !slices.Contains(no.except, s.room) {
				return fmt.Sprintf("%s may not import %s: %s", s.room, name, no.why)
			}
		}
		return ""
	}
	if !slices.ContainsFunc(r.outside, func(allowed string) bool { return under(name, allowed) }) {
		return fmt.Sprintf("%s may not import %s", s.room, name)
	}
	return ""
}

func under(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

func TestTheHouseKeepsItsRules(t *testing.T) {
	var all []source
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := filepath.ToSlash(strings.TrimPrefix(name, ".."+string(filepath.Separator)))
		if d.IsDir() {
			if name != ".." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return filepath.SkipDir
			}
			if slices.Contains(nobodysNames, strings.ToLower(d.Name())) {
				t.Errorf("%s: nothing is called %q here: name it after what it knows", rel, d.Name())
			}
			return nil
		}
		if strings.HasSuffix(rel, ".go") {
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			all = append(all, parse(t, rel, string(text)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 100 {
		t.Fatalf("only %d files found: the walk does not see the house", len(all))
	}
	explained := map[string]bool{}
	for _, s := range all {
		for _, line := range s.broken() {
			t.Error(line)
		}
		if d := s.file.Doc; d != nil && !s.test && len(strings.Fields(d.Text())) > 5 {
			explained[s.room] = true
		}
	}
	for _, s := range all {
		if !s.test && !explained[s.room] {
			t.Errorf("%s: no file of the package opens with a sentence on what it knows and does not know", s.room)
			explained[s.room] = true
		}
	}
}

func TestTheTopLevelIsClosed(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		// What a person's own build or practice leaves behind is not in the repository.
		if name := e.Name(); !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) && !ignored(name) {
			t.Errorf("%s: the top level holds only %s and dotfiles", name, strings.Join(topLevel, " "))
		}
	}
}

// ignored says that .gitignore keeps a file of the top level out of the repository.
func ignored(name string) bool {
	text, err := os.ReadFile("../.gitignore")
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(text)) {
		if ok, _ := path.Match(strings.TrimPrefix(strings.TrimSpace(line), "/"), name); ok {
			return true
		}
	}
	return false
}

// TestTheRulesSee gives each rule a file that breaks it.
func TestTheRulesSee(t *testing.T) {
	for _, c := range []struct{ path, text, want string }{
		{"store/ledger/a.go", "package ledger\nimport \"os\"", "store/ledger/a.go:2: store/ledger may not import os: this room knows no file"},
		{"store/ledger/a.go", "package ledger\nimport \"tuanjian/store/vault\"", "store/ledger/a.go:2: store/ledger may not import store/vault"},
		{"store/a.go", "package store\nimport \"" + fyne + "/widget\"", "store/a.go:2: store may not import fyne.io/fyne/v2/widget"},
		{"store/a_test.go", "package store\nimport \"" + fyne + "/test\"", "store/a_test.go:2: below ui nothing imports Fyne, tests neither"},
		{"ui/a.go", "package ui\nimport \"" + fyne + "/app\"", "ui/a.go:2: only main.go imports fyne/app"},
		{"ui/page/a.go", "package page\nimport \"net/http\"", "ui/page/a.go:2: ui/page may not import net/http: the program makes no network call"},
		{"store/vault/a.go", "package vault\nimport \"go.etcd.io/bboltx\"", "store/vault/a.go:2: store/vault may not import go.etcd.io/bboltx"},
		{"store/attic/a.go", "package attic", "store/attic/a.go:1: no rule knows the package \"store/attic\": add its row to rooms"},
		{"store/date_util.go", "package store", "store/date_util.go:1: nothing is called \"util\" here: name it after what it knows"},
		{"store/a.go", "package common", "store/a.go:1: nothing is called \"common\" here: name it after what it knows"},
		{"ui/page/a.go", "package page\nfunc f() { go f() }", "ui/page/a.go:2: only ui/hands starts goroutines: use hands.Run"},
		{"ui/a.go", "package ui\nfunc f() { fyne.Do(f) }", "ui/a.go:2: only ui/hands calls fyne.Do: use hands.Run"},
		{"store/tend/a.go", "package tend\nfunc f(b *store.Book) { b.Engine() }", "store/tend/a.go:2: only store/care may have the engine under a Book: Engine"},
		{"ui/page/a_test.go", "package page\nvar f = store.OpenBy", "ui/page/a_test.go:2: only store/care may have the engine under a Book: OpenBy"},
		{"store/care/a.go", "package care\nfunc f(b *store.Book) { b.Engine() }", ""},
		{"store/seal/a.go", "package seal\nvar x = \"密码\"", "store/seal/a.go:2: words for people belong to package store, not here"},
		{"store/a.go", "package store\n" + strings.Repeat("\n", longest), "store/a.go:1: 501 lines; at most 500"},
		{"ui/kit/a.go", "package kit\nimport \"" + fyne + "\"\nfunc f() { go fyne.Do(f) }", "ui/kit/a.go:3: only ui/hands starts goroutines: use hands.Run\nui/kit/a.go:3: only ui/hands calls fyne.Do: use hands.Run"},
		{"ui/page/a.go", "package page\nfunc f() { hands.Do(f) }", "ui/page/a.go:2: only ui/kit draws by hands.Do: use hands.Run"},
		{"ui/hands/a.go", "package hands\nimport \"" + fyne + "/widget\"\nfunc f() { go fyne.Do(f) }", ""},
		{"store/seal/a_test.go", "package seal\nvar x = \"密码\"", ""},
		{"main.go", "package main\nimport \"" + fyne + "/app\"", ""},
	} {
		if got := strings.Join(parse(t, c.path, c.text).broken(), "\n"); got != c.want {
			t.Errorf("%s %q:\n got %s\nwant %s", c.path, c.text, got, c.want)
		}
	}
}
