package attach

import (
	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Room is how many files a ledger keeps and how much room they take.
type Room struct {
	Files  int
	Bytes  int64
	Binned int // in the bin, and those of which only the journal still tells
	Thrown int64
	Home   int                  // of Files, those of the ledger itself that no package carries
	Absent []*ledger.Attachment // of Files, those whose content never came to this computer
	Hurt   []*ledger.Attachment // of Files, those of whose content less is here than there was
}

// All is how many bytes a package, a backup or the office's page tells of.
func (r Room) All() int64 { return r.Bytes + r.Thrown }

// RoomOf counts the files of a ledger and of its bin. It reads no content: a byte that is turned over is found by Check.
func RoomOf(b *store.Book) (Room, error) {
	var room Room
	laid, err := b.Files().Laid()
	if err != nil {
		return room, err
	}
	for a := range records.All[*ledger.Attachment](b.Today(), ledger.Attachments) {
		pieces := laid[a.ID]
		delete(laid, a.ID)
		if a.Shredded != 0 {
			continue
		}
		room.Files++
		room.Bytes += a.Bytes()
		switch travels := !ledger.Attachments.Stays(a); {
		case a.Received():
		case !travels, b.Profile().Street:
			room.Home++
		}
		switch {
		case store.Whole(a.Bytes(), pieces):
		case pieces == 0 && comes(a):
			room.Absent = append(room.Absent, a)
		default:
			room.Hurt = append(room.Hurt, a)
		}
	}
	err = eachBinned(b, func(a *ledger.Attachment) {
		delete(laid, a.ID)
		if a.Shredded == 0 {
			room.Binned++
			room.Thrown += a.Bytes()
		}
	})
	for _, pieces := range laid { // see leftOver
		room.Binned++
		room.Thrown += int64(pieces) * store.PieceSize
	}
	return room, err
}

// comes says that a file can be told of before its content is here: with a community's package, or with that of the other
// computer.
func comes(a *ledger.Attachment) bool { return a.Received() || !ledger.Attachments.Stays(a) }

// leftOver are the files of which the ledger has bytes and neither a record nor one in the bin: what a community took back
// that had sent it. Undoing brings them back, so the bytes stay until they are cleared.
func leftOver(b *store.Book) (map[value.ID]int, error) {
	laid, err := b.Files().Laid()
	if err != nil {
		return nil, err
	}
	for a := range records.All[*ledger.Attachment](b.Today(), ledger.Attachments) {
		delete(laid, a.ID)
	}
	return laid, eachBinned(b, func(a *ledger.Attachment) { delete(laid, a.ID) })
}

// eachBinned calls each with the attachments in the bin.
func eachBinned(b *store.Book, each func(*ledger.Attachment)) error {
	bin, err := b.Bin().All()
	if err != nil {
		return err
	}
	for _, x := range bin {
		if x.Kind != ledger.Attachments.Name() {
			continue
		}
		a := &ledger.Attachment{}
		if store.ReadInto(x.Record, a) == nil { // Check names what cannot be read
			each(a)
		}
	}
	return nil
}

// ClearBinned takes the content of all files that RoomOf counts as binned away for good, out of the ledger's file too. It cannot be taken back.
// Backups that were made before keep it. It answers of how many files.
func ClearBinned(b *store.Book) (int, error) {
	if err := b.Allow(store.MayShred); err != nil {
		return 0, err
	}
	ids := map[value.ID]bool{}
	if err := eachBinned(b, func(a *ledger.Attachment) { ids[a.ID] = a.Shredded == 0 }); err != nil {
		return 0, err
	}
	for id, is := range ids {
		if !is {
			delete(ids, id)
		}
	}
	left, err := leftOver(b)
	if err != nil {
		return 0, err
	}
	for id := range left {
		ids[id] = true
	}
	if len(ids) == 0 {
		return 0, store.Refuse("回收站里没有附件。")
	}
	_, err = b.Do(store.Intent{Deed: store.MayShred, What: ledger.Attachments.Name(), Rows: len(ids), Settings: len(ids)}, func(t *store.Turn) error { return Clear(t, ids) })
	if err != nil {
		return 0, err
	}
	return len(ids), b.Sweep()
}

// Clear stages the end of the content of files, wherever the ledger keeps them: the bytes, and in every version of the
// attachment what they were. The file is to be written anew afterwards (Sweep).
func Clear(t *store.Turn, ids map[value.ID]bool) error {
	if len(ids) == 0 {
		return nil
	}
	if err := t.Clear(ledger.Attachments, ids, func(r ledger.Record, now int64) { r.(*ledger.Attachment).Shred(now) }); err != nil {
		return err
	}
	return t.Lift(ids)
}

// OfPeople are the files that retention clears with members, by the member: their own, and those of what was done about
// them.
func OfPeople(b *store.Book) (map[value.ID][]value.ID, error) {
	files := map[value.ID][]value.ID{}
	v := b.Today()
	take := func(a *ledger.Attachment) {
		if a.Shredded != 0 || a.Received() {
			return
		}
		people := map[value.ID]bool{a.Member: true}
		for i, id := range ledger.Attachments.Refs(a) {
			kind := ledger.KindOf(ledger.Attachments.Columns()[i].Choices.Kind)
			r := v.Get(kind, id)
			if r != nil && kind.Holder() >= 0 {
				people[kind.Ref(r, kind.Holder())] = true
			}
			if p, ok := r.(*ledger.Applicant); ok {
				people[p.Member] = true
			}
		}
		for person := range people {
			if !person.IsZero() {
				files[person] = append(files[person], a.ID)
			}
		}
	}
	for a := range records.All[*ledger.Attachment](v, ledger.Attachments) {
		take(a)
	}
	return files, eachBinned(b, take)
}
