package paper

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// running draws a text of ideographs and signs, with words and figures in it where mixed is set.
func running(t *rapid.T, mixed bool) string {
	pieces := []string{"团", "支", "部", "青", "年", "㛃", "𬭎", "，", "。", "（", "）", "“", "”"}
	if mixed {
		pieces = append(pieces, "2026", "WPS", " ", "·", "0739-5321234")
	}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 120).Draw(t, "text"), "")
}

// whole says that lines are a text with nothing lost but the spaces where lines end, and that none needs more room than
// little less spacing gives.
func whole(t *rapid.T, f *face, s string, lines []string, limit int) {
	flat := func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "\n", "") }
	if got := flat(strings.Join(lines, "")); got != flat(s) {
		t.Fatalf("%q became %q", s, lines)
	}
	for _, line := range lines {
		if w := f.width(line); float64(w)*(tightest-0.002) > float64(limit) && inked(line) > 1 {
			t.Fatalf("%q is %d wide, in %d", line, w, limit)
		}
	}
}

// In a paragraph of ideographs no character stands alone on the last line, in a cell, a title or running text; of any text
// nothing is lost on the way.
func TestNoParagraphEndsWithOneCharacter(t *testing.T) {
	f := loadFaces()
	rapid.Check(t, func(t *rapid.T) {
		mixed := rapid.Bool().Draw(t, "mixed")
		s, ems := running(t, mixed), rapid.IntRange(5, 40).Draw(t, "ems")
		limit := ems*1000 + rapid.IntRange(0, 999).Draw(t, "more")
		l := flowLayout{furniture: furniture{faces: f}}
		for name, lines := range map[string][]string{
			"cell":      f.regular.wrapTidy(nil, s, limit),
			"paragraph": l.broken(s, Piece{Size: 10, First: 20}, float64(limit)/100),
			"title":     f.title.wrapEvenly(s, limit),
		} {
			of := f.regular
			if name == "title" {
				of = f.title
			}
			whole(t, of, s, lines, limit)
			if !mixed && lonely(lines) && !crowded(s, ems) && characters(s) > 3 { // of three on two lines one is alone wherever they end
				t.Fatalf("%s: a character stands alone in %q", name, lines)
			}
		}
	})
}

// characters counts those that are no signs.
func characters(s string) (n int) {
	for _, r := range s {
		if classOf(r) == plain {
			n++
		}
	}
	return n
}

// crowded tells a text with so many signs in a row that lines of so many characters can end at hardly any place of it.
func crowded(s string, ems int) bool {
	run, most := 0, 2
	if ems < 10 {
		most = 1
	}
	for _, r := range s {
		if classOf(r) == plain {
			run = 0
		} else if run++; run > most {
			return true
		}
	}
	return false
}

// What each rule is for, by hand. The limits are ten characters.
func TestTidyLines(t *testing.T) {
	f := loadFaces().regular
	head := func(_ []string, s string, limit int) []string { return f.wrapHead(s, limit) }
	for _, c := range []struct {
		wrap func([]string, string, int) []string
		text string
		want string
	}{
		{f.wrapTidy, "一二三四五六七八九十", "一二三四五六七八九十"},
		{f.wrapTidy, "一二三四五六七八九十一", "一二三四五六七八九|十一"},
		{f.wrapTidy, "一二三四五六七八九，一。", "一二三四五六七八|九，一。"},
		{f.wrapTidy, "一二三四五六七八九十一二\n三", "一二三四五六七八九十|一二|三"},
		{f.wrapName, "阿卜杜热西提·买买提吐尔逊", "阿卜杜热西提·|买买提吐尔逊"},
		{f.wrapName, "阿卜·杜热西·提买买提吐尔逊艾合买提江", "阿卜·杜热西·提买买|提吐尔逊艾合买提江"},
		{head, "团员代表团员代表（签字）", "团员代表团员代表|（签字）"},
		{head, "（签字的人都要写全姓名）", "（签字的人都|要写全姓名）"},
	} {
		if got := strings.Join(c.wrap(nil, c.text, 10000), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
	// A little less spacing gives the last character room above.
	if got := f.wrapTidy(nil, strings.Repeat("团", 31), 30000); len(got) != 1 {
		t.Errorf("%q", got)
	}
}

// A name of more than one line is not spread on any of them.
func TestNoLineOfANameIsSpread(t *testing.T) {
	f := Form{Grid: []int{1, 3}, Rows: [][]Field{{{Text: "阿卜杜热西提买买提江", Spread: true}, {Text: "张㛃", Spread: true}}}}
	gaps := map[string]bool{}
	for _, m := range f.Lay().Page(0).Marks {
		if m.Kind == Text && m.Gap > 0 {
			gaps[m.Text] = true
		}
	}
	if len(gaps) != 1 || !gaps["张㛃"] {
		t.Errorf("spread are %v", gaps)
	}
}
