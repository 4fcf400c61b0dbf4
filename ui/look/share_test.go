package look

import (
	"slices"
	"testing"
)

func TestShareIsOfAllOnly(t *testing.T) {
	for _, c := range []struct {
		part, of int
		want     string
	}{{299, 300, "99.7%"}, {300, 300, "100%"}, {1, 300, "0.3%"}, {1, 3000, "<0.1%"}, {0, 300, "0%"}, {1, 2, "50.0%"}, {2, 3, "66.7%"}, {3, 7, "42.9%"}, {2999, 3000, "99.9%"}} {
		if got := Share(c.part, c.of); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.part, c.of, got, c.want)
		}
	}
}

func TestSharesAddUp(t *testing.T) {
	for _, c := range []struct {
		parts []int
		want  []string
	}{
		{[]int{1, 1, 1}, []string{"33.4%", "33.3%", "33.3%"}}, {[]int{3, 4}, []string{"42.9%", "57.1%"}}, {[]int{5}, []string{"100%"}}, {[]int{0, 5}, []string{"0%", "100%"}},
		{[]int{2, 3, 7, 2}, []string{"14.3%", "21.4%", "50.0%", "14.3%"}}, {[]int{9999, 1}, []string{"99.9%", "0.1%"}},
	} {
		if got := Shares(c.parts); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.parts, got, c.want)
		}
	}
}
