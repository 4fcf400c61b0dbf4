package rules

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// streetClashes hold what a street reports against what its ledger has: the communities by type, the enterprises above
// scale, the committee (domain.md §4.10, 3+5=8; §7 rows 3, 14, 19, 24 and 25). A number that the street has not written
// is not asked for.
func streetClashes(v *records.View, s *ledger.Street) []value.Fault {
	if s.Received() || !v.Street() {
		return nil
	}
	for other := range records.All[*ledger.Street](v, ledger.Streets) {
		if s.Rev == 0 && other.ID != s.ID && !other.Received() {
			return []value.Fault{{Key: "name", Code: "street.two", Other: other.ID, Text: "这个台账是“" + other.Title + "”的，一个街道台账只有一个街道。请改那一条的名称。"}}
		}
	}
	has := musterOf(v)
	var faults []value.Fault
	hold := func(key, code string, should value.Count, is int, text string) {
		if n, said := should.Value(); said && n != is {
			faults = append(faults, value.Fault{Key: key, Code: code, Soft: true, Text: text + "应有 " + strconv.Itoa(n) + "，台账里有 " + strconv.Itoa(is) + "。请核对。"})
		}
	}
	hold("cities", "street.cities", s.Cities, has.cities, "城区社区")
	hold("rurals", "street.rurals", s.Rurals, has.rurals, "农转非社区")
	if cities, one := s.Cities.Value(); one {
		if rurals, two := s.Rurals.Value(); two && cities+rurals != has.communities {
			faults = append(faults, value.Fault{Key: "rurals", Code: "street.communities", Soft: true,
				Text: "社区应有 " + strconv.Itoa(cities) + "+" + strconv.Itoa(rurals) + "=" + strconv.Itoa(cities+rurals) + " 个，台账里有 " + strconv.Itoa(has.communities) + " 个。请核对社区类型。"})
		}
	}
	hold("scaled", "street.scaled", s.Scaled, has.scaled, "规模企业")
	hold("leagues", "street.leagues", s.Leagues, has.leagues, "社区团委")
	hold("extras", "street.extras", s.Extras, has.extras, "编制外副书记")
	switch {
	case has.officers > 0 && has.secretaries == 0:
		faults = append(faults, value.Fault{Code: "secretary.none", Soft: true, Text: "街道班子没有现任书记。请在街道团干部里登记。"})
	case has.secretaries > 1:
		faults = append(faults, value.Fault{Code: "secretary.two", Soft: true, Text: "街道班子的现任书记有 " + strconv.Itoa(has.secretaries) + " 人。请给已离任的填离任日期。"})
	}
	return faults
}

// A muster counts what streetClashes ask.
type muster struct {
	communities, cities, rurals, scaled, leagues int
	officers, secretaries, extras                int
}

// Codes of ledger.CommunityTypes that a street counts.
const (
	CityCommunity  = "1"
	ruralCommunity = "2"
)

func musterOf(v *records.View) (m muster) {
	basis := v.Basis()
	for c := range records.All[*ledger.Community](v, ledger.Communities) {
		m.communities++
		switch c.Sort {
		case CityCommunity:
			m.cities++
		case ruralCommunity:
			m.rurals++
		}
		if c.League == codes.Yes {
			m.leagues++
		}
	}
	for e := range records.All[*ledger.Enterprise](v, ledger.Enterprises) {
		if e.Open() && e.AboveScale == codes.Yes {
			m.scaled++
		}
	}
	for o := range records.All[*ledger.Officer](v, ledger.Officers) {
		if !o.Current(basis.Today) {
			continue
		}
		m.officers++
		if o.Duty == codes.DutySecretary {
			m.secretaries++
		}
		if o.Extra() {
			m.extras++
		}
	}
	return m
}

// officerClashes: one current secretary, no more 编制外副书记 of one unit than the rules
// allow, nobody entered twice (domain.md §7 rows 24 and 25).
func officerClashes(v *records.View, o *ledger.Officer) []value.Fault {
	basis := v.Basis()
	if o.Received() || !o.Current(basis.Today) {
		return nil
	}
	var faults []value.Fault
	unit := PlainName(o.Unit)
	same, other := 0, value.ID{}
	for p := range records.All[*ledger.Officer](v, ledger.Officers) {
		if p.ID == o.ID || !p.Current(basis.Today) {
			continue
		}
		if p.Duty == codes.DutySecretary && o.Duty == codes.DutySecretary {
			faults = append(faults, value.Fault{Key: "duty", Code: "secretary.two", Soft: true, Other: p.ID,
				Text: "“" + p.Title + "”还是现任书记。请先给他填离任日期。"})
		}
		if p.Title == o.Title && p.Duty == o.Duty {
			faults = append(faults, value.Fault{Key: "name", Code: "post.twice", Soft: true, Other: p.ID, Text: "这个人的这项职务已经登记过。请核对。"})
		}
		if o.Extra() && p.Extra() && unit != "" && PlainName(p.Unit) == unit {
			same, other = same+1, p.ID
		}
	}
	if most := basis.Rules.ExtraPerUnit; same >= most {
		faults = append(faults, value.Fault{Key: "unit", Code: "extra.unit", Soft: true, Other: other,
			Text: "这个单位已经有 " + strconv.Itoa(same) + " 名编制外副书记（“" + v.Name(ledger.Officers, other) + "”），一个单位配 " + strconv.Itoa(most) + " 名。请核对。"})
	}
	return faults
}
