package travel

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"time"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/merge"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Meeting is a package that another copy of this ledger wrote, compared with this one
// field by field over the newest version that both have had. Nothing is written before
// Apply. Only two things come to a person, as Clashes: a field that was changed here
// and there to something else, and a record that one side removed and the other
// changed.
//
// A record with an undecided clash stays wholly as it is here, and clashes again when
// the same package comes again. A record that was removed on one side stays when the
// other side has something that refers to it.
type Meeting struct {
	Number  uint64     // of the submission that the other copy wrote
	Day     value.Date // whose state is inside
	Written time.Time
	Clashes []Clash // in the order of ledger.All; Pick is the person's

	book   *store.Book
	ages   records.Age
	digest string
	items  []*meetItem
	there  map[value.ID]meetRecord // what they have and we have not
	asides []meetRecord            // what was overruled there and never was here
	laid   *records.View           // see both
	files  map[value.ID][]byte     // that they have and we have not
}

// A Pick is what a person decides about a clash.
type Pick int

// Undecided leaves the record as it is here, for later.
const (
	Undecided Pick = iota
	TakeOurs
	TakeTheirs
)

// A Clash is one field on which two copies of a ledger differ since both changed it,
// or with Key "" a record that one removed and the other changed. The texts are as
// people read them, secrets whole.
type Clash struct {
	Kind              ledger.Kind
	ID                value.ID
	Name              string
	Key, Label        string
	Was, Ours, Theirs string
	OursBy, TheirsBy  string // who saved the record last
	OursAt, TheirsAt  int64  // when, Unix seconds; 0 unknown
	OursGone          bool   // the record is in the recycle bin here
	TheirsGone        bool   // it was removed there
	Pick              Pick

	item *meetItem
}

// meetItem is a record on which the two copies differ.
type meetItem struct {
	kind    ledger.Kind
	id      value.ID
	ours    ledger.Record // nil: gone, or never here
	theirs  ledger.Record // nil: removed there
	last    ledger.Record // what it was here before it went; nil when it was never here
	bases   []ledger.Record
	result  ledger.Record // without the person's decisions
	forward bool          // nothing of it was changed here: theirs, as it is
	gone    uint32        // the number of what was removed there
	removal parcel.Mark   // which removal made it go, there or here
}

type meetRecord struct {
	kind   ledger.Kind
	record ledger.Record
	last   ledger.Record // what it was here before it went; nil when it was never here
	at     int           // its place among what came
}

// PlanMeet opens a submission that another copy of this ledger wrote and compares.
// passphrase may be empty: Refused with parcel.ErrNeedsPassphrase as its cause when the
// package was sealed to one. Refused for every other package, too.
func PlanMeet(ctx context.Context, b *store.Book, path, passphrase string, progress func(done, total int)) (*Meeting, error) {
	if err := b.Allow(store.MayMeet); err != nil {
		return nil, err
	}
	p, done, err := OpenParcel(ctx, b, path, passphrase, func(p *parcel.Parcel) error { return copied(b, &p.Manifest) }, parcel.Submission)
	if err != nil {
		return nil, err
	}
	defer done()
	var m *Meeting
	err = guarded(func() error { m, err = MeetOpen(ctx, b, p, progress); return err })
	return m, err
}

// ownPackage says that a package claims to come from a copy of this ledger.
func ownPackage(b *store.Book, m *parcel.Manifest) bool {
	return m.Kind == parcel.Submission && m.Sender.Ledger == b.Profile().Ledger
}

// copied refuses a package that no copy of this ledger has signed.
func copied(b *store.Book, m *parcel.Manifest) error {
	own := ed25519.NewKeyFromSeed(b.Profile().Key).Public().(ed25519.PublicKey)
	switch {
	case !ownPackage(b, m):
		return store.Refuse("这个包是“" + senderName(m) + "”的台账写的，不是这本台账在另一台电脑上的副本。")
	case m.Sender.Key != hex.EncodeToString(own):
		return store.Refuse("这个包写着是这本台账的，签名却不是这本台账的，可能被人动过手脚。没有合并，请向对方核实。")
	}
	return nil
}

// MeetOpen compares with a package that is open.
func MeetOpen(ctx context.Context, b *store.Book, p *parcel.Parcel, progress func(done, total int)) (*Meeting, error) {
	m := &p.Manifest
	if err := copied(b, m); err != nil {
		return nil, err
	}
	if m.Strange() > 0 {
		return nil, &store.Error{Code: store.Newer, Message: "另一台电脑上的程序比这一台的新，包里有这一台不认识的资料，没有合并。请先升级这台电脑上的程序，再合并。", Err: parcel.ErrNewer}
	}
	meeting := &Meeting{Number: m.Sequence, Day: m.Snapshot, Written: m.Generated, digest: m.Digest, book: b, ages: b.Today().Age(), there: map[value.ID]meetRecord{}}
	say := func(n int) {
		if progress != nil {
			progress(n, 3)
		}
	}
	say(0)
	differ, err := meeting.compare(ctx, p)
	if err != nil {
		return nil, tellParcel(err)
	}
	say(1)
	theirs, err := formerOf(ctx, p, differ)
	if err != nil {
		return nil, tellParcel(err)
	}
	for id := range differ {
		if _, there := meeting.there[id]; !there && len(theirs[id]) == 0 {
			delete(differ, id) // never there
		}
	}
	ours, err := journalled(b, differ)
	if err != nil {
		return nil, store.Tell(err)
	}
	say(2)
	meeting.judge(differ, ours, theirs)
	if err := meeting.overruled(ctx, p); err != nil {
		return nil, tellParcel(err)
	}
	if err := meeting.readFiles(ctx, p); err != nil {
		return nil, tellParcel(err)
	}
	say(3)
	return meeting, nil
}

// compare finds the records that are not the same here and there.
func (m *Meeting) compare(ctx context.Context, p *parcel.Parcel) (map[value.ID]bool, error) {
	b := m.book
	differ, same := map[value.ID]bool{}, map[value.ID]bool{}
	var marker parcel.Marker
	street := streetID(b)
	err := p.Records(ctx, func(kind ledger.Kind, theirs ledger.Record) error {
		id := theirs.Head().ID
		ours := b.Get(kind, id)
		if there, twice := m.there[id]; twice && there.kind != kind || b.Today().OfOther(kind, id) {
			return store.Refuse("包里有一条" + kind.Title() + "和别的一种资料编号相同，没有合并。请在另一台电脑上检查那份台账。")
		}
		switch {
		case kind == ledger.Matters && ours == nil && street.IsZero(), ours != nil && kind != ledger.Matters && ours.Head().Received():
			return nil // the street's own word; it comes with the street's package
		case kind == ledger.Matters && ours == nil:
			theirs.Head().Owner = street
		case ours != nil:
			theirs.Head().Owner = ours.Head().Owner
			if t, ok := theirs.(*ledger.Member); ok && ours.Head().Shredded != 0 {
				t.Shred(ours.Head().Shredded)
			}
			if merge.Same(kind, ours, theirs) || marker.MarkOf(kind, ours) == marker.MarkOf(kind, theirs) {
				same[id] = true
				return nil
			}
		}
		differ[id] = true
		m.there[id] = meetRecord{kind: kind, record: theirs, at: len(m.there)}
		return nil
	}, ledger.OfCommunity...)
	if err != nil {
		return nil, err
	}
	for _, kind := range ledger.OfCommunity {
		for _, r := range Outgoing(b.Today(), kind) {
			if id := r.Head().ID; !same[id] {
				differ[id] = true // changed there, gone there, or never there
			}
		}
	}
	return differ, nil
}

// streetID is the record of the street, where the street has sent one.
func streetID(b *store.Book) value.ID {
	for s := range records.All[*ledger.Street](b.Today(), ledger.Streets) {
		return s.ID
	}
	return value.ID{}
}

// formerOf reads which versions their copy has had of some records.
func formerOf(ctx context.Context, p *parcel.Parcel, of map[value.ID]bool) (map[value.ID][]parcel.Former, error) {
	had := map[value.ID][]parcel.Former{}
	err := p.Former(ctx, func(f parcel.Former) error {
		if of[f.Record] {
			had[f.Record] = append(had[f.Record], f)
		}
		return nil
	})
	return had, err
}
