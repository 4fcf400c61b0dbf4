package form

import (
	"errors"
	"strings"

	"tuanjian/store/value"
)

// errHalfDate is what a date of five figures is told.
var errHalfDate = errors.New("五位数字看不出是哪一天。请写成 2018-05-04、201805 这样。")

// halfDate says that a date was keyed with five figures. In a workbook they count the days
// since 1899; a person who keys 20189 has left a figure out, and must not get 1955.
func halfDate(typed string) bool {
	s := value.Halfwidth(strings.TrimSpace(typed))
	return len(s) == 5 && strings.Trim(s, "0123456789") == ""
}
