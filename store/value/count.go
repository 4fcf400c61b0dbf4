package value

import (
	"strconv"
	"strings"
)

// A Count is a whole number that may be unknown: zero is unknown, otherwise it is
// the number plus one. Unknown and none are different answers in a survey.
type Count int64

// CountOf makes a known count of n ≥ 0.
func CountOf(n int) Count { return Count(n) + 1 }

// Value gives the number and whether it is known.
func (c Count) Value() (int, bool) { return int(c) - 1, c > 0 }

// String is the number, or "" when unknown.
func (c Count) String() string {
	if c <= 0 {
		return ""
	}
	return strconv.FormatInt(int64(c)-1, 10)
}

// ParseCount reads a whole number from 0 to 999,999,999, with or without a unit
// such as 人 or 家 behind it.
func ParseCount(text string) (Count, error) {
	s := strings.TrimRight(strings.ReplaceAll(Halfwidth(text), ",", ""), " 人名家个岁年届期小学时")
	s = strings.TrimPrefix(s, "第")
	switch {
	case s == "" && strings.TrimSpace(text) == "":
		return 0, nil
	case s == "": // a comma, or 人 alone, says no number, and does not empty the field either
		return 0, Hard(Malformed, "这里要填整数，例如 23。")
	}
	if i := strings.IndexByte(s, '.'); i > 0 && strings.Trim(s[i+1:], "0") == "" {
		s = s[:i]
	}
	if n := chineseDigit(s); n > 0 {
		return CountOf(n), nil
	}
	if !AllDigits(s) || len(s) > 9 {
		return 0, Hard(Malformed, "这里要填整数，例如 23。")
	}
	n, _ := strconv.Atoi(s)
	return CountOf(n), nil
}

// chineseDigit reads 一 to 十, as 第三届 and 三年 have them.
func chineseDigit(s string) int {
	for i, r := range []rune("一二三四五六七八九十") {
		if s == string(r) {
			return i + 1
		}
	}
	return 0
}

// Money is an amount in fen that may be unknown: zero is unknown, otherwise it is
// the amount plus one, so that no income and an unknown income stay apart.
type Money int64

// MoneyOf makes a known amount of fen ≥ 0.
func MoneyOf(fen int64) Money { return Money(fen) + 1 }

// Fen gives the amount in fen and whether it is known.
func (m Money) Fen() (int64, bool) { return int64(m) - 1, m > 0 }

// YuanOf are fen as people write them in a cell, nothing for none.
func YuanOf(fen int64) string {
	if fen == 0 {
		return ""
	}
	return MoneyOf(fen).String()
}

// String is yuan with two decimals only where there are fen.
func (m Money) String() string {
	if m <= 0 {
		return ""
	}
	fen := int64(m) - 1
	if fen%100 == 0 {
		return strconv.FormatInt(fen/100, 10)
	}
	return strconv.FormatInt(fen/100, 10) + "." + strconv.Itoa(int(fen/10%10)) + strconv.Itoa(int(fen%10))
}

// ParseMoney reads yuan with at most two decimals that count, up to 10^12 yuan.
func ParseMoney(text string) (Money, error) {
	s := strings.Trim(strings.ReplaceAll(Halfwidth(text), ",", ""), " 元¥￥")
	switch {
	case s == "" && strings.TrimSpace(text) == "":
		return 0, nil
	case s == "": // a comma or 元 alone is no amount
		return 0, Hard(Malformed, "金额看不懂。请只填数字，例如 3500 或 3500.50。")
	}
	whole, part, _ := strings.Cut(s, ".")
	part = strings.TrimRight(part, "0")
	if !AllDigits(whole) || len(whole) > 12 || len(part) > 2 || (part != "" && !AllDigits(part)) {
		return 0, Hard(Malformed, "金额看不懂。请只填数字，例如 3500 或 3500.50。")
	}
	n, _ := strconv.ParseInt(whole, 10, 64)
	fen, _ := strconv.ParseInt((part + "00")[:2], 10, 64)
	return MoneyOf(n*100 + fen), nil
}
