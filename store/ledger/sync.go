package ledger

import (
	"strconv"

	"tuanjian/store/value"
)

// A Sync is one year's 四同步 of an enterprise or an organisation: that the League's work was planned, assigned, inspected and
// assessed together with the Party's (domain.md §7 rows 70 and 71, §8, 四同步).
type Sync struct {
	Meta       `json:"meta"`
	Enterprise value.ID    `json:"enterprise,omitzero"`
	Branch     value.ID    `json:"branch,omitzero"`
	Year       value.Count `json:"year,omitempty"`
	Planned    value.Date  `json:"planned,omitempty"`
	PlanDoc    string      `json:"plan_doc,omitempty"` // evidence, as the next three
	Deployed   value.Date  `json:"deployed,omitempty"`
	DeployDoc  string      `json:"deploy_doc,omitempty"`
	Inspected  value.Date  `json:"inspected,omitempty"`
	InspectDoc string      `json:"inspect_doc,omitempty"`
	Assessed   value.Date  `json:"assessed,omitempty"`
	AssessDoc  string      `json:"assess_doc,omitempty"`
	Party      string      `json:"party,omitempty"` // the Party organisation it goes with
	Score      value.Count `json:"score,omitempty"`
	Note       string      `json:"note,omitempty"`
}

// Steps are the four in their order, with their days.
func (s *Sync) Steps() []Step {
	return []Step{{"planned", "同步规划", s.Planned}, {"deployed", "同步部署", s.Deployed}, {"inspected", "同步检查", s.Inspected}, {"assessed", "同步考核", s.Assessed}}
}

// Done is how many of the four were done by a day.
func (s *Sync) Done(today value.Date) (n int) {
	for _, step := range s.Steps() {
		if step.Day != 0 && step.Day.First() <= today {
			n++
		}
	}
	return n
}

// SyncSteps is how many steps 四同步 has.
const SyncSteps = 4

// Of says that it is a year's.
func (s *Sync) Of(year int) bool { n, said := s.Year.Value(); return said && n == year }

// Syncs is the table of the years' 四同步.
var Syncs = (&Table[Sync]{
	name: "sync", title: "四同步",
	parts: parts[Sync]{
		chapter: ChapterParty, owner: ByCommunity | ByStreet, unit: "条", measure: "条四同步",
		happened: func(s *Sync) value.Date {
			if last := reached(s.Steps()).Day; last != 0 {
				return last
			}
			return ofYear(s.Year)
		},
		told: func(s *Sync) string {
			var done []string
			for _, step := range s.Steps() {
				if step.Day != 0 {
					done = append(done, step.Name+" "+step.Day.String())
				}
			}
			return said("；", append([]string{worded("年度 ", s.Year.String())}, append(done, worded("得分 ", s.Score.String()))...)...)
		},
		called: func(s *Sync, texts Texts) string {
			return said(" ", s.Year.String(), texts("enterprise"), texts("branch"))
		},
		homes: []string{"branch", "enterprise"},
		found: foundLast, seek: []Seek{{Key: "enterprise", By: SeekThrough}, {Key: "branch", By: SeekThrough}, {Key: "party", By: SeekAside}},
		states: []State[Sync]{
			{"year", "今年的", func(s *Sync, b Basis) bool { return s.Of(b.Today.Year()) }},
			{"undone", "没有做全", func(s *Sync, b Basis) bool { return s.Done(b.Today) < SyncSteps }},
			{"done", "四项都做了", func(s *Sync, b Basis) bool { return s.Done(b.Today) == SyncSteps }},
		},
		sheet: Sheet{Titles: []string{"四同步", "同步检查"}, Vital: []string{"planned", "deployed", "inspected", "assessed"}, Same: [][]string{{"year", "enterprise", "branch"}}},
	},
	fields: []Field[Sync]{
		number("year", "同步年度", func(s *Sync) *value.Count { return &s.Year }).vital(),
		ref("enterprise", "同步的企业", 20, toEnterprise, func(s *Sync) *value.ID { return &s.Enterprise }),
		ref("branch", "同步的团组织", 20, toBranch, func(s *Sync) *value.ID { return &s.Branch }),
		day("planned", "同步规划日期", func(s *Sync) *value.Date { return &s.Planned }),
		line("plan_doc", "规划依据", 14, func(s *Sync) *string { return &s.PlanDoc }),
		day("deployed", "同步部署日期", func(s *Sync) *value.Date { return &s.Deployed }),
		line("deploy_doc", "部署依据", 14, func(s *Sync) *string { return &s.DeployDoc }),
		day("inspected", "同步检查日期", func(s *Sync) *value.Date { return &s.Inspected }),
		line("inspect_doc", "检查依据", 14, func(s *Sync) *string { return &s.InspectDoc }),
		day("assessed", "同步考核日期", func(s *Sync) *value.Date { return &s.Assessed }),
		line("assess_doc", "考核依据", 14, func(s *Sync) *string { return &s.AssessDoc }),
		line("party", "所属党组织", 18, func(s *Sync) *string { return &s.Party }),
		number("score", "同步考核得分", func(s *Sync) *value.Count { return &s.Score }),
		lines("note", "备注", func(s *Sync) *string { return &s.Note }),
	},
	derived: []Derived[Sync]{
		{Column{Key: "steps", Label: "做了几项", Width: 6}, func(s *Sync, b Basis) string {
			return strconv.Itoa(s.Done(b.Today)) + "/" + strconv.Itoa(SyncSteps)
		}},
	},
	check: func(s *Sync, b Basis) []value.Fault {
		faults := append(yearFaults(s.Year, b.Today), sequence(b.Today, s.Steps())...)
		if s.Enterprise.IsZero() && s.Branch.IsZero() && s.LooseText("enterprise") == "" && s.LooseText("branch") == "" {
			faults = append(faults, value.Soft(value.Missing, "还没有写是哪家企业或哪个团组织的。").On("branch"))
		}
		if n, said := s.Score.Value(); said && n > 100 {
			faults = append(faults, value.Soft("sync.score", "考核得分是 "+strconv.Itoa(n)+" 分，超过了 100 分。请核对。").On("score"))
		}
		year, said := s.Year.Value()
		for _, step := range s.Steps() { // planned late in the year before, assessed early in the next
			if said && step.Day != 0 && (step.Day.Year() < year-1 || step.Day.Year() > year+1) {
				return append(faults, value.Soft("sync.year", step.Name+"（"+step.Day.String()+"）不在 "+strconv.Itoa(year)+" 年前后。请核对年度。").On(step.Key))
			}
		}
		return faults
	},
}).ready()
