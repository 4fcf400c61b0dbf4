package travel

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"tuanjian/store"
	"tuanjian/store/attach"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// Carried are the files of which a package brings the bytes: those of the sorts that the street asks for, the newest first,
// as many as a package holds. The street keeps what came before, so that the others come to it by and by. One whose bytes
// are damaged, or on another computer only, travels as a line of the table alone.
type Carried struct {
	Files int
	Bytes int64
	Left  int // files that travel and find no room this time

	all []*ledger.Attachment
}

// CarriedBy says which files a submission of this moment would bring.
func CarriedBy(v *records.View) Carried {
	var c Carried
	var all []*ledger.Attachment
	for _, r := range Outgoing(v, ledger.Attachments) {
		if a := r.(*ledger.Attachment); a.Shredded == 0 && a.Bytes() > 0 {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b *ledger.Attachment) int { return cmp.Compare(b.Order, a.Order) })
	for _, a := range all {
		if c.Bytes+a.Bytes() > parcel.MaxAttached {
			c.Left++
			continue
		}
		c.Files, c.Bytes, c.all = c.Files+1, c.Bytes+a.Bytes(), append(c.all, a)
	}
	return c
}

// attached are the files as they go into a package. Each is read once before, so that none ends in the middle.
func (c Carried) attached(b *store.Book) (out []parcel.Attached) {
	for _, a := range c.all {
		if attach.Copy(b, a, io.Discard) != nil {
			continue // Check names what is damaged; the records go all the same
		}
		out = append(out, parcel.Attached{ID: a.ID, Ending: attach.Ending(a.Format), Bytes: a.Bytes(), Write: func(w io.Writer) error { return attach.Copy(b, a, w) }})
	}
	return out
}

// A bringing reads the bytes of files out of a package, as far as the records that it brings ask for them.
type bringing struct {
	wanted map[value.ID]*ledger.Attachment
	room   int64 // bytes that the ledger still takes
	lay    func(id value.ID, content []byte) error
}

// wantedOf are, of some attachments, those whose bytes the ledger has not.
func wantedOf(b *store.Book, all []ledger.Record) (map[value.ID]*ledger.Attachment, error) {
	wanted := map[value.ID]*ledger.Attachment{}
	for _, r := range all {
		a, ok := r.(*ledger.Attachment)
		if !ok || a.Bytes() <= 0 {
			continue
		}
		has, err := b.Files().Has(a.ID)
		if err != nil {
			return nil, err
		}
		if !has {
			wanted[a.ID] = a
		}
	}
	return wanted, nil
}

// from reads what is wanted. What is not what its record says, in length, in content or in kind, is passed by: its record
// stays without a file, and whoever looks at it is told so.
func (x *bringing) from(ctx context.Context, p *parcel.Parcel) error {
	if len(x.wanted) == 0 {
		return nil
	}
	return p.Attached(ctx, func(id value.ID, bytes int64, r io.Reader) error {
		a := x.wanted[id]
		if a == nil || bytes != a.Bytes() || bytes > x.room {
			return nil
		}
		content, err := io.ReadAll(io.LimitReader(r, bytes))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		if hex.EncodeToString(sum[:]) != a.Print || !attach.Fits(a.Format, content) {
			return nil
		}
		x.room -= bytes
		return x.lay(id, content)
	})
}

// roomFor is how many bytes of files a ledger still takes.
func roomFor(b *store.Book) (int64, error) {
	room, err := attach.RoomOf(b)
	return max(0, attach.MaxLedger-room.All()), err
}

// files lays the bytes of files that a package brings into the ledger, in the turn that takes it in. A package that cannot be
// opened any more, since its stick was pulled, brings none: its records came all the same, and the next one has them again.
func (r *Reception) files(ctx context.Context, t *store.Turn, a *Delivery, room *int64) error {
	var all []ledger.Record
	all = append(all, t.View().Owned(ledger.Attachments, a.Community)...)
	gone := map[value.ID]bool{}
	for _, x := range a.brings {
		now, ok := x.Now.(*ledger.Attachment)
		if !ok {
			continue
		}
		all = append(all, now)
		if was, ok := x.Was.(*ledger.Attachment); ok && was.Print != now.Print {
			gone[now.ID] = true // cleared by its owner
		}
	}
	if len(gone) > 0 {
		if err := t.Lift(gone); err != nil {
			return err
		}
	}
	wanted, err := wantedOf(r.book, all)
	if err != nil || len(wanted) == 0 {
		return err
	}
	file, size, err := OpenFile(a.Path)
	if err != nil {
		return ctx.Err()
	}
	defer file.Close()
	var staging error
	x := &bringing{wanted: wanted, room: *room, lay: func(id value.ID, content []byte) error { staging = t.Lay(id, content); return staging }}
	_ = guarded(func() error {
		p, err := parcel.Look(ctx, file, size, r.unlockOf(a))
		if err == nil && p.Manifest.Digest == a.manifest.Digest {
			err = x.from(ctx, p)
		}
		return err
	})
	*room = x.room
	if staging != nil {
		return staging
	}
	return ctx.Err()
}

// readFiles reads the bytes of files that another copy of the ledger has and this one has not.
func (m *Meeting) readFiles(ctx context.Context, p *parcel.Parcel) error {
	var all []ledger.Record
	for _, there := range m.there {
		all = append(all, there.record)
	}
	wanted, err := wantedOf(m.book, all)
	if err != nil {
		return err
	}
	room, err := roomFor(m.book)
	if err != nil {
		return err
	}
	m.files = map[value.ID][]byte{}
	x := &bringing{wanted: wanted, room: room, lay: func(id value.ID, content []byte) error { m.files[id] = content; return nil }}
	return x.from(ctx, p)
}
