package paper

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// anyText draws what people type and what no one should: rare ideographs,
// characters without a glyph, controls, broken UTF-8, long runs.
func anyText(t *rapid.T, label string) string {
	return rapid.OneOf(
		rapid.StringOfN(rapid.SampledFrom([]rune("张㛃李𬭎䶮𬱖王，。（）、ab1234567890*-/ \n\t　·“”…")), 0, 60, -1),
		rapid.StringN(0, 12, -1),
		rapid.SampledFrom([]string{"", "张三", "430502********2929", "\xff\xfe", "\U0010FFFF\U000F0000", "e\u0301\u200b\ufe0f", strings.Repeat("长", 300), strings.Repeat("w", 200)}),
	).Draw(t, label)
}

func texts(t *rapid.T, label string, most int) []string {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string { return anyText(t, label) }), 0, most).Draw(t, label)
}

// ink counts the characters that must be on paper.
func ink(into map[rune]int, s string, n int) {
	for _, r := range s {
		if classOf(r) != hidden && r != ' ' && !unicode.IsControl(r) {
			into[r] += n
		}
	}
}

// onPaper lays out every page, checks it and counts its characters.
func onPaper(t *rapid.T, d *Document) map[rune]int {
	got := map[rune]int{}
	for n := range d.Count() {
		p := d.Page(n)
		checkPage(t, n, p)
		for _, m := range p.Marks {
			if m.Kind == Text && m.Y < p.Height-bottomRoom {
				ink(got, m.Text, 1)
			}
		}
	}
	return got
}

func TestAnySheetPrintsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Sheet{
			Title: anyText(t, "title"), Note: anyText(t, "note"), Left: anyText(t, "left"), Middle: anyText(t, "middle"), Right: anyText(t, "right"),
			Totals: anyText(t, "totals"), Caption: anyText(t, "caption"), Blank: rapid.IntRange(0, 30).Draw(t, "blank"),
			Ledger: anyText(t, "ledger"), Printed: anyText(t, "printed"), Portrait: rapid.Bool().Draw(t, "portrait"),
		}
		for range rapid.IntRange(1, 20).Draw(t, "columns") {
			s.Columns = append(s.Columns, Column{
				Head:  rapid.SampledFrom([]string{"序号", "姓名", "出生年月", "团组织关系所在单位全称", "No.1"}).Draw(t, "head"),
				Width: rapid.IntRange(0, 30).Draw(t, "width"), Align: Align(rapid.IntRange(0, 2).Draw(t, "align")),
				Spread: rapid.Bool().Draw(t, "spread"), Key: rapid.IntRange(0, 5).Draw(t, "key") == 0,
			})
		}
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) []string { return texts(t, "cell", len(s.Columns)) }), 0, 40).Draw(t, "rows")
		s.Len, s.Row = len(rows), func(i int) []string { return rows[i] }
		if rapid.Bool().Draw(t, "panel") {
			s.Panels = []Panel{{Title: anyText(t, "panel"), Columns: s.Columns[:min(4, len(s.Columns))], Rows: rows[:min(9, len(rows))]}}
		}
		got, want := onPaper(t, s.Lay()), map[rune]int{}
		for _, row := range rows {
			for _, c := range row {
				ink(want, c, 1)
			}
		}
		for _, text := range []string{s.Title, s.Note, s.Left, s.Middle, s.Right, s.Totals, s.Caption} {
			ink(want, text, 1)
		}
		for r, n := range want {
			if got[r] < n {
				t.Fatalf("%q is %d times on paper instead of at least %d", r, got[r], n)
			}
		}
	})
}

func TestAnyFormPrintsWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Form{Title: anyText(t, "title"), Grid: rapid.SliceOfN(rapid.IntRange(-1, 9), 1, 8).Draw(t, "grid"), Landscape: rapid.Bool().Draw(t, "landscape")}
		want, again := map[rune]int{}, map[rune]int{} // again: of labels, which stand again where a text goes on
		ink(want, f.Title, 1)
		ink(again, continued, 1)
		for range rapid.IntRange(0, 8).Draw(t, "rows") {
			var row []Field
			for _, s := range texts(t, "cell", 9) {
				ink(want, s, 1)
				label := rapid.Bool().Draw(t, "label")
				if label {
					ink(again, s, 1)
				}
				row = append(row, Field{
					Text: s, Label: label, Fill: rapid.Bool().Draw(t, "fill"), Span: rapid.IntRange(-1, 9).Draw(t, "span"),
					Down: rapid.SampledFrom([]int{0, 1, 1, 1, 2, 3, 40, 1 << 40}).Draw(t, "down"), Lines: rapid.IntRange(-1, 40).Draw(t, "lines"),
					Spread: rapid.Bool().Draw(t, "spread"),
				})
			}
			f.Rows = append(f.Rows, row)
		}
		got := onPaper(t, f.Lay())
		for r, n := range want {
			if got[r] < n || got[r] > n && again[r] == 0 {
				t.Fatalf("%q is %d times on paper instead of %d", r, got[r], n)
			}
		}
	})
}

func TestWrapLosesNothing(t *testing.T) {
	f := loadFaces().regular
	rapid.Check(t, func(t *rapid.T) {
		s, limit := anyText(t, "text"), rapid.IntRange(1, 30000).Draw(t, "limit")
		lines := f.wrap(nil, s, limit)
		want, got := map[rune]int{}, map[rune]int{}
		ink(want, s, 1)
		for _, line := range lines {
			ink(got, line, 1)
			seen := strings.TrimRight(strings.Map(visible, line), " ")
			if f.width(seen) > limit && len([]rune(seen)) > 1 {
				t.Fatalf("line %q is %d wide, more than %d", line, f.width(seen), limit)
			}
		}
		for r, n := range want {
			if got[r] != n {
				t.Fatalf("%q: %d of %d", r, got[r], n)
			}
		}
	})
}

func visible(r rune) rune {
	if loadFaces().regular.look(r).advance == 0 {
		return -1
	}
	return r
}
