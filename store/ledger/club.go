package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Club is a society of the young by trade, interest or service, where a branch cannot be set up yet (domain.md §7 rows 74 to
// 76, §8, 青年社团).
type Club struct {
	Meta      `json:"meta"`
	Title     string      `json:"name"`
	Sort      string      `json:"sort,omitempty"`
	Community value.ID    `json:"community,omitzero"`
	Zone      string      `json:"zone,omitempty"`
	Leader    string      `json:"leader,omitempty"`
	Phone     string      `json:"phone,omitempty"`
	Members   []value.ID  `json:"members,omitempty"`
	Others    value.Count `json:"others,omitempty"` // who belong to it and are no members of the League
	Founded   value.Date  `json:"founded,omitempty"`
	Note      string      `json:"note,omitempty"`
}

// Size is how many belong to the club.
func (c *Club) Size() int {
	others, _ := c.Others.Value()
	return len(c.Members) + max(0, others)
}

// Clubs is the table of the societies of the young.
var Clubs = (&Table[Club]{
	name: "club", title: "青年社团",
	parts: parts[Club]{
		chapter: ChapterDeeds, owner: ByCommunity | ByStreet, unit: "个", measure: "个青年社团",
		lasts: true, began: "founded",
		name:  func(c *Club) string { return c.Title },
		hint:  func(c *Club, _ Texts) string { return said(" ", codes.ClubSorts.Label(c.Sort), c.Zone) },
		homes: []string{"community"},
		found: foundTenth, seek: []Seek{{Key: "leader", By: SeekBoss}, {Key: "phone"}, {Key: "zone", By: SeekAside}, {Key: "members", By: SeekThrough}},
		states: []State[Club]{
			{"trade", "行业的", func(c *Club, _ Basis) bool { return c.Sort == codes.ClubTrade }},
			{"interest", "兴趣的", func(c *Club, _ Basis) bool { return c.Sort == codes.ClubInterest }},
			{"service", "服务的", func(c *Club, _ Basis) bool { return c.Sort == codes.ClubService }},
		},
		sheet: Sheet{Titles: []string{"青年社团", "社团"}, Vital: []string{"name", "leader"}, Same: [][]string{{"name"}}},
	},
	fields: []Field[Club]{
		line("name", "社团名称", 18, func(c *Club) *string { return &c.Title }).vital(),
		choice("sort", "社团种类", 8, codes.ClubSorts, func(c *Club) *string { return &c.Sort }).must(),
		ref("community", "所在社区", 10, toCommunity, func(c *Club) *value.ID { return &c.Community }),
		line("zone", "活动片区", 12, func(c *Club) *string { return &c.Zone }),
		line("leader", "社团负责人", 8, func(c *Club) *string { return &c.Leader }).must(),
		line("phone", "联系电话", 13, func(c *Club) *string { return &c.Phone }, value.ReadPhone).shaped(Phone),
		refs("members", "社团里的团员", 24, toMembers, func(c *Club) *[]value.ID { return &c.Members }),
		number("others", "其他人数", func(c *Club) *value.Count { return &c.Others }),
		day("founded", "社团成立日期", func(c *Club) *value.Date { return &c.Founded }),
		lines("note", "备注", func(c *Club) *string { return &c.Note }),
	},
	check: func(c *Club, b Basis) []value.Fault {
		if c.Founded.First() > b.Today {
			return []value.Fault{value.Soft("date.future", "社团成立日期还没有到。请核对。").On("founded")}
		}
		return nil
	},
}).ready()
