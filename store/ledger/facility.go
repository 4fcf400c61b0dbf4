package ledger

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Facility is a hall or a ground that its unit opens to the young, with its hours (domain.md §7 row 51, §8, 设施).
type Facility struct {
	Meta       `json:"meta"`
	Title      string      `json:"name"`
	Enterprise value.ID    `json:"enterprise,omitzero"` // whose it is, as the next
	Partner    value.ID    `json:"partner,omitzero"`
	Hours      string      `json:"hours,omitempty"` // see value.Week
	Free       string      `json:"free,omitempty"`
	Capacity   value.Count `json:"capacity,omitempty"`
	Contact    string      `json:"contact,omitempty"`
	Phone      string      `json:"phone,omitempty"`
	From       value.Date  `json:"from,omitempty"`
	Until      value.Date  `json:"until,omitempty"`
	Note       string      `json:"note,omitempty"`
}

// OpenOn says that the facility is open to the young at that time.
func (f *Facility) OpenOn(day value.Date) bool {
	return f.From.First() <= day && (f.Until == 0 || f.Until.Last() >= day)
}

// opens says that it is open on a day of the week, Monday being 0.
func (f *Facility) opens(day int) bool {
	w, ok := value.ParseWeek(f.Hours)
	return ok && len(w[day]) > 0
}

// mostRoom is how many people a place of an office holds at most, as far as anybody has seen.
const mostRoom = 5000

// Facilities is the table of what is open to the young.
var Facilities = (&Table[Facility]{
	name: "facility", title: "设施开放",
	parts: parts[Facility]{
		chapter: ChapterHelp, owner: ByCommunity | ByStreet, unit: "处", measure: "处开放的设施",
		lasts: true, began: "from",
		name:  func(f *Facility) string { return f.Title },
		hint:  func(f *Facility, texts Texts) string { return said(" ", texts("enterprise"), texts("partner")) },
		past:  func(f *Facility, today value.Date) bool { return f.Until != 0 && f.Until.Last() < today },
		homes: []string{"enterprise", "partner"},
		found: foundNinth, seek: []Seek{{Key: "enterprise", By: SeekThrough}, {Key: "partner", By: SeekThrough}, {Key: "contact", By: SeekBoss}, {Key: "phone"}},
		states: []State[Facility]{
			{"open", "正在开放", func(f *Facility, b Basis) bool { return f.OpenOn(b.Today) }},
			{"saturday", "周六开放", func(f *Facility, b Basis) bool { return f.OpenOn(b.Today) && f.opens(5) }},
			{"sunday", "周日开放", func(f *Facility, b Basis) bool { return f.OpenOn(b.Today) && f.opens(6) }},
			{"free", "免费的", func(f *Facility, b Basis) bool { return f.Free == codes.Yes && f.OpenOn(b.Today) }},
			{"ended", "已到期", func(f *Facility, b Basis) bool { return f.Until != 0 && f.Until.Last() < b.Today }},
		},
		sheet: Sheet{Titles: []string{"设施", "开放场地"}, Vital: []string{"name", "hours"}, Same: [][]string{{"name", "enterprise", "partner"}}},
	},
	fields: []Field[Facility]{
		line("name", "设施名称", 16, func(f *Facility) *string { return &f.Title }).vital(),
		ref("enterprise", "哪家企业的", 20, toEnterprise, func(f *Facility) *value.ID { return &f.Enterprise }),
		ref("partner", "哪个伙伴单位的", 16, toPartner, func(f *Facility) *value.ID { return &f.Partner }),
		line("hours", "开放时间", 26, func(f *Facility) *string { return &f.Hours }, value.ReadWeek).must(),
		choice("free", "是否免费", 6, codes.YesNo, func(f *Facility) *string { return &f.Free }),
		number("capacity", "可容人数", func(f *Facility) *value.Count { return &f.Capacity }),
		line("contact", "场地联系人", 8, func(f *Facility) *string { return &f.Contact }),
		line("phone", "联系电话", 13, func(f *Facility) *string { return &f.Phone }, value.ReadPhone).shaped(Phone),
		day("from", "开放起始", func(f *Facility) *value.Date { return &f.From }),
		day("until", "开放截止", func(f *Facility) *value.Date { return &f.Until }),
		lines("note", "备注", func(f *Facility) *string { return &f.Note }),
	},
	check: func(f *Facility, _ Basis) []value.Fault {
		var faults []value.Fault
		if f.Enterprise.IsZero() && f.Partner.IsZero() && f.LooseText("enterprise") == "" && f.LooseText("partner") == "" {
			faults = append(faults, value.Soft(value.Missing, "还没有写是哪家企业或哪个伙伴单位的。").On("enterprise"))
		}
		if n, _ := f.Capacity.Value(); n > mostRoom {
			faults = append(faults, value.Soft("facility.capacity", "可容 "+strconv.Itoa(n)+" 人，不像一处场地。请核对；确实有这么大就按 F2 说明。").On("capacity"))
		}
		if f.From != 0 && f.Until != 0 && f.Until.Last() < f.From.First() {
			faults = append(faults, value.Hard("facility.before", "开放截止早于开放起始。请核对。").On("until"))
		}
		return faults
	},
}).ready()
