package ledger

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Every test of this package reads the lists that the program ships.
func TestMain(m *testing.M) {
	if err := Load(os.DirFS("../../assets/codes")); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

var today = Basis{Today: Day(2026, 11, 22)}

func basis() Basis {
	b := today
	b.Rules = DefaultRules()
	return b
}

func code(f *Fault) string {
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
		"430502********3182": Masked, "4.30502200605123E+17": Damaged, "430502200504064000": Damaged,
		"110105491231002": Old15, "440524801234567": "id.date",
	} {
		if got := code(ResidentFault(NormalIDNumber(number))); got != want {
			t.Errorf("%s: got %s, want %s", number, got, want)
		}
	}
}

func TestResidentNumbersByToday(t *testing.T) {
	for number, want := range map[string]string{"43050220990101001X": "id.future", "440524188001010014": "id.age", "430502200605123182": "ok"} {
		if got := code(bornFault(number, basis())); got != want {
			t.Errorf("%s: got %s, want %s", number, got, want)
		}
	}
}

func TestResidentFacts(t *testing.T) {
	for _, c := range []struct {
		number, born, sex string
	}{
		{"11010519491231002X", "1949-12-31", Female}, {"440524188001010014", "1880-01-01", Male}, {"430502200002290029", "2000-02-29", Female},
		{"430502200605123182", "2006-05-12", Female}, {"430511201012310047", "2010-12-31", Female}, {"430502200707040011", "2007-07-04", Male},
		{"430581199308085562", "1993-08-08", Female}, {"430502199811223111", "1998-11-22", Male}, {"430502201211223310", "2012-11-22", Male},
		{"430511199107044052", "1991-07-04", Male}, {"430502200308156623", "2003-08-15", Female},
		{"810000199503150038", "1995-03-15", Male}, {"820000199811072125", "1998-11-07", Female}, {"830000200106203019", "2001-06-20", Male},
	} {
		if born, sex := ResidentFacts(c.number); born.String() != c.born || sex != c.sex {
			t.Errorf("%s: got %s %s", c.number, born, sex)
		}
	}
}

func TestUpgrade15(t *testing.T) {
	for old, want := range map[string]string{
		"110105491231002": "11010519491231002X", "130503670401001": "130503196704010016", "430502850615241": "430502198506152412",
		"320311770706001": "320311197707060018", "370802940221002": "370802199402210029", "440524801234567": "440524198012345679",
	} {
		if got := Upgrade15(old); got != want {
			t.Errorf("%s: got %s, want %s", old, got, want)
		}
	}
}

func TestCreditCodes(t *testing.T) {
	for number, want := range map[string]string{
		"91350100M000100Y43": "ok", "91440300708461136T": "ok", "91110108551385082Q": "ok", "91440300359143307G": "ok", "91110000802100433B": "ok",
		"91341000MA2N0ABGXX": "ok", "911101077776591113": "ok", "91430502MA4L12346Y": "ok", "91430502MABCD5678J": "ok", "92430502MA4P000156": "ok",
		"93430502MA4Q7K2X37": "ok", "52430500MJJ123450C": "ok", "310000400735611": "ok",
		"91430502MA4L12346X": "credit.check", "91430502MA4L123472": "credit.organisation", "91350100M000100Y4I": "credit.letter", "91350100M000100Y4": "credit.length", NormalIDNumber("9.11101E+17"): Damaged,
	} {
		f := CreditCodeFault(number)
		if got := code(f); got != want {
			t.Errorf("%s: got %s, want %s", number, got, want)
		}
		if f != nil && !f.Soft {
			t.Errorf("%s: an enterprise exists whatever its papers say", number)
		}
	}
}

func TestDevNumbers(t *testing.T) {
	for _, c := range []struct {
		number, joined string
		xinjiang       bool
		want           string
	}{
		{"", "2016-05", false, "ok"}, {"", "2016-05", true, Missing}, {"", "2017-03", false, Missing}, {"201843001234", "2017-03", false, "ok"},
		{"201743001234", "2018-11", false, "ok"}, {"201843001234", "2019-05", false, "dev.year"}, {"201943001234", "2019-05", false, "ok"},
		{"20194300123", "2019-05", false, "dev.format"}, {"2015160000001234", "2016-01", false, "ok"}, {"2012", "2012-05", false, "dev.format"},
		{"2012001", "2012-05", false, "ok"}, {"202643000001", "2026-05", false, "ok"},
		{"2016170000001234", "2017-05", false, "ok"}, {"2016170000001234", "2018-05", false, "dev.format"}, {"2013001", "2012-05", false, "dev.year"},
		{"201643001234", "2017-05", false, "dev.year"}, {"2019430012x4", "2019-05", false, "dev.format"},
	} {
		r := DefaultRules()
		r.Xinjiang = c.xinjiang
		joined, _ := ParseDate(c.joined)
		if got := code(DevNumberFault(c.number, joined, r)); got != c.want {
			t.Errorf("%q joined %s: got %s, want %s", c.number, c.joined, got, c.want)
		}
	}
}

func TestDues(t *testing.T) {
	for wage, want := range map[string]string{
		"0": "3", "1999.99": "3", "2000": "4", "2499": "4", "2500": "5", "3500": "7", "4999.99": "9", "5000": "10", "5499": "10", "5500": "11",
		"8000": "16", "9999.99": "19", "10000": "20", "30000": "20", "": "",
	} {
		m, err := ParseMoney(wage)
		if err != nil {
			t.Fatal(err)
		}
		if got := DuesOf(m, DefaultRules()).String(); got != want {
			t.Errorf("wage %q: got %q, want %q", wage, got, want)
		}
	}
	if got := (&Member{}).DueText(DefaultRules()); got != "无法计算" {
		t.Errorf("no income recorded shows %q", got)
	}
}

func TestSizes(t *testing.T) {
	n := func(v int) Count {
		if v < 0 {
			return 0
		}
		return CountOf(v)
	}
	for _, c := range []struct {
		industry               string
		staff, revenue, assets int
		want                   string
	}{
		{"工业", 320, 5000, -1, "中型"}, {"工业", 1200, 30000, -1, "中型"}, {"工业", 19, 900, -1, "微型"}, {"餐饮业", 45, 380, -1, "小型"}, {"零售业", 12, 90, -1, "微型"},
		{"批发业", 22, 6000, -1, "中型"}, {"建筑业", -1, 7000, 4000, "小型"}, {"物业管理", 120, 600, -1, "小型"}, {"其他未列明行业", 9, -1, -1, "微型"},
		{"工业", 1000, 40000, -1, "大型"}, {"工业", 320, -1, -1, ""}, {"", 320, 5000, -1, ""},
	} {
		code, _ := SizeIndustries.Code(c.industry)
		if got := SizeClasses.Label(SizeOf(code, n(c.staff), n(c.revenue), n(c.assets), DefaultRules())); got != c.want {
			t.Errorf("%v: got %q", c, got)
		}
	}
}

func TestRegions(t *testing.T) {
	for s, want := range map[string]string{"430502001001": "ok", "430502001201": "ok", "430502100001": "ok", "43050200100": "region.length", "430502600001": "region.street", "430502001000": "region.community"} {
		if got := code(RegionFault(s)); got != want {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
	if !VillageCode("430502001201") || VillageCode("430502001001") {
		t.Error("a villagers' committee is 200 to 399")
	}
}

func TestPhones(t *testing.T) {
	for s, want := range map[string]string{
		"13912345678": "ok", "16612345678": "ok", "19812345678": "ok", "12345678901": "phone", "1391234567": "phone", "+86 139-1234-5678": "ok",
		"0739-5321234": "ok", "5321234": "ok", "07395321234": "ok", "010-87654321-123": "ok", "(0739)5321234": "ok", "7395321234": "phone", "139****5678": Masked,
	} {
		if got := code(PhoneFault(NormalPhone(s))); got != want {
			t.Errorf("%s (%s): got %s, want %s", s, NormalPhone(s), got, want)
		}
	}
}

func TestTerms(t *testing.T) {
	for _, c := range []struct {
		from  Date
		years int
		want  string
	}{{20231125, 3, "2026-11-25"}, {20240229, 2, "2026-02-28"}, {20210601, 5, "2026-06-01"}} {
		o := Branch{TermFrom: c.from, TermYears: CountOf(c.years)}
		if got := o.TermEnd(DefaultRules()).String(); got != c.want {
			t.Errorf("%s + %d: got %s, want %s", c.from, c.years, got, c.want)
		}
	}
}

func TestHalfDay(t *testing.T) {
	r := DefaultRules()
	for _, c := range []struct{ today, want Date }{
		{20261122, 20260630}, {20260630, 20260630}, {20260629, 20251231}, {20260101, 20251231}, {20261231, 20261231},
	} {
		if got := r.HalfDay(c.today); got != c.want {
			t.Errorf("%v: %v, want %v", c.today, got, c.want)
		}
	}
	for _, wrong := range []string{"", "06-31", "06", "06-30|", "x"} {
		if _, err := halfDays(wrong); err == nil {
			t.Errorf("%q is read as days", wrong)
		}
	}
}

// What a new record begins with is data: each is a word that its field takes as it is;
// a rule set of before has the first ones, and one may leave a field empty.
func TestBegins(t *testing.T) {
	text := string(DefaultRules().Source())
	var before []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "begin.") {
			before = append(before, line)
		}
	}
	old, err := ParseRules([]byte(strings.Join(before, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, kind := range All {
		for _, b := range DefaultRules().Begins(kind) {
			n++
			r := kind.New()
			if err := kind.Set(r, kind.At(b.Key), b.Text); err != nil || kind.Text(r, kind.At(b.Key), Basis{}) != b.Text {
				t.Errorf("%s.%s cannot begin with %s: %v", b.Kind, b.Key, b.Text, err)
			}
		}
		if got, want := old.Begins(kind), DefaultRules().Begins(kind); !slices.Equal(got, want) {
			t.Errorf("%s: an older rule set begins with %v, want %v", kind.Name(), got, want)
		}
	}
	if n != 7 {
		t.Errorf("%d fields begin with something", n)
	}
	other, err := ParseRules([]byte(strings.Replace(text, "begin.member.nation,汉族", "begin.member.nation,", 1)))
	if err != nil || len(other.Begins(Members)) != 3 {
		t.Errorf("no nation: %v, %v", other.Begins(Members), err)
	}
	for _, line := range []string{"begin.member.nation,苗族,", "begin.member.shoe,42,", "begin.nobody.name,x,", "begin.member.age,3,", "begin,x,"} {
		if _, err := ParseRules([]byte(text + line + "\n")); err == nil {
			t.Errorf("%s is understood", line)
		}
	}
}
