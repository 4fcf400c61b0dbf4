package prose

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tuanjian/store/paper"
)

// bars are the bars of a page, from the top.
func bars(p paper.Page) (all []paper.Mark) {
	for _, m := range p.Marks {
		if m.Kind == paper.Shade && m.Size == paper.BarShade {
			all = append(all, m)
		}
	}
	return all
}

// A bar is as long as its number says, nothing has none, something has one that is seen, and a sum of several has none; all
// begin at one line and none leaves the margins.
func TestBarsAreAsLongAsTheirNumbers(t *testing.T) {
	x := Text{Manner: Book, Blocks: []Block{{Role: ChartRole, Chart: &Chart{Head: "团员", Bars: []Bar{{Name: "甲", N: 4000}, {Name: "乙", N: 1000}, {Name: "丙", N: 1}, {Name: "丁"}, {Name: "其余", N: 90000, Sum: true}}}}}}
	got := bars(x.Lay().Page(0))
	if len(got) != 3 || got[0].W < 100*paper.MM || got[1].W < got[0].W*0.249 || got[1].W > got[0].W*0.251 || got[2].W < 1 || got[2].W > 2 {
		t.Fatalf("%+v", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := &Chart{Head: "团员"}
		for range rapid.IntRange(1, 12).Draw(t, "bars") {
			c.Bars = append(c.Bars, Bar{Name: strings.Repeat("长", rapid.IntRange(0, 60).Draw(t, "name")), N: rapid.IntRange(0, 1<<30).Draw(t, "n"), Sum: rapid.Bool().Draw(t, "sum")})
		}
		x := Text{Manner: Book, Blocks: []Block{{Role: ChartRole, Chart: c}}}
		d := x.Lay()
		at := 0.0
		for _, b := range bars(d.Page(0)) {
			if at == 0 {
				at = b.X
			}
			if b.X != at || b.X < 25*paper.MM || b.X+b.W > 190*paper.MM {
				t.Fatalf("a bar from %.0f to %.0f", b.X, b.X+b.W)
			}
		}
		for _, m := range d.Page(0).Marks {
			if m.Kind == paper.Text && m.X+m.W > 190.5*paper.MM {
				t.Fatalf("%q reaches to %.0f", m.Text, m.X+m.W)
			}
		}
		var b bytes.Buffer
		if err := x.WriteDocx(&b); err != nil {
			t.Fatal(err)
		}
	})
}

// In a .docx each bar is a cell with a ground, and the cells of every row fill the width.
func TestBarsOfADocxAreCells(t *testing.T) {
	x := Text{Manner: Book, Blocks: []Block{{Role: ChartRole, Chart: &Chart{Head: "团员", Bars: []Bar{{Name: "甲", N: 40}, {Name: "乙", N: 40}, {Name: "丙", N: 7}, {Name: "丁"}}}}}}
	z, err := zip.NewReader(bytes.NewReader(docx(t, x)), int64(len(docx(t, x))))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	text := string(all)
	if n := strings.Count(text, `w:fill="737373"`); n != 3 {
		t.Errorf("%d bars", n)
	}
	if strings.Contains(text, "tblBorders") || strings.Count(text, `w:hRule="exact"`) != 7 {
		t.Error("the rows have rules, or are higher than they are to be")
	}
	columns := strings.Count(text, "<w:gridCol")
	for _, row := range strings.Split(text, "<w:tr>")[1:] {
		n := 0
		for _, cell := range strings.Split(row, "<w:tcPr>")[1:] {
			span := 1
			if _, after, has := strings.Cut(cell, `<w:gridSpan w:val="`); has {
				span = int(after[0] - '0')
			}
			n += span
		}
		if n != columns {
			t.Errorf("a row of %d columns, of %d", n, columns)
		}
	}
}
