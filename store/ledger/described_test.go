package ledger

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"tuanjian/store/value"
)

// probes are two values of each shape, different from each other and from nothing.
var probes = map[Shape][2]string{
	Line: {"甲乙丙", "丁戊己"}, Lines: {"第一行\n第二行", "另一行"}, Number: {"7", "12"}, Amount: {"3500", "3500.50"},
	Day8: {"2019-05-04", "2020-06"}, Month6: {"2019-05", "2020-06-01"}, IDCard: {"430502200605123182", "430502200002290029"},
	Credit: {"91430502MA4L12346Y", "91430502MABCD5678J"}, Phone: {"13912345678", "0739-5321234"}, Digits: {"201943001234", "201743001234"},
}

var someIDs = []value.ID{{1, 2, 3}, {9, 8, 7}, {5}}

func probe(c Column, n int) string {
	switch {
	case c.Shape == Choice:
		return c.Choices.Items()[n%len(c.Choices.Items())].Label
	case c.Shape == Ref && c.Choices.Many:
		return value.JoinIDs(someIDs[n : n+2])
	case c.Shape == Ref:
		return someIDs[n].String()
	case c.Key == "code":
		return [2]string{"430502001001", "430502001202"}[n]
	}
	return probes[c.Shape][n]
}

// flat reads every stored value of a record by its name on disk, those of Meta as
// meta.x.
func flat(r Record) map[string]any {
	values := map[string]any{}
	var walk func(v reflect.Value, prefix string)
	walk = func(v reflect.Value, prefix string) {
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if v.Type().Field(i).Type == reflect.TypeFor[Meta]() {
				walk(v.Field(i), "meta.")
				continue
			}
			values[prefix+name] = v.Field(i).Interface()
		}
	}
	walk(reflect.ValueOf(r).Elem(), "")
	return values
}

func differing(a, b Record) []string {
	x, y := flat(a), flat(b)
	var keys []string
	for key := range x {
		if !reflect.DeepEqual(x[key], y[key]) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Struct and field table say the same: each value on disk is a field, or belongs to
// Meta or to a history; each field has its own place on disk, under its own key.
func TestEveryValueIsDescribed(t *testing.T) {
	for _, kind := range All {
		places := map[string]bool{}
		for key := range flat(kind.New()) {
			if key == "" || key == "-" {
				t.Errorf("%s has a value without a name on disk", kind.Name())
			}
			places[key] = strings.HasPrefix(key, "meta.")
		}
		for i, c := range kind.Columns()[:kind.Fields()] {
			for n := range 2 {
				r, was := kind.New(), kind.New()
				if err := kind.Set(r, i, probe(c, n)); err != nil && !err.(*value.Fault).Soft {
					t.Fatalf("%s.%s: %v", kind.Name(), c.Key, err)
				}
				if got := differing(was, r); !slices.Equal(got, []string{c.Key}) {
					t.Errorf("%s.%s set to %q changes %v on disk", kind.Name(), c.Key, probe(c, n), got)
				}
				if got := kind.Text(r, i, basis()); got != probe(c, n) {
					t.Errorf("%s.%s set to %q reads %q", kind.Name(), c.Key, probe(c, n), got)
				}
			}
			places[c.Key] = true
		}
		for _, key := range kind.Histories() {
			r, was := kind.New(), kind.New()
			kind.SetPast(r, key, []Spell{{State: "1"}})
			for _, place := range differing(was, r) {
				places[place] = true
			}
			if got := kind.Past(r, key); len(got) != 1 || got[0].State != "1" {
				t.Errorf("%s: the past of %s is %v", kind.Name(), key, got)
			}
		}
		for key, described := range places {
			if !described {
				t.Errorf("%s.%s is on disk and no field shows it", kind.Name(), key)
			}
		}
	}
}

// Keys and labels name one thing each; choices have a list that is loaded; derived
// columns cannot be set and do not panic on an empty record.
func TestColumns(t *testing.T) {
	for _, kind := range All {
		labels := map[string]string{}
		empty := kind.New()
		for i, c := range kind.Columns() {
			if c.Key == "" || c.Label == "" || c.Width <= 0 {
				t.Errorf("%s: %+v", kind.Name(), c)
			}
			if other, twice := labels[c.Label]; twice {
				t.Errorf("%s: %s and %s are both called %s", kind.Name(), other, c.Key, c.Label)
			}
			labels[c.Label] = c.Key
			if kind.At(c.Key) != i {
				t.Errorf("%s.%s is not where At says", kind.Name(), c.Key)
			}
			if (c.Shape == Choice || c.Shape == Ref) != (c.Choices != nil) || c.Shape == Choice && len(c.Choices.Items()) < 2 {
				t.Errorf("%s.%s has no choices", kind.Name(), c.Key)
			}
			if c.Shape == Ref && KindOf(c.Choices.Kind) == nil {
				t.Errorf("%s.%s refers to %q", kind.Name(), c.Key, c.Choices.Kind)
			}
			if got := kind.Text(empty, i, basis()); got != "" && i < kind.Fields() {
				t.Errorf("an empty %s has %s %q", kind.Name(), c.Key, got)
			}
		}
		if KindOf(kind.Name()) != kind || kind.At("no such") != -1 {
			t.Error(kind.Name())
		}
	}
	for key, secret := range map[string]bool{"idno": true, "phone": true, "name": false} {
		if Members.Columns()[Members.At(key)].Secret != secret {
			t.Errorf("member.%s secret: want %v", key, secret)
		}
	}
}

func TestMask(t *testing.T) {
	id, phone, born := Members.Columns()[Members.At("idno")], Members.Columns()[Members.At("phone")], Members.Columns()[Members.At("born")]
	note := Members.Columns()[Members.At("note")]
	for _, c := range []struct {
		column       Column
		in           string
		ends, starts string
	}{
		{id, "430502200605123182", "430502********3182", "430502************"}, {id, "430502850615241", "430502*****5241", "430502*********"},
		{id, "H12345678", "H1*****78", "H1*******"}, {id, "1234", "****", "****"}, {id, "", "", ""}, {id, "张三430502", "张三****02", "张三******"},
		{phone, "13912345678", "139****5678", "139****5678"}, {phone, "0739-5321234", "073*****1234", "073*****1234"}, {phone, "5321234", "*****34", "*****34"}, {phone, "", "", ""},
		{born, "2006-05-12", "2006-05", "2006-05"}, {born, "2006", "2006", "2006"}, {born, "不详", "不详", "不详"},
		{Members.Columns()[0], "李华", "李华", "李华"},
		{note, "另一个手机号码：13912345678；证件 43050220060512318X，家 0739-5321234", "另一个手机号码：139****5678；证件 430502************，家 073*****1234", "另一个手机号码：139****5678；证件 430502************，家 073*****1234"},
		{note, "201843001234 号，2026-11-22 补", "201843001234 号，2026-11-22 补", "201843001234 号，2026-11-22 补"}, {note, "组长", "组长", "组长"},
	} {
		for veil, want := range map[Veil]string{Bare: c.in, Ends: c.ends, Start: c.starts} {
			got := veil.Mask(c.column, c.in)
			if got != want {
				t.Errorf("%s %q: %q", c.column.Key, c.in, got)
			}
			if again := veil.Mask(c.column, got); again != got {
				t.Errorf("%s %q: masked twice it is %q", c.column.Key, c.in, again)
			}
		}
	}
	age := Members.Columns()[Members.At("age")]
	if VeilOver(id, phone) != Ends || VeilOver(id, born) != Start || VeilOver(age, id) != Start {
		t.Error("a date of birth or an age in sight hides the last four")
	}
}

// TestNumbersInWordsAreHidden: however people write a number into words of any column, nobody reads it off a masked output,
// and what only looks like one stays.
func TestNumbersInWordsAreHidden(t *testing.T) {
	const id, mobile = "430502************", "138****5678"
	for in, want := range map[string]string{
		"430502200109140231": id, "４３０５０２２００１０９１４０２３１": id, "430502 20010914 0231": id, "430502-20010914-0231": id, "430502.2001.0914.0231": id, "43050220060512318X": id, "43050220060512318ｘ": id, "430502 20060512 318 X": id,
		"430502　20010914　0231": id, "430502 - 20010914 - 0231": id, "430502/20010914/0231": id, "430502（20010914）0231": id, "43050220010914023*": "430502************", "430502200109140231的": id + "的",
		"430502010914023": "430502*********", "430502 010914 023": "430502*********", "1430502200109140231": "1" + id,
		"13812345678": mobile, "１３８１２３４５６７８": mobile, "138-1234-5678": mobile, "138 1234 5678": mobile, "138.1234.5678": mobile, "1381234 5678": mobile, "138-12-34-56-78": mobile, "(138)12345678": "(" + mobile, "+8613812345678": "+86" + mobile, "+86 138 1234 5678": "+86 " + mobile, "008613812345678": "0086" + mobile, "0086-138-1234-5678": "0086-" + mobile, "013812345678": "0" + mobile,
		"13812345678@139.com": mobile + "@139.com", "wx13812345678": "wx" + mobile, "13812345678/13912345678": mobile + "/139****5678", "13812345678 13912345678": mobile + " 139****5678", "1381234567813912345678": mobile + "139****5678",
		"负责人2001年9月14日生 身份证430502200109140231": "负责人2001年9月14日生 身份证" + id, "430502200109140231 13812345678": id + " " + mobile, "43050220010914023113812345678": id + mobile, "+8613812345678430502.20010914.0231": "+86" + mobile + id, "2001-09-14 430502200109140231": "2001-09-14 " + id, "李某 138 1234 5678，430502 20010914 0231": "李某 " + mobile + "，" + id,
		"文号 2026-11-22 至 2027-11-22": "文号 2026-11-22 至 2027-11-22", "201843001234 号": "201843001234 号", "1998-10-05 103 室": "1998-10-05 103 室", "430502001001": "430502001001", "1500.00 2000.00 3000.00": "1500.00 2000.00 3000.00", "91430502MA4L123456": "91430502MA4L123456",
	} {
		for _, kind := range All {
			for _, c := range kind.Columns() {
				if c.Secret || c.Birth || c.Shape != Line && c.Shape != Lines && c.Shape != Choice && c.Shape != Phone {
					continue
				}
				for _, veil := range []Veil{Ends, Start} {
					if got := veil.Mask(c, in); got != want {
						t.Fatalf("%s.%s %q: %q, not %q", kind.Name(), c.Key, in, got, want)
					}
					if again := veil.Mask(c, want); again != want {
						t.Fatalf("%q masked twice: %q", want, again)
					}
				}
				if Bare.Mask(c, in) != in {
					t.Fatalf("%q is not whole where the whole was asked for", in)
				}
			}
		}
	}
	phone, credit, devno := Enterprises.Columns()[Enterprises.At("phone")], Enterprises.Columns()[Enterprises.At("credit")], Members.Columns()[Members.At("devno")]
	for _, c := range []struct {
		column   Column
		in, want string
	}{
		{phone, "0739-5321234", "0739-5321234"}, {phone, "010-87654321-123", "010-87654321-123"}, {phone, "0739-5321234 13812345678", "0739-5321234 " + mobile},
		{credit, "91430500MA4L12340A", "91430500MA4L12340A"}, {credit, "430502200605123182", "430502************"}, {credit, "430502200605120000", "430502************"}, {credit, "13812345678", mobile}, {credit, "430502010914023", "430502*********"}, {credit, "430502000012345", "430502000012345"},
		{devno, "201843001234", "201843001234"}, {devno, "19890512345", "19890512345"}, {devno, "430502200605123182", "430502************"}, {devno, "2016171234567890", "2016171234567890"},
	} {
		for _, veil := range []Veil{Ends, Start} {
			if got := veil.Mask(c.column, c.in); got != c.want {
				t.Errorf("%s %q: %q", c.column.Key, c.in, got)
			}
		}
	}
}

// FuzzMask: masking ends, twice is once, and no figure is made.
func FuzzMask(f *testing.F) {
	for _, s := range []string{"13812345678 1381234", "1381 1430502200109140231", "12345 430502200109140231 X", "138 1234\t5678*", "0739-5321234", "430502２００１-0914 0231"} {
		f.Add(s)
	}
	note := Members.Columns()[Members.At("note")]
	f.Fuzz(func(t *testing.T, s string) {
		once := Start.Mask(note, s)
		if twice := Start.Mask(note, once); twice != once {
			t.Errorf("%q: %q, then %q", s, once, twice)
		}
		if figuresIn(once) > figuresIn(s) {
			t.Errorf("%q: %q", s, once)
		}
	})
}

// TestWhatAKindSaysOfItself: every kind is kept by somebody, is called something, and what it belongs by leads somewhere.
func TestWhatAKindSaysOfItself(t *testing.T) {
	for _, kind := range All {
		if !kind.Kept(ByCommunity | ByStreet | ByTravel) {
			t.Errorf("nobody keeps %s", kind.Name())
		}
		r := kind.New()
		if KindFor(r) != kind {
			t.Errorf("%s does not hold what it makes", kind.Name())
		}
		asked := map[string]bool{}
		words := kind.Called(r, func(key string) string {
			if kind.At(key) < 0 {
				t.Errorf("%s is called by %q, which it does not have", kind.Name(), key)
			}
			asked[key] = true
			return key
		})
		if name := kind.At("name"); name >= 0 {
			if err := kind.Set(r, name, "甲乙丙"); err != nil && err.(*value.Fault).Code != value.Missing && !err.(*value.Fault).Soft {
				t.Fatal(err)
			}
			words = kind.Called(r, func(string) string { return "" })
		}
		if title := kind.At("about"); title >= 0 && words == "" { // a matter is called by what it is about
			if err := kind.Set(r, title, "甲乙丙"); err != nil {
				t.Fatal(err)
			}
			words = kind.Called(r, nil)
		}
		if words == "" {
			t.Errorf("a %s is called nothing", kind.Name())
		}
		if kind.Refs(r) == nil || kind.Homes(r) == nil {
			t.Errorf("%s has no walk", kind.Name())
		}
		for at := range kind.Homes(full(t, kind)) {
			if kind.Columns()[at].Shape != Ref {
				t.Errorf("%s belongs by %s, which refers to nothing", kind.Name(), kind.Columns()[at].Key)
			}
		}
	}
}

// TestEveryKindSaysWhatItNeeds asks each kind for the parts without which a screen, a file or a package would have nothing
// to say of it.
func TestEveryKindSaysWhatItNeeds(t *testing.T) {
	ranks := map[int]Kind{}
	for _, kind := range All {
		lacks := func(what string) { t.Errorf("%s: its table must say %s", kind.Name(), what) }
		if kind.Title() == "" || kind.Unit() == "" || kind.Measure() == "" || kind.Tell() == "" {
			lacks("what it is called and how it is counted: title, unit, measure")
		}
		if strings.Trim(kind.Name(), "abcdefghijklmnopqrstuvwxyz") != "" {
			lacks("a code name of small letters")
		}
		typed := !kind.Kept(ByTravel | ByAnswer | ByFile)
		if is := kind.Sheet(); typed && (len(is.Titles) == 0 || len(is.Vital) == 0 || is.Number == "" && len(is.Same) == 0 && !kind.Blind()) {
			lacks("how a table of it is known and by what a row is found: sheet.Titles, Vital, and Same or Number")
		}
		for _, key := range append([]string{kind.Sheet().Number}, kind.Sheet().Vital...) {
			if at := kind.At(key); key != "" && (at < 0 || at >= kind.Fields()) {
				lacks("columns of its own in its sheet, not " + key)
			}
		}
		if typed && !kind.Place() && kind.Kept(ByCommunity) && len(full(t, kind).Head().Loose) == 0 {
			some := false
			for range kind.Homes(full(t, kind)) {
				some = true
			}
			if !some {
				lacks("by which reference it belongs to a community: homes")
			}
		}
		if kind.Event() == kind.Lasts() {
			lacks("whether it is an event (happened and told) or goes on (lasts)")
		}
		if told := kind.Told(eventful(t, kind)); kind.Event() != (told != "") {
			lacks("what is told of an event in one line: told")
		}
		if day := kind.Happened(eventful(t, kind)); kind.Event() && kind.Whole() < 0 && day == 0 {
			lacks("the day of an event: happened, or whole for what has the day of that")
		}
		if at := kind.Began(); at >= 0 && (kind.Event() || kind.Columns()[at].Shape != Day8 && kind.Columns()[at].Shape != Month6) {
			lacks("a day on which something that lasts began: began")
		}
		for _, key := range kind.Histories() {
			if asks := kind.Stands(eventful(t, kind), key).Reason != ""; asks != (kind.Why(key) >= 0) {
				lacks("the field of the reason of " + key + " where it asks for one: why")
			}
		}
		seen := map[string]bool{}
		for _, s := range kind.States() {
			if s.Key == "" || s.Title == "" || seen[s.Key] {
				lacks("a name of its own for each state, not " + s.Key + " " + s.Title)
			}
			seen[s.Key] = true
			if s.In != nil {
				s.In(kind.New(), basis())
			}
		}
		if kind.Begin() != "" && !seen[kind.Begin()] {
			lacks("a state with which its list begins, not " + kind.Begin())
		}
		if !kind.Named() && kind.Called(full(t, kind), func(key string) string { return key }) == "" {
			lacks("what a record is called: name or called")
		}
		if other := ranks[kind.Found()]; kind.Found() != 0 && other != nil && kind.Found() != int(foundLast) {
			lacks("a rank of its own in the search, not that of " + other.Name())
		}
		ranks[kind.Found()] = kind
		for _, s := range kind.Seeks() {
			c := kind.Columns()[s.At()]
			through := s.By == SeekThrough || s.By == SeekTied || s.By == SeekHolder
			if through != (c.Shape == Ref) {
				lacks("by what it is sought: " + s.Key + " is looked through and refers to nothing, or the other way round")
			}
			if s.By == SeekTied && slices.Index(All, KindOf(c.Choices.Kind)) >= slices.Index(All, kind) {
				lacks("ties to kinds before it in All, not by " + s.Key)
			}
		}
		for i, c := range kind.Columns()[:kind.Fields()] {
			if c.Shape == Ref && KindOf(c.Choices.Kind) != kind && slices.Index(All, KindOf(c.Choices.Kind)) > slices.Index(All, kind) {
				lacks("references to kinds that stand before it in All, not " + c.Key)
			}
			if kind.Along(i) && c.Shape != Ref {
				lacks("references with which it goes along, not " + c.Key)
			}
		}
		if given := kind.Given(kind.New(), basis().Today, func(value.ID) bool { return true }); given != nil && (!kind.Kept(ByStreet) || !kind.Holds(given)) {
			lacks("what a street gives out of it only where a street keeps it")
		}
		if kind.Whole() >= 0 && kind.Columns()[kind.Whole()].Shape != Ref {
			lacks("a reference to what it is a part of")
		}
	}
}

// eventful is a record with every field set but the references.
func eventful(t *testing.T, kind Kind) Record {
	t.Helper()
	r := kind.New()
	for i, c := range kind.Columns()[:kind.Fields()] {
		if c.Shape == Ref {
			continue
		}
		if err := kind.Set(r, i, probe(c, 0)); err != nil && !err.(*value.Fault).Soft {
			t.Fatal(kind.Name(), c.Key, err)
		}
	}
	return r
}

// full is a record with every reference set.
func full(t *testing.T, kind Kind) Record {
	t.Helper()
	r := kind.New()
	n := 0
	for i, c := range kind.Columns() {
		if c.Shape == Ref {
			n++
			if err := kind.Set(r, i, (value.ID{byte(n)}).String()); err != nil {
				t.Fatal(kind.Name(), c.Key, err)
			}
		}
	}
	met := 0
	for at, id := range kind.Refs(r) {
		if kind.Text(r, at, Basis{}) != id.String() {
			t.Errorf("the walk over %s finds %s in %s", kind.Name(), id, kind.Columns()[at].Key)
		}
		met++
	}
	if met != n {
		t.Errorf("the walk over %s met %d references of %d", kind.Name(), met, n)
	}
	return r
}

// TestRefs: a reference to several is walked one by one, one that is not set is passed by.
func TestRefs(t *testing.T) {
	a, b := value.ID{1}, value.ID{2}
	var got []string
	for at, id := range Branches.Refs(&Branch{Enterprises: []value.ID{a, b}, Community: b}) {
		got = append(got, Branches.Columns()[at].Key+" "+id.String()[:2])
	}
	if want := []string{"enterprises 01", "enterprises 02", "community 02"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
