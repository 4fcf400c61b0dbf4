package paper

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"flag"
)

var update = flag.Bool("update", false, "write the files in testdata anew")

// slack is what rounding to a thousandth of the type size may add up to.
const slack = 0.1

// checkPage finds text that leaves the page, runs over a rule of its table or
// over another text.
func checkPage(t interface {
	Helper()
	Errorf(string, ...any)
}, n int, p Page) {
	t.Helper()
	extent := func(m Mark) box { return box{m.X, m.Y - 0.85*m.Size, m.W, 0.9 * m.Size} }
	var texts, rules []Mark
	for _, m := range p.Marks {
		if m.X < -slack || m.Y < -slack || m.X+m.W > p.Width+slack || m.Y+m.H > p.Height+slack {
			t.Errorf("page %d: %v leaves the page", n+1, m)
		}
		switch m.Kind {
		case Text:
			texts = append(texts, m)
			if b := extent(m); b.y < 0 {
				t.Errorf("page %d: %q leaves the page at the top", n+1, m.Text)
			}
		case Line:
			rules = append(rules, m)
		}
	}
	for i, m := range texts {
		b := extent(m)
		for _, r := range rules {
			across := r.X > b.x+slack && r.X < b.x+b.w-slack || r.W > 0 && r.X < b.x+b.w-slack && r.X+r.W > b.x+slack
			along := r.Y > b.y+slack && r.Y < b.y+b.h-slack || r.H > 0 && r.Y < b.y+b.h-slack && r.Y+r.H > b.y+slack
			if across && along {
				t.Errorf("page %d: a rule runs through %q", n+1, m.Text)
			}
		}
		for _, other := range texts[i+1:] {
			o := extent(other)
			if o.x < b.x+b.w-slack && b.x < o.x+o.w-slack && o.y < b.y+b.h-slack && b.y < o.y+o.h-slack {
				t.Errorf("page %d: %q and %q overlap", n+1, m.Text, other.Text)
			}
		}
	}
}

// textOf is the text of a page in reading order, one line for each baseline.
func textOf(p Page) string {
	var texts []Mark
	for _, m := range p.Marks {
		if m.Kind == Text {
			texts = append(texts, m)
		}
	}
	slices.SortStableFunc(texts, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(int(a.Y), int(b.Y)), cmp.Compare(a.X, b.X))
	})
	var out strings.Builder
	for i, m := range texts {
		switch {
		case i == 0:
		case int(m.Y) != int(texts[i-1].Y):
			out.WriteString("\n")
		default:
			out.WriteString(" | ")
		}
		out.WriteString(m.Text)
	}
	return out.String()
}

func TestTextStaysInItsCell(t *testing.T) {
	for name, d := range documents() {
		t.Run(name, func(t *testing.T) {
			for n := range min(d.Count(), 30) {
				checkPage(t, n, d.Page(n))
			}
		})
	}
}

func TestTextLayer(t *testing.T) {
	for _, name := range []string{"roster23", "officers", "blank", "wide", "form", "empty"} {
		t.Run(name, func(t *testing.T) {
			d := documents()[name]
			var got strings.Builder
			for n := range d.Count() {
				fmt.Fprintf(&got, "=== %d/%d\n%s\n", n+1, d.Count(), textOf(d.Page(n)))
			}
			path := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("the text of %s changed:\n%s", name, got.String())
			}
		})
	}
}

// cellsOf are the texts of the marks of one page that stand in a list's
// columns, found by what the roster puts there.
func has(p Page, text string) bool {
	return slices.ContainsFunc(p.Marks, func(m Mark) bool { return m.Kind == Text && m.Text == text })
}

func TestEveryRowOnceAndHeadsOnEveryPage(t *testing.T) {
	for _, n := range []int{1, 17, 18, 19, 20, 21, 22, 23, 42, 43, 44, 500} {
		d := roster(n).Lay()
		next := 1
		for k := range d.Count() {
			p := d.Page(k)
			for _, c := range rosterColumns() {
				if !has(p, c.Head) {
					t.Errorf("%d rows: page %d has no head %s", n, k+1, c.Head)
				}
			}
			if want := fmt.Sprintf("第 %d 页　共 %d 页", k+1, d.Count()); !has(p, want) {
				t.Errorf("%d rows: page %d does not say %s", n, k+1, want)
			}
			rows := 0
			for next <= n && has(p, fmt.Sprint(next)) {
				if !has(p, person(next-1)) {
					t.Errorf("row %d of %d stands without its name %s", next, n, person(next-1))
				}
				next++
				rows++
			}
			if last := k == d.Count()-1; last != has(p, "填表人：") {
				t.Errorf("%d rows: the signature line is wrong on page %d of %d", n, k+1, d.Count())
			}
			if rows < min(2, n) {
				t.Errorf("%d rows: page %d of %d has only %d", n, k+1, d.Count(), rows)
			}
		}
		if next != n+1 {
			t.Errorf("of %d rows %d were printed", n, next-1)
		}
	}
}

func TestPageCounts(t *testing.T) {
	for n, want := range map[int]int{0: 1, 15: 1, 16: 2, 23: 2, 5000: 228, 20000: 910} {
		if got := roster(n).Lay().Count(); got != want {
			t.Errorf("%d rows take %d pages, not %d", n, got, want)
		}
	}
}

func TestSplitShowsEveryColumnOfEveryRow(t *testing.T) {
	s := wide()
	d := s.Lay()
	text := ""
	for n := range d.Count() {
		p := d.Page(n)
		text += textOf(p)
		if !has(p, "序号") || !has(p, "姓名") {
			t.Errorf("page %d of the split table lacks the key columns", n+1)
		}
	}
	heads := map[string]int{}
	for n := range d.Count() {
		p := d.Page(n)
		for _, m := range p.Marks {
			if m.Bold && m.Size < 18 {
				heads[m.Text]++
			}
		}
	}
	for _, c := range s.Columns {
		first := c.Head
		for len(first) > 0 && heads[first] == 0 {
			first = first[:len(first)-1]
		}
		if len(first) < len(c.Head)/3 {
			t.Errorf("column %s is on no page", c.Head)
		}
	}
	if got := strings.Count(text, "91430502MA4L12346Y"); got != s.Len {
		t.Errorf("%d credit codes of %d", got, s.Len)
	}
	if got := strings.Count(text, "2026.09.30"); got != s.Len {
		t.Errorf("%d last columns of %d", got, s.Len)
	}
	for i := range s.Len {
		if got := strings.Count(text, "| "+person(i)+" "); got < 2 {
			t.Errorf("row %d shows its name %d times", i+1, got)
		}
	}
}

func TestLongTextGoesOnOverThePage(t *testing.T) {
	long := strings.Repeat("塔北社区团委组织青年职工开展安全生产知识竞赛，", 400)
	s := Sheet{
		Title: "活动记录", Columns: []Column{{Head: "序号"}, {Head: "内容", Width: 20}, {Head: "备注", Width: 30}},
		Len: 3, Row: func(i int) []string { return []string{fmt.Sprint(i + 1), long[:(i%2)*len(long)], long} },
	}
	f := Form{Title: "登记表", Grid: []int{1, 3}, Rows: [][]Field{{{Text: "意见", Label: true, Down: 2}, {Text: long}}, {{Text: long}}, {{Text: "记录", Label: true}, {Text: long, Lines: 100}}}}
	for name, d := range map[string]*Document{"sheet": s.Lay(), "form": f.Lay()} {
		got := 0
		for n := range d.Count() {
			checkPage(t, n, d.Page(n))
			for _, m := range d.Page(n).Marks {
				if m.Kind == Text {
					got += strings.Count(m.Text, "竞") // no line ends can hide one character
				}
			}
		}
		if want := map[string]int{"sheet": 1600, "form": 1200}[name]; got != want {
			t.Errorf("%s: %d pieces of the text of %d were printed", name, got, want)
		}
	}
}

func TestSpreadNames(t *testing.T) {
	d := roster(20).Lay()
	widths := map[int]float64{}
	size := 0.0
	for _, m := range d.Page(0).Marks {
		for i := range 20 {
			if m.Kind == Text && m.Text == person(i) {
				widths[len([]rune(m.Text))], size = m.W, m.Size
			}
		}
	}
	if len(widths) < 2 || widths[2] != widths[3] || widths[2] != 3*size {
		t.Errorf("names of two and three characters are %v points wide at %v", widths, size)
	}
	for name, want := range map[string]bool{"张㛃": true, "李𬭎": true, "王": false, "尉迟祎": false, "AB": false, "张a": false, "": false, "张\xff": false} {
		if spreads(name) != want {
			t.Errorf("spreads(%q) = %v", name, !want)
		}
	}
}

// Lists repeat themselves; what comes back every few rows must still be seen
// when only some rows are looked at.
func TestSomeRowsShowEveryKind(t *testing.T) {
	for _, n := range []int{5, 201, 400, 999, 5000, 10000, 100000} {
		for period := 2; period <= 12; period++ {
			seen := map[int]bool{}
			last := -1
			for k := range min(n, 200) {
				i := spaced(k, n, 200)
				if i <= last || i >= n {
					t.Fatalf("row %d after row %d of %d", i, last, n)
				}
				last = i
				seen[i%period] = true
			}
			if len(seen) < min(n, period) {
				t.Errorf("of %d rows that repeat after %d only %d kinds are seen", n, period, len(seen))
			}
		}
	}
}

func TestOrdinaryContentStaysOnOneLine(t *testing.T) {
	for _, n := range []int{100, 5000, 10000, 30000} {
		d := roster(n).Lay()
		for _, k := range []int{1, d.Count() / 2, d.Count() - 2} {
			for _, m := range d.Page(k).Marks {
				if m.Kind == Text && m.Text == "中等职业" {
					t.Errorf("%d rows: 中等职业教育 is broken on page %d", n, k+1)
				}
			}
		}
	}
}

func TestFormTable(t *testing.T) {
	f := Form{Grid: []int{1, 1, 1}}
	f.Table("成员", 1, []Column{{Head: "职务"}, {Head: "姓名", Spread: true}}, nil, [][]string{{"书记", "张㛃", "多余"}, {"副书记"}})
	p := f.Lay().Page(0)
	checkPage(t, 0, p)
	var label, first, last float64
	for _, m := range p.Marks {
		switch m.Text {
		case "成员":
			label = m.Y
		case "职务":
			first = m.Y
		case "副书记":
			last = m.Y
		}
	}
	if label <= first || label >= last || !has(p, "张㛃") || has(p, "多余") {
		t.Errorf("the label of the table stands at %v, its rows from %v to %v", label, first, last)
	}
}

func TestOddRows(t *testing.T) {
	s := Sheet{
		Columns: []Column{{Head: "甲"}, {Head: "乙"}, {}}, Len: 5, Blank: -3,
		Row: func(i int) []string { return []string{"一", "二", "三", "四", "五"}[:i] },
	}
	d := s.Lay()
	checkPage(t, 0, d.Page(0))
	if !has(d.Page(0), "三") || has(d.Page(0), "四") {
		t.Error("rows shorter or longer than the columns are not printed as far as the columns go")
	}
	for _, empty := range []*Document{Sheet{}.Lay(), Form{}.Lay(), Sheet{Title: "名册"}.Lay(), Sheet{Len: 9, Columns: make([]Column, 1)}.Lay()} {
		if empty.Count() != 1 || len(empty.Page(0).Marks) == 0 || len(empty.Page(1).Marks) != 0 || len(empty.Page(-1).Marks) != 0 {
			t.Error("an empty list is not one page")
		}
		pdf(t, empty)
	}
}
