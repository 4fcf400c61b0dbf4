package rulebook

import (
	"fmt"
	"strconv"
	"strings"

	"tuanjian/store/value"
)

// Sizes of an enterprise (统计上大中小微型企业划分办法 2017, domain.md §4.9).
const (
	SizeLarge  = "1"
	SizeMedium = "2"
	SizeSmall  = "3"
	SizeMicro  = "4"
)

// A SizeRule holds the lower limits of one industry for large, medium and small:
// staff, revenue and assets, the money in ten thousand yuan. -1 means not asked.
type SizeRule struct {
	Industry               string // a code of the list SizeIndustries
	Staff, Revenue, Assets [3]int
}

// addSize reads "1000/300/20;40000/2000/300;-".
func (r *Rules) addSize(industry, value string) error {
	s := SizeRule{Industry: industry}
	parts := strings.Split(value, ";")
	if len(parts) != 3 {
		return fmt.Errorf("want three parts")
	}
	for i, into := range []*[3]int{&s.Staff, &s.Revenue, &s.Assets} {
		*into = [3]int{-1, -1, -1}
		if parts[i] == "-" {
			continue
		}
		limits := strings.Split(parts[i], "/")
		if len(limits) != 3 {
			return fmt.Errorf("want three limits")
		}
		for j, l := range limits {
			n, err := strconv.Atoi(l)
			if err != nil {
				return err
			}
			into[j] = n
		}
	}
	r.Sizes = append(r.Sizes, s)
	return nil
}

// SizeMost is the largest size that the known figures leave open.
func SizeMost(industry string, staff, revenue, assets value.Count, r *Rules) string {
	for _, rule := range r.Sizes {
		if rule.Industry != industry {
			continue
		}
		open := func(limit int, c value.Count) bool {
			n, known := c.Value()
			return limit < 0 || !known || n >= limit
		}
		for class, code := range []string{SizeLarge, SizeMedium, SizeSmall} {
			if open(rule.Staff[class], staff) && open(rule.Revenue[class], revenue) && open(rule.Assets[class], assets) {
				return code
			}
		}
		return SizeMicro
	}
	return SizeLarge
}

// SizeOf suggests a size: all limits that the industry asks must be reached, else
// the enterprise falls one class; micro is the rest. A figure that is asked and
// unknown gives "", never a guess.
func SizeOf(industry string, staff, revenue, assets value.Count, r *Rules) string {
	for _, rule := range r.Sizes {
		if rule.Industry != industry {
			continue
		}
		known := true
		reached := func(limit int, c value.Count) bool {
			n, ok := c.Value()
			if limit >= 0 && !ok {
				known = false
			}
			return limit < 0 || n >= limit
		}
		for class, code := range []string{SizeLarge, SizeMedium, SizeSmall} {
			a, b, c := reached(rule.Staff[class], staff), reached(rule.Revenue[class], revenue), reached(rule.Assets[class], assets)
			if !known {
				return ""
			}
			if a && b && c {
				return code
			}
		}
		return SizeMicro
	}
	return ""
}
