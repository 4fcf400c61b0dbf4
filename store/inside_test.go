package store

import (
	crypto "crypto/rand"
	"os"
	"runtime"
	"testing"
	"time"

	"tuanjian/store/codes"
	"tuanjian/store/ledger"
	"tuanjian/store/records"
	"tuanjian/store/rules"
	"tuanjian/store/seal"
	"tuanjian/store/trial"
	"tuanjian/store/value"
	"tuanjian/store/vault"
)

// What the tests of this folder see of the inside of the package, room by room. The tests of a room that leaves take its
// part along, or do without.

// The centre.
var (
	Reading = reading
	Writing = writing
	Steps   = steps
	Deeds   = deeds
	NewBook = newBook
)

// OpenWith opens by the key itself.
func OpenWith(path string, key seal.Key, operator string, env Env) (*Book, error) {
	return OpenBy(path, env, func([]seal.Slot) (seal.Key, string, error) { return key, operator, nil })
}

func (r deedRow) Least() Role   { return r.least }
func (r deedRow) Words() string { return r.words }
func (d Deed) LeastRole() Role  { return d.least() }

func BookOf(operator string) *Book { return &Book{operator: operator} }

func SetOperators(b *Book, all ...Operator) { b.operators = all }

func (b *Book) InEnv() *Env                          { return &b.env }
func (b *Book) InVault() *vault.Vault                { return b.vault }
func (b *Book) InKey() *seal.Key                     { return &b.key }
func (b *Book) InProfile() *Profile                  { return &b.profile }
func (b *Book) InLists() map[string]codes.Adapted    { return b.lists }
func (b *Book) InPutOffs() map[string]PutOff         { return b.putOffs }
func (b *Book) Load() error                          { return b.load() }
func (b *Book) Lay(v *records.View)                  { b.view.Store(v) }
func (b *Book) ForgetBin()                           { b.binned.forget() }
func (b *Book) InNote(intent string, d Detail) error { return b.note(intent, d) }

func (b *Book) Write(intent string, d *Detail, fn func(*Turn) error) error {
	return b.write(intent, d, fn)
}

func (b *Book) Wrap(name, password string) func(seal.Key) (seal.Slot, error) {
	return b.wrap(name, password)
}

func (b *Book) Dangling(kind ledger.Kind, r ledger.Record, coming, going map[value.ID]bool) string {
	return rules.Dangling(b.now(), kind, r, coming, going)
}

// Speaking are the Books that have a say about the lists.
func Speaking() []*Book { return speaking.books }

// The outputs.
func (m Making) Temp() string { return m.temp }

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
	if runtime.GOOS == "windows" { // who else may read it says the folder's list, no mode
		return info.Mode().Perm() & 0o700
	}
	return info.Mode().Perm()
}
