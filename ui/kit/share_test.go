package kit

import "testing"

func TestShareIsOfAllOnly(t *testing.T) {
	for _, c := range []struct {
		part, of int
		want     string
	}{{299, 300, "99%"}, {300, 300, "100%"}, {1, 300, "<1%"}, {0, 300, "0%"}, {1, 2, "50%"}, {2, 3, "66%"}, {999, 1000, "99%"}} {
		if got := Share(c.part, c.of); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.part, c.of, got, c.want)
		}
	}
}
