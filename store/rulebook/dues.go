package rulebook

import (
	"fmt"
	"strconv"
	"strings"

	"tuanjian/store/value"
)

// A DuesStep is one line of the monthly dues: from this wage on, a flat amount, or
// a share of the wage in tenths of a per cent, rounded down to whole yuan, under a
// ceiling (规定 2016, domain.md §1.6).
type DuesStep struct {
	From    value.Money
	Flat    value.Money
	PerMill int64
	Ceiling value.Money
}

// addDues reads a step: from, flat | per mill | ceiling as "2000;;2;20".
func (r *Rules) addDues(written string) error {
	parts := strings.Split(written, ";")
	if len(parts) != 4 {
		return fmt.Errorf("want four parts")
	}
	var s DuesStep
	var err [4]error
	s.From, err[0] = value.ParseMoney(parts[0])
	s.Flat, err[1] = value.ParseMoney(parts[1])
	if parts[2] != "" {
		s.PerMill, err[2] = strconv.ParseInt(parts[2], 10, 64)
	}
	s.Ceiling, err[3] = value.ParseMoney(parts[3])
	for _, e := range err {
		if e != nil {
			return e
		}
	}
	r.Dues = append(r.Dues, s)
	return nil
}

// DuesOf is the monthly due of a wage earner. An unknown wage gives an unknown due,
// never zero.
func DuesOf(wage value.Money, r *Rules) value.Money {
	fen, known := wage.Fen()
	if !known {
		return 0
	}
	var due value.Money
	for _, s := range r.Dues {
		from, _ := s.From.Fen()
		if fen < from {
			break
		}
		due = s.Flat
		if s.PerMill > 0 {
			yuan := fen * s.PerMill / 1000 / 100
			due = value.MoneyOf(yuan * 100)
		}
		if s.Ceiling > 0 && due > s.Ceiling {
			due = s.Ceiling
		}
	}
	return due
}
