package rules

import (
	"cmp"
	"hash/maphash"
	"maps"
	"slices"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Double is a person or an enterprise that two communities have both, as far as anybody can tell who sees only what
// is written.
type Double struct {
	Sort  DoubleSort
	Sides []DoubleSide // two or more, of at least two communities
}

// A DoubleSide is one of the records.
type DoubleSide struct {
	Kind      ledger.Kind
	Record    ledger.Record
	Of        value.ID // the community
	Community string   // its name
}

// DoubleSort says by what two records are one.
type DoubleSort string

// The sorts of doubles, the surest first.
const (
	DoubleNumber DoubleSort = "idno"   // the same ID number
	DoublePerson DoubleSort = "person" // the same name, day of birth and telephone
	DoubleCredit DoubleSort = "credit" // the same credit code
	DoubleTitle  DoubleSort = "unit"   // names that may be one enterprise's, with no two credit codes against it
)

// Title says for people what is double.
func (d Double) Title() string {
	switch d.Sort {
	case DoubleNumber:
		return "同一个人（证件号码相同）"
	case DoublePerson:
		return "可能是同一个人（姓名、出生日期、手机相同）"
	case DoubleCredit:
		return "同一家企业（信用代码相同）"
	}
	return "可能是同一家企业（名称相近）"
}

// Weak says that chance may explain it too.
func (d Double) Weak() bool { return d.Sort == DoublePerson || d.Sort == DoubleTitle }

// DoublesAmong are the people and the enterprises that two communities have both, the surest first.
func DoublesAmong(v *records.View, people, units []ledger.Record) []Double {
	var out []Double
	sure := map[[2]value.ID]bool{} // pairs that are doubles already
	add := func(sort DoubleSort, kind ledger.Kind, groups [][]ledger.Record) {
		for _, g := range groups {
			d := Double{Sort: sort}
			places := map[value.ID]bool{}
			for _, x := range g {
				of := v.Home(x)
				places[of] = true
				d.Sides = append(d.Sides, DoubleSide{kind, x, of, v.Name(ledger.Communities, of)})
			}
			known := 0
			for _, x := range g[1:] {
				pair := [2]value.ID{g[0].Head().ID, x.Head().ID}
				if sure[pair] {
					known++
				}
				sure[pair] = true
			}
			if len(places) > 1 && known < len(g)-1 {
				out = append(out, d)
			}
		}
	}
	add(DoubleNumber, ledger.Members, Sharing(people, func(r ledger.Record) string { return ByID.Of(r) }))
	add(DoublePerson, ledger.Members, Sharing(people, func(r ledger.Record) string {
		m := r.(*ledger.Member)
		if m.Title == "" || m.Phone == "" || m.BornOn().DayOfMonth() == 0 {
			return ""
		}
		return PlainName(m.Title) + "\n" + m.BornOn().String() + "\n" + m.Phone
	}))
	add(DoubleCredit, ledger.Enterprises, Sharing(units, func(r ledger.Record) string { return ByCredit.Of(r) }))
	add(DoubleTitle, ledger.Enterprises, SameUnits(units))
	return out
}

// Sharing gathers the records that have one text in common, in one pass; "" is nobody's.
func Sharing(records []ledger.Record, text func(ledger.Record) string) [][]ledger.Record {
	seed := maphash.MakeSeed()
	first, more := make(map[uint64]int32, len(records)), map[uint64][]int32{}
	var order []uint64
	for i, r := range records {
		t := text(r)
		if t == "" {
			continue
		}
		h := maphash.String(seed, t)
		at, seen := first[h]
		if !seen {
			first[h] = int32(i)
			continue
		}
		if more[h] == nil {
			more[h] = []int32{at}
			order = append(order, h)
		}
		more[h] = append(more[h], int32(i))
	}
	var out [][]ledger.Record
	for _, h := range order {
		same := map[string][]ledger.Record{} // two texts may have one hash
		for _, i := range more[h] {
			same[text(records[i])] = append(same[text(records[i])], records[i])
		}
		for _, t := range slices.Sorted(maps.Keys(same)) {
			if len(same[t]) > 1 {
				out = append(out, same[t])
			}
		}
	}
	return out
}

// SameUnits gathers the enterprises whose names may be one's (unitNames), in one pass. Two different credit codes are
// two enterprises.
func SameUnits(units []ledger.Record) [][]ledger.Record {
	whole := make(map[string][]int, len(units))
	names := make([][]string, len(units))
	for i, r := range units {
		if names[i] = unitNames(r.(*ledger.Enterprise).Title); len(names[i]) > 0 {
			whole[names[i][0]] = append(whole[names[i][0]], i)
		}
	}
	groups := map[string]map[int]bool{} // by the whole name that the others come down to
	for i := range units {
		for _, n := range names[i] {
			if same := whole[n]; len(same) > 1 || len(same) == 1 && same[0] != i {
				if groups[n] == nil {
					groups[n] = map[int]bool{}
					for _, j := range same {
						groups[n][j] = true
					}
				}
				groups[n][i] = true
			}
		}
	}
	var out [][]ledger.Record
	for _, n := range slices.Sorted(maps.Keys(groups)) {
		var g []ledger.Record
		codes := map[string]bool{}
		for _, i := range slices.Sorted(maps.Keys(groups[n])) {
			if code := units[i].(*ledger.Enterprise).Credit; code != "" {
				codes[strings.ToUpper(code)] = true
			}
			g = append(g, units[i])
		}
		if len(g) > 1 && len(codes) < 2 {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(x, y []ledger.Record) int { return cmp.Compare(x[0].Head().Order, y[0].Head().Order) })
	return out
}
