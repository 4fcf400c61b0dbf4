package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// The bytes of a file that belongs to a record lie in pieces, in a bucket of their own: under the 16 bytes of the
// attachment's ID and the number of the piece, from 0, in four bytes, the most significant first. Every piece but the last
// is PieceSize bytes long; an attachment says how long all of them are together and what their SHA-256 is, so that a piece
// that is missing, or one too many, is seen. Each is sealed like any value of the ledger, to its place: no piece can stand
// for another.
//
// Opening a ledger reads none of them, and of the pages on which they lie the heads alone (package vault). They are written in the turn that puts the attachment, never changed, and stay
// while the attachment is in the bin or only in the journal, since undoing and restoring bring it back: what takes them
// away for good is Lift alone, by the rules of retention, or since a person clears the files in the bin.

// PieceBucket holds the bytes of files: the attachment's ID and the piece's number → bytes.
const PieceBucket = "piece"

// PieceSize is the length of every piece of a file but the last. It is of the form of the ledger's file and never changes.
const PieceSize = 256 << 10

func pieceKey(id value.ID, n int) []byte {
	return binary.BigEndian.AppendUint32(slices.Clone(id[:]), uint32(n))
}

// PieceOf is whose piece a key is, and its number; false for a key that is none.
func PieceOf(key []byte) (id value.ID, n int, ok bool) {
	if len(key) != len(id)+4 {
		return id, 0, false
	}
	copy(id[:], key)
	return id, int(binary.BigEndian.Uint32(key[len(id):])), true
}

// Lay stages the bytes of a file. They wait sealed in memory until the turn ends.
func (t *Turn) Lay(id value.ID, content []byte) error {
	var items []vault.Item
	for n := 0; n*PieceSize < len(content); n++ {
		items = append(items, vault.Item{Key: pieceKey(id, n), Plain: content[n*PieceSize : min((n+1)*PieceSize, len(content))]})
	}
	return t.vault.PutAll(PieceBucket, items)
}

// Lift takes the bytes of files away, for good: no undo brings them back. The file is to be written anew afterwards
// (Sweep), since its unused pages still have them.
func (t *Turn) Lift(ids map[value.ID]bool) error {
	for id := range ids {
		if err := eachPiece(t.vault, id, func(key []byte) { t.drops = append(t.drops, drop{PieceBucket, slices.Clone(key)}) }); err != nil {
			return err
		}
	}
	return t.Set(unsweptSetting, true)
}

func eachPiece(tx *vault.Tx, id value.ID, each func(key []byte)) error {
	return tx.Keys(PieceBucket, id[:], func(key []byte) error {
		if !bytes.HasPrefix(key, id[:]) {
			return vault.ErrStop
		}
		each(key)
		return nil
	})
}

// Whole says that so many pieces are all of a file that is so long.
func Whole(bytes int64, pieces int) bool {
	return bytes > 0 && (bytes+PieceSize-1)/PieceSize == int64(pieces)
}

// Files are the bytes of the files that belong to records, as they lie in the ledger.
type Files struct{ book *Book }

// Files are those of this ledger.
func (b *Book) Files() Files { return Files{b} }

// Has says that the ledger has bytes of a file, which may be damaged.
func (f Files) Has(id value.ID) (has bool, err error) {
	err = f.book.vault.View(func(tx *vault.Tx) error { return eachPiece(tx, id, func([]byte) { has = true }) })
	return has, err
}

// Laid are the files of which the ledger has bytes, each with the number of its pieces. It reads the keys alone.
func (f Files) Laid() (map[value.ID]int, error) {
	laid := map[value.ID]int{}
	err := f.book.vault.View(func(tx *vault.Tx) error {
		return tx.Keys(PieceBucket, []byte{0}, func(key []byte) error {
			if id, _, ok := PieceOf(key); ok {
				laid[id]++
			}
			return nil
		})
	})
	return laid, err
}

// Pieces calls each with the bytes of a file, piece by piece, each of which belongs to the walk: no more than a few pieces
// are in memory, however long the file is. Damaged when one is missing or cannot be read; each has got those before it.
func (f Files) Pieces(id value.ID, each func(piece []byte) error) error {
	next := 0
	err := f.book.vault.View(func(tx *vault.Tx) error {
		damage, err := tx.From(PieceBucket, id[:], func(key, plain []byte) error {
			of, n, ok := PieceOf(key)
			switch {
			case !ok || of != id:
				return vault.ErrStop
			case n != next:
				return fmt.Errorf("%w: a piece is missing", vault.ErrDamaged)
			}
			next++
			return each(plain)
		})
		for _, d := range damage {
			if of, _, ok := PieceOf(d.Key); ok && of == id {
				return fmt.Errorf("%w: a piece cannot be read", vault.ErrDamaged)
			}
		}
		return err
	})
	return err
}
