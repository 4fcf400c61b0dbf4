package value_test

import (
	"testing"

	"tuanjian/store/value"
)

func code(f *value.Fault) string {
	if f == nil {
		return "ok"
	}
	return f.Code
}

func TestResidentNumbers(t *testing.T) {
	for number, want := range map[string]string{
		"11010519491231002X": "ok", "430502200002290029": "ok", "430502200605123182": "ok", "430511201012310047": "ok",
		"430502200707040011": "ok", "430581199308085562": "ok", "430502199811223111": "ok", "430502201211223310": "ok",
		"430511199107044052": "ok", "430502200308156623": "ok", "440524188001010014": "ok", "11010519491231002x": "ok",
		"810000199503150038": "ok", "820000199811072125": "ok", "830000200106203019": "ok",
		"４３０５０２ ２００６０５１２３１８２": "ok",
		"430502200605123183": "id.check", "43050220060512318": "id.length", "430502199902290010": "id.date",
		"430502200613123182": "id.date", "990502200605123181": "id.province", "43050220060512318x": "id.check",
		"430502********3182": value.Masked, "4.30502200605123E+17": value.Damaged, "430502200504064000": value.Damaged,
		"110105491231002": value.Old15, "440524801234567": "id.date",
	} {
		if got := code(value.ResidentFault(value.NormalIDNumber(number))); got != want {
			t.Errorf("%s: got %s, want %s", number, got, want)
		}
	}
}

func TestResidentFacts(t *testing.T) {
	for _, c := range []struct {
		number, born, sex string
	}{
		{"11010519491231002X", "1949-12-31", value.Female}, {"440524188001010014", "1880-01-01", value.Male}, {"430502200002290029", "2000-02-29", value.Female},
		{"430502200605123182", "2006-05-12", value.Female}, {"430511201012310047", "2010-12-31", value.Female}, {"430502200707040011", "2007-07-04", value.Male},
		{"430581199308085562", "1993-08-08", value.Female}, {"430502199811223111", "1998-11-22", value.Male}, {"430502201211223310", "2012-11-22", value.Male},
		{"430511199107044052", "1991-07-04", value.Male}, {"430502200308156623", "2003-08-15", value.Female},
		{"810000199503150038", "1995-03-15", value.Male}, {"820000199811072125", "1998-11-07", value.Female}, {"830000200106203019", "2001-06-20", value.Male},
	} {
		if born, sex := value.ResidentFacts(c.number); born.String() != c.born || sex != c.sex {
			t.Errorf("%s: got %s %s", c.number, born, sex)
		}
	}
}

func TestUpgrade15(t *testing.T) {
	for old, want := range map[string]string{
		"110105491231002": "11010519491231002X", "130503670401001": "130503196704010016", "430502850615241": "430502198506152412",
		"320311770706001": "320311197707060018", "370802940221002": "370802199402210029", "440524801234567": "440524198012345679",
	} {
		if got := value.Upgrade15(old); got != want {
			t.Errorf("%s: got %s, want %s", old, got, want)
		}
	}
}

func TestCreditCodes(t *testing.T) {
	for number, want := range map[string]string{
		"91350100M000100Y43": "ok", "91440300708461136T": "ok", "91110108551385082Q": "ok", "91440300359143307G": "ok", "91110000802100433B": "ok",
		"91341000MA2N0ABGXX": "ok", "911101077776591113": "ok", "91430502MA4L12346Y": "ok", "91430502MABCD5678J": "ok", "92430502MA4P000156": "ok",
		"93430502MA4Q7K2X37": "ok", "52430500MJJ123450C": "ok", "310000400735611": "ok",
		"91430502MA4L12346X": "credit.check", "91430502MA4L123472": "credit.organisation", "91350100M000100Y4I": "credit.letter", "91350100M000100Y4": "credit.length", value.NormalIDNumber("9.11101E+17"): value.Damaged,
	} {
		f := value.CreditCodeFault(number)
		if got := code(f); got != want {
			t.Errorf("%s: got %s, want %s", number, got, want)
		}
		if f != nil && !f.Soft {
			t.Errorf("%s: an enterprise exists whatever its papers say", number)
		}
	}
}

func TestRegions(t *testing.T) {
	for s, want := range map[string]string{"430502001001": "ok", "430502001201": "ok", "430502100001": "ok", "43050200100": "region.length", "430502600001": "region.street", "430502001000": "region.community"} {
		if got := code(value.RegionFault(s)); got != want {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
	if !value.VillageCode("430502001201") || value.VillageCode("430502001001") {
		t.Error("a villagers' committee is 200 to 399")
	}
}

func TestPhones(t *testing.T) {
	for s, want := range map[string]string{
		"13912345678": "ok", "16612345678": "ok", "19812345678": "ok", "12345678901": "phone", "1391234567": "phone", "+86 139-1234-5678": "ok",
		"0739-5321234": "ok", "5321234": "ok", "07395321234": "ok", "010-87654321-123": "ok", "(0739)5321234": "ok", "7395321234": "phone", "139****5678": value.Masked,
	} {
		if got := code(value.PhoneFault(value.NormalPhone(s))); got != want {
			t.Errorf("%s (%s): got %s, want %s", s, value.NormalPhone(s), got, want)
		}
	}
}

// What says no number is refused, and does not count as an empty field: "," emptied a year that is vital.
func TestNothingButAUnitIsNoNumber(t *testing.T) {
	for _, text := range []string{",", "，", "人", " , "} {
		if n, err := value.ParseCount(text); err == nil {
			t.Errorf("%q is the number %s", text, n)
		}
	}
	for _, text := range []string{",", "元", "￥"} {
		if m, err := value.ParseMoney(text); err == nil {
			t.Errorf("%q is the amount %s", text, m)
		}
	}
	for _, text := range []string{"", "  "} {
		if _, err := value.ParseCount(text); err != nil {
			t.Errorf("an empty field is refused: %v", err)
		}
	}
}
