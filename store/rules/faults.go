package rules

import (
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Faults is everything wrong with a record or a draft: what its own rules find, and what only the whole ledger can tell. Soft
// faults that were passed with a reason are left out.
func Faults(v *records.View, kind ledger.Kind, r ledger.Record) []value.Fault {
	basis := v.Basis()
	found := append(kind.Faults(r, basis), clashes(v, r)...)
	open := found[:0]
	for _, f := range found {
		if m, ok := r.(*ledger.Member); ok && m.MissesShredded(f) {
			continue
		}
		if f.Soft && r.Head().Excused(f, FaultText(kind, r, f, basis)) != "" {
			continue
		}
		if f.Code == value.Unregistered && Offices(v).Officers[r.Head().ID].Secretaries > 0 {
			continue // somebody has been registered since
		}
		if f.Code == ledger.AskedFigure && f.Key == "note" && Offices(v).Posts[r.Head().ID] > 0 {
			continue // he has been given a post since
		}
		open = append(open, f)
	}
	return open
}

// Hard are the faults for which the ledger refuses a record.
func Hard(v *records.View, kind ledger.Kind, r ledger.Record) []value.Fault {
	return slices.DeleteFunc(Faults(v, kind, r), func(f value.Fault) bool { return f.Soft })
}

// FaultText is the text that an excuse for a fault is tied to: the field's, in the word that every office understands.
func FaultText(kind ledger.Kind, r ledger.Record, f value.Fault, basis ledger.Basis) string {
	if i := kind.At(f.Key); i >= 0 {
		return ledger.PlainText(kind, r, i, basis)
	}
	return ""
}

// clashes are the rules over the whole ledger (issue: unique numbers, no cycle of
// superiors, a closed enterprise with a live branch, one current secretary, size
// of branches).
func clashes(v *records.View, r ledger.Record) []value.Fault {
	switch r := r.(type) {
	case *ledger.Member:
		return memberClashes(v, r)
	case *ledger.Enterprise:
		return enterpriseClashes(v, r)
	case *ledger.Branch:
		return branchClashes(v, r)
	case *ledger.Post:
		return postClashes(v, r)
	case *ledger.Community:
		return communityClashes(v, r)
	case *ledger.Street:
		return streetClashes(v, r)
	case *ledger.Officer:
		return officerClashes(v, r)
	case *ledger.Liaison:
		return liaisonClashes(v, r)
	case *ledger.Visit:
		return visitClashes(v, r)
	case *ledger.Election:
		return electionClashes(v, r)
	case *ledger.Candidate:
		return candidateClashes(v, r)
	case *ledger.Appointment:
		return appointmentClashes(v, r)
	case *ledger.Supply:
		return supplyClashes(v, r)
	case *ledger.Appraisal:
		return appraisalClashes(v, r)
	case *ledger.Rating:
		return ratingClashes(v, r)
	case *ledger.Payment:
		return paymentClashes(v, r)
	case *ledger.Applicant:
		return applicantClashes(v, r)
	case *ledger.Transfer:
		return transferClashes(v, r)
	case *ledger.Measure:
		return measureClashes(v, r)
	case *ledger.Sync:
		return syncClashes(v, r)
	case *ledger.Survey:
		return surveyClashes(v, r)
	case *ledger.Return:
		return returnClashes(v, r)
	}
	return nil
}

func memberClashes(v *records.View, m *ledger.Member) []value.Fault {
	basis := v.Basis()
	var faults []value.Fault
	if r := Other(v, ByID, WholeID(m.IDNumber), m.ID); r != nil {
		faults = append(faults, value.Fault{Key: "idno", Code: value.Twice, Other: r.Head().ID,
			Text: "证件号码已属于“" + ledger.NameOf(r) + "”（" + where(v, r.(*ledger.Member)) + "）。请打开那条记录核对。"})
	}
	if r := Other(v, ByDev, m.DevNumber, m.ID); r != nil && len(m.DevNumber) > 4 {
		faults = append(faults, value.Fault{Key: "devno", Code: value.Twice, Soft: !Claims(v, m), Other: r.Head().ID,
			Text: "发展团员编号已被“" + ledger.NameOf(r) + "”占用。请核对两人的入团志愿书。"})
	}
	faults = append(faults, postFaults(v, m)...)
	if m.OnRoll() {
		if age, ok := m.Age(basis); ok && age >= basis.Rules.AgeOut && m.State != codes.MemberOverAge && Offices(v).Posts[m.ID] == 0 {
			faults = append(faults, value.Fault{Key: "state", Code: "state.overage", Soft: true,
				Text: "已满 " + strconv.Itoa(basis.Rules.AgeOut) + " 周岁且没有团内职务，应办理离团。"})
		}
	}
	if o, ok := v.Get(ledger.Branches, m.Branch).(*ledger.Branch); ok && m.OnRoll() {
		switch {
		case o.Type != "" && o.Type != codes.BranchCell:
			faults = append(faults, value.Fault{Key: "branch", Code: "branch.level", Soft: true, Other: o.ID,
				Text: "团员应编入团支部，“" + o.Name() + "”是" + codes.BranchTypes.Label(o.Type) + "。请选它下面的团支部。"})
		case !o.Live():
			faults = append(faults, value.Fault{Key: "branch", Code: "branch.dissolved", Soft: true, Other: o.ID,
				Text: "“" + o.Name() + "”已撤销。请把团员转到别的团支部。"})
		}
	}
	return faults
}

// Claims says that a draft takes a number of the national series that its record did not have: one that is somebody else's
// is refused then (domain.md §1.2). What two have already waits in 待核.
func Claims(v *records.View, m *ledger.Member) bool {
	was, _ := v.Get(ledger.Members, m.ID).(*ledger.Member)
	return value.UniqueDevNumber(m.DevNumber) && (was == nil || was.DevNumber != m.DevNumber)
}

// where says in which branch a member is, for a sentence.
func where(v *records.View, m *ledger.Member) string {
	if name := v.Name(ledger.Branches, m.Branch); name != "" {
		return name
	}
	return "未编入团支部"
}

func enterpriseClashes(v *records.View, e *ledger.Enterprise) []value.Fault {
	basis := v.Basis()
	var faults []value.Fault
	if r := Other(v, ByCredit, e.Credit, e.ID); r != nil {
		faults = append(faults, value.Fault{Key: "credit", Code: value.Twice, Soft: true, Other: r.Head().ID,
			Text: "这个信用代码已属于“" + ledger.NameOf(r) + "”。请打开那条记录核对。"})
	}
	n := Roll(v).Unit[e.ID]
	if !e.Open() {
		for _, id := range Covers(v).By[e.ID] { // live ones
			if o, ok := v.Get(ledger.Branches, id).(*ledger.Branch); ok && len(o.Enterprises) == 1 {
				faults = append(faults, value.Fault{Key: "business", Code: "business.branch", Soft: true, Other: o.ID,
					Text: "企业已" + codes.Businesses.Label(e.Business) + "，但“" + o.Name() + "”还在。请撤销或并入别的支部，并转接团员。"})
			}
		}
		if n > 0 {
			faults = append(faults, value.Fault{Key: "business", Code: "business.members", Soft: true,
				Text: "企业已" + codes.Businesses.Label(e.Business) + "，还有 " + strconv.Itoa(n) + " 名在册团员写着在这里工作。请转接团员，或改他们的工作单位。"})
		}
		return faults
	}
	faults = append(faults, classFault(v, e)...)
	switch e.Founding {
	case codes.FoundingBuilt, codes.FoundingFirm:
		if !e.ID.IsZero() && !Built(v, e) {
			faults = append(faults, value.Fault{Key: "founding", Code: "founding.none", Soft: true,
				Text: "写着已建团，台账里却没有覆盖它的团组织，统计时不算已建。请登记团组织，或在团组织的覆盖企业里选上它；没有建就改建团状态。"})
		}
	case codes.FoundingUnfit, codes.FoundingFostered:
		if least := basis.Rules.BranchMin; n >= least {
			faults = append(faults, value.Fault{Key: "founding", Code: "founding.should", Soft: true,
				Text: "写着" + codes.Foundings.Label(e.Founding) + "，这里却有 " + strconv.Itoa(n) + " 名在册团员，满 " + strconv.Itoa(least) + " 人就应当建团。请改为应建未建并写明原因，或登记团组织。"})
		}
	}
	return faults
}

func postClashes(v *records.View, p *ledger.Post) []value.Fault {
	basis := v.Basis()
	var faults []value.Fault
	m := Holder(v, p)
	if p.Outlives(m) {
		faults = append(faults, outlived(p, m))
	}
	if !p.Held(m, basis.Today) || handsOver(p, Offices(v).startsToday, basis.Today) {
		return faults
	}
	held := Offices(v)
	if p.Duty == codes.DutySecretary {
		for _, q := range few(held.secretaries[p.Branch]) {
			if q.ID != p.ID {
				faults = append(faults, value.Fault{Key: "duty", Code: "secretary.two", Soft: true, Other: q.ID,
					Text: "“" + v.Name(ledger.Members, q.Person) + "”还是现任书记。请先给他填离任日期。"})
			}
		}
	}
	for _, q := range few(held.Held[p.Person]) {
		if q.ID != p.ID && q.Branch == p.Branch && q.Duty == p.Duty {
			faults = append(faults, value.Fault{Key: "person", Code: "post.twice", Soft: true, Other: q.ID, Text: "这个人的这项职务已经登记过。请核对。"})
		}
	}
	posts := held.Posts[p.Person]
	if q, kept := v.Get(ledger.Posts, p.ID).(*ledger.Post); kept && q.Person == p.Person && Held(v, q) {
		posts-- // itself
	}
	if posts >= basis.Rules.PostsMax {
		faults = append(faults, value.Fault{Key: "person", Code: "posts.many", Soft: true,
			Text: "同时担任 " + strconv.Itoa(posts+1) + " 项团内职务，超过 " + strconv.Itoa(basis.Rules.PostsMax) + " 项。请考虑减少兼职。"})
	}
	if m == nil {
		return faults
	}
	age, known := m.Age(basis)
	if known && age >= basis.Rules.AgeOut && !m.InParty() {
		faults = append(faults, value.Fault{Key: "person", Code: "post.party", Soft: true, Other: m.ID,
			Text: "满 " + strconv.Itoa(basis.Rules.AgeOut) + " 周岁的团干部应是中共党员。请核对政治面貌。"})
	}
	switch usual, most := basis.Rules.PostAge, basis.Rules.PostAgeMost; {
	case known && age > most:
		faults = append(faults, value.Fault{Key: "person", Code: "post.old", Soft: true, Other: m.ID,
			Text: "已 " + strconv.Itoa(age) + " 周岁，团干部最多到 " + strconv.Itoa(most) + " 周岁。请安排接任；确实如此就按 F2 说明原因。"})
	case known && age > usual:
		faults = append(faults, value.Fault{Key: "person", Code: "post.age", Soft: true, Other: m.ID,
			Text: "已 " + strconv.Itoa(age) + " 周岁，团干部一般不超过 " + strconv.Itoa(usual) + " 周岁。确实需要就按 F2 说明原因。"})
	}
	return append(faults, elsewhere(v, p, m)...)
}

// few are the first of those of which a record speaks: nobody reads more, and what made
// thousands of them would take the square of it.
func few(posts []*ledger.Post) []*ledger.Post { return posts[:min(len(posts), 4)] }

func communityClashes(v *records.View, c *ledger.Community) []value.Fault {
	if f := OneCode(v, c); f != nil {
		return []value.Fault{*f}
	}
	return nil
}

// OneCode is the fault of a community that has the code of another; nil where it has not.
func OneCode(v *records.View, c *ledger.Community) *value.Fault {
	for other := range records.All[*ledger.Community](v, ledger.Communities) {
		if other.ID != c.ID && c.Code != "" && other.Code == c.Code {
			return &value.Fault{Key: "code", Code: value.Twice, Other: other.ID, Text: "这个代码已属于“" + other.Title + "”。请核对。"}
		}
	}
	return nil
}

// WholeID is a number by which two papers of one person meet: 15 digits count as
// their 18.
func WholeID(s string) string {
	if len(s) == 15 && strings.Trim(s, "0123456789") == "" {
		return value.Upgrade15(s)
	}
	return s
}
