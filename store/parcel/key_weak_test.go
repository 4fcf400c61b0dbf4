package parcel

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"testing"
)

// Under the key whose point is the neutral one, a signature of that point and nothing fits every text. No such key is
// taken, however it is written.
func TestWeakKeysSignNothing(t *testing.T) {
	neutral := make([]byte, ed25519.PublicKeySize)
	neutral[0] = 1
	forged := append(append([]byte{}, neutral...), make([]byte, 32)...)
	if !ed25519.Verify(neutral, []byte("anything"), forged) {
		t.Fatal("the attack is none any more")
	}
	text := []byte(`{"format":"tuanjian-parcel","version":1,"sender":{"key":"` + hex.EncodeToString(neutral) + `"}}`)
	if _, err := readManifest(text, forged); !errors.Is(err, ErrForged) {
		t.Error(err)
	}
	for _, y := range weakKeys {
		for _, sign := range []byte{0, 0x80} {
			key := y
			key[31] |= sign
			if !weakKey(key[:]) {
				t.Errorf("%x", key)
			}
		}
	}
	if weakKey(signKey.Public().(ed25519.PublicKey)) {
		t.Error("an honest key")
	}
}
