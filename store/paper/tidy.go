package paper

import (
	"slices"
	"strings"
)

// tightest is how much less room than its own a line may be given for the sake of a
// character that would stand alone otherwise.
const tightest = 0.96

// tidied are the lines of a paragraph without a character alone on the last of them: it goes up where
// a little less spacing gives it room above, and else another comes down to it, as far as limit goes.
// again breaks the paragraph as if that share of the room were all.
func (f *face) tidied(s string, lines []string, limit int, again func(share float64) []string) []string {
	if !lonely(lines) {
		return lines
	}
	for share := 0.99; share >= tightest; share -= 0.01 {
		if closer := again(share); len(closer) < len(lines) && !lonely(closer) {
			return closer
		}
	}
	return f.joined(s, lines, limit)
}

// joined are the lines with the last characters that may leave theirs brought down to the one that stands alone.
func (f *face) joined(s string, lines []string, limit int) []string {
	n := len(lines)
	above := lines[n-2]
	from := strings.LastIndex(strings.TrimSuffix(trimEnd(s), lines[n-1]), above)
	if from < 0 {
		return lines
	}
	last := notLast // no line ends before its first
	cuts := []int{}
	for i, r := range above {
		class := f.look(r).class
		if may(last, class) {
			cuts = append(cuts, i)
		}
		if class != hidden {
			last = class
		}
	}
	for _, cut := range slices.Backward(cuts) {
		head, tail := trimEnd(above[:cut]), trimEnd(s[from+cut:])
		out := append(slices.Clone(lines[:n-2]), head, tail)
		if inked(head) > 1 && !lonely(out) && f.width(tail) <= limit {
			return out
		}
	}
	return lines
}

// wrapTidy is wrap without a character alone on the last line of a paragraph.
func (f *face) wrapTidy(dst []string, s string, limit int) []string {
	for paragraph := range strings.SplitSeq(s, "\n") {
		from := len(dst)
		if dst = f.wrap(dst, paragraph, limit); lonely(dst[from:]) {
			lines := f.tidied(paragraph, slices.Clone(dst[from:]), limit, func(share float64) []string { return f.wrap(nil, paragraph, int(float64(limit)/share)) })
			dst = append(dst[:from], lines...)
		}
	}
	return dst
}

// nameDot stands between the parts of a name.
const nameDot = "·"

// wrapName is wrapTidy for a name, which is broken behind its dots where each part has room on a line.
func (f *face) wrapName(dst []string, s string, limit int) []string {
	from := len(dst)
	if dst = f.wrapTidy(dst, s, limit); len(dst)-from < 2 || !strings.Contains(s, nameDot) {
		return dst
	}
	lines := []string{""}
	for _, part := range strings.SplitAfter(s, nameDot) {
		if f.width(part) > limit {
			return dst
		}
		if last := &lines[len(lines)-1]; f.width(*last+part) <= limit {
			*last += part
		} else {
			lines = append(lines, part)
		}
	}
	return append(dst[:from], lines...)
}

// wrapHead is wrapEvenly for the head of a column: what stands in parentheses at its end is not broken
// where it has room on a line of its own.
func (f *face) wrapHead(s string, limit int) []string {
	lines := f.wrapEvenly(s, limit)
	at := strings.LastIndex(s, "（")
	if len(lines) < 2 || at <= 0 || !strings.HasSuffix(s, "）") || f.width(s[at:]) > limit {
		return lines
	}
	if own := append(f.wrapEvenly(s[:at], limit), s[at:]); len(own) <= len(lines) {
		return own
	}
	return lines
}

// lonely tells that a paragraph ends with a line of one character, signs after it not counted.
func lonely(lines []string) bool {
	if len(lines) < 2 {
		return false
	}
	n := 0
	for _, r := range lines[len(lines)-1] {
		if c := classOf(r); c != notFirst && c != hidden {
			n++
		}
	}
	return n <= 1
}

// wrapFirst is wrap with another width for the first line.
func (f *face) wrapFirst(s string, first, rest int) []string {
	lines := f.wrap(nil, s, first)
	if len(lines) < 2 || first == rest {
		return lines
	}
	return f.wrap(lines[:1:1], strings.TrimLeft(s[len(lines[0]):], " \t\r"), rest)
}
