package points

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Submission is a numbered snapshot that went to the street. The snapshot itself
// is the journal up to Seq, which nothing can change.
type Submission struct {
	Number   uint64         `json:"number"`
	Seq      uint64         `json:"seq"`
	Time     int64          `json:"time"`
	Day      value.Date     `json:"day"`
	Who      string         `json:"who"`
	File     string         `json:"file"`         // the name without its folder
	To       string         `json:"to,omitempty"` // the street that it says to be for; "街道" when nobody has named one
	Digest   string         `json:"digest"`       // of the package's manifest
	Counts   map[string]int `json:"counts"`
	Warnings int            `json:"warnings,omitempty"`
	Since    Difference     `json:"since"` // against the submission before
	Figures  rules.Summary  `json:"figures"`

	State  string `json:"-"` // a code of ledger.ParcelStates, once the street's receipt has told
	Answer int    `json:"-"` // the number of that receipt
}

// Named says that the package says for which street it is. Those of older programs do not.
func (s Submission) Named() bool { return s.To != "" && s.To != Unnamed }

// A Difference counts records that were added, changed and removed between two points
// of the journal.
type Difference struct {
	Added   map[string]int `json:"added,omitempty"`
	Changed map[string]int `json:"changed,omitempty"`
	Removed map[string]int `json:"removed,omitempty"`
}

// Total is the number of records in the difference.
func (d Difference) Total() (added, changed, removed int) {
	return total(d.Added), total(d.Changed), total(d.Removed)
}

func total(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// Submissions are all that went to the street, newest first, with what the street's
// receipts say of them.
func Submissions(b *store.Book) ([]Submission, error) {
	out, err := submissions(b)
	if err != nil {
		return nil, err
	}
	for p := range records.All[*ledger.Parcel](b.Today(), ledger.Parcels) {
		for i := range out {
			if p.Sort == codes.ParcelSubmission && p.Digest == out[i].Digest {
				out[i].State = p.State
				out[i].Answer, _ = p.Answer.Value()
			}
		}
	}
	return out, nil
}

func submissions(b *store.Book) ([]Submission, error) {
	var out []Submission
	err := b.Noted(store.SubmissionBucket, func(_, plain []byte) error {
		var s Submission
		if err := json.Unmarshal(plain, &s); err != nil {
			return fmt.Errorf("submission: %w", err)
		}
		out = append([]Submission{s}, out...)
		return nil
	})
	if err != nil {
		return nil, store.Tell(err)
	}
	return out, nil
}

// SubmissionNumber gives one submission.
func SubmissionNumber(b *store.Book, number uint64) (Submission, error) {
	all, err := Submissions(b)
	if err != nil {
		return Submission{}, err
	}
	for _, s := range all {
		if s.Number == number {
			return s, nil
		}
	}
	return Submission{}, store.Refuse("没有第 " + strconv.Itoa(int(number)) + " 次上报，一共上报过 " + strconv.Itoa(len(all)) + " 次。")
}

// LastSubmission is the newest; that of number 0 when none ever went.
func LastSubmission(b *store.Book) (Submission, error) {
	all, err := submissions(b)
	if err != nil || len(all) == 0 {
		return Submission{}, err
	}
	return all[0], nil
}

// sameContent says that two versions, as they were written, are the same to people.
func sameContent(kind ledger.Kind, was, is []byte) (bool, error) {
	a, err := store.RecordOf(kind, was)
	if err != nil {
		return false, err
	}
	b, err := store.RecordOf(kind, is)
	return err == nil && merge.Same(kind, a, b), err
}

// KeptHere says that a change is of a record that the community keeps itself: not of
// what its street gave out or asked.
func KeptHere(kind ledger.Kind, c store.Before) (bool, error) {
	if !slices.Contains(ledger.OfOffice, kind) && !slices.Contains(ledger.OfSender, kind) {
		return false, nil
	}
	if !kind.Kept(ledger.ByStreet) { // of the others some are the community's and some the street's
		return true, nil
	}
	state := c.Now
	if state == nil {
		state = c.Was
	}
	r, err := store.RecordOf(kind, state)
	if err != nil {
		return false, fmt.Errorf("journal: %w", err)
	}
	return !r.Head().Received(), nil
}

// travelling is a record as it lies in the file, nil where it is not in a package.
func travelling(kind ledger.Kind, text []byte) ([]byte, error) {
	if text == nil || !kind.Kept(ledger.ByFile) {
		return text, nil
	}
	r, err := store.RecordOf(kind, text)
	if err != nil || kind.Stays(r) {
		return nil, err
	}
	return text, nil
}

// Since counts what changed after a submission until now: records that were not there and now are, that were there and are
// no more, and those that differ. It counts as the street does when it takes the package in (Delivery.Since): the
// community itself is the street's record, and what was put back as it was has not changed.
func Since(b *store.Book, s Submission) (Difference, error) {
	type net struct {
		kind    ledger.Kind
		was, is []byte
	}
	nets := map[string]*net{}
	err := b.Changes(s.Seq+1, func(_ uint64, kind ledger.Kind, change store.Before) error {
		if own, err := KeptHere(kind, change); !own || err != nil || !slices.Contains(ledger.OfSender, kind) {
			return err
		}
		if nets[string(change.ID)] == nil {
			nets[string(change.ID)] = &net{kind: kind, was: slices.Clone(change.Was)}
		}
		nets[string(change.ID)].is = change.Now
		return nil
	})
	if err != nil {
		return Difference{}, store.Tell(err)
	}
	d := Difference{Added: map[string]int{}, Changed: map[string]int{}, Removed: map[string]int{}}
	for _, n := range nets {
		name := n.kind.Name()
		for _, text := range []*[]byte{&n.was, &n.is} {
			if *text, err = travelling(n.kind, *text); err != nil {
				return d, store.Tell(err)
			}
		}
		switch {
		case n.is != nil && n.was != nil:
			same, err := sameContent(n.kind, n.was, n.is)
			if err != nil {
				return d, store.Tell(err)
			}
			if !same {
				d.Changed[name]++
			}
		case n.is != nil:
			d.Added[name]++
		case n.was != nil:
			d.Removed[name]++
		}
	}
	return d, nil
}

// Unnamed is for whom a submission says to be whose street nobody has named: one of an
// older program, or under a passphrase.
const Unnamed = "街道"
