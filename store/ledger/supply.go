package ledger

import (
	"tuanjian/store/codes"
	"tuanjian/store/value"
)

// A Supply is one movement of what the League gives: flags, booklets, badges, members' cards (domain.md §7 row 43, §8,
// 物资发放). Stock is what came in less what went out.
type Supply struct {
	Meta     `json:"meta"`
	Item     string      `json:"item,omitempty"`
	Way      string      `json:"way,omitempty"`
	Quantity value.Count `json:"quantity,omitempty"`
	Day      value.Date  `json:"day,omitempty"`
	Branch   value.ID    `json:"branch,omitzero"`
	Person   value.ID    `json:"person,omitzero"`
	Signed   string      `json:"signed,omitempty"`
	Note     string      `json:"note,omitempty"`
}

// Supplies is the table of movements.
var Supplies = (&Table[Supply]{
	name: "supply", title: "物资收发",
	parts: parts[Supply]{
		chapter: ChapterOrder, owner: ByCommunity | ByStreet, unit: "笔", measure: "笔物资收发",
		happened: func(s *Supply) value.Date { return s.Day },
		told: func(s *Supply) string {
			return said("；", codes.SupplyWays.Label(s.Way)+codes.SupplyItems.Label(s.Item), s.Quantity.String(), worded("签收：", s.Signed))
		},
		called: func(s *Supply, texts Texts) string {
			return said(" ", s.Day.String(), codes.SupplyWays.Label(s.Way), codes.SupplyItems.Label(s.Item), s.Quantity.String(), texts("branch"), texts("person"))
		},
		homes: []string{"branch", "person"},
		found: foundLast, seek: []Seek{{Key: "way", By: SeekAside}, {Key: "item", By: SeekAside}, {Key: "branch", By: SeekThrough}, {Key: "person", By: SeekHolder}, {Key: "signed", By: SeekBoss}},
		states: []State[Supply]{
			{"out", "发放", func(s *Supply, _ Basis) bool { return s.Way == codes.SupplyOut }},
			{"in", "入库", func(s *Supply, _ Basis) bool { return s.Way == codes.SupplyIn }},
			{"unsigned", "没有签收", func(s *Supply, _ Basis) bool { return s.Way == codes.SupplyOut && s.Signed == "" }},
		},
		sheet: Sheet{Titles: []string{"物资", "团旗", "签收"}, Vital: []string{"item", "quantity"}, Same: [][]string{{"day", "way", "item", "quantity", "branch", "person"}}},
	},
	fields: []Field[Supply]{
		day("day", "收发日期", func(s *Supply) *value.Date { return &s.Day }).must(),
		choice("item", "物资名称", 8, codes.SupplyItems, func(s *Supply) *string { return &s.Item }).vital(),
		choice("way", "收发", 6, codes.SupplyWays, func(s *Supply) *string { return &s.Way }).vital(),
		number("quantity", "数量", func(s *Supply) *value.Count { return &s.Quantity }).vital(),
		ref("branch", "领用组织", 20, toBranch, func(s *Supply) *value.ID { return &s.Branch }),
		ref("person", "领用人", 8, toMember, func(s *Supply) *value.ID { return &s.Person }),
		line("signed", "签收人", 8, func(s *Supply) *string { return &s.Signed }),
		lines("note", "备注", func(s *Supply) *string { return &s.Note }),
	},
	check: func(s *Supply, b Basis) []value.Fault {
		var faults []value.Fault
		if n, said := s.Quantity.Value(); said && n == 0 {
			faults = append(faults, value.Soft("supply.none", "数量是 0。请写收发了多少。").On("quantity"))
		}
		if s.Day.First() > b.Today {
			faults = append(faults, value.Soft("date.future", "收发日期还没有到。请核对。").On("day"))
		}
		if s.Way == codes.SupplyOut && s.Branch.IsZero() && s.Person.IsZero() && s.LooseText("branch") == "" && s.LooseText("person") == "" {
			faults = append(faults, value.Soft(value.Missing, "还没有写发给了哪个团组织或哪个人。").On("branch"))
		}
		return faults
	},
}).ready()
