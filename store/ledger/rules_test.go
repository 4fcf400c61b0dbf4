package ledger

import (
	"os"
	"slices"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// Every test of this package reads the lists that the program ships.
func TestMain(m *testing.M) {
	if err := Load(os.DirFS("../../assets/codes")); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

var today = Basis{Today: value.Day(2026, 11, 22)}

func basis() Basis {
	b := today
	b.Rules = rulebook.DefaultRules()
	return b
}

func code(f *value.Fault) string {
	if f == nil {
		return "ok"
	}
	return f.Code
}

func TestResidentNumbersByToday(t *testing.T) {
	for number, want := range map[string]string{"43050220990101001X": "id.future", "440524188001010014": "id.age", "430502200605123182": "ok"} {
		if got := code(value.BornFault(number, basis().Today, basis().Rules.AgeMax)); got != want {
			t.Errorf("%s: got %s, want %s", number, got, want)
		}
	}
}

func TestDevNumbers(t *testing.T) {
	for _, c := range []struct {
		number, joined string
		xinjiang       bool
		want           string
	}{
		{"", "2016-05", false, "ok"}, {"", "2016-05", true, value.Missing}, {"", "2017-03", false, value.Missing}, {"201843001234", "2017-03", false, "ok"},
		{"201743001234", "2018-11", false, "ok"}, {"201843001234", "2019-05", false, "dev.year"}, {"201943001234", "2019-05", false, "ok"},
		{"20194300123", "2019-05", false, "dev.format"}, {"2015160000001234", "2016-01", false, "ok"}, {"2012", "2012-05", false, "dev.format"},
		{"2012001", "2012-05", false, "ok"}, {"202643000001", "2026-05", false, "ok"},
		{"2016170000001234", "2017-05", false, "ok"}, {"2016170000001234", "2018-05", false, "dev.format"}, {"2013001", "2012-05", false, "dev.year"},
		{"201643001234", "2017-05", false, "dev.year"}, {"2019430012x4", "2019-05", false, "dev.format"},
	} {
		r := rulebook.DefaultRules()
		r.Xinjiang = c.xinjiang
		joined, _ := value.ParseDate(c.joined)
		if got := code(rulebook.DevNumberFault(c.number, joined, r)); got != c.want {
			t.Errorf("%q joined %s: got %s, want %s", c.number, c.joined, got, c.want)
		}
	}
}

func TestDues(t *testing.T) {
	for wage, want := range map[string]string{
		"0": "3", "1999.99": "3", "2000": "4", "2499": "4", "2500": "5", "3500": "7", "4999.99": "9", "5000": "10", "5499": "10", "5500": "11",
		"8000": "16", "9999.99": "19", "10000": "20", "30000": "20", "": "",
	} {
		m, err := value.ParseMoney(wage)
		if err != nil {
			t.Fatal(err)
		}
		if got := rulebook.DuesOf(m, rulebook.DefaultRules()).String(); got != want {
			t.Errorf("wage %q: got %q, want %q", wage, got, want)
		}
	}
	if got := (&Member{}).DueText(rulebook.DefaultRules()); got != "无法计算" {
		t.Errorf("no income recorded shows %q", got)
	}
}

func TestSizes(t *testing.T) {
	n := func(v int) value.Count {
		if v < 0 {
			return 0
		}
		return value.CountOf(v)
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
		code, _ := codes.SizeIndustries.Code(c.industry)
		if got := codes.SizeClasses.Label(rulebook.SizeOf(code, n(c.staff), n(c.revenue), n(c.assets), rulebook.DefaultRules())); got != c.want {
			t.Errorf("%v: got %q", c, got)
		}
	}
}

func TestTerms(t *testing.T) {
	for _, c := range []struct {
		from  value.Date
		years int
		want  string
	}{{20231125, 3, "2026-11-25"}, {20240229, 2, "2026-02-28"}, {20210601, 5, "2026-06-01"}} {
		o := Branch{TermFrom: c.from, TermYears: value.CountOf(c.years)}
		if got := o.TermEnd(rulebook.DefaultRules()).String(); got != c.want {
			t.Errorf("%s + %d: got %s, want %s", c.from, c.years, got, c.want)
		}
	}
}

// What a new record begins with is data: each is a word that its field takes as it is;
// a rule set of before has the first ones, and one may leave a field empty.
func TestBegins(t *testing.T) {
	text := string(rulebook.DefaultRules().Source())
	var before []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "begin.") {
			before = append(before, line)
		}
	}
	old, err := rulebook.ParseRules([]byte(strings.Join(before, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, kind := range All {
		for _, b := range Begins(rulebook.DefaultRules(), kind) {
			n++
			r := kind.New()
			if err := kind.Set(r, kind.At(b.Key), b.Text); err != nil || kind.Text(r, kind.At(b.Key), Basis{}) != b.Text {
				t.Errorf("%s.%s cannot begin with %s: %v", b.Kind, b.Key, b.Text, err)
			}
		}
		if got, want := Begins(old, kind), Begins(rulebook.DefaultRules(), kind); !slices.Equal(got, want) {
			t.Errorf("%s: an older rule set begins with %v, want %v", kind.Name(), got, want)
		}
	}
	if n != 7 {
		t.Errorf("%d fields begin with something", n)
	}
	other, err := rulebook.ParseRules([]byte(strings.Replace(text, "begin.member.nation,汉族", "begin.member.nation,", 1)))
	if err != nil || len(Begins(other, Members)) != 3 {
		t.Errorf("no nation: %v, %v", Begins(other, Members), err)
	}
	for _, line := range []string{"begin.member.nation,苗族,", "begin.member.shoe,42,", "begin.nobody.name,x,", "begin.member.age,3,", "begin,x,"} {
		if _, err := rulebook.ParseRules([]byte(text + line + "\n")); err == nil {
			t.Errorf("%s is understood", line)
		}
	}
}
