package look

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Lines keep every character, fit, and never begin with a closing mark.
func TestBreakLines(t *testing.T) {
	width := func(s string) float32 {
		w := float32(0)
		for _, r := range s {
			if r < 0x80 {
				w += 0.5
			} else {
				w++
			}
		}
		return w
	}
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOf(rapid.SampledFrom([]rune("张三李四，。《》ab1 （）、\n"))).Draw(t, "text")
		text := string(runes)
		most := float32(rapid.IntRange(2, 20).Draw(t, "width"))
		lines := BreakLines(text, most, width)
		bare := strings.NewReplacer(" ", "", "\n", "")
		if bare.Replace(strings.Join(lines, "")) != bare.Replace(text) {
			t.Fatalf("%q became %q", text, lines)
		}
		for _, l := range lines {
			if width(l) > most && utf8.RuneCountInString(l) > 1 {
				t.Fatalf("%q is wider than %v", l, most)
			}
		}
	})
	got := BreakLines("编号前四位与入团年份不一致，请核对。", 12, width)
	if len(got) != 2 || strings.HasPrefix(got[1], "，") {
		t.Errorf("a line begins with a comma: %q", got)
	}
}

// Words end with … where their place is narrower than they are.
func TestWordsWithin(t *testing.T) {
	stage(t, 500, 400, NewWords("", Body))
	w := NewWords("已对应到台账的所在团支部", Body)
	r := w.CreateRenderer().(*wordsRenderer)
	whole := r.MinSize().Width
	w.Within(whole)
	if r.sync(); r.text.Text != w.Text() {
		t.Errorf("cut without need: %q", r.text.Text)
	}
	w.Within(whole / 2)
	if got := r.MinSize().Width; got > whole/2 || r.text.Text == w.Text() || w.Text() != "已对应到台账的所在团支部" {
		t.Errorf("%q is %g wide of %g", r.text.Text, got, whole/2)
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " 张三 ": "张三", "a\r\n\r\nb": "a b", "a\tb": "a b", "\x00\x07x": "x", "张·三": "张·三", "\u2028": "",
	} {
		if got := OneLine(in); got != want {
			t.Errorf("OneLine(%q) = %q, want %q", in, got, want)
		}
	}
}
