package paper

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// No letter of a title is missing on paper that bold type has: it has an outline, and as much room as it is wide.
func TestNoLetterOfATitleIsMissing(t *testing.T) {
	f := loadFaces()
	var ids []int
	var letters []rune
	for r := rune(0); r <= unicode.MaxRune; r++ {
		in, of := f.title.look(r), f.bold.look(r)
		if in.id != of.id || in.class != of.class || in.missing() != of.missing() {
			t.Fatalf("%U is %+v in titles and %+v in bold", r, in, of)
		}
		if in.id != 0 {
			ids, letters = append(ids, int(in.id)), append(letters, r)
		}
	}
	titles, bold := f.title.ink(ids), f.bold.ink(ids)
	for i, id := range ids {
		if len(titles[id]) == 0 && len(bold[id]) > 0 {
			t.Errorf("%c leaves no ink", letters[i])
		}
	}
}

// titled are documents that print one title, each in its own way.
func titled(title string) map[string]*Document {
	cells := [][]Field{{{Text: "姓名", Label: true}, {}}}
	return map[string]*Document{
		"list": Sheet{Title: title, Columns: []Column{{Head: "序号"}, {Head: "姓名"}}, Len: 1, Row: func(int) []string { return []string{"1", "某某"} }}.Lay(),
		"form": Form{Title: title, Grid: []int{1, 3}, Rows: cells}.Lay(),
		"slip": Slips{Title: title, Grid: []int{1, 3}, Rows: cells}.Lay(),
		"text": Flow{Title: title, Top: 37 * MM, Bottom: 35 * MM, Left: 28 * MM, Right: 26 * MM, Pieces: []Piece{{Text: title, Size: 22, Lead: 35, Title: true, Align: Center, Even: true}}}.Lay(),
		"book": Booklet{Title: title, Blocks: []Block{{Text: "某某"}}}.Lay(),
	}
}

// A title stands in the face of titles, whole, within the page; where it takes more lines than one none of them has a single letter.
func TestATitleIsSetInItsFace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := string(rapid.SliceOfN(rapid.SampledFrom([]rune("关于成立共青团张㛃李𬭎王䶮刘𬱖龘〔2026〕（A）、，团的请示")), 2, 60).Draw(t, "title"))
		for name, d := range titled(title) {
			checkPage(t, 0, d.Page(0))
			var lines []string
			for _, m := range d.Page(0).Marks {
				if m.Title {
					lines = append(lines, m.Text)
				}
			}
			if got := strings.Join(lines, ""); got != title {
				t.Errorf("%s: the title is %q", name, got)
			}
			if len([]rune(title)) > 4 && lonely(lines) {
				t.Errorf("%s: a letter stands alone: %q", name, lines)
			}
		}
	})
}

// Who takes the text out of a file gets its titles, letters beyond U+FFFF and those of no Song face too.
func TestTitlesComeBack(t *testing.T) {
	const title = "关于张㛃李𬭎王䶮刘𬱖龘同志的批复"
	for name, d := range titled(title) {
		path := keep(t, "title-"+name+".pdf", pdf(t, d))
		if text := tool(t, "pdftotext", "-layout", path, "-"); !strings.Contains(strings.Join(strings.Fields(text), ""), title) {
			t.Errorf("%s: %q", name, text)
		}
		if fonts := tool(t, "pdffonts", path); !strings.Contains(fonts, "TuanjianTitle") {
			t.Errorf("%s has no face of titles: %s", name, fonts)
		}
	}
}
