package travel

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"tuanjian/store"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/points"
	"tuanjian/store/records"
	"tuanjian/store/value"
)

// A Receiving says which packages a street is to look at, and what a person has decided about them.
type Receiving struct {
	Paths      []string          // in any order
	Passphrase string            // of those that are sealed to one
	Phrases    map[string]string // by path, in the place of Passphrase
	Trusted    []SixWords        // of signatures that a person has compared: they are to be trusted from now on
	Ruling                       // for all of them
	Each       map[string]Ruling // by path, in the place of Ruling
}

// A Ruling is what only a person can say of a package.
type Ruling struct {
	Lost      bool     // packages before it are lost for good: go on without them
	Community value.ID // whose it is, where the package's own words do not tell
	Add       string   // the same, by the name of a community that the street does not have yet and that is to be added
	AsNamed   bool     // a community that the street does not have is to be added under its own name
	Anew      string   // the community has a new ledger, and why the signature of its old one is to be stopped when this package is taken in; for 管理员
}

// A Reception is what taking packages in would do. Nothing is written before Apply.
type Reception struct {
	Deliveries []*Delivery // one for each path, in their order
	Standing   []Standing  // one for each community of the street, in its order, then those that are to be added

	book   *store.Book
	in     Receiving
	unlock parcel.Unlock
	age    records.Age
	added  map[string]*ledger.Community // communities that are to be added, by plain name
	owners map[value.ID]*Delivery       // whose a record is that more than one package may claim
}

// A Delivery is one file: what it says of itself, what becomes of it, and what it brings.
type Delivery struct {
	Path      string
	Sender    string     // as it calls itself
	Code      string     // 12 digits, "" where the sender has none
	Recipient string     // for whom it says to be
	Unbound   bool       // it names no street and is sealed to a passphrase: whoever was told it may have sealed it anew
	Number    uint64     // the sender's count of its packages
	Day       value.Date // whose state is inside
	Written   time.Time
	Words     SixWords // of the signature; only of one that the ledger has not accepted
	Community value.ID // zero while nobody knows
	Name      string   // of the community, or how the sender calls itself
	Anew      string   // why the accepted signature of the community is stopped by taking this in; mostly ""
	State     DeliveryState
	Reason    string // for programs: why it is not Ready; one of the words of reasons, or a code of store/parcel
	Message   string // for people: why, and what to do

	Records    int               // that the package holds
	Counts     map[string]int    // of them by kind
	Strange    int               // of them, those of kinds that this program does not know: a later one wrote the package
	Since      points.Difference // against what the street has of the community
	Hard, Soft int               // faults
	Unlisted   int               // of them, those that no Cargo lists, since there are too many
	Turned     int               // records that are not taken in, each a Cargo with its Why
	Items      []Cargo           // all but what is as it was and has no fault

	file     *os.File
	parcel   *parcel.Parcel
	manifest parcel.Manifest
	failed   error
	known    *ledger.Signer // nil for one that the ledger does not know
	content  *content
	bound    value.ID // the community that the records of content point at; zero while that is their own
	whole    bool     // all of the file was read
	brings   []records.Change
	leaves   []records.Change
	besides  []records.Change // records of the street's own that change along
}

// DeliveryState says what becomes of a package.
type DeliveryState string

// The states of an Delivery.
const (
	DeliveryReady   DeliveryState = "ready"   // Apply takes it in
	DeliveryEarlier DeliveryState = "earlier" // Apply notes it: a later one of the same community is there too
	DeliveryAgain   DeliveryState = "again"   // the ledger has it; nothing to do
	DeliveryWaiting DeliveryState = "waiting" // its signature is unknown: a person must compare its Words, see Trust
	DeliveryWhose   DeliveryState = "whose"   // a person must say which community it is of
	DeliveryRefused DeliveryState = "refused"
)

// moved is one record's part in a reception: was is nil for a new one, now is nil for one that goes.
func moved(kind ledger.Kind, was, now ledger.Record) records.Change {
	c := records.Change{Kind: kind, Was: was, Now: now}
	if now != nil {
		was = now
	}
	c.ID = was.Head().ID
	return c
}

// A Cargo is one record of which there is something to say.
type Cargo struct {
	Kind   ledger.Kind
	ID     value.ID
	Name   string
	Deed   CargoDeed
	Fields []records.FieldChange // of a changed record
	Faults []Objection
	Why    string        // why it is turned away
	Record ledger.Record // as the package has it; as the street has it for one that goes
}

// CargoDeed says what becomes of a record.
type CargoDeed string

// The deeds of a Cargo.
const (
	CargoAdded   CargoDeed = "added"
	CargoChanged CargoDeed = "changed"
	CargoRemoved CargoDeed = "removed"
	CargoSame    CargoDeed = "same" // and has faults
	CargoTurned  CargoDeed = "turned"
)

// An Objection is a fault together with what the community says of it, "" when it says nothing.
type Objection struct {
	value.Fault
	Said string
}

// A Standing is one community's line in the round: what came of it, and what was there before.
type Standing struct {
	Community value.ID
	Name      string
	Code      string
	Delivery  *Delivery      // the one that counts; nil when none came of this community
	Last      *ledger.Parcel // the last that was received earlier; nil when none was
}

// Missing says that nothing of the community came, or nothing that is or will be taken in.
func (s Standing) Missing() bool { return s.Delivery == nil }

// ReadParcels looks at packages that communities have sent to this street: what each would change, what is wrong in
// it, and who is missing. Nothing is written. A package that cannot be taken in is an Delivery that says why; the error
// is for what concerns them all.
func ReadParcels(ctx context.Context, b *store.Book, in Receiving, progress func(done, total int)) (*Reception, error) {
	if err := b.Allow(store.MayReceive); err != nil {
		return nil, err
	}
	if !b.Profile().Street {
		return nil, store.Refuse("这是社区台账。社区的上报包由街道接收。")
	}
	if err := mayRule(b, in.Ruling); err != nil {
		return nil, err
	}
	for _, d := range in.Each {
		if err := mayRule(b, d); err != nil {
			return nil, err
		}
	}
	unlock, err := Unlock(b, in.Passphrase)
	if err != nil {
		return nil, store.Tell(err)
	}
	r := &Reception{book: b, in: in, unlock: unlock}
	for _, path := range in.Paths {
		r.Deliveries = append(r.Deliveries, &Delivery{Path: path})
	}
	defer r.close()
	if err := onAll(ctx, r.Deliveries, func(a *Delivery) error {
		return a.Guarded(func() error { return a.open(ctx, r.unlockOf(a)) })
	}); err != nil {
		return nil, store.Tell(err)
	}
	if err := r.plan(ctx, progress); err != nil {
		return nil, store.Tell(err)
	}
	return r, nil
}

// Rule changes what was decided about one package, or about all for "", and plans anew.
func (r *Reception) Rule(ctx context.Context, path string, d Ruling) error {
	if err := mayRule(r.book, d); err != nil {
		return err
	}
	if path == "" {
		r.in.Ruling = d
	} else {
		each := map[string]Ruling{path: d}
		for p, was := range r.in.Each {
			if p != path {
				each[p] = was
			}
		}
		r.in.Each = each
	}
	defer r.close()
	if err := r.plan(ctx, nil); err != nil {
		return store.Tell(err)
	}
	return nil
}

// mayRule says whether this operator may decide so.
func mayRule(b *store.Book, d Ruling) error {
	if d.Anew == "" {
		return nil
	}
	return mayDistrust(b, d.Anew, anewExample)
}

func (r *Reception) ruling(a *Delivery) Ruling {
	if d, ok := r.in.Each[a.Path]; ok {
		return d
	}
	return r.in.Ruling
}

// close lets go of the files; one that is needed again is opened again.
func (r *Reception) close() {
	for _, a := range r.Deliveries {
		if a.file != nil {
			_ = a.file.Close() // it was only read
			a.file, a.parcel = nil, nil
		}
	}
}

// plan says what becomes of each package, reads those that need it, and compares.
func (r *Reception) plan(ctx context.Context, progress func(done, total int)) error {
	defer r.spend()()
	r.age = r.book.Today().Age()
	if err := r.spell(ctx); err != nil {
		return err
	}
	done := 0
	for {
		r.judge()
		var need []*Delivery
		for _, a := range r.Deliveries {
			if a.wants() {
				need = append(need, a)
			}
		}
		if len(need) == 0 {
			break
		}
		var one sync.Mutex
		err := onAll(ctx, need, func(a *Delivery) error {
			err := a.Guarded(func() error { return a.read(ctx, r.unlockOf(a)) })
			one.Lock()
			defer one.Unlock()
			if done++; progress != nil {
				progress(done, 2*len(r.Deliveries))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	r.owners = map[value.ID]*Delivery{}
	for _, a := range r.Deliveries {
		a.reset()
	}
	for _, state := range []DeliveryState{DeliveryReady, DeliveryWaiting} { // who is known may speak first
		for i, a := range r.Deliveries {
			if err := ctx.Err(); err != nil {
				return err
			}
			if a.State == state {
				if err := a.Guarded(func() error { return r.compare(ctx, a) }); err != nil {
					return err
				}
			}
			if progress != nil && state == DeliveryReady {
				progress(len(r.Deliveries)+i+1, 2*len(r.Deliveries))
			}
		}
	}
	r.stand()
	return nil
}

// spend lets memory be collected later while packages are read and taken in, which saves a fifth of the time: nearly all
// that is made then stays. Where there are very many records memory is dearer, and all is as always.
func (r *Reception) spend() (done func()) {
	records := 0
	for _, a := range r.Deliveries {
		records += a.Records
	}
	if records > 100_000 {
		return func() {}
	}
	was, limit := debug.SetGCPercent(400), debug.SetMemoryLimit(spendable)
	return func() { debug.SetGCPercent(was); debug.SetMemoryLimit(limit) }
}

// spendable is the memory in bytes from which on it is collected sooner all the same: a package of as many records may have
// ten faults in each.
const spendable = 320 << 20

// Guarded does a piece of work on one package. What panics on it stays with it, as what is wrong with the file does.
func (a *Delivery) Guarded(work func() error) (err error) {
	panicked := guarded(func() error { err = work(); return nil })
	if panicked != nil {
		a.reset()
		a.failed, a.content = panicked, nil
		a.fail(panicked)
	}
	return err
}

// onAll does a piece of work for each of some things, on all processors, until one fails.
func onAll[T any](ctx context.Context, things []T, work func(T) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan T)
	var wait sync.WaitGroup
	for range min(len(things), runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for t := range next {
				if err := work(t); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, t := range things {
		if ctx.Err() != nil {
			break
		}
		next <- t
	}
	close(next)
	wait.Wait()
	return context.Cause(ctx)
}

// StrangeWords are what people are told of what this program does not know in a package, "" where it knows all.
func (a *Delivery) StrangeWords() string {
	if a.Strange == 0 {
		return ""
	}
	return "更新的程序做的：" + strconv.Itoa(a.Strange) + " 条资料本程序不认识，没有收。请升级程序，再请社区报一次。"
}

// File is the delivery's file without its folder.
func (a *Delivery) File() string { return filepath.Base(a.Path) }

// Totals are the records that a package adds, changes and removes.
func (a *Delivery) Totals() (added, changed, removed int) { return a.Since.Total() }

// Ready are the deliveries that Apply takes in, and Turned those that it does not, although they are not there yet.
func (r *Reception) Ready() (ready, not []*Delivery) {
	for _, a := range r.Deliveries {
		switch a.State {
		case DeliveryReady, DeliveryEarlier:
			ready = append(ready, a)
		case DeliveryAgain:
		default:
			not = append(not, a)
		}
	}
	return ready, not
}

// Asking are the packages that are sealed to a passphrase, and none was given or another.
func (r *Reception) Asking() (all []*Delivery) {
	for _, d := range r.Deliveries {
		if d.Asks() {
			all = append(all, d)
		}
	}
	return all
}

// Renewable says that nothing is known against the package but that its community has another ledger, whose signature an
// 管理员 may stop in the same breath: see Ruling.Anew.
func (a *Delivery) Renewable() bool { return a.Reason == ReasonSigner && a.known == nil }

// Asks says that the package is sealed to a passphrase, and none was given or another.
func (a *Delivery) Asks() bool {
	return a.Reason == parcel.ErrNeedsPassphrase.Code || a.Reason == parcel.ErrWrongPassphrase.Code
}

func (r *Reception) unlockOf(a *Delivery) parcel.Unlock {
	if phrase, ok := r.in.Phrases[a.Path]; ok {
		return r.unlock.Or(phrase)
	}
	return r.unlock
}

// Brings are the records that taking the package in adds and changes, as its sender has them.
func (a *Delivery) Brings() []records.Change { return a.brings }

// Failed is what is wrong with the file itself, nil where nothing is.
func (a *Delivery) Failed() error { return a.failed }

// Held says that the package's records lie in memory.
func (a *Delivery) Held() bool { return a.content != nil }
