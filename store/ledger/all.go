// Package ledger holds the records: what a community, an enterprise, a branch, a
// member and a post are, how each of their values is called, shown, read and
// checked, and the rules that need no more than one record. It knows no file, no
// screen and no other record; today's date and the rule set are handed in as a
// Basis, the code lists are read once by Load.
//
// A record is described twice, side by side in one file: the struct is what is on
// disk, the field table is what people and programs read. Nothing else may list
// fields. References are fields too, whose text is the other record's ID: in this
// way one list gives the one order that form, grid and sheet follow; whoever shows
// a reference translates the ID into a name.
package ledger

import (
	"slices"

	"tuanjian/store/codes"
)

// All are the kinds of records, in the order in which they are read and written: what
// is referred to stands before what refers to it.
var All = []Kind{Streets, Communities, Enterprises, Branches, Members, Posts, Officers, Liaisons,
	Partners, Facilities, Clubs, Meetings, Youths, Applicants, Elections, Candidates, Appointments, Transfers, Measures, Payments, Appraisals, Ratings, Supplies, Visits,
	Surveys, Returns, Problems, Referrals, Syncs, Documents, Funds,
	Attachments,
	Signers, Parcels, Matters}

// The chapters of an office's work, in the words of 办事: a kind names its own in its table.
const (
	ChapterAsk     = "摸底"
	ChapterOrder   = "组织"
	ChapterMembers = "团员"
	ChapterDeeds   = "活动"
	ChapterHelp    = "服务"
	ChapterParty   = "党建带团建"
)

// Chapters are all of them in their order.
var Chapters = []string{ChapterAsk, ChapterOrder, ChapterMembers, ChapterDeeds, ChapterHelp, ChapterParty}

// Who owns a record decides, never a clock (design.md, "Travel").
var (
	// OfCommunity are the kinds that a community keeps and submits. Its Matters are the street's, with its own answers.
	OfCommunity = kept(ByCommunity)
	// OfStreet are the kinds that a street keeps and gives out with its notice.
	OfStreet = kept(ByStreet)
	// OfTravel are the kinds that only the program writes, when a package comes.
	OfTravel = kept(ByTravel)
	// OfOffice are those of OfCommunity that a community's office types or imports itself: not the files, which are added.
	OfOffice = slices.DeleteFunc(kept(ByCommunity), func(k Kind) bool { return k.Kept(ByAnswer | ByFile) })
	// OfSender are those that a street takes from a submission as they are. Of the community that sends it the street has a
	// record of its own.
	OfSender = slices.DeleteFunc(kept(ByCommunity), func(k Kind) bool { return k.Kept(ByAnswer) || k.Place() })
	// Listed are the kinds of which a street's ledger has lists.
	Listed = slices.DeleteFunc(kept(ByCommunity|ByStreet), func(k Kind) bool { return k.Kept(ByAnswer | ByFile) })
)

func kept(by Owner) []Kind {
	return slices.DeleteFunc(slices.Clone(All), func(k Kind) bool { return !k.Kept(by) })
}

// KindOf finds a kind by its name, or nil.
func KindOf(name string) Kind {
	for _, k := range All {
		if k.Name() == name {
			return k
		}
	}
	return nil
}

// KindFor is the kind of a record, nil where it is of none.
func KindFor(r Record) Kind {
	for _, k := range All {
		if k.Holds(r) {
			return k
		}
	}
	return nil
}

// NameOf is how people call a record in a reference: its name, a branch's short
// name; "" for a record without one of its own, such as a post.
func NameOf(r Record) string {
	if kind := KindFor(r); kind != nil {
		name, _ := kind.NameOf(r)
		return name
	}
	return ""
}

// References to the other kinds.
var (
	toCommunity   = codes.Refer("community", false)
	toEnterprise  = codes.Refer("enterprise", false)
	toEnterprises = codes.Refer("enterprise", true)
	toBranch      = codes.Refer("branch", false)
	toMember      = codes.Refer("member", false)
	toOfficer     = codes.Refer("officer", false)
	toLiaison     = codes.Refer("liaison", false)
	toBranches    = codes.Refer("branch", true)
	toMembers     = codes.Refer("member", true)
	toPosts       = codes.Refer("post", true)
	toMeeting     = codes.Refer("meeting", false)
	toMeetings    = codes.Refer("meeting", true)
	toSurvey      = codes.Refer("survey", false)
	toYouth       = codes.Refer("youth", false)
	toElection    = codes.Refer("election", false)
	toPartner     = codes.Refer("partner", false)
	toPartners    = codes.Refer("partner", true)
	toFacility    = codes.Refer("facility", false)
	toApplicant   = codes.Refer("applicant", false)
	toTransfer    = codes.Refer("transfer", false)
	toMeasure     = codes.Refer("measure", false)
	toVisit       = codes.Refer("visit", false)
	toProblem     = codes.Refer("problem", false)
	toDocument    = codes.Refer("document", false)
)
