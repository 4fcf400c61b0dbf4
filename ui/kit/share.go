package kit

import "strconv"

// Share is a part of a whole in per cent, rounded down, so that 100% is said of all and only of all; some that are less than
// one in a hundred are <1%, never none. of is more than 0.
func Share(part, of int) string {
	percent := part * 100 / of
	if percent == 0 && part > 0 {
		return "<1%"
	}
	return strconv.Itoa(percent) + "%"
}
