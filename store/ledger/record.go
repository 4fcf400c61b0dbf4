package ledger

import (
	"encoding/hex"
	"errors"
	"io"
	"strings"
)

// A Record is a pointer to one of the ledger's structs.
type Record interface {
	// Head gives the record's own particulars, to read and to write.
	Head() *Meta
}

// Meta is what every record carries besides its fields. The Book writes it; a
// screen only reads it.
type Meta struct {
	ID        ID       `json:"id"`
	Rev       uint32   `json:"rev"`               // grows by one with each save; a save of an older Rev is refused
	Order     uint64   `json:"order,omitempty"`   // the journal's sequence number at creation; the order of entry
	Created   int64    `json:"made,omitempty"`    // Unix seconds
	CreatedBy string   `json:"maker,omitempty"`   // operator
	Changed   int64    `json:"changed,omitempty"` // Unix seconds
	ChangedBy string   `json:"editor,omitempty"`  // operator
	Source    string   `json:"source,omitempty"`  // SourceTyped, SourceImport or SourceMerge
	Excuses   []Excuse `json:"excuses,omitempty"` // soft faults that a person passed, with the reason
	Loose     []Loose  `json:"loose,omitempty"`   // what was written and fits no field's value yet
	Shredded  int64    `json:"shred,omitempty"`   // Unix seconds; when its private fields were cleared by rule
	Owner     ID       `json:"owner,omitzero"`    // whose it is; none for this ledger's own
}

// Received says that the record belongs to somebody else and came in a package: at a
// street its Owner is the community's record, in a community the street's. It is read
// and never edited; the next package of its owner brings the next version.
func (m *Meta) Received() bool { return !m.Owner.IsZero() }

// Where a record came from (domain.md §8).
const (
	SourceTyped  = ""
	SourceImport = "import"
	SourceMerge  = "merge"
)

// Head gives the record's own particulars.
func (m *Meta) Head() *Meta { return m }

// An Excuse is a person's reason for passing a soft fault. It holds only as long
// as the field keeps the text that it was given for.
type Excuse struct {
	Key    string `json:"k"`
	Code   string `json:"c"`
	Text   string `json:"t,omitempty"` // the field's text when the reason was given
	Reason string `json:"r"`
}

// Excused gives the reason for which a fault was passed, or "".
func (m *Meta) Excused(f Fault, text string) string {
	for _, e := range m.Excuses {
		if e.Key == f.Key && e.Code == f.Code && e.Text == text {
			return e.Reason
		}
	}
	return ""
}

// Excuse notes the reason for passing a soft fault, in place of an older one.
func (m *Meta) Excuse(e Excuse) {
	kept := make([]Excuse, 0, len(m.Excuses)+1)
	for _, old := range m.Excuses {
		if old.Key != e.Key || old.Code != e.Code {
			kept = append(kept, old)
		}
	}
	m.Excuses = append(kept, e)
}

// A Spell is one past stretch of a dated state: from From until the day before
// Until the record was in State, for the reason and by the document given.
type Spell struct {
	State    string `json:"s"` // a code, or the ID's text for a member's branch
	From     Date   `json:"f,omitempty"`
	Until    Date   `json:"u,omitempty"`
	Reason   string `json:"r,omitempty"`
	Document string `json:"d,omitempty"`
}

// A Loose is what somebody wrote for a field that cannot hold it: a reference to a
// record that is not kept, a number with words in it. It is kept as it was written
// and waits in 待核 until the field gets a value. Where the field has one all the same,
// it was understood from what was written (约80人), and waits until a person sets it.
type Loose struct {
	Key  string `json:"k"`
	Text string `json:"t"`
}

// LooseText is what was written for a field that cannot hold it, or "".
func (m *Meta) LooseText(key string) string {
	for _, l := range m.Loose {
		if l.Key == key {
			return l.Text
		}
	}
	return ""
}

// SetLoose keeps what was written for a field, or forgets it when text is "".
func (m *Meta) SetLoose(key, text string) {
	if m.LooseText(key) == text {
		return
	}
	kept := make([]Loose, 0, len(m.Loose)+1)
	for _, l := range m.Loose {
		if l.Key != key {
			kept = append(kept, l)
		}
	}
	if text != "" {
		kept = append(kept, Loose{key, text})
	}
	m.Loose = kept
	if len(kept) == 0 {
		m.Loose = nil
	}
}

// An ID names a record for ever: 128 random bits that tell nothing. The zero ID
// means none.
type ID [16]byte

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
