package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
	"tuanjian/store/vault"
)

// Apply takes in every package that is Ready, all in one transaction, after a backup of the ledger where it is backed
// up unasked, and answers the journal's number, by which it can be taken back; 0 when there was nothing to take in.
// Changed when the ledger has changed since it was looked at.
func (r *Reception) Apply(ctx context.Context, progress func(done, total int)) (seq uint64, err error) {
	b := r.book
	if err := b.Allow(MayReceive); err != nil {
		return 0, err
	}
	ready, _ := r.Ready()
	if len(ready) == 0 {
		return 0, nil
	}
	if err := b.BackUpBefore(BeforeReceive); err != nil {
		return 0, err
	}
	defer r.spend()()
	rows, total := 0, 0
	var why []string
	for _, a := range ready {
		if a.Anew != "" && !slices.Contains(why, a.Anew) {
			why = append(why, a.Anew)
		}
		rows += a.Records
		total += len(a.brings) + len(a.leaves) + len(a.besides)
	}
	return b.Do(Intent{Deed: MayReceive, What: "parcel", Rows: rows, Reason: strings.Join(why, "；"), Unless: r.age}, func(t *Turn) error {
		signed := map[string]bool{}
		for _, a := range inOrder(ready) {
			step := func() error {
				if progress != nil && len(t.staged)%500 == 0 {
					progress(len(t.staged), total)
				}
				return ctx.Err()
			}
			if err := a.stage(t, step); err != nil {
				return err
			}
			if ledger := a.manifest.Sender.Ledger; !signed[ledger] {
				signed[ledger] = true
				if err := a.enrol(t); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// inOrder puts the packages of one sender into the order of their numbers.
func inOrder(deliveries []*Delivery) []*Delivery {
	return slices.SortedStableFunc(slices.Values(deliveries), func(x, y *Delivery) int {
		return cmp.Or(cmp.Compare(x.manifest.Sender.Ledger, y.manifest.Sender.Ledger), cmp.Compare(x.Number, y.Number))
	})
}

// stage takes a package in, or notes one that has a later one behind it.
func (a *Delivery) stage(t *Turn, step func() error) error {
	for _, x := range a.besides {
		if x.was == nil { // the community itself: others refer to it
			if err := t.Put(x.kind, nil, x.now); err != nil {
				return err
			}
		} else if err := t.Replace(x.kind, x.was, x.now); err != nil {
			return err
		}
	}
	for _, x := range slices.Backward(a.leaves) {
		if err := t.Remove(x.kind, x.was, ""); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	if err := t.TakeAll(a.brings, step); err != nil {
		return err
	}
	return t.Put(ledger.Parcels, nil, a.note())
}

// Take stages a record as its owner has it: with its number of versions and with who saved it when. Its place among
// the others is this ledger's.
func (t *Turn) Take(kind ledger.Kind, was, now ledger.Record) error {
	m := now.Head()
	if was != nil {
		m.Order = was.Head().Order
	} else {
		m.Order = t.order()
	}
	return t.stage(kind, was, now)
}

// TakeAll is Take for many, which are brought into the form of the file on all processors.
func (t *Turn) TakeAll(brings []merging, step func() error) error {
	const many = 1024 // at a time, so that few wait in both forms
	for ; len(brings) > 0; brings = brings[min(many, len(brings)):] {
		some := brings[:min(many, len(brings))]
		for i, x := range some {
			m := x.now.Head()
			if m.Order = t.order() + uint64(i); x.was != nil {
				m.Order = x.was.Head().Order
			}
			if err := t.mine(x.kind, x.was, x.now); err != nil {
				return err
			}
			x.kind.Tidy(x.now)
		}
		written := make([]struct {
			before, after []byte
			err           error
		}, len(some))
		records.InParts(len(some), func(i int) {
			w, x := &written[i], some[i]
			if x.was != nil {
				w.before, w.err = writing.Marshal(x.was)
			}
			if w.err == nil {
				w.after, w.err = writing.Marshal(x.now)
			}
		})
		for i, x := range some {
			if err := written[i].err; err != nil {
				return err
			}
			if err := step(); err != nil {
				return err
			}
			id := x.now.Head().ID
			t.items[x.kind.Name()] = append(t.items[x.kind.Name()], vault.Item{Key: id[:], Plain: written[i].after})
			if err := t.journal(x.kind, id, written[i].before, written[i].after, x.now); err != nil {
				return err
			}
		}
	}
	return nil
}

// note is the record of a package.
func (a *Delivery) note() *ledger.Parcel {
	added, changed, removed := a.Since.Total()
	p := &ledger.Parcel{Sort: ledger.ParcelSubmission, Community: a.Community, Number: ledger.CountOf(int(a.Number)), Day: a.Day, Written: a.Written.UTC().Format(time.RFC3339),
		Digest: a.manifest.Digest, Previous: a.manifest.Previous, Sender: a.manifest.Sender.Ledger, Records: ledger.CountOf(a.Records), Members: ledger.CountOf(a.Counts["member"]),
		State: ledger.ParcelTaken}
	if a.State == DeliveryEarlier {
		p.Note = "同时接收了更新的一包，这一包只作登记。"
		return p
	}
	p.Added, p.Changed, p.Removed = ledger.CountOf(added), ledger.CountOf(changed), ledger.CountOf(removed)
	p.Hard, p.Soft = ledger.CountOf(a.Hard), ledger.CountOf(a.Soft)
	return p
}

// enrol writes down the signature that a person has accepted, and where an answer goes. The one whose place it takes is
// stopped.
func (a *Delivery) enrol(t *Turn) error {
	m := a.manifest.Sender
	if a.Anew != "" {
		if err := t.distrust(t.book.signersOf(a.Community), a.Anew); err != nil {
			return err
		}
	}
	if a.known == nil {
		return t.Put(ledger.Signers, nil, &ledger.Signer{Title: a.Sender, Community: a.Community, Ledger: m.Ledger, Key: m.Key, Answer: m.Answer, Words: a.Words.String(),
			State: ledger.SignerAccepted, Since: ledger.DayOf(t.book.env.Now())})
	}
	now := ledger.Signers.Clone(a.known).(*ledger.Signer)
	now.Title, now.Answer = a.Sender, m.Answer
	if now.State != ledger.SignerAccepted {
		now.State, now.Since = ledger.SignerAccepted, ledger.DayOf(t.book.env.Now())
	}
	if merge.Same(ledger.Signers, a.known, now) {
		return nil
	}
	return t.Replace(ledger.Signers, a.known, now)
}

// parcelsSince says why changes that brought packages, or took them back, cannot be taken back by themselves: what a
// community sends replaces all that it sent before, so only its last package goes, and only until it is answered.
func (b *Book) parcelsSince(changes []change) string {
	if !b.now().Street() {
		return "" // there such records tell what became of its own
	}
	last := map[ledger.ID]*ledger.Parcel{}
	for p := range all[*ledger.Parcel](b, ledger.Parcels) {
		if had := last[p.Community]; p.Sort == ledger.ParcelSubmission && (had == nil || had.Order < p.Order) {
			last[p.Community] = p
		}
	}
	of := map[ledger.ID]uint64{}
	for _, c := range changes {
		for _, r := range []ledger.Record{c.was, c.now} {
			if p, ok := r.(*ledger.Parcel); ok && (c.was == nil || c.now == nil) && p.Sort == ledger.ParcelSubmission {
				of[p.Community] = max(of[p.Community], p.Order)
			}
		}
	}
	for community, order := range of {
		switch p := last[community]; {
		case p == nil:
		case p.Order > order:
			return "这之后又接收过“" + b.now().Name(ledger.Communities, community) + "”的包。请先撤销后面那一次。"
		case p.Order == order && p.State != ledger.ParcelTaken:
			return "“" + b.now().Name(ledger.Communities, community) + "”的这一包已经发过回执，不能再撤销接收。请让社区改好后再上报一次。"
		}
	}
	return ""
}

// ForgetCommunity ends the trust in the signature of one of the street's communities, so that the next package of a
// ledger that nobody knows is taken for a first one: for the day on which its signature may be in strange hands. Only
// an 管理员 may do it; the reason is kept. Where the package of its new ledger is there already, see Ruling.Anew.
func (b *Book) ForgetCommunity(community ledger.ID, reason string) error {
	if err := b.Allow(MayForget); err != nil {
		return err
	}
	known := b.signersOf(community)
	if !b.Profile().Street || len(known) == 0 {
		return Refuse("还没有认过这个社区的签名。")
	}
	if err := b.mayDistrust(reason, anewExample); err != nil {
		return err
	}
	return b.write("forget", &Detail{What: "signer", Reason: reason}, func(t *Turn) error { return t.distrust(known, reason) })
}

const anewExample = "社区换了电脑，已电话核对"

// signersOf are the signatures of a community that were not stopped.
func (b *Book) signersOf(community ledger.ID) (known []*ledger.Signer) {
	for s := range all[*ledger.Signer](b, ledger.Signers) {
		if s.Community == community && s.State != ledger.SignerStopped {
			known = append(known, s)
		}
	}
	return known
}
