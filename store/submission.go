package store

import (
	"encoding/json"
	"fmt"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/rules"
)

// SubmissionBucket is the bucket of all Submissions: number → Submission as JSON.
const SubmissionBucket = "submission"

// A Submission is a numbered snapshot that went to the street. The snapshot itself
// is the journal up to Seq, which nothing can change.
type Submission struct {
	Number   uint64         `json:"number"`
	Seq      uint64         `json:"seq"`
	Time     int64          `json:"time"`
	Day      ledger.Date    `json:"day"`
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
func (b *Book) Submissions() ([]Submission, error) {
	out, err := b.submissions()
	if err != nil {
		return nil, err
	}
	for p := range all[*ledger.Parcel](b, ledger.Parcels) {
		for i := range out {
			if p.Sort == ledger.ParcelSubmission && p.Digest == out[i].Digest {
				out[i].State = p.State
				out[i].Answer, _ = p.Answer.Value()
			}
		}
	}
	return out, nil
}

func (b *Book) submissions() ([]Submission, error) {
	var out []Submission
	err := b.Noted(SubmissionBucket, func(_, plain []byte) error {
		var s Submission
		if err := json.Unmarshal(plain, &s); err != nil {
			return fmt.Errorf("submission: %w", err)
		}
		out = append([]Submission{s}, out...)
		return nil
	})
	if err != nil {
		return nil, Tell(err)
	}
	return out, nil
}

// SubmissionNumber gives one submission.
func (b *Book) SubmissionNumber(number uint64) (Submission, error) {
	all, err := b.Submissions()
	if err != nil {
		return Submission{}, err
	}
	for _, s := range all {
		if s.Number == number {
			return s, nil
		}
	}
	return Submission{}, Refuse("没有第 " + itoa(int(number)) + " 次上报，一共上报过 " + itoa(len(all)) + " 次。")
}

// LastSubmission is the newest; that of number 0 when none ever went.
func (b *Book) LastSubmission() (Submission, error) {
	all, err := b.submissions()
	if err != nil || len(all) == 0 {
		return Submission{}, err
	}
	return all[0], nil
}

// sameContent says that two versions, as they were written, are the same to people.
func sameContent(kind ledger.Kind, was, is []byte) (bool, error) {
	a, err := RecordOf(kind, was)
	if err != nil {
		return false, err
	}
	b, err := RecordOf(kind, is)
	return err == nil && merge.Same(kind, a, b), err
}

// Since counts what changed after a submission until now: records that were not there and now are, that were there and are
// no more, and those that differ. It counts as the street does when it takes the package in (Delivery.Since): the
// community itself is the street's record, and what was put back as it was has not changed.
func (b *Book) Since(s Submission) (Difference, error) {
	type net struct {
		kind    ledger.Kind
		was, is []byte
	}
	nets := map[string]*net{}
	err := b.changes(s.Seq, func(kind ledger.Kind, change Before, first bool) error {
		if !slices.Contains(rules.OfSender, kind) {
			return nil
		}
		if first {
			nets[string(change.ID)] = &net{kind: kind, was: slices.Clone(change.Was)}
		}
		nets[string(change.ID)].is = change.Now
		return nil
	})
	if err != nil {
		return Difference{}, Tell(err)
	}
	d := Difference{Added: map[string]int{}, Changed: map[string]int{}, Removed: map[string]int{}}
	for _, n := range nets {
		name := n.kind.Name()
		switch {
		case n.is != nil && n.was != nil:
			same, err := sameContent(n.kind, n.was, n.is)
			if err != nil {
				return d, Tell(err)
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

// SentBucket holds what a street has given out: journal number and place → Sent as
// JSON. Undoing an intent does not take the files back, so the numbers stay used.
const SentBucket = "sent"

// Unnamed is for whom a submission says to be whose street nobody has named: one of an
// older program, or under a passphrase.
const Unnamed = "街道"
