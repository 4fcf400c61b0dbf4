package ledger

// Who owns a record decides, never a clock (design.md, "Travel").
var (
	// OfCommunity are the kinds that a community keeps and submits. Its Matters are the street's, with its own answers.
	OfCommunity = []Kind{Communities, Enterprises, Branches, Members, Posts, Matters}
	// OfStreet are the kinds that a street keeps and gives out with its notice.
	OfStreet = []Kind{Streets, Communities, Officers, Liaisons, Visits}
	// OfTravel are the kinds that only the program writes, when a package comes.
	OfTravel = []Kind{Parcels, Signers}
)

// All are the kinds of records, in the order in which they are read and written: what
// is referred to stands before what refers to it.
var All = []Kind{Streets, Communities, Enterprises, Branches, Members, Posts, Officers, Liaisons, Visits, Signers, Parcels, Matters}

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
	switch r := r.(type) {
	case *Street:
		return r.Title
	case *Community:
		return r.Title
	case *Enterprise:
		return r.Title
	case *Branch:
		return r.Name()
	case *Member:
		return r.Title
	case *Officer:
		return r.Title
	case *Signer:
		return r.Title
	case *Matter:
		return r.Title
	}
	return ""
}
