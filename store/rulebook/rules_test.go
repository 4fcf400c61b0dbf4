package rulebook_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"tuanjian/store/ledger"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// Every test of this package reads the rules, lists and fields that the program ships.
func TestMain(m *testing.M) {
	if err := ledger.Load(os.DirFS("../../assets/codes")); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func TestEdgesOfDues(t *testing.T) {
	with := func(steps ...string) *rulebook.Rules {
		r := &rulebook.Rules{}
		for _, s := range steps {
			if err := r.AddDues(s); err != nil {
				t.Fatal(err)
			}
		}
		return r
	}
	for _, c := range []struct {
		rules *rulebook.Rules
		wage  value.Money
		want  string
	}{
		{with("0;3;;"), 0, ""}, {with("100;3;;"), value.MoneyOf(9999), ""}, {with("100;3;;"), value.MoneyOf(10000), "3"}, {with("0;;12;"), value.MoneyOf(1000_00), "12"}, {with("0;;1;"), value.MoneyOf(2999_00), "2"},
		{with("0;;5;0"), value.MoneyOf(5000_00), "0"}, {with("0;;5;0.01"), value.MoneyOf(5000_00), "0.01"}, {with("0;;5;25"), value.MoneyOf(5000_00), "25"}, {with("0;;5;24"), value.MoneyOf(5000_00), "24"}, {with("0;3;;2"), value.MoneyOf(1), "2"},
		{with("0;3;;", "2000;;2;20"), value.MoneyOf(1999_99), "3"}, {with("0;3;;", "2000;;2;20"), value.MoneyOf(2000_00), "4"},
	} {
		if got := rulebook.DuesOf(c.wage, c.rules).String(); got != c.want {
			t.Errorf("%v of %s: %q, want %q", c.rules.Dues, c.wage, got, c.want)
		}
	}
	if rulebook.DuesOf(0, rulebook.DefaultRules()) != 0 {
		t.Error("an unknown wage gives an unknown due")
	}
	for _, bad := range []string{"", "0;3;", "0;3;;;", "x;3;;", "0;x;;", "0;x;2;", "0;;x;", "0;;x;2", "0;;;x"} {
		r := &rulebook.Rules{}
		if err := r.AddDues(bad); err == nil || r.Dues != nil {
			t.Errorf("%q was taken: %v", bad, r.Dues)
		}
	}
}

func TestEdgesOfSizes(t *testing.T) {
	r := &rulebook.Rules{}
	if err := r.AddSize("9", "100/10/0;-;50/20/5"); err != nil {
		t.Fatal(err)
	}
	if want := []rulebook.SizeRule{{"9", [3]int{100, 10, 0}, [3]int{-1, -1, -1}, [3]int{50, 20, 5}}}; !reflect.DeepEqual(r.Sizes, want) {
		t.Errorf("%v", r.Sizes)
	}
	for _, c := range []struct {
		staff, revenue, assets value.Count
		want                   string
	}{
		{value.CountOf(100), 0, value.CountOf(50), rulebook.SizeLarge}, {value.CountOf(99), 0, value.CountOf(50), rulebook.SizeMedium}, {value.CountOf(100), 0, value.CountOf(49), rulebook.SizeMedium}, {value.CountOf(10), 0, value.CountOf(20), rulebook.SizeMedium}, {value.CountOf(9), 0, value.CountOf(20), rulebook.SizeSmall},
		{value.CountOf(0), 0, value.CountOf(5), rulebook.SizeSmall}, {value.CountOf(0), 0, value.CountOf(4), rulebook.SizeMicro}, {0, 0, value.CountOf(50), ""}, {value.CountOf(100), 0, 0, ""},
	} {
		if got := rulebook.SizeOf("9", c.staff, c.revenue, c.assets, r); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
	if err := r.AddSize("7", "0/0/0;-;-"); err != nil || rulebook.SizeOf("7", 0, 0, 0, r) != "" || rulebook.SizeOf("7", value.CountOf(0), 0, 0, r) != rulebook.SizeLarge {
		t.Errorf("none is enough, unknown is not: %v", err)
	}
	if rulebook.SizeOf("8", value.CountOf(1), value.CountOf(1), value.CountOf(1), r) != "" {
		t.Error("an industry without a rule has no size")
	}
	for _, bad := range []string{"", "1/2/3;-", "-;-;-;-", "1/2;-;-", "1/2/3/4;-;-", "a/2/3;-;-", "1/2/c;-;-"} {
		r := &rulebook.Rules{}
		if err := r.AddSize("9", bad); err == nil || r.Sizes != nil {
			t.Errorf("%q was taken: %v", bad, r.Sizes)
		}
	}
}

func TestEdgesOfRules(t *testing.T) {
	text := string(rulebook.DefaultRules().Source())
	r, err := rulebook.ParseRules([]byte(strings.NewReplacer("version,2026-1", "version,2027-3", "xinjiang,false", "xinjiang,true").Replace(text)))
	if err != nil || r.Version != "2027-3" || !r.Xinjiang {
		t.Fatalf("%+v %v", r, err)
	}
	for name, broken := range map[string]string{
		"a row of one": "key\nage_out\n", "size of nothing": text + "size,1/2/3;-;-,\n", "dues of nothing": text + "dues,0;3;;,\n", "missing": strings.Replace(text, "age_max,120", "age_out_x,120", 1),
		"no truth": strings.Replace(text, "xinjiang,false", "xinjiang,vielleicht", 1), "no date": strings.Replace(text, "join_hard_since,2017-01-01", "join_hard_since,2017-02-30", 1),
	} {
		if r, err := rulebook.ParseRules([]byte(broken)); err == nil || r != nil {
			t.Errorf("%s was taken", name)
		}
	}
	var two []string // a rule needs no note
	for line := range strings.Lines(text) {
		cells := strings.SplitN(strings.TrimSpace(line), ",", 3)
		two = append(two, strings.Join(cells[:2], ","))
	}
	if r, err := rulebook.ParseRules([]byte(strings.Join(two, "\n"))); err != nil || r.AgeOut != 28 {
		t.Errorf("without notes: %v", err)
	}
}

func TestHalfDay(t *testing.T) {
	r := rulebook.DefaultRules()
	for _, c := range []struct{ today, want value.Date }{
		{20261122, 20260630}, {20260630, 20260630}, {20260629, 20251231}, {20260101, 20251231}, {20261231, 20261231},
	} {
		if got := r.HalfDay(c.today); got != c.want {
			t.Errorf("%v: %v, want %v", c.today, got, c.want)
		}
	}
	for _, wrong := range []string{"", "06-31", "06", "06-30|", "x"} {
		if _, err := rulebook.HalfDays(wrong); err == nil {
			t.Errorf("%q is read as days", wrong)
		}
	}
}

// A rule that came later is one that a rule set may have.
func TestWhatCameLaterIsKnown(t *testing.T) {
	for key := range rulebook.Added {
		if !rulebook.Keys()[key] && !strings.HasPrefix(key, rulebook.BeginKey+".") { // TestBegins asks those
			t.Errorf("%s is no key", key)
		}
	}
}

func TestHowManyMayBeExcellent(t *testing.T) {
	for appraised, most := range map[int]int{10: 3, 9: 2, 4: 1, 3: 0} {
		if got := rulebook.DefaultRules().MostBest(appraised); got != most {
			t.Errorf("of %d: %d", appraised, got)
		}
	}
}
