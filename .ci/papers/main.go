// Command papers compares what a printer made with our own PDF of the same pages. It knows
// fonts, pictures and the text of a PDF; it knows nothing of what is printed.
//
//	papers named < PRINTED.qdf     a PDF in QDF form, its characters given their names back
//	papers folded < TEXT           a text as named tells it: see below
//	papers rules OURS.pgm PRINTED.pgm DPI
//
// A printer's driver may keep of a character only the number of its outline: wine's
// PostScript calls it g5282. named gives such a glyph the name of the character that our
// font has for it, uni7EC3, and any reader of PDF finds the text again. Where characters
// share an outline it is the lowest; folded does the same to a text that lost nothing, so
// that the two can be compared. What it takes away beside is white space.
//
// rules finds the straight lines of a page and says how far those of one lie from those of
// the other, in millimetres; exit 1 where there are more on one than on the other.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"tuanjian/store/paper"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "papers:", err)
		os.Exit(1)
	}
}

func run(words []string) error {
	switch {
	case len(words) == 1 && words[0] == "named":
		return named(os.Stdin, os.Stdout)
	case len(words) == 1 && words[0] == "folded":
		return folded(os.Stdin, os.Stdout)
	case len(words) == 4 && words[0] == "rules":
		return rules(words[1], words[2], words[3])
	}
	return fmt.Errorf("named | folded | rules OURS.pgm PRINTED.pgm DPI")
}

// glyphName is a glyph of a Differences array that has only its number. Words of a page
// never stand at the beginning of a line of QDF, so nothing else is meant by it.
var glyphName = regexp.MustCompile(`(?m)^\s*/g([0-9a-f]{4,5})$`)

func named(in io.Reader, out io.Writer) error {
	pdf, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	lowest, _, err := outlines()
	if err != nil {
		return err
	}
	unknown, known := 0, 0
	pdf = glyphName.ReplaceAllFunc(pdf, func(found []byte) []byte {
		n, err := strconv.ParseUint(string(glyphName.FindSubmatch(found)[1]), 16, 32)
		char, has := lowest[uint16(n)]
		switch {
		case err != nil || !has:
			unknown++
			return found
		case char > 0xFFFF:
			known++
			return fmt.Appendf(nil, "/u%05X", char)
		}
		known++
		return fmt.Appendf(nil, "/uni%04X", char)
	})
	fmt.Fprintf(os.Stderr, "%d glyphs are characters of our font, %d are not\n", known, unknown)
	if unknown > 0 || known == 0 {
		return fmt.Errorf("the printer used another font than ours, or kept no glyph")
	}
	_, err = out.Write(pdf)
	return err
}

func folded(in io.Reader, out io.Writer) error {
	lowest, glyphs, err := outlines()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	defer w.Flush()
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	for _, r := range string(text) {
		switch {
		case r == '\f':
			w.WriteByte('\n') // the end of a page
		case unicode.IsSpace(r):
		default:
			if g, has := glyphs[r]; has {
				r = lowest[g]
			}
			w.WriteRune(r)
		}
	}
	return nil
}

// outlines reads which character has which outline off the font itself, not off the
// package that laid the pages out. Both faces say the same.
func outlines() (lowest map[uint16]rune, glyphs map[rune]uint16, err error) {
	regular, bold, _ := paper.PrintFaces() // that of titles numbers as bold does
	glyphs, err = characters(regular.Data)
	if err != nil {
		return nil, nil, err
	}
	other, err := characters(bold.Data)
	if err != nil {
		return nil, nil, err
	}
	lowest = map[uint16]rune{}
	for r, g := range glyphs {
		if other[r] != g {
			return nil, nil, fmt.Errorf("the two faces number U+%04X differently", r)
		}
		if before, has := lowest[g]; !has || r < before {
			lowest[g] = r
		}
	}
	return lowest, glyphs, nil
}

// characters reads the table cmap of a TrueType font, format 12.
func characters(font []byte) (map[rune]uint16, error) {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	for i := range u16(4) {
		at := 12 + 16*i
		if string(font[at:at+4]) != "cmap" {
			continue
		}
		table := u32(at + 8)
		for k := range u16(table + 2) {
			sub := table + u32(table+4+8*k+4)
			if u16(sub) != 12 {
				continue
			}
			all := map[rune]uint16{}
			for g := range u32(sub + 12) {
				from, to, first := u32(sub+16+12*g), u32(sub+20+12*g), u32(sub+24+12*g)
				for c := from; c <= to; c++ {
					all[rune(c)] = uint16(first + c - from)
				}
			}
			return all, nil
		}
	}
	return nil, fmt.Errorf("no table of characters")
}

func rules(ours, printed, dpi string) error {
	perInch, err := strconv.ParseFloat(dpi, 64)
	if err != nil {
		return err
	}
	a, err := readPicture(ours)
	if err != nil {
		return err
	}
	b, err := readPicture(printed)
	if err != nil {
		return err
	}
	wrong := []string{}
	for _, way := range []struct {
		name string
		find func(picture) []float64
	}{{"level", picture.level}, {"upright", picture.upright}} {
		x, y := way.find(a), way.find(b)
		far := 0.0
		for i := range min(len(x), len(y)) {
			far = max(far, x[i]-y[i], y[i]-x[i])
		}
		mm := far / perInch * 25.4
		fmt.Printf("%d %s rules of ours, %d of the printer's, at most %.3f mm apart\n", len(x), way.name, len(y), mm)
		if len(x) != len(y) || len(x) < 3 || mm > 0.3 {
			wrong = append(wrong, way.name)
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("the %s rules are not those of our page", strings.Join(wrong, " and "))
	}
	return nil
}

// A picture is a page in grey.
type picture struct {
	width, height int
	dots          []byte
}

func readPicture(path string) (p picture, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return p, err
	}
	var most int
	if n, err := fmt.Sscanf(string(data[:min(len(data), 64)]), "P5\n%d %d\n%d\n", &p.width, &p.height, &most); n != 3 || most != 255 {
		return p, fmt.Errorf("%s: no grey picture: %v", path, err)
	}
	size := p.width * p.height
	if size <= 0 || size > len(data) {
		return p, fmt.Errorf("%s: cut off", path)
	}
	p.dots = data[len(data)-size:]
	return p, nil
}

const (
	dark  = 160     // a hairline is grey where it falls between dots
	least = 1.0 / 4 // of the page: as long as no character is
)

func (p picture) level() []float64 {
	return lines(p.height, p.width, func(y, x int) bool { return p.dots[y*p.width+x] < dark })
}

func (p picture) upright() []float64 {
	return lines(p.width, p.height, func(x, y int) bool { return p.dots[y*p.width+x] < dark })
}

// lines are the middles of the lines that run along, in the order in which they lie across.
func lines(across, along int, isDark func(across, along int) bool) (middles []float64) {
	first := -1
	for i := range across + 1 {
		longest, run := 0, 0
		if i < across {
			for k := range along {
				if isDark(i, k) {
					run++
					longest = max(longest, run)
				} else {
					run = 0
				}
			}
		}
		is := float64(longest) >= least*float64(along)
		switch {
		case is && first < 0:
			first = i
		case !is && first >= 0:
			middles = append(middles, float64(first+i-1)/2)
			first = -1
		}
	}
	return middles
}
