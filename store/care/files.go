package care

import (
	"bytes"
	"slices"
	"strconv"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// fileWound names the file of which some bytes cannot be read, and the record that it belongs to.
func fileWound(b *store.Book, d vault.Damage) Wound {
	w := Wound{Kind: ledger.Attachments.Name()}
	switch d.What {
	case vault.Miscount:
		if d.Count <= 0 {
			w.What = "附件内容的块数与登记的不符"
		} else {
			w.What = "附件的内容少了 " + strconv.Itoa(d.Count) + " 块"
		}
	case vault.Unreadable:
		w.ID, _, _ = store.PieceOf(d.Key)
		w.What = fileTitle(b, w.ID) + "的内容读不出来"
	}
	return w
}

// shortFiles names the files of which pieces are gone, which nobody notices who opens the ledger: it reads none of them. Where
// it can name them it leaves out what only counts them. One that may not have come to this computer yet is none.
func shortFiles(b *store.Book, found []Wound) ([]Wound, error) {
	laid, err := b.Files().Laid()
	if err != nil {
		return found, nil // what is wrong stands in found
	}
	var short []Wound
	for a := range records.All[*ledger.Attachment](b.Today(), ledger.Attachments) {
		pieces := laid[a.ID]
		if a.Shredded != 0 || store.Whole(a.Bytes(), pieces) || pieces == 0 && (a.Received() || !ledger.Attachments.Stays(a)) {
			continue
		}
		if !slices.ContainsFunc(found, func(w Wound) bool { return w.ID == a.ID }) {
			short = append(short, Wound{Kind: ledger.Attachments.Name(), ID: a.ID, What: fileTitle(b, a.ID) + "的内容缺了一部分"})
		}
	}
	if len(short) == 0 {
		return found, nil
	}
	found = slices.DeleteFunc(found, func(w Wound) bool { return w.Kind == ledger.Attachments.Name() && w.ID.IsZero() })
	return append(found, short...), nil
}

// fileTitle is what people call an attachment: its name, and whose it is.
func fileTitle(b *store.Book, id value.ID) string {
	v := b.Today()
	a, here := v.Get(ledger.Attachments, id).(*ledger.Attachment)
	if !here {
		return "一份已经移走的附件"
	}
	if kind, r := v.AttachedTo(a); r != nil {
		return kind.Title() + "“" + v.Called(r) + "”的附件“" + a.Title + "”"
	}
	return "附件“" + a.Title + "”"
}

// filesWanted are the files of which the new ledger gets the bytes, with their length: those of which a record is left, be it
// in the bin or in the journal only. What was cleared by rule is not put together again.
func (p *pieces) filesWanted() map[value.ID]int64 {
	wanted := map[value.ID]int64{}
	take := func(plain []byte) {
		a := &ledger.Attachment{}
		if len(plain) > 0 && store.ReadInto(plain, a) == nil && a.Shredded == 0 {
			wanted[a.ID] = max(wanted[a.ID], a.Bytes())
		}
	}
	for k, end := range p.ends {
		if k.Kind == ledger.Attachments {
			take(end.was)
			take(end.now)
		}
	}
	for _, item := range p.taken[ledger.Attachments.Name()] {
		take(item.Plain)
	}
	for _, item := range p.others[store.BinBucket] {
		var x store.Binned
		if store.ReadInto(item.Plain, &x) == nil && x.Kind == ledger.Attachments.Name() {
			take(x.Record)
		}
	}
	for k, piece := range p.records { // the newest word counts
		a := &ledger.Attachment{}
		if k.Kind == ledger.Attachments && store.ReadInto(piece.plain, a) == nil && a.Shredded != 0 {
			delete(wanted, k.ID)
		}
	}
	return wanted
}

// filesAtOnce is how many bytes of files wait in memory on their way into the new ledger.
const filesAtOnce = 8 << 20

// writeFiles takes the bytes of files over into the new ledger.
func (p *pieces) writeFiles(v *vault.Vault) error {
	p.filed = map[value.ID]int64{}
	wanted := p.filesWanted()
	if len(wanted) == 0 {
		return nil
	}
	var waiting []vault.Item
	var size int
	write := func() error {
		items := waiting
		waiting, size = nil, 0
		return v.Update(func(tx *vault.Tx) error { return tx.PutAll(store.PieceBucket, items) })
	}
	var last []byte
	err := p.found.Each(func(bucket string, key, plain []byte, _ bool) error {
		id, n, ok := store.PieceOf(key)
		if bucket != store.PieceBucket || !ok || bytes.Equal(key, last) || int64(n)*store.PieceSize+int64(len(plain)) > wanted[id] {
			return nil
		}
		last = bytes.Clone(key)
		waiting, size = append(waiting, vault.Item{Key: last, Plain: bytes.Clone(plain)}), size+len(plain)
		p.filed[id] += int64(len(plain))
		if size >= filesAtOnce {
			return write()
		}
		return nil
	})
	if err != nil || len(waiting) == 0 {
		return err
	}
	return write()
}

// fewer names the files that were not found whole.
func (p *pieces) fewer(b *store.Book) (lines []string) {
	for a := range records.All[*ledger.Attachment](b.Today(), ledger.Attachments) {
		if a.Shredded == 0 && p.filed[a.ID] != a.Bytes() {
			lines = append(lines, fileTitle(b, a.ID)+"的内容没有全部找回来，打不开了。")
		}
	}
	return lines
}
