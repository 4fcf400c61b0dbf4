package native

import "errors"

// ErrNoPrinter says that this computer has no printing system or no printer.
var ErrNoPrinter = errors.New("no printer")

// ErrNotPrinted says that there is a printing system and that it did not take the
// paper: a printer that is off, a queue that is held, a service that does not answer.
// Its cause is for the log.
var ErrNotPrinted = errors.New("not printed")

// jobName is what a printer's queue calls every job of ours: others read it, so it
// tells nothing of what is printed.
const jobName = "团建台账"

// A Printer is one that the system has.
type Printer struct {
	Name    string
	Default bool
}

// A Job is how the person wants the pages printed. The zero Job is all of them, once, by
// the default printer as that is set. Where SystemAsks it is left alone: the system's own
// dialog asks for the same.
type Job struct {
	Printer  string // "" for the default
	Copies   int    // 0 is 1
	From, To int    // pages counted from 1; 0 is from the first, to the last
	Both     bool   // on both sides, turned as a book is
}

// Taken is what the system took of the pages: so many of them, of one copy, and what the
// printer waits for before it prints them.
type Taken struct {
	Pages int
	Hold  Hold
}

// A Hold is why a printer that took a job prints it later: it waits for a person.
type Hold string

// The holds; "" is none, or one that the system does not tell of.
const (
	NoHold  Hold = ""
	Offline Hold = "offline" // switched off, or not plugged in
	NoPaper Hold = "paper"
	Stopped Hold = "stopped" // paused, jammed, open, without ink
)
