package find

import (
	"strings"
	"testing"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// The table in the program reads every character as the dictionary it was made of does.
func TestPinyinIsTheDictionarys(t *testing.T) {
	read := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		want := ""
		if r >= firstIdeograph {
			first, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
			// A letter and its marks, and of the marks only that of ü.
			for _, c := range strings.ReplaceAll(norm.NFD.String(first), "u\u0308", "v") {
				if c < unicode.MaxASCII {
					want += string(c)
				}
			}
		}
		if got := syllable(r); got != want {
			t.Errorf("%c %U is read %q, want %q", r, r, got, want)
		}
		if want != "" {
			read++
		}
	}
	if read < 40000 {
		t.Errorf("only %d characters are read", read)
	}
}
