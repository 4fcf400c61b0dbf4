package store_test

import (
	"context"
	"crypto/sha256"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/practice"
	"tuanjian/store/seal"
	"tuanjian/store/stage"
	"tuanjian/store/trial"
)

var dear = flag.Bool("dear", false, "TestWrongPasswords tries at the program's own price and tells it")

// However many wrong passwords are tried, the file stays what it was, byte for byte,
// and the right one opens it afterwards. What a try costs is told by
//
//	go test ./store -run TestWrongPasswords -v -args -dear
func TestWrongPasswords(t *testing.T) {
	env := stage.Env()
	if *dear {
		env.Effort = seal.DefaultEffort
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "a.tjz")
	b, err := practice.New(context.Background(), path, "correct horse", practice.Options{Members: 50, Seed: 3}, env)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	state := func() (sum [sha256.Size]byte, at time.Time) {
		bytesOf, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return sha256.Sum256(bytesOf), info.ModTime()
	}
	sum, at := state()
	var costs []time.Duration
	for _, wrong := range []string{"", "wrong", "correct hors", "correct horse ", "Correct horse", "correct  horse", "ｃorrect horse", "12345678", "00000000", "correct horse\x00"} {
		from := trial.Start()
		b, err := store.Open(path, wrong, env)
		costs = append(costs, from.Taken())
		if err == nil {
			b.Close()
			t.Fatalf("%q opens it", wrong)
		}
		if store.Tell(err).Code != store.WrongPassword {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if s, a := state(); s != sum || !a.Equal(at) {
		t.Error("wrong passwords have changed the file")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("beside it lie %v %v", left, err)
	}
	b, err = store.Open(path, "correct horse", env)
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	slices.Sort(costs)
	t.Logf("a wrong password costs %v at least, %v in the middle, %v at most", costs[0].Round(time.Millisecond), costs[len(costs)/2].Round(time.Millisecond), costs[len(costs)-1].Round(time.Millisecond))
	if *dear && costs[0] < 500*time.Millisecond {
		t.Error("less than half a second")
	}
}
