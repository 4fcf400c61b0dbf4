package parcel

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

// A Mark tells one version of a record from its others by what it holds: the first 8 bytes of a SHA-256 over its fields'
// texts, what fits no field, the past of its states and its excuses, but none of its particulars. So a version has one
// mark in every copy of a ledger.
type Mark [8]byte

// String is the mark as versions.csv has it.
func (m Mark) String() string { return hex.EncodeToString(m[:]) }

// Gone is the mark of having been removed.
var Gone Mark

// A Former is a version that a record has had before the one that it has now. A record's former versions stand
// together, oldest first; the present one is not among them, but the removal of a record that is gone is the last. Programs
// before said no numbers.
type Former struct {
	Kind   ledger.Kind
	Record value.ID
	Mark   Mark     // Gone for a removal
	Revs   []uint32 // the version's numbers, more than one where saves changed nothing; for a removal that of what went
	Still  bool     // the record still is so: these are numbers that it had before the present one

	// Removal tells which removal it was: two copies of a ledger may each have made one of
	// their own. Zero where a program before did not say.
	Removal Mark
}

// A Marker gives marks; it keeps room for the next one and is not for several goroutines at once.
type Marker struct{ text []byte }

// MarkOf gives the mark of a version.
func (k *Marker) MarkOf(kind ledger.Kind, r ledger.Record) Mark {
	k.text = k.text[:0]
	m := r.Head()
	for i, c := range kind.Columns()[:kind.Fields()] {
		text := kind.Text(r, i, ledger.Basis{})
		if text == "" {
			text = m.LooseText(c.Key)
		}
		if text != "" {
			k.add(c.Key, text)
		}
	}
	for _, l := range slices.SortedFunc(slices.Values(m.Loose), func(a, b ledger.Loose) int { return cmp.Compare(a.Key, b.Key) }) {
		if kind.At(l.Key) < 0 {
			k.add(l.Key, l.Text)
		}
	}
	for _, key := range kind.Histories() {
		for _, s := range kind.Past(r, key) {
			k.add("past", key, stateText(kind, key, s.State), s.From.String(), s.Until.String(), s.Reason, s.Document)
		}
	}
	excuses := slices.SortedFunc(slices.Values(m.Excuses), func(a, b ledger.Excuse) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Reason, b.Reason))
	})
	for _, e := range excuses {
		k.add("excuse", e.Key, e.Code, e.Text, e.Reason)
	}
	sum := sha256.Sum256(k.text)
	return Mark(sum[:len(Mark{})])
}

// add writes words that belong together: a zero byte ends each, another their row.
func (k *Marker) add(words ...string) {
	for _, w := range words {
		k.text = append(append(k.text, clean(w)...), 0)
	}
	k.text = append(k.text, 0)
}

func (c Content) former(put put) error {
	nr := 0
	var last value.ID
	for _, f := range c.Former {
		if nr++; f.Record != last {
			nr, last = 1, f.Record
		}
		gone, mark, still := "1", f.Removal.String(), ""
		if f.Mark != Gone {
			gone, mark = "", f.Mark.String()
		} else if f.Removal == (Mark{}) {
			mark = ""
		}
		if f.Still {
			still = "1"
		}
		revs := make([]string, len(f.Revs))
		for i, n := range f.Revs {
			revs[i] = strconv.FormatUint(uint64(n), 10)
		}
		if err := put(f.Kind.Name(), f.Record.String(), strconv.Itoa(nr), mark, gone, strings.Join(revs, " "), still); err != nil {
			return err
		}
	}
	return nil
}

// Former calls each with every former version of a record, as Content has them; those of kinds that this program does
// not know are passed over. A package without them, as programs before wrote it, has none. Errors are those of Rows.
func (p *Parcel) Former(ctx context.Context, each func(Former) error) error {
	return p.Rows(ctx, TableVersions, func(row Row) error {
		f := Former{Kind: ledger.KindOf(row.Text("kind")), Still: row.Text("still") != ""}
		var err error
		if f.Record, err = value.ParseID(row.Text("record")); err != nil {
			return ErrMalformed
		}
		gone := row.Text("removed") != ""
		mark, err := hex.DecodeString(row.Text("hash"))
		switch {
		case gone && len(mark) == 0 && err == nil: // as programs before wrote it
		case err != nil || len(mark) != len(Mark{}):
			return ErrMalformed
		case gone:
			f.Removal = Mark(mark)
		default:
			f.Mark = Mark(mark)
		}
		for rev := range strings.FieldsSeq(row.Text("revs")) {
			n, err := strconv.ParseUint(rev, 10, 32)
			if err != nil {
				return ErrMalformed
			}
			f.Revs = append(f.Revs, uint32(n))
		}
		if f.Kind == nil {
			return nil
		}
		return each(f)
	})
}
