package jobs

import "slices"

// A half is what is written on the page of a job and not saved: what it is about, and whether there is nothing of it.
type half interface {
	about() string
	empty() bool
}

// halves are what is written and not saved, one for each that the page can be about, the newest last. So nothing is lost when
// somebody turns from one branch or year to another.
type halves[T half] []T

// of is what is written about one, the empty draft for nothing.
func (h halves[T]) of(about string) (d T) {
	for _, one := range h {
		if one.about() == about {
			return one
		}
	}
	return d
}

// put takes a draft in the place of what was written about the same, and says whether anything is to be kept anew.
func (h *halves[T]) put(d T) bool {
	before := len(*h)
	*h = slices.DeleteFunc(*h, func(was T) bool { return was.about() == d.about() })
	if d.empty() {
		return len(*h) < before
	}
	*h = append(*h, d)
	return true
}
