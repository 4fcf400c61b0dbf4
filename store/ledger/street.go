package ledger

import "tuanjian/store/value"

// A Street is the street that a ledger belongs to: in a street's own ledger there is one, its own; in a community's the
// one that the street's notice brought (domain.md §8, 街道).
type Street struct {
	Meta    `json:"meta"`
	Title   string      `json:"name"`
	Code    string      `json:"code,omitempty"`   // 9 digits
	Area    string      `json:"area,omitempty"`   // km², as it was written
	League  string      `json:"league,omitempty"` // what its League organisation is called: 团工委, 团委
	Phone   string      `json:"phone,omitempty"`
	Person  string      `json:"person,omitempty"`  // whom to call
	Cities  value.Count `json:"cities,omitempty"`  // 城区社区 there should be
	Rurals  value.Count `json:"rurals,omitempty"`  // 农转非社区 there should be
	Scaled  value.Count `json:"scaled,omitempty"`  // 规模企业 there should be
	Leagues value.Count `json:"leagues,omitempty"` // 社区团委 there should be
	Extras  value.Count `json:"extras,omitempty"`  // 编制外副书记 there should be
	Profile string      `json:"profile,omitempty"` // what kind of quarter it is: 老工业区
	Team    string      `json:"team,omitempty"`    // who finds out about the enterprises, a name with a duty a line
	Note    string      `json:"note,omitempty"`
}

// Streets is the table of streets. What there should be is what the street reports; checks hold it against what the
// ledger has (domain.md §4.10, 3+5=8; §7 rows 3, 14, 19 and 24).
var Streets = (&Table[Street]{
	name: "street", title: "街道",
	parts: parts[Street]{
		owner: ByStreet, unit: "个", measure: "个街道", place: true,
		lasts: true,
		name:  func(s *Street) string { return s.Title },
		given: func(s *Street, _ value.Date, _ func(value.ID) bool) *Street {
			out := *s
			out.Note = ""
			return &out
		},
		sheet: Sheet{Titles: []string{"街道"}, Vital: []string{"name"}, Same: [][]string{{"name"}}},
	},
	fields: []Field[Street]{
		line("name", "街道名称", 16, func(s *Street) *string { return &s.Title }).vital(),
		line("code", "街道代码", 10, func(s *Street) *string { return &s.Code }, streetCode).must().shaped(Digits),
		line("area", "面积（平方公里）", 8, func(s *Street) *string { return &s.Area }, decimal),
		line("profile", "辖区特点", 20, func(s *Street) *string { return &s.Profile }),
		line("league", "团组织名称", 12, func(s *Street) *string { return &s.League }).must(),
		line("person", "联系人", 8, func(s *Street) *string { return &s.Person }),
		line("phone", "联系电话", 13, func(s *Street) *string { return &s.Phone }, value.ReadPhone).shaped(Phone),
		number("cities", "应有城区社区", func(s *Street) *value.Count { return &s.Cities }),
		number("rurals", "应有农转非社区", func(s *Street) *value.Count { return &s.Rurals }),
		number("scaled", "规模企业（上报数）", func(s *Street) *value.Count { return &s.Scaled }),
		number("leagues", "应有社区团委", func(s *Street) *value.Count { return &s.Leagues }),
		number("extras", "应配编制外副书记", func(s *Street) *value.Count { return &s.Extras }),
		lines("team", "调研小组", func(s *Street) *string { return &s.Team }),
		lines("note", "备注", func(s *Street) *string { return &s.Note }),
	},
}).ready()

// streetCode reads the 9 digits of a street, or the 12 of its communities with 000 behind.
func streetCode(text string) (string, *value.Fault) {
	s := value.NormalIDNumber(text)
	if len(s) == 12 && s[9:] == "000" {
		s = s[:9]
	}
	switch {
	case s == "":
		return "", nil
	case len(s) != 9 || !value.AllDigits(s):
		return s, value.Soft("street.length", "街道代码应为 9 位数字，就是社区代码的前 9 位。请核对。")
	case !value.IsProvince(s[:2]):
		return s, value.Soft("region.province", "街道代码前两位 "+s[:2]+" 不是省级代码。请核对。")
	case s[6:] < "001" || s[6:] > "599":
		return s, value.Soft("region.street", "街道代码后三位 "+s[6:]+" 不是街道、镇或乡。请核对。")
	}
	return s, nil
}

// decimal keeps a number with at most one point in it; anything else stays as it was written, with a soft fault.
func decimal(text string) (string, *value.Fault) {
	s := value.Halfwidth(text)
	points := 0
	for i := range len(s) {
		switch {
		case s[i] == '.' && i > 0 && i < len(s)-1:
			points++
		case s[i] < '0' || s[i] > '9':
			points = 2
		}
	}
	if points > 1 {
		return text, value.Soft(value.Malformed, "这里只填数字，例如 4.5。请核对。")
	}
	return s, nil
}
