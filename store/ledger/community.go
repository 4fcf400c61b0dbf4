package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Community is one community of the street: the unit that keeps a ledger and
// sends packages (domain.md §8, 社区).
type Community struct {
	Meta      `json:"meta"`
	Title     string      `json:"name"`
	Code      string      `json:"code,omitempty"` // 12 digits
	Sort      string      `json:"sort,omitempty"`
	Urban     string      `json:"urban,omitempty"`
	Chief     string      `json:"head,omitempty"` // its secretary or director
	Phone     string      `json:"phone,omitempty"`
	People    value.Count `json:"people,omitempty"`
	League    string      `json:"league,omitempty"` // whether a League committee is set up
	Street    string      `json:"street,omitempty"`
	Pilot     string      `json:"pilot,omitempty"` // the trial that it takes part in: 团组织格局创新
	PilotFrom value.Date  `json:"pilot_from,omitempty"`
	Note      string      `json:"note,omitempty"`
}

// Communities is the table of communities.
var Communities = (&Table[Community]{
	name: "community", title: "社区",
	parts: parts[Community]{
		owner: ByCommunity | ByStreet, unit: "个", measure: "个社区", place: true,
		lasts: true,
		name:  func(c *Community) string { return c.Title },
		given: func(c *Community, _ value.Date, _ func(value.ID) bool) *Community {
			return &Community{Title: c.Title, Code: c.Code, Sort: c.Sort, Urban: c.Urban, League: c.League, Street: c.Street, Pilot: c.Pilot, PilotFrom: c.PilotFrom}
		},
		found: foundFourth, seek: []Seek{{Key: "code"}},
		states: []State[Community]{{"pilot", "创新试点", func(c *Community, _ Basis) bool { return c.Pilot != "" }}},
		sheet:  Sheet{Titles: []string{"社区"}, Vital: []string{"name"}, Same: [][]string{{"name"}}},
	},
	fields: []Field[Community]{
		line("name", "社区名称", 14, func(c *Community) *string { return &c.Title }).vital(),
		line("code", "社区代码", 13, func(c *Community) *string { return &c.Code }, value.ReadRegion).must().shaped(Digits),
		choice("sort", "社区类型", 12, codes.CommunityTypes, func(c *Community) *string { return &c.Sort }).must(),
		choice("urban", "城乡分类", 10, codes.UrbanClasses, func(c *Community) *string { return &c.Urban }),
		line("street", "所属街道", 14, func(c *Community) *string { return &c.Street }),
		line("head", "书记或主任", 8, func(c *Community) *string { return &c.Chief }),
		line("phone", "联系电话", 13, func(c *Community) *string { return &c.Phone }, value.ReadPhone).shaped(Phone),
		number("people", "人口", func(c *Community) *value.Count { return &c.People }),
		choice("league", "设社区团委", 6, codes.YesNo, func(c *Community) *string { return &c.League }),
		line("pilot", "创新试点", 14, func(c *Community) *string { return &c.Pilot }),
		day("pilot_from", "试点起始", func(c *Community) *value.Date { return &c.PilotFrom }),
		lines("note", "备注", func(c *Community) *string { return &c.Note }),
	},
	check: func(c *Community, b Basis) []value.Fault {
		switch {
		case c.Pilot != "" && c.PilotFrom == 0:
			return []value.Fault{value.Soft(value.Missing, "写了试点，还要写从哪天起：前后对照要从那一天比。").On("pilot_from")}
		case c.PilotFrom.First() > b.Today:
			return []value.Fault{value.Soft("date.future", "试点起始的日期还没有到。请核对。").On("pilot_from")}
		}
		if value.VillageCode(c.Code) && c.Sort == "1" {
			return []value.Fault{value.Soft("region.village", "代码是村委会的，类型却是城区社区。村改居请选农转非。").On("sort")}
		}
		return nil
	},
}).ready()
