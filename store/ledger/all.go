package ledger

import "slices"

// All are the kinds of records, in the order in which they are read and written: what
// is referred to stands before what refers to it.
var All = []Kind{Streets, Communities, Enterprises, Branches, Members, Posts, Officers, Liaisons,
	Meetings, Youths, Applicants, Elections, Candidates, Appointments, Transfers, Measures, Payments, Appraisals, Ratings, Supplies, Visits, Signers, Parcels, Matters}

// Who owns a record decides, never a clock (design.md, "Travel").
var (
	// OfCommunity are the kinds that a community keeps and submits. Its Matters are the street's, with its own answers.
	OfCommunity = kept(ByCommunity)
	// OfStreet are the kinds that a street keeps and gives out with its notice.
	OfStreet = kept(ByStreet)
	// OfTravel are the kinds that only the program writes, when a package comes.
	OfTravel = kept(ByTravel)
	// OfOffice are those of OfCommunity that a community's office writes itself.
	OfOffice = slices.DeleteFunc(kept(ByCommunity), func(k Kind) bool { return k.Kept(ByAnswer) })
	// OfSender are those of OfOffice that a street takes from a submission as they are. Of the community that sends it the
	// street has a record of its own.
	OfSender = slices.DeleteFunc(slices.Clone(OfOffice), Kind.Place)
	// Listed are the kinds of which a street's ledger has lists.
	Listed = slices.DeleteFunc(kept(ByCommunity|ByStreet), func(k Kind) bool { return k.Kept(ByAnswer) })
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
