package travel

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
	"time"

	"tuanjian/store"
	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// practiceMark stands behind the sender's name in the package of a practice ledger.
const practiceMark = "（练习，不能接收）"

// A Sent is a package that a street has given out.
type Sent struct {
	Sort      string     `json:"sort"` // ledger.ParcelNotice or ledger.ParcelReceipt
	Number    uint64     `json:"number"`
	Community value.ID   `json:"community,omitzero"` // for whom a receipt is; none for a notice
	Seq       uint64     `json:"seq"`                // of its journal entry
	Time      int64      `json:"time"`
	Day       value.Date `json:"day"`
	Who       string     `json:"who"`
	File      string     `json:"file"` // the name without its folder
	Digest    string     `json:"digest"`
	Keys      int        `json:"keys,omitempty"` // ledgers that can open it with their keys; 0: with the passphrase
	Rows      int        `json:"rows"`
	Path      string     `json:"-"` // of the file, when it has just been written
}

// A Giving says where packages of a street go and what they are sealed to where a key
// is lacking.
type Giving struct {
	Dir        string
	Passphrase string
	Sample     bool // a practice ledger's package, to look at: no real ledger takes it in
}

// Sents are the packages that this street has given out, newest first.
func Sents(b *store.Book) ([]Sent, error) {
	var out []Sent
	err := b.Noted(store.SentBucket, func(_, plain []byte) error {
		var s Sent
		if err := json.Unmarshal(plain, &s); err != nil {
			return fmt.Errorf("sent: %w", err)
		}
		out = append(out, s)
		return nil
	})
	if err != nil {
		return nil, store.Tell(err)
	}
	slices.Reverse(out)
	return out, nil
}

// lastSent is the newest package of a sort to a community; zero when there is none.
func lastSent(b *store.Book, sort string, community value.ID) (Sent, error) {
	all, err := Sents(b)
	for _, s := range all {
		if s.Sort == sort && s.Community == community {
			return s, err
		}
	}
	return Sent{}, err
}

// gives says whether this ledger may give packages out.
func gives(b *store.Book, g Giving) error {
	switch p := b.Profile(); {
	case !p.Street:
		return store.Refuse("这是社区台账。下发和回执是街道做的事。")
	case p.Practice && !g.Sample:
		return store.Refuse("这是练习台账，里面的人都是编的，不能发给社区。")
	}
	return nil
}

// giveOut makes one package for the folder and completes s by it. What is there is not
// written over. The caller shows it when the ledger has taken note of it.
func giveOut(ctx context.Context, b *store.Book, g Giving, s *Sent, c parcel.Content, lock parcel.Lock) (store.Making, error) {
	profile := b.Profile()
	if err := os.MkdirAll(g.Dir, 0o700); err != nil {
		return store.Making{}, store.Tell(err)
	}
	s.Path = filepath.Join(g.Dir, s.File)
	if _, err := os.Lstat(s.Path); err == nil {
		return store.Making{}, &store.Error{Code: store.Exists, Message: "这个文件夹里已经有“" + s.File + "”。请换一个文件夹，或先把它移走。"}
	}
	_, own, err := parcel.KeysFrom(profile.Key)
	if err != nil {
		return store.Making{}, tellParcel(err)
	}
	sender := parcel.Sender{Name: profile.Name, Ledger: profile.Ledger, Answer: own}
	if street, ok := b.Today().Own().(*ledger.Street); ok {
		sender.Code = street.Code
	}
	if profile.Practice {
		sender.Name += practiceMark
	}
	c.Manifest.Sender, c.Manifest.Sequence, c.Manifest.Snapshot = sender, s.Number, s.Day
	c.Manifest.Generated, c.Manifest.Program = time.Unix(s.Time, 0), b.Program()
	made, err := b.Make(s.Path, func(w io.Writer) error {
		m, err := parcel.Write(ctx, w, c, ed25519.NewKeyFromSeed(profile.Key), lock)
		s.Digest, s.Rows = m.Digest, sum(m.Counts)
		return err
	})
	if err != nil {
		return store.Making{}, tellParcel(err)
	}
	return made, nil
}

// lockTo seals to the answer keys of signers and to this ledger's own, or to the
// passphrase where there is no signer.
func lockTo(b *store.Book, signers []*ledger.Signer, passphrase string) (parcel.Lock, error) {
	if len(signers) == 0 {
		return parcel.ToPassphrase(passphrase)
	}
	_, own, err := parcel.KeysFrom(b.Profile().Key)
	if err != nil {
		return parcel.Lock{}, err
	}
	keys := []string{own}
	for _, s := range signers {
		if !slices.Contains(keys, s.Answer) {
			keys = append(keys, s.Answer)
		}
	}
	return parcel.ToKeys(keys...)
}

// signed are the accepted signatures that answers can be sealed to, by community.
func signed(b *store.Book) map[value.ID][]*ledger.Signer {
	by := map[value.ID][]*ledger.Signer{}
	for s := range records.All[*ledger.Signer](b.Today(), ledger.Signers) {
		if s.State == codes.SignerAccepted && s.Answer != "" {
			by[s.Community] = append(by[s.Community], s)
		}
	}
	return by
}

// NoteSent notes what was given out, in the turn of its intent.
func NoteSent(t *store.Turn, all ...*Sent) error {
	for i, s := range all {
		s.Seq = t.Seq()
		text, err := json.Marshal(s)
		if err != nil {
			return err
		}
		key := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(nil, t.Seq()), uint32(i))
		if err := t.Note(store.SentBucket, key, text); err != nil {
			return err
		}
	}
	return nil
}

// dropAll takes away packages of which the ledger could not take note.
func dropAll(err error, all []store.Making) error {
	for _, m := range all {
		m.Drop()
	}
	return err
}

// showAll gives packages their names; all that can have one get it.
func showAll(all []store.Making) (err error) {
	for _, m := range all {
		err = errors.Join(err, m.Show())
	}
	if err != nil {
		return store.Tell(err)
	}
	return nil
}
