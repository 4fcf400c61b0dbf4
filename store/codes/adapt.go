package codes

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tuanjian/store/value"
)

// An Adapted is what an office has made of a code list for its people: other words for entries, entries that are no longer
// offered, another order. Codes and what they mean stay: records, packages and rules speak of them.
type Adapted struct {
	Labels  map[string]string `json:"labels,omitempty"`  // by code
	Retired []string          `json:"retired,omitempty"` // codes that are shown and counted, and not offered
	Order   []string          `json:"order,omitempty"`   // codes that come first, in this order
}

// Empty says that the list is as the program and the street have it.
func (a Adapted) Empty() bool { return len(a.Labels) == 0 && len(a.Retired) == 0 && len(a.Order) == 0 }

// Clone is a copy that shares nothing.
func (a Adapted) Clone() Adapted {
	return Adapted{Labels: maps.Clone(a.Labels), Retired: slices.Clone(a.Retired), Order: slices.Clone(a.Order)}
}

// Same says that both make the same of a list.
func (a Adapted) Same(b Adapted) bool {
	return maps.Equal(a.Labels, b.Labels) && slices.Equal(a.Retired, b.Retired) && slices.Equal(a.Order, b.Order)
}

// fixed are the lists that nobody adapts, with the reason for people.
var fixed = map[*List]string{
	YesNo: "只有是和否两个答案。", Sexes: "是国家标准 GB/T 2261.1 的代码，和身份证号码对得上。",
	SizeClasses: "是统计上大中小微的四类，由规则推算。", SizeIndustries: "是划型办法里的行业，每个行业在规则里有一行数。",
	ParcelSorts: parcelsOwn, ParcelStates: parcelsOwn, SignerStates: parcelsOwn, MatterSorts: parcelsOwn, MatterStates: parcelsOwn,
}

const parcelsOwn = "是程序收发上报包时自己写的，不由人填。"

// closed are the lists that take no entry, with the reason for people: the program must know of each how it counts.
var closed = map[*List]string{
	MemberStates: "每一项在册还是不在册，程序要知道，团员数按它算。", BranchTypes: "程序按类型算任期、班子人数和支部数，新的一项不知道怎么算。",
	Businesses: "除了第一项“正常”都算不在营，新加一项会把还在营的企业漏掉。", DuesSorts: "每一项交多少团费，程序要按规则算。",
	Drifts: "程序按它数流入、流出的人。", Stars: "各星级的占比分开统计，新的一级没有地方数。",
}

// Fixed says that nobody adapts a list: its entries are the program's own.
func (l *List) Fixed() bool { return fixed[l] != "" }

// Closed says that a list takes no entry.
func (l *List) Closed() bool { return l.Fixed() || closed[l] != "" }

// Why says for people why a list is fixed or closed, and what can be done all the same; "" for one that takes entries.
func (l *List) Why() string {
	loose := func(i Item) bool { return !l.Relied(i.Code) }
	switch {
	case l.Fixed():
		return "不能改：" + fixed[l]
	case !l.Closed():
		return ""
	case slices.ContainsFunc(l.Items(), loose):
		return "不能加：" + closed[l] + "可以改名；规则没有用到的可以停用。"
	}
	return "不能加、不能停用：" + closed[l] + "可以改名。"
}

// Relied says that rules speak of a code, so that it may be called otherwise but not retired.
func (l *List) Relied(code string) bool { return slices.Contains(relied[l], code) }

// relied are the codes that rules speak of (see the constants of lists.go).
var relied = map[*List][]string{
	Nations: {NationHan}, Businesses: {BusinessOpen, BusinessGone}, Foundings: {FoundingUnknown, FoundingUnfit, FoundingFostered, FoundingDue, FoundingPrepared, FoundingBuilt, FoundingFirm}, VisitSorts: {VisitSurvey, VisitAgain, VisitFirm},
	Grades: {ClassA, ClassB, ClassC}, PartyOrgs: {PartyOrgNone}, ReferralResults: {ReferralHired}, ClubSorts: {ClubTrade, ClubInterest, ClubService},
	BranchTypes: {BranchOrgan, BranchLeague, BranchWorking, BranchGeneral, BranchCell}, BranchSorts: {SortSingle, SortJoint, SortDrifting, SortTemporary, SortCommunity},
	BranchStates: {BranchPlanned, BranchNormal, BranchAppointed, BranchDissolved}, Electeds: {ByElection, ByAppointment}, Duties: {DutySecretary, DutyDeputy, DutyStanding, DutyAlternate, DutyStaff}, DutySorts: {DutyExtra},
	IDTypes:      {IDResident, IDPermit, IDReturn, IDPassport, IDOther},
	MemberStates: {MemberNormal, MemberStopped, MemberArriving, MemberOverAge, MemberLeft, MemberDetached, MemberWithdrew, MemberExpelled, MemberMoved, MemberDied, MemberNot},
	Standings:    {StandingParty, StandingPartyOn, StandingLeague, StandingMasses}, Contacts: {ContactLost, ContactSearching}, DuesSorts: {DuesByWage, DuesStudents, DuesFarmers, DuesPoor, DuesVolunteer}, Drifts: {DriftNone, DriftIn, DriftOut, DriftYes},
}

// Offered are the lines of the list that a person may choose.
func (l *List) Offered() []Item {
	e := l.now()
	if len(e.retired) == 0 {
		return e.items
	}
	return slices.DeleteFunc(slices.Clone(e.items), func(i Item) bool { return e.retired[i.Code] })
}

// Retired says that a code is no longer offered.
func (l *List) Retired(code string) bool { return l.now().retired[code] }

// came is the list as the program and the street have it.
func (l *List) came() *entries {
	if e := l.plain.Load(); e != nil {
		return e
	}
	return &none
}

// Plain is the word for a code that every office understands, whatever this one calls it: it travels. A value that is no
// code is its own word.
func (l *List) Plain(value string) string {
	e := l.came()
	if i, ok := e.words[value]; ok && e.items[i].Code == value {
		return e.items[i].Label
	}
	return value
}

// Fits says that a list can be adapted so: codes that it has, words that mean nothing else in it, nothing that rules speak
// of retired, and something left to choose.
func (l *List) Fits(a Adapted) bool {
	e := l.came()
	fitting := l.fitting(e, a)
	return fitting.Same(a) && !e.empties(fitting)
}

// Fitting is as much of what another office has made of a list as fits it once it has more entries, and whether that leaves
// anything to choose. A program newer or older than ours has codes that we do not know.
func (l *List) Fitting(a Adapted, more []Item) (fitting Adapted, leaves bool) {
	e, _ := l.came().with(more)
	fitting = l.fitting(e, a)
	return fitting, !e.empties(fitting)
}

// fitting is what fits e of a: no code twice, and of two codes with one word the first by code.
func (l *List) fitting(e *entries, a Adapted) (out Adapted) {
	if l.Fixed() {
		return Adapted{}
	}
	has := func(code string) bool { i, ok := e.words[code]; return ok && e.items[i].Code == code }
	means := map[string]bool{}
	for _, code := range slices.Sorted(maps.Keys(a.Labels)) {
		label := a.Labels[code]
		word := Fold(label)
		at, known := e.words[word]
		if !has(code) || word == "" || len(label) > longestLabel || label != value.OneLine(label) || known && e.items[at].Code != code || means[word] {
			continue
		}
		if out.Labels == nil {
			out.Labels = map[string]string{}
		}
		out.Labels[code], means[word] = label, true
	}
	once := func(codes []string, fits func(code string) bool) (out []string) {
		seen := map[string]bool{}
		for _, code := range codes {
			if !seen[code] && fits(code) {
				out = append(out, code)
			}
			seen[code] = true
		}
		return out
	}
	out.Retired = once(a.Retired, func(code string) bool { return has(code) && !l.Relied(code) })
	out.Order = once(a.Order, has)
	return out
}

// empties says that nothing of e would be offered any more.
func (e *entries) empties(a Adapted) bool { return len(e.items) > 0 && len(a.Retired) == len(e.items) }

var adapting sync.Mutex

// Adapt makes of all lists what an office has made of them, in the place of what was made before; a list that is not named
// is as it came. What does not fit a list is left out. The lists are the whole program's: see the Book that speaks.
func Adapt(all map[string]Adapted) {
	adapting.Lock()
	defer adapting.Unlock()
	for name, l := range lists {
		a := all[name]
		if !l.Fits(a) {
			a = Adapted{}
		}
		learning.Lock()
		if !a.Same(l.adapted) {
			l.adapted = a
			l.has.Store(l.came().as(a))
		}
		learning.Unlock()
	}
}

// as is e as an office has it.
func (e *entries) as(a Adapted) *entries {
	if a.Empty() {
		return e
	}
	places := make(map[string]int, len(a.Order))
	for i, code := range a.Order {
		places[code] = i
	}
	place := func(code string) int {
		if i, said := places[code]; said {
			return i
		}
		return len(a.Order)
	}
	out := &entries{items: slices.Clone(e.items), words: make(map[string]int, len(e.words)), aliases: e.aliases, retired: map[string]bool{}}
	slices.SortStableFunc(out.items, func(x, y Item) int { return place(x.Code) - place(y.Code) })
	at := make(map[string]int, len(out.items))
	for i := range out.items {
		at[out.items[i].Code] = i
		if label := a.Labels[out.items[i].Code]; label != "" {
			out.items[i].Label = label
		}
	}
	for word, i := range e.words { // the words of before are understood still
		out.words[word] = at[e.items[i].Code]
	}
	for code, label := range a.Labels {
		out.words[Fold(label)] = at[code]
	}
	for _, code := range a.Retired {
		out.retired[code] = true
	}
	return out
}

// NextCode is a code for an entry that an office adds: one that no list of the program has, in the letter of whose it is.
func (l *List) NextCode(letter string) string {
	e := l.came()
	for n := 1; ; n++ {
		code := letter + strconv.Itoa(n)
		if _, used := e.words[code]; !used {
			return code
		}
	}
}

// Lists are the code lists by name. The caller does not change them.
func Lists() []*List {
	all := make([]*List, 0, len(lists))
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		all = append(all, lists[name])
	}
	return all
}

// ListNamed is the code list of a name, or nil.
func ListNamed(name string) *List { return lists[name] }

// What a code and a label may have at most, in bytes.
const (
	longestCode  = 20
	longestLabel = 90
)

// Missing are those of items that the list does not have and could take: a code and a
// label that mean nothing in it yet. What is there is never given another meaning.
func (l *List) Missing(items []Item) []Item {
	_, added := l.now().with(items)
	return added
}

var learning sync.Mutex

// Learn takes the Missing of items into the list, behind what is there, and answers
// them. The list is the whole program's; an entry more harms no other ledger.
func (l *List) Learn(items []Item) []Item {
	learning.Lock()
	defer learning.Unlock()
	_, added := l.now().with(items)
	if more, _ := l.came().with(added); len(added) > 0 {
		l.plain.Store(more)
		l.has.Store(more.as(l.adapted))
	}
	return added
}

// with is e and those of items that it can take.
func (e *entries) with(items []Item) (more *entries, added []Item) {
	more = &entries{items: slices.Clone(e.items), words: maps.Clone(e.words), aliases: e.aliases, retired: e.retired}
	if more.words == nil {
		more.words = map[string]int{}
	}
	for _, item := range items {
		word := Fold(item.Label)
		_, code := more.words[item.Code]
		_, label := more.words[word]
		if code || label || !plainCode(item.Code) || word == "" || len(item.Label) > longestLabel || item.Label != value.OneLine(item.Label) {
			continue
		}
		more.words[item.Code], more.words[word] = len(more.items), len(more.items)
		more.items, added = append(more.items, item), append(added, item)
	}
	return more, added
}

func plainCode(code string) bool {
	return code != "" && len(code) <= longestCode && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
