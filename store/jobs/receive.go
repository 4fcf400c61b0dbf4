package jobs

import (
	"slices"
	"strings"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Reception is a member who comes from another organisation (domain.md §1.7): somebody new, or one who is here as 转出. The
// transfer and the member, with his branch from the day on, are one intent.
type Reception struct {
	Member   *ledger.Member   // as he is written down; somebody new has no ID
	Transfer *ledger.Transfer // a draft

	book *store.Book
	view *records.View
}

// ReceptionKeys are what is asked of the member and of the transfer.
var ReceptionKeys = [2][]string{
	{"name", "idno", "branch", "stay_from", "joined", "devno", "standing", "phone", "nation", "unit"},
	{"other", "direction", "why", "letter", "begun", "in_branch", "in_upper", "ended"},
}

// ReceiveMember begins with somebody who is here and no longer on the roll, or with nobody yet for the zero ID.
func ReceiveMember(b *store.Book, member value.ID) (*Reception, error) {
	v := b.Today()
	today := v.Basis().Today
	r := &Reception{book: b, view: v, Member: &ledger.Member{}, Transfer: &ledger.Transfer{Way: codes.TransferIn, Why: "1", Begun: today, Ended: today}}
	if member.IsZero() {
		return r, nil
	}
	m, ok := v.Get(ledger.Members, member).(*ledger.Member)
	switch {
	case !ok:
		return nil, store.Refuse("找不到这个人。请到团员里再选一个。")
	case !Returns(m):
		return nil, store.Refuse("“" + m.Title + "”" + codes.MemberStates.Label(rules.Stated(m.State)) + "，不用再接收。换支部请到团员里用 F8 办“转到别的支部”。")
	}
	r.Member = m
	return r, nil
}

// Returns says that somebody can be received who is in the ledger already: he was sent away.
func Returns(m *ledger.Member) bool { return m.State == codes.MemberMoved }

// Draft is the member as the form begins: in the branch from today.
func (r *Reception) Draft() *ledger.Member {
	m := ledger.Members.Clone(r.Member).(*ledger.Member)
	m.StayFrom = r.view.Basis().Today
	if m.Standing == "" {
		m.Standing = codes.StandingLeague
	}
	if o, ok := r.view.Get(ledger.Branches, m.Branch).(*ledger.Branch); ok && !o.Live() {
		m.Branch = value.ID{}
	}
	return m
}

// Known is the member of this ledger whom a draft means, by the ID number or by the name of one who was sent away; nil for none.
func (r *Reception) Known(d *ledger.Member) *ledger.Member {
	if m, ok := rules.Other(r.view, rules.ByID, rules.WholeID(d.IDNumber), d.ID).(*ledger.Member); ok {
		return m
	}
	if d.IDNumber == "" && d.ID.IsZero() {
		for m := range records.All[*ledger.Member](r.view, ledger.Members) {
			if m.Title == strings.TrimSpace(d.Title) && Returns(m) {
				return m
			}
		}
	}
	return nil
}

// Wants are what the rules ask of who comes.
func (r *Reception) Wants() []Want {
	return []Want{{Told: true, Text: "每个团员编入一个团支部，同一天只在一个支部", Source: "转接办法"}, {Told: true, Text: "凭介绍信或系统里的转接申请；对方转出、本方接收都同意才算办完", Source: "转接办法"}}
}

// joined is a draft of the member with what follows from the transfer.
func (r *Reception) joined(d *ledger.Member, t *ledger.Transfer) *ledger.Member {
	m := ledger.Members.Clone(d).(*ledger.Member)
	doc := letterOf(t)
	m.StayWhy, m.StayDoc = "转入", doc
	m.State, m.StateFrom, m.StateWhy, m.StateDoc = codes.MemberNormal, m.StayFrom, "", doc
	if t.Ended == 0 {
		m.State, m.StateFrom = codes.MemberArriving, t.Begun
	}
	if was := r.Member; !was.ID.IsZero() && was.Branch == m.Branch && was.StayFrom != m.StayFrom { // the same branch again: the stay before ended when he left
		m.Stays = append(m.Stays[:len(m.Stays):len(m.Stays)],
			ledger.Spell{State: was.Branch.String(), From: was.StayFrom, Until: was.StateFrom, Reason: was.StayWhy, Document: was.StayDoc})
	}
	return m
}

// settled is a draft of the transfer with its stage.
func (r *Reception) settled(t *ledger.Transfer) *ledger.Transfer {
	m := Move{book: r.book, view: r.view, Transfer: t}
	return m.settled(t)
}

// MemberFaults are what forbids a draft of the member.
func (r *Reception) MemberFaults(d *ledger.Member) []value.Fault {
	faults := slices.DeleteFunc(rules.Hard(r.view, ledger.Members, d), func(f value.Fault) bool { return f.Code == value.Missing })
	o, ok := r.view.Get(ledger.Branches, d.Branch).(*ledger.Branch)
	switch {
	case !ok:
	case o.Type != "" && o.Type != codes.BranchCell:
		faults = append(faults, value.Fault{Key: "branch", Code: "branch.level", Text: "团员要编在团支部里，“" + o.Name() + "”是" + codes.BranchTypes.Label(o.Type) + "。请选它下面的团支部。"})
	case !o.Live():
		faults = append(faults, value.Fault{Key: "branch", Code: "branch.dissolved", Text: "“" + o.Name() + "”已撤销。请选别的团支部。"})
	}
	switch was := r.Member; {
	case d.StayFrom.First() > r.view.Basis().Today:
		faults = append(faults, value.Fault{Key: "stay_from", Code: "date.future", Text: "转入日期还没有到。请核对。"})
	case !was.ID.IsZero() && was.StateFrom != 0 && d.StayFrom != 0 && d.StayFrom.Last() < was.StateFrom.First():
		faults = append(faults, value.Fault{Key: "stay_from", Code: "stay.overlap", Text: "转入日期早于上次转出的日期 " + was.StateFrom.String() + "，那几天他还在原来的支部。请核对。"})
	}
	return faults
}

// MemberLacks are the fields of the member without which he cannot be received.
func (r *Reception) MemberLacks(d *ledger.Member) (faults []value.Fault) {
	if strings.TrimSpace(d.Title) == "" {
		faults = append(faults, lacks("name", "请写转来的人的姓名。"))
	}
	if d.Branch.IsZero() {
		faults = append(faults, lacks("branch", "请选编入的团支部。团员总要编在一个团支部里。"))
	}
	if d.StayFrom == 0 {
		faults = append(faults, lacks("stay_from", "请写从哪一天起编入。"))
	}
	return faults
}

// TransferFaults are what forbids a draft of the transfer.
func (r *Reception) TransferFaults(t *ledger.Transfer) []value.Fault {
	return forbids(r.view, ledger.Transfers, r.settled(t), ReceptionKeys[1], "ended", rules.StillHere)
}

// Save saves the member and the transfer in one intent and answers who he is.
func (r *Reception) Save(d *ledger.Member, t *ledger.Transfer) (value.ID, error) {
	faults := append(r.MemberLacks(d), r.MemberFaults(d)...)
	if strings.TrimSpace(t.Other) == "" {
		faults = append(faults, lacks("other", "请写从哪个团组织转来。"))
	}
	if t.Begun == 0 {
		faults = append(faults, lacks("begun", "请写哪一天发起的。"))
	}
	if err := refused(append(faults, r.TransferFaults(t)...)); err != nil {
		return value.ID{}, err
	}
	member, move := r.joined(d, t), r.settled(t)
	put := Put{Kind: ledger.Members, Now: member}
	if !member.ID.IsZero() {
		put.Was = r.Member
	}
	if err := named(r.book, member); err != nil {
		return value.ID{}, err
	}
	move.Member = member.ID
	_, err := save(r.book, r.view, ledger.Transfers.Name(), "接收转入", []Put{put, {Kind: ledger.Transfers, Now: move}})
	return member.ID, err
}
