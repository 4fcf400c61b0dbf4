package seal

import (
	"fmt"
	"io"
	"strings"
)

// Code is a recovery code: 160 random bits. On paper it is eight groups of five
// letters, four of them data and the fifth a check letter.
type Code [20]byte

// Groups is how many groups a written code has.
const Groups = 8

const (
	dataLetters = 4 // of a group; a fifth letter checks them
	letters     = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

// String keeps the code out of logs; [Code.Written] is the code itself.
func (Code) String() string { return "seal.Code(hidden)" }

// GoString keeps the code out of %#v.
func (c Code) GoString() string { return c.String() }

// NewCode draws a recovery code.
func NewCode(random io.Reader) (Code, error) {
	var c Code
	_, err := io.ReadFull(random, c[:])
	return c, err
}

// Groups returns the eight groups as they are printed. Letters I, L, O and U
// are never among them.
func (c Code) Groups() []string {
	digits := c.digits()
	out := make([]string, Groups)
	for g := range out {
		var b strings.Builder
		group := digits[g*dataLetters : (g+1)*dataLetters]
		for _, d := range group {
			b.WriteByte(letters[d])
		}
		b.WriteByte(letters[checkLetter(g, group)])
		out[g] = b.String()
	}
	return out
}

// Written returns the whole code, groups joined by "-".
func (c Code) Written() string { return strings.Join(c.Groups(), "-") }

// MistypedError says that a written recovery code cannot be right; it is an
// [ErrMistypedCode].
type MistypedError struct {
	Group int // first faulty group, from 1; 0 when there are too many letters
}

func (e *MistypedError) Error() string {
	return fmt.Sprintf("%v: group %d", ErrMistypedCode, e.Group)
}

func (e *MistypedError) Unwrap() error { return ErrMistypedCode }

// ParseCode reads a code as people type it: upper or lower case, with or without
// separators, full-width letters, O for 0, I and L for 1. It returns a
// [*MistypedError] when a letter is missing, foreign, wrong or swapped with its
// neighbour, or when groups changed places. One wrong letter and one swap in a
// group are always noticed, other errors in a group 31 times out of 32.
func ParseCode(written string) (Code, error) {
	var digits []byte
	for _, r := range written {
		if len(digits) > Groups*(dataLetters+1) {
			break
		}
		d, kind := digitOf(r)
		switch kind {
		case separator:
			continue
		case foreign:
			return Code{}, &MistypedError{Group: min(len(digits)/(dataLetters+1)+1, Groups)}
		}
		digits = append(digits, d)
	}
	var data []byte
	for g := range Groups {
		at := g * (dataLetters + 1)
		if len(digits) < at+dataLetters+1 {
			return Code{}, &MistypedError{Group: g + 1}
		}
		group := digits[at : at+dataLetters]
		if digits[at+dataLetters] != checkLetter(g, group) {
			return Code{}, &MistypedError{Group: g + 1}
		}
		data = append(data, group...)
	}
	if len(digits) > Groups*(dataLetters+1) {
		return Code{}, &MistypedError{}
	}
	return fromDigits(data), nil
}

// Plain is a piece of a code as it is printed, of what a person typed: the letters that
// ParseCode would read, and "" where something else stands among them.
func Plain(written string) string {
	var plain []byte
	for _, r := range written {
		switch d, kind := digitOf(r); kind {
		case letter:
			plain = append(plain, letters[d])
		case foreign:
			return ""
		}
	}
	return string(plain)
}

const (
	letter = iota
	separator
	foreign
)

func digitOf(r rune) (byte, int) {
	if r >= 0xFF01 && r <= 0xFF5E { // full-width forms of ASCII
		r -= 0xFEE0
	}
	if r >= 'a' && r <= 'z' {
		r -= 'a' - 'A'
	}
	switch r {
	case ' ', '-', '\t', '\r', '\n', 0x3000, 0xa0, '–', '—', '‐', '‑', '‒', '―', '−', '﹣', '_', '.', ',', '、', '。', '·':
		return 0, separator
	case 'O':
		return 0, letter
	case 'I', 'L':
		return 1, letter
	}
	if i := strings.IndexRune(letters, r); i >= 0 {
		return byte(i), letter
	}
	return 0, foreign
}

// checkLetter is a weighted sum in the field of 32 elements. The weights of the
// letters differ, so a wrong letter and a swap change it; the group's own number
// has a weight too, so groups that changed places are noticed.
func checkLetter(group int, digits []byte) byte {
	sum := byte(group)
	for _, d := range digits {
		sum = double(sum) ^ d
	}
	return double(sum)
}

// double multiplies by x in GF(2)[x]/(x⁵+x²+1).
func double(a byte) byte {
	a <<= 1
	if a&32 != 0 {
		a ^= 32 | 4 | 1
	}
	return a
}

// digits cuts the code into groups of five bits, high bits first.
func (c Code) digits() []byte {
	out := make([]byte, 0, Groups*dataLetters)
	var held, bits uint
	for _, b := range c {
		held = held<<8 | uint(b)
		for bits += 8; bits >= 5; {
			bits -= 5
			out = append(out, byte(held>>bits)&31)
		}
	}
	return out
}

func fromDigits(digits []byte) Code {
	var c Code
	var held, bits uint
	n := 0
	for _, d := range digits {
		held = held<<5 | uint(d)
		if bits += 5; bits >= 8 {
			bits -= 8
			c[n] = byte(held >> bits)
			n++
		}
	}
	return c
}
