package rules

import (
	"strconv"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/value"
)

func branchClashes(v *records.View, o *ledger.Branch) []value.Fault {
	basis := v.Basis()
	var faults []value.Fault
	add := func(key, code, text string) {
		faults = append(faults, value.Fault{Key: key, Code: code, Soft: true, Text: text})
	}
	if Cycle(v, o) {
		faults = append(faults, value.Fault{Key: "superior", Code: "superior.cycle", Text: "上级组织绕成了圈（它又归本组织管），或者一级套一级太深。请另选上级。"})
	}
	if o.ID.IsZero() || !o.Live() {
		return faults
	}
	n, r := Roll(v).Branch[o.ID], basis.Rules
	officers := Offices(v).Officers[o.ID]
	if o.Type == codes.BranchCell && o.State != codes.BranchPlanned {
		switch {
		case o.Small(n, r):
			add("state", "branch.small", "只有 "+strconv.Itoa(n)+" 名团员，不足 "+strconv.Itoa(r.BranchMin)+" 人。请与邻近企业联合建立。")
		case n > r.BranchMax:
			add("state", "branch.large", "有 "+strconv.Itoa(n)+" 名团员，超过 "+strconv.Itoa(r.BranchMax)+" 人。"+dividing(n, r))
		}
	}
	committeeFaults(v, o, officers, n, r, add)
	if officers.Secretaries > 1 {
		add("", "secretary.two", "现任书记有 "+strconv.Itoa(officers.Secretaries)+" 人。请给已离任的填离任日期。")
	}
	if o.Type != codes.BranchCell && o.Type != "" && o.Type != codes.BranchOrgan && !Covers(v).Above[o.ID] {
		add("", "branch.hollow", "下面没有团支部，是空心的"+codes.BranchTypes.Label(o.Type)+"。")
	}
	if closed := closedFirms(v, o); closed > 0 && closed == len(o.Enterprises) && o.Sort == codes.SortJoint {
		add("enterprises", "joint.closed", "覆盖的 "+strconv.Itoa(closed)+" 家企业都已停业、注销或迁出。请撤销或并入别的支部，并转接团员；还在的企业请改经营状态。")
	}
	return faults
}

// dividing says what may be done about a branch with so many members.
func dividing(n int, r *rulebook.Rules) string {
	switch advised(n, r) {
	case codes.BranchLeague:
		return "请报上级同意、分设支部，或报批改设团委（" + strconv.Itoa(r.CommitteeLevelFrom) + " 人以上可设）。"
	case codes.BranchGeneral:
		return "请报上级同意、分设支部，或报批改设团总支（" + strconv.Itoa(r.GeneralFrom) + " 人以上可设）。"
	}
	return "请报上级同意或分设支部。"
}

// advised is the type of organisation that so many members of one unit may have (domain.md §1.3, §7 row 21); "" where they are too
// few for one of their own.
func advised(n int, r *rulebook.Rules) string {
	switch {
	case n < r.BranchMin:
		return ""
	case n < r.GeneralFrom:
		return codes.BranchCell
	case n < r.CommitteeLevelFrom:
		return codes.BranchGeneral
	}
	return codes.BranchLeague
}

// Advice is what organisation an open enterprise should have, in words, "" where nothing is known of members.
func Advice(v *records.View, e *ledger.Enterprise) string {
	said, _ := e.Members.Value()
	n := max(Roll(v).Unit[e.ID], said)
	switch kind := advised(n, v.Basis().Rules); {
	case !e.Open() || n == 0:
		return ""
	case kind == "":
		return codes.BranchSorts.Label(codes.SortJoint) + codes.BranchTypes.Label(codes.BranchCell)
	default:
		return codes.BranchTypes.Label(kind)
	}
}

// committeeFaults: a secretary, and a committee of the size that the organisation's type has (domain.md §1.3).
func committeeFaults(v *records.View, o *ledger.Branch, officers officers, n int, r *rulebook.Rules, add func(key, code, text string)) {
	if o.State == codes.BranchPlanned || o.Type == "" || o.Type == codes.BranchOrgan {
		return
	}
	least, most := officers.size(o, n, r)
	fits := officers.Fits(o, n, r)
	what, those := "支部委员会", strconv.Itoa(least)+" 人以上的支部委员会"
	switch {
	case o.Type == codes.BranchGeneral:
		what, those = "总支委员会", strconv.Itoa(least)+" 至 "+strconv.Itoa(most)+" 人的总支委员会"
	case o.Type == codes.BranchLeague && officers.standing:
		what, those = "委员会", strconv.Itoa(least)+" 至 "+strconv.Itoa(most)+" 人的委员会（设常委的）"
	case o.Type == codes.BranchLeague:
		what, those = "委员会", strconv.Itoa(least)+" 至 "+strconv.Itoa(most)+" 人的委员会（不设常委的）"
	}
	if officers.Secretaries == 0 {
		add("", "secretary.none", "没有现任书记。请在任职里登记。")
	}
	switch {
	case fits < 0 && officers.Secretaries == 0: // a secretary first
	case fits < 0 && o.Type == codes.BranchCell && n >= r.CommitteeFrom:
		add("", "committee.small", "有 "+strconv.Itoa(n)+" 名团员，应设 "+those+"，现有 "+strconv.Itoa(officers.seats)+" 人。")
	case fits < 0 && o.Type != codes.BranchCell:
		add("", "committee.small", "应设 "+those+"，现有 "+strconv.Itoa(officers.seats)+" 人。")
	case fits > 0:
		add("", "committee.large", what+"有 "+strconv.Itoa(officers.seats)+" 人，超过 "+strconv.Itoa(most)+" 人。请核对。")
	}
}

// closed is how many of the enterprises that an organisation covers do no business any more.
func closedFirms(v *records.View, o *ledger.Branch) (n int) {
	for _, id := range o.Enterprises {
		if e, ok := v.Get(ledger.Enterprises, id).(*ledger.Enterprise); ok && !e.Open() {
			n++
		}
	}
	return n
}

// Cycle says that following the superiors of o leads back to o, or never to an end.
func Cycle(v *records.View, o *ledger.Branch) bool { return Circles(o, superiorOf(v)) }

// Ring says that it leads back to o, and not only into a circle of others above it.
func Ring(v *records.View, o *ledger.Branch) bool {
	back, _ := climb(o, superiorOf(v))
	return back
}

func superiorOf(v *records.View) func(value.ID) (value.ID, bool) {
	return func(id value.ID) (value.ID, bool) {
		up, kept := v.Get(ledger.Branches, id).(*ledger.Branch)
		if !kept {
			return value.ID{}, false
		}
		return up.Superior, true
	}
}

// Circles is Cycle where above tells the superior of each.
func Circles(o *ledger.Branch, above func(value.ID) (superior value.ID, kept bool)) bool {
	back, ends := climb(o, above)
	return back || !ends
}

// climb follows the superiors of o until it is back, or at the end.
func climb(o *ledger.Branch, above func(value.ID) (superior value.ID, kept bool)) (back, ends bool) {
	at := o.Superior
	for range mostAbove {
		if at.IsZero() {
			return false, true
		}
		if at == o.ID {
			return true, false
		}
		up, kept := above(at)
		if !kept {
			return false, true
		}
		at = up
	}
	return false, false
}

// mostAbove is how many organisations may stand above each other: the League has six
// levels, and whoever follows a chain of all that a file names goes the square of it.
const mostAbove = 100
