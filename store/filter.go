package store

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

// Ranged says that a column can be filtered from here to there.
func Ranged(c ledger.Column) bool {
	switch c.Shape {
	case ledger.Number, ledger.Amount, ledger.Day8, ledger.Month6:
		return true
	}
	return false
}

// Words are what a filter says, for people.
func (f Filter) Words() string {
	switch {
	case f.From != "" && f.To != "":
		return f.From + " 到 " + f.To
	case f.From != "":
		return f.From + " 起"
	case f.To != "":
		return "到 " + f.To + " 为止"
	}
	words := slices.Clone(f.Texts)
	for i, w := range words {
		if w == "" {
			words[i] = "（空着）"
		}
	}
	if len(words) > 2 {
		words = append(words[:2:2], "等 "+itoa(len(f.Texts))+" 项")
	}
	return strings.Join(words, "、")
}

// Check says in a sentence why a filter's bounds cannot be meant; nil when they can.
func (f Filter) Check(c ledger.Column) error {
	from, okFrom := bound(c, f.From, false)
	to, okTo := bound(c, f.To, true)
	what := "数字，例如 14"
	if c.Shape == ledger.Day8 || c.Shape == ledger.Month6 {
		what = "日期，例如 2019-05"
	}
	switch {
	case f.From != "" && !okFrom:
		return refuse("“" + f.From + "”不是" + what + "。")
	case f.To != "" && !okTo:
		return refuse("“" + f.To + "”不是" + what + "。")
	case okFrom && okTo && from > to:
		return refuse("从 " + f.From + " 到 " + f.To + " 中间什么也没有，请对调。")
	}
	return nil
}

// bound is a text of a column as a number that can be compared: of a date its first
// day, or the last.
func bound(c ledger.Column, text string, last bool) (float64, bool) {
	if text == "" {
		return 0, false
	}
	if c.Shape == ledger.Day8 || c.Shape == ledger.Month6 {
		d, err := ledger.ParseDate(text)
		if last {
			return float64(d.Last()), err == nil
		}
		return float64(d.First()), err == nil
	}
	n, err := strconv.ParseFloat(strings.TrimSuffix(strings.ReplaceAll(ledger.Halfwidth(text), ",", ""), "%"), 64)
	return n, err == nil
}

// passes is the test of some filters, all of which must be content.
func passes(v *records.View, kind ledger.Kind, filters []Filter) func(ledger.Record) bool {
	tests := make([]func(ledger.Record) bool, len(filters))
	for i, f := range filters {
		if f.From == "" && f.To == "" {
			tests[i] = func(r ledger.Record) bool {
				return slices.Contains(f.Texts, cellText(v, kind, r, f.Key, ledger.Bare))
			}
			continue
		}
		var c ledger.Column
		if at := slices.IndexFunc(columnsOf(kind), func(c ledger.Column) bool { return c.Key == f.Key }); at >= 0 {
			c = columnsOf(kind)[at]
		}
		from, bounded := bound(c, f.From, false)
		to, limited := bound(c, f.To, true)
		tests[i] = func(r ledger.Record) bool {
			text := cellText(v, kind, r, f.Key, ledger.Bare)
			end, ok := bound(c, text, true)
			begin, _ := bound(c, text, false)
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
