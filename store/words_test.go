package store

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever stands in the paragraphs, mark finds those that hold the word, and no
// others.
func TestMark(t *testing.T) {
	some := rapid.StringOfN(rapid.SampledFrom([]rune("ab张章")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(some).Draw(t, "texts")
		word := rapid.StringOfN(rapid.SampledFrom([]rune("ab张章")), 1, 3, -1).Draw(t, "word")
		w := &words{}
		for _, text := range texts {
			w.take(text + "\x00")
		}
		hits := make([]bool, len(texts))
		any, wanted := w.mark(word, hits), false
		for i, text := range texts {
			want := strings.Contains(text, word)
			if wanted = wanted || want; hits[i] != want {
				t.Fatalf("%q in %q: %v", word, text, hits[i])
			}
		}
		if any != wanted {
			t.Fatalf("%q: any %v", word, any)
		}
	})
}
