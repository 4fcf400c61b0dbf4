package look

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestFoldKeepsTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ns := rapid.SliceOfN(rapid.IntRange(0, 500), 0, 220).Draw(t, "ns")
		var parts []Part
		sum := 0
		for i, n := range ns {
			parts = append(parts, Part{Label: fmt.Sprint(i), N: n})
			sum += n
		}
		folded := Fold(parts)
		if len(folded) > barsMost+1 {
			t.Fatalf("%d bars", len(folded))
		}
		for i, p := range folded {
			sum -= p.N
			if i > 0 && i < barsMost && folded[i-1].N < p.N {
				t.Fatalf("not sorted at %d", i)
			}
		}
		if sum != 0 {
			t.Fatalf("the sum is off by %d", sum)
		}
	})
}
