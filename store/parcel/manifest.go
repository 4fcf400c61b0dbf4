package parcel

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// Version is the number of the format that Write writes. Read takes this one and every earlier one.
const Version = 2

// guardedSince is the first version whose tables have an apostrophe before what a spreadsheet would take for a formula.
const guardedSince = 2

// formatName stands first in every manifest, so that a signature over a manifest can be taken for nothing else.
const formatName = "tuanjian-parcel"

// Kind is what a package is for.
type Kind string

// The kinds of packages (design.md, "Travel").
const (
	Submission Kind = "submission" // 上报包, community to street
	Receipt    Kind = "receipt"    // 回执包, street to community
	Notice     Kind = "notice"     // 下发包, street to communities
)

func (k Kind) known() bool { return k == Submission || k == Receipt || k == Notice }

// A Manifest is what a package says of itself; it is what is signed. To Write it is handed without Format, Version,
// Sender.Key, Recipient.Keys, Counts, Files and Digest, which Write fills in.
type Manifest struct {
	Format    string         `json:"format"`
	Version   int            `json:"version"`
	Kind      Kind           `json:"kind"`
	Sender    Sender         `json:"sender"`
	Recipient Recipient      `json:"recipient"`
	Sequence  uint64         `json:"sequence"`           // grows by one with each package of a sender to a recipient, from 1
	Previous  string         `json:"previous,omitempty"` // Digest of the package with the sequence number before
	Snapshot  value.Date     `json:"-"`                  // the day whose state is inside
	Generated time.Time      `json:"generated"`          // UTC, whole seconds; decides only that one of a day to come is not taken in
	Program   string         `json:"program"`            // version of the program that wrote it
	Counts    map[string]int `json:"counts"`             // rows by name of kind
	Files     []File         `json:"files"`              // every file but manifest.json and manifest.sig
	Digest    string         `json:"-"`                  // sha256 of manifest.json, hexadecimal: the package's own name
}

// A Sender is the ledger that wrote a package. Whether its Key is trusted is for the receiver to say.
type Sender struct {
	Name   string `json:"name"`
	Code   string `json:"code,omitempty"`   // 12 digits, where the community or street has one
	Ledger string `json:"ledger"`           // the ledger's ID
	Key    string `json:"key"`              // Ed25519 public key, hexadecimal
	Answer string `json:"answer,omitempty"` // public key of age to which an answer is to be sealed
}

// A Recipient is for whom a package is.
type Recipient struct {
	Name   string   `json:"name"`
	Ledger string   `json:"ledger,omitempty"`
	Keys   []string `json:"keys,omitempty"` // public keys of age it was sealed to; none with a passphrase
}

// A File is one file of the package.
type File struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`         // hexadecimal
	Rows   int    `json:"rows,omitempty"` // without the head line
}

// wire is a manifest with its date as text.
type wire struct {
	Manifest
	Snapshot string `json:"snapshot"`
}

// bytes is the manifest as it is signed.
func (m *Manifest) bytes() ([]byte, error) {
	b, err := json.MarshalIndent(wire{*m, m.Snapshot.String()}, "", "  ")
	return append(b, '\n'), err
}

// readManifest checks text and signature and gives the manifest. The version is looked at first: a newer one may be
// signed in another way.
func readManifest(text, signature []byte) (*Manifest, error) {
	var first struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
		Sender  struct {
			Key string `json:"key"`
		} `json:"sender"`
	}
	if json.Unmarshal(text, &first) != nil || first.Format != formatName || first.Version < 1 {
		return nil, ErrMalformed
	}
	if first.Version > Version {
		return nil, ErrNewer
	}
	key, err := hex.DecodeString(first.Sender.Key)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, ErrMalformed
	}
	if weakKey(key) || len(signature) != ed25519.SignatureSize || !ed25519.Verify(key, text, signature) {
		return nil, ErrForged
	}
	w := wire{}
	if json.Unmarshal(text, &w) != nil {
		return nil, ErrMalformed
	}
	m := w.Manifest
	m.Sender.Name, m.Recipient.Name, m.Program = value.OneLine(m.Sender.Name), value.OneLine(m.Recipient.Name), value.OneLine(m.Program)
	sum := sha256.Sum256(text)
	m.Digest = hex.EncodeToString(sum[:])
	if m.Snapshot, err = value.ParseDate(w.Snapshot); err != nil || m.Snapshot.String() != w.Snapshot {
		return nil, ErrMalformed
	}
	if !m.Kind.known() {
		return nil, ErrKind
	}
	if !m.sound() {
		return nil, ErrMalformed
	}
	return &m, nil
}

// sound says that each value is of its own sort.
func (m *Manifest) sound() bool {
	id, err := value.ParseID(m.Sender.Ledger)
	if err != nil || id.IsZero() {
		return false
	}
	if _, err := value.ParseID(m.Recipient.Ledger); err != nil {
		return false
	}
	if m.Sender.Answer != "" {
		if _, err := recipientOf(m.Sender.Answer); err != nil {
			return false
		}
	}
	if len(m.Files) > MaxFiles || len(m.Counts) > MaxFiles {
		return false
	}
	if m.Sequence == 0 || m.Sequence > MaxSequence || m.Previous != "" && !isDigest(m.Previous) || m.Snapshot.DayOfMonth() == 0 {
		return false
	}
	for kind, n := range m.Counts {
		f := m.file(kind + ".csv")
		if f == nil || f.Rows != n {
			return false
		}
	}
	for _, f := range m.Files {
		if f.Bytes < 0 || f.Rows < 0 || !isDigest(f.SHA256) {
			return false
		}
		if _, counted := m.Counts[f.table()]; !counted && ledger.KindOf(f.table()) != nil {
			return false // whoever judges a package by its counts would not see these records
		}
	}
	return true
}

// table is the name of the table that a file holds, "" for a file that is none.
func (f File) table() string {
	name, is := strings.CutSuffix(f.Path, ".csv")
	if !is {
		return ""
	}
	return name
}

// Strange is how many records the package has of kinds that this program does not know: a later one wrote it.
func (m *Manifest) Strange() (n int) {
	for kind, rows := range m.Counts {
		if ledger.KindOf(kind) == nil {
			n += rows
		}
	}
	return n
}

// Knows says that whoever wrote the package knew a kind: it has a table of it, though it may be empty.
func (m *Manifest) Knows(kind ledger.Kind) bool {
	_, knows := m.Counts[kind.Name()]
	return knows
}

func (m *Manifest) file(path string) *File {
	i := slices.IndexFunc(m.Files, func(f File) bool { return f.Path == path })
	if i < 0 {
		return nil
	}
	return &m.Files[i]
}

func isDigest(text string) bool {
	return len(text) == 2*sha256.Size && strings.Trim(text, "0123456789abcdef") == ""
}

// Signer is the public key whose signature the package bears; it is the one in Sender.Key. Show it as Fingerprint.
func (m *Manifest) Signer() ed25519.PublicKey {
	key, _ := hex.DecodeString(m.Sender.Key) // readManifest has read it
	return key
}
