package store

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tuanjian/assets"
	"tuanjian/store/codes"
	"tuanjian/store/disk"
	"tuanjian/store/ledger"
	"tuanjian/store/patience"
	"tuanjian/store/records"
	"tuanjian/store/rulebook"
	"tuanjian/store/seal"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

func init() {
	if err := ledger.Load(assets.Codes()); err != nil {
		panic(err) // the lists are embedded; a test reads them
	}
}

// An Env is what the Book needs of its surroundings, so that tests own them.
type Env struct {
	Now     func() time.Time
	Random  io.Reader
	Effort  seal.Effort // what one try of a password costs
	Version string      // of the program
	Backups Backups     // which ledgers are backed up unasked

	Patience patience.Patience // lets time pass while another program has hold of a file; nil waits for none

	Place    func(path string) Site // what kind of place a file lies in; nil for Fixed everywhere
	Copies   string                 // folder of the local copies of ledgers that lie away; "" works on every ledger as it lies
	Tries    string                 // file that counts wrong passwords by ledger; "" counts none
	Computer string                 // this computer's name, for the mark beside such a ledger

	operator string       // whose password is tried where nobody is named; "" tries everybody's
	consent  bool         // opens a ledger that is marked as open elsewhere
	stumble  func() error // a test's, before each deed of a writing back
}

// Backups says which ledgers the Book backs up by itself: once a day and before
// what changes much.
type Backups int

// No ledger, the real ones, the practice ledgers too.
const (
	NoBackups Backups = iota
	RealBackups
	AllBackups
)

// System is the Env of the running program.
func System(version string) Env {
	return Env{Now: time.Now, Random: rand.Reader, Effort: seal.DefaultEffort, Version: version, Backups: RealBackups, Patience: time.Sleep}
}

// Vault is how a ledger's file is opened: with which randomness and by which migrations.
func (e Env) Vault() vault.Options {
	return vault.Options{Random: e.Random, Steps: steps, Patience: e.Patience}
}

// A Profile says whose ledger it is.
type Profile struct {
	Name      string `json:"name"` // the community's or the street's
	Street    bool   `json:"street,omitempty"`
	Practice  bool   `json:"practice,omitempty"`  // invented people: nothing of it may be submitted
	Key       []byte `json:"key,omitempty"`       // seed of the key that signs the packages
	StreetKey string `json:"streetKey,omitempty"` // age key that packages are sealed to, once the street has given it
	Ledger    string `json:"ledger"`              // random; tells two ledgers of one community apart

	Listed value.ID `json:"listed,omitzero"` // the community that this ledger is, in its street's list
	Given  []string `json:"given,omitempty"` // keys of its own fields that the street sets

	Before map[string]string `json:"before,omitempty"` // by key, what those held before the street set them
}

// A Book is an open ledger. It may be used from several goroutines.
type Book struct {
	env      Env
	path     string
	away     *away  // nil for a ledger that is worked on as it lies
	alarm    string // what the opening found of earlier changes
	vault    *vault.Vault
	key      seal.Key // of this ledger and of all its backups
	operator string

	view      atomic.Pointer[records.View] // the records of now; a commit puts the next in its place
	mu        sync.RWMutex                 // of what follows
	profile   Profile
	operators []Operator
	lists     map[string]codes.Adapted // what the office has made of the code lists; never changed, but replaced
	putOffs   map[string]PutOff        // by the reminder's key
	words     Words                    // of letters
	damage    []vault.Damage
	unvouched bool   // settings or journal are not those that their tallies tell
	seq       uint64 // of the newest journal entry
	opened    uint64 // the newest journal entry when the ledger was opened
	saved     time.Time
	watchers  map[int]func(Change)
	watched   int
	binned    binned
	saving    sync.Mutex // one writer at a time, from reading the old state to putting the new one
	rooms     sync.Mutex // one workroom is remembered at a time
	caring    sync.Mutex // one backup, proof or restoring at a time; taken before saving
}

// A Change tells a watcher what was saved. Kinds that changed in bulk come without
// IDs.
type Change struct {
	Kind string
	ID   value.ID
	Bulk bool
}

// Create makes a new ledger at path and opens it. The recovery code is returned
// once and kept nowhere.
func Create(path string, p Profile, operator, password string, env Env) (*Book, string, error) {
	if p.Name == "" {
		return nil, "", Refuse("请填写名称。")
	}
	if err := seal.CheckPassword(password); err != nil {
		return nil, "", Tell(err)
	}
	key, err := seal.NewKey(env.Random)
	if err != nil {
		return nil, "", Tell(err)
	}
	code, err := seal.NewCode(env.Random)
	if err != nil {
		return nil, "", Tell(err)
	}
	own, err := seal.NewPassword(env.Random, key, operator, password, env.Effort)
	if err != nil {
		return nil, "", Tell(err)
	}
	rescue, err := seal.NewRecovery(env.Random, key, recoverySlot, code)
	if err != nil {
		return nil, "", Tell(err)
	}
	p.Key, p.Ledger = make([]byte, 32), ""
	if _, err := io.ReadFull(env.Random, p.Key); err != nil {
		return nil, "", Tell(err)
	}
	id, err := value.NewID(env.Random)
	if err != nil {
		return nil, "", Tell(err)
	}
	p.Ledger = id.String()
	slots := []seal.Slot{own, rescue}
	if err := env.found(path, id, func(temp string) error {
		v, err := vault.Create(temp, key, slots, env.Vault())
		if err != nil {
			return err
		}
		b := newBook(temp, v, key, operator, env)
		b.profile = p
		b.view.Store(records.New(b.moment(rulebook.DefaultRules()), nil))
		b.operators = []Operator{{Name: operator, Role: Admin, Since: env.Now().Unix()}}
		return errors.Join(b.begin(), b.Close())
	}); err != nil {
		return nil, "", err
	}
	b, err := OpenBy(path, env.Nevertheless(), func([]seal.Slot) (seal.Key, string, error) { return key, operator, nil })
	if err != nil {
		return nil, "", err
	}
	b.saved = env.Now()
	return b, code.Written(), nil
}

// found lets make fill a new ledger beside its place and puts it there when it is
// whole: a program killed meanwhile leaves no ledger without its first records. One
// that is to lie away is filled on this computer.
func (e Env) found(path string, id value.ID, make func(temp string) error) error {
	temp := filepath.Join(filepath.Dir(path), strings.Replace(disk.Unfinished, "*", id.String(), 1))
	if err := disk.NameFor(path); err != nil {
		return Tell(err)
	}
	if disk.IsThere(path) {
		return Tell(vault.ErrExists)
	}
	err := e.madeHere(path, id, temp, make)
	if errors.Is(err, vault.ErrMissing) || errors.Is(err, fs.ErrNotExist) {
		return &Error{Code: NoFile, Message: "没有这个文件夹。请先建好文件夹，或换一个位置。", Err: err}
	}
	if err == nil {
		err = e.Patience.RenameIf(temp, path, func() error {
			if disk.IsThere(path) {
				return vault.ErrExists
			}
			return nil
		})
	}
	if err != nil {
		_ = e.Patience.Remove(temp) // the first error counts
		return Tell(err)
	}
	if err := disk.SyncFolder(filepath.Dir(path)); err != nil {
		return Tell(err)
	}
	return nil
}

const recoverySlot = "恢复码"

// begin writes what a new ledger starts with: its profile, its rules and the community
// or the street that it is about.
func (b *Book) begin() error {
	first := ledger.Communities.New().(*ledger.Community)
	first.Title = b.profile.Name
	street := ledger.Streets.New().(*ledger.Street)
	street.Title = b.profile.Name
	_, err := b.Do(Intent{Deed: "create"}, func(tx *Turn) error {
		if err := tx.Set(ProfileSetting, b.profile); err != nil {
			return err
		}
		if err := tx.Set(OperatorSetting, b.operators); err != nil {
			return err
		}
		if err := tx.vault.Put(SettingBucket, []byte(RulesSetting), b.Basis().Rules.Source()); err != nil {
			return err
		}
		if b.profile.Street {
			return tx.Put(ledger.Streets, nil, street)
		}
		return tx.Put(ledger.Communities, nil, first)
	})
	return err
}

func newBook(path string, v *vault.Vault, key seal.Key, operator string, env Env) *Book {
	b := &Book{env: env, path: path, vault: v, key: key, operator: operator, watchers: map[int]func(Change){}}
	b.view.Store(records.New(b.moment(nil), nil))
	return b
}

// moment is of when the records of now are, and of whose ledger.
func (b *Book) moment(rules *rulebook.Rules) records.Moment {
	today := value.DayOf(b.env.Now())
	return records.Moment{Basis: ledger.Basis{Today: today, Rules: rules.Kept().On(today)}, Seq: b.seq, Street: b.profile.Street, Name: b.profile.Name, Ledger: b.profile.Ledger}
}

// now are the records as they are, asked by the day of when they were last looked at.
func (b *Book) now() *records.View { return b.view.Load() }

// Today are the records as they are, asked by today. What it answers stays as it is, however long somebody looks at it and
// whatever is saved meanwhile.
func (b *Book) Today() *records.View {
	day := value.DayOf(b.env.Now())
	for {
		v := b.view.Load()
		basis := v.Basis()
		if basis.Today == day {
			return v
		}
		basis.Today, basis.Rules = day, basis.Rules.Kept().On(day)
		if next := v.On(basis); b.view.CompareAndSwap(v, next) {
			return next
		}
	}
}

// Open opens a ledger with an operator's password.
func Open(path, password string, env Env) (*Book, error) {
	b, err := OpenBy(path, env, func(slots []seal.Slot) (key seal.Key, operator string, err error) {
		key, at, err := seal.OpenPassword(slots, "", password)
		if err == nil {
			operator = slots[at].Name
		}
		return key, operator, err
	})
	if err != nil {
		return nil, err
	}
	b.clearWorkrooms()
	return b, nil
}

// OpenWithCode opens a ledger with its recovery code and sets a new password for
// the operator called name, or for the first 管理员 when name is "". NoOperator when
// there is none of that name. Where the roles are lost he is the one 管理员 afterwards.
func OpenWithCode(path, code, name, password string, env Env) (*Book, error) {
	if err := seal.CheckPassword(password); err != nil {
		return nil, Tell(err)
	}
	parsed, err := seal.ParseCode(code)
	if err != nil {
		return nil, Tell(err)
	}
	b, err := OpenBy(path, env, func(slots []seal.Slot) (seal.Key, string, error) {
		if name != "" && !slices.Contains(passwordNames(slots), name) {
			return seal.Key{}, "", vault.ErrNoSlot
		}
		key, _, err := seal.OpenCode(slots, parsed)
		return key, name, err
	})
	if err != nil {
		return nil, err
	}
	b.clearWorkrooms()
	if name == "" && len(b.operators) > 0 {
		at := slices.IndexFunc(b.operators, func(o Operator) bool { return o.Role == Admin })
		b.operator = b.operators[max(at, 0)].Name
	}
	if b.Staff().RolesLost() {
		err = b.Staff().regainRoles()
	}
	if err == nil {
		err = b.Staff().setPassword(password)
	}
	if err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// OpenBy opens a ledger, or a copy of one, by whatever way to its key unlock knows, which also says whose the Book is.
func OpenBy(path string, env Env, unlock func(slots []seal.Slot) (key seal.Key, operator string, err error)) (*Book, error) {
	var key seal.Key
	operator := ""
	v, far, err := env.openAt(path, func(slots []seal.Slot) (_ seal.Key, err error) {
		key, operator, err = unlock(slots)
		return key, err
	})
	if err != nil {
		return nil, Tell(err)
	}
	b := newBook(path, v, key, operator, env)
	b.away = far
	if err := errors.Join(b.load(), b.loadOperators()); err != nil {
		b.Close()
		return nil, Tell(err)
	}
	disk.ClearAbandoned(env.Patience, filepath.Dir(path))
	b.adopt()
	b.speak()
	return b, nil
}

// Close ends the use of the ledger and forgets it. A second call does nothing. One that
// lies away is written back first; Unwritten when it could not be: what was saved is
// then on this computer, and the next opening goes on with it.
func (b *Book) Close() error {
	b.silence()
	if b.away == nil {
		return b.vault.Close()
	}
	b.saving.Lock() // a save that comes now is refused, not left behind
	defer b.saving.Unlock()
	return b.away.close(b.vault, len(b.damage) > 0)
}

// Forget drops all that a closed Book has in memory: records, what is computed from
// them, keys. Whoever asks it afterwards finds an empty ledger of the same name; who reads meanwhile keeps the View that he
// has until he is done.
func (b *Book) Forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.view.Store(records.New(b.now().Moment(), nil))
	b.binned.forget() // who reads the bin for the reminders may be at it still
	b.key.Wipe()
	clear(b.profile.Key)
	b.profile = Profile{Name: b.profile.Name, Street: b.profile.Street, Practice: b.profile.Practice}
	b.damage, b.operators = nil, nil
	b.vault.Forget()
}

// Profile says whose ledger it is.
func (b *Book) Profile() Profile { b.mu.RLock(); defer b.mu.RUnlock(); return b.profile }

// Path is the ledger's file, where people know it: not the local copy of one that lies
// away. It changes when changes had to be put beside the original (AwayState.Alarm).
func (b *Book) Path() string {
	if b.away != nil {
		return b.Away().Original
	}
	return b.path
}

// Operator is who opened the ledger.
func (b *Book) Operator() string { return b.operator }

// Basis is today's date and the rule set: what every rule must know.
func (b *Book) Basis() ledger.Basis {
	return b.Today().Basis()
}

// Clock is what the computer's clock says.
func (b *Book) Clock() time.Time { return b.env.Now() }

// Patience is for files that another program has hold of.
func (b *Book) Patience() patience.Patience { return b.env.Patience }

// Random is where keys and passphrases come from.
func (b *Book) Random() io.Reader { return b.env.Random }

// Saved is when this window last saved something; zero when it has not.
func (b *Book) Saved() time.Time { b.mu.RLock(); defer b.mu.RUnlock(); return b.saved }

// Get gives a record, or nil. It must not be changed: work on a Clone.
func (b *Book) Get(kind ledger.Kind, id value.ID) ledger.Record {
	return b.now().Get(kind, id)
}

// NewID is a place of its own for a record to come: several drafts of new records wait beside each other, and what a plan
// brings can be referred to before it is there. Saved with it as its ID, the record takes its own draft away and no other.
func (b *Book) NewID() (value.ID, error) {
	id, err := value.NewID(b.env.Random)
	if err != nil {
		return id, Tell(err)
	}
	return id, nil
}

// Watch asks to be told after every commit. The answer ends it. tell is called on
// the goroutine that saved and must return at once.
func (b *Book) Watch(tell func(Change)) (stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.watched++
	n := b.watched
	b.watchers[n] = tell
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.watchers, n)
	}
}

func isCancelled(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// Program is the version of the program that works on the ledger.
func (b *Book) Program() string { return b.env.Version }

func (b *Book) setOperators(operators []Operator) {
	b.mu.Lock()
	b.operators = operators
	b.mu.Unlock()
}

// known are those who may open the ledger.
func (b *Book) known() []Operator {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.operators)
}

// vouch takes the settings and the journal for undamaged.
func (b *Book) vouch() {
	b.mu.Lock()
	b.damage = slices.DeleteFunc(b.damage, func(d vault.Damage) bool { return slices.Contains(vouching, d.Bucket) })
	b.mu.Unlock()
}

// Role is the role of the operator who opened the ledger; 只读 after he was taken
// off.
func (b *Book) Role() Role {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if at := findOperator(b.operators, b.operator); at >= 0 {
		return b.operators[at].Role
	}
	return Reader
}

// Decisions are what was decided, as it is now. Maps and slices in it must not be changed.
func (b *Book) Decisions() Decisions {
	b.mu.RLock()
	defer b.mu.RUnlock()
	p := b.profile
	return Decisions{p.Name, p.StreetKey, p.Listed, p.Given, p.Before, b.now().Basis().Rules.Kept().Source(), b.lists, b.putOffs, b.words}
}
