package ledger

import (
	"cmp"
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// A Rating is a branch's 对标定级 of a year: five items of its own judging, what the upper level made of them, and the stars
// that follow (domain.md §1.5).
type Rating struct {
	Meta      `json:"meta"`
	Branch    value.ID    `json:"branch,omitzero"`
	Year      value.Count `json:"year,omitempty"`
	Team      value.Count `json:"team,omitempty"`
	Members   value.Count `json:"members,omitempty"`
	Life      value.Count `json:"life,omitempty"`
	Order     value.Count `json:"orderly,omitempty"`
	Role      value.Count `json:"role,omitempty"`
	Reviewed  value.Count `json:"reviewed,omitempty"`
	Veto      string      `json:"veto,omitempty"`
	Secretary string      `json:"secretary,omitempty"` // who signed
	Deputy    string      `json:"deputy,omitempty"`    // the members' representative who signed
	Day       value.Date  `json:"day,omitempty"`
	Note      string      `json:"note,omitempty"`
}

// Points are the items together, and whether all are written.
func (r *Rating) Points() (sum int, all bool) {
	all = true
	for _, c := range []value.Count{r.Team, r.Members, r.Life, r.Order, r.Role} {
		n, said := c.Value()
		all = all && said
		if said {
			sum += n
		}
	}
	return sum, all
}

// Stars is the code of Stars that the points make: of the review where there was one, else of the branch's own; "" while
// neither is there, or what is there is no number of points. A veto makes it none.
func (r *Rating) Stars(rules *rulebook.Rules) string {
	points, said := r.Reviewed.Value()
	if !said && r.LooseText("reviewed") == "" {
		points, said = r.Points()
	}
	if !said || points > 100 {
		return ""
	}
	if r.Veto != "" {
		return codes.StarNone
	}
	for i, least := range rules.StarPoints {
		if points >= least {
			return []string{codes.Star5, codes.Star4, codes.Star3, codes.Star2}[i]
		}
	}
	return codes.StarNone
}

// Ratings is the table of a year's ratings.
var Ratings = (&Table[Rating]{
	name: "rating", title: "对标定级",
	parts: parts[Rating]{
		chapter: ChapterOrder, owner: ByCommunity, unit: "条", measure: "条对标定级",
		happened: func(r *Rating) value.Date { return cmp.Or(r.Day, ofYear(r.Year)) },
		told: func(r *Rating) string {
			return said("；", r.Year.String(), worded("复核 ", r.Reviewed.String()), r.Veto)
		},
		called: func(r *Rating, texts Texts) string { return said(" ", r.Year.String(), texts("branch")) },
		homes:  []string{"branch"}, along: []string{"branch"},
		seek: []Seek{{Key: "branch", By: SeekThrough}},
		states: []State[Rating]{
			{"year", "今年的", func(r *Rating, b Basis) bool { y, _ := r.Year.Value(); return y == b.Today.Year() }},
			{"open", "上级还没有核", func(r *Rating, _ Basis) bool { _, said := r.Reviewed.Value(); return !said }},
			{"weak", "后进和不予定级", func(r *Rating, b Basis) bool { s := r.Stars(b.Rules); return s == codes.Star2 || s == codes.StarNone }},
		},
		sheet: Sheet{Titles: []string{"定级自评", "自评表", "评分表"}, Vital: []string{"branch", "team", "life"}, Same: [][]string{{"branch", "year"}}},
	},
	fields: []Field[Rating]{
		ref("branch", "定级组织", 20, toBranch, func(r *Rating) *value.ID { return &r.Branch }).vital(),
		number("year", "定级年度", func(r *Rating) *value.Count { return &r.Year }).vital(),
		number("team", "班子建设得分", func(r *Rating) *value.Count { return &r.Team }),
		number("members", "团员管理得分", func(r *Rating) *value.Count { return &r.Members }),
		number("life", "组织生活得分", func(r *Rating) *value.Count { return &r.Life }),
		number("orderly", "制度落实得分", func(r *Rating) *value.Count { return &r.Order }),
		number("role", "作用发挥得分", func(r *Rating) *value.Count { return &r.Role }),
		number("reviewed", "上级复核得分", func(r *Rating) *value.Count { return &r.Reviewed }),
		line("veto", "一票否决", 14, func(r *Rating) *string { return &r.Veto }),
		line("secretary", "书记签字", 8, func(r *Rating) *string { return &r.Secretary }),
		line("deputy", "团员代表签字", 8, func(r *Rating) *string { return &r.Deputy }),
		day("day", "定级日期", func(r *Rating) *value.Date { return &r.Day }),
		lines("note", "备注", func(r *Rating) *string { return &r.Note }),
	},
	derived: []Derived[Rating]{
		{Column{Key: "points", Label: "自评总分", Width: 6, Shape: Number}, func(r *Rating, _ Basis) string {
			if sum, all := r.Points(); all {
				return strconv.Itoa(sum)
			}
			return ""
		}},
		{Column{Key: "stars", Label: "应定星级", Width: 8, Shape: Choice, Choices: codes.Stars}, func(r *Rating, b Basis) string { return codes.Stars.Label(r.Stars(b.Rules)) }},
	},
	check: func(r *Rating, b Basis) []value.Fault {
		faults := yearFaults(r.Year, b.Today)
		if sum, _ := r.Points(); sum > 100 {
			faults = append(faults, value.Soft("rating.points", "五项加起来是 "+strconv.Itoa(sum)+" 分，超过了 100 分。请核对。").On("role"))
		}
		if n, said := r.Reviewed.Value(); said && n > 100 {
			faults = append(faults, value.Soft("rating.points", "复核得分是 "+strconv.Itoa(n)+" 分，超过了 100 分。请核对。").On("reviewed"))
		}
		return faults
	},
}).ready()
