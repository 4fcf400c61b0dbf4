package report

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A fact is one figure that a sentence may ask for: how many, of which records, and what these are called.
type fact struct {
	kind  ledger.Kind
	unit  string
	dated bool   // it counts what happened in the period; any other says how things stand at its end
	ind   string // the key of the indicator that it is, "" where the report counts itself
	want  figures.Wanted
	rows  func(s *scope) (ids []value.ID, n int)
	parts map[string]func(s *scope, ids []value.ID) string // what else than its number can be asked: 名单, 单位, 占比
}

// scope is what a report asks: the records on its last day, and its period.
type scope struct {
	v           *records.View
	from, until value.Date
	known       *figures.Figures
}

// in says that something happened in the period.
func (s *scope) in(d value.Date) bool { return d != 0 && d.First() >= s.from && d.First() <= s.until }

// counts says that a record is this ledger's to count: a street counts what it received too, a community only its own.
func (s *scope) counts(r ledger.Record) bool { return s.v.Street() || !r.Head().Received() }

// listed joins names as a sentence does, and says how many there are where they are too many to be named.
func listed(names []string) string {
	var kept []string
	for _, n := range names {
		if n = strings.TrimSpace(n); n != "" && !slices.Contains(kept, n) {
			kept = append(kept, n)
		}
	}
	switch n := len(kept); {
	case n > mostNames:
		return strings.Join(kept[:mostNames], "、") + "等" + strconv.Itoa(n) + "个"
	case n == 2:
		return kept[0] + "和" + kept[1]
	}
	return strings.Join(kept, "、")
}

const mostNames = 8

// naming lists what is told of each record.
func naming[T ledger.Record](kind ledger.Kind, told func(s *scope, r T) []string) func(*scope, []value.ID) string {
	return func(s *scope, ids []value.ID) string {
		var names []string
		for _, id := range ids {
			if r, ok := s.v.Get(kind, id).(T); ok {
				names = append(names, told(s, r)...)
			}
		}
		return listed(names)
	}
}

// called lists records by what they are called.
func called(kind ledger.Kind) func(*scope, []value.ID) string {
	return naming(kind, func(s *scope, r ledger.Record) []string { return []string{s.v.Name(kind, r.Head().ID)} })
}

// group names the items of a choice that records have, in the order of the list; counted also how many have each: 学习2个、生活1个.
func group[T ledger.Record](kind ledger.Kind, list *codes.List, of func(T) string, counted bool) func(*scope, []value.ID) string {
	return func(s *scope, ids []value.ID) string {
		n := map[string]int{}
		for _, id := range ids {
			if r, ok := s.v.Get(kind, id).(T); ok {
				n[of(r)]++
			}
		}
		var words []string
		for _, item := range list.Items() {
			if n[item.Code] == 0 {
				continue
			}
			words = append(words, item.Label)
			if counted {
				words[len(words)-1] += strconv.Itoa(n[item.Code]) + "个"
			}
		}
		return strings.Join(words, "、")
	}
}

// indicator is the fact that an indicator counts.
func indicator(key string, want figures.Wanted, parts map[string]func(*scope, []value.ID) string) fact {
	n := figures.IndicatorOf(key)
	part, of := n.Kinds()
	f := fact{kind: part, unit: n.Unit, ind: key, want: want, parts: parts}
	if want == figures.WantOf {
		f.kind = of
	}
	f.rows = func(s *scope) ([]value.ID, int) {
		t := s.known.Total[key]
		return figures.Behind(s.v, figures.Whole, key, want), wanted(t, want)
	}
	return f
}

// wanted is the side of an indicator's value that is asked.
func wanted(t figures.Tally, want figures.Wanted) int {
	switch want {
	case figures.WantOf:
		return max(0, t.Of)
	case figures.WantRest:
		return max(0, t.Of) - t.Part
	}
	return t.Part
}

// share is an indicator's share in words.
func share(key string) func(*scope, []value.ID) string {
	return func(s *scope, _ []value.ID) string {
		if t := s.known.Total[key]; t.Of > 0 {
			return t.Percent()
		}
		return ""
	}
}

// counted is a fact that counts records, each as much as n says.
func counted[T ledger.Record](kind ledger.Kind, unit string, dated bool, n func(s *scope, r T) int) fact {
	return fact{kind: kind, unit: unit, dated: dated, rows: func(s *scope) (ids []value.ID, sum int) {
		for r := range records.All[T](s.v, kind) {
			if !s.counts(r) {
				continue
			}
			if k := n(s, r); k > 0 {
				ids, sum = append(ids, r.Head().ID), sum+k
			}
		}
		return ids, sum
	}}
}

// happened counts the records of what happened in the period and of which something holds.
func happened[T ledger.Record](kind ledger.Kind, unit string, on func(T) value.Date, is func(T) bool) fact {
	return counted(kind, unit, true, func(s *scope, r T) int { return one(s.in(on(r)) && (is == nil || is(r))) })
}

// stands counts the records that are so at the end of the period.
func stands[T ledger.Record](kind ledger.Kind, unit string, is func(s *scope, r T) bool) fact {
	return counted(kind, unit, false, func(s *scope, r T) int { return one(is(s, r)) })
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// allOrSome says of how many of those of another fact it holds: 均, 其中2次.
func allOrSome(whole fact) func(*scope, []value.ID) string {
	return func(s *scope, ids []value.ID) string {
		if _, n := whole.rows(s); n == len(ids) {
			return "均"
		}
		return "其中" + strconv.Itoa(len(ids)) + whole.unit
	}
}

// saying gives a fact more that can be asked of it.
func (f fact) saying(part string, told func(*scope, []value.ID) string) fact {
	if f.parts == nil {
		f.parts = map[string]func(*scope, []value.ID) string{}
	}
	f.parts[part] = told
	return f
}

// by counts a fact in the measure of its sentence.
func (f fact) by(unit string) fact { f.unit = unit; return f }

// touched are the records of another kind that those of a fact lead to, each once.
func touched[T ledger.Record](of fact, kind ledger.Kind, unit string, to func(T) []value.ID) fact {
	return fact{kind: kind, unit: unit, dated: of.dated, rows: func(s *scope) (ids []value.ID, n int) {
		seen := map[value.ID]bool{}
		from, _ := of.rows(s)
		for _, id := range from {
			r, ok := s.v.Get(of.kind, id).(T)
			if !ok {
				continue
			}
			for _, other := range to(r) {
				if !seen[other] && s.v.Get(kind, other) != nil {
					seen[other] = true
					ids = append(ids, other)
				}
			}
		}
		return ids, len(ids)
	}}
}

func metOn(m *ledger.Meeting) value.Date { return m.Day }

func ofSort(sort string) func(*ledger.Meeting) bool {
	return func(m *ledger.Meeting) bool { return m.Sort == sort }
}

func activity(m *ledger.Meeting) bool { return codes.MeetingSorts.Group(m.Sort) == "activity" }

// given counts what was handed out of an item in the period.
func given(item, unit string) fact {
	return counted(ledger.Supplies, unit, true, func(s *scope, r *ledger.Supply) int {
		n, _ := r.Quantity.Value()
		return one(r.Item == item && r.Way == codes.SupplyOut && s.in(r.Day)) * max(0, n)
	})
}

// thinks counts the enterprises whose head thinks so of the League.
func thinks(attitude string) fact {
	return stands(ledger.Enterprises, "家", func(_ *scope, e *ledger.Enterprise) bool { return e.Open() && e.Attitude == attitude })
}

// homeOf names the communities that records belong to.
func homeOf(kind ledger.Kind) func(*scope, []value.ID) string {
	return naming(kind, func(s *scope, r ledger.Record) []string {
		return []string{s.v.Name(ledger.Communities, s.v.Home(r))}
	})
}

// firmsOf names the enterprises of organisations; of one that has none, itself.
func firmsOf(s *scope, o *ledger.Branch) (names []string) {
	for _, id := range o.Enterprises {
		names = append(names, s.v.Name(ledger.Enterprises, id))
	}
	if len(names) == 0 {
		names = append(names, o.Name())
	}
	return names
}

// asked counts the sheets of the surveys of the period.
func asked(n func(s *scope, r *ledger.Survey) int) fact {
	return counted(ledger.Surveys, "份", true, func(s *scope, r *ledger.Survey) int { return one(s.in(r.From)) * n(s, r) })
}

func returned(s *scope, r *ledger.Survey) int {
	return min(r.IssuedAll(), rules.ReturnedAll(s.v, r.ID))
}
