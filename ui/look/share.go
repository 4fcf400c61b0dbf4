package look

import (
	"cmp"
	"slices"
	"strconv"
)

// Share is a part of a whole in per cent to one tenth, as it is printed: 100% is said of all and only of all, and some that are
// less than a tenth are <0.1%, never none. of is more than 0.
func Share(part, of int) string {
	tenths := (part*2000 + of) / (2 * of)
	if tenths == 1000 && part < of {
		tenths = 999
	}
	return perCent(tenths, part)
}

// Shares are the parts of a whole that they make up, so rounded that they are 100% together. Their sum is more than 0.
func Shares(parts []int) []string {
	of, left := 0, 1000
	for _, n := range parts {
		of += n
	}
	tenths, order := make([]int, len(parts)), make([]int, len(parts))
	for i, n := range parts {
		tenths[i], order[i] = n*1000/of, i
		left -= tenths[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(parts[b]*1000%of, parts[a]*1000%of) })
	for _, i := range order {
		if left > 0 && (tenths[i] < 999 || parts[i] == of) {
			tenths[i]++
			left--
		}
	}
	out := make([]string, len(parts))
	for i, n := range parts {
		out[i] = perCent(tenths[i], n)
	}
	return out
}

func perCent(tenths, part int) string {
	switch {
	case tenths == 0 && part > 0:
		return "<0.1%"
	case tenths%1000 == 0:
		return strconv.Itoa(tenths/10) + "%"
	}
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + "%"
}
