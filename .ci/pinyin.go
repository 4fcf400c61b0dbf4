// Command pinyin writes store/find/pinyin.txt: each syllable with the characters that the
// dictionary of go-pinyin reads so first, without tones. The dictionary itself, all readings
// with tones, would be a megabyte of the program.
//
//	go run .ci/pinyin.go
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
)

var toneless = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ê̄", "e", "ế", "e", "ê̌", "e", "ề", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u",
	"ü", "v", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "m̀", "m")

func main() {
	of := map[string][]rune{}
	for r, readings := range pinyin.PinyinDict {
		if first, _, _ := strings.Cut(readings, ","); r >= 0x3400 && first != "" {
			s := toneless.Replace(first)
			of[s] = append(of[s], rune(r))
		}
	}
	var lines []string
	for s, all := range of {
		slices.Sort(all)
		lines = append(lines, s+" "+string(all)+"\n")
	}
	slices.Sort(lines)
	if err := os.WriteFile("store/find/pinyin.txt", []byte(strings.Join(lines, "")), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
