package rulebook

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/value"
)

// An Amendment is what one rule is to be: the key, the value as somebody typed it, and from which day on; 0 is at once.
type Amendment struct {
	Key, Text string
	From      value.Date
}

// Amend is a rule set with other values under another version, as a ledger keeps it. An empty text takes a step of the
// dues away, a step with a key that no step has is added; where a field begins, an empty text ends that. What was to come
// of a rule ends when it is to be from then on what it is, or with an empty text for coming.KEY. The fault is
// hard and on the rule's key: what is no value, or out of bounds together with the others on any day. Amending nothing
// gives the set itself.
func (r *Rules) Amend(version string, changes ...Amendment) ([]byte, *value.Fault) {
	rows := r.Rows()
	for _, c := range changes {
		if key, ends := strings.CutPrefix(c.Key, comingKey+"."); ends && c.Text == "" {
			rows = slices.DeleteFunc(rows, func(row [3]string) bool { return row[0] == comingKey+"."+key })
			continue
		}
		u, ok := RuleNamed(c.Key)
		at := slices.IndexFunc(rows, func(row [3]string) bool { return row[0] == c.Key })
		if !ok || at < 0 && u.Family() != "dues" {
			return nil, &value.Fault{Key: c.Key, Code: "unknown", Text: "没有叫“" + value.OneLine(c.Key) + "”的规则。"}
		}
		value, fault := u.Read(c.Text)
		switch {
		case fault != nil:
			return nil, fault
		case c.From != 0:
			rows = comes(rows, Coming{c.Key, c.From, value})
		case at < 0:
			rows = append(rows, [3]string{c.Key, value})
		default:
			rows[at][1] = value
		}
	}
	before := stepKeys(rows)
	rows = stepped(rows)
	if slices.ContainsFunc(rows, func(row [3]string) bool { return strings.HasPrefix(row[0], comingKey+".dues.") }) && before != stepKeys(rows) {
		return nil, &value.Fault{Key: "dues", Code: "bounds", Text: "按月收入的团费有一档以后才改。请先取消它，再加减别的档。"}
	}
	if slices.Equal(rows, r.Rows()) {
		return r.source, nil
	}
	for i := range rows {
		if rows[i][0] == "version" {
			rows[i][1] = value.OneLine(version)
		}
	}
	text := written(rows)
	if f := CheckRules(text); f != nil {
		return nil, f
	}
	return text, nil
}

// written is a rule set as a ledger keeps it.
func written(rows [][3]string) []byte {
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	_ = w.Write([]string{"key", "value", "note"}) // a buffer takes all
	for _, row := range rows {
		_ = w.Write(row[:])
	}
	w.Flush()
	return text.Bytes()
}

// stepKeys are the steps of the dues by their keys, in one text: what it says before and after they were put in order differs when
// a key means another step.
func stepKeys(rows [][3]string) string {
	var all []string
	for _, row := range rows {
		if strings.HasPrefix(row[0], "dues.") {
			all = append(all, row[0]+"="+row[1])
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// stepped are the rows with the steps of the dues in their order, those that were emptied left out.
func stepped(rows [][3]string) [][3]string {
	isStep := func(row [3]string) bool { return strings.HasPrefix(row[0], "dues.") }
	var steps, out [][3]string
	for _, row := range rows {
		if isStep(row) && row[1] != "" {
			steps = append(steps, row)
		}
	}
	slices.SortStableFunc(steps, func(a, b [3]string) int { return cmp.Compare(stepFrom(a[1]), stepFrom(b[1])) })
	for i := range steps {
		steps[i][0] = "dues." + strconv.Itoa(i+1)
	}
	put := false
	for _, row := range rows {
		switch {
		case !isStep(row):
			out = append(out, row)
		case !put:
			out, put = append(out, steps...), true
		}
	}
	if !put {
		out = append(out, steps...)
	}
	return out
}

func stepFrom(written string) value.Money {
	from, _, _ := strings.Cut(written, ";")
	m, _ := value.ParseMoney(from)
	return m
}

// NextVersion is what the set that follows in a year is called: 2026-2 after 2026-1, 2027-1 in the year after.
func (r *Rules) NextVersion(year int) string {
	was, n, _ := strings.Cut(r.Version, "-")
	if last, err := strconv.Atoi(n); err == nil && was == strconv.Itoa(year) {
		return was + "-" + strconv.Itoa(last+1)
	}
	return strconv.Itoa(year) + "-1"
}

// bounds are what a rule of whole numbers may be at all. They are far around what the League has ever ruled, and keep a
// wrong hand or an evil one from making records of today unsaveable, or people due for clearing who are not.
var bounds = map[string]struct{ least, most int }{
	"age_out":            {18, 60},
	"age_join":           {7, 28},
	"age_join_hard":      {7, 28},
	"age_join_hard_old":  {7, 28},
	"age_party":          {16, 40},
	"age_max":            {100, 150},
	"branch_min":         {1, 50},
	"branch_max":         {10, 1000},
	"committee_from":     {1, 100},
	"committee_min":      {1, 30},
	"committee_max":      {1, 50},
	"general_from":       {2, 1000},
	"league_from":        {2, 10000},
	"term_branch":        {1, 10},
	"term_min":           {1, 10},
	"term_max":           {1, 10},
	"term_committee_min": {1, 10},
	"term_committee_max": {1, 10},
	"term_notice":        {0, 730},
	"retention_years":    {1, 100},
	"posts_max":          {1, 50},
	"complete_from":      {1, 100},
	"round_lead":         {0, 180},
	"visit_plan":         {0, 366},
	"problem_days":       {1, 3650},
	"extra_per_unit":     {0, 100},

	"appointed_months":       {1, 120},
	"appointed_notice":       {1, 120},
	"age_notice":             {0, 730},
	"age_notice_last":        {0, 730},
	"term_notice_last":       {0, 730},
	"transfer_notice":        {1, 3650},
	"transfer_late":          {1, 3650},
	"transfer_over":          {1, 3650},
	"contact_months":         {1, 120},
	"backup_days":            {1, 365},
	"put_off_most":           {1, 366},
	"calendar_days":          {7, 366},
	"term_committee":         {1, 10},
	"stopped_years":          {1, 20},
	"star_months":            {0, 60},
	"star_high_months":       {0, 120},
	"consent_days":           {0, 730},
	"lost_months":            {1, 60},
	"post_age":               {18, 80},
	"post_age_most":          {18, 80},
	"committee_general_min":  {1, 50},
	"committee_general_max":  {1, 50},
	"committee_league_min":   {1, 100},
	"committee_league_max":   {1, 100},
	"committee_standing_min": {1, 100},
	"committee_standing_max": {1, 100},

	"election_margin":    {0, 100},
	"meetings_general":   {0, 60},
	"meetings_committee": {0, 60},
	"meetings_lesson":    {0, 60},
	"meetings_theme":     {0, 60},
	"meetings_life":      {0, 60},
	"applicant_months":   {0, 60},
	"applicant_hours":    {0, 200},
	"applicant_upload":   {1, 365},
	"best_share":         {0, 100},
	"dues_notice":        {1, 120},
	"dues_late":          {1, 120},
	"meeting_months":     {1, 60},
	"review_month":       {1, 12},
	"review_months":      {1, 12},
	"vacant_days":        {1, 3650},
	"training_months":    {1, 120},
	"secretaries_year":   {2, 50},
	"detached_months":    {1, 60},
	"class_youth":        {0, 10000},
	"young_share":        {1, 100},
	"post_hours":         {0, 80},
	"activity_best":      {1, 366},
	"activity_some":      {1, 366},
	"sync_month":         {1, 12},
	"referral_days":      {1, 730},
	"facility_days":      {0, 730},
	"document_days":      {0, 365},
	"partner_days":       {0, 365},
	"call_days":          {1, 365},
	"survey_least":       {1, 100},
	"survey_share":       {0, 100},
}

// inOrder are rules of which the first is never more than the second.
var inOrder = [][2]string{
	{"age_join_hard_old", "age_join"}, {"age_join_hard", "age_join"}, {"age_join", "age_out"}, {"branch_min", "branch_max"}, {"committee_min", "committee_max"},
	{"general_from", "league_from"}, {"term_min", "term_max"}, {"term_min", "term_branch"}, {"term_branch", "term_max"}, {"term_committee_min", "term_committee_max"},
	{"age_notice_last", "age_notice"}, {"term_notice_last", "term_notice"}, {"appointed_notice", "appointed_months"},
	{"transfer_notice", "transfer_late"}, {"transfer_late", "transfer_over"}, {"dues_notice", "dues_late"}, {"activity_some", "activity_best"},
	{"term_committee_min", "term_committee"}, {"term_committee", "term_committee_max"}, {"post_age", "post_age_most"}, {"star_months", "star_high_months"},
	{"committee_general_min", "committee_general_max"}, {"committee_league_min", "committee_league_max"}, {"committee_standing_min", "committee_standing_max"},
}

// Most of what a rule set may have of dues, in yuan a month, of steps of dues, of days of half-yearly figures, and of
// characters in its version.
const (
	mostDues     = 10_000
	mostSteps    = 20
	mostHalfDays = 24
	longVersion  = 20

	firstRuleYear, lastRuleYear = 1949, 2100
)

// CheckRules says what is out of bounds in a rule set that came from outside, as a hard fault of the rule; nil when all
// is in order. It is asked before rules are taken over, never of those that a ledger has: ParseRules, which has read
// the text before, opens every ledger.
func CheckRules(text []byte) *value.Fault {
	r, err := ParseRules(text)
	if err != nil {
		return value.Hard(value.Malformed, "规则看不懂。")
	}
	if f := r.comingFault(); f != nil {
		return f
	}
	for at, from := r, value.Date(0); at != nil; at, from = at.next, at.nextFrom {
		f := at.fault()
		if f != nil && from != 0 {
			f.Text = "自 " + from.String() + " 起，" + f.Text
		}
		if f != nil {
			return f
		}
	}
	return nil
}

// fault says what is out of bounds in the set as it is, whatever is to come.
func (r *Rules) fault() *value.Fault {
	values := r.Values()
	number := func(key string) int { n, _ := strconv.Atoi(values[key]); return n } // ParseRules has read it
	outside := func(key, want string) *value.Fault {
		return &value.Fault{Key: key, Code: "bounds", Text: "规则“" + RuleName(key) + "”写的是“" + value.OneLine(values[key]) + "”，应当" + want + "。"}
	}
	for _, row := range r.Rows() {
		key := row[0]
		b, bounded := bounds[key]
		if n := number(key); bounded && (n < b.least || n > b.most) {
			return outside(key, "在 "+strconv.Itoa(b.least)+" 到 "+strconv.Itoa(b.most)+" 之间")
		}
	}
	for _, pair := range inOrder {
		if number(pair[0]) > number(pair[1]) {
			return outside(pair[0], "不大于“"+RuleName(pair[1])+"”的 "+values[pair[1]])
		}
	}
	for _, key := range []string{"dues_student", "dues_no_income", "dues_farmer"} {
		if m, _ := value.ParseMoney(values[key]); m > value.MoneyOf(mostDues*100) {
			return outside(key, "不超过 "+strconv.Itoa(mostDues)+" 元")
		}
	}
	for _, row := range r.Rows() {
		u, known := RuleNamed(row[0])
		if d, err := value.ParseDate(row[1]); known && u.Unit == RuleDay && (err != nil || d.DayOfMonth() == 0 || d.Year() < firstRuleYear || d.Year() > lastRuleYear) {
			return outside(row[0], "是 "+strconv.Itoa(firstRuleYear)+" 到 "+strconv.Itoa(lastRuleYear)+" 年的一天")
		}
	}
	for i, s := range r.Dues {
		switch {
		case s.PerMill < 0 || s.PerMill > 1000 || s.Flat > value.MoneyOf(mostDues*100) || s.Ceiling > value.MoneyOf(mostDues*100):
			return value.Hard("bounds", "规则里团费的比例或定额不合理。")
		case i == 0 && s.From != value.MoneyOf(0):
			return value.Hard("bounds", "规则里团费的第一档要从月收入 0 元起。")
		case i > 0 && s.From <= r.Dues[i-1].From:
			return value.Hard("bounds", "规则里团费的各档要从低到高，月收入不能一样。")
		}
	}
	for _, s := range r.Sizes {
		for _, limits := range [][3]int{s.Staff, s.Revenue, s.Assets} {
			if limits[0] < limits[1] || limits[1] < limits[2] || limits[2] < -1 {
				return outside("size."+s.Industry, "从大到小，不小于 0")
			}
		}
	}
	switch days := strings.Count(r.HalfDays, "|") + 1; {
	case days > mostHalfDays:
		return outside("half_days", "不超过 "+strconv.Itoa(mostHalfDays)+" 个日子")
	case len(r.Dues) > mostSteps:
		return value.Hard("bounds", "规则里团费的档次太多。")
	case len([]rune(r.Version)) > longVersion || r.Version == "":
		return value.Hard("bounds", "规则的版本号空着，或者太长。")
	}
	return nil
}
