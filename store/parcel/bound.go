package parcel

import (
	"slices"

	"tuanjian/store/ledger"
)

// A Bound is how much a package may hold to be read. It goes by the signed list of files, to which every file is held
// while it is read.
type Bound struct {
	Records int   // records of all kinds together
	Beside  int   // rows of all other tables together, without TableVersions, of which nothing is kept
	Bytes   int64 // of all files, unpacked
}

// Stranger is the Bound of senders whom nobody has accepted yet: five times the largest community (10,000 people). A
// street's notice and its receipts stay within it always.
var Stranger = Bound{Records: 50_000, Beside: 200_000, Bytes: 64 << 20}

// Within is ErrStranger when the package holds more than the bound. It reads none of the files.
func (p *Parcel) Within(b Bound) error {
	records, beside, bytes := 0, 0, int64(0)
	for i := range p.Manifest.Files {
		f := &p.Manifest.Files[i]
		switch name := f.table(); {
		case ledger.KindOf(name) != nil:
			records += f.Rows
		case name != "" && name != TableVersions:
			beside += f.Rows
		}
		if bytes += f.Bytes; records > b.Records || beside > b.Beside || bytes > b.Bytes { // none is above maxPart or MaxRows
			return ErrStranger
		}
	}
	return nil
}

// sides are the tables that are kept in memory beside the records, whosever they are.
var sides = []string{TableHistory, TableExcuses, TableLoose, TableExplanations}

// fits says why a file is too large, whoever has sent it.
func (f *File) fits() error {
	switch {
	case f.Rows > MaxRows:
		return ErrTooManyRows
	case f.Path == attachedName && f.Bytes > maxAttachedTar:
		return ErrTooMuch
	case f.Bytes > maxPart, f.Bytes > maxSide && slices.Contains(sides, f.table()):
		return ErrTooMuch
	}
	return nil
}
