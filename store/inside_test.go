package store

import (
	"context"
	crypto "crypto/rand"
	"os"
	"testing"
	"time"

	"tuanjian/store/figures"
	"tuanjian/store/ledger"
	"tuanjian/store/parcel"
	"tuanjian/store/records"
	"tuanjian/store/seal"
	"tuanjian/store/trial"
	"tuanjian/store/vault"
)

// What the tests of this folder see of the inside of the package, room by room. The tests of a room that leaves take its
// part along, or do without.

// The centre.
var (
	Reading  = reading
	Writing  = writing
	Steps    = steps
	Deeds    = deeds
	NewBook  = newBook
	OpenWith = openWith
)

const (
	ChangeBucket    = changeBucket
	SettingBucket   = settingBucket
	ProfileSetting  = profileSetting
	OperatorSetting = operatorSetting
	RulesSetting    = rulesSetting
)

func (r deedRow) Least() Role   { return r.least }
func (r deedRow) Words() string { return r.words }
func (d Deed) LeastRole() Role  { return d.least() }

func BookOf(operator string) *Book { return &Book{operator: operator} }

func SetOperators(b *Book, all ...Operator) { b.operators = all }

func (b *Book) InEnv() *Env                            { return &b.env }
func (e Env) Vault() vault.Options                     { return e.vault() }
func (b *Book) InVault() *vault.Vault                  { return b.vault }
func (b *Book) InKey() *seal.Key                       { return &b.key }
func (b *Book) InProfile() *Profile                    { return &b.profile }
func (b *Book) InLists() map[string]ledger.Adapted     { return b.lists }
func (b *Book) InPutOffs() map[string]PutOff           { return b.putOffs }
func (b *Book) Load() error                            { return b.load() }
func (b *Book) Lay(v *records.View)                    { b.view.Store(v) }
func (b *Book) ForgetBin()                             { b.cache.bin = binned{} }
func (b *Book) InNote(intent string, d Detail) error   { return b.note(intent, d) }
func (b *Book) Unlock(p string) (parcel.Unlock, error) { return b.unlock(p) }

func (b *Book) Write(intent string, d *Detail, fn func(*Turn) error) error {
	return b.write(intent, d, fn)
}

func (b *Book) Wrap(name, password string) func(seal.Key) (seal.Slot, error) {
	return b.wrap(name, password)
}

func (b *Book) Dangling(kind ledger.Kind, r ledger.Record, coming, going map[ledger.ID]bool) string {
	return dangling(b.now(), kind, r, coming, going)
}

// Speaking are the Books that have a say about the lists.
func Speaking() []*Book { return speaking.books }

// The outputs.
func (m Making) Temp() string { return m.temp }

// Care.
const KeepBefore = keepBefore

var ParseBackupName = parseBackupName

func (b *Book) CareNotes() *careNotes           { return b.careNotes() }
func (b *Book) PutCareNotes(n *careNotes) error { return b.putCareNotes(n) }
func (b *Book) Described() (made, error)        { return b.described() }

// Figures.
var PointOf = pointOf

const FiguresBucket = figuresBucket

// CountAt counts what the ledger held at a point anew, whatever was locked.
func (b *Book) CountAt(p figures.Point) (*figures.Figures, error) {
	v, err := b.viewAt(p)
	if err != nil {
		return nil, err
	}
	return figures.Count(v), nil
}

// Travel.
var (
	ContentOf  = contentOf
	Outgoing   = outgoing
	FieldText  = fieldText
	FiguresSQL = figuresSQL
	Loadable   = loadable
	KeepReply  = keepReply
	Modest     = modest
	SpellKey   = spellKey
)

const (
	MostMatters    = mostMatters
	MostNoticed    = mostNoticed
	MostSkipped    = mostSkipped
	ReasonFork     = reasonFork
	ReasonFuture   = reasonFuture
	ReasonMissing  = reasonMissing
	ReasonNumber   = reasonNumber
	ReasonOlder    = reasonOlder
	ReasonOther    = reasonOther
	ReasonPractice = reasonPractice
	ReasonSigner   = reasonSigner
	ReasonStopped  = reasonStopped
	ReasonUnknown  = reasonUnknown
)

func OpenFile(path string) (*os.File, int64, error) { return openFile(path) }

func ReceptionOf(b *Book) *Reception { return &Reception{book: b} }

func MeetingOf(b *Book) *Meeting { return &Meeting{book: b} }

func (a *Delivery) Content() *content                  { return a.content }
func (a *Delivery) Brings() []records.Change           { return a.brings }
func (a *Delivery) Failed() error                      { return a.failed }
func (a *Delivery) Guarded(work func() error) error    { return a.guarded(work) }
func (b *Book) Received(k ledger.Kind) []ledger.Record { return b.received(k) }
func (b *Book) Noticed() (parcel.Content, error)       { return b.noticed() }

func (b *Book) ContentOf(p Profile, sub, last Submission, check Checked, explain map[string]string) (parcel.Content, error) {
	return b.gathered(b.Today(), p, sub, last, check, explain)
}

func (b *Book) Former(kinds []ledger.Kind) ([]parcel.Former, []parcel.Earlier, error) {
	return b.former(kinds)
}

func (b *Book) OpenParcel(ctx context.Context, path, passphrase string, judge func(*parcel.Parcel) error, want ...parcel.Kind) (*parcel.Parcel, func() error, error) {
	return b.openParcel(ctx, path, passphrase, judge, want...)
}

func (b *Book) InPlanMeet(ctx context.Context, p *parcel.Parcel, progress func(done, total int)) (*Meeting, error) {
	return b.planMeet(ctx, p, progress)
}

// What the tests of this package itself need, which cannot use package stage.

const testPassword = "long-enough-8"

func testEnv() Env {
	afternoon := trial.On(time.Date(2026, 11, 22, 15, 4, 5, 0, time.Local))
	return Env{
		Now:     func() time.Time { return afternoon },
		Random:  crypto.Reader,
		Effort:  seal.Effort{Time: 1, Memory: 64, Threads: 1},
		Version: "0.0.0",
	}
}

func codeOf(err error) string {
	if err == nil {
		return "ok"
	}
	return Tell(err).Code
}

func fileMode(t testing.TB, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}

func quiet(string, int, int) {}
