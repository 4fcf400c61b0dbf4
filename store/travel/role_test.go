package travel

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"tuanjian/store"
	"tuanjian/store/seal"
	"tuanjian/store/trial"
)

// Whoever got hold of a reception or a meeting all the same does not carry it out as 只读.
func TestAReaderTakesNothingIn(t *testing.T) {
	now := trial.On(time.Date(2026, 11, 22, 15, 4, 5, 0, time.Local))
	env := store.Env{Now: func() time.Time { return now }, Random: rand.Reader, Effort: seal.Effort{Time: 1, Memory: 64, Threads: 1}, Version: "0.0.0"}
	path := filepath.Join(t.TempDir(), "塔北社区.tjz")
	b, _, err := store.Create(path, store.Profile{Name: "塔北社区"}, "王干事", "long-enough-8", env)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.Staff().Add("只看的人", "only-looking-here", store.Reader), b.Close()); err != nil {
		t.Fatal(err)
	}
	reader, err := store.OpenAs(path, "只看的人", "only-looking-here", env)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	_, reception := (&Reception{book: reader}).Apply(context.Background(), nil)
	_, _, meeting := (&Meeting{book: reader}).Apply()
	for name, err := range map[string]error{"a reception": reception, "a meeting": meeting} {
		if err == nil || store.Tell(err).Code != store.NotAllowed {
			t.Errorf("%s: %v", name, err)
		}
	}
}
