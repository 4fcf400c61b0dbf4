package ledger

import (
	"testing"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// What is wrong with partners' halls, trainings, 四同步, papers and money by themselves.
func TestFaultsOfStanding(t *testing.T) {
	id, day := value.ID{1}, value.Day(2026, 5, 4)
	year := value.CountOf(2026)
	for name, c := range map[string]struct {
		kind Kind
		r    Record
		want string
	}{
		"a hall of a firm":       {Facilities, &Facility{Title: "球场", Enterprise: id, Hours: "每天 9:00-17:00"}, ""},
		"a hall of nobody":       {Facilities, &Facility{Title: "球场", Hours: "每天 9:00-17:00"}, "enterprise:missing"},
		"ends first":             {Facilities, &Facility{Title: "球场", Partner: id, Hours: "每天 9:00-17:00", From: day, Until: value.Day(2026, 5, 3)}, "!until:facility.before"},
		"trained":                {Referrals, &Referral{Person: id, Course: "1", From: day, Until: day, Finished: codes.Yes}, ""},
		"nobody trained":         {Referrals, &Referral{Course: "1"}, "person:missing"},
		"nothing of him":         {Referrals, &Referral{Youth: id}, "course:missing"},
		"ended before":           {Referrals, &Referral{Youth: id, Course: "1", From: day, Until: value.Day(2026, 5, 3)}, "!until:referral.before"},
		"a result of nothing":    {Referrals, &Referral{Youth: id, Job: "学徒", Result: codes.ReferralHired}, "recommended:missing"},
		"asked before":           {Referrals, &Referral{Youth: id, Job: "学徒", Recommended: day, Followed: value.Day(2026, 5, 1)}, "followed:step.before"},
		"whole":                  {Syncs, &Sync{Branch: id, Year: year, Planned: day, Deployed: day, Inspected: day, Assessed: day, Score: value.CountOf(100)}, ""},
		"of nobody":              {Syncs, &Sync{Year: year}, "branch:missing"},
		"backwards":              {Syncs, &Sync{Branch: id, Year: year, Planned: day, Deployed: value.Day(2026, 5, 3)}, "deployed:step.before"},
		"another year":           {Syncs, &Sync{Branch: id, Year: value.CountOf(2023), Planned: day}, "planned:sync.year"},
		"assessed in the next":   {Syncs, &Sync{Branch: id, Year: value.CountOf(2025), Assessed: value.Day(2026, 1, 9)}, ""},
		"too many points":        {Syncs, &Sync{Branch: id, Year: year, Score: value.CountOf(101)}, "score:sync.score"},
		"a paper":                {Documents, &Document{Title: "通知", Day: day, Task: "报名单", Due: day}, ""},
		"due before it came":     {Documents, &Document{Title: "通知", Day: day, Task: "报名单", Due: value.Day(2026, 5, 3)}, "due:document.before"},
		"due for nothing":        {Documents, &Document{Title: "通知", Day: day, Due: day}, "task:missing"},
		"money":                  {Funds, &Fund{Day: day, What: "买球", Out: value.MoneyOf(100)}, ""},
		"money in and out":       {Funds, &Fund{Day: day, What: "买球", In: value.MoneyOf(100), Out: value.MoneyOf(100)}, "out:fund.both"},
		"no money":               {Funds, &Fund{Day: day, What: "买球"}, "in:missing"},
		"a club of tomorrow":     {Clubs, &Club{Title: "球队", Sort: codes.ClubInterest, Leader: "周小芳", Founded: value.Day(2027, 1, 1)}, "founded:date.future"},
		"only with a partner":    {Meetings, &Meeting{Day: day, Sort: codes.MeetingJoint, Partners: []value.ID{id}}, ""},
		"only firms are invited": {Meetings, &Meeting{Day: day, Sort: codes.MeetingRally, Invited: []value.ID{id}}, ""},
	} {
		if got := told(c.kind, c.r); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// The classes that a paper is for, as people write them.
func TestClassesOfAPaper(t *testing.T) {
	at := Documents.At("grades")
	for in, want := range map[string]string{"A类、B类": "A类、B类", "AB": "A类、B类", "A,C": "A类、C类", "全部": "", "": "", "乙类": "B类", "甲、丙类": "A类、C类"} {
		d := &Document{}
		if err := Documents.Set(d, at, in); err != nil || d.Grades != want {
			t.Errorf("%q: %q %v", in, d.Grades, err)
		}
	}
	d := &Document{}
	if err, _ := Documents.Set(d, at, "大企业").(*value.Fault); err == nil || !err.Soft || d.Grades != "大企业" {
		t.Errorf("%v %q", err, d.Grades)
	}
	d.Grades = "A类、C类"
	if !d.For(codes.ClassA) || d.For(codes.ClassB) || !(&Document{}).For(codes.ClassB) {
		t.Error("for whom a paper is")
	}
}

// Since when a facility is open, and whether somebody is to be asked how it went.
func TestOpenAndFollowed(t *testing.T) {
	f := &Facility{From: value.Day(2026, 5, 4), Until: value.Day(2026, 12, 1)}
	for day, want := range map[value.Date]bool{20260503: false, 20260504: true, 20261201: true, 20261202: false} {
		if f.OpenOn(day) != want {
			t.Errorf("%v: %v", day, !want)
		}
	}
	if !(&Facility{}).OpenOn(20260101) {
		t.Error("without days it is shut")
	}
	r := &Referral{Recommended: 20260501}
	if r.FollowBy(30) != 20260531 || (&Referral{Recommended: 20260501, Followed: 20260502}).FollowBy(30) != 0 || (&Referral{}).FollowBy(30) != 0 {
		t.Error(r.FollowBy(30))
	}
}
