package travel

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tuanjian/store"
	"tuanjian/store/care"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Apply takes in every package that is Ready, all in one transaction, after a backup of the ledger where it is backed
// up unasked, and answers the journal's number, by which it can be taken back; 0 when there was nothing to take in.
// Changed when the ledger has changed since it was looked at.
func (r *Reception) Apply(ctx context.Context, progress func(done, total int)) (seq uint64, err error) {
	b := r.book
	if err := b.Allow(store.MayReceive); err != nil {
		return 0, err
	}
	ready, _ := r.Ready()
	if len(ready) == 0 {
		return 0, nil
	}
	if err := care.BackUpBefore(b, care.BeforeReceive); err != nil {
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
	return b.Do(store.Intent{Deed: store.MayReceive, What: "parcel", Rows: rows, Reason: strings.Join(why, "；"), Unless: r.age}, func(t *store.Turn) error {
		signed := map[string]bool{}
		room, err := roomFor(b)
		if err != nil {
			return err
		}
		room = min(room, filesAtOnce)
		for _, a := range inOrder(ready) {
			step := func() error {
				if progress != nil && t.Staged()%500 == 0 {
					progress(t.Staged(), total)
				}
				return ctx.Err()
			}
			if err := a.stage(t, step); err != nil {
				return err
			}
			if err := r.files(ctx, t, a, &room); err != nil {
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

// filesAtOnce is how many bytes of files one reception takes in: they wait in memory until it is saved. What finds no room
// comes with the next package.
const filesAtOnce = 120 << 20

// inOrder puts the packages of one sender into the order of their numbers.
func inOrder(deliveries []*Delivery) []*Delivery {
	return slices.SortedStableFunc(slices.Values(deliveries), func(x, y *Delivery) int {
		return cmp.Or(cmp.Compare(x.manifest.Sender.Ledger, y.manifest.Sender.Ledger), cmp.Compare(x.Number, y.Number))
	})
}

// stage takes a package in, or notes one that has a later one behind it.
func (a *Delivery) stage(t *store.Turn, step func() error) error {
	for _, x := range a.besides {
		var err error
		switch {
		case x.Was == nil: // the community itself: others refer to it
			err = t.Put(x.Kind, nil, x.Now)
		case x.Now == nil:
			err = t.Remove(x.Kind, x.Was, "")
		default:
			err = t.Replace(x.Kind, x.Was, x.Now)
		}
		if err != nil {
			return err
		}
	}
	for _, x := range slices.Backward(a.leaves) {
		if err := t.Remove(x.Kind, x.Was, ""); err != nil {
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

// note is the record of a package.
func (a *Delivery) note() *ledger.Parcel {
	added, changed, removed := a.Since.Total()
	p := &ledger.Parcel{Sort: codes.ParcelSubmission, Community: a.Community, Number: value.CountOf(int(a.Number)), Day: a.Day, Written: a.Written.UTC().Format(time.RFC3339),
		Digest: a.manifest.Digest, Previous: a.manifest.Previous, Sender: a.manifest.Sender.Ledger, Records: value.CountOf(a.Records), Members: value.CountOf(a.Counts["member"]),
		State: codes.ParcelTaken}
	if a.State == DeliveryEarlier {
		p.Note = "同时接收了更新的一包，这一包只作登记。"
		return p
	}
	p.Added, p.Changed, p.Removed = value.CountOf(added), value.CountOf(changed), value.CountOf(removed)
	p.Hard, p.Soft = value.CountOf(a.Hard), value.CountOf(a.Soft)
	return p
}

// enrol writes down the signature that a person has accepted, and where an answer goes. The one whose place it takes is
// stopped.
func (a *Delivery) enrol(t *store.Turn) error {
	m := a.manifest.Sender
	if a.Anew != "" {
		if err := distrust(t, signersOf(t.View(), a.Community), a.Anew); err != nil {
			return err
		}
	}
	if a.known == nil {
		return t.Put(ledger.Signers, nil, &ledger.Signer{Title: a.Sender, Community: a.Community, Ledger: m.Ledger, Key: m.Key, Answer: m.Answer, Words: a.Words.String(),
			State: codes.SignerAccepted, Since: t.View().Basis().Today})
	}
	now := ledger.Signers.Clone(a.known).(*ledger.Signer)
	now.Title, now.Answer = a.Sender, m.Answer
	if now.State != codes.SignerAccepted {
		now.State, now.Since = codes.SignerAccepted, t.View().Basis().Today
	}
	if merge.Same(ledger.Signers, a.known, now) {
		return nil
	}
	return t.Replace(ledger.Signers, a.known, now)
}

// ForgetCommunity ends the trust in the signature of one of the street's communities, so that the next package of a
// ledger that nobody knows is taken for a first one: for the day on which its signature may be in strange hands. Only
// an 管理员 may do it; the reason is kept. Where the package of its new ledger is there already, see Ruling.Anew.
func ForgetCommunity(b *store.Book, community value.ID, reason string) error {
	if err := b.Allow(store.MayForget); err != nil {
		return err
	}
	known := signersOf(b.Today(), community)
	if !b.Profile().Street || len(known) == 0 {
		return store.Refuse("还没有认过这个社区的签名。")
	}
	if err := mayDistrust(b, reason, anewExample); err != nil {
		return err
	}
	_, err := b.Do(store.Intent{Deed: store.MayForget, What: "signer", Reason: reason}, func(t *store.Turn) error { return distrust(t, known, reason) })
	return err
}

const anewExample = "社区换了电脑，已电话核对"

// signersOf are the signatures of a community that were not stopped.
func signersOf(v *records.View, community value.ID) (known []*ledger.Signer) {
	for s := range records.All[*ledger.Signer](v, ledger.Signers) {
		if s.Community == community && s.State != codes.SignerStopped {
			known = append(known, s)
		}
	}
	return known
}
