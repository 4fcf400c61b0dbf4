package rulebook

import (
	"fmt"
	"strconv"
	"strings"
)

// A Share is a part that must be exceeded: 4/5 of those due, half of those present.
type Share struct{ Part, Whole int }

// ParseShare reads 4/5. The part is not above the whole, and neither is none.
func ParseShare(text string) (Share, error) {
	part, whole, ok := strings.Cut(text, "/")
	p, err := strconv.Atoi(part)
	w, err2 := strconv.Atoi(whole)
	if !ok || err != nil || err2 != nil || p < 1 || w < p || w > 100 {
		return Share{}, fmt.Errorf("%q is not a share such as 4/5", text)
	}
	return Share{p, w}, nil
}

// String is the share as people write it: 4/5.
func (s Share) String() string { return strconv.Itoa(s.Part) + "/" + strconv.Itoa(s.Whole) }

// Exceeded says that n is more than the share of all.
func (s Share) Exceeded(n, all int) bool { return n*s.Whole > all*s.Part }

// Least is the smallest number that exceeds the share of all.
func (s Share) Least(all int) int { return all*s.Part/s.Whole + 1 }

// Life are the numbers of the rule set by which the League's life goes: elections, meetings, dues, appraisals (domain.md
// §1.1, §1.4 to §1.6; league.md §4).
type Life struct {
	ElectionQuorum  Share // of those due at an election
	ElectionMargin  int   // per cent by which candidates exceed the seats of a committee
	ElectionShare   Share // of the votes of those present, by which somebody is elected,
	ElectedOfDue    bool  // or of those due (domain.md §9, 5)
	MeetingQuorum   Share // of those due at a general meeting
	AdmissionQuorum Share // the same where somebody is admitted
	VoteShare       Share // of those due who are for it, where a meeting admits somebody or decides on a membership

	ApplicantMonths int // between 积极分子 and 发展对象
	ApplicantHours  int // of lessons until then
	ApplicantUpload int // days after approval until the form is in the national system

	MeetingsGeneral, MeetingsCommittee, MeetingsLesson, MeetingsTheme, MeetingsLife int // a year

	BestShare  int   // per cent of those appraised who may be 优秀
	StarPoints []int // from so many points on: five, four, three, two stars

	DuesNotice, DuesLate int // months without dues: said, and said again

	MeetingMonths   int // without a meeting
	ReviewMonth     int // in which a year's appraisals and ratings begin,
	ReviewMonths    int // and how many months they take
	VacantDays      int // without a secretary
	TrainingMonths  int // of an officer without training
	SecretariesYear int // secretaries within twelve months that are too many

	CallDays    int // after a problem is settled until somebody asks whether it helped
	SurveyLeast int // sheets of a community below which a street is told nothing of them alone
	SurveyShare int // per cent of the forms of a survey that should come back

	FoundChecks []int // months after its founding in which a branch is looked after

	WatchMonths                []int // that 留团察看 may take
	DetachedMonths             int   // without dues, meetings and work, after which somebody has left by himself
	ClassYouth                 int   // from so many under 35 an enterprise without a branch is of class B
	YoungShare                 int   // per cent of those who work there who are under 35, from which an enterprise is one of the young
	PostHours                  int   // a week that a post takes at least
	ActivityBest, ActivitySome int   // meetings of twelve months from which a branch is 活跃, 一般
	SyncMonth                  int   // from which the year's 四同步 should stand
	ReferralDays               int   // after a recommendation somebody asks how it went
	FacilityDays               int   // before a facility's time ends
	DocumentDays               int   // before what a paper asks is due
	PartnerDays                int   // before the next joint meeting
}

// MostBest is how many of those appraised may be 优秀, rounded down (league.md §4: 10 → 3, 9 → 2, 4 → 1, 3 → 0).
func (l *Life) MostBest(appraised int) int { return appraised * l.BestShare / 100 }

// lifeKeys ties the keys of the League's life to their places.
func (l *Life) lifeKeys() map[string]func(string) error {
	share := func(at *Share) func(string) error {
		return func(s string) (err error) { *at, err = ParseShare(s); return }
	}
	whole := func(at *int) func(string) error {
		return func(s string) (err error) { *at, err = strconv.Atoi(s); return }
	}
	return map[string]func(string) error{
		"election_quorum":    share(&l.ElectionQuorum),
		"election_margin":    whole(&l.ElectionMargin),
		"election_of_due":    func(s string) (err error) { l.ElectedOfDue, err = strconv.ParseBool(s); return },
		"election_share":     share(&l.ElectionShare),
		"vote_share":         share(&l.VoteShare),
		"meeting_quorum":     share(&l.MeetingQuorum),
		"admission_quorum":   share(&l.AdmissionQuorum),
		"applicant_months":   whole(&l.ApplicantMonths),
		"applicant_hours":    whole(&l.ApplicantHours),
		"applicant_upload":   whole(&l.ApplicantUpload),
		"meetings_general":   whole(&l.MeetingsGeneral),
		"meetings_committee": whole(&l.MeetingsCommittee),
		"meetings_lesson":    whole(&l.MeetingsLesson),
		"meetings_theme":     whole(&l.MeetingsTheme),
		"meetings_life":      whole(&l.MeetingsLife),
		"best_share":         whole(&l.BestShare),
		"star_points":        func(s string) (err error) { l.StarPoints, err = starPoints(s); return },
		"dues_notice":        whole(&l.DuesNotice),
		"dues_late":          whole(&l.DuesLate),
		"meeting_months":     whole(&l.MeetingMonths),
		"review_month":       whole(&l.ReviewMonth),
		"review_months":      whole(&l.ReviewMonths),
		"vacant_days":        whole(&l.VacantDays),
		"training_months":    whole(&l.TrainingMonths),
		"secretaries_year":   whole(&l.SecretariesYear),
		"found_checks":       func(s string) (err error) { l.FoundChecks, err = risingMonths(s); return },
		"watch_months":       func(s string) (err error) { l.WatchMonths, err = risingMonths(s); return },
		"detached_months":    whole(&l.DetachedMonths),
		"class_youth":        whole(&l.ClassYouth),
		"young_share":        whole(&l.YoungShare),
		"post_hours":         whole(&l.PostHours),
		"activity_best":      whole(&l.ActivityBest),
		"activity_some":      whole(&l.ActivitySome),
		"sync_month":         whole(&l.SyncMonth),
		"referral_days":      whole(&l.ReferralDays),
		"facility_days":      whole(&l.FacilityDays),
		"document_days":      whole(&l.DocumentDays),
		"partner_days":       whole(&l.PartnerDays),
		"call_days":          whole(&l.CallDays),
		"survey_least":       whole(&l.SurveyLeast),
		"survey_share":       whole(&l.SurveyShare),
	}
}

// starPoints reads the points of five, four, three and two stars as 90|80|70|60.
func starPoints(text string) ([]int, error) {
	var points []int
	for _, part := range strings.Split(text, "|") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > 100 || len(points) > 0 && n >= points[len(points)-1] {
			return nil, fmt.Errorf("%q are not four falling numbers", text)
		}
		points = append(points, n)
	}
	if len(points) != 4 {
		return nil, fmt.Errorf("%q are not four numbers", text)
	}
	return points, nil
}

// risingMonths reads numbers of months as 1|3|6.
func risingMonths(text string) ([]int, error) {
	var months []int
	for _, part := range strings.Split(text, "|") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > 60 || len(months) > 0 && n <= months[len(months)-1] {
			return nil, fmt.Errorf("%q are not rising months", text)
		}
		months = append(months, n)
	}
	return months, nil
}
