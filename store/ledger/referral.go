package ledger

import (
	"cmp"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Referral is how one young person was trained, recommended to an employer, or both, and what came of it (domain.md §7 rows
// 54 to 56, §8, 培训/推荐就业).
type Referral struct {
	Meta        `json:"meta"`
	Person      value.ID   `json:"person,omitzero"` // a member, or
	Youth       value.ID   `json:"youth,omitzero"`  // who is none
	Course      string     `json:"course,omitempty"`
	From        value.Date `json:"from,omitempty"`
	Until       value.Date `json:"until,omitempty"`
	Finished    string     `json:"finished,omitempty"`
	Certificate string     `json:"certificate,omitempty"`
	Employer    value.ID   `json:"employer,omitzero"`
	Job         string     `json:"job,omitempty"`
	Recommended value.Date `json:"recommended,omitempty"`
	Result      string     `json:"result,omitempty"`
	Followed    value.Date `json:"followed,omitempty"`
	Note        string     `json:"note,omitempty"`
}

// Ended is the day by which the training counts: when it ended, or else when it began.
func (r *Referral) Ended() value.Date { return cmp.Or(r.Until, r.From) }

// Hired says that the person was taken.
func (r *Referral) Hired() bool { return r.Result == codes.ReferralHired }

// FollowBy is the day by which somebody who was recommended is to be asked how it went, days after it; 0 where nobody is, or
// it was done.
func (r *Referral) FollowBy(days int) value.Date {
	if r.Recommended == 0 || r.Followed != 0 {
		return 0
	}
	return r.Recommended.Last().AddDays(days)
}

// Referrals is the table of trainings and recommendations.
var Referrals = (&Table[Referral]{
	name: "referral", title: "培训就业",
	parts: parts[Referral]{
		chapter: ChapterHelp, owner: ByCommunity | ByStreet, unit: "条", measure: "条培训就业",
		happened: func(r *Referral) value.Date { return cmp.Or(r.Recommended, r.Ended()) },
		told: func(r *Referral) string {
			course := worded("培训 ", codes.CourseSorts.Label(r.Course))
			if r.Finished == codes.Yes {
				course = said(" ", course, "已结业")
			}
			return said("；", course, worded("推荐岗位 ", r.Job), codes.ReferralResults.Label(r.Result), worded("回访 ", r.Followed.String()))
		},
		called: func(r *Referral, texts Texts) string {
			return said(" ", cmp.Or(r.Recommended, r.Ended()).String(), texts("person"), texts("youth"), codes.CourseSorts.Label(r.Course), texts("employer"))
		},
		homes: []string{"person", "youth", "employer"}, along: []string{"person", "youth"},
		found: foundLast, seek: []Seek{{Key: "person", By: SeekHolder}, {Key: "youth", By: SeekThrough}, {Key: "employer", By: SeekThrough}, {Key: "course", By: SeekAside}, {Key: "job", By: SeekAside}},
		states: []State[Referral]{
			{"training", "还没有结业", func(r *Referral, _ Basis) bool { return r.Course != "" && r.Finished == "" }},
			{"waiting", "等答复", func(r *Referral, _ Basis) bool { return r.Recommended != 0 && r.Result == "" }},
			{"hired", "已录用", func(r *Referral, _ Basis) bool { return r.Hired() }},
			{"follow", "该回访", func(r *Referral, b Basis) bool {
				by := r.FollowBy(b.Rules.ReferralDays)
				return by != 0 && by <= b.Today
			}},
		},
		sheet: Sheet{Titles: []string{"培训", "推荐就业", "技能培训"}, Vital: []string{"person", "course", "job"}, Same: [][]string{{"person", "youth", "course", "from", "recommended"}, {"youth", "course", "from", "recommended"}}},
	},
	fields: []Field[Referral]{
		ref("person", "团员", 10, toMember, func(r *Referral) *value.ID { return &r.Person }),
		ref("youth", "不是团员的青年", 10, toYouth, func(r *Referral) *value.ID { return &r.Youth }),
		choice("course", "培训课程", 10, codes.CourseSorts, func(r *Referral) *string { return &r.Course }),
		day("from", "培训开始", func(r *Referral) *value.Date { return &r.From }),
		day("until", "培训结束", func(r *Referral) *value.Date { return &r.Until }),
		choice("finished", "是否结业", 6, codes.YesNo, func(r *Referral) *string { return &r.Finished }),
		line("certificate", "证书", 14, func(r *Referral) *string { return &r.Certificate }),
		ref("employer", "推荐给哪家企业", 20, toEnterprise, func(r *Referral) *value.ID { return &r.Employer }),
		line("job", "推荐岗位", 12, func(r *Referral) *string { return &r.Job }),
		day("recommended", "推荐日期", func(r *Referral) *value.Date { return &r.Recommended }),
		choice("result", "推荐结果", 8, codes.ReferralResults, func(r *Referral) *string { return &r.Result }),
		day("followed", "回访日期", func(r *Referral) *value.Date { return &r.Followed }),
		lines("note", "备注", func(r *Referral) *string { return &r.Note }),
	},
	check: func(r *Referral, b Basis) []value.Fault {
		var faults []value.Fault
		soft := func(key, code, text string) { faults = append(faults, value.Soft(code, text).On(key)) }
		if r.Person.IsZero() && r.Youth.IsZero() && r.LooseText("person") == "" && r.LooseText("youth") == "" {
			soft("person", value.Missing, "还没有写是谁。团员选在团员里，不是团员的选在青年里。")
		}
		if r.Course == "" && r.Job == "" && r.Recommended == 0 && r.Employer.IsZero() && r.LooseText("employer") == "" {
			soft("course", value.Missing, "还没有写参加了什么培训，或推荐了什么工作。")
		}
		if r.From != 0 && r.Until != 0 && r.Until.Last() < r.From.First() {
			faults = append(faults, value.Hard("referral.before", "培训结束早于培训开始。请核对。").On("until"))
		}
		if r.Result != "" && r.Recommended == 0 {
			soft("recommended", value.Missing, "有推荐结果，还没有写哪天推荐的。")
		}
		if r.Finished == codes.Yes && r.Ended().First() > b.Today {
			soft("finished", "date.future", "培训还没有结束，就写了已结业。请核对。")
		}
		return append(faults, sequence(b.Today, []Step{{"recommended", "推荐", r.Recommended}, {"followed", "回访", r.Followed}})...)
	},
}).ready()
