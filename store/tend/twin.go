package tend

import (
	"bytes"
	"slices"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Twin is two records of this ledger that may be one: registered twice on one
// computer, or once on each of two. What a street has from two communities is a
// Double.
type Twin struct {
	Sort          rules.DoubleSort
	Kind          ledger.Kind
	First, Second value.ID // in the order of entry
	Names         [2]string
	Hints         [2]string // what tells them apart
}

// Title says for people why they may be one.
func (w Twin) Title() string {
	switch w.Sort {
	case rules.DoubleNumber:
		return "证件号码相同"
	case rules.DoublePerson:
		return "姓名相同，出生日期或手机也相同"
	case rules.DoubleCredit:
		return "信用代码相同"
	}
	return "企业名称相近"
}

const twinSetting = "twins.not" // pairs of IDs that somebody has said are two

// Twins are the records of this ledger that may be one, the surest first, without those
// of which somebody has said that they are two.
func Twins(b *store.Book) []Twin {
	v := b.Today()
	var not []string
	b.Setting(twinSetting, &not)
	seen := map[string]bool{}
	for _, pair := range not {
		seen[pair] = true
	}
	var out []Twin
	add := func(sort rules.DoubleSort, kind ledger.Kind, groups [][]ledger.Record) {
		for _, g := range groups {
			for _, r := range g[1:] {
				if pair := pairOf(g[0], r); !seen[pair] {
					seen[pair] = true
					out = append(out, Twin{Sort: sort, Kind: kind, First: g[0].Head().ID, Second: r.Head().ID,
						Names: [2]string{ledger.NameOf(g[0]), ledger.NameOf(r)}, Hints: [2]string{v.Hint(g[0]), v.Hint(r)}})
				}
			}
		}
	}
	own := func(kind ledger.Kind) []ledger.Record {
		return slices.DeleteFunc(slices.Clone(v.Of(kind)), func(r ledger.Record) bool { return r.Head().Received() })
	}
	people, units := own(ledger.Members), own(ledger.Enterprises)
	add(rules.DoubleNumber, ledger.Members, rules.Sharing(people, rules.ByID.Of))
	// Two people may have one name and one birthday: not where their numbers differ.
	born := rules.Sharing(people, func(r ledger.Record) string {
		m := r.(*ledger.Member)
		if m.Title == "" || m.BornOn().DayOfMonth() == 0 {
			return ""
		}
		return rules.PlainName(m.Title) + "\n" + m.BornOn().String()
	})
	for i, g := range born {
		born[i] = slices.DeleteFunc(g, func(r ledger.Record) bool {
			m, first := r.(*ledger.Member), g[0].(*ledger.Member)
			return m != first && m.IDNumber != "" && first.IDNumber != ""
		})
	}
	add(rules.DoublePerson, ledger.Members, born)
	add(rules.DoublePerson, ledger.Members, rules.Sharing(people, func(r ledger.Record) string {
		m := r.(*ledger.Member)
		if m.Title == "" || m.Phone == "" {
			return ""
		}
		return rules.PlainName(m.Title) + "\n" + m.Phone
	}))
	add(rules.DoubleCredit, ledger.Enterprises, rules.Sharing(units, rules.ByCredit.Of))
	add(rules.DoubleTitle, ledger.Enterprises, rules.SameUnits(units))
	return out
}

// NotTwins notes that two records are two, so that Twins does not ask again.
func NotTwins(b *store.Book, w Twin) error {
	if err := b.Allow(store.MayJoin); err != nil {
		return err
	}
	x, y := b.Today().Get(w.Kind, w.First), b.Today().Get(w.Kind, w.Second)
	if x == nil || y == nil {
		return &store.Error{Code: store.Gone, Message: "这条记录已经不在台账里了。"}
	}
	var not []string
	b.Setting(twinSetting, &not)
	return b.SetSetting(twinSetting, append(not, pairOf(x, y)))
}

// pairOf names two records, whichever comes first.
func pairOf(x, y ledger.Record) string {
	a, b := x.Head().ID, y.Head().ID
	if bytes.Compare(a[:], b[:]) > 0 {
		a, b = b, a
	}
	return a.String() + b.String()
}
