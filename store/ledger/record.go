package ledger

import "tuanjian/store/value"

// A Record is a pointer to one of the ledger's structs.
type Record interface {
	// Head gives the record's own particulars, to read and to write.
	Head() *Meta
}

// Meta is what every record carries besides its fields. The Book writes it; a
// screen only reads it.
type Meta struct {
	ID        value.ID `json:"id"`
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
	Owner     value.ID `json:"owner,omitzero"`    // whose it is; none for this ledger's own
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
func (m *Meta) Excused(f value.Fault, text string) string {
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
	State    string     `json:"s"` // a code, or the ID's text for a member's branch
	From     value.Date `json:"f,omitempty"`
	Until    value.Date `json:"u,omitempty"`
	Reason   string     `json:"r,omitempty"`
	Document string     `json:"d,omitempty"`
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
