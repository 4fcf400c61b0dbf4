package rules

import (
	"cmp"
	"slices"
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

// standing are the candidates of each election.
var standing = records.Derive(func(v *records.View) map[value.ID][]*ledger.Candidate {
	all := map[value.ID][]*ledger.Candidate{}
	for c := range records.All[*ledger.Candidate](v, ledger.Candidates) {
		all[c.Election] = append(all[c.Election], c)
	}
	return all
}, ledger.Candidates)

// watches are the measures of 留团察看 of each member.
var watches = records.Derive(func(v *records.View) map[value.ID][]*ledger.Measure {
	all := map[value.ID][]*ledger.Measure{}
	for m := range records.All[*ledger.Measure](v, ledger.Measures) {
		if m.Sort == codes.MeasureWatch {
			all[m.Member] = append(all[m.Member], m)
		}
	}
	return all
}, ledger.Measures)

// Watched says that a member is under 留团察看 on a day (domain.md §1.1).
func Watched(v *records.View, member value.ID, on value.Date) bool {
	return slices.ContainsFunc(watches.Of(v)[member], func(m *ledger.Measure) bool { return m.Watched(on) })
}

// Barred says why somebody may not stand in an election on a day, "" where he may: under 留团察看, and who has left by then; a
// Party member may be sent (domain.md §1.4).
func Barred(v *records.View, person value.ID, on value.Date) string {
	m, known := v.Get(ledger.Members, person).(*ledger.Member)
	switch {
	case Watched(v, person, on):
		return "正在留团察看，没有被选举权"
	case !known || m.OnRoll():
		return ""
	case m.LosesPosts() && (m.StateFrom == 0 || m.StateFrom.First() <= on):
		return "已" + codes.MemberStates.Label(m.State) + "，不再是团员，没有被选举权"
	case codes.MemberStates.Group(m.State) != codes.OffRoll && !m.InParty():
		return "不是团员，没有被选举权"
	}
	return ""
}

// Voters are the members of an organisation who may vote on a day: those on its roll, but for who is under 留团察看 and whose
// membership is stopped (domain.md §1.4).
func Voters(v *records.View, branch value.ID, on value.Date) (all []*ledger.Member) {
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if m.Branch == branch && m.OnRoll() && m.State != codes.MemberStopped && !Watched(v, m.ID, on.First()) {
			all = append(all, m)
		}
	}
	return all
}

// heldOn is the day by which an election is judged: its own, or today where it was not held yet.
func heldOn(v *records.View, e *ledger.Election) value.Date {
	if e.Day == 0 {
		return v.Basis().Today
	}
	return e.Day.First()
}

// voiding are the faults of which one makes a whole election void.
var voiding = map[string]bool{ledger.QuorumMissed: true, ledger.BallotsOver: true, ledger.BallotsUneven: true, ledger.PresentOver: true, ledger.TooFew: true}

// Valid says whether an election counts, and where it does not why. Numbers that nobody has written are not held against it;
// one that was not held yet does not count (domain.md §1.4).
func Valid(v *records.View, e *ledger.Election) (bool, []value.Fault) {
	basis := v.Basis()
	why := slices.DeleteFunc(slices.Concat(e.Ballots(basis.Rules), margin(v, e)), func(f value.Fault) bool { return !voiding[f.Code] })
	_, counted := e.Present.Value()
	return len(why) == 0 && counted && e.Day != 0 && e.Day.First() <= basis.Today, why
}

// Void says that an election was held and does not count: nothing is reported of it, and nobody waits for its reply.
func Void(v *records.View, e *ledger.Election) bool {
	_, why := Valid(v, e)
	return len(why) > 0
}

// CandidatesFor is how many candidates so many seats of a committee need at least (league.md §4: 3 → 4, 5 → 6, 7 → 9, 9 → 11).
func CandidatesFor(seats int, r *rulebook.Rules) int {
	return (seats*(100+r.ElectionMargin) + 99) / 100
}

// margin asks a committee's election for more candidates than seats (domain.md §1.4). Single posts are mostly elected with
// as many candidates as there are seats.
func margin(v *records.View, e *ledger.Election) []value.Fault {
	r := v.Basis().Rules
	seats, said := e.Seats.Value()
	people := map[value.ID]bool{}
	for _, c := range standing.Of(v)[e.ID] {
		people[c.Person] = true
	}
	n := len(people)
	if !said || seats < r.CommitteeMin || n == 0 || n >= CandidatesFor(seats, r) {
		return nil
	}
	return []value.Fault{{Key: "seats", Code: ledger.TooFew, Soft: true,
		Text: "选 " + strconv.Itoa(seats) + " 人，候选人至少要 " + strconv.Itoa(CandidatesFor(seats, r)) + " 名，现在只有 " + strconv.Itoa(n) + " 名。"}}
}

// Elected are those who won an election: with more than the rules' share of those present, or by the rules of those due; no more than
// there are seats, nobody who may not stand or of whom more votes are written than were valid, and where the last seat is a tie
// nobody has it. What was ruled otherwise with a reason holds.
func Elected(v *records.View, e *ledger.Election) map[value.ID]bool {
	won := map[value.ID]bool{}
	r := v.Basis().Rules
	all := standing.Of(v)[e.ID]
	if ok, _ := Valid(v, e); ok {
		base, _ := e.Present.Value()
		if r.ElectedOfDue {
			base, _ = e.Due.Value()
		}
		enough := slices.DeleteFunc(slices.Clone(all), func(c *ledger.Candidate) bool {
			return !r.ElectionShare.Exceeded(votesOf(c), base) || overcast(c, e) || Barred(v, c.Person, heldOn(v, e)) != ""
		})
		slices.SortStableFunc(enough, func(a, b *ledger.Candidate) int { return cmp.Compare(votesOf(b), votesOf(a)) })
		seats, said := e.Seats.Value()
		if said && len(enough) > seats {
			last := votesOf(enough[max(0, seats-1)])
			tied := votesOf(enough[seats]) == last
			enough = slices.DeleteFunc(enough[:seats], func(c *ledger.Candidate) bool { return tied && votesOf(c) == last })
		}
		for _, c := range enough {
			won[c.ID] = true
		}
	}
	for _, c := range all {
		if c.Ruled != "" {
			won[c.ID] = c.Ruled == codes.Yes
		}
	}
	return won
}

func votesOf(c *ledger.Candidate) int {
	n, _ := c.For.Value()
	return max(0, n)
}

// overcast says that more votes are written of a candidate than were valid.
func overcast(c *ledger.Candidate, e *ledger.Election) bool {
	valid, said := e.Valid.Value()
	return said && cast(c) > valid
}

// cast is how many votes are written of a candidate, for him, against him and abstained.
func cast(c *ledger.Candidate) (sum int) {
	for _, n := range []value.Count{c.For, c.Against, c.Abstained} {
		some, _ := n.Value()
		sum += max(0, some)
	}
	return sum
}

// CandidateText is how a candidate fared: 当选, 落选, or "" while nobody can tell.
func CandidateText(v *records.View, c *ledger.Candidate) string {
	e, ok := v.Get(ledger.Elections, c.Election).(*ledger.Election)
	if !ok || c.For == 0 && c.Ruled == "" {
		return ""
	}
	if Elected(v, e)[c.ID] {
		return "当选"
	}
	return "落选"
}

// electionClashes: too few candidates.
func electionClashes(v *records.View, e *ledger.Election) []value.Fault { return margin(v, e) }

// candidateClashes: who may not stand, who stands twice, and more votes than there were voters.
func candidateClashes(v *records.View, c *ledger.Candidate) []value.Fault {
	e, ok := v.Get(ledger.Elections, c.Election).(*ledger.Election)
	if !ok {
		return nil
	}
	var faults []value.Fault
	if why := Barred(v, c.Person, heldOn(v, e)); why != "" {
		code := "candidate.gone"
		if Watched(v, c.Person, heldOn(v, e)) {
			code = "candidate.watched"
		}
		faults = append(faults, value.Fault{Key: "person", Code: code, Soft: true, Text: "“" + v.Name(ledger.Members, c.Person) + "”那时" + why + "，不算当选。请换一名候选人。"})
	}
	for _, other := range standing.Of(v)[c.Election] {
		if other.ID != c.ID && other.Person == c.Person {
			faults = append(faults, value.Fault{Key: "person", Code: value.Twice, Soft: true, Other: other.ID, Text: "这个人已经登记过是这次选举的候选人（" + codes.Duties.Label(other.Duty) + "）。一次选举里一个人只登记一次。"})
		}
	}
	if valid, _ := e.Valid.Value(); overcast(c, e) {
		faults = append(faults, value.Fault{Key: "for", Code: "candidate.votes", Soft: true, Text: "赞成、反对、弃权一共 " + strconv.Itoa(cast(c)) + " 票，有效票只有 " + strconv.Itoa(valid) + " 张，核对以前不算当选。"})
	}
	return faults
}

// ClosedBy is the valid election that closed an appointment: of the same organisation and dated after it; nil while it is
// open. An invalid one closes nothing (domain.md §1.4).
func ClosedBy(v *records.View, a *ledger.Appointment) *ledger.Election {
	for e := range records.All[*ledger.Election](v, ledger.Elections) {
		if e.Branch == a.Branch && e.Day.First() > a.Day.Last() {
			if ok, _ := Valid(v, e); ok {
				return e
			}
		}
	}
	return nil
}

func appointmentLate(v *records.View, a *ledger.Appointment) bool {
	return a.ElectBy != 0 && a.ElectBy.Last() < v.Basis().Today && ClosedBy(v, a) == nil
}

// appointmentClashes: the day is over by which an election was promised, and an election that closes nothing.
func appointmentClashes(v *records.View, a *ledger.Appointment) []value.Fault {
	var faults []value.Fault
	if e, ok := v.Get(ledger.Elections, a.Election).(*ledger.Election); ok {
		if valid, _ := Valid(v, e); !valid || e.Branch != a.Branch || e.Day.First() <= a.Day.Last() {
			faults = append(faults, value.Fault{Key: "election", Code: "appointment.invalid", Soft: true, Other: e.ID, Text: "这次选举无效，或者不是任命以后本组织的选举，不能算任命后的选举。"})
		}
	}
	if appointmentLate(v, a) {
		faults = append(faults, value.Fault{Key: "elect_by", Code: "appointment.late", Soft: true, Text: "约定 " + a.ElectBy.String() + " 以前选举，到现在还没有有效的选举。请组织选举，或改约定的日期。"})
	}
	return faults
}
