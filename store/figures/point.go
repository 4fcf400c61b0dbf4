package figures

import (
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Point is a moment of the ledger whose figures can be counted and compared: now, a
// locked snapshot, or a submission.
type Point struct {
	Title      string
	Day        value.Date // as of which it is counted
	Snapshot   uint64     // its number, 0 for no snapshot
	Submission uint64     // likewise
	Seq        uint64     // of the newest journal entry of then; 0 is now
	Rules      string     // the text of the rule set of then; "" is the one in force
}

// Now says that the point is the present: its figures change with the ledger.
func (p Point) Now() bool { return p.Snapshot == 0 && p.Submission == 0 }

// NowOf is the present of a View.
func NowOf(v *records.View) Point { return Point{Title: "现在", Day: v.Basis().Today} }
