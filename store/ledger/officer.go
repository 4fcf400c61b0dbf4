package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// An Officer is one person's place in the League committee of the street: secretary, deputy, 编制外副书记 from a unit of
// the street, or member (domain.md §1.4, §7 rows 24 and 25). The place ends by its last day, never by deletion.
type Officer struct {
	Meta     `json:"meta"`
	Title    string     `json:"name"`
	Duty     string     `json:"duty,omitempty"`
	Sort     string     `json:"sort,omitempty"`
	Unit     string     `json:"unit,omitempty"` // the unit that an 编制外副书记 comes from
	Job      string     `json:"job,omitempty"`
	Phone    string     `json:"phone,omitempty"`
	From     value.Date `json:"from,omitempty"`
	To       value.Date `json:"to,omitempty"`
	Elected  string     `json:"elected,omitempty"`
	Document string     `json:"document,omitempty"`
	EndWhy   string     `json:"end_why,omitempty"`
	Note     string     `json:"note,omitempty"`
}

// Current says that the place is held on a day.
func (o *Officer) Current(today value.Date) bool {
	return (o.From == 0 || o.From.First() <= today) && (o.To == 0 || o.To.Last() >= today)
}

// Extra says that the officer is a deputy outside the staffing quota.
func (o *Officer) Extra() bool { return o.Duty == codes.DutyDeputy && o.Sort == codes.DutyExtra }

// Officers is the table of the street committee.
var Officers = (&Table[Officer]{
	name: "officer", title: "街道团干部",
	parts: parts[Officer]{
		chapter: ChapterOrder, owner: ByStreet, unit: "人", measure: "名街道团干部",
		lasts: true, began: "from",
		name: func(o *Officer) string { return o.Title }, person: true,
		hint: func(o *Officer, _ Texts) string { return said(" ", codes.Duties.Label(o.Duty), o.Unit) },
		past: func(o *Officer, today value.Date) bool { return !o.Current(today) },
		given: func(o *Officer, today value.Date, _ func(value.ID) bool) *Officer {
			if !o.Current(today) {
				return nil
			}
			return &Officer{Title: o.Title, Duty: o.Duty, Sort: o.Sort, Unit: o.Unit, Job: o.Job, Phone: o.Phone, From: o.From, To: o.To}
		},
		found: foundFifth, seek: []Seek{{Key: "phone"}, {Key: "unit", By: SeekAside}, {Key: "duty", By: SeekAside}},
		states: []State[Officer]{
			{"now", "现任", func(o *Officer, b Basis) bool { return o.Current(b.Today) }},
			{"extra", "编制外副书记", func(o *Officer, b Basis) bool { return o.Extra() && o.Current(b.Today) }},
			{"past", "已离任", func(o *Officer, b Basis) bool { return !o.Current(b.Today) }},
		},
		begin: "now",
		sheet: Sheet{Titles: []string{"街道团干部"}, Vital: []string{"name", "duty"}, Same: [][]string{{"name", "duty", "from"}}},
	},
	fields: []Field[Officer]{
		line("name", "姓名", 10, func(o *Officer) *string { return &o.Title }).vital(),
		choice("duty", "职务", 10, codes.Duties, func(o *Officer) *string { return &o.Duty }).vital(),
		choice("sort", "干部性质", 8, codes.DutySorts, func(o *Officer) *string { return &o.Sort }).must(),
		line("unit", "来源单位", 18, func(o *Officer) *string { return &o.Unit }),
		line("job", "单位职务", 10, func(o *Officer) *string { return &o.Job }),
		line("phone", "联系电话", 13, func(o *Officer) *string { return &o.Phone }, value.ReadPhone).shaped(Phone),
		day("from", "任职日期", func(o *Officer) *value.Date { return &o.From }).must(),
		day("to", "离任日期", func(o *Officer) *value.Date { return &o.To }),
		choice("elected", "任职方式", 6, codes.Electeds, func(o *Officer) *string { return &o.Elected }),
		line("document", "任职依据", 14, func(o *Officer) *string { return &o.Document }),
		line("end_why", "离任原因", 12, func(o *Officer) *string { return &o.EndWhy }),
		lines("note", "备注", func(o *Officer) *string { return &o.Note }),
	},
	check: func(o *Officer, b Basis) []value.Fault {
		var faults []value.Fault
		if o.From != 0 && o.To != 0 && o.To.Last() < o.From.First() {
			faults = append(faults, value.Hard("post.before", "离任日期早于任职日期。请核对。").On("to"))
		}
		if o.From.First() > b.Today {
			faults = append(faults, value.Soft("date.future", "任职日期还没有到。请核对。").On("from"))
		}
		if o.Sort == codes.DutyExtra && o.Duty != codes.DutyDeputy {
			faults = append(faults, value.Soft("post.extra", "编制外只用于副书记。请核对职务和干部性质。").On("sort"))
		}
		if o.Sort == codes.DutyExtra && o.Unit == "" {
			faults = append(faults, value.Soft(value.Missing, "编制外副书记要写明来源单位。").On("unit"))
		}
		return faults
	},
}).ready()
