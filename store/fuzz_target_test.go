package store_test

import (
	"fmt"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// A fuzzTarget stands for the testing.F of a law while Go's fuzzer plays it. What a law prepares is prepared with the F;
// inside the target the F refuses Helper, TempDir and Fatal, which the helpers of these tests call.
type fuzzTarget struct {
	testing.TB
	folder string // "" while the law is prepared; then the one folder, empty at each call
}

// fuzzLaw prepares a law and hands it to the fuzzer.
func fuzzLaw(f *testing.F, law func(testing.TB) func(*rapid.T)) {
	x := &fuzzTarget{TB: f}
	play := law(x)
	x.folder = f.TempDir()
	f.Fuzz(rapid.MakeFuzz(play))
}

func (x *fuzzTarget) Helper() {}

func (x *fuzzTarget) TempDir() string {
	if x.folder == "" {
		return x.TB.TempDir()
	}
	if err := os.RemoveAll(x.folder); err != nil {
		x.Fatal(err)
	}
	if err := os.Mkdir(x.folder, 0o700); err != nil {
		x.Fatal(err)
	}
	return x.folder
}

// Fatal fails the input that is played: rapid takes a panic for a failure and names it.
func (x *fuzzTarget) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func (x *fuzzTarget) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
