package rulebook

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/value"
)

// Rules are the League's numbers. They change and sources dispute them, so they
// are data of the ledger with a version; the program only brings a first set.
// Ages are full years, terms are years, shares are per cent.
type Rules struct {
	Version string // e.g. 2026-1; shown at the foot of the window

	AgeOut        int        // leaves the League at this age unless in a League post (domain.md §1.1)
	AgeJoin       int        // may join from
	AgeJoinHard   int        // joined younger since JoinHardSince: refused
	AgeJoinHard0  int        // joined younger before: refused
	JoinHardSince value.Date // 2017-01-01
	AgeNextDay    bool       // an age is reached the day after the birthday
	AgeParty      int
	AgeMax        int

	BranchMin, BranchMax, CommitteeFrom int // members (domain.md §1.3)
	GeneralFrom, CommitteeLevelFrom     int // from so many members a unit may have a 团总支, a 团委
	StarMonths, StarHighMonths          int // an organisation is rated, and with four or five stars, once it is so old (domain.md §1.5)
	CommitteeMin, CommitteeMax          int // officers of a branch
	GeneralMin, GeneralMax              int // of a 团总支
	LeagueMin, LeagueMax                int // of a 团委 without 常委
	StandingMin, StandingMax            int // of one with them
	TermBranch, TermMin, TermMax        int
	TermCommittee                       int // of a 团委 that writes none
	TermCommitteeMin, TermCommitteeMax  int
	TermNotice                          int // days before the end

	DevNumberSince value.Date // a number is required of those who joined from here on
	DevNumberEarly value.Date // the same in Xinjiang
	DevStrictSince value.Date // from here on the year must fit exactly
	Xinjiang       bool       // this ledger is kept in Xinjiang

	RetentionYears int // after leaving the League; then private fields go (domain.md §5)

	StoppedYears int // 停止团籍 lasts so long (domain.md §1.1)
	LostMonths   int // without contact, and of the search that follows (domain.md §1.1)
	PostAge      int // officers are usually no older, and
	PostAgeMost  int // never older than this (domain.md §1.4)

	PostsMax int // more concurrent posts than this are a warning

	CompleteFrom int    // a member's file counts as complete from this share of its values (domain.md §8.1)
	HalfDays     string // days of the half-yearly figures, 06-30|12-31 (domain.md §6)
	RoundLead    int    // days before such a day from which what comes in belongs to it

	AppointedMonths int // 任命待选举 for longer is a warning (domain.md §1.4, §8.2)
	Notices
	Life

	VisitPlan    int // visits a year where a standing contact names none (domain.md §7 row 80)
	ProblemDays  int // days to settle a problem where a visit names none
	ExtraPerUnit int // 编制外副书记 of the street that one unit may have (domain.md §7 row 24)

	DuesStudent, DuesNoIncome, DuesFarmer value.Money // a month
	Dues                                  []DuesStep
	Sizes                                 []SizeRule
	begins                                []Begin
	source                                []byte

	coming   []Coming   // by their days
	next     *Rules     // with the first of them in force,
	nextFrom value.Date // from here on
	kept     *Rules     // the set that this one has come from with the days; nil for itself
}

// A Begin is what a field of a new record most likely is: it stands there before
// anybody types, and can be typed over. Text is what the field is set to.
type Begin struct{ Kind, Key, Text string }

// Begun are what new records of a kind begin with, by its code name, as the rules have them.
func (r *Rules) Begun(kind string) (all []Begin) {
	for _, b := range r.begins {
		if b.Kind == kind && b.Text != "" {
			all = append(all, b)
		}
	}
	return all
}

// addBegin takes in begin.KIND.FIELD. A word that no list has is left to the record to
// refuse: a street may bring it later.
func (r *Rules) addBegin(part, text string) error {
	kind, key, _ := strings.Cut(part, ".")
	if words.Field(kind, key) == "" {
		return fmt.Errorf("is no field")
	}
	r.begins = append(r.begins, Begin{kind, key, value.OneLine(text)})
	return nil
}

// DefaultRules are the rules the program brings. Load must have been called.
func DefaultRules() *Rules {
	r := *defaults
	return &r
}

var defaults *Rules

// Words are what rules must be told of the fields and the industries that they name by codes; who has those says so.
type Words struct {
	Field    func(kind, key string) string             // 团员的民族; "" where there is no such field
	Read     func(kind, key, text string) *value.Fault // what the field says against a text
	Industry func(code string) string                  // of a rule of sizes; "" where there is none
}

var words Words

// Load reads the rules that the program brings, and what people call them. It is called once.
func Load(folder fs.FS, w Words) error {
	words = w
	text, err := fs.ReadFile(folder, "rules.csv")
	if err != nil {
		return err
	}
	if defaults, err = ParseRules(text); err != nil {
		return err
	}
	return loadRuleNames(folder)
}

// Source is the text that the rules were read from: what the ledger keeps.
func (r *Rules) Source() []byte { return r.source }

// gone are keys that older rule sets have and no rule goes by any more: arriving_months said of 待转接 what transfer_over says,
// new_branch_days and new_branch_until of a new branch what found_checks says.
var gone = map[string]bool{"arriving_months": true, "new_branch_days": true, "new_branch_until": true}

// Rows are the lines of the rule set as key, value and note, and behind them the keys that it does not have, with what holds
// in their place. What is gone is not among them.
func (r *Rules) Rows() [][3]string {
	rows, err := csv.NewReader(bytes.NewReader(r.source)).ReadAll()
	if err != nil {
		panic(err) // ParseRules has read it
	}
	missing := maps.Clone(added)
	var all [][3]string
	for _, row := range rows[min(1, len(rows)):] {
		if gone[strings.TrimPrefix(row[0], comingKey+".")] {
			continue
		}
		all = append(all, [3]string{row[0], row[1], strings.Join(row[2:], " ")})
		delete(missing, row[0])
	}
	for _, key := range slices.Sorted(maps.Keys(missing)) {
		all = append(all, [3]string{key, missing[key]})
	}
	return all
}

// ParseRules reads a rule set: a CSV of key, value, note. Unknown keys are an
// error, so that a rule set of a newer program is not half understood; a missing
// key is one too, unless it came after the first rule sets and has a value in added.
func ParseRules(text []byte) (*Rules, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	r := &Rules{source: text}
	into := r.keys()
	seen := map[string]bool{}
	for _, row := range rows[min(1, len(rows)):] {
		if len(row) < 2 {
			return nil, fmt.Errorf("rules: a short row")
		}
		key, value := row[0], row[1]
		name, part, _ := strings.Cut(key, ".")
		switch {
		case gone[key], name == comingKey && gone[part]:
		case name == "dues" && part != "":
			err = r.addDues(value)
		case name == "size" && part != "":
			err = r.addSize(part, value)
		case (name == beginKey || name == comingKey) && seen[key]:
			err = fmt.Errorf("stands twice")
		case name == comingKey:
			err = r.addComing(part, value)
			seen[key] = true
		case name == beginKey:
			err = r.addBegin(part, value)
			seen[key] = true
		case into[key] != nil:
			err = into[key](value)
			if seen[key] {
				err = fmt.Errorf("stands twice")
			}
			seen[key] = true
		default:
			err = fmt.Errorf("is unknown")
		}
		if err != nil {
			return nil, fmt.Errorf("rules: %s: %w", key, err)
		}
	}
	for key, set := range into {
		if seen[key] {
			continue
		}
		value, later := added[key]
		if !later {
			return nil, fmt.Errorf("rules: %s is missing", key)
		}
		if err := set(value); err != nil {
			return nil, fmt.Errorf("rules: %s: %w", key, err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(added)) {
		if name, part, _ := strings.Cut(key, "."); name == beginKey && !seen[key] {
			if err := r.addBegin(part, added[key]); err != nil {
				return nil, fmt.Errorf("rules: %s: %w", key, err)
			}
		}
	}
	if err := r.follow(); err != nil {
		return nil, fmt.Errorf("rules to come: %w", err)
	}
	return r, nil
}

const beginKey = "begin"

// added are the keys that the first rule sets did not have, with what holds where a
// ledger keeps such a set. A value here never changes: ledgers rely on it.
var added = map[string]string{
	"retention_years": "3",
	"complete_from":   "80",
	"half_days":       "06-30|12-31",
	"round_lead":      "30",
	"visit_plan":      "4",
	"problem_days":    "30",
	"extra_per_unit":  "1",

	"appointed_months":       "12",
	"appointed_notice":       "6",
	"age_notice":             "90",
	"age_notice_last":        "30",
	"term_notice_last":       "30",
	"transfer_notice":        "10",
	"transfer_late":          "30",
	"transfer_over":          "180",
	"contact_months":         "6",
	"backup_days":            "7",
	"put_off_most":           "180",
	"calendar_days":          "90",
	"term_committee":         "3",
	"stopped_years":          "2",
	"star_months":            "6",
	"star_high_months":       "12",
	"consent_needed":         "true",
	"consent_days":           "0",
	"lost_months":            "6",
	"post_age":               "35",
	"post_age_most":          "40",
	"committee_general_min":  "5",
	"committee_general_max":  "7",
	"committee_league_min":   "7",
	"committee_league_max":   "9",
	"committee_standing_min": "15",
	"committee_standing_max": "21",

	"election_quorum":    "4/5",
	"election_margin":    "20",
	"election_of_due":    "false",
	"meeting_quorum":     "1/2",
	"admission_quorum":   "1/2",
	"applicant_months":   "3",
	"applicant_hours":    "8",
	"applicant_upload":   "30",
	"meetings_general":   "4",
	"meetings_committee": "12",
	"meetings_lesson":    "4",
	"meetings_theme":     "12",
	"meetings_life":      "1",
	"best_share":         "30",
	"star_points":        "90|80|70|60",
	"dues_notice":        "3",
	"dues_late":          "6",
	"meeting_months":     "3",
	"review_month":       "12",
	"review_months":      "2",
	"vacant_days":        "90",
	"training_months":    "12",
	"secretaries_year":   "2",
	"found_checks":       "1|3|6",
	"election_share":     "1/2",
	"vote_share":         "1/2",
	"watch_months":       "6|12",
	"detached_months":    "6",
	"class_youth":        "10",
	"young_share":        "50",
	"post_hours":         "4",
	"activity_best":      "12",
	"activity_some":      "4",
	"sync_month":         "11",
	"referral_days":      "30",
	"facility_days":      "30",
	"document_days":      "7",
	"partner_days":       "7",
	"call_days":          "7",
	"survey_least":       "5",
	"survey_share":       "80",

	"begin.member.idtype":       "居民身份证",
	"begin.member.nation":       "汉族",
	"begin.member.standing":     "共青团员",
	"begin.member.state":        "正常",
	"begin.enterprise.business": "正常",
	"begin.branch.type":         "团支部",
	"begin.branch.state":        "正常",
}

// HalfDay is the newest day of the half-yearly figures that is not after a day.
func (r *Rules) HalfDay(today value.Date) value.Date {
	days, err := halfDays(r.HalfDays)
	if err != nil {
		return 0 // ParseRules lets none through
	}
	newest := value.Date(0)
	for _, d := range days {
		for _, year := range []int{today.Year() - 1, today.Year()} {
			if day := value.Day(year, d.Month(), d.DayOfMonth()); day <= today.First() && day > newest {
				newest = day
			}
		}
	}
	return newest
}

// halfDays reads days of a year as 06-30|12-31; their year is a leap year's.
func halfDays(text string) ([]value.Date, error) {
	var days []value.Date
	for _, part := range strings.Split(text, "|") {
		d, err := value.ParseDate("2000-" + part)
		if err != nil || d.DayOfMonth() == 0 {
			return nil, fmt.Errorf("%q is not a day of the year", part)
		}
		days = append(days, d)
	}
	return days, nil
}

// Values are the rules' texts by their keys, for a sentence that names them.
func (r *Rules) Values() map[string]string {
	values := map[string]string{}
	for _, row := range r.Rows() {
		values[row[0]] = row[1]
	}
	return values
}

// keys ties each key of the rule file to its place.
func (r *Rules) keys() map[string]func(string) error {
	whole := func(at *int) func(string) error {
		return func(s string) (err error) { *at, err = strconv.Atoi(s); return }
	}
	date := func(at *value.Date) func(string) error {
		return func(s string) (err error) { *at, err = value.ParseDate(s); return }
	}
	yes := func(at *bool) func(string) error {
		return func(s string) (err error) { *at, err = strconv.ParseBool(s); return }
	}
	money := func(at *value.Money) func(string) error {
		return func(s string) (err error) { *at, err = value.ParseMoney(s); return }
	}
	keys := map[string]func(string) error{
		"version":                func(s string) error { r.Version = s; return nil },
		"age_out":                whole(&r.AgeOut),
		"age_join":               whole(&r.AgeJoin),
		"age_join_hard":          whole(&r.AgeJoinHard),
		"age_join_hard_old":      whole(&r.AgeJoinHard0),
		"join_hard_since":        date(&r.JoinHardSince),
		"age_from_next_day":      yes(&r.AgeNextDay),
		"age_party":              whole(&r.AgeParty),
		"age_max":                whole(&r.AgeMax),
		"branch_min":             whole(&r.BranchMin),
		"branch_max":             whole(&r.BranchMax),
		"committee_from":         whole(&r.CommitteeFrom),
		"committee_min":          whole(&r.CommitteeMin),
		"committee_max":          whole(&r.CommitteeMax),
		"general_from":           whole(&r.GeneralFrom),
		"league_from":            whole(&r.CommitteeLevelFrom),
		"term_branch":            whole(&r.TermBranch),
		"term_min":               whole(&r.TermMin),
		"term_max":               whole(&r.TermMax),
		"term_committee_min":     whole(&r.TermCommitteeMin),
		"term_committee_max":     whole(&r.TermCommitteeMax),
		"term_notice":            whole(&r.TermNotice),
		"dev_number_since":       date(&r.DevNumberSince),
		"dev_number_early":       date(&r.DevNumberEarly),
		"dev_strict_since":       date(&r.DevStrictSince),
		"xinjiang":               yes(&r.Xinjiang),
		"retention_years":        whole(&r.RetentionYears),
		"posts_max":              whole(&r.PostsMax),
		"complete_from":          whole(&r.CompleteFrom),
		"half_days":              func(s string) error { r.HalfDays = s; _, err := halfDays(s); return err },
		"round_lead":             whole(&r.RoundLead),
		"visit_plan":             whole(&r.VisitPlan),
		"problem_days":           whole(&r.ProblemDays),
		"extra_per_unit":         whole(&r.ExtraPerUnit),
		"dues_student":           money(&r.DuesStudent),
		"dues_no_income":         money(&r.DuesNoIncome),
		"dues_farmer":            money(&r.DuesFarmer),
		"appointed_months":       whole(&r.AppointedMonths),
		"committee_general_min":  whole(&r.GeneralMin),
		"committee_general_max":  whole(&r.GeneralMax),
		"committee_league_min":   whole(&r.LeagueMin),
		"committee_league_max":   whole(&r.LeagueMax),
		"committee_standing_min": whole(&r.StandingMin),
		"committee_standing_max": whole(&r.StandingMax),
		"term_committee":         whole(&r.TermCommittee),
		"stopped_years":          whole(&r.StoppedYears),
		"star_months":            whole(&r.StarMonths),
		"star_high_months":       whole(&r.StarHighMonths),
		"consent_needed":         yes(&r.ConsentNeeded),
		"lost_months":            whole(&r.LostMonths),
		"post_age":               whole(&r.PostAge),
		"post_age_most":          whole(&r.PostAgeMost),
	}
	for key, at := range r.noticeKeys() {
		keys[key] = whole(at)
	}
	maps.Copy(keys, r.lifeKeys())
	return keys
}

// Notices are the numbers of the rule set by which the ledger says in time what falls due (domain.md §8.2). Days, unless
// the name says months.
type Notices struct {
	AgeNotice, AgeNoticeLast                   int // before a member reaches AgeOut
	TermNoticeLast                             int // before a term ends; TermNotice is the first
	AppointedNotice                            int // months of 任命待选举
	TransferNotice, TransferLate, TransferOver int // of 待转接
	ContactMonths                              int // without word from a member
	BackupDays                                 int // since the newest backup
	PutOffMost                                 int // that something may be put off for
	CalendarDays                               int // that the calendar looks ahead

	ConsentNeeded bool // members are reminded of who have no day of consent,
	ConsentDays   int  // from so many days on after they were entered (domain.md §5)
}

// noticeKeys ties the keys of the notices to their places.
func (n *Notices) noticeKeys() map[string]*int {
	return map[string]*int{
		"age_notice":       &n.AgeNotice,
		"age_notice_last":  &n.AgeNoticeLast,
		"term_notice_last": &n.TermNoticeLast,
		"appointed_notice": &n.AppointedNotice,
		"transfer_notice":  &n.TransferNotice,
		"transfer_late":    &n.TransferLate,
		"transfer_over":    &n.TransferOver,
		"contact_months":   &n.ContactMonths,
		"backup_days":      &n.BackupDays,
		"put_off_most":     &n.PutOffMost,
		"calendar_days":    &n.CalendarDays,
		"consent_days":     &n.ConsentDays,
	}
}
