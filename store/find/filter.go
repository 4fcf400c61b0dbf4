package find

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Ranged says that a column can be filtered from here to there.
func Ranged(c ledger.Column) bool {
	switch c.Shape {
	case ledger.Number, ledger.Amount, ledger.Day8, ledger.Month6:
		return true
	}
	return false
}

// Bound is a text of a column as a number that can be compared: of a date its first
// day, or the last.
func Bound(c ledger.Column, text string, last bool) (float64, bool) {
	if text == "" {
		return 0, false
	}
	if c.Shape == ledger.Day8 || c.Shape == ledger.Month6 {
		d, err := value.ParseDate(text)
		if last {
			return float64(d.Last()), err == nil
		}
		return float64(d.First()), err == nil
	}
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.ReplaceAll(value.Halfwidth(text), ",", ""), "%"), 64)
	return n, err == nil
}

// passes is the test of some filters, all of which must be content.
func passes(v *records.View, kind ledger.Kind, filters []records.Filter) func(ledger.Record) bool {
	tests := make([]func(ledger.Record) bool, len(filters))
	for i, f := range filters {
		if f.From == "" && f.To == "" {
			tests[i] = func(r ledger.Record) bool {
				return slices.Contains(f.Texts, CellText(v, kind, r, f.Key, ledger.Bare))
			}
			continue
		}
		var c ledger.Column
		if at := slices.IndexFunc(ColumnsOf(kind), func(c ledger.Column) bool { return c.Key == f.Key }); at >= 0 {
			c = ColumnsOf(kind)[at]
		}
		from, bounded := Bound(c, f.From, false)
		to, limited := Bound(c, f.To, true)
		tests[i] = func(r ledger.Record) bool {
			text := CellText(v, kind, r, f.Key, ledger.Bare)
			end, ok := Bound(c, text, true)
			begin, _ := Bound(c, text, false)
			return ok && (!bounded || end >= from) && (!limited || begin <= to)
		}
	}
	return func(r ledger.Record) bool {
		for _, test := range tests {
			if !test(r) {
				return false
			}
		}
		return true
	}
}

// WrongBounds says in a sentence why a filter's bounds cannot be meant, "" when they can.
func WrongBounds(f records.Filter, c ledger.Column) string {
	from, okFrom := Bound(c, f.From, false)
	to, okTo := Bound(c, f.To, true)
	what := "数字，例如 14"
	if c.Shape == ledger.Day8 || c.Shape == ledger.Month6 {
		what = "日期，例如 2019-05"
	}
	switch {
	case f.From != "" && !okFrom:
		return "“" + f.From + "”不是" + what + "。"
	case f.To != "" && !okTo:
		return "“" + f.To + "”不是" + what + "。"
	case okFrom && okTo && from > to:
		return "从 " + f.From + " 到 " + f.To + " 中间什么也没有，请对调。"
	}
	return ""
}
