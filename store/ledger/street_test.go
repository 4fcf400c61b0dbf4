package ledger

import (
	"slices"
	"strings"
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// told are a record's faults as key:code, with ! for the hard ones.
func told(kind Kind, r Record) string {
	var out []string
	for _, f := range kind.Faults(r, Basis{Today: value.Day(2026, 11, 22), Rules: rulebook.DefaultRules()}) {
		mark := ""
		if !f.Soft {
			mark = "!"
		}
		out = append(out, mark+f.Key+":"+f.Code)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestStreetCodes(t *testing.T) {
	for text, want := range map[string]string{
		"430502001": "430502001 ", "430502001000": "430502001 ", " 430502 001": "430502001 ", "430502599": "430502599 ",
		"": " ", "430502001001": "430502001001 street.length", "43050200": "43050200 street.length", "4305020010": "4305020010 street.length", "43050200A": "43050200A street.length",
		"990502001": "990502001 region.province", "430502000": "430502000 region.street", "430502600": "430502600 region.street", "430502002": "430502002 ",
	} {
		kept, f := streetCode(text)
		code := ""
		if f != nil {
			code = f.Code
		}
		if got := kept + " " + code; got != want || f != nil && !f.Soft {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestDecimals(t *testing.T) {
	for text, want := range map[string]string{
		"4.5": "4.5", "４.５": "4.5", "12": "12", "0.1": "0.1", "": "",
		"4.5.6": "?", ".5": "?", "5.": "?", "约4.5": "?", "4,5": "?", "9:": "?", "-1": "?",
	} {
		kept, f := decimal(text)
		if f != nil {
			if kept != text || !f.Soft {
				t.Errorf("%q became %q", text, kept)
			}
			kept = "?"
		}
		if kept != want {
			t.Errorf("%q: %q, want %q", text, kept, want)
		}
	}
}

func TestOfficers(t *testing.T) {
	begun := value.Day(2025, 3, 1)
	for name, c := range map[string]struct {
		o    Officer
		want string
	}{
		"whole":            {Officer{Title: "李", Duty: codes.DutySecretary, Sort: "1", From: begun}, ""},
		"extra":            {Officer{Title: "李", Duty: codes.DutyDeputy, Sort: codes.DutyExtra, Unit: "供电局", From: begun}, ""},
		"extra, no unit":   {Officer{Title: "李", Duty: codes.DutyDeputy, Sort: codes.DutyExtra, From: begun}, "unit:missing"},
		"extra, no deputy": {Officer{Title: "李", Duty: codes.DutySecretary, Sort: codes.DutyExtra, Unit: "供电局", From: begun}, "sort:post.extra"},
		"ends first":       {Officer{Title: "李", Duty: codes.DutySecretary, Sort: "1", From: begun, To: value.Day(2025, 2, 28)}, "!to:post.before"},
		"ends that day":    {Officer{Title: "李", Duty: codes.DutySecretary, Sort: "1", From: begun, To: begun}, ""},
		"ends in a month":  {Officer{Title: "李", Duty: codes.DutySecretary, Sort: "1", From: begun, To: 20250300}, ""},
		"no beginning":     {Officer{Title: "李", Duty: codes.DutySecretary, Sort: "1", To: begun}, "from:missing"},
		"tomorrow":         {Officer{Title: "李", Duty: codes.DutySecretary, Sort: "1", From: value.Day(2026, 11, 23)}, "from:date.future"},
		"today":            {Officer{Title: "李", Duty: codes.DutySecretary, Sort: "1", From: value.Day(2026, 11, 22)}, ""},
	} {
		if got := told(Officers, &c.o); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if o := (Officer{Duty: codes.DutyDeputy, Sort: "2"}); o.Extra() {
		t.Error("any deputy is outside the quota")
	}
	if o := (Officer{Duty: codes.DutySecretary, Sort: codes.DutyExtra}); o.Extra() {
		t.Error("a secretary is outside the quota")
	}
}

// From and to are the same for the places of officers and for standing contacts: both
// days belong to it, and what is not known has no bound.
func TestCurrent(t *testing.T) {
	today := value.Day(2026, 11, 22)
	for _, c := range []struct {
		from, to value.Date
		want     bool
	}{
		{0, 0, true}, {today, 0, true}, {value.Day(2026, 11, 23), 0, false}, {value.Day(2020, 1, 1), 0, true}, {20261100, 0, true}, {20261200, 0, false},
		{0, today, true}, {0, value.Day(2026, 11, 21), false}, {0, value.Day(2027, 1, 1), true}, {0, 20261100, true}, {0, 20261000, false},
		{value.Day(2020, 1, 1), value.Day(2026, 11, 21), false}, {today, today, true},
	} {
		if got := (&Officer{From: c.from, To: c.to}).Current(today); got != c.want {
			t.Errorf("an officer from %s to %s: %v", c.from, c.to, got)
		}
		if got := (&Liaison{From: c.from, To: c.to}).Current(today); got != c.want {
			t.Errorf("a contact from %s to %s: %v", c.from, c.to, got)
		}
	}
}

func TestLiaisons(t *testing.T) {
	id, begun := value.ID{1}, value.Day(2026, 1, 1)
	loose := func(key string) Meta { return Meta{Loose: []Loose{{key, "塔北"}}} }
	for name, c := range map[string]struct {
		l    Liaison
		want string
	}{
		"community":               {Liaison{Officer: id, Community: id, From: begun}, ""},
		"enterprise":              {Liaison{Officer: id, Enterprise: id, From: begun}, ""},
		"branch":                  {Liaison{Officer: id, Branch: id, From: begun}, ""},
		"nothing":                 {Liaison{Officer: id, From: begun}, "community:missing"},
		"a name of a community":   {Liaison{Meta: loose("community"), Officer: id, From: begun}, "community:unlisted"},
		"a name of an enterprise": {Liaison{Meta: loose("enterprise"), Officer: id, From: begun}, "enterprise:unlisted"},
		"a name of a branch":      {Liaison{Meta: loose("branch"), Officer: id, From: begun}, "branch:unlisted"},
		"ends first":              {Liaison{Officer: id, Community: id, From: begun, To: value.Day(2025, 12, 31)}, "!to:liaison.before"},
		"ends that day":           {Liaison{Officer: id, Community: id, From: begun, To: begun}, ""},
		"only an end":             {Liaison{Officer: id, Community: id, To: begun}, "from:missing"},
	} {
		if got := told(Liaisons, &c.l); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestVisits(t *testing.T) {
	id, day := value.ID{1}, value.Day(2026, 5, 4)
	for name, c := range map[string]struct {
		v    Visit
		want string
	}{
		"whole":               {Visit{Liaison: id, Day: day, Content: "看活动"}, ""},
		"today":               {Visit{Liaison: id, Day: value.Day(2026, 11, 22), Content: "看活动"}, ""},
		"tomorrow":            {Visit{Liaison: id, Day: value.Day(2026, 11, 23), Content: "看活动"}, "day:date.future"},
		"settled before":      {Visit{Liaison: id, Day: day, Content: "看活动", Settled: value.Day(2026, 5, 3)}, "!settled:visit.before"},
		"settled that day":    {Visit{Liaison: id, Day: day, Content: "看活动", Settled: day}, ""},
		"due and open":        {Visit{Liaison: id, Day: day, Content: "看活动", Problem: "没有活动室", Due: value.Day(2026, 11, 21)}, "due:visit.overdue"},
		"due today":           {Visit{Liaison: id, Day: day, Content: "看活动", Problem: "没有活动室", Due: value.Day(2026, 11, 22)}, ""},
		"due and settled":     {Visit{Liaison: id, Day: day, Content: "看活动", Problem: "没有活动室", Due: value.Day(2026, 6, 1), Settled: value.Day(2026, 7, 1)}, ""},
		"open, without a day": {Visit{Liaison: id, Day: day, Content: "看活动", Problem: "没有活动室"}, ""},
		"no day":              {Visit{Liaison: id, Content: "看活动", Settled: day}, "!day:missing"},
	} {
		if got := told(Visits, &c.v); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
