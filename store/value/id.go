package value

import (
	"encoding/hex"
	"errors"
	"io"
	"strings"
)

// An ID names a record for ever: 128 random bits that tell nothing. The zero ID
// means none.
type ID [16]byte

// UnmarshalCBOR reads an ID as it lies in the file, a byte string of sixteen. The general way reads one byte after the other,
// and a meeting names twenty people.
func (id *ID) UnmarshalCBOR(text []byte) error {
	const head, null = 0x40 + 16, 0xf6
	switch {
	case len(text) == 1+len(id) && text[0] == head:
		copy(id[:], text[1:])
		return nil
	case len(text) == 1 && text[0] == null:
		return nil
	}
	return errID
}

// NewID reads a fresh ID from random.
func NewID(random io.Reader) (ID, error) {
	var id ID
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return ID{}, err
	}
	return id, nil
}

// String is 32 hexadecimal digits, or "" for the zero ID.
func (id ID) String() string {
	if id == (ID{}) {
		return ""
	}
	return hex.EncodeToString(id[:])
}

// IsZero says that the ID names nothing.
func (id ID) IsZero() bool { return id == ID{} }

var errID = errors.New("not an id")

// ParseID reads what String wrote.
func ParseID(text string) (ID, error) {
	var id ID
	if text == "" {
		return id, nil
	}
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(id) {
		return id, errID
	}
	copy(id[:], b)
	return id, nil
}

// IDs reads the text of a reference field: ids with a space between them.
func IDs(text string) ([]ID, error) {
	var ids []ID
	for _, word := range strings.Fields(text) {
		id, err := ParseID(word)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// JoinIDs writes the text of a reference field.
func JoinIDs(ids []ID) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = id.String()
	}
	return strings.Join(words, " ")
}
