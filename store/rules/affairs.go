package rules

import (
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// What is decided of a member stands in a record of its own, and the member's state in his. The program never draws the one
// from the other by itself (league.md §2); where they differ it says so beside the record that was finished.

// Codes of the faults that say so.
const (
	StillHere   = "transfer.still"     // the move is done, the member is where he was
	StillNot    = "applicant.still"    // approved, and no member yet
	StillBefore = "measure.still"      // it holds, and the member's state is another
	MovesTwice  = "transfer.twice"     // another move of the same member is under way
	LetterTwice = "transfer.letter"    // the number is that of another letter
	NoMember    = "applicant.nomember" // an introducer who is no member
)

// moves are the transfers of each member.
var moves = records.Derive(func(v *records.View) map[value.ID][]*ledger.Transfer {
	all := map[value.ID][]*ledger.Transfer{}
	for t := range records.All[*ledger.Transfer](v, ledger.Transfers) {
		all[t.Member] = append(all[t.Member], t)
	}
	return all
}, ledger.Transfers)

// Moves are the transfers of a member.
func Moves(v *records.View, member value.ID) []*ledger.Transfer { return moves.Of(v)[member] }

// A letter is the number of one that an office gave out; each community of a street counts for itself.
type letter struct {
	office value.ID
	number string
}

func letterOf(t *ledger.Transfer) letter { return letter{t.Owner, t.Letter} }

// letters are the transfers of each letter.
var letters = records.Derive(func(v *records.View) map[letter][]*ledger.Transfer {
	all := map[letter][]*ledger.Transfer{}
	for t := range records.All[*ledger.Transfer](v, ledger.Transfers) {
		if t.Way == codes.TransferOut && t.Letter != "" {
			all[letterOf(t)] = append(all[letterOf(t)], t)
		}
	}
	return all
}, ledger.Transfers)

// Lettered says that another transfer of this office has the number of a letter.
func Lettered(v *records.View, number string, but value.ID) bool {
	return lettered(v, letter{number: number}, but)
}

func lettered(v *records.View, l letter, but value.ID) bool {
	for _, t := range letters.Of(v)[l] {
		if t.ID != but {
			return true
		}
	}
	return false
}

// unchanged says that nothing has happened to a member's state or branch after a day.
func unchanged(m *ledger.Member, day value.Date) bool {
	return m.StateFrom.First() <= day.Last() && m.StayFrom.First() <= day.Last()
}

// transferClashes: a move that is done and left the member where he was, a second one under way, a letter's number twice.
func transferClashes(v *records.View, t *ledger.Transfer) (faults []value.Fault) {
	m, known := v.Get(ledger.Members, t.Member).(*ledger.Member)
	if !known {
		return nil
	}
	say := func(key, code, text string, other value.ID) {
		faults = append(faults, value.Fault{Key: key, Code: code, Soft: true, Other: other, Text: text})
	}
	ended := max(t.Ended, t.Begun)
	switch {
	case t.Stage == codes.TransferDone && t.Way == codes.TransferOut && m.OnRoll() && unchanged(m, ended):
		say("member", StillHere, "转接办完了，“"+m.Title+"”还在册。请在办事里接着办完，或到团员里用 F8 转出。", m.ID)
	case t.Stage == codes.TransferDone && t.Way == codes.TransferIn && (m.State == codes.MemberMoved || m.State == codes.MemberArriving) && unchanged(m, ended):
		say("member", StillHere, "转接办完了，“"+m.Title+"”还写着"+codes.MemberStates.Label(m.State)+"。请在办事里接着办完，或到团员里用 F8 办理。", m.ID)
	case !t.Open() && t.Stage != codes.TransferDone && t.Way == codes.TransferIn && m.State == codes.MemberArriving && unchanged(m, ended):
		say("member", StillHere, "转接没有办成，“"+m.Title+"”还写着待转接。请到团员里核对团籍状态。", m.ID)
	}
	if t.Open() {
		for _, other := range Moves(v, t.Member) {
			if other.ID != t.ID && other.Open() {
				say("member", MovesTwice, "“"+m.Title+"”还有一件转接没有办完（"+other.Begun.String()+"）。请先办完或撤销那一件。", other.ID)
				break
			}
		}
	}
	if t.Way == codes.TransferOut && t.Letter != "" && lettered(v, letterOf(t), t.ID) {
		say("letter", LetterTwice, "介绍信编号“"+t.Letter+"”已经用过。请换一个号。", value.ID{})
	}
	return faults
}

// measureClashes: it holds, and the member's state is still the one of before.
func measureClashes(v *records.View, c *ledger.Measure) []value.Fault {
	m, known := v.Get(ledger.Members, c.Member).(*ledger.Member)
	state, _ := c.Leads()
	holds := c.Holds()
	if !known || state == "" || holds == 0 || holds.First() > v.Basis().Today || !m.OnRoll() || m.StateFrom.First() > holds.Last() || sameState(m.State, state) {
		return nil
	}
	if state == codes.MemberNormal && m.State != codes.MemberStopped {
		return nil
	}
	return []value.Fault{{Key: "member", Code: StillBefore, Soft: true, Other: m.ID,
		Text: codes.MeasureSorts.Label(c.Sort) + "办完了，“" + m.Title + "”的团籍状态还是" + codes.MemberStates.Label(Stated(m.State)) + "。请在办事里接着办，或到团员里用 F8 办理；确实不改就按 F2 说明原因。"}}
}

// Stated is the code of a member's state, where none is written that of a normal member.
func Stated(state string) string {
	if state == "" {
		return codes.MemberNormal
	}
	return state
}

func sameState(a, b string) bool { return Stated(a) == Stated(b) }

// introducerFaults: two members introduce, and nobody who is under 留团察看 (domain.md §1.1).
func introducerFaults(v *records.View, a *ledger.Applicant) []value.Fault {
	on := a.Met
	if on == 0 {
		on = v.Basis().Today
	}
	for _, id := range a.Introducers {
		m, known := v.Get(ledger.Members, id).(*ledger.Member)
		switch {
		case Watched(v, id, on.First()):
			return []value.Fault{{Key: "introducers", Code: "applicant.watched", Soft: true, Text: "“" + v.Name(ledger.Members, id) + "”那时正在留团察看，不能做介绍人。请换一名。"}}
		case known && !m.OnRollOn(on.First()):
			return []value.Fault{{Key: "introducers", Code: NoMember, Soft: true, Other: id, Text: "“" + m.Title + "”那时不是在册团员，不能做介绍人。请换一名。"}}
		}
	}
	return nil
}

// applicantClashes: who may introduce, and who was approved and is no member yet.
func applicantClashes(v *records.View, a *ledger.Applicant) []value.Fault {
	faults := introducerFaults(v, a)
	if a.Approved != 0 && a.Member.IsZero() {
		faults = append(faults, value.Fault{Key: "member", Code: StillNot, Soft: true, Text: "审批办完了，还没有登记成团员。请在办事里接着办“发展团员”，或在这里选上已登记的团员。"})
	}
	return faults
}

// Over are the members who have to leave the League: full of age and without a post (domain.md §1.1), and those written down as
// such, with the day on which the age was reached, 0 where it is not known. Keeps are those whom a post keeps, with the last of
// the days on which their posts end as far as it is known.
func Over(v *records.View) (leave, keeps []Aged) {
	basis := v.Basis()
	for m := range records.All[*ledger.Member](v, ledger.Members) {
		if !m.OnRoll() || m.Received() {
			continue
		}
		age, known := m.Age(basis)
		if !(known && age >= basis.Rules.AgeOut) && m.State != codes.MemberOverAge {
			continue
		}
		one := Aged{Member: m, Reached: m.Reaches(basis.Rules.AgeOut, basis.Rules)}
		posts := Offices(v).Held[m.ID]
		for _, p := range posts {
			one.Posts = append(one.Posts, codes.Duties.Label(p.Duty)+"（"+v.Name(ledger.Branches, p.Branch)+"）")
			end := p.To
			if o, ok := v.Get(ledger.Branches, p.Branch).(*ledger.Branch); ok && end == 0 {
				end = TermEnd(o, basis)
			}
			one.Until = max(one.Until, end)
		}
		if len(posts) > 0 {
			keeps = append(keeps, one)
		} else {
			leave = append(leave, one)
		}
	}
	return leave, keeps
}

// An Aged is a member who has reached the age of leaving.
type Aged struct {
	Member  *ledger.Member
	Reached value.Date
	Posts   []string   // that he holds, for people
	Until   value.Date // the day on which the last of them ends; 0 where nobody has written it
}
