package ledger

import (
	"strings"
	"testing"

	"tuanjian/store/value"
)

// The edges of what is read: the last that is taken and the first that is not.

func TestWidthsAndUnseenMarks(t *testing.T) {
	for text, want := range map[string]string{
		"！": "!", "～": "~", "\uff00x": "\uff00x", "｟": "｟", "２０１９": "2019", "ＡＺ": "AZ",
		"a\u3000b": "a b", "a\u00a0b": "a b", "a\tb": "a b", "a\nb": "a b", "a\rb": "a b", "a\u00a1b": "a\u00a1b", "a\vb": "a\vb",
		"a\ufeffb": "ab", "a\u200bb": "ab", "a\u202cb": "ab", "a\u202db": "ab", "a\u200eb": "ab", "a\u200fb": "ab", "a\u200cb": "a\u200cb", " a ": "a", "　a　": "a",
	} {
		if got := value.Halfwidth(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"a\ufeffb": "ab", "a\u200bb": "ab", "a\u3000\u00a0b": "a b", " a \n\t b ": "a b", "\ufeff": "", "\u200b": "", "a\u200cb": "ab", "李 华": "李 华", "a\x1b[2Jb": "a[2Jb", "a\u202eb\u2066c": "abc", "a\vb\u2028c": "ab c",
	} {
		if got := value.OneLine(text); got != want {
			t.Errorf("one line of %q: %q, want %q", text, got, want)
		}
	}
	for _, s := range []string{"", "/", ":", "1/", "a", "１"} {
		if value.AllDigits(s) {
			t.Errorf("%q are no digits", s)
		}
	}
	if !value.AllDigits("0123456789") || atoi("20260512") != 20260512 {
		t.Error("digits are digits")
	}
	for text, want := range map[string]string{"12 34": "1234", "1234.0": "1234", "１２": "12", "12.5": "12.5"} {
		if got, f := squeezed(text); got != want || f != nil {
			t.Errorf("squeezed %q: %q", text, got)
		}
	}
}

func TestEdgesOfDates(t *testing.T) {
	for text, want := range map[string]value.Date{
		"09863": 19270101, "73050": 20991231, "200301": 20030100, "2003-01": 20030100, "2199-12-31": 21991231, "1850-01-01": 18500101, "2199": 21990000, "190504": 20190504,
		"192905": 19290500, "191205": 20191205, "190005": 19000500, "2020-2-29": 20200229,
	} {
		if d, err := value.ParseDate(text); d != want || err != nil {
			t.Errorf("%q: %d %v, want %d", text, d, err, want)
		}
	}
	for _, text := range []string{"09862", "73051", "200000", "2200-01-01", "2200", "1849-12-31", "2019-+5", "+2019-5", "2019-05~", "2019-05-04~08:30", "2019-5- 4:00", "123456789", "2019-05-04 0830x"} {
		if d, err := value.ParseDate(text); err == nil || d != 0 {
			t.Errorf("%q was read as %s", text, d)
		}
	}
	for d, want := range map[value.Date]bool{20190005: false, 20190000: true, 20190500: true, 20191300: false, 20190532: false, 20190531: true, 21991231: true, 22000101: false, 18500000: true, 18491231: false} {
		if d.Real() != want {
			t.Errorf("%d is real: %v", d, !want)
		}
	}
	for _, c := range []struct{ a, b value.Date }{{0, 0}, {0, 20190504}, {20190504, 0}, {20190500, 20190430}, {20190500, 20190601}, {20190503, 20190504}} {
		if sameDate(c.a, c.b) {
			t.Errorf("%d is not %d", c.a, c.b)
		}
	}
	for _, a := range []value.Date{20190504, 20190500, 20190000} {
		if !sameDate(a, 20190504) {
			t.Errorf("%d may be the day", a)
		}
	}
}

// What people type for the X at the end becomes it where the seventeen digits before say
// that it is one, and nowhere else.
func TestWhatStandsForX(t *testing.T) {
	for _, end := range []string{"x", "X", "ｘ", "Ｘ", "*", "＊", ".", "．", "。", "·", "×", "下", "小", " x", "-x"} {
		if got := value.NormalIDNumber("11010519491231002" + end); got != "11010519491231002X" {
			t.Errorf("%q at the end gives %q", end, got)
		}
		if got := value.NormalIDNumber("43050220060512318" + end); value.ResidentFault(got) == nil {
			t.Errorf("%q stands for a digit: %q", end, got)
		}
	}
	for _, text := range []string{"110105194912310020", "1101051949123100*", "110105********002*", "11010519491231002?", "11010519491231002张三"} {
		if got := value.NormalIDNumber(text); got == "11010519491231002X" {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestEdgesOfResidentNumbers(t *testing.T) {
	for _, r := range " -'’‘`\"“”.·:;　\v\f\u0085\u2003" {
		if got := value.NormalIDNumber("43050220060512" + string(r) + "3182"); got != "430502200605123182" {
			t.Errorf("%q stays: %q", r, got)
		}
	}
	if got := value.NormalIDNumber("43050220060512,3182"); got != "43050220060512,3182" {
		t.Errorf("a comma is no sign of an ID number: %q", got)
	}
	for number, want := range map[string]string{
		"433101199001011234": "ok", "910000199001011234": "ok", "430502200401171000": "ok", "433101199001011243": "id.check",
		"43050285061524X": "id.length", "4305028506152AB": "id.length", "43050220060512318X": "id.check", "4305022006051231X": "id.length", "4305022006051231822": "id.length",
		"43050220060512A182": "id.form", "4305022006051231A2": "id.form", "43050220060512318Y": "id.form", "ABC": "id.form", "43050220E17": value.Damaged, "4.3E+17": value.Damaged,
		"990502200402290012": "id.province", "430502200402300012": "id.date", "4305022004?????12": value.Masked,
	} {
		if got := code(value.ResidentFault(number)); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
	if f := value.ResidentFault("990502200402290012"); !strings.Contains(f.Text, "前两位 99 不是") {
		t.Error(f.Text)
	}
	for number, want := range map[string]string{"430502202611220017": "ok", "430502190611220011": "ok", "430502190611210016": "ok", "430502190511220014": "id.age"} {
		if got := code(value.BornFault(number, basis().Today, basis().Rules.AgeMax)); got != want {
			t.Errorf("%s today: %s, want %s", number, got, want)
		}
	}
	for s, want := range map[string]bool{"810000199503150038": true, "820000199811072125": true, "830000200106203019": true, "840000200106203019": false, "81000019950315003": false, "810001199503150038": false} {
		if value.PermitNumber(s) != want {
			t.Errorf("%s is a permit's: %v", s, !want)
		}
	}
	for s, want := range map[string]string{
		"": "", "1234": "****", "12345": "*****", "1234567": "*******", "12345678": "12****78", "1234567890": "12******90", "12345678901": "12*******01", "12345678901234": "12**********34",
		"430502850615241": "430502*****5241", "430502200605123182": "430502********3182",
	} {
		if got := maskIDNumber(s, Ends); got != want {
			t.Errorf("%s masked: %s, want %s", s, got, want)
		}
	}
	for s, want := range map[string]bool{
		"H1234567": true, "H123456": false, "H1234567890": true, "H12345678901": false, "A1234567": true, "Z1234567": true, "@1234567": false, "[1234567": false, "1H234567": false,
		"EA1234567": true, "EAB123456": false, "12345678": true, "123456789": false, "20060512": false, "1234567": false, "1234567A": false,
	} {
		if foreignPaper(s) != want {
			t.Errorf("%s is a foreign paper's: %v", s, !want)
		}
	}
}

func TestEdgesOfPhones(t *testing.T) {
	for s, want := range map[string]bool{
		"5321234": true, "53212345": true, "532123": false, "532123456": false, "010-87654321": true, "0739-5321234": true, "01-8765432": false, "07391-5321234": false, "0739": false,
		"1739-5321234": false, "0105321234": true, "01087654321": true, "0215321234": true, "0297654321": true, "07395321234": true, "073987654321": true, "031187654321": true,
		"0739876543210": false, "010532123": false, "5321234-1": true, "5321234-123456": true, "5321234-1234567": false, "5321234-12a": false, "5321234-": false, "5321234-1-2": false,
		"0739-5321234-12": true, "0739-5321234-1-2": false, "07395321234-12": true, "0x9-5321234": false, "0x105321234": false, "010-": false, "-5321234": false,
	} {
		if value.Landline(s) != want {
			t.Errorf("%s is a landline: %v", s, !want)
		}
	}
	for s, want := range map[string]string{
		"1391234567": "现在是 10 位", "2391234567": "少了开头的 0", "139123456": "电话号码不对", "12912345678": "第二位", "7395321234": "少了开头的 0", "73987654321": "少了开头的 0", "739532123": "电话号码不对",
		"739876543210": "电话号码不对", "7395321x34": "电话号码不对", "0395321": "", "03953212349999": "电话号码不对", "139x234567": "电话号码不对", "13012345678": "", "139****5678": "星号", "1008654321": "现在是 10 位",
		"0395321x34": "电话号码不对", "0739532123": "电话号码不对", "0000000000": "",
	} {
		f := value.PhoneFault(s)
		if want == "" && f != nil || want != "" && (f == nil || !strings.Contains(f.Text, want) || f.Code != "phone" && f.Code != value.Masked) {
			t.Errorf("%s: %+v, want %q", s, f, want)
		}
	}
	for text, want := range map[string]string{
		"13912345678.0": "13912345678", "008613912345678": "13912345678", "86-139-1234-5678": "13912345678", "+8613912345678": "13912345678", "8629123456": "8629123456", "0086-0739-5321234": "0086-0739-5321234",
		"~5321234": "~5321234", "-5321234-": "5321234", "0739转5321234": "0739-5321234", "(010)87654321": "010-87654321", "139-1234-567": "139-1234-567",
	} {
		if got := value.NormalPhone(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	for s, want := range map[string]string{"1234567": "*****67", "123456": "******", "12345678": "******78", "1234567890": "*******890", "13912345678": "139****5678"} {
		if got := maskPhone(s); got != want {
			t.Errorf("%s masked: %s", s, got)
		}
	}
}
