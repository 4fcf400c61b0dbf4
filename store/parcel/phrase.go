package parcel

import (
	"slices"
	"strings"
)

// A passphrase goes by telephone and by hand before it opens anything: what was
// 山河-shan-0420 comes back with spaces, in full width, in capitals, or as the words
// that were said. Plain and reading are the one place that knows what is the same.

// hyphens are what an input method, a word processor or a hand makes of a hyphen. Plain
// changes no sign of ASCII: who opens the package with the age tool types them as they are.
const hyphens = "-－—–‐‑‒―−﹣﹘"

// spaces are those that look like one.
const spaces = "\u0020\u00a0\u2002\u2003\u2009\u202f\u3000\t\r\n"

// figures are digits as people say and write them.
var figures = map[rune]rune{'〇': '0', '零': '0', '○': '0', '一': '1', '幺': '1', '二': '2', '两': '2', '三': '3', '四': '4', '五': '5', '六': '6', '七': '7', '八': '8', '九': '9'}

// Plain is a passphrase as it is sealed to: full-width letters, digits and signs as
// plain ones, every hyphen as one and every space as one, none at the ends. Case
// counts, since a person may have chosen it. Words of a proposed passphrase, in
// whichever of its forms, are its typed form.
func Plain(passphrase string) string {
	folded := strings.Trim(strings.Map(fold, passphrase), " ")
	if typed := reading(folded); typed != "" {
		return typed
	}
	return folded
}

func fold(r rune) rune {
	switch {
	case strings.ContainsRune(hyphens, r):
		return '-'
	case strings.ContainsRune(spaces, r):
		return ' '
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	}
	return r
}

// reading reads four words of the list and four digits, the words in Chinese or in
// pinyin, with or without signs between; "" for anything else. Without signs pinyin can
// sometimes be read in two ways: then it is not read.
func reading(folded string) string {
	var kept []rune
	for _, r := range strings.ToLower(folded) {
		if !strings.ContainsRune("- _~·,.;:、，。；：|/", r) {
			kept = append(kept, r)
		}
	}
	if len(kept) < 2*proposedWords+proposedDigits || len(kept) > maxPhrase {
		return ""
	}
	digits := slices.Clone(kept[len(kept)-proposedDigits:])
	for i, r := range digits {
		if d, said := figures[r]; said {
			digits[i] = d
		}
		if digits[i] < '0' || digits[i] > '9' {
			return ""
		}
	}
	found := split(string(kept[:len(kept)-proposedDigits]), proposedWords)
	if len(found) != 1 {
		return ""
	}
	return found[0] + "-" + string(digits)
}

const (
	proposedWords  = 4
	proposedDigits = 4
	maxPhrase      = 100
)

// split lists the ways to read some text as n words, each joined by hyphens; two are
// enough to know that there is more than one.
func split(text string, n int) (found []string) {
	if n == 0 {
		if text == "" {
			return []string{""}
		}
		return nil
	}
	for _, w := range words {
		for _, form := range []string{w.pinyin, w.word} {
			rest, is := strings.CutPrefix(text, form)
			if !is {
				continue
			}
			for _, more := range split(rest, n-1) {
				if found = append(found, strings.TrimSuffix(w.pinyin+"-"+more, "-")); len(found) > 1 {
					return found
				}
			}
		}
	}
	return found
}

// forms are what a passphrase that was typed may have been sealed to, the likeliest
// first: its plain form, that in small letters, since a lock key is easily left on, and
// as it stands, since packages were sealed so before. Each costs a second to try.
func forms(passphrase string) (all []string) {
	plain := Plain(passphrase)
	for _, form := range []string{plain, strings.ToLower(plain), passphrase} {
		if form != "" && !slices.Contains(all, form) {
			all = append(all, form)
		}
	}
	return all
}
