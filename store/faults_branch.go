package store

import (
	"tuanjian/store/ledger"
	"tuanjian/store/records"
)

func branchClashes(v *records.View, o *ledger.Branch) []ledger.Fault {
	basis := v.Basis()
	var faults []ledger.Fault
	add := func(key, code, text string) {
		faults = append(faults, ledger.Fault{Key: key, Code: code, Soft: true, Text: text})
	}
	if Cycle(v, o) {
		faults = append(faults, ledger.Fault{Key: "superior", Code: "superior.cycle", Text: "上级组织绕成了圈（它又归本组织管），或者一级套一级太深。请另选上级。"})
	}
	if o.ID.IsZero() || !o.Live() {
		return faults
	}
	n, r := Roll(v).branch[o.ID], basis.Rules
	officers := Offices(v).officers[o.ID]
	if o.Type == ledger.BranchCell && o.State != ledger.BranchPlanned {
		switch {
		case o.Small(n, r):
			add("state", "branch.small", "只有 "+itoa(n)+" 名团员，不足 "+itoa(r.BranchMin)+" 人。请与邻近企业联合建立。")
		case n > r.BranchMax:
			add("state", "branch.large", "有 "+itoa(n)+" 名团员，超过 "+itoa(r.BranchMax)+" 人。"+dividing(n, r))
		}
	}
	committeeFaults(v, o, officers, n, r, add)
	if officers.secretaries > 1 {
		add("", "secretary.two", "现任书记有 "+itoa(officers.secretaries)+" 人。请给已离任的填离任日期。")
	}
	if o.Type != ledger.BranchCell && o.Type != "" && o.Type != ledger.BranchOrgan && !Covers(v).above[o.ID] {
		add("", "branch.hollow", "下面没有团支部，是空心的"+ledger.BranchTypes.Label(o.Type)+"。")
	}
	if closed := closedFirms(v, o); closed > 0 && closed == len(o.Enterprises) && o.Sort == ledger.SortJoint {
		add("enterprises", "joint.closed", "覆盖的 "+itoa(closed)+" 家企业都已停业、注销或迁出。请撤销或并入别的支部，并转接团员；还在的企业请改经营状态。")
	}
	return faults
}

// dividing says what may be done about a branch with so many members.
func dividing(n int, r *ledger.Rules) string {
	switch advised(n, r) {
	case ledger.BranchLeague:
		return "请报上级同意、分设支部，或报批改设团委（" + itoa(r.CommitteeLevelFrom) + " 人以上可设）。"
	case ledger.BranchGeneral:
		return "请报上级同意、分设支部，或报批改设团总支（" + itoa(r.GeneralFrom) + " 人以上可设）。"
	}
	return "请报上级同意或分设支部。"
}

// advised is the type of organisation that so many members of one unit may have (domain.md §1.3, §7 row 21); "" where they are too
// few for one of their own.
func advised(n int, r *ledger.Rules) string {
	switch {
	case n < r.BranchMin:
		return ""
	case n < r.GeneralFrom:
		return ledger.BranchCell
	case n < r.CommitteeLevelFrom:
		return ledger.BranchGeneral
	}
	return ledger.BranchLeague
}

// advice is what organisation an open enterprise should have, in words, "" where nothing is known of members.
func advice(v *records.View, e *ledger.Enterprise) string {
	said, _ := e.Members.Value()
	n := max(Roll(v).unit[e.ID], said)
	switch kind := advised(n, v.Basis().Rules); {
	case !e.Open() || n == 0:
		return ""
	case kind == "":
		return ledger.BranchSorts.Label(ledger.SortJoint) + ledger.BranchTypes.Label(ledger.BranchCell)
	default:
		return ledger.BranchTypes.Label(kind)
	}
}

// committeeFaults: a secretary, and a committee of the size that the organisation's type has (domain.md §1.3).
func committeeFaults(v *records.View, o *ledger.Branch, officers officers, n int, r *ledger.Rules, add func(key, code, text string)) {
	if o.State == ledger.BranchPlanned || o.Type == "" || o.Type == ledger.BranchOrgan {
		return
	}
	least, most := officers.size(o, n, r)
	fits := officers.fits(o, n, r)
	what, those := "支部委员会", itoa(least)+" 人以上的支部委员会"
	switch {
	case o.Type == ledger.BranchGeneral:
		what, those = "总支委员会", itoa(least)+" 至 "+itoa(most)+" 人的总支委员会"
	case o.Type == ledger.BranchLeague && officers.standing:
		what, those = "委员会", itoa(least)+" 至 "+itoa(most)+" 人的委员会（设常委的）"
	case o.Type == ledger.BranchLeague:
		what, those = "委员会", itoa(least)+" 至 "+itoa(most)+" 人的委员会（不设常委的）"
	}
	switch {
	case officers.secretaries == 0:
		add("", "secretary.none", "没有现任书记。请在任职里登记。")
	case fits < 0 && o.Type == ledger.BranchCell && n >= r.CommitteeFrom:
		add("", "committee.small", "有 "+itoa(n)+" 名团员，应设 "+those+"，现有 "+itoa(officers.seats)+" 人。")
	case fits < 0 && o.Type != ledger.BranchCell:
		add("", "committee.small", "应设 "+those+"，现有 "+itoa(officers.seats)+" 人。")
	case fits > 0:
		add("", "committee.large", what+"有 "+itoa(officers.seats)+" 人，超过 "+itoa(most)+" 人。请核对。")
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

// cycle says that following the superiors of o leads back to o.
func Cycle(v *records.View, o *ledger.Branch) bool {
	at := o.Superior
	for range mostAbove {
		if at.IsZero() {
			return false
		}
		if at == o.ID {
			return true
		}
		up, ok := v.Get(ledger.Branches, at).(*ledger.Branch)
		if !ok {
			return false
		}
		at = up.Superior
	}
	return true
}
