package travel

import (
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// A Checked is what stands before a submission: hard faults stop it, warnings may
// be explained and travel along.
type Checked struct {
	Hard     []rules.Problem
	Warnings []rules.Problem
	Counts   map[string]int    // records by kind
	Since    points.Difference // what changed since the last submission
	Answered int               // matters of the street that were mended or answered
	Open     int               // and those that were not
}

// Precheck asks every record.
func Precheck(ctx context.Context, b *store.Book, progress func(done, total int)) (Checked, error) {
	last, err := points.LastSubmission(b)
	if err != nil {
		return Checked{}, store.Tell(err)
	}
	return precheck(ctx, b, b.Today(), last, progress)
}

// precheck asks every record of a moment.
func precheck(ctx context.Context, b *store.Book, v *records.View, last points.Submission, progress func(done, total int)) (check Checked, err error) {
	check.Counts = map[string]int{}
	for i, kind := range ledger.OfCommunity {
		if err := ctx.Err(); err != nil {
			return Checked{}, store.Tell(err)
		}
		if progress != nil {
			progress(i, len(ledger.OfCommunity))
		}
		going := Outgoing(v, kind)
		check.Counts[kind.Name()] = len(going)
		for _, p := range rules.Problems(v, kind, going, func(ledger.Record) bool { return true }) {
			if p.Fault.Soft {
				check.Warnings = append(check.Warnings, p)
			} else {
				check.Hard = append(check.Hard, p)
			}
		}
	}
	check.Answered, check.Open = rules.Answered(v)
	check.Since, err = points.Since(b, last)
	return check, err
}

// Outgoing are the records of a kind that a submission carries: the ledger's own, and
// what the street asked, with the answers.
func Outgoing(v *records.View, kind ledger.Kind) []ledger.Record {
	if kind.Kept(ledger.ByAnswer) {
		return replies(v)
	}
	out := make([]ledger.Record, 0, v.Count(kind))
	for _, r := range v.Of(kind) {
		if !r.Head().Received() && !kind.Stays(r) {
			out = append(out, r)
		}
	}
	return out
}

// A Sending says where a package goes and how it is sealed.
type Sending struct {
	Dir        string
	Passphrase string            // when the ledger has no key of its street
	Street     string            // for which street it is, where there is no key; "" as Addressee says
	Explain    map[string]string // explanations of warnings by Problem.Key
	Sample     bool              // a practice ledger's package, to look at: no street takes it in
}

// Submit checks, locks a numbered snapshot and writes one package into a folder. It
// returns the submission and the package's path. Hard faults stop it.
func Submit(ctx context.Context, b *store.Book, s Sending, progress func(done, total int)) (points.Submission, string, error) {
	if err := b.Allow(store.MaySubmit); err != nil {
		return points.Submission{}, "", err
	}
	profile := b.Profile()
	switch {
	case profile.Practice && !s.Sample:
		return points.Submission{}, "", store.Refuse("这是练习台账，里面的人都是编的，不能上报。")
	case profile.Street:
		return points.Submission{}, "", store.Refuse("这是街道台账。上报是社区做的事。")
	}
	if err := undamaged(b); err != nil {
		return points.Submission{}, "", err
	}
	last, err := points.LastSubmission(b)
	if err != nil {
		return points.Submission{}, "", store.Tell(err)
	}
	v := b.Today() // all that is checked and packed is of this moment
	check, err := precheck(ctx, b, v, last, progress)
	if err != nil {
		return points.Submission{}, "", err
	}
	if len(check.Hard) > 0 {
		faults := make([]value.Fault, len(check.Hard))
		for i, p := range check.Hard {
			faults[i] = p.Fault
		}
		return points.Submission{}, "", &store.Error{Code: store.Invalid, Message: "有 " + strconv.Itoa(len(check.Hard)) + " 处错误，改好后才能上报。", Faults: faults}
	}
	lock, err := lock(b, profile, s.Passphrase)
	if err != nil {
		return points.Submission{}, "", tellParcel(err)
	}
	number, previous := newestPackage(b, last)
	sub := points.Submission{Number: number + 1, Seq: v.Moment().Seq, Time: b.Clock().Unix(), Day: v.Basis().Today, Who: b.Operator(), Counts: check.Counts, Warnings: len(check.Warnings), Since: check.Since, Figures: rules.SummaryOf(v)}
	to := addressee(b, s.Street)
	sub.To = to.Name
	content, err := Gathered(b, v, profile, sub, last, check, s.Explain)
	if err != nil {
		return points.Submission{}, "", store.Tell(err)
	}
	content.Manifest.Previous, content.Manifest.Recipient = previous, to
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return points.Submission{}, "", store.Tell(err)
	}
	sub.File = parcel.FileName(profile.Name, sub.Day, sub.Number)
	path := filepath.Join(s.Dir, sub.File)
	if _, err := os.Lstat(path); err == nil {
		return points.Submission{}, "", &store.Error{Code: store.Exists, Message: "这个文件夹里已经有“" + sub.File + "”。请换一个文件夹，或先把它移走。"}
	}
	made, err := b.Make(path, func(w io.Writer) error {
		m, err := parcel.Write(ctx, w, content, ed25519.NewKeyFromSeed(profile.Key), lock)
		sub.Digest = m.Digest
		return err
	})
	if err != nil {
		return points.Submission{}, "", tellParcel(err)
	}
	// Noted before anybody sees the package: its number is never given twice.
	_, err = b.Do(store.Intent{Deed: store.MaySubmit, What: "parcel", Rows: sum(check.Counts), Whole: true, Reason: "上报街道"}, func(t *store.Turn) error {
		if t.View().Age() != v.Age() {
			return &store.Error{Code: store.Changed, Message: "上报的时候台账又有改动。请再上报一次。"}
		}
		text, err := json.Marshal(sub)
		if err != nil {
			return err
		}
		return t.Note(store.SubmissionBucket, binary.BigEndian.AppendUint64(nil, sub.Number), text)
	})
	if err != nil {
		made.Drop()
		return points.Submission{}, "", err
	}
	if err := made.Show(); err != nil {
		return points.Submission{}, "", store.Tell(err)
	}
	return sub, path, nil
}

func tellParcel(err error) error {
	var p *parcel.Error
	switch {
	case errors.Is(err, parcel.ErrNeedsPassphrase), errors.Is(err, parcel.ErrWrongPassphrase):
		errors.As(err, &p)
		return &store.Error{Code: store.Locked, Message: p.Text + "。", Err: err}
	case errors.As(err, &p):
		return &store.Error{Code: store.Refused, Message: p.Text + "。", Err: err}
	}
	return store.Tell(err)
}

// NeedsPassphrase says that a submission will be sealed to a passphrase, since the
// ledger has no key of its street.
func NeedsPassphrase(b *store.Book) bool { return b.Profile().StreetKey == "" }

// A Passphrase is a suggestion in two forms of the same: as it is typed and as it
// is told over the telephone.
type Passphrase = parcel.Passphrase

// NewPassphrase suggests a passphrase.
func NewPassphrase(b *store.Book) (Passphrase, error) {
	p, err := parcel.NewPassphrase(b.Random())
	if err != nil {
		return p, store.Tell(err)
	}
	return p, nil
}

// Gathered is what travels.
func Gathered(b *store.Book, v *records.View, profile store.Profile, sub, last points.Submission, check Checked, explain map[string]string) (parcel.Content, error) {
	_, own, err := parcel.KeysFrom(profile.Key)
	if err != nil {
		return parcel.Content{}, err
	}
	c := parcel.Content{Manifest: parcel.Manifest{
		Kind: parcel.Submission, Sender: parcel.Sender{Name: profile.Name, Ledger: profile.Ledger, Answer: own}, Recipient: parcel.Recipient{Name: points.Unnamed},
		Sequence: sub.Number, Previous: last.Digest, Snapshot: sub.Day, Generated: b.Clock(), Program: b.Program(),
	}}
	if profile.Practice {
		c.Manifest.Sender.Name += practiceMark
	}
	for _, kind := range ledger.OfCommunity {
		c.Tables = append(c.Tables, parcel.Table{Kind: kind, Records: Outgoing(v, kind)})
	}
	c.Attached = CarriedBy(v).attached(b)
	if home := v.Community(); home != nil {
		c.Manifest.Sender.Code = home.Code
	}
	for _, p := range check.Warnings {
		if text := strings.TrimSpace(explain[p.Key()]); text != "" {
			c.Explanations = append(c.Explanations, parcel.Explanation{Kind: p.Kind, Record: p.ID, Key: p.Fault.Key, Code: p.Fault.Code, Text: p.Fault.Text, Explanation: text})
		}
	}
	if c.Former, c.Overruled, err = Former(b, ledger.OfCommunity); err != nil || last.Number == 0 {
		return c, err
	}
	seen := map[value.ID]bool{}
	err = b.Changes(last.Seq+1, func(_ uint64, kind ledger.Kind, change store.Before) error {
		own, err := points.KeptHere(kind, change)
		again := seen[value.ID(change.ID)]
		seen[value.ID(change.ID)] = true
		if !own || again || change.Was == nil {
			return err
		}
		r, err := store.RecordOf(kind, change.Was)
		if err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		if kind.Stays(r) {
			return nil // nobody there has seen it
		}
		c.Base = append(c.Base, parcel.Earlier{Kind: kind, Record: r})
		return nil
	})
	return c, err
}

// metSetting keeps the newest package of another copy that was met.
const metSetting = "met"

type metPackage struct {
	Number uint64 `json:"n"`
	Digest string `json:"d"`
}

// newestPackage is the number and the digest of the newest package for the street that
// this copy of the ledger has written, or another one that it has met: the street gets
// one row of numbers from all of them.
func newestPackage(b *store.Book, own points.Submission) (number uint64, digest string) {
	var met metPackage
	if _, err := b.WasSet(metSetting, &met); err != nil || met.Number <= own.Number {
		return own.Number, own.Digest
	}
	return met.Number, met.Digest
}

func sum(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

// undamaged refuses to send a ledger in which opening found records damaged: a record that
// cannot be read would be gone at the street's, and an older value would stand there as
// today's.
func undamaged(b *store.Book) error {
	for _, w := range care.Wounds(b) {
		kind := ledger.KindOf(w.Kind)
		if kind != nil && slices.Contains(ledger.OfSender, kind) || w.Kind == "" && w.What != store.RolesLostText {
			return store.Refuse("没有上报：台账有损坏（" + w.What + "），报上去的会缺或者不对。请先用最近的备份恢复，或者抢救，再上报。")
		}
	}
	return nil
}
