package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"

	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/rules"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// Buckets of the file besides the kinds' own and the journal.
const (
	ChangeBucket  = "change"  // journal number and place → before and after of one record
	SettingBucket = "setting" // name → JSON, or the rules' text

	SubmissionBucket = "submission" // number → a submission as JSON
	SentBucket       = "sent"       // journal number and place → what a street has given out, as JSON; undone, the number stays used

	// Locked figures lie in two, so that a list of them reads no figures. Neither is ever written twice under one number.
	SnapshotBucket = "snapshot" // number → what was locked when, as JSON
	FiguresBucket  = "figures"  // number → its figures as JSON
)

// A Turn is one intent on its way into the file: all of it is saved, or nothing. It is used by one goroutine, and by
// nobody after its intent is done.
type Turn struct {
	book       *Book
	vault      *vault.Tx
	intent     string
	seq        uint64
	now        int64
	source     string
	staged     []staged
	blind      []blind // new records that wait for the end, since the order in which they came may tell nothing
	lines      int     // changes written into the journal so far
	mark       Before  // what is said of the next ones besides
	items      map[string][]vault.Item
	drops      []drop
	afterwards func()          // brings settings in memory up to the file, after the commit
	rules      *rulebook.Rules // the rules of these settings
	means      bool            // they change what records mean: rules, words of codes, the ledger's name
}

type staged struct {
	kind ledger.Kind
	id   value.ID
	now  ledger.Record // nil: gone to the recycle bin
}

// drop is a value to be taken out of a bucket.
type drop struct {
	bucket string
	key    []byte
}

// An Intent is what a person means to do: what the operator's role must allow, and what the journal says of it.
type Intent struct {
	Deed   Deed
	What   string // kind of record, form or package
	Rows   int
	Reason string
	Whom   string // the operator concerned
	From   string // the operator who hands over to Whom
	Source string // where new records come from, as their Head says
	Whole  bool   // whole ID numbers leave the ledger
	Of     uint64 // the entry that an undo takes back

	Settings int         // settings that the intent is about, which count as records do
	Unless   records.Age // of the View that was looked at before; 0 for none. Changed, and nothing is done, when records have changed since
}

// Do carries out one intent that the operator's role allows, in one transaction, and answers its number in the journal.
// Before fn runs the state is the newest; after the commit the View of now follows and the watchers are told.
func (b *Book) Do(in Intent, fn func(*Turn) error) (seq uint64, err error) {
	if err := b.Allow(in.Deed); err != nil {
		return 0, err
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	t := &Turn{book: b, intent: string(in.Deed), source: in.Source, now: b.env.Now().Unix(), items: map[string][]vault.Item{}}
	err = b.vault.Update(func(tx *vault.Tx) error {
		last, err := tx.LastSeq()
		if err != nil {
			return err
		}
		if in.Unless != 0 && in.Unless != b.now().Age() {
			return &Error{Code: Changed, Message: "您看过以后台账又有改动，什么都没有改。请再看一遍，再做一次。"}
		}
		t.vault, t.seq, t.staged, t.lines, t.drops, t.blind = tx, last+1, t.staged[:0], 0, t.drops[:0], nil
		clear(t.items)
		if err := fn(t); err != nil {
			return err
		}
		if err := t.putBlind(); err != nil {
			return err
		}
		for _, bucket := range sortedKeys(t.items) {
			if err := tx.PutAll(bucket, t.items[bucket]); err != nil {
				return err
			}
		}
		for _, d := range t.drops {
			if err := tx.Delete(d.bucket, d.key); err != nil {
				return err
			}
		}
		line, err := json.Marshal(Entry{Time: t.now, Who: b.operator, Intent: string(in.Deed), Count: len(t.staged) + in.Settings,
			Detail: Detail{What: in.What, Reason: in.Reason, Whom: in.Whom, From: in.From, Rows: in.Rows, Whole: in.Whole, Of: in.Of}})
		if err != nil {
			return err
		}
		_, err = tx.Append(line)
		return err
	})
	if err != nil {
		return 0, Tell(err)
	}
	b.commit(t)
	return t.seq, nil
}

// write is Do for what the journal says in a Detail.
func (b *Book) write(intent string, detail *Detail, fn func(*Turn) error) error {
	in := Intent{Deed: Deed(intent)}
	if d := detail; d != nil {
		in.What, in.Reason, in.Whom, in.From, in.Rows, in.Whole, in.Of = d.What, d.Reason, d.Whom, d.From, d.Rows, d.Whole, d.Of
	}
	_, err := b.Do(in, fn)
	return err
}

// View are the records as they were before the turn.
func (t *Turn) View() *records.View { return t.book.Today() }

// Seq is the number that the intent has in the journal.
func (t *Turn) Seq() uint64 { return t.seq }

// Staged is how many changes of records wait to be saved.
func (t *Turn) Staged() int { return len(t.staged) }

// commit brings memory up to the file and tells the watchers.
func (b *Book) commit(t *Turn) {
	b.mu.Lock()
	changes := t.changes()
	b.seq, b.saved = t.seq, b.env.Now()
	next := b.now().After(changes)
	rules := next.Basis().Rules
	if t.afterwards != nil {
		t.afterwards()
		rules = t.rules
		if t.means {
			next = next.Aged()
		}
	}
	b.view.Store(next.At(b.moment(rules)))
	if len(t.items[BinBucket]) > 0 || slices.ContainsFunc(t.drops, func(d drop) bool { return d.bucket == BinBucket }) {
		b.binned.forget()
	}
	kinds := map[string]int{}
	for _, s := range t.staged {
		kinds[s.kind.Name()]++
	}
	tell := make([]func(Change), 0, len(b.watchers))
	for _, w := range b.watchers {
		tell = append(tell, w)
	}
	b.mu.Unlock()
	if t.afterwards != nil {
		b.speak()
	}
	if t.means { // what was read of the records by the words of before is read anew
		b.mu.Lock()
		b.view.Store(b.now().Anew())
		b.mu.Unlock()
	}
	b.away.saved()
	for _, w := range tell {
		if t.afterwards != nil {
			w(Change{Kind: SettingBucket, Bulk: true})
		}
		for _, kind := range sortedKeys(kinds) {
			c := Change{Kind: kind, Bulk: kinds[kind] > 1}
			if !c.Bulk {
				at := slices.IndexFunc(t.staged, func(s staged) bool { return s.kind.Name() == kind })
				c.ID = t.staged[at].id
			}
			w(c)
		}
	}
}

// changes are what the turn makes of each record, by its last word.
func (t *Turn) changes() []records.Change {
	at := make(map[rules.Reference]int, len(t.staged))
	out := make([]records.Change, 0, len(t.staged))
	for _, s := range t.staged {
		i, again := at[rules.Reference{Kind: s.kind, ID: s.id}]
		if !again {
			i = len(out)
			at[rules.Reference{Kind: s.kind, ID: s.id}] = i
			out = append(out, records.Change{Kind: s.kind, ID: s.id})
		}
		out[i].Now = s.now
	}
	return out
}

// Put stages a record: was is the version it replaces, nil for a new one. The
// record belongs to the ledger from here on.
func (t *Turn) Put(kind ledger.Kind, was, now ledger.Record) error {
	m := now.Head()
	if was != nil {
		kind.Date(was, now, t.book.Basis().Today)
		kind.Carry(was, now)
		return t.Replace(kind, was, now)
	}
	if kind.Blind() {
		t.blind = append(t.blind, blind{kind, now})
		return nil
	}
	if m.ID.IsZero() {
		var err error
		if m.ID, err = value.NewID(t.book.env.Random); err != nil {
			return err
		}
	}
	m.Rev, m.Order = 1, t.order()
	m.Created, m.CreatedBy, m.Source = t.now, t.book.operator, t.source
	return t.stage(kind, nil, now)
}

// order is the place of the next record that is new, behind all that are there: the turn's, and its own in the turn.
func (t *Turn) order() uint64 { return t.seq<<24 | uint64(len(t.staged)) }

// Replace is Put for a version that takes an error back: a state that was never true
// leaves nothing in the history of states. Its number is above both.
func (t *Turn) Replace(kind ledger.Kind, was, now ledger.Record) error {
	m := now.Head()
	m.Rev = max(was.Head().Rev, m.Rev) + 1
	if !kind.Blind() {
		m.Changed, m.ChangedBy = t.now, t.book.operator
	}
	return t.stage(kind, was, now)
}

// stage writes down what happens to one record, in its bucket and in the journal.
func (t *Turn) stage(kind ledger.Kind, was, now ledger.Record) error {
	if err := errors.Join(t.mine(kind, was, now), t.listed(kind, was, now), t.trusting(was, now)); err != nil {
		return err
	}
	kind.Tidy(now)
	after, err := writing.Marshal(now)
	if err != nil {
		return err
	}
	id := now.Head().ID
	t.items[kind.Name()] = append(t.items[kind.Name()], vault.Item{Key: id[:], Plain: after})
	var before []byte
	if was != nil {
		if before, err = writing.Marshal(was); err != nil {
			return err
		}
	}
	return t.journal(kind, id, before, after, now)
}

func (t *Turn) journal(kind ledger.Kind, id value.ID, before, after []byte, now ledger.Record) error {
	if err := t.line(kind, id, before, after); err != nil {
		return err
	}
	t.staged = append(t.staged, staged{kind, id, now})
	if waiting := t.items[ChangeBucket]; len(waiting) >= most {
		delete(t.items, ChangeBucket)
		return t.vault.PutAll(ChangeBucket, waiting)
	}
	return nil
}

// line writes a change into the journal and nowhere else.
func (t *Turn) line(kind ledger.Kind, id value.ID, before, after []byte) error {
	c := t.mark
	c.Kind, c.ID, c.Was, c.Now = kind.Name(), id[:], before, after
	if err := c.signRemoval(t.book.env.Random); err != nil {
		return err
	}
	change, err := writing.Marshal(c)
	if err != nil {
		return err
	}
	key := binary.BigEndian.AppendUint64(nil, t.seq)
	key = binary.BigEndian.AppendUint32(key, uint32(t.lines))
	t.lines++
	t.items[ChangeBucket] = append(t.items[ChangeBucket], vault.Item{Key: key, Plain: change})
	return nil
}

// most is how many changes wait before they go into the file, so that a million do not fill the memory. The records
// themselves wait for the end: their keys are in no order, and a file takes them best all at once.
const most = 20_000

// Note stages a value that is no record in a bucket of its own.
func (t *Turn) Note(bucket string, key, value []byte) error { return t.vault.Put(bucket, key, value) }

// Noted gives the values of a bucket of such, in the order of their keys.
func (b *Book) Noted(bucket string, each func(key, value []byte) error) error {
	return b.vault.View(func(tx *vault.Tx) error {
		_, err := tx.Each(bucket, each)
		return err
	})
}

// NotedAt is the value that a bucket has under a key; nil for none.
func (b *Book) NotedAt(bucket string, key []byte) (value []byte, err error) {
	err = b.vault.View(func(tx *vault.Tx) (err error) {
		value, err = tx.Get(bucket, key)
		return err
	})
	return value, err
}

// Noted is Book.Noted as the turn finds it.
func (t *Turn) Noted(bucket string, each func(key, value []byte) error) error {
	_, err := t.vault.Each(bucket, each)
	return err
}

// Set stages a setting as JSON.
func (t *Turn) Set(name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return t.vault.Put(SettingBucket, []byte(name), text)
}

// WasSet reads into value what a Turn has Set; it says false, and leaves value alone, where nothing was.
func (b *Book) WasSet(name string, value any) (found bool, err error) {
	text, err := b.NotedAt(SettingBucket, []byte(name))
	if err != nil || text == nil {
		return false, err
	}
	return true, json.Unmarshal(text, value)
}

// Save saves a draft that began as a Clone of the record on show, or as a new one,
// and drops what KeepDraft keeps of it. It refuses hard faults (Invalid, with the
// faults), a draft of an older version (Changed: see Rebase), and returns the record
// as it now is. The draft itself stays the caller's.
func (b *Book) Save(kind ledger.Kind, draft ledger.Record) (ledger.Record, error) {
	return b.save(kind, draft, true)
}

// Register saves a record of which little more than the name is known, on the way of
// filling in another: the draft of a new record of its kind stays.
func (b *Book) Register(kind ledger.Kind, draft ledger.Record) (ledger.Record, error) {
	return b.save(kind, draft, false)
}

func (b *Book) save(kind ledger.Kind, draft ledger.Record, done bool) (ledger.Record, error) {
	r := kind.Clone(draft)
	kind.Tidy(r)
	if faults := rules.Hard(b.Today(), kind, r); len(faults) > 0 {
		return nil, &Error{Code: Invalid, Message: faults[0].Text, Faults: faults}
	}
	intent := MayAdd
	if r.Head().Rev > 0 {
		intent = MayEdit
	}
	if err := b.Allow(intent); err != nil {
		return nil, err
	}
	_, err := b.Do(Intent{Deed: intent, What: kind.Name()}, func(t *Turn) error {
		was := b.now().Get(kind, r.Head().ID)
		switch {
		case was == nil && r.Head().Rev > 0:
			return &Error{Code: Gone, Message: "这条记录刚被移到回收站。请先在回收站里恢复它，再保存。"}
		case was != nil && was.Head().Rev != r.Head().Rev:
			return &Error{Code: Changed, Message: "这条记录刚被别处改过。请看一下改了什么，再保存。"}
		}
		if done {
			t.drops = append(t.drops, drop{DraftBucket, DraftKey(kind.Name(), r.Head().ID)})
		}
		if err := t.Put(kind, was, r); err != nil {
			return err
		}
		return t.EndPosts(r)
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// EndPosts ends, in the turn that saves a member, the posts that end with him. How many stays with the caller's words.
func (t *Turn) EndPosts(r ledger.Record) error {
	m, ok := r.(*ledger.Member)
	if !ok {
		return nil
	}
	ends := rules.Endings(t.book.now(), m)
	for _, e := range ends {
		if err := t.Put(ledger.Posts, e.Was, e.Now); err != nil {
			return err
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
