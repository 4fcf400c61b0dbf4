package parcel

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/value"
)

const checkEvery = 1024 // rows between two looks at the context

// errContent is a mistake of the program that calls, never of a person.
var errContent = errors.New("parcel: content without a key, a lock, a kind, a ledger, a number or a day")

// Write writes a package to w: packed, signed with sign, then sealed to lock. It returns the manifest as it was signed,
// whose Digest names the package. Plain data is never held but for a few lines in memory. The errors are those of w,
// ctx.Err(), and ErrTooLarge, ErrTooMuch or ErrTooManyRows for what Read would refuse; what w has got by then is
// worthless. The random numbers of sealing are the system's own: the library takes no others.
func Write(ctx context.Context, w io.Writer, c Content, sign ed25519.PrivateKey, lock Lock) (Manifest, error) {
	m := c.Manifest
	m.Format, m.Version = formatName, Version
	m.Generated = m.Generated.UTC().Truncate(time.Second)
	if len(sign) != ed25519.PrivateKeySize || len(lock.keys) == 0 && lock.passphrase == "" {
		return m, errContent
	}
	m.Sender.Key = hex.EncodeToString(sign.Public().(ed25519.PublicKey))
	m.Recipient.Keys = lock.publics()
	m.Files, m.Counts = nil, map[string]int{}
	if !m.sound() || !m.Kind.known() {
		return m, errContent
	}
	capped := &capWriter{w: w, left: MaxFile}
	sealed, err := lock.seal(capped)
	if err != nil {
		return m, err
	}
	p := &packer{ctx: ctx, zip: zip.NewWriter(sealed), at: m.Generated, left: MaxUnpack}
	if err := p.pack(&m, c, sign); err != nil {
		return m, err
	}
	if err := p.zip.Close(); err != nil {
		return m, err
	}
	return m, sealed.Close()
}

// A packer writes files into the zip and notes what it wrote.
type packer struct {
	ctx   context.Context
	zip   *zip.Writer
	at    time.Time
	left  int64
	files []File
	about []resource
}

func (p *packer) pack(m *Manifest, c Content, sign ed25519.PrivateKey) error {
	travels := map[string]bool{}
	for _, t := range c.Tables {
		travels[t.Kind.Name()] = true
	}
	for _, t := range c.Tables {
		if err := p.records(t, recordResource(t.Kind, travels)); err != nil {
			return err
		}
		m.Counts[t.Kind.Name()] = len(t.Records)
	}
	rows := map[string]func(put) error{
		TableHistory: c.history, TableExcuses: c.excuses, TableLoose: c.loose, TableExplanations: c.explained, TableCodes: c.codes, TableVersions: c.former,
	}
	switch m.Kind {
	case Notice:
		rows[TableRules] = c.rules
	case Receipt:
		rows[TableAnswers] = c.answers
	}
	for _, about := range side {
		if rows[about.Name] == nil {
			continue
		}
		if err := p.table(about, rows[about.Name]); err != nil {
			return err
		}
	}
	for _, f := range []struct {
		name    string
		records []Earlier
	}{{baseName, c.Base}, {overruledName, c.Overruled}} {
		if len(f.records) > MaxRows {
			return ErrTooManyRows
		}
		if f.name == overruledName && len(f.records) == 0 {
			continue // nearly always
		}
		if err := p.file(f.name, func(w io.Writer) (int, error) { return writeEarlier(w, f.records) }); err != nil {
			return err
		}
	}
	if err := p.file("datapackage.json", func(w io.Writer) (int, error) { return 0, writeDataPackage(w, m, p.about) }); err != nil {
		return err
	}
	m.Files = p.files
	text, err := m.bytes()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	m.Digest = hex.EncodeToString(sum[:])
	for _, f := range []struct {
		name string
		text []byte
	}{{manifestName, text}, {signatureName, ed25519.Sign(sign, text)}} {
		if err := p.file(f.name, func(w io.Writer) (int, error) { _, err := w.Write(f.text); return 0, err }); err != nil {
			return err
		}
	}
	return nil
}

// file writes one file; write gives the number of its rows.
func (p *packer) file(name string, write func(io.Writer) (int, error)) error {
	entry, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.at})
	if err != nil {
		return err
	}
	sum := sha256.New()
	capped := &capWriter{w: io.MultiWriter(sum, entry), left: p.left, full: ErrTooMuch}
	rows, err := write(capped)
	if err != nil {
		return err
	}
	p.files = append(p.files, File{name, p.left - capped.left, hex.EncodeToString(sum.Sum(nil)), rows})
	p.left = capped.left
	return nil
}

// put takes the cells of a row; it does not keep them.
type put func(cells ...string) error

func (p *packer) table(about resource, each func(put) error) error {
	err := p.file(about.Name+".csv", func(w io.Writer) (int, error) {
		buf := bufio.NewWriterSize(w, 64<<10)
		out := csv.NewWriter(buf)
		if err := out.Write(about.head()); err != nil {
			return 0, err
		}
		n := 0
		err := each(func(row ...string) error {
			if n++; n > MaxRows {
				return ErrTooManyRows
			}
			if n%checkEvery == 0 && p.ctx.Err() != nil {
				return p.ctx.Err()
			}
			for i := range row {
				row[i] = value.Guard(clean(row[i]))
			}
			return out.Write(row)
		})
		if err != nil {
			return n, err
		}
		out.Flush()
		if err := out.Error(); err != nil {
			return n, err
		}
		return n, buf.Flush()
	})
	if err == nil {
		p.about = append(p.about, about.as(p.files[len(p.files)-1]))
	}
	return err
}

func (p *packer) records(t Table, about resource) error {
	return p.table(about, func(put put) error {
		row := make([]string, 0, len(about.Schema.Fields))
		for _, r := range t.Records {
			if err := put(cells(row, t.Kind, r)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// each calls f for every record that travels.
func (c Content) each(f func(ledger.Kind, string, ledger.Record) error) error {
	for _, t := range c.Tables {
		for _, r := range t.Records {
			if err := f(t.Kind, r.Head().ID.String(), r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c Content) history(put put) error {
	return c.each(func(kind ledger.Kind, id string, r ledger.Record) error {
		for _, key := range kind.Histories() {
			for i, s := range kind.Past(r, key) {
				err := put(kind.Name(), id, key, strconv.Itoa(i+1), stateText(kind, key, s.State), s.From.String(), s.Until.String(), s.Reason, s.Document)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (c Content) excuses(put put) error {
	return c.each(func(kind ledger.Kind, id string, r ledger.Record) error {
		for _, e := range r.Head().Excuses {
			if err := put(kind.Name(), id, e.Key, e.Code, e.Text, e.Reason); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c Content) loose(put put) error {
	return c.each(func(kind ledger.Kind, id string, r ledger.Record) error {
		for _, l := range r.Head().Loose {
			if err := put(kind.Name(), id, l.Key, l.Text); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c Content) explained(put put) error {
	for _, e := range c.Explanations {
		if err := put(e.Kind.Name(), e.Record.String(), e.Key, e.Code, e.Text, e.Explanation); err != nil {
			return err
		}
	}
	return nil
}

// codes are the lists that the tables' choices come from, as they are at the sender's; in a notice all there are.
func (c Content) codes(put put) error {
	var lists []*codes.List
	for _, t := range c.Tables {
		for _, column := range t.Kind.Columns()[:t.Kind.Fields()] {
			if column.Shape == ledger.Choice && !slices.Contains(lists, column.Choices) {
				lists = append(lists, column.Choices)
			}
		}
	}
	if c.Manifest.Kind == Notice {
		lists = codes.Lists()
	}
	for _, l := range lists {
		for _, item := range l.Items() {
			if err := put(l.Name, item.Code, l.Plain(item.Code), item.Group); err != nil {
				return err
			}
		}
	}
	if err := c.adapted(put); err != nil {
		return err
	}
	return c.words(put)
}

// Words before the name of a list whose entries a street calls otherwise, does not offer any more, or puts first. A program
// that does not know them knows no list of such a name and passes them by.
const (
	Renamed = "renamed:"
	Retired = "retired:"
	Ordered = "ordered:"
	Worded  = "words:" // before the key of a letter, whose lines are entries of numbers
)

// adapted is what a street has made of the lists, in lines of the same table.
func (c Content) adapted(put put) error {
	for _, name := range slices.Sorted(maps.Keys(c.Lists)) {
		a := c.Lists[name]
		for _, code := range slices.Sorted(maps.Keys(a.Labels)) {
			if err := put(Renamed+name, code, a.Labels[code], ""); err != nil {
				return err
			}
		}
		for _, code := range a.Retired {
			if err := put(Retired+name, code, "", ""); err != nil {
				return err
			}
		}
		for _, code := range a.Order {
			if err := put(Ordered+name, code, "", ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// words are the words of letters, a line of the same table for each of theirs.
func (c Content) words(put put) error {
	for _, letter := range slices.Sorted(maps.Keys(c.Words)) {
		for i, line := range strings.Split(c.Words[letter], "\n") {
			if err := put(Worded+letter, strconv.Itoa(i+1), line, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// WordsIn are the words of letters among what a notice says of codes. Lines that are not in their order make none.
func WordsIn(said map[string][]codes.Item) map[string]string {
	out := map[string]string{}
	for name, items := range said {
		letter, ok := strings.CutPrefix(name, Worded)
		if !ok {
			continue
		}
		lines := make([]string, len(items))
		for i, item := range items {
			if item.Code != strconv.Itoa(i+1) {
				lines = nil
				break
			}
			lines[i] = item.Label
		}
		if len(lines) > 0 {
			out[letter] = strings.Join(lines, "\n")
		}
	}
	return out
}

// baseLine is one line of base.jsonl and of overruled.jsonl.
type baseLine struct {
	Kind   string            `json:"kind"`
	ID     string            `json:"id"`
	Rev    uint32            `json:"rev"`
	Fields map[string]string `json:"fields"` // the filled ones
}

func writeEarlier(w io.Writer, records []Earlier) (int, error) {
	buf := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	for _, v := range records {
		line := baseLine{v.Kind.Name(), v.Record.Head().ID.String(), v.Record.Head().Rev, map[string]string{}}
		for i, column := range v.Kind.Columns()[:v.Kind.Fields()] {
			if text := clean(ledger.PlainText(v.Kind, v.Record, i, ledger.Basis{})); text != "" {
				line.Fields[column.Key] = text
			}
		}
		if err := enc.Encode(line); err != nil {
			return 0, err
		}
	}
	return len(records), buf.Flush()
}

// capWriter refuses more than left bytes.
type capWriter struct {
	w    io.Writer
	left int64
	full error // ErrTooLarge when nil
}

func (c *capWriter) Write(b []byte) (int, error) {
	if c.left -= int64(len(b)); c.left < 0 {
		if c.full != nil {
			return 0, c.full
		}
		return 0, ErrTooLarge
	}
	return c.w.Write(b)
}
