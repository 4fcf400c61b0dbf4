package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// official is a Flow in the measures of an official paper.
func official(pieces ...Piece) Flow {
	return Flow{Title: "批复", Top: 37 * MM, Bottom: 35 * MM, Left: 28 * MM, Right: 26 * MM, Numbers: Dashed, Pieces: pieces}
}

func words(text string) Piece {
	return Piece{Text: text, Size: 15.75, Lead: 28.95, First: 31.5, Flush: true}
}

func block(t testing.TB) *Picture {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	p, err := ReadPicture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// handbook is a Flow of everything that one can hold, over many pages.
func handbook(t testing.TB) Flow {
	f := Flow{Title: "工作手册", Top: 22 * MM, Bottom: 20 * MM, Left: 25 * MM, Right: 20 * MM, Foot: "塔北社区团建台账", Printed: "打印于 2026-11-22 10:32"}
	f.Pieces = append(f.Pieces, Piece{Text: "团支部工作手册", Size: 22, Lead: 34, Bold: true, Align: Center, Even: true}, Piece{Kind: FlowContents, Size: 12, Lead: 22, Level: 2}, Piece{Kind: FlowBreak})
	for i := range 6 {
		f.Pieces = append(f.Pieces,
			Piece{Text: fmt.Sprintf("第%d章", i+1), Size: 16, Lead: 26, Bold: true, Level: 1, Before: 12},
			Piece{Text: strings.Repeat("每季度召开支部大会一次，每月开展主题团日活动。", 9), Size: 12, Lead: 20, First: 24, Flush: true},
			Piece{Text: fmt.Sprintf("第%d章的名单", i+1), Size: 13, Lead: 22, Bold: true, Level: 2},
			Piece{Kind: FlowTable, Text: "名单", Size: 10.5, Lead: 17, Bold: true, Columns: rosterColumns()[:6], Rows: people(17 * i), Totals: "合计：若干人", After: 8},
			Piece{Kind: FlowCard, Grid: []int{3, 4, 3, 4}, Cells: form().Rows[:2], After: 8},
			Piece{Kind: FlowFigure, Text: "图", Size: 10, Lead: 16, Picture: block(t), After: 8},
			Piece{Kind: FlowCut, Text: "团介字第 " + fmt.Sprint(i) + " 号", Size: 12, Lead: 30},
		)
	}
	return f
}

func people(n int) [][]string {
	var rows [][]string
	for i := range n {
		rows = append(rows, rosterRow(nil, i)[:6])
	}
	return rows
}

// On every page of a table its head stands; headings and captions stay with what they are of;
// the contents tell the pages on which the headings stand.
func TestAFlowKeepsTogetherWhatBelongsTogether(t *testing.T) {
	d := handbook(t).Lay()
	if len(d.chapters) != 6 || d.Count() < 6 {
		t.Fatalf("%d chapters on %d pages", len(d.chapters), d.Count())
	}
	contents := textOf(d.Page(0))
	for i, c := range d.chapters {
		text := textOf(d.Page(c.page))
		if !strings.Contains(text, c.title+"\n每季度") {
			t.Errorf("chapter %d does not stand over its words on page %d:\n%s", i+1, c.page+1, text)
		}
		if want := c.title + " | " + fmt.Sprint(c.page+1) + "\n"; !strings.Contains(contents, want) {
			t.Errorf("the contents do not say %q:\n%s", want, contents)
		}
	}
	for n := 1; n < d.Count(); n++ {
		p := d.Page(n)
		checkPage(t, n, p)
		text := textOf(p)
		if people := regexp.MustCompile(`430502\*+`).FindString(text); people != "" && !strings.Contains(text, "序号 | 姓名") {
			t.Errorf("page %d has rows and no head:\n%s", n+1, text)
		}
		if strings.HasSuffix(text[:strings.LastIndex(text, "\n")], "的名单") {
			t.Errorf("page %d ends with a heading", n+1)
		}
	}
}

// A character that would stand alone on a last line is drawn up where the line above has
// nearly room for it, and only there; no line of a paragraph is wider than the text.
func TestNoCharacterStandsAlone(t *testing.T) {
	const a4 = 156 * MM
	for n := 2; n < 140; n++ {
		d := official(words(strings.Repeat("字", n-1) + "。")).Lay()
		var lines []Mark
		for _, m := range d.Page(0).Marks {
			lines = append(lines, m)
			if m.X < 28*MM-slack || m.X+m.W > 28*MM+a4+slack {
				t.Errorf("%d characters: a line from %.1f to %.1f", n, m.X, m.X+m.W)
			}
			if m.Track < -0.04*m.Size || m.Track > mostTrack*m.Size {
				t.Errorf("%d characters: a track of %.2f", n, m.Track)
			}
		}
		last := []rune(lines[len(lines)-1].Text)
		// 26 on the first line, 28 on the others. One more on each is what a little less spacing gives.
		if over := (n - 26) % 28; len(lines) > 1 && len(last) <= 2 && over > 2 {
			t.Errorf("%d characters end with %q", n, string(last))
		}
		if n == 26+28+1 && len(lines) != 2 {
			t.Errorf("%d characters take %d lines", n, len(lines))
		}
	}
}

// Lines that are not the last of their paragraph end at the right edge.
func TestFlushLinesReachTheEdge(t *testing.T) {
	d := official(words(strings.Repeat("团员2026人，", 30))).Lay()
	marks := d.Page(0).Marks
	for i, m := range marks[:len(marks)-1] {
		if edge := m.X + m.W; edge < 184*MM-0.01 || edge > 184*MM+0.01 {
			t.Errorf("line %d ends at %.2f", i+1, edge)
		}
		var letters float64
		for _, one := range m.Letters() {
			letters = one.X + one.W
		}
		if letters < 184*MM-0.2 || letters > 184*MM+0.2 {
			t.Errorf("line %d ends at %.2f letter by letter", i+1, letters)
		}
		s := d.faces.stroke(m)
		var steps int32
		for _, step := range s.Steps {
			steps += step
		}
		if end := float64(s.X+steps) / PerPoint; end < 183.5*MM || end > 184.5*MM {
			t.Errorf("line %d ends at %.2f for a printer", i+1, end)
		}
	}
	if last := marks[len(marks)-1]; last.Track != 0 {
		t.Errorf("the last line is drawn apart by %.2f", last.Track)
	}
}

func TestDashedNumbers(t *testing.T) {
	if text := textOf(official(words("同意。")).Lay().Page(0)); strings.Contains(text, "—1—") {
		t.Errorf("an only page has a number: %s", text)
	}
	d := official(words(strings.Repeat("同意建立团支部。", 300))).Lay()
	for n := range d.Count() {
		marks := d.Page(n).Marks
		number := marks[len(marks)-1]
		if left := number.X < shortSide/2; number.Text != fmt.Sprintf("—%d—", n+1) || left != (n%2 == 1) {
			t.Errorf("page %d ends with %q at %.0f", n+1, number.Text, number.X)
		}
	}
}

func TestAnyFlowPrintsWhole(t *testing.T) {
	picture := block(t)
	rapid.Check(t, func(t *rapid.T) {
		want := map[rune]int{}
		f := Flow{Top: 20 * MM, Bottom: 20 * MM, Left: 20 * MM, Right: 20 * MM}
		for range rapid.IntRange(0, 12).Draw(t, "pieces") {
			size := rapid.SampledFrom([]float64{9, 10.5, 15.75, 22}).Draw(t, "size")
			p := Piece{
				Kind: PieceKind(rapid.IntRange(0, int(FlowBreak)).Draw(t, "kind")), Text: anyText(t, "text"), Size: size, Lead: 1.5 * size,
				Bold: rapid.Bool().Draw(t, "bold"), Align: Align(rapid.IntRange(0, 2).Draw(t, "align")), Flush: rapid.Bool().Draw(t, "flush"),
				Even: rapid.Bool().Draw(t, "even"), First: float64(rapid.IntRange(-3, 3).Draw(t, "first")) * size, Left: 3 * size, Keep: rapid.Bool().Draw(t, "keep"),
				Before: rapid.Float64Range(0, 60).Draw(t, "before"), Level: rapid.IntRange(0, 3).Draw(t, "level"),
			}
			switch p.Kind {
			case FlowTable:
				p.Columns = rosterColumns()[:rapid.IntRange(0, 12).Draw(t, "columns")]
				for range rapid.IntRange(0, 60).Draw(t, "rows") {
					p.Rows = append(p.Rows, texts(t, "cell", len(p.Columns)))
				}
				p.Totals = anyText(t, "totals")
				if len(p.Columns) > 0 {
					ink(want, p.Text, 1)
					ink(want, p.Totals, 1)
					for _, row := range p.Rows {
						for _, c := range row {
							ink(want, c, 1)
						}
					}
				}
			case FlowCard:
				p.Grid = []int{1, 2}
				for _, s := range texts(t, "field", 9) {
					p.Cells = append(p.Cells, []Field{{Text: s}})
					ink(want, s, 1)
				}
			case FlowFigure:
				p.Picture, p.Text = picture, "图"
				ink(want, p.Text, 1)
			case FlowWords:
				ink(want, p.Text, 1)
			}
			f.Pieces = append(f.Pieces, p)
		}
		got := onPaper(t, f.Lay())
		for r, n := range want {
			if got[r] < n {
				t.Fatalf("%q is %d times on paper instead of at least %d", r, got[r], n)
			}
		}
	})
}

// What was joined is as it was: every page, in its size, with one set of fonts and the chapters
// where they are now.
func TestJoin(t *testing.T) {
	book, list, letter := handbook(t).Lay(), roster(60).Lay(), official(words("同意。𰀀")).Lay()
	d := Join("合订", letter, list, book, letter)
	if want := 2*letter.Count() + list.Count() + book.Count(); d.Count() != want || !d.Upright() {
		t.Fatalf("%d pages, not %d", d.Count(), want)
	}
	at := 0
	for _, part := range []*Document{letter, list, book, letter} {
		for n := range part.Count() {
			got, want := d.Page(at), part.Page(n)
			if d.Stands(at) != (want.Height >= want.Width) || got.Width != want.Width || got.Height != want.Height || textOf(got) != textOf(want) {
				t.Errorf("page %d is not what it was", at+1)
			}
			at++
		}
	}
	for i, c := range d.chapters {
		if c.page != book.chapters[i].page+letter.Count()+list.Count() {
			t.Errorf("chapter %d begins on page %d", i+1, c.page+1)
		}
	}
	if string(d.Missing()) != "𰀀" {
		t.Errorf("missing %q", string(d.Missing()))
	}
	data := pdf(t, d)
	path := keep(t, "joined.pdf", data)
	if fonts := bytes.Count(data, []byte("/FontFile2")); fonts != 3 {
		t.Errorf("%d fonts are embedded", fonts)
	}
	if out := tool(t, "qpdf", "--check", path); strings.Contains(out, "WARNING") {
		t.Error(out)
	}
	out := tool(t, "pdfinfo", "-f", "1", "-l", fmt.Sprint(d.Count()), path)
	if lying := strings.Count(out, "841.89 x 595.28"); lying != list.Count() {
		t.Errorf("%d pages lie, not %d:\n%s", lying, list.Count(), out)
	}
	text := tool(t, "pdftotext", "-layout", path, "-")
	for i := range 60 {
		if !strings.Contains(text, person(i)) {
			t.Errorf("%s does not come back", person(i))
		}
	}
	if none := Join("无"); none.Count() != 1 || len(none.Page(0).Marks) != 0 {
		t.Error("nothing joined is not an empty page")
	}
}
