package ledger

import (
	"slices"
	"strings"

	"tuanjian/store/value"
)

// hideWithin hides the numbers of people that stand in words: residents' numbers but for
// the first six figures, since a birthday may stand in the next sentence, and mobile
// numbers as in their own column; of a note landlines too. People write the figures wide,
// in groups, with the country before them; what is not sure to be a number but has the
// place and the birthday of one is hidden as well. A code column has residents' numbers
// alone hidden: its codes may look like a mobile.
func hideWithin(text string, shape Shape) string {
	for {
		hidden := hideOnce(text, shape)
		if hidden == text {
			return text
		}
		text = hidden // so that masking twice is masking once
	}
}

func hideOnce(text string, shape Shape) string {
	if len(text) < fewest || figuresIn(text) < fewest {
		return text
	}
	w := numerals{shape: shape}
	w.read(text)
	var out strings.Builder
	done := 0
	for p := 0; p < len(w.digits); {
		from, to, shown := w.numberAt(p)
		if to == 0 {
			p = w.groupEnd(p)
			continue
		}
		out.WriteString(text[done:w.at[from]])
		out.WriteString(shown)
		done = w.after[to-1]
		if at := w.letter[w.group(to-1)]; at > 0 && to-from == 17 { // with the X at the end of it
			out.WriteString("*")
			done = at
		}
		p = to
	}
	return out.String() + text[done:]
}

// fewest is how many figures the shortest number has that is hidden, a landline with its area.
const fewest = 10

// figuresIn counts plain and wide figures.
func figuresIn(text string) (n int) {
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' || text[i] >= 0x90 && text[i] <= 0x99 && i >= 2 && text[i-1] == 0xBC && text[i-2] == 0xEF {
			n++
		}
	}
	return n
}

// The numerals are the figures of a text in their groups. Groups with a sign between them
// that people put into a number are one run.
type numerals struct {
	shape  Shape
	digits string
	at     []int // where each figure stands in the text, and where it ends
	after  []int
	ends   []int // of the groups
	runs   []int // of the run that each group is in, its end
	letter []int // where the X after a group ends, 0 where none stands
}

const (
	inNumbers = " \u00a0\u3000\t-‐‑‒–—−－_.·•．。/／()（）" // what stands between the groups of a number
	mostSigns = 3
)

func (w *numerals) read(text string) {
	n := figuresIn(text)
	digits := make([]byte, 0, n)
	w.at, w.after = make([]int, 0, n), make([]int, 0, n)
	var apart []bool  // a group that no other is joined to
	var joined []bool // with the group before
	inGroup, last, gap := false, rune(0), ""
	end := func(next rune) {
		w.ends = append(w.ends, len(digits))
		apart[len(apart)-1] = apart[len(apart)-1] || next == '*'
	}
	for i, r := range text {
		if d := figure(r); d != 0 {
			if !inGroup {
				joined = append(joined, len(digits) > 0 && len([]rune(gap)) <= mostSigns && strings.Trim(gap, inNumbers) == "")
				apart = append(apart, last == '*')
				inGroup, gap = true, ""
			}
			digits = append(digits, d)
			w.at = append(w.at, i)
			w.after = append(w.after, i+len(string(r)))
		} else {
			if inGroup {
				end(r)
			}
			inGroup = false
			gap += string(r)
		}
		last = r
	}
	if inGroup {
		end(0)
	}
	w.digits = string(digits)
	w.runs, w.letter = make([]int, len(w.ends)), make([]int, len(w.ends))
	for g := len(w.ends) - 1; g >= 0; g-- {
		w.runs[g] = w.ends[g]
		if g+1 < len(w.ends) && joined[g+1] && !apart[g] && !apart[g+1] {
			w.runs[g] = w.runs[g+1]
		}
		w.letter[g] = letterAt(text, w.after[w.ends[g]-1])
	}
}

// figure is a plain or a wide figure as a plain one, 0 of what is none.
func figure(r rune) byte {
	switch {
	case r >= '0' && r <= '9':
		return byte(r)
	case r >= '０' && r <= '９':
		return byte(r - '０' + '0')
	}
	return 0
}

// letterAt is where the X ends that stands at a place of the text, behind a sign or not; 0 where there is none.
func letterAt(text string, from int) int {
	signs := 0
	for i, r := range text[from:] {
		switch {
		case strings.ContainsRune("XxＸｘ×", r):
			return from + i + len(string(r))
		case signs == mostSigns || !strings.ContainsRune(inNumbers, r):
			return 0
		}
		signs++
	}
	return 0
}

func (w *numerals) group(p int) int {
	g, _ := slices.BinarySearch(w.ends, p+1)
	return g
}

func (w *numerals) groupEnd(p int) int { return w.ends[w.group(p)] }

// numberAt finds the number of a person that begins at a figure: its figures and what is
// shown of it. to is 0 where none begins.
func (w *numerals) numberAt(p int) (from, to int, shown string) {
	g := w.group(p)
	end, run := w.ends[g], w.runs[g]
	closes := func(to int) bool { return to <= run && slices.Contains(w.ends, to) }
	rest := w.digits[p:run]
	one := end - p // figures without a sign between them
	resident := func(from, n int) (int, int, string) {
		return from, from + n, stars(w.digits[from:from+n], 6, 0)
	}
	if w.shape == Digits {
		if len(rest) >= 17 && one >= 17 && one <= 18 && likely(rest) && (one == 18 || w.letter[g] > 0) {
			return resident(p, one)
		}
		return 0, 0, ""
	}
	if len(rest) >= 18 && value.SoundResident(rest[:18]) && (one >= 18 || closes(p+18)) {
		return resident(p, 18)
	}
	if from, to := w.mobileAt(p, one, closes); to > 0 {
		return from, to, stars(w.digits[from:to], 3, 4)
	}
	if w.shape == Lines && rest[0] == '0' && (one == 3 || one == 4) && g+1 < len(w.ends) && w.ends[g+1] <= run {
		if n := w.ends[g+1] - end; n == 7 || n == 8 {
			return p, w.ends[g+1], maskPhone(rest[:one] + "-" + w.digits[end:w.ends[g+1]])
		}
	}
	if one > 18 { // one that stands among other figures
		for at := p + 1; at+18 <= end; at++ {
			if value.SoundResident(w.digits[at : at+18]) {
				return resident(at, 18)
			}
		}
	}
	switch {
	case one >= 18:
		return resident(p, one)
	case one == 17 && (w.letter[g] > 0 || likely(rest)):
		return resident(p, 17)
	case one >= residentOld:
		return resident(p, residentOld)
	case closes(p+18) && likely(rest):
		return resident(p, 18)
	case closes(p+17) && likely(rest):
		return resident(p, 17)
	case closes(p+residentOld) && likelyOld(rest):
		return resident(p, residentOld)
	}
	return 0, 0, ""
}

// mobileAt finds a mobile number, behind the country's 86 or not; the figures of one alone.
func (w *numerals) mobileAt(p, one int, closes func(int) bool) (from, to int) {
	for _, country := range []string{"", "86", "0086", "086", "0"} {
		from, to := p+len(country), p+len(country)+11
		if to > len(w.digits) || !strings.HasPrefix(w.digits[p:], country) || !isMobile(w.digits[from:to]) {
			continue
		}
		switch {
		case to <= p+one && (severalNumbers(w.digits[to:p+one]) || severalNumbers(w.digits[to:w.runs[w.group(p)]])):
			return from, to
		case to > p+one && closes(to) && !w.beginsWithDay(from):
			return from, to
		}
	}
	return 0, 0
}

// isMobile takes eleven figures.
func isMobile(s string) bool { return s[0] == '1' && s[1] >= '3' }

// severalNumbers says that figures are numbers, one after the other, or none.
func severalNumbers(s string) bool {
	switch {
	case s == "":
		return true
	case len(s) >= 18 && value.SoundResident(s[:18]):
		return severalNumbers(s[18:])
	case len(s) >= 11 && isMobile(s[:11]):
		return severalNumbers(s[11:])
	}
	return false
}

// beginsWithDay says that groups of figures begin as a date of the last century does, which a mobile number may too.
func (w *numerals) beginsWithDay(p int) bool {
	g := w.group(p)
	return w.digits[p] == '1' && w.digits[p+1] == '9' && w.ends[g]-p == 4 && g+1 < len(w.ends) && w.ends[g+1]-w.ends[g] <= 2
}

// likely says that figures begin with the place and the birthday of a resident's number.
func likely(s string) bool {
	return value.AllDigits(s[:14]) && value.IsProvince(s[:2]) && value.BornOf(s).Real() && s[6:8] >= "19" && s[6:8] <= "20"
}

// likelyOld says the same of a number before 1999.
func likelyOld(s string) bool { return likely(s[:6] + "19" + s[6:12]) }
