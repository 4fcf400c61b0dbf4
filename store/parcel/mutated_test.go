package parcel

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tuanjian/store/trial"
)

// spoil damages bytes in one of the ways in which files are damaged on a stick, by a mail program or by somebody.
func spoil(r *rand.Rand, b []byte) []byte {
	at := r.IntN(len(b))
	n := 1 + r.IntN(min(len(b)-at, 1<<r.IntN(12)))
	bad := bytes.Clone(b)
	switch piece := bad[at : at+n]; r.IntN(9) {
	case 0: // a bit
		bad[at] ^= 1 << r.IntN(8)
	case 1: // some bits
		for range 1 + r.IntN(8) {
			bad[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
	case 2: // a piece of anything
		for i := range piece {
			piece[i] = byte(r.Uint32())
		}
	case 3: // a piece of nothing, as of a sector that was never written
		clear(piece)
	case 4: // a piece left out
		bad = slices.Delete(bad, at, at+n)
	case 5: // a piece twice
		bad = slices.Insert(bad, at, bytes.Clone(piece)...)
	case 6: // the end cut off
		bad = bad[:at]
	case 7: // two pieces changed for each other
		to := r.IntN(len(b) - n + 1)
		other := bytes.Clone(bad[to : to+n])
		copy(bad[to:to+n], bytes.Clone(piece))
		copy(bad[at:at+n], other)
	case 8: // something behind
		bad = append(bad, piece...)
	}
	return bad
}

// None of 10,000 damaged packages is taken in (users.md R20), each is refused with a sentence, and none takes long.
func TestDamagedPackagesAreRefused(t *testing.T) {
	b := pack(t, sample(t))
	if _, err := read(t, b); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(2026, 11))
	reasons := map[string]int{}
	for tried := 0; tried < 10_000; {
		bad := spoil(r, b)
		if bytes.Equal(bad, b) {
			continue
		}
		tried++
		begun := trial.Start()
		p, err := read(t, bad)
		var ours *Error
		if p != nil || !errors.As(err, &ours) {
			t.Fatalf("the %dth: parcel %v, error %v", tried, p != nil, err)
		}
		if took := begun.Taken(); took > 5*time.Second {
			t.Errorf("the %dth took %v", tried, took)
		}
		reasons[ours.Code]++
	}
	t.Logf("%d bytes, refused as %v", len(b), reasons)
}
