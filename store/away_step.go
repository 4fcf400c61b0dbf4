package store

// What is known of a ledger that lies away, and what follows from it. Everything
// here is a table: no file is touched. The law behind both tables: whatever was
// acknowledged is in the original, in the local copy that the next opening uses, or
// in a file of its own beside the original; and what somebody else wrote is never
// written over.

// copied is the state of the local copy.
type copied int

const (
	noCopy    copied = iota
	clean            // all of it has been written back
	unwritten        // it holds more than what was written back
)

// seen is the state of the original.
type seen int

const (
	asLeft    seen = iota // byte by byte what this computer took or wrote last
	otherwise             // another ledger file than that
	torn                  // no ledger any more: cut off, emptied, half written
	gone                  // its folder is there, the file is not
	out                   // its folder is not there, or cannot be read
)

// held is whose mark lies beside the original.
type held int

const (
	free held = iota
	ours
	theirs
	window // another window on this computer
)

// A sight is all that the two decisions look at.
type sight struct {
	copied copied
	seen   seen
	held   held
}

// An opening is what to do when a person opens the ledger.
type opening int

const (
	take    opening = iota // copy the original and work on the copy
	goOn                   // work on the copy that is here
	divide                 // put the copy beside the original as a file of its own, then take
	ask                    // somebody else has it open: only on consent
	busy                   // another window has it
	missing                // there is nothing to open
)

// opens decides at the opening. consent: the person knows that the ledger is marked
// as open elsewhere and wants it all the same.
func (s sight) opens(consent bool) opening {
	switch {
	case s.held == window:
		return busy
	case s.held == theirs && !consent:
		return ask
	}
	switch s.seen {
	case out, gone:
		if s.copied == noCopy {
			return missing
		}
		return goOn
	case torn:
		if s.copied == noCopy {
			return take // and the taking says what is wrong with it
		}
		return goOn
	case otherwise:
		if s.copied == unwritten {
			return divide
		}
		return take
	}
	if s.copied == noCopy {
		return take
	}
	return goOn
}

// A returning is how unwritten changes go back.
type returning int

const (
	put      returning = iota // in the original's place
	putAside                  // the same, after the torn file got another name
	divert                    // beside the original as a file of its own, and all later ones with it
	wait                      // nowhere now
)

// returns decides when there is something to write back.
func (s sight) returns() returning {
	switch {
	case s.seen == out, s.seen == gone && s.held == free:
		// An empty folder without our mark is a place where the stick is not.
		return wait
	case s.held == theirs, s.held == window, s.seen == otherwise:
		return divert
	case s.seen == torn:
		return putAside
	}
	return put
}
