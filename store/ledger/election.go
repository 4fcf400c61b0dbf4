package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// An Election is one election of a League organisation with all its counts (domain.md §1.4, §8, 选举).
type Election struct {
	Meta      `json:"meta"`
	Branch    value.ID    `json:"branch,omitzero"`
	Sort      string      `json:"sort,omitempty"`
	Session   value.Count `json:"session,omitempty"`
	Request   string      `json:"request,omitempty"`
	Requested value.Date  `json:"requested,omitempty"`
	Reply     string      `json:"reply,omitempty"`
	Replied   value.Date  `json:"replied,omitempty"`
	Day       value.Date  `json:"day,omitempty"`
	Due       value.Count `json:"due,omitempty"`
	Present   value.Count `json:"present,omitempty"`
	Seats     value.Count `json:"seats,omitempty"`
	Issued    value.Count `json:"issued,omitempty"`
	Received  value.Count `json:"received,omitempty"`
	Valid     value.Count `json:"valid,omitempty"`
	Void      value.Count `json:"void,omitempty"`
	Tellers   string      `json:"tellers,omitempty"`
	Counters  string      `json:"counters,omitempty"`
	Report    string      `json:"report,omitempty"`
	Reported  value.Date  `json:"reported,omitempty"`
	Confirm   string      `json:"confirm,omitempty"` // the reply to the report
	Confirmed value.Date  `json:"confirmed,omitempty"`
	Note      string      `json:"note,omitempty"`
}

// Ballots are what the counts of an election say against it. Of a hard one the whole election is void; the others wait to be
// mended. What nobody has written yet is not held against it.
func (e *Election) Ballots(r *rulebook.Rules) []value.Fault {
	due, hasDue := e.Due.Value()
	present, hasPresent := e.Present.Value()
	issued, hasIssued := e.Issued.Value()
	received, hasReceived := e.Received.Value()
	valid, hasValid := e.Valid.Value()
	void, hasVoid := e.Void.Value()
	var faults []value.Fault
	add := func(key, code, text string) { faults = append(faults, value.Soft(code, text).On(key)) }
	if hasDue && hasPresent {
		switch {
		case present > due:
			add("present", PresentOver, "实到 "+strconv.Itoa(present)+" 人，比应到的 "+strconv.Itoa(due)+" 人还多，不能算有效。请核对。")
		case !r.ElectionQuorum.Exceeded(present, due):
			add("present", QuorumMissed, "到会的要超过应到的 "+r.ElectionQuorum.String()+"，应到 "+strconv.Itoa(due)+" 人，至少要到 "+strconv.Itoa(r.ElectionQuorum.Least(due))+" 人，选举无效。")
		}
	}
	if hasIssued && hasReceived && received > issued {
		add("received", BallotsOver, "收回 "+strconv.Itoa(received)+" 张票，比发出的 "+strconv.Itoa(issued)+" 张多，选举无效，要重新选。")
	}
	if hasReceived && hasValid && hasVoid && valid+void != received {
		add("valid", BallotsUneven, "有效 "+strconv.Itoa(valid)+" 张加无效 "+strconv.Itoa(void)+" 张是 "+strconv.Itoa(valid+void)+" 张，收回的是 "+strconv.Itoa(received)+" 张，对上以前不能算有效。请核对。")
	}
	if hasIssued && hasPresent && issued > present {
		add("issued", "election.issued", "发出 "+strconv.Itoa(issued)+" 张票，比实到的 "+strconv.Itoa(present)+" 人多。请核对。")
	}
	return faults
}

// Codes of faults that make a whole election void.
const (
	QuorumMissed = "election.quorum"
	BallotsOver  = "election.received"
	TooFew       = "election.margin"

	PresentOver   = "election.present" // more came than were due
	BallotsUneven = "election.sum"     // valid and void are not what came back
)

// Elections is the table of elections.
var Elections = (&Table[Election]{
	name: "election", title: "选举",
	parts: parts[Election]{
		chapter: ChapterOrder, owner: ByCommunity | ByStreet, unit: "次", measure: "次选举",
		happened: func(e *Election) value.Date { return e.Day },
		told: func(e *Election) string {
			return said("；", codes.ElectionSorts.Label(e.Sort), worded("第", e.Session.String()), attended(e.Due, e.Present), worded("批复：", e.Confirm))
		},
		called: func(e *Election, texts Texts) string {
			return said(" ", e.Day.String(), texts("branch"), codes.ElectionSorts.Label(e.Sort))
		},
		homes: []string{"branch"}, along: []string{"branch"},
		found: foundLast, seek: []Seek{{Key: "branch", By: SeekThrough}, {Key: "request"}, {Key: "confirm"}},
		states: []State[Election]{
			{"open", "还没有开", func(e *Election, b Basis) bool { return e.Day == 0 || e.Day.First() > b.Today }},
			{"unreported", "结果没有报", nil}, // of one that counts
			{"unconfirmed", "等任命批复", nil},
		},
		sheet: Sheet{Titles: []string{"选举结果", "计票"}, Vital: []string{"branch", "issued", "received", "valid"}, Same: [][]string{{"branch", "day", "sort"}}},
	},
	fields: []Field[Election]{
		ref("branch", "选举组织", 20, toBranch, func(e *Election) *value.ID { return &e.Branch }).vital(),
		choice("sort", "选举种类", 10, codes.ElectionSorts, func(e *Election) *string { return &e.Sort }).vital(),
		number("session", "选举届次", func(e *Election) *value.Count { return &e.Session }),
		line("request", "请示文号", 14, func(e *Election) *string { return &e.Request }),
		day("requested", "请示日期", func(e *Election) *value.Date { return &e.Requested }),
		line("reply", "批复文号", 14, func(e *Election) *string { return &e.Reply }),
		day("replied", "批复日期", func(e *Election) *value.Date { return &e.Replied }),
		day("day", "选举日期", func(e *Election) *value.Date { return &e.Day }).must(),
		number("due", "选举应到", func(e *Election) *value.Count { return &e.Due }),
		number("present", "选举实到", func(e *Election) *value.Count { return &e.Present }),
		number("seats", "应选人数", func(e *Election) *value.Count { return &e.Seats }),
		number("issued", "发出选票", func(e *Election) *value.Count { return &e.Issued }),
		number("received", "收回选票", func(e *Election) *value.Count { return &e.Received }),
		number("valid", "有效票", func(e *Election) *value.Count { return &e.Valid }),
		number("void", "无效票", func(e *Election) *value.Count { return &e.Void }),
		line("tellers", "监票人", 10, func(e *Election) *string { return &e.Tellers }),
		line("counters", "计票人", 10, func(e *Election) *string { return &e.Counters }),
		line("report", "结果报告文号", 14, func(e *Election) *string { return &e.Report }),
		day("reported", "结果报告日期", func(e *Election) *value.Date { return &e.Reported }),
		line("confirm", "任命批复文号", 14, func(e *Election) *string { return &e.Confirm }),
		day("confirmed", "任命批复日期", func(e *Election) *value.Date { return &e.Confirmed }),
		lines("note", "备注", func(e *Election) *string { return &e.Note }),
	},
	check: func(e *Election, b Basis) []value.Fault {
		return append(e.Ballots(b.Rules), sequence(b.Today, []Step{{"requested", "请示", e.Requested}, {"replied", "批复", e.Replied}, {"reported", "结果报告", e.Reported}, {"confirmed", "任命批复", e.Confirmed}})...)
	},
}).ready()
