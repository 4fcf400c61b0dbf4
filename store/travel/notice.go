package travel

import (
	"context"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/letters"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Keyless are the street's communities whose ledger it has not accepted yet, by name:
// while there is one, a notice is sealed to a passphrase.
func Keyless(b *store.Book) []string {
	signed := signed(b)
	var names []string
	for c := range records.All[*ledger.Community](b.Today(), ledger.Communities) {
		if !c.Received() && len(signed[c.ID]) == 0 {
			names = append(names, c.Title)
		}
	}
	return names
}

// Notice writes a street's notice into a folder: one file for all its communities, with
// the street, the communities and their codes, the committee, the standing contacts, the
// rules, the code lists and the street's public key, signed. It is sealed to the keys of
// the communities' ledgers, or to the passphrase as long as one of them is Keyless.
//
// Every community reads all of it. So it has officers with their telephones, which are
// official, but no notes, no chiefs and numbers of people of the communities, no ended
// places, and of visits only the days: what was seen somewhere is not told to the others.
func Notice(ctx context.Context, b *store.Book, g Giving) (Sent, string, error) {
	if err := b.Allow(store.MayGive); err != nil {
		return Sent{}, "", err
	}
	if err := gives(b, g); err != nil {
		return Sent{}, "", err
	}
	last, err := lastSent(b, codes.ParcelNotice, value.ID{})
	if err != nil {
		return Sent{}, "", err
	}
	v := b.Today()
	c, err := Noticed(b, v)
	if err != nil {
		return Sent{}, "", err
	}
	c.Manifest.Previous = last.Digest
	var signers []*ledger.Signer
	if len(Keyless(b)) == 0 {
		for _, of := range signed(b) {
			signers = append(signers, of...)
		}
	}
	lock, err := lockTo(b, signers, g.Passphrase)
	if err != nil {
		return Sent{}, "", tellParcel(err)
	}
	s := &Sent{Sort: codes.ParcelNotice, Number: last.Number + 1, Time: b.Clock().Unix(), Day: b.Basis().Today, Who: b.Operator(), Keys: len(signers)}
	s.File = parcel.NoticeName(b.Profile().Name, s.Day, s.Number)
	made, err := giveOut(ctx, b, g, s, c, lock)
	if err != nil {
		return Sent{}, "", err
	}
	_, err = b.Do(store.Intent{Deed: store.MayGive, What: "parcel", Rows: s.Rows, Reason: "下发社区", Unless: v.Age()}, func(t *store.Turn) error { return NoteSent(t, s) })
	if err != nil {
		made.Drop()
		return Sent{}, "", err
	}
	if err := made.Show(); err != nil {
		return Sent{}, "", store.Tell(err)
	}
	return *s, s.Path, nil
}

// Noticed gathers what a notice holds of the records of one moment.
func Noticed(b *store.Book, v *records.View) (parcel.Content, error) {
	today := v.Basis().Today
	c := parcel.Content{Manifest: parcel.Manifest{Kind: parcel.Notice, Recipient: parcel.Recipient{Name: "各社区"}}, Rules: b.Basis().Rules.Source(), Lists: b.Decisions().Lists, Words: letters.Given(b)}
	stands := map[value.ID]bool{}
	for _, kind := range ledger.OfStreet {
		var out []ledger.Record
		for _, r := range v.Of(kind) {
			if now := kind.Given(r, today, func(id value.ID) bool { return stands[id] }); now != nil && !r.Head().Received() {
				m := r.Head()
				*now.Head() = ledger.Meta{ID: m.ID, Rev: m.Rev, Order: m.Order, Created: m.Created, Changed: m.Changed}
				stands[m.ID] = true
				out = append(out, now)
			}
		}
		c.Tables = append(c.Tables, parcel.Table{Kind: kind, Records: out})
	}
	switch n := len(c.Tables[0].Records); {
	case n == 0:
		return c, store.Refuse("台账里没有本街道的资料。请先从回收站恢复，再下发。")
	case n > 1:
		return c, store.Refuse("台账里有 " + strconv.Itoa(n) + " 个街道（" + ledger.NameOf(c.Tables[0].Records[0]) + "、" + ledger.NameOf(c.Tables[0].Records[1]) + "）。请把不是本街道的移到回收站，再下发。")
	}
	if len(c.Tables[1].Records) == 0 {
		return c, store.Refuse("还没有登记社区。请先登记各社区的名称和代码，再下发。")
	}
	titles := map[string]bool{}
	for _, r := range c.Tables[1].Records {
		title := ledger.NameOf(r)
		if titles[title] {
			return c, store.Refuse("有两个社区都叫“" + title + "”，没有下发。请先改正其中一个的名称，或移走重复的。")
		}
		titles[title] = true
	}
	return c, nil
}
