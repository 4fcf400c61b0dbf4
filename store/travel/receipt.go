package travel

import (
	"context"
	"slices"
	"strconv"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// MostMatters is how many matters a receipt may have; an honest one has a hundredth.
const MostMatters = 20_000

// A ReceiptPlan is what taking a receipt of the street in would do to a community's
// ledger.
type ReceiptPlan struct {
	Number  uint64
	Day     value.Date
	Street  string
	Taken   bool             // this very package was taken in before; Apply does nothing
	Missing int              // receipts between the last one and this that never came; this one tells all that they did
	Answers []ReceiptAnswer  // submissions of this ledger of which it says something new
	New     []*ledger.Matter // what is to be mended or answered from now on
	Closed  []*ledger.Matter // what the street has settled or taken back
	Changed int              // other matters that the street has changed
	Passed  int              // matters that cannot be taken in: of other records than ours, or of a newer program

	book     *store.Book
	manifest parcel.Manifest
	steps    []records.Change
	ages     records.Age
}

// A ReceiptAnswer is what became of one submission.
type ReceiptAnswer struct {
	Number   uint64
	Returned bool // something in it is to be mended; otherwise it is accepted
}

// ReadReceipt opens a receipt of the street and plans to take it in. It refuses, each
// with its own sentence, what is no receipt, damaged, forged or of a newer program; one
// for another community, one older than the last, one with another signature than the
// accepted one, and any as long as no notice of the street was taken in. Locked without
// the passphrase that it is sealed to.
func ReadReceipt(ctx context.Context, b *store.Book, path, passphrase string) (*ReceiptPlan, error) {
	if err := b.Allow(store.MayReceive); err != nil {
		return nil, err
	}
	p, done, err := OpenParcel(ctx, b, path, passphrase, Modest, parcel.Receipt)
	if err != nil {
		return nil, err
	}
	defer done()
	var plan *ReceiptPlan
	err = guarded(func() error { plan, err = planReceipt(ctx, b, p); return err })
	return plan, err
}

// planReceipt is ReadReceipt for a package that is open.
func planReceipt(ctx context.Context, b *store.Book, in *parcel.Parcel) (*ReceiptPlan, error) {
	m, profile := &in.Manifest, b.Profile()
	if profile.Street {
		return nil, store.Refuse("这是回执包，要在社区台账里接收。现在打开的是街道台账。")
	}
	if err := genuine(b, m); err != nil {
		return nil, err
	}
	known, err := fromStreet(b, m)
	switch {
	case err != nil:
		return nil, err
	case known == nil:
		return nil, store.Refuse("本台账还没有认过街道的签名，回执没有接收。请先接收街道的下发包，核对六个词。")
	case m.Recipient.Ledger != profile.Ledger:
		return nil, store.Refuse("这个回执包是给“" + cut(m.Recipient.Name) + "”的，不是给本台账的，没有接收。请核对是不是拿错了。")
	}
	p := &ReceiptPlan{Number: m.Sequence, Day: m.Snapshot, Street: senderName(m), book: b, manifest: *m}
	same, highest := arrived(b, codes.ParcelReceipt, m)
	switch {
	case same:
		p.Taken = true
		return p, nil
	case m.Sequence <= highest:
		return nil, store.Refuse("这是第 " + strconv.Itoa(int(m.Sequence)) + " 份回执，已经接收过第 " + strconv.Itoa(int(highest)) + " 份，旧的没有接收。请向街道要最新的。")
	case tooHigh(m.Sequence, highest) != "":
		return nil, store.Refuse(tooHigh(m.Sequence, highest))
	case m.Counts[ledger.Matters.Name()] > MostMatters:
		return nil, tellParcel(parcel.ErrMalformed)
	case highest > 0:
		p.Missing = int(m.Sequence - highest - 1)
	}
	p.ages = b.Today().Age()
	if err := p.answers(ctx, in); err != nil {
		return nil, tellParcel(err)
	}
	if err := p.matters(ctx, in); err != nil {
		return nil, tellParcel(err)
	}
	return p, nil
}

// answers marks the submissions that went from this ledger, by a record of each.
func (p *ReceiptPlan) answers(ctx context.Context, in *parcel.Parcel) error {
	b := p.book
	v := b.Today()
	said, err := in.Answers(ctx)
	if err != nil {
		return err
	}
	ours, err := points.Submissions(b)
	if err != nil {
		return err
	}
	home := b.Today().Community()
	had := map[string]*ledger.Parcel{}
	for x := range records.All[*ledger.Parcel](v, ledger.Parcels) {
		if x.Sort == codes.ParcelSubmission {
			had[x.Digest] = x
		}
	}
	for _, a := range said {
		i := slices.IndexFunc(ours, func(s points.Submission) bool { return s.Digest == a.Digest })
		if i < 0 || home == nil || a.State != codes.ParcelAnswered && a.State != codes.ParcelReturned {
			continue // of a copy of this ledger on another computer, or of a newer program
		}
		s, was := ours[i], had[a.Digest]
		if was != nil && was.State == a.State {
			continue
		}
		now := &ledger.Parcel{Sort: codes.ParcelSubmission, Community: home.ID, Number: value.CountOf(int(s.Number)), Day: s.Day, Digest: s.Digest, Sender: b.Profile().Ledger,
			Records: value.CountOf(sum(s.Counts)), Members: value.CountOf(s.Counts["member"])}
		if was != nil {
			now = ledger.Parcels.Clone(was).(*ledger.Parcel)
		}
		now.State, now.Answer = a.State, value.CountOf(int(p.Number))
		step := moved(ledger.Parcels, nil, now)
		if was != nil {
			step.Was = was
		}
		p.steps = append(p.steps, step)
		p.Answers = append(p.Answers, ReceiptAnswer{s.Number, a.State == codes.ParcelReturned})
	}
	return nil
}

// matters takes over what is about this community's own records.
func (p *ReceiptPlan) matters(ctx context.Context, in *parcel.Parcel) error {
	b := p.book
	bin, err := b.Bin().All()
	if err != nil {
		return err
	}
	binned := map[string]bool{}
	for _, x := range bin {
		binned[x.Kind+x.ID.String()] = true
	}
	home, street := b.Today().Community(), Received(b, ledger.Streets)
	if home == nil || len(street) == 0 {
		return store.Refuse("这个台账里找不到本社区或街道的资料，回执没有接收。请先接收街道的下发包。")
	}
	return in.Records(ctx, func(_ ledger.Kind, r ledger.Record) error {
		now := r.(*ledger.Matter)
		was, _ := b.Get(ledger.Matters, now.ID).(*ledger.Matter)
		if !p.ours(now, was, home, binned) || b.Today().OfOther(ledger.Matters, now.ID) {
			p.Passed++
			return nil
		}
		now.Owner, now.Community = street[0].Head().ID, home.ID
		now.Source, now.Excuses, now.Loose = "", nil, nil
		step := moved(ledger.Matters, nil, now)
		if was != nil {
			KeepReply(now, was)
			if merge.Same(ledger.Matters, was, now) && was.Owner == now.Owner {
				return nil
			}
			step.Was = was
		}
		p.steps = append(p.steps, step)
		switch {
		case rules.Closed(now.State) && (was == nil || !rules.Closed(was.State)):
			p.Closed = append(p.Closed, now)
		case was == nil:
			p.New = append(p.New, now)
		default:
			p.Changed++
		}
		return nil
	}, ledger.Matters)
}

// ours says whether a matter is about something that this ledger has or has had, in
// words that this program knows. The street's record of this community stands for our
// own.
func (p *ReceiptPlan) ours(m, was *ledger.Matter, home *ledger.Community, binned map[string]bool) bool {
	listed := p.book.Profile().Listed
	kind := ledger.KindOf(m.Kind)
	if kind == nil || !slices.Contains(ledger.OfOffice, kind) || listed.IsZero() || m.Community != listed {
		return false
	}
	if !codes.MatterSorts.Has(m.Sort) || !codes.MatterStates.Has(m.State) || m.Text == "" || was != nil && !was.Received() {
		return false
	}
	if at := kind.At(m.Key); m.Key != "" && (at < 0 || at >= kind.Fields()) {
		return false
	}
	id, err := value.ParseID(m.Record)
	if err != nil || id.IsZero() {
		return false
	}
	if kind == ledger.Communities && id == listed {
		id, m.Record = home.ID, home.ID.String()
		m.Stamp = "" // made of the street's record
	}
	if was != nil && was.Kind == m.Kind && was.Record == m.Record {
		return true
	}
	r := p.book.Get(kind, id)
	return r != nil && !r.Head().Received() || binned[m.Kind+id.String()]
}

// KeepReply keeps the community's own words: the street may have older ones, or none
// yet. Only what the street has closed is closed.
func KeepReply(now, was *ledger.Matter) {
	if was.Reply != "" {
		now.Reply, now.Settled, now.By = was.Reply, was.Settled, was.By
	}
	if !rules.Closed(now.State) && !rules.Closed(was.State) && (was.Reply != "" || now.State == codes.MatterOpen) {
		now.State = was.State
	}
}

// Nothing says that the receipt tells nothing new.
func (p *ReceiptPlan) Nothing() bool { return len(p.steps) == 0 }

// Apply takes the receipt in, in one transaction after a backup; undoing takes all of
// it back. A package that was taken in before changes nothing. Changed when the ledger
// has changed since the plan.
func (p *ReceiptPlan) Apply() error {
	b := p.book
	if p.Taken {
		return nil
	}
	if err := care.BackUpBefore(b, care.BeforeReceive); err != nil {
		return err
	}
	_, err := b.Do(store.Intent{Deed: "receipt", What: "receipt", Rows: len(p.steps), Unless: p.ages}, func(t *store.Turn) error {
		for _, s := range p.steps {
			if err := arrive(t, s); err != nil {
				return err
			}
		}
		note := &ledger.Parcel{Sort: codes.ParcelReceipt, Number: value.CountOf(int(p.Number)), Day: p.Day, Digest: p.manifest.Digest, Written: p.manifest.Generated.UTC().Format(time.RFC3339),
			Previous: p.manifest.Previous, Sender: p.manifest.Sender.Ledger, Records: value.CountOf(sum(p.manifest.Counts)), State: codes.ParcelTaken}
		if home := b.Today().Community(); home != nil {
			note.Community = home.ID
		}
		note.Added, note.Changed, note.Removed = balance(p.steps)
		return t.Put(ledger.Parcels, nil, note)
	})
	return err
}
