package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
)

// A mutant is one change.
type mutant struct {
	at     int // its switch
	file   string
	line   int
	inside string // the function
	what   string
	room   *room
	binary string
}

func (m *mutant) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", m.file, m.line, m.inside, m.what)
}

// name is String without the line, which any other change of the file moves.
func (m *mutant) name() string { return fmt.Sprintf("%s: %s: %s", m.file, m.inside, m.what) }

// A source is a file and what is to be written in place of its pieces.
type source struct {
	path string
	text string
	ast  *ast.File
	base int // of the file's positions
	edit []edit
}

// An edit wraps the piece from..to; of two of the same piece the later wraps the earlier.
type edit struct {
	from, to int
	wrap     func(inner string) string
}

type pkg struct {
	dir, name string
	files     []*source
	set       *token.FileSet
	info      types.Info
	all       []*mutant
	first     int
	inside    string
	seen      map[string]int // how often a change of one name has come
}

func parsePackage(r *room) (*pkg, error) {
	dir, err := filepath.Abs(r.dir)
	if err != nil {
		return nil, err
	}
	p := &pkg{dir: dir, set: token.NewFileSet(), seen: map[string]int{}}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var parsed []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(p.set, path, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		p.name = f.Name.Name
		parsed = append(parsed, f)
		if len(r.files) == 0 || slices.Contains(r.files, filepath.Base(path)) {
			p.files = append(p.files, &source{path: path, text: string(text), ast: f, base: p.set.File(f.FileStart).Base()})
		}
	}
	exports, err := exportsOf(r.dir)
	if err != nil {
		return nil, err
	}
	p.info = types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	open := func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) }
	conf := types.Config{Importer: importer.ForCompiler(p.set, "gc", open)}
	_, err = conf.Check(p.name, p.set, parsed, &p.info)
	return p, err
}

// exportsOf asks the compiler's cache for the types of everything the package imports.
func exportsOf(dir string) (map[string]string, error) {
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "./"+dir)
	list.Stderr = os.Stderr
	out, err := list.Output()
	found := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		found[path] = file
	}
	return found, err
}

// mutants finds all changes of the package's files.
func (p *pkg) mutants(first int) []*mutant {
	p.first = first
	for _, s := range p.files {
		for _, d := range s.ast.Decls {
			p.declaration(s, d)
		}
	}
	return p.all
}

func (p *pkg) declaration(s *source, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		p.inside = d.Name.Name
		if d.Body != nil {
			p.body(s, d.Body)
		}
	case *ast.GenDecl:
		switch d.Tok {
		case token.CONST:
			p.constants(s, d)
		case token.VAR: // a table: what it lists is no rule, the functions within it are
			p.inside = d.Specs[0].(*ast.ValueSpec).Names[0].Name
			ast.Inspect(d, func(n ast.Node) bool {
				if f, ok := n.(*ast.FuncLit); ok {
					p.body(s, f.Body)
					return false
				}
				return true
			})
		}
	}
}

// constants makes variables of constants with a text or number of their own, so that
// they can change. Counted ones stay: their values have no meaning.
func (p *pkg) constants(s *source, d *ast.GenDecl) {
	defer func(inside string) { p.inside = inside }(p.inside)
	for _, spec := range d.Specs {
		for _, v := range spec.(*ast.ValueSpec).Values {
			if _, ok := v.(*ast.BasicLit); !ok {
				return
			}
		}
		if len(spec.(*ast.ValueSpec).Values) == 0 {
			return
		}
	}
	at := int(d.Pos()) - s.base
	s.edit = append(s.edit, edit{at, at + len("const"), func(string) string { return "var" }})
	for _, spec := range d.Specs {
		spec := spec.(*ast.ValueSpec)
		p.inside = spec.Names[0].Name
		for _, v := range spec.Values {
			p.literal(s, v.(*ast.BasicLit))
		}
	}
}

// body finds the changes of a function.
func (p *pkg) body(s *source, body *ast.BlockStmt) {
	skip := map[ast.Node]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		if skip[n] {
			return false
		}
		if e, ok := n.(ast.Expr); ok && p.computed(s, e) {
			return false
		}
		switch n := n.(type) {
		case *ast.GenDecl:
			if n.Tok == token.CONST {
				p.constants(s, n)
				return false
			}
		case *ast.ArrayType:
			skip[n.Len] = true
		case *ast.KeyValueExpr:
			skip[n.Key] = true
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Width" {
				skip[n.Value] = true // a hint to screens
			}
		case *ast.CallExpr:
			switch s.piece(n.Fun) {
			case "fmt.Errorf", "panic": // words for the log
				return false
			}
		case *ast.BlockStmt:
			p.statements(s, n.List)
		case *ast.CaseClause:
			p.statements(s, n.Body)
			for _, c := range n.List {
				p.condition(s, c)
			}
		case *ast.IfStmt:
			p.condition(s, n.Cond)
		case *ast.ReturnStmt:
			p.results(s, n)
		case *ast.BinaryExpr:
			p.operator(s, n)
		case *ast.BasicLit:
			p.literal(s, n)
		case *ast.Ident:
			if tv := p.info.Types[n]; tv.Value != nil && (n.Name == "true" || n.Name == "false") {
				p.change(s, n, n.Name+" → "+opposite[n.Name], opposite[n.Name])
			}
		}
		return true
	})
}

// computed moves a number by one that the compiler makes of several, such as -1.
func (p *pkg) computed(s *source, n ast.Expr) bool {
	v := p.info.Types[n].Value
	switch n.(type) {
	case *ast.UnaryExpr, *ast.BinaryExpr, *ast.CallExpr:
	default:
		return false
	}
	if v == nil {
		return false
	}
	if v.Kind() == constant.Int {
		p.bound(s, n)
	}
	return true
}

func (p *pkg) bound(s *source, n ast.Expr) {
	text := s.piece(n)
	for _, by := range []string{" + 1", " - 1"} {
		p.change(s, n, text+" → "+text+by, text+by)
	}
}

var opposite = map[string]string{"true": "false", "false": "true"}

// operators are what each may become: the neighbour, where it has one, and the contrary.
var operators = map[token.Token][]token.Token{
	token.LSS: {token.LEQ, token.GEQ}, token.LEQ: {token.LSS, token.GTR}, token.GTR: {token.GEQ, token.LEQ}, token.GEQ: {token.GTR, token.LSS},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL}, token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.QUO}, token.QUO: {token.MUL}, token.REM: {token.MUL},
}

func (p *pkg) operator(s *source, n *ast.BinaryExpr) {
	if t, ok := p.info.Types[n.X].Type.Underlying().(*types.Basic); ok && n.Op == token.ADD && t.Info()&types.IsNumeric == 0 {
		return
	}
	left, right := s.piece(n.X), s.piece(n.Y)
	for _, op := range operators[n.Op] {
		p.change(s, n, fmt.Sprintf("%s %s %s → %s", short(left), n.Op, short(right), op), left+" "+op.String()+" "+right)
	}
}

// condition turns a condition round that no operator turns round.
func (p *pkg) condition(s *source, n ast.Expr) {
	tv := p.info.Types[n]
	b, ok := n.(*ast.BinaryExpr)
	if tv.Type == nil || tv.IsType() || tv.Value != nil || ok && b.Op != token.LAND && b.Op != token.LOR {
		return
	}
	if t, ok := tv.Type.Underlying().(*types.Basic); ok && t.Info()&types.IsBoolean != 0 {
		p.change(s, n, "not "+short(s.piece(n)), "!("+s.piece(n)+")")
	}
}

// results leaves a fault out that a function returns.
func (p *pkg) results(s *source, n *ast.ReturnStmt) {
	for _, r := range n.Results {
		tv := p.info.Types[r]
		if tv.Type == nil || tv.IsNil() {
			continue
		}
		if name := tv.Type.String(); strings.HasPrefix(name, "*") && strings.HasSuffix(name, "Fault") || name == "error" {
			p.change(s, r, "no "+short(s.piece(r)), "nil")
		}
	}
}

// statements leaves one out: a call, an assignment to what there is, a continue.
func (p *pkg) statements(s *source, list []ast.Stmt) {
	for _, n := range list {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				continue
			}
		case *ast.IncDecStmt:
		case *ast.BranchStmt:
			if n.Label != nil || n.Tok == token.FALLTHROUGH || n.Tok == token.GOTO {
				continue
			}
		case *ast.ExprStmt:
			if call, ok := n.X.(*ast.CallExpr); ok {
				if f, ok := call.Fun.(*ast.Ident); ok && f.Name == "panic" {
					continue // the last word of a function that returns something
				}
			}
		default:
			continue
		}
		m := p.found(s, n, "without "+short(s.piece(n)))
		s.wrap(n, func(inner string) string { return fmt.Sprintf("if mutantOn != %d { %s }", m.at, inner) })
	}
}

// literal moves a bound by one and spoils a code; words for people are left alone.
func (p *pkg) literal(s *source, n *ast.BasicLit) {
	switch n.Kind {
	case token.INT, token.CHAR:
		p.bound(s, n)
	case token.STRING:
		text, err := strconv.Unquote(n.Value)
		if err == nil && text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) {
			p.change(s, n, n.Value+" → "+strconv.Quote(text+"~"), strconv.Quote(text+"~"))
		}
	}
}

// change writes other in place of an expression.
func (p *pkg) change(s *source, n ast.Expr, what, other string) {
	t := p.info.Types[n].Type
	if t == nil {
		return
	}
	name := types.TypeString(types.Default(t), func(q *types.Package) string {
		if q.Name() == p.name {
			return ""
		}
		return q.Name()
	})
	m := p.found(s, n, what)
	s.wrap(n, func(inner string) string {
		return fmt.Sprintf("mutantPick(%d, func() %s { return %s }, func() %s { return %s })", m.at, name, inner, name, other)
	})
}

func (p *pkg) found(s *source, n ast.Node, what string) *mutant {
	m := &mutant{at: p.first + len(p.all), file: filepath.Base(s.path), line: p.set.Position(n.Pos()).Line, inside: p.inside, what: what}
	p.seen[m.name()]++
	if again := p.seen[m.name()]; again > 1 {
		m.what += fmt.Sprintf(" (%d)", again)
	}
	p.all = append(p.all, m)
	return m
}

func (s *source) piece(n ast.Node) string {
	return s.text[int(n.Pos())-s.base : int(n.End())-s.base]
}

func (s *source) wrap(n ast.Node, with func(string) string) {
	s.edit = append(s.edit, edit{int(n.Pos()) - s.base, int(n.End()) - s.base, with})
}

// changed is the text of a file with all its switches.
func (p *pkg) changed(i int) string {
	s := p.files[i]
	sort.SliceStable(s.edit, func(a, b int) bool {
		x, y := s.edit[a], s.edit[b]
		return x.from < y.from || x.from == y.from && x.to > y.to
	})
	return s.render(0, len(s.text), s.edit)
}

// render writes from..to with the edits that lie within, which are sorted.
func (s *source) render(from, to int, edits []edit) string {
	var b strings.Builder
	for len(edits) > 0 {
		e := edits[0]
		same, within := 1, 1
		for same < len(edits) && edits[same].from == e.from && edits[same].to == e.to {
			same++
		}
		for within = same; within < len(edits) && edits[within].from < e.to; within++ {
		}
		inner := s.render(e.from, e.to, edits[same:within])
		for _, e := range edits[:same] {
			inner = e.wrap(inner)
		}
		b.WriteString(s.text[from:e.from])
		b.WriteString(inner)
		from, edits = e.to, edits[within:]
	}
	b.WriteString(s.text[from:to])
	return b.String()
}

// short is a piece of source on one line.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 60 {
		text = string(r[:60]) + "…"
	}
	return text
}
