package ledger

import "tuanjian/store/value"

// An Appointment puts somebody into office where no election can be held yet, after the owner and the street were asked; it
// stays open until a valid election of the same organisation closes it (domain.md §1.4, §7 rows 39 to 41).
type Appointment struct {
	Meta      `json:"meta"`
	Branch    value.ID   `json:"branch,omitzero"`
	Posts     []value.ID `json:"posts,omitempty"`
	Day       value.Date `json:"day,omitempty"`
	Owner     string     `json:"owner_said,omitempty"` // the owner's opinion
	OwnerDay  value.Date `json:"owner_day,omitempty"`
	Street    string     `json:"street_said,omitempty"`
	StreetDay value.Date `json:"street_day,omitempty"`
	Why       string     `json:"why,omitempty"`
	Document  string     `json:"document,omitempty"`
	ElectBy   value.Date `json:"elect_by,omitempty"`
	Election  value.ID   `json:"election,omitzero"` // that closed it
	Note      string     `json:"note,omitempty"`
}

// Appointments is the table of appointments.
var Appointments = (&Table[Appointment]{
	name: "appointment", title: "任命",
	parts: parts[Appointment]{
		chapter: ChapterOrder, owner: ByCommunity | ByStreet, unit: "件", measure: "件任命",
		happened: func(a *Appointment) value.Date { return a.Day },
		told: func(a *Appointment) string {
			return said("；", a.Document, worded("理由：", a.Why), worded("约定选举：", a.ElectBy.String()))
		},
		called: func(a *Appointment, texts Texts) string {
			return said(" ", a.Day.String(), texts("branch"), "任命", a.Document)
		},
		homes: []string{"branch"}, along: []string{"branch"},
		found: foundLast, seek: []Seek{{Key: "branch", By: SeekThrough}, {Key: "document"}, {Key: "why", By: SeekAside}},
		states: []State[Appointment]{
			{"open", "等着选举", nil},
			{"late", "过了约定的选举日期", nil},
			{"closed", "已经选举", nil},
		},
		begin: "open",
		sheet: Sheet{Titles: []string{"任命待选举"}, Vital: []string{"branch", "why", "elect_by"}, Same: [][]string{{"branch", "day", "document"}}},
	},
	fields: []Field[Appointment]{
		ref("branch", "任命组织", 20, toBranch, func(a *Appointment) *value.ID { return &a.Branch }).vital(),
		refs("posts", "任命的职务", 24, toPosts, func(a *Appointment) *[]value.ID { return &a.Posts }),
		day("day", "任命日期", func(a *Appointment) *value.Date { return &a.Day }).vital(),
		line("owner_said", "企业负责人意见", 16, func(a *Appointment) *string { return &a.Owner }).must(),
		day("owner_day", "企业意见日期", func(a *Appointment) *value.Date { return &a.OwnerDay }),
		line("street_said", "街道意见", 16, func(a *Appointment) *string { return &a.Street }).must(),
		day("street_day", "街道意见日期", func(a *Appointment) *value.Date { return &a.StreetDay }),
		line("why", "任命理由", 20, func(a *Appointment) *string { return &a.Why }).must(),
		line("document", "任命文号", 14, func(a *Appointment) *string { return &a.Document }),
		day("elect_by", "约定选举日期", func(a *Appointment) *value.Date { return &a.ElectBy }).must(),
		ref("election", "后来的选举", 22, toElection, func(a *Appointment) *value.ID { return &a.Election }),
		lines("note", "备注", func(a *Appointment) *string { return &a.Note }),
	},
	check: func(a *Appointment, b Basis) []value.Fault {
		faults := sequence(b.Today, []Step{{"day", "任命", a.Day}})
		if a.ElectBy != 0 && a.Day != 0 && a.ElectBy.Last() < a.Day.First() {
			faults = append(faults, value.Soft("appointment.before", "约定选举日期早于任命日期。请核对。").On("elect_by"))
		}
		return faults
	},
}).ready()
