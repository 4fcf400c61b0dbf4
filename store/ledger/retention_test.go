package ledger

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A field is archived or private, and never both: a new one has to choose.
func TestEveryFieldIsArchivedOrPrivate(t *testing.T) {
	for _, c := range Members.Columns()[:Members.Fields()] {
		if slices.Contains(archived, c.Key) == slices.Contains(private, c.Key) {
			t.Errorf("%s (%s): say in retention.go whether it stays after leaving", c.Key, c.Label)
		}
	}
	for _, key := range slices.Concat(archived, private) {
		if Members.At(key) < 0 || Members.At(key) >= Members.Fields() {
			t.Errorf("%s is no field", key)
		}
	}
	for _, c := range Members.Columns() {
		if c.Secret && slices.Contains(archived, c.Key) {
			t.Errorf("%s is masked and would stay", c.Key)
		}
	}
}

// fullMember has a value in every field.
func fullMember(t *testing.T) *Member {
	t.Helper()
	m := &Member{}
	for i, c := range Members.Columns()[:Members.Fields()] {
		if err := Members.Set(m, i, probe(c, 0)); err != nil && !err.(*value.Fault).Soft {
			t.Fatalf("%s: %v", c.Key, err)
		}
	}
	m.Sex, m.Born, m.State, m.StateFrom = "", 0, codes.MemberLeft, value.Day(2023, 5, 4)
	return m
}

func TestShred(t *testing.T) {
	m := fullMember(t)
	m.ID = value.ID{7}
	m.StatePast = []Spell{{State: codes.MemberNormal, From: value.Day(2018, 5, 4), Until: value.Day(2023, 5, 4)}}
	m.Excuses = []Excuse{{"phone", "x", "13912345678", "没有手机"}, {"joined", "y", "2018-05", "志愿书如此"}, {"born", "z", "2006-05-12", "户口本"}}
	m.Loose = []Loose{{"unit", "某公司"}, {"joined", "十八年"}, {"born", "六年五月"}, {"secretary", "某人"}}
	was := *m
	if got := m.PrivateLabels(); len(got) != len(private)+1 {
		t.Errorf("%d of %d: %v", len(got), len(private), got)
	}
	m.Shred(1)
	for i, c := range Members.Columns()[:Members.Fields()] {
		now, before := Members.fields[i].Get(m), Members.fields[i].Get(&was)
		switch {
		case c.Key == "born":
			if now != before[:7] {
				t.Errorf("the birthday is %q", now)
			}
		case slices.Contains(private, c.Key):
			if now != "" {
				t.Errorf("%s is still %q", c.Key, now)
			}
		case now != before || now == "":
			t.Errorf("%s was %q and is %q", c.Key, before, now)
		}
	}
	if m.IsFemale() != was.IsFemale() || m.BornOn().Year() != was.BornOn().Year() || m.ID != was.ID || !reflect.DeepEqual(m.StatePast, was.StatePast) || m.Shredded != 1 {
		t.Errorf("%+v", m)
	}
	if !reflect.DeepEqual(m.Excuses, []Excuse{{"joined", "y", "2018-05", "志愿书如此"}}) || !reflect.DeepEqual(m.Loose, []Loose{{"joined", "十八年"}}) {
		t.Errorf("%v %v", m.Excuses, m.Loose)
	}
	if len(was.Excuses) != 3 || len(was.Loose) != 4 {
		t.Error("an earlier version was changed with it")
	}
	if left := m.PrivateLabels(); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	again := *m
	again.Shred(1)
	if !reflect.DeepEqual(&again, m) {
		t.Errorf("a second time changed %v", differing(&again, m))
	}
	for _, f := range Members.Faults(m, basis()) {
		if slices.Contains(private, f.Key) && !m.MissesShredded(f) {
			t.Errorf("asks for %s again: %s", f.Key, f.Text)
		}
	}
	m.State = codes.MemberNormal
	if m.MissesShredded(value.Fault{Key: "phone", Code: value.Missing}) {
		t.Error("who came back needs his telephone number again")
	}
}

func TestLeftBy(t *testing.T) {
	for _, c := range []struct {
		state string
		from  value.Date
		want  bool
	}{
		{codes.MemberLeft, value.Day(2023, 11, 22), true}, {codes.MemberLeft, value.Day(2023, 11, 23), false}, {codes.MemberLeft, value.Day(2023, 11, 0), false}, {codes.MemberLeft, value.Day(2023, 10, 0), true},
		{codes.MemberLeft, value.Day(2023, 0, 0), false}, {codes.MemberLeft, 0, false}, {codes.MemberMoved, value.Day(2020, 1, 1), true}, {codes.MemberDied, value.Day(2020, 1, 1), true},
		{codes.MemberNormal, value.Day(2020, 1, 1), false}, {"", value.Day(2020, 1, 1), false}, {codes.MemberOverAge, value.Day(2020, 1, 1), false}, {codes.MemberNot, value.Day(2020, 1, 1), false},
	} {
		m := Member{State: c.state, StateFrom: c.from}
		if got := m.LeftBy(value.Day(2026, 11, 22).AddYears(-3)); got != c.want {
			t.Errorf("%s since %s: %v", c.state, c.from, got)
		}
	}
}

// A rule set of an older program has no retention_years and reads as three; one
// that says another number is heard.
func TestRulesAddedLater(t *testing.T) {
	var old []string
	for line := range strings.Lines(string(rulebook.DefaultRules().Source())) {
		if !strings.HasPrefix(line, "retention_years,") {
			old = append(old, line)
		}
	}
	text := strings.Join(old, "")
	r, err := rulebook.ParseRules([]byte(text))
	if err != nil || r.RetentionYears != 3 || rulebook.DefaultRules().RetentionYears != 3 {
		t.Fatal(r, err)
	}
	if string(r.Source()) != text {
		t.Error("the ledger's text of the rules was changed")
	}
	if r, err = rulebook.ParseRules([]byte(text + "retention_years,5,\n")); err != nil || r.RetentionYears != 5 {
		t.Error(r, err)
	}
}
