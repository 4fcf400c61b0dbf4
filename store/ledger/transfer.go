package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Transfer is one move of a membership between organisations, on its way through four approvals (domain.md §1.7, §8, 转接).
type Transfer struct {
	Meta      `json:"meta"`
	Member    value.ID   `json:"member,omitzero"`
	Way       string     `json:"way,omitempty"`
	Other     string     `json:"other,omitempty"` // the other organisation
	Direction string     `json:"direction,omitempty"`
	Why       string     `json:"why,omitempty"`
	Stage     string     `json:"stage,omitempty"`
	Begun     value.Date `json:"begun,omitempty"`
	OutBranch value.Date `json:"out_branch,omitempty"`
	OutUpper  value.Date `json:"out_upper,omitempty"`
	InBranch  value.Date `json:"in_branch,omitempty"`
	InUpper   value.Date `json:"in_upper,omitempty"`
	Ended     value.Date `json:"ended,omitempty"`
	Letter    string     `json:"letter,omitempty"`
	Note      string     `json:"note,omitempty"`
}

// Open says that the move is still on its way.
func (t *Transfer) Open() bool {
	return t.Stage != codes.TransferDone && t.Stage != codes.TransferReturned && t.Stage != codes.TransferRecalled
}

// Days is how many days the move has been on its way on a day, or took; -1 when nobody wrote when it began.
func (t *Transfer) Days(today value.Date) int {
	if t.Begun == 0 {
		return -1
	}
	if !t.Open() && t.Ended != 0 {
		today = t.Ended.First()
	}
	return max(0, t.Begun.First().DaysTo(today))
}

// Steps are the steps of the move in their order, with their days.
func (t *Transfer) Steps() []Step {
	return []Step{{"begun", "发起", t.Begun}, {"out_branch", "转出支部同意", t.OutBranch}, {"out_upper", "转出上级同意", t.OutUpper},
		{"in_branch", "转入支部同意", t.InBranch}, {"in_upper", "转入上级同意", t.InUpper}, {"ended", "办结", t.Ended}}
}

// Transfers is the table of moves.
var Transfers = (&Table[Transfer]{
	name: "transfer", title: "关系转接",
	parts: parts[Transfer]{
		chapter: ChapterMembers, owner: ByCommunity, unit: "件", measure: "件关系转接",
		happened: func(t *Transfer) value.Date { return reached(t.Steps()).Day },
		told: func(t *Transfer) string {
			return said("；", codes.TransferWays.Label(t.Way), t.Other, codes.TransferStages.Label(t.Stage), worded("介绍信 ", t.Letter))
		},
		called: func(t *Transfer, texts Texts) string {
			return said(" ", t.Begun.String(), texts("member"), codes.TransferWays.Label(t.Way), t.Other)
		},
		past:  func(t *Transfer, _ value.Date) bool { return !t.Open() },
		homes: []string{"member"}, many: true, along: []string{"member"},
		found: foundLast, seek: []Seek{{Key: "member", By: SeekHolder}, {Key: "other", By: SeekAside}, {Key: "letter"}},
		states: []State[Transfer]{
			{"open", "在办", func(t *Transfer, _ Basis) bool { return t.Open() }},
			{"notice", "超过 {transfer_notice} 天", func(t *Transfer, b Basis) bool { return t.Open() && t.Days(b.Today) > b.Rules.TransferNotice }},
			{"late", "超过 {transfer_late} 天", func(t *Transfer, b Basis) bool { return t.Open() && t.Days(b.Today) > b.Rules.TransferLate }},
			{"over", "超过 {transfer_over} 天", func(t *Transfer, b Basis) bool { return t.Open() && t.Days(b.Today) > b.Rules.TransferOver }},
			{"done", "办完的", func(t *Transfer, _ Basis) bool { return t.Stage == codes.TransferDone }},
		},
		begin: "open",
		sheet: Sheet{Titles: []string{"转接台账", "转接登记", "转接情况"}, Vital: []string{"member", "way", "other", "stage"}, Same: [][]string{{"member", "way", "begun"}}},
	},
	fields: []Field[Transfer]{
		ref("member", "转接的团员", 10, toMember, func(t *Transfer) *value.ID { return &t.Member }).vital(),
		choice("way", "转入转出", 6, codes.TransferWays, func(t *Transfer) *string { return &t.Way }).vital(),
		line("other", "对方组织", 22, func(t *Transfer) *string { return &t.Other }).must(),
		choice("direction", "转接方向", 8, codes.TransferDirections, func(t *Transfer) *string { return &t.Direction }),
		choice("why", "转接原因", 10, codes.TransferWhys, func(t *Transfer) *string { return &t.Why }),
		choice("stage", "办到哪一步", 8, codes.TransferStages, func(t *Transfer) *string { return &t.Stage }).must(),
		day("begun", "发起日期", func(t *Transfer) *value.Date { return &t.Begun }).must(),
		day("out_branch", "转出支部同意日期", func(t *Transfer) *value.Date { return &t.OutBranch }),
		day("out_upper", "转出上级同意日期", func(t *Transfer) *value.Date { return &t.OutUpper }),
		day("in_branch", "转入支部同意日期", func(t *Transfer) *value.Date { return &t.InBranch }),
		day("in_upper", "转入上级同意日期", func(t *Transfer) *value.Date { return &t.InUpper }),
		day("ended", "办结日期", func(t *Transfer) *value.Date { return &t.Ended }),
		line("letter", "介绍信编号", 12, func(t *Transfer) *string { return &t.Letter }),
		lines("note", "备注", func(t *Transfer) *string { return &t.Note }),
	},
	derived: []Derived[Transfer]{
		{Column{Key: "days", Label: "在办天数", Width: 8, Shape: Number}, func(t *Transfer, b Basis) string {
			if n := t.Days(b.Today); n >= 0 {
				return strconv.Itoa(n)
			}
			return ""
		}},
	},
	check: func(t *Transfer, b Basis) []value.Fault {
		faults := sequence(b.Today, t.Steps())
		if !t.Open() && t.Ended == 0 {
			faults = append(faults, value.Soft(value.Missing, "办完了，请写办结日期。").On("ended"))
		}
		return faults
	},
}).ready()
