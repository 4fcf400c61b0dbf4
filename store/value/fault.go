package value

// A Fault is one thing wrong with a record. A hard fault makes the record unusable
// or false and is refused; a soft one may be passed with a reason, and otherwise
// waits in the list 待核.
type Fault struct {
	Key   string // the field it belongs to, "" for the record as a whole
	Code  string // for programs; never renamed
	Soft  bool
	Text  string // for the person: what is wrong and what to do
	Offer string // a better value, taken only on consent; "" when there is none
	Other ID     // the record that it clashes with, if any
}

// Error is for logs: it holds no value of any record.
func (f *Fault) Error() string { return f.Key + ": " + f.Code }

// Codes of faults that more than one place must tell apart.
const (
	Missing      = "missing"      // a required field is empty
	Unlisted     = "unlisted"     // a word that is in no code list, kept as it was written
	Guessed      = "guessed"      // a value that was understood from words that say it less plainly
	Malformed    = "malformed"    // a date or number that cannot be read
	Masked       = "masked"       // an ID number or phone with stars in it
	Unregistered = "unregistered" // a person whom a table names and whom the ledger does not know
	Damaged      = "damaged"      // a number that a spreadsheet has rounded
	Twice        = "twice"        // a number that another record has already
	Old15        = "id.fifteen"   // an ID number of the first generation
	TooYoung     = "joined.young" // joined below the age that the rules allow at all
)

// Hard is a fault for which a record is refused; text says what is wrong and what to do.
func Hard(code, text string) *Fault { return &Fault{Code: code, Text: text} }

// Soft is a fault that may be passed with a reason.
func Soft(code, text string) *Fault { return &Fault{Code: code, Text: text, Soft: true} }

// On gives a copy of the fault its field; it lets checks be written as one line.
func (f *Fault) On(key string) Fault {
	g := *f
	g.Key = key
	return g
}
