package look

import "testing"

func TestCut(t *testing.T) {
	g := newGauge(func(s string) float32 {
		w := float32(0)
		for _, r := range s {
			if r < 0x80 {
				w += 1
			} else {
				w += 2
			}
		}
		return w
	})
	for _, c := range []struct {
		text string
		room float32
		want string
	}{{"abc", 3, "abc"}, {"abcd", 3, "a…"}, {"团支部", 6, "团支部"}, {"团支部", 5, "团…"}, {"a bc", 3.5, "a…"}, {"", 0, ""}, {"x", 0, "…"}, {"𬭎𬭎", 4, "𬭎𬭎"}} {
		if got := g.Cut(c.text, c.room); got != c.want {
			t.Errorf("%q in %g: got %q, want %q", c.text, c.room, got, c.want)
		}
	}
}

func TestApart(t *testing.T) {
	g := newGauge(func(s string) float32 { return 2 * float32(len([]rune(s))) })
	for _, c := range []struct {
		text   string
		common int
		room   float32
		want   string
	}{
		{"东建公司第一分公司", 5, 14, "东建…一分公司"},
		{"东建公司第一分公司", 5, 16, "东建公…一分公司"},
		{"东建公司第一分公司", 5, 18, "东建公司第一分公司"},
		{"东建公司一分公司湖南邵阳办事处", 4, 16, "东建…一分公司…"},
		{"东建公司", 4, 6, "东建…"}, // it is how the other begins: there is nothing to tell apart
		{"一二三四", 0, 6, "一二…"},
	} {
		if got := g.Apart(c.text, c.common, c.room); got != c.want {
			t.Errorf("%s in %g: %s, want %s", c.text, c.room, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b string
		n    int
	}{{"东建一", "东建二", 2}, {"", "东", 0}, {"𬭎a", "𬭎b", 1}, {"东建", "东建", 2}, {"东建", "东建一", 2}} {
		if got := Alike(c.a, c.b); got != c.n {
			t.Errorf("%s and %s begin alike in %d", c.a, c.b, got)
		}
	}
}
