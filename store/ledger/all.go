package ledger

// All are the kinds of records, in the order in which they are read, written and
// packed: what is referred to stands before what refers to it.
var All = []Kind{Communities, Enterprises, Branches, Members, Posts}

// KindOf finds a kind by its name, or nil.
func KindOf(name string) Kind {
	for _, k := range All {
		if k.Name() == name {
			return k
		}
	}
	return nil
}

// NameOf is how people call a record in a reference: its name, a branch's short
// name; "" for a record without one of its own, such as a post.
func NameOf(r Record) string {
	switch r := r.(type) {
	case *Community:
		return r.Title
	case *Enterprise:
		return r.Title
	case *Branch:
		return r.Name()
	case *Member:
		return r.Title
	}
	return ""
}

// Mask hides a secret column's value as its shape asks.
func Mask(c Column, text string) string {
	switch {
	case !c.Secret:
		return text
	case c.Shape == IDCard:
		return MaskIDNumber(text)
	case c.Shape == Phone:
		return MaskPhone(text)
	}
	return text
}
