package travel

import (
	"context"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/value"
)

// An Owed is a community to which a receipt is due.
type Owed struct {
	Community *ledger.Community
	Parcels   []*ledger.Parcel // its submissions that no receipt has answered, in the order in which they came
	Matters   []*ledger.Matter // what no receipt has told it yet
	Keyless   bool             // its receipt is sealed to a passphrase

	to []*ledger.Signer
}

// Dues are the communities to which something has to be told, in the order of the list
// of communities.
func Dues(b *store.Book) []Owed {
	signed := signed(b)
	var out []Owed
	at := map[value.ID]int{}
	for c := range records.All[*ledger.Community](b.Today(), ledger.Communities) {
		if !c.Received() {
			at[c.ID] = len(out)
			out = append(out, Owed{Community: c, Keyless: len(signed[c.ID]) == 0, to: signed[c.ID]})
		}
	}
	for p := range records.All[*ledger.Parcel](b.Today(), ledger.Parcels) {
		if i, known := at[p.Community]; known && p.Sort == codes.ParcelSubmission && p.Answer == 0 {
			out[i].Parcels = append(out[i].Parcels, p)
		}
	}
	for m := range records.All[*ledger.Matter](b.Today(), ledger.Matters) {
		if i, known := at[m.Community]; known && m.Sent == 0 {
			out[i].Matters = append(out[i].Matters, m)
		}
	}
	due := out[:0]
	for _, d := range out {
		if len(d.Parcels)+len(d.Matters) > 0 {
			due = append(due, d)
		}
	}
	return due
}

// Reply writes the receipts that are due into a folder, one for each community, and
// notes that they were given: which submissions are accepted or returned, and all
// matters of that community as they stand. Each is sealed to the key of its community's
// ledger, or to the passphrase where the street has none. Nothing is written when
// nothing is due.
func Reply(ctx context.Context, b *store.Book, g Giving) ([]Sent, error) {
	if err := b.Allow("reply"); err != nil {
		return nil, err
	}
	if err := gives(b, g); err != nil {
		return nil, err
	}
	dues, today := Dues(b), b.Basis().Today
	if len(dues) == 0 {
		return nil, store.Refuse("没有要发的回执：收到的都已经回过，也没有新的退回和提问。")
	}
	age := b.Today().Age()
	var made []*Sent
	var unseen []store.Making
	var after []records.Change
	for _, d := range dues {
		last, err := lastSent(b, codes.ParcelReceipt, d.Community.ID)
		if err != nil {
			return nil, dropAll(err, unseen)
		}
		s := &Sent{Sort: codes.ParcelReceipt, Number: last.Number + 1, Community: d.Community.ID, Time: b.Clock().Unix(), Day: today, Who: b.Operator(), Keys: len(d.to)}
		s.File = parcel.ReceiptName(d.Community.Title, s.Day, s.Number)
		c, steps := receipt(b, d, s.Number)
		c.Manifest.Previous = last.Digest
		lock, err := lockTo(b, d.to, g.Passphrase)
		if err != nil {
			return nil, dropAll(tellParcel(err), unseen)
		}
		shut, err := giveOut(ctx, b, g, s, c, lock)
		if err != nil {
			return nil, dropAll(err, unseen)
		}
		made, unseen, after = append(made, s), append(unseen, shut), append(after, steps...)
	}
	_, err := b.Do(store.Intent{Deed: "reply", What: "parcel", Rows: len(made), Reason: "回执社区", Unless: age}, func(t *store.Turn) error {
		for _, s := range after {
			if err := t.Put(s.Kind, s.Was, s.Now); err != nil {
				return err
			}
		}
		return NoteSent(t, made...)
	})
	if err != nil {
		return nil, dropAll(err, unseen)
	}
	if err := showAll(unseen); err != nil {
		return nil, err
	}
	out := make([]Sent, len(made))
	for i, s := range made {
		out[i] = *s
	}
	return out, nil
}

// receipt gathers what one community is told, and what the street notes when it is.
func receipt(b *store.Book, d Owed, number uint64) (parcel.Content, []records.Change) {
	c := parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Receipt, Recipient: parcel.Recipient{Name: d.Community.Title, Ledger: ledgerOf(b, d)}}}
	var steps []records.Change
	returned := map[value.Count]bool{}
	var matters []ledger.Record
	for m := range records.All[*ledger.Matter](b.Today(), ledger.Matters) {
		if m.Community != d.Community.ID {
			continue
		}
		if m.Sort == codes.MatterReturn && rules.MatterState(b.Today(), m) == codes.MatterOpen {
			returned[m.Number] = true
		}
		if m.Sent == 0 {
			now := *m
			now.Sent = value.CountOf(int(number))
			steps = append(steps, moved(ledger.Matters, m, &now))
			m = &now
		}
		matters = append(matters, m)
	}
	c.Tables = []parcel.Table{{Kind: ledger.Matters, Records: matters}}
	for p := range records.All[*ledger.Parcel](b.Today(), ledger.Parcels) {
		if p.Community != d.Community.ID || p.Sort != codes.ParcelSubmission {
			continue
		}
		if p.Answer == 0 {
			now := *p
			now.Answer, now.State = value.CountOf(int(number)), codes.ParcelAnswered
			if returned[p.Number] {
				now.State = codes.ParcelReturned
			}
			steps = append(steps, moved(ledger.Parcels, p, &now))
			p = &now
		}
		n, _ := p.Number.Value()
		c.Answers = append(c.Answers, parcel.Answer{Number: uint64(n), Digest: p.Digest, State: p.State})
	}
	return c, steps
}

// ledgerOf is the ledger that a community's receipt is for: the one that signed its
// newest submission.
func ledgerOf(b *store.Book, d Owed) string {
	if last := rules.NewestParcel(b.Today(), d.Community.ID); last != nil {
		return last.Sender
	}
	if len(d.to) > 0 {
		return d.to[0].Ledger
	}
	return ""
}
