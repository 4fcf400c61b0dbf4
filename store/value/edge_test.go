package value_test

import (
	"strings"
	"testing"

	"tuanjian/store/value"
)

func TestEdgesOfCreditCodes(t *testing.T) {
	for number, want := range map[string]string{
		"91431126MA4L12346F": "ok", "9143112610000042X0": "ok", "914311261000000086": "ok", "914311261000000087": "credit.check", "31000040073561A": "credit.length",
		"9143112610000042X~": "credit.letter", "914311261000004280": "credit.check", "": "credit.length", "@1430502MA4L12346Y": "credit.letter",
	} {
		if got := code(value.CreditCodeFault(number)); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
	if f := value.CreditCodeFault("9I430502MA4L12346Y"); !strings.Contains(f.Text, "不会有“I”（") {
		t.Error(f.Text)
	}
}

func TestEdgesOfAmounts(t *testing.T) {
	for text, want := range map[string]string{"5.0": "5", "第一届": "1", "十": "10", "999999999": "999999999", "0": "0", "7.": "7", "三年": "3"} {
		if c, err := value.ParseCount(text); err != nil || c.String() != want {
			t.Errorf("count %q: %q %v", text, c, err)
		}
	}
	for _, text := range []string{"12.~", ".0", "1000000000", "零", "十一", "1.2"} {
		if c, err := value.ParseCount(text); err == nil || c != 0 {
			t.Errorf("count %q: %q", text, c)
		}
	}
	for text, want := range map[string]value.Money{"999999999999": value.MoneyOf(99999999999900), "999999999999.99": value.MoneyOf(99999999999999), "0.1": value.MoneyOf(10), "0.01": value.MoneyOf(1), "": 0} {
		if m, err := value.ParseMoney(text); err != nil || m != want {
			t.Errorf("money %q: %d %v", text, m, err)
		}
	}
	for _, text := range []string{"1000000000000", "3500.~", "0.001", "1.2~", "-0.1"} {
		if m, err := value.ParseMoney(text); err == nil || m != 0 {
			t.Errorf("money %q: %d", text, m)
		}
	}
	if n, known := value.Money(0).Fen(); known {
		t.Errorf("an unknown amount is %d", n)
	}
}
