package jobs

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/find"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Gathering is what one form has brought a street from its communities: all surveys that asked the same questions, together and of
// each community. Of so few sheets that people could be guessed nothing is told by itself, nor what would follow by taking the
// others away from the whole.
type Gathering struct {
	Title       string
	Form        string
	Communities []SumPlace // those with the most sheets first
	Given, Back int

	surveys map[value.ID]bool
}

// A SumPlace is one community of a Gathering, the street itself for a zero ID. Few says that it is told only in the whole.
type SumPlace struct {
	ID          value.ID
	Name        string
	Given, Back int
	Few         bool
}

// SumsOf are the forms of which surveys were made, the newest survey first.
func SumsOf(b *store.Book) []*Gathering {
	v := b.Today()
	var all []*Gathering
	newest := map[*Gathering]value.Date{}
	for s := range records.All[*ledger.Survey](v, ledger.Surveys) {
		if len(s.Questions()) == 0 {
			continue
		}
		i := slices.IndexFunc(all, func(x *Gathering) bool { return x.Form == s.Form })
		if i < 0 {
			i, all = len(all), append(all, &Gathering{Form: s.Form, surveys: map[value.ID]bool{}})
		}
		x := all[i]
		if x.Title == "" || s.From > newest[x] {
			x.Title, newest[x] = s.Title, s.From
		}
		x.surveys[s.ID] = true
		given, back := s.IssuedAll(), rules.ReturnedAll(v, s.ID)
		x.Given, x.Back = x.Given+given, x.Back+back
		home := v.Home(s)
		at := slices.IndexFunc(x.Communities, func(p SumPlace) bool { return p.ID == home })
		if at < 0 {
			name := v.Name(ledger.Communities, home)
			at, x.Communities = len(x.Communities), append(x.Communities, SumPlace{ID: home, Name: cmp.Or(name, b.Profile().Name)})
		}
		x.Communities[at].Given, x.Communities[at].Back = x.Communities[at].Given+given, x.Communities[at].Back+back
	}
	for _, x := range all {
		x.guard(v.Basis().Rules.SurveyLeast)
	}
	slices.SortStableFunc(all, func(x, y *Gathering) int { return cmp.Compare(newest[y], newest[x]) })
	return all
}

// guard finds of which communities nothing may be told alone: those with fewer sheets than the rules ask, and as many of the next
// smallest as it takes that those left out are not few together.
func (x *Gathering) guard(least int) {
	slices.SortStableFunc(x.Communities, func(a, b SumPlace) int {
		return cmp.Or(cmp.Compare(b.Back, a.Back), cmp.Compare(find.SortKey(a.Name, false), find.SortKey(b.Name, false)))
	})
	hidden := 0
	for i := range slices.Backward(x.Communities) {
		p := &x.Communities[i]
		if p.Back == 0 {
			continue
		}
		if p.Back < least || hidden > 0 && hidden < least {
			p.Few, hidden = true, hidden+p.Back
		}
	}
}

// place is one of its communities.
func (x *Gathering) place(id value.ID) (SumPlace, bool) {
	i := slices.IndexFunc(x.Communities, func(p SumPlace) bool { return p.ID == id })
	if i < 0 {
		return SumPlace{}, false
	}
	return x.Communities[i], true
}

// SumTally counts the sheets of a form, of all communities or of one.
func SumTally(b *store.Book, form string, all bool, community value.ID) (*Tally, error) {
	v := b.Today()
	sums := SumsOf(b)
	i := slices.IndexFunc(sums, func(x *Gathering) bool { return x.Form == form })
	if i < 0 {
		return nil, store.Refuse("找不到这张调查表的调查。请到办事里再选一次。")
	}
	x, least := sums[i], v.Basis().Rules.SurveyLeast
	if p, known := x.place(community); !all && (!known || p.Few) {
		return nil, store.Refuse("“" + p.Name + "”收回的太少，单独数出来看得出是谁，只和别的社区合在一起看。")
	}
	if x.Back < least {
		return nil, store.Refuse("一共只收回 " + strconv.Itoa(x.Back) + " 份，不到 " + strconv.Itoa(least) + " 份，数出来看得出是谁。等多收一些再看。")
	}
	t := &Tally{Survey: &ledger.Survey{Meta: ledger.Meta{Owner: value.ID{1}}, Title: x.Title, Form: x.Form}, book: b, view: v, in: map[value.ID]map[ledger.Tick]int{}, among: x.surveys}
	t.ask()
	for r := range records.All[*ledger.Return](v, ledger.Returns) {
		if x.surveys[r.Survey] && (all || v.Home(r) == community) {
			t.add(r)
		}
	}
	slices.Sort(t.Words)
	return t, nil
}
