package ledger

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tuanjian/store/trial"
	"tuanjian/store/value"
)

// Whatever is damaged in a right number, it is not taken for right: one digit
// changed, two neighbours swapped, one lost.
func TestOneSlipIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawResident(t)
		if f := value.ResidentFault(s); f != nil {
			t.Fatalf("%s: %s", s, f.Code)
		}
		at := rapid.IntRange(0, 16).Draw(t, "at")
		wrong := []byte(s)
		wrong[at] = '0' + (wrong[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if value.ResidentFault(string(wrong)) == nil {
			t.Fatalf("%s taken for %s", wrong, s)
		}
		swapped := []byte(s)
		swapped[at], swapped[(at+1)%17] = swapped[(at+1)%17], swapped[at]
		if string(swapped) != s && value.ResidentFault(string(swapped)) == nil && at != 16 {
			t.Fatalf("%s taken for %s", swapped, s)
		}
		if f := value.ResidentFault(s[:at] + s[at+1:]); f == nil {
			t.Fatalf("%s with 17 characters is taken", s)
		}
		if got := value.NormalIDNumber(" " + s[:6] + " " + s[6:14] + "-" + strings.ToLower(s[14:]) + "　"); got != s {
			t.Fatalf("%q", got)
		}
	})
}

// drawResident draws a right resident number.
func drawResident(t *rapid.T) string {
	born := value.Day(1950, 1, 1).AddDays(rapid.IntRange(0, 24000).Draw(t, "born"))
	s := rapid.SampledFrom([]string{"430502", "110105", "440524", "650102"}).Draw(t, "region") + strings.ReplaceAll(born.String(), "-", "")
	n := rapid.IntRange(1, 998).Draw(t, "serial")
	s += string([]byte{'0' + byte(n/100), '0' + byte(n/10%10), '0' + byte(n%10)})
	return s + string(value.CheckDigit(s))
}

// within fails when one text took longer than anything that a person types may take.
func within(t *testing.T, begun trial.Watch) {
	t.Helper()
	if took := begun.Taken(); took > 5*time.Second {
		t.Error("took", took)
	}
}

func FuzzResidentNumber(f *testing.F) {
	trial.Corpus(f)
	for _, seed := range []string{"11010519491231002X", "430502********3182", "4.30502E+17", "440524801234567", "４３０５０２", "'430502200605123182", "", "H12345678"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer within(t, trial.Start())
		s := value.NormalIDNumber(text)
		if value.NormalIDNumber(s) != s && utf8.ValidString(text) {
			t.Errorf("%q: cleaned twice %q is %q", text, s, value.NormalIDNumber(s))
		}
		fault := value.ResidentFault(s)
		switch {
		case fault == nil:
			if born, sex := value.ResidentFacts(s); len(s) != 18 || !born.Real() || sex != value.Male && sex != value.Female {
				t.Errorf("%q is right and tells %s %s", s, born, sex)
			}
		case fault.Text == "" || fault.Code == "" || fault.Soft != (fault.Code == value.Old15):
			t.Errorf("%q: %+v", s, fault)
		case fault.Offer != "" && value.ResidentFault(fault.Offer) != nil:
			t.Errorf("%q: offers %q", s, fault.Offer)
		}
		maskIDNumber(s, Start)
		m := &Member{Title: "李华"}
		if err := Members.Set(m, Members.At("idno"), text); err == nil && m.IDNumber != "" && value.ResidentFault(m.IDNumber) != nil && m.IDType == "" {
			t.Errorf("%q was taken without a word", m.IDNumber)
		}
		Members.Faults(m, basis())
	})
}

func FuzzCreditCode(f *testing.F) {
	trial.Corpus(f)
	for _, seed := range []string{"91350100M000100Y43", "310000400735611", "91350100M000100Y4I", "中文中文中文", "AAA中中中中中", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer within(t, trial.Start())
		if fault := value.CreditCodeFault(value.NormalIDNumber(text)); fault != nil && (!fault.Soft || fault.Text == "") {
			t.Errorf("%q: %+v", text, fault)
		}
		value.RegionFault(value.NormalIDNumber(text))
	})
}

func FuzzPhone(f *testing.F) {
	trial.Corpus(f)
	for _, seed := range []string{"+86 139-1234-5678", "0739-5321234转8", "(0739)5321234", "0086", "86", "-", "---", "0-", "00000000000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer within(t, trial.Start())
		s := value.NormalPhone(text)
		fault := value.PhoneFault(s)
		if fault == nil && (len(s) < 7 || len(s) > 20 || strings.Trim(s, "0123456789-") != "") {
			t.Errorf("%q was taken as %q", text, s)
		}
		if fault != nil && !fault.Soft {
			t.Errorf("%q: a phone is never refused", text)
		}
		if fault == nil && value.NormalPhone(s) != s {
			t.Errorf("%q becomes %q, then %q", text, s, value.NormalPhone(s))
		}
		maskPhone(s)
	})
}

func TestMoreNumbers(t *testing.T) {
	for text, want := range map[string]string{"23": "23", "23人": "23", " 1,234 ": "1234", "12.0": "12", "0": "0", "第三届": "3", "三年": "3", "": "", "十": "10", "２３": "23", "999999999": "999999999"} {
		if c, err := value.ParseCount(text); err != nil || c.String() != want {
			t.Errorf("count %q: %q %v", text, c, err)
		}
	}
	for _, text := range []string{"-1", "1.5", "约20", "1000000000", "二十", "a"} {
		if c, err := value.ParseCount(text); err == nil || c != 0 {
			t.Errorf("count %q: %q", text, c)
		}
	}
	for text, want := range map[string]string{"3500": "3500", "3500.5": "3500.50", "3,500.50元": "3500.50", "￥3500": "3500", "0": "0", "3500.00": "3500", "0.2": "0.20", "": "", "3500.500": "3500.50"} {
		if m, err := value.ParseMoney(text); err != nil || m.String() != want {
			t.Errorf("money %q: %q %v", text, m, err)
		}
	}
	for _, text := range []string{"-1", "1.234", "3千", "9999999999999", ".", "1.2.3"} {
		if m, err := value.ParseMoney(text); err == nil || m != 0 {
			t.Errorf("money %q: %q", text, m)
		}
	}
	if n, known := value.Count(0).Value(); known {
		t.Errorf("an unknown count is %d", n)
	}
	if n, known := value.CountOf(0).Value(); !known || n != 0 {
		t.Errorf("none is known: %d", n)
	}
}
