package store

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
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/parcel"
	"tuanjian/store/rules"
	"tuanjian/store/sheet"
	"tuanjian/store/vault"
)

const submissionBucket = "submission" // number → Submission as JSON

// A Problem is one open fault of one record, as the check before a submission
// finds it.
type Problem struct {
	Kind  ledger.Kind
	ID    ledger.ID
	Name  string
	Fault ledger.Fault
}

// Key names a problem, so that its explanation is found again.
func (p Problem) Key() string {
	return p.Kind.Name() + "/" + p.ID.String() + "/" + p.Fault.Key + "/" + p.Fault.Code
}

// A Precheck is what stands before a submission: hard faults stop it, warnings may
// be explained and travel along.
type Precheck struct {
	Hard     []Problem
	Warnings []Problem
	Counts   map[string]int // records by kind
	Since    Difference     // what changed since the last submission
	Answered int            // matters of the street that were mended or answered
	Open     int            // and those that were not
}

// Precheck asks every record.
func (b *Book) Precheck(ctx context.Context, progress func(done, total int)) (Precheck, error) {
	v := b.Today()
	check := Precheck{Counts: map[string]int{}}
	for i, kind := range ledger.OfCommunity {
		if err := ctx.Err(); err != nil {
			return Precheck{}, Tell(err)
		}
		if progress != nil {
			progress(i, len(ledger.OfCommunity))
		}
		check.Counts[kind.Name()] = len(b.outgoing(kind))
		pending := rules.Pending(v, kind)
		for _, r := range b.outgoing(kind) {
			if !pending[r.Head().ID] {
				continue
			}
			for _, f := range rules.Faults(v, kind, r) {
				p := Problem{kind, r.Head().ID, b.now().Called(r), f}
				if f.Soft {
					check.Warnings = append(check.Warnings, p)
				} else {
					check.Hard = append(check.Hard, p)
				}
			}
		}
	}
	check.Answered, check.Open = rules.Answered(v)
	last, err := b.lastSubmission()
	if err != nil {
		return Precheck{}, Tell(err)
	}
	check.Since, err = b.since(last.Seq)
	if err != nil {
		return Precheck{}, Tell(err)
	}
	return check, nil
}

// outgoing are the records of a kind that a submission carries: the ledger's own, and
// what the street asked, with the answers.
func (b *Book) outgoing(kind ledger.Kind) []ledger.Record {
	if kind == ledger.Matters {
		return replies(b.now())
	}
	out := make([]ledger.Record, 0, len(b.now().Of(kind)))
	for _, r := range b.now().Of(kind) {
		if !r.Head().Received() {
			out = append(out, r)
		}
	}
	return out
}

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
func (s Submission) Named() bool { return s.To != "" && s.To != unnamed }

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

// A Submit says where a package goes and how it is sealed.
type Submit struct {
	Dir        string
	Passphrase string            // when the ledger has no key of its street
	Street     string            // for which street it is, where there is no key; "" as Addressee says
	Explain    map[string]string // explanations of warnings by Problem.Key
	Sample     bool              // a practice ledger's package, to look at: no street takes it in
}

// Submit checks, locks a numbered snapshot and writes one package into a folder. It
// returns the submission and the package's path. Hard faults stop it.
func (b *Book) Submit(ctx context.Context, s Submit, progress func(done, total int)) (Submission, string, error) {
	if err := b.Allow(MaySubmit); err != nil {
		return Submission{}, "", err
	}
	profile := b.Profile()
	switch {
	case profile.Practice && !s.Sample:
		return Submission{}, "", Refuse("这是练习台账，里面的人都是编的，不能上报。")
	case profile.Street:
		return Submission{}, "", Refuse("这是街道台账。上报是社区做的事。")
	}
	check, err := b.Precheck(ctx, progress)
	if err != nil {
		return Submission{}, "", err
	}
	if len(check.Hard) > 0 {
		faults := make([]ledger.Fault, len(check.Hard))
		for i, p := range check.Hard {
			faults[i] = p.Fault
		}
		return Submission{}, "", &Error{Code: Invalid, Message: "有 " + itoa(len(check.Hard)) + " 处错误，改好后才能上报。", Faults: faults}
	}
	lock, err := b.lock(profile, s.Passphrase)
	if err != nil {
		return Submission{}, "", tellParcel(err)
	}
	last, err := b.lastSubmission()
	if err != nil {
		return Submission{}, "", Tell(err)
	}
	number, previous := b.newestPackage(last)
	sub := Submission{Number: number + 1, Seq: b.lastSeq(), Time: b.env.Now().Unix(), Day: b.Basis().Today, Who: b.operator, Counts: check.Counts, Warnings: len(check.Warnings), Since: check.Since, Figures: rules.SummaryOf(b.Today())}
	to := b.addressee(s.Street)
	sub.To = to.Name
	content, err := b.content(profile, sub, last, check, s.Explain)
	if err != nil {
		return Submission{}, "", Tell(err)
	}
	content.Manifest.Previous, content.Manifest.Recipient = previous, to
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return Submission{}, "", Tell(err)
	}
	sub.File = parcel.FileName(profile.Name, sub.Day, sub.Number)
	path := filepath.Join(s.Dir, sub.File)
	if _, err := os.Lstat(path); err == nil {
		return Submission{}, "", &Error{Code: Exists, Message: "这个文件夹里已经有“" + sub.File + "”。请换一个文件夹，或先把它移走。"}
	}
	made, err := b.make(path, func(w io.Writer) error {
		m, err := parcel.Write(ctx, w, content, ed25519.NewKeyFromSeed(profile.Key), lock)
		sub.Digest = m.Digest
		return err
	})
	if err != nil {
		return Submission{}, "", tellParcel(err)
	}
	// Noted before anybody sees the package: its number is never given twice.
	err = b.write("submit", &Detail{What: "parcel", Rows: total(check.Counts), Whole: true, Reason: "上报街道"}, func(t *Turn) error {
		if b.lastSeq() != sub.Seq {
			return &Error{Code: Changed, Message: "上报的时候台账又有改动。请再上报一次。"}
		}
		text, err := json.Marshal(sub)
		if err != nil {
			return err
		}
		return t.vault.Put(submissionBucket, binary.BigEndian.AppendUint64(nil, sub.Number), text)
	})
	if err != nil {
		made.drop()
		return Submission{}, "", err
	}
	if err := made.show(); err != nil {
		return Submission{}, "", Tell(err)
	}
	return sub, path, nil
}

func tellParcel(err error) error {
	var p *parcel.Error
	switch {
	case errors.Is(err, parcel.ErrNeedsPassphrase), errors.Is(err, parcel.ErrWrongPassphrase):
		errors.As(err, &p)
		return &Error{Code: Locked, Message: p.Text + "。", Err: err}
	case errors.As(err, &p):
		return &Error{Code: Refused, Message: p.Text + "。", Err: err}
	}
	return Tell(err)
}

func total(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

func (b *Book) lastSeq() uint64 { return b.now().Moment().Seq }

// NeedsPassphrase says that a submission will be sealed to a passphrase, since the
// ledger has no key of its street.
func (b *Book) NeedsPassphrase() bool { return b.Profile().StreetKey == "" }

// A Passphrase is a suggestion in two forms of the same: as it is typed and as it
// is told over the telephone.
type Passphrase = parcel.Passphrase

// NewPassphrase suggests a passphrase.
func (b *Book) NewPassphrase() (Passphrase, error) {
	p, err := parcel.NewPassphrase(b.env.Random)
	if err != nil {
		return p, Tell(err)
	}
	return p, nil
}

// content gathers what travels.
func (b *Book) content(profile Profile, sub, last Submission, check Precheck, explain map[string]string) (parcel.Content, error) {
	_, own, err := parcel.KeysFrom(profile.Key)
	if err != nil {
		return parcel.Content{}, err
	}
	c := parcel.Content{Manifest: parcel.Manifest{
		Kind: parcel.Submission, Sender: parcel.Sender{Name: profile.Name, Ledger: profile.Ledger, Answer: own}, Recipient: parcel.Recipient{Name: unnamed},
		Sequence: sub.Number, Previous: last.Digest, Snapshot: sub.Day, Generated: b.env.Now(), Program: b.env.Version,
	}}
	if profile.Practice {
		c.Manifest.Sender.Name += practiceMark
	}
	for _, kind := range ledger.OfCommunity {
		c.Tables = append(c.Tables, parcel.Table{Kind: kind, Records: b.outgoing(kind)})
	}
	if home := b.home(); home != nil {
		c.Manifest.Sender.Code = home.Code
	}
	for _, p := range check.Warnings {
		if text := strings.TrimSpace(explain[p.Key()]); text != "" {
			c.Explanations = append(c.Explanations, parcel.Explanation{Kind: p.Kind, Record: p.ID, Key: p.Fault.Key, Code: p.Fault.Code, Text: p.Fault.Text, Explanation: text})
		}
	}
	if c.Former, c.Overruled, err = b.former(ledger.OfCommunity); err != nil || last.Number == 0 {
		return c, err
	}
	err = b.changes(last.Seq, func(kind ledger.Kind, change Before, first bool) error {
		if own, err := keptHere(kind, change); !own || !first || change.Was == nil {
			return err
		}
		r := kind.New()
		if err := reading.Unmarshal(change.Was, r); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
		c.Base = append(c.Base, parcel.Earlier{Kind: kind, Record: r})
		return nil
	})
	return c, err
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
	err := b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.Each(submissionBucket, func(_, plain []byte) error {
			var s Submission
			if err := json.Unmarshal(plain, &s); err != nil {
				return fmt.Errorf("submission: %w", err)
			}
			out = append([]Submission{s}, out...)
			return nil
		})
		return err
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

func (b *Book) lastSubmission() (Submission, error) {
	all, err := b.submissions()
	if err != nil || len(all) == 0 {
		return Submission{}, err
	}
	return all[0], nil
}

// since counts what changed after a point of the journal: records that were not there and now are, that were there and are
// no more, and those that differ. It counts as the street does when it takes the package in (Delivery.Since): the
// community itself is the street's record, and what was put back as it was has not changed.
func (b *Book) since(seq uint64) (Difference, error) {
	type net struct {
		kind    ledger.Kind
		was, is []byte
	}
	nets := map[string]*net{}
	err := b.changes(seq, func(kind ledger.Kind, change Before, first bool) error {
		if !slices.Contains(ofSender, kind) {
			return nil
		}
		if first {
			nets[string(change.ID)] = &net{kind: kind, was: slices.Clone(change.Was)}
		}
		nets[string(change.ID)].is = change.Now
		return nil
	})
	d := Difference{Added: map[string]int{}, Changed: map[string]int{}, Removed: map[string]int{}}
	for _, n := range nets {
		name := n.kind.Name()
		switch {
		case n.is != nil && n.was != nil:
			same, err := sameContent(n.kind, n.was, n.is)
			if err != nil {
				return d, err
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
	return d, err
}

// keptHere says that a change is of a record that the community keeps itself: not of
// what its street gave out or asked.
func keptHere(kind ledger.Kind, c Before) (bool, error) {
	if !slices.Contains(rules.CommunityKinds, kind) {
		return false, nil
	}
	if kind != ledger.Communities { // of these alone some are the community's and some the street's
		return true, nil
	}
	state := c.Now
	if state == nil {
		state = c.Was
	}
	r := kind.New()
	if err := reading.Unmarshal(state, r); err != nil {
		return false, fmt.Errorf("journal: %w", err)
	}
	return !r.Head().Received(), nil
}

// sameContent says that two versions, as they were written, are the same to people.
func sameContent(kind ledger.Kind, was, is []byte) (bool, error) {
	a, err := recordOf(kind, was)
	if err != nil {
		return false, err
	}
	b, err := recordOf(kind, is)
	return err == nil && merge.Same(kind, a, b), err
}

// Since counts what changed after a submission until now.
func (b *Book) Since(s Submission) (Difference, error) {
	d, err := b.since(s.Seq)
	if err != nil {
		return d, Tell(err)
	}
	return d, nil
}

// SubmitWorkbook writes the 上报表 for a street without this program: the figures
// and a sheet of each kind with whole numbers, 0600. It is journalled like every
// export; the person is told that the file is not sealed.
func (b *Book) SubmitWorkbook(ctx context.Context, path string, progress func(done, total int)) error {
	if err := b.Allow(MaySubmit); err != nil {
		return err
	}
	if b.Profile().Practice {
		return Refuse("这是练习台账，里面的人都是编的，不能上报。")
	}
	if err := WorkbookName(path); err != nil {
		return err
	}
	sheets, rows := b.outSheets(Export{Full: true})
	figures := b.figures()
	first := sheet.OutSheet{Name: "汇总", Title: b.Profile().Name + "团建情况上报表", Particulars: "统计日期：" + b.Basis().Today.String(),
		Columns: []sheet.OutColumn{{Head: "项目", Width: 30}, {Head: "数", Width: 10, Number: true}, {Head: "基数", Width: 10, Number: true}}, Len: len(figures), Row: func(i int) []string { return figures[i] }}
	err := b.WriteOut(path, func(w io.Writer) error {
		return sheet.Write(ctx, w, sheet.Out{Sheets: append([]sheet.OutSheet{first}, sheets...)}, progress)
	}, func() error {
		return b.note("export", Detail{What: "submission", Rows: rows, Whole: true, Reason: "上报街道（表格）"})
	})
	if err != nil {
		return Tell(err)
	}
	return nil
}

// figures are the summary in words, numerator before denominator.
func (b *Book) figures() [][]string {
	s := rules.SummaryOf(b.Today())
	n := func(title string, part int) []string { return []string{title, itoa(part), ""} }
	of := func(title string, part, whole int) []string { return []string{title, itoa(part), itoa(whole)} }
	return [][]string{
		n("企业总数", s.Enterprises), n("在营企业", s.OpenEnterprises), n("在营非公企业", s.NonPublic), of("规上企业已建团", s.AboveScaleBuilt, s.AboveScale),
		of("应建团企业已建团", s.ShouldAndHave, s.ShouldHaveBranch), of("非公企业已覆盖", s.NonPublicCovered, s.NonPublic),
		n("团组织", s.Branches), n("不足 3 人的团支部", s.BranchesSmall), n("届满未换", s.BranchesOverTerm), n("任命待选举", s.Appointed), n("无现任书记", s.BranchesVacant),
		n("在册团员", s.Members), n("男", s.Men), n("女", s.Women), n("党员", s.PartyMembers), n("少数民族", s.Minorities), n("流动团员", s.Mobile), n("未编入团支部", s.Unassigned),
		n("超龄未离团", s.OverAge), n("已离团", s.Left), n("团干部", s.Cadres), n("资料待核", s.Pending),
	}
}
